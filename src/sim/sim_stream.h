/* SPDX-License-Identifier: MIT
 * Finnhub's and Alpaca's streams of trades in the simulator, on a port and a thread of their own. */
#ifndef SIM_SIM_STREAM_H
#define SIM_SIM_STREAM_H

#include "base/clock.h"

#include <stdbool.h>
#include <stdint.h>

struct sim_stream;

struct sim_stream *sim_stream_start(uint64_t seed, const struct clock *clock); /* NULL: the library refuses */
unsigned sim_stream_port(const struct sim_stream *stream);
void sim_stream_cut(struct sim_stream *stream, bool cut);
void sim_stream_stop(struct sim_stream *stream); /* NULL allowed */

#endif
