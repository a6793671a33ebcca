/* SPDX-License-Identifier: MIT
 * Alert rules: what the grammar takes and refuses, and when a rule rings. */
#include "config.h"

#include "model/alert.h"

#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1790000000)

static struct alert_rule rule_of(const char *text)
{
    struct alert_rule rule;
    struct error err = {0};
    if (!alert_parse(text, &rule, &err))
        fail_msg("%s: %s", text, err.message);
    return rule;
}

/* --- the grammar --- */

static void rules_are_read(void **state)
{
    static const struct {
        const char *text, *kind, *subject, *words;
        enum alert_scope scope;
        enum alert_test test;
        double bound;
    } table[] = {
        {"CRWV price > 150", "price", "CRWV", "", ALERT_SYMBOL, ALERT_ABOVE, 150},
        {"crwv price < 90.5", "price", "CRWV", "", ALERT_SYMBOL, ALERT_BELOW, 90.5},
        {"group:neoclouds rating upgrade", "rating", "neoclouds", "upgrade", ALERT_GROUP, ALERT_WORDS, 0},
        {"CRWV dso change > 20 days", "dso change", "CRWV", "", ALERT_SYMBOL, ALERT_ABOVE, 20},
        {"CRWV dso > 80", "dso", "CRWV", "", ALERT_SYMBOL, ALERT_ABOVE, 80},
        {"h100 stock none", "stock", "h100", "none", ALERT_MODEL, ALERT_WORDS, 0},
        {"h100-sxm price < 1.9", "price", "h100-sxm", "", ALERT_MODEL, ALERT_BELOW, 1.9},
        {"index label tight", "label", "", "tight", ALERT_INDEX, ALERT_WORDS, 0},
        {"any filing 8-K item 1.01", "filing", "", "8-K 1.01", ALERT_ANY, ALERT_WORDS, 0},
        {"any target change > 10 %", "target", "", "", ALERT_ANY, ALERT_ABOVE, 10},
        {"any rating", "rating", "", "", ALERT_ANY, ALERT_NO_TEST, 0},
        {"NVDA change > 5%", "change", "NVDA", "", ALERT_SYMBOL, ALERT_ABOVE, 5},
        {"NVDA volume > 2x", "volume", "NVDA", "", ALERT_SYMBOL, ALERT_ABOVE, 2},
        {"source:yahoo_quotes provider down", "provider", "yahoo_quotes", "down", ALERT_SOURCE, ALERT_WORDS, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct alert_rule rule = rule_of(table[i].text);
        assert_string_equal(rule.kind->name, table[i].kind);
        assert_string_equal(rule.subject, table[i].subject);
        assert_string_equal(rule.words, table[i].words);
        assert_int_equal(rule.scope, table[i].scope);
        assert_int_equal(rule.test, table[i].test);
        assert_float_equal(rule.bound, table[i].bound, 0);
        assert_int_equal(rule.severity, 2);
    }
}

static void options_are_read(void **state)
{
    (void)state;
    struct alert_rule rule = rule_of("CRWV  price > 150 once  band 1% open again 30m until 2026-12-31 notable");
    assert_string_equal(rule.text, "CRWV price > 150 once band 1% open again 30m until 2026-12-31 notable");
    assert_true(rule.once && rule.open_only && rule.band_percent);
    assert_float_equal(rule.band, 1, 0);
    assert_int_equal(rule.again_seconds, 1800);
    assert_int_equal(rule.until, date_new_york_to_utc(2027, 1, 1, 0, 0, 0));
    assert_int_equal(rule.severity, 1);
    rule = rule_of("CRWV change > 5 % band 1 %");
    assert_false(rule.band_percent); /* the figure is in percent itself */
    assert_float_equal(rule.band, 1, 0);
    rule = rule_of("CRWV dso > 80 days band 5 days");
    assert_float_equal(rule.band, 5, 0);
}

static void faults_name_the_word_and_its_place(void **state)
{
    static const struct {
        const char *text, *says;
    } table[] = {
        {"", "an alert rule is expected"},
        {"CRWV", "column 5, at the end: a kind is expected"},
        {"CRWV pric > 150",
         "column 6, \"pric\": a kind is expected (price, change, rating, filing ...); did you mean \"price\"?"},
        {"CRWV price", "column 11, at the end: > or < and a number are expected"},
        {"CRWV price 150", "column 12, \"150\": > or <"},
        {"CRWV price >150", "column 12, \">150\": only > and < compare"},
        {"CRWV price > much", "column 14, \"much\": a number is expected"},
        {"CRWV price > nan", "column 14, \"nan\": a number is expected"},
        {"CRWV price > inf", "column 14"},
        {"CRWV price > 1e99", "column 14"},
        {"CRWV price > 150 %", "column 18, \"%\": an option is expected"},
        {"CRWV rating upgarde", "column 13, \"upgarde\": one of these is expected: upgrade"},
        {"CRWV rating > 3", "an event like this has no figure"},
        {"CRWV stock none", "column 6, \"stock\": this subject has no such thing"},
        {"index price > 3", "this subject has no such thing"},
        {"CRWV price > 150 onec", "did you mean \"once\"?"},
        {"CRWV price > 150 again soon", "column 24, \"soon\": a time is expected"},
        {"CRWV price > 150 again 99999d", "a time is expected"},
        {"CRWV price > 150 until tomorrow", "a day is expected"},
        {"CRWV price > 150 until 2026-13-40", "a day is expected"},
        {"CRWV price > 150 band -1", "a band is not below 0"},
        {"any rating upgrade band 1", "events have no band"},
        {"$$$ price > 1", "a subject is expected"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct alert_rule rule;
        struct error err = {0};
        if (alert_parse(table[i].text, &rule, &err))
            fail_msg("taken: %s", table[i].text);
        if (strstr(err.message, table[i].says) == NULL)
            fail_msg("\"%s\" gives: %s", table[i].text, err.message);
    }
}

static void overlong_rules_are_refused(void **state)
{
    char text[1000];
    struct alert_rule rule;
    struct error err;
    (void)state;
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_false(alert_parse(text, &rule, &err));
    text[200] = '\0';
    assert_false(alert_parse(text, &rule, &err));
    for (size_t i = 1; i < 200; i += 2)
        text[i] = ' ';
    assert_false(alert_parse(text, &rule, &err));
}

static void every_kind_can_be_written(void **state)
{
    size_t count;
    const struct alert_kind *kinds = alert_kinds(&count);
    (void)state;
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        static const struct {
            enum alert_scope scope;
            const char *subject;
        } subjects[] = {{ALERT_SYMBOL, "CRWV"}, {ALERT_MODEL, "h100"},      {ALERT_INDEX, "index"},
                        {ALERT_ANY, "any"},     {ALERT_SOURCE, "source:x"}, {ALERT_GROUP, "group:x"}};
        bool measures = kinds[i].of_quote != NULL || kinds[i].of_model != NULL || kinds[i].of_quarters != NULL ||
                        kinds[i].of_index != NULL;
        assert_int_equal(measures, kinds[i].events == 0);
        for (size_t k = 0; k < sizeof subjects / sizeof subjects[0]; k++) {
            char text[100];
            if ((kinds[i].scopes & subjects[k].scope) == 0)
                continue;
            snprintf(text, sizeof text, "%s %s%s", subjects[k].subject, kinds[i].name, measures ? " > 1" : "");
            struct alert_rule rule = rule_of(text);
            assert_ptr_equal(rule.kind, &kinds[i]);
        }
    }
}

/* --- figures --- */

static bool look(const struct alert_rule *rule, struct alert_state *state, double value, int64_t now)
{
    return alert_measure(rule, state, amount_of(value), now, true);
}

static void a_level_rings_when_it_is_crossed(void **state)
{
    struct alert_rule rule = rule_of("CRWV price > 150");
    struct alert_state kept = {0};
    (void)state;
    assert_false(look(&rule, &kept, 149, NOW));
    assert_false(look(&rule, &kept, 150, NOW));
    assert_true(look(&rule, &kept, 150.01, NOW));
    assert_false(look(&rule, &kept, 155, NOW + 60));
    assert_false(alert_measure(&rule, &kept, AMOUNT_UNKNOWN, NOW + 70, true)); /* no answer is no fall */
    assert_false(look(&rule, &kept, 156, NOW + 80));
    assert_false(look(&rule, &kept, 149, NOW + 90));
    assert_true(look(&rule, &kept, 151, NOW + 100));
}

static void a_band_keeps_it_from_fluttering(void **state)
{
    struct alert_rule above = rule_of("CRWV price > 150 band 2%"), below = rule_of("CRWV price < 100 band 5");
    struct alert_state kept = {0}, other = {0};
    (void)state;
    assert_true(look(&above, &kept, 151, NOW));
    assert_false(look(&above, &kept, 148, NOW));
    assert_false(look(&above, &kept, 151, NOW));
    assert_false(look(&above, &kept, 147, NOW)); /* 150 - 2 % */
    assert_true(look(&above, &kept, 151, NOW));
    assert_true(look(&below, &other, 99, NOW));
    assert_false(look(&below, &other, 104, NOW));
    assert_false(look(&below, &other, 99, NOW));
    assert_false(look(&below, &other, 105, NOW));
    assert_true(look(&below, &other, 99, NOW));
}

static void it_rings_once_or_again(void **state)
{
    struct alert_rule once = rule_of("CRWV price > 150 once"), again = rule_of("CRWV price > 150 again 10m");
    struct alert_state kept = {0}, other = {0};
    (void)state;
    assert_true(look(&once, &kept, 151, NOW));
    assert_false(look(&once, &kept, 149, NOW));
    assert_false(look(&once, &kept, 151, NOW));
    assert_true(look(&again, &other, 151, NOW));
    assert_false(look(&again, &other, 151, NOW + 599));
    assert_true(look(&again, &other, 151, NOW + 600));
    assert_false(look(&again, &other, 149, NOW + 700));
    assert_false(look(&again, &other, 151, NOW + 800)); /* it holds anew, but the time is not over */
    assert_true(look(&again, &other, 151, NOW + 1200));
}

static void what_may_not_ring_now_rings_when_it_may(void **state)
{
    struct alert_rule rule = rule_of("CRWV price > 150 open");
    struct alert_state kept = {0}, snoozed = {.snoozed_to = NOW + 100};
    (void)state;
    assert_false(alert_measure(&rule, &kept, amount_of(151), NOW, false));
    assert_true(alert_measure(&rule, &kept, amount_of(151), NOW + 1, true));
    assert_false(look(&rule, &snoozed, 151, NOW));
    assert_true(look(&rule, &snoozed, 151, NOW + 100));
    rule = rule_of("CRWV price > 150 until 2020-01-01");
    kept = (struct alert_state){0};
    assert_false(look(&rule, &kept, 151, NOW));
}

static void a_clock_that_jumps_neither_loses_nor_repeats(void **state)
{
    struct alert_rule rule = rule_of("CRWV price > 150 again 10m");
    struct alert_state kept = {.holds = true, .rang_at = NOW + 864000}; /* rang while the clock was wrong */
    (void)state;
    assert_true(look(&rule, &kept, 151, NOW));
    assert_false(look(&rule, &kept, 151, NOW - 60)); /* a minute back */
    rule = rule_of("CRWV price > 150");
    kept = (struct alert_state){.holds = true, .rang_at = NOW};
    assert_false(look(&rule, &kept, 151, NOW - 864000));
    assert_false(look(&rule, &kept, 151, NOW + 864000));
}

/* --- events --- */

static struct event event_of(enum event_kind kind, const char *symbol, const char *detail, double value)
{
    struct event event = {.kind = kind, .value = amount_of(value), .happened_at = NOW - 5};
    text_copy(event.symbol, sizeof event.symbol, symbol);
    text_copy(event.detail, sizeof event.detail, detail);
    text_copy(event.text, sizeof event.text, "CRWV says hello");
    text_copy(event.key, sizeof event.key, detail);
    return event;
}

static bool match(const char *text, struct event event)
{
    struct alert_rule rule = rule_of(text);
    struct alert_state kept = {0};
    struct watchlist groups;
    watchlist_init(&groups);
    assert_true(watchlist_add(&groups, "Neoclouds", "CRWV"));
    bool rings = alert_match(&rule, &kept, &event, &groups, NOW, true);
    watchlist_clear(&groups);
    return rings;
}

static void events_are_matched(void **state)
{
    (void)state;
    assert_true(match("CRWV rating upgrade", event_of(EVENT_RATING, "CRWV", "upgrade", 61.9)));
    assert_false(match("CRWV rating downgrade", event_of(EVENT_RATING, "CRWV", "upgrade", 61.9)));
    assert_false(match("NBIS rating upgrade", event_of(EVENT_RATING, "CRWV", "upgrade", 61.9)));
    assert_true(match("group:neoclouds rating", event_of(EVENT_RATING, "CRWV", "upgrade", 61.9)));
    assert_false(match("group:silicon rating", event_of(EVENT_RATING, "CRWV", "upgrade", 61.9)));
    assert_true(match("any target > 50 %", event_of(EVENT_RATING, "CRWV", "upgrade", 61.9)));
    assert_false(match("any target > 70 %", event_of(EVENT_RATING, "CRWV", "upgrade", 61.9)));
    assert_true(match("any filing 8-K item 1.01", event_of(EVENT_FILING, "CRWV", "8-K 1.01 9.01", 0)));
    assert_false(match("any filing 8-K item 1.0", event_of(EVENT_FILING, "CRWV", "8-K 1.01 9.01", 0)));
    assert_false(match("any filing 10-Q", event_of(EVENT_FILING, "CRWV", "8-K 1.01 9.01", 0)));
    assert_true(match("any event hello", event_of(EVENT_FILING, "CRWV", "8-K 1.01 9.01", 0)));
    assert_false(match("any event hell", event_of(EVENT_FILING, "CRWV", "8-K 1.01 9.01", 0)));
    assert_false(match("any event", event_of(EVENT_ALERT, "CRWV", "", 0))); /* no echo */
}

static void models_are_matched_by_the_beginning_of_their_name(void **state)
{
    struct event event = event_of(EVENT_GPU, "", "stock none vast", 0);
    (void)state;
    text_copy(event.topic, sizeof event.topic, "H100 SXM");
    assert_true(match("h100 stock none", event));
    assert_true(match("h100-sxm stock none", event));
    assert_false(match("h100-pcie stock none", event));
    assert_false(match("h200 stock none", event));
    assert_false(match("h100 stock some", event));
    assert_true(match("h100 stock none vast", event));
}

static void the_event_tells_what_rang(void **state)
{
    struct alert_rule rule = rule_of("CRWV dso change > 20 days");
    struct event event, same, cause = event_of(EVENT_RATING, "CRWV", "upgrade", 61.9);
    (void)state;
    alert_event(&event, &rule, "CRWV", amount_of(24.5), NULL, NOW);
    assert_int_equal(event.kind, EVENT_ALERT);
    assert_int_equal(event.severity, 2);
    assert_string_equal(event.text, "CRWV dso change 24.5 days > 20");
    assert_string_equal(event.link, "receivables CRWV");
    rule = rule_of("CRWV rating upgrade");
    alert_event(&event, &rule, "CRWV", AMOUNT_UNKNOWN, &cause, NOW);
    alert_event(&same, &rule, "CRWV", AMOUNT_UNKNOWN, &cause, NOW + 1000);
    assert_string_equal(event.text, cause.text);
    assert_string_equal(event.key, same.key); /* the same filing never rings twice */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_read),
        cmocka_unit_test(options_are_read),
        cmocka_unit_test(faults_name_the_word_and_its_place),
        cmocka_unit_test(overlong_rules_are_refused),
        cmocka_unit_test(every_kind_can_be_written),
        cmocka_unit_test(a_level_rings_when_it_is_crossed),
        cmocka_unit_test(a_band_keeps_it_from_fluttering),
        cmocka_unit_test(it_rings_once_or_again),
        cmocka_unit_test(what_may_not_ring_now_rings_when_it_may),
        cmocka_unit_test(a_clock_that_jumps_neither_loses_nor_repeats),
        cmocka_unit_test(events_are_matched),
        cmocka_unit_test(models_are_matched_by_the_beginning_of_their_name),
        cmocka_unit_test(the_event_tells_what_rang),
    };
    date_use_new_york();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
