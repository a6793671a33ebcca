/* SPDX-License-Identifier: MIT
 * The providers' own formats from a loopback port: behind --demo and the tests. Everything is a function of seed
 * and time. Paths are "/<provider host>/<provider path>": the same base_url rewriting as for any mirror. */
#ifndef SIM_SIMULATOR_H
#define SIM_SIMULATOR_H

#include "base/clock.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct simulator;

struct simulator_options {
    unsigned port;        /* 0: any free one */
    const char *scenario; /* NULL or "normal"; see simulator_scenario */
    uint64_t seed;
    const struct clock *clock;
    int64_t filing_after_seconds;  /* a quarterly report is accepted so long after the start; 0: none */
    int64_t upgrade_after_seconds; /* Wells Fargo upgrades CRWV so long after the start, see sim_story.c; 0: it
                                      never does */
    const char *replay_folder;     /* serve a recording (index.tsv) instead */
};

struct simulator_scenario {
    const char *name, *help;
};
/* The index-th scenario, NULL beyond the last. The first is "normal". */
const struct simulator_scenario *simulator_scenario(size_t index);

/* A recording without one good row is refused; of its bad ones the log tells. */
struct simulator *simulator_start(const struct simulator_options *options, struct error *err);
void simulator_stop(struct simulator *simulator); /* NULL allowed */
unsigned simulator_port(const struct simulator *simulator);
/* Its WebSocket server is another port: "http://127.0.0.1:N". */
unsigned simulator_stream_port(const struct simulator *simulator);
/* Cuts every stream and refuses new ones until told otherwise. */
void simulator_cut_streams(struct simulator *simulator, bool cut);
/* Requests served so far. */
unsigned long simulator_requests(const struct simulator *simulator);

/* Symbols that a recording holds data for (chart, quote or summary), in order of appearance; returns the count. */
size_t simulator_replay_symbols(const char *folder, char (*symbols)[16], size_t most);
/* When the newest of the exchanges that a replay serves was recorded, by their Date headers: UTC s; 0 unknown, or
 * no replay. */
int64_t simulator_recorded_at(const struct simulator *simulator);

#endif
