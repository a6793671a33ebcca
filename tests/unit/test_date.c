/* SPDX-License-Identifier: MIT
 * Calendar days and New York time, over both changes of the clock. */
#include "config.h"

#include "base/date.h"
#include "base/mail_time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void days_go_to_dates_and_back(void **state)
{
    char text[16];
    (void)state;
    assert_int_equal(date_from_iso("1970-01-01"), 0);
    assert_int_equal(date_from_iso("2000-03-01"), 11017);
    assert_int_equal(date_from_iso("1969-12-31T23:59:59"), -1);
    for (int32_t day = -40000; day < 60000; day += 13) {
        int year, month, date;
        date_to_civil(day, &year, &month, &date);
        assert_int_equal(date_from_civil(year, month, date), day);
        date_to_iso(day, text, sizeof text);
        assert_int_equal(date_from_iso(text), day);
    }
    date_to_iso(DATE_UNKNOWN, text, sizeof text);
    assert_string_equal(text, "");
    date_to_iso(0, text, 5);
    assert_string_equal(text, "1970");
}

static void impossible_dates_are_unknown(void **state)
{
    static const char *const bad[] = {"",           "2026",       "2026-02-29", "2026-13-01", "2026-00-10",
                                      "2026-04-31", "2026-4-3",   "20260403",   "2026/04/03", "x026-01-01",
                                      "2026-01-0x", "2026-01-00", " 2026-01-01"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(date_from_iso(bad[i]), DATE_UNKNOWN);
    assert_int_equal(date_from_iso(NULL), DATE_UNKNOWN);
    assert_int_not_equal(date_from_iso("2024-02-29"), DATE_UNKNOWN);
}

static void new_york_in_winter_and_summer(void **state)
{
    (void)state;
    struct date_time winter = date_new_york(1767258000); /* 2026-01-01 09:00:00 UTC */
    assert_int_equal(winter.hour, 4);
    assert_int_equal(winter.offset_seconds, -18000);
    assert_int_equal(winter.weekday, 4);
    struct date_time summer = date_new_york(1782896400); /* 2026-07-01 09:00:00 UTC */
    assert_int_equal(summer.hour, 5);
    assert_int_equal(summer.offset_seconds, -14400);
    assert_int_equal(summer.day, 1);
}

static void the_clock_goes_forward_in_march(void **state)
{
    (void)state;
    int64_t change = 1772953200; /* 2026-03-08 07:00:00 UTC: 02:00 becomes 03:00 */
    assert_int_equal(date_new_york(change - 1).hour, 1);
    assert_int_equal(date_new_york(change - 1).offset_seconds, -18000);
    assert_int_equal(date_new_york(change).hour, 3);
    assert_int_equal(date_new_york(change).offset_seconds, -14400);
    assert_true(date_new_york_to_utc(2026, 3, 8, 1, 59, 59) == change - 1);
    assert_true(date_new_york_to_utc(2026, 3, 8, 3, 0, 0) == change);
    assert_true(date_new_york_to_utc(2026, 3, 8, 9, 30, 0) == change + 6 * 3600 + 1800);
    assert_true(date_new_york_to_utc(2026, 3, 7, 9, 30, 0) ==
                change + 6 * 3600 + 1800 - 23 * 3600); /* a day of 23 h */
}

static void the_clock_goes_back_in_november(void **state)
{
    (void)state;
    int64_t change = 1793512800; /* 2026-11-01 06:00:00 UTC: 02:00 becomes 01:00 */
    assert_int_equal(date_new_york(change - 1).hour, 1);
    assert_int_equal(date_new_york(change - 1).offset_seconds, -14400);
    assert_int_equal(date_new_york(change).hour, 1);
    assert_int_equal(date_new_york(change).offset_seconds, -18000);
    assert_true(date_new_york_to_utc(2026, 11, 1, 1, 0, 0) == change - 3600); /* the earlier of the two */
    assert_true(date_new_york_to_utc(2026, 11, 1, 2, 0, 0) == change + 3600);
    assert_true(date_new_york_to_utc(2026, 11, 2, 9, 30, 0) - date_new_york_to_utc(2026, 10, 31, 9, 30, 0) ==
                49 * 3600);
}

static void every_hour_of_a_year_goes_there_and_back(void **state)
{
    (void)state;
    for (int64_t at = 1767225600; at < 1767225600 + 365 * 86400; at += 1800) {
        struct date_time time = date_new_york(at);
        int64_t back = date_new_york_to_utc(time.year, time.month, time.day, time.hour, time.minute, time.second);
        assert_true(back == at || back == at - 3600); /* the double hour is read as its first */
        assert_true(back == at || (time.month == 11 && time.day == 1 && time.hour == 1));
        assert_int_equal(date_new_york_day(at), date_from_civil(time.year, time.month, time.day));
    }
}

static void the_users_time_zone_changes_nothing(void **state)
{
    (void)state;
    setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    date_use_new_york();
    assert_int_equal(date_new_york(1767258000).hour, 4);
}

static void instants_are_read_with_their_offset(void **state)
{
    (void)state;
    assert_true(date_parse_instant("2026-08-02T17:50:00.000-0400") == 1785707400);
    assert_true(date_parse_instant("2026-08-02T21:50:00Z") == 1785707400);
    assert_true(date_parse_instant("2026-08-02 23:50:00+02:00") == 1785707400);
    assert_true(date_parse_instant("2026-08-02T21:50:00.123456789Z") == 1785707400);
}

static void malformed_instants_are_zero(void **state)
{
    static const char *const bad[] = {"",
                                      "2026-08-02",
                                      "2026-08-02T",
                                      "2026-08-02T17",
                                      "2026-08-02T17:50",
                                      "2026-08-02T17:50:00",
                                      "2026-08-02T25:00:00Z",
                                      "2026-08-02T24:00:01Z",
                                      "2026-08-02T17:60:00Z",
                                      "2026-08-02T17:50:61Z",
                                      "2026-08-02T17:50:00X",
                                      "2026-08-02T17:50:00+4",
                                      "2026-08-02T17:50:00+04:0",
                                      "2026-08-02T17:50:00+99:00",
                                      "2026-08-02T17:50:00Z and more",
                                      "2026-02-30T17:50:00Z",
                                      "2026-08-02X17:50:00Z"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (date_parse_instant(bad[i]) != 0)
            fail_msg("%s", bad[i]);
    assert_true(date_parse_instant(NULL) == 0);
}

static void months_go_to_names_and_back(void **state)
{
    (void)state;
    for (int month = 1; month <= 12; month++)
        assert_int_equal(date_month(date_month_name(month)), month);
    assert_string_equal(date_month_name(9), "Sep");
    assert_int_equal(date_month("September 12"), 9);
    assert_int_equal(date_month("anF"), 0); /* within the names in a row, but none */
    assert_int_equal(date_month("Ju"), 0);
    assert_int_equal(date_month(""), 0);
}

static void times_of_mail_go_there_and_back(void **state)
{
    char text[MAIL_TIME_SIZE];
    (void)state;
    for (int64_t at = 86400; at < INT64_C(4100000000); at += 86400 * 11 + 12345) {
        mail_time_write(at, text);
        if (mail_time_read(text) != at)
            fail_msg("%lld is %s", (long long)at, text);
    }
    mail_time_write(1795460400, text);
    assert_string_equal(text, "Mon, 23 Nov 2026 19:00:00 GMT");
    assert_int_equal(mail_time_read("23 Nov 2026 14:00:00 EST"), 1795460400);
    assert_int_equal(mail_time_read("2026-11-23T19:00:00Z"), 0);
    assert_int_equal(mail_time_read("Mon, 23 Nov 2026 19:00:00 GMT and more"), 0);
    assert_int_equal(mail_time_read(""), 0);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_go_to_dates_and_back),
        cmocka_unit_test(impossible_dates_are_unknown),
        cmocka_unit_test(new_york_in_winter_and_summer),
        cmocka_unit_test(the_clock_goes_forward_in_march),
        cmocka_unit_test(the_clock_goes_back_in_november),
        cmocka_unit_test(every_hour_of_a_year_goes_there_and_back),
        cmocka_unit_test(the_users_time_zone_changes_nothing),
        cmocka_unit_test(instants_are_read_with_their_offset),
        cmocka_unit_test(malformed_instants_are_zero),
        cmocka_unit_test(months_go_to_names_and_back),
        cmocka_unit_test(times_of_mail_go_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
