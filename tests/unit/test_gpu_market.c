/* SPDX-License-Identifier: MIT
 * The table by model out of books of several venues and days. */
#include "config.h"

#include "base/text.h"
#include "model/gpu_market.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define NOW        INT64_C(1790000000)
#define DAY        86400
#define BOOKS_MOST 400

struct fixture {
    struct gpu_book items[BOOKS_MOST];
    struct gpu_books history;
    struct arena arena;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->history.items = fixture->items;
    arena_init(&fixture->arena);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_clear(&fixture->arena);
    free(fixture);
    return 0;
}

/* A median of 0 is an unknown one. */
static struct gpu_book *put(struct fixture *fixture, const char *venue, const char *model, double days_ago,
                            double median)
{
    struct gpu_book *book = &fixture->items[fixture->history.count++];
    text_copy(book->venue, sizeof book->venue, venue);
    text_copy(book->model, sizeof book->model, model);
    book->seen_at = NOW - (int64_t)(days_ago * DAY);
    if (median > 0)
        book->median = amount_of(median);
    return book;
}

static struct gpu_market build(struct fixture *fixture)
{
    return gpu_market_build(&fixture->history, NULL, 0, NOW, &fixture->arena);
}

static void nothing_gives_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct gpu_market market = build(fixture);
    assert_int_equal(market.row_count, 0);
    assert_int_equal(market.offer_count, 0);
    put(fixture, "Vast.ai", "Voodoo 2", 0, 1);
    assert_int_equal(build(fixture).row_count, 0);
}

/* Trap 11: 98.32 and 108.152 change places in a list when rows are mixed up. */
static void a_price_list_that_flips_for_a_day_is_steady(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "AWS", "H100 SXM", 3, 12.29)->role = GPU_ROLE_LIST;
    put(fixture, "AWS", "H100 SXM", 2, 13.519)->role = GPU_ROLE_LIST;
    put(fixture, "AWS", "H100 SXM", 1, 12.29)->role = GPU_ROLE_LIST;
    struct gpu_book *today = put(fixture, "AWS", "H100 SXM", 0, 13.519);
    today->role = GPU_ROLE_LIST;
    today->low = today->median;
    put(fixture, "OCI", "H100 SXM", 2, 10)->role = GPU_ROLE_LIST;
    put(fixture, "OCI", "H100 SXM", 1, 6)->role = GPU_ROLE_LIST;
    put(fixture, "OCI", "H100 SXM", 0, 6)->role = GPU_ROLE_LIST; /* two days agree: it has become cheaper */
    put(fixture, "New", "H100 SXM", 0, 8)->role = GPU_ROLE_LIST; /* of one day only */
    put(fixture, "Vast.ai", "H100 SXM", 2, 2);
    put(fixture, "Vast.ai", "H100 SXM", 1, 2);
    put(fixture, "Vast.ai", "H100 SXM", 0, 2.2); /* a market moves */
    struct gpu_market market = build(fixture);
    const struct gpu_model_row *row = &market.rows[0];
    assert_int_equal(row->book_count, 4);
    assert_string_equal(row->books[0].venue, "AWS");
    assert_float_equal(row->books[0].median.value, 13.519, 1e-12); /* two of the last three days */
    assert_float_equal(row->books[2].median.value, 6, 1e-12);
    assert_false(row->books[2].doubted.known);
    assert_float_equal(row->books[1].median.value, 8, 1e-12);
    assert_float_equal(row->books[3].median.value, 2.2, 1e-12);
    put(fixture, "AWS", "H100 SXM", -1, 12.29)->role = GPU_ROLE_LIST; /* of tomorrow: not yet */
    fixture->items[3].median = amount_of(12.29);
    fixture->items[2].median = amount_of(13.519);
    fixture->items[1].median = amount_of(13.519);
    market = build(fixture);
    row = &market.rows[0];
    assert_float_equal(row->books[0].median.value, 13.519, 1e-12); /* not today's */
    assert_float_equal(row->books[0].doubted.value, 1, 0);
    assert_string_equal(row->books[0].doubt, "today's price, unlike the days before");
}

static void a_spot_price_that_keeps_its_distance_is_no_discount(void **state)
{
    struct fixture *fixture = *state;
    for (int day = 12; day >= 0; day--) {
        put(fixture, "Rule", "H100 SXM", day, 4)->spot_ratio = amount_of(0.3);
        put(fixture, "Market", "H100 SXM", day, 4)->spot_ratio = amount_of(0.6 + 0.01 * day);
        if (day < 5)
            put(fixture, "Young", "H100 SXM", day, 4)->spot_ratio = amount_of(0.7);
    }
    struct gpu_market market = build(fixture);
    const struct gpu_model_row *row = &market.rows[0];
    assert_int_equal(row->book_count, 3);
    assert_false(row->books[0].spot_by_rule); /* Market */
    assert_true(row->books[1].spot_by_rule);
    assert_false(row->books[2].spot_by_rule); /* too few days to say */
    assert_float_equal(row->spot_discount.value, 35, 1e-9);
}

static void the_price_is_the_median_of_the_venues(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "H100 SXM", 0.5, 9);
    put(fixture, "A", "H100 SXM", 0, 2); /* its newest book speaks */
    put(fixture, "B", "H100 SXM", 1, 3);
    put(fixture, "C", "H100 SXM", 0, 7);
    put(fixture, "D", "H100 SXM", 4, 100); /* not heard for four days */
    put(fixture, "E", "H100 SXM", 0, 0)->low = amount_of(0.1);
    struct gpu_market market = build(fixture);
    assert_int_equal(market.row_count, 1);
    assert_float_equal(market.rows[0].price.value, 3, 1e-12);
    assert_int_equal(market.rows[0].book_count, 4);
    assert_int_equal(market.rows[0].as_of, NOW);
    assert_float_equal(market.rows[0].low.value, 0.1, 0);
    assert_string_equal(market.rows[0].low_venue, "E");
}

static void lows_make_no_price(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "H100 SXM", 0, 0)->low = amount_of(2);
    struct gpu_market market = build(fixture);
    assert_false(market.rows[0].price.known);
    assert_float_equal(market.rows[0].low.value, 2, 0);
    assert_int_equal(market.rows[0].trend_count, 0);
}

static void rows_stand_in_the_order_of_the_models(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "V100", 0, 1);
    put(fixture, "A", "B200", 0, 5);
    put(fixture, "A", "H100 SXM", 0, 2);
    put(fixture, "A", "H200", 10, 2); /* long not heard */
    struct gpu_market market = build(fixture);
    assert_int_equal(market.row_count, 3);
    assert_string_equal(market.rows[0].model, "H100 SXM");
    assert_string_equal(market.rows[1].model, "B200");
    assert_string_equal(market.rows[2].model, "V100");
}

static void changes_match_venues(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "H100 SXM", 30, 1.00);
    put(fixture, "A", "H100 SXM", 7, 2.00);
    put(fixture, "A", "H100 SXM", 1, 2.00);
    put(fixture, "A", "H100 SXM", 0, 2.20);
    put(fixture, "B", "H100 SXM", 7, 4.00);
    put(fixture, "B", "H100 SXM", 0, 4.00);
    put(fixture, "New and dear", "H100 SXM", 0, 50.00);  /* came: no rise */
    put(fixture, "Gone and cheap", "H100 SXM", 7, 0.10); /* went: no rise */
    struct gpu_model_row row = build(fixture).rows[0];
    assert_float_equal(row.change1d.value, 10.0, 1e-9);
    assert_float_equal(row.change7d.value, 4.88088481701516, 1e-9); /* sqrt(1.1 * 1) */
    assert_float_equal(row.change30d.value, 120.0, 1e-9);
    assert_float_equal(row.price.value, 4.0, 1e-12);
}

static void a_venue_not_heard_since_tells_no_change(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "H100 SXM", 2, 2.00);
    struct gpu_model_row row = build(fixture).rows[0];
    assert_true(row.price.known);
    assert_false(row.change1d.known);
    assert_false(row.change7d.known);
}

static void the_order_of_the_history_does_not_matter(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "H100 SXM", 0, 2.20);
    put(fixture, "B", "H200", 0, 3.00);
    put(fixture, "A", "H100 SXM", 7, 2.00);
    struct gpu_model_row row = build(fixture).rows[0];
    assert_float_equal(row.price.value, 2.20, 1e-12);
    assert_float_equal(row.change7d.value, 10, 1e-9);
}

static void availability_counts_venues_that_tell(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "H100 SXM", 0, 2)->stock = amount_of(1);
    put(fixture, "B", "H100 SXM", 0, 2)->stock = amount_of(0);
    put(fixture, "C", "H100 SXM", 0, 2)->stock = amount_of(0.5);
    put(fixture, "D", "H100 SXM", 0, 2);
    put(fixture, "D", "H200", 0, 2);
    struct gpu_market market = build(fixture);
    assert_float_equal(market.rows[0].availability.value, 200.0 / 3, 1e-9);
    assert_false(market.rows[1].availability.known);
}

static void counts_add_up_and_caps_show(void **state)
{
    struct fixture *fixture = *state;
    struct gpu_book *a = put(fixture, "A", "H100 SXM", 0, 2), *b = put(fixture, "B", "H100 SXM", 0, 2);
    put(fixture, "C", "H200", 0, 2);
    a->offers = amount_of(60);
    a->idle_gpus = amount_of(78);
    b->offers = amount_of(4);
    b->capped = true;
    struct gpu_market market = build(fixture);
    assert_float_equal(market.rows[0].offers.value, 64, 0);
    assert_float_equal(market.rows[0].idle_gpus.value, 78, 0);
    assert_true(market.rows[0].capped);
    assert_false(market.rows[1].offers.known);
    assert_false(market.rows[1].idle_gpus.known);
    assert_false(market.rows[1].capped);
}

static void a_discount_is_positive_below_on_demand(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "A", "H100 SXM", 0, 2.00)->spot = amount_of(1.24);
    put(fixture, "B", "H100 SXM", 0, 2.00);
    struct gpu_market market = build(fixture);
    assert_float_equal(market.rows[0].spot_discount.value, 38, 1e-9);
    put(fixture, "B", "H200", 0, 2.00);
    assert_false(build(fixture).rows[1].spot_discount.known);
}

static void the_trend_is_a_price_a_day(void **state)
{
    struct fixture *fixture = *state;
    for (int day = 40; day >= 0; day--)
        if (day < 10 || day > 20) /* a hole of days without an answer */
            put(fixture, "A", "H100 SXM", day, 1 + day);
    struct gpu_model_row row = build(fixture).rows[0];
    assert_true(row.trend_count > 0 && row.trend_count < GPU_TREND);
    assert_true(row.trend[row.trend_count - 1] == 1.0f);
    assert_true(row.trend[0] == 32.0f);
    for (size_t i = 1; i < row.trend_count; i++)
        assert_true(row.trend[i] <= row.trend[i - 1]);
}

static void venues_beyond_the_limit_are_left_out(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 45; i++)
        put(fixture, (const char[]){(char)('A' + i % 26), (char)('a' + i / 26), '\0'}, "H100 SXM", 0, 2)->spot =
            amount_of(1);
    struct gpu_market market = build(fixture);
    assert_int_equal(market.rows[0].book_count, 40);
    assert_float_equal(market.rows[0].price.value, 2, 0);
}

static void offers_and_books_are_copied(void **state)
{
    struct fixture *fixture = *state;
    struct gpu_offer offers[2] = {{.offer_id = 1}, {.offer_id = 2}};
    put(fixture, "A", "H100 SXM", 0, 2);
    struct gpu_market market = gpu_market_build(&fixture->history, offers, 2, NOW, &fixture->arena);
    offers[1].offer_id = 9;
    fixture->items[0].median = amount_of(9);
    assert_int_equal(market.offer_count, 2);
    assert_int_equal(market.offers[1].offer_id, 2);
    assert_float_equal(market.rows[0].books[0].median.value, 2, 0);
}

#define MARKET_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MARKET_TEST(nothing_gives_nothing),
        MARKET_TEST(a_price_list_that_flips_for_a_day_is_steady),
        MARKET_TEST(a_spot_price_that_keeps_its_distance_is_no_discount),
        MARKET_TEST(the_price_is_the_median_of_the_venues),
        MARKET_TEST(lows_make_no_price),
        MARKET_TEST(rows_stand_in_the_order_of_the_models),
        MARKET_TEST(changes_match_venues),
        MARKET_TEST(a_venue_not_heard_since_tells_no_change),
        MARKET_TEST(the_order_of_the_history_does_not_matter),
        MARKET_TEST(availability_counts_venues_that_tell),
        MARKET_TEST(counts_add_up_and_caps_show),
        MARKET_TEST(a_discount_is_positive_below_on_demand),
        MARKET_TEST(the_trend_is_a_price_a_day),
        MARKET_TEST(venues_beyond_the_limit_are_left_out),
        MARKET_TEST(offers_and_books_are_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
