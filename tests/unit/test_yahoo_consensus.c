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

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static const struct subscription subscription = {.kind = DATASET_CONSENSUS, .subject = "TEST", .now = NOW};
static const struct hostile hostile = {&source_yahoo_consensus, &subscription, NOW};

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
    assert_true(source_yahoo_consensus.request(&subscription, "x", &request, &err));
    assert_non_null(strstr(request.url, "/TEST?"));
    assert_non_null(strstr(
        request.url, "modules=recommendationTrend,financialData,earningsTrend,calendarEvents,earningsHistory&"));
}

static void test_own_fixture(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("yahoo_consensus/full.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.consensus_count, 1);
    const struct consensus *consensus = observations.consensus;
    expect(consensus->months[0].strong_buy, 5);
    expect(consensus->months[0].strong_sell, 0);
    expect(consensus->months[1].hold, 4);
    assert_false(consensus->months[2].buy.known); /* all zero: nobody */
    assert_false(consensus->months[3].buy.known); /* not there */
    expect(consensus->target_high, 20);
    expect(consensus->target_median, 15);
    expect(consensus->analysts, 19);
    expect(consensus->recommendation_mean, 1.9);
    assert_string_equal(consensus->currency, ""); /* financialCurrency is another thing */
    assert_int_equal(consensus->earnings_from, NOW + 900000);
    assert_int_equal(consensus->earnings_to, NOW + 1300000);
    assert_true(consensus->earnings_estimated);

    assert_int_equal(consensus->estimate_count, 2); /* +1q is by nobody, +5y is not shown */
    const struct estimate *eps = &consensus->estimates[0], *revenue = &consensus->estimates[1];
    assert_false(eps->revenue);
    assert_string_equal(eps->period, "0q");
    assert_int_equal(eps->end_day, date_from_iso("2026-12-31"));
    expect(eps->mean, 0.5);
    expect(eps->growth_percent, 100);
    expect(eps->ago7, 0.48);
    assert_false(eps->ago60.known);
    expect(eps->up7, 4);
    expect(eps->down7, 2); /* the capital D */
    expect(eps->down30, 1);
    assert_string_equal(eps->currency, "USD");
    assert_true(revenue->revenue);
    expect(revenue->mean, 1.2e9);
    expect(revenue->year_ago, 8e8);
    assert_false(revenue->ago7.known);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *text;
        enum error_code code;
    } cases[] = {
        {404,
         "{\"quoteSummary\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No fundamentals "
         "data "
         "found for any of the summaryTypes=earningsTrend\"}}}",
         ERROR_NO_DATA},
        {404,
         "{\"quoteSummary\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"Quote not found "
         "for "
         "symbol: TEST\"}}}",
         ERROR_NOT_FOUND},
        {401,
         "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid Crumb\"}}}",
         ERROR_SESSION},
        {200, "{\"quoteSummary\":{\"result\":[{}],\"error\":null}}", ERROR_NO_DATA},
        {200,
         "{\"quoteSummary\":{\"result\":[{\"financialData\":{\"targetMeanPrice\":0,\"numberOfAnalystOpinions\":0},"
         "\"recommendationTrend\":{\"trend\":[{\"period\":\"0m\",\"buy\":0}]}}],\"error\":null}}",
         ERROR_NO_DATA},
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
    struct body body = bodies_own("yahoo_consensus/full.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

static void test_recorded(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        double strong_buy, target_mean; /* 0: not there */
        size_t estimates;
        bool earnings;
    } cases[] = {
        {"merged/quoteSummary-AAPL.json", 7, 252.22575, 8, true},
        {"merged/quoteSummary-GOOG.json", 15, 218.72221, 8, false},
        {"quoteSummary-multi-NVDA-formatted-202609.json", 9, 327.12808, 8, true},
        {"quoteSummary-recommendationTrend_financialData-MSFT.json", 12, 621.06885, 0, false},
        {"quoteSummary-recommendationTrend-AAPL-2025b.json", 5, 0, 0, false},
        {"quoteSummary-financialData-GOOG-202502.json", 0, 218.72221, 0, false},
        {"quoteSummary-multi-MSFT-formatted-2021.json", 0, 336.28, 0, false},
        {"quoteSummary-earningsTrend-AAPL-2025b.json", 0, 0, 8, false},
        {"quoteSummary-comprehensive-AAPL-swift-202508.json", 0, 234.166, 8, true},
        {"quoteSummary-calendarEvents-META.json", 0, 0, 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[128];
        struct observations observations;
        struct error err = {0};
        snprintf(name, sizeof name, "yahoo/%s", cases[i].file);
        struct body body = bodies_real(name);
        if (!hostile_parse(&hostile, 200, body.text, body.length, &observations, &err))
            fail_msg("%s: %s", name, err.message);
        const struct consensus *consensus = observations.consensus;
        if (consensus->months[0].strong_buy.value != cases[i].strong_buy ||
            fabs(consensus->target_mean.value - cases[i].target_mean) > 0.1 ||
            consensus->estimate_count != cases[i].estimates ||
            (consensus->earnings_from != 0) != cases[i].earnings || observations.rejected != 0)
            fail_msg("%s: %g strong buys, target %g, %zu estimates, %u rejected", name,
                     consensus->months[0].strong_buy.value, consensus->target_mean.value, consensus->estimate_count,
                     observations.rejected);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

static void test_recorded_details(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_real("yahoo/quoteSummary-multi-NVDA-formatted-202609.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    const struct consensus *consensus = observations.consensus;
    assert_false(consensus->earnings_estimated);
    assert_int_equal(consensus->earnings_from, 1794945600);
    assert_int_equal(consensus->earnings_to, 1794945600);
    expect(consensus->analysts, 57);
    expect(consensus->estimates[0].mean, 2.46983);
    expect(consensus->estimates[0].growth_percent, 89.989996);
    expect(consensus->estimates[0].up7, 34);
    expect(consensus->estimates[0].down7, 3);
    expect(consensus->estimates[1].analysts, 41);
    observations_clear(&observations);
    bodies_clear(&body);
    body = bodies_real("yahoo/quoteSummary-calendarEvents-AAPL-202502.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.consensus[0].earnings_from, 1746010740); /* a window */
    assert_int_equal(observations.consensus[0].earnings_to, 1746446400);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded_without_coverage(void **state)
{
    (void)state;
    static const char *const files[] = {
        "yahoo/quoteSummary-earningsTrend-BTC-USD-202502.json",
        "yahoo/quoteSummary-earningsTrend-0P000071W8.TO-202502.json",
        "yahoo/quoteSummary-financialData-BTC-USD-202502.json",
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct observations observations;
        struct error err;
        struct body body = bodies_real(files[i]);
        assert_false(hostile_parse(&hostile, 404, body.text, body.length, &observations, &err));
        assert_int_equal(err.code, ERROR_NO_DATA);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

static void test_recorded_quarters(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_real("yahoo/quoteSummary-earningsHistory-AAPL-202502.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus->quarter_count, 4);
    assert_int_equal(consensus->quarters[3].end_day, date_from_iso("2024-03-31"));
    assert_float_equal(consensus->quarters[3].actual.value, 1.53, 1e-9);
    assert_float_equal(consensus->quarters[3].expected.value, 1.49923, 1e-9);
    assert_true(consensus->quarters[0].end_day > consensus->quarters[1].end_day);
    observations_clear(&observations);
    bodies_clear(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recorded_quarters), cmocka_unit_test(test_request),
        cmocka_unit_test(test_own_fixture),       cmocka_unit_test(test_errors),
        cmocka_unit_test(test_hostile),           cmocka_unit_test(test_recorded),
        cmocka_unit_test(test_recorded_details),  cmocka_unit_test(test_recorded_without_coverage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
