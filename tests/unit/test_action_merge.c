/* SPDX-License-Identifier: MIT
 * Which rows are one action, and what is told of the others. */
#include "config.h"

#include "base/date.h"
#include "base/text.h"
#include "model/action_merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW  INT64_C(1758722400) /* 2025-09-24 10:00 New York */
#define DAY  86400
#define ROWS 4

struct stage {
    struct arena arena;
    struct rating_action rows[ROWS];
    size_t count;
    struct rating_actions merged;
};

static int begin(void **state)
{
    static struct stage stage;
    date_use_new_york();
    memset(&stage, 0, sizeof stage);
    arena_init(&stage.arena);
    *state = &stage;
    return 0;
}

static int end(void **state)
{
    struct stage *stage = *state;
    arena_clear(&stage->arena);
    return 0;
}

static struct rating_action *add(struct stage *stage, const char *source, const char *firm, const char *from,
                                 const char *to, double before, double after, int64_t when)
{
    struct rating_action *row = &stage->rows[stage->count++];
    *row = (struct rating_action){.symbol = "CRWV", .when = when, .firm = firm, .from = from, .to = to};
    row->target_from = before > 0 ? amount_of(before) : AMOUNT_UNKNOWN;
    row->target_to = after > 0 ? amount_of(after) : AMOUNT_UNKNOWN;
    row->move = rating_move_of(MOVE_MAINTAIN, from, to);
    text_copy(row->source, sizeof row->source, source);
    return row;
}

static const struct rating_action *merge(struct stage *stage)
{
    stage->merged = actions_merge(stage->rows, stage->count, &stage->arena);
    return stage->merged.items;
}

static void the_same_of_two_sources_is_one_row(void **state)
{
    struct stage *stage = *state;
    add(stage, "yahoo_ratings", "B of A Securities", "Neutral", "Buy", 105, 170, NOW);
    add(stage, "fmp_grades", "BofA", "Neutral", "Buy", 0, 0, NOW - 8 * 3600);
    const struct rating_action *row = merge(stage);
    assert_int_equal(stage->merged.count, 1);
    assert_string_equal(row->source, "yahoo_ratings");
    assert_string_equal(row->also, "fmp_grades");
    assert_string_equal(row->conflict, "");
    assert_int_equal(row->when, NOW);
    assert_true(row->target_to.value == 170);
}

static void the_row_that_tells_most_stays_and_is_completed(void **state)
{
    struct stage *stage = *state;
    add(stage, "fmp_grades", "Wells Fargo & Company", "Equal Weight", "Overweight", 0, 0, NOW)->first_seen =
        NOW - 60;
    add(stage, "yahoo_ratings", "Wells Fargo", "", "Overweight", 105, 170, NOW - DAY)->first_seen = NOW;
    const struct rating_action *row = merge(stage);
    assert_int_equal(stage->merged.count, 1);
    assert_string_equal(row->source, "yahoo_ratings");
    assert_string_equal(row->also, "fmp_grades");
    assert_string_equal(row->from, "Equal Weight"); /* from the other */
    assert_int_equal(row->move, MOVE_UPGRADE);      /* which makes it one */
    assert_true(row->target_from.value == 105);
    assert_int_equal(row->first_seen, NOW - 60);
}

static void three_sources_are_all_named(void **state)
{
    struct stage *stage = *state;
    add(stage, "a", "Keybanc", "", "Hold", 0, 0, NOW);
    add(stage, "b", "KEYBANC CAP MKT", "", "Hold", 0, 50, NOW);
    add(stage, "c", "KeyBanc Capital Markets", "", "Hold", 45, 50, NOW);
    const struct rating_action *row = merge(stage);
    assert_int_equal(stage->merged.count, 1);
    assert_string_equal(row->source, "c");
    assert_non_null(strstr(row->also, "a"));
    assert_non_null(strstr(row->also, "b"));
}

static void what_differs_in_the_past_is_a_conflict(void **state)
{
    struct stage *stage = *state;
    add(stage, "a", "Stifel", "Hold", "Buy", 100, 120, NOW);
    add(stage, "b", "Stifel Nicolaus", "Sell", "Buy", 95, 120, NOW);
    const struct rating_action *row = merge(stage);
    assert_int_equal(stage->merged.count, 1);
    assert_string_equal(row->conflict, "b: from Sell, b: old target 95");
}

static void other_words_for_the_same_step_do_not_differ(void **state)
{
    struct stage *stage = *state;
    add(stage, "a", "Barclays", "Equal-Weight", "Overweight", 0, 120, NOW);
    add(stage, "b", "Barclays", "Equal Weight", "Overweight", 0, 120, NOW);
    assert_string_equal(merge(stage)->conflict, "");
    assert_int_equal(stage->merged.count, 1);
}

static void another_target_is_another_row_and_says_so(void **state)
{
    struct stage *stage = *state;
    add(stage, "a", "UBS", "", "Buy", 100, 120, NOW);
    add(stage, "b", "UBS", "", "Buy", 100, 125, NOW - 60);
    const struct rating_action *rows = merge(stage);
    assert_int_equal(stage->merged.count, 2);
    assert_string_equal(rows[0].conflict, "b: target 125");
    assert_string_equal(rows[1].conflict, "a: target 120");
    assert_string_equal(rows[0].also, "");
}

static void what_must_stay_apart(void **state)
{
    struct stage *stage = *state;
    add(stage, "a", "UBS", "", "Buy", 0, 120, NOW);
    add(stage, "a", "UBS", "", "Buy", 0, 120, NOW - 60);      /* the same source says it twice */
    add(stage, "b", "UBS", "", "Buy", 0, 120, NOW - 3 * DAY); /* another day */
    add(stage, "b", "Mizuho", "", "Buy", 0, 120, NOW);        /* another house */
    merge(stage);
    assert_int_equal(stage->merged.count, 4);
}

static void other_share_classes_stay_apart(void **state)
{
    struct stage *stage = *state;
    text_copy(add(stage, "a", "UBS", "", "Buy", 0, 120, NOW)->symbol, SYMBOL_SIZE, "GOOG");
    text_copy(add(stage, "b", "UBS", "", "Buy", 0, 120, NOW)->symbol, SYMBOL_SIZE, "GOOGL");
    merge(stage);
    assert_int_equal(stage->merged.count, 2);
}

static void nothing_and_nonsense(void **state)
{
    struct stage *stage = *state;
    merge(stage);
    assert_int_equal(stage->merged.count, 0);
    add(stage, "", "", "", "", 0, 0, 0);
    add(stage, "", "", "", "", 0, 0, 0);
    merge(stage);
    assert_int_equal(stage->merged.count, 2);
}

/* Any order of coming in gives the same rows. */
static void the_order_of_coming_in_does_not_matter(void **state)
{
    struct stage *stage = *state;
    add(stage, "a", "UBS", "Neutral", "Buy", 100, 120, NOW);
    add(stage, "b", "UBS", "", "Buy", 0, 120, NOW - 600);
    add(stage, "b", "Mizuho", "", "Hold", 0, 90, NOW - DAY);
    const struct rating_action *rows = merge(stage);
    struct rating_action first = stage->rows[0];
    stage->rows[0] = stage->rows[2];
    stage->rows[2] = first;
    const struct rating_action *turned = merge(stage);
    assert_int_equal(stage->merged.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(rows[i].firm, turned[i].firm);
        assert_string_equal(rows[i].source, turned[i].source);
        assert_string_equal(rows[i].also, turned[i].also);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_of_two_sources_is_one_row),
        TEST(the_row_that_tells_most_stays_and_is_completed),
        TEST(three_sources_are_all_named),
        TEST(what_differs_in_the_past_is_a_conflict),
        TEST(other_words_for_the_same_step_do_not_differ),
        TEST(another_target_is_another_row_and_says_so),
        TEST(what_must_stay_apart),
        TEST(other_share_classes_stay_apart),
        TEST(nothing_and_nonsense),
        TEST(the_order_of_coming_in_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
