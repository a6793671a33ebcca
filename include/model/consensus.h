/* SPDX-License-Identifier: MIT
 * What the analysts say together: its parts (which different sources may tell), its changes, and what of them is
 * news. Pure. */
#ifndef MODEL_CONSENSUS_H
#define MODEL_CONSENSUS_H

#include "model/events.h"
#include "model/ratings.h"

enum consensus_part {
    PART_TREND = 1,     /* analysts by step and month */
    PART_TARGETS = 2,   /* price targets */
    PART_ESTIMATES = 4, /* EPS or revenue */
    PART_CALENDAR = 8,  /* the next earnings date */
    PART_QUARTERS = 16, /* beats and misses of eight quarters */
};

/* Which parts it tells. Quarters: only when there are more than four. */
unsigned consensus_parts(const struct consensus *consensus);
/* Forgets all but these parts. */
void consensus_keep(struct consensus *consensus, unsigned parts);
/* Takes over these parts of the other; estimates are borrowed from it, quarters are added to those there are. */
void consensus_take(struct consensus *consensus, const struct consensus *other, unsigned parts);
/* Adds a quarter in its order; one whose end lies within 45 days is the same, and there already. False when it did
 * not get in. */
bool consensus_add_quarter(struct consensus *consensus, const struct earnings_quarter *quarter);

/* The mean recommendation, 1 best .. 5 worst: of this month's counts, else the provider's own figure. */
struct amount consensus_mean(const struct consensus *consensus);
/* How it moved over 1, 3 or 12 months: below 0 it became better. From the provider's months, else from what we
 * observed within a week of then. */
struct amount consensus_mean_change(const struct consensus *consensus, int months, int64_t now);
/* How far the targets lie apart: (high - low) / mean in percent. */
struct amount consensus_dispersion(const struct consensus *consensus);

/* "revenue FY26", "EPS quarter to Sep 2026"; without a known end "revenue this year". */
void estimate_title(const struct estimate *estimate, char *text, size_t size);
/* "rev FY26", "EPS Q Sep 26"; without a known end "rev this year". */
void estimate_short_title(const struct estimate *estimate, char *text, size_t size);
/* actual against expected, percent. */
struct amount quarter_surprise(const struct earnings_quarter *quarter);

#define CONSENSUS_EVENTS_MOST 12
/* What is news between two observations of one symbol by one source: the step of the mean crossed, the number of
 * analysts changed, an estimate moved by `percent` or more since `before` (whose estimates are of up to a week
 * earlier and stand in any order). A revision is told once per week, direction and multiple of `percent`. */
size_t events_from_consensus(struct event events[CONSENSUS_EVENTS_MOST], const struct consensus *before,
                             const struct consensus *after, double percent, int64_t now);

#endif
