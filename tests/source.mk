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
	$(CJSON_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_json_scan
TESTS += tests/unit/test_json_scan
tests_unit_test_json_scan_SOURCES = tests/unit/test_json_scan.c src/source/json_scan.c
tests_unit_test_json_scan_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/source
tests_unit_test_json_scan_LDADD = $(CMOCKA_LIBS)
endif
