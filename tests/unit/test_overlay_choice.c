/* SPDX-License-Identifier: MIT
 * What lies over a chart: chosen by name, kept, drawn one by one. */
#include "config.h"

#include "chart_second.h"
#include "command_chart.h"
#include "overlay_choice.h"
#include "screen_fixture.h"

#include "base/buffer.h"
#include "base/date.h"
#include "model/snapshot.h"
#include "screen_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROWS    12
#define COLUMNS 40
#define BARS    40

static void names_are_read_and_written(void **state)
{
    (void)state;
    struct overlay_choice choice = {.made = false};
    struct view view = {.overlays = true};
    struct error err = {0};
    char names[128];
    assert_true(overlay_is_on(&view, OVERLAY_VOLUME) && overlay_is_on(&view, OVERLAY_FILINGS));
    assert_false(overlay_is_on(&view, OVERLAY_GPU));
    assert_true(overlays_parse(&choice, "GPU, ratings", &err));
    overlays_write(&choice, names, sizeof names);
    assert_string_equal(names, "ratings gpu");
    view.overlay_choice = choice;
    assert_true(overlay_is_on(&view, OVERLAY_GPU) && !overlay_is_on(&view, OVERLAY_VOLUME));
    view.overlays = false;
    assert_false(overlay_is_on(&view, OVERLAY_GPU));
    assert_false(overlays_parse(&choice, "ratings moon", &err));
    assert_non_null(strstr(err.message, "moon"));
    assert_true(choice.mask == view.overlay_choice.mask);
    assert_true(overlays_parse(&choice, "none", &err));
    overlays_write(&choice, names, sizeof names);
    assert_string_equal(names, "none");
    assert_true(overlays_parse(&choice, "default", &err));
    overlays_write(&choice, names, sizeof names);
    assert_string_equal(names, "default");
}

static void the_choice_outlives_the_program(void **state)
{
    (void)state;
    struct screen_fixture fixture;
    const char *value;
    char kept[256];
    screen_fixture_init(&fixture, FIXTURE_NORMAL, MODE_LIVE);
    assert_true(screen_fixture_type(&fixture, ":indicators ema9 rsi14\n") & OUTCOME_KEEP);
    assert_true(screen_fixture_type(&fixture, ":overlays targets index\n") & OUTCOME_KEEP);
    assert_string_equal(screen_kept(fixture.screen, &value), "chart");
    assert_string_equal(value, "ema9 rsi14 ; targets index; on");
    assert_false(screen_fixture_type(&fixture, ":overlays targets indx\n") & OUTCOME_KEEP);
    assert_true(screen_fixture_type(&fixture, "v") & OUTCOME_KEEP);
    snprintf(kept, sizeof kept, "%s", value);
    screen_fixture_clear(&fixture);

    screen_fixture_init(&fixture, FIXTURE_NORMAL, MODE_LIVE);
    size_t usual = fixture.screen->indicators.count;
    command_chart_recall(fixture.screen, "ema9; moon; on"); /* of another version: nothing of it */
    command_chart_recall(fixture.screen, "");
    command_chart_recall(fixture.screen, NULL);
    assert_true(fixture.screen->overlays && !fixture.screen->overlay_choice.made);
    assert_int_equal(fixture.screen->indicators.count, usual);
    command_chart_recall(fixture.screen, kept);
    assert_false(fixture.screen->overlays);
    assert_int_equal(fixture.screen->indicators.count, 2);
    assert_string_equal(fixture.screen->indicators.items[1].indicator->name, "rsi");
    assert_int_equal(fixture.screen->overlay_choice.mask, 1u << OVERLAY_TARGETS | 1u << OVERLAY_INDEX);
    assert_true(screen_fixture_type(&fixture, ":indicators none\n") & OUTCOME_KEEP);
    (void)screen_kept(fixture.screen, &value);
    snprintf(kept, sizeof kept, "%s", value);
    command_chart_recall(fixture.screen, "sma20; none; on");
    command_chart_recall(fixture.screen, kept);
    assert_int_equal(fixture.screen->indicators.count, 0);
    screen_fixture_clear(&fixture);
}

/* A GPU-hour costs 2 until the 20th day, and 4 on it; then nobody tells any more. */
static struct snapshot *gpu_world(int64_t first)
{
    struct snapshot *snapshot = snapshot_new(2, 0);
    struct dataset *market = dataset_new(DATASET_GPU_MARKET, "");
    struct dataset *history = dataset_new(DATASET_GPU_HISTORY, "H100 SXM");
    market->u.gpu.rows = arena_array(&market->arena, 2, sizeof *market->u.gpu.rows);
    market->u.gpu.row_count = 2;
    snprintf(market->u.gpu.rows[0].model, sizeof market->u.gpu.rows[0].model, "B200");
    snprintf(market->u.gpu.rows[1].model, sizeof market->u.gpu.rows[1].model, "H100 SXM");
    history->u.gpu_history.points = arena_array(&history->arena, 20, sizeof *history->u.gpu_history.points);
    history->u.gpu_history.count = 20;
    for (int i = 0; i < 20; i++) {
        history->u.gpu_history.points[i].day = first / 86400 + i;
        history->u.gpu_history.points[i].price = amount_of(i == 19 ? 4 : 2);
    }
    snapshot->slots[0] = (struct slot){.kind = DATASET_GPU_MARKET, .data = market};
    snapshot->slots[1] = (struct slot){.kind = DATASET_GPU_HISTORY, .data = history};
    gpu_history_subject(snapshot->slots[1].subject, SUBJECT_SIZE, "H100 SXM", false);
    return snapshot;
}

static void a_second_axis_tells_its_ends(void **state)
{
    (void)state;
    struct arena arena;
    struct bar items[BARS];
    struct bars bars = {.range = RANGE_3M, .interval = BAR_1D, .items = items, .count = BARS};
    struct canvas canvas;
    struct series series;
    struct buffer text;
    struct want wants[2];
    struct error err = {0};
    int64_t first = date_new_york_to_utc(2025, 9, 1, 9, 30, 0);
    struct view view = {.symbol = "CRWV", .range = RANGE_3M, .overlays = true};
    view.snapshot = gpu_world(first);
    for (int i = 0; i < BARS; i++)
        items[i] = (struct bar){.start = first + i * 86400, .open = 5, .high = 6, .low = 4, .close = 5};
    arena_init(&arena);
    buffer_init(&text, 65536);
    canvas_init(&canvas, ROWS, COLUMNS);
    series_make(&series, &bars, COLUMNS, &arena);
    assert_int_equal(chart_second_wants(&view, wants, 2), 0);
    chart_second_draw(&canvas, (struct rect){0, 0, ROWS, COLUMNS}, &series, &view, &arena);
    assert_true(canvas_to_text(&canvas, &text));
    assert_null(strstr(text.data, "H100"));
    assert_true(overlays_parse(&view.overlay_choice, "gpu", &err));
    assert_int_equal(chart_second_wants(&view, wants, 2), 1);
    assert_int_equal(wants[0].kind, DATASET_GPU_HISTORY);
    assert_string_equal(wants[0].subject, view.snapshot->slots[1].subject);
    chart_second_draw(&canvas, (struct rect){0, 0, ROWS, COLUMNS}, &series, &view, &arena);
    buffer_empty(&text);
    assert_true(canvas_to_text(&canvas, &text));
    assert_non_null(strstr(text.data, "H100 SXM $/h 4.00"));
    assert_non_null(strstr(text.data, "H100 SXM $/h 2.00"));
    bool drawn[COLUMNS] = {false};
    for (int column = 0; column < COLUMNS; column++)
        for (int row = 0; row < ROWS; row++)
            drawn[column] |= canvas.cells[row * COLUMNS + column].glyph >= 0x2800;
    assert_true(drawn[20] && drawn[5]);
    assert_false(drawn[28]); /* silent for more than three days */
    canvas_clear(&canvas);
    buffer_clear(&text);
    arena_clear(&arena);
    snapshot_unref(view.snapshot);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_and_written),
        cmocka_unit_test(the_choice_outlives_the_program),
        cmocka_unit_test(a_second_axis_tells_its_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
