/* SPDX-License-Identifier: MIT
 * Names of the kinds. */
#include "config.h"

#include "model/subscription.h"

bool dataset_kind_is_local(enum dataset_kind kind)
{
    return kind == DATASET_CAPEX || kind == DATASET_EVENTS || kind == DATASET_ALERTS || kind == DATASET_FEED ||
           kind == DATASET_GPU_HISTORY;
    return kind == DATASET_EVENTS || kind == DATASET_ALERTS || kind == DATASET_FEED ||
           kind == DATASET_GPU_HISTORY || kind == DATASET_TAPE || kind == DATASET_FIRM;
}

const char *dataset_kind_name(enum dataset_kind kind)
{
    static const char *const names[] = {
        [DATASET_QUOTES] = "quotes",
        [DATASET_BARS] = "bars",
        [DATASET_RATINGS] = "ratings",
        [DATASET_CONSENSUS] = "consensus",
        [DATASET_RECEIVABLES] = "receivables",
        [DATASET_FILINGS] = "filings",
        [DATASET_GPU_MARKET] = "gpu-market",
        [DATASET_COMPANIES] = "companies",
        [DATASET_EVENTS] = "events",
        [DATASET_ALERTS] = "alerts",
        [DATASET_DOCUMENT] = "document",
        [DATASET_FEED] = "feed",
        [DATASET_FOUND] = "found",
        [DATASET_TAPE] = "tape",
        [DATASET_FIRM] = "firm",
        [DATASET_CUSTOMERS] = "customers",
        [DATASET_ACCEPTED] = "accepted",
        [DATASET_DAY_INDEX] = "day-index",
        [DATASET_CAPEX] = "capex",
        [DATASET_GPU_HISTORY] = "gpu-history",
    };
    return kind < DATASET_KINDS ? names[kind] : "";
}
