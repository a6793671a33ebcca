/* SPDX-License-Identifier: MIT
 * Who the customers are: shares of revenue against shares of receivables, filing by filing. */
#include "config.h"

#include "receivables_views.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "customer_rows.h"
#include "listing.h"
#include "quarter_alarms.h"
#include "receivables_detail.h"
#include "sheet.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

static const struct listing listing = {
    DATASET_CUSTOMERS,   view_symbol, "customers", "no customer's share is told in the filings read so far",
    customer_rows_table, false};

static const struct customer_line *selected(const struct view *view, struct arena *arena)
{
    return listing_selected(&listing, view, arena);
}

/* --- the detail: every figure with where it is from --- */

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void add_period(struct sheet *sheet, const struct customer_row *row)
{
    char from[24], to[24];
    format_day(from, sizeof from, row->start_day);
    format_day(to, sizeof to, row->end_day);
    sheet_print(sheet, "context", ROLE_TEXT, "%s%s%s", from, from[0] ? " to " : "", to);
}

static void add_worth(struct sheet *sheet, const struct customer_row *row, const char *currency)
{
    char worth[64], whole[32];
    if (!row->implied.known) {
        sheet_field(sheet, "worth", ROLE_TEXT, "");
        return;
    }
    customer_worth_words(row, worth, sizeof worth);
    format_scaled(whole, sizeof whole, row->implied_whole);
    sheet_print(sheet, "worth", ROLE_ESTIMATE, "%s %s  (%.4g %% of %s; the share is told to \xc2\xb1 %.2g points)",
                worth, currency, row->percent, whole, row->percent_error);
}

static void add_share(struct sheet *sheet, const char *heading, const struct customer_row *row,
                      const char *currency)
{
    sheet_heading(sheet, heading);
    sheet_print(sheet, "share", ROLE_TEXT, "%.4g %%", row->percent);
    add_period(sheet, row);
    add_worth(sheet, row, currency);
    sheet_field(sheet, "concept", ROLE_TEXT, row->concept);
    sheet_field(sheet, "member", ROLE_TEXT, row->member);
    sheet_field(sheet, "benchmark", ROLE_TEXT, row->benchmark);
    sheet_field(sheet, "type", ROLE_TEXT, row->type);
    if (row->scope[0])
        sheet_field(sheet, "of the part", ROLE_TEXT, local_name(row->scope));
}

static void add_gap(struct sheet *sheet, const struct customer_line *line)
{
    bool at_least;
    struct amount gap = customer_line_gap(line, &at_least);
    char revenue[24];
    if (!gap.known)
        return;
    customer_share_words(line, true, revenue, sizeof revenue);
    sheet_print(sheet, "", ROLE_TEXT,
                "It owes %.4g %% of receivables and brought %s of revenue: %s%.4g points apart.",
                line->receivables->percent, revenue, at_least ? "more than " : "", gap.value);
    if (line->alarm) {
        char measure[96];
        alarm_measure_words(line->alarm, measure, sizeof measure);
        sheet_print(sheet, "", ROLE_ALARM, "! %s", line->alarm->text);
        sheet_print(sheet, "", ROLE_MUTED,
                    "rule: %s (%s). Look for billing in advance, long terms or slow payment.",
                    alarm_rule_words(line->alarm->rule), measure);
    }
}

static void fill(struct sheet *sheet, const struct customer_line *line)
{
    const struct customer_row *row = customer_line_row(line);
    char end[24];
    format_day(end, sizeof end, line->filing->end_day);
    sheet_print(sheet, "", ROLE_HEADING, "%s in the %s of %s", row->label, line->filing->form, end);
    add_gap(sheet, line);
    if (line->receivables)
        add_share(sheet, "OF RECEIVABLES", line->receivables, line->currency);
    if (line->revenue)
        add_share(sheet,
                  row->kind == CUSTOMER_SUPPLIER          ? "OF PURCHASES"
                  : line->revenue->basis == BASIS_REVENUE ? "OF REVENUE"
                                                          : "OF SOMETHING ELSE",
                  line->revenue, line->currency);
    sheet_field(sheet, "accession", ROLE_TEXT, line->filing->accession);
    sheet_text(
        sheet, ROLE_MUTED,
        "Labels such as \"Customer A\" may mean another company in the next filing: they are never joined over "
        "filings.");
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    const struct customer_line *line = view->state->detail ? selected(view, &arena) : NULL;
    if (line && customer_line_row(line)) {
        struct sheet sheet;
        sheet_init(&sheet);
        fill(&sheet, line);
        sheet_draw(canvas, area, &sheet, &view->state->detail_top);
        sheet_clear(&sheet);
    } else {
        listing_draw(&listing, canvas, area, view);
    }
    arena_clear(&arena);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    struct arena arena;
    unsigned outcome = OUTCOME_NONE;
    (void)screen;
    arena_init(&arena);
    const struct customer_line *line = selected(view, &arena);
    if (view->state->detail || (line && customer_line_row(line)))
        outcome = view_detail_act(view->state, action);
    arena_clear(&arena);
    return outcome != OUTCOME_NONE || view->state->detail ? outcome : listing_act(&listing, view, action);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct customer_line *line = selected(view, &arena);
    const struct customer_row *row = line ? customer_line_row(line) : NULL;
    const struct dataset *data = view_dataset(view, DATASET_CUSTOMERS, view_symbol(view));
    char received[96], end[24];
    if (row) {
        view_origin(received, sizeof received, data->source, data->fetched_at, view->now);
        format_day(end, sizeof end, row->end_day);
        snprintf(text, size, "%s: %s, member %s, benchmark %s, to %s, in %s %s: received from %s", row->label,
                 row->concept, row->member, row->benchmark, end, line->filing->form, line->filing->accession,
                 received);
    } else if (line) {
        snprintf(text, size, "%s %s: Enter reads it", line->filing->form, line->filing->accession);
    } else {
        snprintf(text, size, "%s: nothing received yet", view_symbol(view));
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct customer_line *line = selected(view, &arena);
    const struct customer_row *row = line ? customer_line_row(line) : NULL;
    text[0] = '\0';
    if (row)
        snprintf(text, size, "%s %.4g%%", row->label, row->percent);
    else if (line)
        text_copy(text, size, line->filing->accession);
    arena_clear(&arena);
}

/* A heading opens its filing, when the list of filings knows the document. */
static bool opens(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct customer_line *line = selected(view, &arena);
    bool found =
        line && !customer_line_row(line) && accession_opens(view, line->filing->accession, subject, title, size);
    arena_clear(&arena);
    return found;
}

/* x: of whichever customer's filing. */
static bool documents(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct customer_line *line = selected(view, &arena);
    bool found = line && accession_opens(view, line->filing->accession, subject, title, size);
    arena_clear(&arena);
    return found;
}

const struct pane_part receivables_customers = {
    .draw = draw,
    .act = act,
    .provenance = provenance,
    .copy = copy,
    .opens = opens,
    .documents = documents,
    .listing = &listing,
};
