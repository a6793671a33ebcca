/* SPDX-License-Identifier: MIT
 * How things lie in tables: one row per column, from which writing, reading, gating and merging derive. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "store_state.h"
#include "trend.h"

#include "model/attested.h"

enum field_type {
    FIELD_TEXT,       /* char[size] */
    FIELD_WORDS,      /* const char *, in an arena when read */
    FIELD_TIME,       /* int64_t, UTC s */
    FIELD_NUMBER,     /* int64_t */
    FIELD_DAY,        /* int32_t, DATE_UNKNOWN as itself: a key may not be NULL */
    FIELD_INT,        /* int, unsigned or enum; outside of its bounds: the lower one */
    FIELD_FLAG,       /* bool */
    FIELD_AMOUNT,     /* NULL when unknown; outside of its bounds: unknown */
    FIELD_KEY_AMOUNT, /* the same in a key: -1 when unknown */
    FIELD_TREND,      /* struct trend, as bytes */
    FIELD_REAL        /* double; outside of its bounds: the row is not plausible */
};

struct field {
    const char *column;
    enum field_type type;
    size_t offset, size;
    double low, high; /* what is read must lie between: a shared or damaged file may lie */
};

enum conflict {              /* what becomes of a row whose key is held already */
                FIRST_STAYS, /* what was observed first is the observation */
                NEWER_WINS,  /* by the stamp; one that lies in the future does not block */
                LAST_WINS    /* what is put replaces it; when files are brought together, by the stamp */
};

struct record {
    enum store_file file;
    const char *table; /* with its schema */
    const struct field *fields;
    size_t count, key_count; /* the first fields are the key */
    enum conflict conflict;
    const char *stamp; /* NULL where the first stays */
};

struct stored_quote {
    struct quote quote;
    struct trend trend;
};
struct stored_tick {
    char symbol[SYMBOL_SIZE], source[SOURCE_NAME_SIZE];
    int64_t at;
    struct amount last, volume;
};
struct stored_bar {
    char symbol[SYMBOL_SIZE], source[SOURCE_NAME_SIZE];
    enum bar_interval interval;
    struct bar bar;
    int64_t fetched_at;
};
struct stored_bars { /* what a set of bars says about itself */
    char symbol[SYMBOL_SIZE], currency[8], source[SOURCE_NAME_SIZE];
    enum chart_range range;
    enum bar_interval interval;
    unsigned decimals;
    struct amount prior_close;
    int64_t fetched_at;
};
struct stored_action {
    struct rating_action action;
    int32_t day;
};
struct stored_consensus {
    struct consensus consensus;
    int64_t at;
};
struct stored_estimate {
    struct estimate estimate;
    char symbol[SYMBOL_SIZE], source[SOURCE_NAME_SIZE];
    int64_t at;
};
struct stored_fact {
    struct fact fact;
    int64_t fetched_at;
};
struct stored_dimensional {
    struct dimensional_fact fact;
    int64_t fetched_at;
};
struct stored_company {
    struct company company;
    int64_t fetched_at;
};
struct stored_offer {
    struct gpu_offer offer;
    int64_t position, at;
};
struct stored_past {
    char model[GPU_MODEL_SIZE];
    struct gsi_past fix;
};
struct stored_heard {
    enum dataset_kind kind;
    char subject[SUBJECT_SIZE], source[SOURCE_NAME_SIZE];
    int64_t at;
};
struct stored_poll {
    char source[SOURCE_NAME_SIZE], subject[SUBJECT_SIZE];
    struct store_poll poll;
};
struct stored_cooling {
    char bucket[SOURCE_NAME_SIZE];
    int64_t until, at;
};
struct stored_watch_edit {
    struct watch_edit edit;
    int64_t number; /* in the order of their making, from 1 */
};
struct stored_setting {
    char name[32], value[256];
    int64_t at;
};

#define DIGEST_SIZE 65 /* SHA-256 in figures */
struct stored_document {
    char subject[SUBJECT_SIZE];
    char digest[DIGEST_SIZE];
    int64_t source_bytes, fetched_at;
};
struct stored_content { /* held once, however many subjects lead to it */
    char digest[DIGEST_SIZE];
    const char *text; /* read by its own loader: lines end in '\n' */
};
struct stored_search {
    char query[SUBJECT_SIZE];
    struct amount total;
    bool at_least;
    int64_t at;
};
struct stored_found {
    char query[SUBJECT_SIZE];
    struct found_filing filing;
    int64_t position, at;
};
struct stored_symbol_hit {
    char query[SUBJECT_SIZE];
    struct symbol_hit hit;
    int64_t position, at;
};
struct stored_quarter {
    char symbol[SYMBOL_SIZE], source[SOURCE_NAME_SIZE];
    struct earnings_quarter quarter;
    int64_t at;
};
struct stored_split {
    struct stock_split split;
    int64_t at;
};
struct stored_attested {
    struct attested_price price;
    int64_t at;
};
struct stored_quota {
    char bucket[SOURCE_NAME_SIZE];
    int32_t day; /* New York's */
    int64_t used, at;
};
struct stored_headline {
    struct headline headline;
    int64_t key;
};
struct stored_filing_read {
    char accession[ACCESSION_SIZE];
    int64_t at;
};

extern const struct record record_quote, record_tick, record_bar, record_bars, record_filing, record_fact,
    record_dimensional, record_statement, record_company, record_offer, record_heard, record_poll, record_cooling;
extern const struct record record_action, record_consensus, record_estimate, record_book, record_event,
    record_watch_edit, record_setting, record_alert_rule, record_alert_state;

extern const struct record record_supply, record_attested, record_cover, record_hole;
extern const struct record record_split, record_quarter, record_headline, record_quota, record_symbol_hit;
extern const struct record record_document, record_content, record_found, record_search, record_filing_read;

extern const struct record record_bar_brief; /* the table of bars, less of it: for charts. Not in store_records */
extern const struct record record_book_day;
extern const struct record record_book_brief;  /* the same table, less of it: for charts. Not in store_records */
extern const struct record record_book_series; /* likewise: which models at which venues */
extern const struct record record_gsi_input, record_gsi_fix;
extern const struct record record_gsi_past; /* the same table, less of it: for charts. Not in store_records */

/* Every record there is, ended by NULL. */
extern const struct record *const store_records[];

/* SQL texts made from a record; free() them. */
char *record_columns(const struct record *record);
/* INSERT ... SELECT from the record's table into the same table of another schema, by the record's rule. */
char *record_merge_text(const struct record *record, const char *schema, int64_t now);

#endif
