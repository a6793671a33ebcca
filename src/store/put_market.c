/* SPDX-License-Identifier: MIT
 * Quotes, bars and GPU books into the store. */
#include "config.h"

#include "store_state.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define FUTURE_SECONDS 120

static const char quote_columns[] =
    "SELECT symbol, name, currency, exchange, source, as_of, fetched_at, last, prior_close, volume FROM main.quote"
    " WHERE symbol = ?1";

struct held_quote {
    bool held;
    int64_t as_of, fetched_at;
    struct amount last, volume;
    struct quote quote;
};

static bool read_held(struct store *store, const char *symbol, struct held_quote *held, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, quote_columns, err);
    memset(held, 0, sizeof *held);
    if (row == NULL)
        return false;
    bind_text(row, 1, symbol);
    held->held = sqlite3_step(row) == SQLITE_ROW;
    if (held->held) {
        held->as_of = sqlite3_column_int64(row, 5);
        held->fetched_at = sqlite3_column_int64(row, 6);
        held->last = column_amount(row, 7, 0, 1e7);
        held->volume = column_amount(row, 9, 0, 1e12);
        text_copy(held->quote.symbol, sizeof held->quote.symbol, symbol);
        held->quote.last = held->last;
        held->quote.as_of = held->as_of;
        held->quote.prior_close = column_amount(row, 8, 0, 1e7);
    }
    sqlite3_reset(row);
    return true;
}

static bool write_quote(struct store *store, const struct quote *quote, struct error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO main.quote VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
        " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,"
        " ?29)";
    const struct amount amounts[] = {
        quote->last,     quote->prior_close, quote->open,         quote->high,           quote->low,
        quote->bid,      quote->ask,         quote->volume,       quote->average_volume, quote->market_cap,
        quote->year_low, quote->year_high,   quote->extended_last};
    sqlite3_stmt *row = store_statement(store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, quote->symbol);
    bind_text(row, 2, quote->name);
    bind_text(row, 3, quote->currency);
    bind_text(row, 4, quote->exchange);
    bind_text(row, 5, quote->source);
    sqlite3_bind_int64(row, 6, quote->as_of);
    sqlite3_bind_int64(row, 7, quote->fetched_at);
    for (int i = 0; i < (int)(sizeof amounts / sizeof amounts[0]); i++)
        bind_amount(row, 8 + i, amounts[i]);
    sqlite3_bind_int64(row, 21, quote->extended_as_of);
    sqlite3_bind_int(row, 22, (int)quote->session);
    sqlite3_bind_int(row, 23, (int)quote->extended_session);
    sqlite3_bind_int(row, 24, (int)quote->decimals);
    sqlite3_bind_int(row, 25, quote->delay_minutes);
    sqlite3_bind_int(row, 26, quote->halted);
    sqlite3_bind_int(row, 27, quote->not_found);
    sqlite3_bind_int64(row, 28, quote->earnings_at);
    sqlite3_bind_int(row, 29, quote->earnings_estimated);
    return store_step_done(store, row, err);
}

static bool write_tick(struct store *store, const struct quote *quote, struct error *err)
{
    sqlite3_stmt *row = store_statement(store, "INSERT OR REPLACE INTO main.tick VALUES(?1, ?2, ?3, ?4, ?5)", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, quote->symbol);
    sqlite3_bind_int64(row, 2, quote->fetched_at);
    bind_amount(row, 3, quote->last);
    bind_amount(row, 4, quote->volume);
    bind_text(row, 5, quote->source);
    return store_step_done(store, row, err);
}

static bool same(struct amount a, struct amount b)
{
    return a.known == b.known && (!a.known || fabs(a.value - b.value) < 1e-9);
}

static void tell_quote(struct observations *news, const struct quote *before, const struct quote *after)
{
    struct quote *first = observations_add_quote(news);
    if (first == NULL)
        return;
    *first = *before;
    struct quote *second = observations_add_quote(news);
    if (second != NULL)
        *second = *after;
    else
        news->quote_count--; /* only whole pairs */
}

static bool put_quote(const struct put_context *context, struct quote quote, struct error *err)
{
    struct held_quote held;
    if (!read_held(context->store, quote.symbol, &held, err))
        return false;
    if (quote.as_of > context->now + FUTURE_SECONDS)
        quote.as_of = context->now; /* one bad stamp must not block newer data */
    /* An answer that does not know the symbol never wipes out a price that another gave. */
    if (held.held && ((quote.as_of < held.as_of && !quote.not_found) || (quote.not_found && held.last.known)))
        return true;
    if (!write_quote(context->store, &quote, err))
        return false;
    bool changed = !held.held || !same(held.last, quote.last) || !same(held.volume, quote.volume);
    if (!quote.last.known || !changed)
        return true;
    if (held.held && held.last.known && context->news != NULL && !same(held.last, quote.last))
        tell_quote(context->news, &held.quote, &quote);
    return write_tick(context->store, &quote, err);
}

bool put_quotes(const struct put_context *context, const struct observations *observations, struct error *err)
{
    for (size_t i = 0; i < observations->quote_count; i++)
        if (!put_quote(context, observations->quotes[i], err))
            return false;
    return true;
}

/* --- bars --- */

static bool write_bar(const struct put_context *context, const struct bars *set, const struct bar *bar,
                      struct error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO main.bar VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, set->symbol);
    sqlite3_bind_int(row, 2, (int)set->interval);
    sqlite3_bind_int64(row, 3, bar->start);
    sqlite3_bind_double(row, 4, bar->open);
    sqlite3_bind_double(row, 5, bar->high);
    sqlite3_bind_double(row, 6, bar->low);
    sqlite3_bind_double(row, 7, bar->close);
    bind_amount(row, 8, bar->volume);
    sqlite3_bind_int(row, 9, bar->partial);
    bind_text(row, 10, context->source);
    sqlite3_bind_int64(row, 11, context->now);
    return store_step_done(context->store, row, err);
}

/* The live bar's stamp moves with the provider's clock: yesterday's unfinished bar must not stay beside today's. */
static bool drop_partial(const struct put_context *context, const struct bars *set, struct error *err)
{
    sqlite3_stmt *row = store_statement(
        context->store, "DELETE FROM main.bar WHERE symbol = ?1 AND interval = ?2 AND partial = 1", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, set->symbol);
    sqlite3_bind_int(row, 2, (int)set->interval);
    return store_step_done(context->store, row, err);
}

static bool write_bars_head(const struct put_context *context, const struct bars *set, struct error *err)
{
    sqlite3_stmt *row = store_statement(
        context->store, "INSERT OR REPLACE INTO main.bars VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, set->symbol);
    sqlite3_bind_int(row, 2, (int)set->range);
    sqlite3_bind_int(row, 3, (int)set->interval);
    bind_text(row, 4, set->currency);
    sqlite3_bind_int(row, 5, (int)set->decimals);
    bind_amount(row, 6, set->prior_close);
    bind_text(row, 7, context->source);
    sqlite3_bind_int64(row, 8, context->now);
    return store_step_done(context->store, row, err);
}

bool put_bars(const struct put_context *context, const struct observations *observations, struct error *err)
{
    for (size_t i = 0; i < observations->bars_count; i++) {
        const struct bars *set = &observations->bars[i];
        if (!write_bars_head(context, set, err) || !drop_partial(context, set, err))
            return false;
        for (size_t k = 0; k < set->count; k++)
            if (!write_bar(context, set, &set->items[k], err))
                return false;
    }
    return true;
}

/* --- GPU market --- */

static void read_book(sqlite3_stmt *row, struct gpu_book *book)
{
    column_text(row, 0, book->venue, sizeof book->venue);
    column_text(row, 1, book->model, sizeof book->model);
    book->seen_at = sqlite3_column_int64(row, 2);
    book->low = column_amount(row, 3, 0, 1000);
    book->median = column_amount(row, 4, 0, 1000);
    book->stock = column_amount(row, 5, 0, 1);
}

static bool tell_book(const struct put_context *context, const struct gpu_book *after, struct error *err)
{
    static const char sql[] = "SELECT venue, model, at, low, median, stock FROM history.book WHERE venue = ?1 AND"
                              " model = ?2 AND at < ?3 ORDER BY at DESC LIMIT 1";
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, after->venue);
    bind_text(row, 2, after->model);
    sqlite3_bind_int64(row, 3, after->seen_at);
    if (sqlite3_step(row) == SQLITE_ROW) {
        struct gpu_book *first = observations_add_book(context->news);
        if (first != NULL) {
            read_book(row, first);
            struct gpu_book *second = observations_add_book(context->news);
            if (second != NULL)
                *second = *after;
            else
                context->news->book_count--;
        }
    }
    sqlite3_reset(row);
    return true;
}

static bool write_book(const struct put_context *context, const struct gpu_book *book, struct error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO history.book VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
        " ?12, ?13, ?14, ?15)";
    const struct amount amounts[] = {book->low,  book->quartile1, book->median,   book->quartile3,
                                     book->spot, book->offers,    book->machines, book->idle_gpus};
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, book->venue);
    bind_text(row, 2, book->model);
    sqlite3_bind_int64(row, 3, book->seen_at);
    for (int i = 0; i < (int)(sizeof amounts / sizeof amounts[0]); i++)
        bind_amount(row, 4 + i, amounts[i]);
    sqlite3_bind_int(row, 12, book->capped);
    bind_amount(row, 13, book->stock);
    bind_text(row, 14, book->stock_word);
    bind_text(row, 15, context->source);
    return store_step_done(context->store, row, err);
}

static bool drop_offers(const struct put_context *context, const struct gpu_book *book, struct error *err)
{
    sqlite3_stmt *row =
        store_statement(context->store, "DELETE FROM main.offer WHERE venue = ?1 AND model = ?2", err);
    if (row == NULL)
        return false;
    bind_text(row, 1, book->venue);
    bind_text(row, 2, book->model);
    return store_step_done(context->store, row, err);
}

static bool write_offer(const struct put_context *context, const struct gpu_offer *offer, size_t position,
                        struct error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO main.offer VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    sqlite3_stmt *row = store_statement(context->store, sql, err);
    if (row == NULL)
        return false;
    bind_text(row, 1, offer->venue);
    bind_text(row, 2, offer->model);
    sqlite3_bind_int64(row, 3, (int64_t)position);
    bind_text(row, 4, offer->raw_model);
    bind_text(row, 5, offer->region);
    sqlite3_bind_int64(row, 6, offer->offer_id);
    sqlite3_bind_int64(row, 7, offer->machine_id);
    sqlite3_bind_int(row, 8, offer->gpu_count);
    sqlite3_bind_double(row, 9, offer->usd_gpu_hour);
    sqlite3_bind_double(row, 10, offer->raw_amount);
    bind_text(row, 11, offer->raw_unit);
    sqlite3_bind_int(row, 12, offer->spot);
    sqlite3_bind_int(row, 13, offer->verified);
    bind_amount(row, 14, offer->reliability);
    return store_step_done(context->store, row, err);
}

bool put_gpu(const struct put_context *context, const struct observations *observations, struct error *err)
{
    for (size_t i = 0; i < observations->book_count; i++) {
        const struct gpu_book *book = &observations->books[i];
        if (context->news != NULL && !tell_book(context, book, err))
            return false;
        if (!write_book(context, book, err) || !drop_offers(context, book, err))
            return false;
    }
    for (size_t i = 0; i < observations->offer_count; i++)
        if (!write_offer(context, &observations->offers[i], i, err))
            return false;
    return true;
}
