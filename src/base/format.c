/* SPDX-License-Identifier: MIT
 * Figures as a trader reads them. */
#include "config.h"

#include "base/format.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MINUTE        60
#define HOUR          3600
#define DAY           86400
#define HOUR_MINUTES  60
#define DAY_MINUTES   1440
#define DECIMALS_MOST 8
#define DIGITS_MOST   352 /* the largest double has 309 */
#define AGE_STEP      10  /* seconds, below a minute */
#define DAYS_TOLD     300 /* a date this near needs no year */

static bool unknown(char *text, size_t size, struct amount amount)
{
    if (amount.known)
        return false;
    text_copy(text, size, FORMAT_UNKNOWN);
    return true;
}

/* With the sign asked for, but never "-0.00": what rounds to nothing has no direction. */
static void number(char *text, size_t size, double value, unsigned decimals, bool sign, const char *suffix)
{
    int places = decimals > DECIMALS_MOST ? DECIMALS_MOST : (int)decimals;
    char digits[DIGITS_MOST];
    snprintf(digits, sizeof digits, "%.*f", places, fabs(value));
    bool nothing = digits[strspn(digits, "0.")] == '\0'; /* asked of the text: printf's rounding is its own */
    const char *before = nothing ? "" : value < 0 ? "-" : sign ? "+" : "";
    snprintf(text, size, "%s%s%s", before, digits, suffix);
}

void format_price(char *text, size_t size, struct amount price, unsigned decimals)
{
    if (!unknown(text, size, price))
        number(text, size, price.value, decimals, false, "");
}

void format_change(char *text, size_t size, struct amount change, unsigned decimals)
{
    if (!unknown(text, size, change))
        number(text, size, change.value, decimals, true, "");
}

void format_percent(char *text, size_t size, struct amount percent, unsigned decimals)
{
    if (!unknown(text, size, percent))
        number(text, size, percent.value, decimals, true, "%");
}

void format_share(char *text, size_t size, struct amount percent, unsigned decimals)
{
    if (!unknown(text, size, percent))
        number(text, size, percent.value, decimals, false, "%");
}

void format_scaled(char *text, size_t size, struct amount value)
{
    static const struct {
        double from;
        const char *suffix;
    } scales[] = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}};
    if (unknown(text, size, value))
        return;
    double magnitude = fabs(value.value);
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        double shown = magnitude / scales[i].from;
        if (shown < 0.9995) /* 999.6K is 1.00M */
            continue;
        int places = shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
        snprintf(text, size, "%.*f%s", places, copysign(shown, value.value), scales[i].suffix);
        return;
    }
    number(text, size, value.value, 0, false, "");
}

void format_count(char *text, size_t size, struct amount value)
{
    if (!unknown(text, size, value))
        number(text, size, value.value, 0, false, "");
}

/* How often the clock has passed a multiple of the step. */
static int64_t passed(int64_t since, int64_t now, int64_t step)
{
    return now / step - since / step;
}

void format_age(char *text, size_t size, int64_t since, int64_t now)
{
    int64_t seconds = passed(since, now, AGE_STEP) * AGE_STEP, minutes = passed(since, now, MINUTE);
    if (seconds < AGE_STEP)
        text_copy(text, size, "now");
    else if (seconds < MINUTE)
        snprintf(text, size, "%llds", (long long)seconds);
    else if (minutes < HOUR_MINUTES)
        snprintf(text, size, "%lldm", (long long)minutes);
    else if (minutes < 2 * DAY_MINUTES)
        snprintf(text, size, "%lldh", (long long)(minutes / HOUR_MINUTES));
    else
        snprintf(text, size, "%lldd", (long long)(minutes / DAY_MINUTES));
}

int64_t format_age_next_change(int64_t since, int64_t now)
{
    int64_t minutes = passed(since, now, MINUTE);
    int64_t step = minutes < HOUR_MINUTES ? 1 : minutes < 2 * DAY_MINUTES ? HOUR_MINUTES : DAY_MINUTES;
    int64_t later = now > since ? now : since;
    if (passed(since, now, AGE_STEP) * AGE_STEP < MINUTE)
        return (later / AGE_STEP + 1) * AGE_STEP;
    return (now / MINUTE + step - minutes % step) * MINUTE;
}

void format_wait(char *text, size_t size, int64_t seconds)
{
    if (seconds < 0)
        seconds = 0;
    if (seconds < 2 * MINUTE)
        snprintf(text, size, "%lld s", (long long)seconds);
    else if (seconds < 2 * HOUR)
        snprintf(text, size, "%lld min", (long long)(seconds / MINUTE));
    else
        snprintf(text, size, "%lld h", (long long)(seconds / HOUR));
}

void format_time(char *text, size_t size, int64_t utc_seconds)
{
    struct date_time time = date_new_york(utc_seconds);
    if (utc_seconds == 0)
        text_copy(text, size, "");
    else
        snprintf(text, size, "%02d:%02d", time.hour, time.minute);
}

void format_stamp(char *text, size_t size, int64_t utc_seconds)
{
    struct date_time time = date_new_york(utc_seconds);
    if (utc_seconds == 0)
        text_copy(text, size, "");
    else
        snprintf(text, size, "%04d-%02d-%02d %02d:%02d:%02d ET", time.year, time.month, time.day, time.hour,
                 time.minute, time.second);
}

void format_day(char *text, size_t size, int32_t days)
{
    date_to_iso(days, text, size);
}

void format_month_day(char *text, size_t size, int64_t utc_seconds, int64_t now)
{
    struct date_time time = date_new_york(utc_seconds), today = date_new_york(now);
    int64_t apart = utc_seconds > now ? utc_seconds - now : now - utc_seconds;
    if (utc_seconds == 0)
        text_copy(text, size, "");
    else if (time.year == today.year || apart < (int64_t)DAYS_TOLD * DAY)
        snprintf(text, size, "%s %2d", date_month_name(time.month), time.day);
    else
        snprintf(text, size, "%s %d", date_month_name(time.month), time.year);
}
