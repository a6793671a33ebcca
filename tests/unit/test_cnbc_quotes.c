/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "sources.h"

#include "bodies.h"
#include "hostile.h"

#include "base/date.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York, a Monday */

static const char asked[][SYMBOL_SIZE] = {"TEST", "BRK-B", "^GSPC", "DEAD", "NOPE", "^SOX"};
static const struct subscription subscription = {
    .kind = DATASET_QUOTES, .symbols = asked, .symbol_count = sizeof asked / sizeof asked[0], .now = NOW};
static const struct hostile hostile = {&source_cnbc_quotes, &subscription, NOW};

static const struct quote *find(const struct observations *observations, const char *symbol)
{
    size_t i = 0;
    while (i < observations->quote_count && strcmp(observations->quotes[i].symbol, symbol) != 0)
        i++;
    if (i == observations->quote_count)
        fail_msg("no quote of %s", symbol);
    return &observations->quotes[i];
}

static void expect(struct amount amount, double value)
{
    assert_true(amount.known);
    assert_true(fabs(amount.value - value) < 1e-9 * fmax(1, fabs(value)));
}

static void test_request(void **state)
{
    (void)state;
    static const char foreign[][SYMBOL_SIZE] = {"SAP.DE", "0700.HK", "CL=F", "ZZZ=F", "BTC-USD"};
    static const char unknown[][SYMBOL_SIZE] = {"^SOX", "0700.HK"};
    struct source_request request;
    struct error err = {0};
    assert_true(source_cnbc_quotes.request(&subscription, "", &request, &err));
    assert_memory_equal(request.url, "https://quote.cnbc.com/quote-html-webservice/restQuote/symbolType/symbol?",
                        73);
    assert_non_null(strstr(request.url, "symbols=TEST%7CBRK.B%7C.SPX%7CDEAD%7CNOPE&"));
    assert_non_null(strstr(request.url, "&exthrs=1&output=json&events=1"));
    struct subscription other = {.kind = DATASET_QUOTES, .symbols = foreign, .symbol_count = 5};
    assert_true(source_cnbc_quotes.request(&other, "", &request, &err));
    assert_non_null(strstr(request.url, "symbols=SAP-DE%7C%40CL.1%7CBTC.CM%3D&"));
    other = (struct subscription){.kind = DATASET_QUOTES, .symbols = unknown, .symbol_count = 2};
    assert_false(source_cnbc_quotes.request(&other, "", &request, &err));
    assert_int_equal(err.code, ERROR_NO_DATA);
}

static void test_own_fixture(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("cnbc_quotes/four.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.quote_count, 5); /* nothing is said about ^SOX, which was not asked for */

    const struct quote *holdings = find(&observations, "BRK-B");
    expect(holdings->last, 501.25);
    expect(holdings->volume, 3000000);
    expect(holdings->average_volume, 51.77e6);
    expect(holdings->market_cap, 1.081e12);
    expect(holdings->year_high, 1544.57);
    assert_false(holdings->open.known);                                              /* 0.00 */
    assert_int_equal(holdings->as_of, date_new_york_to_utc(2026, 11, 20, 16, 0, 0)); /* a date: at the close */
    assert_int_equal(holdings->session, SESSION_UNKNOWN);                            /* Friday's */
    expect(holdings->extended_last, 502);
    assert_int_equal(holdings->extended_session, SESSION_POST);
    assert_int_equal(holdings->extended_as_of, 0);
    assert_int_equal(holdings->delay_minutes, 0);
    assert_int_equal(date_new_york_day(holdings->earnings_at), date_from_iso("2026-12-03"));
    assert_true(holdings->earnings_estimated);
    assert_string_equal(holdings->source, "cnbc_quotes");

    const struct quote *test = find(&observations, "TEST");
    assert_int_equal(test->as_of, NOW - 30);
    assert_int_equal(test->session, SESSION_REGULAR);
    expect(test->prior_close, 12.5); /* not given, but unchanged */
    assert_true(test->halted);
    assert_false(test->earnings_estimated);
    assert_int_equal(test->delay_minutes, -1);

    const struct quote *index = find(&observations, "^GSPC");
    expect(index->last, 6100.5);
    assert_false(index->prior_close.known); /* +1,933 % against its own +0.40% */
    assert_int_equal(index->as_of, 0);
    assert_true(find(&observations, "DEAD")->not_found);
    assert_true(find(&observations, "NOPE")->not_found);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_a_single_quote_stands_alone(void **state)
{
    (void)state;
    static const char one[][SYMBOL_SIZE] = {"TEST"};
    struct subscription single = {.kind = DATASET_QUOTES, .symbols = one, .symbol_count = 1};
    struct hostile alone = {&source_cnbc_quotes, &single, NOW};
    struct observations observations;
    struct body body = bodies_own("cnbc_quotes/one.json");
    assert_true(hostile_parse(&alone, 200, body.text, body.length, &observations, NULL));
    expect(find(&observations, "TEST")->last, 12.5);
    observations_clear(&observations);
    hostile_suite(&alone, body.text, body.length);
    bodies_clear(&body);
}

static void test_times(void **state)
{
    (void)state;
    static const struct {
        const char *time, *type, *country;
        int64_t as_of;
    } cases[] = {
        {"2026-11-23T09:59:00.000-0500", "STOCK", "US", NOW - 60},
        {"2026-11-23T15:59:00.000+0100", "INDEX", "DE", NOW - 60},
        {"2026-11-23T19:00:00.000-0500", "STOCK", "US", NOW}, /* the future */
        {"2026-11-20", "STOCK", "US", 1795208400},            /* Friday 16:00 */
        {"2026-11-23", "STOCK", "US", 0},                     /* today's close is not yet */
        {"2026-11-21", "STOCK", "US", 0},                     /* a Saturday */
        {"2026-11-20", "INDEX", "US", 0},
        {"2026-11-20", "STOCK", "DE", 0},
        {"2026-02-30", "STOCK", "US", 0},
        {"", "STOCK", "US", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        struct observations observations;
        snprintf(text, sizeof text,
                 "{\"FormattedQuoteResult\":{\"FormattedQuote\":{\"symbol\":\"TEST\",\"code\":0,\"last\":\"1.00\","
                 "\"last_time\":\"%s\",\"type\":\"%s\",\"countryCode\":\"%s\"}}}",
                 cases[i].time, cases[i].type, cases[i].country);
        assert_true(hostile_parse(&hostile, 200, text, strlen(text), &observations, NULL));
        if (find(&observations, "TEST")->as_of != cases[i].as_of)
            fail_msg("case %zu: %lld", i, (long long)find(&observations, "TEST")->as_of);
        observations_clear(&observations);
    }
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *text;
        enum error_code code;
    } cases[] = {
        {200, "{}", ERROR_FORMAT},
        {200, "{\"FormattedQuoteResult\":{\"FormattedQuote\":[]}}", ERROR_FORMAT},
        {200, "{\"FormattedQuoteResult\":{\"FormattedQuote\":\"none\"}}", ERROR_FORMAT},
        {200, "<html>", ERROR_BLOCKED},
        {403, "<html>", ERROR_AUTH},
        {429, "", ERROR_RATE_LIMITED},
        {500, "", ERROR_SERVER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        struct error err;
        assert_false(
            hostile_parse(&hostile, cases[i].status, cases[i].text, strlen(cases[i].text), &observations, &err));
        assert_int_equal(err.code, cases[i].code);
        observations_clear(&observations);
    }
}

static void test_hostile(void **state)
{
    (void)state;
    struct body body = bodies_own("cnbc_quotes/four.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

static void test_recorded(void **state)
{
    (void)state;
    static const char symbols[][SYMBOL_SIZE] = {"AAPL", "SAP.DE", "^GSPC", "CL=F", "EURUSD=X", "US10Y", "NVDA"};
    struct subscription all = {.kind = DATASET_QUOTES, .symbols = symbols, .symbol_count = 7};
    struct hostile recorded = {&source_cnbc_quotes, &all, NOW};
    struct observations observations;
    struct body body = bodies_real("cnbc/restQuote-multi.json");
    assert_true(hostile_parse(&recorded, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.quote_count, 7);
    const struct quote *apple = find(&observations, "AAPL");
    expect(apple->last, 308.91);
    expect(apple->prior_close, 333.43);
    expect(apple->volume, 121429733);
    expect(apple->market_cap, 4.537e12);
    expect(apple->extended_last, 307.36);
    assert_int_equal(apple->as_of, date_new_york_to_utc(2026, 7, 31, 16, 0, 0));
    assert_true(apple->earnings_at > 0 && apple->earnings_estimated);
    const struct quote *sap = find(&observations, "SAP.DE");
    expect(sap->last, 157.68);
    assert_string_equal(sap->currency, "EUR");
    assert_int_equal(sap->as_of, 0); /* a date alone, and not New York's close */
    expect(find(&observations, "^GSPC")->last, 7489.72);
    assert_false(find(&observations, "^GSPC")->volume.known);
    const struct quote *oil = find(&observations, "CL=F");
    expect(oil->last, 84.67);
    assert_false(oil->open.known || oil->high.known);
    assert_int_equal(find(&observations, "EURUSD=X")->as_of, 1785707400); /* 2026-08-02T17:50 -04:00 */
    expect(find(&observations, "US10Y")->last, 4.718);
    assert_true(find(&observations, "NVDA")->not_found);
    observations_clear(&observations);
    bodies_clear(&body);
}

static int use_new_york(void **state)
{
    (void)state;
    date_use_new_york();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request),
        cmocka_unit_test(test_own_fixture),
        cmocka_unit_test(test_a_single_quote_stands_alone),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_recorded),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
