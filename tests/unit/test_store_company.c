/* SPDX-License-Identifier: MIT
 * Ratings, consensus, estimates, filings, facts and companies through the store and back. */
#include "config.h"

#include "store_fixture.h"

#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unistd.h>

/* --- rating actions --- */

static struct dataset *ratings_of(struct fixture *fixture)
{
    struct error err = {0};
    struct dataset *dataset = store_load_ratings(fixture->store, "CRWV", &err);
    assert_non_null(dataset);
    return dataset;
}

static void actions_are_news_only_after_the_first_import(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    observations_init(&observations);
    add_action(&observations, "CRWV", "Bank A", "Buy", 150, NOON - 5 * DAYS);
    add_action(&observations, "CRWV", "Bank B", "Hold", 0, NOON - 9 * DAYS);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    assert_int_equal(fixture->news.action_count, 0);
    fixture_put(fixture, &observations, NOON + 60); /* heard again, nothing new */
    assert_int_equal(fixture->news.action_count, 0);
    add_action(&observations, "CRWV", "Bank C", "Sell", 80, NOON);
    add_action(&observations, "NBIS", "Bank C", "Sell", 20, NOON); /* another subject's first import */
    fixture_put(fixture, &observations, NOON + 120);
    assert_int_equal(fixture->news.action_count, 1);
    assert_string_equal(fixture->news.actions[0].firm, "Bank C");
    assert_string_equal(fixture->news.actions[0].symbol, "CRWV");
    assert_string_equal(fixture->news.actions[0].source, "test");
    observations_clear(&observations);
    struct dataset *dataset = ratings_of(fixture);
    assert_int_equal(dataset->u.ratings.count, 3);
    const struct rating_action *first = &dataset->u.ratings.items[0], *last = &dataset->u.ratings.items[2];
    assert_string_equal(first->firm, "Bank C"); /* newest first */
    assert_int_equal(first->first_seen, NOON + 120);
    assert_string_equal(last->firm, "Bank B");
    assert_string_equal(last->from, "Hold");
    assert_int_equal(last->move, MOVE_UPGRADE);
    assert_false(last->target_to.known); /* absent, though it stands in the key */
    assert_int_equal(last->first_seen, NOON);
    assert_int_equal(dataset->fetched_at, NOON + 120);
    assert_int_equal(dataset->as_of, NOON);
    dataset_unref(dataset);
}

static void the_same_action_at_another_second_is_the_same(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    observations_init(&observations);
    struct rating_action *action = add_action(&observations, "CRWV", "Bank A", "Buy", 150, NOON);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    action->when += 61; /* the provider corrects its second */
    fixture_put(fixture, &observations, NOON + 90);
    assert_int_equal(fixture->news.action_count, 0);
    action->target_to = amount_of(155); /* another target is another action */
    fixture_put(fixture, &observations, NOON + 95);
    assert_int_equal(fixture->news.action_count, 1);
    struct dataset *dataset = ratings_of(fixture);
    assert_int_equal(dataset->u.ratings.count, 2);
    dataset_unref(dataset);
    observations_clear(&observations);
}

static void without_the_cache_the_history_still_knows_what_is_old(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    observations_init(&observations);
    add_action(&observations, "CRWV", "Bank A", "Buy", 150, NOON);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    fixture_close(fixture);
    assert_int_equal(unlink(fixture->cache), 0);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON + 60);
    assert_int_equal(fixture->news.action_count, 0);
    struct dataset *dataset = ratings_of(fixture);
    assert_int_equal(dataset->u.ratings.count, 1);
    assert_int_equal(dataset->u.ratings.items[0].first_seen, NOON);
    dataset_unref(dataset);
    observations_clear(&observations);
}

static void add_split(struct observations *observations, const char *symbol, int32_t day, double ratio)
{
    struct stock_split *split = observations_add_split(observations);
    text_copy(split->symbol, sizeof split->symbol, symbol);
    split->day = day;
    split->ratio = ratio;
}

/* Two sources' rows are one; targets stand on the base of today's prices; the close of the day is beside them. */
static void actions_are_merged_adjusted_and_priced(void **state)
{
    struct fixture *fixture = *state;
    struct observations first, second;
    struct error err = {0};
    fixture_open(fixture, NOON);
    observations_init(&first);
    observations_init(&second);
    add_action(&first, "CRWV", "B of A Securities", "Buy", 1500, NOON - 40 * DAYS);
    add_action(&first, "CRWV", "Bank B", "Buy", 150, NOON - 5 * DAYS);
    add_action(&second, "CRWV", "BofA", "Buy", 1500, NOON - 40 * DAYS + HOUR);
    add_bars(&first, "CRWV", RANGE_1Y, BAR_1D, NOON - 60 * DAYS, 61, 100);
    add_split(&first, "CRWV", date_new_york_day(NOON - 20 * DAYS), 10);
    fixture_put(fixture, &first, NOON);
    assert_true(store_put(fixture->store, &second, "other", NOON, NULL, &err));
    observations_clear(&first);
    observations_clear(&second);
    struct dataset *dataset = ratings_of(fixture);
    assert_int_equal(dataset->u.ratings.count, 2);
    const struct rating_action *since = &dataset->u.ratings.items[0], *before = &dataset->u.ratings.items[1];
    assert_int_equal(since->basis, TARGET_AS_ISSUED);
    assert_true(since->target_to.value == 150);
    assert_true(since->price_then.known);
    assert_int_equal(before->basis, TARGET_ADJUSTED);
    assert_true(before->target_to.value == 150);
    assert_true(before->split_factor == 10);
    assert_true(before->also[0] != '\0');
    dataset_unref(dataset);
}

/* --- consensus --- */

static struct consensus *add_consensus(struct observations *observations, double target)
{
    struct consensus *consensus = observations_add_consensus(observations);
    text_copy(consensus->symbol, sizeof consensus->symbol, "CRWV");
    text_copy(consensus->currency, sizeof consensus->currency, "USD");
    consensus->target_mean = amount_of(target);
    consensus->recommendation_mean = amount_of(2.1);
    consensus->months[0].buy = amount_of(12);
    consensus->months[3].strong_sell = amount_of(0);
    consensus->earnings_from = consensus->earnings_to = NOON + 9 * DAYS;
    return consensus;
}

static struct estimate *add_estimates(struct observations *observations, struct consensus *consensus,
                                      double revenue)
{
    consensus->estimates = arena_array(&observations->arena, 2, sizeof *consensus->estimates);
    consensus->estimate_count = 2;
    struct estimate *eps = &consensus->estimates[0], *sales = &consensus->estimates[1];
    text_copy(eps->period, sizeof eps->period, "0q");
    text_copy(sales->period, sizeof sales->period, "0q");
    eps->end_day = sales->end_day = date_from_iso("2026-09-30");
    sales->revenue = true;
    sales->mean = amount_of(revenue);
    eps->mean = amount_of(-0.25);
    eps->ago7 = amount_of(-0.3);
    return sales;
}

static void put_revenue(struct fixture *fixture, double revenue, int64_t now)
{
    struct observations observations;
    observations_init(&observations);
    add_estimates(&observations, add_consensus(&observations, 120), revenue);
    fixture_put(fixture, &observations, now);
    observations_clear(&observations);
}

static struct dataset *consensus_of(struct fixture *fixture, int64_t now)
{
    struct error err = {0};
    struct dataset *dataset = store_load_consensus(fixture->store, "CRWV", now, &err);
    assert_non_null(dataset);
    return dataset;
}

static void a_consensus_is_kept_once_a_day_and_on_change(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    observations_init(&observations);
    struct consensus *consensus = add_consensus(&observations, 120);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    fixture_put(fixture, &observations, NOON + HOUR);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM consensus"), 1);
    struct dataset *dataset = consensus_of(fixture, NOON + HOUR);
    assert_int_equal(dataset->fetched_at, NOON + HOUR); /* confirmed, though it has not changed */
    assert_int_equal(dataset->as_of, NOON);
    dataset_unref(dataset);
    consensus->months[0].buy = amount_of(13);
    fixture_put(fixture, &observations, NOON + 2 * HOUR);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM consensus"), 2);
    fixture_put(fixture, &observations, NOON + DAYS);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM consensus"), 3);
    fixture_close(fixture);
    assert_int_equal(unlink(fixture->cache), 0); /* who was heard when stands in the cache: it may vanish */
    fixture_open(fixture, NOON + DAYS);
    dataset = consensus_of(fixture, NOON + DAYS);
    assert_int_equal(dataset->fetched_at, NOON + DAYS);
    assert_string_equal(dataset->source, "test");
    const struct consensus *loaded = &dataset->u.consensus;
    assert_string_equal(loaded->symbol, "CRWV");
    assert_string_equal(loaded->source, "test");
    assert_string_equal(loaded->currency, "USD");
    assert_true(loaded->target_mean.value == 120);
    assert_false(loaded->target_low.known);
    assert_true(loaded->months[0].buy.value == 13);
    assert_false(loaded->months[0].hold.known);
    assert_true(loaded->months[3].strong_sell.known && loaded->months[3].strong_sell.value == 0);
    assert_int_equal(loaded->earnings_to, NOON + 9 * DAYS);
    dataset_unref(dataset);
    observations_clear(&observations);
}

static void revenue_has_its_past_from_our_own_observations(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        int days_ago;
        double revenue;
    } seen[] = {{94, 94}, {62, 62}, {37, 37}, {29, 29}, {9, 9}, {1, 1}};
    fixture_open(fixture, NOON);
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
        put_revenue(fixture, seen[i].revenue, NOON - seen[i].days_ago * DAYS);
    struct dataset *dataset = consensus_of(fixture, NOON);
    assert_int_equal(dataset->u.consensus.estimate_count, 2);
    const struct estimate *eps = &dataset->u.consensus.estimates[0], *sales = &dataset->u.consensus.estimates[1];
    assert_false(eps->revenue);
    assert_true(eps->ago7.value == -0.3); /* the provider's own */
    assert_false(eps->ago30.known);
    assert_true(sales->revenue);
    assert_true(sales->mean.value == 1);
    assert_true(sales->ago7.value == 9);
    assert_false(sales->ago30.known); /* 29 days is too new, 37 too old */
    assert_true(sales->ago60.value == 62);
    assert_true(sales->ago90.value == 94);
    dataset_unref(dataset);
}

static void estimates_are_kept_once_a_day_and_on_change(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    put_revenue(fixture, 100, NOON);
    put_revenue(fixture, 100, NOON + HOUR);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM estimate"), 2);
    put_revenue(fixture, 101, NOON + 2 * HOUR);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM estimate"), 3);
    put_revenue(fixture, 101, NOON + DAYS);
    assert_int_equal(fixture_number(fixture->history, "SELECT count(*) FROM estimate"), 5);
}

static void an_estimate_that_is_not_repeated_goes(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    fixture_open(fixture, NOON);
    put_revenue(fixture, 100, NOON);
    observations_init(&observations);
    struct consensus *consensus = add_consensus(&observations, 120);
    add_estimates(&observations, consensus, 0);
    consensus->estimate_count = 1; /* EPS only, from now on */
    fixture_put(fixture, &observations, NOON + 6 * DAYS);
    struct dataset *dataset = consensus_of(fixture, NOON + 6 * DAYS);
    assert_int_equal(dataset->u.consensus.estimate_count, 2);
    dataset_unref(dataset);
    fixture_put(fixture, &observations, NOON + 8 * DAYS);
    dataset = consensus_of(fixture, NOON + 8 * DAYS);
    assert_int_equal(dataset->u.consensus.estimate_count, 1);
    dataset_unref(dataset);
    observations_clear(&observations);
}

/* --- filings --- */

static void filings_come_newest_first_and_are_news_once(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    char accession[ACCESSION_SIZE] = "x";
    int32_t today = date_new_york_day(NOON);
    observations_init(&observations);
    add_filing(&observations, "CRWV", "0001-26-000001", "10-Q", today - 80);
    add_filing(&observations, "CRWV", "0001-26-000003", "8-K", today - 3);
    add_filing(&observations, "CRWV", "0001-26-000002", "10-K/A", today - 3);
    fixture_open(fixture, NOON);
    store_newest_periodic(fixture->store, "CRWV", accession);
    assert_string_equal(accession, "");
    fixture_put(fixture, &observations, NOON);
    assert_int_equal(fixture->news.filing_count, 0);
    add_filing(&observations, "CRWV", "0001-26-000004", "4", today);
    fixture_put(fixture, &observations, NOON + 60);
    assert_int_equal(fixture->news.filing_count, 1);
    assert_string_equal(fixture->news.filings[0].form, "4");
    struct dataset *dataset = store_load_filings(fixture->store, "CRWV", &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.filings.count, 4);
    assert_string_equal(dataset->u.filings.items[0].form, "4");
    assert_string_equal(dataset->u.filings.items[1].form, "8-K"); /* same day: by accession */
    assert_int_equal(dataset->u.filings.items[3].report_day, DATE_UNKNOWN);
    assert_int_equal(dataset->u.filings.items[3].first_seen, NOON);
    assert_int_equal(dataset->u.filings.items[0].first_seen, NOON + 60);
    assert_int_equal(dataset->u.filings.newest_day, today);
    assert_int_equal(dataset->fetched_at, NOON + 60);
    dataset_unref(dataset);
    store_newest_periodic(fixture->store, "CRWV", accession);
    assert_string_equal(accession, "0001-26-000002");
    assert_int_equal(store_periodic_count(fixture->store, "CRWV"), 2);
    assert_int_equal(store_periodic_count(fixture->store, "NBIS"), 0);
    observations_clear(&observations);
}

/* --- facts --- */

static struct fact *add_fact(struct observations *observations, const char *concept, const char *start,
                             const char *end, double value, const char *accession, const char *filed)
{
    struct fact *fact = observations_add_fact(observations);
    text_copy(fact->symbol, sizeof fact->symbol, "CRWV");
    text_copy(fact->concept, sizeof fact->concept, concept);
    text_copy(fact->unit, sizeof fact->unit, "USD");
    text_copy(fact->form, sizeof fact->form, "10-Q");
    text_copy(fact->accession, sizeof fact->accession, accession);
    fact->start_day = start[0] != '\0' ? date_from_iso(start) : DATE_UNKNOWN;
    fact->end_day = date_from_iso(end);
    fact->filed_day = date_from_iso(filed);
    fact->value = value;
    return fact;
}

static void facts_are_loaded_as_quarters(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    char accession[ACCESSION_SIZE] = "x";
    observations_init(&observations);
    fixture_open(fixture, NOON);
    store_facts_accession(fixture->store, "CRWV", accession);
    assert_string_equal(accession, "");
    const char *revenue = "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax";
    const char *owed = "us-gaap:AccountsReceivableNetCurrent";
    add_fact(&observations, revenue, "2026-01-01", "2026-03-31", 900e6, "0001-26-000001", "2026-05-02");
    add_fact(&observations, owed, "", "2026-03-31", 450e6, "0001-26-000001", "2026-05-02");
    struct fact *wrong =
        add_fact(&observations, revenue, "2026-04-01", "2026-06-30", 1, "0001-26-000002", "2026-07-30");
    add_fact(&observations, owed, "", "2026-06-30", 600e6, "0001-26-000002", "2026-07-30");
    fixture_put(fixture, &observations, NOON);
    wrong->value = 1200e6; /* a parser that was mended repairs what is held */
    fixture_put(fixture, &observations, NOON + 60);
    struct dataset *dataset = store_load_receivables(fixture->store, "CRWV", &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.receivables.count, 2);
    const struct receivables_quarter *newest = &dataset->u.receivables.quarters[0];
    assert_int_equal(newest->end_day, date_from_iso("2026-06-30"));
    assert_true(newest->revenue.amount.value == 1200e6);
    assert_true(newest->receivables.amount.value == 600e6);
    assert_string_equal(newest->receivables.accession, "0001-26-000002");
    assert_string_equal(newest->receivables.concept, owed);
    assert_int_equal(dataset->fetched_at, NOON + 60);
    assert_int_equal(dataset->as_of, (int64_t)newest->end_day * DAYS);
    dataset_unref(dataset);
    store_facts_accession(fixture->store, "CRWV", accession);
    assert_string_equal(accession, "0001-26-000002");
    fixture_sql(fixture->cache, "UPDATE fact SET value = 9e999 WHERE value = 600e6"); /* the file lies */
    dataset = store_load_receivables(fixture->store, "CRWV", &err);
    assert_false(dataset->u.receivables.quarters[0].receivables.amount.known);
    dataset_unref(dataset);
    observations_clear(&observations);
}

/* --- companies and events --- */

static void the_stored_cik_goes_before_the_built_in_one(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    fixture_open(fixture, NOON);
    int64_t built_in = company_builtin_cik("CRWV");
    assert_true(built_in > 0);
    assert_int_equal(store_cik(fixture->store, "CRWV"), built_in);
    assert_int_equal(store_cik(fixture->store, "NOSUCH"), 0);
    observations_init(&observations);
    struct company *company = observations_add_company(&observations);
    text_copy(company->symbol, sizeof company->symbol, "CRWV");
    company->cik = 77;
    fixture_put(fixture, &observations, NOON);
    assert_int_equal(store_cik(fixture->store, "CRWV"), 77);
    company->cik = 78;
    fixture_put(fixture, &observations, NOON + 1);
    assert_int_equal(store_cik(fixture->store, "CRWV"), 78);
    observations_clear(&observations);
}

static void an_event_is_kept_once_by_its_key(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    static const char *const keys[] = {"a", "b", "c"};
    for (int i = 0; i < 3; i++) {
        struct event *event = observations_add_event(&observations);
        text_copy(event->key, sizeof event->key, keys[i]);
        text_copy(event->text, sizeof event->text, keys[i]);
        text_copy(event->symbol, sizeof event->symbol, "CRWV");
        event->kind = EVENT_FILING;
        event->severity = i;
        event->observed_at = NOON + i;
    }
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    fixture_close(fixture);
    fixture_open(fixture, NOON);
    observations.events[0].observed_at = NOON + 500; /* seen again after a restart */
    fixture_put(fixture, &observations, NOON + 500);
    struct dataset *dataset = store_load_events(fixture->store, 2, &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.events.count, 2);
    assert_string_equal(dataset->u.events.items[0].key, "c");
    assert_int_equal(dataset->u.events.items[0].severity, 2);
    assert_string_equal(dataset->u.events.items[1].text, "b");
    assert_int_equal(dataset->as_of, NOON + 2);
    dataset_unref(dataset);
    observations_clear(&observations);
}

int main(void)
{
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_FILES(actions_are_news_only_after_the_first_import),
        WITH_FILES(actions_are_merged_adjusted_and_priced),
        WITH_FILES(the_same_action_at_another_second_is_the_same),
        WITH_FILES(without_the_cache_the_history_still_knows_what_is_old),
        WITH_FILES(a_consensus_is_kept_once_a_day_and_on_change),
        WITH_FILES(revenue_has_its_past_from_our_own_observations),
        WITH_FILES(estimates_are_kept_once_a_day_and_on_change),
        WITH_FILES(an_estimate_that_is_not_repeated_goes),
        WITH_FILES(filings_come_newest_first_and_are_news_once),
        WITH_FILES(facts_are_loaded_as_quarters),
        WITH_FILES(the_stored_cik_goes_before_the_built_in_one),
        WITH_FILES(an_event_is_kept_once_by_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
