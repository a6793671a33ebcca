# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
check_PROGRAMS += tests/unit/test_json_scan
TESTS += tests/unit/test_json_scan
tests_unit_test_json_scan_SOURCES = tests/unit/test_json_scan.c src/source/json_scan.c
tests_unit_test_json_scan_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/source
tests_unit_test_json_scan_LDADD = $(CMOCKA_LIBS)
endif
