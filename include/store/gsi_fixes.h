/* SPDX-License-Identifier: MIT
 * The GPU shortage index in the store: fixes are made once, kept for ever with what they were made of, and can be
 * made again. */
#ifndef STORE_GSI_FIXES_H
#define STORE_GSI_FIXES_H

#include "model/gsi_fix.h"
#include "store/store.h"

/* Makes the fixes that are due at now: the newest 20:00 UTC, and those missed since the last one, each out of what
 * is stored as of its time. Days about which nothing was observed stay without. Changes of a label become events.
 * Belongs into the transaction of the poll that brought GPU data. */
bool store_gsi_fix(struct store *store, int64_t now, struct observations *events, struct error *err)
    __attribute__((warn_unused_result));

/* DATASET_GPU_INDEX: 400 days of fixes, and the value of now. NULL with *err when the store cannot be read. */
struct dataset *store_load_gsi(struct store *store, int64_t now, struct error *err);
/* The same, and its fixes whole: for reports. */
struct dataset *store_load_gsi_whole(struct store *store, int64_t now, struct error *err);

/* The fixes of one time with their inputs; of all times (400 days) without, when fix_at is 0. No live values. */
struct dataset *store_load_gsi_day(struct store *store, int64_t fix_at, int64_t now, struct error *err);

struct gsi_evidence_set { /* what one computation was made of; release by store_gsi_clear */
    struct arena arena;
    struct gsi_work *works; /* of each model; they point into the arena */
    size_t count;
    struct gsi_fix basket;
};

enum gsi_origin {
    GSI_FROM_INPUTS, /* what was condensed and kept at the fix */
    GSI_FROM_BOOKS   /* the books themselves, as long as retention keeps all of them */
};

/* Computes the fix of a stored time again, and the value of now when fix_at is 0 (then always from books). */
bool store_gsi_compute(struct store *store, int64_t fix_at, enum gsi_origin origin, int64_t now,
                       struct gsi_evidence_set *set, struct error *err) __attribute__((warn_unused_result));
void store_gsi_clear(struct gsi_evidence_set *set);
/* The stored fixes of that time, the basket last; returns how many. */
size_t store_gsi_stored(struct store *store, int64_t fix_at, struct gsi_fix *fixes, size_t most, struct error *err);
/* The newest fix at or before an instant, seeded ones too; 0 none. */
int64_t store_gsi_newest(struct store *store, int64_t at, struct error *err);

#endif
