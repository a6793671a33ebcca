/* SPDX-License-Identifier: MIT
 * What the program's own files share: the settled configuration of one run, and its ways to run. */
#ifndef APP_APP_H
#define APP_APP_H

#include "base/clock.h"
#include "base/xdg.h"
#include "config/command_line.h"
#include "config/config.h"
#include "model/attested.h"
#include "model/dossier.h"
#include "model/positions.h"
#include "poller/poller.h"
#include "sim/simulator.h"
#include "ui/screen.h"

#define FILING_AFTER_SECONDS  75 /* of a simulated run: then a report arrives */
#define UPGRADE_AFTER_SECONDS 75 /* in the demonstration an analyst upgrades CRWV */

enum exit_status {                   /* documented in gputape(1) */
                   EXIT_GOOD = 0,    /* all asked for is fresh */
                   EXIT_PARTIAL = 1, /* something is stale or a source failed; what is known was shown */
                   EXIT_USAGE = 2,   /* the command line, the configuration or the terminal will not do */
                   EXIT_NOTHING = 3, /* nothing could be shown or kept */
                   EXIT_RANG = 4     /* --once, --print: an alert rang, whatever else */
};

struct run {
    const struct command_line *line;
    struct config config;
    enum screen_mode_label mode;
    char cache_path[XDG_PATH_SIZE], history_path[XDG_PATH_SIZE];
    bool in_memory; /* replay: nothing is kept */
    struct watchlist watchlist;
    struct watchlist groups; /* as the configuration has them, also when symbols were asked for by name */
    struct positions positions;
    struct dossier dossier;
    struct attested attested;
    char (*besides)[SYMBOL_SIZE]; /* currency pairs that positions need; owned */
    size_t besides_count;
    struct simulator *simulator;
    struct clock clock;                  /* a replay goes on from the moment when it was recorded */
    int64_t clock_ahead_ms, recorded_at; /* UTC s; 0 unknown, or no replay */
    struct recording *recording;
    char first_fault[160]; /* of the configuration: said on the screen */
    unsigned faults;
};

/* Reads the configuration, opens the log, starts the simulator when one is asked for. False with a sentence. */
bool run_init(struct run *run, const struct command_line *line, struct error *err)
    __attribute__((warn_unused_result));
void run_clear(struct run *run);
int64_t run_now(const struct run *run); /* UTC s */
struct store_options run_store_options(const struct run *run);
struct poller_options run_poller_options(const struct run *run, struct mailbox *mailbox);
/* Reads gputape.conf and the keys; faults are printed to standard error. Counts them. */
unsigned run_read_config(struct config *config, const struct command_line *line, char *first_fault, size_t size);

/* Reads the lots of the configuration, sound lines of them; faults are told as FILE:LINE. True when there was none.
 */
bool run_read_positions(struct positions *positions, const struct config *config, const struct command_line *line,
                        struct config_report *report) __attribute__((warn_unused_result));
/* The same of prices of GPUs that the user read himself; attested_clear() them. */
bool run_read_attested(struct attested *attested, const struct config *config, const struct command_line *line,
                       struct config_report *report) __attribute__((warn_unused_result));

int dashboard(struct run *run);
int print_mode(struct run *run);
int doctor_mode(struct run *run);
int alerts_mode(struct run *run);
int gsi_mode(struct run *run);
int list_mode(const struct command_line *line);
int simulate_mode(const struct command_line *line);
int check_config_mode(const struct command_line *line);

#endif
