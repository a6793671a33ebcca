/* SPDX-License-Identifier: MIT
 * The further views of the receivables pane: bars by quarter, two companies, all filings, a search. */
#include "config.h"

#include "pane_fixture.h"
#include "panes.h"
#include "quarter_bars.h"
#include "screen_fixture.h"

#include "base/date.h"
#include "base/text.h"
#include "ui/report.h"
#include "ui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum shown { SHOWN_QUARTERS, SHOWN_CUSTOMERS, SHOWN_ALARMS, SHOWN_CHART, SHOWN_COMPARE, SHOWN_FEED, SHOWN_SEARCH };

struct views_test {
    struct fixture fixture;
    struct snapshot *snapshot;
    struct buffer text;
};

static struct dataset *make_other(void)
{
    struct dataset *data = dataset_new(DATASET_RECEIVABLES, "NBIS");
    struct receivables *all = &data->u.receivables;
    text_copy(all->symbol, sizeof all->symbol, "NBIS");
    text_copy(all->currency, sizeof all->currency, "USD");
    all->count = 1;
    all->quarters = arena_array(&data->arena, 1, sizeof *all->quarters);
    all->quarters[0].start_day = date_from_civil(2025, 1, 27);
    all->quarters[0].end_day = date_from_civil(2025, 4, 27); /* its middle lies in the calendar's first quarter */
    all->quarters[0].receivables.amount = amount_of(22132e6);
    all->quarters[0].revenue.amount = amount_of(44062e6);
    all->quarters[0].operating_cash_flow.amount = amount_of(-5e6);
    return data;
}

static struct dataset *make_feed(void)
{
    struct dataset *data = dataset_new(DATASET_FEED, "");
    struct filing_feed *feed = &data->u.feed;
    feed->items = arena_array(&data->arena, 2, sizeof *feed->items);
    feed->count = 2;
    feed->unread = 1;
    feed->items[0] = (struct feed_item){.filing = {.symbol = "CRWV",
                                                   .cik = 1769628,
                                                   .accession = "0001769628-25-000047",
                                                   .form = "8-K",
                                                   .items = "1.01,2.03,9.01",
                                                   .document = "a.htm",
                                                   .accepted_at = 1758744685,
                                                   .first_seen = 1758744721,
                                                   .filed_day = 20355,
                                                   .report_day = DATE_UNKNOWN},
                                        .unread = true};
    feed->items[1] = feed->items[0];
    text_copy(feed->items[1].filing.form, sizeof feed->items[1].filing.form, "4");
    feed->items[1].filing.items[0] = '\0';
    feed->items[1].unread = false;
    feed->items[1].more = 3;
    return data;
}

static struct dataset *make_found(void)
{
    struct dataset *data = dataset_new(DATASET_FOUND, "customer d");
    struct found_filings *found = &data->u.found;
    found->items = arena_array(&data->arena, 1, sizeof *found->items);
    found->count = 1;
    found->total = amount_of(10000);
    found->at_least = true;
    found->items[0] = (struct found_filing){.subject = "1769628/000176962825000014/ex991.htm",
                                            .company = "CoreWeave Example (CRWV)",
                                            .form = "8-K",
                                            .type = "EX-99.1",
                                            .filed_day = 20223,
                                            .period_day = DATE_UNKNOWN};
    return data;
}

#define SHARE(who, on, share, days)                                                                                \
    {                                                                                                              \
        .kind = CUSTOMER_SINGLE, .basis = on, .member = "crwv:" who "Member", .label = who,                        \
        .type = "us-gaap:CustomerConcentrationRiskMember", .benchmark = "us-gaap:BenchmarkMember", .scope = "",    \
        .concept = "us-gaap:ConcentrationRiskPercentage1", .reason = "", .start_day = 20178 - (days),              \
        .end_day = 20178, .percent = share, .percent_error = 0.5                                                   \
    }

/* The two filings tell of other companies under the same label. */
static struct dataset *make_customers(void)
{
    static const struct customer_row shared[] = {
        SHARE("CustomerA", BASIS_REVENUE, 72, 89),
        SHARE("CustomerD", BASIS_RECEIVABLES, 43, 89),
        SHARE("CustomerA", BASIS_RECEIVABLES, 40, 89),
    };
    static const struct customer_row apart[] = {
        SHARE("CustomerA", BASIS_REVENUE, 12, 364),
        SHARE("CustomerOne", BASIS_RECEIVABLES, 17, 364),
        SHARE("CountryX", BASIS_REVENUE, 57, 364),
    };
    struct dataset *data = dataset_new(DATASET_CUSTOMERS, "CRWV");
    struct customers *customers = &data->u.customers;
    text_copy(customers->currency, sizeof customers->currency, "USD");
    customers->filings = arena_array(&data->arena, 2, sizeof *customers->filings);
    customers->count = 2;
    const struct customer_row *const rows[] = {shared, apart};
    for (size_t i = 0; i < 2; i++) {
        struct customer_filing *filing = &customers->filings[i];
        *filing = (struct customer_filing){.accession = i == 0 ? "0001769628-25-000041" : "0001769628-25-000004",
                                           .form = i == 0 ? "10-Q" : "10-K",
                                           .filed_day = 20223 - 90 * (int32_t)i,
                                           .end_day = 20178 - 90 * (int32_t)i,
                                           .count = 3,
                                           .shared_labels = i == 0};
        filing->rows = arena_array(&data->arena, 3, sizeof *filing->rows);
        memcpy(filing->rows, rows[i], 3 * sizeof *filing->rows);
    }
    struct customer_row *advance = &customers->filings[0].rows[1];
    advance->implied = amount_of(453.7e6);
    advance->implied_error = amount_of(5.3e6);
    advance->implied_whole = amount_of(1055.2e6);
    customers->filings[1].rows[2].kind = CUSTOMER_REJECTED;
    customers->filings[1].way = STATEMENT_PAGES;
    static const struct statement statements[] = {{.accession = "0001769628-25-000030",
                                                   .form = "10-Q",
                                                   .filed_day = 20200,
                                                   .way = STATEMENT_LINK,
                                                   .note = "not well-formed"},
                                                  {.accession = "0001769628-25-000041", .way = STATEMENT_INLINE}};
    customers_add_statements(customers, statements, 2, &data->arena);
    return data;
}

static void begin(struct views_test *test, enum shown shown)
{
    struct dataset *const more[] = {make_other(), make_feed(), make_found(), make_customers()};
    fixture_init(&test->fixture, FIXTURE_NORMAL);
    const struct snapshot *plain = test->fixture.snapshot;
    test->snapshot = snapshot_new(plain->slot_count + COUNT_OF(more), 0);
    for (size_t i = 0; i < plain->slot_count; i++) {
        test->snapshot->slots[i] = plain->slots[i];
        if (plain->slots[i].data)
            test->snapshot->slots[i].data = dataset_ref(plain->slots[i].data);
    }
    for (size_t i = 0; i < COUNT_OF(more); i++) {
        struct slot *slot = &test->snapshot->slots[plain->slot_count + i];
        more[i]->fetched_at = FIXTURE_NOW - 12;
        slot->kind = more[i]->kind;
        text_copy(slot->subject, sizeof slot->subject, more[i]->subject);
        slot->interval_seconds = 600;
        slot->data = more[i];
    }
    test->fixture.view.snapshot = test->snapshot;
    test->fixture.state.shown = (int)shown;
    text_copy(test->fixture.state.search, sizeof test->fixture.state.search, "customer d");
    text_copy(test->fixture.state.pair[1], SYMBOL_SIZE, "NBIS");
    buffer_init(&test->text, 1 << 20);
}

static void end(struct views_test *test)
{
    buffer_clear(&test->text);
    snapshot_unref(test->snapshot);
    fixture_clear(&test->fixture);
}

static const char *drawn(struct views_test *test)
{
    fixture_draw(&test->fixture, &receivables_pane, 30, 120, false, &test->text);
    return buffer_text(&test->text);
}

static void expect(struct views_test *test, const char *words)
{
    if (strstr(drawn(test), words) == NULL)
        fail_msg("\"%s\" is not in:\n%s", words, buffer_text(&test->text));
}

static void press(struct views_test *test, enum action_id action)
{
    (void)receivables_pane.act(&test->fixture.view, action, NULL);
}

static bool is_wanted(const struct views_test *test, enum dataset_kind kind, const char *subject)
{
    struct want wants[WANTS_MOST];
    size_t count = receivables_pane.wants(&test->fixture.view, wants, WANTS_MOST);
    for (size_t i = 0; i < count; i++)
        if (wants[i].kind == kind && strcmp(wants[i].subject, subject) == 0)
            return true;
    return false;
}

static void who_owes_more_than_he_buys_stands_out(void **state)
{
    (void)state;
    struct views_test test;
    begin(&test, SHOWN_CUSTOMERS);
    expect(&test, "10-Q 2025-03-31");
    expect(&test, "filed 2025-05-15, one set of labels");
    expect(&test, "CustomerD          <10%     43%  ! >+33  ~454M \xc2\xb1 5.30M  2025-03-31");
    expect(&test, "CustomerA           72%     40%     -32");
    expect(&test, "out of rendered tables, labels of the two lists are not the same customers");
    expect(&test,
           "CustomerOne           \xe2\x80\x93     17%       \xe2\x80\x93"); /* never joined with CustomerA */
    assert_null(strstr(buffer_text(&test.text), "CountryX"));
    expect(&test, "10-Q 2025-04-22");
    expect(&test, "filed that day, not readable by this program (not well-formed): Enter opens it");
    assert_int_equal(receivables_pane.rows(&test.fixture.view), 7);
    press(&test, ACTION_DOWN);
    press(&test, ACTION_DETAIL);
    expect(&test, "It owes 43 % of receivables and brought <10% of revenue: more than 33 points apart.");
    expect(&test, "! CustomerD owes 43 % of receivables (~$454M");
    expect(&test, "33 points; the limit is 15");
    expect(&test, "43 % of 1.06B");
    expect(&test, "us-gaap:ConcentrationRiskPercentage1");
    expect(&test, "crwv:CustomerDMember");
    expect(&test, "0001769628-25-000041");
    press(&test, ACTION_BACK);
    char text[512];
    receivables_pane.provenance(&test.fixture.view, text, sizeof text);
    assert_non_null(strstr(text, "member crwv:CustomerDMember"));
    assert_non_null(strstr(text, "in 10-Q 0001769628-25-000041"));
    press(&test, ACTION_UP); /* the heading: Enter reads the filing */
    press(&test, ACTION_DETAIL);
    assert_true(is_wanted(&test, DATASET_DOCUMENT, "1769628/000176962825000041/b.htm"));
    end(&test);
}

static void alarms_are_explained_with_their_numbers(void **state)
{
    (void)state;
    struct views_test test;
    begin(&test, SHOWN_ALARMS);
    expect(&test, "2025-03-31 customer    CustomerD owes 43 % of receivables");
    expect(&test, "DSO 51 to 97 days");
    press(&test, ACTION_DOWN);
    press(&test, ACTION_DETAIL);
    expect(&test, "days sales outstanding leap within a quarter");
    expect(&test, "45.5 days; the limit is 20");
    expect(&test, "0001769628-25-000041");
    press(&test, ACTION_DOCUMENTS);
    assert_true(is_wanted(&test, DATASET_DOCUMENT, "1769628/000176962825000041/0001769628-25-000041-index.htm"));
    press(&test, ACTION_BACK);
    press(&test, ACTION_BACK);
    test.fixture.state.shown = SHOWN_QUARTERS;
    expect(&test, "!1.06B"); /* in the table each stands before its figure */
    expect(&test, " !97");
    end(&test);
}

static void any_line_is_charted_with_its_alarms(void **state)
{
    (void)state;
    struct views_test test;
    begin(&test, SHOWN_CHART);
    expect(&test, "receivables by quarter, USD");
    expect(&test, "1.06B");
    expect(&test, "24-12");
    expect(&test, "25-03");
    expect(&test, "+153.1%");
    expect(&test, "!");
    press(&test, ACTION_DOWN);
    expect(&test, "DSO, days by quarter");
    expect(&test, "+45.5"); /* days, not percent */
    press(&test, ACTION_LAST);
    expect(&test, "capex by quarter, USD"); /* what is never reported is left out */
    char text[512];
    receivables_pane.provenance(&test.fixture.view, text, sizeof text);
    assert_non_null(strstr(text, "capex of CRWV"));
    end(&test);
}

static void bars_go_below_zero_and_gaps_stay(void **state)
{
    (void)state;
    static const struct quarter_bar bars[] = {
        {.end_day = 20000, .value = {4, true}, .text = "4"},
        {.end_day = 20091, .value = {0, false}, .text = "\xe2\x80\x93"},
        {.end_day = 20182, .value = {-4, true}, .text = "-4", .alarm = true},
    };
    struct canvas canvas;
    struct buffer text;
    canvas_init(&canvas, 8, 24);
    buffer_init(&text, 1 << 16);
    quarter_bars_draw(&canvas, (struct rect){0, 0, 8, 24}, bars, 3);
    assert_true(canvas_to_text(&canvas, &text));
    assert_string_equal(buffer_text(&text),
                        "                   !\n"
                        "4       \xe2\x80\x93       -4\n"
                        "\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
                        "\xe2\x96\x88\n"
                        "\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
                        "\xe2\x96\x88\n"
                        "\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
                        "\xe2\x96\x88\n"
                        "                \xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
                        "\xe2\x96\x88\xe2\x96\x88\n"
                        "                \xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
                        "\xe2\x96\x88\xe2\x96\x88\n"
                        "24-10   25-01   25-04\n");
    buffer_clear(&text);
    canvas_clear(&canvas);
}

static void two_companies_stand_in_the_same_calendar_quarter(void **state)
{
    (void)state;
    struct views_test test;
    begin(&test, SHOWN_COMPARE);
    expect(&test, "1 CRWV USD   2 NBIS USD");
    expect(&test, "2025 Q1  982M 44.1B");
    expect(&test, "2024 Q4  747M     \xe2\x80\x93");
    assert_true(is_wanted(&test, DATASET_RECEIVABLES, "NBIS"));
    assert_false(is_wanted(&test, DATASET_RECEIVABLES, "CRWV")); /* the selected one is there anyway */
    char text[512];
    receivables_pane.provenance(&test.fixture.view, text, sizeof text);
    assert_non_null(strstr(text, "CRWV to 2025-03-31: A/R us-gaap:AccountsReceivableNetCurrent in 0001-25-000014"));
    assert_non_null(strstr(text, "NBIS to 2025-04-27"));
    end(&test);
}

static void the_feed_tells_items_in_words_and_what_is_unread(void **state)
{
    (void)state;
    struct views_test test;
    begin(&test, SHOWN_FEED);
    expect(&test,
           "\xe2\x97\x8f  2025-09-24  16:11  CRWV   8-K     material agreement (1.01), new obligation (2.03)");
    expect(&test, "insider transaction and 3 more that day");
    assert_true(is_wanted(&test, DATASET_FEED, ""));
    char text[512];
    receivables_pane.copy(&test.fixture.view, text, sizeof text);
    assert_string_equal(text, "https://www.sec.gov/Archives/edgar/data/1769628/000176962825000047/a.htm");
    press(&test, ACTION_DETAIL);
    assert_true(is_wanted(&test, DATASET_DOCUMENT, "1769628/000176962825000047/a.htm"));
    expect(&test, "CRWV 8-K material agreement (1.01), accepted 2025-09-24 16:11:25 ET, seen 16:12:01 ET");
    end(&test);
}

static void the_feed_is_printed_for_scripts(void **state)
{
    (void)state;
    const struct report *report = report_find("filings");
    struct dataset *data = make_feed();
    const struct dataset *datasets[] = {data};
    struct buffer text;
    buffer_init(&text, 1 << 16);
    assert_non_null(report);
    assert_true(report_write(report, datasets, 1, REPORT_NDJSON, &text));
    assert_non_null(strstr(buffer_text(&text), "\"symbol\":\"CRWV\",\"filed\":\"2025-09-24\",\"form\":\"8-K\","
                                               "\"what\":\"material agreement\",\"items\":\"1.01,2.03,9.01\","
                                               "\"report_end\":null,\"accession\":\"0001769628-25-000047\""));
    assert_null(report_find("nonsense"));
    struct dataset *customers = make_customers();
    const struct dataset *others[] = {customers};
    buffer_empty(&text);
    assert_true(report_write(report_find("customers"), others, 1, REPORT_NDJSON, &text));
    assert_non_null(strstr(buffer_text(&text), "\"customer\":\"CustomerD\",\"member\":\"crwv:CustomerDMember\","
                                               "\"kind\":\"single\",\"basis\":\"receivables\""));
    assert_non_null(strstr(buffer_text(&text), "\"kind\":\"rejected\""));
    dataset_unref(customers);
    buffer_clear(&text);
    dataset_unref(data);
}

static void a_search_shows_documents_and_their_number(void **state)
{
    (void)state;
    struct views_test test;
    begin(&test, SHOWN_SEARCH);
    expect(&test, "8-K EX-99.1");
    expect(&test, "CoreWeave Example (CRWV)");
    char text[512];
    receivables_pane.subtitle(&test.fixture.view, text, sizeof text);
    assert_string_equal(text, "customer d: more than 10000");
    assert_true(is_wanted(&test, DATASET_FOUND, "customer d"));
    press(&test, ACTION_DETAIL);
    assert_true(is_wanted(&test, DATASET_DOCUMENT, "1769628/000176962825000014/ex991.htm"));
    press(&test, ACTION_BACK);
    test.fixture.state.search[0] = '\0';
    expect(&test, "Type :filings WORDS");
    assert_false(is_wanted(&test, DATASET_FOUND, ""));
    end(&test);
}

static void every_view_is_drawn_at_every_size(void **state)
{
    (void)state;
    for (int shown = SHOWN_QUARTERS; shown <= SHOWN_SEARCH; shown++) {
        struct views_test test;
        begin(&test, (enum shown)shown);
        for (int rows = 0; rows < 40; rows += 3)
            for (int columns = 0; columns < 130; columns += 7) {
                fixture_draw(&test.fixture, &receivables_pane, rows, columns, columns % 2 == 0, &test.text);
                press(&test, rows % 2 ? ACTION_DOWN : ACTION_SORT);
            }
        (void)receivables_pane.next_change(&test.fixture.view);
        assert_true(receivables_pane.rows(&test.fixture.view) < 100);
        end(&test);
    }
}

static void commands_lead_to_the_views(void **state)
{
    (void)state;
    struct screen_fixture screen;
    struct want wants[WANTS_MOST];
    screen_fixture_init(&screen, FIXTURE_NORMAL, MODE_LIVE);
    unsigned outcome = screen_fixture_type(&screen, ":filings \"Customer D\" x\n");
    assert_true((outcome & OUTCOME_FOCUS) != 0);
    size_t count = screen_wants(screen.screen, FIXTURE_NOW, wants, WANTS_MOST);
    bool found = false, compared = false;
    for (size_t i = 0; i < count; i++)
        found = found || (wants[i].kind == DATASET_FOUND && strcmp(wants[i].subject, "\"Customer D\" x") == 0);
    assert_true(found);
    (void)screen_fixture_type(&screen, ":versus nvda msft\n");
    count = screen_wants(screen.screen, FIXTURE_NOW, wants, WANTS_MOST);
    for (size_t i = 0; i < count; i++)
        compared = compared || (wants[i].kind == DATASET_RECEIVABLES && strcmp(wants[i].subject, "MSFT") == 0);
    assert_true(compared);
    (void)screen_fixture_type(&screen, ":versus ;;\n");
    screen_fixture_clear(&screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_owes_more_than_he_buys_stands_out),
        cmocka_unit_test(alarms_are_explained_with_their_numbers),
        cmocka_unit_test(any_line_is_charted_with_its_alarms),
        cmocka_unit_test(bars_go_below_zero_and_gaps_stay),
        cmocka_unit_test(two_companies_stand_in_the_same_calendar_quarter),
        cmocka_unit_test(the_feed_tells_items_in_words_and_what_is_unread),
        cmocka_unit_test(the_feed_is_printed_for_scripts),
        cmocka_unit_test(a_search_shows_documents_and_their_number),
        cmocka_unit_test(every_view_is_drawn_at_every_size),
        cmocka_unit_test(commands_lead_to_the_views),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
