/* SPDX-License-Identifier: MIT
 * Short ways from a view to what panes ask it for, and the words that several panes share. */
#ifndef VIEW_H
#define VIEW_H

#include "draw/canvas.h"
#include "notice.h"
#include "ui/pane.h"

/* The selected symbol, "" when there is none. */
const char *view_symbol(const struct view *view);
const struct slot *view_slot(const struct view *view, enum dataset_kind kind, const char *subject);
const struct dataset *view_dataset(const struct view *view, enum dataset_kind kind, const char *subject);
/* NULL when there is no quote of that symbol. */
const struct quote *view_quote(const struct view *view, const char *symbol);
/* The regular session's last price of the selected symbol, in `currency` ("" any); unknown otherwise, also when the
 * quote is in hundredths of the currency. */
struct amount view_price(const struct view *view, const char *currency);
/* The notice of that slot; what is "ratings": " of SYMBOL" is added. */
void view_notice(struct notice *notice, const struct view *view, enum dataset_kind kind, const char *what,
                 const char *empty);

/* ROLE_GAIN, ROLE_LOSS or ROLE_FLAT by sign; ROLE_UNKNOWN. */
enum role view_change_role(struct amount change);
/* "▲ " or "▼ " or "" by sign: colour is never the only signal. */
const char *view_change_mark(struct amount change);
/* "yahoo, 2026-11-23 10:42:07 ET (3m ago)" */
void view_origin(char *text, size_t size, const char *source, int64_t when, int64_t now);

/* ACTION_DETAIL opens, ACTION_BACK and ACTION_LEFT close, movement scrolls an open detail. OUTCOME_ bits. */
unsigned view_detail_act(struct pane_state *state, enum action_id action);

/* The upper part of an area, and what is below it. */
struct rect rect_top(struct rect area, int rows);
struct rect rect_below(struct rect area, int rows);

/* Side 0 and 1 of a comparison: as chosen by :versus, else the selected company and the next of its group. */
const char *view_compared(const struct view *view, int side);

#endif
