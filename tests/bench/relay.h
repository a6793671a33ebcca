/* SPDX-License-Identifier: MIT
 * A way to a loopback server that is as long as one around half the world. */
#ifndef BENCH_RELAY_H
#define BENCH_RELAY_H

struct relay;

/* Each byte arrives so much later, in either direction. */
struct relay *relay_new(unsigned server_port, unsigned one_way_ms);
void relay_free(struct relay *relay);
unsigned relay_port(const struct relay *relay);

#endif
