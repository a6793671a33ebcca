/* SPDX-License-Identifier: MIT
 * Quotes and bars: change, ranges, folding, averages. */
#include "config.h"

#include "model/prices.h"

#include "base/date.h"
#include "base/text.h"
#include "model/calendar.h"

#include <math.h>
#include <string.h>

#define DAY          86400
#define HOUR         INT64_C(3600)
#define CLOCK_CHANGE (2 * HOUR) /* an exchange's clock is put back by one, and a bit */

struct amount quote_change(const struct quote *quote)
{
    return amount_minus(quote->last, quote->prior_close);
}

struct amount quote_change_percent(const struct quote *quote)
{
    return amount_percent_change(quote->last, quote->prior_close);
}

struct amount quote_extended_percent(const struct quote *quote)
{
    return amount_percent_change(quote->extended_last, quote->last);
}

const struct quote *quotes_find(const struct quotes *quotes, const char *symbol)
{
    for (size_t i = 0; i < quotes->count; i++)
        if (strcmp(quotes->items[i].symbol, symbol) == 0)
            return &quotes->items[i];
    return NULL;
}

const struct quote *quotes_find_next(const struct quotes *quotes, const char *symbol, size_t *at)
{
    for (size_t step = 0; step < quotes->count; step++) {
        size_t index = (*at + step) % quotes->count;
        if (strcmp(quotes->items[index].symbol, symbol) != 0)
            continue;
        *at = index + 1;
        return &quotes->items[index];
    }
    return NULL;
}

static const struct range_row {
    const char *name;
    enum bar_interval interval;
    int days; /* back from now; 0: by its own rule */
} ranges[CHART_RANGES] = {
    [RANGE_1D] = {"1d", BAR_5M, 0},       [RANGE_5D] = {"5d", BAR_15M, 7},  [RANGE_1M] = {"1m", BAR_1H, 31},
    [RANGE_3M] = {"3m", BAR_1D, 92},      [RANGE_6M] = {"6m", BAR_1D, 183}, [RANGE_YTD] = {"ytd", BAR_1D, 0},
    [RANGE_1Y] = {"1y", BAR_1D, 366},     [RANGE_2Y] = {"2y", BAR_1D, 731}, [RANGE_5Y] = {"5y", BAR_1W, 1827},
    [RANGE_MAX] = {"max", BAR_1W, 36525},
};

const char *chart_range_name(enum chart_range range)
{
    return ranges[range].name;
}

bool chart_range_parse(const char *name, enum chart_range *range)
{
    for (size_t i = 0; i < CHART_RANGES; i++)
        if (text_equal_fold(name, ranges[i].name)) {
            *range = (enum chart_range)i;
            return true;
        }
    return false;
}

enum bar_interval chart_range_interval(enum chart_range range)
{
    return ranges[range].interval;
}

int64_t chart_range_start(enum chart_range range, int64_t now)
{
    int year, month, day;
    int64_t open, close;
    if (range == RANGE_YTD) {
        date_to_civil(date_new_york_day(now), &year, &month, &day);
        return date_new_york_to_utc(year, 1, 1, 0, 0, 0);
    }
    if (range != RANGE_1D)
        return now - (int64_t)ranges[range].days * DAY;
    calendar_last_session(now, &open, &close);
    date_to_civil(date_new_york_day(open), &year, &month, &day);
    return date_new_york_to_utc(year, month, day, 0, 0, 0);
}

static const struct interval_row {
    const char *name;
    int64_t seconds;
} intervals[BAR_INTERVALS] = {
    [BAR_1M] = {"1m", 60},   [BAR_5M] = {"5m", 300}, [BAR_15M] = {"15m", 900},
    [BAR_1H] = {"1h", 3600}, [BAR_1D] = {"1d", DAY}, [BAR_1W] = {"1w", 7 * DAY},
};

const char *bar_interval_name(enum bar_interval interval)
{
    return intervals[interval].name;
}

int64_t bar_interval_seconds(enum bar_interval interval)
{
    return intervals[interval].seconds;
}

bool bar_hole_is_due(unsigned tries, int64_t asked_at, int64_t now)
{
    static const int hours[] = {1, 6, 24, 72, 168, 168, 168, 168, 168, 168, 168};
    return tries > 0 && tries <= sizeof hours / sizeof hours[0] && now - asked_at >= hours[tries - 1] * HOUR;
}

int64_t bar_next_start(enum bar_interval interval, int64_t start)
{
    return start + intervals[interval].seconds - (interval < BAR_1D ? 0 : CLOCK_CHANGE);
}

struct amount bars_average(const struct bars *bars, size_t index, size_t n)
{
    double sum = 0;
    if (n == 0 || index >= bars->count || index + 1 < n)
        return AMOUNT_UNKNOWN;
    for (size_t i = index + 1 - n; i <= index; i++)
        sum += bars->items[i].close;
    return amount_of(sum / (double)n);
}

static struct bar fold_one(const struct bar *bars, size_t count)
{
    struct bar folded = bars[0];
    for (size_t i = 1; i < count; i++) {
        folded.high = fmax(folded.high, bars[i].high);
        folded.low = fmin(folded.low, bars[i].low);
        /* A sum that lacks a part is not the sum. */
        folded.volume = folded.volume.known && bars[i].volume.known
                            ? amount_of(folded.volume.value + bars[i].volume.value)
                            : AMOUNT_UNKNOWN;
    }
    folded.close = bars[count - 1].close;
    folded.partial = bars[count - 1].partial;
    return folded;
}

struct bars bars_fold(const struct bars *bars, size_t most, struct arena *arena)
{
    struct bars folded = *bars;
    folded.count = 0;
    folded.older_count = 0;
    folded.items = NULL;
    if (most == 0 || bars->count == 0)
        return folded;
    size_t per = (bars->count + most - 1) / most;
    folded.count = (bars->count + per - 1) / per;
    folded.items = arena_array(arena, folded.count, sizeof *folded.items);
    /* Groups are counted from the start of the data, so that a new bar changes only the last group. */
    for (size_t i = 0; i < folded.count; i++) {
        size_t first = i * per;
        size_t count = bars->count - first < per ? bars->count - first : per;
        folded.items[i] = fold_one(bars->items + first, count);
    }
    return folded;
}
