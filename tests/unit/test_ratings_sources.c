/* SPDX-License-Identifier: MIT
 * The further sources of ratings and of the consensus: Massive, FMP, Finnhub, Nasdaq. */
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

static struct subscription ratings_of(const char *symbol, enum dataset_kind kind)
{
    struct subscription subscription = {.kind = kind, .key = "a-key", .now = NOW};
    snprintf(subscription.subject, sizeof subscription.subject, "%s", symbol);
    return subscription;
}

static bool parse(const struct source *source, const char *symbol, int64_t now, long status,
                  const struct body *body, struct observations *observations, struct error *err)
{
    struct subscription subscription = ratings_of(symbol, source->kind);
    struct hostile hostile = {source, &subscription, now};
    return hostile_parse(&hostile, status, body->text, body->length, observations, err);
}

static void test_keys_go_into_headers(void **state)
{
    (void)state;
    static const struct {
        const struct source *source;
        const char *url, *header;
    } cases[] = {
        {&source_massive_ratings,
         "https://api.massive.com/benzinga/v1/ratings?ticker=TEST&limit=1000&sort=last_updated.desc",
         "Authorization: Bearer a-key"},
        {&source_fmp_grades, "https://financialmodelingprep.com/stable/grades?symbol=TEST", "apikey: a-key"},
        {&source_finnhub_trend, "https://finnhub.io/api/v1/stock/recommendation?symbol=TEST",
         "X-Finnhub-Token: a-key"},
        {&source_nasdaq_targets, "https://api.nasdaq.com/api/analyst/TEST/targetprice", NULL},
        {&source_nasdaq_forecast, "https://api.nasdaq.com/api/analyst/TEST/earnings-forecast", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct source_request request;
        struct error err = {0};
        struct subscription subscription = ratings_of("TEST", cases[i].source->kind);
        assert_true(cases[i].source->request(&subscription, "", &request, &err));
        assert_string_equal(request.url, cases[i].url);
        if (cases[i].header == NULL)
            continue;
        assert_string_equal(request.headers[0], cases[i].header);
        assert_non_null(cases[i].source->provider->key_home);
        subscription.key = NULL;
        assert_false(cases[i].source->request(&subscription, "", &request, &err));
        assert_int_equal(err.code, ERROR_NEEDS_KEY);
    }
}

/* Benzinga takes its key in the address only: under a name that recordings leave out. */
static void test_a_key_in_the_address(void **state)
{
    struct subscription subscription = ratings_of("TEST", DATASET_RATINGS);
    struct source_request request;
    struct error err = {0};
    (void)state;
    assert_true(source_benzinga_ratings.request(&subscription, "", &request, &err));
    assert_string_equal(request.url,
                        "https://api.benzinga.com/api/v2.1/calendar/ratings?parameters%5Btickers%5D=TEST&page=0"
                        "&pagesize=1000&token=a-key");
    assert_string_equal(request.accept, "application/json");
    subscription.key = NULL;
    assert_false(source_benzinga_ratings.request(&subscription, "", &request, &err));
    assert_int_equal(err.code, ERROR_NEEDS_KEY);
}

static void test_massive(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("massive_ratings/two.json");
    assert_true(parse(&source_massive_ratings, "TEST", NOW, 200, &body, &observations, NULL));
    assert_int_equal(observations.action_count, 2); /* the third is another symbol's */
    const struct rating_action *action = &observations.actions[0];
    assert_string_equal(action->firm, "First Example");
    assert_int_equal(action->move, MOVE_UPGRADE);
    assert_int_equal(action->when, date_parse_instant("2026-11-20T14:42:30Z")); /* not the text called UTC */
    assert_true(action->target_from.value == 105 && action->target_to.value == 170);
    assert_int_equal(observations.actions[1].move, MOVE_INITIATE);
    assert_false(observations.actions[1].target_to.known);
    assert_int_equal(date_new_york_day(observations.actions[1].when), date_from_iso("2026-11-02"));
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_benzinga(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("benzinga_ratings/three.json");
    assert_true(parse(&source_benzinga_ratings, "TEST", NOW, 200, &body, &observations, NULL));
    assert_int_equal(observations.action_count, 2); /* the third is another symbol's */
    assert_int_equal(observations.rejected, 1);
    const struct rating_action *action = &observations.actions[0];
    assert_string_equal(action->firm, "First Example");
    assert_int_equal(action->move, MOVE_UPGRADE);
    assert_int_equal(action->when, date_parse_instant("2026-11-20T14:42:08Z")); /* New York's clock */
    assert_true(action->target_from.value == 105 && action->target_to.value == 170);
    assert_int_equal(observations.actions[1].move, MOVE_INITIATE);
    assert_false(observations.actions[1].target_to.known);
    assert_int_equal(observations.actions[1].when, date_parse_instant("2026-11-02T14:30:00Z"));
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded_benzinga(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_real("benzinga/calendar-ratings-AAPL-first11.json");
    assert_true(parse(&source_benzinga_ratings, "AAPL", NOW, 200, &body, &observations, NULL));
    assert_int_equal(observations.action_count, 11);
    assert_int_equal(observations.rejected, 0);
    assert_string_equal(observations.actions[0].firm, "B of A Securities");
    assert_int_equal(observations.actions[0].when, date_parse_instant("2024-06-26T12:55:14-04:00"));
    assert_true(observations.actions[0].target_to.value == 230 && observations.actions[0].target_from.value == 230);
    assert_int_equal(observations.actions[1].move, MOVE_UPGRADE);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_fmp(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("fmp_grades/three.json");
    assert_true(parse(&source_fmp_grades, "TEST", NOW, 200, &body, &observations, NULL));
    assert_int_equal(observations.action_count, 2); /* one without a day */
    assert_int_equal(observations.actions[0].move, MOVE_DOWNGRADE);
    assert_int_equal(date_new_york_day(observations.actions[0].when), date_from_iso("2026-11-20"));
    assert_false(observations.actions[0].target_to.known);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_finnhub(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("finnhub_trend/months.json");
    assert_true(parse(&source_finnhub_trend, "TEST", NOW, 200, &body, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus_parts(consensus), PART_TREND);
    assert_true(consensus->months[0].strong_buy.value == 5);
    assert_true(consensus->months[1].hold.value == 7);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded_nasdaq_targets(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_real("nasdaq/analyst-targetprice-AAPL.json");
    assert_true(parse(&source_nasdaq_targets, "AAPL", NOW, 200, &body, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus_parts(consensus), PART_TREND | PART_TARGETS);
    assert_true(consensus->target_low.value == 245 && consensus->target_mean.value == 337.55 &&
                consensus->target_high.value == 400);
    assert_true(consensus->months[0].buy.value == 16 && consensus->months[0].hold.value == 9 &&
                consensus->months[0].sell.value == 4);
    assert_true(consensus->months[3].buy.known);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded_nasdaq_forecast(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_real("nasdaq/analyst-earnings-forecast-AAPL.json");
    int64_t august = date_parse_instant("2026-08-05T15:00:00Z");
    assert_true(parse(&source_nasdaq_forecast, "AAPL", august, 200, &body, &observations, NULL));
    const struct consensus *consensus = &observations.consensus[0];
    assert_int_equal(consensus->estimate_count, 4);
    assert_string_equal(consensus->estimates[0].period, "0q");
    assert_int_equal(consensus->estimates[0].end_day, date_from_iso("2026-09-30"));
    assert_true(consensus->estimates[0].mean.value == 1.98 && consensus->estimates[0].analysts.value == 8);
    assert_int_equal(consensus->estimates[1].end_day, date_from_iso("2026-12-31"));
    assert_string_equal(consensus->estimates[3].period, "+1y");
    assert_true(consensus->estimates[3].up30.value == 2);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded_refusals(void **state)
{
    (void)state;
    static const struct {
        const struct source *source;
        const char *file;
        long status;
        enum error_code code;
    } cases[] = {
        {&source_nasdaq_forecast, "nasdaq/analyst-earnings-forecast-ATER-no-coverage.json", 200, ERROR_NO_DATA},
        {&source_nasdaq_targets, "nasdaq/error-1001-symbol-not-exists.json", 200, ERROR_NOT_FOUND},
        {&source_fmp_grades, "fmp/error-402-symbol.txt", 402, ERROR_NO_DATA},
        {&source_fmp_grades, "fmp/error-401.json", 401, ERROR_AUTH},
        {&source_fmp_grades, "fmp/error-403-legacy.json", 403, ERROR_AUTH},
        {&source_fmp_grades, "fmp/error-429.json", 429, ERROR_RATE_LIMITED},
        {&source_massive_ratings, "polygon/error-403-not-authorized.json", 403, ERROR_AUTH},
        {&source_massive_ratings, "polygon/error-401-bad-key.json", 401, ERROR_AUTH},
        {&source_finnhub_trend, "finnhub/error-401-bad-key.json", 401, ERROR_AUTH},
        {&source_finnhub_trend, "finnhub/stock-candle-AAPL-403.json", 403, ERROR_NO_DATA},
        {&source_finnhub_trend, "finnhub/error-429.json", 429, ERROR_RATE_LIMITED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        struct error err = {0};
        struct body body = bodies_real(cases[i].file);
        if (parse(cases[i].source, "AAPL", NOW, cases[i].status, &body, &observations, &err) ||
            err.code != cases[i].code)
            fail_msg("%s: code %d, %s", cases[i].file, (int)err.code, err.message);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

static void test_recorded_examples(void **state)
{
    (void)state;
    struct observations observations;
    struct body massive = bodies_real("polygon/docexample-benzinga-ratings.json");
    assert_true(parse(&source_massive_ratings, "RIVN", NOW, 200, &massive, &observations, NULL));
    assert_int_equal(observations.action_count, 1);
    assert_int_equal(observations.actions[0].when, date_parse_instant("2025-05-22T13:42:30Z"));
    assert_true(observations.actions[0].target_from.value == 13 && observations.actions[0].target_to.value == 15);
    observations_clear(&observations);
    struct body fmp = bodies_real("fmp/grades-NVDA-row.json");
    assert_true(parse(&source_fmp_grades, "NVDA", NOW, 200, &fmp, &observations, NULL));
    assert_string_equal(observations.actions[0].firm, "Needham");
    observations_clear(&observations);
    bodies_clear(&massive);
    bodies_clear(&fmp);
}

static void test_hostile(void **state)
{
    (void)state;
    static const struct {
        const struct source *source;
        const char *file;
    } cases[] = {
        {&source_benzinga_ratings, "benzinga_ratings/three.json"},
        {&source_massive_ratings, "massive_ratings/two.json"},
        {&source_fmp_grades, "fmp_grades/three.json"},
        {&source_finnhub_trend, "finnhub_trend/months.json"},
        {&source_nasdaq_targets, "nasdaq_targets/overview.json"},
        {&source_nasdaq_forecast, "nasdaq_forecast/periods.json"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct subscription subscription = ratings_of("TEST", cases[i].source->kind);
        struct hostile hostile = {cases[i].source, &subscription, NOW};
        struct body body = bodies_own(cases[i].file);
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
        cmocka_unit_test(test_keys_go_into_headers),
        cmocka_unit_test(test_a_key_in_the_address),
        cmocka_unit_test(test_massive),
        cmocka_unit_test(test_benzinga),
        cmocka_unit_test(test_recorded_benzinga),
        cmocka_unit_test(test_fmp),
        cmocka_unit_test(test_finnhub),
        cmocka_unit_test(test_recorded_nasdaq_targets),
        cmocka_unit_test(test_recorded_nasdaq_forecast),
        cmocka_unit_test(test_recorded_refusals),
        cmocka_unit_test(test_recorded_examples),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
