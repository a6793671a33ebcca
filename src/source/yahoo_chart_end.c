/* SPDX-License-Identifier: MIT
 * The end of a chart. Yahoo stamps the live bar of a day with the time of its last trade (recorded: one second
 * after the close), and names the session; outside of hours that may be the next one already. */
#include "config.h"

#include "yahoo_chart_end.h"

#include <math.h>

#define HOUR            3600
#define DAY_SECONDS     86400
#define SETTLE_SECONDS  1800 /* after a close: closing auctions and late trades are in by then */
#define STAMP_TOLERANCE (2 * HOUR)

struct hours {
    int64_t open, close; /* UTC s; 0 not said */
};

/* Within a day trading goes on before and after the regular session. */
static struct hours hours_of(const struct cJSON *meta, enum bar_interval interval)
{
    const struct cJSON *current = json_member(meta, "currentTradingPeriod");
    const struct cJSON *regular = json_member(current, "regular");
    struct hours hours = {json_time(regular, "start"), json_time(regular, "end")};
    int64_t before = json_time(json_member(current, "pre"), "start");
    int64_t after = json_time(json_member(current, "post"), "end");
    if (interval < BAR_1D && before > 0 && before < hours.open)
        hours.open = before;
    if (interval < BAR_1D && after > hours.close)
        hours.close = after;
    return hours;
}

/* While the market is open, today may stand in a row of its own behind the day's or the week's: of a day that is
 * the newer version, of a week what is still to be added to it. */
static void join_live(struct bars *bars, int64_t now)
{
    struct bar *last = bars->count > 1 ? &bars->items[bars->count - 1] : NULL;
    if (last == NULL || bars->interval < BAR_1D || now - last->start >= bar_interval_seconds(bars->interval) ||
        last->start >= bar_next_start(bars->interval, last[-1].start))
        return;
    struct bar *whole = &last[-1];
    if (bars->interval == BAR_1W) {
        last->open = whole->open;
        last->high = fmax(whole->high, last->high);
        last->low = fmin(whole->low, last->low);
        last->volume = whole->volume.known && last->volume.known
                           ? amount_of(whole->volume.value + last->volume.value)
                           : AMOUNT_UNKNOWN;
    }
    last->start = whole->start;
    *whole = *last;
    bars->count--;
}

static void steady_stamp(struct bars *bars, struct hours hours)
{
    struct bar *last = &bars->items[bars->count - 1];
    if (bars->interval != BAR_1D)
        return;
    if (hours.open > 0 && last->start >= hours.open && last->start <= hours.close + HOUR) {
        if (bars->count < 2 || last[-1].start < hours.open)
            last->start = hours.open;
        return;
    }
    int64_t late = bars->count > 1 ? (last->start - last[-1].start) % DAY_SECONDS : 0;
    if (late > STAMP_TOLERANCE && late < DAY_SECONDS - STAMP_TOLERANCE && last->start - late > last[-1].start)
        last->start -= late;
}

static bool session_is_on(struct hours hours, int64_t now)
{
    return hours.open == 0 || hours.close == 0 || (now >= hours.open && now < hours.close);
}

/* A bar is still growing when its interval is not over and, but for weeks, the session is on: a day's bar is final
 * at the close. */
static void mark_partial(struct bars *bars, struct hours hours, int64_t now)
{
    struct bar *last = &bars->items[bars->count - 1];
    last->partial = last->start + bar_interval_seconds(bars->interval) > now &&
                    (bars->interval == BAR_1W || session_is_on(hours, now));
}

/* The newest bar of a session counts as final some time after its end, those before it when they are over. */
static bool is_settled(const struct bars *bars, size_t index, struct hours hours, int64_t now)
{
    int64_t start = bars->items[index].start, next = bar_next_start(bars->interval, start);
    bool newest = index + 1 == bars->count, known = hours.open > 0 && hours.close > 0;
    bool of_session = known && start >= hours.open;
    if (bars->interval == BAR_1W || !newest)
        return next <= now;
    if (of_session)
        return now >= hours.close + SETTLE_SECONDS;
    return known || next + SETTLE_SECONDS <= now;
}

static int64_t settled_to(const struct bars *bars, struct hours hours, int64_t now)
{
    bool part = bars->asked.to != 0;
    for (size_t i = bars->count; i > 0; i--) {
        int64_t start = bars->items[i - 1].start, next = bar_next_start(bars->interval, start);
        if (!is_settled(bars, i - 1, hours, now))
            continue;
        if (part && bars->asked.to <= now && next < bars->asked.to)
            return bars->asked.to;
        bool closed = i == bars->count && bars->interval != BAR_1W && start >= hours.open && hours.open > 0;
        return closed && next < hours.close ? hours.close : next;
    }
    if (part && bars->count == 0)
        return bars->asked.to <= now ? bars->asked.to : bars->asked.from;
    return part ? bars->asked.from : bars->items[0].start;
}

void yahoo_chart_end(struct bars *bars, const struct cJSON *meta, int64_t received_at)
{
    struct hours hours = hours_of(meta, bars->interval);
    if (bars->count > 0) {
        join_live(bars, received_at);
        steady_stamp(bars, hours);
        mark_partial(bars, hours, received_at);
    }
    bars->settled_to = settled_to(bars, hours, received_at);
}
