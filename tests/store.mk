# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
check_LIBRARIES += tests/unit/libstoretest.a
tests_unit_libstoretest_a_SOURCES = tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_libstoretest_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)

store_test_flags = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/store -iquote $(top_srcdir)/tests/unit
store_test_libraries = tests/unit/libstoretest.a libstore.a libmodel.a libbase.a \
	$(SQLITE_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)

STORE_TESTS = \
	tests/system/test_store_kill \
	tests/unit/test_store \
	tests/unit/test_store_company \
	tests/unit/test_store_documents \
	tests/unit/test_store_events \
	tests/unit/test_store_files \
	tests/unit/test_store_gpu \
	tests/unit/test_store_gsi \
	tests/unit/test_store_venues \
	tests/unit/test_bar_cover \
	tests/unit/test_store_prices \
	tests/unit/test_store_headlines \
	tests/unit/test_store_ratings \
	tests/unit/test_store_alerts \
	tests/unit/test_quote_merge \
	tests/unit/test_store_trend \
	tests/unit/test_store_trouble
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
tests_unit_test_store_SOURCES = tests/unit/test_store.c
tests_unit_test_store_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_LDADD = $(store_test_libraries)
tests_unit_test_store_company_SOURCES = tests/unit/test_store_company.c
tests_unit_test_store_company_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_company_LDADD = $(store_test_libraries)
tests_unit_test_store_documents_SOURCES = tests/unit/test_store_documents.c
tests_unit_test_store_documents_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_documents_LDADD = $(store_test_libraries)
tests_unit_test_store_events_SOURCES = tests/unit/test_store_events.c
tests_unit_test_store_events_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_events_LDADD = $(store_test_libraries)
tests_unit_test_store_files_SOURCES = tests/unit/test_store_files.c
tests_unit_test_store_files_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_files_LDADD = $(store_test_libraries)
tests_unit_test_store_gsi_SOURCES = tests/unit/test_store_gsi.c
tests_unit_test_store_gsi_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_gsi_LDADD = $(store_test_libraries)
tests_unit_test_store_gpu_SOURCES = tests/unit/test_store_gpu.c
tests_unit_test_store_gpu_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_gpu_LDADD = $(store_test_libraries)

tests_unit_test_store_venues_SOURCES = tests/unit/test_store_venues.c
tests_unit_test_store_venues_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_venues_LDADD = $(store_test_libraries)
tests_unit_test_store_headlines_SOURCES = tests/unit/test_store_headlines.c
tests_unit_test_store_headlines_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_headlines_LDADD = $(store_test_libraries)
tests_unit_test_store_ratings_SOURCES = tests/unit/test_store_ratings.c
tests_unit_test_store_ratings_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_ratings_LDADD = $(store_test_libraries)
tests_unit_test_bar_cover_SOURCES = tests/unit/test_bar_cover.c
tests_unit_test_bar_cover_CPPFLAGS = $(store_test_flags)
tests_unit_test_bar_cover_LDADD = $(store_test_libraries)
tests_unit_test_store_prices_SOURCES = tests/unit/test_store_prices.c
tests_unit_test_store_prices_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_prices_LDADD = $(store_test_libraries)
tests_unit_test_store_alerts_SOURCES = tests/unit/test_store_alerts.c
tests_unit_test_store_alerts_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_alerts_LDADD = $(store_test_libraries)
tests_unit_test_quote_merge_SOURCES = tests/unit/test_quote_merge.c
tests_unit_test_quote_merge_CPPFLAGS = $(store_test_flags)
tests_unit_test_quote_merge_LDADD = $(store_test_libraries)
tests_unit_test_store_trend_SOURCES = tests/unit/test_store_trend.c
tests_unit_test_store_trend_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_trend_LDADD = $(store_test_libraries)
tests_unit_test_store_trouble_SOURCES = tests/unit/test_store_trouble.c
tests_unit_test_store_trouble_CPPFLAGS = $(store_test_flags)
tests_unit_test_store_trouble_LDADD = $(store_test_libraries)
tests_system_test_store_kill_SOURCES = tests/system/test_store_kill.c
tests_system_test_store_kill_CPPFLAGS = $(store_test_flags)
tests_system_test_store_kill_LDADD = $(store_test_libraries)
endif
