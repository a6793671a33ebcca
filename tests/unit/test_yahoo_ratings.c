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

static const struct subscription subscription = {.kind = DATASET_RATINGS, .subject = "TEST", .now = NOW};
static const struct hostile hostile = {&source_yahoo_ratings, &subscription, NOW};

static void test_request(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    assert_true(source_yahoo_ratings.request(&subscription, "x", &request, &err));
    assert_string_equal(request.url, "https://query1.finance.yahoo.com/v10/finance/quoteSummary/"
                                     "TEST?formatted=false&modules=upgradeDowngradeHistory&crumb=x");
    assert_false(source_yahoo_ratings.request(&subscription, "", &request, &err));
    assert_int_equal(err.code, ERROR_SESSION);
}

static void test_own_fixture(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("yahoo_ratings/history.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.action_count, 5); /* six rows, one without a time */
    const struct rating_action *actions = observations.actions;
    assert_string_equal(actions[0].symbol, "TEST");
    assert_string_equal(actions[0].source, "yahoo_ratings");
    assert_string_equal(actions[0].firm, "First Example Securities");
    assert_int_equal(actions[0].when, NOW - 3600);
    assert_int_equal(actions[0].move, MOVE_UPGRADE); /* said "main", but the grades differ */
    assert_true(actions[0].target_to.known && actions[0].target_to.value == 15.5);
    assert_int_equal(actions[1].move, MOVE_INITIATE);
    assert_string_equal(actions[1].from, "");
    assert_false(actions[1].target_from.known); /* 0.0 is none */
    assert_int_equal(actions[2].move, MOVE_DOWNGRADE);
    assert_false(actions[2].target_to.known);
    assert_string_equal(actions[3].firm, "");
    assert_string_equal(actions[4].to, "");
    assert_false(actions[4].target_to.known); /* 1e300 */
    assert_true(observations.rejected >= 2);
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
         "found for any of the summaryTypes=upgradeDowngradeHistory\"}}}",
         ERROR_NO_DATA},
        {404,
         "{\"quoteSummary\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"Quote not found "
         "for "
         "symbol: TEST\"}}}",
         ERROR_NOT_FOUND},
        {200, "{\"quoteSummary\":{\"result\":[{\"price\":{}}],\"error\":null}}", ERROR_NO_DATA},
        {200, "{\"quoteSummary\":{\"result\":[],\"error\":null}}", ERROR_NO_DATA},
        {200, "{\"quoteSummary\":{\"result\":[{\"upgradeDowngradeHistory\":{\"history\":[]}}],\"error\":null}}",
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
    struct body body = bodies_own("yahoo_ratings/history.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

static size_t moves(const struct observations *observations, enum rating_move move)
{
    size_t count = 0;
    for (size_t i = 0; i < observations->action_count; i++)
        count += observations->actions[i].move == move;
    return count;
}

static void test_recorded_counts(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t rows, with_target;
    } cases[] = {
        {"quoteSummary-upgradeDowngradeHistory-GOOGL-with-targets.json", 921, 896},
        {"quoteSummary-upgradeDowngradeHistory-AAPL-202502.json", 968, 0},
        {"quoteSummary-upgradeDowngradeHistory-GOOG-202502.json", 659, 0},
        {"quoteSummary-multi-NVDA-formatted-202609.json", 45, 45},
        {"merged/quoteSummary-AAPL.json", 968, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[128];
        struct observations observations;
        size_t with_target = 0;
        snprintf(name, sizeof name, "yahoo/%s", cases[i].file);
        struct body body = bodies_real(name);
        assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
        for (size_t j = 0; j < observations.action_count; j++)
            with_target += observations.actions[j].target_to.known;
        if (observations.action_count != cases[i].rows || with_target != cases[i].with_target)
            fail_msg("%s: %zu rows, %zu with a target", name, observations.action_count, with_target);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

/* Yahoo says 768 maintained, 83 reiterated, 35 initiated, 18 up, 17 down. Of the 768 one changes its grade, and it
 * is the grades that count; where they do not tell, Yahoo's word stands. */
static void test_recorded_moves(void **state)
{
    (void)state;
    struct observations observations;
    size_t first_targets = 0;
    struct body body = bodies_real("yahoo/quoteSummary-upgradeDowngradeHistory-GOOGL-with-targets.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    size_t up = moves(&observations, MOVE_UPGRADE), down = moves(&observations, MOVE_DOWNGRADE);
    assert_int_equal(moves(&observations, MOVE_INITIATE), 35);
    assert_in_range(moves(&observations, MOVE_MAINTAIN) + moves(&observations, MOVE_REITERATE), 850, 852);
    assert_in_range(up, 17, 19);
    assert_in_range(down, 17, 19);
    assert_int_equal(moves(&observations, MOVE_UNKNOWN) + moves(&observations, MOVE_DROP), 0);
    for (size_t i = 0; i < observations.action_count; i++)
        first_targets += !observations.actions[i].target_from.known;
    assert_int_equal(first_targets, 112);
    assert_string_equal(observations.actions[0].firm, "Keybanc");
    assert_true(observations.actions[0].target_from.value == 265 && observations.actions[0].target_to.value == 300);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_recorded_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        enum error_code code;
    } cases[] = {
        {"yahoo/quoteSummary-upgradeDowngradeHistory-ADA-USD-404.json", ERROR_NO_DATA},
        {"yahoo/quoteSummary-upgradeDowngradeHistory-EURUSD_X-404.json", ERROR_NO_DATA},
        {"yahoo/error-404-quote-not-found.json", ERROR_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        struct error err;
        struct body body = bodies_real(cases[i].file);
        assert_false(hostile_parse(&hostile, 404, body.text, body.length, &observations, &err));
        assert_int_equal(err.code, cases[i].code);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request),
        cmocka_unit_test(test_own_fixture),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_recorded_counts),
        cmocka_unit_test(test_recorded_moves),
        cmocka_unit_test(test_recorded_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
