/* SPDX-License-Identifier: MIT
 * Headlines on a symbol: several sources' merged, and those read that tell of an analyst's action. Pure. */
#ifndef MODEL_HEADLINES_H
#define MODEL_HEADLINES_H

#include "model/ratings.h"

#define HEADLINE_BYTES_MOST 300 /* of a title */
#define HEADLINE_LINK_MOST  800

enum headline_stand {
    HEADLINE_PLAIN,    /* tells of no action on the symbol */
    HEADLINE_AHEAD,    /* tells of one that no provider of actions has told yet */
    HEADLINE_CONFIRMED /* a provider of actions has it as well */
};

struct headline {
    char symbol[SYMBOL_SIZE];
    int64_t when;          /* UTC s */
    const char *title;     /* clean text, never NULL, nor are these */
    const char *publisher; /* "Reuters"; "" unknown */
    const char *link;      /* https address; "" none */
    char source[SOURCE_NAME_SIZE];
    int64_t first_seen; /* UTC s; 0 not stored yet */

    /* what is worked out on the way to the screen */
    char also[72]; /* other sources with the same, blank-separated; "" none */
    enum headline_stand stand;
    const struct rating_action *told; /* the action it tells of; NULL: HEADLINE_PLAIN */
};

struct headlines {
    char symbol[SYMBOL_SIZE];
    struct headline *items; /* newest first */
    size_t count;
};

/* What titles of one story have in common: letters and digits in lower case, as a number. */
uint64_t headline_key(const char *title);

/* The same title from several sources within three days is one headline: the first that was published stays, the
 * other sources stand in `also`. Newest first, `most` at most; in arena, its strings are those of the items. */
struct headlines headlines_merge(const struct headline *items, size_t count, size_t most, struct arena *arena);

/* The analyst's action that a title tells of: a house (model/firms.h), a verb ("upgrades", "raises price target"),
 * and the symbol or its company's name ("" unknown) must stand in it; two houses tell nothing certain. False when
 * there is none. The action's firm is the house's usual name, its grades lie in arena; when, symbol and source are
 * the headline's. */
bool headline_read(const struct headline *headline, const char *company, struct rating_action *told,
                   struct arena *arena);

/* Has one of these actions (of the same symbol) the house and the day, give or take three, of what was told, and
 * neither another target nor another rating? */
bool headline_is_confirmed(const struct rating_action *told, const struct rating_action *actions, size_t count);

#endif
