#!/bin/sh
# SPDX-License-Identifier: MIT
# No mutable global state but what curses, signals, the log and the memory handler force: read from the objects' .data
# and .bss. (Constant tables of pointers stand in .data.rel.ro and are none.)
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

allowed='(base_a-log|base_a-memory|term_a-rescue|gputape-signals)\.o'
build=${GPUTAPE_BUILD_FOLDER:-.}
list=${TMPDIR:-/tmp}/gputape-globals.$$
for object in "$build"/src/*/lib*.o "$build"/src/app/gputape-*.o; do
    [ -e "$object" ] || continue
    looked=$((looked + 1))
    printf '%s' "$object" | grep -qE "$allowed" && continue
    # Sanitizers and coverage add their own; names that begin with a dot or two underscores are the compiler's.
    objdump -t "$object" | awk -v file="$(basename "$object")" '
        ($4 ~ /^\.(data|bss|tdata|tbss)(\.[a-zA-Z_]|$)/ || $4 == "*COM*") && $4 !~ /rel\.ro/ && $3 == "O" &&
        $NF !~ /^(__|\.|_ZL)/ { print file ": " $NF }' >>"$list"
done
while read -r line; do finding "$line"; done <"$list"
rm -f "$list"
finish
