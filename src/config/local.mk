# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libconfig.a
libconfig_a_SOURCES = \
	include/config/command_line.h \
	include/config/config.h \
	include/config/ini.h \
	include/config/option.h \
	src/config/assign.c \
	src/config/assign.h \
	src/config/command_line.c \
	src/config/config.c \
	src/config/ini.c \
	src/config/key_command.c \
	src/config/key_command.h \
	src/config/keys_file.c \
	src/config/option.c
libconfig_a_CFLAGS = $(AM_CFLAGS) $(INIH_CFLAGS)
