/* SPDX-License-Identifier: MIT
 * The watchlist as rows of a table, and what its market is doing. */
#include "config.h"

#include "price_rows.h"

#include "filter.h"
#include "model/calendar.h"
#include "position_columns.h"
#include "price_columns.h"
#include "view.h"

#include <string.h>

#define SESSION_TRUSTED_SECONDS 1800

/* A provider knows its own market better than our calendar: another exchange, a halt, the simulator that never
 * closes. But only what it said lately counts. */
static bool knows_its_market(const struct quote *quote, int64_t now)
{
    return quote != NULL && quote->session != SESSION_UNKNOWN && now - quote->fetched_at < SESSION_TRUSTED_SECONDS;
}

enum market_session price_rows_session(const struct view *view)
{
    const struct quote *quote = view_quote(view, view_symbol(view));
    if (knows_its_market(quote, view->now))
        return quote->session;
    return calendar_known(view->now) ? calendar_session(view->now) : SESSION_REGULAR;
}

static bool is_closed(const struct view *view, const struct quote *quote)
{
    if (knows_its_market(quote, view->now))
        return quote->session == SESSION_CLOSED;
    return calendar_known(view->now) && calendar_session(view->now) == SESSION_CLOSED;
}

static size_t count_rows(const struct view *view, bool all_groups)
{
    size_t count = 0;
    if (!all_groups)
        return view->watchlist->groups[view->group].count;
    for (size_t i = 0; i < view->watchlist->count; i++)
        count += view->watchlist->groups[i].count;
    return count;
}

struct held { /* all holdings, in arena */
    struct holding *items;
    size_t count;
};

static struct held value_positions(const struct view *view, struct arena *arena)
{
    const struct dataset *data = view_dataset(view, DATASET_QUOTES, "");
    struct held held = {NULL, 0};
    if (view->positions == NULL || view->positions->count == 0)
        return held;
    held.items = arena_array(arena, view->positions->count, sizeof *held.items);
    held.count = positions_value(view->positions, data != NULL ? &data->u.quotes : NULL, view->now, held.items,
                                 view->positions->count, NULL);
    return held;
}

static const struct holding *find_holding(const struct held *held, const char *symbol)
{
    for (size_t i = 0; i < held->count; i++)
        if (strcmp(held->items[i].symbol, symbol) == 0)
            return &held->items[i];
    return NULL;
}

static void add_rows(const struct view *view, const struct held *held, const struct watch_group *group,
                     struct price_row *rows)
{
    const struct slot *slot = view_slot(view, DATASET_QUOTES, "");
    const struct dataset *data = view_dataset(view, DATASET_QUOTES, "");
    size_t at = 0;
    enum slot_state state = slot_state(slot, view->now);
    for (size_t i = 0; i < group->count; i++) {
        const struct quote *quote = data != NULL ? quotes_find_next(&data->u.quotes, group->symbols[i], &at) : NULL;
        rows[i] = (struct price_row){
            .symbol = group->symbols[i],
            .group = group->name,
            .quote = quote,
            .holding = find_holding(held, group->symbols[i]),
            .state = state,
            .interval_seconds = slot ? slot->interval_seconds : 0,
            .now = view->now,
            .closed = is_closed(view, quote),
        };
    }
}

/* A filter that names the group looks through all of them. */
static bool looks_through_all(const struct view *view, const struct table *table)
{
    struct filter filter;
    const char *text = view->state->table.filter;
    return text[0] != '\0' && filter_read(text, table, &filter, NULL) && filter_names(&filter, table, "group");
}

/* Something in the group is not in dollars: one must see what is in pence. */
static bool has_foreign(const struct view *view, const struct watch_group *group)
{
    const struct dataset *data = view_dataset(view, DATASET_QUOTES, "");
    size_t at = 0;
    for (size_t i = 0; data != NULL && i < group->count; i++) {
        const struct quote *quote = quotes_find_next(&data->u.quotes, group->symbols[i], &at);
        if (quote != NULL && quote->currency[0] != '\0' && strcmp(quote->currency, "USD") != 0)
            return true;
    }
    return false;
}

static const struct column_choice *choose_columns(const struct view *view, struct column_choice *own)
{
    const struct watch_group *group =
        view->watchlist && view->group < view->watchlist->count ? &view->watchlist->groups[view->group] : NULL;
    if (group != NULL && strcmp(group->name, POSITIONS_GROUP) == 0)
        return position_columns_choice(view->columns, own);
    bool chosen = view->columns != NULL && view->columns->count > 0;
    if (group == NULL || chosen || !has_foreign(view, group))
        return view->columns;
    price_columns_foreign(own);
    return own;
}

struct table price_rows_table(const struct view *view, struct arena *arena)
{
    struct table table = {
        .row_size = sizeof(struct price_row), .note = price_columns_note, .dim = price_columns_dim};
    struct column_choice own = {.count = 0};
    bool grouped = view->watchlist && view->group < view->watchlist->count;
    price_columns_set(&table, choose_columns(view, &own), arena);
    if (!grouped) {
        return table;
    }
    struct held held = value_positions(view, arena);
    bool all = looks_through_all(view, &table);
    struct price_row *rows = arena_array(arena, count_rows(view, all) + 1, sizeof *rows);
    for (size_t i = 0; i < view->watchlist->count; i++) {
        if (all || i == view->group) {
            add_rows(view, &held, &view->watchlist->groups[i], rows + table.row_count);
            table.row_count += view->watchlist->groups[i].count;
        }
    }
    table.rows = rows;
    return table;
}
