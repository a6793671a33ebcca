/* SPDX-License-Identifier: MIT
 * An immutable, reference-counted result: built once, published, never written again. Everything it points to
 * lives in its arena. References are atomic; any thread may drop the last one. */
#ifndef MODEL_DATASET_H
#define MODEL_DATASET_H

#include "base/arena.h"
#include "model/alert.h"
#include "model/customers.h"
#include "model/document.h"
#include "model/drivers.h"
#include "model/events.h"
#include "model/filing_feed.h"
#include "model/filings.h"
#include "model/gpu_history.h"
#include "model/gpu_market.h"
#include "model/gsi_fix.h"
#include "model/headlines.h"
#include "model/price_path.h"
#include "model/prices.h"
#include "model/ratings.h"
#include "model/receivables.h"
#include "model/subscription.h"
#include "model/supply.h"
#include "model/symbol_search.h"

struct dataset {
    enum dataset_kind kind;
    char subject[SUBJECT_SIZE];
    char source[SOURCE_NAME_SIZE]; /* who said it; "" for mixtures that name their sources per row */
    int64_t fetched_at;            /* newest time we received any of it, UTC s; 0 never */
    int64_t as_of;                 /* the data's own newest time, UTC s; 0 unknown */
    union {
        struct quotes quotes;
        struct bars bars;
        struct rating_actions ratings;
        struct consensus consensus;
        struct receivables receivables;
        struct filings filings;
        struct gpu_market gpu;
        struct gpu_history gpu_history;
        struct gsi_index index;
        struct events events;
        struct alert_lines alerts;
        struct document document;
        struct filing_feed feed;
        struct found_filings found;
        struct customers customers;
        struct capex_series capex;
        struct firm_record firm;
        struct thesis thesis;
        struct symbol_hits symbols;
        struct headlines headlines;
        struct supply_months supply;
    } u;
    struct arena arena;
    int references; /* private: use the functions */
};

/* A new dataset with one reference, to be filled by its only owner before it is shared. */
struct dataset *dataset_new(enum dataset_kind kind, const char *subject);
const struct dataset *dataset_ref(const struct dataset *dataset);
void dataset_unref(const struct dataset *dataset); /* NULL is allowed */

/* Nothing in it (no rows, no bars, no figure at all). */
bool dataset_is_empty(const struct dataset *dataset);

#endif
