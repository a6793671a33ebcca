# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libui.a
libui_a_SOURCES = \
	include/ui/action.h \
	include/ui/layout.h \
	include/ui/pane.h \
	include/ui/report.h \
	include/ui/screen.h \
	include/ui/theme.h \
	src/ui/action_table.c \
	src/ui/actions.c \
	src/ui/actions.h \
	src/ui/actions_view.c \
	src/ui/alert_page.c \
	src/ui/alert_page.h \
	src/ui/chart_series.c \
	src/ui/chart_series.h \
	src/ui/command.c \
	src/ui/command.h \
	src/ui/consensus_lines.c \
	src/ui/consensus_lines.h \
	src/ui/event_list.c \
	src/ui/frame.c \
	src/ui/gpu_pane.c \
	src/ui/gpu_report.c \
	src/ui/gpu_rows.c \
	src/ui/gpu_rows.h \
	src/ui/header_line.c \
	src/ui/input_line.c \
	src/ui/input_line.h \
	src/ui/keymap.c \
	src/ui/keymap.h \
	src/ui/layout.c \
	src/ui/notice.c \
	src/ui/notice.h \
	src/ui/page.c \
	src/ui/pane_registry.c \
	src/ui/pane_reports.h \
	src/ui/panes.h \
	src/ui/price_chart.c \
	src/ui/price_chart.h \
	src/ui/price_pane.c \
	src/ui/price_report.c \
	src/ui/price_rows.c \
	src/ui/price_rows.h \
	src/ui/ratings_pane.c \
	src/ui/ratings_report.c \
	src/ui/ratings_rows.c \
	src/ui/ratings_rows.h \
	src/ui/reader.c \
	src/ui/reader.h \
	src/ui/reader_page.c \
	src/ui/reader_page.h \
	src/ui/receivables_detail.c \
	src/ui/receivables_detail.h \
	src/ui/receivables_pane.c \
	src/ui/receivables_quarters.c \
	src/ui/receivables_report.c \
	src/ui/receivables_rows.c \
	src/ui/receivables_rows.h \
	src/ui/receivables_views.h \
	src/ui/report.c \
	src/ui/screen.c \
	src/ui/screen_change.c \
	src/ui/screen_draw.c \
	src/ui/screen_state.h \
	src/ui/sheet.c \
	src/ui/sheet.h \
	src/ui/status_line.c \
	src/ui/table.c \
	src/ui/table.h \
	src/ui/table_fit.c \
	src/ui/theme.c \
	src/ui/view.c \
	src/ui/view.h
nodist_libui_a_SOURCES = src/ui/builtin_themes.h
libui_a_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_builddir)/src/ui
libui_a_CFLAGS = $(AM_CFLAGS)
