# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libpoller.a
libpoller_a_SOURCES = \
	include/poller/mailbox.h \
	include/poller/poller.h \
	include/poller/schedule.h
libpoller_a_CFLAGS = $(AM_CFLAGS)
