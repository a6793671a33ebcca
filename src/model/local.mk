# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	include/model/calendar.h \
	include/model/dataset.h \
	include/model/events.h \
	include/model/filings.h \
	include/model/gpu_market.h \
	include/model/observations.h \
	include/model/prices.h \
	include/model/ratings.h \
	include/model/receivables.h \
	include/model/snapshot.h \
	include/model/subscription.h \
	include/model/watchlist.h
libmodel_a_CFLAGS = $(AM_CFLAGS)
