/* SPDX-License-Identifier: MIT
 * What a search in the texts of all filings has found (:filings TEXT); Enter reads the document that it was found
 * in. */
#include "config.h"

#include "receivables_views.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "sheet.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

static const struct found_filing *found_of(const void *row)
{
    return row;
}

static void format_date(int32_t day, char *text, size_t size)
{
    format_day(text, size, day);
    if (text[0] == '\0')
        text_copy(text, size, FORMAT_UNKNOWN);
}

static void format_filed(const void *row, char *text, size_t size)
{
    format_date(found_of(row)->filed_day, text, size);
}

static struct amount filed_day(const void *row)
{
    int32_t day = found_of(row)->filed_day;
    return day == DATE_UNKNOWN ? AMOUNT_UNKNOWN : amount_of(day);
}

static void format_period(const void *row, char *text, size_t size)
{
    format_date(found_of(row)->period_day, text, size);
}

/* "10-Q", or "8-K EX-99.1" for an exhibit. */
static void format_form(const void *row, char *text, size_t size)
{
    const struct found_filing *found = found_of(row);
    bool exhibit = found->type[0] != '\0' && strcmp(found->type, found->form) != 0;
    snprintf(text, size, "%s%s%s", found->form, exhibit ? " " : "", exhibit ? found->type : "");
}

static int compare_forms(const void *a, const void *b)
{
    return strcmp(found_of(a)->form, found_of(b)->form);
}

static void format_company(const void *row, char *text, size_t size)
{
    text_copy(text, size, found_of(row)->company);
}

static int compare_companies(const void *a, const void *b)
{
    return strcmp(found_of(a)->company, found_of(b)->company);
}

static void format_document(const void *row, char *text, size_t size)
{
    text_copy(text, size, document_name(found_of(row)->subject));
}

static enum role role_of_document(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static const struct column columns[] = {
    {"FILED", 10, 0, ALIGN_LEFT, 0, true, format_filed, filed_day, NULL, NULL, NULL, NULL},
    {"FORM", 6, 1, ALIGN_LEFT, 0, false, format_form, NULL, compare_forms, NULL, NULL, NULL},
    {"COMPANY", 12, 3, ALIGN_LEFT, 0, false, format_company, NULL, compare_companies, NULL, NULL, NULL},
    {"PERIOD", 10, 0, ALIGN_LEFT, 1, true, format_period, NULL, NULL, NULL, NULL, NULL},
    {"DOCUMENT", 8, 1, ALIGN_LEFT, 2, false, format_document, NULL, NULL, role_of_document, NULL, NULL},
};

static const char *query_of(const struct view *view)
{
    return view->state->search;
}

static const struct dataset *data_of(const struct view *view)
{
    return view_dataset(view, DATASET_FOUND, query_of(view));
}

static struct table make_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct found_filing)};
    const struct dataset *data = data_of(view);
    (void)arena;
    if (data) {
        table.rows = data->u.found.items;
        table.row_count = data->u.found.count;
    }
    return table;
}

static const struct listing listing = {
    DATASET_FOUND, query_of, "filings with these words", "no filing since 2001 holds these words",
    make_table,    false};

static void draw_advice(struct canvas *canvas, struct rect area)
{
    struct sheet sheet;
    int top = 0;
    sheet_init(&sheet);
    sheet_text(&sheet, ROLE_TEXT, "Type :filings WORDS to search the texts of all filings since 2001.");
    sheet_text(&sheet, ROLE_MUTED, "A phrase stands in quotes: :filings \"customer d\" coreweave");
    sheet_draw(canvas, area, &sheet, &top);
    sheet_clear(&sheet);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    if (query_of(view)[0] == '\0')
        draw_advice(canvas, area);
    else
        listing_draw(&listing, canvas, area, view);
}

static const struct found_filing *selected(const struct view *view, struct arena *arena)
{
    return listing_selected(&listing, view, arena);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    char received[96], address[SUBJECT_SIZE + 64];
    arena_init(&arena);
    const struct found_filing *found = selected(view, &arena);
    const struct dataset *data = data_of(view);
    if (found) {
        view_origin(received, sizeof received, data->source, data->fetched_at, view->now);
        document_address(found->subject, address, sizeof address);
        snprintf(text, size, "%s %s, %s: found by %s", found->company, found->form, address, received);
    } else {
        snprintf(text, size, "nothing is selected");
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct found_filing *found = selected(view, &arena);
    text[0] = '\0';
    if (found)
        document_address(found->subject, text, size);
    arena_clear(&arena);
}

static int64_t next_change(const struct view *view)
{
    return query_of(view)[0] != '\0' ? listing_next_change(&listing, view) : 0;
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    return query_of(view)[0] != '\0' ? listing_wants(&listing, view, wants, most) : 0;
}

static bool opens(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct found_filing *found = selected(view, &arena);
    if (found) {
        char filed[24];
        format_day(filed, sizeof filed, found->filed_day);
        text_copy(subject, SUBJECT_SIZE, found->subject);
        snprintf(title, size, "%s %.30s, filed %s", found->type[0] ? found->type : found->form, found->company,
                 filed);
    }
    arena_clear(&arena);
    return found != NULL;
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    const struct dataset *data = data_of(view);
    char count[32];
    if (!data || !data->u.found.total.known) {
        text_copy(text, size, query_of(view));
        return;
    }
    format_count(count, sizeof count, data->u.found.total);
    snprintf(text, size, "%.60s: %s%s", query_of(view), data->u.found.at_least ? "more than " : "", count);
}

const struct pane_part receivables_search = {
    .draw = draw,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .wants = wants,
    .opens = opens,
    .subtitle = subtitle,
    .listing = &listing,
};
