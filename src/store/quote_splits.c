/* SPDX-License-Identifier: MIT
 * Prior closes on the base of today's shares. */
#include "config.h"

#include "quote_splits.h"

#include "base/date.h"
#include "model/quote_split.h"

static bool find_split(struct store *store, const struct quote *quote, int32_t day, double *ratio,
                       struct error *err)
{
    struct stored_split row = {.at = 0};
    struct query query = query_of(store, &record_split, "SELECT $ FROM @ WHERE symbol = ?1 AND day = ?2", err);
    *ratio = 0;
    query_text(&query, 1, quote->symbol);
    query_number(&query, 2, day);
    if (query_next(&query) && record_read(&record_split, &query, &row, NULL))
        *ratio = row.split.ratio;
    return query_end(&query);
}

/* Charts of days and weeks tell all splits of their range. */
static bool was_charted(struct store *store, const struct quote *quote, int32_t day, bool *charted,
                        struct error *err)
{
    struct query query =
        query_of(store, &record_bars,
                 "SELECT MAX(fetched_at) FROM (SELECT fetched_at FROM @ WHERE symbol = ?1 AND"
                 " interval >= ?2 UNION ALL SELECT fetched_at FROM cache.bar_cover WHERE symbol = ?1"
                 " AND interval >= ?2)",
                 err);
    query_text(&query, 1, quote->symbol);
    query_number(&query, 2, (int64_t)BAR_1D);
    int64_t at = query_first_number(&query, 0);
    *charted = at > 0 && date_new_york_day(at) >= day;
    return true;
}

bool check_split(struct store *store, struct quote *quote, struct error *err)
{
    int32_t day = date_new_york_day(quote->as_of > 0 ? quote->as_of : quote->fetched_at);
    double ratio;
    bool charted = false;
    if (!quote_may_be_split(quote)) /* which is nearly always so */
        return true;
    if (!find_split(store, quote, day, &ratio, err) || !was_charted(store, quote, day, &charted, err))
        return false;
    if (ratio > 0) {
        (void)quote_rebase(quote, ratio); /* or the provider has done it, and this is the market's step */
        quote->split_ratio = ratio;
    } else if (!charted) {
        quote->prior_close = AMOUNT_UNKNOWN;
        quote->split_unchecked = true;
    }
    return true;
}
