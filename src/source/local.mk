# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libsource.a
libsource_a_SOURCES = \
	include/source/source.h
libsource_a_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
