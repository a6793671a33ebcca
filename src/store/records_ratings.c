/* SPDX-License-Identifier: MIT
 * Columns of what stands around ratings: splits. */
#include "config.h"

#include "record_fields.h"

static const struct field split_fields[] = {
    TEXT(struct stored_split, split.symbol, "symbol"),
    DAY(struct stored_split, split.day, "day"),
    REAL(struct stored_split, split.ratio, "ratio", 1e-6, 1e6),
    TIME(struct stored_split, at, "at"),
};
RECORD(split, FILE_CACHE, "cache.split", 2, NEWER_WINS, "at");
