# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	include/store/store.h \
	src/store/load_company.c \
	src/store/load_market.c \
	src/store/migrations.c \
	src/store/open_files.c \
	src/store/put_company.c \
	src/store/put_market.c \
	src/store/remember.c \
	src/store/retention.c \
	src/store/statements.c \
	src/store/store.c \
	src/store/store_state.h \
	src/store/trouble.c
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
