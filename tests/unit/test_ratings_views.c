/* SPDX-License-Identifier: MIT
 * The further views of the ratings pane: consensus, tapes, a firm's record, heat. */
#include "config.h"

#include "consensus_history.h"
#include "pane_fixture.h"
#include "panes.h"
#include "ratings_views.h"

#include "base/text.h"
#include "ui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum shown {
    SHOWN_ACTIONS,
    SHOWN_HEADLINES,
    SHOWN_CONSENSUS,
    SHOWN_TAPE,
    SHOWN_TAPE_OF_ALL,
    SHOWN_FIRM,
    SHOWN_HEAT,
    SHOWN_VIEWS
};

struct views_test {
    struct fixture fixture;
    struct snapshot *snapshot;
    struct buffer text;
};

static void fill(struct rating_action *action, const char *symbol, enum rating_move move, int days_ago)
{
    *action = (struct rating_action){.firm = "Wells Fargo & Company",
                                     .from = "Equal Weight",
                                     .to = "Overweight",
                                     .move = move,
                                     .when = FIXTURE_NOW - (int64_t)days_ago * 86400,
                                     .target_from = amount_of(105),
                                     .target_to = amount_of(170)};
    text_copy(action->symbol, sizeof action->symbol, symbol);
    text_copy(action->source, sizeof action->source, "yahoo");
}

static struct dataset *make_tape(void)
{
    struct dataset *data = dataset_new(DATASET_TAPE, "");
    struct rating_action *items = arena_array(&data->arena, 3, sizeof *items);
    fill(&items[0], "CRWV", MOVE_UPGRADE, 0);
    fill(&items[1], "ELSE", MOVE_DOWNGRADE, 1);
    fill(&items[2], "NBIS", MOVE_DOWNGRADE, 8);
    text_copy(items[0].conflict, sizeof items[0].conflict, "fmp: old target 100");
    items[1].basis = TARGET_ADJUSTED;
    items[1].split_factor = 10;
    items[2].basis = TARGET_WITHHELD;
    data->u.ratings.items = items;
    data->u.ratings.count = 3;
    data->fetched_at = FIXTURE_NOW;
    return data;
}

static struct dataset *make_firm(void)
{
    struct dataset *data = dataset_new(DATASET_FIRM, "Wells Fargo");
    struct firm_record *record = &data->u.firm;
    record->items = arena_array(&data->arena, 6, sizeof *record->items);
    record->count = 6;
    for (int i = 0; i < 6; i++) {
        fill(&record->items[i].action, "CRWV", MOVE_UPGRADE, 9 * i);
        record->items[i].direction = 1;
        record->items[i].moved[0] = amount_of(i == 0 ? -1.5 : 2.5);
        if (i < 3)
            record->items[i].moved[1] = amount_of(4);
    }
    data->fetched_at = FIXTURE_NOW;
    return data;
}

static struct dataset *make_headlines(void)
{
    struct dataset *data = dataset_new(DATASET_HEADLINES, "CRWV");
    struct headlines *headlines = &data->u.headlines;
    struct rating_action *told = arena_array(&data->arena, 1, sizeof *told);
    headlines->items = arena_array(&data->arena, 2, sizeof *headlines->items);
    fill(told, "CRWV", MOVE_UPGRADE, 0);
    told->firm = "Wells Fargo";
    headlines->items[0] = (struct headline){.symbol = "CRWV",
                                            .when = FIXTURE_NOW - 60,
                                            .title = "Wells Fargo upgrades CoreWeave",
                                            .publisher = "Reuters",
                                            .link = "https://example.com/a",
                                            .source = "nasdaq_news",
                                            .also = "yahoo_news google_news",
                                            .stand = HEADLINE_AHEAD,
                                            .told = told};
    headlines->items[1] = (struct headline){.symbol = "CRWV",
                                            .when = FIXTURE_NOW - 86400 * 3,
                                            .title = "\xe6\x9d\xb1\xe4\xba\xac and CoreWeave",
                                            .publisher = "",
                                            .link = "",
                                            .source = "yahoo_news"};
    headlines->count = 2;
    data->fetched_at = FIXTURE_NOW;
    return data;
}

static int begin(void **state)
{
    static struct views_test test;
    fixture_init(&test.fixture, FIXTURE_NORMAL);
    const struct snapshot *normal = test.fixture.snapshot;
    test.snapshot = snapshot_new(normal->slot_count + 3, 0);
    for (size_t i = 0; i < normal->slot_count; i++) {
        test.snapshot->slots[i] = normal->slots[i];
        if (normal->slots[i].data)
            test.snapshot->slots[i].data = dataset_ref(normal->slots[i].data);
    }
    struct dataset *const own[] = {make_tape(), make_firm(), make_headlines()};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        struct slot *slot = &test.snapshot->slots[normal->slot_count + i];
        slot->kind = own[i]->kind;
        slot->good_at = FIXTURE_NOW;
        text_copy(slot->subject, sizeof slot->subject, own[i]->subject);
        slot->data = own[i];
    }
    test.fixture.view.snapshot = test.snapshot;
    buffer_init(&test.text, 1 << 20);
    *state = &test;
    return 0;
}

static int end(void **state)
{
    struct views_test *test = *state;
    buffer_clear(&test->text);
    snapshot_unref(test->snapshot);
    fixture_clear(&test->fixture);
    return 0;
}

static const char *drawn(struct views_test *test, enum shown shown, int rows, int columns)
{
    test->fixture.state.shown = (int)shown;
    buffer_empty(&test->text);
    fixture_draw(&test->fixture, &ratings_pane, rows, columns, false, &test->text);
    return buffer_text(&test->text);
}

static void assert_says(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("\"%s\" is not in:\n%s", part, text);
}

static void the_consensus_at_length(void **state)
{
    const char *text = drawn(*state, SHOWN_CONSENSUS, 30, 110);
    assert_says(text, "24 analysts");
    assert_says(text, "mean 2.33 buy");
    assert_says(text, "spread 118% of their mean");
    assert_says(text, "next earnings: \xe2\x80\x93");
    assert_says(text, "beats and misses: \xe2\x80\x93");
    assert_says(text, "rev this year");
    assert_says(text, "EPS Q Sep 25");
    assert_says(text, "mean recommendation, 1 best, 0 days"); /* one month is no line */
    assert_says(text, "mean target, 0 days observed here");
}

static const char *history_drawn(struct views_test *test, const struct consensus *consensus, int rows, int columns)
{
    struct canvas canvas;
    canvas_init(&canvas, rows, columns);
    consensus_draw_history(&canvas, (struct rect){0, 0, rows, columns}, consensus, amount_of(100), FIXTURE_NOW);
    buffer_empty(&test->text);
    assert_true(canvas_to_text(&canvas, &test->text));
    canvas_clear(&canvas);
    return buffer_text(&test->text);
}

static void the_consensus_over_time(void **state)
{
    struct consensus_point points[] = {
        {.at = FIXTURE_NOW - 40 * 86400, .target_mean = amount_of(110), .mean = amount_of(2.2)},
        {.at = FIXTURE_NOW, .target_mean = amount_of(130), .mean = amount_of(1.8)}};
    struct consensus consensus = {.history = points, .history_count = 0};
    for (int i = 0; i < TREND_MONTHS; i++)
        consensus.months[i] = (struct trend_month){.buy = amount_of(10 - i), .hold = amount_of(i)};
    /* The provider's months alone, then with what was observed here. */
    const char *text = history_drawn(*state, &consensus, 8, 100);
    assert_says(text, "mean recommendation, 1 best, 90 days");
    assert_says(text, "mean target, 0 days observed here");
    assert_says(text, "begins with the second day");
    consensus.history_count = 2;
    text = history_drawn(*state, &consensus, 8, 100);
    assert_says(text, "1 best, 90 days"); /* the months reach further back */
    assert_says(text, "mean target, 2 days observed here");
    assert_null(strstr(text, "begins with"));
    assert_says(text, "\xe2\x97\x86"); /* the price among the targets */
    assert_says(text, "\xe2\x94\xa4 2.0");
    assert_null(strstr(history_drawn(*state, &consensus, 6, 60), "recommendation")); /* room for one */
    assert_says(history_drawn(*state, &consensus, 12, 60), "recommendation");
}

static void headlines_say_what_they_tell(void **state)
{
    struct views_test *test = *state;
    char text[256];
    const char *screen = drawn(test, SHOWN_HEADLINES, 10, 110);
    assert_says(screen, "Wells Fargo upgrades CoreWeave");
    assert_says(screen, "*\xe2\x96\xb2 EW \xe2\x86\x92 OW 105 \xe2\x86\x92 170"); /* ahead of the data */
    assert_says(screen, "nasdaq +2");
    assert_says(screen, "\xe6\x9d\xb1\xe4\xba\xac and CoreWeave");
    assert_null(strstr(screen, "UPSIDE"));
    assert_says(drawn(test, SHOWN_HEADLINES, 10, 150), "UPSIDE"); /* the actions beside them */
    ratings_pane.copy(&test->fixture.view, text, sizeof text);
    assert_string_equal(text, "https://example.com/a");
    struct want want;
    assert_int_equal(ratings_pane.wants(&test->fixture.view, &want, 1), 1);
    assert_int_equal(want.kind, DATASET_HEADLINES);
    assert_string_equal(want.subject, "CRWV");
    test->fixture.state.detail = true;
    screen = drawn(test, SHOWN_HEADLINES, 24, 80);
    assert_says(screen, "https://example.com/a");
    assert_says(screen, "not yet: no provider of actions tells it");
    assert_string_equal(ratings_firm_of(&test->fixture.view), "Wells Fargo");
}

static void the_tape_of_the_group_and_of_all(void **state)
{
    struct views_test *test = *state;
    const char *text = drawn(test, SHOWN_TAPE, 10, 110);
    assert_says(text, "CRWV");
    assert_says(text, "105 \xe2\x86\x92 170");
    assert_says(text, "\xe2\x89\xa0 yahoo");                           /* contradicted */
    assert_says(drawn(test, SHOWN_TAPE, 10, 60), "\xe2\x89\xa0Wells"); /* also where there is little room */
    text = drawn(test, SHOWN_TAPE, 10, 110);
    assert_null(strstr(text, "ELSE"));
    assert_says(drawn(test, SHOWN_TAPE_OF_ALL, 10, 110), "ELSE");
}

/* Whether a target was divided, or is not compared with the price, stands in the row. */
static void targets_across_a_split_say_so(void **state)
{
    struct views_test *test = *state;
    const char *text = drawn(test, SHOWN_TAPE_OF_ALL, 10, 110);
    assert_says(text, "105 \xe2\x86\x92 170 \xc3\xb7"
                      "10");
    assert_says(text, "split?");
    test->fixture.state.table.selected = 2;
    test->fixture.state.detail = true;
    assert_says(drawn(test, SHOWN_TAPE_OF_ALL, 24, 110), "a split may lie between");
    test->fixture.state.table.selected = 1;
    assert_says(drawn(test, SHOWN_TAPE_OF_ALL, 24, 110), "divided by 10 for the split since");
}

static void an_action_of_the_tape_opens(void **state)
{
    struct views_test *test = *state;
    (void)drawn(test, SHOWN_TAPE, 10, 110);
    test->fixture.view.state = &test->fixture.state;
    assert_true(ratings_pane.act(&test->fixture.view, ACTION_DETAIL, NULL) != 0);
    const char *text = drawn(test, SHOWN_TAPE, 24, 80);
    assert_says(text, "close that day");
    assert_says(text, "fmp: old target 100");
    assert_true(ratings_pane.act(&test->fixture.view, ACTION_BACK, NULL) != 0);
    assert_says(drawn(test, SHOWN_TAPE, 24, 80), "TGT CHG");
}

static void a_firm_once_an_action_was_selected(void **state)
{
    struct views_test *test = *state;
    assert_says(drawn(test, SHOWN_FIRM, 20, 110), "select an action first");
    (void)drawn(test, SHOWN_TAPE, 10, 110); /* notes the firm */
    const char *text = drawn(test, SHOWN_FIRM, 20, 110);
    assert_says(text, "+1d 83% of 6");
    assert_says(text, "+5d \xe2\x80\x93 of 3"); /* no claim */
    struct want wants[WANTS_MOST];
    size_t count = ratings_pane.wants(&test->fixture.view, wants, WANTS_MOST);
    assert_true(count > 1);
    assert_int_equal(wants[0].kind, DATASET_FIRM);
    assert_string_equal(wants[0].subject, "Wells Fargo");
    assert_int_equal(wants[1].kind, DATASET_BARS);
}

static void heat_by_symbol(void **state)
{
    const char *text = drawn(*state, SHOWN_HEAT, 10, 110);
    assert_says(text, "CRWV     +1");
    assert_says(text, "NBIS     -1");
}

static void every_view_lives_in_any_size_and_without_data(void **state)
{
    struct views_test *test = *state;
    static const int sizes[][2] = {{0, 0}, {1, 1}, {2, 20}, {4, 20}, {7, 33}, {24, 80}, {60, 250}};
    for (int shown = 0; shown < SHOWN_VIEWS; shown++)
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
            (void)drawn(test, (enum shown)shown, sizes[i][0], sizes[i][1]);
    test->fixture.view.snapshot = NULL;
    for (int shown = 0; shown < SHOWN_VIEWS; shown++) {
        char text[256];
        (void)drawn(test, (enum shown)shown, 24, 80);
        (void)ratings_pane.rows(&test->fixture.view);
        ratings_pane.provenance(&test->fixture.view, text, sizeof text);
        ratings_pane.copy(&test->fixture.view, text, sizeof text);
        (void)ratings_pane.next_change(&test->fixture.view);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_consensus_at_length, begin, end),
        cmocka_unit_test_setup_teardown(the_consensus_over_time, begin, end),
        cmocka_unit_test_setup_teardown(headlines_say_what_they_tell, begin, end),
        cmocka_unit_test_setup_teardown(the_tape_of_the_group_and_of_all, begin, end),
        cmocka_unit_test_setup_teardown(targets_across_a_split_say_so, begin, end),
        cmocka_unit_test_setup_teardown(an_action_of_the_tape_opens, begin, end),
        cmocka_unit_test_setup_teardown(a_firm_once_an_action_was_selected, begin, end),
        cmocka_unit_test_setup_teardown(heat_by_symbol, begin, end),
        cmocka_unit_test_setup_teardown(every_view_lives_in_any_size_and_without_data, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
