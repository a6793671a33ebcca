/* SPDX-License-Identifier: MIT
 * Targets, earnings dates and receivables alarms beside the quotes. */
#include "config.h"

#include "load_summary.h"

#include "record.h"

#include "base/date.h"
#include "model/events.h"

#include <string.h>

#define ALARM_DAYS  100 /* a quarter, and the time until its filing */
#define TARGET_DAYS 30  /* a consensus that nobody has repeated for longer is none */

static bool load_target(struct store *store, struct quote *quote, int64_t now, struct error *err)
{
    struct query query = query_of(store, &record_consensus,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND target_mean IS NOT NULL AND at > ?2"
                                  " ORDER BY at DESC LIMIT 1",
                                  err);
    struct stored_consensus row = {.at = 0};
    query_text(&query, 1, quote->symbol);
    query_number(&query, 2, now - (int64_t)TARGET_DAYS * DAY_SECONDS);
    if (query_next(&query) && record_read(&record_consensus, &query, &row, NULL)) {
        bool comparable = row.consensus.currency[0] == '\0' || quote->currency[0] == '\0' ||
                          strcmp(row.consensus.currency, quote->currency) == 0;
        quote->target_mean = comparable ? row.consensus.target_mean : AMOUNT_UNKNOWN;
        if (quote->earnings_at == 0 && row.consensus.earnings_from >= now) {
            quote->earnings_at = row.consensus.earnings_from;
            quote->earnings_estimated = row.consensus.earnings_estimated;
        }
    }
    return query_end(&query);
}

static bool count_alarms(struct store *store, struct quotes *quotes, int64_t now, struct error *err)
{
    struct query query =
        query_of(store, &record_event, "SELECT $ FROM @ WHERE observed_at > ?1 AND kind = ?2", err);
    query_number(&query, 1, now - (int64_t)ALARM_DAYS * DAY_SECONDS);
    query_number(&query, 2, EVENT_RECEIVABLES);
    while (query_next(&query)) {
        struct event event = {.kind = EVENT_RECEIVABLES};
        if (!record_read(&record_event, &query, &event, NULL))
            continue;
        for (size_t i = 0; i < quotes->count; i++)
            quotes->items[i].alarms += strcmp(quotes->items[i].symbol, event.symbol) == 0;
    }
    return query_end(&query);
}

bool load_summaries(struct store *store, struct quotes *quotes, int64_t now, struct error *err)
{
    for (size_t i = 0; i < quotes->count; i++)
        if (!load_target(store, &quotes->items[i], now, err))
            return false;
    return count_alarms(store, quotes, now, err);
}
