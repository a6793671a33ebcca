#!/bin/sh
# SPDX-License-Identifier: MIT
# Who may include whom: the table of ARCHITECTURE, and the outside headers that only one folder may use.
# shellcheck source=tests/checks/common.sh
. "${GPUTAPE_SOURCE_FOLDER:-.}/tests/checks/common.sh"

allowed() { # the folders that one folder may include, itself among them
    case $1 in
    base) echo base ;;
    model) echo model base ;;
    config) echo config base ;;
    draw) echo draw base ;;
    net) echo net base ;;
    store) echo store base model ;;
    source) echo source base model ;;
    poller) echo poller base model config store net source ;;
    ui) echo ui base model config draw ;;
    term) echo term base draw ;;
    sim) echo sim base model ;;
    app) echo base model config draw net store source poller ui term sim ;;
    esac
}

owners() { # the folders that alone may use an outside header; empty: everybody
    case $1 in
    curl/*) echo net ;;
    sqlite3.h | openssl/*) echo store ;;
    cjson/* | expat.h | libxml/*) echo source ;;
    microhttpd.h) echo sim ;;
    libwebsockets.h) echo "net sim" ;;
    curses.h | ncurses.h | ncursesw/* | term.h | termios.h) echo term ;;
    utf8proc.h) echo base ;;
    ini.h) echo config ;;
    pthread.h) echo "base poller sim app" ;;
    esac
}

contains() {
    case " $1 " in *" $2 "*) return 0 ;; esac
    return 1
}

# shellcheck disable=SC2013 # names hold no blanks
for file in include/*/*.h src/*/*.[ch]; do
    looked=$((looked + 1))
    folder=$(basename "$(dirname "$file")")
    ! grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]*\.\./' "$file" ||
        finding "$file: a path that climbs evades the rule of folders"
    for other in $(sed -n 's|^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
        contains "$(allowed "$folder")" "$other" || finding "$file: $folder may not include $other"
    done
    for outside in $(sed -n 's|^[[:space:]]*#[[:space:]]*include[[:space:]]*<\([^>]*\)>.*|\1|p' "$file"); do
        who=$(owners "$outside")
        [ -z "$who" ] || contains "$who" "$folder" || finding "$file: $folder may not use <$outside>"
    done
    case $file in src/*.c)
        [ "$(sed -n 's|^#include ||p' "$file" | head -n 1)" = '"config.h"' ] ||
            finding "$file: config.h is not its first include"
        ;;
    *.h)
        ! grep -q '"config\.h"' "$file" || finding "$file: a header does not include config.h"
        ;;
    esac
done
finish
