/* SPDX-License-Identifier: MIT
 * --print price: one row per symbol. */
#include "config.h"

#include "pane_reports.h"

#include "model/calendar.h"

static const struct report_column columns[] = {
    {"symbol", VALUE_TEXT},          {"name", VALUE_TEXT},
    {"currency", VALUE_TEXT},        {"last", VALUE_NUMBER},
    {"change", VALUE_NUMBER},        {"change_percent", VALUE_NUMBER},
    {"prior_close", VALUE_NUMBER},   {"open", VALUE_NUMBER},
    {"high", VALUE_NUMBER},          {"low", VALUE_NUMBER},
    {"bid", VALUE_NUMBER},           {"ask", VALUE_NUMBER},
    {"volume", VALUE_NUMBER},        {"average_volume", VALUE_NUMBER},
    {"market_cap", VALUE_NUMBER},    {"year_low", VALUE_NUMBER},
    {"year_high", VALUE_NUMBER},     {"extended_session", VALUE_TEXT},
    {"extended_last", VALUE_NUMBER}, {"extended_percent", VALUE_NUMBER},
    {"extended_as_of", VALUE_TIME},  {"session", VALUE_TEXT},
    {"halted", VALUE_FLAG},          {"not_found", VALUE_FLAG},
    {"earnings_at", VALUE_TIME},     {"exchange", VALUE_TEXT},
    {"delay_minutes", VALUE_NUMBER}, {"source", VALUE_TEXT},
    {"as_of", VALUE_TIME},           {"fetched_at", VALUE_TIME},
    {"other_source", VALUE_TEXT},    {"other_last", VALUE_NUMBER},
    {"other_percent", VALUE_NUMBER}, {"doubted", VALUE_FLAG},
};

static size_t rows(const struct dataset *dataset)
{
    return dataset->u.quotes.count;
}

static struct amount delay_of(const struct quote *quote)
{
    return quote->delay_minutes < 0 ? AMOUNT_UNKNOWN : amount_of(quote->delay_minutes);
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct quote *quote = &dataset->u.quotes.items[index];
    unsigned decimals = quote->decimals;
    const struct value row[] = {
        value_text(quote->symbol),
        value_text(quote->name),
        value_text(quote->currency),
        value_number(quote->last, decimals),
        value_computed(quote_change(quote), decimals),
        value_computed(quote_change_percent(quote), 2),
        value_number(quote->prior_close, decimals),
        value_number(quote->open, decimals),
        value_number(quote->high, decimals),
        value_number(quote->low, decimals),
        value_number(quote->bid, decimals),
        value_number(quote->ask, decimals),
        value_number(quote->volume, 0),
        value_number(quote->average_volume, 0),
        value_number(quote->market_cap, 0),
        value_number(quote->year_low, decimals),
        value_number(quote->year_high, decimals),
        value_text(quote->extended_last.known ? session_name(quote->extended_session) : ""),
        value_number(quote->extended_last, decimals),
        value_computed(quote_extended_percent(quote), 2),
        value_time(quote->extended_as_of),
        value_text(session_name(quote->session)),
        value_flag(quote->halted),
        value_flag(quote->not_found),
        value_time(quote->earnings_at),
        value_text(quote->exchange),
        value_number(delay_of(quote), 0),
        value_text(quote->source),
        value_time(quote->as_of),
        value_time(quote->fetched_at),
        value_text(quote->other_source),
        value_number(quote->other_last, decimals),
        value_computed(quote->other_percent, 2),
        value_flag(quote->doubted),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof columns / sizeof columns[0], "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        values[i] = row[i];
    }
}

const struct report price_report = {DATASET_QUOTES, columns, sizeof columns / sizeof columns[0], rows, row};
