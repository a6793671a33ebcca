/* SPDX-License-Identifier: MIT
 * Columns of the actions and of the estimates. */
#include "config.h"

#include "ratings_rows.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "model/consensus.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct action_row *row_of(const void *row)
{
    return row;
}

static const struct rating_action *action_of(const void *row)
{
    return row_of(row)->action;
}

static const char *words_or_unknown(const char *words, bool brief)
{
    return words[0] == '\0' ? FORMAT_UNKNOWN : brief ? rating_abbreviation(words) : words;
}

void rating_words(const struct rating_action *action, bool brief, char *text, size_t size)
{
    const char *to = words_or_unknown(action->to, brief);
    const char *from = words_or_unknown(action->from, brief);
    bool changed = action->from[0] != '\0' && strcmp(action->from, action->to) != 0;
    snprintf(text, size, "%s%s%s", changed ? from : "", changed ? " → " : "", to);
}

static void short_price(struct amount price, char *text, size_t size)
{
    bool whole = price.known && fabs(price.value - round(price.value)) < 0.005;
    format_price(text, size, price, whole ? 0 : 2);
}

void target_words(const struct rating_action *action, char *text, size_t size)
{
    char from[32], to[32];
    short_price(action->target_from, from, sizeof from);
    short_price(action->target_to, to, sizeof to);
    bool changed = action->target_from.known && strcmp(from, to) != 0;
    snprintf(text, size, "%s%s%s", changed ? from : "", changed ? " → " : "", to);
}

/* How the targets stand to splits: "÷10" behind the figures, or why they are not compared. */
static void basis_mark(const struct rating_action *action, char *text, size_t size)
{
    text[0] = '\0';
    if (action->basis == TARGET_ADJUSTED)
        snprintf(text, size, " ÷%.4g", action->split_factor);
}

struct amount action_upside(const struct action_row *row)
{
    return action_upside_to(row->action, row->price);
}

struct amount action_upside_then(const struct action_row *row)
{
    return action_upside_to(row->action, row->action->price_then);
}

static struct amount when(const void *row)
{
    return action_of(row)->when ? amount_of((double)action_of(row)->when) : AMOUNT_UNKNOWN;
}

static struct amount step(const void *row)
{
    enum rating_step rating = rating_step_of(action_of(row)->to);
    return rating == STEP_UNKNOWN ? AMOUNT_UNKNOWN : amount_of(rating);
}

static struct amount target(const void *row)
{
    return action_of(row)->target_to;
}

static struct amount target_change(const void *row)
{
    return rating_target_change(action_of(row));
}

static struct amount upside(const void *row)
{
    return action_upside(row_of(row));
}

static void format_date(const void *row, char *text, size_t size)
{
    format_month_day(text, size, action_of(row)->when, row_of(row)->now);
    if (text[0] == '\0') {
        text_copy(text, size, FORMAT_UNKNOWN);
    }
}

static void format_firm(const void *row, char *text, size_t size)
{
    const struct rating_action *action = action_of(row);
    const char *mark = action->announced ? "*" : action->conflict[0] ? "≠" : "";
    snprintf(text, size, "%s%s", mark, action->firm[0] ? action->firm : FORMAT_UNKNOWN);
}

static void format_move(const void *row, char *text, size_t size)
{
    enum rating_move move = action_of(row)->move;
    const char *mark = move == MOVE_UPGRADE ? "▲" : move == MOVE_DOWNGRADE ? "▼" : "";
    const char *name = rating_move_name(move);
    snprintf(text, size, "%s%s", mark, name[0] ? name : FORMAT_UNKNOWN);
}

static void format_rating(const void *row, char *text, size_t size)
{
    rating_words(action_of(row), true, text, size);
}

/* In the firm's own words, where there is room for them. */
static void format_own_words(const void *row, char *text, size_t size)
{
    rating_words(action_of(row), false, text, size);
}

/* On the five steps that make firms comparable. */
static void format_steps(const void *row, char *text, size_t size)
{
    const struct rating_action *action = action_of(row);
    enum rating_step from = rating_step_of(action->from), to = rating_step_of(action->to);
    if (from != to && from != STEP_UNKNOWN)
        snprintf(text, size, "%s → %s", rating_step_name(from), rating_step_name(to));
    else
        text_copy(text, size, to != STEP_UNKNOWN ? rating_step_name(to) : FORMAT_UNKNOWN);
}

static void format_target(const void *row, char *text, size_t size)
{
    char mark[24];
    target_words(action_of(row), text, size);
    basis_mark(action_of(row), mark, sizeof mark);
    size_t used = strlen(text);
    text_copy(text + used, size - used, mark);
}

static void format_target_change(const void *row, char *text, size_t size)
{
    format_percent(text, size, target_change(row), 1);
}

static void format_upside(const void *row, char *text, size_t size)
{
    if (action_of(row)->basis == TARGET_WITHHELD)
        text_copy(text, size, "split?");
    else
        format_percent(text, size, upside(row), 1);
}

static struct amount upside_then(const void *row)
{
    return action_upside_then(row_of(row));
}

static void format_upside_then(const void *row, char *text, size_t size)
{
    format_percent(text, size, upside_then(row), 1);
}

/* "yahoo_ratings massive_ratings" is "yahoo massive" where there is little room; the detail has the whole names. */
static void drop_endings(char *names)
{
    char *to = names;
    bool ending = false;
    for (const char *at = names; *at != '\0'; at++) {
        ending = *at == '_' || (ending && *at != ' ');
        if (!ending)
            *to++ = *at;
    }
    *to = '\0';
}

static void format_source(const void *row, char *text, size_t size)
{
    const struct rating_action *action = action_of(row);
    snprintf(text, size, "%s%s%s%s", action->conflict[0] ? "≠ " : "", action->source, action->also[0] ? " " : "",
             action->also);
    drop_endings(text);
}

static enum role role_of_source(const void *row)
{
    return action_of(row)->conflict[0] ? ROLE_WARNING : ROLE_MUTED;
}

static enum role role_of_move(const void *row)
{
    enum rating_move move = action_of(row)->move;
    return move == MOVE_UPGRADE ? ROLE_GAIN : move == MOVE_DOWNGRADE ? ROLE_LOSS : ROLE_TEXT;
}

static enum role role_of_rating(const void *row)
{
    enum rating_step rating = rating_step_of(action_of(row)->to);
    return rating == STEP_UNKNOWN ? ROLE_TEXT
           : rating > STEP_HOLD   ? ROLE_BUY
           : rating < STEP_HOLD   ? ROLE_SELL
                                  : ROLE_HOLD;
}

static enum role role_of_target(const void *row)
{
    struct amount change = target_change(row);
    return change.known ? view_change_role(change) : ROLE_TEXT;
}

static enum role role_of_upside(const void *row)
{
    return view_change_role(upside(row));
}

static enum role role_of_upside_then(const void *row)
{
    return view_change_role(upside_then(row));
}

static enum role role_of_muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static int compare_firms(const void *a, const void *b)
{
    return strcmp(action_of(a)->firm, action_of(b)->firm);
}

static int compare_moves(const void *a, const void *b)
{
    return (int)action_of(a)->move - (int)action_of(b)->move;
}

static const struct column action_columns[] = {
    {"DATE", 6, 0, ALIGN_LEFT, 0, true, format_date, when, NULL, role_of_muted, NULL, NULL},
    {"FIRM", 8, 3, ALIGN_LEFT, 0, false, format_firm, NULL, compare_firms, NULL, NULL, NULL},
    {"ACTION", 6, 0, ALIGN_LEFT, 3, false, format_move, NULL, compare_moves, role_of_move, NULL, NULL},
    {"RATING", 8, 2, ALIGN_LEFT, 1, false, format_rating, step, NULL, role_of_rating, NULL, NULL},
    {"TARGET", 6, 0, ALIGN_RIGHT, 1, true, format_target, target, NULL, role_of_target, NULL, NULL},
    {"UPSIDE", 6, 0, ALIGN_RIGHT, 2, true, format_upside, upside, NULL, role_of_upside, NULL, NULL},
    {"TGT CHG", 7, 0, ALIGN_RIGHT, 5, true, format_target_change, target_change, NULL, role_of_target, NULL, NULL},
    {"THEN", 6, 0, ALIGN_RIGHT, 7, true, format_upside_then, upside_then, NULL, role_of_upside_then, NULL, NULL},
    {"SOURCE", 6, 1, ALIGN_LEFT, 6, false, format_source, NULL, NULL, role_of_source, NULL, NULL},
    {"OF FIVE STEPS", 13, 1, ALIGN_LEFT, 8, false, format_steps, step, NULL, role_of_rating, NULL, NULL},
    {"IN ITS WORDS", 14, 2, ALIGN_LEFT, 9, false, format_own_words, step, NULL, role_of_rating, NULL, NULL},
};

static void format_symbol(const void *row, char *text, size_t size)
{
    text_copy(text, size, action_of(row)->symbol);
}

static int compare_symbols(const void *a, const void *b)
{
    return strcmp(action_of(a)->symbol, action_of(b)->symbol);
}

static const struct column tape_columns[] = {
    {"DATE", 6, 0, ALIGN_LEFT, 0, true, format_date, when, NULL, role_of_muted, NULL, NULL},
    {"SYM", 5, 0, ALIGN_LEFT, 0, false, format_symbol, NULL, compare_symbols, NULL, NULL, NULL},
    {"FIRM", 8, 3, ALIGN_LEFT, 0, false, format_firm, NULL, compare_firms, NULL, NULL, NULL},
    {"ACTION", 6, 0, ALIGN_LEFT, 2, false, format_move, NULL, compare_moves, role_of_move, NULL, NULL},
    {"RATING", 8, 2, ALIGN_LEFT, 1, false, format_rating, step, NULL, role_of_rating, NULL, NULL},
    {"TARGET", 6, 0, ALIGN_RIGHT, 1, true, format_target, target, NULL, role_of_target, NULL, NULL},
    {"UPSIDE", 6, 0, ALIGN_RIGHT, 4, true, format_upside, upside, NULL, role_of_upside, NULL, NULL},
    {"TGT CHG", 7, 0, ALIGN_RIGHT, 3, true, format_target_change, target_change, NULL, role_of_target, NULL, NULL},
    {"SOURCE", 6, 1, ALIGN_LEFT, 6, false, format_source, NULL, NULL, role_of_source, NULL, NULL},
    {"OF FIVE STEPS", 13, 1, ALIGN_LEFT, 8, false, format_steps, step, NULL, role_of_rating, NULL, NULL},
    {"IN ITS WORDS", 14, 2, ALIGN_LEFT, 9, false, format_own_words, step, NULL, role_of_rating, NULL, NULL},
};

struct table action_rows_with_symbol(const struct action_row *rows, size_t count)
{
    return (struct table){.columns = tape_columns,
                          .column_count = sizeof tape_columns / sizeof tape_columns[0],
                          .rows = rows,
                          .row_size = sizeof *rows,
                          .row_count = count};
}

void action_words(const struct rating_action *action, char *text, size_t size)
{
    char rating[96], target[96];
    rating_words(action, false, rating, sizeof rating);
    target_words(action, target, sizeof target);
    snprintf(text, size, "%s %s: %s, target %s", action->symbol, action->firm, rating, target);
}

struct table action_rows_table(const struct view *view, struct arena *arena)
{
    struct table table = {.columns = action_columns,
                          .column_count = sizeof action_columns / sizeof action_columns[0],
                          .row_size = sizeof(struct action_row)};
    const struct dataset *data = view_dataset(view, DATASET_RATINGS, view_symbol(view));
    if (!data) {
        return table;
    }
    const struct dataset *consensus = view_dataset(view, DATASET_CONSENSUS, view_symbol(view));
    struct amount price = view_price(view, consensus ? consensus->u.consensus.currency : "");
    size_t count = data->u.ratings.count;
    struct action_row *rows = arena_array(arena, count + 1, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct action_row){&data->u.ratings.items[i], price, view->now};
    }
    table.rows = rows;
    table.row_count = count;
    return table;
}

static const struct estimate *estimate_of(const void *row)
{
    return row;
}

static void format_estimate_name(const void *row, char *text, size_t size)
{
    estimate_short_title(estimate_of(row), text, size);
}

static void format_bound(const struct estimate *estimate, struct amount bound, char *text, size_t size)
{
    if (estimate->revenue)
        format_scaled(text, size, bound);
    else
        format_price(text, size, bound, 2);
}

static void format_low(const void *row, char *text, size_t size)
{
    format_bound(estimate_of(row), estimate_of(row)->low, text, size);
}

static void format_high(const void *row, char *text, size_t size)
{
    format_bound(estimate_of(row), estimate_of(row)->high, text, size);
}

static void format_week_votes(const void *row, char *text, size_t size)
{
    char up[32], down[32];
    format_count(up, sizeof up, estimate_of(row)->up7);
    format_count(down, sizeof down, estimate_of(row)->down7);
    if (!estimate_of(row)->up7.known && !estimate_of(row)->down7.known)
        text_copy(text, size, FORMAT_UNKNOWN);
    else
        snprintf(text, size, "▲%s ▼%s", up, down);
}

static void format_estimate_end(const void *row, char *text, size_t size)
{
    format_day(text, size, estimate_of(row)->end_day);
    if (text[0] == '\0') {
        text_copy(text, size, FORMAT_UNKNOWN);
    }
}

static void format_mean(const void *row, char *text, size_t size)
{
    if (estimate_of(row)->revenue) {
        format_scaled(text, size, estimate_of(row)->mean);
    } else {
        format_price(text, size, estimate_of(row)->mean, 2);
    }
}

/* How much the mean has moved since then. */
#define REVISION(name, member)                                                                                     \
    static struct amount name(const void *row)                                                                     \
    {                                                                                                              \
        return amount_percent_change(estimate_of(row)->mean, estimate_of(row)->member);                            \
    }                                                                                                              \
    static void format_##name(const void *row, char *text, size_t size)                                            \
    {                                                                                                              \
        format_percent(text, size, name(row), 1);                                                                  \
    }                                                                                                              \
    static enum role role_of_##name(const void *row)                                                               \
    {                                                                                                              \
        return view_change_role(name(row));                                                                        \
    }
REVISION(revision7, ago7)
REVISION(revision30, ago30)
REVISION(revision60, ago60)
REVISION(revision90, ago90)
#undef REVISION

static void format_votes(const void *row, char *text, size_t size)
{
    char up[32], down[32];
    format_count(up, sizeof up, estimate_of(row)->up30);
    format_count(down, sizeof down, estimate_of(row)->down30);
    if (!estimate_of(row)->up30.known && !estimate_of(row)->down30.known) {
        text_copy(text, size, FORMAT_UNKNOWN);
        return;
    }
    snprintf(text, size, "▲%s ▼%s", up, down);
}

static void format_analysts(const void *row, char *text, size_t size)
{
    format_count(text, size, estimate_of(row)->analysts);
}

static void format_growth(const void *row, char *text, size_t size)
{
    format_percent(text, size, estimate_of(row)->growth_percent, 1);
}

static const struct column estimate_columns[] = {
    {"ESTIMATES", 12, 2, ALIGN_LEFT, 0, false, format_estimate_name, NULL, NULL, role_of_muted, NULL, NULL},
    {"NOW", 6, 0, ALIGN_RIGHT, 0, true, format_mean, NULL, NULL, NULL, NULL, NULL},
    {"7d", 6, 0, ALIGN_RIGHT, 3, true, format_revision7, NULL, NULL, role_of_revision7, NULL, NULL},
    {"30d", 6, 0, ALIGN_RIGHT, 1, true, format_revision30, NULL, NULL, role_of_revision30, NULL, NULL},
    {"60d", 6, 0, ALIGN_RIGHT, 5, true, format_revision60, NULL, NULL, role_of_revision60, NULL, NULL},
    {"90d", 6, 0, ALIGN_RIGHT, 2, true, format_revision90, NULL, NULL, role_of_revision90, NULL, NULL},
    {"30d VOTES", 9, 0, ALIGN_RIGHT, 4, true, format_votes, NULL, NULL, NULL, NULL, NULL},
    {"ANALYSTS", 8, 0, ALIGN_RIGHT, 6, true, format_analysts, NULL, NULL, NULL, NULL, NULL},
    {"GROWTH", 7, 0, ALIGN_RIGHT, 7, true, format_growth, NULL, NULL, NULL, NULL, NULL},
    {"LOW", 6, 0, ALIGN_RIGHT, 9, true, format_low, NULL, NULL, NULL, NULL, NULL},
    {"HIGH", 6, 0, ALIGN_RIGHT, 9, true, format_high, NULL, NULL, NULL, NULL, NULL},
    {"7d VOTES", 8, 0, ALIGN_RIGHT, 10, true, format_week_votes, NULL, NULL, NULL, NULL, NULL},
    {"ENDS", 10, 0, ALIGN_LEFT, 8, true, format_estimate_end, NULL, NULL, role_of_muted, NULL, NULL},
};

struct table estimate_rows_table(const struct view *view)
{
    struct table table = {.columns = estimate_columns,
                          .column_count = sizeof estimate_columns / sizeof estimate_columns[0],
                          .row_size = sizeof(struct estimate)};
    const struct dataset *data = view_dataset(view, DATASET_CONSENSUS, view_symbol(view));
    if (data) {
        table.rows = data->u.consensus.estimates;
        table.row_count = data->u.consensus.estimate_count;
    }
    return table;
}
