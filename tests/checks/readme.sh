#!/bin/sh
# SPDX-License-Identifier: MIT
# The README stays short, names the two commands, and the sources speak of nothing but the project.
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

looked=1
[ "$(wc -l <README)" -lt 120 ] || finding "README has 120 lines or more"
grep -q './bootstrap && ./gputape --demo' README || finding "README does not name the command to run"
grep -q './bootstrap && make check' README || finding "README does not name the command to test"
grep -q './bootstrap && make check' .ci/run || finding ".ci/run does not run the README's test command"
finish
