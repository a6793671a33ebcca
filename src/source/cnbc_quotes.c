/* SPDX-License-Identifier: MIT
 * CNBC restQuote: keyless, several symbols in one request, every figure written as text ("7,489.72", "4.718%",
 * "4.537T", "UNCH"). The second source of quotes, independent of Yahoo. */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "quote_row.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/calendar.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define BATCH       25
#define BODY_LIMIT  (256 << 10)
#define NAME_SIZE   24
#define NOON_HOUR   12
#define CLOSE_HOUR  16
#define EARLY_CLOSE 13

const struct source_provider provider_cnbc = {
    .name = "cnbc",
    .heading = "CNBC",
    .homepage = "https://www.cnbc.com/markets/",
    .terms = "Undocumented; site terms apply: personal use, no redistribution.",
    .browser_agent = true,
    .rate = 0.5,
    .burst = 4,
};

/* Writes CNBC's name of a symbol that is spelled in Yahoo's way: BRK-B is BRK.B, SAP.DE is SAP-DE. False when we do
 * not know it: such a symbol is not asked for, and nothing is said about it. */
static bool cnbc_name(const char *symbol, char name[NAME_SIZE])
{
    static const struct {
        const char *ours, *theirs;
    } names[] = {
        {"^GSPC", ".SPX"}, {"^IXIC", ".IXIC"}, {"^DJI", ".DJI"},       {"^NDX", ".NDX"},     {"^RUT", ".RUT"},
        {"^VIX", ".VIX"},  {"CL=F", "@CL.1"},  {"BTC-USD", "BTC.CM="}, {"EURUSD=X", "EUR="},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i].ours, symbol) == 0) {
            text_copy(name, NAME_SIZE, names[i].theirs);
            return true;
        }
    }
    text_copy(name, NAME_SIZE, symbol);
    size_t stem = strcspn(symbol, "-.");
    const char *suffix = symbol + stem;
    if (strpbrk(symbol, "^=,") != NULL || stem == 0)
        return false;
    if (suffix[0] == '-' && isalpha((unsigned char)suffix[1]) && suffix[2] == '\0')
        name[stem] = '.';
    else if (strcmp(suffix, ".DE") == 0)
        name[stem] = '-';
    else
        return suffix[0] == '\0';
    return true;
}

static bool quotes_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    (void)token;
    struct request_url url;
    char name[NAME_SIZE];
    size_t asked = 0;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://quote.cnbc.com/quote-html-webservice/restQuote/symbolType/symbol?symbols=");
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        if (!cnbc_name(subscription->symbols[i], name))
            continue;
        request_url_add(&url, asked++ > 0 ? "%7C" : "");
        request_url_add_encoded(&url, name);
    }
    request_url_add(&url, "&requestMethod=itv&noform=1&partnerId=2&fund=1&exthrs=1&output=json&events=1");
    if (asked == 0)
        return error_set(err, ERROR_NO_DATA, "CNBC has none of these symbols");
    return request_url_done(&url, err);
}

static enum market_session session_of(const char *word)
{
    if (strcmp(word, "PRE_MKT") == 0)
        return SESSION_PRE;
    if (strcmp(word, "REG_MKT") == 0)
        return SESSION_REGULAR;
    return strcmp(word, "POST_MKT") == 0 ? SESSION_POST : SESSION_UNKNOWN;
}

/* "2026-08-02T17:50:00.000-0400", or for stocks outside the session a date alone: then an American stock's last
 * trade was at that day's close, and another's time is unknown. */
static int64_t time_of_trade(const struct cJSON *item, int64_t received_at)
{
    const char *text = json_string(item, "last_time");
    if (strchr(text, 'T') != NULL)
        return quote_row_time(date_parse_instant(text), received_at);
    int32_t day = date_from_iso(text);
    bool american =
        strcmp(json_string(item, "countryCode"), "US") == 0 && strcmp(json_string(item, "type"), "STOCK") == 0;
    if (day == DATE_UNKNOWN || !american || !calendar_is_trading_day(day))
        return 0;
    int year, month, date;
    date_to_civil(day, &year, &month, &date);
    int hour = calendar_is_half_day(day) ? EARLY_CLOSE : CLOSE_HOUR;
    int64_t close = date_new_york_to_utc(year, month, date, hour, 0, 0);
    return close <= received_at ? close : 0;
}

/* curmktstatus is that of the last trade and stands still over the weekend: it tells the session now only if that
 * trade was today. */
static enum market_session session_now(const struct cJSON *item, int64_t received_at)
{
    int32_t day = date_from_iso(json_string(item, "last_time"));
    bool today = day != DATE_UNKNOWN && day == date_new_york_day(received_at);
    return today ? session_of(json_string(item, "curmktstatus")) : SESSION_UNKNOWN;
}

static void read_extended(struct quote *quote, const struct cJSON *item, int64_t received_at)
{
    const struct cJSON *extended = json_member(item, "ExtendedMktQuote");
    const char *time = json_string(extended, "last_time");
    quote->extended_last = json_price(extended, "last");
    if (!quote->extended_last.known)
        return;
    quote->extended_session = session_of(json_string(extended, "type"));
    if (strchr(time, 'T') != NULL)
        quote->extended_as_of = quote_row_time(date_parse_instant(time), received_at);
}

/* "10/28/2026(est)": a New York day. Noon stands for it, so that no time zone moves it to another day. */
static void read_earnings(struct quote *quote, const struct cJSON *events)
{
    char iso[16];
    int year, month, day;
    const char *text = json_string(events, "next_earnings_date");
    if (strlen(text) < sizeof "MM/DD/YYYY" - 1 || text[2] != '/' || text[5] != '/')
        return;
    snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text + 6, text, text + 3);
    int32_t days = date_from_iso(iso);
    if (days == DATE_UNKNOWN || days <= 0)
        return;
    date_to_civil(days, &year, &month, &day);
    quote->earnings_at = date_new_york_to_utc(year, month, day, NOON_HOUR, 0, 0);
    quote->earnings_estimated = strstr(text, "(est)") != NULL;
}

/* The change in words or figures: "UNCH" is 0. */
static struct amount change_of(const struct cJSON *item, const char *name)
{
    return strcmp(json_string(item, name), "UNCH") == 0 ? amount_of(0) : json_number(item, name);
}

static unsigned read_quote(struct quote *quote, const struct cJSON *item, int64_t received_at)
{
    static const struct json_field figures[] = {
        {"last", offsetof(struct quote, last), &json_gate_price},
        {"previous_day_closing", offsetof(struct quote, prior_close), &json_gate_price},
        {"open", offsetof(struct quote, open), &json_gate_price},
        {"high", offsetof(struct quote, high), &json_gate_price},
        {"low", offsetof(struct quote, low), &json_gate_price},
        {"volume", offsetof(struct quote, volume), &json_gate_volume},
        {"tendayavgvol", offsetof(struct quote, average_volume), &json_gate_volume},
        {"mktcapView", offsetof(struct quote, market_cap), &json_gate_worth},
        {"yrloprice", offsetof(struct quote, year_low), &json_gate_price},
        {"yrhiprice", offsetof(struct quote, year_high), &json_gate_price},
    };
    unsigned rejected = json_fields(item, figures, sizeof figures / sizeof figures[0], quote);
    const struct cJSON *events = json_member(item, "EventData");
    json_text(item, "name", quote->name, sizeof quote->name);
    json_text(item, "currencyCode", quote->currency, sizeof quote->currency);
    json_text(item, "exchange", quote->exchange, sizeof quote->exchange);
    if (!quote->prior_close.known)
        quote->prior_close = amount_minus(quote->last, change_of(item, "change"));
    quote->as_of = time_of_trade(item, received_at);
    quote->session = session_now(item, received_at);
    quote->delay_minutes = strcmp(json_string(item, "realTime"), "true") == 0 ? 0 : -1;
    quote->halted = strcmp(json_string(events, "is_halted"), "Y") == 0;
    read_extended(quote, item, received_at);
    read_earnings(quote, events);
    return rejected + quote_row_check(quote, change_of(item, "change_pct"));
}

/* The list, or the one quote that stands in its place when one symbol was asked for. */
static const struct cJSON *find_quote(const struct cJSON *quotes, const char *name)
{
    const struct cJSON *item = json_is_array(quotes) ? json_first(quotes) : quotes;
    for (; item != NULL; item = json_is_array(quotes) ? json_next(item) : NULL) {
        if (text_equal_fold(json_string(item, "symbol"), name))
            return item;
    }
    return NULL;
}

static void read_symbol(const struct cJSON *quotes, const char *symbol, int64_t received_at,
                        struct observations *observations)
{
    char name[NAME_SIZE];
    if (!cnbc_name(symbol, name))
        return;
    struct quote *quote = quote_row_add(observations, symbol, source_cnbc_quotes.name, received_at);
    if (quote == NULL)
        return;
    const struct cJSON *item = find_quote(quotes, name);
    struct amount code = json_number(item, "code");
    if (item == NULL || (code.known && code.value != 0))
        quote->not_found = true;
    else
        observations->rejected += read_quote(quote, item, received_at);
}

static bool quotes_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    const struct cJSON *quotes = json_member(json_member(root, "FormattedQuoteResult"), "FormattedQuote");
    bool good = json_is_array(quotes) ? json_first(quotes) != NULL : json_is_object(quotes);
    for (size_t i = 0; good && i < subscription->symbol_count; i++)
        read_symbol(quotes, subscription->symbols[i], response->received_at, observations);
    json_free(root);
    return good || error_set(err, ERROR_FORMAT, "CNBC's answer holds no quotes");
}

const struct source source_cnbc_quotes = {
    .name = "cnbc_quotes",
    .heading = "CNBC quotes",
    .provider = &provider_cnbc,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .batch = BATCH,
    .refresh_seconds = 30,
    .request = quotes_request,
    .parse = quotes_parse,
};
