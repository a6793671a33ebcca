# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
model_test_libraries = libmodel.a libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS) -lm
model_inside = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/model

check_PROGRAMS += tests/unit/test_action_merge
TESTS += tests/unit/test_action_merge
tests_unit_test_action_merge_SOURCES = tests/unit/test_action_merge.c
tests_unit_test_action_merge_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_attested
TESTS += tests/unit/test_attested
tests_unit_test_attested_SOURCES = tests/unit/test_attested.c
tests_unit_test_attested_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_positions
TESTS += tests/unit/test_positions
tests_unit_test_positions_SOURCES = tests/unit/test_positions.c
tests_unit_test_positions_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_consensus
TESTS += tests/unit/test_consensus
tests_unit_test_consensus_SOURCES = tests/unit/test_consensus.c
tests_unit_test_consensus_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_upgrade_heat
TESTS += tests/unit/test_upgrade_heat
tests_unit_test_upgrade_heat_SOURCES = tests/unit/test_upgrade_heat.c
tests_unit_test_upgrade_heat_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_firms
TESTS += tests/unit/test_firms
tests_unit_test_firms_SOURCES = tests/unit/test_firms.c
tests_unit_test_firms_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_headlines
TESTS += tests/unit/test_headlines
tests_unit_test_headlines_SOURCES = tests/unit/test_headlines.c
tests_unit_test_headlines_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_price_path
TESTS += tests/unit/test_price_path
tests_unit_test_price_path_SOURCES = tests/unit/test_price_path.c
tests_unit_test_price_path_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_indicator
TESTS += tests/unit/test_indicator
tests_unit_test_indicator_SOURCES = tests/unit/test_indicator.c
tests_unit_test_indicator_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_calendar
TESTS += tests/unit/test_calendar
tests_unit_test_calendar_SOURCES = tests/unit/test_calendar.c
tests_unit_test_calendar_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_dataset
TESTS += tests/unit/test_dataset
tests_unit_test_dataset_SOURCES = tests/unit/test_dataset.c
tests_unit_test_dataset_LDADD = $(model_test_libraries) -lpthread

check_PROGRAMS += tests/unit/test_events
TESTS += tests/unit/test_events
tests_unit_test_events_SOURCES = tests/unit/test_events.c
tests_unit_test_events_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_fact_series
TESTS += tests/unit/test_fact_series
tests_unit_test_fact_series_SOURCES = tests/unit/test_fact_series.c
tests_unit_test_fact_series_CPPFLAGS = $(model_inside)
tests_unit_test_fact_series_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_document
TESTS += tests/unit/test_document
tests_unit_test_document_SOURCES = tests/unit/test_document.c
tests_unit_test_document_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_filings
TESTS += tests/unit/test_filings
tests_unit_test_filings_SOURCES = tests/unit/test_filings.c
tests_unit_test_filings_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_gpu_book
TESTS += tests/unit/test_gpu_book
tests_unit_test_gpu_book_SOURCES = tests/unit/test_gpu_book.c
tests_unit_test_gpu_book_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_gpu_market
TESTS += tests/unit/test_gpu_market
tests_unit_test_gpu_market_SOURCES = tests/unit/test_gpu_market.c
tests_unit_test_gpu_market_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_gpu_unit
TESTS += tests/unit/test_gpu_unit
tests_unit_test_gpu_unit_SOURCES = tests/unit/test_gpu_unit.c
tests_unit_test_gpu_unit_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_gpu_models
TESTS += tests/unit/test_gpu_models
tests_unit_test_gpu_models_SOURCES = tests/unit/test_gpu_models.c
tests_unit_test_gpu_models_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_observations
TESTS += tests/unit/test_observations
tests_unit_test_observations_SOURCES = tests/unit/test_observations.c
tests_unit_test_observations_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_prices
TESTS += tests/unit/test_prices
tests_unit_test_prices_SOURCES = tests/unit/test_prices.c
tests_unit_test_prices_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_quarter_flow
TESTS += tests/unit/test_quarter_flow
tests_unit_test_quarter_flow_SOURCES = tests/unit/test_quarter_flow.c
tests_unit_test_quarter_flow_CPPFLAGS = $(model_inside)
tests_unit_test_quarter_flow_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_customer_words
TESTS += tests/unit/test_customer_words
tests_unit_test_customer_words_SOURCES = tests/unit/test_customer_words.c
tests_unit_test_customer_words_CPPFLAGS = $(model_inside)
tests_unit_test_customer_words_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_customers
TESTS += tests/unit/test_customers
tests_unit_test_customers_SOURCES = tests/unit/test_customers.c
tests_unit_test_customers_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_receivables_alarms
TESTS += tests/unit/test_receivables_alarms
tests_unit_test_receivables_alarms_SOURCES = tests/unit/test_receivables_alarms.c
tests_unit_test_receivables_alarms_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_ratings
TESTS += tests/unit/test_ratings
tests_unit_test_ratings_SOURCES = tests/unit/test_ratings.c
tests_unit_test_ratings_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_alert
TESTS += tests/unit/test_alert
tests_unit_test_alert_SOURCES = tests/unit/test_alert.c
tests_unit_test_alert_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_receivables
TESTS += tests/unit/test_receivables
tests_unit_test_receivables_SOURCES = tests/unit/test_receivables.c
tests_unit_test_receivables_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_snapshot
TESTS += tests/unit/test_snapshot
tests_unit_test_snapshot_SOURCES = tests/unit/test_snapshot.c
tests_unit_test_snapshot_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_watchlist
TESTS += tests/unit/test_watchlist
tests_unit_test_watchlist_SOURCES = tests/unit/test_watchlist.c
tests_unit_test_watchlist_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_dossier
TESTS += tests/unit/test_dossier
tests_unit_test_dossier_SOURCES = tests/unit/test_dossier.c
tests_unit_test_dossier_LDADD = $(model_test_libraries)
check_PROGRAMS += tests/unit/test_drivers
TESTS += tests/unit/test_drivers
tests_unit_test_drivers_SOURCES = tests/unit/test_drivers.c
tests_unit_test_drivers_LDADD = $(model_test_libraries)

check_PROGRAMS += tests/unit/test_gsi
TESTS += tests/unit/test_gsi
tests_unit_test_gsi_SOURCES = tests/unit/test_gsi.c
tests_unit_test_gsi_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
tests_unit_test_gsi_LDADD = tests/unit/libhostile.a $(model_test_libraries) $(CJSON_LIBS)

# Recorded answers are read with cJSON here, not by a parser of ours: what fails is then the model.
check_PROGRAMS += tests/unit/test_receivables_recorded
TESTS += tests/unit/test_receivables_recorded
tests_unit_test_receivables_recorded_SOURCES = tests/unit/test_receivables_recorded.c
tests_unit_test_receivables_recorded_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
tests_unit_test_receivables_recorded_LDADD = tests/unit/libhostile.a $(model_test_libraries) $(CJSON_LIBS)

# Recorded answers are read with cJSON here, not by a parser of ours: what fails is then the model.
check_PROGRAMS += tests/unit/test_gpu_recorded
TESTS += tests/unit/test_gpu_recorded
tests_unit_test_gpu_recorded_SOURCES = tests/unit/test_gpu_recorded.c
tests_unit_test_gpu_recorded_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
tests_unit_test_gpu_recorded_LDADD = tests/unit/libhostile.a $(model_test_libraries) $(CJSON_LIBS)
endif
