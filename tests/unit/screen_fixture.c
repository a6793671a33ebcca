/* SPDX-License-Identifier: MIT
 * Setting the screen up over the invented market. */
#include "config.h"

#include "screen_fixture.h"

#include "base/key.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ITEMS(array) (sizeof(array) / sizeof(array)[0])

static const struct event events[] = {
    {.kind = EVENT_FILING, .severity = 1, .symbol = "CRWV", .text = "CRWV 8-K filed: material agreement"},
    {.kind = EVENT_GPU, .severity = 0, .text = "H100 SXM +2.1% at vast"},
    {.kind = EVENT_RATING, .severity = 1, .symbol = "NBIS", .text = "NBIS Example Securities starts at Buy"},
    {.kind = EVENT_PRICE, .severity = 2, .symbol = "2330.TW", .text = "2330.TW 台積電 -3.4% at once, now 1305.00"},
};

static const struct dataset *make_events(void)
{
    struct dataset *data = dataset_new(DATASET_EVENTS, "");
    data->u.events.items = arena_array(&data->arena, ITEMS(events), sizeof events[0]);
    data->u.events.count = ITEMS(events);
    for (size_t i = 0; i < ITEMS(events); i++) {
        data->u.events.items[i] = events[i];
        data->u.events.items[i].observed_at = FIXTURE_NOW - 60 * (int64_t)(i + 1);
        data->u.events.items[i].happened_at = FIXTURE_NOW - 60 * (int64_t)(i * i * i * 50 + i + 1);
    }
    return data;
}

static void fill_health(struct snapshot *snapshot, enum fixture_state state)
{
    static const char *const names[][2] = {{"yahoo", "Yahoo"}, {"edgar", "SEC EDGAR"}, {"vast", "Vast.ai"}};
    bool failed = state == FIXTURE_FAILED || state == FIXTURE_FAILED_BARE;
    for (size_t i = 0; i < ITEMS(names); i++) {
        struct source_health *health = &snapshot->health[i];
        text_copy(health->name, sizeof health->name, names[i][0]);
        text_copy(health->heading, sizeof health->heading, names[i][1]);
        health->enabled = state != FIXTURE_OFF;
        health->requests = 1;
        health->failures = failed ? 1 : 0;
        if (failed)
            error_set(&health->error, ERROR_RATE_LIMITED, "rate-limited");
        else if (state == FIXTURE_NEEDS)
            error_set(&health->error, ERROR_NEEDS_KEY, "no key");
    }
    snapshot->online = !failed;
}

struct snapshot *screen_fixture_snapshot(const struct screen_fixture *fixture, enum fixture_state state)
{
    const struct snapshot *source = fixture->market.snapshot;
    size_t count = source->slot_count;
    struct snapshot *snapshot = snapshot_new(count + 1, 3);
    for (size_t i = 0; i < count; i++) {
        snapshot->slots[i] = source->slots[i];
        if (source->slots[i].data != NULL)
            snapshot->slots[i].data = dataset_ref(source->slots[i].data);
    }
    snapshot->slots[count].kind = DATASET_EVENTS;
    if (state != FIXTURE_LOADING && state != FIXTURE_EMPTY)
        snapshot->slots[count].data = make_events();
    snapshot->made_at = FIXTURE_NOW;
    fill_health(snapshot, state);
    return snapshot;
}

static void make_watchlist(struct watchlist *list)
{
    static const char *const symbols[] = {"CRWV", "NBIS", "2330.TW", "ZZZZ"};
    watchlist_init(list);
    for (size_t i = 0; i < ITEMS(symbols); i++)
        assert_true(watchlist_add(list, "Neoclouds", symbols[i]));
    assert_true(watchlist_add(list, "Silicon", "NVDA"));
    assert_true(watchlist_add(list, "Silicon", "CRWV"));
}

void screen_fixture_restart(struct screen_fixture *fixture, enum screen_mode_label label)
{
    struct error err = {0};
    struct screen_options options = {
        .config = &fixture->config,
        .watchlist = &fixture->watchlist,
        .mode = label,
        .recorded_at = fixture->recorded_at,
        .looked_at = FIXTURE_NOW - 90,
    };
    screen_free(fixture->screen);
    fixture->screen = screen_new(&options, &err);
    assert_non_null(fixture->screen);
    assert_int_equal(screen_set_snapshot(fixture->screen, fixture->snapshot), OUTCOME_REDRAW);
}

void screen_fixture_init(struct screen_fixture *fixture, enum fixture_state state, enum screen_mode_label label)
{
    memset(fixture, 0, sizeof *fixture);
    fixture_init(&fixture->market, state);
    config_init(&fixture->config);
    make_watchlist(&fixture->watchlist);
    fixture->snapshot = screen_fixture_snapshot(fixture, state);
    canvas_init(&fixture->canvas, 0, 0);
    screen_fixture_restart(fixture, label);
}

void screen_fixture_clear(struct screen_fixture *fixture)
{
    screen_free(fixture->screen);
    snapshot_unref(fixture->snapshot);
    watchlist_clear(&fixture->watchlist);
    config_clear(&fixture->config);
    fixture_clear(&fixture->market);
    canvas_clear(&fixture->canvas);
}

/* --- as the poller would: what is wanted is read --- */

static const struct dataset *read_window(const struct events *from, const char *subject)
{
    struct event_window window;
    struct dataset *data = dataset_new(DATASET_EVENT_LIST, subject);
    struct events *list = &data->u.events;
    assert_true(event_window_parse(subject, &window));
    list->first = window.first;
    list->items = arena_array(&data->arena, EVENT_WINDOW_MOST, sizeof *list->items);
    for (size_t i = 0; i < from->count; i++) {
        const struct event *event = &from->items[i];
        if ((window.kinds & 1U << event->kind) == 0 ||
            (window.words[0] != '\0' && !text_contains_fold(event->text, window.words)))
            continue;
        if (list->total >= window.first && list->count < EVENT_WINDOW_MOST)
            list->items[list->count++] = *event;
        list->total++;
    }
    return data;
}

static void serve(struct screen_fixture *fixture, const struct snapshot *from)
{
    static const struct events none;
    struct want wants[WANTS_MOST];
    size_t count = screen_wants(fixture->screen, FIXTURE_NOW, wants, WANTS_MOST);
    const struct dataset *stored = snapshot_data(from, DATASET_EVENTS, "");
    struct snapshot *snapshot = snapshot_new(from->slot_count + 1, from->health_count);
    for (size_t i = 0; i < from->slot_count; i++) {
        snapshot->slots[i] = from->slots[i];
        if (from->slots[i].data != NULL)
            snapshot->slots[i].data = dataset_ref(from->slots[i].data);
    }
    for (size_t i = 0; i < from->health_count; i++)
        snapshot->health[i] = from->health[i];
    snapshot->made_at = from->made_at;
    snapshot->online = from->online;
    struct slot *slot = &snapshot->slots[from->slot_count];
    slot->kind = DATASET_EVENT_LIST;
    for (size_t i = 0; i < count; i++)
        if (wants[i].kind == DATASET_EVENT_LIST) {
            text_copy(slot->subject, sizeof slot->subject, wants[i].subject);
            slot->data = read_window(stored != NULL ? &stored->u.events : &none, wants[i].subject);
        }
    (void)screen_set_snapshot(fixture->screen, snapshot);
    snapshot_unref(snapshot);
}

void screen_fixture_show_take(struct screen_fixture *fixture, const struct snapshot *snapshot)
{
    snapshot_unref(fixture->snapshot);
    fixture->snapshot = snapshot;
    (void)screen_set_snapshot(fixture->screen, snapshot);
}

unsigned screen_fixture_key(struct screen_fixture *fixture, uint32_t key)
{
    unsigned outcome = screen_key(fixture->screen, key, FIXTURE_NOW);
    if (outcome & OUTCOME_FOCUS)
        serve(fixture, fixture->snapshot);
    return outcome;
}

unsigned screen_fixture_type(struct screen_fixture *fixture, const char *text)
{
    unsigned outcome = OUTCOME_NONE;
    uint32_t key;
    for (size_t length; (length = text_decode(text, &key)) > 0; text += length) {
        screen_draw(fixture->screen, &fixture->canvas, FIXTURE_NOW); /* a page key moves by what is seen */
        outcome |= screen_fixture_key(fixture, key == '\n' ? KEYS_ENTER : key);
    }
    return outcome;
}
