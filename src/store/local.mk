# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	include/store/store.h
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
