/* SPDX-License-Identifier: MIT
 * GPU venues in the store: nothings that differ, units that break, years in days. */
#include "config.h"

#include "store_fixture.h"

#include "base/text.h"
#include "store/kept_attested.h"
#include "store/venues.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void put(struct fixture *fixture, const char *venue, const char *model, double price, double stock,
                int64_t at, const char *whole_venue)
{
    struct observations observations;
    observations_init(&observations);
    struct gpu_book *book = add_book(&observations, venue, model, price, at);
    if (stock >= 0)
        book->stock = amount_of(stock);
    text_copy(observations.whole_venue, sizeof observations.whole_venue, whole_venue);
    fixture_put(fixture, &observations, at);
    observations_clear(&observations);
}

/* The newest book of the venue for the model; without a venue when there is none. */
static struct gpu_book newest(struct fixture *fixture, const char *venue, const char *model, int64_t now)
{
    struct error err = {0};
    struct gpu_book found = {.venue = ""};
    struct dataset *dataset = store_load_gpu_market(fixture->store, now, &err);
    assert_non_null(dataset);
    for (size_t i = 0; i < dataset->u.gpu.row_count; i++)
        for (size_t k = 0; k < dataset->u.gpu.rows[i].book_count; k++) {
            const struct gpu_book *book = &dataset->u.gpu.rows[i].books[k];
            if (strcmp(book->venue, venue) == 0 && strcmp(book->model, model) == 0)
                found = *book;
        }
    dataset_unref(dataset);
    return found;
}

static void three_nothings_are_three_things(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put(fixture, "Lambda", "H100 SXM", 2, 1, NOON - 3600, "Lambda");
    put(fixture, "Oracle", "L40S", 3, -1, NOON - 3600, "Oracle");
    /* Not asked, or failed: what was known stands. */
    assert_float_equal(newest(fixture, "Lambda", "H100 SXM", NOON).stock.value, 1, 0);
    /* Listed until now, and listed no more: out of stock. */
    put(fixture, "Lambda", "H200", 3, 1, NOON, "Lambda");
    struct gpu_book gone = newest(fixture, "Lambda", "H100 SXM", NOON);
    assert_true(gone.stock.known && gone.stock.value == 0);
    assert_string_equal(gone.stock_word, "not listed");
    assert_false(gone.median.known);
    /* Never listed: not carried, which is nothing. */
    assert_string_equal(newest(fixture, "Lambda", "B200", NOON).venue, "");
    /* A list that tells no stock cannot run out of it. */
    put(fixture, "Oracle", "H200", 3, -1, NOON, "Oracle");
    assert_false(newest(fixture, "Oracle", "L40S", NOON).stock.known);
    /* A month later it is not carried any more. */
    put(fixture, "Lambda", "H200", 3, 1, NOON + 31 * DAYS, "Lambda");
    assert_int_not_equal(newest(fixture, "Lambda", "H100 SXM", NOON + 31 * DAYS).seen_at, NOON + 31 * DAYS);
}

static void a_unit_that_breaks_is_set_aside(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put(fixture, "AWS", "H100 SXM", 6.88, -1, NOON - 2 * DAYS, "");
    put(fixture, "AWS", "H100 SXM", 55.04, -1, NOON - DAYS, "");
    struct gpu_book book = newest(fixture, "AWS", "H100 SXM", NOON);
    assert_false(book.median.known);
    assert_string_equal(book.doubt, "55 after 6.88 $/GPU-h: another unit?");
    put(fixture, "AWS", "H100 SXM", 6.5, -1, NOON, "");
    assert_float_equal(newest(fixture, "AWS", "H100 SXM", NOON).median.value, 6.5, 0);
    put(fixture, "AWS", "H100 SXM", 55.04, -1, NOON + 9 * DAYS, ""); /* nothing else was heard for a week */
    assert_float_equal(newest(fixture, "AWS", "H100 SXM", NOON + 9 * DAYS).median.value, 55.04, 0);
}

static void years_are_read_by_day(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    fixture_open(fixture, NOON);
    for (int day = 400; day >= 0; day -= 2) {
        put(fixture, "A", "H100 SXM", 2.0, day < 200, NOON - day * DAYS - 60, "");
        put(fixture, "A", "H100 SXM", 2.1, day < 200, NOON - day * DAYS, ""); /* the day's last counts */
        put(fixture, "B", "H100 SXM", 4.1, 1, NOON - day * DAYS, "");
    }
    struct dataset *dataset = store_load_gpu_history(fixture->store, "H100 SXM", NOON, &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.gpu_history.count, 186); /* a year and a week, every other day */
    dataset_unref(dataset);
    char ever[SUBJECT_SIZE];
    gpu_history_subject(ever, sizeof ever, "H100 SXM", true);
    dataset = store_load_gpu_history(fixture->store, ever, NOON, &err);
    assert_non_null(dataset);
    assert_string_equal(dataset->subject, ever);
    const struct gpu_history *history = &dataset->u.gpu_history;
    assert_string_equal(history->model, "H100 SXM");
    assert_int_equal(history->count, 201);
    assert_float_equal(history->points[0].price.value, 3.1, 1e-9);
    assert_float_equal(history->points[0].availability.value, 50, 1e-9);
    assert_float_equal(history->points[200].availability.value, 100, 1e-9);
    assert_int_equal(history->points[200].day, NOON / DAYS);
    dataset_unref(dataset);
    dataset = store_load_gpu_history(fixture->store, "B200", NOON, &err);
    assert_non_null(dataset);
    assert_true(dataset_is_empty(dataset));
    dataset_unref(dataset);
}

static void books_thin_to_a_day_after_a_year(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    int64_t day = NOON / DAYS * DAYS;
    fixture_open(fixture, NOON);
    for (int hour = 0; hour < 24; hour++) {
        put(fixture, "A", "H100 SXM", 2, 1, day - 400 * DAYS + hour * 3600, "");
        put(fixture, "A", "H100 SXM", 2, 1, day - 365 * DAYS + hour * 3600, "");
    }
    assert_true(store_maintain(fixture->store, day, &err));
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM book WHERE at < 1752000000"), 1);
    /* The year's border moves on; what it passes is thinned then. */
    for (int hour = 1; hour <= 26; hour++)
        assert_true(store_maintain(fixture->store, day + hour * 3600, &err));
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM book"), 2);
}

static void new_models_are_news_only_of_venues_known_before(void **state)
{
    struct fixture *fixture = *state;
    struct observations news;
    struct error err = {0};
    fixture_open(fixture, NOON);
    for (int round = 0; round < 2; round++) {
        struct observations observations;
        observations_init(&news);
        observations_init(&observations);
        add_book(&observations, "Lambda", round == 0 ? "H100 SXM" : "B200", 3, NOON + round * 2 * DAYS);
        assert_true(store_begin(fixture->store, &err));
        assert_true(store_put(fixture->store, &observations, "test", NOON + round * 2 * DAYS, &news, &err));
        assert_true(store_commit(fixture->store, &err));
        assert_int_equal(news.book_count, round == 0 ? 0 : 2);
        if (round == 1) {
            struct event event;
            assert_true(event_from_books(&event, &news.books[0], &news.books[1], 2));
            assert_string_equal(event.text, "B200 newly listed at Lambda: $3.00/GPU-h");
            assert_string_equal(event.detail, "new Lambda");
        }
        observations_clear(&observations);
        observations_clear(&news);
    }
}

static void a_settled_price_stands_where_nobody_was_watched(void **state)
{
    (void)state;
    struct arena arena;
    struct gpu_day days[] = {
        {.venue = "Ornn index", .day = 10, .median = amount_of(2.5), .role = GPU_ROLE_INDEX},
        {.venue = "A", .day = 11, .median = amount_of(2)},
        {.venue = "Ornn index", .day = 11, .median = amount_of(2.6), .role = GPU_ROLE_INDEX},
    };
    arena_init(&arena);
    struct gpu_history history = gpu_history_build("H200", days, 3, &arena);
    assert_int_equal(history.count, 2);
    assert_false(history.points[0].price.known);
    assert_float_equal(history.points[0].settled.value, 2.5, 0);
    assert_float_equal(history.points[1].price.value, 2, 0);
    assert_false(history.points[1].settled.known);
    arena_clear(&arena);
}

/* Trap 19: the same day again, rounded, when it was told to four places before. */
static void what_was_settled_stays(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    for (int again = 0; again < 2; again++) {
        struct observations observations;
        observations_init(&observations);
        struct gpu_book *book =
            add_book(&observations, "Ornn index", "H100 SXM", again == 0 ? 2.9679 : 2.97, NOON - DAYS);
        book->role = GPU_ROLE_INDEX;
        fixture_put(fixture, &observations, NOON);
        observations_clear(&observations);
    }
    struct error err = {0};
    struct dataset *dataset = store_load_gpu_market(fixture->store, NOON, &err);
    assert_non_null(dataset);
    assert_float_equal(dataset->u.gpu.rows[0].books[0].median.value, 2.9679, 1e-12);
    dataset_unref(dataset);
}

/* The user's file is the truth: what it no longer says is gone. A venue that answers by itself is not replaced. */
static void what_is_attested_follows_the_file(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    struct attested_price prices[] = {{"CoreWeave", "H100 SXM", NOON / DAYS - 40, 6.5, "https://old"},
                                      {"CoreWeave", "H100 SXM", NOON / DAYS - 30, 6.16, "https://new"},
                                      {"A", "H100 SXM", NOON / DAYS, 99, "https://a"}};
    struct attested attested = {prices, 3}, none = {NULL, 0};
    fixture_open(fixture, NOON);
    observations_init(&observations);
    add_book(&observations, "A", "H100 SXM", 2, NOON - 600);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    assert_true(store_keep_attested(fixture->store, &attested, NOON, &err));
    struct dataset *dataset = store_load_gpu_market(fixture->store, NOON, &err);
    assert_non_null(dataset);
    const struct gpu_model_row *row = &dataset->u.gpu.rows[0];
    assert_int_equal(row->book_count, 2);
    assert_float_equal(row->books[0].median.value, 2, 0);
    assert_float_equal(row->books[1].median.value, 6.16, 0);
    assert_int_equal(row->books[1].role, GPU_ROLE_ATTESTED);
    assert_float_equal(row->price.value, 2, 0);
    assert_string_equal(attested_link(dataset->u.gpu.attested, "CoreWeave", "H100 SXM"), "https://new");
    assert_true(dataset->as_of == NOON - 600);
    dataset_unref(dataset);
    assert_true(store_keep_attested(fixture->store, &none, NOON, &err));
    dataset = store_load_gpu_market(fixture->store, NOON, &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.gpu.rows[0].book_count, 1);
    dataset_unref(dataset);
}

static void a_price_list_has_no_vote_in_the_history(void **state)
{
    (void)state;
    struct arena arena;
    struct gpu_day days[] = {
        {.venue = "A", .day = 10, .median = amount_of(2)},
        {.venue = "L", .day = 10, .median = amount_of(9), .role = GPU_ROLE_LIST},
        {.venue = "B", .day = 12, .median = amount_of(4)},
        {.venue = "B", .day = 14, .median = amount_of(5)}, /* A has been silent for more than three days */
    };
    arena_init(&arena);
    struct gpu_history history = gpu_history_build("H200", days, 4, &arena);
    assert_int_equal(history.count, 3);
    assert_float_equal(history.points[0].price.value, 2, 0);
    assert_float_equal(history.points[1].price.value, 3, 0);
    assert_float_equal(history.points[2].price.value, 5, 0);
    assert_false(history.points[2].availability.known);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(three_nothings_are_three_things, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_unit_that_breaks_is_set_aside, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(years_are_read_by_day, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(books_thin_to_a_day_after_a_year, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(new_models_are_news_only_of_venues_known_before, fixture_begin,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(what_was_settled_stays, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(what_is_attested_follows_the_file, fixture_begin, fixture_end),
        cmocka_unit_test(a_price_list_has_no_vote_in_the_history),
        cmocka_unit_test(a_settled_price_stands_where_nobody_was_watched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
