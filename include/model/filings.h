/* SPDX-License-Identifier: MIT
 * SEC filings and XBRL facts as plain data. */
#ifndef MODEL_FILINGS_H
#define MODEL_FILINGS_H

#include "base/amount.h"
#include "model/prices.h"

#include <stdint.h>

#define ACCESSION_SIZE 24

struct company { /* ticker to CIK, from the SEC's own table or the built-in one */
    char symbol[SYMBOL_SIZE];
    int64_t cik;
    char name[64];
};

struct filing {
    char symbol[SYMBOL_SIZE];
    int64_t cik;
    char accession[ACCESSION_SIZE]; /* 0001769628-25-000014 */
    char form[16];
    int32_t filed_day, report_day; /* DATE_UNKNOWN when absent */
    char items[64];                /* "2.02,9.01" for 8-K, "" otherwise */
    char document[96];             /* primary document's file name */
    char description[96];
    int64_t accepted_at; /* by the SEC, UTC s; 0 unknown: what submissions say of it is only good for the day */
    int64_t first_seen;  /* when this program first stored it, UTC s; 0 not stored yet */
};

struct filings {
    char symbol[SYMBOL_SIZE];
    struct filing *items; /* newest first by (filed, accession) */
    size_t count;
    int32_t newest_day;
};

struct fact { /* one undimensioned XBRL fact, as filed */
    char symbol[SYMBOL_SIZE];
    char concept[96];  /* "us-gaap:AccountsReceivableNetCurrent" */
    char unit[12];     /* "USD" */
    int32_t start_day; /* DATE_UNKNOWN for an instant */
    int32_t end_day;
    double value;
    char accession[ACCESSION_SIZE];
    char form[12];
    int32_t filed_day;
};

struct facts {
    char symbol[SYMBOL_SIZE];
    struct fact *items;
    size_t count;
};

/* In words: "10-Q quarterly report", "8-K material agreement (1.01)". Writes into text. */
void filing_describe(const struct filing *filing, char *text, size_t size);
/* What it is, without form and item: "results", "quarterly report"; "" unknown. Static. */
const char *filing_words(const struct filing *filing);
/* All items that say something: "results (2.02), new obligation (2.03)"; without items what the form is. */
void filing_items_words(const struct filing *filing, char *text, size_t size);
/* https address of the primary document, or of the folder when there is none. */
void filing_address(const struct filing *filing, char *text, size_t size);
/* 10-K 10-Q 10-KT 10-QT 20-F 40-F and their /A: reports with statements (6-K has none of its own). */
bool filing_is_periodic(const char *form);

/* CIK of the companies we know without asking (SOURCES: SEC company pages); 0 for others. */
int64_t company_builtin_cik(const char *symbol);

#endif
