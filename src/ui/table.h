/* SPDX-License-Identifier: MIT
 * The one table of the program: columns are descriptors, rows are any array. It orders, filters, scrolls and
 * sheds columns that do not fit; it never cuts a number. Knows nothing of what the rows mean. */
#ifndef TABLE_H
#define TABLE_H

#include "base/amount.h"
#include "base/error.h"
#include "draw/canvas.h"
#include "ui/pane.h"

#include <stddef.h>

#define TABLE_COLUMNS_MOST 48
#define TABLE_CELL_SIZE    160

struct column {
    const char *heading;
    int least;  /* display columns; a number column grows to the widest number shown */
    int weight; /* share of the columns left over, 0 none; text grows to its widest cell at most */
    enum align align;
    int priority; /* when there is no room the highest goes first, the right-most among equals */
    bool number;  /* never cut: it is shown whole or shed */
    void (*format)(const void *row, char *text, size_t size);
    struct amount (*figure)(const void *row);     /* sorts by this; an unknown one is last in both directions */
    int (*compare)(const void *a, const void *b); /* sorts otherwise, ascending; both NULL: not sortable */
    enum role (*role)(const void *row);           /* NULL: plain text; an unknown figure has its own role */
    /* Instead of format: a sparkline. wants: the columns it can use; what no row wants is not shown. */
    void (*draw)(struct canvas *canvas, struct rect cell, const void *row);
    int (*wants)(const void *row);
};

struct table {
    const struct column *columns;
    size_t column_count; /* at most TABLE_COLUMNS_MOST, with the hidden ones */
    const void *rows;    /* an array; borrowed */
    size_t row_size, row_count;
    const char *(*note)(const void *row); /* words in place of a row's figures, NULL none */
    bool (*dim)(const void *row);         /* a row that is too old to be trusted; NULL none is */
    size_t hidden_count;                  /* columns behind those shown: to sort and to filter by */
};

struct table_fit { /* the columns that are shown, from the left; positions are relative to the first */
    size_t count;
    size_t column[TABLE_COLUMNS_MOST];
    int start[TABLE_COLUMNS_MOST], width[TABLE_COLUMNS_MOST];
};

/* The order given, no filter, the first row. */
void table_state_reset(struct table_state *state);

/* A column's name where one types: its heading without blanks, in lower case. */
#define COLUMN_NAME_SIZE 40
void column_name(const struct column *column, char name[COLUMN_NAME_SIZE]);
/* The column of that name, in any case, hidden ones too; false when there is none. */
bool table_find_column(const struct table *table, const char *name, size_t *index);
/* Sorts by "NAME", "NAME asc" or "NAME desc"; "" and "default" are the order given. False with a sentence when it
 * cannot. */
bool table_sort(const struct table *table, struct table_state *state, const char *order, struct error *err)
    __attribute__((warn_unused_result));

/* Writes the indices of the rows to show, in order, into order (room for row_count); returns how many. The sort is
 * stable; direction is a sign applied once. */
size_t table_order(const struct table *table, const struct table_state *state, size_t *order);
/* How many rows the filter lets through. */
size_t table_visible(const struct table *table, const struct table_state *state);
/* The selected row, NULL when nothing is visible. */
const void *table_selected(const struct table *table, const struct table_state *state);
/* Selects that row (of table->rows) when it is visible. */
void table_select(const struct table *table, struct table_state *state, const void *row);

/* Which columns fit into width. natural[i] is the widest cell of column i, its heading included, 0 for a column
 * with nothing to show; the first `left` columns after the first one are scrolled away. */
void table_fit(const struct table *table, const int *natural, int left, int width, struct table_fit *fit);

/* A heading row, then the rows around the selection. Keeps state->top and page in step with the selection. A
 * negative selection draws no mark. */
void table_draw(struct canvas *canvas, struct rect area, const struct table *table, struct table_state *state,
                bool focused);

/* Movement, sideways scrolling and sorting: OUTCOME_REDRAW when it was one of these, else 0. */
unsigned table_act(const struct table *table, struct table_state *state, enum action_id action);
/* The movement alone, over `count` rows. */
bool table_move(int *selected, int count, int page, enum action_id action);

#endif
