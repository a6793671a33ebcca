/* SPDX-License-Identifier: MIT
 * Lots out of a file, faults by line, and what they are worth in one currency. */
#include "config.h"

#include "model/positions.h"

#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1758724927 /* 2025-09-24 10:42:07 New York */

static void note(void *context, unsigned line, const char *sentence)
{
    char *text = context;
    size_t used = strlen(text);
    snprintf(text + used, 2000 - used, "%u: %s\n", line, sentence);
}

static bool read_text(struct positions *positions, const char *text, char faults[2000])
{
    const struct line_report report = {note, faults};
    faults[0] = '\0';
    positions_init(positions, "USD");
    return positions_read(positions, text, strlen(text), date_new_york_day(NOW), &report);
}

static void lots_are_read_as_people_write_them(void **state)
{
    (void)state;
    struct positions positions;
    char faults[2000];
    assert_true(read_text(&positions,
                          "\xef\xbb\xbfsymbol,quantity,cost,currency,date\r\n"
                          "# core\n"
                          "nvda 100 121.50\n"
                          "\n"
                          "CRWV,-50,132.25,USD,2025-09-22 # short\n"
                          "ASML.AS;3;640.5;eur\n"
                          "VOD.L\t1000\t68.4\tGBp\t2024-01-02",
                          faults));
    assert_string_equal(faults, "");
    assert_int_equal(positions.count, 4);
    assert_string_equal(positions.lots[0].symbol, "NVDA");
    assert_string_equal(positions.lots[0].currency, "USD");
    assert_int_equal(positions.lots[0].day, DATE_UNKNOWN);
    assert_float_equal(positions.lots[1].quantity, -50, 0);
    assert_int_equal(positions.lots[1].day, date_from_iso("2025-09-22"));
    assert_string_equal(positions.lots[2].currency, "EUR");
    assert_string_equal(positions.lots[3].currency, "GBp");
    positions_clear(&positions);
}

static void every_fault_is_told_with_its_line(void **state)
{
    (void)state;
    struct positions positions;
    char faults[2000], long_line[400];
    assert_false(read_text(&positions,
                           "NVDA 100\n"
                           "NVDA 0 12\n"
                           "NVDA 1,000 12 USD\n" /* a comma parts: 12 is no currency, nor a day */
                           "NV$A 1 2\n"
                           "NVDA nan 2\n"
                           "NVDA 1 0x10\n"
                           "NVDA 1 2 DOLLARS\n"
                           "NVDA 1 2 USD 24.09.2025\n"
                           "NVDA 1 2 USD 2025-13-01\n"
                           "NVDA 1 2 USD 2025-09-25\n"
                           "NVDA 1 2 2025-09-24 USD\n"
                           "AMD 7 100 USD 2025-09-24\n",
                           faults));
    const char *expected[] = {"1: a lot is",
                              "2: the quantity",
                              "3: ",
                              "4: it does not begin",
                              "5: the quantity",
                              "6: the cost",
                              "7: behind",
                              "8: the day must",
                              "9: the day must",
                              "10: the day is yet",
                              "11: nothing may"};
    const char *at = faults;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_int_equal(strncmp(at, expected[i], strlen(expected[i])), 0);
        at = strchr(at, '\n') + 1;
    }
    assert_string_equal(at, "");
    assert_int_equal(positions.count, 1); /* the sound line */
    assert_string_equal(positions.lots[0].symbol, "AMD");
    positions_clear(&positions);
    memset(long_line, 'A', sizeof long_line - 1);
    long_line[sizeof long_line - 1] = '\0';
    assert_false(read_text(&positions, long_line, faults));
    assert_non_null(strstr(faults, "1: the line is too long"));
    positions_clear(&positions);
}

static struct quote quote_of(const char *symbol, const char *currency, double last, double before)
{
    struct quote quote = {.last = amount_of(last), .prior_close = amount_of(before), .decimals = 2};
    snprintf(quote.symbol, sizeof quote.symbol, "%s", symbol);
    snprintf(quote.currency, sizeof quote.currency, "%s", currency);
    return quote;
}

static void lots_of_a_symbol_are_one_row(void **state)
{
    (void)state;
    struct positions positions;
    struct holding rows[4];
    struct holding_sum sum;
    char faults[2000];
    struct quote items[] = {quote_of("NVDA", "USD", 120, 115), quote_of("CRWV", "USD", 90, 100)};
    const struct quotes quotes = {items, 2};
    assert_true(read_text(&positions,
                          "NVDA 10 100 USD 2025-01-02\n"
                          "CRWV -10 80\n"
                          "NVDA 30 118 USD 2025-09-24\n", /* bought today */
                          faults));
    assert_int_equal(positions_value(&positions, &quotes, NOW, rows, 4, &sum), 2);
    assert_float_equal(rows[0].quantity.value, 40, 1e-9);
    assert_float_equal(rows[0].cost.value, 113.5, 1e-9);
    assert_float_equal(rows[0].value.value, 4800, 1e-9);
    assert_float_equal(rows[0].day.value, 10 * 5 + 30 * 2, 1e-9);
    assert_float_equal(rows[0].total.value, 4800 - 4540, 1e-9);
    assert_float_equal(rows[1].value.value, -900, 1e-9); /* short: a fall is a gain */
    assert_float_equal(rows[1].day.value, 100, 1e-9);
    assert_float_equal(rows[1].day_percent.value, 10, 1e-9);
    assert_float_equal(rows[1].total.value, -100, 1e-9);
    assert_float_equal(rows[1].total_percent.value, -12.5, 1e-9);
    assert_float_equal(rows[0].weight.value, 84.2105F, 1e-3);
    assert_float_equal(sum.value.value, 3900, 1e-9);
    assert_float_equal(sum.day.value, 210, 1e-9);
    assert_float_equal(sum.total.value, 160, 1e-9);
    assert_int_equal(sum.priced, 2);
    positions_clear(&positions);
}

static void currencies_are_converted(void **state)
{
    (void)state;
    struct positions positions;
    struct holding rows[4];
    char faults[2000], symbols[8][SYMBOL_SIZE];
    size_t held;
    /* One pair stands there the other way round. */
    struct quote items[] = {quote_of("ASML.AS", "EUR", 700, 690), quote_of("VOD.L", "GBp", 80, 75),
                            quote_of("EURUSD=X", "USD", 1.2, 1.1), quote_of("USDGBP=X", "GBP", 0.8, 0.8)};
    const struct quotes quotes = {items, 4};
    assert_true(read_text(&positions, "ASML.AS 10 600 EUR\nVOD.L 1000 0.70 GBP\n", faults));
    assert_int_equal(positions_symbols(&positions, symbols, 8, &held), 4);
    assert_int_equal(held, 2);
    assert_string_equal(symbols[2], "EURUSD=X");
    assert_string_equal(symbols[3], "GBPUSD=X");
    assert_int_equal(positions_value(&positions, &quotes, NOW, rows, 4, NULL), 2);
    assert_float_equal(rows[0].value.value, 8400, 1e-6);
    assert_float_equal(rows[0].day.value, 120, 1e-6); /* the price's, at today's rate */
    assert_float_equal(rows[0].total.value, 1200, 1e-6);
    assert_float_equal(rows[0].cost.value, 600, 1e-6);
    assert_float_equal(rows[1].value.value, 1000, 1e-6); /* 80000 pence: 800 pounds */
    assert_float_equal(rows[1].total.value, 125, 1e-6);
    assert_float_equal(rows[1].cost.value, 70, 1e-6); /* as the quote is written: pence */
    positions_clear(&positions);
}

/* Paid in dollars, quoted in euros or pence: the rate of what it is quoted in is needed as well. */
static void the_quote_may_be_in_a_third_currency(void **state)
{
    (void)state;
    struct positions positions;
    struct holding rows[4];
    char faults[2000], symbols[8][SYMBOL_SIZE];
    size_t held;
    struct quote items[] = {quote_of("ASML.AS", "EUR", 700, 690), quote_of("EURUSD=X", "USD", 1.2, 1.1)};
    const struct quotes quotes = {items, 2};
    assert_true(read_text(&positions, "ASML.AS 10 700 USD\nVOD.L 10 1 EUR\nBF.B 1 50\nCRWV 1 90\n", faults));
    assert_int_equal(positions_symbols(&positions, symbols, 8, &held), 6);
    assert_int_equal(held, 4);
    assert_string_equal(symbols[4], "EURUSD=X");
    assert_string_equal(symbols[5], "GBPUSD=X");
    assert_int_equal(positions_value(&positions, &quotes, NOW, rows, 4, NULL), 4);
    assert_float_equal(rows[0].value.value, 8400, 1e-6);
    assert_float_equal(rows[0].total.value, 1400, 1e-6);
    positions_clear(&positions);
    assert_true(read_text(&positions, "CRWV 1 90\n", faults));
    text_copy(positions.currency, sizeof positions.currency, "EUR");
    assert_int_equal(positions_symbols(&positions, symbols, 8, &held), 2);
    assert_string_equal(symbols[1], "USDEUR=X");
    positions_clear(&positions);
}

static void nothing_comes_of_what_is_unknown(void **state)
{
    (void)state;
    struct positions positions;
    struct holding rows[8];
    struct holding_sum sum;
    char faults[2000];
    struct quote items[] = {quote_of("A", "USD", 10, 9), quote_of("B", "USD", 10, 9), quote_of("C", "CHF", 10, 9),
                            quote_of("D", "", 10, 9), quote_of("E", "USD", 10, 9)};
    items[1].last = AMOUNT_UNKNOWN;
    items[1].extended_last = amount_of(11); /* another session's price is no substitute */
    items[4].prior_close = AMOUNT_UNKNOWN;
    const struct quotes quotes = {items, 5};
    assert_true(read_text(&positions, "A 1 5\nB 1 5\nC 1 5 CHF\nD 1 5\nE 1 5\nF 1 5\n", faults));
    assert_int_equal(positions_value(&positions, &quotes, NOW, rows, 8, &sum), 6);
    for (size_t i = 1; i < 6; i++) {
        bool priced = i == 4;
        assert_int_equal(rows[i].value.known, priced);
        assert_int_equal(rows[i].total.known, priced);
        assert_int_equal(rows[i].weight.known, priced);
        assert_false(rows[i].day.known);
    }
    assert_int_equal(sum.priced, 2);
    assert_int_equal(sum.count, 6);
    assert_float_equal(sum.day.value, 1, 1e-9);
    assert_int_equal(positions_value(&positions, NULL, NOW, rows, 8, &sum), 6);
    assert_false(sum.value.known || sum.day.known || sum.total.known);
    positions_clear(&positions);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lots_are_read_as_people_write_them),
        cmocka_unit_test(every_fault_is_told_with_its_line),
        cmocka_unit_test(lots_of_a_symbol_are_one_row),
        cmocka_unit_test(currencies_are_converted),
        cmocka_unit_test(lots_of_a_symbol_are_one_row),
        cmocka_unit_test(the_quote_may_be_in_a_third_currency),
        cmocka_unit_test(nothing_comes_of_what_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
