/* SPDX-License-Identifier: MIT
 * References to datasets, also from two threads, and what counts as empty. */
#include "config.h"

#include "model/dataset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <pthread.h>

#define ROUNDS 20000

static void a_new_dataset_is_empty_and_named(void **state)
{
    (void)state;
    for (int kind = 0; kind < DATASET_KINDS; kind++) {
        struct dataset *dataset = dataset_new((enum dataset_kind)kind, "CRWV");
        assert_int_equal(dataset->kind, kind);
        assert_string_equal(dataset->subject, "CRWV");
        assert_true(dataset_is_empty(dataset));
        dataset_unref(dataset);
    }
    dataset_unref(NULL);
}

static void rows_make_it_filled(void **state)
{
    (void)state;
    struct dataset dataset = {.kind = DATASET_QUOTES, .u.quotes.count = 1};
    assert_false(dataset_is_empty(&dataset));
    dataset = (struct dataset){.kind = DATASET_BARS, .u.bars.count = 1};
    assert_false(dataset_is_empty(&dataset));
    dataset = (struct dataset){.kind = DATASET_RATINGS, .u.ratings.count = 1};
    assert_false(dataset_is_empty(&dataset));
    dataset = (struct dataset){.kind = DATASET_RECEIVABLES, .u.receivables.count = 1};
    assert_false(dataset_is_empty(&dataset));
    dataset = (struct dataset){.kind = DATASET_FILINGS, .u.filings.count = 1};
    assert_false(dataset_is_empty(&dataset));
    dataset = (struct dataset){.kind = DATASET_GPU_MARKET, .u.gpu.row_count = 1};
    assert_false(dataset_is_empty(&dataset));
    dataset = (struct dataset){.kind = DATASET_EVENTS, .u.events.count = 1};
    assert_false(dataset_is_empty(&dataset));
}

static void any_figure_fills_a_consensus(void **state)
{
    (void)state;
    struct dataset dataset = {.kind = DATASET_CONSENSUS};
    struct consensus *consensus = &dataset.u.consensus;
    struct amount *const figures[] = {&consensus->target_low,     &consensus->target_high,
                                      &consensus->target_mean,    &consensus->analysts,
                                      &consensus->months[3].hold, &consensus->months[0].strong_sell};
    assert_true(dataset_is_empty(&dataset));
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        *figures[i] = amount_of(0); /* a known nothing is something */
        assert_false(dataset_is_empty(&dataset));
        *figures[i] = AMOUNT_UNKNOWN;
    }
    consensus->earnings_from = 1;
    assert_false(dataset_is_empty(&dataset));
}

static void the_last_reference_frees_all(void **state)
{
    (void)state; /* the sanitizers and valgrind see a leak or a use after free */
    struct dataset *dataset = dataset_new(DATASET_FILINGS, "CRWV");
    dataset->u.filings.items = arena_array(&dataset->arena, 1000, sizeof *dataset->u.filings.items);
    const struct dataset *other = dataset_ref(dataset);
    assert_ptr_equal(other, dataset);
    dataset_unref(dataset);
    assert_string_equal(other->subject, "CRWV");
    dataset_unref(other);
}

static void *take_and_drop(void *argument)
{
    const struct dataset *dataset = argument;
    for (int i = 0; i < ROUNDS; i++)
        dataset_unref(dataset_ref(dataset));
    return NULL;
}

static void two_threads_count_right(void **state)
{
    (void)state;
    struct dataset *dataset = dataset_new(DATASET_QUOTES, "");
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, take_and_drop, dataset), 0);
    take_and_drop(dataset);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(dataset->references, 1);
    dataset_unref(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_dataset_is_empty_and_named), cmocka_unit_test(rows_make_it_filled),
        cmocka_unit_test(any_figure_fills_a_consensus),     cmocka_unit_test(the_last_reference_frees_all),
        cmocka_unit_test(two_threads_count_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
