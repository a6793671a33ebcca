# SPDX-License-Identifier: MIT
if HAVE_CMOCKA
CONFIG_TESTS = \
	tests/unit/test_command_line \
	tests/unit/test_config \
	tests/unit/test_ini
config_test_libraries = libconfig.a libbase.a $(INIH_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += $(CONFIG_TESTS)
TESTS += $(CONFIG_TESTS)
tests_unit_test_command_line_SOURCES = tests/unit/test_command_line.c
tests_unit_test_command_line_LDADD = $(config_test_libraries)
tests_unit_test_config_SOURCES = tests/unit/test_config.c
tests_unit_test_config_LDADD = $(config_test_libraries)
tests_unit_test_ini_SOURCES = tests/unit/test_ini.c
tests_unit_test_ini_LDADD = $(config_test_libraries)
endif
