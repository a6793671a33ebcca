# SPDX-License-Identifier: MIT
# Screens and panes as text. After a change that is meant: make update-goldens, then review the difference.
EXTRA_DIST += \
	tests/golden/drivers.txt \
	tests/golden/gpu.txt \
	tests/golden/pages.txt \
	tests/golden/panes/drivers.txt \
	tests/golden/panes/gpu.txt \
	tests/golden/panes/price.txt \
	tests/golden/panes/ratings.txt \
	tests/golden/panes/receivables.txt \
	tests/golden/price.txt \
	tests/golden/ratings.txt \
	tests/golden/receivables.txt \
	tests/golden/wide.txt
if HAVE_CMOCKA
GOLDEN_TESTS = tests/golden/test_pane_goldens tests/golden/test_screen_goldens
GOLDEN_SOURCES = tests/golden/golden.c tests/golden/golden.h tests/unit/pane_fixture.c tests/unit/pane_fixture.h
golden_test_flags = $(AM_CPPFLAGS) -iquote $(top_srcdir)/tests/unit -iquote $(top_srcdir)/src/ui
GOLDEN_TEST_LIBS = libui.a libdraw.a libmodel.a libconfig.a libbase.a $(INIH_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += $(GOLDEN_TESTS)
TESTS += $(GOLDEN_TESTS)
tests_golden_test_pane_goldens_SOURCES = tests/golden/test_pane_goldens.c $(GOLDEN_SOURCES)
tests_golden_test_pane_goldens_CPPFLAGS = $(golden_test_flags)
tests_golden_test_pane_goldens_LDADD = $(GOLDEN_TEST_LIBS)
tests_golden_test_screen_goldens_SOURCES = tests/golden/test_screen_goldens.c $(GOLDEN_SOURCES) \
	tests/unit/screen_fixture.c tests/unit/screen_fixture.h
tests_golden_test_screen_goldens_CPPFLAGS = $(golden_test_flags)
tests_golden_test_screen_goldens_LDADD = $(GOLDEN_TEST_LIBS)

update-goldens: $(GOLDEN_TESTS)
	$(AM_TESTS_ENVIRONMENT) GPUTAPE_UPDATE_GOLDENS=1; export GPUTAPE_UPDATE_GOLDENS; \
	for test in $(GOLDEN_TESTS); do ./$$test || exit 1; done
.PHONY: update-goldens
endif
