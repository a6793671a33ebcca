/* SPDX-License-Identifier: MIT
 * Calendar dates as days since 1970-01-01, and New York time. Call date_use_new_york() once, before any
 * thread starts: the process's local time zone is then US Eastern by POSIX rule, so that neither the
 * user's TZ nor a missing tzdata changes a figure. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_UNKNOWN INT32_MIN

struct date_time {        /* New York civil time */
    int year, month, day; /* 1-based */
    int hour, minute, second;
    int weekday;        /* 0 = Sunday */
    int offset_seconds; /* east of UTC: -18000 or -14400 */
};

void date_use_new_york(void);

/* "YYYY-MM-DD" (anything after it is ignored) to days; DATE_UNKNOWN when malformed or impossible. */
int32_t date_from_iso(const char *text);
int32_t date_from_civil(int year, int month, int day);
void date_to_civil(int32_t days, int *year, int *month, int *day);
/* Writes "YYYY-MM-DD"; "" for DATE_UNKNOWN. */
void date_to_iso(int32_t days, char *text, size_t size);

/* "Jan" to "Dec" for 1 to 12. */
const char *date_month_name(int month);
/* 1 to 12 by the first three letters, as in "Nov 19" and "November"; 0 when they name no month. */
int date_month(const char *text);

struct date_time date_new_york(int64_t utc_seconds);
/* The UTC second of a New York wall time; the earlier one in the autumn's double hour. */
int64_t date_new_york_to_utc(int year, int month, int day, int hour, int minute, int second);
/* New York's calendar day at that instant. */
int32_t date_new_york_day(int64_t utc_seconds);

/* ISO 8601 instant with offset or Z ("2026-08-02T17:50:00.000-0400"); 0 when malformed. */
int64_t date_parse_instant(const char *text);

#endif
