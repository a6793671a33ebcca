/* SPDX-License-Identifier: MIT
 * RunPod and Vast.ai: their traps, their recorded answers, and answers that no venue should send. */
#include "config.h"

#include "bodies.h"
#include "hostile.h"
#include "sources.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW     INT64_C(1790000000)
#define UNKNOWN ((double)NAN) /* stands for an unknown amount */

static const struct subscription runpod = {.kind = DATASET_GPU_MARKET, .now = NOW};
static const struct subscription h100 = {.kind = DATASET_GPU_MARKET, .subject = "H100 SXM", .now = NOW};

static struct observations parsed(const struct source *source, const struct subscription *subscription,
                                  struct body body)
{
    struct hostile hostile = {source, subscription, NOW};
    struct observations observations;
    struct error err;
    if (!hostile_parse(&hostile, 200, body.text, body.length, &observations, &err))
        fail_msg("refused: %s", err.message);
    bodies_clear(&body);
    return observations;
}

static const struct gpu_book *book_of(const struct observations *observations, const char *model)
{
    for (size_t i = 0; i < observations->book_count; i++)
        if (strcmp(observations->books[i].model, model) == 0)
            return &observations->books[i];
    return NULL;
}

static size_t offers_of(const struct observations *observations, const char *model)
{
    size_t count = 0;
    for (size_t i = 0; i < observations->offer_count; i++)
        count += strcmp(observations->offers[i].model, model) == 0;
    return count;
}

static void expect_amount(struct amount amount, double expected)
{
    assert_int_equal(amount.known, !isnan(expected));
    if (amount.known)
        assert_true(fabs(amount.value - expected) < 1e-9);
}

static void runpod_is_asked_once_for_everything(void **state)
{
    (void)state;
    struct source_request request = {.url = ""};
    struct error err = {.message = ""};
    assert_true(source_runpod_offers.request(&runpod, "", &request, &err));
    assert_string_equal(request.url, "https://api.runpod.io/graphql");
    assert_string_equal(request.headers[0], "Content-Type: application/json");
    static const char *const parts[] = {"{\"query\":\"",
                                        "gpuTypes {",
                                        "g1: lowestPrice(input: {gpuCount: 1, secureCloud: true})",
                                        "g8: lowestPrice(input: {gpuCount: 8, secureCloud: true})",
                                        "stockStatus",
                                        "gpuAvailability { gpuTypeId stockStatus }",
                                        "\"variables\":{}}"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_non_null(strstr(request.body, parts[i]));
    assert_null(source_runpod_offers.subjects);
}

/* Trap 1: 0 and 0.5 stand for "not offered"; "unknown" and slices of cards are none. */
static void runpod_prices_and_words(void **state)
{
    (void)state;
    static const struct {
        const char *model;
        double price, spot, stock;
        const char *word;
        size_t offers;
    } expected[] = {
        {"H100 SXM", 3.40, UNKNOWN, 1, "High", 2}, /* launchable price before the list price; no 8x; community */
        {"H200", 4.55, 2.1, 0.5, "Low", 2},        /* 1x and 8x, community not carried; a spot price of its own */
        {"B200", UNKNOWN, UNKNOWN, 0, "None", 0},  /* nothing in stock: the list price is no price */
        {"L40S", 1.05, UNKNOWN, UNKNOWN, "", 2},   /* the stock was not told */
        {"RTX 4090", 0.36, UNKNOWN, UNKNOWN, "Scarce", 1}, /* community only; a word we do not know */
    };
    struct observations got = parsed(&source_runpod_offers, &runpod, bodies_own("runpod_offers/types.json"));
    assert_int_equal(got.book_count, sizeof expected / sizeof expected[0]); /* no 0.5 A100, no MIG, no "unknown" */
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const struct gpu_book *book = book_of(&got, expected[i].model);
        if (book == NULL) {
            fail_msg("no book of %s", expected[i].model);
            return;
        }
        assert_string_equal(book->venue, "RunPod");
        assert_string_equal(book->source, "runpod_offers");
        assert_int_equal(book->seen_at, NOW);
        expect_amount(book->median, expected[i].price);
        expect_amount(book->low, expected[i].price);
        expect_amount(book->spot, expected[i].spot);
        expect_amount(book->stock, expected[i].stock);
        expect_amount(book->offers, UNKNOWN);
        expect_amount(book->idle_gpus, UNKNOWN);
        assert_string_equal(book->stock_word, expected[i].word);
        assert_int_equal(offers_of(&got, expected[i].model), expected[i].offers);
    }
    assert_string_equal(got.offers[0].region, "secure, 1/2 regions");
    assert_string_equal(got.offers[0].raw_model, "NVIDIA H100 80GB HBM3");
    assert_true(got.offers[0].verified);
    assert_int_equal(got.offers[1].gpu_count, 1);
    assert_false(got.offers[1].verified); /* 8x is null: the second is the community's */
    observations_clear(&got);
}

static enum error_code refused(const struct source *source, const struct subscription *subscription, long status,
                               const char *body, char *message)
{
    struct hostile hostile = {source, subscription, NOW};
    struct observations observations;
    struct error err;
    assert_false(hostile_parse(&hostile, status, body, strlen(body), &observations, &err));
    observations_clear(&observations);
    text_copy(message, sizeof err.message, err.message);
    return err.code;
}

static void runpod_errors_come_with_200(void **state)
{
    (void)state;
    char message[sizeof((struct error *)0)->message];
    assert_int_equal(
        refused(&source_runpod_offers, &runpod, 200,
                "{\"errors\":[{\"message\":\"Something \\u001b[31mwent\\u0007 wrong\"}],\"data\":null}", message),
        ERROR_SERVER);
    assert_string_equal(message, "RunPod reports an error: Something [31mwent wrong");
    assert_int_equal(refused(&source_runpod_offers, &runpod, 200, "{\"data\":{\"gpuTypes\":[]}}", message),
                     ERROR_FORMAT);
    assert_int_equal(refused(&source_runpod_offers, &runpod, 400, "{\"errors\":[]}", message), ERROR_SERVER);
}

static void runpod_partial_answers_never_mean_sold_out(void **state)
{
    (void)state;
    static const char body[] =
        "{\"errors\":[{\"message\":\"timeout\",\"path\":[\"gpuTypes\",0,\"g1\",\"stockStatus\"]}],\"data\":{"
        "\"gpuTypes\":["
        "{\"id\":\"NVIDIA B200\",\"secureCloud\":true,\"securePrice\":6.8,\"g1\":{\"stockStatus\":null}}]}}";
    struct hostile hostile = {&source_runpod_offers, &runpod, NOW};
    struct observations got;
    assert_true(hostile_parse(&hostile, 200, body, sizeof body - 1, &got, NULL));
    assert_int_equal(got.book_count, 1);
    expect_amount(got.books[0].stock, UNKNOWN);
    expect_amount(got.books[0].median, 6.8);
    assert_string_equal(got.books[0].stock_word, "");
    observations_clear(&got);
}

/* Traps 1 and 2: spot at the price of on-demand tells nothing. */
static void recorded_runpod(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        double h100, mi300x;
    } cases[] = {
        {"gpu/runpod-gputypes-graphql-2026-08.json", 3.29, 2.39},
        {"gpu/runpod-gputypes-all-graphql.json", 3.49, 2.39},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations got = parsed(&source_runpod_offers, &runpod, bodies_real(cases[i].file));
        const struct gpu_book *book = book_of(&got, "H100 SXM");
        if (book == NULL) {
            fail();
            return;
        }
        expect_amount(book->median, cases[i].h100);
        expect_amount(book->stock, UNKNOWN); /* these bodies do not tell */
        expect_amount(book->spot, UNKNOWN);  /* equal to on-demand */
        book = book_of(&got, "MI300X");
        if (book != NULL)
            expect_amount(book->median, cases[i].mi300x);
        for (size_t k = 0; k < got.offer_count; k++)
            assert_true(got.offers[k].usd_gpu_hour != 0.5);
        observations_clear(&got);
    }
}

static void vast_is_asked_by_exact_name(void **state)
{
    (void)state;
    struct source_request request = {.url = ""};
    struct error err = {.message = ""};
    assert_true(source_vast_offers.request(&h100, "", &request, &err));
    assert_int_equal(strncmp(request.url, "https://console.vast.ai/api/v0/bundles/?q=%7B%22gpu_name%22", 59), 0);
    assert_non_null(strstr(request.url, "%22H100%20SXM%22"));
    assert_non_null(strstr(request.url, "%22verified%22%3A%7B%22eq%22%3Atrue%7D"));
    assert_non_null(strstr(request.url, "%22limit%22%3A1000%7D"));
    assert_string_equal(request.body, "");
    assert_int_equal(request.body_limit, 4 << 20);
    struct subscription unnamed = {.kind = DATASET_GPU_MARKET};
    assert_false(source_vast_offers.request(&unnamed, "", &request, &err));
    size_t count;
    assert_ptr_equal(source_vast_offers.subjects(&count), gpu_vast_names(&count));
}

/* Trap 3: one card in several offers, whole and broken figures, junk prices. */
static void vast_offers_and_idle_gpus(void **state)
{
    (void)state;
    struct observations got = parsed(&source_vast_offers, &h100, bodies_own("vast_offers/book.json"));
    assert_int_equal(got.book_count, 1);
    const struct gpu_book *book = &got.books[0];
    assert_string_equal(book->model, "H100 SXM");
    assert_string_equal(book->venue, "Vast.ai");
    assert_string_equal(book->source, "vast_offers");
    assert_int_equal(book->seen_at, NOW);
    expect_amount(book->idle_gpus, 8); /* machine 100: 1 to 4, once; then one, two and one of others */
    expect_amount(book->low, 1.8);
    expect_amount(book->median, UNKNOWN); /* fewer than five machines */
    expect_amount(book->stock, 1);
    assert_false(book->capped);
    assert_int_equal(got.offer_count, 6);
    assert_int_equal(got.rejected, 6); /* free, no GPUs, another model, junk, a number, null */
    assert_true(fabs(got.offers[1].usd_gpu_hour - 2.1) < 1e-9);
    assert_true(fabs(got.offers[1].raw_amount - 4.2) < 1e-9);
    assert_string_equal(got.offers[1].raw_unit, "$/h whole");
    assert_string_equal(got.offers[0].region, "Norway, NO");
    assert_string_equal(got.offers[2].region, "US");
    assert_string_equal(got.offers[3].region, "");
    assert_false(got.offers[4].verified);
    expect_amount(got.offers[5].reliability, 0.99); /* from reliability2 */
    observations_clear(&got);
}

static void vast_without_offers_is_an_answer(void **state)
{
    (void)state;
    struct hostile hostile = {&source_vast_offers, &h100, NOW};
    struct observations got;
    assert_true(hostile_parse(&hostile, 200, "{\"offers\":[]}", 13, &got, NULL));
    assert_int_equal(got.book_count, 1);
    expect_amount(got.books[0].offers, 0);
    expect_amount(got.books[0].stock, 0);
    expect_amount(got.books[0].idle_gpus, 0);
    expect_amount(got.books[0].median, UNKNOWN);
    assert_false(got.books[0].capped);
    observations_clear(&got);
}

static void vast_refusals(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *body;
        enum error_code code;
        const char *part;
    } cases[] = {
        {429, "API requests too frequent: endpoint threshold=3.0", ERROR_RATE_LIMITED, "too many"},
        {200, "{\"success\":false,\"error\":\"invalid_args\",\"msg\":\"no such column\"}", ERROR_SERVER,
         "no such column"},
        {400, "{\"success\":false,\"error\":\"invalid_args\"}", ERROR_SERVER, "invalid_args"},
        {401, "{\"success\":false,\"error\":\"auth_error\",\"msg\":\"Invalid user key\"}", ERROR_AUTH,
         "Invalid user key"},
        {200, "{\"success\":true}", ERROR_FORMAT, "no offers"},
        {200, "{\"offers\":{}}", ERROR_FORMAT, "no offers"},
        {200, "{\"offers\":[1,2]}", ERROR_FORMAT, "none of"},
    };
    char message[sizeof((struct error *)0)->message];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(refused(&source_vast_offers, &h100, cases[i].status, cases[i].body, message),
                         cases[i].code);
        if (strstr(message, cases[i].part) == NULL)
            fail_msg("%s does not say %s", message, cases[i].part);
    }
    struct subscription stranger = {.kind = DATASET_GPU_MARKET, .subject = "Voodoo 2"};
    assert_int_equal(refused(&source_vast_offers, &stranger, 200, "{\"offers\":[]}", message), ERROR_NOT_FOUND);
}

static int compare_doubles(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* One row of vast_expected.csv against what the recorded answer of that day gives. */
static void expect_recorded_day(char *row)
{
    char *fields[16] = {0}, *rest = NULL;
    size_t count = 0;
    for (char *field = strtok_r(row, ",\r\n", &rest); field != NULL && count < 16;
         field = strtok_r(NULL, ",\r\n", &rest))
        fields[count++] = field;
    struct subscription subscription = {.kind = DATASET_GPU_MARKET};
    text_copy(subscription.subject, sizeof subscription.subject, fields[1]);
    if (gpu_model_from_vast(fields[1], 81920) == NULL)
        return; /* a model we do not follow */
    char name[100];
    snprintf(name, sizeof name, "gpu/vast/%s/%s.json", fields[0], fields[1]);
    for (char *at = name; *at != '\0'; at++)
        if (*at == ' ')
            *at = '_';
    struct observations got = parsed(&source_vast_offers, &subscription, bodies_real(name));
    assert_int_equal(got.rejected, 0);
    assert_int_equal(got.offer_count, strtoul(fields[2], NULL, 10));
    if (got.offer_count > 0) {
        double *prices = calloc(got.offer_count, sizeof *prices), idle = 0;
        for (size_t i = 0; i < got.offer_count; i++)
            prices[i] = got.offers[i].usd_gpu_hour;
        qsort(prices, got.offer_count, sizeof *prices, compare_doubles);
        assert_true(fabs(prices[0] - strtod(fields[7], NULL)) < 1e-6);
        double middle = (prices[(got.offer_count - 1) / 2] + prices[got.offer_count / 2]) / 2;
        assert_true(fabs(middle - strtod(fields[9], NULL)) < 1e-6);
        for (size_t i = 0; i < got.book_count; i++) {
            idle += got.books[i].idle_gpus.value;
            assert_int_equal(got.books[i].capped, strcmp(fields[count - 1], "True") == 0);
        }
        assert_int_equal((long)idle, strtol(fields[5], NULL, 10));
        free(prices);
    }
    observations_clear(&got);
}

static void recorded_vast_days(void **state)
{
    (void)state;
    struct body table = bodies_real("gpu/vast_expected.csv");
    char *rest = NULL;
    size_t rows = 0;
    for (char *row = strtok_r(table.text, "\n", &rest); row != NULL; row = strtok_r(NULL, "\n", &rest))
        if (rows++ > 0)
            expect_recorded_day(row);
    assert_true(rows > 20);
    bodies_clear(&table);
}

static void hostile_answers(void **state)
{
    (void)state;
    static const struct hostile of_runpod = {&source_runpod_offers, &runpod, NOW};
    static const struct hostile of_vast = {&source_vast_offers, &h100, NOW};
    struct body body = bodies_own("runpod_offers/types.json");
    hostile_suite(&of_runpod, body.text, body.length);
    bodies_clear(&body);
    body = bodies_own("vast_offers/book.json");
    hostile_suite(&of_vast, body.text, body.length);
    bodies_clear(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runpod_is_asked_once_for_everything),
        cmocka_unit_test(runpod_prices_and_words),
        cmocka_unit_test(runpod_errors_come_with_200),
        cmocka_unit_test(runpod_partial_answers_never_mean_sold_out),
        cmocka_unit_test(recorded_runpod),
        cmocka_unit_test(vast_is_asked_by_exact_name),
        cmocka_unit_test(vast_offers_and_idle_gpus),
        cmocka_unit_test(vast_without_offers_is_an_answer),
        cmocka_unit_test(vast_refusals),
        cmocka_unit_test(recorded_vast_days),
        cmocka_unit_test(hostile_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
