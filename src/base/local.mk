# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	include/base/amount.h \
	include/base/arena.h \
	include/base/buffer.h \
	include/base/clock.h \
	include/base/date.h \
	include/base/digits.h \
	include/base/error.h \
	include/base/format.h \
	include/base/key.h \
	include/base/log.h \
	include/base/mail_time.h \
	include/base/memory.h \
	include/base/text.h \
	include/base/text_lines.h \
	include/base/waker.h \
	include/base/xdg.h \
	src/base/amount.c \
	src/base/arena.c \
	src/base/buffer.c \
	src/base/clock.c \
	src/base/date.c \
	src/base/digits.c \
	src/base/error.c \
	src/base/format.c \
	src/base/key.c \
	src/base/log.c \
	src/base/mail_time.c \
	src/base/memory.c \
	src/base/text.c \
	src/base/text_lines.c \
	src/base/waker.c \
	src/base/xdg.c
libbase_a_CFLAGS = $(AM_CFLAGS) $(UTF8PROC_CFLAGS)
