# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libterm.a
libterm_a_SOURCES = \
	include/term/term.h \
	src/term/colors.c \
	src/term/colors.h \
	src/term/ink.c \
	src/term/ink.h \
	src/term/keys.c \
	src/term/keys.h \
	src/term/outlet.c \
	src/term/outlet.h \
	src/term/rescue.c \
	src/term/rescue.h \
	src/term/term.c \
	src/term/terminfo.c \
	src/term/terminfo.h \
	src/term/notify.c \
	src/term/notify.h \
	src/term/repeat.c \
	src/term/repeat.h \
	src/term/sequence.c \
	src/term/sequence.h \
	src/term/thrift.c \
	src/term/thrift.h
libterm_a_CFLAGS = $(AM_CFLAGS) $(NCURSESW_CFLAGS)
