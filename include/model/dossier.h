/* SPDX-License-Identifier: MIT
 * What was said and filed, written down by hand: commitments to buy, and guidance on capital expenditures. Each
 * entry is dated and names its source. Pure. */
#ifndef MODEL_DOSSIER_H
#define MODEL_DOSSIER_H

#include "base/amount.h"
#include "base/error.h"
#include "model/prices.h"

#define DOSSIER_NAME_SIZE   48
#define DOSSIER_TEXT_SIZE   128
#define DOSSIER_DATE_SIZE   12
#define DOSSIER_MOST        1000
#define DOSSIER_SOURCE_NAME "dossier"

enum dossier_kind { DOSSIER_COMMITMENT, DOSSIER_GUIDANCE, DOSSIER_BACKLOG, DOSSIER_KINDS };

/* "commitment" "guidance" "backlog": what a section begins with. */
const char *dossier_kind_name(enum dossier_kind kind);

struct dossier_entry {
    enum dossier_kind kind;
    char name[DOSSIER_NAME_SIZE];
    char symbol[SYMBOL_SIZE];
    char party[DOSSIER_NAME_SIZE];     /* who commits itself; "" of guidance */
    char announced[DOSSIER_DATE_SIZE]; /* "2025-09-15", or "2026-07" */
    char until[DOSSIER_DATE_SIZE];     /* "" open */
    int year;                          /* fiscal year the guidance is for; 0 of a commitment */
    struct amount low, high;           /* USD; of a commitment both the amount */
    char says[DOSSIER_TEXT_SIZE];
    char source[DOSSIER_TEXT_SIZE]; /* with an accession number where there is one */
};

struct dossier {
    struct dossier_entry *entries; /* owned */
    size_t count;
};

void dossier_clear(struct dossier *dossier);

/* The entry to fill: new, or the one of that kind and name, emptied. NULL when there are DOSSIER_MOST. */
struct dossier_entry *dossier_entry(struct dossier *dossier, enum dossier_kind kind, const char *name);
/* False with a sentence on what an entry lacks: symbol, amounts, date, source. */
bool dossier_check(const struct dossier_entry *entry, struct error *err);

/* Days since 1970 of "2026-07-30", of "2026-07" its first; DATE_UNKNOWN of anything else. */
int32_t dossier_day(const char *date);

/* The sum of what others have committed themselves to buy from a company and that has not ended; unknown without
 * any. *newest: the day the last was announced (may be NULL). */
struct amount dossier_committed(const struct dossier *dossier, const char *symbol, int32_t today, int32_t *newest);

/* The middle of a company's newest guidance for the newest year it has any for, and of the first for that year. */
struct dossier_guidance {
    const struct dossier_entry *first, *newest; /* NULL none */
};
struct dossier_guidance dossier_guidance(const struct dossier *dossier, const char *symbol);
/* What a company calls its backlog (more than its remaining performance obligations): the newest and the one before
 * in *before (may be NULL). NULL none. */
const struct dossier_entry *dossier_backlog(const struct dossier *dossier, const char *symbol,
                                            const struct dossier_entry **before);
struct amount dossier_middle(const struct dossier_entry *entry); /* NULL: unknown */

#endif
