# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
check_PROGRAMS += tests/unit/test_simulator
TESTS += tests/unit/test_simulator
tests_unit_test_simulator_SOURCES = tests/unit/test_simulator.c
tests_unit_test_simulator_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/tests/unit
tests_unit_test_simulator_LDADD = tests/unit/libhostile.a libsim.a libsource.a libnet.a libmodel.a libbase.a \
	$(CURL_LIBS) $(CJSON_LIBS) $(EXPAT_LIBS) $(MICROHTTPD_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
endif

EXTRA_DIST += \
	tests/fixtures/replay/chart.json \
	tests/fixtures/replay/cookie.html \
	tests/fixtures/replay/crumb.txt \
	tests/fixtures/replay/index.tsv \
	tests/fixtures/replay/quote.json
