/* SPDX-License-Identifier: MIT
 * From a report's acceptance to its customers: statements are read once, while they download, by the first way that
 * works; what cannot be read is a link; what is not there yet is asked for again. */
#include "config.h"

#include "fault_server.h"
#include "stage.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ONLY(kind) (1U << (kind))

static int make(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    stage_open(stage);
    stage->options.kinds = ONLY(DATASET_FILINGS) | ONLY(DATASET_CUSTOMERS) | ONLY(DATASET_RECEIVABLES);
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

static const struct customers *customers_of(const struct stage *stage)
{
    const struct slot *slot = stage_slot(stage, DATASET_CUSTOMERS);
    assert_non_null(slot->data);
    return &slot->data->u.customers;
}

static const struct customer_row *row_of(const struct customer_filing *filing, const char *label,
                                         enum customer_basis basis)
{
    for (size_t i = 0; i < filing->count; i++)
        if (strcmp(filing->rows[i].label, label) == 0 && filing->rows[i].basis == basis)
            return &filing->rows[i];
    return NULL;
}

static struct customer_row the_row(const struct customer_filing *filing, const char *label,
                                   enum customer_basis basis)
{
    const struct customer_row *row = row_of(filing, label, basis);
    if (row != NULL)
        return *row;
    fail_msg("no %s of %s", label, customer_basis_name(basis));
    abort(); /* not reached */
}

static void statements_of_two_years_are_read_once(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_state(stage, DATASET_CUSTOMERS), SLOT_FRESH);
    const struct customers *customers = customers_of(stage);
    assert_int_equal(customers->count, 8);
    assert_int_equal(stage_health(stage, "sec_instance")->requests, 8);
    assert_int_equal(stage_health(stage, "sec_inline")->requests, 0);
    struct customer_row row = the_row(&customers->filings[0], "Customer A", BASIS_RECEIVABLES);
    assert_true(row.implied.known); /* companyfacts has the whole */
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_health(stage, "sec_instance")->requests, 0);
    assert_int_equal(customers_of(stage)->count, 8);
}

/* The first `ways` to a filing's customers answer with a page, where XML or a list is due. */
static struct fault_server *answer_with_a_page(struct stage *stage, size_t ways)
{
    static const char *const sources[] = {"sec_instance", "sec_inline", "sec_pages"};
    struct fault_server *server = fault_server_new(&(struct fault_server_options){0});
    char url[64];
    assert_non_null(server);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/html", fault_server_port(server));
    for (size_t i = 0; i < ways; i++)
        stage_send(stage, sources[i], url);
    return server;
}

static void the_page_is_the_second_way(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    struct fault_server *server = answer_with_a_page(stage, 1);
    assert_true(stage_run_once(stage));
    assert_int_equal(customers_of(stage)->count, 8);
    assert_int_equal(stage_health(stage, "sec_inline")->requests, 8);
    fault_server_free(server);
}

static void rendered_tables_are_the_third_way(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    struct fault_server *server = answer_with_a_page(stage, 2);
    assert_true(stage_run_once(stage));
    const struct customers *customers = customers_of(stage);
    assert_int_equal(customers->count, 8);
    assert_int_equal(customers->unread_count, 0);
    assert_int_equal(customers->filings[0].way, STATEMENT_PAGES);
    assert_int_equal(stage_health(stage, "sec_pages")->requests, 16); /* the list, and the one table that tells */
    struct customer_row row = the_row(&customers->filings[0], "Customer A", BASIS_RECEIVABLES);
    assert_true(row.implied.known);
    assert_true(stage_run_once(stage));
    assert_int_equal(stage_health(stage, "sec_pages")->requests, 0);
    fault_server_free(server);
}

static void what_no_way_can_read_is_a_link(void **state)
{
    struct stage *stage = *state;
    stage_simulate(stage, "normal");
    struct fault_server *server = answer_with_a_page(stage, 3);
    assert_true(stage_run_once(stage));
    assert_int_equal(customers_of(stage)->count, 0);
    assert_int_equal(customers_of(stage)->unread_count, 8);
    assert_true(customers_of(stage)->unread[0].note[0] != '\0');
    assert_int_equal(stage_health(stage, "sec_instance")->requests, 8);
    assert_true(stage_run_once(stage)); /* known to be hopeless: not asked again */
    assert_int_equal(stage_health(stage, "sec_instance")->requests, 0);
    fault_server_free(server);
}

static void the_buyers_are_asked_for_when_their_sum_is_wanted(void **state)
{
    struct stage *stage = *state;
    stage->focus.wants[0] = (struct want){.kind = DATASET_CAPEX};
    stage->focus.want_count = 1;
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    const struct slot *slot = stage_slot(stage, DATASET_CAPEX);
    assert_non_null(slot->data);
    assert_true(slot->data->u.capex.count > 8);
    assert_int_equal(slot->data->u.capex.items[1].known, 5); /* the newest may lack somebody's report */
    assert_int_equal(slot->data->u.capex.items[1].all, 5);
    assert_true(slot->data->u.capex.items[1].total > 0);
}

static bool has_debtor(const struct stage *stage, const void *what)
{
    const struct slot *slot = snapshot_slot(stage->snapshot, DATASET_CUSTOMERS, "CRWV");
    (void)what;
    if (slot == NULL || slot->data == NULL || slot->data->u.customers.count == 0)
        return false;
    return row_of(&slot->data->u.customers.filings[0], "Customer D", BASIS_RECEIVABLES) != NULL;
}

static struct filing newest_report(const struct filings *filings)
{
    for (size_t i = 0; i < filings->count; i++)
        if (filing_is_periodic(filings->items[i].form))
            return filings->items[i];
    fail_msg("no report");
    abort(); /* not reached */
}

static size_t count_alarms(const struct stage *stage)
{
    const struct dataset *data = snapshot_data(stage->snapshot, DATASET_EVENTS, "");
    size_t found = 0;
    for (size_t i = 0; data != NULL && i < data->u.events.count; i++) {
        const struct event *event = &data->u.events.items[i];
        found +=
            event->kind == EVENT_RECEIVABLES && strstr(event->text, "Customer D owes 43 % of receivables") != NULL;
    }
    return found;
}

static bool has_alarm(const struct stage *stage, const void *what)
{
    (void)what;
    return count_alarms(stage) == 1;
}

static bool has_all(const struct stage *stage, const void *what)
{
    const struct slot *slot = snapshot_slot(stage->snapshot, DATASET_CUSTOMERS, "CRWV");
    (void)what;
    return slot != NULL && slot->data != NULL && slot->data->u.customers.count == 8 && !slot->refreshing;
}

static void a_report_that_arrives_is_read_at_once(void **state)
{
    struct stage *stage = *state;
    stage->options.kinds |= ONLY(DATASET_EVENTS) | ONLY(DATASET_ACCEPTED);
    stage_simulate_filing(stage, 100);
    stage_start(stage);
    stage_wait(stage, has_all, NULL); /* so that the next look at the list is due by the clock */
    assert_false(has_debtor(stage, NULL));
    assert_int_equal(count_alarms(stage), 0); /* a first import is no news, though its alarms are shown */
    stage_advance(stage, 130); /* the list of the company is not due for minutes: only the feed can tell */
    stage_wait(stage, has_debtor, NULL);
    const struct customer_filing *filing = &customers_of(stage)->filings[0];
    bool listed;
    struct customer_row debtor = the_row(filing, "Customer D", BASIS_RECEIVABLES);
    assert_true(debtor.percent == 43);
    assert_true(debtor.implied.known);
    assert_true(filing->shared_labels);
    assert_false(customers_revenue_share(filing, &debtor, &listed).known);
    assert_true(listed);
    stage_wait(stage, has_alarm, NULL);
    const struct receivables *receivables = &stage_slot(stage, DATASET_RECEIVABLES)->data->u.receivables;
    struct filing report = newest_report(&stage_slot(stage, DATASET_FILINGS)->data->u.filings);
    assert_int_equal(report.accepted_at, STAGE_START + 100);
    assert_int_equal(report.first_seen, STAGE_START + 130);
    assert_int_equal(stage_health(stage, "sec_filings")->requests, 1);
    assert_true(receivables->alarm_count > 0);
    assert_int_equal(receivables->alarms[0].rule, ALARM_CUSTOMER);
    assert_true(receivables->quarters[0].rpo_timing.beyond24.known); /* out of the same statement */
    assert_true(receivables->quarters[0].rpo_timing.beyond24.value == 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(statements_of_two_years_are_read_once, make, drop),
        cmocka_unit_test_setup_teardown(the_page_is_the_second_way, make, drop),
        cmocka_unit_test_setup_teardown(rendered_tables_are_the_third_way, make, drop),
        cmocka_unit_test_setup_teardown(what_no_way_can_read_is_a_link, make, drop),
        cmocka_unit_test_setup_teardown(the_buyers_are_asked_for_when_their_sum_is_wanted, make, drop),
        cmocka_unit_test_setup_teardown(a_report_that_arrives_is_read_at_once, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
