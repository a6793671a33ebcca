#!/bin/sh
# SPDX-License-Identifier: MIT
# The man pages tell everything that the tables hold: options of the command line, settings, actions, panes, sources,
# roles of a theme.
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

build=${GPUTAPE_BUILD_FOLDER:-.}
program=$build/gputape
plain() { sed 's/\\-/-/g; s/\\fB//g; s/\\fI//g; s/\\fR//g; s/\\fP//g' "$1"; }
plain man/gputape.1.in >"${TMPDIR:-/tmp}/gputape-man1.$$"
plain man/gputape.conf.5.in >"${TMPDIR:-/tmp}/gputape-man5.$$"
plain man/gputape-theme.5.in >"${TMPDIR:-/tmp}/gputape-mant.$$"

need() { # word, page, what
    looked=$((looked + 1))
    grep -qE -- "(^|[^a-z-])$1([^a-z-]|\$)" "$2" || finding "$3 $1 is not in its man page"
}

for option in $("$program" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u); do
    need "$option" "${TMPDIR:-/tmp}/gputape-man1.$$" option
done
# Settings under their sections, each there and none besides; sections with a grammar of their own are told in prose.
told=${TMPDIR:-/tmp}/gputape-man-told.$$
"$program" --list-options | sed -n 's/^\(\[[a-z]*\] [a-z_0-9]*\) = .*/\1/p' | sort >"$told.held"
awk '/^\.S/ { section = $2 }
    entry && /^\.BR? / && section !~ /alerts|keys|source|watchlist/ {
        for (i = 2; i <= NF; i++) if ($i ~ /^[a-z_0-9]+$/) print section, $i
    }
    { entry = section ~ /^\[/ && /^\.TP/ }' man/gputape.conf.5.in | sort >"$told"
looked=$((looked + $(wc -l <"$told.held")))
wrong=$(diff "$told.held" "$told") || finding "settings (< not in the man page, > only there): $wrong"
rm -f "$told" "$told.held"
for name in $("$program" --list-actions | awk '{print $1}'); do
    need "$name" "${TMPDIR:-/tmp}/gputape-man5.$$" action
done
for name in $("$program" --list-alerts | cut -c1-16 | sed 's/ *$//; s/ /_/'); do
    need "$(echo "$name" | tr _ ' ')" "${TMPDIR:-/tmp}/gputape-man5.$$" alert
done
for name in $("$program" --list-panes | awk '{print $1}'); do
    need "$name" "${TMPDIR:-/tmp}/gputape-man1.$$" pane
done
for name in $("$program" --list-sources | sed -n 's/^\([a-z][a-z_]*\) .*/\1/p'); do
    need "$name" "${TMPDIR:-/tmp}/gputape-man5.$$" source
done
# shellcheck disable=SC2013 # names hold no blanks
for name in $(sed -n 's/^\([a-z-]*\) *= .*/\1/p' themes/dark.theme); do
    need "$name" "${TMPDIR:-/tmp}/gputape-mant.$$" role
done
rm -f "${TMPDIR:-/tmp}"/gputape-man?.$$
finish
