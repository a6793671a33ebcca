/* SPDX-License-Identifier: MIT
 * The sources of headlines: two feeds, three lists. */
#include "config.h"

#include "rss.h"
#include "sources.h"

#include "base/date.h"
#include "bodies.h"
#include "hostile.h"
#include "sane.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static const char feed[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\" version=\"2.0\">"
    "<channel><title>The feed's own</title>"
    "<item><title><![CDATA[Test Corp\x1b[2J opens &amp; closes]]></title><link>https://example.com/a</link>"
    "<pubDate>Mon, 23 Nov 2026 14:00:00 +0000</pubDate><dc:creator>Example Wire</dc:creator>"
    "<media><title>not this one</title></media></item>"
    "<item><title>Caf&#233; &#039;Test&#039;: \xe6\x9d\xb1\xe4\xba\xac - Example Wire</title>"
    "<link>javascript:alert(1)</link><pubDate>Mon, 23 Nov 2026 08:30:00 EST</pubDate>"
    "<source url=\"https://example.com\">Example Wire</source></item>"
    "<item><title>Without a time</title></item></channel></rss>";

static struct subscription subscription_of(const char *symbol)
{
    struct subscription subscription = {
        .kind = DATASET_HEADLINES, .key = "a-key", .secret = "a-secret", .now = NOW};
    snprintf(subscription.subject, sizeof subscription.subject, "%s", symbol);
    return subscription;
}

static bool parse_at(const struct source *source, const char *symbol, int64_t now, long status, const char *body,
                     size_t length, struct observations *observations, struct error *err)
{
    struct subscription subscription = subscription_of(symbol);
    struct hostile hostile = {source, &subscription, now};
    return hostile_parse(&hostile, status, body, length, observations, err);
}

static void test_requests(void **state)
{
    static const struct {
        const struct source *source;
        const char *url, *header;
    } rows[] = {
        {&source_nasdaq_news, "https://www.nasdaq.com/feed/rssoutbound?symbol=BRK.B", NULL},
        {&source_google_news,
         "https://news.google.com/rss/search?q=%22BRK-B%22+stock+when:7d&hl=en-US&gl=US&ceid=US:en", NULL},
        {&source_yahoo_news,
         "https://query1.finance.yahoo.com/v1/finance/search?q=BRK-B&quotesCount=0&newsCount=30"
         "&enableFuzzyQuery=false",
         NULL},
        {&source_finnhub_news, "https://finnhub.io/api/v1/company-news?symbol=BRK.B&from=2026-11-16&to=2026-11-23",
         "X-Finnhub-Token: a-key"},
        {&source_alpaca_news, "https://data.alpaca.markets/v1beta1/news?limit=50&symbols=BRK.B",
         "APCA-API-KEY-ID: a-key"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct subscription subscription = subscription_of("BRK-B");
        struct source_request request;
        struct error err = {0};
        assert_true(rows[i].source->request(&subscription, "", &request, &err));
        assert_string_equal(request.url, rows[i].url);
        assert_int_equal(rows[i].source->role, SOURCE_MERGE);
        if (rows[i].header == NULL)
            continue;
        assert_string_equal(request.headers[0], rows[i].header);
        subscription.key = NULL;
        assert_false(rows[i].source->request(&subscription, "", &request, &err));
        assert_int_equal(err.code, ERROR_NEEDS_KEY);
    }
}

static void test_a_feed(void **state)
{
    struct observations observations;
    (void)state;
    /* The control character is no XML: this feed is refused, as every half-broken one. */
    struct error err = {0};
    assert_false(parse_at(&source_google_news, "TEST", NOW, 200, feed, sizeof feed - 1, &observations, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    assert_int_equal(observations.headline_count, 0);
    observations_clear(&observations);

    char clean[sizeof feed];
    memcpy(clean, feed, sizeof feed);
    *strchr(clean, '\x1b') = ' ';
    assert_true(parse_at(&source_google_news, "TEST", NOW, 200, clean, sizeof clean - 1, &observations, &err));
    assert_int_equal(observations.headline_count, 2);
    assert_int_equal(observations.rejected, 1);
    const struct headline *headline = &observations.headlines[0];
    assert_string_equal(headline->title, "Test Corp [2J opens &amp; closes"); /* CDATA is as it is written */
    assert_string_equal(headline->link, "https://example.com/a");
    assert_int_equal(headline->when, date_parse_instant("2026-11-23T14:00:00Z"));
    assert_string_equal(headline->source, "google_news");
    headline = &observations.headlines[1];
    assert_string_equal(headline->title, "Caf\xc3\xa9 'Test': \xe6\x9d\xb1\xe4\xba\xac"); /* its publisher is off */
    assert_string_equal(headline->publisher, "Example Wire");
    assert_string_equal(headline->link, "");
    assert_int_equal(headline->when, date_parse_instant("2026-11-23T13:30:00Z"));
    observations_clear(&observations);

    assert_true(parse_at(&source_nasdaq_news, "TEST", NOW, 200, clean, sizeof clean - 1, &observations, &err));
    assert_string_equal(observations.headlines[0].publisher, "Example Wire");
    observations_clear(&observations);
}

static void take_link(void *context, struct rss_item *item)
{
    snprintf(context, RSS_TEXT_SIZE, "%s", item->when == 1795442400 ? item->fields[RSS_LINK] : "");
}

static void test_atom(void **state)
{
    static const char atom[] = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>One</title>"
                               "<link href=\"https://example.com/one\"/><updated>2026-11-23T14:00:00Z</updated>"
                               "</entry></feed>";
    char link[RSS_TEXT_SIZE] = "";
    struct error err = {0};
    (void)state;
    assert_true(rss_read(atom, sizeof atom - 1, 5, take_link, link, &err));
    assert_string_equal(link, "https://example.com/one");
}

static void test_times(void **state)
{
    (void)state;
    assert_int_equal(rss_time("Tue, 14 Jul 2026 15:06:00 +0000"), date_parse_instant("2026-07-14T15:06:00Z"));
    assert_int_equal(rss_time("14 Jul 2026 15:06:00 GMT"), date_parse_instant("2026-07-14T15:06:00Z"));
    assert_int_equal(rss_time("Tue, 14 Jul 2026 15:06:00 -0430"), date_parse_instant("2026-07-14T19:36:00Z"));
    assert_int_equal(rss_time("2026-07-14T15:06:00Z"), date_parse_instant("2026-07-14T15:06:00Z"));
    static const char *const bad[] = {"",
                                      "yesterday",
                                      "Tue, 14 Foo 2026 15:06:00 GMT",
                                      "Tue, 99 Jul 2026 15:06:00 Z",
                                      "Tue, 14 Jul 2026 25:06:00 GMT",
                                      "Tue, 14 Jul 2026 15:06:00 Mars",
                                      "Tue, 14 Jul 9999 15:06:00 GMT",
                                      "Tue, 14 Jul 1800 15:06:00 GMT"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(rss_time(bad[i]), 0);
}

static void test_lists(void **state)
{
    static const struct {
        const struct source *source;
        const char *file;
        size_t count;
    } rows[] = {
        {&source_yahoo_news, "yahoo_news/three.json", 2}, /* one is about another company */
        {&source_finnhub_news, "finnhub_news/two.json", 1},
        {&source_alpaca_news, "alpaca_news/two.json", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct body body = bodies_own(rows[i].file);
        struct observations observations;
        assert_true(parse_at(rows[i].source, "TEST", NOW, 200, body.text, body.length, &observations, NULL));
        assert_int_equal(observations.headline_count, rows[i].count);
        assert_string_equal(observations.headlines[0].link, "https://example.com/a");
        assert_string_equal(observations.headlines[0].symbol, "TEST");
        observations_clear(&observations);
        struct subscription subscription = subscription_of("TEST");
        struct hostile hostile = {rows[i].source, &subscription, NOW};
        hostile_suite(&hostile, body.text, body.length);
        bodies_clear(&body);
    }
}

/* Cut at every byte, and every byte in turn replaced: it is read or refused with a reason, and never unclean. */
static void test_hostile_feeds(void **state)
{
    static const char bytes[] = {'\0', '<', '>', '&', '"', '\x1b', '\xff'};
    static const char *const bodies[] = {
        "",
        " ",
        "<",
        "<html><body>no</body></html>",
        "{\"news\":[]}",
        ("<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><channel><item><title>&b;"
         "</title></item></channel></rss>"),
        "<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss></rss>"};
    struct observations observations;
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct error err = {0};
        assert_false(
            parse_at(&source_nasdaq_news, "TEST", NOW, 200, bodies[i], strlen(bodies[i]), &observations, &err));
        assert_true(err.message[0] != '\0');
        observations_clear(&observations);
    }
    for (size_t at = 0; at < sizeof feed - 1; at++) {
        (void)parse_at(&source_nasdaq_news, "TEST", NOW, 200, feed, at, &observations, NULL);
        observations_clear(&observations);
        for (size_t i = 0; i < sizeof bytes; i++) {
            char broken[sizeof feed];
            memcpy(broken, feed, sizeof feed);
            broken[at] = bytes[i];
            (void)parse_at(&source_google_news, "TEST", NOW, 200, broken, sizeof feed - 1, &observations, NULL);
            observations_clear(&observations);
        }
    }
}

static void test_deep_and_long_feeds(void **state)
{
    struct observations observations;
    struct error err = {0};
    size_t size = 400000, used = 0;
    char *text = calloc(size, 1);
    (void)state;
    used += (size_t)snprintf(text, size, "<rss>");
    for (int i = 0; i < 1000; i++)
        used += (size_t)snprintf(text + used, size - used, "<a>");
    assert_false(parse_at(&source_nasdaq_news, "TEST", NOW, 200, text, used, &observations, &err));
    observations_clear(&observations);
    used = (size_t)snprintf(text, size, "<rss>");
    for (int i = 0; i < 1000; i++)
        used += (size_t)snprintf(
            text + used, size - used,
            "<item><title>Title %d</title><pubDate>Mon, 23 Nov 2026 14:00:00 GMT</pubDate></item>", i);
    used += (size_t)snprintf(text + used, size - used, "</rss>");
    assert_true(parse_at(&source_nasdaq_news, "TEST", NOW, 200, text, used, &observations, &err));
    assert_int_equal(observations.headline_count, 100); /* bounded */
    observations_clear(&observations);
    free(text);
}

static void test_recorded(void **state)
{
    static const struct {
        const struct source *source;
        const char *file, *symbol, *now;
        size_t count;
        const char *title;
    } rows[] = {
        {&source_nasdaq_news, "news/nasdaq-rssoutbound-sample.xml", "AAPL", "2026-07-14T16:00:00Z", 2,
         "Buying TSMC Stock Before July 16 Just Became a No-Brainer"},
        {&source_google_news, "news/google-news-rss-rheinmetall.xml", "RHM", "2026-07-13T01:00:00Z", 0,
         "Rheinmetall-Aktie: Dritter Tag mit gro\xc3\x9f"
         "en Verlusten"},
        {&source_yahoo_news, "yahoo/search-AAPL-202502.json", "AAPL", "2025-02-25T12:00:00Z", 0,
         "Why Trump could 'move fast' on Apple's $500B US investment plan"},
        {&source_finnhub_news, "finnhub/company-news-AAPL.json", "AAPL", "2026-05-24T12:00:00Z", 100,
         "CDL\xe2\x80\x99s $2.29 annual dividend beats Treasury yields despite rising interest rates"},
        {&source_alpaca_news, "alpaca/news-CWAN-benzinga-rating-headline.json", "CWAN", "2024-11-07T10:00:00Z", 1,
         "Piper Sandler Maintains Neutral on Clearwater Analytics Hldg, Raises Price Target to $28"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct body body = bodies_real(rows[i].file);
        struct observations observations;
        struct error err = {0};
        int64_t now = date_parse_instant(rows[i].now);
        if (!parse_at(rows[i].source, rows[i].symbol, now, 200, body.text, body.length, &observations, &err))
            fail_msg("%s: %s", rows[i].file, err.message);
        assert_true(observations.headline_count > 0);
        if (rows[i].count > 0)
            assert_int_equal(observations.headline_count, rows[i].count);
        assert_string_equal(observations.headlines[0].title, rows[i].title);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

static void test_refusals(void **state)
{
    static const struct {
        const struct source *source;
        long status;
        const char *body;
        enum error_code code;
    } rows[] = {
        {&source_nasdaq_news, 403, "<html>Access Denied</html>", ERROR_AUTH},
        {&source_nasdaq_news, 429, "", ERROR_RATE_LIMITED},
        {&source_google_news, 503, "<html>Sorry</html>", ERROR_SERVER},
        {&source_yahoo_news, 429, "Too Many Requests\r\n", ERROR_RATE_LIMITED},
        {&source_yahoo_news, 200, "{\"quotes\":[]}", ERROR_FORMAT},
        {&source_finnhub_news, 401, "{\"error\":\"Invalid API key.\"}", ERROR_AUTH},
        {&source_finnhub_news, 403, "{\"error\":\"You don't have access to this resource.\"}", ERROR_NO_DATA},
        {&source_alpaca_news, 403, "{\"message\":\"forbidden.\"}", ERROR_AUTH},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct observations observations;
        struct error err = {0};
        assert_false(parse_at(rows[i].source, "TEST", NOW, rows[i].status, rows[i].body, strlen(rows[i].body),
                              &observations, &err));
        if (err.code != rows[i].code)
            fail_msg("row %zu: %s", i, err.message);
        observations_clear(&observations);
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
        cmocka_unit_test(test_requests), cmocka_unit_test(test_a_feed),
        cmocka_unit_test(test_atom),     cmocka_unit_test(test_times),
        cmocka_unit_test(test_lists),    cmocka_unit_test(test_hostile_feeds),
        cmocka_unit_test(test_recorded), cmocka_unit_test(test_deep_and_long_feeds),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
