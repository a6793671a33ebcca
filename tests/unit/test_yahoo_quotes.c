/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "sources.h"

#include "bodies.h"
#include "hostile.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static const char asked[][SYMBOL_SIZE] = {"TEST", "BRK-B", "^GSPC", "DEAD", "NOPE"};
static const struct subscription subscription = {
    .kind = DATASET_QUOTES, .symbols = asked, .symbol_count = sizeof asked / sizeof asked[0], .now = NOW};
static const struct hostile hostile = {&source_yahoo_quotes, &subscription, NOW};

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
    assert_true(fabs(amount.value - value) < 1e-6 * fmax(1, fabs(value)));
}

static void test_request(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    assert_true(source_yahoo_quotes.request(&subscription, "a/b=c", &request, &err));
    assert_memory_equal(request.url, "https://query1.finance.yahoo.com/v7/finance/quote?", 50);
    assert_non_null(strstr(request.url, "symbols=TEST,BRK-B,%5EGSPC,DEAD,NOPE&"));
    assert_non_null(strstr(request.url, ",regularMarketPrice,"));
    assert_non_null(strstr(request.url, "&crumb=a%2Fb%3Dc"));
    assert_false(source_yahoo_quotes.request(&subscription, "", &request, &err));
    assert_int_equal(err.code, ERROR_SESSION);
    struct subscription nothing = {.kind = DATASET_QUOTES};
    assert_false(source_yahoo_quotes.request(&nothing, "x", &request, &err));
}

static void test_own_fixture(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("yahoo_quotes/four.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.quote_count, 5); /* every symbol asked for, none that was not */

    const struct quote *test = find(&observations, "TEST");
    expect(test->last, 12.5); /* {raw, fmt} */
    expect(test->prior_close, 12);
    expect(test->volume, 1.5e6);
    assert_false(test->average_volume.known); /* {} */
    assert_false(test->year_low.known);       /* null */
    assert_int_equal(test->session, SESSION_REGULAR);
    assert_false(test->extended_last.known); /* yesterday evening's has no place in the session */
    assert_int_equal(test->as_of, NOW);      /* a stamp from the future */
    assert_int_equal(test->decimals, 4);
    assert_int_equal(test->delay_minutes, 0);
    assert_string_equal(test->source, "yahoo_quotes");

    const struct quote *holdings = find(&observations, "BRK-B");
    assert_false(holdings->open.known); /* 0 means none */
    assert_false(holdings->bid.known);
    expect(holdings->ask, 501.5);
    expect(holdings->extended_last, 502.5); /* this morning's, not last evening's */
    assert_int_equal(holdings->extended_session, SESSION_PRE);
    assert_int_equal(holdings->extended_as_of, NOW - 30);
    assert_int_equal(holdings->delay_minutes, 15);
    assert_int_equal(holdings->earnings_at, NOW + 900000);
    assert_true(holdings->earnings_estimated);

    const struct quote *index = find(&observations, "^GSPC");
    expect(index->last, 6100.5);
    assert_false(index->volume.known);      /* 0 of an index */
    assert_false(index->prior_close.known); /* +1,933 % that the provider itself does not see */
    assert_int_equal(index->decimals, 2);
    assert_int_equal(index->delay_minutes, -1);
    assert_true(observations.rejected >= 1);

    assert_true(find(&observations, "DEAD")->not_found);
    assert_true(find(&observations, "NOPE")->not_found);
    observations_clear(&observations);
    bodies_clear(&body);
}

/* Regular price at NOW - 600. Which price outside the session is shown beside it, and as what? */
static void test_extended_prices(void **state)
{
    (void)state;
    static const struct {
        const char *state;
        int post_age, pre_age; /* seconds before NOW; 0: not there */
        enum market_session session;
    } cases[] = {
        {"POST", 60, 0, SESSION_POST},        {"CLOSED", 300, 0, SESSION_POST},
        {"POSTPOST", 300, 0, SESSION_POST},   {"PRE", 300, 60, SESSION_PRE},
        {"PRE", 60, 300, SESSION_POST},       {"PRE", 0, 60, SESSION_PRE},
        {"REGULAR", 60, 0, SESSION_UNKNOWN},  {"REGULAR", 0, 60, SESSION_UNKNOWN},
        {"CLOSED", 3600, 0, SESSION_UNKNOWN}, {"CLOSED", 3600, 7200, SESSION_UNKNOWN},
        {"POST", 3600, 300, SESSION_PRE},     {"CLOSED", 0, 0, SESSION_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512], post[64] = "", pre[64] = "";
        struct observations observations;
        if (cases[i].post_age > 0)
            snprintf(post, sizeof post, ",\"postMarketPrice\":11,\"postMarketTime\":%d", NOW - cases[i].post_age);
        if (cases[i].pre_age > 0)
            snprintf(pre, sizeof pre, ",\"preMarketPrice\":9,\"preMarketTime\":%d", NOW - cases[i].pre_age);
        snprintf(text, sizeof text,
                 "{\"quoteResponse\":{\"result\":[{\"symbol\":\"TEST\",\"marketState\":\"%s\","
                 "\"regularMarketPrice\":10,\"regularMarketTime\":%d%s%s}]}}",
                 cases[i].state, NOW - 600, post, pre);
        assert_true(hostile_parse(&hostile, 200, text, strlen(text), &observations, NULL));
        const struct quote *quote = find(&observations, "TEST");
        if (quote->extended_session != cases[i].session ||
            quote->extended_last.known != (cases[i].session != SESSION_UNKNOWN))
            fail_msg("case %zu: %d", i, (int)quote->extended_session);
        expect(quote->last, 10);
        observations_clear(&observations);
    }
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *body;
        enum error_code code;
    } cases[] = {
        {401,
         "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid Crumb\"}}}",
         ERROR_SESSION},
        {200,
         "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid Crumb\"}}}",
         ERROR_SESSION},
        {401, "Unauthorized", ERROR_SESSION},
        {429, "Too Many Requests\r\n", ERROR_RATE_LIMITED},
        {200, "Edge: Too Many Requests", ERROR_RATE_LIMITED},
        {999, "", ERROR_RATE_LIMITED},
        {503, "<html>", ERROR_RATE_LIMITED},
        {200, "<html>Will be right back</html>", ERROR_RATE_LIMITED},
        {200, "<html>consent</html>", ERROR_BLOCKED},
        {403, "<html>denied</html>", ERROR_BLOCKED},
        {404,
         "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"HTTP 404 Not "
         "Found\"}}}",
         ERROR_SERVER},
        {500, "{}", ERROR_SERVER},
        {200, "{\"quoteResponse\":{\"result\":[],\"error\":null}}", ERROR_NO_DATA},
        {200, "{\"quoteResponse\":{\"result\":null,\"error\":null}}", ERROR_FORMAT},
        {200, "{}", ERROR_FORMAT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        struct error err;
        assert_false(
            hostile_parse(&hostile, cases[i].status, cases[i].body, strlen(cases[i].body), &observations, &err));
        if (err.code != cases[i].code)
            fail_msg("case %zu: code %d, %s", i, (int)err.code, err.message);
        observations_clear(&observations);
    }
}

static void test_hostile(void **state)
{
    (void)state;
    struct body body = bodies_own("yahoo_quotes/four.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

/* What 20 recorded answers hold: the price, or 0 for a symbol that is not found, or -1 for none given. One really
 * has a price at three times the prior close beside a change of 0 %. */
static void test_recorded(void **state)
{
    (void)state;
    static const struct {
        const char *file, *symbol;
        double last;
        unsigned rejected;
    } cases[] = {
        {"quote-0P000071W8.TO-202502.json", "0P000071W8.TO", 152.63, 0},
        {"quote-AAPL-202502.json", "AAPL", 244.6, 0},
        {"quote-AAPL-20251029.json", "AAPL", 269.7, 0},
        {"quote-AAPL_MSFT-20251029.json", "MSFT", 541.55, 0},
        {"quote-AAPL_NONEXIST-2021.json", "AAPL", 160.07, 0},
        {"quote-AAPL_NONEXIST-2021.json", "NONEXIST", 0, 0},
        {"quote-ADH-sparse.json", "ADH", -1, 0},
        {"quote-APS.AX-delisted-empty.json", "APS.AX", 0, 0},
        {"quote-BRKS-quoteType-NONE.json", "BRKS", 0, 0},
        {"quote-BTC-USD-202502.json", "BTC-USD", 96077.45, 0},
        {"quote-EURUSD_X-202502.json", "EURUSD=X", 1.0489877, 0},
        {"quote-GC_F-202502.json", "GC=F", 2910.3, 0},
        {"quote-GOOG-202502.json", "GOOG", 186.87, 0},
        {"quote-MSFT-20251029.json", "MSFT", 541.55, 0},
        {"quote-MSFT-fields_beta.json", "MSFT", 408.43, 0},
        {"quote-NONEXIST-2021.json", "NONEXIST", 0, 0},
        {"quote-SIMP-quoteType-NONE.json", "SIMP", 0, 0},
        {"quote-ZRC-USD-202502.json", "ZRC-USD", 0.076522574, 1},
        {"quote-_VXAPL-202502.json", "^VXAPL", 23.77, 0},
        {"quote-expired-option-empty.json", "EXPIRED", 0, 0},
        {"quote-multi-formatted-iprak.json", "BABA", 121.26, 0},
        {"quote-multi-formatted-iprak.json", "IDFCBANK.BO", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[128], symbol[1][SYMBOL_SIZE];
        snprintf(name, sizeof name, "yahoo/%s", cases[i].file);
        snprintf(symbol[0], sizeof symbol[0], "%s", cases[i].symbol);
        struct subscription one = {
            .kind = DATASET_QUOTES, .symbols = (const char(*)[SYMBOL_SIZE])symbol, .symbol_count = 1, .now = NOW};
        struct hostile recorded = {&source_yahoo_quotes, &one, NOW};
        struct observations observations;
        struct body body = bodies_real(name);
        if (!hostile_parse(&recorded, 200, body.text, body.length, &observations, NULL))
            fail_msg("%s refused", cases[i].file);
        assert_int_equal(observations.quote_count, 1);
        const struct quote *quote = find(&observations, cases[i].symbol);
        assert_int_equal(quote->not_found, cases[i].last == 0);
        assert_int_equal(quote->last.known, cases[i].last > 0);
        if (cases[i].last > 0)
            expect(quote->last, cases[i].last);
        if (observations.rejected != cases[i].rejected)
            fail_msg("%s: %u figures rejected", cases[i].file, observations.rejected);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

static void test_recorded_details(void **state)
{
    (void)state;
    static const char symbols[][SYMBOL_SIZE] = {"MSFT", "AAPL"};
    struct subscription two = {.kind = DATASET_QUOTES, .symbols = symbols, .symbol_count = 2, .now = NOW};
    struct hostile recorded = {&source_yahoo_quotes, &two, NOW};
    struct observations observations;
    struct body body = bodies_real("yahoo/quote-AAPL_MSFT-20251029.json");
    assert_true(hostile_parse(&recorded, 200, body.text, body.length, &observations, NULL));
    const struct quote *quote = find(&observations, "MSFT");
    expect(quote->extended_last, 520.0);
    assert_int_equal(quote->extended_session, SESSION_POST);
    assert_int_equal(quote->session, SESSION_CLOSED); /* POSTPOST */
    assert_string_equal(quote->currency, "USD");
    assert_true(quote->market_cap.known && quote->year_high.known && quote->volume.known);
    assert_true(quote->as_of > 1700000000 && quote->as_of < NOW);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded_errors(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        long status;
        enum error_code code;
    } cases[] = {
        {"yahoo/error-401-invalid-crumb.json", 401, ERROR_SESSION},
        {"yahoo/error-404-path.json", 404, ERROR_SERVER},
        {"yahoo/error-429-edge.txt", 429, ERROR_RATE_LIMITED},
        {"yahoo/error-429-too-many-requests.txt", 429, ERROR_RATE_LIMITED},
        {"yahoo/quote-400-missing-symbols.json", 400, ERROR_SERVER},
        {"yahoo/consent-collectConsent-200.html", 200, ERROR_BLOCKED},
        {"yahoo/quote-AAPL-swift-202508.json", 200, ERROR_FORMAT}, /* another program's own form */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        struct error err;
        struct body body = bodies_real(cases[i].file);
        assert_false(hostile_parse(&hostile, cases[i].status, body.text, body.length, &observations, &err));
        if (err.code != cases[i].code)
            fail_msg("%s: code %d, %s", cases[i].file, (int)err.code, err.message);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request),          cmocka_unit_test(test_own_fixture),
        cmocka_unit_test(test_extended_prices),  cmocka_unit_test(test_errors),
        cmocka_unit_test(test_hostile),          cmocka_unit_test(test_recorded),
        cmocka_unit_test(test_recorded_details), cmocka_unit_test(test_recorded_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
