/* SPDX-License-Identifier: MIT
 * Columns of the watchlist: choosing, sorting by name, filters over all groups. */
#include "config.h"

#include "pane_fixture.h"
#include "panes.h"
#include "price_columns.h"
#include "price_rows.h"
#include "screen_fixture.h"
#include "screen_state.h"
#include "view.h"

#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void choice_is_read_and_written(void **state)
{
    (void)state;
    struct column_choice choice = {.count = 0};
    struct error err = {0};
    char text[COLUMNS_TEXT_SIZE];
    assert_true(columns_parse(&choice, " sym, LAST  chg% last upside", &err));
    columns_write(&choice, text, sizeof text);
    assert_string_equal(text, "sym last chg% upside");
    assert_false(columns_parse(&choice, "sym upsidee", &err));
    assert_non_null(strstr(err.message, "\"upsidee\" is no column; did you mean upside"));
    assert_int_equal(choice.count, 4); /* untouched */
    assert_true(columns_parse(&choice, "default", &err));
    assert_int_equal(choice.count, 0);
}

static void every_column_is_there_shown_or_hidden(void **state)
{
    (void)state;
    struct arena arena;
    struct column_choice choice = {.count = 0};
    struct error err = {0};
    struct table whole = {0}, chosen = {0};
    struct column_info info;
    size_t count = 0, index;
    arena_init(&arena);
    assert_true(columns_parse(&choice, "last sym", &err));
    price_columns_set(&whole, NULL, &arena);
    price_columns_set(&chosen, &choice, &arena);
    assert_int_equal(chosen.column_count, 2);
    for (; columns_info(count, &info); count++) {
        assert_true(table_find_column(&whole, info.name, &index));
        assert_int_equal(index < whole.column_count, info.shown);
        assert_true(table_find_column(&chosen, info.name, &index));
        assert_true(info.help[0] != '\0');
    }
    assert_int_equal(whole.column_count + whole.hidden_count, count);
    assert_int_equal(chosen.column_count + chosen.hidden_count, count);
    arena_clear(&arena);
}

static void columns_are_drawn_and_sorted_by(void **state)
{
    (void)state;
    struct fixture fixture;
    struct column_choice choice = {.count = 0};
    struct error err = {0};
    struct buffer buffer;
    fixture_init(&fixture, FIXTURE_NORMAL);
    buffer_init(&buffer, 1 << 20);
    assert_true(columns_parse(&choice, "sym last spread target upside a/r 52wbar ccy", &err));
    struct quote *quote = (struct quote *)(uintptr_t)view_quote(&fixture.view, "CRWV");
    quote->target_mean = amount_of(148);
    quote->alarms = 2;
    fixture.view.columns = &choice;
    fixture_draw(&fixture, &price_pane, 12, 90, false, &buffer);
    const char *words[] = {"0.03", "148.00", "+11.1%", "!2", "─●─", "USD"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(buffer_text(&buffer), words[i]) == NULL)
            fail_msg("%s is not in:\n%s", words[i], buffer_text(&buffer));
    assert_true(price_pane.sort(&fixture.view, "chg% desc", &err)); /* which is hidden */
    assert_true(fixture.state.table.reversed);
    assert_true(fixture.state.table.sort_column >= (int)choice.count);
    assert_false(price_pane.sort(&fixture.view, "chg% down", &err));
    assert_non_null(strstr(err.message, "asc or desc"));
    assert_false(price_pane.sort(&fixture.view, "chgg%", &err));
    assert_non_null(strstr(err.message, "did you mean chg%?"));
    buffer_clear(&buffer);
    fixture_clear(&fixture);
}

static void positions_are_columns_and_a_line_of_totals(void **state)
{
    (void)state;
    static struct lot lots[] = {{"CRWV", "USD", 10, 100, DATE_UNKNOWN}, {"ZZZZ", "USD", 5, 1, DATE_UNKNOWN}};
    const struct positions positions = {"USD", lots, 2, 2};
    struct fixture fixture;
    struct column_choice choice = {.count = 0};
    struct error err = {0};
    struct buffer buffer;
    fixture_init(&fixture, FIXTURE_NORMAL);
    buffer_init(&buffer, 1 << 20);
    fixture.view.positions = &positions;
    fixture_draw(&fixture, &price_pane, 12, 100, false, &buffer);
    assert_null(strstr(buffer_text(&buffer), "total")); /* the usual columns tell nothing of them */
    assert_true(watchlist_add(&fixture.watchlist, POSITIONS_GROUP, "CRWV"));
    assert_true(watchlist_add(&fixture.watchlist, POSITIONS_GROUP, "ZZZZ"));
    fixture.view.group = fixture.watchlist.count - 1;
    buffer_empty(&buffer);
    fixture_draw(&fixture, &price_pane, 12, 100, false, &buffer);
    const char *words[] = {"QTY", "DAY P/L", "1332.00", "+332.00", "+33.2%", "total 1332.00 USD", "1 of 2"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(buffer_text(&buffer), words[i]) == NULL)
            fail_msg("%s is not in:\n%s", words[i], buffer_text(&buffer));
    assert_true(columns_parse(&choice, "sym value", &err)); /* chosen: that is shown */
    fixture.view.columns = &choice;
    buffer_empty(&buffer);
    fixture_draw(&fixture, &price_pane, 12, 100, false, &buffer);
    assert_null(strstr(buffer_text(&buffer), "QTY"));
    assert_true(columns_parse(&choice, "sym vol", &err));
    buffer_empty(&buffer);
    fixture_draw(&fixture, &price_pane, 12, 100, false, &buffer);
    assert_non_null(strstr(buffer_text(&buffer), "QTY"));
    buffer_clear(&buffer);
    fixture_clear(&fixture);
}

static void what_is_not_in_dollars_says_so(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buffer buffer;
    fixture_init(&fixture, FIXTURE_NORMAL);
    buffer_init(&buffer, 1 << 20);
    fixture_draw(&fixture, &price_pane, 12, 90, false, &buffer);
    assert_null(strstr(buffer_text(&buffer), "CCY"));
    struct quote *quote = (struct quote *)(uintptr_t)view_quote(&fixture.view, "NBIS");
    text_copy(quote->currency, sizeof quote->currency, "GBp");
    buffer_empty(&buffer);
    fixture_draw(&fixture, &price_pane, 12, 90, false, &buffer);
    assert_non_null(strstr(buffer_text(&buffer), "LAST CCY"));
    assert_non_null(strstr(buffer_text(&buffer), " GBp "));
    buffer_clear(&buffer);
    fixture_clear(&fixture);
}

static size_t passing(struct fixture *fixture, const char *filter)
{
    struct arena arena;
    arena_init(&arena);
    text_copy(fixture->state.table.filter, sizeof fixture->state.table.filter, filter);
    struct table table = price_rows_table(&fixture->view, &arena);
    size_t count = table_visible(&table, &fixture->state.table);
    arena_clear(&arena);
    return count;
}

static void a_filter_on_groups_looks_through_all(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_init(&fixture, FIXTURE_NORMAL);
    assert_true(watchlist_add(&fixture.watchlist, "Other", "NBIS"));
    assert_true(watchlist_add(&fixture.watchlist, "Other", "AMD"));
    size_t first = passing(&fixture, "");
    assert_int_equal(passing(&fixture, "group = other"), 2);
    assert_int_equal(passing(&fixture, "group != nothing"), first + 2);
    assert_int_equal(passing(&fixture, "chg% < 0 and group = other"), 1);
    assert_int_equal(passing(&fixture, "sym = amd"), 0);
    fixture_clear(&fixture);
}

static void the_program_chooses_and_sorts(void **state)
{
    (void)state;
    struct screen_fixture fixture;
    const char *value;
    screen_fixture_init(&fixture, FIXTURE_NORMAL, MODE_LIVE);
    assert_true(screen_fixture_type(&fixture, ":columns sym last rvol\n") & OUTCOME_KEEP);
    assert_string_equal(screen_kept(fixture.screen, &value), "columns");
    assert_string_equal(value, "sym last rvol");
    assert_false(screen_fixture_type(&fixture, ":columns sym lasst\n") & OUTCOME_KEEP);
    assert_false(screen_fixture_type(&fixture, ":sort chg% desc\n") & OUTCOME_KEEP);
    assert_true(screen_fixture_type(&fixture, ":columns default\n") & OUTCOME_KEEP);
    assert_string_equal(value, "");
    screen_fixture_clear(&fixture);
}

static void the_sort_goes_along_to_another_group(void **state)
{
    (void)state;
    static struct lot lots[] = {{"NBIS", "USD", 1, 1, DATE_UNKNOWN}};
    static const struct positions positions = {"USD", lots, 1, 1};
    struct screen_fixture fixture;
    screen_fixture_init(&fixture, FIXTURE_NORMAL, MODE_LIVE);
    (void)screen_fixture_type(&fixture, ":group-add Held\n:add NBIS\n");
    const struct table_state *table = &fixture.screen->states[0].table;
    int usual;
    assert_true(watchlist_rename_group(&fixture.screen->watchlist, "Held", POSITIONS_GROUP)); /* other columns */
    fixture.screen->positions = &positions;
    (void)screen_fixture_type(&fixture, "[");
    (void)screen_fixture_type(&fixture, ":sort vol desc\n");
    usual = table->sort_column;
    (void)screen_fixture_type(&fixture, "]");
    assert_int_not_equal(table->sort_column, usual);
    assert_true(table->sort_column >= 0 && table->reversed);
    (void)screen_fixture_type(&fixture, "[");
    assert_int_equal(table->sort_column, usual);
    screen_fixture_clear(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choice_is_read_and_written),
        cmocka_unit_test(every_column_is_there_shown_or_hidden),
        cmocka_unit_test(columns_are_drawn_and_sorted_by),
        cmocka_unit_test(a_filter_on_groups_looks_through_all),
        cmocka_unit_test(what_is_not_in_dollars_says_so),
        cmocka_unit_test(the_program_chooses_and_sorts),
        cmocka_unit_test(the_sort_goes_along_to_another_group),
        cmocka_unit_test(positions_are_columns_and_a_line_of_totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
