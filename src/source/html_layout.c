/* SPDX-License-Identifier: MIT
 * Which cells stand below each other, how wide that makes the columns, and the lines that come of it. */
#include "config.h"

#include "html_layout.h"

#include "base/memory.h"
#include "base/text.h"
#include "model/document.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_MOST  48
#define GAP           2
#define HEADING_WIDTH 9    /* a heading over figures is wrapped into so much, or into the widest figure */
#define LEAST_TEXT    10   /* text columns are not made narrower */
#define BULLET_WIDTH  9    /* a first column of at most this: "•", "(a)", "Item 1A." */
#define PIECES_MOST   4000 /* lines of one row */
#define LINE_BYTES    4096

struct layout_column {
    int first, last; /* grid columns */
    bool figures;
    int width, start;
};

struct layout {
    struct layout_column columns[COLUMNS_MOST];
    size_t count;
};

/* --- columns --- */

static bool overlaps(const struct layout_column *column, const struct html_cell *cell)
{
    return cell->first <= column->last && cell->last >= column->first;
}

static void take_cell(struct layout *layout, const struct html_cell *cell)
{
    struct layout_column *only = NULL;
    size_t met = 0;
    for (size_t i = 0; i < layout->count; i++)
        if (overlaps(&layout->columns[i], cell)) {
            only = &layout->columns[i];
            met++;
        }
    if (met == 0 && layout->count < COLUMNS_MOST) {
        layout->columns[layout->count++] =
            (struct layout_column){.first = cell->first, .last = cell->last, .figures = cell->figure};
    } else if (met == 1 && only->figures == cell->figure) {
        only->first = cell->first < only->first ? cell->first : only->first;
        only->last = cell->last > only->last ? cell->last : only->last;
    }
}

static int by_place(const void *a, const void *b)
{
    const struct layout_column *left = a, *right = b;
    return (left->first > right->first) - (left->first < right->first);
}

static int span_of(const struct html_cell *cell)
{
    return cell->last - cell->first + 1;
}

static void take_cells(struct layout *layout, const struct html_table *table, bool figures, int span)
{
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < table->rows[i].count; k++) {
            const struct html_cell *cell = &table->rows[i].cells[k];
            if (cell->figure == figures && span_of(cell) == span)
                take_cell(layout, cell);
        }
}

static int next_span(const struct html_table *table, bool figures, int above)
{
    int next = 0;
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < table->rows[i].count; k++) {
            const struct html_cell *cell = &table->rows[i].cells[k];
            int span = span_of(cell);
            if (cell->figure == figures && span > above && (next == 0 || span < next))
                next = span;
        }
    return next;
}

/* Narrow cells make the columns and figures come first; a cell over several columns is a heading of them. */
static void find_columns(struct layout *layout, const struct html_table *table)
{
    layout->count = 0;
    for (int kind = 0; kind < 2; kind++)
        for (int span = next_span(table, kind == 0, 0); span > 0; span = next_span(table, kind == 0, span))
            take_cells(layout, table, kind == 0, span);
    qsort(layout->columns, layout->count, sizeof layout->columns[0], by_place);
}

static void place_cells(const struct layout *layout, struct html_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < table->rows[i].count; k++) {
            struct html_cell *cell = &table->rows[i].cells[k];
            cell->column = -1;
            for (size_t c = 0; c < layout->count; c++)
                if (overlaps(&layout->columns[c], cell)) {
                    cell->column = cell->column < 0 ? (int)c : cell->column;
                    cell->until = (int)c;
                }
            if (cell->column < 0) /* more columns than there may be: the last one takes it */
                cell->column = cell->until = (int)layout->count - 1;
        }
}

/* --- widths --- */

static int longest_word(const char *text)
{
    int longest = 0;
    while (*text != '\0') {
        char word[64];
        size_t length = strcspn(text, " ");
        size_t copied = length < sizeof word ? length : sizeof word - 1;
        memcpy(word, text, copied);
        word[copied] = '\0';
        int width = (int)text_width(word);
        longest = width > longest ? width : longest;
        text += length + (text[length] == ' ');
    }
    return longest;
}

static int wished_width(const struct layout_column *column, const struct html_cell *cell)
{
    int whole = (int)text_width(cell->text);
    if (!column->figures || cell->figure || whole <= HEADING_WIDTH)
        return whole;
    int word = longest_word(cell->text);
    return word > HEADING_WIDTH ? word : HEADING_WIDTH;
}

static int total_width(const struct layout *layout)
{
    int total = 0;
    for (size_t i = 0; i < layout->count; i++)
        total += layout->columns[i].width + (i > 0 ? GAP : 0);
    return total;
}

static struct layout_column *widest_text(struct layout *layout)
{
    struct layout_column *widest = NULL;
    for (size_t i = 0; i < layout->count; i++)
        if (!layout->columns[i].figures && (widest == NULL || layout->columns[i].width > widest->width))
            widest = &layout->columns[i];
    return widest;
}

static void find_widths(struct layout *layout, const struct html_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < table->rows[i].count; k++) {
            const struct html_cell *cell = &table->rows[i].cells[k];
            struct layout_column *column = &layout->columns[cell->column];
            int width = wished_width(column, cell);
            width = width > TABLE_WIDTH ? TABLE_WIDTH : width;
            if (cell->column == cell->until && width > column->width)
                column->width = width;
        }
    struct layout_column *widest = widest_text(layout);
    for (int over = total_width(layout) - TABLE_WIDTH; over > 0 && widest != NULL && widest->width > LEAST_TEXT;
         over--) {
        widest->width--;
        widest = widest_text(layout);
    }
    int start = 0;
    for (size_t i = 0; i < layout->count; i++) {
        layout->columns[i].start = start;
        start += layout->columns[i].width + GAP;
    }
}

/* --- lines --- */

static size_t piece_of(const char *text, int width)
{
    return text_piece(text, (size_t)(width > 2 ? width : 2));
}

static int pieces_of(const char *text, int width)
{
    int pieces = 0;
    while (*text != '\0' && pieces < PIECES_MOST) {
        size_t length = piece_of(text, width);
        text += length > 0 ? length : strlen(text);
        text += strspn(text, " ");
        pieces++;
    }
    return pieces;
}

static const char *nth_piece(const char *text, int width, int n, size_t *length)
{
    for (; n > 0 && *text != '\0'; n--) {
        text += piece_of(text, width);
        text += strspn(text, " ");
    }
    *length = piece_of(text, width);
    while (*length > 0 && text[*length - 1] == ' ')
        (*length)--;
    return text;
}

static int cell_width(const struct layout *layout, const struct html_cell *cell)
{
    const struct layout_column *from = &layout->columns[cell->column], *to = &layout->columns[cell->until];
    return to->start + to->width - from->start;
}

static bool is_over_figures(const struct layout *layout, const struct html_cell *cell)
{
    return layout->columns[cell->until].figures && cell->column > 0;
}

/* Blanks before the piece: figures and their headings to the right, headings of several in the middle. */
static int indent_of(const struct layout *layout, const struct html_cell *cell, int width)
{
    int room = cell_width(layout, cell) - width;
    if (room <= 0)
        return 0;
    if (cell->column != cell->until)
        return cell->column > 0 ? room / 2 : 0;
    return layout->columns[cell->column].figures && (cell->figure || is_over_figures(layout, cell)) ? room : 0;
}

static void put(char *line, size_t *used, int *at, int column, const char *text, size_t length)
{
    char piece[LINE_BYTES];
    size_t copied = length < sizeof piece ? length : sizeof piece - 1;
    memcpy(piece, text, copied);
    piece[copied] = '\0';
    if (*at > 0 && column <= *at) /* something else stands there already */
        column = *at + 1;
    size_t blanks = column > *at ? (size_t)(column - *at) : 0;
    if (*used + blanks + copied >= LINE_BYTES)
        return;
    memset(line + *used, ' ', blanks);
    memcpy(line + *used + blanks, piece, copied + 1);
    *used += blanks + copied;
    *at = column + (int)text_width(piece);
}

static void write_line(const struct layout *layout, const struct html_row *row, int height, int line_at,
                       struct line_writer *writer)
{
    char line[LINE_BYTES] = "";
    size_t used = 0;
    int at = 0;
    for (size_t k = 0; k < row->count; k++) {
        const struct html_cell *cell = &row->cells[k];
        int width = cell_width(layout, cell), pieces = pieces_of(cell->text, width);
        int first = cell->figure || is_over_figures(layout, cell) ? height - pieces : 0;
        if (line_at < first || line_at >= first + pieces)
            continue;
        size_t length;
        const char *piece = nth_piece(cell->text, width, line_at - first, &length);
        char shown[LINE_BYTES];
        size_t copied = length < sizeof shown ? length : sizeof shown - 1;
        memcpy(shown, piece, copied);
        shown[copied] = '\0';
        int start = layout->columns[cell->column].start + indent_of(layout, cell, (int)text_width(shown));
        put(line, &used, &at, start, shown, copied);
    }
    line_write(writer, DOCUMENT_FIXED, line, line_at == 0 ? row->link : NULL);
}

static void write_row(const struct layout *layout, const struct html_row *row, struct line_writer *writer)
{
    int height = 0;
    for (size_t k = 0; k < row->count; k++) {
        int pieces = pieces_of(row->cells[k].text, cell_width(layout, &row->cells[k]));
        height = pieces > height ? pieces : height;
    }
    for (int i = 0; i < height && !writer->cut; i++)
        write_line(layout, row, height, i, writer);
}

/* --- tables that are none: bullets, numbered headings, frames around text --- */

static bool is_prose(const struct layout *layout)
{
    if (layout->count == 1)
        return !layout->columns[0].figures;
    return layout->count == 2 && !layout->columns[1].figures && layout->columns[0].width <= BULLET_WIDTH;
}

static void write_prose(const struct html_row *row, struct line_writer *writer)
{
    struct buffer text;
    buffer_init(&text, (size_t)1 << 20);
    bool whole = true;
    for (size_t k = 0; k < row->count && whole; k++)
        whole = (k == 0 || buffer_append_text(&text, " ")) && buffer_append_text(&text, row->cells[k].text);
    if (text.length > 0)
        line_write(writer, DOCUMENT_PARAGRAPH, buffer_text(&text), row->link);
    buffer_clear(&text);
}

void html_layout_write(struct html_table *table, struct line_writer *writer)
{
    struct layout *layout = memory_new(1, sizeof *layout);
    find_columns(layout, table);
    if (layout->count > 0) {
        place_cells(layout, table);
        find_widths(layout, table);
        bool prose = is_prose(layout);
        if (!prose)
            line_write_gap(writer);
        for (size_t i = 0; i < table->count && !writer->cut; i++)
            if (prose)
                write_prose(&table->rows[i], writer);
            else
                write_row(layout, &table->rows[i], writer);
        if (!prose)
            line_write_gap(writer);
    }
    free(layout);
}
