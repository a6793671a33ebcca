/* SPDX-License-Identifier: MIT
 * What the SEC asks of programs: a contact, a pace over all its hosts, and silence after a block page. */
#include "config.h"

#include "fault_server.h"
#include "stage.h"

#include "base/memory.h"
#include "source/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ONLY(kind)    (1U << (kind))
#define BLOCK_SECONDS 600
#define RATE_MOST     5

static int make(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    stage_open(stage);
    stage->options.kinds = ONLY(DATASET_FILINGS) | ONLY(DATASET_CUSTOMERS) | ONLY(DATASET_RECEIVABLES) |
                           ONLY(DATASET_ACCEPTED) | ONLY(DATASET_EVENTS);
    assert_true(watchlist_remove(&stage->watchlist, "Neoclouds", "NBIS"));
    *state = stage;
    return 0;
}

static int drop(void **state)
{
    stage_close(*state);
    free(*state);
    return 0;
}

static struct fault_server *serve(struct stage *stage, const char *source, const char *fault)
{
    struct fault_server *server = fault_server_new(&(struct fault_server_options){0});
    char url[64];
    assert_non_null(server);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/%s", fault_server_port(server), fault);
    stage_send(stage, source, url);
    return server;
}

static int64_t rest_of_the_sec(const struct stage *stage)
{
    struct store_report report = {0};
    int64_t now = clock_wall_seconds(&stage->clock);
    struct store *store = store_open(&stage->options.store, now, &report, NULL);
    assert_non_null(store);
    int64_t until = store_cooling_get(store, "sec");
    store_close(store);
    return until > now ? until - now : 0;
}

static unsigned asked(const struct stage *stage)
{
    static const char *const names[] = {"sec_filings",  "sec_facts",  "sec_current", "sec_day_index",
                                        "sec_instance", "sec_inline", "sec_pages"};
    unsigned requests = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        requests += stage_health(stage, names[i])->requests;
    return requests;
}

static void one_bucket_for_all_hosts(void **state)
{
    (void)state;
    size_t count, found = 0;
    const struct source *const *table = source_table(&count);
    const struct source_provider *sec = source_find("sec_filings")->provider;
    assert_true(sec->rate <= RATE_MOST && sec->burst <= RATE_MOST && sec->needs_contact);
    for (size_t i = 0; i < count; i++) {
        struct source_request request;
        struct error err = {0};
        struct subscription subscription = {
            .kind = table[i]->kind,
            .subject = "TEST",
            .cik = 320193,
            .now = STAGE_START,
            .filing = {.cik = 320193, .accession = "0000320193-25-000057", .document = "a.htm"}};
        if (!table[i]->request(&subscription, "", &request, &err) || strstr(request.url, ".sec.gov/") == NULL)
            continue;
        assert_ptr_equal(table[i]->provider, sec);
        found++;
    }
    assert_true(found >= 8); /* www, data and efts among them */
}

static void a_block_page_silences_all_of_it(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    struct fault_server *server = serve(stage, "sec_filings", "403-page");
    (void)stage_run_once(stage);
    assert_int_equal(stage_health(stage, "sec_filings")->requests, 1);
    assert_int_equal(stage_health(stage, "sec_filings")->error.code, ERROR_BLOCKED);
    assert_true(rest_of_the_sec(stage) >= BLOCK_SECONDS - 1);
    const struct slot *slot = stage_slot(stage, DATASET_FILINGS);
    assert_int_equal(slot->error.code, ERROR_BLOCKED); /* which the pane tells, with the next time */
    assert_true(slot->next_at - slot->tried_at >= BLOCK_SECONDS - 1);
    stage->config.source_count = 0; /* it would answer by now, but nobody may ask */
    stage->now_ms += (BLOCK_SECONDS - 60) * INT64_C(1000);
    (void)stage_run_once(stage);
    assert_int_equal(asked(stage), 0);
    stage->now_ms += 120 * INT64_C(1000);
    (void)stage_run_once(stage);
    assert_true(asked(stage) > 0);
    assert_int_equal(stage_health(stage, "sec_filings")->error.code, ERROR_NONE);
    fault_server_free(server);
}

static void what_is_not_there_yet_blocks_nothing(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    struct fault_server *server = serve(stage, "sec_instance", "403-denied");
    (void)stage_run_once(stage);
    assert_true(stage_health(stage, "sec_inline")->requests > 0);
    assert_int_equal(stage_state(stage, DATASET_FILINGS), SLOT_FRESH);
    assert_int_equal(rest_of_the_sec(stage), 0);
    fault_server_free(server);
}

static void without_a_contact_nobody_asks(void **state)
{
    struct stage *stage = *state;
    stage->config.sec_contact[0] = '\0';
    stage->config.base_url[0] = '\0'; /* no mirror on this machine: the SEC itself would be asked */
    (void)stage_run_once(stage);
    assert_int_equal(asked(stage), 0);
    const struct slot *slot = stage_slot(stage, DATASET_FILINGS);
    assert_int_equal(slot->error.code, ERROR_NEEDS_SETTING);
    assert_non_null(strstr(slot->error.message, "[sec]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_bucket_for_all_hosts, make, drop),
        cmocka_unit_test_setup_teardown(a_block_page_silences_all_of_it, make, drop),
        cmocka_unit_test_setup_teardown(what_is_not_there_yet_blocks_nothing, make, drop),
        cmocka_unit_test_setup_teardown(without_a_contact_nobody_asks, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
