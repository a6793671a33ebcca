/* SPDX-License-Identifier: MIT
 * How facts with dimensions and the reading of statements lie in the cache: all of it can be read again. */
#include "config.h"

#include "record_fields.h"

static const struct field dimensional_fields[] = {
    TEXT(struct stored_dimensional, fact.symbol, "symbol"),
    TEXT(struct stored_dimensional, fact.accession, "accession"),
    TEXT(struct stored_dimensional, fact.concept, "concept"),
    TEXT(struct stored_dimensional, fact.dimensions, "dimensions"),
    TEXT(struct stored_dimensional, fact.unit, "unit"),
    DAY(struct stored_dimensional, fact.start_day, "start_day"),
    DAY(struct stored_dimensional, fact.end_day, "end_day"),
    TEXT(struct stored_dimensional, fact.form, "form"),
    REAL(struct stored_dimensional, fact.value, "value", -WORTH_MOST, WORTH_MOST),
    INT(struct stored_dimensional, fact.decimals, "decimals", DECIMALS_UNKNOWN, DECIMALS_EXACT),
    DAY(struct stored_dimensional, fact.filed_day, "filed_day"),
    TIME(struct stored_dimensional, fetched_at, "fetched_at"),
};
RECORD(dimensional, FILE_CACHE, "cache.dimensional_fact", 7, NEWER_WINS, "fetched_at");

static const struct field statement_fields[] = {
    TEXT(struct statement, symbol, "symbol"),
    TEXT(struct statement, accession, "accession"),
    TEXT(struct statement, form, "form"),
    DAY(struct statement, filed_day, "filed_day"),
    INT(struct statement, way, "way", STATEMENT_INSTANCE, STATEMENT_LINK),
    TEXT(struct statement, document, "document"),
    TEXT(struct statement, note, "note"),
    TIME(struct statement, read_at, "read_at"),
};
RECORD(statement, FILE_CACHE, "cache.statement", 2, LAST_WINS, "read_at");
