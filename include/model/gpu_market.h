/* SPDX-License-Identifier: MIT
 * GPU rental: offers as venues make them, books per venue and model, and the table by model. */
#ifndef MODEL_GPU_MARKET_H
#define MODEL_GPU_MARKET_H

#include "base/amount.h"
#include "base/arena.h"
#include "model/prices.h"

#define GPU_MODEL_SIZE 24
#define GPU_VENUE_SIZE 16
#define GPU_TREND      32

struct gpu_offer { /* one thing that can be rented */
    char venue[GPU_VENUE_SIZE];
    char model[GPU_MODEL_SIZE]; /* canonical: "H100 SXM", "A100 80GB SXM" ... */
    char raw_model[48];
    char region[40];
    int64_t offer_id;
    int64_t machine_id;
    double usd_gpu_hour; /* per GPU */
    double raw_amount;   /* as quoted */
    char raw_unit[16];   /* "$/h whole", "$/h per GPU" */
    int gpu_count;
    bool spot;
    bool verified;
    struct amount reliability; /* 0..1 */
};

struct gpu_book { /* one venue's state for one model at one poll: what is kept as history */
    char venue[GPU_VENUE_SIZE];
    char model[GPU_MODEL_SIZE];
    int64_t seen_at;
    struct amount low, quartile1, median, quartile3; /* USD per GPU-hour, eligible offers */
    struct amount spot;      /* USD per GPU-hour; unknown when administered or equal to on-demand */
    struct amount offers;    /* eligible offers */
    struct amount machines;  /* distinct */
    struct amount idle_gpus; /* distinct physical GPUs idle; unknown when the venue does not tell */
    bool capped;             /* the venue cut the answer: offers and idle are lower bounds */
    struct amount stock;     /* 0 none .. 1 plenty; unknown when the venue does not tell */
    char stock_word[16];     /* the venue's own word */
    char source[SOURCE_NAME_SIZE];
};

struct gpu_model_row { /* the table by model */
    char model[GPU_MODEL_SIZE];
    struct amount price;                         /* median of the venues' medians, USD per GPU-hour */
    struct amount change1d, change7d, change30d; /* percent, matched venues */
    struct amount low;                           /* cheapest venue's price */
    char low_venue[GPU_VENUE_SIZE];
    struct amount availability; /* percent: share of venues (that tell) with stock */
    struct amount offers, idle_gpus;
    struct amount spot_discount; /* percent below on-demand (38, not -38); unknown when none is demand-linked */
    bool capped;
    int64_t as_of; /* newest book */
    size_t trend_count;
    float trend[GPU_TREND];       /* daily prices, oldest first */
    const struct gpu_book *books; /* latest per venue */
    size_t book_count;
};

struct gpu_market {
    struct gpu_model_row *rows; /* in the order of gpu_models() */
    size_t row_count;
    struct gpu_offer *offers; /* the latest known, for the detail view */
    size_t offer_count;
};

struct gpu_books {
    struct gpu_book *items;
    size_t count;
};

/* Canonical models we follow, best known first; count in *count. */
const char *const *gpu_models(size_t *count);

/* Exact tables, never substrings: NULL when the venue's name is not one we follow.
 * memory_mb splits A100 40/80 GB; 0 when unknown. */
const char *gpu_model_from_vast(const char *name, double memory_mb);
const char *gpu_model_from_runpod(const char *id);
/* The names to ask Vast for, in its own spelling, case exact. */
const char *const *gpu_vast_names(size_t *count);

/* Aggregates one venue's offers of one model. Eligible: verified, on demand, reliability >= 0.90, 0 < price < 1000.
 * Median needs >= 5 distinct machines, quartiles >= 8 (otherwise unknown); low needs one eligible offer.
 * Quantiles interpolate linearly (type 7). Sets low to quartile3, offers and machines and nothing else: idle GPUs
 * overlap between offers and only the source that saw their ids can count them. */
void gpu_book_from_offers(struct gpu_book *book, const struct gpu_offer *offers, size_t count);

/* The table out of all books of the last 31 days or so, in any order, and the latest offers. A venue speaks with
 * its newest book for 3 days. Its price is its median and never its low; a venue that quotes one price per model
 * gives that as its median. A change is the mean log step of the venues heard at both ends. */
struct gpu_market gpu_market_build(const struct gpu_books *history, const struct gpu_offer *offers,
                                   size_t offer_count, int64_t now, struct arena *arena);

#endif
