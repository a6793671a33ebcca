/* SPDX-License-Identifier: MIT
 * companyfacts of the SEC: which facts are kept, and that the quarters out of recorded documents are those that an
 * independent implementation of the rules gives (expected.json). */
#include "config.h"

#include "bodies.h"
#include "hostile.h"
#include "json.h"
#include "sources.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/receivables.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1790000000)

static const struct subscription example = {
    .kind = DATASET_RECEIVABLES, .subject = "EXMP", .cik = 9999001, .now = NOW};

static bool parse(const struct subscription *subscription, struct body body, struct observations *observations,
                  struct error *err)
{
    struct hostile hostile = {&source_sec_facts, subscription, NOW};
    bool good = hostile_parse(&hostile, 200, body.text, body.length, observations, err);
    bodies_clear(&body);
    return good;
}

static void asks_for_the_filer_by_number(void **state)
{
    (void)state;
    struct source_request request = {.url = ""};
    struct error err = {.message = ""};
    assert_true(source_sec_facts.request(&example, "", &request, &err));
    assert_string_equal(request.url, "https://data.sec.gov/api/xbrl/companyfacts/CIK0009999001.json");
    assert_int_equal(request.body_limit, 16 << 20);
    struct subscription unknown = example;
    unknown.cik = 0;
    assert_false(source_sec_facts.request(&unknown, "", &request, &err));
    assert_string_equal(err.message, "no SEC filer is known for EXMP");
}

static void keeps_money_out_of_periodic_reports(void **state)
{
    (void)state;
    static const struct {
        const char *concept, *unit, *start, *end;
        double value;
        const char *form, *filed;
    } expected[] = {
        {"us-gaap:AccountsReceivableNetCurrent", "USD", "", "2025-12-31", 400500000, "10-Q", "2026-05-08"},
        {"us-gaap:AccountsReceivableNetCurrent", "USD", "", "2026-03-31", 512250000, "10-Q", "2026-05-08"},
        {"us-gaap:AccountsReceivableNetCurrent", "USD", "", "2026-03-31", 512000000, "10-Q", "2026-08-07"},
        {"us-gaap:Revenues", "RUB", "2023-01-01", "2023-12-31", 77, "20-F", "2024-04-01"},
        {"us-gaap:Revenues", "USD", "2026-01-01", "2026-03-31", 310000000, "10-Q", "2026-05-08"},
        {"us-gaap:Revenues", "USD", "2026-01-01", "2026-03-31", 310500000.5, "10-Q/A", "2026-06-01"},
        {"us-gaap:Revenues", "USD", "2025-01-01", "2025-12-31", -1200, "10-K", "2026-02-27"},
        {"ifrs-full:Revenue", "USD", "2026-04-01", "2026-06-30", 88, "6-K", "2026-08-20"},
    };
    struct observations got;
    struct error err;
    assert_true(parse(&example, bodies_own("sec_facts/facts.json"), &got, &err));
    assert_int_equal(got.fact_count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < got.fact_count; i++) {
        const struct fact *fact = &got.facts[i];
        assert_string_equal(fact->symbol, "EXMP");
        assert_string_equal(fact->concept, expected[i].concept);
        assert_string_equal(fact->unit, expected[i].unit);
        assert_int_equal(fact->start_day, date_from_iso(expected[i].start));
        assert_int_equal(fact->end_day, date_from_iso(expected[i].end));
        assert_true(fact->value == expected[i].value);
        assert_string_equal(fact->form, expected[i].form);
        assert_int_equal(fact->filed_day, date_from_iso(expected[i].filed));
    }
    assert_string_equal(got.facts[0].accession, "0009999001-26-000010");
    assert_int_equal(got.rejected, 4); /* 1e999, a text, an impossible day, an end before its start */
    observations_clear(&got);
}

static void says_when_there_is_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        enum error_code code;
    } cases[] = {
        {"{\"cik\":9999001,\"facts\":{}}", ERROR_NO_DATA},
        {"{\"cik\":\"0009999001\",\"facts\":{\"dei\":{}}}", ERROR_NO_DATA},
        {"{\"cik\":9999002,\"facts\":{}}", ERROR_FORMAT},
        {"{\"facts\":{},\"cik\":\"0009999002\"}", ERROR_FORMAT},
        {"{\"cik\":9999001,\"facts\":[]}", ERROR_FORMAT},
        {"{\"cik\":9999001}", ERROR_FORMAT},
        {"{}", ERROR_FORMAT},
    };
    struct hostile hostile = {&source_sec_facts, &example, NOW};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations got;
        struct error err;
        assert_false(hostile_parse(&hostile, 200, cases[i].body, strlen(cases[i].body), &got, &err));
        assert_int_equal(err.code, cases[i].code);
        observations_clear(&got);
    }
}

static void hostile_answers(void **state)
{
    (void)state;
    struct hostile hostile = {&source_sec_facts, &example, NOW};
    struct body body = bodies_own("sec_facts/facts.json");
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

static void of_equal_names_the_first_counts(void **state)
{
    (void)state;
    static const char body[] =
        "{\"facts\":{\"us-gaap\":{\"Revenues\":{\"units\":{\"USD\":[{\"val\":1,\"val\":2,\"start\":\"2026-01-01\","
        "\"end\":\"2026-03-31\",\"accn\":\"0009999001-26-000010\",\"fy\":2026,\"fp\":\"Q1\",\"form\":\"10-Q\","
        "\"filed\":\"2026-05-08\"}]}}}},\"facts\":{}}";
    struct hostile hostile = {&source_sec_facts, &example, NOW};
    struct observations got;
    assert_true(hostile_parse(&hostile, 200, body, sizeof body - 1, &got, NULL));
    assert_int_equal(got.fact_count, 1);
    assert_true(got.facts[0].value == 1);
    observations_clear(&got);
}

static void a_name_with_a_nul_is_not_ours(void **state)
{
    (void)state;
    static const char body[] = "{\"facts\":{\"us-gaap:Revenues\0us-gaap\":{\"Revenues\":{}}}}";
    struct hostile hostile = {&source_sec_facts, &example, NOW};
    struct observations got;
    assert_false(hostile_parse(&hostile, 200, body, sizeof body - 1, &got, NULL));
    observations_clear(&got);
}

/* --- end to end, against expected.json --- */

static void expect_near(const char *what, const char *end, struct amount got, const struct cJSON *row,
                        const char *name, double tolerance)
{
    struct amount expected = json_number(row, name);
    if (!expected.known)
        return; /* the oracle has no value where its shorter lists of concepts end */
    if (!got.known || fabs(got.value - expected.value) > tolerance)
        fail_msg("%s %s %s: %.4f instead of %.4f", what, end, name, got.known ? got.value : (double)NAN,
                 expected.value);
}

static void expect_how(const char *what, const char *end, const struct flow *flow, const struct cJSON *row,
                       const char *name)
{
    const char *expected = json_string(row, name);
    if (expected[0] != '\0' && strcmp(derivation_name(flow->how), expected) != 0)
        fail_msg("%s %s %s: %s instead of %s", what, end, name, derivation_name(flow->how), expected);
}

static void expect_quarter(const char *symbol, const struct receivables_quarter *quarter, const struct cJSON *row)
{
    const char *end = json_string(row, "end");
    if (quarter == NULL) {
        fail_msg("%s has no quarter that ends %s", symbol, end);
        return;
    }
    assert_int_equal(quarter->start_day, date_from_iso(json_string(row, "start")));
    expect_near(symbol, end, quarter->revenue.amount, row, "revenue", 0.5);
    expect_how(symbol, end, &quarter->revenue, row, "revenue_how");
    expect_near(symbol, end, quarter->receivables.amount, row, "ar", 0.5);
    expect_near(symbol, end, quarter->receivables_change, row, "ar_change", 0.5);
    expect_near(symbol, end, quarter->receivables_qoq_percent, row, "ar_change_pct", 0.0001);
    expect_near(symbol, end, quarter->dso_days, row, "dso", 0.01);
    expect_near(symbol, end, quarter->gross_margin_percent, row, "gross_margin_pct", 0.0001);
    expect_near(symbol, end, quarter->capex.amount, row, "capex", 0.5);
    expect_how(symbol, end, &quarter->capex, row, "capex_how");
    expect_near(symbol, end, quarter->operating_cash_flow.amount, row, "cfo", 0.5);
    expect_near(symbol, end, quarter->interest.amount, row, "interest_expense", 0.5);
    expect_near(symbol, end, quarter->rpo.amount, row, "rpo", 0.5);
    expect_near(symbol, end, quarter->inventory.amount, row, "inventory", 0.5);
    expect_near(symbol, end, quarter->debt.amount, row, "long_term_debt", 0.5);
    expect_near(symbol, end, quarter->deferred_revenue.amount, row, "deferred_revenue", 0.5);
    expect_near(symbol, end, quarter->allowance.amount, row, "allowance", 0.5);
}

static const struct receivables_quarter *quarter_ending(const struct receivables *receivables, const char *end)
{
    for (size_t i = 0; i < receivables->count; i++)
        if (receivables->quarters[i].end_day == date_from_iso(end))
            return &receivables->quarters[i];
    return NULL;
}

static void expect_company(const char *symbol, int64_t cik, const char *name, const struct cJSON *companies)
{
    struct subscription subscription = {.kind = DATASET_RECEIVABLES, .cik = cik};
    struct observations got;
    struct error err;
    struct arena arena;
    text_copy(subscription.subject, sizeof subscription.subject, symbol);
    assert_true(parse(&subscription, bodies_real(name), &got, &err));
    assert_int_equal(got.rejected, 0);
    struct facts facts = {.items = got.facts, .count = got.fact_count};
    text_copy(facts.symbol, sizeof facts.symbol, symbol);
    arena_init(&arena);
    struct receivables receivables = receivables_derive(&facts, &arena);
    const struct cJSON *rows = json_member(json_member(companies, symbol), "quarters");
    assert_true(json_length(rows) >= 10);
    for (const struct cJSON *row = json_first(rows); row != NULL; row = json_next(row))
        expect_quarter(symbol, quarter_ending(&receivables, json_string(row, "end")), row);
    arena_clear(&arena);
    observations_clear(&got);
}

static void recorded_facts_give_the_expected_quarters(void **state)
{
    (void)state;
    struct body body = bodies_real("edgar/expected.json");
    struct cJSON *expected = json_parse(body.text, body.length, NULL);
    const struct cJSON *companies = json_member(expected, "companies");
    assert_non_null(companies);
    expect_company("NVDA", 1045810, "edgar/companyfacts/CIK0001045810.NVDA.2026-07-09.json", companies);
    expect_company("AAPL", 320193, "edgar/companyfacts/CIK0000320193.AAPL.2026-03-25.json", companies);
    expect_company("CRWV", 1769628, "edgar/derived/CRWV.companyfacts.transcribed.json", companies);
    json_free(expected);
    bodies_clear(&body);
}

static void recorded_foreign_filer(void **state)
{
    (void)state;
    struct subscription subscription = {.kind = DATASET_RECEIVABLES, .subject = "LPA", .cik = 1997711};
    struct observations got;
    struct error err;
    bool revenue = false;
    assert_true(parse(&subscription, bodies_real("edgar/companyfacts/LPA.foreign.json"), &got, &err));
    for (size_t i = 0; i < got.fact_count; i++) {
        const struct fact *fact = &got.facts[i];
        assert_int_equal(strlen(fact->unit), 3);
        revenue = revenue || (strcmp(fact->concept, "ifrs-full:Revenue") == 0 && fact->value == 43862372 &&
                              strcmp(fact->form, "20-F") == 0);
    }
    assert_true(revenue);
    observations_clear(&got);
}

static void the_recorded_document_cut_short_is_refused(void **state)
{
    (void)state;
    struct subscription subscription = {.kind = DATASET_RECEIVABLES, .subject = "CRWV", .cik = 1769628};
    struct hostile hostile = {&source_sec_facts, &subscription, NOW};
    struct body body = bodies_real("edgar/derived/CRWV.companyfacts.transcribed.json");
    struct observations got;
    while (body.text[body.length - 1] != '}')
        body.length--;
    for (size_t length = 0; length < body.length; length += 1 + length / 500) {
        assert_false(hostile_parse(&hostile, 200, body.text, length, &got, NULL));
        observations_clear(&got);
    }
    assert_true(hostile_parse(&hostile, 200, body.text, body.length, &got, NULL));
    observations_clear(&got);
    bodies_clear(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_for_the_filer_by_number),
        cmocka_unit_test(keeps_money_out_of_periodic_reports),
        cmocka_unit_test(says_when_there_is_nothing),
        cmocka_unit_test(hostile_answers),
        cmocka_unit_test(of_equal_names_the_first_counts),
        cmocka_unit_test(a_name_with_a_nul_is_not_ours),
        cmocka_unit_test(recorded_facts_give_the_expected_quarters),
        cmocka_unit_test(recorded_foreign_filer),
        cmocka_unit_test(the_recorded_document_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
