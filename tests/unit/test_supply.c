/* SPDX-License-Identifier: MIT
 * The supply side by month: the exchange's list, the bank's CSV, what neither should send, and the store. */
#include "config.h"

#include "bodies.h"
#include "hostile.h"
#include "store_fixture.h"

#include "base/date.h"
#include "base/text.h"
#include "store/kept_supply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define NOW             INT64_C(1790000000) /* 2026-09-21 */
#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const struct subscription asked = {.kind = DATASET_SUPPLY, .now = NOW};

static const struct {
    const char *source, *file, *url;
} sources[] = {
    {"twse_revenue", "twse_revenue/companies.json", "https://openapi.twse.com.tw/v1/opendata/t187ap05_L"},
    {"fred_ppi", "fred_ppi/months.csv",
     "https://fred.stlouisfed.org/graph/fredgraph.csv?id=PCU334413334413&cosd=2020-09-16"},
};

static bool read_text(size_t which, const char *text, size_t length, struct observations *got, struct error *err)
{
    struct hostile hostile = {source_find(sources[which].source), &asked, NOW};
    return hostile_parse(&hostile, 200, text, length, got, err);
}

static struct observations read_own(size_t which)
{
    struct observations got;
    struct error err;
    struct body body = bodies_own(sources[which].file);
    if (!read_text(which, body.text, body.length, &got, &err))
        fail_msg("%s is refused: %s", sources[which].file, err.message);
    bodies_clear(&body);
    return got;
}

static void three_months_of_one_company(void **state)
{
    (void)state;
    static const struct {
        int year, month;
        double value;
    } months[] = {{2026, 8, 400e9}, {2026, 7, 380e9}, {2025, 8, 320e9}};
    struct observations got = read_own(0);
    assert_int_equal(got.supply_count, COUNT_OF(months));
    for (size_t i = 0; i < COUNT_OF(months); i++) {
        assert_string_equal(got.supply[i].series, SUPPLY_TSMC);
        assert_int_equal(got.supply[i].day, date_from_civil(months[i].year, months[i].month, 1));
        assert_float_equal(got.supply[i].value, months[i].value, 0);
    }
    observations_clear(&got);
}

static void a_month_that_is_not_known_is_none(void **state)
{
    (void)state;
    struct observations got = read_own(1);
    assert_int_equal(got.supply_count, 2); /* a dot, nothing, a word, the future */
    assert_float_equal(got.supply[0].value, 57.1, 0);
    assert_int_equal(got.supply[1].day, date_from_civil(2026, 8, 1));
    observations_clear(&got);
}

static void what_is_not_the_series_is_refused(void **state)
{
    (void)state;
    static const struct {
        size_t which;
        const char *text;
    } bodies[] = {
        {0, "[]"},
        {0, "{\"stat\":\"no data\"}"},
        {0, "[{\"公司代號\":\"2330\",\"資料年月\":\"11513\",\"營業收入-當月營收\":\"1000\"}]"},
        {0, "[{\"公司代號\":\"2330\",\"資料年月\":\"11508\",\"營業收入-當月營收\":\"-5\"}]"},
        {0, "[{\"公司代號\":\"2330\",\"資料年月\":\"19908\",\"營業收入-當月營收\":\"1000\"}]"},
        {1, ""},
        {1, "observation_date,IPG3344S\n2026-05-01,57.1\n"},
        {1, "observation_date,PCU334413334413\n"},
        {1, "observation_date,PCU334413334413\n2026-05-01,nan\n2026-06-01,-1\n2026-07-01,1e9\n"},
        {1, "<html><body>504 Gateway Time-out</body></html>"},
    };
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        struct observations got;
        struct error err;
        if (read_text(bodies[i].which, bodies[i].text, strlen(bodies[i].text), &got, &err))
            fail_msg("taken: %s", bodies[i].text);
        assert_true(err.message[0] != '\0');
        observations_clear(&got);
    }
}

static void an_older_heading_is_known(void **state)
{
    (void)state;
    static const char text[] = "DATE,PCU334413334413\r\n2026-05-01,57.1\r\n";
    struct observations got;
    struct error err;
    assert_true(read_text(1, text, sizeof text - 1, &got, &err));
    assert_int_equal(got.supply_count, 1);
    observations_clear(&got);
}

static void requests_name_their_series(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        struct source_request request;
        struct error err;
        assert_true(source_find(sources[i].source)->request(&asked, "", &request, &err));
        assert_string_equal(request.url, sources[i].url);
    }
}

static void nothing_hostile_gets_through(void **state)
{
    (void)state;
    struct hostile hostile = {source_find(sources[0].source), &asked, NOW};
    struct body body = bodies_own(sources[0].file);
    hostile_suite(&hostile, body.text, body.length);
    bodies_clear(&body);
}

/* A revision replaces its month; both series stand in one line, with their changes. */
static void months_stand_side_by_side(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    fixture_open(fixture, NOON);
    for (int again = 0; again < 2; again++) {
        struct observations observations;
        observations_init(&observations);
        static const struct {
            const char *series;
            int year, month;
            double value;
        } rows[] = {{SUPPLY_TSMC, 2026, 8, 400e9},
                    {SUPPLY_TSMC, 2026, 7, 320e9},
                    {SUPPLY_TSMC, 2025, 8, 200e9},
                    {SUPPLY_PPI, 2026, 8, 58.2}};
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            struct supply_figure *figure = observations_add_supply(&observations);
            text_copy(figure->series, sizeof figure->series, rows[i].series);
            figure->day = date_from_civil(rows[i].year, rows[i].month, 1);
            figure->value = rows[i].value * (again == 0 ? 2 : 1);
        }
        fixture_put(fixture, &observations, NOON + again);
        observations_clear(&observations);
    }
    struct dataset *dataset = store_load_supply(fixture->store, &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.supply.count, 3);
    const struct supply_month *month = &dataset->u.supply.items[0];
    assert_float_equal(month->revenue.value, 400e9, 0);
    assert_float_equal(month->revenue_month.value, 25, 1e-9);
    assert_float_equal(month->revenue_year.value, 100, 1e-9);
    assert_float_equal(month->prices.value, 58.2, 0);
    assert_false(month->prices_month.known);
    assert_int_equal(dataset->fetched_at, NOON + 1);
    dataset_unref(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_months_of_one_company),
        cmocka_unit_test(a_month_that_is_not_known_is_none),
        cmocka_unit_test(what_is_not_the_series_is_refused),
        cmocka_unit_test(an_older_heading_is_known),
        cmocka_unit_test(requests_name_their_series),
        cmocka_unit_test(nothing_hostile_gets_through),
        cmocka_unit_test_setup_teardown(months_stand_side_by_side, fixture_begin, fixture_end),
    };
    date_use_new_york();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
