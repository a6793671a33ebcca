/* SPDX-License-Identifier: MIT
 * Figures as a trader reads them. */
#include "config.h"

#include "base/format.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct amount known(double value)
{
    return amount_of(value);
}

#define SHOWS(expected, call)                                                                                      \
    do {                                                                                                           \
        char text[64] = "untouched";                                                                               \
        call;                                                                                                      \
        assert_string_equal(text, expected);                                                                       \
    } while (0)

static void the_unknown_is_a_dash_never_a_zero(void **state)
{
    (void)state;
    SHOWS(FORMAT_UNKNOWN, format_price(text, sizeof text, AMOUNT_UNKNOWN, 2));
    SHOWS(FORMAT_UNKNOWN, format_change(text, sizeof text, AMOUNT_UNKNOWN, 2));
    SHOWS(FORMAT_UNKNOWN, format_percent(text, sizeof text, AMOUNT_UNKNOWN, 2));
    SHOWS(FORMAT_UNKNOWN, format_share(text, sizeof text, AMOUNT_UNKNOWN, 0));
    SHOWS(FORMAT_UNKNOWN, format_scaled(text, sizeof text, AMOUNT_UNKNOWN));
    SHOWS(FORMAT_UNKNOWN, format_count(text, sizeof text, AMOUNT_UNKNOWN));
    SHOWS("", format_time(text, sizeof text, 0));
    SHOWS("", format_stamp(text, sizeof text, 0));
    SHOWS("", format_month_day(text, sizeof text, 0, 1));
    SHOWS("", format_day(text, sizeof text, DATE_UNKNOWN));
}

static void prices_and_changes(void **state)
{
    (void)state;
    SHOWS("1234.50", format_price(text, sizeof text, known(1234.5), 2));
    SHOWS("0.0001", format_price(text, sizeof text, known(0.0001), 4));
    SHOWS("-3.10", format_price(text, sizeof text, known(-3.1), 2));
    SHOWS("+4.11", format_change(text, sizeof text, known(4.11), 2));
    SHOWS("-0.52", format_change(text, sizeof text, known(-0.52), 2));
    SHOWS("+3.18%", format_percent(text, sizeof text, known(3.18), 2));
    SHOWS("43%", format_share(text, sizeof text, known(43.2), 0));
}

static void what_rounds_to_nothing_has_no_sign(void **state)
{
    (void)state;
    SHOWS("0.00", format_change(text, sizeof text, known(-0.0), 2));
    SHOWS("0.00", format_change(text, sizeof text, known(-0.004), 2));
    SHOWS("0.00", format_change(text, sizeof text, known(0.004), 2));
    SHOWS("0", format_count(text, sizeof text, known(-0.5)));
    SHOWS("0%", format_percent(text, sizeof text, known(-0.5), 0));
    SHOWS("0%", format_percent(text, sizeof text, known(0.5), 0));
    SHOWS("-0.1", format_change(text, sizeof text, known(-0.06), 1));
    SHOWS("+0.01", format_change(text, sizeof text, known(0.0051), 2));
}

static void large_figures_have_three_digits(void **state)
{
    (void)state;
    SHOWS("18.2M", format_scaled(text, sizeof text, known(18.2e6)));
    SHOWS("1.06B", format_scaled(text, sizeof text, known(1.06e9)));
    SHOWS("4.50T", format_scaled(text, sizeof text, known(4.5e12)));
    SHOWS("214", format_scaled(text, sizeof text, known(214)));
    SHOWS("1.00K", format_scaled(text, sizeof text, known(1000)));
    SHOWS("1.00M", format_scaled(text, sizeof text, known(999600)));
    SHOWS("999K", format_scaled(text, sizeof text, known(999400)));
    SHOWS("10.0K", format_scaled(text, sizeof text, known(9996)));
    SHOWS("100K", format_scaled(text, sizeof text, known(99960)));
    SHOWS("-2.50M", format_scaled(text, sizeof text, known(-2.5e6)));
    SHOWS("0", format_scaled(text, sizeof text, known(0)));
}

static void ages_and_waits(void **state)
{
    (void)state;
    SHOWS("now", format_age(text, sizeof text, 605, 600));
    SHOWS("now", format_age(text, sizeof text, 600, 609));
    SHOWS("10s", format_age(text, sizeof text, 600, 610));
    SHOWS("40s", format_age(text, sizeof text, 630, 677));
    SHOWS("50s", format_age(text, sizeof text, 659, 709));
    SHOWS("1m", format_age(text, sizeof text, 659, 710));
    SHOWS("10s", format_age(text, sizeof text, 659, 660)); /* as the clock reads */
    SHOWS("1m", format_age(text, sizeof text, 600, 660));
    SHOWS("1m", format_age(text, sizeof text, 600, 719));
    SHOWS("2m", format_age(text, sizeof text, 659, 720)); /* as the clock reads */
    SHOWS("59m", format_age(text, sizeof text, 600, 600 + 3599));
    SHOWS("1h", format_age(text, sizeof text, 600, 600 + 3600));
    SHOWS("47h", format_age(text, sizeof text, 600, 600 + 2 * 86400 - 1));
    SHOWS("5d", format_age(text, sizeof text, 600, 600 + 5 * 86400 + 80000));
    SHOWS("40 s", format_wait(text, sizeof text, 40));
    SHOWS("0 s", format_wait(text, sizeof text, -40));
    SHOWS("3 min", format_wait(text, sizeof text, 180));
}

/* Second by second: the text changes exactly when it was announced, and past the first minute with the clock. */
static void the_next_change_of_an_age_is_exact(void **state)
{
    char shown[16], later[16];
    (void)state;
    for (int64_t since = 6000; since < 6060; since += 7)
        for (int64_t now = since - 20; now < since + 4 * 86400; now += now < since + 8000 ? 1 : 977) {
            int64_t change = format_age_next_change(since, now);
            assert_true(change > now);
            assert_true(change % (now - since < 60 ? 10 : 60) == 0);
            format_age(shown, sizeof shown, since, now);
            format_age(later, sizeof later, since, change - 1);
            assert_string_equal(shown, later);
            format_age(later, sizeof later, since, change);
            assert_string_not_equal(shown, later);
        }
}

static void times_are_new_yorks(void **state)
{
    (void)state;
    SHOWS("10:42", format_time(text, sizeof text, 1795448527));
    SHOWS("2026-11-23 10:42:07 ET", format_stamp(text, sizeof text, 1795448527));
    SHOWS("2025-09-24", format_day(text, sizeof text, 20355));
    SHOWS("Nov 23", format_month_day(text, sizeof text, 1795448527, 1795448527));
    SHOWS("Nov 23", format_month_day(text, sizeof text, 1795448527, 1795448527 + 60 * 86400));
    SHOWS("Nov 2026", format_month_day(text, sizeof text, 1795448527, 1795448527 + 365 * 86400));
}

static void small_room_is_respected(void **state)
{
    char text[4] = "xxx";
    (void)state;
    format_price(text, sizeof text, known(123456), 2);
    assert_true(strlen(text) < sizeof text);
    format_price(text, sizeof text, AMOUNT_UNKNOWN, 2);
    assert_string_equal(text, FORMAT_UNKNOWN);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_unknown_is_a_dash_never_a_zero),
        cmocka_unit_test(prices_and_changes),
        cmocka_unit_test(what_rounds_to_nothing_has_no_sign),
        cmocka_unit_test(large_figures_have_three_digits),
        cmocka_unit_test(ages_and_waits),
        cmocka_unit_test(the_next_change_of_an_age_is_exact),
        cmocka_unit_test(times_are_new_yorks),
        cmocka_unit_test(small_room_is_respected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
