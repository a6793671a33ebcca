# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libpoller.a
libpoller_a_SOURCES = \
	include/poller/mailbox.h \
	include/poller/poller.h \
	include/poller/schedule.h \
	src/poller/acceptance.c \
	src/poller/address.c \
	src/poller/alerts.c \
	src/poller/daily_quota.c \
	src/poller/daily_quota.h \
	src/poller/alerts.h \
	src/poller/around.c \
	src/poller/board.c \
	src/poller/disclosures.c \
	src/poller/bar_requests.c \
	src/poller/facts.c \
	src/poller/fetch.c \
	src/poller/gather.c \
	src/poller/jobs.c \
	src/poller/keep.c \
	src/poller/mailbox.c \
	src/poller/pace.c \
	src/poller/outage.c \
	src/poller/outage.h \
	src/poller/parts.c \
	src/poller/urgency.c \
	src/poller/poller.c \
	src/poller/poller_state.h \
	src/poller/refusal.c \
	src/poller/second.c \
	src/poller/streaming.c \
	src/poller/streaming.h \
	src/poller/schedule.c \
	src/poller/session.c \
	src/poller/report_queue.c \
	src/poller/watched.c \
	src/poller/wishes.c
libpoller_a_CFLAGS = $(AM_CFLAGS)
