# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
model_test_libraries = libmodel.a libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS) -lm
model_inside = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/model

check_PROGRAMS += tests/unit/test_calendar
TESTS += tests/unit/test_calendar
tests_unit_test_calendar_SOURCES = tests/unit/test_calendar.c
tests_unit_test_calendar_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_dataset
TESTS += tests/unit/test_dataset
tests_unit_test_dataset_SOURCES = tests/unit/test_dataset.c
tests_unit_test_dataset_LDADD = $(model_test_libraries) -lpthread

check_PROGRAMS += tests/unit/test_observations
TESTS += tests/unit/test_observations
tests_unit_test_observations_SOURCES = tests/unit/test_observations.c
tests_unit_test_observations_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_prices
TESTS += tests/unit/test_prices
tests_unit_test_prices_SOURCES = tests/unit/test_prices.c
tests_unit_test_prices_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_ratings
TESTS += tests/unit/test_ratings
tests_unit_test_ratings_SOURCES = tests/unit/test_ratings.c
tests_unit_test_ratings_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_snapshot
TESTS += tests/unit/test_snapshot
tests_unit_test_snapshot_SOURCES = tests/unit/test_snapshot.c
tests_unit_test_snapshot_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_watchlist
TESTS += tests/unit/test_watchlist
tests_unit_test_watchlist_SOURCES = tests/unit/test_watchlist.c
tests_unit_test_watchlist_LDADD = $(model_test_libraries)
endif
