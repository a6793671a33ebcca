# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libui.a
libui_a_SOURCES = \
	include/ui/action.h \
	include/ui/layout.h \
	include/ui/pane.h \
	include/ui/report.h \
	include/ui/screen.h \
	include/ui/theme.h \
	src/ui/chart_series.c \
	src/ui/chart_series.h \
	src/ui/consensus_lines.c \
	src/ui/consensus_lines.h \
	src/ui/gpu_pane.c \
	src/ui/gpu_report.c \
	src/ui/gpu_rows.c \
	src/ui/gpu_rows.h \
	src/ui/notice.c \
	src/ui/notice.h \
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
	src/ui/receivables_detail.c \
	src/ui/receivables_detail.h \
	src/ui/receivables_pane.c \
	src/ui/receivables_report.c \
	src/ui/receivables_rows.c \
	src/ui/receivables_rows.h \
	src/ui/report.c \
	src/ui/sheet.c \
	src/ui/sheet.h \
	src/ui/table.c \
	src/ui/table.h \
	src/ui/table_fit.c \
	src/ui/view.c \
	src/ui/view.h
libui_a_CFLAGS = $(AM_CFLAGS)
