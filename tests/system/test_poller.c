/* SPDX-License-Identifier: MIT
 * The data path without a screen: providers that answer, refuse, lie or hang, and what the snapshots then say. */
#include "config.h"

#include "fault_server.h"
#include "stage.h"

#include "base/date.h"
#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define ONLY(kind)      (1U << (kind))

static int make(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    stage_open(stage);
    *state = stage;
    return 0;
}

static int drop(void **state)
{
    stage_close(*state);
    free(*state);
    return 0;
}

static const enum dataset_kind every_kind[] = {DATASET_QUOTES,    DATASET_BARS,    DATASET_RATINGS,
                                               DATASET_CONSENSUS, DATASET_FILINGS, DATASET_RECEIVABLES,
                                               DATASET_GPU_MARKET};

static double last_price(const struct stage *stage, const char *symbol)
{
    const struct quote *quote = quotes_find(&stage_slot(stage, DATASET_QUOTES)->data->u.quotes, symbol);
    assert_non_null(quote);
    assert_true(quote->last.known);
    return quote->last.value;
}

/* --- when all is well --- */

static void every_slot_is_fresh(void **state)
{
    static const char *const speakers[] = {"yahoo_quotes",    "yahoo_chart", "yahoo_ratings",
                                           "yahoo_consensus", "sec_filings", "sec_facts"};
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    for (size_t i = 0; i < COUNT_OF(every_kind); i++) {
        const struct slot *slot = stage_slot(stage, every_kind[i]);
        assert_int_equal(stage_state(stage, every_kind[i]), SLOT_FRESH);
        assert_int_equal(slot->error.code, ERROR_NONE);
        assert_string_equal(slot->chain_note, "");
        assert_int_equal(slot->good_at, STAGE_START);
        assert_true(slot->next_at > STAGE_START);
        if (i < COUNT_OF(speakers))
            assert_string_equal(slot->source, speakers[i]);
    }
    for (size_t i = 0; i < stage->snapshot->health_count; i++)
        if (stage->snapshot->health[i].requests > 0)
            assert_int_equal(stage->snapshot->health[i].failures, 0);
    assert_true(stage->snapshot->online);
    assert_string_equal(stage->snapshot->banner, "");
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->data->u.quotes.count, 2);
    assert_true(stage_slot(stage, DATASET_RATINGS)->data->u.ratings.count > 0);
    assert_true(stage_slot(stage, DATASET_GPU_MARKET)->data->u.gpu.row_count > 0);
}

static void what_is_fresh_is_not_asked_again(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    unsigned long asked = stage_requests(stage);
    assert_true(stage_run_once(stage)); /* a new process, a second later */
    assert_int_equal(stage_requests(stage), asked);
    assert_int_equal(stage_state(stage, DATASET_QUOTES), SLOT_FRESH);
}

static unsigned facts_requests(struct stage *stage)
{
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_state(stage, DATASET_RECEIVABLES), SLOT_FRESH);
    return stage_health(stage, "sec_facts")->requests;
}

static void put_amendment(struct stage *stage)
{
    struct store_report report = {0};
    struct observations observations;
    int64_t now = clock_wall_seconds(&stage->clock);
    struct store *store = store_open(&stage->options.store, now, &report, NULL);
    assert_non_null(store);
    observations_init(&observations);
    struct filing *filing = observations_add_filing(&observations);
    snprintf(filing->symbol, sizeof filing->symbol, "CRWV");
    snprintf(filing->accession, sizeof filing->accession, "0001769628-26-900001");
    snprintf(filing->form, sizeof filing->form, "10-Q/A");
    filing->cik = 1769628;
    filing->filed_day = date_new_york_day(now);
    filing->report_day = filing->filed_day - 40;
    assert_true(store_begin(store, NULL));
    assert_true(store_put(store, &observations, "sec_filings", now, NULL, NULL));
    assert_true(store_commit(store, NULL));
    observations_clear(&observations);
    store_close(store);
}

static void facts_of_an_amendment_are_not_asked_for_for_ever(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_RECEIVABLES);
    assert_true(watchlist_remove(&stage->watchlist, "Neoclouds", "NBIS"));
    stage_simulate(stage, "normal");
    assert_int_equal(facts_requests(stage), 1);
    put_amendment(stage);
    stage_advance(stage, 86400);
    assert_int_equal(facts_requests(stage), 1); /* its figures may still come */
    stage_advance(stage, (int64_t)3 * 86400);
    assert_int_equal(facts_requests(stage), 1);
    stage_advance(stage, 86400);
    assert_int_equal(facts_requests(stage), 0); /* they did not */
}

static void facts_are_asked_for_only_after_a_report(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_RECEIVABLES) | ONLY(DATASET_FILINGS);
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    stage_advance(stage, 7 * 86400);
    unsigned facts = stage_health(stage, "sec_facts")->requests;
    assert_int_equal(facts, 2); /* one a symbol */
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_health(stage, "sec_facts")->requests, 0); /* of this poller */
    assert_true(stage_health(stage, "sec_filings")->requests > 0);
    assert_int_equal(stage_state(stage, DATASET_RECEIVABLES), SLOT_FRESH);
}

static void a_source_switched_off_is_not_missed(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    stage_send(stage, "sec_facts", "");
    stage->sources[0].enabled = 0;
    stage_advance(stage, 7 * 86400);
    (void)stage_run_once(stage); /* with its facts in the store */
    assert_int_equal(stage_state(stage, DATASET_RECEIVABLES), SLOT_STALE);
    assert_true(stage_slot(stage, DATASET_RECEIVABLES)->disabled);
    assert_false(dataset_is_empty(stage_slot(stage, DATASET_RECEIVABLES)->data));
}

/* --- when things go wrong: one row per scenario, for quotes --- */

struct outcome {
    const char *scenario;
    enum slot_state state;
    enum error_code code;
    const char *speaker;
    const char *words; /* in the error, or in the note when another source speaks */
    unsigned requests; /* to everybody, until the chain is at its end */
    unsigned total_ms; /* ends what hangs */
};

static const struct outcome outcomes[] = {
    {"normal", SLOT_FRESH, ERROR_NONE, "yahoo_quotes", "", 3, 0},
    {"yahoo-down", SLOT_FRESH, ERROR_NONE, "cnbc_quotes", "HTTP 429", 2, 0},
    {"yahoo-turns", SLOT_FRESH, ERROR_NONE, "yahoo_quotes", "", 4, 0},
    {"yahoo-hangs", SLOT_FRESH, ERROR_NONE, "cnbc_quotes", "no answer in time", 2, 3000},
    {"bad-crumb", SLOT_FRESH, ERROR_NONE, "cnbc_quotes", "Invalid Crumb", 7, 0},
    {"rate-limited", SLOT_FAILED, ERROR_RATE_LIMITED, "yahoo_quotes", "HTTP 429", 3, 0},
    {"blocked", SLOT_FAILED, ERROR_BLOCKED, "yahoo_quotes", "blocks this address", 3, 0},
    {"portal", SLOT_FAILED, ERROR_BLOCKED, "yahoo_quotes", "web page", 5, 0},
    {"server-errors", SLOT_FAILED, ERROR_RATE_LIMITED, "yahoo_quotes", "HTTP 503", 3, 0},
    {"hangs", SLOT_FAILED, ERROR_TIMEOUT, "yahoo_quotes", "no answer in time", 5, 1000},
    {"empty", SLOT_FAILED, ERROR_SESSION, "yahoo_quotes", "no usable crumb", 8,
     0},                                                           /* both ways to a cookie were tried */
    {"consent", SLOT_FRESH, ERROR_NONE, "yahoo_quotes", "", 8, 0}, /* a form with its redirects before the crumb */
};

static void check_outcome(struct stage *stage, const struct outcome *outcome)
{
    const struct slot *slot = stage_slot(stage, DATASET_QUOTES);
    const char *told = slot->error.code != ERROR_NONE ? slot->error.message : slot->chain_note;
    if (stage_state(stage, DATASET_QUOTES) != outcome->state || slot->error.code != outcome->code ||
        strcmp(slot->source, outcome->speaker) != 0 || strstr(told, outcome->words) == NULL ||
        stage_requests(stage) != outcome->requests)
        fail_msg("%s: state %d, %s, by %s, \"%s\", %lu requests", outcome->scenario,
                 (int)stage_state(stage, DATASET_QUOTES), error_word(slot->error.code), slot->source, told,
                 stage_requests(stage));
    assert_int_equal(slot->tried_at, clock_wall_seconds(&stage->clock));
    assert_true(slot->next_at > slot->tried_at);
    assert_false(slot->refreshing);
    stage_check_texts(stage);
}

static void each_scenario_is_told_as_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
        struct stage *stage = memory_new(1, sizeof *stage);
        stage_open(stage);
        stage->options.kinds = ONLY(DATASET_QUOTES);
        stage->options.total_ms = outcomes[i].total_ms;
        stage_simulate(stage, outcomes[i].scenario);
        assert_int_equal(stage_run_once(stage), outcomes[i].code == ERROR_NONE);
        check_outcome(stage, &outcomes[i]);
        stage_close(stage);
        free(stage);
    }
}

static void a_failure_keeps_the_older_data(void **state)
{
    static const char *const failing[] = {"rate-limited", "blocked", "portal", "server-errors", "empty", "garbage"};
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    double price = last_price(stage, "CRWV");
    size_t ratings = stage_slot(stage, DATASET_RATINGS)->data->u.ratings.count;
    size_t filings = stage_slot(stage, DATASET_FILINGS)->data->u.filings.count;
    for (size_t i = 0; i < COUNT_OF(failing); i++) {
        stage_simulate(stage, failing[i]);
        stage_advance(stage, 86400); /* everything is due, no cool-down is left */
        assert_false(stage_run_once(stage));
        assert_int_equal(stage_state(stage, DATASET_QUOTES), SLOT_FAILED);
        assert_true(last_price(stage, "CRWV") == price);
        assert_int_equal(stage_slot(stage, DATASET_RATINGS)->data->u.ratings.count, ratings);
        assert_int_equal(stage_slot(stage, DATASET_FILINGS)->data->u.filings.count, filings);
        assert_int_equal(stage_slot(stage, DATASET_QUOTES)->data->fetched_at, STAGE_START);
    }
}

static void hostile_names_are_disarmed(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "hostile");
    assert_true(stage_run_once(stage));
    const struct quote *quote = quotes_find(&stage_slot(stage, DATASET_QUOTES)->data->u.quotes, "CRWV");
    assert_non_null(quote);
    assert_non_null(strstr(quote->name, "Inc.")); /* the words are still there */
    assert_null(strchr(quote->name, '\033'));
    stage_check_texts(stage);
}

static void no_figure_comes_from_garbage(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "garbage");
    (void)stage_run_once(stage); /* a cut may spare a short answer */
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->data->u.quotes.count, 0);
    assert_int_equal(stage_slot(stage, DATASET_RATINGS)->data->u.ratings.count, 0);
    assert_int_equal(stage_slot(stage, DATASET_FILINGS)->data->u.filings.count, 0);
    assert_int_equal(stage_slot(stage, DATASET_BARS)->data->u.bars.count, 0);
    stage_check_texts(stage);
}

static bool quotes_are_good(const struct stage *stage, const void *what)
{
    (void)what;
    return stage_state(stage, DATASET_QUOTES) == SLOT_FRESH;
}

static void a_flaky_world_is_read_in_the_end(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage_simulate(stage, "flaky");
    (void)stage_run_once(stage);
    for (int i = 0; i < 20 && stage_state(stage, DATASET_QUOTES) != SLOT_FRESH; i++) {
        stage_advance(stage, 1000);
        (void)stage_run_once(stage);
    }
    assert_true(quotes_are_good(stage, NULL));
}

/* --- many symbols --- */

static void hundred_symbols_cost_two_requests(void **state)
{
    struct stage *stage = *state;
    char symbol[SYMBOL_SIZE];
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage)); /* the session, and the two that are there */
    unsigned long before = stage_requests(stage);
    assert_int_equal(before, 3);
    for (int i = 0; i < 98; i++) {
        snprintf(symbol, sizeof symbol, "%c%cZZ", 'A' + i / 26, 'A' + i % 26);
        assert_true(watchlist_add(&stage->watchlist, "Neoclouds", symbol));
    }
    stage_advance(stage, 3600);
    (void)stage_run_once(stage);
    assert_int_equal(stage_health(stage, "yahoo_quotes")->requests, 2);
}

/* --- keys --- */

static void configure_keys(struct stage *stage, const char *const (*keys)[2], size_t count)
{
    stage->config.keys = memory_new(count, sizeof *stage->config.keys);
    stage->config.key_count = count;
    for (size_t i = 0; i < count; i++) {
        snprintf(stage->config.keys[i].name, sizeof stage->config.keys[i].name, "%s", keys[i][0]);
        stage->config.keys[i].value = memory_text(keys[i][1]);
    }
}

static void with_its_keys_a_provider_is_asked_first(void **state)
{
    static const char *const half[][2] = {{"alpaca", "AK-0123456789"}, {"finnhub", "finn-0123456789"}};
    static const char *const whole[][2] = {{"alpaca", "AK-0123456789"}, {"alpaca_secret", "as-0123456789"}};
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage_simulate(stage, "normal");
    configure_keys(stage, half, 2);
    assert_true(stage_run_once(stage));
    assert_string_equal(stage_slot(stage, DATASET_QUOTES)->source, "finnhub_quotes"); /* an id without its secret */
    assert_non_null(strstr(stage_health(stage, "alpaca_quotes")->error.message, "alpaca_secret = KEY"));
    assert_int_equal(stage_requests(stage), 2); /* subject by subject */
    free(stage->config.keys[1].value);
    free(stage->config.keys[0].value);
    free(stage->config.keys);
    configure_keys(stage, whole, 2);
    assert_true(
        watchlist_add(&stage->watchlist, "Neoclouds", "^GSPC")); /* no share: left to the next that knows it */
    stage_advance(stage, 3600);
    (void)stage_run_once(stage);
    assert_string_equal(stage_slot(stage, DATASET_QUOTES)->source, "alpaca_quotes");
    assert_string_equal(stage_slot(stage, DATASET_QUOTES)->chain_note, "");
    assert_int_equal(stage_health(stage, "alpaca_quotes")->requests, 1);
    assert_int_equal(stage_health(stage, "yahoo_quotes")->requests, 1);
}

/* --- second opinions --- */

static bool has_opinion(const struct stage *stage, const void *what)
{
    const struct quote *quote = quotes_find(&stage_slot(stage, DATASET_QUOTES)->data->u.quotes, "CRWV");
    (void)what;
    return quote != NULL && quote->other_at > 0;
}

static void look_for_opinions(struct stage *stage, const char *scenario, bool doubted)
{
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage_simulate(stage, scenario);
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_int_equal(stage_requests(stage), 3);
    stage_advance(stage, 900);
    stage_wait(stage, has_opinion, NULL);
    const struct quotes *quotes = &stage_slot(stage, DATASET_QUOTES)->data->u.quotes;
    for (size_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->items[i];
        assert_string_equal(quote->source, "yahoo_quotes");
        assert_string_equal(quote->other_source, "cnbc_quotes");
        assert_true(quote->other_percent.known);
        assert_int_equal(quote->doubted, doubted);
        assert_true(quote->last.value < 900 && (quote->other_last.value > 900) == doubted);
    }
    assert_int_equal(stage_requests(stage), 5);
    assert_string_equal(stage_slot(stage, DATASET_QUOTES)->source, "yahoo_quotes");
}

static void providers_that_agree_are_not_flagged(void **state)
{
    look_for_opinions(*state, "normal", false);
}

static void providers_that_disagree_are_flagged(void **state)
{
    look_for_opinions(*state, "disagree", true);
}

/* --- cooling down --- */

static void a_refusal_is_respected(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_QUOTES);
    stage_simulate(stage, "yahoo-down");
    stage_start(stage);
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_int_equal(stage_requests(stage), 2); /* the handshake, then CNBC */
    stage_advance(stage, 30);
    stage_wait_tried(stage, DATASET_QUOTES);
    assert_int_equal(stage_requests(stage), 3); /* CNBC alone */
    assert_non_null(strstr(stage_slot(stage, DATASET_QUOTES)->chain_note, "HTTP 429"));
    stage_stop(stage);
    assert_true(stage_run_once(stage)); /* remembered over a restart: not due yet, nobody asked */
    stage_advance(stage, 20);
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_requests(stage), 4);
    stage_advance(stage, 600); /* over */
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_requests(stage), 6);
}

static void a_refused_session_is_not_minted_for_every_job(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_QUOTES) | ONLY(DATASET_RATINGS) | ONLY(DATASET_CONSENSUS);
    stage_simulate(stage, "bad-crumb");
    (void)stage_run_once(stage);
    /* Five jobs, three at a time: two handshakes of two, some requests with each crumb, CNBC, and for each
     * symbol's consensus two of Nasdaq's pages and one of CNBC's. */
    assert_in_range(stage_requests(stage), 7 + 6, 4 + 2 * 3 + 1 + 6);
    assert_int_equal(stage_state(stage, DATASET_RATINGS), SLOT_FAILED);
    assert_int_equal(stage_slot(stage, DATASET_RATINGS)->error.code, ERROR_SESSION);
    assert_int_equal(stage_state(stage, DATASET_QUOTES), SLOT_FRESH);
}

static void hanging_again_and_again_is_a_refusal(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds = ONLY(DATASET_BARS);
    stage->options.total_ms = 300;
    stage_simulate(stage, "hangs");
    stage_start(stage);
    for (unsigned long i = 1; i <= 5; i++) {
        stage_wait_tried(stage, DATASET_BARS);
        assert_int_equal(stage_requests(stage), i);
        assert_true(stage_slot(stage, DATASET_BARS)->next_at > clock_wall_seconds(&stage->clock));
        stage_advance(stage, i < 5 ? 601 : 30); /* beyond every back-off, and within the rest at last */
    }
    poller_refresh(stage->poller, ONLY(DATASET_BARS)); /* not even for the user */
    stage_wait_tried(stage, DATASET_BARS);
    assert_int_equal(stage_requests(stage), 5);
    assert_int_equal(stage_slot(stage, DATASET_BARS)->error.code, ERROR_TIMEOUT);
}

/* --- what the user must set --- */

static void without_a_contact_the_sec_is_not_asked(void **state)
{
    struct stage *stage = *state;
    struct fault_server *proxy = fault_server_new(&(struct fault_server_options){0});
    assert_non_null(proxy);
    stage->options.kinds = ONLY(DATASET_FILINGS) | ONLY(DATASET_RECEIVABLES);
    snprintf(stage->config.proxy, sizeof stage->config.proxy, "http://127.0.0.1:%u", fault_server_port(proxy));
    assert_false(stage_run_once(stage)); /* the real hosts: but for the contact the proxy would see us */
    assert_int_equal(fault_server_connections(proxy), 0);
    for (size_t i = 0; i < 2; i++) {
        enum dataset_kind kind = i == 0 ? DATASET_FILINGS : DATASET_RECEIVABLES;
        assert_int_equal(stage_state(stage, kind), SLOT_NEEDS_KEY);
        assert_non_null(strstr(stage_slot(stage, kind)->error.message, "set contact = "));
        assert_true(stage_slot(stage, kind)->next_at > STAGE_START);
    }
    snprintf(stage->config.sec_contact, sizeof stage->config.sec_contact, "Ann Doe ann@example.org");
    stage_advance(stage, 86400);
    assert_false(stage_run_once(stage)); /* the same with one: refused by this proxy, so the test can fail */
    assert_true(fault_server_connections(proxy) > 0);
    fault_server_free(proxy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_slot_is_fresh, make, drop),
        cmocka_unit_test_setup_teardown(what_is_fresh_is_not_asked_again, make, drop),
        cmocka_unit_test_setup_teardown(facts_are_asked_for_only_after_a_report, make, drop),
        cmocka_unit_test_setup_teardown(facts_of_an_amendment_are_not_asked_for_for_ever, make, drop),
        cmocka_unit_test_setup_teardown(a_source_switched_off_is_not_missed, make, drop),
        cmocka_unit_test(each_scenario_is_told_as_it_is),
        cmocka_unit_test_setup_teardown(a_failure_keeps_the_older_data, make, drop),
        cmocka_unit_test_setup_teardown(hostile_names_are_disarmed, make, drop),
        cmocka_unit_test_setup_teardown(no_figure_comes_from_garbage, make, drop),
        cmocka_unit_test_setup_teardown(a_flaky_world_is_read_in_the_end, make, drop),
        cmocka_unit_test_setup_teardown(hundred_symbols_cost_two_requests, make, drop),
        cmocka_unit_test_setup_teardown(with_its_keys_a_provider_is_asked_first, make, drop),
        cmocka_unit_test_setup_teardown(providers_that_agree_are_not_flagged, make, drop),
        cmocka_unit_test_setup_teardown(providers_that_disagree_are_flagged, make, drop),
        cmocka_unit_test_setup_teardown(a_refusal_is_respected, make, drop),
        cmocka_unit_test_setup_teardown(a_refused_session_is_not_minted_for_every_job, make, drop),
        cmocka_unit_test_setup_teardown(hanging_again_and_again_is_a_refusal, make, drop),
        cmocka_unit_test_setup_teardown(without_a_contact_the_sec_is_not_asked, make, drop),
    };
    date_use_new_york();
    return cmocka_run_group_tests_name("poller", tests, NULL, NULL);
}
