/* SPDX-License-Identifier: MIT
 * Looking things up in a view. */
#include "config.h"

#include "view.h"

#include "base/format.h"
#include "table.h"
#include "ui/screen.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define DETAIL_LINES 4096 /* more than any detail has; the drawing keeps it in bounds */

const char *view_symbol(const struct view *view)
{
    return view->symbol ? view->symbol : "";
}

const struct slot *view_slot(const struct view *view, enum dataset_kind kind, const char *subject)
{
    return snapshot_slot(view->snapshot, kind, subject);
}

const struct dataset *view_dataset(const struct view *view, enum dataset_kind kind, const char *subject)
{
    return snapshot_data(view->snapshot, kind, subject);
}

const struct quote *view_quote(const struct view *view, const char *symbol)
{
    const struct dataset *data = view_dataset(view, DATASET_QUOTES, "");
    return data ? quotes_find(&data->u.quotes, symbol) : NULL;
}

/* GBp, ZAc, ILA: a hundredth of the currency that targets are told in. */
static bool is_minor_currency(const char *currency)
{
    size_t length = strlen(currency);
    return (length == 3 && islower((unsigned char)currency[2])) || strcmp(currency, "ILA") == 0;
}

struct amount view_price(const struct view *view, const char *currency)
{
    const struct quote *quote = view_quote(view, view_symbol(view));
    if (!quote || is_minor_currency(quote->currency)) {
        return AMOUNT_UNKNOWN;
    }
    bool comparable = currency[0] == '\0' || quote->currency[0] == '\0' || strcmp(currency, quote->currency) == 0;
    return comparable ? quote->last : AMOUNT_UNKNOWN;
}

void view_notice(struct notice *notice, const struct view *view, enum dataset_kind kind, const char *what,
                 const char *empty)
{
    char words[96];
    snprintf(words, sizeof words, "%s of %s", what, view_symbol(view));
    notice_make(notice, view->snapshot, view_slot(view, kind, view_symbol(view)), words, empty, view->now);
}

enum role view_change_role(struct amount change)
{
    if (!change.known) {
        return ROLE_UNKNOWN;
    }
    return change.value > 0 ? ROLE_GAIN : change.value < 0 ? ROLE_LOSS : ROLE_FLAT;
}

const char *view_change_mark(struct amount change)
{
    return !change.known ? "" : change.value > 0 ? "▲ " : change.value < 0 ? "▼ " : "";
}

void view_origin(char *text, size_t size, const char *source, int64_t when, int64_t now)
{
    char stamp[48] = "", age[32] = "";
    format_stamp(stamp, sizeof stamp, when);
    if (when > 0) {
        format_age(age, sizeof age, when, now);
    }
    snprintf(text, size, "%s%s%s%s%s%s", source, source[0] && stamp[0] ? ", " : "", stamp, age[0] ? " (" : "", age,
             age[0] ? (strcmp(age, "now") == 0 ? ")" : " ago)") : "");
}

unsigned view_detail_act(struct pane_state *state, enum action_id action)
{
    if (!state->detail) {
        if (action != ACTION_DETAIL) {
            return OUTCOME_NONE;
        }
        state->detail = true;
        state->detail_top = 0;
        table_state_reset(&state->lower);
        return OUTCOME_REDRAW;
    }
    if (action == ACTION_BACK || action == ACTION_LEFT || action == ACTION_DETAIL) {
        state->detail = false;
        return OUTCOME_REDRAW;
    }
    int page = state->table.page;
    return table_move(&state->detail_top, DETAIL_LINES, page, action) ? OUTCOME_REDRAW : OUTCOME_NONE;
}

struct rect rect_top(struct rect area, int rows)
{
    area.rows = rows < area.rows ? (rows > 0 ? rows : 0) : area.rows;
    return area;
}

struct rect rect_below(struct rect area, int rows)
{
    int taken = rows < area.rows ? (rows > 0 ? rows : 0) : area.rows;
    area.row += taken;
    area.rows -= taken;
    return area;
}

static const char *next_of_group(const struct view *view, const char *symbol)
{
    if (!view->watchlist || view->group >= view->watchlist->count)
        return "";
    const struct watch_group *group = &view->watchlist->groups[view->group];
    for (size_t i = 0; i < group->count; i++)
        if (strcmp(group->symbols[i], symbol) == 0)
            return group->symbols[(i + 1) % group->count];
    return group->count > 0 ? group->symbols[0] : "";
}

const char *view_compared(const struct view *view, int side)
{
    const char *chosen = view->state->pair[side];
    if (chosen[0] != '\0')
        return chosen;
    return side == 0 ? view_symbol(view) : next_of_group(view, view_compared(view, 0));
}
