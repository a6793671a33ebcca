/* SPDX-License-Identifier: MIT
 * The views of the GPU pane: what they say, at every size, and what they ask for. */
#include "config.h"

#include "pane_fixture.h"
#include "panes.h"

#include "base/date.h"
#include "base/text.h"
#include "ui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PARTS_MOST      8
#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum { MARKET, CHART, DEPTH, VENUES, CHANGES, SUPPLY, STOCK, INDEX };

static void expect(enum fixture_state state, int shown, const char *const parts[PARTS_MOST])
{
    struct fixture fixture;
    struct buffer text;
    fixture_init(&fixture, state);
    fixture.state.shown = shown;
    buffer_init(&text, 1 << 20);
    fixture_draw(&fixture, &gpu_pane, 30, 110, false, &text);
    for (size_t i = 0; i < PARTS_MOST && parts[i] != NULL; i++)
        if (strstr(buffer_text(&text), parts[i]) == NULL)
            fail_msg("view %d does not say \"%s\":\n%s", shown, parts[i], buffer_text(&text));
    buffer_clear(&text);
    fixture_clear(&fixture);
}

static void each_view_says_what_it_is_for(void **state)
{
    (void)state;
    static const struct {
        int shown;
        const char *parts[PARTS_MOST];
    } cases[] = {
        {MARKET, {"▸H100 SXM", "H100 SXM at its venues", "runpod"}},
        {CHART, {"● H100 SXM 2.58 +29.0%", "● CRWV", "begin = 100", "stock %", "▸H100 SXM"}},
        {STOCK, {"● H100 SXM 20 -75.0%", "● CRWV", "begin = 100"}},
        {INDEX, {"no index of H100 SXM in this range"}},
        {DEPTH, {"H100 SXM  2 offers on demand", "8 GPUs", "1.50-1.55"}},
        {VENUES, {"VENUE", "vast", "votes", "1/1", "ok"}},
        {CHANGES, {"H100 SXM", "runpod", "stock", "none", "some", "price", "2.80", "+6.1%"}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect(FIXTURE_NORMAL, cases[i].shown, cases[i].parts);
}

static void without_data_each_view_says_why(void **state)
{
    (void)state;
    static const char *const empty[PARTS_MOST] = {"no GPU offers reported"},
                             *const loading[PARTS_MOST] = {"loading GPU prices"},
                             *const failed[PARTS_MOST] = {"rate-limited"};
    for (int shown = MARKET; shown <= CHANGES; shown++) {
        expect(FIXTURE_EMPTY, shown, empty);
        expect(FIXTURE_LOADING, shown, loading);
        expect(FIXTURE_FAILED_BARE, shown, failed);
    }
}

static void every_size_is_drawn(void **state)
{
    (void)state;
    static const int sizes[][2] = {{0, 0},  {1, 1},   {2, 10},  {3, 25},  {4, 20},
                                   {8, 40}, {12, 60}, {24, 80}, {50, 200}};
    for (int shown = MARKET; shown <= INDEX; shown++)
        for (size_t i = 0; i < COUNT_OF(sizes); i++)
            for (int kind = 0; kind < FIXTURE_STATES; kind++) {
                struct fixture fixture;
                struct buffer text;
                fixture_init(&fixture, (enum fixture_state)kind);
                fixture.state.shown = shown;
                buffer_init(&text, 1 << 20);
                fixture_draw(&fixture, &gpu_pane, sizes[i][0], sizes[i][1], kind % 2 == 0, &text);
                buffer_clear(&text);
                fixture_clear(&fixture);
            }
}

static void the_chart_asks_for_its_lines(void **state)
{
    (void)state;
    struct fixture fixture;
    struct want wants[WANTS_MOST];
    fixture_init(&fixture, FIXTURE_NORMAL);
    fixture.view.state = &fixture.state;
    assert_int_equal(gpu_pane.wants(&fixture.view, wants, WANTS_MOST), 0);
    fixture.state.shown = CHART;
    assert_int_equal(gpu_pane.wants(&fixture.view, wants, WANTS_MOST), 2);
    assert_int_equal(wants[0].kind, DATASET_GPU_HISTORY);
    assert_string_equal(wants[0].subject, "H100 SXM");
    assert_int_equal(wants[1].kind, DATASET_BARS);
    /* Marked models are drawn as well, and another selection is asked for. */
    assert_int_equal(gpu_pane.act(&fixture.view, ACTION_DETAIL, NULL), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_int_equal(gpu_pane.act(&fixture.view, ACTION_DOWN, NULL), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_int_equal(gpu_pane.wants(&fixture.view, wants, WANTS_MOST), 3);
    assert_string_equal(wants[0].subject, "B200");
    assert_string_equal(wants[1].subject, "H100 SXM");
    fixture_clear(&fixture);
}

static struct slot make_slot(enum dataset_kind kind, const char *subject, struct dataset *data)
{
    struct slot slot = {.kind = kind, .data = data, .good_at = FIXTURE_NOW, .interval_seconds = 86400};
    text_copy(slot.subject, sizeof slot.subject, subject);
    data->fetched_at = FIXTURE_NOW;
    return slot;
}

static void supply_stands_by_quarter(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buffer text;
    struct want wants[WANTS_MOST];
    struct dataset *facts = dataset_new(DATASET_RECEIVABLES, "NVDA"), *capex = dataset_new(DATASET_CAPEX, "");
    struct receivables_quarter *quarter = arena_array(&facts->arena, 2, sizeof *quarter);
    int32_t end = date_from_civil(2025, 7, 27);
    quarter[0] = (struct receivables_quarter){.start_day = end - 90, .end_day = end};
    quarter[0].inventory.amount = amount_of(15e9);
    quarter[0].revenue.amount = amount_of(46.8e9);
    quarter[0].gross_margin_percent = amount_of(33.8 / 46.8 * 100); /* 13 spent in 91 days: 15 lasts 105 */
    quarter[1] = (struct receivables_quarter){.start_day = end - 181, .end_day = end - 91};
    quarter[1].inventory.amount = amount_of(12e9);
    quarter[1].supply_commitments.amount = amount_of(45.8e9); /* trap 20: the newest filing does not tag it */
    facts->u.receivables.quarters = quarter;
    facts->u.receivables.count = 2;
    capex->u.capex.items = arena_array(&capex->arena, 2, sizeof *capex->u.capex.items);
    capex->u.capex.count = 2;
    capex->u.capex.items[0] = (struct capex_sum){.year = 2025, .quarter = 2, .total = 94e9, .known = 5, .all = 5};
    capex->u.capex.items[1] = (struct capex_sum){.year = 2025, .quarter = 1, .total = 60e9, .known = 4, .all = 5};
    struct dataset *supply = dataset_new(DATASET_SUPPLY, "");
    struct supply_figure figures[] = {{SUPPLY_TSMC, date_from_civil(2025, 8, 1), 400e9, "", 0},
                                      {SUPPLY_TSMC, date_from_civil(2025, 7, 1), 320e9, "", 0},
                                      {SUPPLY_PPI, date_from_civil(2025, 7, 1), 58.2, "", 0}};
    supply->u.supply = supply_months_make(figures, COUNT_OF(figures), &supply->arena);
    struct snapshot *snapshot = snapshot_new(3, 0);
    snapshot->slots[0] = make_slot(DATASET_RECEIVABLES, "NVDA", facts);
    snapshot->slots[1] = make_slot(DATASET_CAPEX, "", capex);
    snapshot->slots[2] = make_slot(DATASET_SUPPLY, "", supply);
    fixture_init(&fixture, FIXTURE_NORMAL);
    snapshot_unref(fixture.snapshot);
    fixture.snapshot = fixture.view.snapshot = snapshot;
    fixture.state.shown = SUPPLY;
    buffer_init(&text, 1 << 20);
    fixture_draw(&fixture, &gpu_pane, 18, 90, false, &text);
    static const char *const parts[] = {
        "2025-07-27", "15.0B", "+25.0%", "105",
        "45.8B",      "46.8B", "94.0B",  "not tagged in the filings since 2025-04-27",
        "2025-08",    "400B",  "58.2"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (strstr(buffer_text(&text), parts[i]) == NULL)
            fail_msg("no %s in\n%s", parts[i], buffer_text(&text));
    assert_null(strstr(buffer_text(&text), "60.0B")); /* one of five is missing */
    assert_int_equal(gpu_pane.wants(&fixture.view, wants, WANTS_MOST), 4);
    buffer_clear(&text);
    fixture_clear(&fixture);
}

/* Fixes of thirty days, the first half published by others: their line has gaps, ours has none. */
static struct dataset *make_index(void)
{
    struct dataset *data = dataset_new(DATASET_GPU_INDEX, "");
    struct gsi_index *index = &data->u.index;
    struct gsi_series *series = index->series = arena_array(&data->arena, 1, sizeof *index->series);
    index->series_count = 1;
    text_copy(series->model, sizeof series->model, "H100 SXM");
    series->fixes = arena_array(&data->arena, 30, sizeof *series->fixes);
    series->count = 30;
    for (size_t i = 0; i < series->count; i++)
        series->fixes[i] = (struct gsi_past){.fix_at = gsi_fix_time(FIXTURE_NOW) - (int64_t)(29 - i) * 86400,
                                             .value = amount_of(50),
                                             .seeded = i < 15};
    return data;
}

/* Stretches of blanks between two dots of a line, in the row that has most of them. */
static size_t gaps_of(const char *text)
{
    size_t most = 0, gaps = 0;
    for (const char *at = text; *at != '\0'; at++) {
        bool begins = *at == ' ' && at > text && (unsigned char)at[-1] >= 0x80;
        gaps = *at == '\n' ? 0 : gaps + begins;
        most = gaps > most ? gaps : most;
    }
    return most;
}

static void published_history_is_dotted(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buffer text;
    fixture_init(&fixture, FIXTURE_NORMAL);
    const struct slot *market = snapshot_slot(fixture.snapshot, DATASET_GPU_MARKET, "");
    struct snapshot *snapshot = snapshot_new(2, 0);
    assert_non_null(market);
    snapshot->slots[0] = *market;
    snapshot->slots[0].data = dataset_ref(market->data);
    snapshot->slots[1] = make_slot(DATASET_GPU_INDEX, "", make_index());
    snapshot_unref(fixture.snapshot);
    fixture.snapshot = fixture.view.snapshot = snapshot;
    fixture.state.shown = INDEX;
    buffer_init(&text, 1 << 20);
    fixture_draw(&fixture, &gpu_pane, 12, 110, false, &text);
    assert_non_null(strstr(buffer_text(&text), "● H100 SXM 50 –"));
    assert_non_null(strstr(buffer_text(&text), "dotted: published history"));
    assert_true(gaps_of(buffer_text(&text)) >= 10);
    buffer_clear(&text);
    fixture_clear(&fixture);
}

static void provenance_and_copies(void **state)
{
    (void)state;
    static const struct {
        int shown;
        const char *origin, *copy;
    } cases[] = {{VENUES, "vast: vast", "vast"},
                 {CHANGES, "H100 SXM at runpod", "H100 SXM runpod stock none -> some"},
                 {DEPTH, "H100 SXM", "2.97"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture fixture;
        char text[256];
        fixture_init(&fixture, FIXTURE_NORMAL);
        fixture.state.shown = cases[i].shown;
        gpu_pane.provenance(&fixture.view, text, sizeof text);
        assert_non_null(strstr(text, cases[i].origin));
        gpu_pane.copy(&fixture.view, text, sizeof text);
        assert_string_equal(text, cases[i].copy);
        assert_true(gpu_pane.rows(&fixture.view) > 0);
        fixture_clear(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_view_says_what_it_is_for), cmocka_unit_test(without_data_each_view_says_why),
        cmocka_unit_test(every_size_is_drawn),           cmocka_unit_test(the_chart_asks_for_its_lines),
        cmocka_unit_test(provenance_and_copies),         cmocka_unit_test(supply_stands_by_quarter),
        cmocka_unit_test(published_history_is_dotted),
    };
    date_use_new_york();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
