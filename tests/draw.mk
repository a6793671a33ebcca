# SPDX-License-Identifier: MIT
if HAVE_CMOCKA
DRAW_TESTS = tests/unit/test_canvas tests/unit/test_chart tests/unit/test_palette
DRAW_TEST_LIBS = libdraw.a libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += $(DRAW_TESTS)
TESTS += $(DRAW_TESTS)
tests_unit_test_canvas_SOURCES = tests/unit/test_canvas.c
tests_unit_test_canvas_LDADD = $(DRAW_TEST_LIBS)
tests_unit_test_chart_SOURCES = tests/unit/test_chart.c
tests_unit_test_chart_LDADD = $(DRAW_TEST_LIBS)
tests_unit_test_palette_SOURCES = tests/unit/test_palette.c
tests_unit_test_palette_LDADD = $(DRAW_TEST_LIBS)
endif
