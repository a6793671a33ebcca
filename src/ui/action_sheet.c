/* SPDX-License-Identifier: MIT
 * An action whole. */
#include "config.h"

#include "action_sheet.h"

#include "base/format.h"
#include "base/text.h"
#include "view.h"

#include <stdio.h>

static void add_percent(struct sheet *sheet, const char *label, struct amount percent)
{
    char text[32];
    format_percent(text, sizeof text, percent, 1);
    sheet_print(sheet, label, view_change_role(percent), "%s%s", view_change_mark(percent), text);
}

static void add_steps(struct sheet *sheet, const struct rating_action *action)
{
    const char *from = rating_step_name(rating_step_of(action->from));
    const char *to = rating_step_name(rating_step_of(action->to));
    sheet_print(sheet, "on five steps", ROLE_MUTED, "%s%s%s", from, from[0] && to[0] ? " → " : "",
                to[0] || from[0] ? to : FORMAT_UNKNOWN);
}

static void add_target(struct sheet *sheet, const struct rating_action *action)
{
    char text[96], how[96] = " (as issued)";
    target_words(action, text, sizeof text);
    if (action->basis == TARGET_ADJUSTED)
        snprintf(how, sizeof how, " (divided by %.4g for the split since)", action->split_factor);
    else if (action->basis == TARGET_WITHHELD)
        text_copy(how, sizeof how, " (as issued; a split may lie between: not compared with the price)");
    sheet_print(sheet, "target", ROLE_TEXT, "%s%s", text, action->target_to.known ? how : "");
    add_percent(sheet, "target change", rating_target_change(action));
}

static void add_sources(struct sheet *sheet, const struct rating_action *action)
{
    char text[48];
    sheet_print(sheet, "source", ROLE_TEXT, "%s%s%s", action->source, action->also[0] ? " " : "", action->also);
    if (action->announced)
        sheet_field(sheet, "in the data", ROLE_WARNING, "not yet: a headline tells it, no provider of actions");
    if (action->conflict[0])
        sheet_print(sheet, "contradicted", ROLE_WARNING, "%s", action->conflict);
    format_stamp(text, sizeof text, action->first_seen);
    sheet_field(sheet, "first seen here", ROLE_TEXT, text);
}

void action_sheet_fill(struct sheet *sheet, const struct action_row *row)
{
    const struct rating_action *action = row->action;
    char text[160];
    sheet_print(sheet, "", ROLE_HEADING, "%s  %s", action->symbol, action->firm);
    format_stamp(text, sizeof text, action->when);
    sheet_field(sheet, "time", ROLE_TEXT, text);
    sheet_field(sheet, "action", ROLE_TEXT, rating_move_name(action->move));
    rating_words(action, false, text, sizeof text);
    sheet_field(sheet, "rating", ROLE_TEXT, text);
    add_steps(sheet, action);
    add_target(sheet, action);
    format_price(text, sizeof text, row->price, 2);
    sheet_field(sheet, "last price", ROLE_TEXT, text);
    add_percent(sheet, "upside", action_upside(row));
    format_price(text, sizeof text, action->price_then, 2);
    sheet_field(sheet, "close that day", ROLE_TEXT, text);
    add_percent(sheet, "upside that day", action_upside_then(row));
    add_sources(sheet, action);
}

void action_sheet_draw(struct canvas *canvas, struct rect area, const struct action_row *row, int *top)
{
    struct sheet sheet;
    sheet_init(&sheet);
    action_sheet_fill(&sheet, row);
    sheet_draw(canvas, area, &sheet, top);
    sheet_clear(&sheet);
}
