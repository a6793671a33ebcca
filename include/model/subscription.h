/* SPDX-License-Identifier: MIT
 * What is wanted: a kind of data about a subject. */
#ifndef MODEL_SUBSCRIPTION_H
#define MODEL_SUBSCRIPTION_H

#include "model/filings.h"
#include "model/prices.h"

enum dataset_kind {
    DATASET_QUOTES,      /* subject "": all watched symbols */
    DATASET_BARS,        /* subject symbol, with range */
    DATASET_RATINGS,     /* subject symbol: actions */
    DATASET_CONSENSUS,   /* subject symbol */
    DATASET_RECEIVABLES, /* subject symbol: facts on the wire, quarters on the screen */
    DATASET_FILINGS,     /* subject symbol */
    DATASET_GPU_MARKET,  /* subject "" on the screen; on the wire "" or a venue's model name */
    DATASET_COMPANIES,   /* subject "": ticker to CIK */
    DATASET_EVENTS,      /* subject "": never on the wire */
    DATASET_ALERTS,      /* subject "": the rules; never on the wire */
    DATASET_DOCUMENT,    /* subject document_subject(): the text of one document of a filing */
    DATASET_FEED,        /* subject "": filings of all companies; never on the wire */
    DATASET_FOUND,       /* subject: what was searched for in the texts of filings */
    DATASET_CUSTOMERS, /* subject symbol: statements of its reports on the wire, who its customers are on the screen
                        */
    DATASET_GPU_HISTORY, /* subject a GPU model, day by day; never on the wire */
    DATASET_ACCEPTED,    /* subject "": what the SEC has accepted of all companies; never on the screen */
    DATASET_DAY_INDEX,   /* subject "": its list of a day's filings; never on the screen */
    DATASET_CAPEX,       /* subject "": the largest buyers' capital expenditure as one series; never on the wire */
    DATASET_TAPE,        /* subject "": rating actions of all watched symbols; never on the wire */
    DATASET_FIRM,        /* subject a house's name: its actions and what the prices did; never on the wire */
    DATASET_GPU_INDEX,   /* subject "": the shortage index; never on the wire */
    DATASET_HEADLINES,   /* subject symbol: asked for and held while they are shown */
    DATASET_EVENT_LIST,  /* a window into all events: event_window_subject() */
    DATASET_SYMBOLS,     /* subject symbol_search_query(): symbols that a provider knows by these words */
    DATASET_SUPPLY,      /* subject "": the supply side by month, asked for while it is shown */
    DATASET_THESIS,      /* subject symbol: the thesis board, for --print; never on the wire */
    DATASET_KINDS
};

#define SUBJECT_SIZE 128
#define WANTS_MOST   16

/* What a pane needs beside the data that every selected symbol has: a document, a search, another chart. */
struct want {
    enum dataset_kind kind;
    char subject[SUBJECT_SIZE]; /* that of the slot; of bars "CRWV 1m" */
};

struct subscription {
    enum dataset_kind kind;
    char subject[SUBJECT_SIZE];
    enum chart_range range;             /* DATASET_BARS */
    struct bar_span span;               /* DATASET_BARS: only these are asked for; 0, 0: the whole range */
    const char (*symbols)[SYMBOL_SIZE]; /* batches: borrowed for the call */
    size_t symbol_count;
    const char *key;    /* the provider's API key: borrowed, NULL none. Never into a log or an error */
    const char *secret; /* what belongs to the key, likewise; NULL none */
    int64_t cik;        /* SEC: 0 unknown */
    /* The answer before named another file to be asked for: SEC submissions, an older one; a report's statement, a
     * document of the report's folder. "" at first. */
    char older_name[64];
    const struct company *companies; /* DATASET_ACCEPTED, DATASET_DAY_INDEX: those watched; borrowed for the poll */
    size_t company_count;
    int64_t since;        /* DATASET_ACCEPTED: the newest entry of the last poll, UTC s; 0 none */
    struct filing filing; /* DATASET_CUSTOMERS: the report whose statement is asked for; accession "" none */
    int64_t now;          /* UTC s at the request */
};

/* Made of what the store holds; no source is asked for it. */
bool dataset_kind_is_local(enum dataset_kind kind);

const char *dataset_kind_name(enum dataset_kind kind); /* "quotes" "bars" ... */

#endif
