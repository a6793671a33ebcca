/* SPDX-License-Identifier: MIT
 * One row per setting: the parser, --list-options, the man page check and the defaults all derive from it. */
#ifndef CONFIG_OPTION_H
#define CONFIG_OPTION_H

#include <stddef.h>

enum option_type {
    OPTION_TEXT,
    OPTION_NUMBER,
    OPTION_SWITCH,
    OPTION_CHOICE,
    OPTION_ADDRESS, /* https://..., or http:// to this machine; empty: none */
    OPTION_SOURCES, /* names of sources, blank-separated */
    OPTION_COLUMNS, /* names of the watchlist's columns, likewise */
    OPTION_THEME    /* a theme's name, or a path with a slash */
};

struct option {
    const char *section;
    const char *name;
    enum option_type type;
    const char *fallback; /* the default, as text */
    long least, most;     /* OPTION_NUMBER */
    const char *choices;  /* OPTION_CHOICE: blank-separated */
    size_t offset, size;  /* within struct config */
    const char *help;
};

const struct option *option_table(size_t *count);

#endif
