/* SPDX-License-Identifier: MIT
 * Headlines through the whole path: asked for only while they are shown, one list of three sources, an upgrade told
 * before the data have it, confirmed when they do; rules hear every headline, once. */
#include "config.h"

#include "stage.h"

#include "base/memory.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOUR INT64_C(3600000)

struct play {
    struct stage stage;
    struct config_alert rule;
    unsigned rung;
};

static void ring(void *context, const struct event *event)
{
    (void)event;
    ((struct play *)context)->rung++;
}

static void prepare(struct play *play, const char *rule)
{
    memset(play, 0, sizeof *play);
    stage_open(&play->stage);
    play->rule.rule = memory_text(rule);
    play->stage.config.alerts = &play->rule;
    play->stage.config.alert_count = 1;
    play->stage.options.on_alert = ring;
    play->stage.options.on_alert_context = play;
    play->stage.options.kinds = 1U << DATASET_RATINGS | 1U << DATASET_QUOTES | 1U << DATASET_HEADLINES;
    play->stage.focus.wants[0].kind = DATASET_HEADLINES;
    text_copy(play->stage.focus.wants[0].subject, SUBJECT_SIZE, "CRWV");
    play->stage.focus.want_count = 1;
}

static void finish(struct play *play)
{
    free(play->rule.rule);
    play->stage.config.alerts = NULL;
    play->stage.config.alert_count = 0;
    stage_close(&play->stage);
}

static const struct headline *headline_with(const struct stage *stage, const char *words)
{
    const struct headlines *headlines = &stage_slot(stage, DATASET_HEADLINES)->data->u.headlines;
    for (size_t i = 0; i < headlines->count; i++)
        if (strstr(headlines->items[i].title, words) != NULL)
            return &headlines->items[i];
    return NULL;
}

static const struct rating_action *upgrade(const struct stage *stage)
{
    const struct rating_actions *ratings = &stage_slot(stage, DATASET_RATINGS)->data->u.ratings;
    for (size_t i = 0; i < ratings->count; i++)
        if (ratings->items[i].target_to.known && ratings->items[i].target_to.value == 170 &&
            ratings->items[i].move == MOVE_UPGRADE)
            return &ratings->items[i];
    return NULL;
}

/* Ratings are asked for every twelve hours, headlines every few minutes: the headline comes first. */
static void an_upgrade_is_read_before_it_is_in_the_data(void **state)
{
    struct play play;
    struct stage *stage = &play.stage;
    (void)state;
    prepare(&play, "CRWV rating upgrade");
    stage_simulate_upgrade(stage, 1800);
    assert_true(stage_run_once(stage));
    assert_true(stage_slot(stage, DATASET_HEADLINES)->data->u.headlines.count > 5);
    assert_null(upgrade(stage));
    stage->now_ms += HOUR;
    assert_true(stage_run_once(stage));
    const struct headline *headline = headline_with(stage, "Wells Fargo upgrades CoreWeave");
    assert_non_null(headline);
    assert_int_equal(headline->stand, HEADLINE_AHEAD);
    assert_true(headline->also[0] != '\0'); /* several have it */
    const struct rating_action *action = upgrade(stage);
    assert_non_null(action);
    assert_true(action->announced);
    assert_true(action->target_from.value == 105);
    const struct events *events = &stage_slot(stage, DATASET_EVENTS)->data->u.events;
    size_t told = 0;
    for (size_t i = 0; i < events->count; i++)
        told += events->items[i].kind == EVENT_NEWS && strstr(events->items[i].text, "170") != NULL;
    assert_int_equal(told, 1);
    stage->now_ms += 12 * HOUR;
    assert_true(stage_run_once(stage));
    assert_false(upgrade(stage)->announced);
    assert_int_equal(headline_with(stage, "Wells Fargo upgrades CoreWeave")->stand, HEADLINE_CONFIRMED);
    stage_check_texts(stage);
    finish(&play);
}

static void rules_hear_headlines_once(void **state)
{
    struct play play;
    struct stage *stage = &play.stage;
    (void)state;
    prepare(&play, "CRWV news coreweave again 1m");
    stage_simulate(stage, NULL);
    assert_true(stage_run_once(stage));
    assert_int_equal(play.rung, 0); /* the first import is no news */
    for (int i = 0; i < 12 && play.rung == 0; i++) {
        stage->now_ms += HOUR;
        (void)stage_run_once(stage);
    }
    assert_true(play.rung > 0);
    size_t plain = 0;
    const struct events *events = &stage_slot(stage, DATASET_EVENTS)->data->u.events;
    for (size_t i = 0; i < events->count; i++)
        plain += events->items[i].kind == EVENT_NEWS && events->items[i].severity == 0 &&
                 strchr(events->items[i].text, '$') == NULL && strstr(events->items[i].text, "target") == NULL;
    assert_int_equal(plain, 0); /* heard, but none of the events */
    finish(&play);
}

static void nobody_asks_for_what_nobody_looks_at(void **state)
{
    struct play play;
    (void)state;
    prepare(&play, "CRWV news coreweave");
    play.stage.options.kinds = 0;
    play.stage.focus.want_count = 0;
    stage_simulate(&play.stage, NULL);
    (void)stage_run_once(&play.stage);
    assert_int_equal(stage_health(&play.stage, "nasdaq_news")->requests, 0);
    assert_null(snapshot_data(play.stage.snapshot, DATASET_HEADLINES, "CRWV"));
    finish(&play);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_upgrade_is_read_before_it_is_in_the_data),
        cmocka_unit_test(rules_hear_headlines_once),
        cmocka_unit_test(nobody_asks_for_what_nobody_looks_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
