/* SPDX-License-Identifier: MIT
 * The NYSE calendar against published holidays and early closes, and properties of its sessions. */
#include "config.h"

#include "base/date.h"
#include "model/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int use_new_york(void **state)
{
    (void)state;
    date_use_new_york();
    return 0;
}

static int64_t at(int year, int month, int day, int hour, int minute)
{
    return date_new_york_to_utc(year, month, day, hour, minute, 0);
}

static void published_holidays(void **state)
{
    (void)state;
    static const char *const closed[] = {
        /* 2022: the first Juneteenth, Christmas on a Sunday; New Year's day on a Saturday was not moved */
        "2022-01-17", "2022-02-21", "2022-04-15", "2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05",
        "2022-11-24", "2022-12-26",
        /* 2023: New Year's day on a Sunday */
        "2023-01-02", "2023-01-16", "2023-02-20", "2023-04-07", "2023-05-29", "2023-06-19", "2023-07-04",
        "2023-09-04", "2023-11-23", "2023-12-25",
        /* 2025: mourning */
        "2025-01-01", "2025-01-09", "2025-01-20", "2025-02-17", "2025-04-18", "2025-05-26", "2025-06-19",
        "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-25",
        /* 2026 to 2028 as published */
        "2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25", "2026-06-19", "2026-07-03",
        "2026-09-07", "2026-11-26", "2026-12-25", "2027-03-26", "2027-06-18", "2027-07-05", "2027-12-24",
        "2028-04-14", "2028-07-04",
        /* special closures */
        "2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14", "2004-06-11", "2007-01-02", "2012-10-29",
        "2012-10-30", "2018-12-05",
        /* Good Fridays of the earliest and the latest Easter in reach */
        "2008-03-21", "2000-04-21", "2011-04-22",
        /* Easters that the shorter rules get wrong */
        "1954-04-16", "1981-04-17", "2049-04-16", "2076-04-17"};
    static const char *const open[] = {"2021-12-31", "2010-12-31", "2021-06-18", "2020-06-19",
                                       "2001-09-17", "2007-01-03", "2012-10-31", "2024-10-14",
                                       "2024-11-11", "2025-01-10", "2027-12-31", "2026-04-06"};
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++)
        if (calendar_is_trading_day(date_from_iso(closed[i])))
            fail_msg("%s is a holiday", closed[i]);
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
        if (!calendar_is_trading_day(date_from_iso(open[i])))
            fail_msg("%s is a trading day", open[i]);
}

static void weekends_are_closed(void **state)
{
    (void)state;
    assert_false(calendar_is_trading_day(date_from_iso("2026-11-21")));
    assert_false(calendar_is_trading_day(date_from_iso("2026-11-22")));
    assert_true(calendar_is_trading_day(date_from_iso("2026-11-23")));
}

/* Sessions per year as the exchange has had them. */
static void counts_of_trading_days(void **state)
{
    (void)state;
    static const struct {
        int year, days;
    } years[] = {{2000, 252}, {2001, 248}, {2007, 251}, {2012, 250}, {2018, 251}, {2019, 252}, {2020, 253},
                 {2021, 252}, {2022, 251}, {2023, 250}, {2024, 252}, {2025, 250}, {2026, 251}, {2027, 251}};
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++) {
        int days = 0;
        for (int32_t day = date_from_civil(years[i].year, 1, 1); day < date_from_civil(years[i].year + 1, 1, 1);
             day++)
            days += calendar_is_trading_day(day);
        if (days != years[i].days)
            fail_msg("%d has %d trading days, not %d", years[i].year, years[i].days, days);
    }
}

static void half_days(void **state)
{
    (void)state;
    static const char *const half[] = {"2000-07-03", "2000-11-24", "2002-07-05", "2003-12-26", "2006-07-03",
                                       "2007-12-24", "2012-12-24", "2013-07-03", "2014-07-03", "2019-07-03",
                                       "2019-11-29", "2020-12-24", "2021-11-26", "2023-07-03", "2024-07-03",
                                       "2024-11-29", "2024-12-24", "2025-07-03", "2025-11-28", "2025-12-24",
                                       "2026-11-27", "2026-12-24", "2027-11-26"};
    static const char *const whole[] = {"2002-07-03", "2013-07-05", "2021-12-23", "2022-12-23", "2026-07-02",
                                        "2027-07-02", "2024-12-26", "2021-07-02", "2024-11-27", "2026-11-23"};
    static const char *const closed[] = {"2020-07-03", "2021-12-24", "2027-12-24"};
    for (size_t i = 0; i < sizeof half / sizeof half[0]; i++)
        if (!calendar_is_half_day(date_from_iso(half[i])))
            fail_msg("%s is a half day", half[i]);
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (calendar_is_half_day(date_from_iso(whole[i])) || !calendar_is_trading_day(date_from_iso(whole[i])))
            fail_msg("%s is a whole day", whole[i]);
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++)
        if (calendar_is_half_day(date_from_iso(closed[i])))
            fail_msg("%s is closed, not a half day", closed[i]);
}

static void sessions_of_a_day(void **state)
{
    (void)state;
    static const struct {
        int day, hour, minute;
        enum market_session session;
    } cases[] = {
        {23, 3, 59, SESSION_CLOSED},   {23, 4, 0, SESSION_PRE},       {23, 9, 29, SESSION_PRE},
        {23, 9, 30, SESSION_REGULAR},  {23, 15, 59, SESSION_REGULAR}, {23, 16, 0, SESSION_POST},
        {23, 19, 59, SESSION_POST},    {23, 20, 0, SESSION_CLOSED},   {26, 11, 0, SESSION_CLOSED},
        {27, 12, 59, SESSION_REGULAR}, {27, 13, 0, SESSION_POST},     {27, 16, 59, SESSION_POST},
        {27, 17, 0, SESSION_CLOSED},   {28, 11, 0, SESSION_CLOSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(calendar_session(at(2026, 11, cases[i].day, cases[i].hour, cases[i].minute)),
                         cases[i].session);
}

static void hours_follow_new_york_over_the_clock_changes(void **state)
{
    (void)state;
    /* Friday before and Monday after 8 March 2026, Friday before and Monday after 1 November 2026 */
    assert_int_equal(calendar_session(INT64_C(1772807400)), SESSION_REGULAR); /* 2026-03-06 14:30Z, 09:30 EST */
    assert_int_equal(calendar_session(INT64_C(1772807399)), SESSION_PRE);
    assert_int_equal(calendar_session(INT64_C(1773063000)), SESSION_REGULAR); /* 2026-03-09 13:30Z, 09:30 EDT */
    assert_int_equal(calendar_session(INT64_C(1773062999)), SESSION_PRE);
    assert_int_equal(calendar_session_change(INT64_C(1772833000)), INT64_C(1772845200)); /* post ends 20:00 EST */
    assert_int_equal(calendar_session_change(INT64_C(1772845200)), INT64_C(1773043200)); /* Monday 04:00 EDT */
    assert_int_equal(at(2026, 11, 2, 9, 30) - at(2026, 10, 30, 9, 30), 3 * 86400 + 3600);
    assert_int_equal(calendar_session(at(2026, 11, 2, 9, 30)), SESSION_REGULAR);
    assert_int_equal(calendar_session(at(2026, 11, 2, 9, 30) - 1), SESSION_PRE);
}

static void the_change_is_ahead_and_is_a_change(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252;
    for (int i = 0; i < 20000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        int64_t span = at(2035, 12, 20, 0, 0) - at(2000, 1, 3, 0, 0);
        int64_t now = at(2000, 1, 3, 0, 0) + (int64_t)(random % (uint64_t)span);
        int64_t change = calendar_session_change(now);
        enum market_session session = calendar_session(now);
        if (change <= now || change - now > 8 * 86400)
            fail_msg("%lld changes at %lld", (long long)now, (long long)change);
        if (calendar_session(change) == session || calendar_session(change - 1) != session)
            fail_msg("%lld: no change of session at %lld", (long long)now, (long long)change);
    }
}

static void the_last_session(void **state)
{
    (void)state;
    int64_t open, close;
    calendar_last_session(at(2026, 11, 23, 10, 0), &open, &close); /* under way */
    assert_int_equal(open, at(2026, 11, 23, 9, 30));
    assert_int_equal(close, at(2026, 11, 23, 16, 0));
    calendar_last_session(at(2026, 11, 23, 9, 29), &open, &close); /* Monday before the bell: Friday's */
    assert_int_equal(open, at(2026, 11, 20, 9, 30));
    calendar_last_session(at(2026, 11, 29, 12, 0), &open, &close); /* Sunday: the half day after Thanksgiving */
    assert_int_equal(open, at(2026, 11, 27, 9, 30));
    assert_int_equal(close, at(2026, 11, 27, 13, 0));
    calendar_last_session(at(2001, 9, 16, 12, 0), &open, &close); /* the longest break there has been */
    assert_int_equal(open, at(2001, 9, 10, 9, 30));
}

static void beyond_the_rules_nothing_is_known(void **state)
{
    (void)state;
    assert_true(calendar_known(at(2000, 1, 1, 0, 0)));
    assert_false(calendar_known(at(1999, 12, 31, 12, 0)));
    assert_true(calendar_known(at(CALENDAR_LAST_YEAR, 12, 31, 12, 0)));
    assert_false(calendar_known(at(CALENDAR_LAST_YEAR + 1, 1, 2, 12, 0)));
    assert_int_equal(calendar_session(at(CALENDAR_LAST_YEAR + 1, 1, 2, 12, 0)), SESSION_UNKNOWN);
    assert_true(calendar_session_change(at(CALENDAR_LAST_YEAR + 1, 1, 2, 12, 0)) >
                at(CALENDAR_LAST_YEAR + 1, 1, 2, 12, 0));
}

static void every_session_has_its_name(void **state)
{
    (void)state;
    assert_string_equal(session_name(SESSION_REGULAR), "open");
    assert_string_equal(session_name(SESSION_PRE), "pre-market");
    assert_string_equal(session_name(SESSION_POST), "after hours");
    assert_string_equal(session_name(SESSION_CLOSED), "closed");
    assert_string_equal(session_name(SESSION_UNKNOWN), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_holidays),
        cmocka_unit_test(weekends_are_closed),
        cmocka_unit_test(counts_of_trading_days),
        cmocka_unit_test(half_days),
        cmocka_unit_test(sessions_of_a_day),
        cmocka_unit_test(hours_follow_new_york_over_the_clock_changes),
        cmocka_unit_test(the_change_is_ahead_and_is_a_change),
        cmocka_unit_test(the_last_session),
        cmocka_unit_test(beyond_the_rules_nothing_is_known),
        cmocka_unit_test(every_session_has_its_name),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
