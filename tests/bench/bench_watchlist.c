/* SPDX-License-Identifier: MIT
 * A watchlist of 1,000 symbols: what a key costs until its frame is on the canvas, and the memory of it all. */
#include "config.h"

#include "measure.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/screen.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SYMBOLS 1000
#define KEYS    400
#define NOW     1758724927
#define ROWS    55
#define COLUMNS 200

static void symbol_of(char symbol[SYMBOL_SIZE], size_t index)
{
    snprintf(symbol, SYMBOL_SIZE, "S%zu", index);
}

static const struct snapshot *make_snapshot(void)
{
    struct snapshot *snapshot = snapshot_new(1, 0);
    struct dataset *data = dataset_new(DATASET_QUOTES, "");
    struct quote *quotes = arena_array(&data->arena, SYMBOLS, sizeof *quotes);
    for (size_t i = 0; i < SYMBOLS; i++) {
        double last = 10 + (double)(i * 7919 % 9973) / 10;
        quotes[i] = (struct quote){.last = {last, true},
                                   .prior_close = {100, true},
                                   .volume = {1e6 + (double)i, true},
                                   .as_of = NOW - 5,
                                   .fetched_at = NOW - 3,
                                   .session = SESSION_REGULAR,
                                   .decimals = 2,
                                   .trend_count = QUOTE_TREND};
        symbol_of(quotes[i].symbol, i);
        snprintf(quotes[i].name, sizeof quotes[i].name, "Company number %zu", i);
        text_copy(quotes[i].source, sizeof quotes[i].source, "bench");
        for (size_t k = 0; k < QUOTE_TREND; k++)
            quotes[i].trend[k] = (float)(last + (double)(k * i % 5));
    }
    data->u.quotes = (struct quotes){quotes, SYMBOLS};
    data->fetched_at = NOW - 3;
    snapshot->slots[0] = (struct slot){
        .kind = DATASET_QUOTES, .data = data, .good_at = NOW - 3, .tried_at = NOW - 3, .interval_seconds = 15};
    return snapshot;
}

static struct screen *make_screen(const struct config *config, const struct snapshot *snapshot)
{
    struct watchlist watchlist;
    struct error err = {0};
    char symbol[SYMBOL_SIZE];
    watchlist_init(&watchlist);
    for (size_t i = 0; i < SYMBOLS; i++) {
        symbol_of(symbol, i);
        if (!watchlist_add(&watchlist, "All", symbol))
            measure_die("%s cannot be watched", symbol);
    }
    const struct screen_options options = {.config = config, .watchlist = &watchlist, .mode = MODE_OFFLINE};
    struct screen *screen = screen_new(&options, &err);
    if (screen == NULL)
        measure_die("no screen: %s", err.message);
    (void)screen_set_snapshot(screen, snapshot);
    watchlist_clear(&watchlist);
    return screen;
}

static void type(struct screen *screen, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        (void)screen_key(screen, *at == '\n' ? '\r' : (unsigned char)*at, NOW);
}

static void measure_keys(struct screen *screen, const char *name)
{
    struct canvas canvas;
    double times[KEYS];
    canvas_init(&canvas, ROWS, COLUMNS);
    screen_draw(screen, &canvas, NOW);
    for (int i = 0; i < KEYS; i++) {
        double started = measure_now_ms();
        (void)screen_key(screen, 'j', NOW);
        screen_draw(screen, &canvas, NOW);
        times[i] = measure_now_ms() - started;
    }
    measure_line(name, "ms", measure_share(times, KEYS, 0.5), MEASURE_NONE, 2);
    canvas_clear(&canvas);
}

int main(void)
{
    struct config config;
    config_init(&config);
    const struct snapshot *snapshot = make_snapshot();
    struct screen *screen = make_screen(&config, snapshot);
    snapshot_unref(snapshot);
    measure_keys(screen, "1,000 symbols: a key and its frame, median of 400");
    type(screen, ":sort chg% desc\n");
    measure_keys(screen, "the same, sorted");
    type(screen, "/chg% > 0 and group = all\n");
    measure_keys(screen, "the same, sorted and filtered");
    measure_line("1,000 symbols: memory of screen and quotes", "MB", bench_memory_kb(getpid(), "VmRSS") / 1024,
                 MEASURE_NONE, 40);
    screen_free(screen);
    config_clear(&config);
    return measure_status();
}
