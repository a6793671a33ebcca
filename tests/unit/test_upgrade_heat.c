/* SPDX-License-Identifier: MIT
 * Upgrades less downgrades by week. */
#include "config.h"

#include "base/text.h"
#include "model/upgrade_heat.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define NOW INT64_C(1758722400)
#define DAY 86400

static struct rating_action action_of(const char *symbol, enum rating_move move, int days_ago)
{
    struct rating_action action = {
        .firm = "", .from = "", .to = "", .move = move, .when = NOW - (int64_t)days_ago * DAY};
    text_copy(action.symbol, sizeof action.symbol, symbol);
    return action;
}

static void weeks_are_counted_back_from_now(void **state)
{
    (void)state;
    struct rating_action items[] = {
        action_of("CRWV", MOVE_UPGRADE, 0),   action_of("CRWV", MOVE_UPGRADE, 6),
        action_of("CRWV", MOVE_DOWNGRADE, 7), action_of("CRWV", MOVE_MAINTAIN, 90),
        action_of("CRWV", MOVE_UPGRADE, 91),  action_of("NBIS", MOVE_UPGRADE, 0),
        action_of("CRWV", MOVE_INITIATE, 30), action_of("CRWV", MOVE_UPGRADE, -1),
    };
    items[0].target_from = amount_of(100);
    items[0].target_to = amount_of(120);
    struct rating_actions actions = {.items = items, .count = sizeof items / sizeof items[0]};
    struct heat_row row = {.symbol = "CRWV"};
    upgrade_heat(&row, &actions, NOW);
    assert_int_equal(row.net[HEAT_WEEKS - 1], 2);
    assert_int_equal(row.net[HEAT_WEEKS - 2], -1);
    assert_int_equal(row.net[0], 0);
    assert_true(row.any[0]);
    assert_false(row.any[1]);
    assert_int_equal(row.upgrades, 2); /* neither the one too old nor the one to come */
    assert_int_equal(row.downgrades, 1);
    assert_int_equal(row.starts, 1);
    assert_int_equal(row.actions, 5);
    assert_float_equal(row.target_change.value, 20, 1e-9);
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    struct rating_actions none = {.count = 0};
    struct heat_row row = {.symbol = "CRWV"};
    upgrade_heat(&row, &none, NOW);
    assert_int_equal(row.actions, 0);
    assert_false(row.target_change.known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_are_counted_back_from_now),
        cmocka_unit_test(nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
