/* SPDX-License-Identifier: MIT
 * Alert rules and their states survive a restart. */
#include "config.h"

#include "store/kept_alerts.h"

#include "base/text.h"
#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct stored_rule rule_of(const char *text, bool removed, int64_t at)
{
    struct stored_rule rule = {.removed = removed, .at = at};
    text_copy(rule.text, sizeof rule.text, text);
    return rule;
}

static void rules_are_kept_until_they_are_removed(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture_open(fixture, NOON);
    struct error err = {0};
    struct stored_rule rules[4];
    struct stored_rule first = rule_of("CRWV price > 150", false, NOON + 1);
    struct stored_rule second = rule_of("any rating upgrade", false, NOON);
    assert_true(store_alert_rule_put(store, &first, &err));
    assert_true(store_alert_rule_put(store, &second, &err));
    fixture_close(fixture);
    store = fixture_open(fixture, NOON + 10);
    assert_int_equal(store_alert_rules(store, rules, 4), 2);
    assert_string_equal(rules[0].text, "any rating upgrade"); /* the older one */
    assert_string_equal(rules[1].text, "CRWV price > 150");
    assert_int_equal(store_alert_rules(store, rules, 1), 1);
    first = rule_of("CRWV price > 150", true, NOON + 20);
    assert_true(store_alert_rule_put(store, &first, &err));
    assert_int_equal(store_alert_rules(store, rules, 4), 1);
}

static void states_are_kept_by_rule_and_subject(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture_open(fixture, NOON);
    struct error err = {0};
    struct alert_state kept;
    struct stored_alert alert = {.state = {.holds = true, .spent = true, .rang_at = NOON, .snoozed_to = NOON + 60},
                                 .at = NOON};
    text_copy(alert.text, sizeof alert.text, "any price > 150");
    text_copy(alert.subject, sizeof alert.subject, "CRWV");
    assert_true(store_alert_state_put(store, &alert, &err));
    fixture_close(fixture);
    store = fixture_open(fixture, NOON + 10);
    assert_true(store_alert_state(store, "any price > 150", "CRWV", &kept));
    assert_true(kept.holds && kept.spent);
    assert_int_equal(kept.rang_at, NOON);
    assert_int_equal(kept.snoozed_to, NOON + 60);
    assert_false(store_alert_state(store, "any price > 150", "NBIS", &kept));
    assert_false(kept.holds || kept.spent);
    assert_int_equal(kept.rang_at, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rules_are_kept_until_they_are_removed, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(states_are_kept_by_rule_and_subject, fixture_begin, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
