# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	include/store/kept_alerts.h \
	include/store/documents.h \
	include/store/edgar.h \
	include/store/rating_tapes.h \
	include/store/store.h \
	src/store/kept_alerts.c \
	src/store/records_alerts.c \
	src/store/aside.c \
	src/store/aside.h \
	src/store/copies.c \
	src/store/load_company.c \
	src/store/load_consensus.c \
	src/store/load_documents.c \
	src/store/load_edgar.c \
	src/store/load_gpu.c \
	src/store/load_prices.c \
	src/store/load_ratings.c \
	src/store/load_summary.c \
	src/store/load_summary.h \
	include/store/venues.h \
	src/store/load_venues.c \
	src/store/load_venues.h \
	src/store/records_venues.c \
	src/store/marks.c \
	src/store/marks.h \
	src/store/migrate.c \
	src/store/migrations.c \
	src/store/migrations.h \
	src/store/opening.c \
	src/store/put_company.c \
	src/store/put_consensus.c \
	src/store/put_documents.c \
	src/store/put_edgar.c \
	src/store/put_gpu.c \
	src/store/put_prices.c \
	src/store/quote_merge.c \
	src/store/quote_merge.h \
	src/store/put_ratings.c \
	src/store/record.c \
	src/store/record.h \
	src/store/record_fields.h \
	src/store/records.c \
	src/store/records_documents.c \
	src/store/records_edgar.c \
	src/store/records_ratings.c \
	src/store/remember.c \
	src/store/retention.c \
	src/store/statements.c \
	src/store/store.c \
	src/store/store_state.h \
	src/store/trend.c \
	src/store/trend.h \
	src/store/trouble.c
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
