/* SPDX-License-Identifier: MIT
 * What was said and filed: what counts as committed, which guidance is the newest, what an entry must have. */
#include "config.h"

#include "model/drivers.h"

#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct dossier dossier;

static struct dossier_entry *add(enum dossier_kind kind, const char *name, const char *symbol, double low,
                                 double high, const char *announced)
{
    struct dossier_entry *entry = dossier_entry(&dossier, kind, name);
    assert_non_null(entry);
    text_copy(entry->symbol, sizeof entry->symbol, symbol);
    text_copy(entry->announced, sizeof entry->announced, announced);
    text_copy(entry->source, sizeof entry->source, "8-K 1");
    entry->low = amount_of(low);
    entry->high = amount_of(high);
    entry->year = kind == DOSSIER_GUIDANCE ? 2026 : 0;
    return entry;
}

static int clear(void **state)
{
    (void)state;
    dossier_clear(&dossier);
    return 0;
}

static void what_has_ended_is_not_committed(void **state)
{
    int32_t newest = 0, today = date_from_iso("2026-03-01");
    (void)state;
    assert_false(dossier_committed(&dossier, "CRWV", today, NULL).known);
    add(DOSSIER_COMMITMENT, "a", "CRWV", 6e9, 6e9, "2025-09-15");
    struct dossier_entry *ended = add(DOSSIER_COMMITMENT, "b", "CRWV", 1e9, 1e9, "2026-01-01");
    text_copy(ended->until, sizeof ended->until, "2026-02-28");
    add(DOSSIER_COMMITMENT, "c", "NBIS", 17e9, 17e9, "2025-09-08");
    struct amount sum = dossier_committed(&dossier, "CRWV", today, &newest);
    assert_true(sum.known && sum.value == 6e9);
    assert_int_equal(newest, date_from_iso("2025-09-15"));
    assert_true(dossier_committed(&dossier, "CRWV", date_from_iso("2026-02-28"), &newest).value == 7e9);
}

static void guidance_is_the_newest_for_the_newest_year(void **state)
{
    (void)state;
    add(DOSSIER_GUIDANCE, "july", "META", 130, 145, "2026-07");
    add(DOSSIER_GUIDANCE, "january", "META", 115, 135, "2026-01");
    add(DOSSIER_GUIDANCE, "april", "META", 125, 145, "2026-04-29");
    add(DOSSIER_GUIDANCE, "before", "META", 70, 72, "2025-10-29")->year = 2025;
    struct dossier_guidance found = dossier_guidance(&dossier, "META");
    assert_string_equal(found.newest->name, "july");
    assert_string_equal(found.first->name, "january");
    assert_true(dossier_middle(found.newest).value == 137.5);
    assert_null(dossier_guidance(&dossier, "MSFT").newest);
}

static void an_entry_of_the_same_name_is_replaced(void **state)
{
    (void)state;
    add(DOSSIER_COMMITMENT, "a", "CRWV", 6e9, 6e9, "2025-09-15");
    add(DOSSIER_COMMITMENT, "a", "CRWV", 7e9, 7e9, "2025-09-15");
    add(DOSSIER_GUIDANCE, "a", "CRWV", 1, 2, "2025-09-15");
    assert_int_equal(dossier.count, 2);
    assert_true(dossier.entries[0].low.value == 7e9);
}

static void what_an_entry_lacks_is_said(void **state)
{
    struct error err;
    (void)state;
    struct dossier_entry *entry = add(DOSSIER_GUIDANCE, "x", "CRWV", 2, 1, "2025-09");
    assert_false(dossier_check(entry, &err));
    assert_string_equal(err.message, "[guidance x] lacks amounts in order");
    entry->high = amount_of(3);
    assert_true(dossier_check(entry, &err));
    entry->source[0] = '\0';
    assert_false(dossier_check(entry, &err));
    assert_string_equal(err.message, "[guidance x] lacks a source");
    text_copy(entry->announced, sizeof entry->announced, "soon");
    assert_false(dossier_check(entry, &err));
    assert_string_equal(err.message, "[guidance x] lacks a date");
}

static struct driver_row row_named(const struct driver_inputs *inputs, const char *name)
{
    static struct driver_row rows[64];
    size_t count = drivers_evaluate(inputs, rows);
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].driver->name, name) == 0)
            return rows[i];
    fail_msg("no row %s", name);
    return (struct driver_row){.driver = NULL};
}

static void the_board_takes_it_in(void **state)
{
    struct driver_inputs inputs = {
        .symbol = "CRWV", .kind = DRIVER_NEOCLOUD, .dossier = &dossier, .now = INT64_C(1790000000)};
    (void)state;
    assert_int_equal(row_named(&inputs, "committed").direction, DRIVER_UNKNOWN);
    assert_int_equal(row_named(&inputs, "buyers-guidance").direction, DRIVER_UNKNOWN);
    add(DOSSIER_COMMITMENT, "a", "CRWV", 6e9, 6e9, "2025-09-15");
    add(DOSSIER_GUIDANCE, "g1", "META", 100e9, 100e9, "2026-01");
    add(DOSSIER_GUIDANCE, "g2", "META", 120e9, 130e9, "2026-04");
    add(DOSSIER_GUIDANCE, "g3", "GOOGL", 75e9, 75e9, "2026-02");
    assert_int_equal(row_named(&inputs, "committed").direction, DRIVER_SUPPORTS);
    struct driver_row guided = row_named(&inputs, "buyers-guidance");
    assert_true(guided.figure.value.value == 200e9);
    assert_true(guided.figure.change.value > 14.28 && guided.figure.change.value < 14.29); /* 175 to 200 */
    assert_int_equal(guided.direction, DRIVER_SUPPORTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_has_ended_is_not_committed, clear),
        cmocka_unit_test_teardown(guidance_is_the_newest_for_the_newest_year, clear),
        cmocka_unit_test_teardown(an_entry_of_the_same_name_is_replaced, clear),
        cmocka_unit_test_teardown(what_an_entry_lacks_is_said, clear),
        cmocka_unit_test_teardown(the_board_takes_it_in, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
