/* SPDX-License-Identifier: MIT
 * What the index's own files of the store share. */
#ifndef STORE_GSI_STATE_H
#define STORE_GSI_STATE_H

#include "record.h"

#include "store/gsi_fixes.h"

#define GSI_INPUTS_MOST (GSI_MODELS_MOST * GSI_VENUES_MOST)

struct gsi_moment { /* what is computed */
    int64_t at, made_at;
    bool seeded;
    bool own_prices; /* P looks at no settled index */
};

struct gsi_inputs {
    struct gsi_input *items; /* by model, then venue */
    size_t count;
};

/* Inputs out of books as of an instant; `before` are those of the fix before. In the arena. */
bool gsi_inputs_condense(struct store *store, const struct gsi_moment *moment, const struct gsi_inputs *before,
                         struct gsi_inputs *inputs, struct arena *arena, struct error *err);
/* Inputs as they were kept with a fix. */
bool gsi_inputs_load(struct store *store, int64_t fix_at, struct gsi_inputs *inputs, struct arena *arena,
                     struct error *err);
/* Those of one model: a run within `inputs`. */
struct gsi_inputs gsi_inputs_of(const struct gsi_inputs *inputs, const char *model);
/* The newest fix of our own before an instant; 0 none. */
int64_t gsi_own_before(struct store *store, int64_t at, struct error *err);
/* Makes all models' works out of inputs, and the basket. */
bool gsi_works_make(struct store *store, const struct gsi_moment *moment, const struct gsi_inputs *inputs,
                    const struct gsi_inputs *before, struct gsi_evidence_set *set, struct error *err);

#endif
