/* SPDX-License-Identifier: MIT
 * The program's arguments (GNU conventions, getopt_long). */
#ifndef CONFIG_COMMAND_LINE_H
#define CONFIG_COMMAND_LINE_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

enum command {
    COMMAND_DASHBOARD,
    COMMAND_PRINT,  /* --print[=FORMAT] PANE [SYMBOL...] */
    COMMAND_SIM,    /* gputape sim --port N */
    COMMAND_ALERTS, /* gputape alerts test RULE */
    COMMAND_GSI,    /* gputape gsi [DATE] */
    COMMAND_DOCTOR, /* gputape doctor */
    COMMAND_CHECK_CONFIG,
    COMMAND_LIST, /* --list-panes|sources|actions|options|themes */
    COMMAND_VERSION,
    COMMAND_HELP
};

enum print_format { PRINT_TABLE, PRINT_JSON, PRINT_CSV, PRINT_NDJSON };

struct command_line {
    enum command command;
    bool demo;
    bool once;               /* fetch what is due, print or exit, no dashboard */
    const char *config_path; /* --config */
    const char *record_path, *replay_path;
    const char *theme; /* --theme */
    const char *list;  /* "panes" ... */
    enum print_format format;
    const char *pane;    /* of --print */
    const char *columns; /* of --print price; NULL: not said */
    char *const *symbols;
    int symbol_count;
    char *const *words; /* what follows a command such as alerts */
    int word_count;
    bool explain, from_store, export; /* gsi; export in `format` */
    const char *scenario;             /* sim */
    unsigned port;                    /* sim; 0 any */
    unsigned seed;                    /* sim and demo */
    bool no_network;                  /* --offline: cached data only */
};

struct command_option { /* one row per long option: --help and the man page check derive from it */
    const char *name;   /* without "--" */
    char letter;        /* 0 none */
    int argument;       /* no_argument required_argument optional_argument */
    const char *value;  /* what the argument is called in the help, NULL none */
    const char *help;
};

const struct command_option *command_options(size_t *count);

/* False with a sentence (and the nearest known option) when the arguments make no sense. */
bool command_line_parse(struct command_line *line, int argc, char **argv, struct error *err)
    __attribute__((warn_unused_result));
void command_line_help(FILE *out);

#endif
