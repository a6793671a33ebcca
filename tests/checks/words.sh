#!/bin/sh
# SPDX-License-Identifier: MIT
# Nothing unfinished is marked in the sources, and no banned function is called.
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

for file in include/*/*.h src/*/*.[ch]; do
    looked=$((looked + 1))
    hits=$(grep -nE 'TODO|FIXME|HACK' "$file" || true)
    [ -z "$hits" ] || finding "$file: $hits"
    hits=$(grep -nE '(^|[^_a-zA-Z])(gets|strcpy|strcat|sprintf|vsprintf|strtok|localtime|gmtime|ctime|asctime|system|popen|tmpnam|mktemp|atoi|atof)[[:space:]]*\(' "$file" || true)
    [ -z "$hits" ] || finding "$file: banned function: $hits"
done
finish
