/* SPDX-License-Identifier: MIT
 * Yahoo v8/finance/chart: the bars of one symbol; needs neither cookie nor crumb. Prices are split-adjusted by
 * Yahoo; its list of splits is read for what others issue as of their day: price targets. */
#include "config.h"

#include "sources.h"
#include "yahoo.h"
#include "yahoo_chart_end.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DAY_SECONDS    86400
#define BODY_LIMIT     (1 << 20)
#define BARS_MOST      20000
#define DECIMALS_MOST  8
#define FUTURE_SECONDS 86400           /* a bar later than that is nonsense whatever our clock says */
#define OLDEST         (-3000000000LL) /* 1874: no listing is older */

/* Yahoo's words for ours. */
static const char *const range_words[CHART_RANGES] = {"1d",  "5d", "1mo", "3mo", "6mo",
                                                      "ytd", "1y", "2y",  "5y",  "max"};

static const char *const interval_words[BAR_INTERVALS] = {"1m", "5m", "15m", "1h", "1d", "1wk"};

/* What it may serve instead counts as the next finer interval that we have. */
static const struct {
    const char *word;
    enum bar_interval interval;
} other_words[] = {
    {"2m", BAR_1M}, {"30m", BAR_15M}, {"60m", BAR_1H}, {"90m", BAR_1H},
    {"4h", BAR_1H}, {"5d", BAR_1D},   {"1mo", BAR_1W}, {"3mo", BAR_1W},
};

/* range=max is answered by quarters, whatever interval is asked for (2025); a span is taken at its word. */
static void add_span(struct request_url *url, const struct subscription *subscription)
{
    char text[64];
    struct bar_span span = subscription->span;
    if (span.to == 0 && subscription->range == RANGE_MAX)
        span = (struct bar_span){OLDEST, (subscription->now / DAY_SECONDS + 1) * DAY_SECONDS};
    if (span.to != 0)
        snprintf(text, sizeof text, "?period1=%lld&period2=%lld",
                 (long long)(span.from > OLDEST ? span.from : OLDEST), (long long)span.to);
    else
        snprintf(text, sizeof text, "?range=%s", range_words[subscription->range]);
    request_url_add(url, text);
}

/* Where bars are fine enough, trading before and after the session is shown, too. */
static bool has_sessions(enum bar_interval interval)
{
    return interval < BAR_1H;
}

static bool chart_request(const struct subscription *subscription, const char *token,
                          struct source_request *request, struct error *err)
{
    (void)token;
    struct request_url url;
    if (subscription->subject[0] == '\0' || (unsigned)subscription->range >= CHART_RANGES)
        return error_set(err, ERROR_INVALID, "no symbol or range to ask for");
    yahoo_request_start(request, &url, "/v8/finance/chart/");
    request->body_limit = BODY_LIMIT;
    request_url_add_encoded(&url, subscription->subject);
    add_span(&url, subscription);
    request_url_add(&url, "&interval=");
    request_url_add(&url, interval_words[chart_range_interval(subscription->range)]);
    request_url_add(&url, has_sessions(chart_range_interval(subscription->range)) ? "&includePrePost=true"
                                                                                  : "&includePrePost=false");
    request_url_add(&url, "&events=split");
    return request_url_done(&url, err);
}

static enum bar_interval interval_of(const char *word, enum bar_interval otherwise)
{
    for (int i = 0; i < BAR_INTERVALS; i++) {
        if (strcmp(interval_words[i], word) == 0)
            return (enum bar_interval)i;
    }
    for (size_t i = 0; i < sizeof other_words / sizeof other_words[0]; i++) {
        if (strcmp(other_words[i].word, word) == 0)
            return other_words[i].interval;
    }
    return otherwise;
}

enum { OPEN, HIGH, LOW, CLOSE, VOLUME, COLUMNS };

/* The parallel arrays, walked together; each may be shorter than the stamps, or missing. */
struct columns {
    const struct cJSON *stamp;
    const struct cJSON *figure[COLUMNS];
};

static struct columns columns_of(const struct cJSON *chart)
{
    static const char *const names[COLUMNS] = {"open", "high", "low", "close", "volume"};
    const struct cJSON *quote = json_first(json_member(json_member(chart, "indicators"), "quote"));
    struct columns columns = {.stamp = json_first(json_member(chart, "timestamp"))};
    for (int i = 0; i < COLUMNS; i++)
        columns.figure[i] = json_first(json_member(quote, names[i]));
    return columns;
}

static void columns_step(struct columns *columns)
{
    columns->stamp = json_next(columns->stamp);
    for (int i = 0; i < COLUMNS; i++)
        columns->figure[i] = json_next(columns->figure[i]);
}

static double price_or(const struct cJSON *item, double otherwise)
{
    struct amount price = json_price_of(item);
    return price.known ? price.value : otherwise;
}

/* False for a hole: no close, no usable time. What a minimal reply leaves out of the other prices is drawn at the
 * close; the extremes always enclose open and close. */
static bool read_bar(struct bar *bar, const struct columns *columns, int64_t latest)
{
    struct amount stamp = json_number_of(columns->stamp);
    struct amount close = json_price_of(columns->figure[CLOSE]);
    struct amount volume = json_number_of(columns->figure[VOLUME]);
    if (!stamp.known || !close.known || stamp.value < OLDEST || stamp.value > (double)latest)
        return false;
    bar->start = (int64_t)stamp.value;
    bar->close = close.value;
    bar->open = price_or(columns->figure[OPEN], close.value);
    bar->high = fmax(price_or(columns->figure[HIGH], close.value), fmax(bar->open, close.value));
    bar->low = fmin(price_or(columns->figure[LOW], close.value), fmin(bar->open, close.value));
    if (volume.known)
        bar->volume = amount_within(volume.value, json_gate_volume.low, json_gate_volume.high);
    return true;
}

/* A stamp whose prices are null, or are no prices. */
static void note_hole(struct bars *bars, const struct columns *columns, int64_t latest)
{
    struct amount stamp = json_number_of(columns->stamp);
    if (!stamp.known || stamp.value < OLDEST || stamp.value > (double)latest)
        return;
    int64_t start = (int64_t)stamp.value;
    if (bars->hole_count == 0 || start > bars->holes[bars->hole_count - 1])
        bars->holes[bars->hole_count++] = start;
}

static void read_bars(struct bars *bars, const struct cJSON *chart, int64_t received_at, struct arena *arena)
{
    size_t most = json_length(json_member(chart, "timestamp"));
    if (most > BARS_MOST)
        most = BARS_MOST;
    bars->items = arena_array(arena, most + 1, sizeof *bars->items);
    bars->holes = arena_array(arena, most + 1, sizeof *bars->holes);
    struct columns columns = columns_of(chart);
    for (size_t i = 0; i < most; i++, columns_step(&columns)) {
        struct bar *bar = &bars->items[bars->count];
        *bar = (struct bar){0};
        if (!read_bar(bar, &columns, received_at + FUTURE_SECONDS))
            note_hole(bars, &columns, received_at);
        else if (bars->count == 0 || bar->start > bar[-1].start)
            bars->count++;
    }
}

/* An object keyed by the second, in no order. */
static void read_splits(const struct cJSON *events, const char *symbol, struct observations *observations)
{
    const struct cJSON *item = json_first_member(json_member(events, "splits"));
    for (; item != NULL; item = json_next(item)) {
        struct amount shares = json_amount(item, "numerator", 1e-6, 1e6);
        struct amount before = json_amount(item, "denominator", 1e-6, 1e6);
        int64_t when = json_time(item, "date");
        bool good = shares.known && before.known && when > DAY_SECONDS;
        struct stock_split *split = good ? observations_add_split(observations) : NULL;
        observations->rejected += !good;
        if (split == NULL)
            continue;
        text_copy(split->symbol, sizeof split->symbol, symbol);
        split->day = date_new_york_day(when);
        split->ratio = shares.value / before.value;
    }
}

static bool is_intraday(enum bar_interval interval)
{
    return interval < BAR_1D;
}

static void read_sessions(struct bars *bars, const struct cJSON *meta)
{
    for (size_t i = 0; has_sessions(bars->interval) && i < bars->count; i++) {
        enum market_session session = yahoo_session_at(meta, bars->items[i].start);
        bars->items[i].session = session == SESSION_CLOSED ? SESSION_UNKNOWN : session;
    }
}

/* chartPreviousClose is the close before the range, whatever the range: on daily charts it is months old. */
static void read_meta(struct bars *bars, const struct subscription *subscription, const struct cJSON *meta)
{
    text_copy(bars->symbol, sizeof bars->symbol, subscription->subject);
    json_text(meta, "currency", bars->currency, sizeof bars->currency);
    bars->range = subscription->range;
    bars->asked = subscription->span;
    bars->interval = interval_of(json_string(meta, "dataGranularity"), chart_range_interval(bars->range));
    bars->decimals = (unsigned)json_integer(meta, "priceHint", 0, DECIMALS_MOST, 2);
    if (is_intraday(bars->interval) && subscription->span.to == 0)
        bars->prior_close = json_price(meta, "chartPreviousClose");
}

static bool read_chart(const struct subscription *subscription, const struct cJSON *chart, int64_t received_at,
                       struct observations *observations, struct error *err)
{
    const struct cJSON *meta = json_member(chart, "meta");
    const char *symbol = json_string(meta, "symbol");
    if (meta == NULL)
        return error_set(err, ERROR_NO_DATA, "Yahoo has no chart for %s", subscription->subject);
    if (symbol[0] != '\0' && !text_equal_fold(symbol, subscription->subject))
        return error_set(err, ERROR_FORMAT, "Yahoo answered for another symbol than %s", subscription->subject);
    struct bars found = {0};
    read_meta(&found, subscription, meta);
    read_bars(&found, chart, received_at, &observations->arena);
    if (found.count == 0 && subscription->span.to == 0)
        return error_set(err, ERROR_NO_DATA, "Yahoo has no prices for %s in this range", subscription->subject);
    read_sessions(&found, meta);
    yahoo_chart_end(&found, meta, received_at);
    struct bars *bars = observations_add_bars(observations);
    if (bars != NULL)
        *bars = found;
    read_splits(json_member(chart, "events"), subscription->subject, observations);
    return true;
}

static bool add_empty(const struct subscription *subscription, int64_t received_at,
                      struct observations *observations)
{
    struct bars *bars = observations_add_bars(observations);
    if (bars == NULL)
        return true;
    read_meta(bars, subscription, NULL);
    yahoo_chart_end(bars, NULL, received_at);
    return true;
}

static bool chart_parse(const struct subscription *subscription, const struct source_response *response,
                        struct observations *observations, struct error *err)
{
    const struct cJSON *result;
    struct error refused = {0};
    struct cJSON *root = yahoo_open(response, "chart", &result, &refused);
    /* "Data doesn't exist for startDate": of a part that is an answer. */
    if (root == NULL && refused.code == ERROR_NO_DATA && subscription->span.to != 0)
        return add_empty(subscription, response->received_at, observations);
    if (root == NULL) {
        if (err != NULL)
            *err = refused;
        return false;
    }
    bool good = read_chart(subscription, json_first(result), response->received_at, observations, err);
    json_free(root);
    return good;
}

const struct source source_yahoo_chart = {
    .name = "yahoo_chart",
    .heading = "Yahoo charts",
    .provider = &provider_yahoo,
    .kind = DATASET_BARS,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 60,
    .request = chart_request,
    .parse = chart_parse,
};
