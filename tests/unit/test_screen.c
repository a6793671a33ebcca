/* SPDX-License-Identifier: MIT
 * The screen as a whole: keys in, outcomes and text out. */
#include "config.h"

#include "screen_fixture.h"

#include "base/key.h"
#include "base/text.h"
#include "ui/action.h"
#include "ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CONTROL(letter) ((uint32_t)(letter) - '@')
static struct screen_fixture stage;
static struct buffer page;

static int open_stage(void **state)
{
    (void)state;
    screen_fixture_init(&stage, FIXTURE_NORMAL, MODE_LIVE);
    canvas_resize(&stage.canvas, 50, 180);
    buffer_init(&page, 1 << 20);
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    screen_fixture_clear(&stage);
    buffer_clear(&page);
    return 0;
}

static const char *shown(void)
{
    screen_draw(stage.screen, &stage.canvas, FIXTURE_NOW);
    buffer_empty(&page);
    assert_true(canvas_to_text(&stage.canvas, &page));
    return buffer_text(&page);
}

static void expect(const char *words)
{
    const char *text = shown();
    if (strstr(text, words) == NULL)
        fail_msg("\"%s\" is not in:\n%s", words, text);
}

static void expect_not(const char *words)
{
    const char *text = shown();
    if (strstr(text, words) != NULL)
        fail_msg("\"%s\" is in:\n%s", words, text);
}

static unsigned press(uint32_t key)
{
    return screen_fixture_key(&stage, key);
}

static unsigned type(const char *text)
{
    return screen_fixture_type(&stage, text);
}

/* --- what is seen --- */

static void all_four_panes_and_the_lines_around(void **state)
{
    (void)state;
    expect("gputape");
    expect("Neoclouds▾ CRWV NBIS 2330.TW ZZZZ │ Silicon");
    expect("NYSE open · closes in 5h18m");
    expect("10:42 ET");
    expect("1 Price ══ Neoclouds");
    expect("2 Analyst ratings ── CRWV");
    expect("3 Receivables disclosures");
    expect("4 GPU shortage");
    expect("10:41 CRWV 8-K filed: material agreement · 09:50 H100 SXM +2.1% at vast");
    expect("● live 3/3");
    expect("1 new");
    expect("? help");
}

static void the_badge_stays_at_every_size(void **state)
{
    static const struct {
        enum screen_mode_label label;
        const char *words;
    } labels[] = {{MODE_DEMO, "DEMO"}, {MODE_REPLAY, "REPLAY"}, {MODE_OFFLINE, "OFFLINE"}};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        screen_fixture_restart(&stage, labels[i].label);
        for (int columns = LAYOUT_LEAST_COLUMNS; columns < 200; columns += 13) {
            canvas_resize(&stage.canvas, LAYOUT_LEAST_ROWS + columns / 5, columns);
            expect(labels[i].words);
            (void)press('?');
            expect(labels[i].words);
            (void)press(KEYS_ESCAPE);
        }
    }
}

static void what_was_recorded_is_not_called_live(void **state)
{
    (void)state;
    screen_fixture_restart(&stage, MODE_REPLAY);
    expect("● recorded 3/3");
}

static void a_replay_says_of_which_day_it_is(void **state)
{
    (void)state;
    screen_fixture_restart(&stage, MODE_REPLAY);
    expect(" REPLAY undated ");
    stage.recorded_at = 1794841200; /* 2026-11-16 10:00 in New York */
    screen_fixture_restart(&stage, MODE_REPLAY);
    expect(" REPLAY 2026-11-16 ");
    stage.recorded_at = 0;
}

static void health_says_what_is_wrong(void **state)
{
    struct snapshot *snapshot = screen_fixture_snapshot(&stage, FIXTURE_NORMAL);
    (void)state;
    error_set(&snapshot->health[0].error, ERROR_RATE_LIMITED, "rate-limited");
    text_copy(snapshot->banner, sizeof snapshot->banner, "cache not written: disk full");
    assert_int_equal(screen_set_snapshot(stage.screen, snapshot), OUTCOME_REDRAW);
    expect("● live 2/3");
    expect("cache not written: disk full");
    struct snapshot *unasked = screen_fixture_snapshot(&stage, FIXTURE_NORMAL);
    unasked->online = false;
    assert_int_equal(screen_set_snapshot(stage.screen, unasked), OUTCOME_REDRAW);
    expect("○ cached data"); /* nobody has answered yet, nor failed to */
    snapshot_unref(unasked);
    struct snapshot *offline = screen_fixture_snapshot(&stage, FIXTURE_NORMAL);
    offline->online = false;
    offline->health[0].failures = 1;
    assert_int_equal(screen_set_snapshot(stage.screen, offline), OUTCOME_REDRAW);
    expect("× offline 3/3");
    snapshot_unref(snapshot);
    snapshot_unref(offline);
}

static void the_least_size_is_told_and_q_works(void **state)
{
    (void)state;
    canvas_resize(&stage.canvas, 9, 80);
    expect("gputape needs 40x10");
    assert_int_equal(press(KEYS_ESCAPE) & OUTCOME_QUIT, 0);
    assert_true(press('q') & OUTCOME_QUIT);
    canvas_resize(&stage.canvas, 1, 1);
    (void)shown();
    canvas_resize(&stage.canvas, 0, 0);
    (void)shown();
    assert_true(press('q') & OUTCOME_QUIT);
}

/* --- keys --- */

static void quitting(void **state)
{
    (void)state;
    (void)shown();
    for (int i = 0; i < 5; i++)
        assert_int_equal(press(KEYS_ESCAPE) & OUTCOME_QUIT, 0);
    assert_true(press('q') & OUTCOME_QUIT);
    assert_true(press(CONTROL('C')) & OUTCOME_QUIT);
    (void)press(':');
    assert_true(press(CONTROL('C')) & OUTCOME_QUIT);
    (void)press(KEYS_ESCAPE);
    (void)press('?');
    assert_int_equal(press('q') & OUTCOME_QUIT, 0); /* closes the page */
    expect_not("Esc closes");
}

static void the_selection_is_global(void **state)
{
    (void)state;
    (void)shown();
    assert_string_equal(screen_symbol(stage.screen), "CRWV");
    assert_true(press('j') & OUTCOME_FOCUS);
    assert_string_equal(screen_symbol(stage.screen), "NBIS");
    expect("2 Analyst ratings ── NBIS");
    assert_true(press(']') & OUTCOME_FOCUS);
    assert_string_equal(screen_symbol(stage.screen), "NVDA");
    expect("Silicon▾ NVDA CRWV");
    (void)press('[');
    assert_string_equal(screen_symbol(stage.screen), "CRWV");
}

static void focus_and_zoom(void **state)
{
    (void)state;
    (void)press(KEYS_TAB);
    expect("╔2 Analyst ratings");
    (void)press(KEYS_BACK_TAB);
    expect("╔1 Price");
    (void)press('3');
    (void)press('z');
    expect("╔3 Receivables");
    expect_not("1 Price");
    (void)press(KEYS_ESCAPE);
    expect("1 Price");
}

static void a_medium_screen_keeps_the_companion(void **state)
{
    (void)state;
    canvas_resize(&stage.canvas, 30, 120);
    (void)press('4');
    expect("╔4 GPU shortage");
    (void)press('1');
    expect("╔1 Price");
    expect("┌4 GPU shortage");
}

static void a_small_screen_has_tabs(void **state)
{
    (void)state;
    canvas_resize(&stage.canvas, 24, 80);
    expect("[1 Price]");
    (void)press(KEYS_TAB);
    expect("[2 Analyst ratings]");
    expect_not("╔1 Price");
}

static void ranges_and_charts(void **state)
{
    (void)state;
    assert_int_equal(screen_range(stage.screen), RANGE_1M);
    assert_true(press('t') & OUTCOME_FOCUS);
    assert_int_equal(screen_range(stage.screen), RANGE_3M);
    (void)press('T');
    (void)press('T');
    assert_int_equal(screen_range(stage.screen), RANGE_5D);
    for (int i = 0; i < 20; i++)
        (void)press('T');
    assert_int_equal(screen_range(stage.screen), RANGE_1D);
    assert_int_equal(press('T') & OUTCOME_FOCUS, 0);
    assert_true(press('c') & OUTCOME_REDRAW);
    assert_true(press('v') & OUTCOME_REDRAW);
}

static void asking_for_data(void **state)
{
    (void)state;
    (void)press('4');
    assert_true(press('r') & OUTCOME_REFRESH);
    assert_int_equal(screen_refresh_kinds(stage.screen), (1U << DATASET_GPU_MARKET | 1U << DATASET_GPU_HISTORY));
    assert_true(press('R') & OUTCOME_REFRESH);
    assert_true(screen_refresh_kinds(stage.screen) & 1U << DATASET_RATINGS);
    assert_true(press('p') & OUTCOME_PAUSE);
    assert_true(screen_paused(stage.screen));
    expect("= paused");
    assert_true(press('p') & OUTCOME_PAUSE);
    assert_false(screen_paused(stage.screen));
}

static void the_terminal_is_the_programs_business(void **state)
{
    (void)state;
    assert_true(press(CONTROL('L')) & OUTCOME_REPAINT);
    assert_true(press(CONTROL('Z')) & OUTCOME_SUSPEND);
    assert_true(press(CONTROL('R')) & OUTCOME_RELOAD);
    (void)shown();
    assert_true(press('y') & OUTCOME_COPY);
    assert_non_null(strstr(screen_copy_text(stage.screen), "133.20"));
}

/* --- lines --- */

static void filters_narrow_and_escape_gives_back(void **state)
{
    (void)state;
    (void)press('/');
    (void)type("nbi");
    expect("filter: nbi");
    expect("/nbi");
    (void)press(KEYS_ENTER);
    expect("filter: nbi");
    (void)press('/');
    (void)type("zz");
    (void)press(KEYS_ESCAPE);
    expect("filter: nbi "); /* as before */
    expect_not("nbizz");
    (void)press(KEYS_ESCAPE);
    expect_not("filter:");
    assert_string_equal(screen_symbol(stage.screen), "NBIS"); /* the row that was left */
}

static void symbols_are_added_and_removed(void **state)
{
    struct watch_edit edit;
    (void)state;
    (void)press('+');
    expect("add a symbol to Neoclouds:");
    assert_true(type("iren\n") & OUTCOME_WATCH_EDIT);
    assert_string_equal(screen_symbol(stage.screen), "IREN");
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_string_equal(edit.symbol, "IREN");
    assert_string_equal(edit.group, "Neoclouds");
    assert_int_equal(edit.kind, WATCH_ADD);
    assert_int_equal(edit.at, FIXTURE_NOW);
    assert_false(screen_take_edit(stage.screen, &edit));
    expect("IREN added to Neoclouds");
    assert_true(press('-') & OUTCOME_WATCH_EDIT);
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_int_equal(edit.kind, WATCH_REMOVE);
    assert_string_equal(screen_symbol(stage.screen), "ZZZZ");
    assert_int_equal(type(":add !!\n") & OUTCOME_WATCH_EDIT, 0);
    expect("\"!!\" is no symbol");
    assert_int_equal(type(":add CRWV\n") & OUTCOME_WATCH_EDIT, 0);
    expect("CRWV is in Neoclouds already");
}

static struct dataset *found_for(const char *query)
{
    struct dataset *dataset = dataset_new(DATASET_SYMBOLS, query);
    static const struct symbol_hit hits[] = {{"NVD", "Short NVDA", "NASDAQ", "ETF"},
                                             {"NVDA", "NVIDIA Corporation", "NASDAQ", "Equity"}};
    dataset->fetched_at = FIXTURE_NOW;
    dataset->u.symbols.count = 2;
    memcpy(dataset->u.symbols.items, hits, sizeof hits);
    return dataset;
}

static void show_found(const char *query)
{
    struct snapshot *snapshot = snapshot_new(1, 0);
    snapshot->slots[0] = (struct slot){.kind = DATASET_SYMBOLS, .data = found_for(query), .good_at = FIXTURE_NOW};
    (void)snprintf(snapshot->slots[0].subject, SUBJECT_SIZE, "%s", query);
    (void)screen_set_snapshot(stage.screen, snapshot);
    snapshot_unref(snapshot);
}

static void names_lead_to_symbols(void **state)
{
    struct want wants[WANTS_MOST];
    struct watch_edit edit;
    (void)state;
    (void)press('+');
    assert_true(press('N') & OUTCOME_FOCUS);
    (void)type("V");
    assert_true(screen_wants(stage.screen, FIXTURE_NOW, wants, WANTS_MOST) > 0);
    assert_int_equal(wants[0].kind, DATASET_SYMBOLS);
    assert_string_equal(wants[0].subject, "nv");
    expect("\"NV\" as it is typed · looking it up");
    show_found("nv");
    expect("▸NVD        Short NVDA"); /* the provider's best */
    expect("NVIDIA Corporation");
    (void)type("DA");
    show_found("nvda");
    expect("▸NVDA       NVIDIA Corporation"); /* the very symbol */
    (void)press(KEYS_UP);
    expect("▸NVD ");
    (void)press(KEYS_UP);
    expect("▸\"NVDA\" as it is typed");
    (void)press(KEYS_UP); /* round to the last */
    expect("▸NVDA       NVIDIA");
    assert_true(press(KEYS_ENTER) & OUTCOME_WATCH_EDIT);
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_string_equal(edit.symbol, "NVDA");
    expect_not("as it is typed");
    assert_true(screen_wants(stage.screen, FIXTURE_NOW, wants, WANTS_MOST) == 0 ||
                wants[0].kind != DATASET_SYMBOLS);
}

static void symbols_are_moved_and_kept_where_they_are(void **state)
{
    struct watch_edit edit;
    (void)state;
    assert_true(press('J') & OUTCOME_WATCH_EDIT);
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_int_equal(edit.kind, WATCH_MOVE);
    assert_string_equal(edit.symbol, "CRWV");
    assert_int_equal(edit.place, 1);
    expect("▸CRWV");
    assert_string_equal(screen_symbol(stage.screen), "CRWV");
    assert_true(press('K') & OUTCOME_WATCH_EDIT);
    assert_false(press('K') & OUTCOME_WATCH_EDIT); /* it is the first */
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_int_equal(edit.place, 0);
    (void)type(":sort last\n");
    assert_false(press('J') & OUTCOME_WATCH_EDIT);
    expect(":sort default");
    (void)type(":sort default\n");
    assert_true(press('J') & OUTCOME_WATCH_EDIT);
}

static void groups_are_made_renamed_and_removed(void **state)
{
    struct watch_edit edit;
    (void)state;
    assert_true(type(":group-add Power and light\n") & OUTCOME_WATCH_EDIT);
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_int_equal(edit.kind, WATCH_GROUP_ADD);
    assert_string_equal(edit.group, "Power and light");
    expect("no symbols in this group");
    assert_true(type(":add VST\n") & OUTCOME_WATCH_EDIT);
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_string_equal(edit.group, "Power and light");
    assert_true(type(":group-rename Utilities\n") & OUTCOME_WATCH_EDIT);
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_int_equal(edit.kind, WATCH_GROUP_RENAME);
    assert_string_equal(edit.name, "Utilities");
    assert_false(type(":group-add neoclouds\n") & OUTCOME_WATCH_EDIT);
    expect("there is a group \"neoclouds\" already");
    assert_false(type(":group-remove Nothing\n") & OUTCOME_WATCH_EDIT);
    assert_true(type(":group-remove utilities\n") & OUTCOME_WATCH_EDIT);
    assert_true(screen_take_edit(stage.screen, &edit));
    assert_int_equal(edit.kind, WATCH_GROUP_REMOVE);
    assert_string_equal(edit.group, "Utilities");
    expect("group Utilities removed with 1 symbol");
    assert_false(screen_take_edit(stage.screen, &edit));
}

static void a_file_of_symbols_is_added(void **state)
{
    static const char file[] = "# mine\nVST, NASDAQ:CEG crwv\n[Power]\nGEV\n12.5 9\n";
    struct watch_edit edit;
    (void)state;
    assert_true(type(":import ~/list.txt\n") & OUTCOME_IMPORT);
    assert_string_equal(screen_import_path(stage.screen), "~/list.txt");
    assert_true(screen_import(stage.screen, file, sizeof file - 1, FIXTURE_NOW) & OUTCOME_WATCH_EDIT);
    expect("3 symbols added, 1 there already; 1 line holds no symbols (the first: line 5)");
    const char *expected[] = {"VST", "CEG", "GEV"};
    for (size_t i = 0; i < 3; i++) {
        assert_true(screen_take_edit(stage.screen, &edit));
        assert_string_equal(edit.symbol, expected[i]);
        assert_string_equal(edit.group, i < 2 ? "Neoclouds" : "Power");
    }
}

static void the_last_symbol_can_go_and_come_back(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        assert_true(press('-') & OUTCOME_WATCH_EDIT);
    assert_string_equal(screen_symbol(stage.screen), "");
    assert_int_equal(press('-') & OUTCOME_WATCH_EDIT, 0);
    (void)shown();
    assert_true(type(":add APLD\n") & OUTCOME_WATCH_EDIT);
    assert_string_equal(screen_symbol(stage.screen), "APLD");
}

static void commands_do_what_they_say(void **state)
{
    (void)state;
    assert_true(type(":range 1y\n") & OUTCOME_FOCUS);
    assert_int_equal(screen_range(stage.screen), RANGE_1Y);
    (void)type(":range soon\n");
    expect("there is no range \"soon\"");
    (void)type(":nvda\n");
    assert_string_equal(screen_symbol(stage.screen), "NVDA");
    (void)type(":symbol nbis\n");
    assert_string_equal(screen_symbol(stage.screen), "NBIS");
    (void)type(":group silicon\n");
    assert_string_equal(screen_symbol(stage.screen), "NVDA");
    assert_true(type(":theme mono\n") & OUTCOME_THEME);
    assert_string_equal(screen_theme(stage.screen), "mono");
    assert_int_equal(type(":theme moon\n") & OUTCOME_THEME, 0);
    assert_true(type(":refresh\n") & OUTCOME_REFRESH);
    assert_true(type(":reload\n") & OUTCOME_RELOAD);
    assert_true(type(":pau\n") & OUTCOME_PAUSE);                             /* an unambiguous beginning */
    assert_int_equal(type(":re\n") & (OUTCOME_REFRESH | OUTCOME_RELOAD), 0); /* an ambiguous one does nothing */
    expect("\"re\"");
    assert_true(type(":quit\n") & OUTCOME_QUIT);
    (void)type(":rfresh\n");
    expect("did you mean \"refresh\"?");
    (void)type(":range\n");
    expect(":range needs a RANGE");
    assert_int_equal(type(":\n") & OUTCOME_QUIT, 0);
}

static void every_action_runs_by_name(void **state)
{
    size_t count;
    const struct action *table = action_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        (void)shown();
        (void)press(':');
        (void)type(table[i].name);
        (void)press(KEYS_ENTER);
        expect_not("there is no command");
        (void)press(KEYS_ESCAPE);
        (void)press(KEYS_ESCAPE);
        (void)press(KEYS_ESCAPE);
    }
}

static void completion_knows_names_symbols_and_arguments(void **state)
{
    (void)state;
    (void)type(":ran");
    (void)press(KEYS_TAB);
    expect(":range");
    expect("range-longer");
    (void)press(KEYS_ESCAPE);
    (void)type(":theme hi");
    (void)press(KEYS_TAB);
    expect(":theme high-contrast");
    (void)press(KEYS_ESCAPE);
    (void)type(":2330");
    (void)press(KEYS_TAB);
    expect(":2330.TW");
    (void)press(KEYS_ENTER);
    assert_string_equal(screen_symbol(stage.screen), "2330.TW");
    (void)press(':');
    (void)press(KEYS_UP);
    expect(":2330.TW");
}

/* --- pages --- */

static void help_names_every_key(void **state)
{
    size_t count;
    const struct action *table = action_table(&count);
    (void)state;
    (void)press('?');
    for (size_t i = 0; i < count; i++)
        expect(table[i].help);
    expect(":range RANGE");
    canvas_resize(&stage.canvas, 24, 80);
    (void)press('G');
    expect(":remove SYMBOL");
    (void)press('?');
    expect_not("Esc closes");
}

static void help_follows_the_users_keys(void **state)
{
    char keys[] = "F5";
    struct config_binding binding = {"zoom", keys};
    (void)state;
    stage.config.bindings = &binding;
    stage.config.binding_count = 1;
    screen_fixture_restart(&stage, MODE_LIVE);
    stage.config.bindings = NULL;
    stage.config.binding_count = 0;
    expect("F5 zoom");
}

static void a_crosshair_tells_one_step_of_the_chart(void **state)
{
    (void)state;
    expect("[1m]");
    (void)press(',');
    expect("2025-09-23 O109.4"); /* the newest bar's day */
    expect_not("[1m]");
    (void)press(',');
    expect_not("2025-09-23 O");
    for (int i = 0; i < 500; i++) /* there is nothing before the first */
        (void)press(',');
    expect("┆");
    (void)screen_fixture_type(&stage, ".");
    (void)press('\033');
    expect("[1m]");
    expect_not("┆");
}

static bool wants_bars(const char *subject)
{
    struct want wants[WANTS_MOST];
    size_t count = screen_wants(stage.screen, FIXTURE_NOW, wants, WANTS_MOST);
    for (size_t i = 0; i < count; i++)
        if (wants[i].kind == DATASET_BARS && strcmp(wants[i].subject, subject) == 0)
            return true;
    return false;
}

/* Inventory is a leg of NVDA's thesis and none of CRWV's. */
static void a_leg_of_one_company_stands_beside_nothing(void **state)
{
    (void)state;
    (void)screen_fixture_type(&stage, "d:versus CRWV NVDA\n");
    expect("CRWV  NVDA");
    (void)screen_fixture_type(&stage, "G");
    expect("▸inventory");
    expect("weakens above +15 % q/q");
    (void)press('i');
    expect("NVDA, inventory: not reported");
}

static void symbols_are_compared_on_the_chart(void **state)
{
    (void)state;
    assert_true(screen_fixture_type(&stage, ":compare NBIS nvda\n") & OUTCOME_FOCUS);
    assert_true(wants_bars("NBIS 1m") && wants_bars("NVDA 1m"));
    expect("rebased to 100, 1m"); /* their bars are not there yet: the selected one alone */
    (void)screen_fixture_type(&stage, ":compare a b c d e\n");
    expect("at most 4 symbols");
    (void)screen_fixture_type(&stage, ":compare ratio NBIS\n");
    expect("over 1m, :compare none ends it");
    (void)screen_fixture_type(&stage, ":compare none\n");
    assert_false(wants_bars("NBIS 1m"));
    expect("[1m]");
}

static void events_mark_the_last_look(void **state)
{
    (void)state;
    (void)press('e');
    expect("before you last looked");
    (void)press('e');
    expect_not(" 1 new");
    (void)press('e');
    expect("before you last looked, 2025-09-24 10:42:07 ET");
}

static void the_source_of_a_figure_is_told(void **state)
{
    (void)state;
    (void)shown();
    (void)press('i');
    expect("Source, time and age");
    expect("CRWV 133.20 USD: yahoo");
    expect("quotes");
}

static void themes_are_chosen_from_a_list(void **state)
{
    (void)state;
    (void)press(KEYS_F1 + 1);
    expect("▸ colour-blind-safe");
    expect("dark (in use)");
    (void)press('j');
    (void)press('j');
    assert_true(press(KEYS_ENTER) & OUTCOME_THEME);
    assert_string_equal(screen_theme(stage.screen), "high-contrast");
    expect_not("Esc closes");
}

/* --- snapshots and time --- */

static void an_equal_snapshot_draws_nothing(void **state)
{
    struct snapshot *same = screen_fixture_snapshot(&stage, FIXTURE_NORMAL);
    (void)state;
    (void)shown();
    dataset_unref(same->slots[same->slot_count - 1].data);
    same->slots[same->slot_count - 1].data = dataset_ref(snapshot_data(stage.snapshot, DATASET_EVENTS, ""));
    same->generation = 77;
    assert_int_equal(screen_set_snapshot(stage.screen, same), OUTCOME_NONE);
    struct snapshot *other = screen_fixture_snapshot(&stage, FIXTURE_NORMAL);
    assert_int_equal(screen_set_snapshot(stage.screen, other), OUTCOME_REDRAW);
    snapshot_unref(same);
    snapshot_unref(other);
}

/* Whatever the next change says, until then the text stays the same. */
static void expect_rest_until_the_next_change(void)
{
    struct buffer before;
    int64_t now = FIXTURE_NOW;
    buffer_init(&before, 1 << 20);
    for (int i = 0; i < 40; i++) {
        screen_draw(stage.screen, &stage.canvas, now);
        buffer_empty(&before);
        assert_true(canvas_to_text(&stage.canvas, &before));
        int64_t next = screen_next_change(stage.screen, now);
        assert_true(next > now && next <= now + 60);
        screen_draw(stage.screen, &stage.canvas, next - 1);
        buffer_empty(&page);
        assert_true(canvas_to_text(&stage.canvas, &page));
        assert_string_equal(buffer_text(&page), buffer_text(&before));
        now = next;
    }
    buffer_clear(&before);
}

static void nothing_changes_before_the_next_change(void **state)
{
    (void)state;
    expect_rest_until_the_next_change();
    (void)press('i'); /* this page tells ages */
    expect_rest_until_the_next_change();
    (void)press(KEYS_ESCAPE);
    (void)press('4');
    (void)press(KEYS_ENTER);
    expect_rest_until_the_next_change();
}

static void an_idle_screen_wakes_once_a_minute(void **state)
{
    struct snapshot *nothing = snapshot_new(0, 0);
    int64_t now = FIXTURE_NOW;
    int wakes = 0;
    (void)state;
    (void)shown();
    (void)screen_set_snapshot(stage.screen, nothing);
    for (; now < FIXTURE_NOW + 600; now = screen_next_change(stage.screen, now))
        wakes++;
    assert_true(wakes <= 11);
    snapshot_unref(nothing);
}

/* --- the mouse --- */

static void a_click_focuses_and_selects(void **state)
{
    (void)state;
    (void)shown();
    assert_true(screen_mouse(stage.screen, 5, 5, 1, FIXTURE_NOW) & OUTCOME_FOCUS);
    assert_string_equal(screen_symbol(stage.screen), "2330.TW");
    (void)screen_mouse(stage.screen, 10, 170, 1, FIXTURE_NOW);
    expect("╔2 Analyst ratings");
    (void)screen_mouse(stage.screen, 4, 5, 4, FIXTURE_NOW); /* the wheel keeps the focus */
    assert_string_equal(screen_symbol(stage.screen), "NBIS");
    expect("╔2 Analyst ratings");
}

/* --- anything at all --- */

static int pick(int low, int high)
{
    return low + rand() % (high - low + 1); /* NOLINT(cert-msc30-c,concurrency-mt-unsafe): a fixed seed is wanted */
}

static uint32_t any_key(void)
{
    switch (pick(0, 3)) {
    case 0:
        return (uint32_t)pick(KEYS_FIRST, KEYS_LAST);
    case 1:
        return (uint32_t)pick(0, 0x1f);
    case 2:
        return (uint32_t)pick(0, 0x20000);
    default:
        return (uint32_t)pick(' ', '~');
    }
}

static void random_keys_and_sizes_do_no_harm(void **state)
{
    struct canvas canvas;
    struct watch_edit edit;
    (void)state;
    canvas_init(&canvas, 24, 80);
    srand(42); /* NOLINT(cert-msc51-cpp,cert-msc32-c): repeatable */
    for (int i = 0; i < 100000; i++) {
        int64_t now = FIXTURE_NOW + i / 10;
        unsigned outcome = pick(0, 20) == 0
                               ? screen_mouse(stage.screen, pick(-1, 60), pick(-1, 210), pick(0, 6), now)
                               : screen_key(stage.screen, any_key(), now);
        if (outcome & OUTCOME_WATCH_EDIT)
            while (screen_take_edit(stage.screen, &edit))
                ;
        if (i % 50 == 0) {
            canvas_resize(&canvas, pick(0, 60), pick(0, 210));
            canvas.ascii = pick(0, 1) == 1;
        }
        if (i % 5 == 0)
            screen_draw(stage.screen, &canvas, now);
        if (i % 1000 == 0)
            (void)screen_set_snapshot(stage.screen, i % 2000 == 0 ? NULL : stage.snapshot);
        int64_t next = screen_next_change(stage.screen, now);
        assert_true(next == 0 || next > now);
    }
    canvas_clear(&canvas);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_stage, close_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_four_panes_and_the_lines_around),
        TEST(the_badge_stays_at_every_size),
        TEST(what_was_recorded_is_not_called_live),
        TEST(a_replay_says_of_which_day_it_is),
        TEST(health_says_what_is_wrong),
        TEST(the_least_size_is_told_and_q_works),
        TEST(quitting),
        TEST(the_selection_is_global),
        TEST(focus_and_zoom),
        TEST(a_medium_screen_keeps_the_companion),
        TEST(a_small_screen_has_tabs),
        TEST(ranges_and_charts),
        TEST(asking_for_data),
        TEST(the_terminal_is_the_programs_business),
        TEST(filters_narrow_and_escape_gives_back),
        TEST(symbols_are_added_and_removed),
        TEST(the_last_symbol_can_go_and_come_back),
        TEST(names_lead_to_symbols),
        TEST(symbols_are_moved_and_kept_where_they_are),
        TEST(groups_are_made_renamed_and_removed),
        TEST(a_file_of_symbols_is_added),
        TEST(commands_do_what_they_say),
        TEST(every_action_runs_by_name),
        TEST(completion_knows_names_symbols_and_arguments),
        TEST(help_names_every_key),
        TEST(help_follows_the_users_keys),
        TEST(events_mark_the_last_look),
        TEST(symbols_are_compared_on_the_chart),
        TEST(a_leg_of_one_company_stands_beside_nothing),
        TEST(a_crosshair_tells_one_step_of_the_chart),
        TEST(the_source_of_a_figure_is_told),
        TEST(themes_are_chosen_from_a_list),
        TEST(an_equal_snapshot_draws_nothing),
        TEST(nothing_changes_before_the_next_change),
        TEST(an_idle_screen_wakes_once_a_minute),
        TEST(a_click_focuses_and_selects),
        TEST(random_keys_and_sizes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
