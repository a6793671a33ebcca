/* SPDX-License-Identifier: MIT
 * Reading a filing: opening it from the list, moving, searching, jumping, and the way to its other documents. */
#include "config.h"

#include "pane_fixture.h"
#include "panes.h"
#include "reader.h"
#include "screen_fixture.h"

#include "base/text.h"
#include "ui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define REPORT "1769628/000176962825000041/b.htm"
#define INDEX  "1769628/000176962825000041/0001769628-25-000041-index.htm"

struct reading_test {
    struct screen_fixture on_screen; /* for what reader says in the message line */
    struct fixture fixture;
    struct snapshot *snapshot;
    struct buffer text;
};

static const char report[] =
    "pFORM 10-Q\n"
    "p\n"
    "pItem 1. Financial Statements\n"
    "tAccounts receivable     1,055      417                       and a tail beyond the edge\n"
    "pA paragraph that is so long that it must be wrapped on a screen of forty columns, where the "
    "word needle stands at its very end: needle\n"
    "pfiller one\npfiller two\npfiller three\npfiller four\npfiller five\npfiller six\n"
    "pItem 2. Discussion\n"
    "pCustomer D owes a lot.\n"
    "pfiller seven\npfiller eight\npfiller nine\npfiller ten\npfiller eleven\n"
    "pSIGNATURES\n";

static const char list[] = "t1  10-Q     b.htm\x1f"
                           "1769628/000176962825000041/b.htm\n"
                           "t2  EX-31    c.htm\x1f"
                           "1769628/000176962825000041/c.htm\n"
                           "t3  EX-99.1  d.htm\x1f"
                           "1769628/000176962825000041/d.htm\n";

static void add_document(struct reading_test *test, size_t slot, const char *subject, const char *text)
{
    struct slot *place = &test->snapshot->slots[slot];
    struct dataset *data = dataset_new(DATASET_DOCUMENT, subject);
    document_read(&data->u.document, text, strlen(text), &data->arena);
    data->fetched_at = FIXTURE_NOW - 12;
    place->kind = DATASET_DOCUMENT;
    text_copy(place->subject, sizeof place->subject, subject);
    text_copy(place->source, sizeof place->source, "sec_document");
    place->interval_seconds = 86400;
    place->data = data;
}

/* The fixture's own slots and those of two documents. */
static void begin(struct reading_test *test)
{
    screen_fixture_init(&test->on_screen, FIXTURE_NORMAL, MODE_LIVE);
    fixture_init(&test->fixture, FIXTURE_NORMAL);
    const struct snapshot *plain = test->fixture.snapshot;
    test->snapshot = snapshot_new(plain->slot_count + 2, 0);
    for (size_t i = 0; i < plain->slot_count; i++) {
        test->snapshot->slots[i] = plain->slots[i];
        if (plain->slots[i].data)
            test->snapshot->slots[i].data = dataset_ref(plain->slots[i].data);
    }
    add_document(test, plain->slot_count, REPORT, report);
    add_document(test, plain->slot_count + 1, INDEX, list);
    test->fixture.view.snapshot = test->snapshot;
    buffer_init(&test->text, 1 << 20);
}

static void end(struct reading_test *test)
{
    buffer_clear(&test->text);
    snapshot_unref(test->snapshot);
    fixture_clear(&test->fixture);
    screen_fixture_clear(&test->on_screen);
}

static const char *drawn(struct reading_test *test)
{
    fixture_draw(&test->fixture, &receivables_pane, 8, 40, false, &test->text);
    return buffer_text(&test->text);
}

static unsigned press(struct reading_test *test, enum action_id action)
{
    return receivables_pane.act(&test->fixture.view, action, test->on_screen.screen);
}

static void open_report(struct reading_test *test)
{
    begin(test);
    (void)drawn(test);
    press(test, ACTION_LAST);
    assert_int_equal(press(test, ACTION_DETAIL), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_true(reader_is_open(&test->fixture.state));
}

static void expect(struct reading_test *test, const char *words)
{
    if (strstr(drawn(test), words) == NULL)
        fail_msg("\"%s\" is not in:\n%s", words, buffer_text(&test->text));
}

static void expect_not(struct reading_test *test, const char *words)
{
    if (strstr(drawn(test), words) != NULL)
        fail_msg("\"%s\" is in:\n%s", words, buffer_text(&test->text));
}

static void enter_opens_the_filing_and_escape_goes_back(void **state)
{
    (void)state;
    struct reading_test test;
    struct want wants[4];
    open_report(&test);
    assert_int_equal(receivables_pane.wants(&test.fixture.view, wants, 4), 1);
    assert_int_equal(wants[0].kind, DATASET_DOCUMENT);
    assert_string_equal(wants[0].subject, REPORT);
    expect(&test, "CRWV 10-Q quarterly report");
    expect(&test, "FORM 10-Q");
    expect(&test, "1,055");
    char text[512];
    receivables_pane.copy(&test.fixture.view, text, sizeof text);
    assert_string_equal(text, "https://www.sec.gov/Archives/edgar/data/" REPORT);
    receivables_pane.provenance(&test.fixture.view, text, sizeof text);
    assert_non_null(strstr(text, "0001769628-25-000041"));
    assert_int_equal(press(&test, ACTION_BACK), OUTCOME_REDRAW | OUTCOME_FOCUS);
    assert_false(reader_is_open(&test.fixture.state));
    assert_int_equal(receivables_pane.wants(&test.fixture.view, wants, 4), 0);
    assert_int_equal(test.fixture.state.table.selected, 3); /* where one was */
    end(&test);
}

static void it_scrolls_by_rows_to_both_ends(void **state)
{
    (void)state;
    struct reading_test test;
    open_report(&test);
    expect_not(&test, "SIGNATURES");
    press(&test, ACTION_LAST);
    expect(&test, "SIGNATURES");
    expect(&test, "filler eleven");
    expect_not(&test, "FORM 10-Q");
    press(&test, ACTION_UP);
    expect_not(&test, "SIGNATURES");
    press(&test, ACTION_FIRST);
    expect(&test, "FORM 10-Q");
    for (int i = 0; i < 200; i++)
        press(&test, ACTION_DOWN);
    expect(&test, "SIGNATURES");
    press(&test, ACTION_PAGE_UP);
    press(&test, ACTION_HALF_UP);
    press(&test, ACTION_HALF_DOWN);
    expect_not(&test, "SIGNATURES");
    end(&test);
}

static void items_and_mentions_are_jumped_to(void **state)
{
    (void)state;
    struct reading_test test;
    open_report(&test);
    (void)drawn(&test);
    press(&test, ACTION_NEXT_ITEM);
    press(&test, ACTION_NEXT_ITEM);
    expect(&test, "Item 2. Discussion");
    assert_int_equal(test.fixture.state.reading.places[0].at, 11);
    press(&test, ACTION_NEXT_MENTION);
    assert_int_equal(test.fixture.state.reading.places[0].at, 12);
    press(&test, ACTION_PREVIOUS_MENTION);
    assert_int_equal(test.fixture.state.reading.places[0].at, 3);
    press(&test, ACTION_PREVIOUS_MENTION); /* none: it stays */
    assert_int_equal(test.fixture.state.reading.places[0].at, 3);
    press(&test, ACTION_PREVIOUS_ITEM);
    assert_int_equal(test.fixture.state.reading.places[0].at, 2);
    end(&test);
}

static void words_are_searched_for_and_found_round_the_end(void **state)
{
    (void)state;
    struct reading_test test;
    open_report(&test);
    (void)drawn(&test);
    text_copy(test.fixture.state.table.filter, sizeof test.fixture.state.table.filter, "NEEDLE");
    press(&test, ACTION_NONE);
    expect(&test, "needle stands");
    assert_int_equal(test.fixture.state.reading.places[0].at, 4);
    press(&test, ACTION_FIND_NEXT); /* the only one: round and back */
    assert_int_equal(test.fixture.state.reading.places[0].at, 4);
    text_copy(test.fixture.state.table.filter, sizeof test.fixture.state.table.filter, "filler");
    press(&test, ACTION_FIND_NEXT);
    assert_int_equal(test.fixture.state.reading.places[0].at, 5);
    press(&test, ACTION_FIND_PREVIOUS);
    assert_int_equal(test.fixture.state.reading.places[0].at, 17); /* round the start */
    text_copy(test.fixture.state.table.filter, sizeof test.fixture.state.table.filter, "nowhere");
    press(&test, ACTION_FIND_NEXT);
    assert_int_equal(test.fixture.state.reading.places[0].at, 17);
    end(&test);
}

static void tables_scroll_sideways(void **state)
{
    (void)state;
    struct reading_test test;
    open_report(&test);
    expect_not(&test, "beyond the edge");
    for (int i = 0; i < 6; i++)
        press(&test, ACTION_RIGHT);
    expect(&test, "beyond the edge");
    expect(&test, "FORM 10-Q"); /* paragraphs stay */
    for (int i = 0; i < 6; i++)
        press(&test, ACTION_LEFT);
    expect(&test, "Accounts receivable");
    assert_true(reader_is_open(&test.fixture.state));
    press(&test, ACTION_LEFT); /* at the left edge it goes back */
    assert_false(reader_is_open(&test.fixture.state));
    end(&test);
}

static void the_list_of_documents_starts_at_the_press_release(void **state)
{
    (void)state;
    struct reading_test test;
    open_report(&test);
    assert_int_equal(press(&test, ACTION_DOCUMENTS), OUTCOME_REDRAW | OUTCOME_FOCUS);
    expect(&test, "EX-31");
    press(&test, ACTION_UP);
    press(&test, ACTION_DETAIL);
    assert_string_equal(test.fixture.state.reading.places[2].subject, "1769628/000176962825000041/c.htm");
    expect(&test, "c.htm"); /* not there yet, and said so */
    press(&test, ACTION_BACK);
    press(&test, ACTION_DOWN);
    press(&test, ACTION_DETAIL);
    assert_string_equal(test.fixture.state.reading.places[2].subject, "1769628/000176962825000041/d.htm");
    for (int i = 0; i < 3; i++)
        press(&test, ACTION_BACK);
    assert_false(reader_is_open(&test.fixture.state));
    end(&test);
}

static void many_documents_deep_the_first_is_forgotten(void **state)
{
    (void)state;
    struct reading_test test;
    begin(&test);
    char subject[SUBJECT_SIZE];
    for (int i = 0; i < READING_DEPTH + 2; i++) {
        snprintf(subject, sizeof subject, "1/000000000125000001/d%d.htm", i);
        reader_open(&test.fixture.state, subject, "t");
    }
    assert_int_equal(test.fixture.state.reading.depth, READING_DEPTH);
    assert_string_equal(test.fixture.state.reading.places[READING_DEPTH - 1].subject, subject);
    reader_close(&test.fixture.state);
    assert_false(reader_is_open(&test.fixture.state));
    assert_int_equal(reader_open(&test.fixture.state, "../etc/passwd", "t"), OUTCOME_REDRAW);
    assert_false(reader_is_open(&test.fixture.state));
    end(&test);
}

static void every_size_is_drawn(void **state)
{
    (void)state;
    struct reading_test test;
    open_report(&test);
    for (int rows = 0; rows < 12; rows++)
        for (int columns = 0; columns < 90; columns += 3) {
            fixture_draw(&test.fixture, &receivables_pane, rows, columns, columns % 2 == 0, &test.text);
            press(&test, ACTION_DOWN);
        }
    end(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_opens_the_filing_and_escape_goes_back),
        cmocka_unit_test(it_scrolls_by_rows_to_both_ends),
        cmocka_unit_test(items_and_mentions_are_jumped_to),
        cmocka_unit_test(words_are_searched_for_and_found_round_the_end),
        cmocka_unit_test(tables_scroll_sideways),
        cmocka_unit_test(the_list_of_documents_starts_at_the_press_release),
        cmocka_unit_test(many_documents_deep_the_first_is_forgotten),
        cmocka_unit_test(every_size_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
