# SPDX-License-Identifier: MIT
# The server that misbehaves: inside the unit tests, and as a program of its own for tests of the whole.
check_LIBRARIES += tests/system/libfault.a
tests_system_libfault_a_SOURCES = \
	tests/system/fault_exchange.h \
	tests/system/fault_server.c \
	tests/system/fault_server.h \
	tests/system/fault_table.c
check_PROGRAMS += tests/system/fault_server
tests_system_fault_server_SOURCES = tests/system/fault_main.c
tests_system_fault_server_LDADD = tests/system/libfault.a

if HAVE_CMOCKA
NET_TESTS = \
	tests/unit/test_http \
	tests/unit/test_http_resolver \
	tests/unit/test_http_stream \
	tests/unit/test_http_url \
	tests/unit/test_rate_limit \
	tests/unit/test_recording
net_test_libraries = libnet.a libbase.a $(CURL_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
net_test_flags = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/net -iquote $(top_srcdir)/tests/system \
	-iquote $(top_srcdir)/tests/unit
check_PROGRAMS += $(NET_TESTS)
TESTS += $(NET_TESTS)
tests_unit_test_http_SOURCES = tests/unit/asking.c tests/unit/asking.h tests/unit/test_http.c
tests_unit_test_http_CPPFLAGS = $(net_test_flags)
tests_unit_test_http_LDADD = tests/system/libfault.a $(net_test_libraries)
tests_unit_test_http_resolver_SOURCES = tests/unit/asking.c tests/unit/asking.h tests/unit/test_http_resolver.c
tests_unit_test_http_resolver_CPPFLAGS = $(net_test_flags)
tests_unit_test_http_resolver_LDADD = $(net_test_libraries)
tests_unit_test_http_stream_SOURCES = tests/unit/asking.c tests/unit/asking.h tests/unit/test_http_stream.c
tests_unit_test_http_stream_CPPFLAGS = $(net_test_flags)
tests_unit_test_http_stream_LDADD = tests/system/libfault.a $(net_test_libraries)
tests_unit_test_http_url_SOURCES = tests/unit/test_http_url.c
tests_unit_test_http_url_CPPFLAGS = $(net_test_flags)
tests_unit_test_http_url_LDADD = $(net_test_libraries)
tests_unit_test_rate_limit_SOURCES = tests/unit/test_rate_limit.c
tests_unit_test_rate_limit_LDADD = $(net_test_libraries)
tests_unit_test_recording_SOURCES = tests/unit/test_recording.c
tests_unit_test_recording_LDADD = $(net_test_libraries)
if HAVE_OPENSSL
check_LIBRARIES += tests/system/libtls.a
tests_system_libtls_a_SOURCES = \
	tests/system/tls_certificate.c \
	tests/system/tls_http.c \
	tests/system/tls_parts.h \
	tests/system/tls_server.c \
	tests/system/tls_server.h
tests_system_libtls_a_CFLAGS = $(AM_CFLAGS) $(OPENSSL_CFLAGS)
check_PROGRAMS += tests/unit/test_stream_tls
TESTS += tests/unit/test_stream_tls
tests_unit_test_stream_tls_SOURCES = tests/unit/test_stream_tls.c
tests_unit_test_stream_tls_CPPFLAGS = $(net_test_flags)
tests_unit_test_stream_tls_LDADD = tests/system/libtls.a tests/system/libfault.a $(net_test_libraries) $(OPENSSL_LIBS)

check_PROGRAMS += tests/unit/test_http_tls
TESTS += tests/unit/test_http_tls
tests_unit_test_http_tls_SOURCES = tests/unit/asking.c tests/unit/asking.h tests/unit/test_http_tls.c
tests_unit_test_http_tls_CPPFLAGS = $(net_test_flags)
tests_unit_test_http_tls_LDADD = tests/system/libtls.a tests/system/libfault.a $(net_test_libraries) $(OPENSSL_LIBS)
endif
endif
