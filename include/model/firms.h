/* SPDX-License-Identifier: MIT
 * One house, many names: "B of A Securities", "BofA" and "BANK OF AMERICA CORP" are one firm. */
#ifndef MODEL_FIRMS_H
#define MODEL_FIRMS_H

#include <stdbool.h>
#include <stddef.h>

#define FIRM_KEY_SIZE 40

/* What two names of one house have in common: letters and digits in lower case, without the words that feeds add or
 * leave out (Securities, Capital Markets, Inc ...), and aliases resolved by the table in src/model/firms.c. */
void firm_key(const char *name, char key[FIRM_KEY_SIZE]);
bool firm_same(const char *a, const char *b);
/* The house's usual name when the table knows it, else the name as it is. */
const char *firm_house(const char *name);
/* The usual name of a house that the table knows, NULL when it does not. */
const char *firm_known(const char *name);

struct firm_alias {
    const char *key;   /* as firm_key would write it without the table */
    const char *house; /* the usual name */
};
/* The table, ascending by key. */
const struct firm_alias *firm_aliases(size_t *count);

#endif
