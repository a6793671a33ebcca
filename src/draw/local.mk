# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libdraw.a
libdraw_a_SOURCES = \
	include/draw/canvas.h \
	include/draw/chart.h \
	include/draw/palette.h \
	include/draw/role.h
libdraw_a_CFLAGS = $(AM_CFLAGS)
