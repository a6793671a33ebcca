/* SPDX-License-Identifier: MIT
 * Rating changes and targets over a chart: where they stand, what is told, what is left out. */
#include "config.h"

#include "chart_dates.h"
#include "chart_overlays.h"

#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROWS    10
#define COLUMNS 30
#define BARS    30

/* Days from September 1 on, all between 4 and 6 on a scale from 0 to 10; the mean target is 8, the highest 80. The
 * newest change is an upgrade on the 11th, the one before a downgrade on the 4th; the oldest is from August. */
static void draw(struct buffer *text, enum target_basis basis)
{
    struct arena arena;
    struct bar items[BARS];
    struct bars bars = {.range = RANGE_3M, .interval = BAR_1D, .items = items, .count = BARS};
    struct snapshot *snapshot = snapshot_new(2, 0);
    struct dataset *ratings = dataset_new(DATASET_RATINGS, "CRWV");
    struct dataset *consensus = dataset_new(DATASET_CONSENSUS, "CRWV");
    int64_t first = date_new_york_to_utc(2025, 9, 1, 9, 30, 0);
    for (int i = 0; i < BARS; i++)
        items[i] = (struct bar){.start = first + i * 86400, .open = 5, .high = 6, .low = 4, .close = 5};
    struct rating_action actions[] = {
        {.firm = "Acme",
         .when = first + 10 * 86400,
         .move = MOVE_UPGRADE,
         .target_to = amount_of(9),
         .basis = basis},
        {.firm = "Kept", .when = first + 8 * 86400, .move = MOVE_UNKNOWN},
        {.firm = "Other", .when = first + 3 * 86400 - 3600, .move = MOVE_DOWNGRADE},
        {.firm = "Old", .when = first - 9 * 86400, .move = MOVE_DOWNGRADE},
    };
    ratings->u.ratings = (struct rating_actions){.items = actions, .count = 4};
    consensus->u.consensus.target_mean = amount_of(8.5);
    consensus->u.consensus.target_high = amount_of(80);
    snapshot->slots[0] = (struct slot){.kind = DATASET_RATINGS, .subject = "CRWV", .data = ratings};
    snapshot->slots[1] = (struct slot){.kind = DATASET_CONSENSUS, .subject = "CRWV", .data = consensus};
    struct view view = {.snapshot = snapshot, .symbol = "CRWV", .overlays = true};
    struct canvas canvas;
    struct series series;
    struct scale scale = scale_make(0, 10, ROWS);
    arena_init(&arena);
    canvas_init(&canvas, ROWS, COLUMNS);
    series_make(&series, &bars, COLUMNS, &arena);
    chart_overlays_draw(&canvas, (struct rect){0, 0, ROWS, COLUMNS}, &scale, &series, &view);
    assert_int_equal(canvas.cells[3 * COLUMNS + 3].glyph, 0x25bc);
    assert_int_equal(canvas.cells[7 * COLUMNS + 10].glyph, 0x25b2);
    assert_true(canvas_to_text(&canvas, text));
    canvas_clear(&canvas);
    arena_clear(&arena);
    snapshot_unref(snapshot);
}

static void test_marks_and_targets(void **state)
{
    (void)state;
    struct buffer text;
    buffer_init(&text, 65536);
    draw(&text, TARGET_AS_ISSUED);
    assert_non_null(strstr(text.data, "\u25b2Acme 9"));
    assert_non_null(strstr(text.data, "target mean"));
    assert_null(strstr(text.data, "target high"));
    assert_null(strstr(text.data, "Other"));
    assert_null(strstr(text.data, "Kept"));
    buffer_clear(&text);
}

static void test_a_target_on_another_base_is_not_told(void **state)
{
    (void)state;
    struct buffer text;
    buffer_init(&text, 65536);
    draw(&text, TARGET_WITHHELD);
    assert_non_null(strstr(text.data, "Acme"));
    assert_null(strstr(text.data, "Acme 9"));
    buffer_clear(&text);
}

static uint32_t lowest(const struct canvas *canvas, int column)
{
    return canvas->cells[(ROWS - 1) * COLUMNS + column].glyph;
}

/* A quarterly report on the 11th, and what was filed beside it; a current one on the 6th, a Saturday's form that
 * has no mark, and an alert on the 21st. */
static void test_filings_and_alerts_stand_on_their_days(void **state)
{
    struct bar items[BARS];
    struct bars bars = {.range = RANGE_3M, .interval = BAR_1D, .items = items, .count = BARS};
    int32_t day = date_from_civil(2025, 9, 1);
    int64_t first = date_new_york_to_utc(2025, 9, 1, 9, 30, 0);
    struct filing filed[] = {{.form = "8-K", .filed_day = day + 10},
                             {.form = "10-Q", .filed_day = day + 10},
                             {.form = "8-K", .filed_day = day + 5},
                             {.form = "4", .filed_day = day + 12}};
    struct event rang[] = {{.kind = EVENT_ALERT, .symbol = "CRWV", .observed_at = first + 20 * 86400},
                           {.kind = EVENT_ALERT, .symbol = "NBIS", .observed_at = first + 22 * 86400},
                           {.kind = EVENT_PRICE, .symbol = "CRWV", .observed_at = first + 24 * 86400}};
    struct snapshot *snapshot = snapshot_new(2, 0);
    struct dataset *filings = dataset_new(DATASET_FILINGS, "CRWV"), *events = dataset_new(DATASET_EVENTS, "");
    struct view view = {.snapshot = snapshot, .symbol = "CRWV", .overlays = true};
    struct canvas canvas;
    struct series series;
    struct arena arena;
    (void)state;
    for (int i = 0; i < BARS; i++)
        items[i] = (struct bar){.start = first + i * 86400, .open = 5, .high = 6, .low = 4, .close = 5};
    filings->u.filings = (struct filings){.items = filed, .count = 4};
    events->u.events = (struct events){.items = rang, .count = 3};
    snapshot->slots[0] = (struct slot){.kind = DATASET_FILINGS, .subject = "CRWV", .data = filings};
    snapshot->slots[1] = (struct slot){.kind = DATASET_EVENTS, .data = events};
    arena_init(&arena);
    canvas_init(&canvas, ROWS, COLUMNS);
    series_make(&series, &bars, COLUMNS, &arena);
    chart_dates_draw(&canvas, (struct rect){0, 0, ROWS, COLUMNS}, &series, &view);
    assert_int_equal(lowest(&canvas, 10), 'Q');
    assert_int_equal(lowest(&canvas, 5), '8');
    assert_int_equal(lowest(&canvas, 12), ' ');
    assert_int_equal(lowest(&canvas, 20), '!');
    assert_int_equal(lowest(&canvas, 22), ' ');
    assert_int_equal(lowest(&canvas, 24), ' ');
    canvas_clear(&canvas);
    arena_clear(&arena);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_and_targets),
        cmocka_unit_test(test_a_target_on_another_base_is_not_told),
        cmocka_unit_test(test_filings_and_alerts_stand_on_their_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
