# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libnet.a
libnet_a_SOURCES = \
	include/net/http.h \
	include/net/rate_limit.h \
	include/net/recording.h
libnet_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS)
