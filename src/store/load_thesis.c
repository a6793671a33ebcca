/* SPDX-License-Identifier: MIT
 * The thesis board of one company out of what is stored, for --print. */
#include "config.h"

#include "store/thesis.h"

#include "base/arena.h"
#include "base/text.h"
#include "store/edgar.h"
#include "store/gsi_fixes.h"

#include <string.h>

#define PARTS_MOST 20

struct parts { /* what the rows are made of; held until they are */
    struct store *store;
    int64_t now;
    const struct dataset *held[PARTS_MOST];
    size_t count;
};

static struct dataset *load_quotes(const struct parts *parts, struct error *err)
{
    static const char symbols[][SYMBOL_SIZE] = {DRIVER_YIELD, DRIVER_CREDIT};
    return store_load_quotes(parts->store, symbols, sizeof symbols / sizeof symbols[0], parts->now, err);
}

static struct dataset *load(const struct parts *parts, enum dataset_kind kind, const char *subject,
                            struct error *err)
{
    switch (kind) {
    case DATASET_RATINGS:
        return store_load_ratings(parts->store, subject, err);
    case DATASET_CONSENSUS:
        return store_load_consensus(parts->store, subject, parts->now, err);
    case DATASET_CUSTOMERS:
        return store_load_customers(parts->store, subject, err);
    case DATASET_RECEIVABLES:
        return store_load_receivables(parts->store, subject, err);
    case DATASET_GPU_MARKET:
        return store_load_gpu_market(parts->store, parts->now, err);
    case DATASET_GPU_INDEX:
        return store_load_gsi(parts->store, parts->now, err);
    case DATASET_QUOTES:
        return load_quotes(parts, err);
    default:
        return NULL;
    }
}

/* What cannot be read is unknown: NULL. */
static const struct dataset *find_stored(void *context, enum dataset_kind kind, const char *subject)
{
    struct parts *parts = context;
    struct error err = {0};
    struct dataset *data = parts->count < PARTS_MOST ? load(parts, kind, subject, &err) : NULL;
    if (data != NULL)
        parts->held[parts->count++] = data;
    return data;
}

struct dataset *store_load_thesis(struct store *store, const char *symbol, enum driver_kind kind,
                                  const struct dossier *dossier, int64_t now)
{
    struct parts parts = {.store = store, .now = now};
    struct driver_inputs inputs = {.symbol = symbol, .kind = kind, .dossier = dossier, .now = now};
    struct dataset *dataset = dataset_new(DATASET_THESIS, symbol);
    struct thesis *thesis = &dataset->u.thesis;
    size_t most;
    (void)driver_table(&most);
    drivers_gather(&inputs, find_stored, &parts);
    thesis->rows = arena_array(&dataset->arena, most, sizeof *thesis->rows);
    thesis->count = drivers_evaluate(&inputs, thesis->rows);
    for (size_t i = 0; i < thesis->count; i++) /* it lies in what is let go of */
    {
        thesis->rows[i].figure.source = arena_text(&dataset->arena, thesis->rows[i].figure.source);
        thesis->rows[i].figure.note = arena_text(&dataset->arena, thesis->rows[i].figure.note);
    }
    for (size_t i = 0; i < parts.count; i++)
        dataset_unref(parts.held[i]);
    return dataset;
}
