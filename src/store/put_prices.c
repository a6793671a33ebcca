/* SPDX-License-Identifier: MIT
 * Quotes and bars into the store. */
#include "config.h"

#include "bar_cover.h"
#include "quote_merge.h"
#include "quote_splits.h"
#include "record.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define HALF_DAY     43200
#define REBASED_PART 0.005 /* a finished bar's close that differs by more was adjusted anew, for a split */

static bool same(struct amount a, struct amount b)
{
    return a.known == b.known && (!a.known || fabs(a.value - b.value) <= 1e-9 * fabs(b.value));
}

static int64_t not_after(int64_t stamp, int64_t now)
{
    return stamp > now + FUTURE_SECONDS ? now : stamp;
}

/* A stamp out of the future, written by a clock that was wrong, must not block what is newer. */
static int64_t believed(int64_t stamp, int64_t now)
{
    return stamp > now + FUTURE_SECONDS ? 0 : stamp;
}

/* --- quotes --- */

static bool read_held(const struct put_context *context, const char *symbol, struct stored_quote *held, bool *found)
{
    struct query query = query_of(context->store, &record_quote, "SELECT $ FROM @ WHERE symbol = ?1", context->err);
    query_text(&query, 1, symbol);
    memset(held, 0, sizeof *held);
    *found = query_next(&query);
    if (*found)
        (void)record_read(&record_quote, &query, held, NULL); /* no column of it decides about the whole */
    return query_end(&query);
}

/* What is news is told as it will be shown. */
static bool tell_quote(const struct put_context *context, const struct quote *before, const struct quote *after)
{
    struct observations *news = context->news;
    struct quote *first = observations_add_quote(news);
    struct quote *second = first != NULL ? observations_add_quote(news) : NULL;
    if (second == NULL) {
        news->quote_count -= first != NULL ? 1 : 0; /* only whole pairs */
        return true;
    }
    first = &news->quotes[news->quote_count - 2]; /* the array may have moved */
    *first = *before;
    *second = *after;
    return check_split(context->store, first, context->err) && check_split(context->store, second, context->err);
}

static bool write_tick(const struct put_context *context, const struct quote *quote)
{
    struct stored_tick tick = {.at = quote->fetched_at, .last = quote->last, .volume = quote->volume};
    text_copy(tick.symbol, sizeof tick.symbol, quote->symbol);
    text_copy(tick.source, sizeof tick.source, quote->source);
    return record_put(context->store, &record_tick, &tick, NULL, context->err);
}

static bool is_older(const struct quote *quote, const struct quote *held, int64_t now)
{
    return quote->fetched_at < believed(held->fetched_at, now) ||
           (quote->as_of > 0 && quote->as_of < believed(held->as_of, now));
}

static void complete(const struct put_context *context, struct quote *quote)
{
    quote->as_of = not_after(quote->as_of, context->now);
    quote->fetched_at = quote->fetched_at > 0 ? not_after(quote->fetched_at, context->now) : context->now;
    if (quote->source[0] == '\0')
        text_copy(quote->source, sizeof quote->source, context->source);
}

/* Nothing to compare it with, nothing done. */
static bool put_opinion(const struct put_context *context, const struct quote *quote)
{
    struct stored_quote held;
    struct quote opinion = *quote;
    bool found;
    if (!read_held(context, quote->symbol, &held, &found))
        return false;
    if (!found || held.quote.not_found)
        return true;
    complete(context, &opinion);
    quote_compare(&held.quote, &opinion);
    return record_put(context->store, &record_quote, &held, NULL, context->err);
}

static bool put_quote(const struct put_context *context, const struct quote *quote)
{
    struct stored_quote held, row;
    bool found;
    if (!read_held(context, quote->symbol, &held, &found))
        return false;
    row.quote = *quote;
    row.trend = held.trend;
    complete(context, &row.quote);
    if (found)
        quote_carry(&row.quote, &held.quote);
    /* An answer that does not know the symbol never wipes out a price that another gave. */
    if (found && (is_older(&row.quote, &held.quote, context->now) || (quote->not_found && held.quote.last.known)))
        return true;
    bool moved = quote->last.known && !(found && same(held.quote.last, quote->last));
    bool ticks = moved || (quote->last.known && !same(held.quote.volume, quote->volume));
    if (ticks)
        trend_add(&row.trend, row.quote.fetched_at, quote->last.value);
    if (!record_put(context->store, &record_quote, &row, NULL, context->err))
        return false;
    if (moved && held.quote.last.known && context->news != NULL && !tell_quote(context, &held.quote, &row.quote))
        return false;
    return !ticks || write_tick(context, &row.quote);
}

static bool put_trade(const struct put_context *context, const struct quote *trade)
{
    struct stored_quote held;
    bool found;
    if (!read_held(context, trade->symbol, &held, &found))
        return false;
    if (!found || held.quote.not_found || !held.quote.last.known)
        return true; /* a price without its day says little: polling brings that first */
    quote_trade(&held.quote, trade);
    return put_quote(context, &held.quote);
}

bool put_quotes(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->quote_count; i++) {
        const struct quote *quote = &observations->quotes[i];
        if (!(quote->second ? put_opinion : quote->trade ? put_trade : put_quote)(context, quote))
            return false;
    }
    return true;
}

/* --- bars --- */

/* The live bar's stamp moves with the provider's clock: an unfinished bar of before must not stay beside the new.
 */
static bool drop_partial(const struct put_context *context, const struct bars *set)
{
    struct query query =
        query_of(context->store, &record_bar, "DELETE FROM @ WHERE symbol = ?1 AND interval = ?2 AND partial = 1",
                 context->err);
    query_text(&query, 1, set->symbol);
    query_number(&query, 2, (int64_t)set->interval);
    return query_run(&query);
}

/* Has a split changed the base of prices since the bars held were fetched? */
static bool is_rebased(const struct put_context *context, const struct bars *set, bool *rebased)
{
    struct query query = query_of(
        context->store, &record_bar,
        "SELECT $ FROM @ WHERE symbol = ?1 AND interval = ?2 AND start = ?3 AND partial = 0", context->err);
    const struct bar *first = &set->items[0];
    struct stored_bar held = {.symbol = ""};
    query_text(&query, 1, set->symbol);
    query_number(&query, 2, (int64_t)set->interval);
    query_number(&query, 3, first->start);
    *rebased = query_next(&query) && record_read(&record_bar, &query, &held, NULL) && !first->partial &&
               fabs(held.bar.close - first->close) > REBASED_PART * first->close;
    return query_end(&query);
}

/* Of a part only what is held for good can tell: a bar that was not final may have moved. */
static bool tells_base(const struct put_context *context, const struct bars *set)
{
    struct stored_cover cover;
    return set->asked.to == 0 ||
           (bar_cover_read(context->store, set->symbol, set->interval, &cover, context->err) &&
            set->items[0].start >= cover.span.from && set->items[0].start < cover.span.to);
}

static bool drop_cover(const struct put_context *context, const struct bars *set)
{
    struct query query =
        query_of(context->store, &record_cover, "DELETE FROM @ WHERE symbol = ?1 AND interval = ?2", context->err);
    query_text(&query, 1, set->symbol);
    query_number(&query, 2, (int64_t)set->interval);
    return query_run(&query);
}

/* What lies before the answer is then on the old base: it cannot stand in one chart with the new. */
static bool drop_old_base(const struct put_context *context, const struct bars *set)
{
    bool rebased = false;
    if (set->count == 0 || !tells_base(context, set))
        return true;
    if (!is_rebased(context, set, &rebased))
        return false;
    if (!rebased)
        return true;
    if (!drop_cover(context, set))
        return false;
    struct query query = query_of(context->store, &record_bar,
                                  "DELETE FROM @ WHERE symbol = ?1 AND interval = ?2 AND start < ?3", context->err);
    query_text(&query, 1, set->symbol);
    query_number(&query, 2, (int64_t)set->interval);
    query_number(&query, 3, set->items[0].start);
    return query_run(&query);
}

static bool write_head(const struct put_context *context, const struct bars *set)
{
    struct stored_bars head = {.range = set->range,
                               .interval = set->interval,
                               .decimals = set->decimals,
                               .prior_close = set->prior_close,
                               .fetched_at = context->now};
    text_copy(head.symbol, sizeof head.symbol, set->symbol);
    text_copy(head.currency, sizeof head.currency, set->currency);
    text_copy(head.source, sizeof head.source, context->source);
    return record_put(context->store, &record_bars, &head, NULL, context->err);
}

/* A day has one bar: the live one may have been stamped with another time of it. */
static bool drop_same_day(const struct put_context *context, const struct bars *set, size_t index)
{
    struct query query = query_of(context->store, &record_bar,
                                  "DELETE FROM @ WHERE symbol = ?1 AND interval = ?2 AND start > ?3 - ?4 AND"
                                  " start < ?3 + ?4 AND start <> ?3",
                                  context->err);
    query_text(&query, 1, set->symbol);
    query_number(&query, 2, (int64_t)set->interval);
    query_number(&query, 3, set->items[index].start);
    query_number(&query, 4, HALF_DAY);
    return query_run(&query);
}

static bool write_bars(const struct put_context *context, const struct bars *set)
{
    struct stored_bar row = {.interval = set->interval, .fetched_at = context->now};
    text_copy(row.symbol, sizeof row.symbol, set->symbol);
    text_copy(row.source, sizeof row.source, context->source);
    for (size_t i = 0; i < set->count; i++) {
        bool end = set->interval == BAR_1D && (i == 0 || i + 1 == set->count);
        row.bar = set->items[i];
        if (end && !drop_same_day(context, set, i))
            return false;
        if (!record_put(context->store, &record_bar, &row, NULL, context->err))
            return false;
    }
    return true;
}

/* An answer to a part of the range changes nothing of what a whole one says. */
static bool put_set(const struct put_context *context, const struct bars *set)
{
    bool whole = set->asked.to == 0, newest = whole || set->asked.to > context->now;
    return drop_old_base(context, set) && (!newest || set->count == 0 || drop_partial(context, set)) &&
           (!whole || write_head(context, set)) && write_bars(context, set) && bar_cover_extend(context, set) &&
           bar_holes_note(context, set);
}

bool put_bars(const struct put_context *context, const struct observations *observations)
{
    if (!bar_cover_split(context, observations))
        return false;
    for (size_t i = 0; i < observations->bars_count; i++)
        if (!put_set(context, &observations->bars[i]))
            return false;
    return true;
}
