/* SPDX-License-Identifier: MIT
 * XBRL facts that hold for members of axes only: a customer's share, obligations by the date they are met. */
#ifndef MODEL_DIMENSIONAL_H
#define MODEL_DIMENSIONAL_H

#include "model/filings.h"

#define DIMENSIONS_SIZE  512
#define MEMBER_SIZE      112
#define DECIMALS_UNKNOWN (-100)
#define DECIMALS_EXACT   100 /* "INF" */

struct dimensional_fact {
    char symbol[SYMBOL_SIZE];
    char accession[ACCESSION_SIZE];
    char form[12];
    char concept[96]; /* "us-gaap:ConcentrationRiskPercentage1" */
    char unit[12];    /* "pure", "USD", "months" for a duration in words (P24M) */
    /* "srt:MajorCustomersAxis=nvda:CustomerAMember us-gaap:...Axis=...", sorted by axis, one blank between.
     * A typed member is told by '~' in place of '='. The taxonomies' own prefixes, whatever the document's are. */
    char dimensions[DIMENSIONS_SIZE];
    int32_t start_day; /* DATE_UNKNOWN for an instant */
    int32_t end_day;
    double value;
    int decimals; /* its accuracy, never a scale: 2 is 0.01; DECIMALS_UNKNOWN, DECIMALS_EXACT */
    int32_t filed_day;
};

struct dimensional_facts {
    struct dimensional_fact *items;
    size_t count;
};

/* How a report's statement was read. */
enum statement_way {
    STATEMENT_INSTANCE, /* its XBRL document */
    STATEMENT_INLINE,   /* XBRL in the report's own page */
    STATEMENT_PAGES,    /* tables rendered by the SEC: customers only */
    STATEMENT_LINK      /* not at all: an address is all there is */
};

struct statement { /* that a report was read: documents in the archive never change, so it is never read again */
    char symbol[SYMBOL_SIZE];
    char accession[ACCESSION_SIZE];
    char form[12];
    int32_t filed_day;
    enum statement_way way;
    char document[96]; /* the file that was read, or that is left to be opened */
    char note[160];    /* why it was not read in a better way, "" none */
    int64_t read_at;   /* UTC s */
};

struct dimension { /* one of a fact's: slices of its text */
    const char *axis, *member;
    size_t axis_length, member_length;
    bool typed;
};

/* The next dimension at *at, which moves on. False at the end. */
bool dimension_next(const char **at, struct dimension *dimension);
/* The member of the axis with this name after its prefix ("MajorCustomersAxis"), of the taxonomies us-gaap, srt and
 * ifrs-full only. False, with member "", when the fact has none. */
bool dimension_member(const char *dimensions, const char *axis, char *member, size_t size);
/* The part after the prefix: "nvda:CustomerAMember" gives "CustomerAMember". */
const char *dimension_local(const char *name);

const char *statement_way_name(enum statement_way way); /* "instance" "inline" "pages" "link" */

#endif
