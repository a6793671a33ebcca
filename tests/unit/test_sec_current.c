/* SPDX-License-Identifier: MIT
 * The SEC's feed of new filings and its list of a day: whose filings are found, when they were accepted, how far it
 * is read on, and what is refused. */
#include "config.h"

#include "source/source.h"

#include "bodies.h"
#include "sane.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1794927600) /* Tuesday 2026-11-17 10:00 in New York */

#define HEAD                                                                                                       \
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>\n<feed "                                                     \
    "xmlns=\"http://www.w3.org/2005/Atom\"><title>x</title>"
#define ENTRY(form, cik, role, updated, accession)                                                                 \
    "<entry><title>" form " - T\xe9st (" cik ") (" role                                                            \
    ")</title><summary type=\"html\">&lt;b&gt;Filed:&lt;/b&gt; "                                                   \
    "2026-11-17 &lt;br&gt;Item 2.02: a\n&lt;br&gt;Item 9.01: b</summary><updated>" updated                         \
    "</updated><category term=\"" form "\"/><id>urn:tag:sec.gov,2008:accession-number=" accession "</id></entry>"

static const struct company companies[] = {{"GOOGL", 1652044, ""}, {"GOOG", 1652044, ""}, {"CRWV", 1769628, ""}};

static struct subscription subscription_of(const char *page, int64_t since)
{
    struct subscription subscription = {.kind = DATASET_ACCEPTED,
                                        .companies = companies,
                                        .company_count = sizeof companies / sizeof companies[0],
                                        .since = since,
                                        .now = NOW};
    snprintf(subscription.older_name, sizeof subscription.older_name, "%s", page);
    return subscription;
}

static bool parse(const char *source, const struct subscription *subscription, long status, const char *type,
                  const char *body, struct observations *observations, struct error *err)
{
    const struct source_response response = {.status = status,
                                             .content_type = type,
                                             .body = body,
                                             .length = strlen(body),
                                             .received_at = NOW,
                                             .retry_after_seconds = -1};
    error_clear(err);
    observations_init(observations);
    bool good = source_find(source)->parse(subscription, &response, observations, err);
    const char *complaint = sane_complaint(observations);
    if (complaint != NULL)
        fail_msg("%s", complaint);
    assert_true(good || err->message[0] != '\0');
    return good;
}

static void our_own_filings_are_found_once(void **state)
{
    static const char feed[] =
        HEAD ENTRY("8-K", "0001769628", "Filer", "2026-11-17T09:59:01-05:00", "0001769628-26-000007")
            ENTRY("4", "0001769628", "Issuer", "2026-11-17T09:58:00-05:00", "0001769628-26-000006")
                ENTRY("4", "0001769628", "Reporting", "2026-11-17T09:58:00-05:00", "0009999999-26-000001")
                    ENTRY("8-K", "0001769628", "Filer", "2026-11-17T09:57:00-05:00", "0001769628-26-000007")
                        ENTRY("10-Q", "0001652044", "Filer", "2026-11-17T09:56:00-05:00", "0001652044-26-000009")
                            ENTRY("D", "0000000017", "Filer", "2026-11-17T09:55:00-05:00", "0000000017-26-000001")
                                ENTRY("8-K", "0001769628", "Filer", "yesterday", "0001769628-26-000008") "</feed>";
    const struct subscription subscription = subscription_of("", 0);
    struct observations observations;
    struct error err = {0};
    (void)state;
    assert_true(parse("sec_current", &subscription, 200, "application/atom+xml", feed, &observations, &err));
    assert_int_equal(observations.filing_count, 4); /* 8-K, 4, and the 10-Q under two symbols */
    const struct filing *filing = observations.filings;
    assert_string_equal(filing->symbol, "CRWV");
    assert_string_equal(filing->form, "8-K");
    assert_string_equal(filing->items, "2.02,9.01");
    assert_int_equal(filing->accepted_at, NOW - 59);
    assert_int_equal(filing->filed_day, date_from_iso("2026-11-17"));
    assert_string_equal(observations.filings[2].symbol, "GOOGL");
    assert_string_equal(observations.filings[3].symbol, "GOOG");
    assert_int_equal(observations.newest_at, NOW - 59);
    assert_true(observations.no_list);
    assert_string_equal(observations.older_name, "");
    observations_clear(&observations);
}

static void pages_go_on_until_they_overlap(void **state)
{
    static const struct {
        const char *page;
        int64_t since;
        const char *next;
    } rows[] = {{"", 0, ""},
                {"", NOW - 100, ""},
                {"", NOW - 500, "100"},
                {"100", NOW - 500, "200"},
                {"900", NOW - 500, ""}};
    char feed[40000] = HEAD;
    (void)state;
    for (int i = 0; i < 100; i++) {
        char entry[400];
        snprintf(entry, sizeof entry,
                 ENTRY("4", "0000000017", "Filer", "2026-11-17T09:5%d:00-05:00", "%010d-26-000001"), 9 - i / 50, i);
        strncat(feed, entry, sizeof feed - strlen(feed) - 1);
    }
    strncat(feed, "</feed>", sizeof feed - strlen(feed) - 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct subscription subscription = subscription_of(rows[i].page, rows[i].since);
        struct observations observations;
        struct error err = {0};
        assert_true(parse("sec_current", &subscription, 200, "application/atom+xml", feed, &observations, &err));
        assert_string_equal(observations.older_name, rows[i].next);
        observations_clear(&observations);
    }
}

static void a_feed_that_was_cut_is_refused(void **state)
{
    static const char feed[] =
        HEAD ENTRY("8-K", "0001769628", "Filer", "2026-11-17T09:59:01-05:00", "0001769628-26-000007") "</feed>";
    const struct subscription subscription = subscription_of("", 0);
    char cut[sizeof feed];
    (void)state;
    for (size_t length = 0; length <= strlen(feed); length++) {
        struct observations observations;
        struct error err = {0};
        snprintf(cut, sizeof cut, "%.*s", (int)length, feed);
        bool read = parse("sec_current", &subscription, 200, "application/atom+xml", cut, &observations, &err);
        if (read != (length == strlen(feed)))
            fail_msg("cut after %zu bytes: %s", length, read ? "taken" : err.message);
        observations_clear(&observations);
    }
}

static void what_is_no_feed_is_refused(void **state)
{
    static const struct {
        long status;
        const char *type, *body, *page;
        enum error_code code; /* ERROR_NONE: accepted */
    } rows[] = {
        {200, "application/atom+xml", "", "", ERROR_FORMAT},
        {200, "application/atom+xml", HEAD, "", ERROR_FORMAT},
        {200, "application/atom+xml", HEAD "</feed>", "", ERROR_FORMAT},
        {200, "application/atom+xml", "<!DOCTYPE feed [<!ENTITY a 'b'>]><feed>&a;</feed>", "", ERROR_FORMAT},
        {200, "text/html", "<html>portal</html>", "", ERROR_BLOCKED},
        {403, "text/html", "<html>Request Rate Threshold Exceeded</html>", "", ERROR_BLOCKED},
        {429, "text/html", "<html>Request Rate Threshold Exceeded</html>", "", ERROR_BLOCKED},
        {503, "text/html", "<html>File Unavailable</html>", "5000", ERROR_NONE},
        {500, "text/html", "<html></html>", "", ERROR_SERVER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct subscription subscription = subscription_of(rows[i].page, 0);
        struct observations observations;
        struct error err = {0};
        (void)parse("sec_current", &subscription, rows[i].status, rows[i].type, rows[i].body, &observations, &err);
        if (err.code != rows[i].code)
            fail_msg("row %zu: %s: %s", i, error_word(err.code), err.message);
        assert_int_equal(observations.filing_count, 0);
        observations_clear(&observations);
    }
}

static void a_recorded_feed_is_read(void **state)
{
    static const struct company known = {"BHVN", 1935979, "Biohaven"};
    struct subscription subscription = {
        .kind = DATASET_ACCEPTED, .companies = &known, .company_count = 1, .now = NOW};
    struct observations observations;
    struct error err = {0};
    (void)state;
    struct body body = bodies_real("edgar/atom/getcurrent_count100_start0_all.xml");
    subscription.since = date_parse_instant("2026-01-12T10:00:00-05:00");
    assert_true(parse("sec_current", &subscription, 200, "application/atom+xml", body.text, &observations, &err));
    assert_int_equal(observations.filing_count, 1);
    assert_string_equal(observations.filings[0].accession, "0001935979-26-000005");
    assert_string_equal(observations.filings[0].items, "7.01,9.01");
    assert_int_equal(observations.filings[0].accepted_at, date_parse_instant("2026-01-12T11:19:08-05:00"));
    assert_int_equal(observations.newest_at, date_parse_instant("2026-01-12T11:27:39-05:00"));
    assert_string_equal(observations.older_name, "100");
    observations_clear(&observations);
    bodies_clear(&body);
}

/* Of the heading and every line, at every byte but their ends (an accession's end is its line's). */
static void refuse_cuts_within_lines(const struct subscription *subscription, const char *list)
{
    char cut[512];
    size_t rows = (size_t)(strstr(list, "------") - list);
    for (size_t length = 0; length < strlen(list); length++) {
        struct observations observations;
        struct error err = {0};
        snprintf(cut, sizeof cut, "%.*s", (int)length, list);
        bool whole = length >= rows && (cut[length - 1] == '\n' || strstr(cut + length - 4, ".txt") != NULL);
        bool read = parse("sec_day_index", subscription, 200, "text/plain", cut, &observations, &err);
        if (read && !whole)
            fail_msg("cut after %zu bytes it is taken", length);
        if (!read)
            assert_int_equal(err.code, ERROR_FORMAT);
        observations_clear(&observations);
    }
}

static void a_days_list_is_read(void **state)
{
    static const char list[] = "Description: x\n\nCIK|Company Name|Form Type|Date Filed|File Name\r\n------\r\n"
                               "1769628|CoreWeave|10-Q|20261116|edgar/data/1769628/0001769628-26-000011.txt\r\n"
                               "17|Other|4|20261116|edgar/data/17/0000000017-26-000001.txt\n"
                               "1769628|CoreWeave|8-K|20261116|edgar/data/1769628/nonsense.txt\n1769628|short\n";
    struct subscription subscription = subscription_of("", 0);
    struct source_request request;
    struct observations observations;
    struct error err = {0};
    (void)state;
    subscription.kind = DATASET_DAY_INDEX;
    assert_true(source_find("sec_day_index")->request(&subscription, "", &request, &err));
    assert_non_null(
        strstr(request.url, "/2026/QTR4/master.20261116.idx")); /* Monday's: Tuesday's is not there yet */
    subscription.now = NOW - 24 * 3600;
    assert_true(source_find("sec_day_index")->request(&subscription, "", &request, &err));
    assert_non_null(strstr(request.url, "/master.20261113.idx")); /* Friday's */
    assert_true(parse("sec_day_index", &subscription, 200, "text/plain", list, &observations, &err));
    assert_int_equal(observations.filing_count, 1);
    assert_string_equal(observations.filings[0].accession, "0001769628-26-000011");
    assert_int_equal(observations.filings[0].filed_day, date_from_iso("2026-11-16"));
    assert_int_equal(observations.rejected, 1);
    observations_clear(&observations);
    assert_false(parse("sec_day_index", &subscription, 200, "text/plain", "hello", &observations, &err));
    observations_clear(&observations);
    refuse_cuts_within_lines(&subscription, list);
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
        cmocka_unit_test(our_own_filings_are_found_once), cmocka_unit_test(pages_go_on_until_they_overlap),
        cmocka_unit_test(a_feed_that_was_cut_is_refused), cmocka_unit_test(what_is_no_feed_is_refused),
        cmocka_unit_test(a_recorded_feed_is_read),        cmocka_unit_test(a_days_list_is_read),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
