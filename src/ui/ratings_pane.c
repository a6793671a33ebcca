/* SPDX-License-Identifier: MIT
 * The ratings pane: whichever of its views is shown. */
#include "config.h"

#include "panes.h"

#include "base/text.h"
#include "model/firms.h"
#include "pane_reports.h"
#include "ratings_views.h"
#include "view.h"

#include <string.h>

static const struct pane_view views[] = {
    {"actions", ""},
    {"headlines", "Headlines"},
    {"consensus", "Consensus"},
    {"tape", "Tape of actions"},
    {"tape-of-all", "Tape of all symbols"},
    {"firm", "A firm's record"},
    {"heat", "Net upgrades"},
};

static const struct pane_part *const parts[] = {
    &ratings_actions,     &ratings_headlines, &ratings_consensus, &ratings_tape,
    &ratings_tape_of_all, &ratings_firm,      &ratings_heat,
};
_Static_assert(sizeof parts / sizeof parts[0] == sizeof views / sizeof views[0], "each view has its part");

static const struct pane_part *part_of(const struct view *view)
{
    return part_shown(parts, sizeof parts / sizeof parts[0], view);
}

void ratings_note_firm(const struct view *view, const struct rating_action *action)
{
    if (action && action->firm[0])
        text_copy(view->state->firm, sizeof view->state->firm, firm_house(action->firm));
}

const char *ratings_firm_of(const struct view *view)
{
    return view->state->firm;
}

bool ratings_is_in_group(const struct view *view, const char *symbol)
{
    if (view->group >= view->watchlist->count)
        return false;
    const struct watch_group *group = &view->watchlist->groups[view->group];
    for (size_t i = 0; i < group->count; i++)
        if (strcmp(group->symbols[i], symbol) == 0)
            return true;
    return false;
}

size_t ratings_want_bars(const char *symbol, struct want *wants, size_t most)
{
    if (most == 0 || symbol[0] == '\0')
        return 0;
    wants[0].kind = DATASET_BARS;
    snapshot_bars_subject(wants[0].subject, sizeof wants[0].subject, symbol, RANGE_2Y);
    return 1;
}

static void subtitle(const struct view *view, char *text, size_t size)
{
    part_subtitle(part_of(view), view, text, size);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    part_draw(part_of(view), canvas, area, view);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    return part_act(part_of(view), view, action, screen);
}

static size_t rows(const struct view *view)
{
    return part_rows(part_of(view), view);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    part_of(view)->provenance(view, text, size);
}

static void copy(const struct view *view, char *text, size_t size)
{
    part_of(view)->copy(view, text, size);
}

static int64_t next_change(const struct view *view)
{
    return part_next_change(part_of(view), view);
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    return part_wants(part_of(view), view, wants, most);
}

const struct pane ratings_pane = {
    .name = "ratings",
    .title = "Analyst ratings",
    .hotkey = '2',
    .kinds = 1u << DATASET_RATINGS | 1u << DATASET_CONSENSUS | 1u << DATASET_QUOTES | 1u << DATASET_TAPE |
             1u << DATASET_FIRM | 1u << DATASET_HEADLINES,
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
    .report = &ratings_report,
};
