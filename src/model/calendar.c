/* SPDX-License-Identifier: MIT
 * The NYSE calendar by rule: weekends, holidays with their observed days, special closures, half days. */
#include "config.h"

#include "model/calendar.h"

#include "base/date.h"

#define FIRST_YEAR            2000
#define MINUTES(hour, minute) ((hour)*60 + (minute))
#define LONGEST_BREAK_DAYS    12

struct civil_day {
    int year, month, day;
};

/* What no rule gives: mourning, storms, attacks. */
static const struct civil_day special_closures[] = {
    {2001, 9, 11}, {2001, 9, 12},  {2001, 9, 13},  {2001, 9, 14}, {2004, 6, 11},
    {2007, 1, 2},  {2012, 10, 29}, {2012, 10, 30}, {2018, 12, 5}, {2025, 1, 9},
};

static const struct civil_day special_half_days[] = {{2003, 12, 26}};

#define IS_LISTED(day, list) is_listed(day, list, sizeof(list) / sizeof(list)[0])

static bool is_listed(int32_t day, const struct civil_day *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (date_from_civil(list[i].year, list[i].month, list[i].day) == day)
            return true;
    return false;
}

/* 0 = Sunday; 1970-01-01 was a Thursday. */
static int weekday_of(int32_t day)
{
    return (int)(((int64_t)day + 4) % 7 + 7) % 7;
}

bool calendar_known(int64_t utc_seconds)
{
    int year = date_new_york(utc_seconds).year;
    return year >= FIRST_YEAR && year <= CALENDAR_LAST_YEAR;
}

/* The n-th (1..) weekday of a month; n = 0: the last. */
static int32_t nth_weekday(int year, int month, int weekday, int n)
{
    if (n == 0) {
        int32_t last = date_from_civil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
        return last - (weekday_of(last) - weekday + 7) % 7;
    }
    int32_t first = date_from_civil(year, month, 1);
    return first + (weekday - weekday_of(first) + 7) % 7 + (n - 1) * 7;
}

/* Gregorian Easter: the anonymous computus (Meeus/Jones/Butcher). */
static int32_t easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return date_from_civil(year, month, day);
}

/* A holiday on Saturday is kept on Friday, one on Sunday on Monday. */
static int32_t observed(int32_t day)
{
    int weekday = weekday_of(day);
    return weekday == 6 ? day - 1 : weekday == 0 ? day + 1 : day;
}

static bool is_new_year(int32_t day, int year)
{
    int32_t first = date_from_civil(year, 1, 1);
    /* On a Saturday it is not moved into the old year (Rule 7.2: the end of an accounting period). */
    return day == (weekday_of(first) == 0 ? first + 1 : first);
}

static bool is_holiday(int32_t day)
{
    int year, month, date;
    date_to_civil(day, &year, &month, &date);
    return IS_LISTED(day, special_closures) || is_new_year(day, year) || day == nth_weekday(year, 1, 1, 3) ||
           day == nth_weekday(year, 2, 1, 3) || day == easter(year) - 2 || day == nth_weekday(year, 5, 1, 0) ||
           (year >= 2022 && day == observed(date_from_civil(year, 6, 19))) ||
           day == observed(date_from_civil(year, 7, 4)) || day == nth_weekday(year, 9, 1, 1) ||
           day == nth_weekday(year, 11, 4, 4) || day == observed(date_from_civil(year, 12, 25));
}

bool calendar_is_trading_day(int32_t day)
{
    int weekday = weekday_of(day);
    return weekday != 0 && weekday != 6 && !is_holiday(day);
}

/* The day before the Fourth of July; until 2012, when that is a Thursday, the Friday after it instead. */
static bool is_by_independence_day(int32_t day, int year)
{
    int32_t fourth = date_from_civil(year, 7, 4);
    bool friday_after = weekday_of(fourth) == 4 && year < 2013;
    return day == (friday_after ? fourth + 1 : fourth - 1);
}

bool calendar_is_half_day(int32_t day)
{
    int year, month, date;
    date_to_civil(day, &year, &month, &date);
    if (!calendar_is_trading_day(day))
        return false;
    bool after_thanksgiving = day == nth_weekday(year, 11, 4, 4) + 1;
    bool christmas_eve = month == 12 && date == 24;
    return is_by_independence_day(day, year) || after_thanksgiving || christmas_eve ||
           IS_LISTED(day, special_half_days);
}

struct hours {
    int pre, open, close, end;
}; /* minutes of the New York day */

static struct hours hours_of(int32_t day)
{
    bool half = calendar_is_half_day(day);
    return (struct hours){MINUTES(4, 0), MINUTES(9, 30), half ? MINUTES(13, 0) : MINUTES(16, 0),
                          half ? MINUTES(17, 0) : MINUTES(20, 0)};
}

enum market_session calendar_session(int64_t utc_seconds)
{
    if (!calendar_known(utc_seconds))
        return SESSION_UNKNOWN;
    int32_t day = date_new_york_day(utc_seconds);
    struct date_time time = date_new_york(utc_seconds);
    int minute = MINUTES(time.hour, time.minute);
    struct hours hours = hours_of(day);
    if (!calendar_is_trading_day(day) || minute < hours.pre || minute >= hours.end)
        return SESSION_CLOSED;
    return minute < hours.open ? SESSION_PRE : minute < hours.close ? SESSION_REGULAR : SESSION_POST;
}

static int64_t instant(int32_t day, int minute)
{
    int year, month, date;
    date_to_civil(day, &year, &month, &date);
    return date_new_york_to_utc(year, month, date, minute / 60, minute % 60, 0);
}

int64_t calendar_session_change(int64_t utc_seconds)
{
    int32_t first = date_new_york_day(utc_seconds);
    for (int32_t day = first; day < first + LONGEST_BREAK_DAYS; day++) {
        if (!calendar_is_trading_day(day))
            continue;
        struct hours hours = hours_of(day);
        const int changes[] = {hours.pre, hours.open, hours.close, hours.end};
        for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
            if (instant(day, changes[i]) > utc_seconds)
                return instant(day, changes[i]);
    }
    return utc_seconds + 86400; /* beyond any break there has been: look again tomorrow */
}

void calendar_last_session(int64_t utc_seconds, int64_t *open, int64_t *close)
{
    int32_t day = date_new_york_day(utc_seconds);
    for (int i = 0; i < LONGEST_BREAK_DAYS; i++, day--) {
        struct hours hours = hours_of(day);
        if (!calendar_is_trading_day(day) || instant(day, hours.open) > utc_seconds)
            continue;
        *open = instant(day, hours.open);
        *close = instant(day, hours.close);
        return;
    }
    *open = *close = utc_seconds;
}

const char *session_name(enum market_session session)
{
    static const char *const names[] = {[SESSION_UNKNOWN] = "",
                                        [SESSION_PRE] = "pre-market",
                                        [SESSION_REGULAR] = "open",
                                        [SESSION_POST] = "after hours",
                                        [SESSION_CLOSED] = "closed"};
    return names[session];
}
