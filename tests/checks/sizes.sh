#!/bin/sh
# SPDX-License-Identifier: MIT
# A file of more than 500 lines holds two ideas; a function of more than 60 does not fit on a screen.
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

for file in include/*/*.h src/*/*.[ch]; do
    looked=$((looked + 1))
    lines=$(wc -l <"$file")
    [ "$lines" -le 500 ] || finding "$file: $lines lines"
    # The layout is clang-format's: a function's body opens and closes with a brace in the first column.
    awk -v file="$file" '
        /^{/ { start = NR }
        /^}/ && start { if (NR - start - 1 > 60) print file ":" start ": a function of " NR - start - 1 " lines"; start = 0 }
    ' "$file" >"${TMPDIR:-/tmp}/gputape-sizes.$$"
    while read -r line; do finding "$line"; done <"${TMPDIR:-/tmp}/gputape-sizes.$$"
done
rm -f "${TMPDIR:-/tmp}/gputape-sizes.$$"
finish
