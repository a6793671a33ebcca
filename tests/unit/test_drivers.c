/* SPDX-License-Identifier: MIT
 * The thesis board: what each row measures, which way it points, and that the unknown never counts. */
#include "config.h"

#include "model/drivers.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOW  INT64_C(1790000000)
#define DAY  86400
#define MOST 64

static struct driver_row rows[MOST];
static size_t row_count;

static const struct driver_row *evaluate(const struct driver_inputs *inputs, const char *name)
{
    row_count = drivers_evaluate(inputs, rows);
    for (size_t i = 0; i < row_count; i++)
        if (strcmp(rows[i].driver->name, name) == 0)
            return &rows[i];
    return NULL;
}

/* It must be there. */
static struct driver_row row_named(const struct driver_inputs *inputs, const char *name)
{
    const struct driver_row *row = evaluate(inputs, name);
    assert_non_null(row);
    return row != NULL ? *row : (struct driver_row){.driver = NULL};
}

static void expect(const struct driver_inputs *inputs, const char *name, double value,
                   enum driver_direction direction)
{
    const struct driver_row *row = evaluate(inputs, name);
    if (row == NULL)
        fail_msg("no row %s", name);
    else if (!row->figure.value.known || fabs(row->figure.value.value - value) > 1e-9 ||
             row->direction != direction)
        fail_msg("%s: %s %.10g, %s", name, row->figure.value.known ? "" : "unknown", row->figure.value.value,
                 driver_direction_name(row->direction));
}

static struct driver_inputs inputs_of(enum driver_kind kind)
{
    return (struct driver_inputs){.symbol = "CRWV", .kind = kind, .now = NOW};
}

static void what_is_not_reported_never_counts(void **state)
{
    struct driver_inputs nothing = inputs_of(DRIVER_NEOCLOUD);
    struct receivables_quarter empty[2] = {{.end_day = 20000}, {.end_day = 19909}};
    struct receivables quarters = {.quarters = empty, .count = 2};
    size_t counts[4];
    (void)state;
    row_count = drivers_evaluate(&nothing, rows);
    drivers_count(rows, row_count, counts);
    assert_true(row_count > 15);
    assert_int_equal(counts[DRIVER_UNKNOWN], row_count);
    nothing.quarters = &quarters;
    row_count = drivers_evaluate(&nothing, rows);
    drivers_count(rows, row_count, counts);
    assert_int_equal(counts[DRIVER_UNKNOWN], row_count);
}

static void the_group_says_which_rows_apply(void **state)
{
    struct driver_inputs neocloud = inputs_of(DRIVER_NEOCLOUD), silicon = inputs_of(DRIVER_SILICON);
    (void)state;
    assert_int_equal(driver_kind_of("Neoclouds"), DRIVER_NEOCLOUD);
    assert_int_equal(driver_kind_of("my hyperscalers"), DRIVER_HYPERSCALER);
    assert_int_equal(driver_kind_of("Silicon"), DRIVER_SILICON);
    assert_int_equal(driver_kind_of("Other"), DRIVER_OTHER);
    assert_non_null(evaluate(&neocloud, "runway"));
    assert_null(evaluate(&neocloud, "inventory"));
    assert_non_null(evaluate(&silicon, "inventory"));
    assert_null(evaluate(&silicon, "runway"));
}

static void ratings_and_targets(void **state)
{
    struct rating_action items[] = {
        {.when = NOW - DAY, .move = MOVE_UPGRADE, .target_from = {105, true}, .target_to = {170, true}},
        {.when = NOW - 40 * DAY, .move = MOVE_MAINTAIN, .target_from = {100, true}, .target_to = {110, true}},
        {.when = NOW - 91 * DAY, .move = MOVE_DOWNGRADE, .target_from = {100, true}, .target_to = {10, true}},
    };
    struct rating_actions ratings = {.items = items, .count = 3};
    struct driver_inputs inputs = inputs_of(DRIVER_NEOCLOUD);
    (void)state;
    inputs.ratings = &ratings;
    expect(&inputs, "rating-net", 1, DRIVER_SUPPORTS);
    expect(&inputs, "target-drift", ((170.0 / 105 - 1) * 100 + 10) / 2, DRIVER_SUPPORTS);
    items[0].move = MOVE_DOWNGRADE;
    expect(&inputs, "rating-net", -1, DRIVER_WEAKENS);
    items[0].move = MOVE_REITERATE; /* coverage without a move is a figure: none */
    expect(&inputs, "rating-net", 0, DRIVER_NEUTRAL);
}

static void estimates_drift(void **state)
{
    struct estimate items[] = {
        {.revenue = true, .period = "0y", .mean = {12.5e9, true}, .ago30 = {11.9e9, true}},
        {.revenue = true, .period = "+1y", .mean = {20e9, true}, .ago30 = {20.1e9, true}},
        {.revenue = false, .period = "0y", .mean = {-1.2, true}, .ago30 = {-1.0, true}},
    };
    struct consensus consensus = {.estimates = items, .estimate_count = 3, .source = "yahoo_consensus"};
    struct driver_inputs inputs = inputs_of(DRIVER_NEOCLOUD);
    (void)state;
    inputs.consensus = &consensus;
    expect(&inputs, "revenue-fy1", 12.5e9, DRIVER_SUPPORTS);
    expect(&inputs, "revenue-fy2", 20e9, DRIVER_NEUTRAL);
    expect(&inputs, "eps-fy1", -1.2, DRIVER_WEAKENS); /* a greater loss */
    assert_int_equal(row_named(&inputs, "eps-fy2").direction, DRIVER_UNKNOWN);
}

static void quarters_are_compared(void **state)
{
    struct receivables_quarter items[2] = {{.end_day = 20000}, {.end_day = 19909}};
    items[0].gross_margin_percent = amount_of(70);
    items[1].gross_margin_percent = amount_of(74);
    items[0].dso_days = amount_of(92);
    items[1].dso_days = amount_of(70);
    items[0].revenue.amount = amount_of(1000);
    items[1].revenue.amount = amount_of(900);
    items[0].operating_cash_flow.amount = amount_of(250);
    items[0].capex.amount = amount_of(900);
    items[0].cash.amount = amount_of(1300);
    items[0].rpo.amount = amount_of(9000);
    items[1].rpo.amount = amount_of(8000);
    struct receivables quarters = {.quarters = items, .count = 2};
    struct driver_inputs inputs = inputs_of(DRIVER_NEOCLOUD);
    (void)state;
    inputs.quarters = &quarters;
    expect(&inputs, "gross-margin", 70, DRIVER_WEAKENS);
    expect(&inputs, "dso", 92, DRIVER_WEAKENS);
    expect(&inputs, "operating-cash", 25, DRIVER_SUPPORTS);
    expect(&inputs, "free-cash", -650, DRIVER_WEAKENS);
    expect(&inputs, "capex-cover", 3.6, DRIVER_WEAKENS);
    expect(&inputs, "runway", 2, DRIVER_NEUTRAL);
    expect(&inputs, "rpo", 9000, DRIVER_SUPPORTS);
    expect(&inputs, "rpo-cover", 9, DRIVER_SUPPORTS);
    assert_int_equal(row_named(&inputs, "rpo").figure.as_of_day, 20000);
    items[0].operating_cash_flow.amount = amount_of(950); /* it burns nothing: no runway is told */
    assert_int_equal(row_named(&inputs, "runway").direction, DRIVER_UNKNOWN);
}

static void the_buyers_are_all_or_none(void **state)
{
    struct receivables_quarter items[DRIVER_BUYERS][5];
    struct receivables buyers[DRIVER_BUYERS];
    struct driver_inputs inputs = inputs_of(DRIVER_SILICON);
    (void)state;
    memset(items, 0, sizeof items);
    for (size_t i = 0; i < DRIVER_BUYERS; i++) {
        for (size_t k = 0; k < 5; k++) {
            items[i][k].end_day = 20000 - (int32_t)(91 * k + i);
            items[i][k].capex.amount = amount_of(20 - 2 * (double)k);
        }
        buyers[i] = (struct receivables){.quarters = items[i], .count = 5};
        inputs.buyers[i] = &buyers[i];
    }
    expect(&inputs, "buyers-capex", 100, DRIVER_SUPPORTS);
    assert_true(fabs(row_named(&inputs, "buyers-capex").figure.change.value - (100.0 / 60 - 1) * 100) < 1e-9);
    assert_int_equal(row_named(&inputs, "buyers-capex").figure.as_of_day, 20000 - 4); /* as old as the oldest */
    struct receivables_quarter own = {.revenue_yoy_percent = amount_of(20)};
    struct receivables quarters = {.quarters = &own, .count = 1};
    inputs.kind = DRIVER_NEOCLOUD;
    expect(&inputs, "buyers-capex", 100, DRIVER_SUPPORTS);
    assert_int_equal(row_named(&inputs, "built-elsewhere").direction, DRIVER_UNKNOWN);
    inputs.quarters = &quarters;
    expect(&inputs, "built-elsewhere", (100.0 / 60 - 1) * 100 - 20, DRIVER_WEAKENS);
    own.revenue_yoy_percent = amount_of(90);
    expect(&inputs, "built-elsewhere", (100.0 / 60 - 1) * 100 - 90, DRIVER_SUPPORTS);
    inputs.buyers[2] = NULL;
    assert_int_equal(row_named(&inputs, "buyers-capex").direction, DRIVER_UNKNOWN);
    assert_int_equal(row_named(&inputs, "built-elsewhere").direction, DRIVER_UNKNOWN);
}

static void price_cuts_are_a_share_of_the_models_that_tell(void **state)
{
    struct gpu_model_row models[] = {{.model = "H100 SXM", .change30d = amount_of(-2.5), .as_of = NOW},
                                     {.model = "H200", .change7d = amount_of(-3)},
                                     {.model = "B200", .change30d = amount_of(-1), .change7d = amount_of(-9)},
                                     {.model = "L40S"}};
    struct gpu_market market = {.rows = models, .row_count = 4};
    struct driver_inputs inputs = inputs_of(DRIVER_NEOCLOUD);
    (void)state;
    assert_int_equal(row_named(&inputs, "price-cuts").direction, DRIVER_UNKNOWN);
    inputs.gpu = &market;
    expect(&inputs, "price-cuts", 200.0 / 3, DRIVER_WEAKENS);
    models[0].change30d = models[1].change7d = amount_of(0);
    expect(&inputs, "price-cuts", 0, DRIVER_SUPPORTS);
}

static void customers_beyond_their_revenue(void **state)
{
    struct customer_row items[] = {
        {.kind = CUSTOMER_SINGLE, .basis = BASIS_REVENUE, .member = "a", .end_day = 20000, .percent = 71},
        {.kind = CUSTOMER_GROUP, .basis = BASIS_RECEIVABLES, .member = "g", .end_day = 20000, .percent = 90},
        {.kind = CUSTOMER_SINGLE, .basis = BASIS_RECEIVABLES, .member = "d", .end_day = 20000, .percent = 43},
    };
    struct customer_filing filing = {.rows = items, .count = 3, .end_day = 20000};
    struct customers customers = {.filings = &filing, .count = 1};
    struct driver_inputs inputs = inputs_of(DRIVER_NEOCLOUD);
    (void)state;
    inputs.customers = &customers;
    expect(&inputs, "largest-customer", 71, DRIVER_WEAKENS);
    expect(&inputs, "customer-gap", 33, DRIVER_WEAKENS); /* its revenue is below the 10 % that must be told */
}

static void every_row_tells_its_rule_and_its_evidence(void **state)
{
    static const char *const panes[] = {"price", "ratings", "receivables", "gpu", "drivers"};
    struct driver_inputs inputs = inputs_of(DRIVER_NEOCLOUD | DRIVER_HYPERSCALER | DRIVER_SILICON);
    size_t count;
    (void)state;
    (void)driver_table(&count);
    row_count = drivers_evaluate(&inputs, rows);
    assert_int_equal(row_count, count);
    for (size_t i = 0; i < row_count; i++) {
        bool found = false;
        for (size_t k = 0; k < sizeof panes / sizeof panes[0]; k++)
            found = found || strcmp(panes[k], rows[i].driver->pane) == 0;
        assert_true(found);
        assert_non_null(strstr(rows[i].rule, "supports"));
        assert_non_null(strstr(rows[i].rule, "weakens"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_reported_never_counts),
        cmocka_unit_test(the_group_says_which_rows_apply),
        cmocka_unit_test(ratings_and_targets),
        cmocka_unit_test(estimates_drift),
        cmocka_unit_test(quarters_are_compared),
        cmocka_unit_test(the_buyers_are_all_or_none),
        cmocka_unit_test(price_cuts_are_a_share_of_the_models_that_tell),
        cmocka_unit_test(customers_beyond_their_revenue),
        cmocka_unit_test(every_row_tells_its_rule_and_its_evidence),
    };
    date_use_new_york();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
