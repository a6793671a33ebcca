/* SPDX-License-Identifier: MIT
 * Headlines on the selected symbol, beside the actions where there is room: those that tell of an analyst's action
 * say which, and whether a provider of actions has it yet. */
#include "config.h"

#include "ratings_views.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "listing.h"
#include "model/headlines.h"
#include "ratings_rows.h"
#include "sheet.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define BESIDE_COLUMNS 130 /* from here on the actions stand beside the headlines */
#define ACTIONS_LEAST  52  /* columns; of a wider screen they take three in ten */
#define GAP            2

struct headline_line { /* a row of the table */
    const struct headline *headline;
    int64_t now;
};

static const struct headline_line *line_of(const void *row)
{
    return row;
}

static const struct headline *headline_of(const void *row)
{
    return line_of(row)->headline;
}

static struct amount when(const void *row)
{
    return amount_of((double)headline_of(row)->when);
}

/* "10:42" today, else "Nov 20". */
static void format_when(const void *row, char *text, size_t size)
{
    int64_t at = headline_of(row)->when;
    struct date_time time = date_new_york(at);
    if (date_new_york_day(at) == date_new_york_day(line_of(row)->now))
        snprintf(text, size, "%02d:%02d", time.hour, time.minute);
    else
        format_month_day(text, size, at, line_of(row)->now);
}

static void format_title(const void *row, char *text, size_t size)
{
    text_copy(text, size, headline_of(row)->title);
}

static enum role role_of_title(const void *row)
{
    return headline_of(row)->stand == HEADLINE_PLAIN ? ROLE_TEXT : ROLE_HEADING;
}

/* "▲ OW 170": what it tells, with a mark when no provider of actions has it yet. */
static void told_words(const struct headline *headline, char *text, size_t size)
{
    char target[64] = "", rating[64] = "";
    const struct rating_action *told = headline->told;
    text[0] = '\0';
    if (!told)
        return;
    const char *mark = told->move == MOVE_UPGRADE ? "▲" : told->move == MOVE_DOWNGRADE ? "▼" : "";
    if (told->to[0])
        rating_words(told, true, rating, sizeof rating);
    else
        text_copy(rating, sizeof rating, rating_move_name(told->move));
    if (told->target_to.known)
        target_words(told, target, sizeof target);
    snprintf(text, size, "%s%s%s%s%s%s", headline->stand == HEADLINE_AHEAD ? "*" : "", mark, mark[0] ? " " : "",
             rating, rating[0] && target[0] ? " " : "", target);
}

static void format_told(const void *row, char *text, size_t size)
{
    told_words(headline_of(row), text, size);
}

static enum role role_of_told(const void *row)
{
    const struct rating_action *told = headline_of(row)->told;
    if (!told)
        return ROLE_MUTED;
    return told->move == MOVE_UPGRADE ? ROLE_GAIN : told->move == MOVE_DOWNGRADE ? ROLE_LOSS : ROLE_TEXT;
}

static void format_publisher(const void *row, char *text, size_t size)
{
    const struct headline *headline = headline_of(row);
    text_copy(text, size, headline->publisher[0] ? headline->publisher : headline->source);
}

/* "nasdaq +1": who told it, and how many more; all of them by their names in the detail. */
static void format_source(const void *row, char *text, size_t size)
{
    const struct headline *headline = headline_of(row);
    int more = headline->also[0] != '\0';
    for (const char *at = headline->also; *at != '\0'; at++)
        more += *at == ' ';
    int length = (int)strcspn(headline->source, "_");
    if (more > 0)
        snprintf(text, size, "%.*s +%d", length, headline->source, more);
    else
        snprintf(text, size, "%.*s", length, headline->source);
}

static int compare_publishers(const void *a, const void *b)
{
    return strcmp(headline_of(a)->publisher, headline_of(b)->publisher);
}

static enum role role_of_muted(const void *row)
{
    (void)row;
    return ROLE_MUTED;
}

static const struct column columns[] = {
    {"TIME", 6, 0, ALIGN_LEFT, 0, true, format_when, when, NULL, role_of_muted, NULL, NULL},
    {"HEADLINE", 20, 9, ALIGN_LEFT, 0, false, format_title, NULL, NULL, role_of_title, NULL, NULL},
    {"TELLS", 5, 1, ALIGN_LEFT, 1, false, format_told, NULL, NULL, role_of_told, NULL, NULL},
    {"PUBLISHER", 9, 1, ALIGN_LEFT, 3, false, format_publisher, NULL, compare_publishers, role_of_muted, NULL,
     NULL},
    {"SOURCE", 10, 0, ALIGN_LEFT, 4, false, format_source, NULL, NULL, role_of_muted, NULL, NULL},
};

static struct table make_table(const struct view *view, struct arena *arena)
{
    const struct dataset *data = view_dataset(view, DATASET_HEADLINES, view_symbol(view));
    size_t count = data ? data->u.headlines.count : 0;
    struct headline_line *lines = arena_array(arena, count + 1, sizeof *lines);
    for (size_t i = 0; i < count; i++)
        lines[i] = (struct headline_line){&data->u.headlines.items[i], view->now};
    return (struct table){.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .rows = lines,
                          .row_size = sizeof *lines,
                          .row_count = count};
}

static const struct listing listing = {DATASET_HEADLINES, view_symbol, "headlines",
                                       "no headlines",    make_table,  true};

static const struct headline *selected(const struct view *view, struct arena *arena)
{
    const struct headline_line *line = listing_selected(&listing, view, arena);
    return line ? line->headline : NULL;
}

/* --- drawing --- */

static void fill_told(struct sheet *sheet, const struct headline *headline)
{
    const struct rating_action *told = headline->told;
    char text[160];
    if (!told)
        return;
    sheet_heading(sheet, "what it tells");
    sheet_field(sheet, "firm", ROLE_TEXT, told->firm);
    sheet_field(sheet, "action", ROLE_TEXT, rating_move_name(told->move));
    rating_words(told, false, text, sizeof text);
    sheet_field(sheet, "rating", ROLE_TEXT, text);
    target_words(told, text, sizeof text);
    sheet_field(sheet, "target", ROLE_TEXT, text);
    if (headline->stand == HEADLINE_AHEAD)
        sheet_field(sheet, "in the data", ROLE_WARNING, "not yet: no provider of actions tells it");
    else
        sheet_field(sheet, "in the data", ROLE_TEXT, "yes: it stands among the actions");
}

static void draw_detail(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    struct sheet sheet;
    char text[48];
    arena_init(&arena);
    sheet_init(&sheet);
    const struct headline *headline = selected(view, &arena);
    if (headline) {
        sheet_heading(&sheet, headline->title);
        format_stamp(text, sizeof text, headline->when);
        sheet_field(&sheet, "time", ROLE_TEXT, text);
        sheet_field(&sheet, "publisher", ROLE_TEXT, headline->publisher[0] ? headline->publisher : FORMAT_UNKNOWN);
        sheet_print(&sheet, "source", ROLE_TEXT, "%s%s%s", headline->source, headline->also[0] ? " " : "",
                    headline->also);
        sheet_field(&sheet, "link", ROLE_LINK, headline->link[0] ? headline->link : FORMAT_UNKNOWN);
        fill_told(&sheet, headline);
    }
    sheet_draw(canvas, area, &sheet, &view->state->detail_top);
    sheet_clear(&sheet);
    arena_clear(&arena);
}

static void draw_actions(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    struct table_state state;
    struct notice notice;
    arena_init(&arena);
    struct table table = action_rows_table(view, &arena);
    table_state_reset(&state);
    state.selected = -1;
    view_notice(&notice, view, DATASET_RATINGS, "ratings", "no analyst actions reported");
    if (table.row_count > 0)
        table_draw(canvas, notice_footer(canvas, area, &notice, ""), &table, &state, false);
    else
        notice_fill(canvas, area, &notice);
    arena_clear(&arena);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    struct rect beside = area;
    if (area.columns >= BESIDE_COLUMNS) {
        int share = area.columns * 3 / 10;
        beside.columns = share > ACTIONS_LEAST ? share : ACTIONS_LEAST;
        beside.column += area.columns - beside.columns;
        area.columns -= beside.columns + GAP;
        draw_actions(canvas, beside, view);
    }
    if (view->state->detail)
        draw_detail(canvas, area, view);
    else
        listing_draw(&listing, canvas, area, view);
    arena_init(&arena);
    const struct headline *headline = selected(view, &arena);
    ratings_note_firm(view, headline ? headline->told : NULL);
    arena_clear(&arena);
}

/* --- the rest of a view --- */

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct headline *headline = selected(view, &arena);
    if (headline) {
        char origin[96], stamp[48];
        view_origin(origin, sizeof origin, headline->source, headline->first_seen, view->now);
        format_stamp(stamp, sizeof stamp, headline->when);
        snprintf(text, size, "%.160s: published %s by %s, first heard from %s%s%s", headline->title, stamp,
                 headline->publisher[0] ? headline->publisher : FORMAT_UNKNOWN, origin,
                 headline->also[0] ? ", also from " : "", headline->also);
    } else {
        snprintf(text, size, "%s: no headlines yet", view_symbol(view));
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const struct headline *headline = selected(view, &arena);
    text_copy(text, size, !headline ? "" : headline->link[0] ? headline->link : headline->title);
    arena_clear(&arena);
}

static size_t wants(const struct view *view, struct want *wants, size_t most)
{
    return view_symbol(view)[0] ? listing_wants(&listing, view, wants, most) : 0;
}

const struct pane_part ratings_headlines = {
    .draw = draw,
    .provenance = provenance,
    .copy = copy,
    .wants = wants,
    .listing = &listing,
};
