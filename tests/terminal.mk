# SPDX-License-Identifier: MIT
# The whole program on a terminal. print-terminal-tests names every test that has a pty, for whoever runs them apart.
TERMINAL_TESTS =
if HAVE_VTERM
if HAVE_CMOCKA
PROGRAM_TESTS = tests/terminal/test_keys tests/terminal/test_program tests/terminal/test_surroundings
TERMINAL_TESTS += tests/terminal/test_term $(PROGRAM_TESTS)
check_PROGRAMS += $(PROGRAM_TESTS)
TESTS += $(PROGRAM_TESTS)
WORLD_SOURCES = tests/terminal/world.c tests/terminal/world.h
tests_terminal_test_keys_SOURCES = tests/terminal/test_keys.c $(WORLD_SOURCES)
tests_terminal_test_keys_LDADD = $(PTY_LIBS) $(CMOCKA_LIBS)
tests_terminal_test_program_SOURCES = tests/terminal/test_program.c $(WORLD_SOURCES)
tests_terminal_test_program_LDADD = $(PTY_LIBS) $(CMOCKA_LIBS)
tests_terminal_test_surroundings_SOURCES = tests/terminal/test_surroundings.c $(WORLD_SOURCES)
tests_terminal_test_surroundings_LDADD = $(PTY_LIBS) $(CMOCKA_LIBS)
endif
endif

print-terminal-tests:
	@echo $(TERMINAL_TESTS)
