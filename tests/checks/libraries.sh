#!/bin/sh
# SPDX-License-Identifier: MIT
# Programs of tests that were not built are told in the summary.
if [ -z "${GPUTAPE_TESTS_WITHOUT:-}" ]; then
    echo "all libraries of the tests are there"
    exit 0
fi
echo "SKIPPED: configure did not find$GPUTAPE_TESTS_WITHOUT: the tests that need it were not built"
exit 77
