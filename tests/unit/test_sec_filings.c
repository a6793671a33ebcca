/* SPDX-License-Identifier: MIT
 * The SEC's submissions and ticker table, and what its refusals mean. */
#include "config.h"

#include "bodies.h"
#include "hostile.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1790000000)

static const struct subscription example = {.kind = DATASET_FILINGS, .subject = "EXMP", .cik = 9999001, .now = NOW};
static const struct subscription example_older = {
    .kind = DATASET_FILINGS,
    .subject = "EXMP",
    .cik = 9999001,
    .older_name = "CIK0009999001-submissions-001.json",
    .now = NOW,
};

static struct observations parsed(const struct source *source, const struct subscription *subscription,
                                  struct body body)
{
    struct hostile hostile = {source, subscription, NOW};
    struct observations observations;
    struct error err;
    if (!hostile_parse(&hostile, 200, body.text, body.length, &observations, &err))
        fail_msg("refused: %s", err.message);
    bodies_clear(&body);
    return observations;
}

static enum error_code refusal(const struct source *source, long status, struct body body, char *message)
{
    struct hostile hostile = {source, &example, NOW};
    struct observations observations;
    struct error err;
    assert_false(hostile_parse(&hostile, status, body.text, body.length, &observations, &err));
    observations_clear(&observations);
    bodies_clear(&body);
    if (message != NULL)
        text_copy(message, sizeof err.message, err.message);
    return err.code;
}

static void asks_for_the_filer_by_number(void **state)
{
    (void)state;
    struct source_request request = {.url = ""};
    struct error err = {.message = ""};
    assert_true(source_sec_filings.request(&example, "", &request, &err));
    assert_string_equal(request.url, "https://data.sec.gov/submissions/CIK0009999001.json");
    assert_true(source_sec_filings.request(&example_older, "", &request, &err));
    assert_string_equal(request.url, "https://data.sec.gov/submissions/CIK0009999001-submissions-001.json");
    assert_string_equal(request.body, "");
    assert_int_equal(request.body_limit, 2 << 20);
    assert_false(request.conditional); /* the SEC gives no validators */
}

static void refuses_to_ask_for_what_is_not_the_filers(void **state)
{
    (void)state;
    static const char *const names[] = {
        "../../etc/passwd",
        "CIK0009999002-submissions-001.json",
        "CIK0009999001-submissions-.json",
        "CIK0009999001-submissions-001.json?x=1",
        "CIK0009999001-submissions-001.json/../x",
        "CIK0009999001-submissions-1234567.json",
    };
    struct source_request request = {.url = ""};
    struct error err = {.message = ""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct subscription subscription = example;
        text_copy(subscription.older_name, sizeof subscription.older_name, names[i]);
        assert_false(source_sec_filings.request(&subscription, "", &request, &err));
        assert_int_equal(err.code, ERROR_INVALID);
    }
    struct subscription unknown = example;
    unknown.cik = 0;
    assert_false(source_sec_filings.request(&unknown, "", &request, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    assert_string_equal(err.message, "no SEC filer is known for EXMP");
}

static void reads_the_columns_by_name(void **state)
{
    (void)state;
    struct observations got = parsed(&source_sec_filings, &example, bodies_own("sec_filings/recent.json"));
    assert_int_equal(got.filing_count, 5);
    assert_int_equal(got.rejected, 1); /* "not an accession" */
    const struct filing *notice = &got.filings[1];
    assert_string_equal(notice->symbol, "EXMP");
    assert_int_equal(notice->cik, 9999001);
    assert_string_equal(notice->accession, "0009999001-26-000029");
    assert_string_equal(notice->form, "8-K");
    assert_string_equal(notice->items, "2.02,9.01");
    assert_string_equal(notice->document, "exmp-20260806.htm");
    assert_string_equal(notice->description, "8-K \xe2\x80\x94 results");
    assert_int_equal(notice->filed_day, date_from_iso("2026-08-06"));
    assert_int_equal(got.filings[2].report_day, DATE_UNKNOWN); /* "" */
    assert_string_equal(got.filings[4].form, "10-K");
    observations_clear(&got);
}

static void names_the_next_older_file_when_reports_are_few(void **state)
{
    (void)state;
    struct observations got = parsed(&source_sec_filings, &example, bodies_own("sec_filings/recent.json"));
    /* the one that reaches up to the newest day, and never a name that is not the SEC's */
    assert_string_equal(got.older_name, "CIK0009999001-submissions-001.json");
    observations_clear(&got);
}

static void older_files_are_flat_and_may_be_ragged(void **state)
{
    (void)state;
    struct observations got = parsed(&source_sec_filings, &example_older, bodies_own("sec_filings/older.json"));
    assert_int_equal(got.filing_count, 2); /* the third form has neither number nor day */
    assert_string_equal(got.filings[0].form, "10-Q");
    assert_int_equal(got.filings[0].report_day, date_from_iso("2025-09-30"));
    assert_int_equal(got.filings[1].report_day, DATE_UNKNOWN);
    assert_string_equal(got.filings[1].document, "");
    assert_string_equal(got.older_name, "");
    observations_clear(&got);
}

static void another_filers_answer_is_refused(void **state)
{
    (void)state;
    struct subscription other = example;
    struct hostile hostile = {&source_sec_filings, &other, NOW};
    struct body body = bodies_own("sec_filings/recent.json");
    struct observations observations;
    struct error err;
    other.cik = 9999002;
    assert_false(hostile_parse(&hostile, 200, body.text, body.length, &observations, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void refusals_are_told_apart_by_their_body(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *name;
        enum error_code filings, facts;
        const char *part;
    } cases[] = {
        {404, "sec_filings/no-such-key.xml", ERROR_NOT_FOUND, ERROR_NO_DATA, "EXMP"},
        {403, "sec_filings/access-denied.xml", ERROR_NO_DATA, ERROR_NO_DATA, "not published"},
        {403, "sec_filings/blocked.html", ERROR_BLOCKED, ERROR_BLOCKED, "resting 10 minutes"},
        {429, "sec_filings/blocked.html", ERROR_BLOCKED, ERROR_BLOCKED, "resting 10 minutes"},
        {403, "sec_filings/undeclared.html", ERROR_BLOCKED, ERROR_BLOCKED, "contact"},
        {200, "sec_filings/blocked.html", ERROR_BLOCKED, ERROR_BLOCKED, "web page"},
        {503, "sec_filings/blocked.html", ERROR_SERVER, ERROR_SERVER, "503"},
    };
    char message[sizeof((struct error *)0)->message];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(refusal(&source_sec_filings, cases[i].status, bodies_own(cases[i].name), message),
                         cases[i].filings);
        if (strstr(message, cases[i].part) == NULL)
            fail_msg("%s does not say %s", message, cases[i].part);
        assert_int_equal(refusal(&source_sec_facts, cases[i].status, bodies_own(cases[i].name), NULL),
                         cases[i].facts);
    }
    assert_int_equal(source_sec_filings.provider->block_floor_seconds, 600);
    assert_true(source_sec_filings.provider->needs_contact);
    assert_ptr_equal(source_sec_filings.provider, source_sec_companies.provider);
}

static void recorded_refusals(void **state)
{
    (void)state;
    assert_int_equal(
        refusal(&source_sec_filings, 404, bodies_real("edgar/errors/data.sec.gov_404_NoSuchKey.xml"), NULL),
        ERROR_NOT_FOUND);
    assert_int_equal(refusal(&source_sec_filings, 403,
                             bodies_real("edgar/errors/www.sec.gov_Archives_403_AccessDenied.xml"), NULL),
                     ERROR_NO_DATA);
    assert_int_equal(refusal(&source_sec_filings, 503,
                             bodies_real("edgar/errors/www.sec.gov_getcurrent_503_past_end.html"), NULL),
                     ERROR_SERVER);
}

static void recorded_submissions(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        int64_t cik;
        const char *older_asked;
        size_t rows;
        const char *older_named;
    } cases[] = {
        {"CIK0001045810.NVDA.json", 1045810, "", 1007, ""},
        {"CIK0000320193.AAPL.json", 320193, "", 1005, ""},
        {"CIK0000789019.MSFT.json", 789019, "", 1002, ""},
        {"CIK0000320193-submissions-001.AAPL.json", 320193, "CIK0000320193-submissions-001.json", 988, ""},
        {"CIK0001800903.individual.json", 1800903, "", 1, ""},
        {"CIK0001814722.small.json", 1814722, "", 27, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct subscription subscription = {.kind = DATASET_FILINGS, .subject = "X", .cik = cases[i].cik};
        char name[100];
        text_copy(subscription.older_name, sizeof subscription.older_name, cases[i].older_asked);
        snprintf(name, sizeof name, "edgar/submissions/%s", cases[i].file);
        struct observations got = parsed(&source_sec_filings, &subscription, bodies_real(name));
        assert_int_equal(got.filing_count, cases[i].rows);
        assert_int_equal(got.rejected, 0);
        assert_string_equal(got.older_name, cases[i].older_named);
        observations_clear(&got);
    }
}

static void recorded_nvidia_is_read_to_the_letter(void **state)
{
    (void)state;
    struct subscription subscription = {.kind = DATASET_FILINGS, .subject = "NVDA", .cik = 1045810};
    struct observations got =
        parsed(&source_sec_filings, &subscription, bodies_real("edgar/submissions/CIK0001045810.NVDA.json"));
    const struct filing *report = NULL;
    for (size_t i = 0; i < got.filing_count && report == NULL; i++)
        if (strcmp(got.filings[i].accession, "0001045810-26-000021") == 0)
            report = &got.filings[i];
    if (report == NULL) {
        fail();
        return;
    }
    assert_string_equal(report->form, "10-K");
    assert_string_equal(report->document, "nvda-20260125.htm");
    assert_int_equal(report->filed_day, date_from_iso("2026-02-25"));
    assert_int_equal(report->report_day, date_from_iso("2026-01-25"));
    observations_clear(&got);
}

static void tickers_all_when_none_is_named(void **state)
{
    (void)state;
    struct subscription all = {.kind = DATASET_COMPANIES};
    struct observations got = parsed(&source_sec_companies, &all, bodies_own("sec_companies/tickers.json"));
    assert_int_equal(got.company_count, 3);
    assert_int_equal(got.rejected, 3); /* no number, no ticker, no object */
    assert_string_equal(got.companies[0].symbol, "EXMP");
    assert_int_equal(got.companies[0].cik, 9999001);
    assert_string_equal(got.companies[0].name, "Example Compute, Inc.");
    assert_string_equal(got.companies[1].symbol, "EXM-B");
    assert_int_equal(got.companies[1].cik, 9999002);
    assert_string_equal(got.companies[1].name, "Exm\xc3\xa9 Holdings"); /* no turned-about text */
    observations_clear(&got);
}

static void tickers_only_those_named(void **state)
{
    (void)state;
    static const char symbols[][SYMBOL_SIZE] = {"EXM.B", "^GSPC"};
    struct subscription named = {.kind = DATASET_COMPANIES, .symbols = symbols, .symbol_count = 2};
    struct observations got = parsed(&source_sec_companies, &named, bodies_own("sec_companies/tickers.json"));
    assert_int_equal(got.company_count, 1);
    assert_string_equal(got.companies[0].symbol, "EXM.B"); /* as the subscriber writes it */
    assert_int_equal(got.companies[0].cik, 9999002);
    observations_clear(&got);
}

static void recorded_tickers(void **state)
{
    (void)state;
    static const char symbols[][SYMBOL_SIZE] = {"NVDA", "GOOG", "GOOGL", "BRK.B"};
    static const int64_t ciks[] = {1045810, 1652044, 1652044, 1067983};
    struct subscription named = {.kind = DATASET_COMPANIES, .symbols = symbols, .symbol_count = 4};
    struct observations got = parsed(&source_sec_companies, &named, bodies_real("edgar/company_tickers.json"));
    assert_int_equal(got.company_count, 4);
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++)
            if (strcmp(got.companies[i].symbol, symbols[k]) == 0)
                assert_int_equal(got.companies[i].cik, ciks[k]);
    observations_clear(&got);
    struct subscription all = {.kind = DATASET_COMPANIES};
    got = parsed(&source_sec_companies, &all, bodies_real("edgar/company_tickers.json"));
    assert_int_equal(got.company_count, 9610);
    assert_int_equal(got.rejected, 0);
    observations_clear(&got);
}

static void hostile_answers(void **state)
{
    (void)state;
    static const struct subscription all = {.kind = DATASET_COMPANIES};
    static const struct {
        struct hostile hostile;
        const char *name;
    } cases[] = {
        {{&source_sec_filings, &example, NOW}, "sec_filings/recent.json"},
        {{&source_sec_filings, &example_older, NOW}, "sec_filings/older.json"},
        {{&source_sec_companies, &all, NOW}, "sec_companies/tickers.json"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct body body = bodies_own(cases[i].name);
        hostile_suite(&cases[i].hostile, body.text, body.length);
        bodies_clear(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_for_the_filer_by_number),
        cmocka_unit_test(refuses_to_ask_for_what_is_not_the_filers),
        cmocka_unit_test(reads_the_columns_by_name),
        cmocka_unit_test(names_the_next_older_file_when_reports_are_few),
        cmocka_unit_test(older_files_are_flat_and_may_be_ragged),
        cmocka_unit_test(another_filers_answer_is_refused),
        cmocka_unit_test(refusals_are_told_apart_by_their_body),
        cmocka_unit_test(recorded_refusals),
        cmocka_unit_test(recorded_submissions),
        cmocka_unit_test(recorded_nvidia_is_read_to_the_letter),
        cmocka_unit_test(tickers_all_when_none_is_named),
        cmocka_unit_test(tickers_only_those_named),
        cmocka_unit_test(recorded_tickers),
        cmocka_unit_test(hostile_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
