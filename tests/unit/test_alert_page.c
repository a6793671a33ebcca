/* SPDX-License-Identifier: MIT
 * The pages of alerts and of events, and the words that make, silence and remove rules. */
#include "config.h"

#include "screen_fixture.h"

#include "base/key.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct screen_fixture stage;
static struct buffer page;

static void add_line(struct alert_line *line, const char *text, bool from_config)
{
    memset(line, 0, sizeof *line);
    text_copy(line->text, sizeof line->text, text);
    line->from_config = from_config;
}

/* Three rules: one of the configuration that rang, one that waits, one that cannot be read. */
static void show_rules(void)
{
    struct snapshot *snapshot = snapshot_new(1, 0);
    struct dataset *data = dataset_new(DATASET_ALERTS, "");
    struct alert_line *lines = arena_array(&data->arena, 3, sizeof *lines);
    add_line(&lines[0], "CRWV price > 150", true);
    lines[0].holds = true;
    lines[0].rang_at = FIXTURE_NOW - 7200;
    add_line(&lines[1], "any rating upgrade", false);
    add_line(&lines[2], "CRWV pirce > 1", true);
    text_copy(lines[2].fault, sizeof lines[2].fault, "column 6, \"pirce\": a kind is expected");
    data->u.alerts = (struct alert_lines){lines, 3};
    snapshot->slots[0] = (struct slot){.kind = DATASET_ALERTS, .data = data};
    snapshot->generation = 1000;
    screen_fixture_show_take(&stage, snapshot);
}

static int open_stage(void **state)
{
    (void)state;
    screen_fixture_init(&stage, FIXTURE_NORMAL, MODE_LIVE);
    canvas_resize(&stage.canvas, 50, 160);
    buffer_init(&page, 1 << 20);
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    screen_fixture_clear(&stage);
    buffer_clear(&page);
    return 0;
}

static void expect(const char *words)
{
    screen_draw(stage.screen, &stage.canvas, FIXTURE_NOW);
    buffer_empty(&page);
    assert_true(canvas_to_text(&stage.canvas, &page));
    if (strstr(buffer_text(&page), words) == NULL)
        fail_msg("\"%s\" is not in:\n%s", words, buffer_text(&page));
}

static unsigned press(uint32_t key)
{
    return screen_fixture_key(&stage, key);
}

static void the_page_tells_what_becomes_of_each_rule(void **state)
{
    (void)state;
    show_rules();
    (void)press('a');
    expect("CRWV price > 150  ·  rang 2h ago, still holds  (configuration)");
    expect("any rating upgrade  ·  waits");
    expect("a kind is expected");
    (void)press('a');
    expect("1 Price");
}

static void a_page_without_rules_says_how_to_make_one(void **state)
{
    (void)state;
    (void)press('a');
    expect("no rules yet");
    expect(":alert CRWV price > 150");
}

static void a_rule_is_silenced_and_removed_on_the_page(void **state)
{
    (void)state;
    show_rules();
    (void)press('a');
    assert_true(press('p') & OUTCOME_ALERT);
    assert_int_equal(screen_alert(stage.screen)->verb, ALERT_SNOOZE);
    assert_int_equal(screen_alert(stage.screen)->seconds, 3600);
    assert_string_equal(screen_alert(stage.screen)->text, "CRWV price > 150");
    assert_false(press('-') & OUTCOME_ALERT); /* it stands in a file that we never write */
    expect("remove it there");
    (void)press('j');
    assert_true(press('-') & OUTCOME_ALERT);
    assert_int_equal(screen_alert(stage.screen)->verb, ALERT_REMOVE);
    assert_string_equal(screen_alert(stage.screen)->text, "any rating upgrade");
}

static void a_new_rule_begins_with_what_is_selected(void **state)
{
    (void)state;
    (void)press('a');
    (void)press('+');
    expect(":alert CRWV price > ");
}

static void commands_make_rules(void **state)
{
    (void)state;
    show_rules();
    assert_true(screen_fixture_type(&stage, ":alert CRWV  price > 150\n") & OUTCOME_ALERT);
    assert_int_equal(screen_alert(stage.screen)->verb, ALERT_ADD);
    assert_string_equal(screen_alert(stage.screen)->text, "CRWV price > 150");
    assert_false(screen_fixture_type(&stage, ":alert CRWV pirce > 150\n") & OUTCOME_ALERT);
    expect("column 6, \"pirce\"");
    assert_true(screen_fixture_type(&stage, ":snooze 30\n") & OUTCOME_ALERT);
    assert_int_equal(screen_alert(stage.screen)->seconds, 1800);
    assert_string_equal(screen_alert(stage.screen)->text, "");
    assert_false(screen_fixture_type(&stage, ":snooze soon\n") & OUTCOME_ALERT);
    assert_true(screen_fixture_type(&stage, ":unalert any rating upgrade\n") & OUTCOME_ALERT);
    assert_int_equal(screen_alert(stage.screen)->verb, ALERT_REMOVE);
    assert_false(screen_fixture_type(&stage, ":unalert nothing\n") & OUTCOME_ALERT);
}

/* --- events --- */

static void expect_not(const char *words)
{
    screen_draw(stage.screen, &stage.canvas, FIXTURE_NOW);
    buffer_empty(&page);
    assert_true(canvas_to_text(&stage.canvas, &page));
    if (strstr(buffer_text(&page), words) != NULL)
        fail_msg("\"%s\" is in:\n%s", words, buffer_text(&page));
}

static void kinds_of_events_are_gone_through(void **state)
{
    (void)state;
    (void)press('e');
    expect("[all]");
    expect("▸● CRWV 8-K filed"); /* new since the last look, and marked */
    for (int i = 0; i < 4; i++)
        (void)press('w');
    expect("[filings]");
    expect("NBIS Example Securities starts at Buy"); /* on the tape below still */
    expect_not("  NBIS Example Securities starts at Buy  ");
    (void)press('W');
    expect("[analysts]");
    expect("▸  NBIS Example Securities starts at Buy");
}

static void words_narrow_the_events_while_they_are_typed(void **state)
{
    (void)state;
    (void)press('e');
    (void)screen_fixture_type(&stage, "/h100");
    expect("filter: h100");
    expect("▸  H100 SXM +2.1% at vast");
    expect_not("● CRWV 8-K");
    (void)screen_fixture_type(&stage, "\n");
    expect("[all]");
    (void)screen_fixture_type(&stage, "/\033");
    expect("● CRWV 8-K");
}

static void enter_goes_to_the_evidence(void **state)
{
    struct snapshot *snapshot = snapshot_new(1, 0);
    struct dataset *data = dataset_new(DATASET_EVENTS, "");
    (void)state;
    data->u.events.items = arena_array(&data->arena, 1, sizeof *data->u.events.items);
    data->u.events.items[0] = (struct event){.kind = EVENT_RATING,
                                             .symbol = "NBIS",
                                             .text = "NBIS Firm upgrades",
                                             .observed_at = FIXTURE_NOW,
                                             .link = "ratings NBIS"};
    data->u.events.count = 1;
    snapshot->slots[0] = (struct slot){.kind = DATASET_EVENTS, .data = data};
    snapshot->generation = 1000;
    screen_fixture_show_take(&stage, snapshot);
    (void)press('e');
    assert_true(press('y') & OUTCOME_COPY);
    assert_string_equal(screen_copy_text(stage.screen), "ratings NBIS");
    assert_true(press(KEYS_ENTER) & OUTCOME_FOCUS);
    assert_string_equal(screen_symbol(stage.screen), "NBIS");
    expect("╔2 Analyst ratings ══ NBIS");
}

static const struct dataset *many_events(size_t count)
{
    struct dataset *data = dataset_new(DATASET_EVENTS, "");
    data->u.events.items = arena_array(&data->arena, count, sizeof *data->u.events.items);
    data->u.events.count = count;
    for (size_t i = 0; i < count; i++) {
        struct event *event = &data->u.events.items[i];
        *event = (struct event){.kind = EVENT_PRICE, .observed_at = FIXTURE_NOW - (int64_t)i};
        snprintf(event->text, sizeof event->text, "number %zu.", i);
    }
    return data;
}

/* Of a year's events a window is at hand; the list is walked through all the same. */
static void a_long_list_is_walked_through(void **state)
{
    struct snapshot *snapshot = snapshot_new(1, 0);
    (void)state;
    snapshot->slots[0] = (struct slot){.kind = DATASET_EVENTS, .data = many_events(5000)};
    snapshot->generation = 1000;
    screen_fixture_show_take(&stage, snapshot);
    (void)press('e');
    expect("number 0.");
    (void)press('G');
    expect("number 4999.");
    expect_not("number 4000.");
    (void)press('k');
    expect("▸  number 4998.");
    for (int i = 0; i < 450; i++)
        (void)press('k');
    expect("▸  number 4548.");
    (void)press('g');
    expect("▸● number 0.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_page_tells_what_becomes_of_each_rule, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(a_page_without_rules_says_how_to_make_one, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(a_rule_is_silenced_and_removed_on_the_page, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(a_new_rule_begins_with_what_is_selected, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(commands_make_rules, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(kinds_of_events_are_gone_through, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(words_narrow_the_events_while_they_are_typed, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(enter_goes_to_the_evidence, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(a_long_list_is_walked_through, open_stage, close_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
