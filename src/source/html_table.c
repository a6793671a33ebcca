/* SPDX-License-Identifier: MIT
 * Rows and cells as they come, joined to figures. The layout is in html_layout.c. */
#include "config.h"

#include "html_table.h"

#include "html_layout.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MOST  4000
#define BYTES_MOST ((size_t)1 << 20)
#define CELLS_MOST 200
#define GRID_MOST  1000

void html_table_init(struct html_table *table)
{
    *table = (struct html_table){.grid = 0};
    arena_init(&table->arena);
}

static void drop_rows(struct html_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        free(table->rows[i].cells);
    table->count = 0;
    table->grid = 0;
    arena_clear(&table->arena);
    arena_init(&table->arena);
}

void html_table_clear(struct html_table *table)
{
    drop_rows(table);
    free(table->rows);
    table->rows = NULL;
    table->room = 0;
}

void html_table_row(struct html_table *table)
{
    if (table->count == table->room) {
        table->room = table->room * 2 + 16;
        table->rows = memory_grow(table->rows, table->room, sizeof *table->rows);
    }
    table->rows[table->count++] = (struct html_row){.cells = NULL};
    table->grid = 0;
}

bool html_table_is_full(const struct html_table *table)
{
    return table->count >= ROWS_MOST || table->arena.used >= BYTES_MOST;
}

/* "1,234" "(56" "12.5%" "—": digits, or a dash that stands for nothing. Words beside them make a text of it. */
static bool is_figure(const char *text)
{
    static const char *const dashes[] = {"-", "—", "–", "$—", "$ —", "$-", "—%", "*", "N/A", "n/a", "NM"};
    bool digit = false;
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++)
        if (strcmp(text, dashes[i]) == 0)
            return true;
    for (const char *at = text; *at != '\0'; at++) {
        digit = digit || isdigit((unsigned char)*at);
        if (!isdigit((unsigned char)*at) && strchr("$(),.%+- x", *at) == NULL)
            return false;
    }
    return digit;
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

/* What stands before a figure in a cell of its own, and what behind it. */
static bool is_lead(const char *text)
{
    static const char *const leads[] = {"$", "$(", "$ (", "(", "(1)$", "€", "£", "¥", "US$", "C$", "A$", "-", NULL};
    return is_one_of(text, leads) && strcmp(text, "-") != 0;
}

static bool is_tail(const char *text)
{
    static const char *const tails[] = {")", "%", ")%", "%)", "x", "pts", "pt", "bps", ") %", NULL};
    return is_one_of(text, tails);
}

static const char *joined(struct html_table *table, const char *a, const char *b)
{
    size_t first = strlen(a), second = strlen(b);
    char *text = arena_alloc(&table->arena, first + second + 1);
    snprintf(text, first + second + 1, "%s%s", a, b);
    return text;
}

static struct html_cell *add_cell(struct html_row *row)
{
    if (row->count == row->room) {
        row->room = row->room * 2 + 8;
        row->cells = memory_grow(row->cells, row->room, sizeof *row->cells);
    }
    return &row->cells[row->count++];
}

/* The cell goes into the one before when both are parts of one figure. */
static bool join(struct html_table *table, struct html_row *row, const char *text, int last)
{
    struct html_cell *before = row->count > 0 ? &row->cells[row->count - 1] : NULL;
    if (before == NULL || !((is_lead(before->text) && is_figure(text)) || (before->figure && is_tail(text))))
        return false;
    before->text = joined(table, before->text, text);
    before->figure = true;
    before->last = last;
    return true;
}

void html_table_cell(struct html_table *table, const char *text, int span, const char *link)
{
    if (table->count == 0)
        html_table_row(table);
    struct html_row *row = &table->rows[table->count - 1];
    int first = table->grid, wide = span < 1 ? 1 : span;
    int last = first + wide - 1 < GRID_MOST ? first + wide - 1 : GRID_MOST;
    table->grid = last + 1 < GRID_MOST ? last + 1 : GRID_MOST;
    if (link != NULL && row->link == NULL)
        row->link = arena_text(&table->arena, link);
    if (text[0] == '\0' || row->count >= CELLS_MOST || join(table, row, text, last))
        return;
    *add_cell(row) = (struct html_cell){
        .text = arena_text(&table->arena, text), .first = first, .last = last, .figure = is_figure(text)};
}

void html_table_write(struct html_table *table, struct line_writer *writer)
{
    html_layout_write(table, writer);
    drop_rows(table);
}
