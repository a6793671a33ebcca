# SPDX-License-Identifier: MIT
# The house rules, as tests.
HOUSE_CHECKS = \
	tests/checks/globals.sh \
	tests/checks/headers.sh \
	tests/checks/layers.sh \
	tests/checks/libraries.sh \
	tests/checks/manuals.sh \
	tests/checks/readme.sh \
	tests/checks/recorded.sh \
	tests/checks/sizes.sh \
	tests/checks/words.sh
TESTS += $(HOUSE_CHECKS)
EXTRA_DIST += $(HOUSE_CHECKS) tests/checks/common.sh
tests/checks/manuals.log tests/checks/globals.log: gputape$(EXEEXT)
