#!/bin/sh
# SPDX-License-Identifier: MIT
# Every public header compiles alone; base names are unique; every file says its licence.
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

for header in include/*/*.h; do
    looked=$((looked + 1))
    printf '#include "%s"\n' "${header#include/}" |
        ${CC:-cc} -std=gnu11 -Wall -Wextra -Werror -iquote include -fsyntax-only -x c - ||
        finding "$header: does not compile alone"
done
twice=$(find include src -name '*.[ch]' -exec basename {} \; | sort | uniq -d)
for name in $twice; do
    finding "$name: more than one file of that name"
done
for file in include/*/*.h src/*/*.[ch] tests/*/*.[ch]; do
    case $file in */builtin_*.h) continue ;; esac # generated in a build within the sources
    [ -e "$file" ] || continue
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: MIT' || finding "$file: no licence line"
done
finish
