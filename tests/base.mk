# SPDX-License-Identifier: MIT
if HAVE_CMOCKA
BASE_TESTS = \
	tests/unit/test_amount \
	tests/unit/test_arena \
	tests/unit/test_buffer \
	tests/unit/test_clock \
	tests/unit/test_date \
	tests/unit/test_error \
	tests/unit/test_format \
	tests/unit/test_key \
	tests/unit/test_log \
	tests/unit/test_text \
	tests/unit/test_text_lines \
	tests/unit/test_waker \
	tests/unit/test_xdg
base_test_libraries = libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += $(BASE_TESTS)
TESTS += $(BASE_TESTS)
tests_unit_test_amount_SOURCES = tests/unit/test_amount.c
tests_unit_test_amount_LDADD = $(base_test_libraries)
tests_unit_test_arena_SOURCES = tests/unit/test_arena.c
tests_unit_test_arena_LDADD = $(base_test_libraries)
tests_unit_test_buffer_SOURCES = tests/unit/test_buffer.c
tests_unit_test_buffer_LDADD = $(base_test_libraries)
tests_unit_test_clock_SOURCES = tests/unit/test_clock.c
tests_unit_test_clock_LDADD = $(base_test_libraries)
tests_unit_test_date_SOURCES = tests/unit/test_date.c
tests_unit_test_date_LDADD = $(base_test_libraries)
tests_unit_test_error_SOURCES = tests/unit/test_error.c
tests_unit_test_error_LDADD = $(base_test_libraries)
tests_unit_test_format_SOURCES = tests/unit/test_format.c
tests_unit_test_format_LDADD = $(base_test_libraries)
tests_unit_test_key_SOURCES = tests/unit/test_key.c
tests_unit_test_key_LDADD = $(base_test_libraries)
tests_unit_test_log_SOURCES = tests/unit/test_log.c
tests_unit_test_log_LDADD = $(base_test_libraries)
tests_unit_test_text_SOURCES = tests/unit/test_text.c
tests_unit_test_text_CFLAGS = $(AM_CFLAGS) $(UTF8PROC_CFLAGS)
tests_unit_test_text_LDADD = $(base_test_libraries)
tests_unit_test_text_lines_SOURCES = tests/unit/test_text_lines.c
tests_unit_test_text_lines_LDADD = $(base_test_libraries)
tests_unit_test_waker_SOURCES = tests/unit/test_waker.c
tests_unit_test_waker_LDADD = $(base_test_libraries)
tests_unit_test_xdg_SOURCES = tests/unit/test_xdg.c
tests_unit_test_xdg_LDADD = $(base_test_libraries)
endif
