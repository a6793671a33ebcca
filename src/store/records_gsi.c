/* SPDX-License-Identifier: MIT
 * How the index lies in its tables: fixes and what they were made of. Both are only ever added to. */
#include "config.h"

#include "record_fields.h"

#define SCORE(member, column) AMOUNT(struct gsi_fix, member, column, 0, 100)
#define HOURS(member, column) AMOUNT(struct gsi_fix, member, column, 0, 1e5)
#define SHARE(member, column) AMOUNT(struct gsi_input, member, column, 0, 1)
#define GPUS(member, column)  AMOUNT(struct gsi_input, member, column, 0, 1e7)

static const struct field gsi_input_fields[] = {
    TEXT(struct gsi_input, model, "model"),
    TIME(struct gsi_input, fix_at, "fix_at"),
    TEXT(struct gsi_input, venue, "venue"),
    INT(struct gsi_input, role, "role", 0, GPU_ROLES - 1),
    AMOUNT(struct gsi_input, regions_seen, "regions_seen", 0, 1e4),
    FLAG(struct gsi_input, seeded, "seeded"),
    TIME(struct gsi_input, made_at, "made_at"),
    NUMBER(struct gsi_input, polls, "polls"),
    SHARE(stocked, "stocked"),
    SHARE(stocked8, "stocked8"),
    TIME(struct gsi_input, stock_at, "stock_at"),
    RENT(struct gsi_input, price, "price"),
    RENT(struct gsi_input, held, "held"),
    TIME(struct gsi_input, price_at, "price_at"),
    AMOUNT(struct gsi_input, regions, "regions", 0, 1e4),
    AMOUNT(struct gsi_input, regions_stocked, "regions_stocked", 0, 1e4),
    TIME(struct gsi_input, regions_at, "regions_at"),
    GPUS(rented, "rented"),
    GPUS(total, "total"),
    TIME(struct gsi_input, usage_at, "usage_at"),
    AMOUNT(struct gsi_input, spot_ratio, "spot_ratio", 0, 1.5),
    AMOUNT(struct gsi_input, interruption, "interruption", 0, 4),
    TIME(struct gsi_input, spot_at, "spot_at"),
    GPUS(idle, "idle"),
    TIME(struct gsi_input, idle_at, "idle_at"),
};
RECORD(gsi_input, FILE_HISTORY, "history.gsi_input", 3, FIRST_STAYS, NULL);

static const struct field gsi_fix_fields[] = {
    TEXT(struct gsi_fix, model, "model"),
    TIME(struct gsi_fix, fix_at, "fix_at"),
    TEXT(struct gsi_fix, version, "version"),
    TIME(struct gsi_fix, made_at, "made_at"),
    FLAG(struct gsi_fix, seeded, "seeded"),
    SCORE(level.value, "value"),
    REAL(struct gsi_fix, level.coverage, "coverage", 0, 1.000001),
    REAL(struct gsi_fix, level.freshness, "freshness", 0, 1.000001),
    REAL(struct gsi_fix, level.confidence, "confidence", 0, 100.0001),
    INT(struct gsi_fix, level.status, "status", 0, GSI_FINAL),
    AMOUNT(struct gsi_fix, panel_error, "panel_error", 0, 100),
    INT(struct gsi_fix, label, "label", 0, GSI_ACUTE),
    SCORE(scores[GSI_A], "a"),
    SCORE(scores[GSI_U], "u"),
    SCORE(scores[GSI_P], "p"),
    SCORE(scores[GSI_S], "s"),
    SCORE(scores[GSI_B], "b"),
    SCORE(scores[GSI_D], "d"),
    HOURS(ages[GSI_A], "age_a"),
    HOURS(ages[GSI_U], "age_u"),
    HOURS(ages[GSI_P], "age_p"),
    HOURS(ages[GSI_S], "age_s"),
    HOURS(ages[GSI_B], "age_b"),
    HOURS(ages[GSI_D], "age_d"),
    NUMBER(struct gsi_fix, venues, "venues"),
    NUMBER(struct gsi_fix, panel, "panel"),
    AMOUNT(struct gsi_fix, matched, "matched", -200, 200),
    AMOUNT(struct gsi_fix, composition, "composition", -200, 200),
    AMOUNT(struct gsi_fix, price, "price", 0, 1e6),
    TIME(struct gsi_fix, chain_from, "chain_from"),
    FLAG(struct gsi_fix, settled_price, "settled_price"),
    AMOUNT(struct gsi_fix, idle, "idle", 0, 1e7),
    AMOUNT(struct gsi_fix, depth, "depth", 0, 1e7),
};
RECORD(gsi_fix, FILE_HISTORY, "history.gsi_fix", 3, FIRST_STAYS, NULL);

static const struct field gsi_past_fields[] = {
    TEXT(struct stored_past, model, "model"),
    TIME(struct stored_past, fix.fix_at, "fix_at"),
    AMOUNT(struct stored_past, fix.value, "value", 0, 100),
    FLAG(struct stored_past, fix.seeded, "seeded"),
};
RECORD(gsi_past, FILE_HISTORY, "history.gsi_fix", 2, FIRST_STAYS, NULL);
