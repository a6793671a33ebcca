/* SPDX-License-Identifier: MIT
 * Calendar days and New York time over the C library: timegm and gmtime_r for days, localtime_r under a POSIX rule
 * for New York. */
#include "config.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY_SECONDS       86400
#define OFFSET_HOURS_MOST 14 /* Kiribati */

/* The rule in force since 2007; no figure that we show by the hour is older. */
static const char new_york_rule[] = "EST5EDT4,M3.2.0,M11.1.0";

void date_use_new_york(void)
{
    setenv("TZ", new_york_rule, 1);
    tzset();
}

static int64_t floor_days(int64_t seconds)
{
    int64_t days = seconds / DAY_SECONDS;
    return seconds % DAY_SECONDS < 0 ? days - 1 : days;
}

int32_t date_from_civil(int year, int month, int day)
{
    struct tm time = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    return (int32_t)floor_days((int64_t)timegm(&time));
}

void date_to_civil(int32_t days, int *year, int *month, int *day)
{
    time_t seconds = (time_t)days * DAY_SECONDS;
    struct tm time;
    gmtime_r(&seconds, &time);
    *year = time.tm_year + 1900;
    *month = time.tm_mon + 1;
    *day = time.tm_mday;
}

/* Exactly `count` digits; -1 otherwise. */
static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool read_date(const char *text, int *year, int *month, int *day)
{
    *year = digits(text, 4);
    if (*year < 0 || text[4] != '-')
        return false;
    *month = digits(text + 5, 2);
    if (*month < 0 || text[7] != '-')
        return false;
    *day = digits(text + 8, 2);
    return *day >= 0;
}

int32_t date_from_iso(const char *text)
{
    int year, month, day, back_year, back_month, back_day;
    if (text == NULL || !read_date(text, &year, &month, &day))
        return DATE_UNKNOWN;
    int32_t days = date_from_civil(year, month, day);
    date_to_civil(days, &back_year, &back_month, &back_day);
    return back_year == year && back_month == month && back_day == day ? days : DATE_UNKNOWN;
}

void date_to_iso(int32_t days, char *text, size_t size)
{
    int year, month, day;
    if (size == 0)
        return;
    text[0] = '\0';
    if (days == DATE_UNKNOWN)
        return;
    date_to_civil(days, &year, &month, &day);
    snprintf(text, size, "%04d-%02d-%02d", year, month, day);
}

static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char *date_month_name(int month)
{
    return month_names[month - 1];
}

int date_month(const char *text)
{
    for (int month = 1; month <= 12; month++)
        if (strncmp(text, date_month_name(month), 3) == 0)
            return month;
    return 0;
}

struct date_time date_new_york(int64_t utc_seconds)
{
    time_t seconds = (time_t)utc_seconds;
    struct tm time = {0};
    localtime_r(&seconds, &time);
    return (struct date_time){
        .year = time.tm_year + 1900,
        .month = time.tm_mon + 1,
        .day = time.tm_mday,
        .hour = time.tm_hour,
        .minute = time.tm_min,
        .second = time.tm_sec,
        .weekday = time.tm_wday,
        .offset_seconds = (int)time.tm_gmtoff,
    };
}

int64_t date_new_york_to_utc(int year, int month, int day, int hour, int minute, int second)
{
    int64_t wall = (int64_t)date_from_civil(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
    int64_t summer = wall + 4 * 3600, winter = wall + 5 * 3600;
    /* In the autumn's double hour both fit and the earlier is meant; in the spring's missing hour neither does. */
    return date_new_york(summer).offset_seconds == -4 * 3600 ? summer : winter;
}

int32_t date_new_york_day(int64_t utc_seconds)
{
    struct date_time time = date_new_york(utc_seconds);
    return (int32_t)floor_days(utc_seconds + time.offset_seconds);
}

/* "Z", "+hh:mm", "-hhmm"; false when malformed or missing: a guessed zone would be wrong by hours. */
static bool read_offset(const char *text, int *seconds)
{
    *seconds = 0;
    if (strcmp(text, "Z") == 0)
        return true;
    if (*text != '+' && *text != '-')
        return false;
    int hours = digits(text + 1, 2);
    if (hours < 0)
        return false;
    const char *rest = text[3] == ':' ? text + 4 : text + 3;
    int minutes = digits(rest, 2);
    if (minutes < 0 || minutes > 59 || hours > OFFSET_HOURS_MOST || rest[2] != '\0')
        return false;
    *seconds = (hours * 3600 + minutes * 60) * (*text == '-' ? -1 : 1);
    return true;
}

int64_t date_parse_instant(const char *text)
{
    int offset;
    int32_t days = date_from_iso(text);
    if (days == DATE_UNKNOWN || (text[10] != 'T' && text[10] != ' '))
        return 0;
    int hour = digits(text + 11, 2);
    int minute = hour >= 0 && text[13] == ':' ? digits(text + 14, 2) : -1;
    int second = minute >= 0 && text[16] == ':' ? digits(text + 17, 2) : -1;
    if (hour > 23 || minute > 59 || second < 0 || second > 60)
        return 0;
    const char *rest = text + 19;
    if (*rest == '.')
        rest += 1 + strspn(rest + 1, "0123456789");
    if (!read_offset(rest, &offset))
        return 0;
    return (int64_t)days * DAY_SECONDS + hour * 3600 + minute * 60 + second - offset;
}
