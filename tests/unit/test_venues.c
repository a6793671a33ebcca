/* SPDX-License-Identifier: MIT
 * The smaller GPU venues: what their lists mean, their recorded answers, and answers that no venue should send. */
#include "config.h"

#include "bodies.h"
#include "hostile.h"
#include "sources.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW             INT64_C(1790000000) /* 2026-09-21 */
#define UNKNOWN         ((double)NAN)
#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const struct subscription all = {.kind = DATASET_GPU_MARKET, .key = "secret", .now = NOW};

static const struct expected { /* one book of one answer */
    const char *source, *file; /* with a slash: recorded, else a fixture of ours */
    const char *part;          /* of a source that gathers; NULL the first */
    const char *model;
    double price, stock, stock8, regions, stocked;
    const char *word, *unit;
    enum gpu_role role;
} books[] = {
    {"ornn_index", "list.json", NULL, "H100 SXM", 2.5, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h per GPU",
     GPU_ROLE_INDEX},
    {"ornn_index", "list.json", NULL, "B200", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h per GPU",
     GPU_ROLE_INDEX},
    {"ornn_history", "list.json", NULL, "H100 SXM", 2.31, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h per GPU",
     GPU_ROLE_INDEX},
    {"akash_prices", "list.json", NULL, "H100 SXM", 1.55, 1, UNKNOWN, UNKNOWN, UNKNOWN, "6 free", "$/h per GPU",
     GPU_ROLE_MARKET},
    {"akash_prices", "list.json", NULL, "RTX 4090", UNKNOWN, 0, UNKNOWN, UNKNOWN, UNKNOWN, "0 free", "",
     GPU_ROLE_MARKET},
    {"scaleway_stock", "list.json", NULL, "H100 SXM", UNKNOWN, 1, 0, 1, 1, "available", "", GPU_ROLE_MARKET},
    {"scaleway_stock", "list.json", "fr-par-2", "H100 PCIe", UNKNOWN, 0.5, UNKNOWN, 1, 1, "scarce", "",
     GPU_ROLE_MARKET},
    {"voltagepark_stock", "list.json", NULL, "H100 SXM", 2.15, 1, UNKNOWN, 2, 1, "16 free", "$/h per GPU",
     GPU_ROLE_MARKET},
    {"lium_capacity", "list.json", NULL, "H100 SXM", 1.5, 1, 1, UNKNOWN, UNKNOWN, "136 free", "$/h per GPU",
     GPU_ROLE_MARKET},
    {"vultr_plans", "list.json", NULL, "H100 SXM", 2.5, 1, 1, 2, 2, "available", "$/h whole", GPU_ROLE_MARKET},
    {"vultr_plans", "list.json", NULL, "MI300X", 2, 0, 0, UNKNOWN, UNKNOWN, "sold out", "$/h whole",
     GPU_ROLE_MARKET},
    {"vultr_plans", "list.json", "vcg", "A100 80GB PCIe", 2.4, 1, UNKNOWN, 1, 1, "available", "$/h whole",
     GPU_ROLE_MARKET},
    {"oci_prices", "list.json", NULL, "H100 SXM", 10, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h per GPU",
     GPU_ROLE_LIST},
    {"hyperbolic_offers", "list.json", NULL, "H100 SXM", 3.095, 0, 0, 1, 0, "0 free", "c/h whole",
     GPU_ROLE_RESELLER},
    {"lambda_stock", "list.json", NULL, "H100 SXM", 3.29, 1, 0, 2, 2, "available", "c/h whole", GPU_ROLE_MARKET},
    {"hyperstack_stock", "list.json", NULL, "H100 PCIe", UNKNOWN, 0, 0, 2, 0, "0 free", "", GPU_ROLE_MARKET},
    {"hyperstack_stock", "list.json", NULL, "A100 80GB PCIe", UNKNOWN, 1, 1, 1, 1, "200 free", "", GPU_ROLE_MARKET},
    {"shadeform_stock", "list.json", NULL, "H100 SXM", 3.15, 1, 1, 2, 1, "available", "c/h whole",
     GPU_ROLE_RESELLER},
    {"jarvislabs_stock", "list.json", NULL, "H100 SXM", 2.69, 1, UNKNOWN, 1, 1, "3 free", "$/h per GPU",
     GPU_ROLE_MARKET},
    {"aws_prices", "list.json", NULL, "H100 SXM", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "",
     GPU_ROLE_LIST},
    {"aws_prices", "list.json", "on-demand", "H100 SXM", 6.88, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h whole",
     GPU_ROLE_LIST},
    {"aws_prices", "list.json", "on-demand", "H200", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "",
     GPU_ROLE_LIST},
    {"verda_prices", "list.json", NULL, "H100 SXM", 2.6, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h whole",
     GPU_ROLE_LIST},
    {"aws_spot", "list.js", NULL, "H100 SXM", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "", GPU_ROLE_LIST},
    {"azure_prices", "list.json", NULL, "H100 SXM", 12.29, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h whole",
     GPU_ROLE_LIST},
    {"azure_prices", "list.json", NULL, "A100 40GB SXM", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", "",
     GPU_ROLE_LIST},
    /* recorded */
    {"verda_prices", "gpu/verda-instance-types.json", NULL, "H100 SXM", 3.95, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
     "", "$/h whole", GPU_ROLE_LIST},
    {"aws_spot", "gpu/aws-spot-price-spotjs-2021.json", NULL, "A100 40GB SXM", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
     UNKNOWN, "", "", GPU_ROLE_LIST},
    {"aws_prices", "gpu/aws-spot-advisor-2025-06.json", NULL, "H100 SXM", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
     UNKNOWN, "", "", GPU_ROLE_LIST},
    {"azure_prices", "gpu/azure-retail-eastus-nd-2026-07-27.json", NULL, "H100 SXM", 12.29, UNKNOWN, UNKNOWN,
     UNKNOWN, UNKNOWN, "", "$/h whole", GPU_ROLE_LIST},
    {"ornn_index", "gpu/ornn-daily-index-all-2026-08-25.json", NULL, "H100 SXM", 2.9679166666666665, UNKNOWN,
     UNKNOWN, UNKNOWN, UNKNOWN, "", "$/h per GPU", GPU_ROLE_INDEX},
    {"scaleway_stock", "gpu/scaleway-availability-page1.json", NULL, "H100 SXM", UNKNOWN, 1, 1, 1, 1, "available",
     "", GPU_ROLE_MARKET},
    {"scaleway_stock", "gpu/scaleway-availability-page1.json", NULL, "B300", UNKNOWN, 0, 0, 1, 0, "shortage", "",
     GPU_ROLE_MARKET},
    {"voltagepark_stock", "gpu/voltagepark-locations.json", NULL, "H100 SXM", 2.24, 0, UNKNOWN, 2, 0, "0 free",
     "$/h per GPU", GPU_ROLE_MARKET},
    {"lium_capacity", "gpu/lium-capacity.json", NULL, "RTX 5090", 0.65, 1, 1, UNKNOWN, UNKNOWN, "6 free",
     "$/h per GPU", GPU_ROLE_MARKET},
    {"vultr_plans", "gpu/vultr-plans-metal.json", NULL, "H100 SXM", 2.99, 1, 1, 1, 1, "available", "$/h whole",
     GPU_ROLE_MARKET},
    {"vultr_plans", "gpu/vultr-plans-vcg.json", "vcg", "A100 80GB PCIe", 2.397, 1, UNKNOWN, 1, 1, "available",
     "$/h whole", GPU_ROLE_MARKET},
    {"oci_prices", "gpu/oci-products-usd-2026-08-14.json", NULL, "B200", 14, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "",
     "$/h per GPU", GPU_ROLE_LIST},
    {"oci_prices", "gpu/oci-products-usd-2026-08-14.json", NULL, "GB200", 16, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
     "", "$/h per GPU", GPU_ROLE_LIST},
    {"oci_prices", "gpu/oci-products-usd-2026-08-14.json", NULL, "L40S", 3.5, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
     "", "$/h per GPU", GPU_ROLE_LIST},
};

static struct subscription of_source(const struct source *source)
{
    struct subscription subscription = all;
    size_t count;
    if (source->subjects != NULL)
        text_copy(subscription.subject, sizeof subscription.subject, source->subjects(&count)[0]);
    return subscription;
}

static struct observations read_file(const char *source_name, const char *file, const char *part)
{
    char path[96];
    const struct source *source = source_find(source_name);
    struct subscription subscription = of_source(source);
    struct hostile hostile = {source, &subscription, NOW};
    struct observations got;
    struct error err;
    text_copy(subscription.older_name, sizeof subscription.older_name, part != NULL ? part : "");
    snprintf(path, sizeof path, "%s/%s", source_name, file);
    struct body body = strchr(file, '/') != NULL ? bodies_real(file) : bodies_own(path);
    if (!hostile_parse(&hostile, 200, body.text, body.length, &got, &err))
        fail_msg("%s %s is refused: %s", source_name, file, err.message);
    bodies_clear(&body);
    return got;
}

/* An empty book when there is none, which no expectation fits. */
static const struct gpu_book *book_of(const struct observations *got, const char *model)
{
    static const struct gpu_book none = {.venue = ""};
    for (size_t i = 0; i < got->book_count; i++)
        if (strcmp(got->books[i].model, model) == 0)
            return &got->books[i];
    return &none;
}

static void expect_amount(const struct expected *row, const char *what, struct amount amount, double expected)
{
    bool same = amount.known ? fabs(amount.value - expected) < 1e-9 : isnan(expected);
    if (!same)
        fail_msg("%s %s %s: %s is %g instead of %g", row->source, row->file, row->model, what,
                 amount.known ? amount.value : (double)NAN, expected);
}

static void expect_book(const struct expected *row)
{
    struct observations got = read_file(row->source, row->file, row->part);
    const struct gpu_book *book = book_of(&got, row->model);
    if (book->model[0] == '\0')
        fail_msg("%s %s has no %s", row->source, row->file, row->model);
    expect_amount(row, "the price", book->median, row->price);
    expect_amount(row, "the stock", book->stock, row->stock);
    expect_amount(row, "the stock of whole nodes", book->stock8, row->stock8);
    expect_amount(row, "regions", book->regions, row->regions);
    expect_amount(row, "regions with stock", book->regions_stocked, row->stocked);
    assert_string_equal(book->stock_word, row->word);
    assert_string_equal(book->raw_unit, row->unit);
    assert_string_equal(book->source, row->source);
    assert_int_equal(book->role, row->role);
    assert_true(book->seen_at > 0 && book->seen_at <= NOW);
    observations_clear(&got);
}

static void lists_of_ours(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(books); i++)
        if (strchr(books[i].file, '/') == NULL)
            expect_book(&books[i]);
}

/* Traps 4, 5 and 9 among them: a price with nothing in stock, more free than there are, prices as text. */
static void recorded_lists(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(books); i++)
        if (strchr(books[i].file, '/') != NULL)
            expect_book(&books[i]);
}

/* Traps 6 and 16: licences that look like cards, fractions of cards. */
static void only_what_is_followed_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        size_t books;
    } counts[] = {{"ornn_history", 2},      {"ornn_index", 2},    {"akash_prices", 2},     {"akash_usage", 1},
                  {"scaleway_stock", 2},    {"lium_capacity", 1}, {"vultr_plans", 2},      {"oci_prices", 1},
                  {"hyperbolic_offers", 1}, {"lambda_stock", 1},  {"jarvislabs_stock", 1}, {"shadeform_stock", 1},
                  {"hyperstack_stock", 2}};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct observations got = read_file(counts[i].source, "list.json", NULL);
        assert_int_equal(got.book_count, counts[i].books);
        observations_clear(&got);
    }
}

static void a_doubtful_figure_is_kept_with_its_reason(void **state)
{
    (void)state;
    struct observations got = read_file("ornn_index", "list.json", NULL);
    const struct gpu_book *book = book_of(&got, "B200");
    assert_false(book->median.known);
    assert_float_equal(book->raw.value, 10000, 0);
    assert_string_equal(book->doubt, "above 200 $/GPU-h");
    observations_clear(&got);
}

/* Traps 13 and 19: what says that it was estimated is refused, the newest days are left to the unrounded index. */
static void a_history_holds_only_what_was_settled(void **state)
{
    (void)state;
    struct observations got = read_file("ornn_history", "list.json", NULL);
    assert_int_equal(got.book_count, 2);
    assert_int_equal(got.rejected, 1);
    assert_int_equal(got.books[0].seen_at, 1782417600); /* 2026-06-25 20:00 UTC */
    assert_int_equal(got.books[1].seen_at, 1789761600); /* 2026-09-18 */
    assert_string_equal(got.books[0].venue, "Ornn index");
    observations_clear(&got);
}

static void the_history_of_another_gpu_is_refused(void **state)
{
    (void)state;
    struct subscription subscription = all;
    struct source_request request;
    struct hostile hostile = {source_find("ornn_history"), &subscription, NOW};
    struct observations got;
    struct error err;
    text_copy(subscription.subject, sizeof subscription.subject, "A100 SXM4");
    assert_true(hostile.source->request(&subscription, "", &request, &err));
    assert_string_equal(request.url, "https://api.ornnai.com/api/gpu/A100%20SXM4/index-history"
                                     "?startDate=2026-05-24&endDate=2026-09-21");
    struct body body = bodies_own("ornn_history/list.json");
    assert_false(hostile_parse(&hostile, 200, body.text, body.length, &got, &err));
    bodies_clear(&body);
}

static void utilisation_is_by_day_and_never_over_the_fleet(void **state)
{
    (void)state;
    struct observations got = read_file("akash_usage", "list.json", NULL);
    assert_int_equal(got.books[0].seen_at, 1789689600); /* 2026-09-18; today is not over, 2024 too long ago */
    assert_float_equal(got.books[0].rented.value, 31, 0);
    assert_float_equal(got.books[0].total.value, 40, 0);
    observations_clear(&got);
    got = read_file("akash_prices", "list.json", NULL);
    assert_float_equal(book_of(&got, "H100 SXM")->rented.value, 18, 0);
    observations_clear(&got);
}

static void lead_times(void **state)
{
    (void)state;
    struct observations got = read_file("hyperstack_stock", "list.json", NULL);
    assert_float_equal(book_of(&got, "H100 PCIe")->lead_days.value, 30, 0); /* Norway; Canada plans none */
    assert_float_equal(book_of(&got, "A100 80GB PCIe")->lead_days.value, 0, 0);
    observations_clear(&got);
}

static void spot_prices_of_a_house_rule_are_left_out(void **state)
{
    (void)state;
    struct observations got = read_file("vultr_plans", "list.json", NULL);
    assert_float_equal(book_of(&got, "H100 SXM")->spot_ratio.value, 0.8, 1e-9);
    observations_clear(&got);
    got = read_file("jarvislabs_stock", "list.json", NULL);
    assert_float_equal(book_of(&got, "H100 SXM")->spot.value, 1.7, 1e-9);
    observations_clear(&got);
}

/* Trap 17: half of on-demand for every model is no market; another share is one. */
static void a_fixed_half_is_no_spot_price(void **state)
{
    (void)state;
    struct observations got = read_file("verda_prices", "list.json", NULL);
    assert_false(book_of(&got, "H100 SXM")->spot.known);
    assert_false(book_of(&got, "H100 SXM")->spot_ratio.known);
    assert_float_equal(book_of(&got, "H200")->spot.value, 1.2, 1e-9);
    assert_float_equal(book_of(&got, "H200")->spot_ratio.value, 0.3, 1e-9);
    assert_int_equal(got.book_count, 2);
    observations_clear(&got);
}

/* Trap 8: JSON in a call, regions by old names, N/A* where spot is not offered. */
static void a_file_of_spot_prices_is_unwrapped(void **state)
{
    (void)state;
    struct observations got = read_file("aws_spot", "list.js", NULL);
    assert_int_equal(got.book_count, 2);
    assert_float_equal(book_of(&got, "H100 SXM")->spot.value, 3, 1e-9);
    assert_false(book_of(&got, "H100 SXM")->spot_ratio.known);
    assert_float_equal(book_of(&got, "A100 40GB SXM")->spot.value, 1.2, 1e-9);
    assert_int_equal(got.offer_count, 3); /* none of Tokyo */
    for (size_t i = 0; i < got.offer_count; i++) {
        assert_true(got.offers[i].spot);
        if (strcmp(got.offers[i].model, "A100 40GB SXM") == 0)
            assert_string_equal(got.offers[i].region, "us-east-1");
    }
    observations_clear(&got);
}

/* Trap 14: a reseller's rows of which nearly everything is null tell nothing, and take nothing from those that do.
 */
static void a_forest_of_nulls_tells_nothing(void **state)
{
    (void)state;
    static const char nulls[] =
        "{\"instance_types\":[{\"cloud\":null,\"configuration\":null,\"hourly_price\":null,\"availability\":null},"
        "{\"cloud\":\"beta\",\"configuration\":{\"num_gpus\":8,\"gpu_type\":\"H200\",\"interconnect\":\"sxm5\"},"
        "\"hourly_price\":null,\"availability\":[{\"region\":null,\"available\":null,\"hourly_price\":null}]},"
        "{\"cloud\":\"alpha\",\"configuration\":{\"num_gpus\":1,\"gpu_type\":\"H100\",\"interconnect\":\"sxm5\"},"
        "\"hourly_price\":250,\"availability\":[{\"region\":\"us\",\"available\":true,\"rental_type\":null}]}]}";
    struct subscription subscription = all;
    struct hostile hostile = {source_find("shadeform_stock"), &subscription, NOW};
    struct observations got;
    assert_true(hostile_parse(&hostile, 200, nulls, sizeof nulls - 1, &got, NULL));
    assert_float_equal(book_of(&got, "H100 SXM")->median.value, 2.5, 1e-9);
    assert_false(book_of(&got, "H200")->median.known);
    assert_false(book_of(&got, "H200")->stock.known); /* not told, which is not sold out */
    assert_int_equal(got.offer_count, 1);
    observations_clear(&got);
}

static void hostile_files_of_spot_prices(void **state)
{
    (void)state;
    struct body body = bodies_own("aws_spot/list.js");
    struct subscription subscription = all;
    struct hostile hostile = {source_find("aws_spot"), &subscription, NOW};
    const char *first = strchr(body.text, '{'), *last = strrchr(body.text, '}');
    hostile_suite(&hostile, first, (size_t)(last - first) + 1);
    for (size_t length = 0; length + 3 < body.length; length++) { /* the last are );\n */
        struct observations observations;
        assert_false(hostile_parse(&hostile, 200, body.text, length, &observations, NULL));
        observations_clear(&observations);
    }
    bodies_clear(&body);
}

static void a_file_of_spot_prices_that_is_old_is_refused(void **state)
{
    (void)state;
    static const char *const dates[] = {NULL, "", "yesterday", "Thu, 04 Feb 2021 10:00:00 GMT"};
    struct body body = bodies_own("aws_spot/list.js");
    struct subscription subscription = all;
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        struct source_response response = {.status = 200,
                                           .content_type = "",
                                           .body = body.text,
                                           .length = body.length,
                                           .received_at = NOW,
                                           .modified = dates[i]};
        struct observations observations;
        struct error err = {0};
        observations_init(&observations);
        assert_false(source_find("aws_spot")->parse(&subscription, &response, &observations, &err));
        assert_int_equal(err.code, ERROR_NO_DATA);
        assert_non_null(strstr(err.message, i < 3 ? "does not say of when" : "no longer made"));
        observations_clear(&observations);
    }
    bodies_clear(&body);
}

/* Trap 7. */
static void negative_savings_put_spot_above_the_list(void **state)
{
    (void)state;
    struct observations got = read_file("aws_prices", "list.json", NULL);
    assert_float_equal(book_of(&got, "H100 SXM")->spot_ratio.value, (0.48 + 1.5) / 2, 1e-9); /* 1.62 is cut */
    assert_float_equal(book_of(&got, "H100 SXM")->interruption.value, 2, 1e-9);
    assert_float_equal(book_of(&got, "A100 40GB SXM")->spot_ratio.value, 0.33, 1e-9);
    observations_clear(&got);
}

/* Trap 10, and spot at the price of on-demand. */
static void a_term_is_no_hour_and_unpriced_spot_no_price(void **state)
{
    (void)state;
    struct observations got = read_file("azure_prices", "list.json", NULL);
    assert_float_equal(book_of(&got, "H100 SXM")->spot_ratio.value, 0.4, 1e-9); /* westus: 98.00 of 98.32 */
    assert_float_equal(book_of(&got, "H100 SXM")->low.value, 12.29, 1e-9);
    assert_true(book_of(&got, "H100 SXM")->doubted.value == 0);
    observations_clear(&got);
}

/* Trap 18: prices of regions that no longer have the card. */
static void regions_without_the_card_do_not_count(void **state)
{
    (void)state;
    struct subscription subscription = all;
    struct body places = bodies_own("gcp_prices/places.csv"), prices = bodies_own("gcp_prices/prices.yml");
    struct source_response first = {.status = 200,
                                    .content_type = "",
                                    .body = places.text,
                                    .length = places.length,
                                    .received_at = NOW,
                                    .retry_after_seconds = -1};
    struct source_response second = {.status = 200,
                                     .content_type = "",
                                     .body = prices.text,
                                     .length = prices.length,
                                     .received_at = NOW,
                                     .retry_after_seconds = -1};
    struct observations got;
    struct error err;
    observations_init(&got);
    assert_true(source_gcp_prices.parse(&subscription, &first, &got, &err));
    text_copy(subscription.older_name, sizeof subscription.older_name, got.older_name);
    assert_true(source_gcp_prices.parse(&subscription, &second, &got, &err));
    const struct gpu_book *book = book_of(&got, "H100 SXM");
    assert_float_equal(book->median.value, (88.49 + 96.4) / 2 / 8, 1e-9);
    assert_float_equal(book->spot_ratio.value, (44.0 / 88.49 + 0.4) / 2, 1e-9); /* asia-east1 has none of these */
    observations_clear(&got);
    bodies_clear(&places);
    bodies_clear(&prices);
}

/* The list does not say where it ends: what a cut one leaves is told only as far as its lines are whole. */
static void a_list_that_was_cut_tells_nothing_untrue(void **state)
{
    static const double true_medians[] = {88.49 / 8, (88.49 + 96.4) / 2 / 8};
    struct body places = bodies_own("gcp_prices/places.csv"), prices = bodies_own("gcp_prices/prices.yml");
    (void)state;
    for (size_t length = 0; length <= prices.length; length++) {
        struct subscription subscription = all;
        struct hostile hostile = {&source_gcp_prices, &subscription, NOW};
        struct source_response response = {.status = 200,
                                           .content_type = "",
                                           .body = prices.text,
                                           .length = length,
                                           .received_at = NOW,
                                           .retry_after_seconds = -1};
        struct observations got;
        struct error err = {0};
        assert_true(hostile_parse(&hostile, 200, places.text, places.length, &got, &err));
        text_copy(subscription.older_name, sizeof subscription.older_name, got.older_name);
        bool read = source_gcp_prices.parse(&subscription, &response, &got, &err);
        assert_true(read || err.message[0] != '\0');
        double median = read ? book_of(&got, "H100 SXM")->median.value : true_medians[0];
        if (fabs(median - true_medians[0]) > 1e-9 && fabs(median - true_medians[1]) > 1e-9)
            fail_msg("cut after %zu bytes: %f", length, median);
        observations_clear(&got);
    }
    bodies_clear(&places);
    bodies_clear(&prices);
}

static void text_that_is_no_list_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "",         "\n\n",
        ";",        ";;;",
        "compute:", "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h:\n        i:\n         j: 1\n"};
    for (size_t i = 0; i < COUNT_OF(bodies); i++)
        for (int part = 0; part < 2; part++) {
            struct subscription subscription = all;
            struct hostile hostile = {&source_gcp_prices, &subscription, NOW};
            struct observations got;
            struct error err;
            text_copy(subscription.older_name, sizeof subscription.older_name, part == 0 ? "" : "prices");
            assert_false(hostile_parse(&hostile, 200, bodies[i], strlen(bodies[i]), &got, &err));
            observations_clear(&got);
        }
}

/* Trap 15. */
static void numbers_that_are_none_are_not_told(void **state)
{
    (void)state;
    static const char *const files[] = {"gpu/jarvislabs-server_meta-bad-values.json",
                                        "gpu/jarvislabs-server_meta.json"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct observations got = read_file("jarvislabs_stock", files[i], NULL);
        for (size_t k = 0; k < got.offer_count; k++)
            assert_true(got.offers[k].usd_gpu_hour > 0.1);
        observations_clear(&got);
    }
}

/* Trap 21: 111, 222, 333. */
static void a_redacted_cost_is_never_a_price(void **state)
{
    (void)state;
    struct observations got = read_file("hyperbolic_offers", "gpu/hyperbolic-rental-options.json", NULL);
    assert_true(got.offer_count > 0);
    for (size_t i = 0; i < got.offer_count; i++)
        assert_true(got.offers[i].raw_amount != 111 && got.offers[i].raw_amount != 222 &&
                    got.offers[i].raw_amount != 333);
    assert_int_equal(got.books[0].role, GPU_ROLE_RESELLER);
    observations_clear(&got);
}

/* --- several requests, one poll --- */

static void zones_are_gathered(void **state)
{
    (void)state;
    struct subscription subscription = all;
    struct body body = bodies_own("scaleway_stock/list.json");
    struct source_response response = {.status = 200,
                                       .content_type = "",
                                       .body = body.text,
                                       .length = body.length,
                                       .received_at = NOW,
                                       .retry_after_seconds = -1};
    struct observations got;
    struct error err;
    unsigned requests = 0;
    observations_init(&got);
    do {
        struct source_request request;
        text_copy(subscription.older_name, sizeof subscription.older_name, got.older_name);
        got.older_name[0] = '\0';
        assert_true(source_scaleway_stock.request(&subscription, "", &request, &err));
        assert_non_null(strstr(request.url, requests == 0 ? "/fr-par-1/" : subscription.older_name));
        assert_true(source_scaleway_stock.parse(&subscription, &response, &got, &err));
        requests++;
    } while (got.older_name[0] != '\0');
    assert_int_equal(requests, 4);
    assert_float_equal(book_of(&got, "H100 SXM")->regions.value, 4, 0);
    assert_int_equal(got.book_count, 2);
    assert_string_equal(got.whole_venue, "Scaleway");
    observations_clear(&got);
    bodies_clear(&body);
}

static void keys_travel_in_headers(void **state)
{
    (void)state;
    static const struct {
        const char *source, *header;
    } keyed[] = {{"lambda_stock", "Authorization: Bearer secret"},
                 {"hyperstack_stock", "api_key: secret"},
                 {"shadeform_stock", "X-API-KEY: secret"},
                 {"jarvislabs_stock", "Authorization: Bearer secret"},
                 {"vast_book", "Authorization: Bearer secret"}};
    for (size_t i = 0; i < COUNT_OF(keyed); i++) {
        struct source_request request;
        struct error err;
        const struct source *source = source_find(keyed[i].source);
        assert_true(source->request(&all, "", &request, &err));
        assert_string_equal(request.headers[0], keyed[i].header);
        assert_null(strstr(request.url, "secret"));
        assert_non_null(source->provider->key);
        assert_non_null(source->provider->key_home);
    }
}

/* --- the whole of Vast's book, in parts of any size --- */

static void an_order_book_may_come_in_any_parts(void **state)
{
    (void)state;
    struct body body = bodies_own("vast_book/list.json");
    static const size_t steps[] = {1, 3, 17, 1000, 100000};
    for (size_t k = 0; k < COUNT_OF(steps); k++) {
        struct observations got;
        struct error err = {.message = ""};
        struct source_response response = {.status = 200,
                                           .content_type = "",
                                           .body = "",
                                           .length = body.length,
                                           .received_at = NOW,
                                           .retry_after_seconds = -1};
        observations_init(&got);
        void *stream = source_vast_book.stream_begin(&all, &got);
        for (size_t at = 0; at < body.length; at += steps[k]) {
            size_t left = body.length - at;
            assert_true(
                source_vast_book.stream_feed(stream, body.text + at, left < steps[k] ? left : steps[k], &err));
        }
        assert_true(source_vast_book.stream_end(stream, &response, &got, &err));
        source_vast_book.stream_free(stream);
        const struct gpu_book *h100 = book_of(&got, "H100 SXM"), *rtx = book_of(&got, "RTX 4090");
        assert_float_equal(h100->idle_gpus.value, 10, 0); /* 1, 1 and 2, then a box of eight: never 11 */
        assert_float_equal(h100->offers.value, 3, 0);
        assert_float_equal(h100->stock8.value, 1, 0);
        assert_float_equal(rtx->offers.value, 1, 0);
        assert_float_equal(rtx->doubted.value, 1, 0);
        assert_string_equal(rtx->doubt, "below 0.005 $/GPU-h");
        assert_float_equal(book_of(&got, "B200")->stock.value, 0, 0); /* a whole book: none is none */
        assert_false(h100->capped);
        observations_clear(&got);
    }
    bodies_clear(&body);
}

/* Trap 3: 64 offers are a cut answer. */
static void a_full_answer_is_asked_for_in_parts(void **state)
{
    (void)state;
    struct subscription subscription = {.kind = DATASET_GPU_MARKET, .subject = "RTX 4090", .now = NOW};
    struct body body = bodies_real("gpu/vast/2026-03-01/RTX_4090.json"); /* 64 offers */
    struct source_response response = {.status = 200,
                                       .content_type = "",
                                       .body = body.text,
                                       .length = body.length,
                                       .received_at = NOW,
                                       .retry_after_seconds = -1};
    struct source_response nothing = {.status = 200,
                                      .content_type = "",
                                      .body = "{\"offers\":[]}",
                                      .length = 13,
                                      .received_at = NOW,
                                      .retry_after_seconds = -1};
    struct observations got;
    struct error err;
    struct source_request request;
    observations_init(&got);
    assert_true(source_vast_offers.parse(&subscription, &response, &got, &err));
    assert_true(got.books[0].capped);
    assert_string_equal(got.older_name, "size 0 place -1 cut 0");
    for (int part = 0; part < 5; part++) { /* of which none is full */
        text_copy(subscription.older_name, sizeof subscription.older_name, got.older_name);
        assert_true(source_vast_offers.request(&subscription, "", &request, &err));
        assert_non_null(strstr(request.url, part < 4 ? "num_gpus%22%3A%7B%22eq" : "num_gpus%22%3A%7B%22notin"));
        assert_true(source_vast_offers.parse(&subscription, part == 0 ? &response : &nothing, &got, &err));
        if (part == 0) { /* but the first, which is then asked for by place */
            for (int place = 0; place < 4; place++) {
                text_copy(subscription.older_name, sizeof subscription.older_name, got.older_name);
                assert_true(source_vast_offers.request(&subscription, "", &request, &err));
                assert_non_null(strstr(request.url, "geolocation"));
                assert_true(source_vast_offers.parse(&subscription, &nothing, &got, &err));
            }
        }
        assert_int_equal(got.books[0].capped, part < 4);
    }
    assert_string_equal(got.older_name, "");
    assert_int_equal(got.book_count, 1);
    assert_int_equal(got.offer_count, 64);                   /* each once, however often it was listed */
    assert_float_equal(got.books[0].idle_gpus.value, 81, 0); /* as vast_expected.csv has it */
    observations_clear(&got);
    bodies_clear(&body);
}

static void nothing_hostile_gets_through(void **state)
{
    (void)state;
    static const char *const names[] = {"ornn_history",    "ornn_index",        "akash_prices",  "akash_usage",
                                        "scaleway_stock",  "voltagepark_stock", "lium_capacity", "vultr_plans",
                                        "oci_prices",      "hyperbolic_offers", "lambda_stock",  "hyperstack_stock",
                                        "shadeform_stock", "jarvislabs_stock",  "vast_book",     "aws_prices",
                                        "azure_prices",    "verda_prices"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[96];
        struct subscription subscription = of_source(source_find(names[i]));
        struct hostile hostile = {source_find(names[i]), &subscription, NOW};
        snprintf(path, sizeof path, "%s/list.json", names[i]);
        struct body body = bodies_own(path);
        hostile_suite(&hostile, body.text, body.length);
        bodies_clear(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_of_ours),
        cmocka_unit_test(only_what_is_followed_is_read),
        cmocka_unit_test(a_doubtful_figure_is_kept_with_its_reason),
        cmocka_unit_test(utilisation_is_by_day_and_never_over_the_fleet),
        cmocka_unit_test(a_history_holds_only_what_was_settled),
        cmocka_unit_test(the_history_of_another_gpu_is_refused),
        cmocka_unit_test(lead_times),
        cmocka_unit_test(spot_prices_of_a_house_rule_are_left_out),
        cmocka_unit_test(a_fixed_half_is_no_spot_price),
        cmocka_unit_test(a_file_of_spot_prices_is_unwrapped),
        cmocka_unit_test(a_forest_of_nulls_tells_nothing),
        cmocka_unit_test(hostile_files_of_spot_prices),
        cmocka_unit_test(a_file_of_spot_prices_that_is_old_is_refused),
        cmocka_unit_test(negative_savings_put_spot_above_the_list),
        cmocka_unit_test(a_term_is_no_hour_and_unpriced_spot_no_price),
        cmocka_unit_test(regions_without_the_card_do_not_count),
        cmocka_unit_test(a_list_that_was_cut_tells_nothing_untrue),
        cmocka_unit_test(text_that_is_no_list_is_refused),
        cmocka_unit_test(zones_are_gathered),
        cmocka_unit_test(keys_travel_in_headers),
        cmocka_unit_test(an_order_book_may_come_in_any_parts),
        cmocka_unit_test(nothing_hostile_gets_through),
        cmocka_unit_test(recorded_lists),
        cmocka_unit_test(numbers_that_are_none_are_not_told),
        cmocka_unit_test(a_redacted_cost_is_never_a_price),
        cmocka_unit_test(a_full_answer_is_asked_for_in_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
