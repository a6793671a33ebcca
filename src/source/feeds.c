/* SPDX-License-Identifier: MIT
 * The trades of Alpaca and Finnhub. */
#include "config.h"

#include "source/feed.h"

#include "json.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define EARLIEST_MS 946684800000.0  /* 2000 */
#define LATEST_MS   4102444800000.0 /* 2100 */

/* "BRK.B" is BRK-B here. */
static void add_trade(struct feed_trades *trades, const char *name, struct amount price, int64_t at_ms)
{
    if (trades->count == FEED_TRADES_MOST || !price.known || at_ms <= 0)
        return;
    struct feed_trade *trade = &trades->items[trades->count];
    if (!text_symbol(trade->symbol, sizeof trade->symbol, name))
        return;
    char *dot = strchr(trade->symbol, '.');
    if (dot != NULL)
        *dot = '-';
    trade->price = price.value;
    trade->at_ms = at_ms;
    trades->count++;
}

/* --- Finnhub --- */

static bool finnhub_address(const struct subscription *subscription, char *url, size_t size, struct error *err)
{
    struct request_url text;
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Finnhub's stream asks for a key");
    request_url_start(&text, url, size);
    request_url_add(&text, "wss://ws.finnhub.io/?token=");
    request_url_add_encoded(&text, subscription->key);
    return request_url_done(&text, err);
}

/* One message for each symbol that it has a name for. */
static bool finnhub_message(const struct subscription *subscription, size_t index, char *text, size_t size)
{
    char name[SYMBOL_SIZE];
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        if (!quote_row_american(subscription->symbols[i], name) || index-- > 0)
            continue;
        snprintf(text, size, "{\"type\":\"subscribe\",\"symbol\":\"%s\"}", name);
        return true;
    }
    return false;
}

static bool finnhub_parse(const char *frame, size_t length, struct feed_trades *trades, struct error *err)
{
    struct cJSON *root = json_parse(frame, length, err);
    char said[80] = "";
    if (root == NULL)
        return false;
    bool good = strcmp(json_string(root, "type"), "error") != 0;
    json_text(root, "msg", said, sizeof said);
    const struct cJSON *item = json_first(json_member(root, "data"));
    for (; good && item != NULL; item = json_next(item)) {
        struct amount at = json_amount(item, "t", EARLIEST_MS, LATEST_MS);
        add_trade(trades, json_string(item, "s"), json_price(item, "p"), at.known ? (int64_t)at.value : 0);
    }
    json_free(root);
    return good || error_set(err, ERROR_AUTH, "Finnhub's stream: %s", said[0] != '\0' ? said : "refused");
}

static const struct source_feed finnhub = {
    .name = "finnhub_stream",
    .source = &source_finnhub_quotes,
    .symbols_most = 50,
    .address = finnhub_address,
    .message = finnhub_message,
    .parse = finnhub_parse,
};

/* --- Alpaca --- */

static bool alpaca_address(const struct subscription *subscription, char *url, size_t size, struct error *err)
{
    if (subscription->key == NULL || subscription->secret == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Alpaca's stream asks for a key and its secret");
    text_copy(url, size, "wss://stream.data.alpaca.markets/v2/iex");
    return true;
}

/* Who asks, then what for. */
static bool alpaca_message(const struct subscription *subscription, size_t index, char *text, size_t size)
{
    char name[SYMBOL_SIZE];
    struct request_url list;
    bool any = false;
    request_url_start(&list, text, size);
    if (index == 0) {
        snprintf(text, size, "{\"action\":\"auth\",\"key\":\"%s\",\"secret\":\"%s\"}", subscription->key,
                 subscription->secret);
        return strpbrk(subscription->key, "\"\\") == NULL && strpbrk(subscription->secret, "\"\\") == NULL;
    }
    request_url_add(&list, "{\"action\":\"subscribe\",\"trades\":[");
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        if (!quote_row_american(subscription->symbols[i], name))
            continue;
        request_url_add(&list, any ? ",\"" : "\"");
        request_url_add(&list, name);
        request_url_add(&list, "\"");
        any = true;
    }
    request_url_add(&list, "]}");
    return index == 1 && any && request_url_done(&list, NULL);
}

static bool alpaca_parse(const char *frame, size_t length, struct feed_trades *trades, struct error *err)
{
    struct cJSON *root = json_parse(frame, length, err);
    char said[80] = "";
    bool good = true;
    if (root == NULL)
        return false;
    for (const struct cJSON *item = json_first(root); item != NULL; item = json_next(item)) {
        const char *kind = json_string(item, "T");
        if (strcmp(kind, "error") == 0) {
            good = false;
            json_text(item, "msg", said, sizeof said);
        } else if (strcmp(kind, "t") == 0) {
            add_trade(trades, json_string(item, "S"), json_price(item, "p"),
                      date_parse_instant(json_string(item, "t")) * 1000);
        }
    }
    json_free(root);
    return good || error_set(err, ERROR_AUTH, "Alpaca's stream: %s", said[0] != '\0' ? said : "refused");
}

static const struct source_feed alpaca = {
    .name = "alpaca_stream",
    .source = &source_alpaca_quotes,
    .symbols_most = 30,
    .address = alpaca_address,
    .message = alpaca_message,
    .parse = alpaca_parse,
};

const struct source_feed *const *source_feeds(size_t *count)
{
    static const struct source_feed *const feeds[] = {&alpaca, &finnhub};
    *count = sizeof feeds / sizeof feeds[0];
    return feeds;
}
