/* SPDX-License-Identifier: MIT
 * Reference-counted results. */
#include "config.h"

#include "model/dataset.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

struct dataset *dataset_new(enum dataset_kind kind, const char *subject)
{
    struct dataset *dataset = memory_new(1, sizeof *dataset);
    dataset->kind = kind;
    dataset->references = 1;
    text_copy(dataset->subject, sizeof dataset->subject, subject);
    arena_init(&dataset->arena);
    return dataset;
}

/* The count is the one part of a shared dataset that may change. */
static struct dataset *writable(const struct dataset *dataset)
{
    union {
        const struct dataset *shared;
        struct dataset *own;
    } view = {.shared = dataset};
    return view.own;
}

const struct dataset *dataset_ref(const struct dataset *dataset)
{
    __atomic_add_fetch(&writable(dataset)->references, 1, __ATOMIC_RELAXED);
    return dataset;
}

void dataset_unref(const struct dataset *dataset)
{
    if (dataset == NULL || __atomic_sub_fetch(&writable(dataset)->references, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    struct dataset *own = writable(dataset);
    arena_clear(&own->arena);
    free(own);
}

static bool has_consensus(const struct consensus *consensus)
{
    bool any = consensus->estimate_count > 0 || consensus->earnings_from > 0 || consensus->analysts.known ||
               consensus->recommendation_mean.known || consensus->target_low.known ||
               consensus->target_median.known || consensus->target_mean.known || consensus->target_high.known;
    for (size_t i = 0; i < TREND_MONTHS; i++) {
        const struct trend_month *month = &consensus->months[i];
        any = any || month->strong_buy.known || month->buy.known || month->hold.known || month->sell.known ||
              month->strong_sell.known;
    }
    return any;
}

bool dataset_is_empty(const struct dataset *dataset)
{
    switch (dataset->kind) {
    case DATASET_QUOTES:
        return dataset->u.quotes.count == 0;
    case DATASET_BARS:
        return dataset->u.bars.count == 0;
    case DATASET_RATINGS:
    case DATASET_TAPE:
        return dataset->u.ratings.count == 0;
    case DATASET_CONSENSUS:
        return !has_consensus(&dataset->u.consensus);
    case DATASET_RECEIVABLES:
        return dataset->u.receivables.count == 0;
    case DATASET_FILINGS:
        return dataset->u.filings.count == 0;
    case DATASET_GPU_MARKET:
        return dataset->u.gpu.row_count == 0;
    case DATASET_EVENTS:
    case DATASET_EVENT_LIST:
        return dataset->u.events.count == 0;
    case DATASET_ALERTS:
        return dataset->u.alerts.count == 0;
    case DATASET_DOCUMENT:
        return dataset->u.document.count == 0;
    case DATASET_FEED:
        return dataset->u.feed.count == 0;
    case DATASET_THESIS:
        return dataset->u.thesis.count == 0;
    case DATASET_FOUND:
        return dataset->u.found.count == 0;
    case DATASET_CAPEX:
        return dataset->u.capex.count == 0;
    case DATASET_CUSTOMERS:
        return dataset->u.customers.count == 0;
    case DATASET_GPU_HISTORY:
        return dataset->u.gpu_history.count == 0;
    case DATASET_GPU_INDEX:
        return dataset->u.index.series_count == 0 && dataset->u.index.count == 0 &&
               dataset->u.index.live_count == 0;
    case DATASET_ACCEPTED:
    case DATASET_DAY_INDEX:
    case DATASET_FIRM:
        return dataset->u.firm.count == 0;
    case DATASET_HEADLINES:
        return dataset->u.headlines.count == 0;
    case DATASET_SYMBOLS:
        return dataset->u.symbols.count == 0;
    case DATASET_SUPPLY:
        return dataset->u.supply.count == 0;
    case DATASET_COMPANIES:
    case DATASET_KINDS:
        break;
    }
    return true;
}
