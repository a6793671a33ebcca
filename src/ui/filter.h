/* SPDX-License-Identifier: MIT
 * What is typed after "/": words that a row must contain, or an expression over a table's columns. Pure.
 *
 *     filter = any text without < > = ~      rows that contain it
 *            | either
 *     either = both {"or" both}
 *     both   = test {"and" test}
 *     test   = "not" test | "(" either ")" | NAME OP VALUE
 *     OP     = > >= < <= = != ~              ~: contains
 *     NAME   = a column's heading without blanks, in any case: chg%, mcap, aup
 *     VALUE  = a number, with k M B T or % behind it, or a word, or words in "quotes"
 *
 * chg% > 2 and vol >= 10M · not (age > 5) or name ~ cloud */
#ifndef FILTER_H
#define FILTER_H

#include "base/error.h"
#include "table.h"

#define FILTER_NODES_MOST 32
#define FILTER_WORD_SIZE  40

enum filter_node_kind { FILTER_TEST, FILTER_NOT, FILTER_AND, FILTER_OR };
enum filter_operator {
    FILTER_ABOVE,
    FILTER_AT_LEAST,
    FILTER_BELOW,
    FILTER_AT_MOST,
    FILTER_EQUAL,
    FILTER_OTHER,
    FILTER_CONTAINS
};

struct filter_node { /* in the order of evaluation: operands before what joins them */
    enum filter_node_kind kind;
    size_t column;
    enum filter_operator operator;
    struct amount number; /* unknown: the word is compared */
    char word[FILTER_WORD_SIZE];
};

struct filter {
    struct filter_node nodes[FILTER_NODES_MOST];
    size_t count; /* 0: plain words, or nothing */
};

/* False when the text is meant as an expression and is none (yet): the sentence names word and column. */
bool filter_read(const char *text, const struct table *table, struct filter *filter, struct error *err);
/* Whether the row passes; text is what filter_read was given. What is unknown passes no
 * comparison, nor the opposite of one: not chg% > 2 leaves out a row whose change nobody knows. */
bool filter_passes(const struct filter *filter, const char *text, const struct table *table, const void *row);
/* Whether it tests the column of that name. */
bool filter_names(const struct filter *filter, const struct table *table, const char *name);

#endif
