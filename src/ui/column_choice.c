/* SPDX-License-Identifier: MIT
 * Which columns the watchlist shows, by their names. */
#include "config.h"

#include "ui/columns.h"

#include "base/text.h"
#include "price_columns.h"

#include <string.h>

_Static_assert(COLUMNS_MOST == TABLE_COLUMNS_MOST, "a table takes them all");

static size_t count_columns(void)
{
    size_t count = 0;
    while (price_column_at(count) != NULL)
        count++;
    return count;
}

static bool is_chosen(const struct column_choice *choice, size_t index)
{
    if (choice == NULL || choice->count == 0)
        return price_column_at(index)->shown;
    for (size_t i = 0; i < choice->count; i++)
        if (choice->at[i] == index)
            return true;
    return false;
}

void price_columns_set(struct table *table, const struct column_choice *choice, struct arena *arena)
{
    size_t total = count_columns();
    struct column *columns = arena_array(arena, total, sizeof *columns);
    size_t chosen = choice != NULL ? choice->count : 0, count = 0;
    for (size_t i = 0; i < chosen; i++)
        columns[count++] = price_column_at(choice->at[i])->column;
    for (size_t i = 0; chosen == 0 && i < total; i++)
        if (price_column_at(i)->shown)
            columns[count++] = price_column_at(i)->column;
    table->columns = columns;
    table->column_count = count;
    for (size_t i = 0; i < total; i++)
        if (!is_chosen(choice, i))
            columns[count++] = price_column_at(i)->column;
    table->hidden_count = count - table->column_count;
}

void price_columns_foreign(struct column_choice *choice)
{
    char name[COLUMN_NAME_SIZE];
    const struct price_column *column;
    size_t currency = 0;
    choice->count = 0;
    for (size_t i = 0; (column = price_column_at(i)) != NULL; i++) {
        column_name(&column->column, name);
        currency = strcmp(name, "ccy") == 0 ? i : currency;
    }
    for (size_t i = 0; (column = price_column_at(i)) != NULL; i++) {
        column_name(&column->column, name);
        if (column->shown)
            choice->at[choice->count++] = (unsigned char)i;
        if (strcmp(name, "last") == 0)
            choice->at[choice->count++] = (unsigned char)currency;
    }
}

/* --- choosing --- */

static bool refuse(const char *word, struct error *err)
{
    size_t total = count_columns();
    char names[COLUMNS_MOST][COLUMN_NAME_SIZE];
    const char *known[COLUMNS_MOST];
    for (size_t i = 0; i < total; i++) {
        column_name(&price_column_at(i)->column, names[i]);
        known[i] = names[i];
    }
    const char *nearest = text_nearest(word, known, total);
    return error_set(err, ERROR_INVALID, "\"%.30s\" is no column%s%s; --list-columns names them", word,
                     nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "");
}

static bool take_word(struct column_choice *choice, const char *word, struct error *err)
{
    size_t total = count_columns();
    char name[COLUMN_NAME_SIZE];
    for (size_t i = 0; i < total; i++) {
        column_name(&price_column_at(i)->column, name);
        if (!text_equal_fold(name, word))
            continue;
        if (choice->count == 0 || !is_chosen(choice, i))
            choice->at[choice->count++] = (unsigned char)i;
        return true;
    }
    return refuse(word, err);
}

bool columns_parse(struct column_choice *choice, const char *names, struct error *err)
{
    struct column_choice made = {.count = 0};
    char word[COLUMN_NAME_SIZE];
    const char *at = names + strspn(names, " ,");
    if (text_equal_fold(at, "default"))
        at = "";
    while (*at != '\0') {
        size_t length = strcspn(at, " ,");
        text_copy(word, length + 1 < sizeof word ? length + 1 : sizeof word, at);
        if (!take_word(&made, word, err))
            return false;
        at += length;
        at += strspn(at, " ,");
    }
    *choice = made;
    return true;
}

void columns_write(const struct column_choice *choice, char *names, size_t size)
{
    size_t used = 0;
    char name[COLUMN_NAME_SIZE];
    names[0] = '\0';
    for (size_t i = 0; i < choice->count && used + 1 < size; i++) {
        column_name(&price_column_at(choice->at[i])->column, name);
        if (used > 0)
            used += text_copy(names + used, size - used, " ");
        used += text_copy(names + used, size - used, name);
    }
}

bool columns_info(size_t index, struct column_info *info)
{
    const struct price_column *column = price_column_at(index);
    char name[COLUMN_NAME_SIZE];
    if (column == NULL)
        return false;
    column_name(&column->column, name);
    text_copy(info->name, sizeof info->name, name);
    info->help = column->help;
    info->shown = column->shown;
    return true;
}
