# SPDX-License-Identifier: MIT
# A program in a pty with libvterm as its terminal: for this layer's driver and for the whole program.
if HAVE_VTERM
check_LIBRARIES += tests/terminal/libpty.a
tests_terminal_libpty_a_SOURCES = tests/terminal/pty.c tests/terminal/pty.h tests/terminal/repeat.c \
	tests/terminal/repeat.h
tests_terminal_libpty_a_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
PTY_LIBS = tests/terminal/libpty.a libbase.a $(VTERM_LIBS) $(UTF8PROC_LIBS) -lutil

check_PROGRAMS += tests/terminal/term_driver
tests_terminal_term_driver_SOURCES = tests/terminal/term_driver.c
tests_terminal_term_driver_LDADD = libterm.a libdraw.a libbase.a $(NCURSESW_LIBS) $(UTF8PROC_LIBS)

if HAVE_CMOCKA
check_PROGRAMS += tests/terminal/test_term
TESTS += tests/terminal/test_term
tests_terminal_test_term_SOURCES = tests/terminal/test_term.c
tests_terminal_test_term_LDADD = $(PTY_LIBS) $(CMOCKA_LIBS)
endif
endif

if HAVE_CMOCKA
check_PROGRAMS += tests/unit/test_term_keys
TESTS += tests/unit/test_term_keys
tests_unit_test_term_keys_SOURCES = tests/unit/test_term_keys.c
tests_unit_test_term_keys_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/term
tests_unit_test_term_keys_LDADD = libterm.a libdraw.a libbase.a $(NCURSESW_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
endif

if HAVE_CMOCKA
check_PROGRAMS += tests/unit/test_notify
TESTS += tests/unit/test_notify
tests_unit_test_notify_SOURCES = tests/unit/test_notify.c
tests_unit_test_notify_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/term
tests_unit_test_notify_LDADD = libterm.a libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_repeat
TESTS += tests/unit/test_repeat
tests_unit_test_repeat_SOURCES = tests/unit/test_repeat.c
tests_unit_test_repeat_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/term
tests_unit_test_repeat_LDADD = libterm.a libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_thrift
TESTS += tests/unit/test_thrift
tests_unit_test_thrift_SOURCES = tests/unit/test_thrift.c
tests_unit_test_thrift_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/term
tests_unit_test_thrift_LDADD = libterm.a libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
endif
