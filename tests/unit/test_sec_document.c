/* SPDX-License-Identifier: MIT
 * Documents of filings: HTML to lines, tables that stay readable, refusals in words, and everything hostile. */
#include "config.h"

#include "bodies.h"
#include "hostile.h"
#include "sources.h"

#include "base/memory.h"
#include "base/text.h"
#include "model/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW             INT64_C(1790000000)
#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const struct subscription report = {
    .kind = DATASET_DOCUMENT, .subject = "9999001/000999900126000001/exmp-20260630.htm", .now = NOW};
static const struct hostile hostile = {&source_sec_document, &report, NOW};

static struct observations read_all(const struct subscription *subscription, const char *body, size_t length)
{
    struct hostile own = {&source_sec_document, subscription, NOW};
    struct observations observations;
    struct error err;
    if (!hostile_parse(&own, 200, body, length, &observations, &err))
        fail_msg("refused: %s", err.message);
    assert_int_equal(observations.document_count, 1);
    assert_string_equal(observations.documents[0].subject, subscription->subject);
    return observations;
}

static void expect_lines(const char *html, const char *lines)
{
    struct observations got = read_all(&report, html, strlen(html));
    assert_string_equal(got.documents[0].text, lines);
    observations_clear(&got);
}

static enum error_code refusal(long status, const char *body, char message[160])
{
    struct observations observations;
    struct error err;
    assert_false(hostile_parse(&hostile, status, body, strlen(body), &observations, &err));
    observations_clear(&observations);
    text_copy(message, 160, err.message);
    return err.code;
}

static void asks_the_archive(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    assert_true(source_sec_document.request(&report, "", &request, &err));
    assert_string_equal(request.url,
                        "https://www.sec.gov/Archives/edgar/data/9999001/000999900126000001/exmp-20260630.htm");
    struct subscription other = report;
    text_copy(other.subject, sizeof other.subject, "../../etc/passwd");
    assert_false(source_sec_document.request(&other, "", &request, &err));
    assert_int_equal(err.code, ERROR_INVALID);
}

static void paragraphs_breaks_and_entities(void **state)
{
    (void)state;
    expect_lines("<html><head><title>no</title><style>p{}</style></head><body><p>One&#160;&nbsp; two&amp;three"
                 "<p>a<br/>b</p><div>Caf\xc3\xa9 &#8212; 5&lt;6</div><ul><li>first<li>second</ul><h2>Over</h2>",
                 "pOne two&three\np\npa\npb\np\npCaf\xc3\xa9 \xe2\x80\x94 5<6\np\np\xe2\x80\xa2 "
                 "first\np\xe2\x80\xa2 second\n"
                 "pOver\np\n");
}

static void what_a_browser_hides_is_not_shown(void **state)
{
    (void)state;
    expect_lines("<body><div style=\"display:none\"><ix:header><ix:hidden>secret</ix:hidden></ix:header></div>"
                 "<p style='x:y; DISPLAY : none'>hidden <b>too</b></p><script>if (a<b) '</p>'</script>"
                 "<ix:header>loose</ix:header><p>seen <ix:nonFraction scale=\"6\">12</ix:nonFraction></p></body>",
                 "pseen 12\np\n");
}

/* The way filings are made: sign, figure and bracket in cells of their own, padding, headings over several. */
static void figures_stand_below_each_other(void **state)
{
    (void)state;
    static const char html[] =
        "<table><tr><td colspan=3></td><td colspan=9>Three Months Ended</td></tr>"
        "<tr><td colspan=3></td><td colspan=3>June 30,<br/>2026</td><td colspan=3></td><td colspan=3>June 30,"
        "<br/>2025</td></tr>"
        "<tr><td colspan=3>Revenue</td><td>$</td><td>1,234</td><td></td><td "
        "colspan=3></td><td>$</td><td>56</td><td>"
        "</td></tr>"
        "<tr><td colspan=3>Loss</td><td colspan=2>(7</td><td>)</td><td colspan=3></td><td "
        "colspan=2>\xe2\x80\x94</td>"
        "<td></td></tr>"
        "<tr><td colspan=3>Margin</td><td colspan=2>12.5</td><td>%</td><td colspan=3></td><td colspan=2>9</td><td>%"
        "</td></tr></table>";
    expect_lines(html, "t          Three Months Ended\n"
                       "t          June 30,   June 30,\n"
                       "t              2026       2025\n"
                       "tRevenue     $1,234        $56\n"
                       "tLoss           (7)          \xe2\x80\x94\n"
                       "tMargin       12.5%         9%\n"
                       "p\n");
}

static void long_labels_wrap_and_nothing_is_wider_than_a_terminal(void **state)
{
    (void)state;
    static const char html[] = "<table><tr><td>A label that is so long that no table of figures could ever hold it "
                               "in a single line of text "
                               "on a terminal</td><td>1,000,000</td><td>2,000,000</td></tr></table>";
    struct observations got = read_all(&report, html, sizeof html - 1);
    const char *text = got.documents[0].text;
    assert_non_null(strstr(text, "1,000,000  2,000,000\n"));
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        assert_true(length <= 79); /* the kind, and 78 columns */
        at += length + 1;
    }
    observations_clear(&got);
}

static void bullets_and_frames_are_paragraphs(void **state)
{
    (void)state;
    expect_lines("<table><tr><td>\xe2\x80\xa2</td><td>a point</td></tr></table>", "p\xe2\x80\xa2 a point\n");
    expect_lines("<table><tr><td>Item 1.01</td><td>Entry into an Agreement</td></tr></table>",
                 "pItem 1.01 Entry into an Agreement\n");
    expect_lines(
        "<table><tr><td>before<table><tr><td>x</td><td>1</td><td>2</td></tr></table>after</td></tr></table>",
        "pbefore\np\ntx  1  2\np\npafter\n");
}

static void links_lead_to_documents_of_the_archive_only(void **state)
{
    (void)state;
    expect_lines("<p><a href='/ix?doc=/Archives/edgar/data/1/000000000125000001/a.htm'>one</a></p>"
                 "<p><a href='ex991.htm#top'>two</a></p><p><a href='https://evil.example/x.htm'>three</a></p>"
                 "<p><a href='../../../etc/passwd'>four</a></p><p><a href='#here'>five</a></p>",
                 "pone\x1f"
                 "1/000000000125000001/a.htm\np\n"
                 "ptwo\x1f"
                 "9999001/000999900126000001/ex991.htm\np\n"
                 "pthree\np\npfour\np\npfive\np\n");
}

static void plain_text_keeps_its_columns(void **state)
{
    (void)state;
    struct subscription plain = report;
    text_copy(plain.subject, sizeof plain.subject, "9999001/000999900126000001/old.txt");
    static const char body[] = "ANNUAL REPORT\n\n\nSales      1,000   2,000\n  Costs      500     600\n";
    struct observations got = read_all(&plain, body, sizeof body - 1);
    assert_string_equal(got.documents[0].text,
                        "tANNUAL REPORT\np\ntSales      1,000   2,000\nt  Costs      500     600\n");
    observations_clear(&got);
}

static void refusals_are_told_in_words(void **state)
{
    (void)state;
    char message[160];
    assert_int_equal(refusal(403, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", message),
                     ERROR_NO_DATA);
    assert_string_equal(message, "the SEC has not published this yet");
    assert_int_equal(refusal(404, "<Error><Code>NoSuchKey</Code></Error>", message), ERROR_NOT_FOUND);
    assert_string_equal(message, "the SEC has no such document: exmp-20260630.htm");
    assert_int_equal(refusal(429, "<html>SEC.gov | Request Rate Threshold Exceeded</html>", message),
                     ERROR_BLOCKED);
    assert_int_equal(refusal(200, "<html><title>SEC.gov | Request Rate Threshold Exceeded</title>", message),
                     ERROR_BLOCKED);
    assert_int_equal(refusal(200, "<html>Welcome. Please sign in.</html>", message), ERROR_BLOCKED);
    assert_int_equal(refusal(503, "<html>down</html>", message), ERROR_SERVER);
    assert_int_equal(refusal(200, "%PDF-1.4 ...", message), ERROR_FORMAT);
    assert_non_null(strstr(message, "PDF"));
    assert_int_equal(refusal(200, "<html><body></body></html>", message), ERROR_NO_DATA);
    assert_int_equal(refusal(200, "", message), ERROR_NO_DATA);
}

static char *repeated(const char *piece, size_t count, size_t *length)
{
    size_t bytes = strlen(piece);
    char *text = memory_new(count * bytes + 1, 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * bytes, piece, bytes + 1);
    *length = count * bytes;
    return text;
}

static void what_is_nested_beyond_measure_is_refused(void **state)
{
    (void)state;
    char message[160];
    size_t length;
    char *deep = repeated("<div>x", 5000, &length);
    assert_int_equal(refusal(200, deep, message), ERROR_FORMAT);
    assert_non_null(strstr(message, "nested"));
    free(deep);
}

static void a_tag_without_an_end_is_not_waited_for(void **state)
{
    (void)state;
    char message[160];
    size_t length;
    char *long_tag = repeated("attribute=\"value\" ", 400000, &length);
    memcpy(long_tag, "<div ", 5);
    assert_int_equal(refusal(200, long_tag, message), ERROR_FORMAT);
    assert_non_null(strstr(message, "4 MB"));
    free(long_tag);
}

/* The parser must not lose its place between the parts that a document arrives in. */
static void parts_of_any_size_make_the_same_lines(void **state)
{
    (void)state;
    struct body body = bodies_real("edgar/filing_nvda_8k_0001045810-26-000024/nvda-20260302.htm");
    struct observations whole = read_all(&report, body.text, body.length);
    static const size_t sizes[] = {1, 7, 100, 1000, 16384};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct source_response response = {.status = 200, .body = "", .length = body.length};
        struct observations parts;
        struct error err = {0};
        observations_init(&parts);
        void *stream = source_sec_document.stream_begin(&report, &parts);
        for (size_t at = 0; at < body.length; at += sizes[i]) {
            size_t some = body.length - at < sizes[i] ? body.length - at : sizes[i];
            assert_true(source_sec_document.stream_feed(stream, body.text + at, some, &err));
        }
        assert_true(source_sec_document.stream_end(stream, &response, &parts, &err));
        source_sec_document.stream_free(stream);
        assert_string_equal(parts.documents[0].text, whole.documents[0].text);
        observations_clear(&parts);
    }
    observations_clear(&whole);
    bodies_clear(&body);
}

static void more_text_than_is_kept_ends_with_a_sentence(void **state)
{
    (void)state;
    size_t length;
    char *body =
        repeated("<p>Ten bytes. And some more, so that it takes less long to fill it.</p>", 80000, &length);
    struct observations got = read_all(&report, body, length);
    const struct document_text *document = &got.documents[0];
    assert_true(document->length <= DOCUMENT_TEXT_MOST + 512);
    assert_non_null(strstr(document->text + document->length - 300, "Cut here: the document holds more than 4 MB"));
    assert_int_equal(document->source_bytes, length);
    observations_clear(&got);
    free(body);
}

/* One word of a megabyte, one cell of a megabyte, a row of a hundred thousand cells: nothing is lost or slow. */
static void monsters_are_parted(void **state)
{
    (void)state;
    static const char *const starts[] = {"<p>", "<table><tr><td>", "<table><tr>"};
    static const char *const pieces[] = {"xxxxxxxxxx", "yyyy yyyy ", "<td>1</td>"};
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        size_t length, start = strlen(starts[i]);
        char *body = repeated(pieces[i], 100000, &length);
        char *whole = memory_new(start + length + 1, 1);
        memcpy(whole, starts[i], start);
        memcpy(whole + start, body, length + 1);
        struct observations got = read_all(&report, whole, start + length);
        assert_true(i == 2 || got.documents[0].length > length * 9 / 10);
        observations_clear(&got);
        free(whole);
        free(body);
    }
}

static void every_cut_and_every_spoiled_byte_is_survived(void **state)
{
    (void)state;
    static const char html[] =
        "<?xml version='1.0' encoding='ASCII'?><html><body><div "
        "style=\"display:none\"><ix:header>h</ix:header></div>"
        "<p>Caf\xc3\xa9 &amp; &#160;<a href=\"ex.htm\">x</a></p><table><tr><td colspan=\"3\">A</td><td>$</td><td>1"
        "</td><td>)</td></tr></table><pre>a  b\n</pre><!-- c --><![CDATA[d]]></body></html>";
    for (size_t i = 0; i < sizeof html - 1; i++) {
        struct observations observations;
        (void)hostile_parse(&hostile, 200, html, i, &observations, NULL);
        observations_clear(&observations);
        static const char spoilers[] = {'\0', '<', '>', '"', '&', '\xff', '\n', '/'};
        for (size_t k = 0; k < sizeof spoilers; k++) {
            char copy[sizeof html];
            memcpy(copy, html, sizeof html);
            copy[i] = spoilers[k];
            (void)hostile_parse(&hostile, 200, copy, sizeof html - 1, &observations, NULL);
            observations_clear(&observations);
        }
    }
}

/* --- recorded filings --- */

static size_t lines_with(const struct document *document, const char *words)
{
    size_t count = 0;
    for (size_t i = 0; i < document->count; i++)
        count += strstr(document->lines[i].text, words) != NULL;
    return count;
}

static void a_recorded_report_is_readable(void **state)
{
    (void)state;
    struct body body = bodies_real("edgar/filing_aapl_10q_20250329/aapl-20250329.htm");
    struct observations got = read_all(&report, body.text, body.length);
    struct document document;
    struct arena arena;
    arena_init(&arena);
    document_read(&document, got.documents[0].text, got.documents[0].length, &arena);
    assert_int_equal(lines_with(&document, "Total net sales"), 4);
    assert_true(lines_with(&document, "95,359      90,753     219,659     210,328") == 1);
    assert_int_equal(lines_with(&document, "xbrli"), 0);
    assert_int_equal(lines_with(&document, "us-gaap:"), 0);
    assert_true(document.items >= 12);
    assert_true(document.mentions >= 15);
    observations_clear(&got);
    arena_clear(&arena);
    bodies_clear(&body);
}

static void a_recorded_page_that_is_not_well_formed_is_read(void **state)
{
    (void)state;
    struct body body = bodies_real("edgar/ixbrl/negative/Nvidia.10-K.not-wellformed.html");
    struct observations got = read_all(&report, body.text, body.length);
    assert_non_null(strstr(got.documents[0].text, "Forward-Looking Statements"));
    observations_clear(&got);
    bodies_clear(&body);
}

static void recorded_refusals_are_told_apart(void **state)
{
    (void)state;
    char message[160];
    struct body denied = bodies_real("edgar/errors/www.sec.gov_Archives_403_AccessDenied.xml");
    assert_int_equal(refusal(403, denied.text, message), ERROR_NO_DATA);
    bodies_clear(&denied);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_the_archive),
        cmocka_unit_test(paragraphs_breaks_and_entities),
        cmocka_unit_test(what_a_browser_hides_is_not_shown),
        cmocka_unit_test(figures_stand_below_each_other),
        cmocka_unit_test(long_labels_wrap_and_nothing_is_wider_than_a_terminal),
        cmocka_unit_test(bullets_and_frames_are_paragraphs),
        cmocka_unit_test(links_lead_to_documents_of_the_archive_only),
        cmocka_unit_test(plain_text_keeps_its_columns),
        cmocka_unit_test(refusals_are_told_in_words),
        cmocka_unit_test(what_is_nested_beyond_measure_is_refused),
        cmocka_unit_test(a_tag_without_an_end_is_not_waited_for),
        cmocka_unit_test(parts_of_any_size_make_the_same_lines),
        cmocka_unit_test(more_text_than_is_kept_ends_with_a_sentence),
        cmocka_unit_test(monsters_are_parted),
        cmocka_unit_test(every_cut_and_every_spoiled_byte_is_survived),
        cmocka_unit_test(a_recorded_report_is_readable),
        cmocka_unit_test(a_recorded_page_that_is_not_well_formed_is_read),
        cmocka_unit_test(recorded_refusals_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
