/* SPDX-License-Identifier: MIT
 * One venue's offers in a few figures. */
#include "config.h"

#include "base/text.h"
#include "model/gpu_market.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct gpu_offer offer(int64_t machine, double price)
{
    return (struct gpu_offer){.venue = "Vast.ai",
                              .model = "H100 SXM",
                              .machine_id = machine,
                              .gpu_count = 1,
                              .usd_gpu_hour = price,
                              .verified = true,
                              .reliability = amount_of(0.99)};
}

static void quartiles_interpolate(void **state)
{
    (void)state;
    static const double prices[] = {8, 1, 7, 2, 6, 3, 5, 4};
    struct gpu_offer offers[8];
    struct gpu_book book = {.idle_gpus = AMOUNT_UNKNOWN};
    for (int i = 0; i < 8; i++)
        offers[i] = offer(i + 1, prices[i]);
    gpu_book_from_offers(&book, offers, 8);
    assert_float_equal(book.low.value, 1, 0);
    assert_float_equal(book.quartile1.value, 2.75, 1e-12); /* type 7, as R and NumPy have it */
    assert_float_equal(book.median.value, 4.5, 1e-12);
    assert_float_equal(book.quartile3.value, 6.25, 1e-12);
    assert_float_equal(book.offers.value, 8, 0);
    assert_float_equal(book.machines.value, 8, 0);
}

static void few_machines_tell_less(void **state)
{
    (void)state;
    struct gpu_offer offers[20];
    struct gpu_book book;
    for (int machines = 0; machines <= 9; machines++) {
        for (int i = 0; i < 20; i++)
            offers[i] = offer(machines > 0 ? i % machines : 0, 1 + i);
        book = (struct gpu_book){.capped = false};
        gpu_book_from_offers(&book, offers, machines > 0 ? 20 : 0);
        assert_int_equal((int)book.machines.value, machines);
        assert_int_equal(book.low.known, machines >= 1);
        assert_int_equal(book.median.known, machines >= 5);
        assert_int_equal(book.quartile1.known, machines >= 8);
        assert_int_equal(book.quartile3.known, machines >= 8);
        assert_true(book.offers.known && book.machines.known);
    }
}

static void only_eligible_offers_count(void **state)
{
    (void)state;
    struct gpu_offer offers[7];
    struct gpu_book book = {.capped = false};
    for (int i = 0; i < 7; i++)
        offers[i] = offer(i, 2);
    offers[0].verified = false;
    offers[1].reliability = amount_of(0.8999);
    offers[2].reliability = AMOUNT_UNKNOWN;
    offers[3].usd_gpu_hour = 0;
    offers[4].usd_gpu_hour = 1000;
    offers[5].spot = true;
    offers[6].reliability = amount_of(0.90);
    gpu_book_from_offers(&book, offers, 7);
    assert_float_equal(book.offers.value, 1, 0);
    assert_float_equal(book.machines.value, 1, 0);
    assert_float_equal(book.low.value, 2, 0);
    gpu_book_from_offers(&book, offers, 6);
    assert_false(book.low.known);
    assert_float_equal(book.offers.value, 0, 0);
}

static void what_offers_cannot_tell_is_left_alone(void **state)
{
    (void)state;
    struct gpu_offer one = offer(1, 2);
    struct gpu_book book = {.seen_at = 5, .idle_gpus = amount_of(7), .capped = true, .stock = amount_of(1)};
    text_copy(book.venue, sizeof book.venue, "Vast.ai");
    gpu_book_from_offers(&book, &one, 1);
    assert_float_equal(book.idle_gpus.value, 7, 0);
    assert_true(book.capped && book.stock.known);
    assert_int_equal(book.seen_at, 5);
    assert_string_equal(book.venue, "Vast.ai");
    assert_false(book.spot.known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quartiles_interpolate),
        cmocka_unit_test(few_machines_tell_less),
        cmocka_unit_test(only_eligible_offers_count),
        cmocka_unit_test(what_offers_cannot_tell_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
