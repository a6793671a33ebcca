/* SPDX-License-Identifier: MIT
 * The third way to a report's customers: the SEC's rendered tables. */
#include "config.h"

#include "bodies.h"
#include "sane.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/customers.h"
#include "source/source.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1758724927 /* 2025-09-24 10:42:07 New York */

static struct subscription report(const char *asked)
{
    struct subscription subscription = {
        .kind = DATASET_CUSTOMERS,
        .subject = "NVDA",
        .cik = 1045810,
        .now = NOW,
        .filing = {.cik = 1045810, .accession = "0001045810-25-000209", .form = "10-Q", .document = "t.htm"}};
    subscription.filing.filed_day = date_from_iso("2025-08-27");
    text_copy(subscription.older_name, sizeof subscription.older_name, asked);
    return subscription;
}

static bool read_body(const char *asked, long status, const char *body, size_t length,
                      struct observations *observations, struct error *err)
{
    char *copy = memory_new(length + 1, 1); /* a sanitizer sees a read beyond its end */
    struct subscription subscription = report(asked);
    memcpy(copy, body, length);
    struct source_response response = {.status = status,
                                       .content_type = "text/html",
                                       .body = copy,
                                       .length = length,
                                       .received_at = NOW,
                                       .retry_after_seconds = -1};
    *err = (struct error){0};
    observations_init(observations);
    bool good = source_find("sec_pages")->parse(&subscription, &response, observations, err);
    free(copy);
    const char *complaint = sane_complaint(observations);
    if (complaint != NULL)
        fail_msg("%s", complaint);
    assert_true(good || err->message[0] != '\0');
    return good;
}

static void the_summary_names_the_tables_that_speak_of_customers(void **state)
{
    (void)state;
    struct observations observations;
    struct error err;
    struct body body = bodies_own("sec_pages/FilingSummary.xml");
    assert_true(read_body("", 200, body.text, body.length, &observations, &err));
    assert_string_equal(observations.older_name,
                        "R33.htm R41.htm"); /* the plainest first; no way out of the folder */
    assert_int_equal(observations.statement_count, 0);
    observations_clear(&observations);
    for (size_t length = 0; length < body.length - 2; length++) {
        assert_false(read_body("", 200, body.text, length, &observations, &err));
        observations_clear(&observations);
    }
    bodies_clear(&body);
    static const char none[] =
        "<FilingSummary><MyReports><Report><HtmlFileName>R2.htm</HtmlFileName><ShortName>Balance "
        "Sheets</ShortName></Report></MyReports></FilingSummary>";
    assert_false(read_body("", 200, none, sizeof none - 1, &observations, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    observations_clear(&observations);
}

static void the_requests_stay_in_the_folder(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    struct subscription subscription = report("");
    const struct source *source = source_find("sec_pages");
    assert_true(source->request(&subscription, "", &request, &err));
    assert_string_equal(request.url,
                        "https://www.sec.gov/Archives/edgar/data/1045810/000104581025000209/FilingSummary.xml");
    subscription = report("R33.htm R41.htm");
    assert_true(source->request(&subscription, "", &request, &err));
    assert_string_equal(request.url, "https://www.sec.gov/Archives/edgar/data/1045810/000104581025000209/R33.htm");
}

static const struct dimensional_fact *fact_of(const struct observations *observations, double value)
{
    for (size_t i = 0; i < observations->dimensional_count; i++)
        if (fabs(observations->dimensional[i].value - value) < 1e-9)
            return &observations->dimensional[i];
    fail_msg("no share of %g", value);
    return observations->dimensional;
}

static void expect(const struct observations *observations, double value, const char *start, const char *end,
                   const char *dimensions)
{
    const struct dimensional_fact *fact = fact_of(observations, value);
    char from[16], to[16];
    date_to_iso(fact->start_day, from, sizeof from);
    date_to_iso(fact->end_day, to, sizeof to);
    assert_string_equal(from, start);
    assert_string_equal(to, end);
    assert_string_equal(fact->dimensions, dimensions);
    assert_string_equal(fact->concept, "us-gaap:ConcentrationRiskPercentage1");
    assert_string_equal(fact->accession, "0001045810-25-000209");
}

#define OF_TYPE    " us-gaap:ConcentrationRiskByTypeAxis=us-gaap:CustomerConcentrationRiskMember"
#define OF_REVENUE " us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:SalesRevenueNetMember" OF_TYPE
#define OF_OWED    " us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:AccountsReceivableMember" OF_TYPE

static void a_table_is_read_by_its_grid(void **state)
{
    (void)state;
    struct observations observations;
    struct error err;
    struct body body = bodies_own("sec_pages/R33.htm");
    assert_true(read_body("R33.htm R41.htm", 200, body.text, body.length, &observations, &err));
    assert_string_equal(observations.older_name, "R41.htm");
    assert_int_equal(observations.statement_count, 0);
    assert_int_equal(observations.dimensional_count, 6); /* below 0 and above 100 is no share */
    expect(&observations, 0.23, "2025-04-28", "2025-07-27",
           "srt:MajorCustomersAxis=page:CustomerAMember" OF_REVENUE);
    expect(&observations, 0.20, "2025-01-27", "2025-07-27",
           "srt:MajorCustomersAxis=page:CustomerAMember" OF_REVENUE);
    expect(&observations, 0.175, "", "2025-01-26", "srt:MajorCustomersAxis=page:CustomerAMember" OF_OWED);
    expect(&observations, 0.61, "2025-04-28", "2025-07-27",
           "srt:MajorCustomersAxis=page:FourCustomersMember" OF_OWED);
    expect(&observations, 0.12, "2024-04-29", "2024-07-28",
           "srt:MajorCustomersAxis=page:OpenAIGlobalMember" OF_REVENUE);
    assert_int_equal(fact_of(&observations, 0.23)->decimals, 2);
    assert_int_equal(fact_of(&observations, 0.175)->decimals, 3);
    observations_clear(&observations);
    assert_true(read_body("R33.htm", 200, body.text, body.length, &observations, &err));
    assert_int_equal(observations.statement_count, 1);
    assert_int_equal(observations.statements[0].way, STATEMENT_PAGES);
    observations_clear(&observations);
    bodies_clear(&body);
}

static const struct customer_row *row_of(const struct customers *customers, double percent)
{
    for (size_t i = 0; i < customers->filings[0].count; i++)
        if (fabs(customers->filings[0].rows[i].percent - percent) < 1e-9)
            return &customers->filings[0].rows[i];
    fail_msg("no row of %g", percent);
    return customers->filings[0].rows;
}

/* What they are worth in the customers' view: single, group, and what is no customer. */
static void rows_become_customers(void **state)
{
    (void)state;
    struct observations observations;
    struct error err;
    struct arena arena;
    struct facts none = {.items = NULL};
    struct body body = bodies_own("sec_pages/R33.htm");
    assert_true(read_body("R33.htm", 200, body.text, body.length, &observations, &err));
    struct dimensional_facts shares = {observations.dimensional, observations.dimensional_count};
    arena_init(&arena);
    struct customers customers = customers_derive("NVDA", &shares, &none, &arena);
    assert_int_equal(customers.count, 1);
    assert_int_equal(row_of(&customers, 23)->kind, CUSTOMER_SINGLE);
    assert_int_equal(row_of(&customers, 23)->basis, BASIS_REVENUE);
    assert_string_equal(row_of(&customers, 23)->label, "Customer A");
    assert_float_equal(row_of(&customers, 23)->percent_error, 0.5, 1e-9);
    assert_int_equal(row_of(&customers, 17.5)->basis, BASIS_RECEIVABLES);
    assert_int_equal(row_of(&customers, 61)->kind, CUSTOMER_GROUP);
    assert_int_equal(row_of(&customers, 99)->kind, CUSTOMER_REJECTED);
    assert_true(row_of(&customers, 12)->named);
    arena_clear(&arena);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void bad_pages_are_refused(void **state)
{
    (void)state;
    static const char *const pages[] = {"", "no page", "<html><body><table class=\"other\"></table></body></html>",
                                        "{\"a\":1}", "<table class=\"report\"><tr><td class=\"nump\">"};
    struct observations observations;
    struct error err;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        assert_false(read_body("R2.htm", 200, pages[i], strlen(pages[i]), &observations, &err));
        observations_clear(&observations);
    }
    struct body body = bodies_own("sec_pages/R33.htm");
    const char *end = strstr(body.text, "</html>");
    for (size_t length = 0; length < body.length; length++) {
        bool good = read_body("R2.htm", 200, body.text, length, &observations, &err);
        assert_true(good == (body.text + length >= end + strlen("</html>"))); /* it is whole, or it is none */
        observations_clear(&observations);
    }
    assert_false(read_body("R2.htm", 429, "<html>slow down</html>", 22, &observations, &err));
    observations_clear(&observations);
    assert_false(read_body("", 403, "<Error><Code>AccessDenied</Code></Error>", 40, &observations, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND); /* the report is not new */
    observations_clear(&observations);
    bodies_clear(&body);
}

static void recorded_pages(void **state)
{
    (void)state;
    static const char *const files[] = {"R2.htm", "R4.htm", "R37.htm", "R38.htm"};
    struct observations observations;
    struct error err;
    struct body body = bodies_real("edgar/filing_aapl_10q_20250329/FilingSummary.xml");
    assert_true(read_body("", 200, body.text, body.length, &observations, &err));
    assert_string_equal(observations.older_name, "R27.htm R28.htm R29.htm R41.htm R42.htm");
    observations_clear(&observations);
    bodies_clear(&body);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[96];
        snprintf(path, sizeof path, "edgar/filing_aapl_10q_20250329/%s", files[i]);
        body = bodies_real(path);
        if (!read_body("R2.htm", 200, body.text, body.length, &observations, &err))
            fail_msg("%s: %s", files[i], err.message);
        assert_int_equal(observations.dimensional_count, 0);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_summary_names_the_tables_that_speak_of_customers),
        cmocka_unit_test(the_requests_stay_in_the_folder),
        cmocka_unit_test(a_table_is_read_by_its_grid),
        cmocka_unit_test(rows_become_customers),
        cmocka_unit_test(bad_pages_are_refused),
        cmocka_unit_test(recorded_pages),
    };
    date_use_new_york();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
