# SPDX-License-Identifier: MIT
# make bench: counts, and ratios to floor programs built and run in the same run. Not a part of make check.
EXTRA_PROGRAMS += tests/bench/bench_program tests/bench/floor
tests_bench_bench_program_SOURCES = tests/bench/bench_program.c tests/bench/child.c tests/bench/measure.c \
	tests/bench/measure.h
tests_bench_bench_program_LDADD = -lutil
tests_bench_floor_SOURCES = tests/bench/floor.c
tests_bench_floor_CFLAGS = $(AM_CFLAGS) $(NCURSESW_CFLAGS) $(CURL_CFLAGS) $(SQLITE_CFLAGS) $(CJSON_CFLAGS) \
	$(MICROHTTPD_CFLAGS) $(UTF8PROC_CFLAGS)
tests_bench_floor_LDADD = $(LAYER_LIBS)

EXTRA_PROGRAMS += tests/bench/bench_terminal tests/bench/bench_store
bench_measure = tests/bench/child.c tests/bench/measure.c tests/bench/measure.h
tests_bench_bench_terminal_SOURCES = tests/bench/bench_terminal.c tests/bench/scene.c tests/bench/scene.h \
	$(bench_measure)
tests_bench_bench_terminal_LDADD = $(ALL_LAYERS) -lutil
tests_bench_bench_store_SOURCES = tests/bench/bench_store.c $(bench_measure)
tests_bench_bench_store_LDADD = $(ALL_LAYERS) -lutil

EXTRA_PROGRAMS += tests/bench/bench_alerts
tests_bench_bench_alerts_SOURCES = tests/bench/bench_alerts.c $(bench_measure)
tests_bench_bench_alerts_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/poller
tests_bench_bench_alerts_LDADD = $(ALL_LAYERS) -lutil

EXTRA_PROGRAMS += tests/bench/bench_chart
tests_bench_bench_chart_SOURCES = tests/bench/bench_chart.c $(bench_measure)
tests_bench_bench_chart_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/ui
tests_bench_bench_chart_LDADD = $(ALL_LAYERS) -lutil
EXTRA_PROGRAMS += tests/bench/bench_watchlist
tests_bench_bench_watchlist_SOURCES = tests/bench/bench_watchlist.c $(bench_measure)
tests_bench_bench_watchlist_LDADD = $(ALL_LAYERS) -lutil

EXTRA_PROGRAMS += tests/bench/bench_venues
tests_bench_bench_venues_SOURCES = tests/bench/bench_venues.c $(bench_measure)
tests_bench_bench_venues_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS) $(SQLITE_CFLAGS)
tests_bench_bench_venues_LDADD = $(ALL_LAYERS) -lutil
EXTRA_PROGRAMS += tests/bench/bench_document
tests_bench_bench_document_SOURCES = tests/bench/bench_document.c $(bench_measure)
tests_bench_bench_document_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/source -iquote $(top_srcdir)/src/ui
tests_bench_bench_document_CFLAGS = $(AM_CFLAGS) $(LIBXML2_CFLAGS)
tests_bench_bench_document_LDADD = $(ALL_LAYERS) -lutil $(LIBXML2_LIBS)

EXTRA_PROGRAMS += tests/bench/bench_poller
tests_bench_bench_poller_SOURCES = tests/bench/bench_poller.c $(bench_measure)
tests_bench_bench_poller_LDADD = $(ALL_LAYERS) -lutil

if HAVE_CMOCKA
if HAVE_OPENSSL
EXTRA_PROGRAMS += tests/bench/bench_http
BENCH_HTTP = tests/bench/bench_http
tests_bench_bench_http_SOURCES = tests/bench/bench_http.c tests/bench/relay.c tests/bench/relay.h $(bench_measure)
tests_bench_bench_http_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/tests/system
tests_bench_bench_http_LDADD = tests/system/libtls.a tests/system/libfault.a libnet.a libbase.a $(CURL_LIBS) \
	$(UTF8PROC_LIBS) $(OPENSSL_LIBS) -lutil
endif
endif

EXTRA_PROGRAMS += tests/bench/bench_ratings
tests_bench_bench_ratings_SOURCES = tests/bench/bench_ratings.c $(bench_measure)
tests_bench_bench_ratings_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
tests_bench_bench_ratings_LDADD = $(ALL_LAYERS) -lutil

BENCHES = $(BENCH_HTTP) tests/bench/bench_alerts tests/bench/bench_poller tests/bench/bench_program \
	tests/bench/bench_terminal tests/bench/bench_store tests/bench/bench_venues tests/bench/bench_chart tests/bench/bench_watchlist \
	tests/bench/bench_facts tests/bench/bench_statement tests/bench/bench_document tests/bench/bench_ratings
EXTRA_DIST += tests/bench/run.sh
CLEANFILES += $(BENCHES) tests/bench/floor
bench: gputape tests/bench/floor $(BENCHES)
	GPUTAPE_REAL_FOLDER="$${GPUTAPE_REAL_FOLDER:-$(abs_top_srcdir)/../shared/real}" \
		$(SHELL) $(srcdir)/tests/bench/run.sh $(abs_builddir)
.PHONY: bench
