/* SPDX-License-Identifier: MIT
 * Headlines into the store. News among them is what tells of an analyst's action before any provider of actions
 * does. */
#include "config.h"

#include "announced.h"
#include "record.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define NEAR_DAYS 3

static bool was_heard(const struct put_context *context, const char *symbol, bool *heard)
{
    struct query query =
        query_of(context->store, &record_heard, "SELECT 1 FROM @ WHERE kind = ?1 AND subject = ?2", context->err);
    query_number(&query, 1, DATASET_HEADLINES);
    query_text(&query, 2, symbol);
    *heard = query_next(&query);
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

/* Tells of it when it is read and no provider has it. */
static bool tell(const struct put_context *context, const struct headline *headline, const char *company)
{
    struct observations *news = context->news;
    struct rating_action told;
    bool known = false;
    if (!headline_read(headline, company, &told, &news->arena))
        return true;
    if (!is_in_data(context, &told, &news->arena, &known))
        return false;
    struct headline *kept = known ? NULL : observations_add_headline(news);
    if (kept == NULL)
        return true;
    struct rating_action *action = arena_alloc(&news->arena, sizeof *action);
    *action = told;
    *kept = *headline;
    kept->title = arena_text(&news->arena, headline->title);
    kept->publisher = arena_text(&news->arena, headline->publisher);
    kept->link = arena_text(&news->arena, headline->link);
    kept->told = action;
    return true;
}

bool put_headlines(const struct put_context *context, const struct observations *observations)
{
    bool heard = false;
    const char *company = "";
    struct arena scratch;
    bool good = true;
    arena_init(&scratch);
    for (size_t i = 0; i < observations->headline_count && good; i++) {
        const struct headline *headline = &observations->headlines[i];
        struct stored_headline row = {.headline = *headline, .key = (int64_t)headline_key(headline->title)};
        bool added = false;
        text_copy(row.headline.source, sizeof row.headline.source, context->source);
        row.headline.first_seen = context->now;
        if (i == 0) { /* an answer is about one symbol */
            good = was_heard(context, headline->symbol, &heard) &&
                   put_heard(context, DATASET_HEADLINES, headline->symbol);
            company = load_company_name(context->store, headline->symbol, &scratch, context->err);
        }
        good = good && record_put(context->store, &record_headline, &row, &added, context->err) &&
               (!added || !heard || context->news == NULL || tell(context, &row.headline, company));
    }
    arena_clear(&scratch);
    return good;
}
