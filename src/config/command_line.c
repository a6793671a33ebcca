/* SPDX-License-Identifier: MIT
 * The arguments: one table of options, read by getopt_long. */
#include "config.h"

#include "config/command_line.h"

#include "base/text.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum option_code {
    CODE_FIRST = 256,
    CODE_DEMO = CODE_FIRST,
    CODE_ONCE,
    CODE_PRINT,
    CODE_COLUMNS,
    CODE_CONFIG,
    CODE_RECORD,
    CODE_REPLAY,
    CODE_THEME,
    CODE_OFFLINE,
    CODE_CHECK,
    CODE_LIST_PANES,
    CODE_LIST_SOURCES,
    CODE_LIST_ACTIONS,
    CODE_LIST_OPTIONS,
    CODE_LIST_THEMES,
    CODE_LIST_COLUMNS,
    CODE_LIST_ALERTS,
    CODE_SEED,
    CODE_PORT,
    CODE_SCENARIO,
    CODE_EXPLAIN,
    CODE_FROM_STORE,
    CODE_EXPORT,
    CODE_VERSION,
    CODE_HELP
};

static const struct command_option table[] = {
    /* in the order of the codes */
    {"demo", 0, no_argument, NULL, "the built-in provider simulator: no network, no key"},
    {"once", 0, no_argument, NULL, "ask what is due once, without a dashboard"},
    {"print", 0, optional_argument, "FORMAT", "print a pane (table, json, csv, ndjson): PANE [SYMBOL...]"},
    {"columns", 0, required_argument, "NAMES", "--print price: these columns, names of --list-columns"},
    {"config", 0, required_argument, "FILE", "read this configuration"},
    {"record", 0, required_argument, "DIR", "write every exchange there, without secrets"},
    {"replay", 0, required_argument, "DIR", "serve a recording through the same path"},
    {"theme", 0, required_argument, "NAME", "use this theme"},
    {"offline", 0, no_argument, NULL, "ask nobody: show what is stored"},
    {"check-config", 0, no_argument, NULL, "say what is wrong with the configuration"},
    {"list-panes", 0, no_argument, NULL, "print the panes"},
    {"list-sources", 0, no_argument, NULL, "print the sources"},
    {"list-actions", 0, no_argument, NULL, "print the actions and their keys"},
    {"list-options", 0, no_argument, NULL, "print the settings of gputape.conf"},
    {"list-themes", 0, no_argument, NULL, "print the themes"},
    {"list-columns", 0, no_argument, NULL, "print the columns of the watchlist"},
    {"list-alerts", 0, no_argument, NULL, "print the kinds of alerts"},
    {"seed", 0, required_argument, "N", "the simulated world's number"},
    {"port", 0, required_argument, "N", "sim: port of the server, 0 any"},
    {"scenario", 0, required_argument, "NAME", "sim and demo: what goes wrong"},
    {"explain", 0, no_argument, NULL, "gsi: print the whole computation"},
    {"from-store", 0, no_argument, NULL, "gsi: compute a fix again from stored observations, and compare"},
    {"export", 0, optional_argument, "FORMAT", "gsi: print fixes and their inputs (csv, json)"},
    {"version", 'V', no_argument, NULL, "print the version"},
    {"help", 'h', no_argument, NULL, "print this help"},
};
#define OPTIONS (sizeof table / sizeof table[0])
_Static_assert(OPTIONS == CODE_HELP - CODE_FIRST + 1, "one row per code, in the same order");

const struct command_option *command_options(size_t *count)
{
    *count = OPTIONS;
    return table;
}

static const char *const formats[] = {"table", "json", "csv", "ndjson"};

static bool take_format(struct command_line *line, const char *word, struct error *err)
{
    line->command = COMMAND_PRINT;
    if (word == NULL)
        return true;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(word, formats[i]) == 0) {
            line->format = (enum print_format)i;
            return true;
        }
    return error_set(err, ERROR_INVALID, "--print=%.40s: the formats are table, json, csv and ndjson", word);
}

static bool take_export(struct command_line *line, const char *word, struct error *err)
{
    line->export = true;
    line->format = PRINT_CSV;
    if (word == NULL || strcmp(word, "csv") == 0)
        return true;
    line->format = PRINT_JSON;
    return strcmp(word, "json") == 0 ||
           error_set(err, ERROR_INVALID, "--export=%.40s: the formats are csv and json", word);
}

static bool take_number(const char *name, const char *word, unsigned long most, unsigned *number, struct error *err)
{
    char *end;
    if (word == NULL)
        return error_set(err, ERROR_INVALID, "--%s needs a number", name);
    unsigned long value = strtoul(word, &end, 10);
    if (end == word || *end != '\0' || word[0] == '-' || value > most)
        return error_set(err, ERROR_INVALID, "--%s must be a number from 0 to %lu, not \"%.40s\"", name, most,
                         word);
    *number = (unsigned)value;
    return true;
}

static bool take_list(struct command_line *line, const char *what)
{
    line->command = COMMAND_LIST;
    line->list = what;
    return true;
}

/* The field of an option that is one word as it is typed; NULL for the others. */
static const char **field_of(struct command_line *line, int code)
{
    switch (code) {
    case CODE_CONFIG:
        return &line->config_path;
    case CODE_RECORD:
        return &line->record_path;
    case CODE_REPLAY:
        return &line->replay_path;
    case CODE_COLUMNS:
        return &line->columns;
    case CODE_THEME:
        return &line->theme;
    case CODE_SCENARIO:
        return &line->scenario;
    default:
        return NULL;
    }
}

static bool take(struct command_line *line, int code, const char *word, struct error *err)
{
    const char **field = field_of(line, code);
    if (field != NULL) {
        *field = word;
        return true;
    }
    switch (code) {
    case CODE_DEMO:
        line->demo = true;
        return true;
    case CODE_ONCE:
        line->once = true;
        return true;
    case CODE_PRINT:
        return take_format(line, word, err);
    case CODE_OFFLINE:
        line->no_network = true;
        return true;
    case CODE_CHECK:
        line->command = COMMAND_CHECK_CONFIG;
        return true;
    case CODE_LIST_PANES:
    case CODE_LIST_SOURCES:
    case CODE_LIST_ACTIONS:
    case CODE_LIST_OPTIONS:
    case CODE_LIST_THEMES:
    case CODE_LIST_COLUMNS:
    case CODE_LIST_ALERTS:
        return take_list(line, table[code - CODE_FIRST].name + strlen("list-"));
    case CODE_SEED:
        return take_number("seed", word, 0xffffffffUL, &line->seed, err);
    case CODE_PORT:
        return take_number("port", word, 65535, &line->port, err);
    case CODE_EXPLAIN:
        line->explain = true;
        return true;
    case CODE_FROM_STORE:
        line->from_store = true;
        return true;
    case CODE_EXPORT:
        return take_export(line, word, err);
    case CODE_VERSION:
        line->command = COMMAND_VERSION;
        return true;
    case CODE_HELP:
        line->command = COMMAND_HELP;
        return true;
    }
    return false;
}

/* `argument` is what was typed, dashes and value included. */
static bool refuse_unknown(const char *argument, struct error *err)
{
    const char *names[OPTIONS], *fitting[2] = {NULL, NULL};
    char word[64];
    size_t found = 0;
    text_copy(word, sizeof word, argument + 2);
    word[strcspn(word, "=")] = '\0';
    for (size_t i = 0; i < OPTIONS; i++) {
        names[i] = table[i].name;
        if (found < 2 && strncmp(table[i].name, word, strlen(word)) == 0)
            fitting[found++] = table[i].name;
    }
    if (found == 2)
        return error_set(err, ERROR_INVALID, "--%s is short for more than one option: --%s, --%s", word, fitting[0],
                         fitting[1]);
    const char *nearest = text_nearest(word, names, OPTIONS);
    if (nearest != NULL)
        return error_set(err, ERROR_INVALID, "unknown option --%s; did you mean --%s?", word, nearest);
    return error_set(err, ERROR_INVALID, "unknown option --%s", word);
}

/* What getopt_long did not take. */
static bool refuse(int code, const char *argument, struct error *err)
{
    if (optopt >= CODE_FIRST && code == ':')
        return error_set(err, ERROR_INVALID, "--%s needs an argument: %s", table[optopt - CODE_FIRST].name,
                         table[optopt - CODE_FIRST].value);
    if (optopt >= CODE_FIRST)
        return error_set(err, ERROR_INVALID, "--%s takes no argument", table[optopt - CODE_FIRST].name);
    if (strncmp(argument, "--", 2) == 0)
        return refuse_unknown(argument, err);
    return error_set(err, ERROR_INVALID, "unknown option -%c", optopt);
}

static void fill_long_options(struct option *options)
{
    for (size_t i = 0; i < OPTIONS; i++)
        options[i] = (struct option){table[i].name, table[i].argument, NULL, CODE_FIRST + (int)i};
    options[OPTIONS] = (struct option){NULL, 0, NULL, 0};
}

static const struct {
    const char *name;
    enum command command;
    bool words; /* more may follow */
} commands[] = {
    {"sim", COMMAND_SIM, false},
    {"alerts", COMMAND_ALERTS, true},
    {"gsi", COMMAND_GSI, true},
    {"doctor", COMMAND_DOCTOR, false},
};
#define COMMANDS (sizeof commands / sizeof commands[0])

static bool takes_words(enum command command)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].command == command)
            return commands[i].words;
    return false;
}

static bool take_words(struct command_line *line, int argc, char **argv, struct error *err)
{
    int first = optind;
    for (size_t i = 0; first < argc && line->command == COMMAND_DASHBOARD && i < COMMANDS; i++)
        if (strcmp(argv[first], commands[i].name) == 0) {
            line->command = commands[i].command;
            first++;
        }
    if (takes_words(line->command)) {
        line->words = argv + first;
        line->word_count = argc - first;
        return true;
    }
    if (line->command == COMMAND_PRINT) {
        if (first == argc)
            return error_set(err, ERROR_INVALID, "--print needs a pane: see --list-panes");
        line->pane = argv[first++];
        line->symbols = argv + first;
        line->symbol_count = argc - first;
        return true;
    }
    if (first < argc)
        return error_set(err, ERROR_INVALID, "what is \"%.60s\" for? (--print PANE prints a pane)", argv[first]);
    return true;
}

static bool check(const struct command_line *line, struct error *err)
{
    if (line->demo && line->replay_path != NULL)
        return error_set(err, ERROR_INVALID, "--demo and --replay exclude each other");
    if (line->no_network && (line->demo || line->replay_path != NULL || line->record_path != NULL))
        return error_set(err, ERROR_INVALID, "--offline asks nobody: it excludes --demo, --replay and --record");
    if (line->port != 0 && line->command != COMMAND_SIM)
        return error_set(err, ERROR_INVALID, "--port is for gputape sim");
    if ((line->explain || line->from_store || line->export) && line->command != COMMAND_GSI)
        return error_set(err, ERROR_INVALID, "--explain, --from-store and --export are for gputape gsi");
    if (line->scenario != NULL && line->command != COMMAND_SIM && !line->demo)
        return error_set(err, ERROR_INVALID, "--scenario is for gputape sim and --demo");
    if (line->columns != NULL && (line->command != COMMAND_PRINT || strcmp(line->pane, "price") != 0))
        return error_set(err, ERROR_INVALID, "--columns is for --print price");
    if (line->once && line->command != COMMAND_DASHBOARD && line->command != COMMAND_PRINT)
        return error_set(err, ERROR_INVALID, "--once goes with the dashboard's work or with --print");
    return true;
}

bool command_line_parse(struct command_line *line, int argc, char **argv, struct error *err)
{
    struct option options[OPTIONS + 1];
    int code;
    memset(line, 0, sizeof *line);
    line->seed = 1;
    fill_long_options(options);
    optind = 0; /* a fresh start also for the tests */
    opterr = 0;
    for (;;) {
        int at = optind > 0 ? optind : 1;
        code = getopt_long(argc, argv, ":hV", options, NULL);
        if (code < 0)
            break;
        if (code == 'h' || code == 'V')
            code = code == 'h' ? CODE_HELP : CODE_VERSION;
        if (code == '?' || code == ':')
            return refuse(code, argv[optind > at ? optind - 1 : at], err);
        if (optarg != NULL && optarg[0] == '\0')
            return error_set(err, ERROR_INVALID, "--%s needs an argument: %s", table[code - CODE_FIRST].name,
                             table[code - CODE_FIRST].value);
        if (!take(line, code, optarg, err))
            return false;
        if (line->command == COMMAND_HELP || line->command == COMMAND_VERSION)
            return true; /* whatever else was typed */
    }
    return take_words(line, argc, argv, err) && check(line, err);
}

void command_line_help(FILE *out)
{
    fputs("Usage: gputape [OPTION]...\n"
          "       gputape --print[=FORMAT] PANE [SYMBOL]...\n"
          "       gputape alerts test RULE\n"
          "       gputape doctor\n"
          "       gputape gsi [--explain|--from-store|--export[=FORMAT]] [DATE]\n"
          "       gputape sim [--port N] [--scenario NAME] [--seed N]\n"
          "Terminal dashboard for the AI-compute build-out: price, analyst ratings, receivables, GPU shortage.\n\n",
          out);
    for (size_t i = 0; i < OPTIONS; i++) {
        char name[48];
        const struct command_option *option = &table[i];
        const char *joint = option->argument == optional_argument ? "[=" : option->value != NULL ? " " : "";
        snprintf(name, sizeof name, "--%s%s%s%s", option->name, joint, option->value != NULL ? option->value : "",
                 option->argument == optional_argument ? "]" : "");
        if (option->letter != 0)
            fprintf(out, "  -%c, %-20s %s\n", option->letter, name, option->help);
        else
            fprintf(out, "      %-20s %s\n", name, option->help);
    }
    fputs("\nExit status: 0 fresh, 1 something stale or failed, 2 usage or configuration, 3 nothing to show,\n"
          "4 an alert rang.\n"
          "Settings: gputape.conf(5). Themes: gputape-theme(5).\n",
          out);
}
