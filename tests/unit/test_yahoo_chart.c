/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "sources.h"

#include "base/date.h"
#include "bodies.h"
#include "hostile.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW  1795446000 /* 2026-11-23 10:00 New York */
#define OPEN 1795444200

static bool parse(const char *symbol, enum chart_range range, int64_t now, const struct body *body,
                  struct observations *observations, struct error *err)
{
    struct subscription subscription = {.kind = DATASET_BARS, .range = range, .now = now};
    snprintf(subscription.subject, sizeof subscription.subject, "%s", symbol);
    struct hostile hostile = {&source_yahoo_chart, &subscription, now};
    return hostile_parse(&hostile, 200, body->text, body->length, observations, err);
}

static void test_request(void **state)
{
    (void)state;
    static const struct {
        enum chart_range range;
        const char *words;
    } cases[] = {
        {RANGE_1D, "?range=1d&interval=5m&includePrePost=true"},
        {RANGE_5D, "?range=5d&interval=15m&includePrePost=true"},
        {RANGE_1M, "?range=1mo&interval=1h&includePrePost=false"},
        {RANGE_YTD, "?range=ytd&interval=1d&includePrePost=false&events=split"},
        {RANGE_5Y, "?range=5y&interval=1wk&"},
        {RANGE_MAX, "?period1=-3000000000&period2=86400&interval=1wk&"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct source_request request;
        struct error err = {0};
        struct subscription subscription = {.kind = DATASET_BARS, .subject = "EURUSD=X", .range = cases[i].range};
        assert_true(source_yahoo_chart.request(&subscription, "", &request, &err));
        assert_non_null(strstr(request.url, "/v8/finance/chart/EURUSD%3DX?"));
        assert_non_null(strstr(request.url, cases[i].words));
        assert_null(strstr(request.url, "crumb"));
    }
    struct source_request request;
    struct subscription wrong = {.kind = DATASET_BARS, .subject = "TEST", .range = CHART_RANGES};
    assert_false(source_yahoo_chart.request(&wrong, "", &request, NULL));
    wrong = (struct subscription){.kind = DATASET_BARS};
    assert_false(source_yahoo_chart.request(&wrong, "", &request, NULL));
}

static void test_request_of_a_part(void **state)
{
    (void)state;
    struct source_request request;
    struct error err = {0};
    struct subscription subscription = {
        .kind = DATASET_BARS, .subject = "TEST", .range = RANGE_1Y, .span = {1795000000, 1795500000}};
    assert_true(source_yahoo_chart.request(&subscription, "", &request, &err));
    assert_non_null(strstr(request.url, "?period1=1795000000&period2=1795500000&interval=1d&"));
    assert_null(strstr(request.url, "range="));
}

/* Both shapes: lists of days of the regular session alone, or of each session by its name. */
static void test_sessions(void **state)
{
    (void)state;
    static const char rows[] =
        "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\",\"dataGranularity\":\"5m\",\"tradingPeriods\":%s},"
        "\"timestamp\":[1795444100,1795444200,1795467600],\"indicators\":{\"quote\":[{\"close\":[10,11,12]}]}}],"
        "\"error\":null}}";
    static const struct {
        const char *periods;
        enum market_session sessions[3];
    } cases[] = {
        {"[[{\"start\":1795444200,\"end\":1795467600}]]", {SESSION_UNKNOWN, SESSION_REGULAR, SESSION_UNKNOWN}},
        {"{\"pre\":[[{\"start\":1795424400,\"end\":1795444200}]],\"regular\":[[{\"start\":1795444200,\"end\":"
         "1795467600}]],\"post\":[[{\"start\":1795467600,\"end\":1795482000}]]}",
         {SESSION_PRE, SESSION_REGULAR, SESSION_POST}},
        {"[]", {SESSION_UNKNOWN, SESSION_UNKNOWN, SESSION_UNKNOWN}},
        {"{\"pre\":[[]],\"regular\":7}", {SESSION_UNKNOWN, SESSION_UNKNOWN, SESSION_UNKNOWN}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[700];
        struct observations observations;
        snprintf(text, sizeof text, rows, cases[i].periods);
        struct body body = {text, strlen(text)};
        assert_true(parse("TEST", RANGE_1D, 1795470000, &body, &observations, NULL));
        for (size_t k = 0; k < 3; k++)
            if (observations.bars[0].items[k].session != cases[i].sessions[k])
                fail_msg("case %zu, bar %zu", i, k);
        observations_clear(&observations);
    }
}

static const char rows_of_days[] =
    "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\",\"dataGranularity\":\"1d\",\"currentTradingPeriod\":"
    "{\"regular\":{\"start\":1795444200,\"end\":1795467600}}},\"timestamp\":[1795098600,1795185000,%lld],"
    "\"indicators\":{\"quote\":[{\"close\":[10,%s,12]}]}}],\"error\":null}}";

/* The day's bar may be stamped with its last trade; what of it is final, and what is a hole. */
static void test_end(void **state)
{
    (void)state;
    static const struct {
        int64_t now;
        long long stamp;
        const char *second;
        int64_t last, settled_to;
        size_t holes;
    } cases[] = {
        {NOW, 1795446000, "11", OPEN, 1795185000 + 79200, 0},              /* the session is on */
        {1795467700, 1795467601, "11", OPEN, 1795185000 + 79200, 0},       /* it has just ended */
        {1795470000, 1795467601, "11", OPEN, OPEN + 79200, 0},             /* half an hour ago */
        {1795470000, 1795467601, "null", OPEN, OPEN + 79200, 1},           /* a day without prices */
        {1795402800, 1795294801, "11", 1795271400, 1795271400 + 79200, 0}, /* the period is the next session's */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[600];
        struct observations observations;
        snprintf(text, sizeof text, rows_of_days, cases[i].stamp, cases[i].second);
        struct body body = {text, strlen(text)};
        assert_true(parse("TEST", RANGE_1M, cases[i].now, &body, &observations, NULL));
        const struct bars *bars = &observations.bars[0];
        if (bars->items[bars->count - 1].start != cases[i].last || bars->settled_to != cases[i].settled_to ||
            bars->hole_count != cases[i].holes)
            fail_msg("case %zu: %lld, %lld", i, (long long)bars->items[bars->count - 1].start,
                     (long long)bars->settled_to);
        assert_true(cases[i].holes == 0 || bars->holes[0] == 1795185000);
        observations_clear(&observations);
    }
}

/* Today in a row of its own belongs to the row before it. */
static void test_live_row_is_joined(void **state)
{
    (void)state;
    static const struct {
        const char *interval, *stamps;
        double open, high, low, close, volume;
        int64_t start;
    } cases[] = {
        {"1d", "1795185000,1795444200,1795446000", 3, 6, 2, 5, 30, 1795444200},
        {"1wk", "1794805200,1795410000,1795446000", 2, 9, 1, 5, 50, 1795410000},
    };
    for (size_t i = 0; i < 2; i++) {
        char text[700];
        struct observations observations;
        snprintf(text, sizeof text,
                 "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\",\"dataGranularity\":\"%s\","
                 "\"currentTradingPeriod\":"
                 "{\"regular\":{\"start\":1795444200,\"end\":1795467600}}},\"timestamp\":[%s],\"indicators\":{"
                 "\"quote\":[{"
                 "\"open\":[1,2,3],\"high\":[9,9,6],\"low\":[1,1,2],\"close\":[4,4,5],\"volume\":[10,20,30]}]}}],"
                 "\"error\":null}}",
                 cases[i].interval, cases[i].stamps);
        struct body body = {text, strlen(text)};
        assert_true(parse("TEST", i == 0 ? RANGE_1M : RANGE_5Y, NOW, &body, &observations, NULL));
        const struct bars *bars = &observations.bars[0];
        assert_int_equal(bars->count, 2);
        const struct bar *last = &bars->items[1];
        assert_int_equal(last->start, cases[i].start);
        assert_true(last->partial && last->open == cases[i].open && last->high == cases[i].high &&
                    last->low == cases[i].low && last->close == cases[i].close &&
                    last->volume.value == cases[i].volume);
        observations_clear(&observations);
    }
}

/* Within a day the live bar stands behind the one that it is a part of, stamped with the last trade. */
static void test_end_within_a_day(void **state)
{
    (void)state;
    static const char rows[] =
        "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\",\"dataGranularity\":\"5m\","
        "\"currentTradingPeriod\":{"
        "\"pre\":{\"start\":1795424400,\"end\":1795444200},\"regular\":{\"start\":1795444200,\"end\":1795467600},"
        "\"post\":{\"start\":1795467600,\"end\":1795482000}}},\"timestamp\":[1795445700,1795446000,1795446152],"
        "\"indicators\":{\"quote\":[{\"close\":[10,11,12]}]}}],\"error\":null}}";
    static const struct {
        int64_t now, settled_to;
    } cases[] = {
        {1795446180, 1795446000}, /* the bar of ten o'clock goes on */
        {1795446320, 1795446300}, /* it is over */
        {1795482000, 1795446300}, /* trading has just ended: the newest one may change */
        {1795484000, 1795482000}, /* half an hour later it is final, and there was no other until then */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        char text[sizeof rows];
        memcpy(text, rows, sizeof rows);
        struct body body = {text, sizeof rows - 1};
        assert_true(parse("TEST", RANGE_1D, cases[i].now, &body, &observations, NULL));
        if (observations.bars[0].settled_to != cases[i].settled_to)
            fail_msg("case %zu: %lld", i, (long long)observations.bars[0].settled_to);
        observations_clear(&observations);
    }
}

/* Of a part, nothing is an answer, too. */
static void test_empty_part(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *text;
    } cases[] = {
        {200, "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\"},\"indicators\":{\"quote\":[{}]}}],"
              "\"error\":null}}"},
        {400,
         "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Bad Request\",\"description\":\"Data doesn't exist "
         "for startDate = 1, endDate = 2\"}}}"},
    };
    struct subscription subscription = {.kind = DATASET_BARS, .subject = "TEST", .range = RANGE_1Y};
    struct hostile hostile = {&source_yahoo_chart, &subscription, NOW};
    for (size_t i = 0; i < 4; i++) {
        struct observations observations;
        struct error err = {0};
        bool past = i < 2;
        subscription.span = (struct bar_span){NOW - 9 * 86400, past ? NOW - 8 * 86400 : NOW + 3600};
        assert_true(hostile_parse(&hostile, cases[i % 2].status, cases[i % 2].text, strlen(cases[i % 2].text),
                                  &observations, &err));
        assert_int_equal(observations.bars[0].count, 0);
        assert_int_equal(observations.bars[0].settled_to, past ? subscription.span.to : subscription.span.from);
        observations_clear(&observations);
    }
}

static void test_intraday(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("yahoo_chart/intraday.json");
    assert_true(parse("TEST", RANGE_1D, NOW, &body, &observations, NULL));
    assert_int_equal(observations.bars_count, 1);
    const struct bars *bars = &observations.bars[0];
    assert_int_equal(bars->count, 6); /* seven stamps, one hole */
    assert_int_equal(bars->interval, BAR_5M);
    assert_int_equal(bars->range, RANGE_1D);
    assert_true(bars->prior_close.known && bars->prior_close.value == 10.0);
    assert_int_equal(bars->items[2].start, OPEN + 900); /* the third is the hole */
    assert_true(bars->items[2].volume.known && bars->items[2].volume.value == 0);
    assert_true(bars->items[5].partial);
    assert_false(bars->items[4].partial);
    observations_clear(&observations);
    /* After the close nothing is partial. */
    assert_true(parse("TEST", RANGE_1D, OPEN + 30000, &body, &observations, NULL));
    assert_false(observations.bars[0].items[5].partial);
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_daily_with_closes_only(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_own("yahoo_chart/daily.json");
    assert_true(parse("TEST", RANGE_1M, NOW, &body, &observations, NULL));
    const struct bars *bars = &observations.bars[0];
    assert_int_equal(bars->count, 3);
    assert_int_equal(bars->interval, BAR_1D);
    assert_false(bars->prior_close.known); /* chartPreviousClose is a month old */
    assert_string_equal(bars->currency, "");
    assert_int_equal(bars->decimals, 3);
    assert_true(bars->items[0].open == 10 && bars->items[0].high == 10 && bars->items[0].low == 10);
    assert_false(bars->items[0].volume.known);
    assert_true(bars->items[2].partial); /* today's, stamped half an hour after the open */
    assert_false(bars->items[1].partial);
    observations_clear(&observations);
    assert_true(parse("TEST", RANGE_1M, OPEN + 24000, &body, &observations, NULL));
    assert_false(observations.bars[0].items[2].partial); /* the session is over */
    observations_clear(&observations);
    bodies_clear(&body);
}

static void test_odd_rows(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        size_t count;
    } cases[] = {
        {"\"timestamp\":[100,200,300],\"indicators\":{\"quote\":[{\"close\":[1,2,3]}]}", 3},
        {"\"timestamp\":[100,200,300],\"indicators\":{\"quote\":[{\"close\":[1,2]}]}", 2},
        {"\"timestamp\":[100],\"indicators\":{\"quote\":[{\"close\":[1,2,3]}]}", 1},
        {"\"timestamp\":[300,200,400,400],\"indicators\":{\"quote\":[{\"close\":[1,2,3,4]}]}", 2},
        {"\"timestamp\":[100,99999999999],\"indicators\":{\"quote\":[{\"close\":[1,2]}]}", 1},
        {"\"timestamp\":[100,200,300],\"indicators\":{\"quote\":[{\"close\":[0,-1,1e999]}]}", 0},
        {"\"timestamp\":[null,\"x\",300],\"indicators\":{\"quote\":[{\"close\":[1,1,1]}]}", 1},
        {"\"timestamp\":[100],\"indicators\":{\"quote\":[]}", 0},
        {"\"timestamp\":[],\"indicators\":{\"quote\":[{\"close\":[]}]}", 0},
        {"\"indicators\":{\"quote\":[{\"close\":[1,2,3]}]}", 0},
        {"\"timestamp\":[-252322200],\"indicators\":{\"quote\":[{\"close\":[1],\"high\":[0.5],\"low\":[2]}]}", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        struct observations observations;
        struct error err;
        snprintf(text, sizeof text, "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\"},%s}],\"error\":null}}",
                 cases[i].rows);
        struct body body = {text, strlen(text)};
        bool good = parse("TEST", RANGE_1Y, NOW, &body, &observations, &err);
        if (good != (cases[i].count > 0) || (good && observations.bars[0].count != cases[i].count))
            fail_msg("case %zu", i);
        assert_true(good || err.code == ERROR_NO_DATA);
        observations_clear(&observations);
    }
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *text;
        enum error_code code;
    } cases[] = {
        {404,
         "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data found, symbol "
         "may be delisted\"}}}",
         ERROR_NOT_FOUND},
        {400,
         "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Bad Request\",\"description\":\"Data doesn't exist for "
         "startDate = 1, endDate = 2\"}}}",
         ERROR_NO_DATA},
        {404,
         "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"HTTP 404 Not "
         "Found\"}}}",
         ERROR_SERVER},
        {200, "{\"finance\":{\"result\":null,\"error\":\"odd\"}}", ERROR_SERVER},
        {200, "{\"chart\":{\"result\":[],\"error\":null}}", ERROR_NO_DATA},
        {200, "{\"chart\":{\"result\":null,\"error\":null}}", ERROR_FORMAT},
        {200, "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"OTHER\"},\"timestamp\":[1]}],\"error\":null}}",
         ERROR_FORMAT},
        {422,
         "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Unprocessable Entity\",\"description\":\"1m data not "
         "available\"}}}",
         ERROR_SERVER},
    };
    static const struct subscription subscription = {.kind = DATASET_BARS, .subject = "TEST"};
    static const struct hostile hostile = {&source_yahoo_chart, &subscription, NOW};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct observations observations;
        struct error err;
        assert_false(
            hostile_parse(&hostile, cases[i].status, cases[i].text, strlen(cases[i].text), &observations, &err));
        if (err.code != cases[i].code)
            fail_msg("case %zu: code %d, %s", i, (int)err.code, err.message);
        observations_clear(&observations);
    }
}

static void test_hostile(void **state)
{
    (void)state;
    static const char *const fixtures[] = {"yahoo_chart/intraday.json", "yahoo_chart/daily.json"};
    static const struct subscription subscription = {.kind = DATASET_BARS, .subject = "TEST", .range = RANGE_1D};
    static const struct hostile hostile = {&source_yahoo_chart, &subscription, NOW};
    for (size_t i = 0; i < 2; i++) {
        struct body body = bodies_own(fixtures[i]);
        hostile_suite(&hostile, body.text, body.length);
        bodies_clear(&body);
    }
}

/* Bars per recorded chart: stamps less holes; 0 for those without any. */
static void test_recorded(void **state)
{
    (void)state;
    static const struct {
        const char *file, *symbol;
        size_t count;
        enum bar_interval interval;
    } cases[] = {
        {"0P000071W8.TO-2d", "0P000071W8.TO", 1, BAR_1D},
        {"0P0000XTS7-fund", "0P0000XTS7", 2, BAR_1D},
        {"0P0000XTS7-null-row-2024", "0P0000XTS7", 1, BAR_1D},
        {"AAPL-1d-events", "AAPL", 127, BAR_1D},
        {"AAPL-1m-null-hole", "AAPL", 390, BAR_1M},
        {"AAPL-1m-weekend-no-timestamp", "AAPL", 0, BAR_1M},
        {"AAPL-2020Q4-events", "AAPL", 49, BAR_1D},
        {"AAPL-2d", "AAPL", 1, BAR_1D},
        {"AAPL-5d-formatted-2021", "AAPL", 5, BAR_1D},
        {"AAPL-5d-no-timestamps-2021", "AAPL", 0, BAR_1D},
        {"AAPL-no-results-2021", "AAPL", 0, BAR_1H},
        {"AAPL-noend", "AAPL", 1, BAR_1D},
        {"AAPL-scheb-1d", "AAPL", 10, BAR_1D},
        {"AAPL-scheb-dividends", "AAPL", 61, BAR_1W},
        {"AAPL-scheb-splits", "AAPL", 61, BAR_1W},
        {"AAPL-swift-202508", "AAPL", 24, BAR_1D},
        {"APS.AX-no-timestamp", "APS.AX", 0, BAR_1D},
        {"BTC-USD-2d", "BTC-USD", 3, BAR_1D},
        {"CAPIO.ST-dead-symbol", "CAPIO.ST", 0, BAR_1D},
        {"EURUSD_X-2d", "EURUSD=X", 3, BAR_1D},
        {"GC_F-2d", "GC=F", 1, BAR_1D},
        {"GOOG-2d", "GOOG", 1, BAR_1D},
        {"IBM-long-negative-ts", "IBM", 10, BAR_1D},
        {"INR_X-null-row", "INR=X", 3, BAR_1D},
        {"MSFT-1d-events", "MSFT", 127, BAR_1D},
        {"MSFT-dividends-1y", "MSFT", 252, BAR_1D},
        {"NVDA-split-1y", "NVDA", 252, BAR_1D},
        {"VFINX-capitalgains", "VFINX", 164, BAR_1W},
        {"WSU.DE-null-row-2023", "WSU.DE", 2, BAR_1D},
        {"WSU.DE-null-row-healed-202502", "WSU.DE", 3, BAR_1D},
        {"_VXAPL-no-timestamp", "^VXAPL", 0, BAR_1D},
        {"pp-australian", "ALL.AX", 64, BAR_1D},
        {"pp-historical01", "MUV2.DE", 123, BAR_1D},
        {"pp-historical02-nulls", "MUV2.DE", 124, BAR_1D},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[128];
        struct observations observations;
        struct error err = {0};
        snprintf(name, sizeof name, "yahoo/chart-%s.json", cases[i].file);
        struct body body = bodies_real(name);
        bool good = parse(cases[i].symbol, RANGE_1Y, NOW, &body, &observations, &err);
        if (good != (cases[i].count > 0))
            fail_msg("%s: %s", cases[i].file, err.message);
        assert_true(good || err.code == ERROR_NO_DATA);
        if (good &&
            (observations.bars[0].count != cases[i].count || observations.bars[0].interval != cases[i].interval))
            fail_msg("%s: %zu bars", cases[i].file, observations.bars[0].count);
        assert_true(!good || !observations.bars[0].items[cases[i].count - 1].partial);
        observations_clear(&observations);
        bodies_clear(&body);
    }
}

/* NVIDIA split four to one on 2021-07-20. */
static void test_recorded_split(void **state)
{
    (void)state;
    struct observations observations;
    struct body body = bodies_real("yahoo/chart-NVDA-split-1y.json");
    assert_true(parse("NVDA", RANGE_1Y, INT64_C(1795446000), &body, &observations, NULL));
    assert_int_equal(observations.split_count, 1);
    assert_string_equal(observations.splits[0].symbol, "NVDA");
    assert_int_equal(observations.splits[0].day, date_from_civil(2021, 7, 20));
    assert_true(observations.splits[0].ratio == 4);
    observations_clear(&observations);
    bodies_clear(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request_of_a_part),
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_live_row_is_joined),
        cmocka_unit_test(test_end_within_a_day),
        cmocka_unit_test(test_sessions),
        cmocka_unit_test(test_empty_part),
        cmocka_unit_test(test_recorded_split),
        cmocka_unit_test(test_request),
        cmocka_unit_test(test_intraday),
        cmocka_unit_test(test_daily_with_closes_only),
        cmocka_unit_test(test_odd_rows),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
