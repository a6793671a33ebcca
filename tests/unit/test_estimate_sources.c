/* SPDX-License-Identifier: MIT
 * What completes Yahoo's consensus with a key or as a last resort: Alpha Vantage, FMP's targets, CNBC's earnings.
 */
#include "config.h"

#include "sources.h"

#include "base/date.h"
#include "bodies.h"
#include "hostile.h"
#include "model/consensus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static struct subscription subscription_of(const char *symbol)
{
    struct subscription subscription = {.kind = DATASET_CONSENSUS, .key = "a-key", .now = NOW};
    snprintf(subscription.subject, sizeof subscription.subject, "%s", symbol);
    return subscription;
}

static bool parse(const struct source *source, const char *symbol, int64_t now, long status,
                  const struct body *body, struct observations *observations, struct error *err)
{
    struct subscription subscription = subscription_of(symbol);
    struct hostile hostile = {source, &subscription, now};
    return hostile_parse(&hostile, status, body->text, body->length, observations, err);
}

static const struct estimate *estimate_of(const struct consensus *consensus, bool revenue, const char *period)
{
    for (size_t i = 0; i < consensus->estimate_count; i++)
        if (consensus->estimates[i].revenue == revenue && strcmp(consensus->estimates[i].period, period) == 0)
            return &consensus->estimates[i];
    return NULL;
}

/* It must be there. */
static struct estimate the_estimate(const struct consensus *consensus, bool revenue, const char *period)
{
    const struct estimate *estimate = estimate_of(consensus, revenue, period);
    assert_non_null(estimate);
    return estimate != NULL ? *estimate : (struct estimate){.end_day = 0};
}

static void test_requests(void **state)
{
    static const struct {
        const struct source *source;
        const char *url;
        bool keyed;
    } rows[] = {
        {&source_alphavantage_estimates,
         "https://www.alphavantage.co/query?function=EARNINGS_ESTIMATES&symbol=TEST&apikey=a-key", true},
        {&source_fmp_targets, "https://financialmodelingprep.com/stable/price-target-consensus?symbol=TEST", true},
        {&source_cnbc_earnings,
         "https://gds-earnings.cnbc.com/earnings-service/symbol/TEST/lastQtr/8/output/json?fiscalYear=true", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct subscription subscription = subscription_of("TEST");
        struct source_request request;
        struct error err = {0};
        assert_true(rows[i].source->request(&subscription, "", &request, &err));
        assert_string_equal(request.url, rows[i].url);
        subscription.key = NULL;
        assert_int_equal(rows[i].source->request(&subscription, "", &request, &err), !rows[i].keyed);
        if (rows[i].keyed)
            assert_int_equal(err.code, ERROR_NEEDS_KEY);
    }
    assert_int_equal(source_alphavantage_estimates.provider->daily_requests, 25);
}

static void test_alphavantage_picks_by_date(void **state)
{
    struct observations observations;
    struct body body = bodies_own("alphavantage_estimates/rows.json");
    (void)state;
    assert_true(parse(&source_alphavantage_estimates, "TEST", NOW, 200, &body, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus_parts(consensus), PART_ESTIMATES);
    struct estimate estimate = the_estimate(consensus, false, "0q");
    assert_int_equal(estimate.end_day, date_from_iso("2026-12-31")); /* September has ended */
    assert_true(estimate.mean.value == 0.7);
    assert_null(estimate_of(consensus, true, "0q")); /* by nobody */
    assert_int_equal(the_estimate(consensus, false, "+1q").end_day, date_from_iso("2027-03-31"));
    assert_true(the_estimate(consensus, false, "0y").mean.value == 2.5);
    assert_true(the_estimate(consensus, true, "0y").mean.value == 9.5e9);
    estimate = the_estimate(consensus, false, "+1y");
    assert_true(estimate.ago30.value == 3.3 && !estimate.ago60.known && estimate.up30.value == 9);
    assert_true(!estimate.down7.known && estimate.analysts.value == 20);
    assert_true(the_estimate(consensus, true, "+1y").high.value == 13e9);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_fmp_targets(void **state)
{
    struct observations observations;
    struct error err = {0};
    struct body body = bodies_own("fmp_targets/one.json");
    (void)state;
    assert_true(parse(&source_fmp_targets, "TEST", NOW, 200, &body, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus_parts(consensus), PART_TARGETS);
    assert_true(consensus->target_mean.value == 236.38 && consensus->target_low.value == 173);
    observations_clear(&observations);
    assert_false(parse(&source_fmp_targets, "OTHER", NOW, 200, &body, &observations, &err));
    assert_int_equal(err.code, ERROR_NO_DATA);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_cnbc_earnings(void **state)
{
    struct observations observations;
    struct body body = bodies_own("cnbc_earnings/quarters.json");
    (void)state;
    assert_true(parse(&source_cnbc_earnings, "TEST", NOW, 200, &body, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus->quarter_count, 2);
    assert_int_equal(consensus->quarters[0].end_day,
                     date_from_iso("2026-10-31")); /* within a month of the true one */
    assert_true(consensus->quarters[0].actual.value == 1.6 && consensus->quarters[0].expected.value == 1.7);
    assert_true(consensus->quarters[1].actual.value == 1.8); /* not by the accounting rules: as it was expected */
    assert_int_equal(consensus->earnings_from, 1802217600);
    assert_true(consensus->earnings_estimated);
    assert_true(the_estimate(consensus, false, "0q").mean.value == 1.9);
    assert_true(the_estimate(consensus, true, "+1q").mean.value == 1.5e9);
    assert_int_equal(consensus->estimate_count, 4); /* a third quarter has no place */
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded(void **state)
{
    struct observations observations;
    int64_t august = date_parse_instant("2026-08-05T15:00:00Z");
    struct body cnbc = bodies_real("cnbc/earnings-service.json");
    (void)state;
    assert_true(parse(&source_cnbc_earnings, "NVDA", august, 200, &cnbc, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus->quarter_count, 1);
    assert_true(consensus->quarters[0].actual.value == 1.87 && consensus->quarters[0].expected.value == 1.757);
    assert_int_equal(consensus->earnings_from, 1787716800);
    assert_true(the_estimate(consensus, false, "0q").mean.value == 2.087);
    assert_true(the_estimate(consensus, true, "+1q").mean.value == 103494666000);
    observations_clear(&observations);
    bodies_clear(&cnbc);
    struct body fmp = bodies_real("fmp/price-target-consensus-AAPL.json");
    assert_true(parse(&source_fmp_targets, "AAPL", NOW, 200, &fmp, &observations, NULL));
    assert_true(observations.consensus[0].target_median.value == 227.5);
    observations_clear(&observations);
    bodies_clear(&fmp);
}

/* What Alpha Vantage says in a refusal may hold the key: none of it is passed on. */
static void test_recorded_refusals(void **state)
{
    static const struct {
        const struct source *source;
        const char *file;
        long status;
        enum error_code code;
    } rows[] = {
        {&source_alphavantage_estimates, "alphavantage/error-200-bad-key.json", 200, ERROR_AUTH},
        {&source_alphavantage_estimates, "alphavantage/error-200-premium.json", 200, ERROR_AUTH},
        {&source_alphavantage_estimates, "alphavantage/error-200-rate-limit.json", 200, ERROR_RATE_LIMITED},
        {&source_fmp_targets, "fmp/error-402-symbol.txt", 402, ERROR_NO_DATA},
    };
    static const char echo[] =
        "{\"Information\": \"We have detected your API key as A-KEY-THAT-LEAKS and our standard "
        "API rate limit is 25 requests per day.\"}";
    struct body told = {(char *)(uintptr_t)echo, sizeof echo - 1};
    struct observations observations;
    struct error err = {0};
    (void)state;
    assert_false(parse(&source_alphavantage_estimates, "TEST", NOW, 200, &told, &observations, &err));
    assert_int_equal(err.code, ERROR_RATE_LIMITED);
    assert_null(strstr(err.message, "LEAKS"));
    observations_clear(&observations);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct body body = bodies_real(rows[i].file);
        err = (struct error){0};
        if (parse(rows[i].source, "AAPL", NOW, rows[i].status, &body, &observations, &err) ||
            err.code != rows[i].code)
            fail_msg("%s: code %d, %s", rows[i].file, (int)err.code, err.message);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

static void test_hostile(void **state)
{
    static const struct {
        const struct source *source;
        const char *file;
    } rows[] = {
        {&source_alphavantage_estimates, "alphavantage_estimates/rows.json"},
        {&source_fmp_targets, "fmp_targets/one.json"},
        {&source_cnbc_earnings, "cnbc_earnings/quarters.json"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct subscription subscription = subscription_of("TEST");
        struct hostile hostile = {rows[i].source, &subscription, NOW};
        struct body body = bodies_own(rows[i].file);
        hostile_suite(&hostile, body.text, body.length);
        bodies_clear(&body);
    }
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
        cmocka_unit_test(test_requests),    cmocka_unit_test(test_alphavantage_picks_by_date),
        cmocka_unit_test(test_fmp_targets), cmocka_unit_test(test_cnbc_earnings),
        cmocka_unit_test(test_recorded),    cmocka_unit_test(test_recorded_refusals),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
