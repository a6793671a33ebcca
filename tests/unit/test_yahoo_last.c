/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "sources.h"

#include "bodies.h"
#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static const char symbols[][SYMBOL_SIZE] = {"TEST"};
static const struct subscription subscription = {.kind = DATASET_QUOTES, .symbols = symbols, .symbol_count = 1};
static const struct hostile hostile = {&source_yahoo_last, &subscription, NOW};

static void test_request(void **state)
{
    (void)state;
    static const char index[][SYMBOL_SIZE] = {"^GSPC"};
    struct subscription one = {.kind = DATASET_QUOTES, .symbols = index, .symbol_count = 1}, none = {0};
    struct source_request request;
    assert_true(source_yahoo_last.request(&one, "", &request, NULL));
    assert_non_null(strstr(request.url, "/v8/finance/chart/%5EGSPC?range=5d&interval=1d&"));
    assert_false(source_yahoo_last.request(&none, "", &request, NULL));
}

static void test_quote(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("yahoo_last/week.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.quote_count, 1);
    const struct quote *quote = &observations.quotes[0];
    assert_string_equal(quote->symbol, "TEST");
    assert_string_equal(quote->name, "Test Holdings Inc.");
    assert_true(quote->last.known && quote->last.value > 41.49 && quote->last.value < 41.51);
    /* Friday's close, not the close before the range. */
    assert_true(quote->prior_close.known && quote->prior_close.value > 39.99 && quote->prior_close.value < 40.01);
    assert_true(quote->year_high.known && quote->volume.known);
    assert_false(quote->bid.known);
    assert_false(quote->not_found);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_no_prior_close_from_other_bars(void **state)
{
    (void)state;
    static const char text[] =
        "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\",\"regularMarketPrice\":41.5,"
        "\"regularMarketTime\":1795445900,\"dataGranularity\":\"3mo\"},\"timestamp\":[1795000000],"
        "\"indicators\":{\"quote\":[{\"close\":[20.0]}]}}],\"error\":null}}";
    struct observations observations;
    assert_true(hostile_parse(&hostile, 200, text, strlen(text), &observations, NULL));
    assert_true(observations.quotes[0].last.known);
    assert_false(observations.quotes[0].prior_close.known);
    observations_clear(&observations);
}

static void test_unknown_symbol_is_an_answer(void **state)
{
    (void)state;
    static const char text[] =
        "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data "
        "found, symbol may be delisted\"}}}";
    struct observations observations;
    assert_true(hostile_parse(&hostile, 404, text, strlen(text), &observations, NULL));
    assert_int_equal(observations.quote_count, 1);
    assert_true(observations.quotes[0].not_found);
    assert_false(observations.quotes[0].last.known);
    observations_clear(&observations);
}

static void test_hostile(void **state)
{
    (void)state;
    struct body body = bodies_own("yahoo_last/week.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

static void test_recorded(void **state)
{
    (void)state;
    static const char apple[][SYMBOL_SIZE] = {"AAPL"};
    static const struct subscription asked = {.kind = DATASET_QUOTES, .symbols = apple, .symbol_count = 1};
    static const struct hostile recorded = {&source_yahoo_last, &asked, NOW};
    struct observations observations;
    struct body body = bodies_real("yahoo/chart-AAPL-1d-events.json");
    assert_true(hostile_parse(&recorded, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.quote_count, 1);
    assert_true(observations.quotes[0].last.known && observations.quotes[0].last.value > 269);
    observations_clear(&observations);
    bodies_clear(&body);
}

/* The exchange's own hours in their two shapes, and the day's blocks. */
static void test_session_blocks(void **state)
{
    (void)state;
    static const char head[] =
        "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\",\"regularMarketPrice\":41.5,";
    static const char tail[] = "},\"indicators\":{\"quote\":[{}]}}],\"error\":null}}";
    static const struct {
        const char *hours;
        enum market_session session;
    } cases[] = {
        {"\"a\":1", SESSION_UNKNOWN},
        {"\"tradingPeriods\":[[{\"start\":1795359600,\"end\":1795381200}],[{\"start\":1795444200,\"end\":"
         "1795467600}]]",
         SESSION_REGULAR},
        {"\"tradingPeriods\":[[{\"start\":1795359600,\"end\":1795381200}]]", SESSION_CLOSED},
        {"\"tradingPeriods\":{\"pre\":[[{\"start\":1795440000,\"end\":1795446001}]],\"regular\":[[{\"start\":"
         "1795446001,\"end\":1795467600}]],\"post\":[[]]}",
         SESSION_PRE},
        {"\"tradingPeriods\":{\"post\":[[{\"start\":1795445999,\"end\":1795446001}]]}", SESSION_POST},
        {"\"currentTradingPeriod\":{\"regular\":{\"start\":1795445999,\"end\":1795446001}}", SESSION_REGULAR},
        {"\"currentTradingPeriod\":{\"regular\":{\"start\":1795530600,\"end\":1795554000}}", SESSION_CLOSED},
        {"\"tradingPeriods\":[[{\"start\":5}]]", SESSION_UNKNOWN},
        {"\"tradingPeriods\":{\"regular\":7}", SESSION_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1000];
        struct observations observations;
        snprintf(text, sizeof text, "%s%s%s", head, cases[i].hours, tail);
        assert_true(hostile_parse(&hostile, 200, text, strlen(text), &observations, NULL));
        if (observations.quotes[0].session != cases[i].session)
            fail_msg("case %zu: session %d", i, (int)observations.quotes[0].session);
        observations_clear(&observations);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request),
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_session_blocks),
        cmocka_unit_test(test_no_prior_close_from_other_bars),
        cmocka_unit_test(test_unknown_symbol_is_an_answer),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
