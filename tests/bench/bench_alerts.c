/* SPDX-License-Identifier: MIT
 * 2,000 alert rules over 1,000 quotes, as on each poll; and a year of events, opened. */
#include "config.h"

#include "alerts.h"
#include "measure.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULES   2000
#define SYMBOLS 1000
#define EVENTS  100000
#define BATCH   1000
#define RUNS    25
#define NOW     INT64_C(1795000000)
#define YEAR    (365 * 86400)

static int64_t now_ms(void *context)
{
    (void)context;
    return NOW * 1000;
}

static void symbol_of(char symbol[SYMBOL_SIZE], size_t index)
{
    snprintf(symbol, SYMBOL_SIZE, "S%zu", index);
}

static struct store *open_store(void)
{
    struct store_options options = {.cache_path = NULL, .history_path = NULL, .read_only = false};
    struct store_report report = {0};
    struct error err = {0};
    struct store *store = store_open(&options, NOW, &report, &err);
    if (store == NULL)
        measure_die("no store: %s", err.message);
    return store;
}

static void put(struct store *store, const struct observations *observations, int64_t now)
{
    struct error err = {0};
    if (!store_put(store, observations, "bench", now, NULL, &err))
        measure_die("not stored: %s", err.message);
}

static void put_quotes(struct store *store)
{
    struct observations observations;
    observations_init(&observations);
    for (size_t i = 0; i < SYMBOLS; i++) {
        struct quote *quote = observations_add_quote(&observations);
        symbol_of(quote->symbol, i);
        quote->last = amount_of(100 + (double)i);
        quote->prior_close = amount_of(99 + (double)i);
        quote->as_of = quote->fetched_at = NOW;
    }
    put(store, &observations, NOW);
    observations_clear(&observations);
}

static struct config_alert *make_rules(void)
{
    struct config_alert *rules = memory_new(RULES, sizeof *rules);
    for (size_t i = 0; i < RULES; i++) {
        char text[64];
        snprintf(text, sizeof text, "S%zu %s > %d", i % SYMBOLS, i < SYMBOLS ? "price" : "change", 100000);
        rules[i].rule = memory_text(text);
    }
    return rules;
}

static void bench_rules(void)
{
    struct clock clock = {now_ms, now_ms, NULL};
    struct config config;
    struct poller *poller = memory_new(1, sizeof *poller);
    double times[RUNS];
    config_init(&config);
    config.alerts = make_rules();
    config.alert_count = RULES;
    poller->config = &config;
    poller->clock = &clock;
    poller->store = open_store();
    poller->alerts = alerts_new();
    watchlist_init(&poller->watchlist);
    for (size_t i = 0; i < SYMBOLS; i++) {
        char symbol[SYMBOL_SIZE];
        symbol_of(symbol, i);
        (void)watchlist_add(&poller->watchlist, "all", symbol);
    }
    put_quotes(poller->store);
    alerts_rebuild(poller);
    board_look(poller);
    for (int i = 0; i < RUNS; i++) {
        double started = measure_now_ms();
        alerts_look(poller, DATASET_QUOTES, "");
        times[i] = measure_now_ms() - started;
    }
    measure_line("2,000 alert rules over 1,000 quotes, median of 25", "ms", measure_share(times, RUNS, 0.5),
                 MEASURE_NONE, 2);
    board_free(poller);
    alerts_free(poller->alerts);
    store_close(poller->store);
    watchlist_clear(&poller->watchlist);
    config_clear(&config);
    free(poller);
}

static void put_events(struct store *store)
{
    for (size_t first = 0; first < EVENTS; first += BATCH) {
        struct observations observations;
        observations_init(&observations);
        for (size_t i = first; i < first + BATCH; i++) {
            struct event *event = observations_add_event(&observations);
            event->kind = (enum event_kind)(i % EVENT_KINDS);
            event->observed_at = event->happened_at = NOW - YEAR + (int64_t)(i * (YEAR / EVENTS));
            snprintf(event->key, sizeof event->key, "bench:%zu", i);
            snprintf(event->text, sizeof event->text, "S%zu something happened, number %zu", i % SYMBOLS, i);
        }
        put(store, &observations, NOW);
        observations_clear(&observations);
    }
}

/* As the screen asks: the first page, one in the middle of the year, and one narrowed by words. */
static void bench_window(struct store *store, const char *name, struct event_window window, size_t total)
{
    struct error err = {0};
    char subject[SUBJECT_SIZE], line[96];
    double times[RUNS];
    event_window_subject(&window, subject, sizeof subject);
    for (int i = 0; i < RUNS; i++) {
        double started = measure_now_ms();
        struct dataset *data = store_load_event_list(store, subject, &err);
        times[i] = measure_now_ms() - started;
        if (data == NULL || data->u.events.total != total)
            measure_die("the events cannot be read: %s", err.message);
        dataset_unref(data);
    }
    snprintf(line, sizeof line, "events of a year, 100,000, %s", name);
    measure_line(line, "ms", measure_share(times, RUNS, 0.5), MEASURE_NONE, 10);
}

static void bench_events(void)
{
    struct store *store = open_store();
    put_events(store);
    bench_window(store, "opened", (struct event_window){.kinds = ~0U}, EVENTS);
    bench_window(store, "half-way down", (struct event_window){.kinds = ~0U, .first = EVENTS / 2}, EVENTS);
    bench_window(store, "of one kind", (struct event_window){.kinds = 1U << EVENT_FILING},
                 EVENTS / EVENT_KINDS + (EVENTS % EVENT_KINDS > EVENT_FILING));
    store_close(store);
}

int main(void)
{
    bench_rules();
    bench_events();
    return measure_status();
}
