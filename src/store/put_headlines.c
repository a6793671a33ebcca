/* SPDX-License-Identifier: MIT
 * Headlines into the store. All that are new are news but those of an action that a provider of actions has told.
 */
#include "config.h"

#include "announced.h"
#include "record.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define NEAR_DAYS 3

/* The first that a source tells of a symbol is history, not news. */
static bool was_heard(const struct put_context *context, const char *symbol, bool *heard)
{
    struct store_poll poll;
    struct query query = query_of(context->store, &record_headline,
                                  "SELECT 1 FROM @ WHERE symbol = ?1 AND source = ?2 LIMIT 1", context->err);
    query_text(&query, 1, symbol);
    query_text(&query, 2, context->source);
    *heard = query_next(&query);
    if (!query_end(&query))
        return false;
    *heard = *heard || (store_poll_get(context->store, context->source, symbol, &poll) && poll.good_at > 0);
    return true;
}

/* Another source's story is no news either. */
static bool is_held(const struct put_context *context, const struct stored_headline *row, bool *held)
{
    struct query query = query_of(context->store, &record_headline,
                                  "SELECT 1 FROM @ WHERE symbol = ?1 AND key = ?2 LIMIT 1", context->err);
    query_text(&query, 1, row->headline.symbol);
    query_number(&query, 2, row->key);
    *held = query_next(&query);
    return query_end(&query);
}

static bool is_in_data(const struct put_context *context, const struct rating_action *told, struct arena *arena,
                       bool *known)
{
    int32_t day = date_new_york_day(told->when);
    struct query query = query_of(context->store, &record_action,
                                  "SELECT $ FROM @ WHERE symbol = ?1 AND day BETWEEN ?2 AND ?3", context->err);
    query_text(&query, 1, told->symbol);
    query_number(&query, 2, day - NEAR_DAYS);
    query_number(&query, 3, day + NEAR_DAYS);
    while (query_next(&query)) {
        struct stored_action row = {.day = 0};
        if (record_read(&record_action, &query, &row, arena))
            *known = *known || headline_is_confirmed(told, &row.action, 1);
    }
    return query_end(&query);
}

/* What it tells stands beside it, unless a provider has told the same. */
static bool tell(const struct put_context *context, const struct headline *headline, const char *company)
{
    struct observations *news = context->news;
    struct rating_action told;
    bool known = false, reads = headline_read(headline, company, &told, &news->arena);
    if (reads && !is_in_data(context, &told, &news->arena, &known))
        return false;
    struct headline *kept = known ? NULL : observations_add_headline(news);
    if (kept == NULL)
        return true;
    *kept = *headline;
    kept->title = arena_text(&news->arena, headline->title);
    kept->publisher = arena_text(&news->arena, headline->publisher);
    kept->link = arena_text(&news->arena, headline->link);
    if (!reads)
        return true;
    struct rating_action *action = arena_alloc(&news->arena, sizeof *action);
    *action = told;
    kept->told = action;
    return true;
}

static bool put_headline(const struct put_context *context, const struct headline *headline, const char *company,
                         bool is_news)
{
    struct stored_headline row = {.headline = *headline, .key = (int64_t)headline_key(headline->title)};
    bool added = false, held = false;
    text_copy(row.headline.source, sizeof row.headline.source, context->source);
    row.headline.first_seen = context->now;
    if (is_news && !is_held(context, &row, &held))
        return false;
    return record_put(context->store, &record_headline, &row, &added, context->err) &&
           (!added || held || !is_news || tell(context, &row.headline, company));
}

/* An answer is about one symbol. */
bool put_headlines(const struct put_context *context, const struct observations *observations)
{
    bool heard = false;
    struct arena scratch;
    if (observations->headline_count == 0)
        return true;
    const char *symbol = observations->headlines[0].symbol;
    arena_init(&scratch);
    bool good = was_heard(context, symbol, &heard) && put_heard(context, DATASET_HEADLINES, symbol);
    const char *company = load_company_name(context->store, symbol, &scratch, context->err);
    for (size_t i = 0; i < observations->headline_count && good; i++)
        good = put_headline(context, &observations->headlines[i], company, heard && context->news != NULL);
    arena_clear(&scratch);
    return good;
}
