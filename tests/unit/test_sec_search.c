/* SPDX-License-Identifier: MIT
 * Hits of the full-text search, its counting, and its refusals. */
#include "config.h"

#include "bodies.h"
#include "hostile.h"
#include "sources.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1790000000)

static const struct subscription words = {
    .kind = DATASET_FOUND, .subject = "\"customer d\" coreweave & more", .now = NOW};
static const struct hostile hostile = {&source_sec_search, &words, NOW};

static struct observations parsed(struct body body)
{
    struct observations observations;
    struct error err;
    if (!hostile_parse(&hostile, 200, body.text, body.length, &observations, &err))
        fail_msg("refused: %s", err.message);
    assert_int_equal(observations.found_count, 1);
    bodies_clear(&body);
    return observations;
}

static void asks_with_the_words_encoded(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    assert_true(source_sec_search.request(&words, "", &request, &err));
    assert_string_equal(request.url, "https://efts.sec.gov/LATEST/search-index?q="
                                     "%22customer%20d%22%20coreweave%20%26%20more");
    struct subscription none = words;
    none.subject[0] = '\0';
    assert_false(source_sec_search.request(&none, "", &request, &err));
}

static void reads_hits_as_documents(void **state)
{
    (void)state;
    struct observations got = parsed(bodies_own("sec_search/two.json"));
    const struct found_filings *found = &got.found[0];
    assert_string_equal(found->query, words.subject);
    assert_int_equal(found->count, 2);
    assert_int_equal(got.rejected, 1); /* "../../etc/passwd" */
    assert_true(found->at_least);
    assert_int_equal((int)found->total.value, 10000);
    assert_string_equal(found->items[0].subject, "9999001/000999900126000014/exmp-20260331.htm");
    assert_string_equal(found->items[0].company, "Example Compute, Inc. (EXMP, EXMPW)");
    assert_int_equal(found->items[0].filed_day, date_from_iso("2026-05-15"));
    assert_int_equal(found->items[0].period_day, date_from_iso("2026-03-31"));
    assert_string_equal(found->items[1].subject, "9999002/000999900226000007/ex991.htm");
    assert_string_equal(found->items[1].company, "Other Example Corp");
    assert_string_equal(found->items[1].form, "8-K");
    assert_string_equal(found->items[1].type, "EX-99.1");
    assert_int_equal(found->items[1].period_day, DATE_UNKNOWN);
    observations_clear(&got);
}

static void nothing_found_is_an_answer(void **state)
{
    (void)state;
    static const char none[] = "{\"hits\":{\"total\":{\"value\":0,\"relation\":\"eq\"},\"hits\":[]}}";
    struct observations observations;
    assert_true(hostile_parse(&hostile, 200, none, sizeof none - 1, &observations, NULL));
    assert_int_equal(observations.found[0].count, 0);
    assert_true(observations.found[0].total.known);
    observations_clear(&observations);
}

static void everything_hostile_is_survived(void **state)
{
    (void)state;
    static const char *const odd[] = {"{}",
                                      "[]",
                                      "{\"hits\":{}}",
                                      "{\"hits\":{\"hits\":{}}}",
                                      "{\"message\":\"Internal server error\"}",
                                      "<html>blocked</html>",
                                      "null"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        struct observations observations;
        assert_false(hostile_parse(&hostile, 200, odd[i], strlen(odd[i]), &observations, NULL));
        observations_clear(&observations);
    }
    struct body body = bodies_own("sec_search/two.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

static void recorded_answers_are_read(void **state)
{
    (void)state;
    struct observations none = parsed(bodies_real("edgar/efts/0_hits.json"));
    assert_int_equal(none.found[0].count, 0);
    observations_clear(&none);
    struct observations one = parsed(bodies_real("edgar/efts/1_hit.json"));
    assert_int_equal(one.found[0].count, 1);
    assert_string_equal(one.found[0].items[0].subject, "1865782/000095017025055890/btsg-2025_ars.pdf");
    assert_string_equal(one.found[0].items[0].company, "BrightSpring Health Services, Inc. (BTSG, BTSGU)");
    observations_clear(&one);
    struct observations many = parsed(bodies_real("edgar/efts/101_hits.json"));
    assert_int_equal(many.found[0].count + many.rejected, 100);
    assert_true(many.found[0].total.value >= 101);
    observations_clear(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_with_the_words_encoded), cmocka_unit_test(reads_hits_as_documents),
        cmocka_unit_test(nothing_found_is_an_answer),  cmocka_unit_test(everything_hostile_is_survived),
        cmocka_unit_test(recorded_answers_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
