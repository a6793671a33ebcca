# SPDX-License-Identifier: MIT
if HAVE_CMOCKA
UI_TESTS = \
	tests/unit/test_chart_overlays \
	tests/unit/test_chart_series \
	tests/unit/test_overlay_choice \
	tests/unit/test_price_chart \
	tests/unit/test_chart_window \
	tests/unit/test_filing_views \
	tests/unit/test_ratings_views \
	tests/unit/test_gpu_views \
	tests/unit/test_index_line \
	tests/unit/test_panes \
	tests/unit/test_price_columns \
	tests/unit/test_reader \
	tests/unit/test_report \
	tests/unit/test_sheet \
	tests/unit/test_table
ui_test_flags = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/ui -iquote $(top_srcdir)/tests/unit
UI_TEST_LIBS = libui.a libdraw.a libmodel.a libconfig.a libbase.a $(INIH_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += $(UI_TESTS)
TESTS += $(UI_TESTS)
tests_unit_test_chart_overlays_SOURCES = tests/unit/test_chart_overlays.c
tests_unit_test_chart_overlays_CPPFLAGS = $(ui_test_flags)
tests_unit_test_chart_overlays_LDADD = $(UI_TEST_LIBS)
tests_unit_test_chart_window_SOURCES = tests/unit/test_chart_window.c tests/unit/pane_fixture.c \
	tests/unit/pane_fixture.h tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_unit_test_chart_window_CPPFLAGS = $(ui_test_flags)
tests_unit_test_chart_window_LDADD = $(UI_TEST_LIBS)
tests_unit_test_price_chart_SOURCES = tests/unit/test_price_chart.c
tests_unit_test_price_chart_CPPFLAGS = $(ui_test_flags)
tests_unit_test_price_chart_LDADD = $(UI_TEST_LIBS)
tests_unit_test_chart_series_SOURCES = tests/unit/test_chart_series.c
tests_unit_test_chart_series_CPPFLAGS = $(ui_test_flags)
tests_unit_test_chart_series_LDADD = $(UI_TEST_LIBS)
tests_unit_test_gpu_views_SOURCES = tests/unit/test_gpu_views.c tests/unit/pane_fixture.c tests/unit/pane_fixture.h
tests_unit_test_gpu_views_CPPFLAGS = $(ui_test_flags)
tests_unit_test_gpu_views_LDADD = $(UI_TEST_LIBS)
tests_unit_test_overlay_choice_SOURCES = tests/unit/test_overlay_choice.c tests/unit/pane_fixture.c \
	tests/unit/pane_fixture.h tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_unit_test_overlay_choice_CPPFLAGS = $(ui_test_flags)
tests_unit_test_overlay_choice_LDADD = $(UI_TEST_LIBS)
tests_unit_test_price_columns_SOURCES = tests/unit/test_price_columns.c tests/unit/pane_fixture.c \
	tests/unit/pane_fixture.h tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_unit_test_price_columns_CPPFLAGS = $(ui_test_flags)
tests_unit_test_price_columns_LDADD = $(UI_TEST_LIBS)
tests_unit_test_index_line_SOURCES = tests/unit/test_index_line.c
tests_unit_test_index_line_CPPFLAGS = $(ui_test_flags)
tests_unit_test_index_line_LDADD = $(UI_TEST_LIBS)
tests_unit_test_panes_SOURCES = tests/unit/test_panes.c tests/unit/pane_fixture.c tests/unit/pane_fixture.h
tests_unit_test_panes_CPPFLAGS = $(ui_test_flags)
tests_unit_test_panes_LDADD = $(UI_TEST_LIBS)
tests_unit_test_ratings_views_SOURCES = tests/unit/test_ratings_views.c tests/unit/pane_fixture.c \
	tests/unit/pane_fixture.h
tests_unit_test_ratings_views_CPPFLAGS = $(ui_test_flags)
tests_unit_test_ratings_views_LDADD = $(UI_TEST_LIBS)
tests_unit_test_filing_views_SOURCES = tests/unit/test_filing_views.c tests/unit/pane_fixture.c \
	tests/unit/pane_fixture.h tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_unit_test_filing_views_CPPFLAGS = $(ui_test_flags)
tests_unit_test_filing_views_LDADD = $(UI_TEST_LIBS)
tests_unit_test_reader_SOURCES = tests/unit/test_reader.c tests/unit/pane_fixture.c tests/unit/pane_fixture.h \
	tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_unit_test_reader_CPPFLAGS = $(ui_test_flags)
tests_unit_test_reader_LDADD = $(UI_TEST_LIBS)
tests_unit_test_report_SOURCES = tests/unit/test_report.c
tests_unit_test_report_CPPFLAGS = $(ui_test_flags)
tests_unit_test_report_LDADD = $(UI_TEST_LIBS)
tests_unit_test_sheet_SOURCES = tests/unit/test_sheet.c
tests_unit_test_sheet_CPPFLAGS = $(ui_test_flags)
tests_unit_test_sheet_LDADD = $(UI_TEST_LIBS)
tests_unit_test_table_SOURCES = tests/unit/test_table.c
tests_unit_test_table_CPPFLAGS = $(ui_test_flags)
tests_unit_test_table_LDADD = $(UI_TEST_LIBS)
endif

# The screen around the panes.
if HAVE_CMOCKA
SCREEN_TESTS = tests/unit/test_input_line tests/unit/test_keymap tests/unit/test_layout tests/unit/test_screen \
	tests/unit/test_alert_page tests/unit/test_filter \
	tests/unit/test_theme
check_PROGRAMS += $(SCREEN_TESTS)
TESTS += $(SCREEN_TESTS)
tests_unit_test_input_line_SOURCES = tests/unit/test_input_line.c
tests_unit_test_input_line_CPPFLAGS = $(ui_test_flags)
tests_unit_test_input_line_LDADD = $(UI_TEST_LIBS)
tests_unit_test_filter_SOURCES = tests/unit/test_filter.c
tests_unit_test_filter_CPPFLAGS = $(ui_test_flags)
tests_unit_test_filter_LDADD = $(UI_TEST_LIBS)
tests_unit_test_keymap_SOURCES = tests/unit/test_keymap.c
tests_unit_test_keymap_CPPFLAGS = $(ui_test_flags)
tests_unit_test_keymap_LDADD = $(UI_TEST_LIBS)
tests_unit_test_layout_SOURCES = tests/unit/test_layout.c
tests_unit_test_layout_LDADD = $(UI_TEST_LIBS)
tests_unit_test_alert_page_SOURCES = tests/unit/test_alert_page.c tests/unit/pane_fixture.c tests/unit/pane_fixture.h \
	tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_unit_test_alert_page_CPPFLAGS = $(ui_test_flags)
tests_unit_test_alert_page_LDADD = $(UI_TEST_LIBS)
tests_unit_test_screen_SOURCES = tests/unit/test_screen.c tests/unit/pane_fixture.c tests/unit/pane_fixture.h \
	tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_unit_test_screen_CPPFLAGS = $(ui_test_flags)
tests_unit_test_screen_LDADD = $(UI_TEST_LIBS)
tests_unit_test_theme_SOURCES = tests/unit/test_theme.c
tests_unit_test_theme_LDADD = $(UI_TEST_LIBS)
endif
