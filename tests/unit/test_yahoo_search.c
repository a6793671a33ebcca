/* SPDX-License-Identifier: MIT
 * Symbols by name: Yahoo's search. */
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

static const struct subscription subscription = {.kind = DATASET_SYMBOLS, .subject = "test hold"};
static const struct hostile hostile = {&source_yahoo_search, &subscription, NOW};

static void the_words_are_asked_for(void **state)
{
    (void)state;
    struct source_request request;
    struct subscription words = {.subject = "at&t inc"}, none = {.subject = ""};
    assert_true(source_yahoo_search.request(&words, "", &request, NULL));
    assert_non_null(strstr(request.url, "/v1/finance/search?q=at%26t%20inc&quotesCount=10&newsCount=0"));
    assert_false(source_yahoo_search.request(&none, "", &request, NULL));
}

static void what_is_typed_is_a_query(void **state)
{
    (void)state;
    char query[SUBJECT_SIZE];
    assert_true(symbol_search_query(query, "  NVIDIA   Corp "));
    assert_string_equal(query, "nvidia corp");
    assert_false(symbol_search_query(query, "  "));
}

static void symbols_come_with_their_companies(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("yahoo_search/list.json");
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &observations, NULL));
    assert_int_equal(observations.symbol_hits_count, 1);
    const struct symbol_hits *hits = &observations.symbol_hits[0];
    assert_string_equal(hits->query, "test hold");
    assert_int_equal(hits->count, 2);
    assert_string_equal(hits->items[0].symbol, "TEST");
    assert_string_equal(hits->items[0].name, "Test Holdings Inc.");
    assert_string_equal(hits->items[0].exchange, "NASDAQ");
    assert_string_equal(hits->items[1].symbol, "TST.DE");
    assert_string_equal(hits->items[1].name, "TEST HOLDINGS O.N.");
    assert_string_equal(hits->items[1].exchange, "GER");
    observations_clear(&observations);
    bodies_clear(&body);
}

static void nothing_found_is_an_answer(void **state)
{
    (void)state;
    static const char none[] = "{\"explains\":[],\"count\":0,\"quotes\":[],\"news\":[]}";
    struct observations observations;
    assert_true(hostile_parse(&hostile, 200, none, sizeof none - 1, &observations, NULL));
    assert_int_equal(observations.symbol_hits_count, 1);
    assert_int_equal(observations.symbol_hits[0].count, 0);
    observations_clear(&observations);
}

static void nothing_breaks_it(void **state)
{
    (void)state;
    struct body body = bodies_own("yahoo_search/list.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

static void recorded_answers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t least;
        const char *first;
    } recorded[] = {
        {"yahoo/search-short-nvda-202609.json", 3, "NVD"},
        {"yahoo/search-AAPL-202502.json", 1, "AAPL"},
        {"yahoo/search-BMW-202502.json", 1, "BMW.DE"},
        {"yahoo/search-isin-NO0010123060.json", 0, ""},
    };
    for (size_t i = 0; i < sizeof recorded / sizeof recorded[0]; i++) {
        struct observations observations;
        struct error err = {0};
        struct body body = bodies_real(recorded[i].name);
        if (!hostile_parse(&hostile, 200, body.text, body.length, &observations, &err))
            fail_msg("%s: %s", recorded[i].name, err.message);
        const struct symbol_hits *hits = &observations.symbol_hits[0];
        assert_true(hits->count >= recorded[i].least);
        assert_string_equal(hits->count > 0 ? hits->items[0].symbol : "", recorded[i].first);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_are_asked_for),
        cmocka_unit_test(what_is_typed_is_a_query),
        cmocka_unit_test(symbols_come_with_their_companies),
        cmocka_unit_test(nothing_found_is_an_answer),
        cmocka_unit_test(nothing_breaks_it),
        cmocka_unit_test(recorded_answers_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
