/* SPDX-License-Identifier: MIT
 * Units of rent, what is no price, spot prices that are a rule of the house, and names that contain each other. */
#include "config.h"

#include "base/text.h"
#include "model/gpu_market.h"
#include "model/gpu_names.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static void every_unit_comes_to_dollars_per_gpu_hour(void **state)
{
    (void)state;
    static const struct {
        double quoted;
        enum gpu_unit unit;
        int gpus;
        double price;
    } cases[] = {
        {2.5, GPU_USD_EACH, 8, 2.5},         {55.04, GPU_USD_WHOLE, 8, 6.88},
        {319, GPU_CENTS_EACH, 8, 3.19},      {2392, GPU_CENTS_WHOLE, 8, 2.99},
        {280000000, GPU_NANO_WHOLE, 1, 2.8}, {551221, GPU_USD_YEAR_WHOLE, 8, 551221.0 / 8760 / 8},
        {26280, GPU_USD_3_YEAR_WHOLE, 1, 1}, {87600, GPU_USD_5_YEAR_WHOLE, 2, 1},
        {2.5, GPU_USD_WHOLE, 0, 2.5}, /* the count was not told */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *doubt = NULL;
        struct amount price = gpu_price(amount_of(cases[i].quoted), cases[i].unit, cases[i].gpus, &doubt);
        assert_true(price.known && doubt == NULL);
        assert_float_equal(price.value, cases[i].price, 1e-9);
    }
    for (int unit = 0; unit < GPU_UNITS; unit++)
        assert_in_range(strlen(gpu_unit_name((enum gpu_unit)unit)), 4, 15); /* fits raw_unit */
}

static void what_is_no_price_says_why(void **state)
{
    (void)state;
    static const struct {
        double quoted;
        const char *doubt;
    } cases[] = {{-1, "a negative price"},
                 {0.0001, "below 0.005 $/GPU-h"},
                 {10000, "above 200 $/GPU-h"},
                 {NAN, NULL}, /* never becomes an amount */
                 {INFINITY, NULL},
                 {0, NULL}}; /* not offered, which is no doubt */
    const char *doubt = NULL;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        doubt = NULL;
        assert_false(gpu_price(amount_of(cases[i].quoted), GPU_USD_EACH, 1, &doubt).known);
        assert_int_equal(doubt != NULL, cases[i].doubt != NULL);
        if (doubt != NULL)
            assert_string_equal(doubt, cases[i].doubt);
    }
    doubt = NULL;
    assert_false(gpu_price(AMOUNT_UNKNOWN, GPU_USD_EACH, 1, &doubt).known);
    assert_null(doubt);
}

static void a_doubtful_quote_is_counted_and_left_out(void **state)
{
    (void)state;
    struct gpu_quote quotes[] = {
        {.model = "H100 SXM", .gpus = 1, .unit = GPU_USD_EACH, .price = amount_of(2)},
        {.model = "H100 SXM", .gpus = 1, .unit = GPU_USD_EACH, .price = amount_of(0.0001)},
        {.model = "H100 SXM", .gpus = 1, .unit = GPU_USD_EACH, .price = amount_of(4), .spot = amount_of(2)},
    };
    struct gpu_book book = {.venue = ""};
    gpu_book_from_quotes(&book, quotes, COUNT_OF(quotes));
    assert_float_equal(book.median.value, 3, 0);
    assert_float_equal(book.doubted.value, 1, 0);
    assert_string_equal(book.doubt, "below 0.005 $/GPU-h");
    assert_false(book.spot.known); /* half of on-demand */
    assert_false(book.stock.known);
    assert_false(book.regions.known);
}

/* Trap 12. */
static void units_break_by_powers_of_two(void **state)
{
    (void)state;
    assert_true(gpu_unit_break(6.88, 55.04)); /* whole nodes, of a recorded history */
    assert_true(gpu_unit_break(49.24, 6.16));
    assert_true(gpu_unit_break(80, 10));
    assert_true(gpu_unit_break(2, 1.01));
    assert_false(gpu_unit_break(2, 3));
    assert_false(gpu_unit_break(98.32, 55.04)); /* a cut, and a real one */
    assert_false(gpu_unit_break(0, 8));
}

static void house_rules_are_no_market(void **state)
{
    (void)state;
    double still[30], moving[30], half[30];
    for (int i = 0; i < 30; i++) {
        still[i] = 0.41 + 1e-5 * (i % 2);
        moving[i] = 0.3 + 0.01 * i;
        half[i] = 0.5;
    }
    assert_true(gpu_spot_is_administered(1.7, 3.4));
    assert_true(gpu_spot_is_administered(3.4, 3.4));
    assert_true(gpu_spot_is_administered(3.5, 3.4));
    assert_false(gpu_spot_is_administered(1.70, 3.95));
    assert_true(gpu_ratios_are_administered(still, 30));
    assert_true(gpu_ratios_are_administered(half, 30));
    assert_false(gpu_ratios_are_administered(moving, 30));
    assert_false(gpu_ratios_are_administered(half, 9));
}

static void names_that_contain_each_other_are_apart(void **state)
{
    (void)state;
    static const struct {
        enum gpu_naming naming;
        const char *name, *model;
    } cases[] = {
        {GPU_NAMES_OCI, "B110978", "B200"},
        {GPU_NAMES_OCI, "B110979", "GB200"},
        {GPU_NAMES_LIUM, "H20", NULL},
        {GPU_NAMES_LIUM, "H200", "H200"},
        {GPU_NAMES_LIUM, "h200", NULL},
        {GPU_NAMES_AKASH, "h100 80Gi PCIe", "H100 PCIe"},
        {GPU_NAMES_AKASH, "h100 94Gi PCIe", "H100 NVL"},
        {GPU_NAMES_AKASH, "a100 40Gi SXM4", "A100 40GB SXM"},
        {GPU_NAMES_AKASH, "a100 80Gi SXM4", "A100 80GB SXM"},
        {GPU_NAMES_AKASH, "a10 24Gi PCIe", NULL},
        {GPU_NAMES_SCALEWAY, "H100-1-80G", "H100 PCIe"},
        {GPU_NAMES_SCALEWAY, "H100-SXM-8-80G", "H100 SXM"},
        {GPU_NAMES_VULTR, "NVIDIA_A100 4", NULL}, /* a slice */
        {GPU_NAMES_LAMBDA, "gpu_1x_gh200", NULL},
        {GPU_NAMES_ORNN, "", NULL},
    };
    size_t models;
    const char *const *known = gpu_models(&models);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct gpu_name *name = gpu_name_find(cases[i].naming, cases[i].name);
        assert_int_equal(name != NULL, cases[i].model != NULL);
        if (name == NULL)
            continue;
        assert_string_equal(name->model, cases[i].model);
        bool listed = false;
        for (size_t k = 0; k < models; k++)
            listed = listed || strcmp(known[k], name->model) == 0;
        assert_true(listed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_unit_comes_to_dollars_per_gpu_hour),
        cmocka_unit_test(what_is_no_price_says_why),
        cmocka_unit_test(a_doubtful_quote_is_counted_and_left_out),
        cmocka_unit_test(units_break_by_powers_of_two),
        cmocka_unit_test(house_rules_are_no_market),
        cmocka_unit_test(names_that_contain_each_other_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
