/* SPDX-License-Identifier: MIT
 * The receivables pane: whichever of its views is shown, and the reader over it. */
#include "config.h"

#include "panes.h"

#include "base/text.h"
#include "pane_reports.h"
#include "reader.h"
#include "receivables_views.h"
#include "ui/screen.h"
#include "view.h"

static const struct pane_view views[] = {
    {"quarters", ""},        {"customers", "Customers"}, {"alarms", "Alarms"}, {"chart", "Chart"},
    {"compare", "Compared"}, {"feed", "Filings"},        {"search", "Search"},
};

static const struct pane_part *const parts[] = {
    &receivables_quarters, &receivables_customers, &receivables_rules,  &receivables_chart,
    &receivables_compare,  &receivables_feed,      &receivables_search,
};
_Static_assert(sizeof parts / sizeof parts[0] == sizeof views / sizeof views[0], "each view has its part");

static const struct pane_part *part_of(const struct view *view)
{
    return part_shown(parts, sizeof parts / sizeof parts[0], view);
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    part_subtitle(part_of(view), view, text, size);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    if (reader_is_open(view->state))
        reader_draw(canvas, area, view);
    else
        part_draw(part_of(view), canvas, area, view);
}

static unsigned open_selected(struct view *view, enum action_id action)
{
    const struct pane_part *part = part_of(view);
    char subject[SUBJECT_SIZE], index[SUBJECT_SIZE], title[READING_TITLE];
    bool list = action == ACTION_DOCUMENTS;
    bool (*opens)(const struct view *, char *, char *, size_t) =
        list && part->documents ? part->documents : part->opens;
    if (!opens || (view->state->detail && !list) || !opens(view, subject, title, sizeof title))
        return OUTCOME_NONE;
    return reader_open(view->state, list && document_index_subject(index, subject) ? index : subject, title);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    unsigned outcome = OUTCOME_NONE;
    if (reader_is_open(view->state))
        return reader_act(view, action, screen);
    if (action == ACTION_DETAIL || action == ACTION_DOCUMENTS)
        outcome = open_selected(view, action);
    return outcome != OUTCOME_NONE ? outcome : part_act(part_of(view), view, action, screen);
}

static size_t rows(const struct view *view)
{
    return reader_is_open(view->state) ? reader_rows(view) : part_rows(part_of(view), view);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    if (reader_is_open(view->state))
        reader_provenance(view, text, size);
    else
        part_of(view)->provenance(view, text, size);
}

static void copy(const struct view *view, char *text, size_t size)
{
    if (reader_is_open(view->state))
        reader_copy(view, text, size);
    else
        part_of(view)->copy(view, text, size);
}

static int64_t next_change(const struct view *view)
{
    return reader_is_open(view->state) ? reader_next_change(view) : part_next_change(part_of(view), view);
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    size_t count = reader_wants(view, wants, most);
    return count + part_wants(part_of(view), view, wants + count, most - count);
}

const struct pane receivables_pane = {
    .name = "receivables",
    .title = "Receivables disclosures",
    .hotkey = '3',
    .kinds = 1u << DATASET_RECEIVABLES | 1u << DATASET_FILINGS | 1u << DATASET_CUSTOMERS | 1u << DATASET_FOUND |
             1u << DATASET_FEED,
    .least_rows = 4,
    .least_columns = 20,
    .views = views,
    .view_count = sizeof views / sizeof views[0],
    .subtitle = subtitle,
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
    .wants = wants,
    .report = &receivables_report,
};
