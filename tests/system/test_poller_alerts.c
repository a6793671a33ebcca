/* SPDX-License-Identifier: MIT
 * Alert rules at work between a simulator and a store: what rings, once, and over restarts. */
#include "config.h"

#include "stage.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/kept_alerts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define RULES_MOST 3000

struct play {
    struct stage stage;
    struct config_alert *rules;
    unsigned told;
    char last[EVENT_TEXT_SIZE];
};

static void tell(void *context, const struct event *event)
{
    struct play *play = context;
    play->told++;
    text_copy(play->last, sizeof play->last, event->text);
}

static int make(void **state)
{
    struct play *play = memory_new(1, sizeof *play);
    stage_open(&play->stage);
    stage_simulate(&play->stage, "normal");
    play->rules = memory_new(RULES_MOST, sizeof *play->rules);
    play->stage.config.alerts = play->rules;
    play->stage.options.on_alert = tell;
    play->stage.options.on_alert_context = play;
    *state = play;
    return 0;
}

static int drop(void **state)
{
    struct play *play = *state;
    for (size_t i = 0; i < play->stage.config.alert_count; i++)
        free(play->rules[i].rule);
    free(play->rules);
    play->stage.config.alerts = NULL;
    play->stage.config.alert_count = 0;
    stage_close(&play->stage);
    free(play);
    return 0;
}

static void add_rule(struct play *play, const char *text)
{
    play->rules[play->stage.config.alert_count++].rule = memory_text(text);
}

static size_t count_alerts(const struct play *play)
{
    const struct dataset *data = snapshot_data(play->stage.snapshot, DATASET_EVENTS, "");
    size_t count = 0;
    assert_non_null(data);
    for (size_t i = 0; i < data->u.events.count; i++)
        count += data->u.events.items[i].kind == EVENT_ALERT;
    return count;
}

static void a_level_rings_once_also_over_restarts(void **state)
{
    struct play *play = *state;
    add_rule(play, "CRWV price > 1");
    add_rule(play, "CRWV price > 100000");
    assert_true(stage_run_once(&play->stage));
    assert_int_equal(play->told, 1);
    assert_non_null(strstr(play->last, "CRWV price "));
    assert_int_equal(count_alerts(play), 1);
    stage_advance(&play->stage, 3600);
    assert_true(stage_run_once(&play->stage)); /* another process, an hour later: it still holds */
    assert_int_equal(play->told, 1);
    assert_int_equal(count_alerts(play), 1);
}

static void rules_over_groups_and_models_look_at_each(void **state)
{
    struct play *play = *state;
    add_rule(play, "any price > 1");
    add_rule(play, "h100 price > 0.01");
    add_rule(play, "any dso > 1 days");
    assert_true(stage_run_once(&play->stage));
    assert_true(play->told >= 2 + 1 + 1);
    assert_int_equal(count_alerts(play), play->told);
    const struct dataset *lines = snapshot_data(play->stage.snapshot, DATASET_ALERTS, "");
    assert_non_null(lines);
    assert_int_equal(lines->u.alerts.count, 3);
    assert_int_equal(lines->u.alerts.items[0].subjects, 2); /* CRWV and NBIS */
    assert_true(lines->u.alerts.items[0].holds && lines->u.alerts.items[0].from_config);
    assert_true(lines->u.alerts.items[0].rang_at > 0);
}

/* The live value is made of what the venues have just told. */
static void the_index_is_watched(void **state)
{
    struct play *play = *state;
    add_rule(play, "index value > 1");
    add_rule(play, "index value > 100");
    assert_true(stage_run_once(&play->stage));
    const struct dataset *lines = snapshot_data(play->stage.snapshot, DATASET_ALERTS, "");
    assert_non_null(lines);
    assert_int_equal(play->told, 1);
    assert_true(lines->u.alerts.items[0].holds && lines->u.alerts.items[0].rang_at > 0);
    assert_false(lines->u.alerts.items[1].holds);
}

static void events_ring_in_the_transaction_that_stores_them(void **state)
{
    struct play *play = *state;
    add_rule(play, "any filing");
    assert_true(stage_run_once(&play->stage)); /* a first import is no news */
    assert_int_equal(play->told, 0);
    for (int hours = 0; hours < 48 && play->told == 0; hours++) { /* the simulated company files some day */
        stage_advance(&play->stage, 3600);
        (void)stage_run_once(&play->stage);
    }
    assert_true(play->told > 0);
    assert_int_equal(count_alerts(play), play->told);
    unsigned before = play->told;
    (void)stage_run_once(&play->stage);
    assert_int_equal(play->told, before);
}

static bool has_rules(const struct stage *stage, const void *count)
{
    const struct dataset *lines = snapshot_data(stage->snapshot, DATASET_ALERTS, "");
    return lines != NULL && lines->u.alerts.count == *(const size_t *)count;
}

static bool has_rung(const struct stage *stage, const void *what)
{
    const struct dataset *lines = snapshot_data(stage->snapshot, DATASET_ALERTS, "");
    (void)what;
    return lines != NULL && lines->u.alerts.count == 1 && lines->u.alerts.items[0].rang_at > 0;
}

static bool is_snoozed(const struct stage *stage, const void *what)
{
    const struct dataset *lines = snapshot_data(stage->snapshot, DATASET_ALERTS, "");
    (void)what;
    return lines != NULL && lines->u.alerts.count == 1 && lines->u.alerts.items[0].snoozed_to > 0;
}

static void rules_are_made_silenced_and_removed_while_it_runs(void **state)
{
    struct play *play = *state;
    struct alert_wish wish = {.verb = ALERT_ADD, .text = "CRWV price > 1"};
    size_t one = 1, none = 0;
    stage_start(&play->stage);
    stage_wait_tried(&play->stage, DATASET_QUOTES);
    poller_alert(play->stage.poller, &wish);
    stage_wait(&play->stage, has_rung, NULL); /* it holds already: it rings at once */
    wish.verb = ALERT_SNOOZE;
    wish.seconds = 600;
    poller_alert(play->stage.poller, &wish);
    stage_wait(&play->stage, is_snoozed, NULL);
    stage_stop(&play->stage);
    assert_int_equal(play->told, 1);
    stage_start(&play->stage);
    stage_wait(&play->stage, has_rules, &one); /* kept */
    wish.verb = ALERT_REMOVE;
    poller_alert(play->stage.poller, &wish);
    stage_wait(&play->stage, has_rules, &none);
    stage_stop(&play->stage);
}

static const struct event *find_event(const struct play *play, enum event_kind kind, const char *detail)
{
    const struct dataset *data = snapshot_data(play->stage.snapshot, DATASET_EVENTS, "");
    for (size_t i = 0; data != NULL && i < data->u.events.count; i++)
        if (data->u.events.items[i].kind == kind && strcmp(data->u.events.items[i].detail, detail) == 0)
            return &data->u.events.items[i];
    return NULL;
}

static bool has_event(const struct stage *stage, const void *detail)
{
    const struct dataset *data = snapshot_data(stage->snapshot, DATASET_EVENTS, "");
    for (size_t i = 0; data != NULL && i < data->u.events.count; i++)
        if (data->u.events.items[i].kind == EVENT_PROVIDER && strcmp(data->u.events.items[i].detail, detail) == 0)
            return true;
    return false;
}

static void an_outage_that_lasts_rings_once_down_and_once_back(void **state)
{
    struct play *play = *state;
    struct stage *stage = &play->stage;
    add_rule(play, "any provider down");
    stage->options.kinds = 1U << DATASET_GPU_MARKET;
    stage_simulate(stage, "server-errors");
    stage_start(stage);
    stage_wait_tried(stage, DATASET_GPU_MARKET);
    assert_null(find_event(play, EVENT_PROVIDER, "down")); /* a first failure is no news */
    for (int i = 0; i < 40 && !has_event(stage, "down"); i++) {
        stage_advance(stage, 120);
        poller_refresh(stage->poller, 1U << DATASET_GPU_MARKET);
        stage_wait_tried(stage, DATASET_GPU_MARKET);
    }
    assert_true(has_event(stage, "down"));
    stage_simulate(stage, "normal");
    for (int i = 0; i < 40 && !has_event(stage, "back"); i++) {
        stage_advance(stage, 1200);
        poller_refresh(stage->poller, 1U << DATASET_GPU_MARKET);
        stage_wait_tried(stage, DATASET_GPU_MARKET);
    }
    assert_true(has_event(stage, "back"));
    stage_stop(stage);
    assert_true(play->told >= 1); /* every venue is down; each rings for itself */
}

/* A rule over all symbols tells how many there are. */
static void every_symbol_that_was_ever_added_is_watched(void **state)
{
    struct play *play = *state;
    struct store_report report = {0};
    struct error err = {0};
    struct store *store = store_open(&play->stage.options.store, STAGE_START, &report, &err);
    assert_non_null(store);
    for (int i = 0; i < 100; i++) {
        struct watch_edit edit = {.group = "Many", .at = STAGE_START + i};
        snprintf(edit.symbol, sizeof edit.symbol, "S%d", i);
        assert_true(store_watch_edits_put(store, &edit, 1, &err));
    }
    store_close(store);
    add_rule(play, "any price > 1000000");
    play->stage.options.offline = true;
    (void)stage_run_once(&play->stage);
    const struct dataset *lines = snapshot_data(play->stage.snapshot, DATASET_ALERTS, "");
    assert_int_equal(lines->u.alerts.items[0].subjects, 2 + 100);
}

static void a_rule_that_cannot_be_read_is_shown_with_its_fault(void **state)
{
    struct play *play = *state;
    add_rule(play, "CRWV pirce > 1");
    (void)stage_run_once(&play->stage);
    const struct dataset *lines = snapshot_data(play->stage.snapshot, DATASET_ALERTS, "");
    assert_int_equal(lines->u.alerts.count, 1);
    assert_non_null(strstr(lines->u.alerts.items[0].fault, "\"pirce\""));
    assert_int_equal(play->told, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_level_rings_once_also_over_restarts, make, drop),
        cmocka_unit_test_setup_teardown(rules_over_groups_and_models_look_at_each, make, drop),
        cmocka_unit_test_setup_teardown(the_index_is_watched, make, drop),
        cmocka_unit_test_setup_teardown(events_ring_in_the_transaction_that_stores_them, make, drop),
        cmocka_unit_test_setup_teardown(rules_are_made_silenced_and_removed_while_it_runs, make, drop),
        cmocka_unit_test_setup_teardown(an_outage_that_lasts_rings_once_down_and_once_back, make, drop),
        cmocka_unit_test_setup_teardown(every_symbol_that_was_ever_added_is_watched, make, drop),
        cmocka_unit_test_setup_teardown(a_rule_that_cannot_be_read_is_shown_with_its_fault, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
