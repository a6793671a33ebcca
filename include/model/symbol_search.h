/* SPDX-License-Identifier: MIT
 * What a provider knows by some words: symbols with their companies. */
#ifndef MODEL_SYMBOL_SEARCH_H
#define MODEL_SYMBOL_SEARCH_H

#include "model/subscription.h"

#define SYMBOL_HITS_MOST 10

struct symbol_hit {
    char symbol[SYMBOL_SIZE];
    char name[64];
    char exchange[24]; /* "NASDAQ" */
    char type[16];     /* "Equity", "ETF" */
};

struct symbol_hits {
    char query[SUBJECT_SIZE];
    struct symbol_hit items[SYMBOL_HITS_MOST]; /* the best first */
    size_t count;
};

/* Words as they are asked for: without blanks at the ends, single ones between, in lower case. False when they are
 * too few to be worth a request. */
bool symbol_search_query(char query[SUBJECT_SIZE], const char *typed);

#endif
