/* SPDX-License-Identifier: MIT
 * Statements in XBRL: whole, byte by byte, cut, hostile; recorded ones against what an independent implementation
 * found in them. */
#include "config.h"

#include "source/source.h"

#include "bodies.h"
#include "sane.h"
#include "xbrl.h"

#include "base/date.h"
#include "model/customers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#define NOW          INT64_C(1795446000)
#define LENGTH(text) (sizeof(text) - 1)

#define HEAD                                                                                                       \
    "<?xml version='1.0' encoding='ASCII'?><xbrl xmlns='http://www.xbrl.org/2003/instance' "                       \
    "xmlns:us-gaap='http://fasb.org/us-gaap/2025' xmlns:s='http://fasb.org/srt/2025' "                             \
    "xmlns:xbrldi='http://xbrl.org/2006/xbrldi' xmlns:t='http://test.example/20250331' "                           \
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
#define CONTEXT(id, inside, days)                                                                                  \
    "<context id='" id "'><entity><identifier scheme='x'>0009999001</identifier>" inside "</entity><period>" days  \
    "</period></context>"
#define INSTANT "<instant>2025-03-31</instant>"
#define QUARTER "<startDate>2025-01-01</startDate><endDate>2025-03-31T00:00:00</endDate>"
#define CUSTOMER                                                                                                   \
    "<segment><xbrldi:explicitMember dimension='s:MajorCustomersAxis'> t:CustomerDMember\n"                        \
    "</xbrldi:explicitMember><xbrldi:explicitMember dimension='us-gaap:ConcentrationRiskByBenchmarkAxis'>"         \
    "us-gaap:AccountsReceivableMember</xbrldi:explicitMember></segment>"
#define TIMING                                                                                                     \
    "<segment><xbrldi:typedMember dimension='us-gaap:StartDateAxis'><us-gaap:d>2025-04-01</us-gaap:d>"             \
    "</xbrldi:typedMember></segment>"
#define UNITS                                                                                                      \
    "<unit id='usd'><measure>iso4217:USD</measure></unit><unit id='pure'><measure>pure</measure></unit>"           \
    "<unit id='eps'><divide><unitNumerator><measure>iso4217:USD</measure></unitNumerator>"                         \
    "<unitDenominator><measure>shares</measure></unitDenominator></divide></unit>"
#define ACCOUNTS "<us-gaap:AccountsReceivableNetCurrent contextRef='i' unitRef='usd' "

/* Facts first, then their contexts: both orders are allowed. */
static const char statement[] = HEAD ACCOUNTS
    "decimals='-8'>1100000000</us-gaap:AccountsReceivableNetCurrent>" ACCOUNTS
    "decimals='-3'>1055208000</us-gaap:AccountsReceivableNetCurrent>" ACCOUNTS "decimals='-3' xsi:nil='true'/>"
    "<us-gaap:ConcentrationRiskPercentage1 contextRef='c' unitRef='pure' decimals='2'>0.43"
    "</us-gaap:ConcentrationRiskPercentage1>"
    "<us-gaap:RevenueRemainingPerformanceObligationExpectedTimingOfSatisfactionPeriod1 contextRef='t'>P24M"
    "</us-gaap:RevenueRemainingPerformanceObligationExpectedTimingOfSatisfactionPeriod1>"
    "<us-gaap:Revenues contextRef='q' unitRef='usd' decimals='-3'>981632000</us-gaap:Revenues>"
    "<us-gaap:Revenues contextRef='nowhere' unitRef='usd' decimals='-3'>1</us-gaap:Revenues>"
    "<us-gaap:Revenues contextRef='q' unitRef='eps' decimals='-3'>2</us-gaap:Revenues>"
    "<us-gaap:Revenues contextRef='future' unitRef='usd' decimals='-3'>3</us-gaap:Revenues>"
    "<t:Revenues contextRef='q' unitRef='usd' decimals='-3'>4</t:Revenues>" CONTEXT("i", "", INSTANT)
        CONTEXT("q", "", QUARTER) CONTEXT("c", CUSTOMER, QUARTER) CONTEXT("t", TIMING, INSTANT)
            CONTEXT("future", "", "<instant>2029-03-31</instant>") UNITS "</xbrl>";

static struct subscription subscription_of(int64_t cik)
{
    struct subscription subscription = {
        .kind = DATASET_CUSTOMERS,
        .subject = "TEST",
        .cik = cik,
        .now = NOW,
        .filing = {.cik = cik, .accession = "0009999001-25-000001", .form = "10-Q", .document = "t-20250331.htm"}};
    subscription.filing.filed_day = date_from_iso("2025-05-15");
    return subscription;
}

static bool read_parts(const char *source_name, const char *text, size_t length, size_t part,
                       const struct subscription *subscription, struct observations *observations,
                       struct error *err)
{
    const struct source *source = source_find(source_name);
    struct source_response response = {
        .status = 200, .content_type = "", .body = "", .length = length, .received_at = NOW};
    observations_init(observations);
    void *stream = source->stream_begin(subscription, observations);
    bool good = true;
    for (size_t at = 0; good && at < length; at += part)
        good = source->stream_feed(stream, text + at, length - at < part ? length - at : part, err);
    good = good && source->stream_end(stream, &response, observations, err);
    source->stream_free(stream);
    const char *complaint = sane_complaint(observations);
    if (complaint != NULL)
        fail_msg("%s", complaint);
    assert_true(good || err->message[0] != '\0');
    return good;
}

static void check_statement(const struct observations *observations)
{
    const struct fact *fact = observations->facts;
    assert_int_equal(observations->fact_count, 2);
    assert_string_equal(fact[0].concept, "us-gaap:AccountsReceivableNetCurrent");
    assert_true(fact[0].value == 1055208000); /* of two the more precise */
    assert_int_equal(fact[0].start_day, DATE_UNKNOWN);
    assert_string_equal(fact[0].unit, "USD");
    assert_string_equal(fact[0].form, "10-Q");
    assert_string_equal(fact[1].concept, "us-gaap:Revenues");
    assert_int_equal(fact[1].end_day, date_from_iso("2025-03-31"));
    assert_int_equal(fact[1].filed_day, date_from_iso("2025-05-15"));
    const struct dimensional_fact *shares = observations->dimensional;
    assert_int_equal(observations->dimensional_count, 2);
    assert_string_equal(shares[0].dimensions, "srt:MajorCustomersAxis=t:CustomerDMember "
                                              "us-gaap:ConcentrationRiskByBenchmarkAxis=us-gaap:"
                                              "AccountsReceivableMember");
    assert_true(shares[0].value == 0.43);
    assert_int_equal(shares[0].decimals, 2);
    assert_string_equal(shares[1].dimensions, "us-gaap:StartDateAxis~2025-04-01");
    assert_true(shares[1].value == 24);
    assert_string_equal(shares[1].unit, "months");
    assert_int_equal(observations->statement_count, 1);
    assert_int_equal(observations->statements[0].way, STATEMENT_INSTANCE);
    assert_int_equal(observations->rejected, 3); /* no context, a ratio, the future */
}

static void parts_of_any_size_say_the_same(void **state)
{
    static const size_t parts[] = {1, 2, 7, 100, LENGTH(statement)};
    const struct subscription subscription = subscription_of(9999001);
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct observations observations;
        struct error err = {0};
        assert_true(
            read_parts("sec_instance", statement, LENGTH(statement), parts[i], &subscription, &observations, &err));
        check_statement(&observations);
        observations_clear(&observations);
    }
}

static void a_cut_document_is_refused(void **state)
{
    const struct subscription subscription = subscription_of(9999001);
    (void)state;
    for (size_t length = 0; length < LENGTH(statement); length++) {
        struct observations observations;
        struct error err = {0};
        if (read_parts("sec_instance", statement, length, 4096, &subscription, &observations, &err))
            fail_msg("accepted with %zu bytes", length);
        assert_int_equal(observations.fact_count + observations.dimensional_count, 0);
        observations_clear(&observations);
    }
}

/* --- what must be refused --- */

static const struct {
    const char *source, *text, *words;
} refused[] = {
    {"sec_instance", "", "not well-formed"},
    {"sec_instance", "{}", "not well-formed"},
    {"sec_instance", "<html><body>Welcome to the hotel.</body></html>", "holds no XBRL"},
    {"sec_instance", "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><xbrl>&b;</xbrl>", "declares entities"},
    {"sec_inline", "<!DOCTYPE html [<!ENTITY % x SYSTEM 'file:///etc/passwd'>%x;]><html/>", "declares entities"},
    {"sec_inline", "<html><body><p>no end</body></html>", "not well-formed"},
    {"sec_instance",
     HEAD CONTEXT("i", "", INSTANT) "<context id='o'><entity><identifier>1</identifier></entity>"
                                    "</context></xbrl>",
     "another filer"},
};

static void what_is_no_statement_is_refused_with_a_sentence(void **state)
{
    const struct subscription subscription = subscription_of(9999001);
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct observations observations;
        struct error err = {0};
        assert_false(read_parts(refused[i].source, refused[i].text, strlen(refused[i].text), 10, &subscription,
                                &observations, &err));
        if (strstr(err.message, refused[i].words) == NULL)
            fail_msg("%s: %s", refused[i].text, err.message);
        observations_clear(&observations);
    }
}

static void depth_and_endless_tags_are_refused(void **state)
{
    const struct subscription subscription = subscription_of(9999001);
    struct observations observations;
    struct error err = {0};
    size_t length = (size_t)3 << 20;
    char *text = malloc(length);
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < length; i++)
        text[i] = "<a>"[i % 3];
    assert_false(read_parts("sec_instance", text, length, 16384, &subscription, &observations, &err));
    assert_non_null(strstr(err.message, "nested too deep"));
    observations_clear(&observations);
    memset(text, 'a', length);
    memcpy(text, "<a b='", 6);
    error_clear(&err);
    assert_false(read_parts("sec_instance", text, length, 16384, &subscription, &observations, &err));
    assert_int_equal(err.code, ERROR_TOO_BIG);
    observations_clear(&observations);
    free(text);
}

/* --- which document, and what its absence means --- */

#define MISSING "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"

static void the_index_names_the_document(void **state)
{
    static const struct {
        const char *index, *document;
    } rows[] = {
        {"{\"directory\":{\"item\":[{\"name\":\"a_cal.xml\"},{\"name\":\"t.htm\"},{\"name\":\"t_htm.xml\",\"size\":"
         "\"\"}]"
         "}}",
         "t_htm.xml"},
        {"{\"directory\":{\"item\":[{\"name\":\"FilingSummary.xml\"},{\"name\":\"R2.xml\"},{\"name\":\"t_lab.xml\"}"
         ","
         "{\"name\":\"t-20181229.xml\"}]}}",
         "t-20181229.xml"},
        {"{\"directory\":{\"item\":[{\"name\":\"../../x_htm.xml\"},{\"name\":\"t.htm\"}]}}", ""},
        {"{\"directory\":{}}", ""},
    };
    struct subscription subscription = subscription_of(9999001);
    (void)state;
    snprintf(subscription.older_name, sizeof subscription.older_name, "index.json");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct observations observations;
        struct error err = {0};
        bool good =
            read_parts("sec_instance", rows[i].index, strlen(rows[i].index), 5, &subscription, &observations, &err);
        assert_int_equal(good, rows[i].document[0] != '\0');
        assert_string_equal(observations.older_name, rows[i].document);
        assert_int_equal(observations.statement_count, 0);
        observations_clear(&observations);
    }
}

static bool parse_missing(struct subscription *subscription, struct observations *observations, struct error *err)
{
    const struct source_response response = {.status = 403,
                                             .content_type = "application/xml",
                                             .body = MISSING,
                                             .length = LENGTH(MISSING),
                                             .received_at = NOW};
    error_clear(err);
    observations_init(observations);
    return source_find("sec_instance")->parse(subscription, &response, observations, err);
}

static void what_is_missing_may_come_yet(void **state)
{
    struct subscription subscription = subscription_of(9999001);
    struct observations observations;
    struct error err = {0};
    (void)state;
    assert_true(parse_missing(&subscription, &observations, &err)); /* under another name? */
    assert_string_equal(observations.older_name, "index.json");
    snprintf(subscription.older_name, sizeof subscription.older_name, "index.json");
    assert_false(parse_missing(&subscription, &observations, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    subscription.filing.first_seen = NOW - 60;
    assert_false(parse_missing(&subscription, &observations, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND); /* seen just now for the first time, but years old */
    subscription.filing.filed_day = date_new_york_day(NOW);
    assert_false(parse_missing(&subscription, &observations, &err));
    assert_int_equal(err.code, ERROR_NOT_YET);
    subscription.filing.first_seen = NOW - 16 * 60;
    assert_false(parse_missing(&subscription, &observations, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
}

static void documents_are_asked_for_in_the_reports_folder(void **state)
{
    static const char folder[] = "https://www.sec.gov/Archives/edgar/data/9999001/000999900125000001/";
    struct subscription subscription = subscription_of(9999001);
    struct source_request request;
    struct error err = {0};
    (void)state;
    assert_true(source_find("sec_instance")->request(&subscription, "", &request, &err));
    assert_true(strncmp(request.url, folder, LENGTH(folder)) == 0);
    assert_string_equal(request.url + LENGTH(folder), "t-20250331_htm.xml");
    assert_int_equal(request.body_limit, (size_t)50 << 20);
    assert_true(source_find("sec_inline")->request(&subscription, "", &request, &err));
    assert_string_equal(request.url + LENGTH(folder), "t-20250331.htm");
    subscription.filing.document[0] = '\0'; /* straight from the feed */
    assert_true(source_find("sec_instance")->request(&subscription, "", &request, &err));
    assert_string_equal(request.url + LENGTH(folder), "index.json");
    subscription.filing.accession[0] = '\0';
    assert_false(source_find("sec_instance")->request(&subscription, "", &request, &err));
}

/* --- numbers as they are printed --- */

static void inline_numbers(void **state)
{
    static const struct {
        const char *text, *format;
        int scale;
        bool negative, good;
        double value;
    } rows[] = {
        {"1,055,208", "ixt:num-dot-decimal", 3, false, true, 1055208000},
        {"43", "ixt:num-dot-decimal", -2, false, true, 0.43},
        {"1.055.208,5", "ixt:num-comma-decimal", 0, true, true, -1055208.5},
        {"12.5", "", 6, false, true, 12500000},
        {"\xe2\x80\x94", "ixt:fixed-zero", 6, false, true, 0},
        {"-", "ixt-sec:zerodash", 6, false, true, 0},
        {"four", "ixt-sec:numwordsen", 0, false, true, 4},
        {"Twenty-four", "ixt-sec:numwordsen", 0, false, true, 24},
        {"no", "ixt-sec:numwordsen", 0, false, true, 0},
        {"4", "ixt-sec:numwordsen", 0, false, true, 4},
        {"many", "ixt-sec:numwordsen", 0, false, false, 0},
        {"n/a", "ixt:num-dot-decimal", 0, false, false, 0},
        {"", "ixt:num-dot-decimal", 0, false, false, 0},
        {"1", "", 99, false, false, 0},
        {"1.2.3", "ixt:num-dot-decimal", 0, false, false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double value = -1;
        bool good = xbrl_inline_number(rows[i].text, rows[i].format, rows[i].scale, rows[i].negative, &value);
        if (good != rows[i].good || (good && value != rows[i].value))
            fail_msg("\"%s\" %s: %d %.10g", rows[i].text, rows[i].format, good, value);
    }
}

static void durations(void **state)
{
    static const struct {
        const char *text, *format;
        double months; /* -1: none */
    } rows[] = {
        {"P24M", "", 24},
        {" P1Y6M ", "", 18},
        {"P2Y", "", 24},
        {"P1YT", "", 12},
        {"P", "", -1},
        {"P12", "", -1},
        {"24", "ixt-sec:durmonth", 24},
        {"two", "ixt-sec:duryear", 24},
        {"three years", "ixt-sec:durwordsen", 36},
        {"12 months", "ixt-sec:durwordsen", 12},
        {"soon", "ixt-sec:durwordsen", -1},
        {"7", "", -1},
        {"P9999Y", "", -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double months = -1;
        bool good = xbrl_inline_months(rows[i].text, rows[i].format, &months);
        if (good != (rows[i].months >= 0) || (good && months != rows[i].months))
            fail_msg("\"%s\" %s: %d %g", rows[i].text, rows[i].format, good, months);
    }
}

/* --- recorded documents --- */

static const char *text_of(const cJSON *row, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, name));
    return text != NULL ? text : "";
}

static bool is_row(const struct customer_row *row, const cJSON *expected)
{
    return fabs(row->percent - cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(expected, "pct"))) < 1e-9 &&
           strcmp(row->member, text_of(expected, "customer")) == 0 &&
           strcmp(row->type, text_of(expected, "type")) == 0 &&
           strcmp(row->benchmark, text_of(expected, "benchmark")) == 0 &&
           row->start_day == date_from_iso(text_of(expected, "start")) &&
           row->end_day == date_from_iso(text_of(expected, "end")) &&
           strcmp(row->concept + LENGTH("us-gaap:"), text_of(expected, "concept")) == 0;
}

static size_t count_rows(const struct customer_filing *filing, const cJSON *list, bool rejected)
{
    size_t found = 0;
    const cJSON *expected;
    cJSON_ArrayForEach(expected, list)
    {
        bool group = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(expected, "group"));
        size_t hits = 0;
        for (size_t i = 0; i < filing->count; i++) {
            const struct customer_row *row = &filing->rows[i];
            hits += is_row(row, expected) && (row->kind == CUSTOMER_REJECTED) == rejected &&
                    (rejected || (row->kind == CUSTOMER_GROUP) == group);
        }
        found += hits == 1;
    }
    return found;
}

static void check_document(const cJSON *expected, const char *name, int64_t cik)
{
    char path[128];
    const cJSON *document = cJSON_GetObjectItemCaseSensitive(expected, name);
    const cJSON *customers = cJSON_GetObjectItemCaseSensitive(document, "customer_rows");
    const cJSON *rejected = cJSON_GetObjectItemCaseSensitive(document, "rejected_rows");
    struct subscription subscription = subscription_of(cik);
    struct observations observations;
    struct error err = {0};
    struct arena arena;
    bool is_inline = strstr(name, "ixbrl") != NULL;
    snprintf(path, sizeof path, "edgar/%s", name);
    struct body body = bodies_real(path);
    subscription.filing.filed_day = date_from_iso("2030-01-01");
    if (!read_parts(is_inline ? "sec_inline" : "sec_instance", body.text, body.length, 16384, &subscription,
                    &observations, &err))
        fail_msg("%s: %s", name, err.message);
    arena_init(&arena);
    const struct dimensional_facts shares = {observations.dimensional, observations.dimensional_count};
    const struct facts facts = {.items = observations.facts, .count = observations.fact_count};
    struct customers found = customers_derive("TEST", &shares, &facts, &arena);
    assert_int_equal(found.count, 1);
    assert_int_equal(count_rows(found.filings, customers, false), cJSON_GetArraySize(customers));
    assert_int_equal(count_rows(found.filings, rejected, true), cJSON_GetArraySize(rejected));
    assert_int_equal(found.filings[0].count, cJSON_GetArraySize(customers) + cJSON_GetArraySize(rejected));
    arena_clear(&arena);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void recorded_statements_hold_the_expected_rows(void **state)
{
    struct body body = bodies_real("edgar/expected.json");
    cJSON *root = cJSON_Parse(body.text);
    const cJSON *expected = cJSON_GetObjectItemCaseSensitive(root, "concentration");
    (void)state;
    assert_non_null(expected);
    check_document(expected, "ixbrl/nvda-20250126.10-K.htm", 1045810);
    check_document(expected, "ixbrl/aapl-20250628.10-Q.htm", 320193);
    check_document(expected, "filing_aapl_10q_20250329/aapl-20250329_htm.xml", 320193);
    check_document(expected, "instance/aapl-20181229.xml", 320193);
    cJSON_Delete(root);
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
        cmocka_unit_test(parts_of_any_size_say_the_same),
        cmocka_unit_test(a_cut_document_is_refused),
        cmocka_unit_test(what_is_no_statement_is_refused_with_a_sentence),
        cmocka_unit_test(depth_and_endless_tags_are_refused),
        cmocka_unit_test(the_index_names_the_document),
        cmocka_unit_test(what_is_missing_may_come_yet),
        cmocka_unit_test(documents_are_asked_for_in_the_reports_folder),
        cmocka_unit_test(inline_numbers),
        cmocka_unit_test(durations),
        cmocka_unit_test(recorded_statements_hold_the_expected_rows),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
