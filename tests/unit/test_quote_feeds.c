/* SPDX-License-Identifier: MIT
 * The quotes of Alpaca, Finnhub, Yahoo's spark and Nasdaq. */
#include "config.h"

#include "sources.h"

#include "bodies.h"
#include "hostile.h"

#include "base/date.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York, a Monday */

static const char asked[][SYMBOL_SIZE] = {"TEST", "BRK-B", "^GSPC", "DEAD"};
static const struct subscription batch = {
    .kind = DATASET_QUOTES, .symbols = asked, .symbol_count = 4, .key = "ID-1", .secret = "SECRET-1"};
static const struct subscription alone = {
    .kind = DATASET_QUOTES, .symbols = asked, .symbol_count = 1, .key = "KEY-1"};
static const char apple[][SYMBOL_SIZE] = {"AAPL"};
static const struct subscription recorded = {
    .kind = DATASET_QUOTES, .symbols = apple, .symbol_count = 1, .key = "KEY-1", .secret = "SECRET-1"};

static void expect(struct amount amount, double value)
{
    assert_true(amount.known);
    assert_true(fabs(amount.value - value) < 1e-9 * fmax(1, fabs(value)));
}

static const struct quote *find(const struct observations *observations, const char *symbol)
{
    const struct quotes quotes = {observations->quotes, observations->quote_count};
    const struct quote *quote = quotes_find(&quotes, symbol);
    assert_non_null(quote);
    return quote;
}

static void parse(const struct source *source, const struct subscription *subscription, int64_t now,
                  const char *text, struct observations *observations)
{
    struct hostile hostile = {source, subscription, now};
    assert_true(hostile_parse(&hostile, 200, text, strlen(text), observations, NULL));
}

static void parse_recorded(const struct source *source, const char *name, int64_t now,
                           struct observations *observations)
{
    struct body body = bodies_real(name);
    parse(source, &recorded, now, body.text, observations);
    bodies_clear(&body);
}

static enum error_code refusal(const struct source *source, const struct subscription *subscription, long status,
                               const char *text)
{
    struct hostile hostile = {source, subscription, NOW};
    struct observations observations;
    struct error err;
    assert_false(hostile_parse(&hostile, status, text, strlen(text), &observations, &err));
    observations_clear(&observations);
    return err.code;
}

/* --- Alpaca --- */

static const char alpaca_text[] =
    "{\"TEST\":{\"latestTrade\":{\"t\":\"2026-11-23T14:59:58.448432206Z\",\"p\":41.5},\"latestQuote\":{\"ap\":41."
    "52,"
    "\"bp\":41.48},\"minuteBar\":null,\"dailyBar\":{\"t\":\"2026-11-23T05:00:00Z\",\"o\":40.5,\"h\":42,\"l\":40.25,"
    "\"c\":41.4,\"v\":900},\"prevDailyBar\":{\"t\":\"2026-11-20T05:00:00Z\",\"c\":40}},"
    "\"BRK.B\":{\"latestTrade\":{\"t\":\"2026-11-23T14:20:00Z\",\"p\":505},\"latestQuote\":null,"
    "\"dailyBar\":{\"t\":\"2026-11-20T05:00:00Z\",\"o\":499,\"h\":503,\"l\":498,\"c\":501},"
    "\"prevDailyBar\":{\"t\":\"2026-11-19T05:00:00Z\",\"c\":500}}}";

static void alpaca_asks_with_both_keys_in_headers(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    assert_true(source_alpaca_quotes.request(&batch, "", &request, &err));
    assert_string_equal(request.url,
                        "https://data.alpaca.markets/v2/stocks/snapshots?feed=iex&symbols=TEST,BRK.B,DEAD");
    assert_string_equal(request.headers[0], "APCA-API-KEY-ID: ID-1");
    assert_string_equal(request.headers[1], "APCA-API-SECRET-KEY: SECRET-1");
    assert_false(source_alpaca_quotes.request(&alone, "", &request, &err)); /* no secret */
    assert_int_equal(err.code, ERROR_NEEDS_KEY);
    static const char index[][SYMBOL_SIZE] = {"^GSPC"};
    struct subscription foreign = batch;
    foreign.symbols = index;
    foreign.symbol_count = 1;
    assert_false(source_alpaca_quotes.request(&foreign, "", &request, &err));
    assert_int_equal(err.code, ERROR_NO_DATA);
}

static void alpaca_keeps_extended_trades_apart(void **state)
{
    (void)state;
    struct observations observations;
    parse(&source_alpaca_quotes, &batch, NOW, alpaca_text, &observations);
    assert_int_equal(observations.quote_count, 3); /* nothing is said about ^GSPC */
    const struct quote *test = find(&observations, "TEST");
    expect(test->last, 41.5);
    expect(test->prior_close, 40);
    expect(test->ask, 41.52);
    assert_int_equal(test->as_of, NOW - 2);
    assert_false(test->volume.known || test->extended_last.known); /* IEX's own volume is not the market's */
    assert_string_equal(test->exchange, "IEX");
    const struct quote *early = find(&observations, "BRK-B"); /* the day's bar is still Friday's */
    expect(early->last, 501);
    expect(early->prior_close, 500);
    expect(early->extended_last, 505);
    assert_int_equal(early->extended_session, SESSION_PRE);
    assert_int_equal(early->as_of, date_new_york_to_utc(2026, 11, 20, 16, 0, 0));
    assert_true(find(&observations, "DEAD")->not_found);
    observations_clear(&observations);
}

static void alpaca_recorded(void **state)
{
    (void)state;
    struct observations observations;
    parse_recorded(&source_alpaca_quotes, "alpaca/snapshots-17.json", 1647614040, &observations);
    expect(find(&observations, "AAPL")->last, 161.1998);
    expect(find(&observations, "AAPL")->prior_close, 160.62);
    observations_clear(&observations);
    parse_recorded(&source_alpaca_quotes, "alpaca/snapshots-18.json", NOW, &observations);
    assert_true(find(&observations, "AAPL")->not_found);
    observations_clear(&observations);
}

/* --- Finnhub --- */

static const char finnhub_text[] =
    "{\"c\":41.5,\"d\":1.5,\"dp\":3.75,\"h\":42,\"l\":40.25,\"o\":40.5,\"pc\":40,\"t\":1795445900}";

static void finnhub_keeps_its_key_out_of_the_address(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    struct subscription second = {.kind = DATASET_QUOTES, .symbols = asked + 1, .symbol_count = 1, .key = "KEY-1"};
    assert_true(source_finnhub_quotes.request(&second, "", &request, &err));
    assert_string_equal(request.url, "https://finnhub.io/api/v1/quote?symbol=BRK.B");
    assert_string_equal(request.headers[0], "X-Finnhub-Token: KEY-1");
    second.symbols = asked + 2;
    assert_false(source_finnhub_quotes.request(&second, "", &request, &err));
    assert_int_equal(err.code, ERROR_NO_DATA);
    second.key = NULL;
    assert_false(source_finnhub_quotes.request(&second, "", &request, &err));
    assert_int_equal(err.code, ERROR_NEEDS_KEY);
}

static void finnhub_zeros_are_an_unknown_symbol(void **state)
{
    (void)state;
    struct observations observations;
    parse(&source_finnhub_quotes, &alone, NOW, finnhub_text, &observations);
    expect(find(&observations, "TEST")->last, 41.5);
    expect(quote_change_percent(find(&observations, "TEST")), 3.75);
    observations_clear(&observations);
    parse_recorded(&source_finnhub_quotes, "finnhub/quote-unknown.json", NOW, &observations);
    assert_true(find(&observations, "AAPL")->not_found);
    assert_false(find(&observations, "AAPL")->last.known);
    observations_clear(&observations);
    parse_recorded(&source_finnhub_quotes, "finnhub/quote-AAPL.json", NOW, &observations);
    expect(find(&observations, "AAPL")->last, 308.82);
    expect(find(&observations, "AAPL")->prior_close, 304.99);
    observations_clear(&observations);
}

static void finnhub_refusals(void **state)
{
    (void)state;
    const struct source *source = &source_finnhub_quotes;
    assert_int_equal(refusal(source, &alone, 401, "{\"error\":\"Invalid API key.\"}"), ERROR_AUTH);
    assert_int_equal(refusal(source, &alone, 403, "{\"error\":\"You don't have access to this resource.\"}"),
                     ERROR_NO_DATA);
    assert_int_equal(refusal(source, &alone, 429, "{\"error\":\"API limit reached.\"}"), ERROR_RATE_LIMITED);
    assert_int_equal(refusal(source, &alone, 200, "{\"error\":\"none\"}"), ERROR_FORMAT);
}

/* --- Yahoo's spark --- */

static const char spark_text[] =
    "{\"spark\":{\"result\":[{\"symbol\":\"BRK-B\",\"response\":[]},{\"symbol\":\"TEST\",\"response\":[{\"meta\":{"
    "\"currency\":\"GBp\",\"symbol\":\"TEST\",\"regularMarketTime\":1795445900,\"regularMarketPrice\":41.5,"
    "\"chartPreviousClose\":10,\"priceHint\":3,\"dataGranularity\":\"1d\",\"currentTradingPeriod\":{\"pre\":{"
    "\"start\":"
    "1795424400,\"end\":1795444200},\"regular\":{\"start\":1795444200,\"end\":1795467600}}},\"timestamp\":"
    "[1795098600,1795185000,1795444200],\"indicators\":{\"quote\":[{\"close\":[39,40,41.5]}]}}]}],\"error\":null}}";

static void spark_reads_a_batch(void **state)
{
    (void)state;
    struct source_request request;
    struct observations observations;
    assert_true(source_yahoo_spark.request(&batch, "", &request, NULL));
    assert_non_null(strstr(request.url, "/v7/finance/spark?range=5d&interval=1d&symbols=TEST,BRK-B,%5EGSPC,DEAD"));
    parse(&source_yahoo_spark, &batch, NOW, spark_text, &observations);
    const struct quote *test = find(&observations, "TEST");
    expect(test->last, 41.5);
    expect(test->prior_close, 40); /* the last bar's before today, not chartPreviousClose */
    assert_string_equal(test->currency, "GBp");
    assert_int_equal(test->decimals, 3);
    assert_int_equal(test->session, SESSION_REGULAR);
    assert_string_equal(test->source, "yahoo_spark");
    assert_true(find(&observations, "BRK-B")->not_found && find(&observations, "DEAD")->not_found);
    observations_clear(&observations);
    parse(&source_yahoo_spark, &batch, 1795444100, spark_text, &observations);
    assert_int_equal(find(&observations, "TEST")->session, SESSION_PRE);
    observations_clear(&observations);
    parse(&source_yahoo_spark, &batch, 1795470000, spark_text, &observations);
    assert_int_equal(find(&observations, "TEST")->session, SESSION_CLOSED);
    observations_clear(&observations);
}

static void spark_recorded(void **state)
{
    (void)state;
    struct observations observations;
    parse_recorded(&source_yahoo_spark, "yahoo/spark-AAPL-5d-2021.json", 1620072060, &observations);
    expect(find(&observations, "AAPL")->last, 132.54);
    expect(find(&observations, "AAPL")->prior_close, 131.46); /* not the 134.72 before the range */
    assert_int_equal(find(&observations, "AAPL")->session, SESSION_POST);
    observations_clear(&observations);
}

static void yahoo_refusals_reach_spark(void **state)
{
    (void)state;
    static const char *const recordings[] = {"yahoo/error-429-edge.txt", "yahoo/error-429-too-many-requests.txt"};
    for (size_t i = 0; i < 2; i++) {
        struct body body = bodies_real(recordings[i]);
        assert_int_equal(refusal(&source_yahoo_spark, &batch, 429, body.text), ERROR_RATE_LIMITED);
        bodies_clear(&body);
    }
    assert_int_equal(refusal(&source_yahoo_spark, &batch, 999, ""), ERROR_RATE_LIMITED);
    assert_int_equal(refusal(&source_yahoo_spark, &batch, 200, "<html>Will be right back"), ERROR_RATE_LIMITED);
}

/* --- Nasdaq --- */

static const char nasdaq_text[] =
    "{\"data\":{\"symbol\":\"TEST\",\"companyName\":\"Test Holdings\",\"exchange\":\"NASDAQ-GS\",\"primaryData\":{"
    "\"lastSalePrice\":\"$41.50\",\"netChange\":\"+1.50\",\"deltaIndicator\":\"down\",\"lastTradeTimestamp\":"
    "\"Nov 23, 2026 9:59 AM ET\",\"isRealTime\":true,\"bidPrice\":\"N/A\",\"askPrice\":\"$41.52\",\"volume\":"
    "\"1,908,115\",\"currency\":null},\"secondaryData\":null,\"keyStats\":null,\"marketStatus\":\"Open\"},"
    "\"message\":null,\"status\":{\"rCode\":200,\"bCodeMessage\":null}}";

static void nasdaq_reads_text(void **state)
{
    (void)state;
    struct source_request request;
    struct observations observations;
    assert_true(source_nasdaq_quotes.request(&alone, "", &request, NULL));
    assert_string_equal(request.url, "https://api.nasdaq.com/api/quote/TEST/info?assetclass=stocks");
    parse(&source_nasdaq_quotes, &alone, NOW, nasdaq_text, &observations);
    const struct quote *test = find(&observations, "TEST");
    expect(test->last, 41.5);
    expect(test->prior_close, 40); /* out of a change with a sign */
    expect(test->ask, 41.52);
    expect(test->volume, 1908115);
    assert_false(test->bid.known);
    assert_int_equal(test->as_of, NOW - 60);
    assert_int_equal(test->session, SESSION_REGULAR);
    assert_string_equal(test->currency, "USD");
    observations_clear(&observations);
}

static void nasdaq_recorded(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t now;
        double last, prior, extended; /* 0 unknown */
        enum market_session session;
        int hour, minute; /* of the last regular trade on day */
        int day;
    } cases[] = {
        {"hours", 1574177640, 266.782, 267.10, 0, SESSION_REGULAR, 10, 33, 19},
        {"after-hours", 1574199120, 266.29, 267.10, 267.10, SESSION_POST, 16, 0, 19},
        {"off-hours", 1574215200, 266.29, 267.10, 0, SESSION_CLOSED, 16, 0, 19},
        {"pre-hours", 1574173620, 267.10, 0, 267.85, SESSION_PRE, 16, 0, 18},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[80];
        struct observations observations;
        snprintf(name, sizeof name, "nasdaq/quote-info-AAPL-2019-%s.json", cases[i].name);
        parse_recorded(&source_nasdaq_quotes, name, cases[i].now, &observations);
        const struct quote *quote = find(&observations, "AAPL");
        expect(quote->last, cases[i].last);
        assert_int_equal(quote->prior_close.known, cases[i].prior > 0);
        assert_int_equal(quote->extended_last.known, cases[i].extended > 0);
        if (cases[i].prior > 0)
            expect(quote->prior_close, cases[i].prior);
        if (cases[i].extended > 0)
            expect(quote->extended_last, cases[i].extended);
        assert_int_equal(quote->session, cases[i].session);
        assert_int_equal(quote->as_of,
                         date_new_york_to_utc(2019, 11, cases[i].day, cases[i].hour, cases[i].minute, 0));
        observations_clear(&observations);
    }
    struct observations observations;
    parse_recorded(&source_nasdaq_quotes, "nasdaq/error-1001-symbol-not-exists.json", NOW, &observations);
    assert_true(find(&observations, "AAPL")->not_found);
    observations_clear(&observations);
    assert_int_equal(refusal(&source_nasdaq_quotes, &alone, 403, "<html>Access Denied"), ERROR_AUTH);
    assert_int_equal(refusal(&source_nasdaq_quotes, &alone, 200, "<html>Access Denied"), ERROR_BLOCKED);
}

/* --- NYSE --- */

static const char nyse_text[] = "{\"totalReturns\":[{\"quote\":{}}],\"quote\":{\"exchg\":\"NYSE\",\"desc\":\"TEST "
                                "HOLDINGS\",\"last\":\"41.50\",\"change\":"
                                "\"9\",\"pctchg\":\"3.75\",\"volume\":\"1908115\",\"time\":\"%s\",\"low\":\"40."
                                "10\",\"high\":\"42.000000\",\"open\":"
                                "\"\",\"prev\":\"40.000000\",\"bid\":\"0\",\"ask\":\"41.52\",\"annLow\":\"20\","
                                "\"annHigh\":\"60\",\"aveVol\":\"2000000\"},"
                                "\"quoteHistory\":{\"historyList\":[{\"date\":\"2021/08/05\",\"close\":\"7\"}]}}";

static void nyse_reads_text(void **state)
{
    (void)state;
    struct source_request request;
    struct observations observations;
    char text[900];
    assert_true(source_nyse_quotes.request(&alone, "", &request, NULL));
    assert_string_equal(request.url, "https://www.nyse.com/api/nyseservice/v1/quotes?symbol=TEST");
    snprintf(text, sizeof text, nyse_text, "Monday, November 23, 2026 9:59:00 AM ET");
    parse(&source_nyse_quotes, &alone, NOW, text, &observations);
    const struct quote *test = find(&observations, "TEST");
    expect(test->last, 41.5);
    expect(test->prior_close, 40);
    expect(quote_change_percent(test), 3.75);
    expect(test->ask, 41.52);
    expect(test->year_high, 60);
    assert_false(test->bid.known || test->open.known);
    assert_int_equal(test->as_of, NOW - 60);
    assert_string_equal(test->currency, "USD");
    observations_clear(&observations);
    /* A price after the close is no close; a time that cannot be read is none. */
    snprintf(text, sizeof text, nyse_text, "Friday, November 20, 2026 5:59:00 PM ET");
    assert_int_equal(refusal(&source_nyse_quotes, &alone, 200, text), ERROR_NO_DATA);
    snprintf(text, sizeof text, nyse_text, "Friday, May 15, 2026 4:00:03 PM ET");
    parse(&source_nyse_quotes, &alone, NOW, text, &observations);
    assert_int_equal(find(&observations, "TEST")->as_of, date_new_york_to_utc(2026, 5, 15, 16, 0, 3));
    observations_clear(&observations);
    snprintf(text, sizeof text, nyse_text, "yesterday");
    parse(&source_nyse_quotes, &alone, NOW, text, &observations);
    assert_int_equal(find(&observations, "TEST")->as_of, 0);
    observations_clear(&observations);
    text[strlen(text) - 1] = '\0'; /* cut off */
    assert_int_equal(refusal(&source_nyse_quotes, &alone, 200, text), ERROR_FORMAT);
    assert_int_equal(refusal(&source_nyse_quotes, &alone, 200, "{\"quote\":{\"last\":\"\"}}"), ERROR_NO_DATA);
    assert_int_equal(refusal(&source_nyse_quotes, &alone, 200, "<html>Access Denied"), ERROR_BLOCKED);
}

static void nyse_recorded(void **state)
{
    (void)state;
    struct observations observations;
    parse_recorded(&source_nyse_quotes, "nyse/quote-AAPL.json", NOW, &observations);
    const struct quote *quote = find(&observations, "AAPL");
    expect(quote->last, 309.14);
    expect(quote->prior_close, 309.38);
    expect(quote->volume, 21767315);
    expect(quote->year_low, 205.59);
    assert_string_equal(quote->name, "APPLE INC");
    assert_int_equal(quote->as_of, date_new_york_to_utc(2026, 8, 5, 12, 27, 15));
    observations_clear(&observations);
}

/* --- all --- */

static void hostile_bodies(void **state)
{
    (void)state;
    static const struct {
        struct hostile hostile;
        const char *text;
    } cases[] = {
        {{&source_alpaca_quotes, &batch, NOW}, alpaca_text}, {{&source_finnhub_quotes, &alone, NOW}, finnhub_text},
        {{&source_yahoo_spark, &batch, NOW}, spark_text},    {{&source_nasdaq_quotes, &alone, NOW}, nasdaq_text},
        {{&source_nyse_quotes, &alone, NOW}, nyse_text},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        hostile_suite(&cases[i].hostile, cases[i].text, strlen(cases[i].text));
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
        cmocka_unit_test(nyse_reads_text),
        cmocka_unit_test(nyse_recorded),
        cmocka_unit_test(alpaca_asks_with_both_keys_in_headers),
        cmocka_unit_test(alpaca_keeps_extended_trades_apart),
        cmocka_unit_test(alpaca_recorded),
        cmocka_unit_test(finnhub_keeps_its_key_out_of_the_address),
        cmocka_unit_test(finnhub_zeros_are_an_unknown_symbol),
        cmocka_unit_test(finnhub_refusals),
        cmocka_unit_test(spark_reads_a_batch),
        cmocka_unit_test(spark_recorded),
        cmocka_unit_test(yahoo_refusals_reach_spark),
        cmocka_unit_test(nasdaq_reads_text),
        cmocka_unit_test(nasdaq_recorded),
        cmocka_unit_test(hostile_bodies),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
