/* SPDX-License-Identifier: MIT
 * The scenes of the terminal benches. */
#include "config.h"

#include "scene.h"

#include "base/memory.h"
#include "base/text.h"
#include "measure.h"
#include "poller/poller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_COLUMNS 10
#define CELL_WIDTH    11
#define START         INT64_C(1794927600) /* Tuesday 2026-11-17 10:00 in New York: the market is open */
#define DAY           INT64_C(86400)
#define BARS          22

/* A line: three cells of braille in each column. */
static void draw_chart(struct canvas *canvas)
{
    struct rect area = {5, 111, 40, 88};
    for (int column = 0; column < area.columns; column++)
        for (int cell = 0; cell < 3; cell++)
            canvas_put(canvas, area, column * column % 37 / 2 + column % 9 + cell, column,
                       0x2801U + (unsigned)(column * 11 + cell * 37) % 255, ROLE_CHART_LINE, 0);
}

void scene_draw(struct canvas *canvas, unsigned tick, unsigned changed)
{
    struct rect whole = {0, 0, canvas->rows, canvas->columns};
    canvas_erase(canvas, whole, ROLE_TEXT);
    for (unsigned cell = 0; cell < SCENE_CELLS; cell++) {
        unsigned turn = cell * 37 % SCENE_CELLS; /* the changed ones lie all over the table */
        bool up = (turn + (turn < changed ? tick : 0)) % 2 == 0;
        double value = 100 + turn + (turn < changed ? tick * 111.11 : 0);
        canvas_printf(canvas, whole, 5 + (int)cell / TABLE_COLUMNS, (int)(cell % TABLE_COLUMNS) * CELL_WIDTH,
                      up ? ROLE_GAIN : ROLE_LOSS, 0, "%+9.2f", up ? value : -value);
    }
    draw_chart(canvas);
}

/* --- the market --- */

struct scene_market {
    struct store *store;
    struct watchlist watchlist;
    struct config config;
    struct screen *screen;
    unsigned tick;
};

static struct quote *add_quote(struct observations *observations, const char *symbol, double move, int64_t now)
{
    struct quote *quote = observations_add_quote(observations);
    text_copy(quote->symbol, sizeof quote->symbol, symbol);
    snprintf(quote->name, sizeof quote->name, "%s Incorporated", symbol);
    text_copy(quote->currency, sizeof quote->currency, "USD");
    text_copy(quote->exchange, sizeof quote->exchange, "NASDAQ");
    quote->as_of = now - 1;
    quote->fetched_at = now;
    quote->last = amount_of(137.52 + move);
    quote->prior_close = amount_of(131.25);
    quote->open = amount_of(132.4);
    quote->high = amount_of(139.9 + move);
    quote->low = amount_of(130.1 - move);
    quote->bid = amount_of(137.5 + move);
    quote->ask = amount_of(137.55 + move);
    quote->volume = amount_of(31.4e6 + move * 4.4e6);
    quote->average_volume = amount_of(28e6);
    quote->market_cap = amount_of(66.4e9 + move * 4e8);
    quote->year_low = amount_of(40);
    quote->year_high = amount_of(187);
    quote->session = SESSION_REGULAR;
    quote->decimals = 2;
    return quote;
}

static void add_bars(struct observations *observations, const char *symbol, double move)
{
    struct bars *bars = observations_add_bars(observations);
    text_copy(bars->symbol, sizeof bars->symbol, symbol);
    text_copy(bars->currency, sizeof bars->currency, "USD");
    bars->interval = chart_range_interval(RANGE_1M);
    bars->range = RANGE_1M;
    bars->decimals = 2;
    bars->items = arena_array(&observations->arena, BARS, sizeof *bars->items);
    bars->count = BARS;
    for (size_t i = 0; i < BARS; i++) {
        double level = 110 + (double)(i * 7 % 30) + (i + 1 == BARS ? move : 0);
        bars->items[i] = (struct bar){.start = START - 1800 - (int64_t)(BARS - 1 - i) * DAY,
                                      .open = level - 3,
                                      .high = level + 5,
                                      .low = level - 6,
                                      .close = level,
                                      .volume = amount_of(2e7 + (double)i * 1e6),
                                      .partial = i + 1 == BARS};
    }
}

static void put(struct scene_market *market, const struct observations *observations, const char *source,
                int64_t now)
{
    struct error err = {0};
    if (!store_begin(market->store, &err) || !store_put(market->store, observations, source, now, NULL, &err) ||
        !store_commit(market->store, &err))
        measure_die("the store: %s", err.message);
}

static void put_all(struct scene_market *market, double move, int64_t now)
{
    struct observations quotes, bars;
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t count = watchlist_symbols(&market->watchlist, symbols, WATCH_SYMBOLS_MOST);
    observations_init(&quotes);
    observations_init(&bars);
    for (size_t i = 0; i < count; i++)
        (void)add_quote(&quotes, symbols[i], i == 0 ? move : 0, now); /* the others are confirmed */
    add_bars(&bars, symbols[0], move);
    put(market, &quotes, "yahoo_quotes", now);
    put(market, &bars, "yahoo_chart", now);
    observations_clear(&quotes);
    observations_clear(&bars);
    free(symbols);
}

struct scene_market *scene_market_new(void)
{
    struct scene_market *market = memory_new(1, sizeof *market);
    struct store_report report = {0};
    struct error err = {0};
    config_init(&market->config);
    watchlist_init(&market->watchlist);
    watchlist_defaults(&market->watchlist);
    market->store = store_open(&(struct store_options){0}, START, &report, &err);
    struct screen_options options = {
        .config = &market->config, .watchlist = &market->watchlist, .mode = MODE_LIVE, .looked_at = START};
    market->screen = screen_new(&options, &err);
    if (market->store == NULL || market->screen == NULL)
        measure_die("no screen: %s", err.message);
    put_all(market, 0, START);
    return market;
}

void scene_market_free(struct scene_market *market)
{
    screen_free(market->screen);
    store_close(market->store);
    watchlist_clear(&market->watchlist);
    config_clear(&market->config);
    free(market);
}

void scene_market_tick(struct scene_market *market, struct canvas *canvas)
{
    struct poller_focus focus = {.range = RANGE_1M};
    int64_t now = START + market->tick; /* within a minute: no clock moves */
    if (market->tick > 0)
        put_all(market, 0.05 * market->tick, now);
    text_copy(focus.symbol, sizeof focus.symbol, screen_symbol(market->screen));
    const struct snapshot *snapshot =
        poller_first_snapshot(market->store, &market->watchlist, &focus, &market->config, now, "");
    (void)screen_set_snapshot(market->screen, snapshot); /* drawn in any case */
    snapshot_unref(snapshot);
    screen_draw(market->screen, canvas, now);
    market->tick++;
}
