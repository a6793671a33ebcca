/* SPDX-License-Identifier: MIT
 * Filings of all companies in one list, and what a search in the texts of filings has found. */
#ifndef MODEL_FILING_FEED_H
#define MODEL_FILING_FEED_H

#include "model/document.h"

struct feed_item {
    struct filing filing; /* of a group: its newest */
    bool unread;          /* came after the first import of its company, or shortly before, and was never opened */
    unsigned more;        /* further filings of the same form, day and company that it stands for (Form 4) */
};

struct filing_feed {
    struct feed_item *items; /* newest first */
    size_t count;
    size_t unread;
};

struct found_filing {           /* one hit of the full-text search: a document, not a whole filing */
    char subject[SUBJECT_SIZE]; /* of the document */
    char company[96];           /* "CoreWeave, Inc. (CRWV)" */
    char form[16];
    char type[16]; /* of the document: "EX-99.1" */
    int32_t filed_day, period_day;
};

struct found_filings {
    char query[SUBJECT_SIZE];
    struct found_filing *items; /* best first, as the SEC gives them */
    size_t count;
    struct amount total; /* how many there are at the SEC */
    bool at_least;       /* the SEC stopped counting there */
};

/* Insiders' forms (3, 4, 5, 144) of one company and day become one item; the rest stay. Order is kept. */
size_t filing_feed_group(struct feed_item *items, size_t count);

/* Forms whose filings are an insider's. */
bool filing_is_insider(const char *form);

/* A search is asked for as it was typed, trimmed and cut to fit: false when nothing is left. */
bool found_filings_query(char query[SUBJECT_SIZE], const char *typed);

#endif
