# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libsource.a
libsource_a_SOURCES = \
	include/source/source.h \
	src/source/cnbc_quotes.c \
	src/source/html_layout.c \
	src/source/html_layout.h \
	src/source/html_table.c \
	src/source/html_table.h \
	src/source/html_text.c \
	src/source/html_text.h \
	src/source/json.c \
	src/source/json.h \
	src/source/json_scan.c \
	src/source/json_scan.h \
	src/source/line_writer.c \
	src/source/line_writer.h \
	src/source/provider.h \
	src/source/quote_row.c \
	src/source/quote_row.h \
	src/source/registry.c \
	src/source/request_url.c \
	src/source/request_url.h \
	src/source/runpod_offers.c \
	src/source/sec_answer.c \
	src/source/sec_answer.h \
	src/source/sec_companies.c \
	src/source/sec_document.c \
	src/source/sec_facts.c \
	src/source/sec_filings.c \
	src/source/sources.h \
	src/source/status.c \
	src/source/stream.c \
	src/source/vast_offers.c \
	src/source/yahoo.c \
	src/source/yahoo.h \
	src/source/yahoo_chart.c \
	src/source/yahoo_last.c \
	src/source/yahoo_consensus.c \
	src/source/yahoo_quotes.c \
	src/source/yahoo_ratings.c \
	src/source/yahoo_session.c
libsource_a_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS) $(EXPAT_CFLAGS) $(LIBXML2_CFLAGS)
