# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libnet.a
libnet_a_SOURCES = \
	include/net/http.h \
	include/net/rate_limit.h \
	include/net/recording.h \
	include/net/stream.h \
	src/net/http.c \
	src/net/http_explain.c \
	src/net/http_jar.c \
	src/net/http_parts.h \
	src/net/http_pool.c \
	src/net/http_receive.c \
	src/net/http_setup.c \
	src/net/http_status.c \
	src/net/http_transfer.c \
	src/net/http_url.c \
	src/net/rate_limit.c \
	src/net/stream_client.c \
	src/net/recording.c
libnet_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(WEBSOCKETS_CFLAGS)
