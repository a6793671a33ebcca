/* SPDX-License-Identifier: MIT
 * Opening, moving and jumping in documents. How they look is in reader_page.c. */
#include "config.h"

#include "reader.h"

#include "reader_page.h"

#include "base/format.h"
#include "base/text.h"
#include "notice.h"
#include "table.h"
#include "ui/screen.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define CONTEXT_ROWS 2 /* shown above what was jumped to */
#define STEP_COLUMNS 8

static struct reading_place *place_of(struct pane_state *state)
{
    return &state->reading.places[state->reading.depth - 1];
}

static const struct slot *slot_of(const struct view *view)
{
    return view_slot(view, DATASET_DOCUMENT, place_of(view->state)->subject);
}

static const struct document *document_of(const struct view *view)
{
    const struct dataset *data = view_dataset(view, DATASET_DOCUMENT, place_of(view->state)->subject);
    return data && data->u.document.count > 0 ? &data->u.document : NULL;
}

/* --- opening and closing --- */

bool reader_is_open(const struct pane_state *state)
{
    return state->reading.depth > 0;
}

unsigned reader_open(struct pane_state *state, const char *subject, const char *title)
{
    struct reading *reading = &state->reading;
    if (!document_subject_is_valid(subject))
        return OUTCOME_REDRAW;
    if (reading->depth == 0) {
        reading->below = state->table;
        table_state_reset(&state->table);
    }
    if (reading->depth == READING_DEPTH) { /* the one read longest ago is forgotten */
        memmove(reading->places, reading->places + 1, sizeof reading->places - sizeof reading->places[0]);
        reading->depth--;
    }
    struct reading_place *place = &reading->places[reading->depth++];
    *place = (struct reading_place){.at = -1};
    text_copy(place->subject, sizeof place->subject, subject);
    text_copy(place->title, sizeof place->title, title);
    return OUTCOME_REDRAW | OUTCOME_FOCUS;
}

unsigned reader_back(struct pane_state *state)
{
    if (--state->reading.depth == 0)
        state->table = state->reading.below;
    return OUTCOME_REDRAW | OUTCOME_FOCUS;
}

void reader_close(struct pane_state *state)
{
    if (reader_is_open(state))
        state->table = state->reading.below;
    state->reading.depth = 0;
}

/* --- what can be jumped to --- */

typedef bool line_test(const struct document_line *line, const char *words);

static bool is_item(const struct document_line *line, const char *words)
{
    (void)words;
    return line->item;
}

static bool is_mention(const struct document_line *line, const char *words)
{
    (void)words;
    return line->mention;
}

static bool is_link(const struct document_line *line, const char *words)
{
    (void)words;
    return line->link != NULL;
}

static bool has_words(const struct document_line *line, const char *words)
{
    return words[0] != '\0' && text_contains_fold(line->text, words);
}

/* The next line from `from` on (not itself) that passes, without turning round; -1 none. */
static int find_line(const struct document *document, int from, int step, line_test *test, const char *words)
{
    for (int i = from + step; i >= 0 && i < (int)document->count; i += step)
        if (test(&document->lines[i], words))
            return i;
    return -1;
}

/* Lines that were jumped to stand a little below the top; a jump goes on from there. */
static int start_of(const struct reading_place *place, int step)
{
    return place->at >= 0 ? place->at : place->line - (step > 0);
}

static void show_line(const struct view *view, const struct document *document, int line, const char *words)
{
    struct reading_place *place = place_of(view->state);
    place->at = place->line = line;
    place->row = reader_row_of_words(&document->lines[line], view->state->reading.width, words);
    reader_scroll(document, place, view->state->reading.width, -CONTEXT_ROWS);
}

static const struct jump {
    enum action_id action;
    int step;
    line_test *test;
    const char *what;
} jumps[] = {
    {ACTION_NEXT_ITEM, +1, is_item, "item or note"},
    {ACTION_PREVIOUS_ITEM, -1, is_item, "item or note"},
    {ACTION_NEXT_MENTION, +1, is_mention, "mention of receivables, customers, concentrations or commitments"},
    {ACTION_PREVIOUS_MENTION, -1, is_mention, "mention of receivables, customers, concentrations or commitments"},
};

static unsigned jump(const struct view *view, const struct document *document, const struct jump *by,
                     struct screen *screen)
{
    char text[160];
    int line = find_line(document, start_of(place_of(view->state), by->step), by->step, by->test, "");
    if (line >= 0) {
        show_line(view, document, line, "");
        return OUTCOME_REDRAW;
    }
    snprintf(text, sizeof text, "no further %s in this direction", by->what);
    screen_say(screen, ROLE_STATUS, text);
    return OUTCOME_REDRAW;
}

/* Turns round at the end, and says so. */
static unsigned search(const struct view *view, const struct document *document, int step, struct screen *screen)
{
    const char *words = view->state->table.filter;
    char text[160];
    if (words[0] == '\0')
        return OUTCOME_NONE;
    int line = find_line(document, start_of(place_of(view->state), step), step, has_words, words);
    if (line < 0) {
        line = find_line(document, step > 0 ? -1 : (int)document->count, step, has_words, words);
        snprintf(text, sizeof text, line < 0 ? "\"%s\" is not in this document" : "\"%s\": turned round at the end",
                 words);
        screen_say(screen, line < 0 ? ROLE_WARNING : ROLE_STATUS, text);
    }
    if (line >= 0)
        show_line(view, document, line, words);
    return OUTCOME_REDRAW;
}

/* --- links: the list of a filing's documents, and what a document refers to --- */

static bool is_exhibit_99(const struct document_line *line, const char *words)
{
    (void)words;
    return line->link != NULL && text_contains_fold(line->text, "EX-99");
}

/* In a list of documents there is always one selected: the press release first. */
static int link_at(const struct document *document, const struct reading_place *place)
{
    if (place->at >= 0 && place->at < (int)document->count && document->lines[place->at].link)
        return place->at;
    if (!document_is_index(place->subject))
        return find_line(document, place->line - 1, +1, is_link, "");
    int release = find_line(document, -1, +1, is_exhibit_99, "");
    return release >= 0 ? release : find_line(document, -1, +1, is_link, "");
}

static unsigned step_link(const struct view *view, const struct document *document, int step)
{
    struct reading_place *place = place_of(view->state);
    int line = find_line(document, link_at(document, place), step, is_link, "");
    if (line < 0)
        return OUTCOME_REDRAW;
    place->at = line;
    if (line < place->line || line >= place->line + view->state->reading.page)
        show_line(view, document, line, "");
    return OUTCOME_REDRAW;
}

static unsigned open_link(const struct view *view, const struct document *document, struct screen *screen)
{
    struct reading_place *place = place_of(view->state);
    int line = link_at(document, place);
    if (line < 0) {
        screen_say(screen, ROLE_STATUS, "no document is referred to from here on; x lists those of the filing");
        return OUTCOME_REDRAW;
    }
    place->at = line;
    const char *subject = document->lines[line].link;
    return reader_open(view->state, subject, document_name(subject));
}

static unsigned open_index(struct pane_state *state)
{
    char index[SUBJECT_SIZE];
    const struct reading_place *place = place_of(state);
    if (document_is_index(place->subject) || !document_index_subject(index, place->subject))
        return OUTCOME_REDRAW;
    return reader_open(state, index, "documents of the filing");
}

/* --- keys --- */

static unsigned move_to(const struct view *view, const struct document *document, int rows)
{
    struct reading_place *place = place_of(view->state);
    reader_scroll(document, place, view->state->reading.width, rows);
    place->at = -1;
    return OUTCOME_REDRAW;
}

static unsigned move_sideways(struct pane_state *state, int columns)
{
    struct reading_place *place = place_of(state);
    place->left = place->left + columns > 0 ? place->left + columns : 0;
    return OUTCOME_REDRAW;
}

static unsigned move(const struct view *view, const struct document *document, enum action_id action)
{
    int page = view->state->reading.page > 2 ? view->state->reading.page - 1 : 1;
    bool list = document_is_index(place_of(view->state)->subject);
    switch (action) {
    case ACTION_DOWN:
        return list ? step_link(view, document, +1) : move_to(view, document, 1);
    case ACTION_UP:
        return list ? step_link(view, document, -1) : move_to(view, document, -1);
    case ACTION_PAGE_DOWN:
        return move_to(view, document, page);
    case ACTION_PAGE_UP:
        return move_to(view, document, -page);
    case ACTION_HALF_DOWN:
        return move_to(view, document, (page + 1) / 2);
    case ACTION_HALF_UP:
        return move_to(view, document, -(page + 1) / 2);
    case ACTION_FIRST:
        return move_to(view, document, -READER_ROWS_MOST);
    case ACTION_LAST:
        return move_to(view, document, READER_ROWS_MOST);
    default:
        return OUTCOME_NONE;
    }
}

static unsigned act_in(struct view *view, const struct document *document, enum action_id action,
                       struct screen *screen)
{
    for (size_t i = 0; i < sizeof jumps / sizeof jumps[0]; i++)
        if (jumps[i].action == action)
            return jump(view, document, &jumps[i], screen);
    switch (action) {
    case ACTION_NONE: /* words were typed */
    case ACTION_FIND_NEXT:
        return search(view, document, +1, screen);
    case ACTION_FIND_PREVIOUS:
        return search(view, document, -1, screen);
    case ACTION_DETAIL:
        return open_link(view, document, screen);
    case ACTION_RIGHT:
        return move_sideways(view->state, STEP_COLUMNS);
    default:
        return move(view, document, action);
    }
}

unsigned reader_act(struct view *view, enum action_id action, struct screen *screen)
{
    const struct document *document = document_of(view);
    struct pane_state *state = view->state;
    if (action == ACTION_BACK || (action == ACTION_LEFT && place_of(state)->left == 0))
        return reader_back(state);
    if (action == ACTION_LEFT)
        return move_sideways(state, -STEP_COLUMNS);
    if (action == ACTION_DOCUMENTS)
        return open_index(state);
    return document ? act_in(view, document, action, screen) : OUTCOME_NONE;
}

/* --- the rest of what a pane is asked --- */

size_t reader_wants(const struct view *view, struct want *wants, size_t most)
{
    if (!reader_is_open(view->state) || most == 0)
        return 0;
    wants[0].kind = DATASET_DOCUMENT;
    text_copy(wants[0].subject, sizeof wants[0].subject, place_of(view->state)->subject);
    return 1;
}

void reader_provenance(const struct view *view, char *text, size_t size)
{
    const struct reading_place *place = place_of(view->state);
    const struct dataset *data = view_dataset(view, DATASET_DOCUMENT, place->subject);
    char address[SUBJECT_SIZE + 64], received[96] = "not received yet", accession[ACCESSION_SIZE];
    document_address(place->subject, address, sizeof address);
    document_accession(place->subject, accession);
    if (data && data->fetched_at > 0)
        view_origin(received, sizeof received, data->source, data->fetched_at, view->now);
    snprintf(text, size, "%s, accession %s, %s: %s", place->title, accession, address, received);
}

void reader_copy(const struct view *view, char *text, size_t size)
{
    document_address(place_of(view->state)->subject, text, size);
}

int64_t reader_next_change(const struct view *view)
{
    return notice_next_change(slot_of(view), view->now);
}

size_t reader_rows(const struct view *view)
{
    const struct document *document = document_of(view);
    return document ? document->count : 0;
}

void reader_draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct reading_place *place = place_of(view->state);
    const struct document *document = document_of(view);
    struct reading *reading = &view->state->reading;
    reader_draw_title(canvas, area, place, document);
    struct rect body = rect_below(area, 1);
    if (!document) {
        struct notice notice;
        notice_make(&notice, view->snapshot, slot_of(view), document_name(place->subject),
                    "this document holds no words", view->now);
        notice_fill(canvas, body, &notice);
        return;
    }
    body = reader_draw_keys(canvas, body, view->focused);
    reading->width = body.columns > 1 ? body.columns : 1;
    reading->page = body.rows > 0 ? body.rows : 1;
    reader_settle(document, place, reading->width, reading->page);
    int selected = document_is_index(place->subject) ? link_at(document, place) : place->at;
    reader_draw_page(canvas, body, document, place, selected, view->state->table.filter);
}
