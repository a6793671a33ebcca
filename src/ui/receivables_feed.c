/* SPDX-License-Identifier: MIT
 * Filings of all companies, newest first: what is unread is marked, insiders' forms of a day are one row. */
#include "config.h"

#include "receivables_views.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "pane_reports.h"
#include "receivables_detail.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

static const struct feed_item *item_of(const void *row)
{
    return row;
}

static const struct filing *filing_of(const void *row)
{
    return &item_of(row)->filing;
}

static void format_mark(const void *row, char *text, size_t size)
{
    text_copy(text, size, item_of(row)->unread ? "\xe2\x97\x8f" : "");
}

static enum role role_of_mark(const void *row)
{
    (void)row;
    return ROLE_ALARM;
}

static void format_filed(const void *row, char *text, size_t size)
{
    format_day(text, size, filing_of(row)->filed_day);
}

static struct amount filed_day(const void *row)
{
    return filing_of(row)->filed_day == DATE_UNKNOWN ? AMOUNT_UNKNOWN : amount_of(filing_of(row)->filed_day);
}

static void format_accepted(const void *row, char *text, size_t size)
{
    format_time(text, size, filing_of(row)->accepted_at);
}

static enum role role_of_time(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static void format_symbol(const void *row, char *text, size_t size)
{
    text_copy(text, size, filing_of(row)->symbol);
}

static int compare_symbols(const void *a, const void *b)
{
    return strcmp(filing_of(a)->symbol, filing_of(b)->symbol);
}

static void format_form(const void *row, char *text, size_t size)
{
    text_copy(text, size, filing_of(row)->form);
}

static int compare_forms(const void *a, const void *b)
{
    return strcmp(filing_of(a)->form, filing_of(b)->form);
}

static enum role role_of_form(const void *row)
{
    return filing_is_periodic(filing_of(row)->form) ? ROLE_HEADING : ROLE_TEXT;
}

static void format_what(const void *row, char *text, size_t size)
{
    char what[TABLE_CELL_SIZE - 24];
    filing_items_words(filing_of(row), what, sizeof what);
    if (item_of(row)->more > 0)
        snprintf(text, size, "%s and %u more that day", what, item_of(row)->more);
    else
        text_copy(text, size, what);
}

static enum role role_of_insider(const void *row)
{
    return filing_is_insider(filing_of(row)->form) ? ROLE_MUTED : ROLE_TEXT;
}

static const struct column columns[] = {
    {"", 1, 0, ALIGN_LEFT, 0, false, format_mark, NULL, NULL, role_of_mark, NULL, NULL},
    {"FILED", 10, 0, ALIGN_LEFT, 1, true, format_filed, filed_day, NULL, NULL, NULL, NULL},
    {"AT", 5, 0, ALIGN_LEFT, 3, false, format_accepted, NULL, NULL, role_of_time, NULL, NULL},
    {"SYM", 5, 0, ALIGN_LEFT, 0, false, format_symbol, NULL, compare_symbols, NULL, NULL, NULL},
    {"FORM", 6, 1, ALIGN_LEFT, 0, false, format_form, NULL, compare_forms, role_of_form, NULL, NULL},
    {"WHAT", 12, 4, ALIGN_LEFT, 2, false, format_what, NULL, NULL, role_of_insider, NULL, NULL},
};

static const char *no_subject(const struct view *view)
{
    (void)view;
    return "";
}

static struct table make_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct feed_item)};
    const struct dataset *data = view_dataset(view, DATASET_FEED, "");
    (void)arena;
    if (data) {
        table.rows = data->u.feed.items;
        table.row_count = data->u.feed.count;
    }
    return table;
}

static const struct listing listing = {
    DATASET_FEED, no_subject, "filings of all companies", "no filings of any company yet", make_table, false};

static const struct feed_item *selected(const struct view *view, struct arena *arena)
{
    return listing_selected(&listing, view, arena);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    char received[96];
    arena_init(&arena);
    const struct feed_item *item = selected(view, &arena);
    const struct dataset *data = view_dataset(view, DATASET_FEED, "");
    if (item) {
        view_origin(received, sizeof received, data->source, data->fetched_at, view->now);
        filing_tell(&item->filing, received, text, size);
    } else {
        snprintf(text, size, "no filing is selected");
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct feed_item *item = selected(view, &arena);
    text[0] = '\0';
    if (item)
        filing_address(&item->filing, text, size);
    arena_clear(&arena);
}

static bool opens(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct feed_item *item = selected(view, &arena);
    bool found = item && filing_opens(&item->filing, subject, title, size);
    arena_clear(&arena);
    return found;
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    const struct dataset *data = view_dataset(view, DATASET_FEED, "");
    if (data && data->u.feed.unread > 0)
        snprintf(text, size, "%zu unread", data->u.feed.unread);
    else
        text[0] = '\0';
}

const struct pane_part receivables_feed = {
    .provenance = provenance,
    .copy = copy,
    .opens = opens,
    .subtitle = subtitle,
    .listing = &listing,
};

/* --- for scripts --- */

static const struct report_column report_columns[] = {
    {"symbol", VALUE_TEXT},   {"filed", VALUE_DAY},       {"form", VALUE_TEXT},      {"what", VALUE_TEXT},
    {"items", VALUE_TEXT},    {"report_end", VALUE_DAY},  {"accession", VALUE_TEXT}, {"document", VALUE_TEXT},
    {"accepted", VALUE_TIME}, {"first_seen", VALUE_TIME}, {"unread", VALUE_FLAG},    {"more", VALUE_NUMBER},
    {"cik", VALUE_NUMBER},
};

static size_t report_rows(const struct dataset *dataset)
{
    return dataset->u.feed.count;
}

static void report_row(const struct dataset *dataset, size_t index, struct value *values)
{
    const struct feed_item *item = &dataset->u.feed.items[index];
    const struct filing *filing = &item->filing;
    const struct value row[] = {
        value_text(filing->symbol),
        value_day(filing->filed_day),
        value_text(filing->form),
        value_text(filing_words(filing)),
        value_text(filing->items),
        value_day(filing->report_day),
        value_text(filing->accession),
        value_text(filing->document),
        value_time(filing->accepted_at),
        value_time(filing->first_seen),
        value_flag(item->unread),
        value_number(amount_of(item->more), 0),
        value_number(amount_of((double)filing->cik), 0),
    };
    _Static_assert(sizeof row / sizeof row[0] == sizeof report_columns / sizeof report_columns[0],
                   "one value per column");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        values[i] = row[i];
}

const struct report feed_report = {DATASET_FEED, report_columns, sizeof report_columns / sizeof report_columns[0],
                                   report_rows, report_row};
