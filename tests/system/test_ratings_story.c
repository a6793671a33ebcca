/* SPDX-License-Identifier: MIT
 * The question that the ratings pane must answer, through the whole path: Wells Fargo goes from Equal Weight to
 * Overweight on CRWV, 105 to 170; revenue estimates FY26 +5 %, FY27 +9 % within thirty days, by our own
 * observations. */
#include "config.h"

#include "stage.h"

#include "base/date.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DAYS 35
#define DAY  86400

static double change_since_30_days(const struct consensus *consensus, const char *period)
{
    struct amount change = AMOUNT_UNKNOWN;
    for (size_t i = 0; i < consensus->estimate_count; i++) {
        const struct estimate *estimate = &consensus->estimates[i];
        if (estimate->revenue && strcmp(estimate->period, period) == 0)
            change = amount_percent_change(estimate->mean, estimate->ago30);
    }
    assert_true(change.known);
    return change.value;
}

static const struct event *event_with(const struct stage *stage, enum event_kind kind, const char *words)
{
    const struct events *events = &stage_slot(stage, DATASET_EVENTS)->data->u.events;
    for (size_t i = 0; i < events->count; i++)
        if (events->items[i].kind == kind && strstr(events->items[i].text, words) != NULL)
            return &events->items[i];
    return NULL;
}

static void one_day_after_the_other(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage.options.kinds = 1U << DATASET_RATINGS | 1U << DATASET_CONSENSUS;
    stage.config.estimate_percent = 2;
    stage_simulate_upgrade(&stage, (int64_t)(DAYS - 1) * DAY - 3600);
    for (int day = 0; day < DAYS - 1; day++) {
        assert_true(stage_run_once(&stage));
        stage.now_ms += (int64_t)DAY * 1000;
    }
    assert_true(stage_run_once(&stage));
    const struct rating_action *action = &stage_slot(&stage, DATASET_RATINGS)->data->u.ratings.items[0];
    for (size_t i = 0; strcmp(action->firm, "Wells Fargo") != 0 || action->move != MOVE_UPGRADE; i++, action++)
        assert_true(i < 20);
    assert_string_equal(action->from, "Equal Weight");
    assert_string_equal(action->to, "Overweight");
    assert_true(action->target_from.value == 105 && action->target_to.value == 170);
    assert_float_equal(rating_target_change(action).value, 61.9, 0.05);
    const struct consensus *consensus = &stage_slot(&stage, DATASET_CONSENSUS)->data->u.consensus;
    assert_float_equal(change_since_30_days(consensus, "0y"), 5.0, 0.1);
    assert_float_equal(change_since_30_days(consensus, "+1y"), 9.0, 0.1);
    assert_non_null(
        event_with(&stage, EVENT_RATING, "Wells Fargo upgrades to Overweight, target 105 \xe2\x86\x92 170"));
    assert_non_null(event_with(&stage, EVENT_ESTIMATE, "revenue FY"));
    assert_true(consensus->history_count >= DAYS - 2);
    assert_true(consensus->quarter_count >= 4);
    stage_close(&stage);
}

static unsigned asked_within_an_hour(struct stage *stage)
{
    stage->now_ms += INT64_C(3700) * 1000;
    assert_true(stage_run_once(stage));
    return stage_health(stage, "yahoo_ratings")->requests;
}

/* Twice a day as a rule, every hour on the days when firms speak: those of earnings. */
static void the_history_is_asked_for_rarely_but_hourly_around_earnings(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage.options.kinds = 1U << DATASET_RATINGS | 1U << DATASET_QUOTES;
    stage_simulate(&stage, NULL);
    assert_true(stage_run_once(&stage));
    assert_int_equal(stage_health(&stage, "yahoo_ratings")->requests, 2); /* two symbols, each alone */
    assert_int_equal(asked_within_an_hour(&stage), 0);
    const struct quote *quote = quotes_find(&stage_slot(&stage, DATASET_QUOTES)->data->u.quotes, "CRWV");
    assert_true(quote->earnings_at > stage.now_ms / 1000);
    stage.now_ms = (quote->earnings_at - 6 * 3600) * 1000;
    stage_start(&stage);
    stage_wait_tried(&stage, DATASET_RATINGS);
    for (int hour = 0; hour < 2; hour++) {
        stage_advance(&stage, 3700);
        stage_wait_tried(&stage, DATASET_RATINGS); /* its watchdog is the failure */
    }
    stage_stop(&stage);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_day_after_the_other),
        cmocka_unit_test(the_history_is_asked_for_rarely_but_hourly_around_earnings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
