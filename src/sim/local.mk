# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libsim.a
libsim_a_SOURCES = \
	include/sim/simulator.h
libsim_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS)
