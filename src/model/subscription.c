/* SPDX-License-Identifier: MIT
 * Names of the kinds. */
#include "config.h"

#include "model/subscription.h"

bool dataset_kind_is_local(enum dataset_kind kind)
{
    static const enum dataset_kind local[] = {DATASET_EVENTS,      DATASET_ALERTS,    DATASET_FEED,
                                              DATASET_GPU_HISTORY, DATASET_TAPE,      DATASET_FIRM,
                                              DATASET_CAPEX,       DATASET_GPU_INDEX, DATASET_EVENT_LIST};
    for (size_t i = 0; i < sizeof local / sizeof local[0]; i++)
        if (local[i] == kind)
            return true;
    return false;
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
        [DATASET_GPU_INDEX] = "gpu-index",
        [DATASET_HEADLINES] = "headlines",
        [DATASET_EVENT_LIST] = "event-list",
        [DATASET_SUPPLY] = "supply",
        [DATASET_THESIS] = "drivers",
        [DATASET_SYMBOLS] = "symbols",
    };
    return kind < DATASET_KINDS ? names[kind] : "";
}
