/* SPDX-License-Identifier: MIT
 * What real charts hold that no schema says: holes that heal, days without a bar, sessions in two shapes, events
 * keyed by their second, numbers in unusual writing. */
#include "config.h"

#include "sources.h"

#include "base/date.h"
#include "bodies.h"
#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static bool parse(const char *symbol, enum chart_range range, struct bar_span span, const struct body *body,
                  struct observations *observations, struct error *err)
{
    struct subscription subscription = {.kind = DATASET_BARS, .range = range, .now = NOW, .span = span};
    snprintf(subscription.subject, sizeof subscription.subject, "%s", symbol);
    struct hostile hostile = {&source_yahoo_chart, &subscription, NOW};
    return hostile_parse(&hostile, 200, body->text, body->length, observations, err);
}

static void parse_real(const char *file, const char *symbol, struct observations *observations)
{
    char path[128];
    struct error err = {0};
    snprintf(path, sizeof path, "yahoo/chart-%s.json", file);
    struct body body = bodies_real(path);
    if (!parse(symbol, RANGE_1Y, (struct bar_span){0, 0}, &body, observations, &err))
        fail_msg("%s: %s", file, err.message);
    bodies_clear(&body);
}

static bool holds(const struct bars *bars, int64_t start)
{
    for (size_t i = 0; i < bars->count; i++)
        if (bars->items[i].start == start)
            return true;
    return false;
}

static void null_rows_are_holes(void **state)
{
    (void)state;
    static const struct {
        const char *file, *symbol;
        int64_t hole;
    } cases[] = {
        {"AAPL-1m-null-hole", "AAPL", 1727882100},  {"WSU.DE-null-row-2023", "WSU.DE", 1691391600},
        {"INR_X-null-row", "INR=X", 1499727600},    {"0P0000XTS7-null-row-2024", "0P0000XTS7", 1726234200},
        {"pp-historical01", "MUV2.DE", 1513670400},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        parse_real(cases[i].file, cases[i].symbol, &observations);
        const struct bars *bars = &observations.bars[0];
        assert_int_equal(bars->hole_count, 1);
        assert_int_equal(bars->holes[0], cases[i].hole);
        assert_false(holds(bars, cases[i].hole));
        observations_clear(&observations);
    }
}

/* The same request two years later. */
static void a_hole_heals(void **state)
{
    (void)state;
    struct observations observations;
    parse_real("WSU.DE-null-row-healed-202502", "WSU.DE", &observations);
    assert_int_equal(observations.bars[0].hole_count, 0);
    assert_true(holds(&observations.bars[0], 1691391600));
    observations_clear(&observations);
}

static void no_stamps_are_no_data_or_an_empty_part(void **state)
{
    (void)state;
    static const char *const files[][2] = {{"AAPL-1m-weekend-no-timestamp", "AAPL"},
                                           {"APS.AX-no-timestamp", "APS.AX"},
                                           {"_VXAPL-no-timestamp", "^VXAPL"},
                                           {"CAPIO.ST-dead-symbol", "CAPIO.ST"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[128];
        struct observations observations;
        struct error err = {0};
        snprintf(path, sizeof path, "yahoo/chart-%s.json", files[i][0]);
        struct body body = bodies_real(path);
        assert_false(parse(files[i][1], RANGE_1Y, (struct bar_span){0, 0}, &body, &observations, &err));
        assert_int_equal(err.code, ERROR_NO_DATA);
        observations_clear(&observations);
        struct bar_span weekend = {NOW - 9 * 86400, NOW - 7 * 86400};
        assert_true(parse(files[i][1], RANGE_1Y, weekend, &body, &observations, &err));
        assert_int_equal(observations.bars[0].count, 0);
        assert_int_equal(observations.bars[0].settled_to, weekend.to);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

/* One block a day, of the regular session alone; the period that is told as current is another day's. */
static void a_minute_chart_knows_its_session(void **state)
{
    (void)state;
    struct observations observations;
    parse_real("AAPL-1m-null-hole", "AAPL", &observations);
    const struct bars *bars = &observations.bars[0];
    assert_int_equal(bars->items[0].session, SESSION_REGULAR);
    assert_int_equal(bars->items[388].session, SESSION_REGULAR);
    assert_int_equal(bars->items[389].session, SESSION_UNKNOWN); /* stamped with the closing bell itself */
    observations_clear(&observations);
}

/* A day's bar that is stamped one second after the close stands at its open. */
static void the_last_day_stands_at_its_open(void **state)
{
    (void)state;
    static const struct {
        const char *file, *symbol;
        int64_t start;
    } cases[] = {{"AAPL-1d-events", "AAPL", 1761744600},
                 {"MSFT-1d-events", "MSFT", 1761744600},
                 {"AAPL-swift-202508", "AAPL", 1755783000},
                 {"pp-australian", "ALL.AX", 1642028400}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        parse_real(cases[i].file, cases[i].symbol, &observations);
        const struct bars *bars = &observations.bars[0];
        if (bars->items[bars->count - 1].start != cases[i].start)
            fail_msg("%s: %lld", cases[i].file, (long long)bars->items[bars->count - 1].start);
        observations_clear(&observations);
    }
}

/* The key may be another second than the event's date (by month: the month's first). Only splits count: prices are
 * on the base of today's shares, and dividends and capital gains are not taken out of them. */
static void events_are_read_by_their_date(void **state)
{
    (void)state;
    static const struct {
        const char *file, *symbol;
        size_t splits;
        int day;
    } cases[] = {{"AAPL-2020Q4-events", "AAPL", 1, 31},
                 {"AAPL-scheb-splits", "AAPL", 1, 31},
                 {"VFINX-capitalgains", "VFINX", 0, 0},
                 {"MSFT-dividends-1y", "MSFT", 0, 0},
                 {"AAPL-1d-events", "AAPL", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        parse_real(cases[i].file, cases[i].symbol, &observations);
        assert_int_equal(observations.split_count, cases[i].splits);
        if (cases[i].splits > 0) {
            assert_int_equal(observations.splits[0].day, date_from_civil(2020, 8, cases[i].day));
            assert_true(observations.splits[0].ratio == 4);
        }
        observations_clear(&observations);
    }
}

static void numbers_in_any_writing(void **state)
{
    (void)state;
    static char text[] = "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\",\"dataGranularity\":\"1d\"},"
                         "\"timestamp\":[1.7950986E9,"
                         "1795185000],\"indicators\":{\"quote\":[{\"volume\":[1.0E9,1e11],\"close\":[721,7."
                         "21E2],\"open\":[7.2e2,720],"
                         "\"high\":[722.0,722],\"low\":[719,7190E-1]}]}}],\"error\":null}}";
    struct body body = {text, sizeof text - 1};
    struct observations observations;
    struct error err = {0};
    assert_true(parse("TEST", RANGE_1M, (struct bar_span){0, 0}, &body, &observations, &err));
    const struct bars *bars = &observations.bars[0];
    assert_int_equal(bars->count, 2);
    assert_int_equal(bars->items[0].start, 1795098600);
    assert_true(bars->items[0].volume.value == 1e9 && bars->items[1].volume.value == 1e11);
    for (size_t i = 0; i < 2; i++)
        assert_true(bars->items[i].close == 721 && bars->items[i].open == 720 && bars->items[i].high == 722 &&
                    bars->items[i].low == 719);
    observations_clear(&observations);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_rows_are_holes),
        cmocka_unit_test(a_hole_heals),
        cmocka_unit_test(no_stamps_are_no_data_or_an_empty_part),
        cmocka_unit_test(a_minute_chart_knows_its_session),
        cmocka_unit_test(the_last_day_stands_at_its_open),
        cmocka_unit_test(events_are_read_by_their_date),
        cmocka_unit_test(numbers_in_any_writing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
