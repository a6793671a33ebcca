/* SPDX-License-Identifier: MIT
 * Where the program starts: the command line chooses what this run is. */
#include "config.h"

#include "app.h"
#include "signals.h"

#include "base/date.h"
#include "base/memory.h"
#include "store/store.h"
#include "term/term.h"

#include <locale.h>
#include <stdio.h>
#include <sys/resource.h>

static int print_version(void)
{
    printf("gputape %s\nbuilt with %s\nLicence: MIT\n", PACKAGE_VERSION, LIBRARY_VERSIONS);
    return EXIT_GOOD;
}

static int with_run(const struct command_line *line, int (*mode)(struct run *))
{
    struct run run;
    struct error err = {0};
    int status = EXIT_USAGE;
    if (run_init(&run, line, &err))
        status = mode(&run);
    else
        fprintf(stderr, "gputape: %s\n", err.message);
    run_clear(&run);
    return status;
}

static int dispatch(const struct command_line *line)
{
    switch (line->command) {
    case COMMAND_HELP:
        command_line_help(stdout);
        return EXIT_GOOD;
    case COMMAND_VERSION:
        return print_version();
    case COMMAND_LIST:
        return list_mode(line);
    case COMMAND_CHECK_CONFIG:
        return check_config_mode(line);
    case COMMAND_SIM:
        return simulate_mode(line);
    case COMMAND_ALERTS:
        return with_run(line, alerts_mode);
    case COMMAND_DOCTOR:
        return with_run(line, doctor_mode);
    case COMMAND_GSI:
        return with_run(line, gsi_mode);
    case COMMAND_PRINT:
        return with_run(line, print_mode);
    case COMMAND_DASHBOARD:
        break;
    }
    if (line->once)
        return with_run(line, print_mode);
    signals_block(); /* before the simulator's threads start: they inherit the mask */
    return with_run(line, dashboard);
}

int main(int argc, char **argv)
{
    struct command_line line;
    struct error err = {0};
    struct rlimit no_core = {0, 0};
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C"); /* figures are written and read with a point everywhere */
    date_use_new_york();
    memory_tune();
    store_tune();
    memory_on_exhaustion(term_rescue);
    setrlimit(RLIMIT_CORE, &no_core); /* a core file would hold the API keys */
    if (!command_line_parse(&line, argc, argv, &err)) {
        fprintf(stderr, "gputape: %s\nTry 'gputape --help'.\n", err.message);
        return EXIT_USAGE;
    }
    return dispatch(&line);
}
