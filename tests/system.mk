# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
check_PROGRAMS += tests/system/test_print
TESTS += tests/system/test_print
tests_system_test_print_SOURCES = tests/system/test_print.c
tests_system_test_print_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS) $(CMOCKA_CFLAGS)
tests_system_test_print_LDADD = libbase.a $(UTF8PROC_LIBS) $(CJSON_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/system/test_doctor
TESTS += tests/system/test_doctor
tests_system_test_doctor_SOURCES = tests/system/test_doctor.c
tests_system_test_doctor_LDADD = $(CMOCKA_LIBS)

check_PROGRAMS += tests/system/test_hook
TESTS += tests/system/test_hook
tests_system_test_hook_SOURCES = tests/system/test_hook.c src/app/hook.c
tests_system_test_hook_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/app
tests_system_test_hook_LDADD = $(ALL_LAYERS) $(CMOCKA_LIBS)
endif
