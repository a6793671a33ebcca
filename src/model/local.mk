# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	include/model/alert.h \
	include/model/calendar.h \
	include/model/customers.h \
	include/model/dataset.h \
	include/model/dimensional.h \
	include/model/document.h \
	include/model/events.h \
	include/model/filing_feed.h \
	include/model/filings.h \
	include/model/gpu_market.h \
	include/model/gpu_names.h \
	include/model/gpu_unit.h \
	include/model/observations.h \
	include/model/prices.h \
	include/model/ratings.h \
	include/model/receivables.h \
	include/model/snapshot.h \
	include/model/subscription.h \
	include/model/watchlist.h \
	src/model/alert_kinds.c \
	src/model/alert_rule.c \
	src/model/alert_state.c \
	src/model/calendar.c \
	src/model/customer_words.c \
	src/model/customer_words.h \
	src/model/customers.c \
	src/model/dataset.c \
	src/model/dimensional.c \
	src/model/document.c \
	src/model/events.c \
	src/model/filing_feed.c \
	src/model/fact_series.c \
	src/model/fact_series.h \
	src/model/filings.c \
	src/model/gpu_book.c \
	src/model/gpu_market.c \
	src/model/gpu_models.c \
	src/model/gpu_names.c \
	src/model/gpu_quotes.c \
	src/model/gpu_unit.c \
	src/model/observations.c \
	src/model/prices.c \
	src/model/quantile.c \
	src/model/quantile.h \
	src/model/quarter_flow.c \
	src/model/quarter_flow.h \
	src/model/ratings.c \
	src/model/receivable_concepts.c \
	src/model/receivable_concepts.h \
	src/model/receivables.c \
	src/model/snapshot.c \
	src/model/subscription.c \
	src/model/watchlist.c
libmodel_a_CFLAGS = $(AM_CFLAGS)
