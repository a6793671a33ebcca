/* SPDX-License-Identifier: MIT
 * Columns of what stands around ratings: splits, reported quarters. */
#include "config.h"

#include "record_fields.h"

static const struct field split_fields[] = {
    TEXT(struct stored_split, split.symbol, "symbol"),
    DAY(struct stored_split, split.day, "day"),
    REAL(struct stored_split, split.ratio, "ratio", 1e-6, 1e6),
    TIME(struct stored_split, at, "at"),
};
RECORD(split, FILE_CACHE, "cache.split", 2, NEWER_WINS, "at");

#define PER_SHARE_MOST                  1e5
#define PER_SHARE(type, member, column) AMOUNT(type, member, column, -PER_SHARE_MOST, PER_SHARE_MOST)

static const struct field quarter_fields[] = {
    TEXT(struct stored_quarter, symbol, "symbol"),
    DAY(struct stored_quarter, quarter.end_day, "end_day"),
    TEXT(struct stored_quarter, source, "source"),
    PER_SHARE(struct stored_quarter, quarter.actual, "actual"),
    PER_SHARE(struct stored_quarter, quarter.expected, "expected"),
    TIME(struct stored_quarter, at, "at"),
};
RECORD(quarter, FILE_HISTORY, "history.quarter", 3, NEWER_WINS, "at");
