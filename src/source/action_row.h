/* SPDX-License-Identifier: MIT
 * What the sources of rating actions share: a list of rows with the same parts under other names. */
#ifndef SOURCE_ACTION_ROW_H
#define SOURCE_ACTION_ROW_H

#include "json.h"
#include "source/source.h"

struct action_word { /* a provider's word for what was done */
    const char *word;
    enum rating_move move;
};

struct action_shape {   /* the names of a row's members */
    const char *symbol; /* rows of other symbols are rejected; NULL: the list is of one symbol */
    const char *firm, *from, *to, *move;
    const char *target_from, *target_to;         /* NULL: it tells none */
    const struct action_word *words;             /* ended by a NULL word */
    int64_t (*time_of)(const struct cJSON *row); /* UTC s, 0 unknown */
};

/* Adds the rows of a list. A row without a time, about another symbol or with neither firm nor grade says nothing
 * and counts as rejected; a time later than the answer becomes the answer's. */
void action_rows_add(const struct source *source, const struct subscription *subscription,
                     const struct source_response *response, const struct action_shape *shape,
                     const struct cJSON *list, struct observations *observations);

/* A whole answer whose status was found good: the list under `member` of the document (NULL: the document itself).
 * ERROR_NO_DATA when it holds no action. */
bool action_rows_parse(const struct source *source, const struct subscription *subscription,
                       const struct source_response *response, const struct action_shape *shape, const char *member,
                       struct observations *observations, struct error *err) __attribute__((warn_unused_result));

/* The UTC second of a New York day's time ("2026-11-20", hour ...); 0 when the day is malformed. */
int64_t action_row_time(const char *day, int hour, int minute, int second);

#endif
