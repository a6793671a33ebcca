/* SPDX-License-Identifier: MIT
 * Every row of the fault server's table in place of Yahoo's quotes: what is told, how often it was asked, how long
 * it is left alone, and that the next source of the chain and all other providers are undisturbed. */
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
#define LONGEST_WAIT    60   /* seconds, after a first failure */
#define SLOW_MS         3000 /* ends what would never end; everything else needs a small part of it */

static const struct expected {
    const char *fault;
    enum error_code code;
    const char *words;
    unsigned requests;     /* at the fault server; 0: one */
    unsigned rest_seconds; /* for which Yahoo is not asked at all */
    unsigned total_ms;
} table[] = {
    {"ok", ERROR_FORMAT, "has no quoteResponse", 0, 0, 0},
    {"echo", ERROR_FORMAT, "not JSON", 0, 0, 0},
    {"cookie", ERROR_FORMAT, "empty", 0, 0, 0},
    {"validated", ERROR_FORMAT, "has no quoteResponse", 0, 0, 0},
    {"gzip", ERROR_FORMAT, "has no quoteResponse", 0, 0, 0},
    {"gzip-large", ERROR_TOO_BIG, "larger than it can sensibly be", 0, 0, 0},
    {"silence", ERROR_TIMEOUT, "no answer in time", 0, 0, SLOW_MS},
    {"stalled", ERROR_TIMEOUT, "stalled", 0, 0, SLOW_MS},
    {"drip-headers", ERROR_TIMEOUT, "no answer in time", 0, 0, SLOW_MS},
    {"drip", ERROR_TOO_BIG, "larger than it can sensibly be", 0, 0, 0},
    {"short", ERROR_NETWORK, "broke off", 0, 0, 0},
    {"short-no-length", ERROR_FORMAT, "incomplete or malformed", 0, 0, 0},
    {"gzip-cut", ERROR_FORMAT, "incomplete or malformed", 0, 0, 0},
    {"gzip-garbage", ERROR_FORMAT, "damaged", 0, 0, 0},
    {"chunk-error", ERROR_NETWORK, "broke", 0, 0, 0},
    {"chunk-cut", ERROR_NETWORK, "broke off", 0, 0, 0},
    {"reset", ERROR_NETWORK, "broke", 0, 0, 0},
    {"reset-body", ERROR_NETWORK, "broke", 0, 0, 0},
    {"empty", ERROR_NETWORK, "closed without an answer", 0, 0, 0},
    {"drop", ERROR_FORMAT, "has no quoteResponse", 0, 0, 0},
    {"hole", ERROR_FORMAT, "has no quoteResponse", 0, 0, 0},
    {"two-lengths", ERROR_FORMAT, "two different lengths", 0, 0, 0},
    {"huge-length", ERROR_TOO_BIG, "larger than it can sensibly be", 0, 0, 0},
    {"endless", ERROR_TOO_BIG, "larger than it can sensibly be", 0, 0, 0},
    {"bomb", ERROR_TOO_BIG, "larger than it can sensibly be", 0, 0, 0},
    {"bomb-twice", ERROR_TOO_BIG, "larger than it can sensibly be", 0, 0, 0},
    {"big-header", ERROR_TOO_BIG, "header", 0, 0, 0},
    {"many-headers", ERROR_TOO_BIG, "too many headers", 0, 0, 0},
    {"http09", ERROR_FORMAT, "does not speak HTTP", 0, 0, 0},
    {"bad-status", ERROR_FORMAT, "does not speak HTTP", 0, 0, 0},
    {"not-modified", ERROR_SERVER, "holds nothing", 0, 0, 0},
    {"redirect", ERROR_FORMAT, "not JSON", 2, 0, 0},
    {"redirect-307", ERROR_FORMAT, "not JSON", 2, 0, 0},
    {"redirect-twice", ERROR_FORMAT, "not JSON", 3, 0, 0},
    {"redirect-loop", ERROR_SERVER, "without end", 3, 0, 0},
    {"redirect-port", ERROR_SERVER, "not followed", 0, 0, 0},
    {"redirect-site", ERROR_SERVER, "not followed", 0, 0, 0},
    {"redirect-plain", ERROR_SERVER, "not followed", 0, 0, 0},
    {"redirect-file", ERROR_SERVER, "not followed", 0, 0, 0},
    {"429", ERROR_RATE_LIMITED, "HTTP 429", 0, 60, 0}, /* it asks for 7 s: ours is longer */
    {"429-date", ERROR_RATE_LIMITED, "HTTP 429", 0, 90, 0},
    {"429-negative", ERROR_RATE_LIMITED, "HTTP 429", 0, 60, 0},
    {"429-huge", ERROR_RATE_LIMITED, "HTTP 429", 0, 3600, 0},
    {"403-page", ERROR_BLOCKED, "HTTP 403", 0, 60, 0},
    {"403-denied", ERROR_BLOCKED, "HTTP 403", 0, 60, 0},
    {"429-bare", ERROR_RATE_LIMITED, "HTTP 429", 0, 60, 0},
    {"503", ERROR_RATE_LIMITED, "HTTP 503", 0, 120, 0},
    {"522", ERROR_SERVER, "HTTP 522", 0, 0, 0},
    {"html", ERROR_BLOCKED, "web page", 0, 60, 0},
    {"html-as-json", ERROR_BLOCKED, "web page", 0, 60, 0},
};

static const struct expected *expected_of(const char *fault)
{
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (strcmp(table[i].fault, fault) == 0)
            return &table[i];
    fail_msg("the fault \"%s\" has no row here", fault);
    abort(); /* not reached */
}

static int64_t rest_of_yahoo(const struct stage *stage)
{
    struct store_report report = {0};
    int64_t now = clock_wall_seconds(&stage->clock);
    struct store *store = store_open(&stage->options.store, now, &report, NULL);
    assert_non_null(store);
    int64_t until = store_cooling_get(store, "yahoo");
    store_close(store);
    return until > now ? until - now : 0;
}

static void check(const struct stage *stage, const struct expected *expected, unsigned requests)
{
    const struct slot *slot = stage_slot(stage, DATASET_QUOTES);
    const struct source_health *health = stage_health(stage, "yahoo_quotes");
    int64_t rest = rest_of_yahoo(stage);
    bool refused =
        expected->code == ERROR_RATE_LIMITED || expected->code == ERROR_BLOCKED; /* then its other host */
    unsigned wanted = expected->requests > 0 ? expected->requests : refused ? 2 : 1;
    if (health->error.code != expected->code || strstr(health->error.message, expected->words) == NULL ||
        requests != wanted || rest != expected->rest_seconds)
        fail_msg("%s: %s, \"%s\", %u requests, rests %lld s", expected->fault, error_word(health->error.code),
                 health->error.message, requests, (long long)rest);
    assert_int_equal(health->failures, 1);
    assert_int_equal(stage_state(stage, DATASET_QUOTES), SLOT_FRESH);
    assert_string_equal(slot->source, "cnbc_quotes");
    assert_int_equal(strncmp(slot->chain_note, "yahoo_quotes: ", 14), 0);
    assert_non_null(strstr(slot->chain_note, expected->words));
    assert_true(slot->next_at > slot->tried_at);
    assert_int_equal(slot->data->u.quotes.count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(slot->data->u.quotes.items[i].source, "cnbc_quotes");
    assert_int_equal(stage_state(stage, DATASET_GPU_MARKET), SLOT_FRESH);
    stage_check_texts(stage);
}

static void every_fault_moves_the_chain_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < fault_count(); i++) {
        const struct expected *expected = expected_of(fault_name(i));
        struct stage *stage = memory_new(1, sizeof *stage);
        struct fault_server *server = fault_server_new(&(struct fault_server_options){0});
        char base_url[128];
        assert_non_null(server);
        snprintf(base_url, sizeof base_url, "http://127.0.0.1:%u/%s", fault_server_port(server), fault_name(i));
        stage_open(stage);
        stage->options.kinds = 1U << DATASET_QUOTES | 1U << DATASET_GPU_MARKET;
        stage->options.total_ms = expected->total_ms;
        stage_simulate(stage, "normal");
        stage_send(stage, "yahoo_quotes", base_url);
        assert_true(stage_run_once(stage));
        check(stage, expected, fault_server_requests(server, NULL));
        stage_close(stage);
        fault_server_free(server);
        free(stage);
    }
}

/* The same with nobody to fall back on: what was there stays, as of then, the failure is told, and the next attempt
 * is neither at once nor before the provider's rest is over. */
static void check_alone(const struct stage *stage, const struct expected *expected, double last, int64_t good_at)
{
    const struct slot *slot = stage_slot(stage, DATASET_QUOTES);
    int64_t wait = slot->next_at - slot->tried_at, rest = rest_of_yahoo(stage);
    if (stage_state(stage, DATASET_QUOTES) != SLOT_FAILED || slot->error.code != expected->code ||
        strstr(slot->error.message, expected->words) == NULL)
        fail_msg("%s: state %d, \"%s\"", expected->fault, (int)stage_state(stage, DATASET_QUOTES),
                 slot->error.message);
    if (wait < 1 || wait < rest || wait > (rest > 0 ? rest : LONGEST_WAIT))
        fail_msg("%s: the next attempt is %lld s away, the rest %lld s", expected->fault, (long long)wait,
                 (long long)rest);
    assert_int_equal(rest, expected->rest_seconds);
    assert_int_equal(slot->good_at, good_at);
    assert_int_equal(slot->data->u.quotes.count, 2);
    assert_true(slot->data->u.quotes.items[0].last.value == last);
    assert_int_equal(stage_state(stage, DATASET_GPU_MARKET), SLOT_FRESH);
    stage_check_texts(stage);
}

static void fail_alone(const struct expected *expected, struct stage *stage)
{
    char base_url[128];
    struct fault_server *server = fault_server_new(&(struct fault_server_options){0});
    assert_non_null(server);
    stage_open(stage);
    stage->options.kinds = 1U << DATASET_QUOTES | 1U << DATASET_GPU_MARKET;
    stage->options.total_ms = expected->total_ms;
    snprintf(stage->config.quotes_chain, sizeof stage->config.quotes_chain, "yahoo_quotes");
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    const struct slot *slot = stage_slot(stage, DATASET_QUOTES);
    double last = slot->data->u.quotes.items[0].last.value;
    int64_t good_at = slot->good_at;
    snprintf(base_url, sizeof base_url, "http://127.0.0.1:%u/%s", fault_server_port(server), expected->fault);
    stage_send(stage, "yahoo_quotes", base_url);
    stage_advance(stage, 1800);
    assert_false(stage_run_once(stage));
    check_alone(stage, expected, last, good_at);
    stage_close(stage);
    fault_server_free(server);
}

static void every_fault_leaves_what_was_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < fault_count(); i++) {
        struct stage *stage = memory_new(1, sizeof *stage);
        fail_alone(expected_of(fault_name(i)), stage);
        free(stage);
    }
}

/* Nobody listens at all: the quickest failure, and the least tempting to repeat at once. */
static void a_closed_port_is_no_reason_to_hurry(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    struct fault_server *server = fault_server_new(&(struct fault_server_options){0});
    (void)state;
    assert_non_null(server);
    stage_open(stage);
    snprintf(stage->config.base_url, sizeof stage->config.base_url, "http://127.0.0.1:%u",
             fault_server_port(server));
    fault_server_free(server);
    assert_false(stage_run_once(stage));
    for (enum dataset_kind kind = DATASET_QUOTES; kind <= DATASET_GPU_MARKET; kind++) {
        assert_int_equal(stage_state(stage, kind), SLOT_FAILED);
        assert_int_equal(stage_slot(stage, kind)->error.code, ERROR_NETWORK);
        assert_non_null(strstr(stage_slot(stage, kind)->error.message, "refused or unreachable"));
        assert_true(stage_slot(stage, kind)->next_at >= STAGE_START + 5);
    }
    /* Nothing can be said of customers while nobody knows which reports there are. */
    assert_int_equal(stage_state(stage, DATASET_CUSTOMERS), SLOT_FAILED);
    assert_int_equal(stage_slot(stage, DATASET_CUSTOMERS)->good_at, 0);
    assert_non_null(strstr(stage_slot(stage, DATASET_CUSTOMERS)->error.message, "refused or unreachable"));
    assert_false(stage->snapshot->online);
    stage_close(stage);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_moves_the_chain_on),
        cmocka_unit_test(every_fault_leaves_what_was_there),
        cmocka_unit_test(a_closed_port_is_no_reason_to_hurry),
    };
    date_use_new_york();
    return cmocka_run_group_tests_name("poller faults", tests, NULL, NULL);
}
