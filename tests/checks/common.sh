# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Shared by the checks: where the sources are, and how a finding is told. A check fails when it found anything, and
# also when it looked at nothing.
set -eu
top=${GPUTAPE_SOURCE_FOLDER:-.}
cd "$top"
found=0
looked=0
finding() {
    printf '%s\n' "$*"
    found=$((found + 1))
}
finish() {
    if [ "$looked" -eq 0 ]; then
        echo "nothing was looked at"
        exit 1
    fi
    [ "$found" -eq 0 ] || { echo "$found finding(s)"; exit 1; }
    echo "$looked looked at, nothing found"
}
