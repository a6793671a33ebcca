/* SPDX-License-Identifier: MIT
 * What is news, the sentences, and keys that stay the same over restarts. */
#include "config.h"

#include "base/date.h"
#include "base/text.h"
#include "model/events.h"
#include "model/filings.h"
#include "model/gpu_market.h"
#include "model/ratings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1758722400) /* 2025-09-24 10:00 New York */
#define DAY 86400

static int use_new_york(void **state)
{
    (void)state;
    date_use_new_york();
    return 0;
}

static struct rating_action upgrade(void)
{
    return (struct rating_action){.symbol = "CRWV",
                                  .when = NOW - 3600,
                                  .firm = "Wells Fargo",
                                  .from = "Equal-Weight",
                                  .to = "Overweight",
                                  .move = MOVE_UPGRADE,
                                  .target_from = amount_of(105),
                                  .target_to = amount_of(170)};
}

static void an_upgrade_in_one_sentence(void **state)
{
    (void)state;
    struct rating_action action = upgrade();
    struct event event;
    memset(&event, 0x55, sizeof event);
    assert_true(event_from_action(&event, &action, NOW));
    assert_int_equal(event.observed_at, 0); /* whoever observed it says when */
    assert_string_equal(event.text, "CRWV Wells Fargo upgrades to Overweight, target 105 \xe2\x86\x92 170");
    assert_int_equal(event.kind, EVENT_RATING);
    assert_int_equal(event.severity, 1);
    assert_int_equal(event.happened_at, NOW - 3600);
    assert_string_equal(event.symbol, "CRWV");
    assert_string_equal(event.topic, "Wells Fargo");
    assert_string_equal(event.detail, "upgrade");
    assert_true(event.value.known);
    assert_float_equal(event.value.value, (170.0 / 105 - 1) * 100, 1e-9);
    assert_string_equal(event.link, "ratings CRWV");
}

static void every_move_reads_well(void **state)
{
    (void)state;
    static const struct {
        enum rating_move move;
        const char *to, *text;
        enum event_kind kind;
    } cases[] = {
        {MOVE_DOWNGRADE, "Hold", "CRWV Wells Fargo downgrades to Hold, target 170", EVENT_RATING},
        {MOVE_INITIATE, "Buy", "CRWV Wells Fargo starts at Buy, target 170", EVENT_RATING},
        {MOVE_MAINTAIN, "Buy", "CRWV Wells Fargo keeps Buy, target 170", EVENT_TARGET},
        {MOVE_REITERATE, "Buy", "CRWV Wells Fargo reiterates Buy, target 170", EVENT_TARGET},
        {MOVE_UNKNOWN, "Buy", "CRWV Wells Fargo rates it Buy, target 170", EVENT_TARGET},
        {MOVE_DROP, "", "CRWV Wells Fargo drops coverage, target 170", EVENT_RATING},
        {MOVE_UPGRADE, "", "CRWV Wells Fargo upgrades, target 170", EVENT_RATING},
        {MOVE_MAINTAIN, "", "CRWV Wells Fargo keeps its rating, target 170", EVENT_TARGET},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct rating_action action = upgrade();
        struct event event;
        action.target_from = AMOUNT_UNKNOWN;
        action.move = cases[i].move;
        action.to = cases[i].to;
        assert_true(event_from_action(&event, &action, NOW));
        assert_string_equal(event.text, cases[i].text);
        assert_int_equal(event.kind, cases[i].kind);
    }
}

static void targets_are_told_only_when_known(void **state)
{
    (void)state;
    struct rating_action action = upgrade();
    struct event event;
    action.target_from = amount_of(170);
    assert_true(event_from_action(&event, &action, NOW));
    assert_string_equal(event.text, "CRWV Wells Fargo upgrades to Overweight, target 170");
    action.target_to = AMOUNT_UNKNOWN;
    assert_true(event_from_action(&event, &action, NOW));
    assert_string_equal(event.text, "CRWV Wells Fargo upgrades to Overweight");
    action.target_from = amount_of(99.5);
    action.target_to = amount_of(1234567);
    assert_true(event_from_action(&event, &action, NOW));
    assert_string_equal(event.text, "CRWV Wells Fargo upgrades to Overweight, target 99.5 \xe2\x86\x92 1234567");
}

static void what_is_old_is_no_news(void **state)
{
    (void)state;
    struct rating_action action = upgrade();
    struct event event;
    action.when = NOW - 3 * DAY;
    assert_true(event_from_action(&event, &action, NOW));
    action.when = NOW - 3 * DAY - 1;
    assert_false(event_from_action(&event, &action, NOW));
    action.when = 0; /* unknown */
    assert_false(event_from_action(&event, &action, 1000));
}

static void the_same_action_has_the_same_key(void **state)
{
    (void)state;
    struct rating_action action = upgrade();
    struct event first, again, other;
    assert_true(event_from_action(&first, &action, NOW));
    action.when += 60; /* the provider corrects its second */
    assert_true(event_from_action(&again, &action, NOW + DAY));
    assert_string_equal(first.key, again.key);
    action.target_to = amount_of(171);
    assert_true(event_from_action(&other, &action, NOW));
    assert_string_not_equal(first.key, other.key);
    action = upgrade();
    action.firm = "Barclays";
    assert_true(event_from_action(&other, &action, NOW));
    assert_string_not_equal(first.key, other.key);
}

static void long_words_are_cut_between_characters(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 3; shift++) { /* every byte of a character comes to the border once */
        struct rating_action action = upgrade();
        struct event event;
        char firm[256] = "", clean[EVENT_TEXT_SIZE];
        memset(firm, 'a', shift);
        for (int i = 0; i < 60; i++)
            strcat(firm, "\xe9\x87\x91");
        action.firm = action.to = firm;
        assert_true(event_from_action(&event, &action, NOW));
        text_clean(clean, sizeof clean, event.text, strlen(event.text));
        assert_string_equal(clean, event.text);
        text_clean(clean, sizeof clean, event.key, strlen(event.key));
        assert_string_equal(clean, event.key);
    }
}

static void a_filing_is_told_by_its_day(void **state)
{
    (void)state;
    struct filing filing = {.symbol = "CRWV",
                            .accession = "0001769628-25-000099",
                            .form = "8-K",
                            .items = "1.01,9.01",
                            .filed_day = date_from_iso("2025-09-24")};
    struct event event;
    assert_true(event_from_filing(&event, &filing, NOW));
    assert_non_null(strstr(event.text, "CRWV 8-K material agreement (1.01"));
    assert_string_equal(event.key, "filing:CRWV:0001769628-25-000099");
    assert_int_equal(event.kind, EVENT_FILING);
    assert_int_equal(event.happened_at, 0); /* the day is known, the second is not */
    assert_int_equal(event.severity, 1);
    assert_string_equal(event.detail, "8-K 1.01 9.01");
    assert_non_null(strstr(event.link, "https://www.sec.gov/"));
    assert_true(event_from_filing(&event, &filing, NOW + 3 * DAY));
    assert_false(event_from_filing(&event, &filing, NOW + 4 * DAY));
    text_copy(filing.form, sizeof filing.form, "4");
    filing.items[0] = '\0';
    assert_true(event_from_filing(&event, &filing, NOW));
    assert_int_equal(event.severity, 0);
    filing.filed_day = DATE_UNKNOWN;
    assert_false(event_from_filing(&event, &filing, NOW));
}

static struct gpu_book book(double median, double stock)
{
    return (struct gpu_book){.venue = "Vast.ai",
                             .model = "H100 SXM",
                             .seen_at = NOW,
                             .median = amount_of(median),
                             .low = amount_of(median / 2),
                             .stock = amount_of(stock)};
}

static void a_step_of_two_percent_in_a_book(void **state)
{
    (void)state;
    struct gpu_book before = book(2.00, 1), after = book(2.05, 1);
    struct event event;
    assert_true(event_from_books(&event, &before, &after, 2));
    assert_string_equal(event.text, "H100 SXM +2.5% at Vast.ai: $2.05/GPU-h");
    assert_int_equal(event.kind, EVENT_GPU);
    assert_int_equal(event.severity, 0);
    after = book(2.039, 1);
    assert_false(event_from_books(&event, &before, &after, 2));
    after = book(1.90, 1);
    assert_true(event_from_books(&event, &before, &after, 2));
    assert_string_equal(event.text, "H100 SXM -5.0% at Vast.ai: $1.90/GPU-h");
}

static void a_median_that_comes_or_goes_is_no_step(void **state)
{
    (void)state;
    struct gpu_book before = book(2.00, 1), after = book(2.00, 1);
    struct event event;
    after.median = AMOUNT_UNKNOWN; /* the low is half of it */
    assert_false(event_from_books(&event, &before, &after, 2));
    assert_false(event_from_books(&event, &after, &before, 2));
    before.median = AMOUNT_UNKNOWN;
    before.low = amount_of(5);
    assert_false(event_from_books(&event, &before, &after, 2));
}

static void stock_that_ends_or_returns(void **state)
{
    (void)state;
    struct gpu_book some = book(2.00, 0.5), none = book(2.00, 0);
    struct event event;
    assert_true(event_from_books(&event, &some, &none, 2));
    assert_string_equal(event.text, "H100 SXM out of stock at Vast.ai");
    assert_string_equal(event.topic, "H100 SXM");
    assert_string_equal(event.detail, "stock none Vast.ai");
    assert_string_equal(event.link, "gpu H100 SXM");
    assert_int_equal(event.severity, 1);
    assert_true(event_from_books(&event, &none, &some, 2));
    assert_string_equal(event.text, "H100 SXM in stock again at Vast.ai");
    assert_string_equal(event.detail, "stock some Vast.ai");
    some.stock = amount_of(1);
    struct gpu_book plenty = book(2.00, 0.5);
    assert_false(event_from_books(&event, &some, &plenty, 2));
    some.stock = AMOUNT_UNKNOWN;
    assert_false(event_from_books(&event, &some, &none, 2));
}

static struct quote quote_at(double last, int64_t as_of)
{
    return (struct quote){.symbol = "CRWV", .last = amount_of(last), .as_of = as_of, .decimals = 2};
}

static void a_jump_within_the_day(void **state)
{
    (void)state;
    struct quote before = quote_at(100, NOW), after = quote_at(103.5, NOW + 60);
    struct event event;
    assert_true(event_from_quotes(&event, &before, &after));
    assert_string_equal(event.text, "CRWV +3.5% since 10:00, now 103.50");
    assert_string_equal(event.detail, "step");
    assert_float_equal(event.value.value, 103.5, 1e-9);
    assert_int_equal(event.kind, EVENT_PRICE);
    after = quote_at(97.0, NOW + 60);
    assert_true(event_from_quotes(&event, &before, &after));
    after = quote_at(102.9, NOW + 60);
    assert_false(event_from_quotes(&event, &before, &after));
    after = quote_at(110, NOW + DAY);
    assert_false(event_from_quotes(&event, &before, &after)); /* another day: the change column tells it */
    after = quote_at(110, NOW - 60);
    assert_false(event_from_quotes(&event, &before, &after)); /* a fallback that lags behind */
    after = quote_at(110, 0);
    before.as_of = 0;
    assert_false(event_from_quotes(&event, &before, &after));
    after = quote_at(110, NOW + 60);
    before = (struct quote){.symbol = "CRWV", .as_of = NOW};
    assert_false(event_from_quotes(&event, &before, &after));
}

static void kinds_have_names(void **state)
{
    (void)state;
    static const char *const names[] = {"price", "rating", "target", "filing", "gpu", "provider", "program"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_string_equal(event_kind_name((enum event_kind)i), names[i]);
}

static struct quote level_quote(double last, int64_t as_of)
{
    struct quote quote = quote_at(last, as_of);
    quote.open = amount_of(104);
    quote.prior_close = amount_of(100);
    quote.year_high = amount_of(187);
    quote.year_low = amount_of(33.5);
    quote.volume = amount_of(15e6);
    quote.average_volume = amount_of(10e6);
    return quote;
}

static void levels_are_told_when_they_are_passed(void **state)
{
    struct quote before = level_quote(105, NOW - DAY), after = level_quote(105, NOW);
    struct event events[EVENT_LEVELS];
    (void)state;
    assert_int_equal(events_from_levels(events, &before, &after), 1);
    assert_string_equal(events[0].text, "CRWV opens +4.0% at 104.00, after 100.00");
    assert_string_equal(events[0].detail, "gap");
    before = level_quote(186, NOW - 60);
    after = level_quote(188.5, NOW);
    after.year_high = amount_of(188.5);
    after.volume = amount_of(21e6);
    assert_int_equal(events_from_levels(events, &before, &after), 2);
    assert_string_equal(events[0].text, "CRWV 188.50: a new 52-week high, after 187.00");
    assert_string_equal(events[0].detail, "high");
    assert_string_equal(events[1].text, "CRWV volume 21.0M, 2.1 times the average day");
    struct event again[EVENT_LEVELS];
    after.last = amount_of(189);
    after.as_of += 60;
    assert_int_equal(events_from_levels(again, &before, &after), 2);
    assert_string_equal(again[0].key, events[0].key); /* the store keeps one of them */
    before.volume = amount_of(20.5e6);
    assert_int_equal(events_from_levels(again, &before, &after), 1);
    before = level_quote(34, NOW - 60);
    after = level_quote(33, NOW);
    assert_int_equal(events_from_levels(events, &before, &after), 1);
    assert_string_equal(events[0].detail, "low");
}

static void unknown_figures_pass_no_level(void **state)
{
    struct quote before = quote_at(100, NOW - 60), after = quote_at(200, NOW);
    struct event events[EVENT_LEVELS];
    (void)state;
    assert_int_equal(events_from_levels(events, &before, &after), 0);
    after = level_quote(105, NOW - 120); /* older than what was known */
    assert_int_equal(events_from_levels(events, &before, &after), 0);
}

static void an_outage_is_told_twice(void **state)
{
    struct event down, back;
    (void)state;
    event_from_outage(&down, "yahoo_quotes", "rate-limited", NOW - 600, false, NOW);
    assert_string_equal(down.text, "yahoo_quotes has been failing for 10 min: rate-limited");
    assert_string_equal(down.detail, "down");
    event_from_outage(&back, "yahoo_quotes", "", NOW - 600, true, NOW + 600);
    assert_string_equal(back.text, "yahoo_quotes answers again, after 20 min");
    assert_string_not_equal(back.key, down.key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_upgrade_in_one_sentence),
        cmocka_unit_test(every_move_reads_well),
        cmocka_unit_test(targets_are_told_only_when_known),
        cmocka_unit_test(what_is_old_is_no_news),
        cmocka_unit_test(the_same_action_has_the_same_key),
        cmocka_unit_test(long_words_are_cut_between_characters),
        cmocka_unit_test(a_filing_is_told_by_its_day),
        cmocka_unit_test(a_step_of_two_percent_in_a_book),
        cmocka_unit_test(a_median_that_comes_or_goes_is_no_step),
        cmocka_unit_test(stock_that_ends_or_returns),
        cmocka_unit_test(a_jump_within_the_day),
        cmocka_unit_test(kinds_have_names),
        cmocka_unit_test(levels_are_told_when_they_are_passed),
        cmocka_unit_test(unknown_figures_pass_no_level),
        cmocka_unit_test(an_outage_is_told_twice),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
