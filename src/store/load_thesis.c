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
    const struct dataset *held[PARTS_MOST];
    size_t count;
};

/* What cannot be read is unknown: NULL. */
static const struct dataset *hold(struct parts *parts, struct dataset *dataset)
{
    if (dataset != NULL)
        parts->held[parts->count++] = dataset;
    return dataset;
}

static const struct receivables *quarters_of(struct parts *parts, struct store *store, const char *symbol)
{
    struct error err = {0};
    const struct dataset *data = hold(parts, store_load_receivables(store, symbol, &err));
    return data != NULL ? &data->u.receivables : NULL;
}

static const struct quote *quote_of(struct parts *parts, struct store *store, const char *symbol, int64_t now)
{
    char symbols[1][SYMBOL_SIZE];
    struct error err = {0};
    text_copy(symbols[0], SYMBOL_SIZE, symbol);
    const struct dataset *data =
        hold(parts, store_load_quotes(store, (const char(*)[SYMBOL_SIZE])symbols, 1, now, &err));
    return data != NULL && data->u.quotes.count > 0 ? &data->u.quotes.items[0] : NULL;
}

static void gather(struct parts *parts, struct store *store, struct driver_inputs *inputs)
{
    struct error err = {0};
    const char *symbol = inputs->symbol;
    const struct dataset *ratings = hold(parts, store_load_ratings(store, symbol, &err));
    const struct dataset *consensus = hold(parts, store_load_consensus(store, symbol, inputs->now, &err));
    const struct dataset *customers = hold(parts, store_load_customers(store, symbol, &err));
    const struct dataset *gpu = hold(parts, store_load_gpu_market(store, inputs->now, &err));
    const struct dataset *index = hold(parts, store_load_gsi(store, inputs->now, &err));
    inputs->ratings = ratings != NULL ? &ratings->u.ratings : NULL;
    inputs->consensus = consensus != NULL ? &consensus->u.consensus : NULL;
    inputs->customers = customers != NULL ? &customers->u.customers : NULL;
    inputs->gpu = gpu != NULL ? &gpu->u.gpu : NULL;
    inputs->index = index != NULL ? &index->u.index : NULL;
    inputs->quarters = quarters_of(parts, store, symbol);
    for (size_t i = 0; i < DRIVER_BUYERS; i++)
        inputs->buyers[i] = quarters_of(parts, store, driver_buyer(i));
    inputs->yield = quote_of(parts, store, DRIVER_YIELD, inputs->now);
    inputs->credit = quote_of(parts, store, DRIVER_CREDIT, inputs->now);
}

struct dataset *store_load_thesis(struct store *store, const char *symbol, enum driver_kind kind,
                                  const struct dossier *dossier, int64_t now)
{
    struct parts parts = {.count = 0};
    struct driver_inputs inputs = {.symbol = symbol, .kind = kind, .dossier = dossier, .now = now};
    struct dataset *dataset = dataset_new(DATASET_THESIS, symbol);
    struct thesis *thesis = &dataset->u.thesis;
    size_t most;
    (void)driver_table(&most);
    gather(&parts, store, &inputs);
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
