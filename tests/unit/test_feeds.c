/* SPDX-License-Identifier: MIT
 * Streams of trades: what is sent, and what frames say. */
#include "config.h"

#include "source/feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char symbols[][SYMBOL_SIZE] = {"CRWV", "^GSPC", "BRK-B"};
static const struct subscription wanted = {
    .kind = DATASET_QUOTES, .symbols = symbols, .symbol_count = 3, .key = "k/1", .secret = "s-1"};

static const struct source_feed *feed_of(const char *name)
{
    size_t count;
    const struct source_feed *const *feeds = source_feeds(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(feeds[i]->name, name) == 0)
            return feeds[i];
    fail_msg("no feed %s", name);
    abort(); /* not reached */
}

static bool parse(const char *name, const char *text, struct feed_trades *trades, struct error *err)
{
    *trades = (struct feed_trades){.count = 0};
    *err = (struct error){.code = ERROR_NONE};
    return feed_of(name)->parse(text, strlen(text), trades, err);
}

static void finnhub_subscribes_symbol_by_symbol(void **state)
{
    (void)state;
    char text[512];
    struct error err = {0};
    const struct source_feed *feed = feed_of("finnhub_stream");
    assert_true(feed->address(&wanted, text, sizeof text, &err));
    assert_string_equal(text, "wss://ws.finnhub.io/?token=k%2F1");
    assert_true(feed->message(&wanted, 0, text, sizeof text));
    assert_string_equal(text, "{\"type\":\"subscribe\",\"symbol\":\"CRWV\"}");
    assert_true(feed->message(&wanted, 1, text, sizeof text));
    assert_string_equal(text, "{\"type\":\"subscribe\",\"symbol\":\"BRK.B\"}");
    assert_false(feed->message(&wanted, 2, text, sizeof text));
    struct subscription none = {0};
    assert_false(feed->address(&none, text, sizeof text, &err));
    assert_int_equal(err.code, ERROR_NEEDS_KEY);
}

static void alpaca_says_who_it_is_first(void **state)
{
    (void)state;
    char text[512];
    const struct source_feed *feed = feed_of("alpaca_stream");
    assert_true(feed->address(&wanted, text, sizeof text, NULL));
    assert_string_equal(text, "wss://stream.data.alpaca.markets/v2/iex"); /* no key in it */
    assert_true(feed->message(&wanted, 0, text, sizeof text));
    assert_string_equal(text, "{\"action\":\"auth\",\"key\":\"k/1\",\"secret\":\"s-1\"}");
    assert_true(feed->message(&wanted, 1, text, sizeof text));
    assert_string_equal(text, "{\"action\":\"subscribe\",\"trades\":[\"CRWV\",\"BRK.B\"]}");
    assert_false(feed->message(&wanted, 2, text, sizeof text));
    assert_false(feed->message(&wanted, 1, text, 20)); /* never a message that is cut */
}

static void trades_are_read(void **state)
{
    (void)state;
    struct feed_trades trades;
    struct error err;
    assert_true(
        parse("finnhub_stream",
              "{\"type\":\"trade\",\"data\":[{\"s\":\"BRK.B\",\"p\":501.5,\"t\":1795446000123,\"v\":10,\"c\":[]},"
              "{\"s\":\"CRWV\",\"p\":0,\"t\":1795446000123},{\"s\":\"CRWV\",\"p\":1.5,\"t\":12},"
              "{\"s\":\"CRWV\",\"p\":82.5,\"t\":1795446000456}]}",
              &trades, &err));
    assert_int_equal(trades.count, 2); /* neither a price of 0 nor a time in 1970 */
    assert_string_equal(trades.items[0].symbol, "BRK-B");
    assert_int_equal(trades.items[0].at_ms, 1795446000123);
    assert_true(trades.items[1].price > 82.4 && trades.items[1].price < 82.6);
    assert_true(parse("finnhub_stream", "{\"type\":\"ping\"}", &trades, &err));
    assert_int_equal(trades.count, 0);
    assert_true(parse("alpaca_stream",
                      "[{\"T\":\"success\",\"msg\":\"connected\"},{\"T\":\"t\",\"S\":\"CRWV\",\"p\":82.5,\"t\":"
                      "\"2026-11-23T15:00:00.123456789Z\"},{\"T\":\"q\",\"S\":\"CRWV\",\"bp\":1}]",
                      &trades, &err));
    assert_int_equal(trades.count, 1);
    assert_int_equal(trades.items[0].at_ms, 1795446000000);
}

static void refusals_are_told(void **state)
{
    (void)state;
    struct feed_trades trades;
    struct error err;
    assert_false(parse("finnhub_stream", "{\"type\":\"error\",\"msg\":\"Invalid\\u001b key\"}", &trades, &err));
    assert_string_equal(err.message, "Finnhub's stream: Invalid key");
    assert_false(parse("alpaca_stream", "[{\"T\":\"error\",\"code\":402,\"msg\":\"auth failed\"}]", &trades, &err));
    assert_string_equal(err.message, "Alpaca's stream: auth failed");
}

static void hostile_frames(void **state)
{
    (void)state;
    static const char *const frames[] = {
        "",
        "x",
        "null",
        "[]",
        "{}",
        "[[[[",
        "{\"data\":{}}",
        "{\"data\":[1,null,\"x\",[],{}]}",
        "[1,null,{\"T\":5}]",
        "{\"type\":\"trade\",\"data\":[{\"s\":\"\\u202eX\",\"p\":1e999,\"t\":1e999}]}",
        "{\"type\":\"trade\",\"data\":[{\"s\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"p\":1,\"t\":1795446000123}]}",
        "[{\"T\":\"t\",\"S\":null,\"p\":-1,\"t\":\"9999-99-99T99:99:99Z\"}]",
        "<html>",
    };
    static const char *const names[] = {"finnhub_stream", "alpaca_stream"};
    static const char one[] = "{\"s\":\"CRWV\",\"p\":1.5,\"t\":1795446000456}";
    struct feed_trades trades;
    struct error err;
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++)
        for (size_t k = 0; k < 2; k++) {
            bool good = parse(names[k], frames[i], &trades, &err);
            assert_int_equal(trades.count, 0);
            assert_true(good || err.message[0] != '\0');
        }
    size_t room = (sizeof one + 1) * 2000 + 64;
    char *many = calloc(1, room);
    size_t used = (size_t)snprintf(many, room, "{\"data\":[");
    for (int i = 0; i < 2000; i++)
        used += (size_t)snprintf(many + used, room - used, "%s%s", i > 0 ? "," : "", one);
    snprintf(many + used, room - used, "]}");
    assert_true(parse("finnhub_stream", many, &trades, &err));
    assert_int_equal(trades.count, FEED_TRADES_MOST);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finnhub_subscribes_symbol_by_symbol),
        cmocka_unit_test(alpaca_says_who_it_is_first),
        cmocka_unit_test(trades_are_read),
        cmocka_unit_test(refusals_are_told),
        cmocka_unit_test(hostile_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
