# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
# What the tests of parsers share: bodies, the hostile treatment, what must always hold.
check_LIBRARIES += tests/unit/libhostile.a
tests_unit_libhostile_a_SOURCES = \
	tests/unit/bodies.c \
	tests/unit/bodies.h \
	tests/unit/hostile.c \
	tests/unit/hostile.h \
	tests/unit/sane.c \
	tests/unit/sane.h
tests_unit_libhostile_a_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS) $(CMOCKA_CFLAGS)

source_test_flags = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/source -iquote $(top_srcdir)/tests/unit
source_test_libraries = tests/unit/libhostile.a libsource.a libmodel.a libbase.a \
	$(CJSON_LIBS) $(EXPAT_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_json
TESTS += tests/unit/test_json
tests_unit_test_json_SOURCES = tests/unit/test_json.c
tests_unit_test_json_CPPFLAGS = $(source_test_flags)
tests_unit_test_json_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_registry
TESTS += tests/unit/test_registry
tests_unit_test_registry_SOURCES = tests/unit/test_registry.c
tests_unit_test_registry_CPPFLAGS = $(source_test_flags)
tests_unit_test_registry_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_stream
TESTS += tests/unit/test_stream
tests_unit_test_stream_SOURCES = tests/unit/test_stream.c
tests_unit_test_stream_CPPFLAGS = $(source_test_flags)
tests_unit_test_stream_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_xbrl
TESTS += tests/unit/test_xbrl
tests_unit_test_xbrl_SOURCES = tests/unit/test_xbrl.c
tests_unit_test_xbrl_CPPFLAGS = $(source_test_flags)
tests_unit_test_xbrl_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
tests_unit_test_xbrl_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_sec_current
TESTS += tests/unit/test_sec_current
tests_unit_test_sec_current_SOURCES = tests/unit/test_sec_current.c
tests_unit_test_sec_current_CPPFLAGS = $(source_test_flags)
tests_unit_test_sec_current_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_estimate_sources
TESTS += tests/unit/test_estimate_sources
tests_unit_test_estimate_sources_SOURCES = tests/unit/test_estimate_sources.c
tests_unit_test_estimate_sources_CPPFLAGS = $(source_test_flags)
tests_unit_test_estimate_sources_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_news_sources
TESTS += tests/unit/test_news_sources
tests_unit_test_news_sources_SOURCES = tests/unit/test_news_sources.c
tests_unit_test_news_sources_CPPFLAGS = $(source_test_flags)
tests_unit_test_news_sources_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_request_url
TESTS += tests/unit/test_request_url
tests_unit_test_request_url_SOURCES = tests/unit/test_request_url.c
tests_unit_test_request_url_CPPFLAGS = $(source_test_flags)
tests_unit_test_request_url_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_yahoo_session
TESTS += tests/unit/test_yahoo_session
tests_unit_test_yahoo_session_SOURCES = tests/unit/test_yahoo_session.c
tests_unit_test_yahoo_session_CPPFLAGS = $(source_test_flags)
tests_unit_test_yahoo_session_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_yahoo_quotes
TESTS += tests/unit/test_yahoo_quotes
tests_unit_test_yahoo_quotes_SOURCES = tests/unit/test_yahoo_quotes.c
tests_unit_test_yahoo_quotes_CPPFLAGS = $(source_test_flags)
tests_unit_test_yahoo_quotes_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_chart_oddities
TESTS += tests/unit/test_chart_oddities
tests_unit_test_chart_oddities_SOURCES = tests/unit/test_chart_oddities.c
tests_unit_test_chart_oddities_CPPFLAGS = $(source_test_flags)
tests_unit_test_chart_oddities_LDADD = $(source_test_libraries)
check_PROGRAMS += tests/unit/test_yahoo_chart
TESTS += tests/unit/test_yahoo_chart
tests_unit_test_yahoo_chart_SOURCES = tests/unit/test_yahoo_chart.c
tests_unit_test_yahoo_chart_CPPFLAGS = $(source_test_flags)
tests_unit_test_yahoo_chart_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_yahoo_search
TESTS += tests/unit/test_yahoo_search
tests_unit_test_yahoo_search_SOURCES = tests/unit/test_yahoo_search.c
tests_unit_test_yahoo_search_CPPFLAGS = $(source_test_flags)
tests_unit_test_yahoo_search_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_yahoo_last
TESTS += tests/unit/test_yahoo_last
tests_unit_test_yahoo_last_SOURCES = tests/unit/test_yahoo_last.c
tests_unit_test_yahoo_last_CPPFLAGS = $(source_test_flags)
tests_unit_test_yahoo_last_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_yahoo_ratings
TESTS += tests/unit/test_yahoo_ratings
tests_unit_test_yahoo_ratings_SOURCES = tests/unit/test_yahoo_ratings.c
tests_unit_test_yahoo_ratings_CPPFLAGS = $(source_test_flags)
tests_unit_test_yahoo_ratings_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_ratings_sources
TESTS += tests/unit/test_ratings_sources
tests_unit_test_ratings_sources_SOURCES = tests/unit/test_ratings_sources.c
tests_unit_test_ratings_sources_CPPFLAGS = $(source_test_flags)
tests_unit_test_ratings_sources_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_yahoo_consensus
TESTS += tests/unit/test_yahoo_consensus
tests_unit_test_yahoo_consensus_SOURCES = tests/unit/test_yahoo_consensus.c
tests_unit_test_yahoo_consensus_CPPFLAGS = $(source_test_flags)
tests_unit_test_yahoo_consensus_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_feeds
TESTS += tests/unit/test_feeds
tests_unit_test_feeds_SOURCES = tests/unit/test_feeds.c
tests_unit_test_feeds_CPPFLAGS = $(source_test_flags)
tests_unit_test_feeds_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_quote_feeds
TESTS += tests/unit/test_quote_feeds
tests_unit_test_quote_feeds_SOURCES = tests/unit/test_quote_feeds.c
tests_unit_test_quote_feeds_CPPFLAGS = $(source_test_flags)
tests_unit_test_quote_feeds_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_cnbc_quotes
TESTS += tests/unit/test_cnbc_quotes
tests_unit_test_cnbc_quotes_SOURCES = tests/unit/test_cnbc_quotes.c
tests_unit_test_cnbc_quotes_CPPFLAGS = $(source_test_flags)
tests_unit_test_cnbc_quotes_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_json_scan
TESTS += tests/unit/test_json_scan
tests_unit_test_json_scan_SOURCES = tests/unit/test_json_scan.c src/source/json_scan.c
tests_unit_test_json_scan_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/source
tests_unit_test_json_scan_LDADD = $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_sec_filings
TESTS += tests/unit/test_sec_filings
tests_unit_test_sec_filings_SOURCES = tests/unit/test_sec_filings.c
tests_unit_test_sec_filings_CPPFLAGS = $(source_test_flags)
tests_unit_test_sec_filings_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_sec_search
TESTS += tests/unit/test_sec_search
tests_unit_test_sec_search_SOURCES = tests/unit/test_sec_search.c
tests_unit_test_sec_search_CPPFLAGS = $(source_test_flags)
tests_unit_test_sec_search_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_sec_pages
TESTS += tests/unit/test_sec_pages
tests_unit_test_sec_pages_SOURCES = tests/unit/test_sec_pages.c
tests_unit_test_sec_pages_CPPFLAGS = $(source_test_flags)
tests_unit_test_sec_pages_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_sec_document
TESTS += tests/unit/test_sec_document
tests_unit_test_sec_document_SOURCES = tests/unit/test_sec_document.c
tests_unit_test_sec_document_CPPFLAGS = $(source_test_flags)
tests_unit_test_sec_document_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_sec_facts
TESTS += tests/unit/test_sec_facts
tests_unit_test_sec_facts_SOURCES = tests/unit/test_sec_facts.c
tests_unit_test_sec_facts_CPPFLAGS = $(source_test_flags)
tests_unit_test_sec_facts_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_gpu_offers
TESTS += tests/unit/test_gpu_offers
tests_unit_test_gpu_offers_SOURCES = tests/unit/test_gpu_offers.c
tests_unit_test_gpu_offers_CPPFLAGS = $(source_test_flags)
tests_unit_test_gpu_offers_LDADD = $(source_test_libraries)

check_PROGRAMS += tests/unit/test_venues
TESTS += tests/unit/test_venues
tests_unit_test_venues_SOURCES = tests/unit/test_venues.c
tests_unit_test_venues_CPPFLAGS = $(source_test_flags)
tests_unit_test_venues_LDADD = $(source_test_libraries)
check_PROGRAMS += tests/unit/test_supply
TESTS += tests/unit/test_supply
tests_unit_test_supply_SOURCES = tests/unit/test_supply.c
tests_unit_test_supply_CPPFLAGS = $(source_test_flags)
tests_unit_test_supply_LDADD = $(store_test_libraries) $(source_test_libraries)
endif

# make bench: companyfacts by slice scan against cJSON, in one run.
EXTRA_PROGRAMS += tests/bench/bench_facts
tests_bench_bench_facts_SOURCES = tests/bench/bench_facts.c
tests_bench_bench_facts_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/source
tests_bench_bench_facts_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
EXTRA_PROGRAMS += tests/bench/bench_statement
tests_bench_bench_statement_SOURCES = tests/bench/bench_statement.c
tests_bench_bench_statement_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/source
tests_bench_bench_statement_CFLAGS = $(AM_CFLAGS) $(EXPAT_CFLAGS)
tests_bench_bench_statement_LDADD = libsource.a libmodel.a libbase.a $(CJSON_LIBS) $(EXPAT_LIBS) $(UTF8PROC_LIBS)
tests_bench_bench_facts_LDADD = libsource.a libmodel.a libbase.a $(CJSON_LIBS) $(EXPAT_LIBS) $(UTF8PROC_LIBS)

EXTRA_DIST += \
	tests/fixtures/source
