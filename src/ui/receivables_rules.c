/* SPDX-License-Identifier: MIT
 * The alarms that a company's filings have set off: which rule, in which quarter, and the numbers that fired it. */
#include "config.h"

#include "receivables_views.h"

#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "quarter_alarms.h"
#include "receivables_detail.h"
#include "sheet.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

static const struct receivables_alarm *alarm_of(const void *row)
{
    return row;
}

static void format_end(const void *row, char *text, size_t size)
{
    format_day(text, size, alarm_of(row)->end_day);
}

static struct amount end_day(const void *row)
{
    return amount_of(alarm_of(row)->end_day);
}

static void format_rule(const void *row, char *text, size_t size)
{
    text_copy(text, size, alarm_rule_name(alarm_of(row)->rule));
}

static int compare_rules(const void *a, const void *b)
{
    return (int)alarm_of(a)->rule - (int)alarm_of(b)->rule;
}

static enum role role_of_rule(const void *row)
{
    return alarm_of(row)->severity > 1 ? ROLE_ALARM : ROLE_WARNING;
}

static void format_text(const void *row, char *text, size_t size)
{
    text_copy(text, size, alarm_of(row)->text);
}

static void format_accession(const void *row, char *text, size_t size)
{
    text_copy(text, size, alarm_of(row)->accession);
}

static const struct column columns[] = {
    {"QUARTER", 10, 0, ALIGN_LEFT, 0, true, format_end, end_day, NULL, NULL, NULL, NULL},
    {"RULE", 11, 0, ALIGN_LEFT, 1, false, format_rule, NULL, compare_rules, role_of_rule, NULL, NULL},
    {"WHAT FIRED IT", 12, 4, ALIGN_LEFT, 0, false, format_text, NULL, NULL, NULL, NULL, NULL},
    {"IN", 20, 0, ALIGN_LEFT, 2, true, format_accession, NULL, NULL, NULL, NULL, NULL},
};

static struct table make_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct receivables_alarm)};
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
    (void)arena;
    if (data) {
        table.rows = data->u.receivables.alarms;
        table.row_count = data->u.receivables.alarm_count;
    }
    return table;
}

static const struct listing listing = {
    DATASET_RECEIVABLES, view_symbol, "receivables", "no rule has fired on what was filed", make_table, true};

static const struct receivables_alarm *selected(const struct view *view, struct arena *arena)
{
    return listing_selected(&listing, view, arena);
}

static void fill(struct sheet *sheet, const struct receivables_alarm *alarm)
{
    char text[96];
    format_day(text, sizeof text, alarm->end_day);
    sheet_print(sheet, "", ROLE_HEADING, "Quarter to %s", text);
    sheet_text(sheet, alarm->severity > 1 ? ROLE_ALARM : ROLE_WARNING, alarm->text);
    sheet_field(sheet, "rule", ROLE_TEXT, alarm_rule_words(alarm->rule));
    alarm_measure_words(alarm, text, sizeof text);
    sheet_field(sheet, "measured", ROLE_TEXT, text);
    sheet_field(sheet, "accession", ROLE_TEXT, alarm->accession);
    sheet_text(sheet, ROLE_MUTED,
               "The limits stand in [receivables] of gputape.conf. x lists the filing's documents.");
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    arena_init(&arena);
    const struct receivables_alarm *alarm = view->state->detail ? selected(view, &arena) : NULL;
    if (alarm) {
        struct sheet sheet;
        sheet_init(&sheet);
        fill(&sheet, alarm);
        sheet_draw(canvas, area, &sheet, &view->state->detail_top);
        sheet_clear(&sheet);
    } else {
        listing_draw(&listing, canvas, area, view);
    }
    arena_clear(&arena);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    char measure[96];
    arena_init(&arena);
    const struct receivables_alarm *alarm = selected(view, &arena);
    if (alarm) {
        alarm_measure_words(alarm, measure, sizeof measure);
        snprintf(text, size, "%s: %s, in %s", alarm_rule_words(alarm->rule), measure, alarm->accession);
    } else {
        snprintf(text, size, "%s: no alarm", view_symbol(view));
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct receivables_alarm *alarm = selected(view, &arena);
    text_copy(text, size, alarm ? alarm->text : "");
    arena_clear(&arena);
}

/* Enter tells of the rule; x leads to the filing. */
static bool documents(const struct view *view, char subject[SUBJECT_SIZE], char *title, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct receivables_alarm *alarm = selected(view, &arena);
    bool found = alarm && accession_opens(view, alarm->accession, subject, title, size);
    arena_clear(&arena);
    return found;
}

const struct pane_part receivables_rules = {
    .draw = draw,
    .provenance = provenance,
    .copy = copy,
    .documents = documents,
    .listing = &listing,
};
