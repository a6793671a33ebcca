/* SPDX-License-Identifier: MIT
 * Rows of a document. Only what is visible is wrapped: a long report costs no more than a short one. */
#include "config.h"

#include "reader_page.h"

#include "base/text.h"
#include "view.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define PIECE_SIZE         2048
#define ROWS_FOR_KEYS      8
#define COLUMNS_FOR_COUNTS 60

/* --- wrapping --- */

static const char *skip_piece(const char *text, int width)
{
    size_t length = text_piece(text, (size_t)width);
    if (length == 0 && text[0] != '\0') { /* not even one wide character fits */
        uint32_t ignored;
        length = text_decode(text, &ignored);
    }
    text += length;
    return text + strspn(text, " ");
}

static int rows_of(const struct document_line *line, int width)
{
    int rows = 1;
    if (line->fixed)
        return rows;
    for (const char *at = skip_piece(line->text, width); *at != '\0'; at = skip_piece(at, width))
        rows++;
    return rows;
}

static const char *row_text(const struct document_line *line, int width, int row)
{
    const char *at = line->text;
    for (; row > 0 && *at != '\0'; row--)
        at = skip_piece(at, width);
    return at;
}

int reader_row_of_words(const struct document_line *line, int width, const char *words)
{
    int row = 0;
    const char *hit = words[0] != '\0' && !line->fixed ? strcasestr(line->text, words) : NULL;
    if (!hit)
        return 0;
    for (const char *next = skip_piece(line->text, width); *next != '\0' && next <= hit; row++)
        next = skip_piece(next, width);
    return row;
}

/* --- scrolling --- */

static void scroll_down(const struct document *document, struct reading_place *place, int width, int rows)
{
    while (rows > 0 && place->line < (int)document->count) {
        int left = rows_of(&document->lines[place->line], width) - place->row;
        if (rows < left) {
            place->row += rows;
            return;
        }
        rows -= left;
        place->line++;
        place->row = 0;
    }
}

static void scroll_up(const struct document *document, struct reading_place *place, int width, int rows)
{
    while (rows > place->row && place->line > 0) {
        rows -= place->row + 1;
        place->line--;
        place->row = rows_of(&document->lines[place->line], width) - 1;
    }
    place->row = rows < place->row ? place->row - rows : 0;
}

void reader_scroll(const struct document *document, struct reading_place *place, int width, int rows)
{
    if (width < 1)
        width = 1;
    if (rows > 0)
        scroll_down(document, place, width, rows);
    else
        scroll_up(document, place, width, -rows);
}

static struct reading_place last_page(const struct document *document, int width, int page)
{
    struct reading_place last = {.line = (int)document->count};
    scroll_up(document, &last, width, page);
    return last;
}

static bool is_beyond(const struct reading_place *a, const struct reading_place *b)
{
    return a->line > b->line || (a->line == b->line && a->row > b->row);
}

void reader_settle(const struct document *document, struct reading_place *place, int width, int page)
{
    struct reading_place last = last_page(document, width, page);
    if (place->line < (int)document->count) {
        int rows = rows_of(&document->lines[place->line], width);
        place->row = place->row < rows ? place->row : rows - 1;
    }
    if (is_beyond(place, &last)) {
        place->line = last.line;
        place->row = last.row;
    }
    if (place->at >= (int)document->count)
        place->at = -1;
}

/* --- drawing --- */

void reader_draw_title(struct canvas *canvas, struct rect area, const struct reading_place *place,
                       const struct document *document)
{
    char counts[96] = "";
    if (document) {
        int percent = document->count > 1 ? place->line * 100 / (int)document->count : 100;
        if (area.columns >= COLUMNS_FOR_COUNTS)
            snprintf(counts, sizeof counts, "%zu items  %zu mentions  %d%%", document->items, document->mentions,
                     percent);
        else
            snprintf(counts, sizeof counts, "%d%%", percent);
    }
    int used = (int)text_width(counts);
    canvas_text(canvas, area, 0, 0, area.columns - used - 1, ROLE_HEADING, 0, place->title);
    canvas_text(canvas, area, 0, area.columns - used, used, ROLE_MUTED, 0, counts);
}

struct rect reader_draw_keys(struct canvas *canvas, struct rect area, bool focused)
{
    static const char *const keys[] = {"/ search",    "n next", "} item",  "m mention",
                                       "x documents", "z zoom", "Esc back"};
    if (!focused || area.rows < ROWS_FOR_KEYS)
        return area;
    int column = 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (column + (int)text_width(keys[i]) > area.columns)
            break;
        column += canvas_text(canvas, area, area.rows - 1, column, -1, ROLE_MUTED, 0, keys[i]) + 2;
    }
    area.rows--;
    return area;
}

/* Words in a row get another role or style where they stand. */
static void mark(struct canvas *canvas, struct rect area, int row, const char *piece, const char *at, size_t length,
                 enum role role, unsigned style)
{
    char before[PIECE_SIZE], word[PIECE_SIZE];
    size_t start = (size_t)(at - piece);
    if (start >= sizeof before || length >= sizeof word)
        return;
    memcpy(before, piece, start);
    before[start] = '\0';
    memcpy(word, at, length);
    word[length] = '\0';
    canvas_fill_role(canvas, area, row, (int)text_width(before), (int)text_width(word), role, style);
}

static void mark_words(struct canvas *canvas, struct rect area, int row, const char *piece, const char *words)
{
    size_t length = strlen(words);
    for (const char *at = piece; length > 0 && (at = strcasestr(at, words)) != NULL; at += length)
        mark(canvas, area, row, piece, at, length, ROLE_SELECTION, 0);
}

static void mark_mentions(struct canvas *canvas, struct rect area, int row, const char *piece)
{
    size_t length;
    for (const char *at = document_mention(piece, &length); at; at = document_mention(at + length, &length))
        mark(canvas, area, row, piece, at, length, ROLE_KEY, STYLE_UNDERLINE);
}

static enum role role_of(const struct document_line *line, bool selected)
{
    return selected ? ROLE_SELECTION : line->item ? ROLE_HEADING : line->link ? ROLE_LINK : ROLE_TEXT;
}

static const char *scrolled(const char *text, int left)
{
    return text + text_prefix(text, (size_t)left);
}

static void draw_row(struct canvas *canvas, struct rect area, int row, const struct document_line *line,
                     const char *text, bool selected, const char *words)
{
    char piece[PIECE_SIZE];
    size_t length = line->fixed ? text_prefix(text, (size_t)area.columns) : text_piece(text, (size_t)area.columns);
    length = length < sizeof piece ? length : sizeof piece - 1;
    memcpy(piece, text, length);
    piece[length] = '\0';
    canvas_text(canvas, area, row, 0, area.columns, role_of(line, selected), 0, piece);
    if (selected)
        canvas_fill_role(canvas, area, row, 0, area.columns, ROLE_SELECTION, 0);
    if (line->mention && !selected)
        mark_mentions(canvas, area, row, piece);
    mark_words(canvas, area, row, piece, words);
    if (line->fixed && text[text_prefix(text, (size_t)area.columns)] != '\0') /* it goes on: l scrolls */
        canvas_put(canvas, area, row, area.columns - 1, '>', ROLE_MUTED, 0);
}

void reader_draw_page(struct canvas *canvas, struct rect area, const struct document *document,
                      const struct reading_place *place, int selected, const char *words)
{
    const char *text = NULL; /* where the next row of the line begins; NULL at its start */
    int line = place->line;
    if (line < (int)document->count && place->row > 0)
        text = row_text(&document->lines[line], area.columns, place->row);
    for (int row = 0; row < area.rows && line < (int)document->count; row++) {
        const struct document_line *shown = &document->lines[line];
        bool marked = line == selected && shown->link != NULL;
        if (!text)
            text = shown->fixed ? scrolled(shown->text, place->left) : shown->text;
        draw_row(canvas, area, row, shown, text, marked, words);
        text = shown->fixed ? "" : skip_piece(text, area.columns);
        if (text[0] == '\0') {
            line++;
            text = NULL;
        }
    }
}
