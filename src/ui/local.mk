# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libui.a
libui_a_SOURCES = \
	include/ui/action.h \
	include/ui/layout.h \
	include/ui/pane.h \
	include/ui/report.h \
	include/ui/screen.h \
	include/ui/theme.h
libui_a_CFLAGS = $(AM_CFLAGS)
