# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libdraw.a
libdraw_a_SOURCES = \
	include/draw/canvas.h \
	include/draw/chart.h \
	include/draw/palette.h \
	include/draw/role.h \
	src/draw/ascii.c \
	src/draw/bars.c \
	src/draw/candle_chart.c \
	src/draw/canvas.c \
	src/draw/cells.h \
	src/draw/line_chart.c \
	src/draw/palette.c \
	src/draw/role.c \
	src/draw/scale.c \
	src/draw/scale_parts.h
libdraw_a_CFLAGS = $(AM_CFLAGS)
