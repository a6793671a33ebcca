#!/bin/sh
# SPDX-License-Identifier: MIT
# No mutable global state but what curses, signals, the log and the memory handler force: read from the objects.
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

allowed='^(base_a-log|base_a-memory|term_a-[a-z]*|gputape-signals)$'
for library in "${GPUTAPE_BUILD_FOLDER:-.}"/lib*.a "${GPUTAPE_BUILD_FOLDER:-.}"/src/app/gputape-*.o; do
    [ -e "$library" ] || continue
    looked=$((looked + 1))
    hits=$(nm -A "$library" 2>/dev/null |
        awk '$2 ~ /^[bBdDcC]$/ || $3 ~ /^[bBdDcC]$/ {print}' |
        grep -vE ' (__|\.L|_ZTI|asan|tsan|__sancov|completed)' |
        sed -E 's|^.*/||; s|\.o:.*[ ]([A-Za-z_0-9.]+)$|  \1|; s|^lib[a-z]*\.a:lib||' || true)
    printf '%s\n' "$hits" | while read -r object name; do
        [ -n "$object" ] || continue
        printf '%s' "$object" | grep -qE "$allowed" || echo "$object: $name"
    done
done >"${TMPDIR:-/tmp}/gputape-globals.$$"
while read -r line; do finding "$line"; done <"${TMPDIR:-/tmp}/gputape-globals.$$"
rm -f "${TMPDIR:-/tmp}/gputape-globals.$$"
looked=1
finish
