/* SPDX-License-Identifier: MIT
 * A quote out of one chart of Yahoo's: its meta block, and the close before out of its daily bars. */
#include "config.h"

#include "quote_row.h"
#include "yahoo.h"

#include "base/date.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

#define DECIMALS_MOST      8
#define LONGEST_BREAK_DAYS 7 /* between two sessions of an exchange */

/* The close of the newest daily bar before the day of the last trade, if it is not too old to be the day before.
 * The meta block's chartPreviousClose is the close before the whole range and its previousClose is missing on daily
 * bars. */
static struct amount prior_close(const struct cJSON *chart, int64_t traded_at)
{
    const struct cJSON *stamp = json_first(json_member(chart, "timestamp"));
    const struct cJSON *quote = json_first(json_member(json_member(chart, "indicators"), "quote"));
    const struct cJSON *close = json_first(json_member(quote, "close"));
    struct amount found = AMOUNT_UNKNOWN;
    if (strcmp(json_string(json_member(chart, "meta"), "dataGranularity"), "1d") != 0)
        return found;
    for (; stamp != NULL && close != NULL; stamp = json_next(stamp), close = json_next(close)) {
        int64_t start = json_time_of(stamp);
        struct amount price = json_price_of(close);
        int32_t days = date_new_york_day(traded_at) - date_new_york_day(start);
        if (price.known && start > 0 && days > 0 && days <= LONGEST_BREAK_DAYS)
            found = price;
    }
    return found;
}

/* One block of hours; true when the moment lies in it. `any` is set when it is one at all. */
static bool is_within(const struct cJSON *block, int64_t moment, bool *any)
{
    int64_t start = json_time(block, "start"), end = json_time(block, "end");
    bool good = start > 0 && end > start;
    *any = *any || good;
    return good && moment >= start && moment < end;
}

/* Lists of lists of blocks, one inner list a day. */
static bool is_within_days(const struct cJSON *days, int64_t moment, bool *any)
{
    for (const struct cJSON *day = json_first(days); day != NULL; day = json_next(day))
        for (const struct cJSON *block = json_first(day); block != NULL; block = json_next(block))
            if (is_within(block, moment, any))
                return true;
    return false;
}

/* The exchange's own hours, which know its holidays and time zone. Outside all blocks it is closed: they may
 * already be the next session's. currentTradingPeriod holds one block a session; tradingPeriods days of them, of
 * the regular session alone or named, as the chart was asked for. Unknown when there are none. */
enum market_session yahoo_session_at(const struct cJSON *meta, int64_t moment)
{
    static const struct {
        const char *name;
        enum market_session session;
    } blocks[] = {{"pre", SESSION_PRE}, {"regular", SESSION_REGULAR}, {"post", SESSION_POST}};
    const struct cJSON *current = json_member(meta, "currentTradingPeriod");
    const struct cJSON *periods = json_member(meta, "tradingPeriods");
    bool any = false;
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (is_within(json_member(current, blocks[i].name), moment, &any) ||
            is_within_days(json_member(periods, blocks[i].name), moment, &any))
            return blocks[i].session;
    if (json_is_array(periods) && is_within_days(periods, moment, &any))
        return SESSION_REGULAR;
    return any ? SESSION_CLOSED : SESSION_UNKNOWN;
}

bool yahoo_read_last(const struct cJSON *chart, const char *symbol, const char *source, int64_t received_at,
                     struct observations *observations)
{
    static const struct json_field fields[] = {
        {"regularMarketPrice", offsetof(struct quote, last), &json_gate_price},
        {"regularMarketDayHigh", offsetof(struct quote, high), &json_gate_price},
        {"regularMarketDayLow", offsetof(struct quote, low), &json_gate_price},
        {"fiftyTwoWeekHigh", offsetof(struct quote, year_high), &json_gate_price},
        {"fiftyTwoWeekLow", offsetof(struct quote, year_low), &json_gate_price},
        {"regularMarketVolume", offsetof(struct quote, volume), &json_gate_volume},
    };
    const struct cJSON *meta = json_member(chart, "meta");
    if (!json_price(meta, "regularMarketPrice").known)
        return false;
    struct quote *quote = quote_row_add(observations, symbol, source, received_at);
    if (quote == NULL)
        return true;
    observations->rejected += json_fields(meta, fields, sizeof fields / sizeof fields[0], quote);
    json_text(meta, "currency", quote->currency, sizeof quote->currency);
    json_text(meta, "fullExchangeName", quote->exchange, sizeof quote->exchange);
    if (json_text(meta, "longName", quote->name, sizeof quote->name) == 0)
        json_text(meta, "shortName", quote->name, sizeof quote->name);
    quote->decimals = (unsigned)json_integer(meta, "priceHint", 0, DECIMALS_MOST, 2);
    quote->as_of = quote_row_time(json_time(meta, "regularMarketTime"), received_at);
    quote->session = yahoo_session_at(meta, received_at);
    quote->prior_close = prior_close(chart, quote->as_of > 0 ? quote->as_of : received_at);
    observations->rejected += quote_row_check(quote, AMOUNT_UNKNOWN);
    return true;
}
