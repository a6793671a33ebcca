/* SPDX-License-Identifier: MIT
 * A candle chart of 200x50 with two averages onto the canvas, and five years of daily bars of 40 symbols out of the
 * store. */
#include "config.h"

#include "measure.h"
#include "price_chart.h"

#include "base/text.h"
#include "store/store.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define ROWS       50
#define COLUMNS    200
#define RUNS       101
#define SYMBOLS    40
#define DAYS       1260
#define DAY        86400
#define NOW        INT64_C(1795000000)
#define PRICE_MIND 100.0

static double cpu_ms(void)
{
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static void fill(struct bars *bars, const char *symbol, enum chart_range range, size_t count)
{
    text_copy(bars->symbol, sizeof bars->symbol, symbol);
    bars->interval = BAR_1D;
    bars->range = range;
    bars->decimals = 2;
    bars->count = count;
    for (size_t i = 0; i < count; i++) {
        double price = PRICE_MIND + 20 * sin((double)i / 17) + (double)(i * 7919 % 97) / 20;
        bars->items[i] = (struct bar){.start = NOW - (int64_t)(count - i) * DAY,
                                      .open = price,
                                      .high = price + 2,
                                      .low = price - 2,
                                      .close = price + (i % 2 == 0 ? 1 : -1),
                                      .volume = amount_of(1e6 + (double)i)};
    }
}

static const struct snapshot *one_year(void)
{
    struct snapshot *snapshot = snapshot_new(1, 0);
    struct dataset *data = dataset_new(DATASET_BARS, "CRWV 1y");
    data->u.bars.items = arena_array(&data->arena, 252, sizeof *data->u.bars.items);
    fill(&data->u.bars, "CRWV", RANGE_1Y, 252);
    data->fetched_at = NOW;
    snapshot->slots[0] = (struct slot){.kind = DATASET_BARS, .data = data, .good_at = NOW, .tried_at = NOW};
    text_copy(snapshot->slots[0].subject, sizeof snapshot->slots[0].subject, "CRWV 1y");
    return snapshot;
}

static void bench_drawing(void)
{
    struct indicator_set averages;
    struct error err = {0};
    struct canvas canvas;
    struct pane_state state = {.shown = 0};
    struct watchlist watchlist;
    double times[RUNS];
    const struct snapshot *snapshot = one_year();
    if (!indicator_parse(&averages, "sma20 sma50", &err))
        measure_die("no averages: %s", err.message);
    watchlist_init(&watchlist);
    struct view view = {.snapshot = snapshot,
                        .watchlist = &watchlist,
                        .symbol = "CRWV",
                        .range = RANGE_1Y,
                        .chart = CHART_CANDLES,
                        .indicators = &averages,
                        .overlays = true,
                        .now = NOW,
                        .state = &state};
    canvas_init(&canvas, ROWS, COLUMNS);
    for (size_t i = 0; i < RUNS; i++) {
        struct rect whole = {0, 0, ROWS, COLUMNS};
        canvas_erase(&canvas, whole, ROLE_TEXT);
        double started = cpu_ms();
        price_chart_draw(&canvas, whole, &view);
        times[i] = cpu_ms() - started;
    }
    measure_line("a 200x50 candle chart, two averages, CPU, median of 101", "ms", measure_share(times, RUNS, 0.5),
                 MEASURE_NONE, 1);
    canvas_clear(&canvas);
    watchlist_clear(&watchlist);
    snapshot_unref(snapshot);
}

static struct store *filled_store(void)
{
    struct store_options options = {.cache_path = NULL, .history_path = NULL, .read_only = false};
    struct store_report report = {0};
    struct error err = {0};
    struct store *store = store_open(&options, NOW, &report, &err);
    for (int i = 0; store != NULL && i < SYMBOLS; i++) {
        struct observations observations;
        char symbol[SYMBOL_SIZE];
        observations_init(&observations);
        snprintf(symbol, sizeof symbol, "S%d", i);
        struct bars *bars = observations_add_bars(&observations);
        bars->items = arena_array(&observations.arena, DAYS, sizeof *bars->items);
        fill(bars, symbol, RANGE_5Y, DAYS);
        if (!store_put(store, &observations, "bench", NOW, NULL, &err))
            measure_die("not stored: %s", err.message);
        observations_clear(&observations);
    }
    return store;
}

static void bench_loading(void)
{
    struct store *store = filled_store();
    struct error err = {0};
    size_t loaded = 0;
    if (store == NULL)
        measure_die("no store");
    double started = measure_now_ms();
    for (int i = 0; i < SYMBOLS; i++) {
        char symbol[SYMBOL_SIZE];
        snprintf(symbol, sizeof symbol, "S%d", i);
        struct dataset *data = store_load_bars(store, symbol, RANGE_5Y, NOW, &err);
        loaded += data != NULL ? data->u.bars.count : 0;
        dataset_unref(data);
    }
    double took = measure_now_ms() - started;
    if (loaded < SYMBOLS * (size_t)200)
        measure_die("only %zu bars were there", loaded);
    measure_line("five years of daily bars of 40 symbols out of the store", "ms", took, MEASURE_NONE, 30);
    printf("  %zu bars\n", loaded);
    store_close(store);
}

int main(void)
{
    bench_drawing();
    bench_loading();
    return measure_status();
}
