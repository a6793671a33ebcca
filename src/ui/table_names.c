/* SPDX-License-Identifier: MIT
 * A table's columns by their names: what :sort, filters and the choice of columns share. */
#include "config.h"

#include "table.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

void column_name(const struct column *column, char name[COLUMN_NAME_SIZE])
{
    size_t used = 0;
    for (const char *at = column->heading; *at != '\0' && used + 1 < COLUMN_NAME_SIZE; at++)
        if (*at != ' ')
            name[used++] = (char)tolower((unsigned char)*at);
    name[used] = '\0';
}

bool table_find_column(const struct table *table, const char *name, size_t *index)
{
    char own[COLUMN_NAME_SIZE];
    for (size_t i = 0; i < table->column_count + table->hidden_count; i++) {
        column_name(&table->columns[i], own);
        if (!text_equal_fold(own, name))
            continue;
        *index = i;
        return true;
    }
    return false;
}

static bool refuse(const struct table *table, const char *name, struct error *err)
{
    char names[TABLE_COLUMNS_MOST][COLUMN_NAME_SIZE];
    const char *known[TABLE_COLUMNS_MOST];
    size_t count = table->column_count + table->hidden_count;
    for (size_t i = 0; i < count; i++) {
        column_name(&table->columns[i], names[i]);
        known[i] = names[i];
    }
    const char *nearest = text_nearest(name, known, count);
    if (nearest != NULL)
        return error_set(err, ERROR_INVALID, "\"%.30s\" is no column; did you mean %s?", name, nearest);
    return error_set(err, ERROR_INVALID, "\"%.30s\" is no column of this table", name);
}

bool table_sort(const struct table *table, struct table_state *state, const char *order, struct error *err)
{
    char name[COLUMN_NAME_SIZE];
    size_t length = text_equal_fold(order, "default") ? 0 : strcspn(order, " "), column;
    const char *direction = length > 0 ? order + length + strspn(order + length, " ") : "";
    text_copy(name, length + 1 < sizeof name ? length + 1 : sizeof name, order);
    if (direction[0] != '\0' && !text_equal_fold(direction, "asc") && !text_equal_fold(direction, "desc"))
        return error_set(err, ERROR_INVALID, "\"%.30s\" is no direction: asc or desc", direction);
    if (length > 0 && !table_find_column(table, name, &column))
        return refuse(table, name, err);
    if (length > 0 && table->columns[column].figure == NULL && table->columns[column].compare == NULL)
        return error_set(err, ERROR_INVALID, "%s has no order to sort by", name);
    state->sort_column = length > 0 ? (int)column : -1;
    state->reversed = text_equal_fold(direction, "desc");
    state->selected = state->top = 0;
    return true;
}
