/* SPDX-License-Identifier: MIT
 * gputape sim: the provider simulator alone, for tests and for trying things. */
#include "config.h"

#include "app.h"

#include <signal.h>
#include <stdio.h>

int simulate_mode(const struct command_line *line)
{
    struct simulator_options options = {
        .port = line->port,
        .scenario = line->scenario,
        .seed = line->seed,
        .clock = &clock_system,
        .filing_after_seconds = FILING_AFTER_SECONDS,
        .upgrade_after_seconds = UPGRADE_AFTER_SECONDS,
        .replay_folder = line->replay_path,
    };
    struct error err = {0};
    sigset_t stop;
    int number = 0;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGHUP);
    sigprocmask(SIG_BLOCK, &stop, NULL); /* before the server's thread starts, so that it inherits the mask */
    signal(SIGPIPE, SIG_IGN);
    struct simulator *simulator = simulator_start(&options, &err);
    if (simulator == NULL) {
        fprintf(stderr, "gputape: %s\n", err.message);
        return EXIT_NOTHING;
    }
    printf("http://127.0.0.1:%u\n", simulator_port(simulator));
    fflush(stdout);
    sigwait(&stop, &number);
    simulator_stop(simulator);
    return EXIT_GOOD;
}
