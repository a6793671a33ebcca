/* SPDX-License-Identifier: MIT
 * Filings in words, their addresses, and the filers known without asking. */
#include "config.h"

#include "base/text.h"
#include "model/filings.h"
#include "model/watchlist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void forms_and_items_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *form, *items, *words;
    } cases[] = {
        {"10-Q", "", "10-Q quarterly report"},
        {"10-Q/A", "", "10-Q/A quarterly report, amended"},
        {"20-F", "", "20-F annual report (foreign)"},
        {"8-K", "1.01", "8-K material agreement (1.01)"},
        {"8-K", "9.01,2.02", "8-K results (2.02)"},
        {"8-K/A", "4.02, 9.01", "8-K/A statements not to be relied on (4.02), amended"},
        {"8-K", "9.01", "8-K current report"},
        {"8-K", "6.66666666666,,", "8-K current report"},
        {"8-K", "", "8-K current report"},
        {"XYZ-9", "", "XYZ-9"},
        {"4", "", "4 insider transaction"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct filing filing = {.cik = 1};
        char text[96];
        text_copy(filing.form, sizeof filing.form, cases[i].form);
        text_copy(filing.items, sizeof filing.items, cases[i].items);
        filing_describe(&filing, text, sizeof text);
        assert_string_equal(text, cases[i].words);
        filing_describe(&filing, text, 6);
        assert_true(text[5] == '\0');
    }
}

static void addresses_lead_to_the_document_or_its_folder(void **state)
{
    (void)state;
    struct filing filing = {.cik = 1769628, .accession = "0001769628-25-000014", .document = "crwv-20250331.htm"};
    char text[256];
    filing_address(&filing, text, sizeof text);
    assert_string_equal(text,
                        "https://www.sec.gov/Archives/edgar/data/1769628/000176962825000014/crwv-20250331.htm");
    filing.document[0] = '\0';
    filing_address(&filing, text, sizeof text);
    assert_string_equal(text, "https://www.sec.gov/Archives/edgar/data/1769628/000176962825000014/");
}

static void periodic_reports_hold_statements(void **state)
{
    (void)state;
    static const char *const periodic[] = {"10-K", "10-Q", "10-KT", "10-QT", "20-F", "40-F", "10-K/A", "20-F/A"};
    static const char *const others[] = {"6-K", "8-K", "10-K405", "10-", "10-K/B", "NT 10-K", "", "10-Q/"};
    for (size_t i = 0; i < sizeof periodic / sizeof periodic[0]; i++)
        if (!filing_is_periodic(periodic[i]))
            fail_msg("%s is periodic", periodic[i]);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (filing_is_periodic(others[i]))
            fail_msg("\"%s\" is not periodic", others[i]);
}

static void the_first_minute_needs_no_table_of_tickers(void **state)
{
    (void)state;
    struct watchlist list;
    char symbols[64][SYMBOL_SIZE];
    watchlist_init(&list);
    watchlist_defaults(&list);
    size_t count = watchlist_symbols(&list, symbols, 64);
    for (size_t i = 0; i < count; i++)
        if (company_builtin_cik(symbols[i]) <= 0)
            fail_msg("no CIK of %s", symbols[i]);
    watchlist_clear(&list);
    assert_int_equal(company_builtin_cik("CRWV"), 1769628);
    assert_int_equal(company_builtin_cik("NVDA"), 1045810);
    assert_int_equal(company_builtin_cik("GOOG"), company_builtin_cik("GOOGL"));
    assert_int_equal(company_builtin_cik("NVD"), 0);
    assert_int_equal(company_builtin_cik(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_and_items_in_words),
        cmocka_unit_test(addresses_lead_to_the_document_or_its_folder),
        cmocka_unit_test(periodic_reports_hold_statements),
        cmocka_unit_test(the_first_minute_needs_no_table_of_tickers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
