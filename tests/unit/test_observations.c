/* SPDX-License-Identifier: MIT
 * Lists of observations: growth, caps, zeroed elements; and the names of the kinds. */
#include "config.h"

#include "model/observations.h"
#include "model/subscription.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void elements_are_zeroed_and_keep_their_place(void **state)
{
    (void)state;
    struct observations all;
    observations_init(&all);
    for (int i = 0; i < 1000; i++) {
        struct fact *fact = observations_add_fact(&all);
        assert_non_null(fact);
        assert_true(fact->value == 0 && fact->concept[0] == '\0');
        fact->value = i;
        fact->concept[0] = 'x';
    }
    for (int i = 0; i < 1000; i++)
        assert_true(all.facts[i].value == i);
    assert_int_equal(all.fact_count, 1000);
    assert_int_equal(all.rejected, 0);
    observations_clear(&all);
    assert_int_equal(all.fact_count, 0);
    assert_null(all.facts);
    observations_clear(&all);
}

#define EXPECT_CAP(name, counter, most)                                                                            \
    do {                                                                                                           \
        struct observations all;                                                                                   \
        observations_init(&all);                                                                                   \
        for (size_t i = 0; i < (most); i++)                                                                        \
            assert_non_null(observations_add_##name(&all));                                                        \
        assert_null(observations_add_##name(&all));                                                                \
        assert_null(observations_add_##name(&all));                                                                \
        assert_int_equal(all.counter##_count, most);                                                               \
        assert_int_equal(all.rejected, 2);                                                                         \
        observations_clear(&all);                                                                                  \
    } while (0)

static void lists_are_capped(void **state)
{
    (void)state;
    EXPECT_CAP(quote, quote, 2000);
    EXPECT_CAP(bars, bars, 100);
    EXPECT_CAP(action, action, 2000);
    EXPECT_CAP(consensus, consensus, 100);
    EXPECT_CAP(filing, filing, 5000);
    EXPECT_CAP(fact, fact, 40000);
    EXPECT_CAP(company, company, 20000);
    EXPECT_CAP(offer, offer, 30000);
    EXPECT_CAP(book, book, 2000);
    EXPECT_CAP(event, event, 2000);
}

static void the_arena_goes_with_the_list(void **state)
{
    (void)state;
    struct observations all;
    observations_init(&all);
    struct rating_action *action = observations_add_action(&all);
    action->firm = arena_text(&all.arena, "Wells Fargo");
    assert_string_equal(all.actions[0].firm, "Wells Fargo");
    observations_clear(&all);
}

static void kinds_have_distinct_names(void **state)
{
    (void)state;
    for (int i = 0; i < DATASET_KINDS; i++) {
        assert_true(strlen(dataset_kind_name((enum dataset_kind)i)) > 0);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(dataset_kind_name((enum dataset_kind)i),
                                    dataset_kind_name((enum dataset_kind)k));
    }
    assert_string_equal(dataset_kind_name(DATASET_QUOTES), "quotes");
    assert_string_equal(dataset_kind_name(DATASET_BARS), "bars");
    assert_string_equal(dataset_kind_name(DATASET_KINDS), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_zeroed_and_keep_their_place),
        cmocka_unit_test(lists_are_capped),
        cmocka_unit_test(the_arena_goes_with_the_list),
        cmocka_unit_test(kinds_have_distinct_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
