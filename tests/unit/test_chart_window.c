/* SPDX-License-Identifier: MIT
 * Pan and zoom over the bars held: 40 of the range, 60 before it. */
#include "config.h"

#include "chart_window.h"
#include "screen_fixture.h"

#include "base/date.h"
#include "model/snapshot.h"
#include "screen_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OLDER 60
#define COUNT 40

struct scene {
    struct snapshot *snapshot;
    struct pane_state state;
    struct view view;
    const struct bars *bars;
};

static int make(void **state)
{
    static struct scene scene;
    memset(&scene, 0, sizeof scene);
    struct dataset *data = dataset_new(DATASET_BARS, "CRWV 3m");
    struct bar *items = arena_array(&data->arena, OLDER + COUNT, sizeof *items);
    int64_t first = date_new_york_to_utc(2026, 1, 5, 9, 30, 0);
    for (int i = 0; i < OLDER + COUNT; i++)
        items[i] = (struct bar){.start = first + i * 86400, .open = 5, .high = 6, .low = 4, .close = i};
    data->u.bars = (struct bars){
        .range = RANGE_3M, .interval = BAR_1D, .items = items + OLDER, .count = COUNT, .older_count = OLDER};
    scene.snapshot = snapshot_new(1, 0);
    scene.snapshot->slots[0] = (struct slot){.kind = DATASET_BARS, .subject = "CRWV 3m", .data = data};
    scene.view =
        (struct view){.snapshot = scene.snapshot, .symbol = "CRWV", .range = RANGE_3M, .state = &scene.state};
    scene.bars = &data->u.bars;
    *state = &scene;
    return 0;
}

static int drop(void **state)
{
    snapshot_unref(((struct scene *)*state)->snapshot);
    return 0;
}

static void act(struct scene *scene, enum action_id action, int times)
{
    for (int i = 0; i < times; i++)
        assert_true(chart_window_act(&scene->view, action));
}

static void expect(struct scene *scene, double first, size_t count)
{
    struct bars shown = chart_window(scene->bars, &scene->view);
    assert_int_equal(shown.count, count);
    assert_int_equal((int)shown.items[0].close, (int)first);
    assert_int_equal(shown.older_count, (size_t)first);
}

static void the_range_is_shown_at_first(void **state)
{
    struct scene *scene = *state;
    expect(scene, OLDER, COUNT);
    assert_false(chart_window_is_moved(&scene->view));
    assert_false(chart_window_act(&scene->view, ACTION_BACK)); /* another's */
    assert_false(chart_window_act(&scene->view, ACTION_DOWN));
}

static void panning_ends_where_the_bars_do(void **state)
{
    struct scene *scene = *state;
    char words[40];
    act(scene, ACTION_CHART_OLDER, 1);
    expect(scene, OLDER - COUNT / 4, COUNT);
    assert_true(chart_window_is_moved(&scene->view));
    act(scene, ACTION_CHART_OLDER, 20);
    expect(scene, 0, COUNT);
    struct bars shown = chart_window(scene->bars, &scene->view);
    chart_window_words(&shown, words, sizeof words);
    assert_string_equal(words, "2026-01-05 to 2026-02-13");
    act(scene, ACTION_CHART_NEWER, 1);
    expect(scene, COUNT / 4, COUNT);
    act(scene, ACTION_CHART_NEWER, 20);
    expect(scene, OLDER, COUNT);
    act(scene, ACTION_CHART_OLDER, 3);
    act(scene, ACTION_BACK, 1);
    expect(scene, OLDER, COUNT);
    assert_false(chart_window_act(&scene->view, ACTION_BACK));
}

static void zooming_keeps_the_newest_end(void **state)
{
    struct scene *scene = *state;
    act(scene, ACTION_CHART_CLOSER, 1);
    expect(scene, OLDER + COUNT / 2, COUNT / 2);
    act(scene, ACTION_CHART_CLOSER, 10);
    expect(scene, OLDER + COUNT - 10, 10);
    act(scene, ACTION_CHART_WIDER, 1); /* no key press was lost at the end */
    expect(scene, OLDER + COUNT / 2, COUNT / 2);
    act(scene, ACTION_CHART_WIDER, 2);
    expect(scene, 20, 80);
    act(scene, ACTION_CHART_WIDER, 9);
    expect(scene, 0, OLDER + COUNT);
    act(scene, ACTION_CHART_CLOSER, 1);
    expect(scene, 20, 80);
}

static void what_was_panned_to_stays(void **state)
{
    struct scene *scene = *state;
    struct bars earlier = *scene->bars;
    earlier.count -= 3; /* those that come later */
    struct bars shown = chart_window(&earlier, &scene->view);
    scene->state.window.pan = 10;
    shown = chart_window(&earlier, &scene->view);
    int64_t first = shown.items[shown.count - 1].start;
    shown = chart_window(scene->bars, &scene->view);
    assert_int_equal(shown.items[shown.count - 1].start, first);
    scene->state.window = (struct pane_window){.range = RANGE_3M, .zoom = 1}; /* not panned: it follows */
    (void)chart_window(&earlier, &scene->view);
    shown = chart_window(scene->bars, &scene->view);
    assert_int_equal(shown.items[shown.count - 1].start, scene->bars->items[COUNT - 1].start);
}

static void another_range_begins_at_its_own_end(void **state)
{
    struct scene *scene = *state;
    act(scene, ACTION_CHART_OLDER, 2);
    struct bars other = *scene->bars;
    other.range = RANGE_6M;
    scene->view.range = RANGE_6M;
    assert_false(chart_window_is_moved(&scene->view));
    assert_int_equal(chart_window(&other, &scene->view).older_count, OLDER);
}

static void where_nothing_older_is_held_is_told(void **state)
{
    (void)state;
    struct screen_fixture fixture;
    screen_fixture_init(&fixture, FIXTURE_NORMAL, MODE_LIVE);
    (void)screen_fixture_type(&fixture, "=");
    assert_null(strstr(fixture.screen->message, "no older bars"));
    (void)screen_fixture_type(&fixture, "<<<");
    assert_null(strstr(fixture.screen->message, "no older bars"));
    (void)screen_fixture_type(&fixture, "<<<<<<");
    assert_non_null(strstr(fixture.screen->message, "no older bars"));
    screen_fixture_clear(&fixture);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_range_is_shown_at_first, make, drop),
        cmocka_unit_test_setup_teardown(panning_ends_where_the_bars_do, make, drop),
        cmocka_unit_test_setup_teardown(zooming_keeps_the_newest_end, make, drop),
        cmocka_unit_test_setup_teardown(what_was_panned_to_stays, make, drop),
        cmocka_unit_test_setup_teardown(another_range_begins_at_its_own_end, make, drop),
        cmocka_unit_test(where_nothing_older_is_held_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
