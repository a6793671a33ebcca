/* SPDX-License-Identifier: MIT
 * The chart as a whole: what is drawn over the prices of one day, and what is left out. */
#include "config.h"

#include "price_chart.h"

#include "base/buffer.h"
#include "base/date.h"
#include "model/snapshot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROWS    20
#define COLUMNS 120
#define BARS    90 /* of five minutes, from 4 o'clock on */
#define SHADE   "\u2591"

struct scene {
    struct snapshot *snapshot;
    struct dataset *bars;
    struct pane_state state;
    struct view view;
    struct buffer text;
    int64_t first;
};

static int make(void **state)
{
    static struct scene scene;
    memset(&scene, 0, sizeof scene);
    buffer_init(&scene.text, 1 << 17);
    scene.first = date_new_york_to_utc(2025, 9, 24, 4, 0, 0);
    scene.bars = dataset_new(DATASET_BARS, "CRWV 1d");
    struct bar *items = arena_array(&scene.bars->arena, BARS, sizeof *items);
    for (int i = 0; i < BARS; i++)
        items[i] = (struct bar){.start = scene.first + i * 300,
                                .open = 50,
                                .high = 52,
                                .low = 48,
                                .close = 51,
                                .session = i < 66 ? SESSION_PRE : SESSION_REGULAR};
    scene.bars->u.bars = (struct bars){.symbol = "CRWV",
                                       .range = RANGE_1D,
                                       .interval = BAR_5M,
                                       .decimals = 2,
                                       .prior_close = amount_of(40),
                                       .items = items,
                                       .count = BARS};
    scene.snapshot = snapshot_new(4, 0);
    scene.snapshot->slots[0] = (struct slot){.kind = DATASET_BARS, .subject = "CRWV 1d", .data = scene.bars};
    scene.view = (struct view){.snapshot = scene.snapshot,
                               .symbol = "CRWV",
                               .range = RANGE_1D,
                               .now = scene.first + BARS * 300,
                               .state = &scene.state};
    *state = &scene;
    return 0;
}

static int drop(void **state)
{
    struct scene *scene = *state;
    buffer_clear(&scene->text);
    snapshot_unref(scene->snapshot);
    return 0;
}

static const char *draw(struct scene *scene)
{
    struct canvas canvas;
    canvas_init(&canvas, ROWS, COLUMNS);
    price_chart_draw(&canvas, (struct rect){0, 0, ROWS, COLUMNS}, &scene->view);
    buffer_empty(&scene->text);
    assert_true(canvas_to_text(&canvas, &scene->text));
    canvas_clear(&canvas);
    return scene->text.data;
}

static void sessions_are_shaded(void **state)
{
    struct scene *scene = *state;
    const char *text = draw(scene);
    assert_non_null(strstr(text, SHADE));
    assert_non_null(strstr(text, "04:00"));
    assert_non_null(strstr(text, "5m candles"));
    assert_non_null(strstr(text, "prior close"));
    scene->state.cursor = BARS; /* the first bar */
    assert_non_null(strstr(draw(scene), "pre-market"));
    for (int i = 0; i < BARS; i++)
        scene->bars->u.bars.items[i].session = SESSION_REGULAR;
    text = draw(scene);
    assert_null(strstr(text, SHADE));
    assert_null(strstr(text, "pre-market"));
}

static void the_prior_close_is_that_of_the_day_shown(void **state)
{
    struct scene *scene = *state;
    scene->bars->u.bars.items += 66;
    scene->bars->u.bars.count -= 66;
    scene->bars->u.bars.older_count = 66;
    scene->state.window = (struct pane_window){.range = RANGE_1D, .pan = 20};
    const char *text = draw(scene);
    assert_null(strstr(text, "prior close"));
    assert_non_null(strstr(text, "2025-09-24"));
    scene->state.window.pan = 0;
    text = draw(scene);
    assert_non_null(strstr(text, "prior close"));
    assert_null(strstr(text, "2025-09-24"));
}

/* A chart that was added to over night does not know it; the quote does. */
static void the_prior_close_is_the_quotes(void **state)
{
    struct scene *scene = *state;
    struct dataset *quotes = dataset_new(DATASET_QUOTES, "");
    struct quote items[] = {{.symbol = "CRWV", .prior_close = amount_of(50), .last = amount_of(51)}};
    quotes->u.quotes = (struct quotes){.items = items, .count = 1};
    assert_non_null(strstr(draw(scene), "\u2524 40"));
    scene->snapshot->slots[1] = (struct slot){.kind = DATASET_QUOTES, .subject = "", .data = quotes};
    assert_null(strstr(draw(scene), "\u2524 40"));
    snprintf(items[0].currency, sizeof items[0].currency, "EUR"); /* not this listing's */
    assert_non_null(strstr(draw(scene), "\u2524 40"));
}

/* The newest of what was said on the day of the cursor, with its target, unless that is left out. */
static void the_cursor_tells_rating_actions(void **state)
{
    struct scene *scene = *state;
    struct dataset *ratings = dataset_new(DATASET_RATINGS, "CRWV");
    struct rating_action actions[] = {
        {.firm = "Acme", .when = scene->first + 3 * 86400, .target_to = amount_of(77), .basis = TARGET_AS_ISSUED},
        {.firm = "Other", .when = scene->first + 2 * 86400, .target_to = amount_of(66), .basis = TARGET_AS_ISSUED},
        {.firm = "Older", .when = scene->first - 3 * 86400},
    };
    ratings->u.ratings = (struct rating_actions){.items = actions, .count = 3};
    scene->snapshot->slots[1] = (struct slot){.kind = DATASET_RATINGS, .subject = "CRWV", .data = ratings};
    snprintf(scene->snapshot->slots[0].subject, SUBJECT_SIZE, "CRWV 3m");
    scene->bars->u.bars.range = scene->view.range = RANGE_3M;
    scene->bars->u.bars.interval = BAR_1D;
    for (int i = 0; i < BARS; i++)
        scene->bars->u.bars.items[i].start = scene->first + i * 86400;
    scene->view.overlays = true;
    scene->state.cursor = BARS - 3;
    assert_non_null(strstr(draw(scene), "Acme 77"));
    assert_null(strstr(draw(scene), "Other"));
    scene->state.cursor = BARS - 2;
    assert_non_null(strstr(draw(scene), "Other 66"));
    scene->state.cursor = BARS;
    assert_null(strstr(draw(scene), "Older"));
    scene->state.cursor = BARS - 2;
    scene->view.overlay_choice = (struct overlay_choice){.made = true};
    assert_null(strstr(draw(scene), "Other"));
}

/* As many changes are told in words as the chart is wide for. */
static void a_wide_chart_tells_several_changes(void **state)
{
    struct scene *scene = *state;
    struct dataset *ratings = dataset_new(DATASET_RATINGS, "CRWV");
    struct rating_action actions[] = {
        {.firm = "Acme", .move = MOVE_UPGRADE, .target_to = amount_of(77), .basis = TARGET_AS_ISSUED},
        {.firm = "Other", .move = MOVE_DOWNGRADE, .target_to = amount_of(66), .basis = TARGET_AS_ISSUED},
        {.firm = "Third", .move = MOVE_UPGRADE},
        {.firm = "Fourth", .move = MOVE_DOWNGRADE},
    };
    for (int i = 0; i < 4; i++)
        actions[i].when = scene->first + (70 - 20 * i) * 86400;
    ratings->u.ratings = (struct rating_actions){.items = actions, .count = 4};
    scene->snapshot->slots[1] = (struct slot){.kind = DATASET_RATINGS, .subject = "CRWV", .data = ratings};
    snprintf(scene->snapshot->slots[0].subject, SUBJECT_SIZE, "CRWV 3m");
    scene->bars->u.bars.range = scene->view.range = RANGE_3M;
    scene->bars->u.bars.interval = BAR_1D;
    for (int i = 0; i < BARS; i++)
        scene->bars->u.bars.items[i] = (struct bar){.start = scene->first + i * 86400,
                                                    .open = 50,
                                                    .high = i == 0 ? 80 : 52,
                                                    .low = i == 0 ? 20 : 48,
                                                    .close = 51};
    scene->view.overlays = true;
    const char *text = draw(scene);
    assert_non_null(strstr(text, "Acme 77"));
    assert_non_null(strstr(text, "Other 66"));
    assert_non_null(strstr(text, "Third"));
    assert_null(strstr(text, "Fourth"));
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sessions_are_shaded, make, drop),
        cmocka_unit_test_setup_teardown(the_prior_close_is_the_quotes, make, drop),
        cmocka_unit_test_setup_teardown(a_wide_chart_tells_several_changes, make, drop),
        cmocka_unit_test_setup_teardown(the_cursor_tells_rating_actions, make, drop),
        cmocka_unit_test_setup_teardown(the_prior_close_is_that_of_the_day_shown, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
