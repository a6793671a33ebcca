/* SPDX-License-Identifier: MIT
 * gputape alerts test RULE: when the rule would have rung over what the store holds. Asks nobody. */
#include "config.h"

#include "app.h"

#include "base/date.h"
#include "base/format.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/alert.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVENTS_MOST 100000
#define DAY         86400

struct trial {
    const struct run *run;
    struct store *store;
    struct alert_rule rule;
    size_t looks, rings;
    int64_t from, to; /* of what was looked at, UTC s; 0 nothing */
};

static void note_look(struct trial *trial, int64_t when)
{
    trial->looks++;
    trial->from = trial->from == 0 || when < trial->from ? when : trial->from;
    trial->to = when > trial->to ? when : trial->to;
}

static void print_ring(struct trial *trial, const char *subject, struct amount value, const struct event *from,
                       int64_t when)
{
    struct event event;
    char stamp[48];
    alert_event(&event, &trial->rule, subject, value, from, when);
    format_stamp(stamp, sizeof stamp, when);
    printf("%s  %s\n", stamp, event.text);
    trial->rings++;
}

static void look(struct trial *trial, struct alert_state *state, const char *subject, struct amount value,
                 int64_t when)
{
    if (!value.known)
        return;
    note_look(trial, when);
    if (alert_measure(&trial->rule, state, value, when, true))
        print_ring(trial, subject, value, NULL, when);
}

/* --- what the store holds --- */

static bool try_bars(struct trial *trial, const char *symbol, struct error *err)
{
    struct alert_state state = {0};
    struct dataset *data = store_load_bars(trial->store, symbol, RANGE_5Y, run_now(trial->run), err);
    if (data == NULL || trial->rule.kind->of_bars == NULL) {
        dataset_unref(data);
        return data != NULL;
    }
    for (size_t i = 0; i < data->u.bars.count; i++)
        look(trial, &state, symbol, trial->rule.kind->of_bars(&data->u.bars, i), data->u.bars.items[i].start);
    dataset_unref(data);
    return true;
}

static int64_t end_of_day(int32_t day)
{
    return (int64_t)day * DAY + DAY - 1;
}

/* Each quarter with those before it, as if it were the newest; a report comes later than the quarter's end. */
static bool try_quarters(struct trial *trial, const char *symbol, struct error *err)
{
    struct alert_state state = {0};
    struct dataset *data = store_load_receivables(trial->store, symbol, err);
    if (data == NULL)
        return false;
    for (size_t i = data->u.receivables.count; trial->rule.kind->of_quarters != NULL && i > 0; i--) {
        struct receivables then = data->u.receivables;
        then.quarters += i - 1;
        then.count -= i - 1;
        look(trial, &state, symbol, trial->rule.kind->of_quarters(&then), end_of_day(then.quarters[0].end_day));
    }
    dataset_unref(data);
    return true;
}

static bool try_symbols(struct trial *trial, struct error *err)
{
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t count = watchlist_symbols(&trial->run->watchlist, symbols, WATCH_SYMBOLS_MOST);
    bool good = true;
    if (trial->rule.scope == ALERT_SYMBOL) {
        text_copy(symbols[0], SYMBOL_SIZE, trial->rule.subject);
        count = 1;
    }
    for (size_t i = 0; good && i < count; i++)
        if (alert_is_about(&trial->rule, symbols[i], &trial->run->watchlist))
            good = try_bars(trial, symbols[i], err) && try_quarters(trial, symbols[i], err);
    free(symbols);
    return good;
}

/* The table's own daily prices. */
static bool try_models(struct trial *trial, struct error *err)
{
    int64_t now = run_now(trial->run);
    struct dataset *data = store_load_gpu_market(trial->store, now, err);
    bool prices = strcmp(trial->rule.kind->name, "price") == 0;
    if (data == NULL)
        return false;
    for (size_t i = 0; i < data->u.gpu.row_count; i++) {
        const struct gpu_model_row *row = &data->u.gpu.rows[i];
        struct alert_state state = {0};
        for (size_t k = 0; prices && k < row->trend_count && alert_is_about(&trial->rule, row->model, NULL); k++)
            look(trial, &state, row->model, amount_of((double)row->trend[k]),
                 now - (int64_t)(row->trend_count - 1 - k) * DAY);
    }
    dataset_unref(data);
    return true;
}

static bool try_events(struct trial *trial, struct error *err)
{
    struct alert_state state = {0};
    struct dataset *data = store_load_events(trial->store, EVENTS_MOST, err);
    if (data == NULL)
        return false;
    for (size_t i = data->u.events.count; i > 0; i--) { /* oldest first */
        const struct event *event = &data->u.events.items[i - 1];
        note_look(trial, event->observed_at);
        if (alert_match(&trial->rule, &state, event, &trial->run->watchlist, event->observed_at, true))
            print_ring(trial, "", AMOUNT_UNKNOWN, event, event->observed_at);
    }
    dataset_unref(data);
    return true;
}

/* --- the command --- */

static bool join_words(const struct command_line *line, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int i = 1; i < line->word_count; i++) {
        int written = snprintf(text + used, size - used, "%s%s", i > 1 ? " " : "", line->words[i]);
        if (written < 0 || (size_t)written >= size - used)
            return false;
        used += (size_t)written;
    }
    return used > 0;
}

static void print_sum(const struct trial *trial)
{
    char from[16], to[16];
    if (trial->looks == 0) {
        puts("the store holds nothing that this rule could have looked at");
        return;
    }
    format_day(from, sizeof from, date_new_york_day(trial->from));
    format_day(to, sizeof to, date_new_york_day(trial->to));
    printf("rings %zu time%s over %zu stored observation%s, %s to %s\n", trial->rings, trial->rings == 1 ? "" : "s",
           trial->looks, trial->looks == 1 ? "" : "s", from, to);
}

static bool try_rule(struct trial *trial, struct error *err)
{
    if (trial->rule.kind->events != 0)
        return try_events(trial, err);
    return trial->rule.scope == ALERT_MODEL ? try_models(trial, err) : try_symbols(trial, err);
}

int alerts_mode(struct run *run)
{
    struct trial trial = {.run = run};
    struct store_options options = run_store_options(run);
    struct store_report report = {0};
    struct error err = {0};
    char text[2 * ALERT_TEXT_SIZE];
    if (run->line->word_count < 2 || strcmp(run->line->words[0], "test") != 0 ||
        !join_words(run->line, text, sizeof text)) {
        fputs("usage: gputape alerts test RULE, for example: gputape alerts test 'CRWV price > 150'\n", stderr);
        return EXIT_USAGE;
    }
    if (!alert_parse(text, &trial.rule, &err)) {
        fprintf(stderr, "gputape: %s\n", err.message);
        return EXIT_USAGE;
    }
    options.read_only = true;
    trial.store = store_open(&options, run_now(run), &report, &err);
    bool good = trial.store != NULL && try_rule(&trial, &err);
    store_close(trial.store);
    if (!good) {
        fprintf(stderr, "gputape: %s\n", err.message);
        return EXIT_NOTHING;
    }
    print_sum(&trial);
    return trial.looks > 0 ? EXIT_GOOD : EXIT_NOTHING;
}
