# SPDX-License-Identifier: MIT
# A unit test is one cmocka program per module, added by its layer's fragment:
#   check_PROGRAMS += tests/unit/test_x
#   TESTS += tests/unit/test_x
#   tests_unit_test_x_SOURCES = tests/unit/test_x.c
#   tests_unit_test_x_LDADD = libmodel.a libbase.a $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
AM_TESTS_ENVIRONMENT = \
	LC_ALL=C.UTF-8; export LC_ALL; \
	GPUTAPE_SOURCE_FOLDER='$(abs_top_srcdir)'; export GPUTAPE_SOURCE_FOLDER; \
	GPUTAPE_TESTS_WITHOUT='$(TESTS_WITHOUT)'; export GPUTAPE_TESTS_WITHOUT; \
	GPUTAPE_BUILD_FOLDER='$(abs_top_builddir)'; export GPUTAPE_BUILD_FOLDER; \
	GPUTAPE_REAL_FOLDER="$${GPUTAPE_REAL_FOLDER:-$(abs_top_srcdir)/../shared/real}"; export GPUTAPE_REAL_FOLDER;
include tests/base.mk
include tests/model.mk
include tests/config.mk
include tests/draw.mk
include tests/net.mk
include tests/store.mk
include tests/source.mk
include tests/poller.mk
include tests/ui.mk
include tests/term.mk
include tests/sim.mk
include tests/system.mk
include tests/terminal.mk
include tests/golden.mk
include tests/fuzz.mk
include tests/bench.mk
include tests/checks.mk
