/* SPDX-License-Identifier: MIT
 * What is asked for of a chart that lies in the store already: what came since, what is older, and holes. The
 * requests are those of a recording. */
#include "config.h"

#include "stage.h"

#include "base/memory.h"
#include "net/recording.h"
#include "store/bar_spans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DAY      86400
#define ASKED    64
#define URL_SIZE 512

struct asked {
    char urls[ASKED][URL_SIZE];
    size_t count;
};

static void read_index(const struct stage *stage, struct asked *asked)
{
    char path[128], line[2048];
    snprintf(path, sizeof path, "%s/recorded/index.tsv", stage->folder);
    FILE *file = fopen(path, "r");
    asked->count = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *chart = strstr(line, "/v8/finance/chart/");
        if (chart == NULL || asked->count == ASKED)
            continue;
        snprintf(asked->urls[asked->count++], URL_SIZE, "%.*s", (int)strcspn(chart, "\t"), chart);
    }
    if (file != NULL)
        fclose(file);
}

/* The chart requests of one run; the recording is begun anew for each. */
static void run(struct stage *stage, struct asked *asked)
{
    char folder[96], path[256];
    struct error err = {0};
    snprintf(folder, sizeof folder, "%s/recorded", stage->folder);
    snprintf(path, sizeof path, "%s/index.tsv", folder);
    (void)remove(path);
    stage->options.recording = recording_new(folder, &err);
    assert_non_null(stage->options.recording);
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_state(stage, DATASET_BARS), SLOT_FRESH);
    recording_free(stage->options.recording);
    stage->options.recording = NULL;
    read_index(stage, asked);
}

static void move(struct stage *stage, int64_t seconds)
{
    atomic_fetch_add(&stage->now_ms, seconds * 1000);
}

static int make(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    stage_open(stage);
    stage->options.kinds = 1U << DATASET_BARS;
    stage_simulate(stage, NULL);
    *state = stage;
    return 0;
}

static void clear_recording(struct stage *stage)
{
    char command[160];
    snprintf(command, sizeof command, "rm -rf '%s/recorded'", stage->folder);
    assert_int_equal(system(command), 0);
}

static int drop(void **state)
{
    struct stage *stage = *state;
    clear_recording(stage);
    stage_close(stage);
    free(stage);
    return 0;
}

static const struct bars *bars_of(const struct stage *stage)
{
    return &stage_slot(stage, DATASET_BARS)->data->u.bars;
}

static int64_t number_after(const char *url, const char *name)
{
    const char *at = strstr(url, name);
    assert_non_null(at);
    return strtoll(at + strlen(name), NULL, 10);
}

static void a_known_bar_is_not_fetched_again(void **state)
{
    struct stage *stage = *state;
    struct asked asked;
    stage->focus.range = RANGE_3M;
    run(stage, &asked);
    assert_int_equal(asked.count, 1);
    assert_non_null(strstr(asked.urls[0], "CRWV?range=3mo&interval=1d"));
    int64_t count = (int64_t)bars_of(stage)->count, last_final = bars_of(stage)->items[count - 2].start;
    assert_true(bars_of(stage)->items[count - 1].partial);
    move(stage, DAY);
    run(stage, &asked);
    assert_int_equal(asked.count, 1);
    assert_true(number_after(asked.urls[0], "period1=") > last_final);
    assert_true(number_after(asked.urls[0], "period1=") <= last_final + DAY);
    assert_true(number_after(asked.urls[0], "period2=") > stage->now_ms / 1000);
    assert_int_equal(bars_of(stage)->items[bars_of(stage)->count - 2].start, last_final + DAY);
    assert_false(bars_of(stage)->items[bars_of(stage)->count - 2].partial);
    assert_true(bars_of(stage)->items[bars_of(stage)->count - 1].partial);
}

/* STAGE_START is a Tuesday's 10 o'clock. */
static void a_closed_market_is_not_asked_again(void **state)
{
    struct stage *stage = *state;
    struct asked asked;
    stage->options.live_pace = false;
    stage->focus.range = RANGE_3M;
    run(stage, &asked);
    move(stage, 4 * DAY); /* Saturday: what Friday's last look left open */
    run(stage, &asked);
    assert_true(asked.count >= 1);
    for (int times = 0; times < 3; times++) {
        move(stage, 7 * 3600);
        run(stage, &asked);
        for (size_t i = 0; i < asked.count; i++) /* holes alone */
            assert_true(number_after(asked.urls[i], "period2=") < stage->now_ms / 1000);
    }
    move(stage, 2 * DAY - 21 * 3600); /* Monday */
    run(stage, &asked);
    assert_true(number_after(asked.urls[0], "period2=") > stage->now_ms / 1000);
}

static void a_longer_range_asks_for_what_is_older(void **state)
{
    struct stage *stage = *state;
    struct asked asked;
    stage->focus.range = RANGE_3M;
    run(stage, &asked);
    int64_t first = bars_of(stage)->items[0].start;
    stage->focus.range = RANGE_1Y;
    move(stage, 3600);
    run(stage, &asked);
    assert_int_equal(asked.count, 2);
    assert_true(number_after(asked.urls[1], "period1=") <= stage->now_ms / 1000 - 365 * DAY);
    assert_true(number_after(asked.urls[1], "period2=") <= first);
    assert_true(bars_of(stage)->count > 240);
    assert_string_equal(bars_of(stage)->currency, "USD");
    stage->focus.range = RANGE_6M; /* all of it is there, and its end was just asked for */
    move(stage, 5);
    run(stage, &asked);
    for (size_t i = 0; i < asked.count; i++)
        assert_true(number_after(asked.urls[i], "period2=") < stage->now_ms / 1000);
    move(stage, 3600);
    run(stage, &asked);
    assert_true(number_after(asked.urls[0], "period1=") > first + 60 * DAY);
    for (size_t i = 1; i < asked.count; i++) /* holes alone */
        assert_true(number_after(asked.urls[i], "period2=") - number_after(asked.urls[i], "period1=") <= DAY);
}

/* The first symbol of the watchlist of the demonstration whose last days have a hole. */
static int64_t find_hole(struct stage *stage, char symbol[SYMBOL_SIZE])
{
    static const char *const symbols[] = {"CRWV", "NBIS", "IREN", "APLD", "CIFR", "WULF", "MSFT", "AMZN"};
    struct asked asked;
    stage->focus.range = RANGE_5D;
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        snprintf(stage->focus.symbol, SYMBOL_SIZE, "%s", symbols[i]);
        run(stage, &asked);
        const struct bars *bars = bars_of(stage);
        for (size_t k = 0; k < bars->hole_count; k++)
            if (stage->now_ms / 1000 - bars->holes[k] < DAY) {
                snprintf(symbol, SYMBOL_SIZE, "%s", symbols[i]);
                return bars->holes[k];
            }
    }
    fail_msg("no hole");
    return 0;
}

static bool holds(const struct bars *bars, int64_t start)
{
    for (size_t i = 0; i < bars->count; i++)
        if (bars->items[i].start == start)
            return true;
    return false;
}

static size_t requests_for(const struct asked *asked, int64_t start)
{
    size_t count = 0;
    for (size_t i = 0; i < asked->count; i++)
        count += number_after(asked->urls[i], "period1=") == start &&
                 number_after(asked->urls[i], "period2=") == start + 900;
    return count;
}

static void a_hole_is_asked_for_again_and_heals(void **state)
{
    struct stage *stage = *state;
    char symbol[SYMBOL_SIZE];
    struct asked asked;
    int64_t hole = find_hole(stage, symbol);
    assert_false(holds(bars_of(stage), hole));
    move(stage, 600);
    run(stage, &asked);
    assert_int_equal(requests_for(&asked, hole), 0); /* too soon */
    move(stage, 3600);
    run(stage, &asked);
    assert_int_equal(requests_for(&asked, hole), 1);
    move(stage, 3600);
    run(stage, &asked);
    assert_int_equal(requests_for(&asked, hole), 0); /* ever more seldom: the try is kept */
    size_t requests = 0;
    for (int hours = 0; hours < 5 * 24 && !holds(bars_of(stage), hole); hours += 6) {
        move(stage, 6 * 3600);
        run(stage, &asked);
        requests += requests_for(&asked, hole);
    }
    assert_true(holds(bars_of(stage), hole));
    assert_in_range(requests, 1, 3);
    for (size_t i = 0; i < bars_of(stage)->hole_count; i++)
        assert_true(bars_of(stage)->holes[i] != hole);
    move(stage, 3600);
    run(stage, &asked);
    assert_int_equal(requests_for(&asked, hole), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_known_bar_is_not_fetched_again, make, drop),
        cmocka_unit_test_setup_teardown(a_closed_market_is_not_asked_again, make, drop),
        cmocka_unit_test_setup_teardown(a_longer_range_asks_for_what_is_older, make, drop),
        cmocka_unit_test_setup_teardown(a_hole_is_asked_for_again_and_heals, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
