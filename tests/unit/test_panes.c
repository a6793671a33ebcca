/* SPDX-License-Identifier: MIT
 * The four panes in every state and many sizes: what must be seen, what must never happen. */
#include "config.h"

#include "pane_fixture.h"
#include "panes.h"

#include "base/text.h"
#include "consensus_lines.h"
#include "overlay_choice.h"
#include "ui/report.h"
#include "ui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct pane *const panes[] = {&price_pane, &ratings_pane, &receivables_pane, &gpu_pane};

#define PANES (sizeof panes / sizeof panes[0])

struct drawing {
    struct fixture fixture;
    struct buffer buffer;
};

static const char *draw(struct drawing *drawing, enum fixture_state state, const struct pane *pane, int rows,
                        int columns)
{
    fixture_init(&drawing->fixture, state);
    buffer_init(&drawing->buffer, 1 << 20);
    fixture_draw(&drawing->fixture, pane, rows, columns, false, &drawing->buffer);
    return buffer_text(&drawing->buffer);
}

static void finish(struct drawing *drawing)
{
    fixture_clear(&drawing->fixture);
    buffer_clear(&drawing->buffer);
}

static void expect_words(const char *text, const char *words)
{
    if (!strstr(text, words)) {
        fail_msg("\"%s\" is not in:\n%s", words, text);
    }
}

/* What the fixture made and nobody else holds may be changed. */
static struct dataset *own(const struct fixture *fixture, enum dataset_kind kind, const char *subject)
{
    return (struct dataset *)(uintptr_t)snapshot_data(fixture->snapshot, kind, subject);
}

static const struct {
    const struct pane *pane;
    enum fixture_state state;
    const char *words[8];
} visible[] = {
    {&price_pane,
     FIXTURE_NORMAL,
     {"▸CRWV", "133.20", "+4.11", "▲+3.18%", "18.2M", "▼-0.48%", "no such symbol", "[1m]"}},
    {&price_pane, FIXTURE_NORMAL, {"HALTED", "109.50", "2330.TW", "Yahoo · 10:41", "sma20 sma50"}},
    {&price_pane, FIXTURE_EMPTY, {"the provider reports no quotes", "CRWV", "no bars in this range"}},
    {&price_pane, FIXTURE_LOADING, {"loading quotes", "loading the chart of CRWV"}},
    {&price_pane, FIXTURE_REFRESHING, {"133.20", "refreshing"}},
    {&price_pane, FIXTURE_STALE, {"133.20", "~ stale: 12m old"}},
    {&price_pane, FIXTURE_FAILED, {"133.20", "Yahoo: rate-limited · next try 40 s · showing 10:41"}},
    {&price_pane, FIXTURE_FAILED_BARE, {"CRWV", "Yahoo: rate-limited · next try 40 s"}},
    {&price_pane, FIXTURE_NEEDS, {"needs a key: get one at https://example.org/keys", "0600"}},
    {&price_pane, FIXTURE_OFF, {"quotes are switched off"}},
    {&ratings_pane,
     FIXTURE_NORMAL,
     {"24 analysts", "14 buy 8 hold 2 sell", "low 65", "mean 148 ▲ +11.1%", "240 high", "Sep 24", "▲up",
      "105 → 170"}},
    {&ratings_pane, FIXTURE_NORMAL, {"EW → OW", "+27.6%", "▼down", "142.50", "EPS Q Sep 25", "-0.31", "11.9B"}},
    {&ratings_pane, FIXTURE_EMPTY, {"no analyst actions reported"}},
    {&ratings_pane, FIXTURE_LOADING, {"loading ratings of CRWV"}},
    {&ratings_pane, FIXTURE_REFRESHING, {"170", "refreshing"}},
    {&ratings_pane, FIXTURE_STALE, {"170", "~ stale: 12m old"}},
    {&ratings_pane, FIXTURE_FAILED, {"170", "Yahoo: rate-limited · next try 40 s"}},
    {&ratings_pane, FIXTURE_FAILED_BARE, {"Yahoo: rate-limited · next try 40 s"}},
    {&ratings_pane, FIXTURE_NEEDS, {"needs a key", "https://example.org/keys"}},
    {&ratings_pane, FIXTURE_OFF, {"switched off"}},
    {&receivables_pane,
     FIXTURE_NORMAL,
     {"2025-03-31", "1.06B", "+153.3%", "!97", "2024-12-31", "*417M", "~747M", "DSO"}},
    {&receivables_pane, FIXTURE_NORMAL, {"FILED", "2025-09-23", "8-K", "NEW", "2025-08-23", "10-Q"}},
    {&receivables_pane, FIXTURE_EMPTY, {"reported"}},
    {&receivables_pane, FIXTURE_LOADING, {"loading receivables of CRWV"}},
    {&receivables_pane, FIXTURE_REFRESHING, {"1.06B", "refreshing"}},
    {&receivables_pane, FIXTURE_STALE, {"1.06B", "~ stale: 12m old"}},
    {&receivables_pane, FIXTURE_FAILED, {"1.06B", "edgar: rate-limited · next try 40 s"}},
    {&receivables_pane, FIXTURE_FAILED_BARE, {"edgar: rate-limited · next try 40 s"}},
    {&receivables_pane, FIXTURE_NEEDS, {"SEC", "contact = Name name@example.org", "gputape.conf"}},
    {&receivables_pane, FIXTURE_OFF, {"switched off"}},
    {&gpu_pane, FIXTURE_NORMAL, {"▸H100 SXM", "2.97", "+1.2%", "-6.0%", "11%", "≥64", "-38%", "vast"}},
    {&gpu_pane, FIXTURE_NORMAL, {"A100 80GB SXM", "H100 SXM at its venues", "runpod", "Low", "3.97"}},
    {&gpu_pane, FIXTURE_EMPTY, {"no GPU offers reported"}},
    {&gpu_pane, FIXTURE_LOADING, {"loading GPU prices"}},
    {&gpu_pane, FIXTURE_REFRESHING, {"2.97", "refreshing"}},
    {&gpu_pane, FIXTURE_STALE, {"2.97", "~ stale: 12m old"}},
    {&gpu_pane, FIXTURE_FAILED, {"2.97", "vast: rate-limited · next try 40 s"}},
    {&gpu_pane, FIXTURE_FAILED_BARE, {"vast: rate-limited · next try 40 s"}},
    {&gpu_pane, FIXTURE_NEEDS, {"needs a key"}},
    {&gpu_pane, FIXTURE_OFF, {"switched off"}},
};

static void test_what_each_state_shows(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof visible / sizeof visible[0]; i++) {
        struct drawing drawing;
        const char *text = draw(&drawing, visible[i].state, visible[i].pane, 40, 100);
        for (size_t j = 0; j < 8 && visible[i].words[j]; j++) {
            expect_words(text, visible[i].words[j]);
        }
        finish(&drawing);
    }
}

static void test_states_are_told_apart(void **unused)
{
    (void)unused;
    static const struct {
        int rows, columns;
    } sizes[] = {{40, 100}, {12, 60}, {6, 40}};
    for (size_t i = 0; i < PANES * 3; i++) {
        struct drawing drawings[FIXTURE_CJK]; /* which is the normal one in other words */
        for (int state = 0; state < FIXTURE_CJK; state++) {
            const char *text = draw(&drawings[state], (enum fixture_state)state, panes[i / 3], sizes[i % 3].rows,
                                    sizes[i % 3].columns);
            for (int other = 0; other < state; other++) {
                if (strcmp(text, buffer_text(&drawings[other].buffer)) == 0) {
                    fail_msg("%s: states %d and %d look alike:\n%s", panes[i / 3]->name, state, other, text);
                }
            }
        }
        for (int state = 0; state < FIXTURE_CJK; state++) {
            finish(&drawings[state]);
        }
    }
}

static void test_nothing_unknown_is_zero(void **unused)
{
    (void)unused;
    struct drawing drawing;
    for (size_t i = 0; i < PANES; i++) {
        const char *text = draw(&drawing, FIXTURE_NORMAL, panes[i], 40, 300);
        expect_words(text, "\xe2\x80\x93");
        assert_null(strstr(text, " 0.00 "));
        assert_null(strstr(text, " 0 "));
        assert_null(strstr(text, "nan"));
        finish(&drawing);
    }
}

static void test_tiny(void **unused)
{
    (void)unused;
    static const char *const words[PANES] = {"CRWV", "Sep 24", "2025-03-31", "H100"};
    for (size_t i = 0; i < PANES; i++) {
        struct drawing drawing;
        expect_words(draw(&drawing, FIXTURE_NORMAL, panes[i], 6, 20), words[i]);
        finish(&drawing);
    }
}

static void test_ascii(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < PANES; i++) {
        for (int state = 0; state < FIXTURE_STATES; state++) {
            struct drawing drawing;
            draw(&drawing, (enum fixture_state)state, panes[i], 40, 120);
            fixture_draw(&drawing.fixture, panes[i], 40, 120, true, &drawing.buffer);
            for (const char *at = buffer_text(&drawing.buffer); *at; at++) {
                assert_true((unsigned char)*at < 0x80);
            }
            finish(&drawing);
        }
    }
}

static void test_wide_characters_keep_the_columns(void **unused)
{
    (void)unused;
    for (int columns = 20; columns < 200; columns += 3) {
        for (size_t i = 0; i < 2; i++) {
            struct drawing drawing;
            const char *text = draw(&drawing, FIXTURE_NORMAL, panes[i], 40, columns);
            while (*text) {
                char line[1024];
                size_t length = strcspn(text, "\n");
                snprintf(line, sizeof line, "%.*s", (int)length, text);
                assert_true(text_width(line) <= (size_t)columns);
                text += length + 1;
            }
            finish(&drawing);
        }
    }
}

#define FIGURE "0123456789.+-%~*!"

/* Is this run of figure characters, from the narrow drawing, also a whole one in the wide drawing? */
static bool has_figure(const char *wide, const char *figure, size_t length)
{
    for (const char *at = wide; *at;) {
        size_t run = strspn(at, FIGURE);
        if (run == length && strncmp(at, figure, length) == 0) {
            return true;
        }
        at += run ? run : 1;
    }
    return false;
}

static void expect_whole_figures(const char *narrow, const char *wide)
{
    for (const char *at = narrow; *at;) {
        size_t run = strspn(at, FIGURE);
        bool cut_name = strncmp(at + run, "\xe2\x80\xa6", 3) == 0; /* text may end in an ellipsis */
        if (run > 0 && !cut_name && !has_figure(wide, at, run)) {
            fail_msg("\"%.*s\" is cut:\n%s", (int)run, at, narrow);
        }
        at += run ? run : 1;
    }
}

/* The price pane so low that it has no chart, whose axis depends on its size. */
static void test_no_width_cuts_a_figure(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < PANES; i++) {
        struct drawing wide, narrow;
        int rows = panes[i] == &price_pane ? 8 : 40;
        const char *all = draw(&wide, FIXTURE_NORMAL, panes[i], rows, 400);
        for (int columns = 10; columns < 220; columns++) {
            expect_whole_figures(draw(&narrow, FIXTURE_NORMAL, panes[i], rows, columns), all);
            finish(&narrow);
        }
        finish(&wide);
    }
}

static void expect_untouched_outside(const struct canvas *canvas, struct rect area)
{
    for (int row = 0; row < canvas->rows; row++) {
        for (int column = 0; column < canvas->columns; column++) {
            bool inside = row >= area.row && row < area.row + area.rows && column >= area.column &&
                          column < area.column + area.columns;
            if (!inside) {
                assert_int_equal(canvas->cells[row * canvas->columns + column].glyph, '@');
            }
        }
    }
}

static void draw_in(struct fixture *fixture, const struct pane *pane, struct rect area)
{
    struct canvas canvas;
    canvas_init(&canvas, 62, 122);
    for (int i = 0; i < canvas.rows * canvas.columns; i++) {
        canvas.cells[i].glyph = '@';
    }
    canvas_erase(&canvas, area, ROLE_TEXT);
    pane->draw(&canvas, area, &fixture->view);
    expect_untouched_outside(&canvas, area);
    canvas_clear(&canvas);
}

static int below(unsigned *seed, int limit)
{
    *seed = *seed * 1103515245u + 12345u;
    return (int)(*seed >> 8) % limit;
}

static void test_any_rectangle(void **unused)
{
    (void)unused;
    unsigned seed = 2025;
    for (int state = 0; state < FIXTURE_STATES; state++) {
        struct fixture fixture;
        fixture_init(&fixture, (enum fixture_state)state);
        for (int i = 0; i < 250; i++) {
            struct rect area = {below(&seed, 40), below(&seed, 80), below(&seed, 61), below(&seed, 121)};
            fixture.view.chart = below(&seed, 2) ? CHART_LINE : CHART_CANDLES;
            fixture.view.overlays = below(&seed, 2);
            fixture.view.overlay_choice.made = below(&seed, 2);
            fixture.view.overlay_choice.mask = (unsigned)below(&seed, 1 << CHART_OVERLAYS);
            fixture.state.window = (struct pane_window){
                .range = fixture.view.range, .pan = (size_t)below(&seed, 90), .zoom = below(&seed, 9) - 4};
            fixture.state.cursor = below(&seed, 50);
            fixture.state.detail = below(&seed, 2);
            fixture.state.detail_top = below(&seed, 100) - 20;
            fixture.state.table.selected = below(&seed, 12) - 2;
            fixture.state.table.top = below(&seed, 30) - 5;
            fixture.state.table.left = below(&seed, 20);
            fixture.state.table.sort_column = below(&seed, 40) - 2;
            fixture.state.table.reversed = below(&seed, 2);
            text_copy(fixture.state.table.filter, sizeof fixture.state.table.filter, below(&seed, 4) ? "" : "a");
            draw_in(&fixture, panes[below(&seed, PANES)], area);
        }
        fixture_clear(&fixture);
    }
}

static void test_without_anything(void **unused)
{
    (void)unused;
    struct pane_state state = {.table = {.sort_column = -1}};
    struct view view = {.now = FIXTURE_NOW, .state = &state};
    char text[256];
    for (size_t i = 0; i < PANES; i++) {
        struct canvas canvas;
        canvas_init(&canvas, 20, 60);
        for (int detail = 0; detail < 2; detail++) {
            state.detail = detail;
            panes[i]->draw(&canvas, (struct rect){0, 0, 20, 60}, &view);
        }
        state.detail = false;
        assert_int_equal(panes[i]->rows(&view), 0);
        panes[i]->subtitle(&view, text, sizeof text);
        panes[i]->provenance(&view, text, sizeof text);
        assert_true(text[0] != '\0');
        panes[i]->copy(&view, text, sizeof text);
        assert_string_equal(text, "");
        panes[i]->next_change(&view);
        for (int action = 0; action < ACTION_COUNT; action++) {
            panes[i]->act(&view, (enum action_id)action, NULL);
        }
        canvas_clear(&canvas);
    }
}

static void test_price_selection_is_the_symbol(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_init(&fixture, FIXTURE_NORMAL);
    assert_int_equal(price_pane.act(&fixture.view, ACTION_DOWN, NULL), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_string_equal(fixture.view.symbol, "2330.TW");
    assert_int_equal(price_pane.act(&fixture.view, ACTION_LAST, NULL), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_string_equal(fixture.view.symbol, "NONE");
    assert_int_equal(price_pane.act(&fixture.view, ACTION_DOWN, NULL), OUTCOME_REDRAW);
    fixture.view.symbol = "CRWV";
    assert_int_equal(price_pane.act(&fixture.view, ACTION_DOWN, NULL), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_string_equal(fixture.view.symbol, "2330.TW");
    assert_int_equal(price_pane.act(&fixture.view, ACTION_SORT, NULL), OUTCOME_REDRAW);
    assert_string_equal(fixture.view.symbol, "2330.TW");
    text_copy(fixture.state.table.filter, sizeof fixture.state.table.filter, "NBIS");
    assert_int_equal(price_pane.act(&fixture.view, ACTION_DETAIL, NULL), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_string_equal(fixture.view.symbol, "NBIS"); /* the row that is marked, not the one filtered away */
    assert_int_equal(price_pane.act(&fixture.view, ACTION_DOWN, NULL), OUTCOME_REDRAW);
    assert_string_equal(fixture.view.symbol, "NBIS");
    fixture_clear(&fixture);
}

static void test_details(void **unused)
{
    (void)unused;
    static const struct {
        const struct pane *pane;
        int selected;
        const char *words[6];
    } details[] = {
        {&price_pane,
         0,
         {"CoreWeave Example", "133.20 USD", "65.4B", "33.52 to 187.00", "Yahoo · 10:41", "received"}},
        {&ratings_pane, 0, {"Example Securities", "Equal Weight → Overweight", "105 → 170", "as issued", "+61.9%"}},
        {&receivables_pane,
         0,
         {"1,055,200,000 USD", "us-gaap:AccountsReceivableNetCurrent", "0001-25-000014", "derived",
          "! DSO 51 to 97 days"}},
        {&gpu_pane, 0, {"H100 SXM", "2.97", "runpod", "Low", "8x", "1.500"}},
    };
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
        struct drawing drawing;
        draw(&drawing, FIXTURE_NORMAL, details[i].pane, 40, 120);
        drawing.fixture.state.table.selected = details[i].selected;
        assert_int_equal(details[i].pane->act(&drawing.fixture.view, ACTION_DETAIL, NULL), OUTCOME_REDRAW);
        assert_true(drawing.fixture.state.detail);
        fixture_draw(&drawing.fixture, details[i].pane, 40, 120, false, &drawing.buffer);
        for (size_t j = 0; j < 6 && details[i].words[j]; j++) {
            expect_words(buffer_text(&drawing.buffer), details[i].words[j]);
        }
        assert_int_equal(details[i].pane->act(&drawing.fixture.view, ACTION_BACK, NULL), OUTCOME_REDRAW);
        assert_false(drawing.fixture.state.detail);
        finish(&drawing);
    }
}

static void test_one_selection_runs_through_quarters_and_filings(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char text[512];
    fixture_init(&fixture, FIXTURE_NORMAL);
    assert_int_equal(receivables_pane.rows(&fixture.view), 4);
    receivables_pane.copy(&fixture.view, text, sizeof text);
    assert_string_equal(text, "1055200000");
    receivables_pane.act(&fixture.view, ACTION_LAST, NULL);
    assert_int_equal(fixture.state.table.selected, 3);
    receivables_pane.provenance(&fixture.view, text, sizeof text);
    expect_words(text, "10-Q quarterly report");
    expect_words(text, "accession 0001769628-25-000041");
    receivables_pane.copy(&fixture.view, text, sizeof text);
    expect_words(text, "https://www.sec.gov/");
    fixture_clear(&fixture);
}

static void test_annual_filers_are_named(void **unused)
{
    (void)unused;
    struct drawing drawing;
    draw(&drawing, FIXTURE_NORMAL, &receivables_pane, 40, 100);
    own(&drawing.fixture, DATASET_RECEIVABLES, "CRWV")->u.receivables.annual_only = true;
    fixture_draw(&drawing.fixture, &receivables_pane, 40, 100, false, &drawing.buffer);
    expect_words(buffer_text(&drawing.buffer), "annual only (20-F)");
    finish(&drawing);
}

static void test_nothing_fresh_wakes_the_program_soon(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_init(&fixture, FIXTURE_NORMAL);
    assert_int_equal(ratings_pane.next_change(&fixture.view),
                     FIXTURE_NOW + 114); /* fetched 12 s ago, 2 x 60 s, 5 s of grace, and one more */
    fixture_clear(&fixture);
    fixture_init(&fixture, FIXTURE_FAILED);
    assert_int_equal(ratings_pane.next_change(&fixture.view), FIXTURE_NOW + 1);
    fixture_clear(&fixture);
}

static void test_closed_market_is_said(void **unused)
{
    (void)unused;
    struct drawing drawing;
    draw(&drawing, FIXTURE_NORMAL, &price_pane, 40, 200);
    drawing.fixture.view.now = FIXTURE_NOW + 3 * 86400; /* a Saturday */
    fixture_draw(&drawing.fixture, &price_pane, 40, 200, false, &drawing.buffer);
    expect_words(buffer_text(&drawing.buffer), "market closed");
    expect_words(buffer_text(&drawing.buffer), "close ");
    finish(&drawing);
}

static void test_old_extended_price_is_not_shown_as_news(void **unused)
{
    (void)unused;
    struct drawing drawing;
    draw(&drawing, FIXTURE_NORMAL, &price_pane, 40, 200);
    own(&drawing.fixture, DATASET_QUOTES, "")->u.quotes.items[3].extended_as_of = FIXTURE_NOW - 60000;
    fixture_draw(&drawing.fixture, &price_pane, 40, 200, false, &drawing.buffer);
    assert_null(strstr(buffer_text(&drawing.buffer), "109.50"));
    finish(&drawing);
}

static void test_upside_never_mixes_currencies(void **unused)
{
    (void)unused;
    static const char *const currencies[] = {"EUR", "GBp"};
    for (size_t i = 0; i < 2; i++) {
        struct drawing drawing;
        draw(&drawing, FIXTURE_NORMAL, &ratings_pane, 40, 100);
        struct quote *quote = &own(&drawing.fixture, DATASET_QUOTES, "")->u.quotes.items[0];
        text_copy(quote->currency, sizeof quote->currency, currencies[i]);
        if (i == 1) { /* pence are told by themselves */
            own(&drawing.fixture, DATASET_CONSENSUS, "CRWV")->u.consensus.currency[0] = '\0';
        }
        fixture_draw(&drawing.fixture, &ratings_pane, 40, 100, false, &drawing.buffer);
        assert_null(strstr(buffer_text(&drawing.buffer), "+27.6%"));
        assert_null(strstr(buffer_text(&drawing.buffer), "+11.1%"));
        expect_words(buffer_text(&drawing.buffer), "mean 148 \xe2\x80\x93");
        finish(&drawing);
    }
}

static void test_overlays_are_optional(void **unused)
{
    (void)unused;
    for (int on = 0; on < 2; on++) {
        struct drawing drawing;
        draw(&drawing, FIXTURE_NORMAL, &price_pane, 40, 100);
        drawing.fixture.view.overlays = on;
        fixture_draw(&drawing.fixture, &price_pane, 40, 100, false, &drawing.buffer);
        assert_int_equal(strstr(buffer_text(&drawing.buffer), "volume") != NULL, on);
        assert_int_equal(strstr(buffer_text(&drawing.buffer), "████") != NULL, on);
        drawing.fixture.view.overlay_choice = (struct overlay_choice){true, 1u << OVERLAY_RATINGS};
        fixture_draw(&drawing.fixture, &price_pane, 40, 100, false, &drawing.buffer);
        assert_null(strstr(buffer_text(&drawing.buffer), "████")); /* one by one */
        finish(&drawing);
    }
}

static void test_shares_fill_the_bar(void **unused)
{
    (void)unused;
    static const struct {
        double shares[3];
        int width, columns[3];
    } cases[] = {
        {{14, 8, 2}, 24, {14, 8, 2}}, {{1, 1, 1}, 10, {4, 3, 3}}, {{99, 0, 1}, 10, {9, 0, 1}},
        {{0, 0, 0}, 10, {0, 0, 0}},   {{5, 0, 0}, 7, {7, 0, 0}},  {{1, 1, 1}, 0, {0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int columns[3];
        consensus_split(cases[i].shares, cases[i].width, columns);
        assert_memory_equal(columns, cases[i].columns, sizeof columns);
    }
}

static void test_reports_match_the_screen(void **unused)
{
    (void)unused;
    static const struct {
        const struct pane *pane;
        const char *subject;
        const char *words[4];
    } reports[] = {
        {&price_pane,
         "",
         {"\"symbol\":\"CRWV\"", "\"last\":133.2,\"change\":4.11,\"change_percent\":3.183825,", "\"halted\":true",
          "\"last\":null"}},
        {&ratings_pane, "CRWV", {"\"rating_to\":\"Overweight\"", "\"target_to\":170", "\"rating_from\":null"}},
        {&receivables_pane,
         "CRWV",
         {"\"end\":\"2025-03-31\"", "\"receivables\":1055200000", "\"capex_how\":\"ytd-diff\""}},
        {&gpu_pane, "", {"\"model\":\"H100 SXM\"", "\"at_least\":true", "\"usd_gpu_hour\":null"}},
    };
    for (size_t i = 0; i < PANES; i++) {
        struct drawing drawing;
        draw(&drawing, FIXTURE_NORMAL, reports[i].pane, 1, 1);
        const struct report *report = reports[i].pane->report;
        const struct dataset *data = snapshot_data(drawing.fixture.snapshot, report->kind, reports[i].subject);
        buffer_empty(&drawing.buffer);
        assert_true(report_write(report, &data, 1, REPORT_NDJSON, &drawing.buffer));
        for (size_t j = 0; j < 4 && reports[i].words[j]; j++) {
            expect_words(buffer_text(&drawing.buffer), reports[i].words[j]);
        }
        finish(&drawing);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_each_state_shows),
        cmocka_unit_test(test_states_are_told_apart),
        cmocka_unit_test(test_nothing_unknown_is_zero),
        cmocka_unit_test(test_tiny),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_wide_characters_keep_the_columns),
        cmocka_unit_test(test_no_width_cuts_a_figure),
        cmocka_unit_test(test_any_rectangle),
        cmocka_unit_test(test_without_anything),
        cmocka_unit_test(test_price_selection_is_the_symbol),
        cmocka_unit_test(test_details),
        cmocka_unit_test(test_one_selection_runs_through_quarters_and_filings),
        cmocka_unit_test(test_annual_filers_are_named),
        cmocka_unit_test(test_nothing_fresh_wakes_the_program_soon),
        cmocka_unit_test(test_closed_market_is_said),
        cmocka_unit_test(test_old_extended_price_is_not_shown_as_news),
        cmocka_unit_test(test_upside_never_mixes_currencies),
        cmocka_unit_test(test_overlays_are_optional),
        cmocka_unit_test(test_shares_fill_the_bar),
        cmocka_unit_test(test_reports_match_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
