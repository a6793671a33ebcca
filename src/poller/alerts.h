/* SPDX-License-Identifier: MIT
 * The alert rules at work: what they look at after each answer, and what rings. Private to the poller's thread. */
#ifndef POLLER_ALERTS_H
#define POLLER_ALERTS_H

#include "poller_state.h"

struct alerts;

struct alerts *alerts_new(void);
void alerts_free(struct alerts *alerts);
/* After the opening of the store and every change of rules or watchlist: which rule looks at what. */
void alerts_rebuild(struct poller *poller);
/* New figures stand in the store: those that rules look at are looked at, and what rings is stored. */
void alerts_look(struct poller *poller, enum dataset_kind kind, const char *subject);

/* Adds to events what those already in it ring. Called within a transaction; nothing counts until alerts_settle. */
void alerts_hear(struct poller *poller, struct observations *events);
/* Stores the states that have changed since; in the same transaction. */
bool alerts_keep(struct poller *poller, struct error *err);
/* After the transaction: committed, so the rings are told; or not, so they never were. */
void alerts_settle(struct poller *poller, bool committed);

/* A wish of the user: a rule is made, removed or silenced for a while. */
void alerts_grant(struct poller *poller, const struct alert_wish *wish);
/* The rules as the screen shows them. */
struct dataset *alerts_dataset(const struct poller *poller);

#endif
