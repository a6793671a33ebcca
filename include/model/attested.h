/* SPDX-License-Identifier: MIT
 * Rental prices that the user read himself, where a venue forbids programs to: each with its day and a link. They
 * are shown as attested and have no vote. Pure. */
#ifndef MODEL_ATTESTED_H
#define MODEL_ATTESTED_H

#include "base/text_lines.h"
#include "model/gpu_market.h"

#define ATTESTED_LINK_SIZE 128
#define ATTESTED_MOST      500
#define ATTESTED_SOURCE    "attested"

struct attested_price {
    char venue[GPU_VENUE_SIZE];
    char model[GPU_MODEL_SIZE]; /* canonical */
    int32_t day;                /* on which it was read, days since 1970 */
    double usd_gpu_hour;
    char link[ATTESTED_LINK_SIZE];
};

struct attested {
    struct attested_price *prices; /* owned */
    size_t count;
};

void attested_clear(struct attested *attested);

/* One price a line: DAY,VENUE,MODEL,USD_PER_GPU_HOUR,LINK, the day as 2026-11-20, the model as the table by model
 * writes it; the link is the rest of the line. # begins a comment line, a heading that begins with "day" or "date"
 * is passed over. today (days since 1970) is the last day that a price can be of; one that is not credible
 * (gpu_unit.h) is a fault. Every fault is told, the sound lines are added. False when there was any. */
bool attested_read(struct attested *attested, const char *text, size_t length, int32_t today,
                   const struct line_report *report);

/* The link of a venue's newest price of a model; NULL none. */
const char *attested_link(const struct attested *attested, const char *venue, const char *model);

/* As the table by model takes it in: role GPU_ROLE_ATTESTED, seen when its day began (UTC). */
struct gpu_book attested_book(const struct attested_price *price);

#endif
