/* SPDX-License-Identifier: MIT
 * Filters: recursive descent into nodes, and their evaluation on a small stack. */
#include "config.h"

#include "filter.h"

#include "base/format.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPERATORS    "<>=!~"
#define DEPTH_MOST   8
#define NAMES_MOST   TABLE_COLUMNS_MOST
#define EQUAL_WITHIN 1e-9

struct reader {
    const char *text, *at;
    const struct table *table;
    struct filter *filter;
    struct error *err;
    int depth;
};

/* --- words --- */

static void skip_blanks(struct reader *reader)
{
    reader->at += strspn(reader->at, " ");
}

static bool refuse(const struct reader *reader, const char *sentence)
{
    return error_set(reader->err, ERROR_INVALID, "column %d: %s", (int)(reader->at - reader->text) + 1, sentence);
}

/* A word of letters and figures, not taken. */
static size_t peek_word(struct reader *reader, char word[FILTER_WORD_SIZE])
{
    skip_blanks(reader);
    size_t length = strcspn(reader->at, " ()" OPERATORS);
    size_t kept = length < FILTER_WORD_SIZE - 1 ? length : FILTER_WORD_SIZE - 1;
    memcpy(word, reader->at, kept);
    word[kept] = '\0';
    return length;
}

static bool take_keyword(struct reader *reader, const char *keyword)
{
    char word[FILTER_WORD_SIZE];
    size_t length = peek_word(reader, word);
    if (!text_equal_fold(word, keyword))
        return false;
    reader->at += length;
    return true;
}

static bool take_sign(struct reader *reader, char sign)
{
    skip_blanks(reader);
    if (*reader->at != sign)
        return false;
    reader->at++;
    return true;
}

/* --- nodes --- */

static struct filter_node *add_node(struct reader *reader, enum filter_node_kind kind)
{
    if (reader->filter->count == FILTER_NODES_MOST) {
        (void)refuse(reader, "the filter is too long");
        return NULL;
    }
    struct filter_node *node = &reader->filter->nodes[reader->filter->count++];
    *node = (struct filter_node){.kind = kind};
    return node;
}

static bool refuse_column(const struct reader *reader, const char *word)
{
    char names[NAMES_MOST][COLUMN_NAME_SIZE], sentence[128];
    const char *known[NAMES_MOST];
    size_t count = reader->table->column_count + reader->table->hidden_count;
    for (size_t i = 0; i < count; i++) {
        column_name(&reader->table->columns[i], names[i]);
        known[i] = names[i];
    }
    const char *nearest = text_nearest(word, known, count);
    snprintf(sentence, sizeof sentence, "\"%.30s\" is no column%s%s%s", word,
             nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
    return refuse(reader, sentence);
}

static bool take_column(struct reader *reader, size_t *column)
{
    char word[FILTER_WORD_SIZE];
    size_t length = peek_word(reader, word);
    if (length == 0)
        return refuse(reader, "a column's name is expected");
    if (!table_find_column(reader->table, word, column))
        return refuse_column(reader, word);
    reader->at += length;
    return true;
}

static bool take_operator(struct reader *reader, enum filter_operator *operator)
{
    static const struct {
        const char *sign;
        enum filter_operator operator;
    } signs[] = {{">=", FILTER_AT_LEAST}, {"<=", FILTER_AT_MOST}, {"!=", FILTER_OTHER},  {">", FILTER_ABOVE},
                 {"<", FILTER_BELOW},     {"=", FILTER_EQUAL},    {"~", FILTER_CONTAINS}};
    skip_blanks(reader);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i].sign);
        if (strncmp(reader->at, signs[i].sign, length) == 0) {
            *operator= signs[i].operator;
            reader->at += length;
            return true;
        }
    }
    return refuse(reader, "one of > >= < <= = != ~ is expected");
}

/* 10M, 2.5%, -3. */
static struct amount number_of(const char *word)
{
    static const struct {
        char letter;
        double factor;
    } units[] = {{'k', 1e3}, {'K', 1e3}, {'M', 1e6}, {'B', 1e9}, {'T', 1e12}, {'%', 1}};
    char *rest;
    double value = strtod(word, &rest);
    if (rest == word)
        return AMOUNT_UNKNOWN;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (rest[0] == units[i].letter && rest[1] == '\0')
            return amount_of(value * units[i].factor);
    return rest[0] == '\0' ? amount_of(value) : AMOUNT_UNKNOWN;
}

static bool take_quoted(struct reader *reader, char word[FILTER_WORD_SIZE])
{
    size_t length = strcspn(reader->at, "\"");
    if (reader->at[length] == '\0')
        return refuse(reader, "the closing quote is missing");
    size_t kept = length < FILTER_WORD_SIZE - 1 ? length : FILTER_WORD_SIZE - 1;
    memcpy(word, reader->at, kept);
    word[kept] = '\0';
    reader->at += length + 1;
    return true;
}

static bool take_value(struct reader *reader, struct filter_node *node)
{
    bool compares = node->operator!= FILTER_CONTAINS;
    if (take_sign(reader, '"'))
        return take_quoted(reader, node->word);
    size_t length = peek_word(reader, node->word);
    if (length == 0)
        return refuse(reader, "a value is expected");
    if (compares)
        node->number = number_of(node->word);
    bool orders = compares && node->operator!= FILTER_EQUAL && node->operator!= FILTER_OTHER;
    if (orders && !node->number.known)
        return refuse(reader, "a number is expected");
    if (orders && reader->table->columns[node->column].figure == NULL)
        return refuse(reader, "this column holds no figures: = != ~ compare words");
    reader->at += length;
    return true;
}

static bool take_comparison(struct reader *reader)
{
    struct filter_node node = {.kind = FILTER_TEST};
    if (!take_column(reader, &node.column) || !take_operator(reader, &node.operator) || !take_value(reader, &node))
        return false;
    struct filter_node *kept = add_node(reader, FILTER_TEST);
    if (kept != NULL)
        *kept = node;
    return kept != NULL;
}

static bool take_either(struct reader *reader);

static bool take_test(struct reader *reader)
{
    if (take_keyword(reader, "not"))
        return take_test(reader) && add_node(reader, FILTER_NOT) != NULL;
    if (!take_sign(reader, '('))
        return take_comparison(reader);
    if (++reader->depth > DEPTH_MOST)
        return refuse(reader, "too many parentheses");
    if (!take_either(reader))
        return false;
    reader->depth--;
    return take_sign(reader, ')') || refuse(reader, "a closing parenthesis is missing");
}

static bool take_both(struct reader *reader)
{
    if (!take_test(reader))
        return false;
    while (take_keyword(reader, "and"))
        if (!take_test(reader) || add_node(reader, FILTER_AND) == NULL)
            return false;
    return true;
}

static bool take_either(struct reader *reader)
{
    if (!take_both(reader))
        return false;
    while (take_keyword(reader, "or"))
        if (!take_both(reader) || add_node(reader, FILTER_OR) == NULL)
            return false;
    return true;
}

bool filter_read(const char *text, const struct table *table, struct filter *filter, struct error *err)
{
    struct reader reader = {.text = text, .at = text, .table = table, .filter = filter, .err = err};
    filter->count = 0;
    if (strpbrk(text, OPERATORS) == NULL)
        return true;
    bool good = take_either(&reader);
    skip_blanks(&reader);
    if (good && *reader.at != '\0')
        good = refuse(&reader, "\"and\" or \"or\" is expected");
    if (!good)
        filter->count = 0;
    return good;
}

bool filter_names(const struct filter *filter, const struct table *table, const char *name)
{
    size_t column;
    if (!table_find_column(table, name, &column))
        return false;
    for (size_t i = 0; i < filter->count; i++)
        if (filter->nodes[i].kind == FILTER_TEST && filter->nodes[i].column == column)
            return true;
    return false;
}

/* --- evaluation --- */

static bool contains_words(const struct table *table, const void *row, const char *words)
{
    for (size_t i = 0; i < table->column_count; i++) {
        char text[TABLE_CELL_SIZE];
        if (table->columns[i].format == NULL)
            continue;
        table->columns[i].format(row, text, sizeof text);
        if (text_contains_fold(text, words))
            return true;
    }
    return false;
}

static bool compare_figure(double figure, const struct filter_node *node)
{
    double value = node->number.value, near = EQUAL_WITHIN * (1 + fabs(value));
    switch (node->operator) {
    case FILTER_ABOVE:
        return figure > value;
    case FILTER_AT_LEAST:
        return figure >= value;
    case FILTER_BELOW:
        return figure < value;
    case FILTER_AT_MOST:
        return figure <= value;
    case FILTER_EQUAL:
        return fabs(figure - value) <= near;
    case FILTER_OTHER:
        return fabs(figure - value) > near;
    case FILTER_CONTAINS:
        break;
    }
    return false;
}

/* Ordered so that "and" is the lesser and "or" the greater of two. */
enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };

static enum truth truth_of(bool holds)
{
    return holds ? TRUTH_YES : TRUTH_NO;
}

static enum truth test_row(const struct filter_node *node, const struct table *table, const void *row)
{
    const struct column *column = &table->columns[node->column];
    char text[TABLE_CELL_SIZE] = "";
    if (node->number.known && column->figure != NULL) {
        struct amount figure = column->figure(row);
        return figure.known ? truth_of(compare_figure(figure.value, node)) : TRUTH_UNKNOWN;
    }
    if (column->format != NULL)
        column->format(row, text, sizeof text);
    if (strcmp(text, FORMAT_UNKNOWN) == 0 && strcmp(node->word, FORMAT_UNKNOWN) != 0)
        return TRUTH_UNKNOWN;
    if (node->operator== FILTER_CONTAINS)
        return truth_of(text_contains_fold(text, node->word));
    return truth_of(text_equal_fold(text, node->word) == (node->operator== FILTER_EQUAL));
}

static enum truth join(enum filter_node_kind kind, enum truth left, enum truth right)
{
    bool takes_left = kind == FILTER_AND ? left < right : left > right;
    return takes_left ? left : right;
}

bool filter_passes(const struct filter *filter, const char *text, const struct table *table, const void *row)
{
    enum truth stack[FILTER_NODES_MOST] = {TRUTH_NO};
    size_t depth = 0;
    if (filter->count == 0) /* an expression that is still being typed hides nothing */
        return text[0] == '\0' || strpbrk(text, OPERATORS) != NULL || contains_words(table, row, text);
    for (size_t i = 0; i < filter->count; i++) {
        const struct filter_node *node = &filter->nodes[i];
        if (node->kind == FILTER_TEST) {
            stack[depth++] = test_row(node, table, row);
        } else if (node->kind == FILTER_NOT && depth >= 1) {
            stack[depth - 1] = (enum truth)(TRUTH_YES - stack[depth - 1]);
        } else if (depth >= 2) { /* filter_read makes no others */
            enum truth right = stack[--depth];
            stack[depth - 1] = join(node->kind, stack[depth - 1], right);
        }
    }
    return stack[0] == TRUTH_YES;
}
