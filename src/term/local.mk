# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libterm.a
libterm_a_SOURCES = \
	include/term/term.h
libterm_a_CFLAGS = $(AM_CFLAGS) $(NCURSESW_CFLAGS)
