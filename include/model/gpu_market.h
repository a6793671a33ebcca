/* SPDX-License-Identifier: MIT
 * GPU rental: offers as venues make them, books per venue and model, and the table by model. */
#ifndef MODEL_GPU_MARKET_H
#define MODEL_GPU_MARKET_H

#include "base/amount.h"
#include "base/arena.h"
#include "model/gpu_unit.h"
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
    char raw_unit[16];   /* "$/h whole", "$/h per GPU": gpu_unit_name() */
    int gpu_count;
    bool spot;
    bool verified;
    struct amount reliability; /* 0..1 */
};

enum gpu_role {                  /* what a venue's figures are worth; stored as numbers: new ones at the end only */
                GPU_ROLE_MARKET, /* the operator's or the marketplace's own price and stock, now */
                GPU_ROLE_LIST,   /* an operator's price list: it moves by decree and tells nothing of stock */
                GPU_ROLE_INDEX,  /* somebody's index of prices: no venue, no vote */
                GPU_ROLE_RESELLER, /* quotes what other operators have: no vote */
                GPU_ROLE_ATTESTED, /* entered by hand with a date and a link: no vote */
                GPU_ROLES
};

/* One venue's state for one model at one poll: what is kept as history (table history.book). Columns are only
 * added, behind the last one, by a migration; a book that was stored before has them unknown, and role
 * GPU_ROLE_MARKET. */
struct gpu_book {
    char venue[GPU_VENUE_SIZE];
    char model[GPU_MODEL_SIZE];
    int64_t seen_at;
    struct amount low, quartile1, median, quartile3; /* USD per GPU-hour, eligible offers */
    struct amount spot;      /* USD per GPU-hour; unknown when administered or equal to on-demand */
    struct amount offers;    /* eligible offers */
    struct amount machines;  /* distinct */
    struct amount idle_gpus; /* distinct physical GPUs idle; unknown when the venue does not tell */
    bool capped;             /* the venue cut the answer: offers and idle are lower bounds */
    bool spot_by_rule;       /* not stored: in the table by model, its spot price is a rule of the house */
    struct amount stock;     /* 0 none .. 1 plenty; unknown when the venue does not tell */
    char stock_word[16];     /* the venue's own word */
    char source[SOURCE_NAME_SIZE];

    enum gpu_role role;
    struct amount stock8;                   /* as stock, of shapes of eight GPUs or more; unknown when not told */
    struct amount regions, regions_stocked; /* that list the model; of these, with stock. Unknown when not told */
    struct amount rented, total;            /* GPUs of the venue's fleet; unknown when it does not tell both */
    struct amount
        spot_ratio; /* spot over on-demand, median of the regions that offer it; unknown when administered */
    struct amount interruption; /* 0..4: share of spot machines taken back in a month, by fifths of 5 % (AWS) */
    struct amount lead_days;    /* 0 now; until the operator plans to have more: 7, 30, 100, 101 for "longer" */
    struct amount raw;          /* the figure as quoted that `median` (else `low`) came from */
    char raw_unit[16];          /* "$/h whole" ...: gpu_unit_name() */
    int raw_gpus;               /* that the raw figure pays for */
    struct amount doubted;      /* figures set aside as not credible: they count nowhere above */
    char doubt[48];             /* why, of the last of them; "" none */
};

struct gpu_model_row { /* the table by model */
    char model[GPU_MODEL_SIZE];
    struct amount price;                         /* median of the venues' medians, USD per GPU-hour */
    struct amount quartile1, quartile3;          /* of the venues' medians; unknown of fewer than four */
    struct amount change1d, change7d, change30d; /* percent, matched venues */
    struct amount low;                           /* cheapest venue's price */
    char low_venue[GPU_VENUE_SIZE];
    struct amount availability; /* percent: share of venues (that tell) with stock */
    struct amount offers, idle_gpus;
    struct amount spot_discount; /* percent below on-demand (38, not -38); unknown when none is demand-linked */
    bool capped;
    int64_t as_of; /* newest book */
    size_t trend_count;
    float trend[GPU_TREND];        /* daily prices, oldest first */
    const struct gpu_book *books;  /* latest per venue */
    const struct gpu_book *before; /* of a day ago, in the same order; without a venue where there was none. Of
                                    * these price, stock and idle GPUs are known at least */
    size_t book_count;
};

struct attested;

struct gpu_market {
    struct gpu_model_row *rows; /* in the order of gpu_models() */
    size_t row_count;
    struct gpu_offer *offers; /* the latest known, for the detail view */
    size_t offer_count;
    const struct attested *attested; /* with their links; NULL none */
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
bool gpu_model_is_on_vast(const char *model);
const char *gpu_model_from_runpod(const char *id);
/* The names to ask Vast for, in its own spelling, case exact. */
const char *const *gpu_vast_names(size_t *count);

struct gpu_card { /* one physical GPU that stands idle */
    const char *model;
    int64_t machine, gpu;
};

/* Distinct cards of a model: overlapping offers of one machine name the same card more than once. */
size_t gpu_cards_distinct(struct gpu_card *cards, size_t count, const char *model); /* sorts them */

/* One shape of one model, in one region, as a venue lists it. */
struct gpu_quote {
    const char *model;   /* canonical, from gpu_models() */
    char raw_model[48];  /* the venue's own name */
    char region[40];     /* "" none told */
    int gpus;            /* of the shape; 0 unknown, taken for 1 */
    enum gpu_unit unit;  /* of both amounts */
    struct amount price; /* on demand, as quoted */
    struct amount spot;  /* the same, that may be taken back */
    struct amount stock; /* 0 .. 1, unknown when not told */
    char word[16];       /* the venue's own for it */
    struct amount free_gpus, rented, total;
    struct amount spot_ratio, interruption, lead_days; /* as in struct gpu_book */
};

/* Fills everything but venue, model, source, role and seen_at out of the quotes of one model. The price is the
 * median of the credible ones, each shape and region counting once; of stock words the best speaks. Spot prices
 * that are a house rule (gpu_spot_is_administered) are left out. */
void gpu_book_from_quotes(struct gpu_book *book, const struct gpu_quote *quotes, size_t count);

/* Aggregates one venue's offers of one model; when the book has a model, offers of others are passed over.
 * Eligible: verified, on demand, reliability >= 0.90, a credible price (gpu_unit.h). Median needs >= 5 distinct
 * machines, quartiles >= 8 (otherwise unknown); low one eligible offer. Quantiles interpolate linearly (type 7).
 * Sets low to quartile3, offers and machines and nothing else: idle GPUs overlap between offers and only the source
 * that saw their ids can count them. */
void gpu_book_from_offers(struct gpu_book *book, const struct gpu_offer *offers, size_t count);

/* The table out of all books of the last 31 days or so, in any order, and the latest offers. A venue speaks with
 * its newest book for 3 days, an attested price as long as it is told. Price, changes and trend are those of the
 * venues of GPU_ROLE_MARKET, availability of these too: price lists, indices, resellers and attested prices stand
 * beside them in the detail. A price list says the middle of its last three days. A venue's price is its median and
 * never its low; a venue that quotes one price per model gives that as its median. A change is the mean log step of
 * the venues heard at both ends. */
struct gpu_market gpu_market_build(const struct gpu_books *history, const struct gpu_offer *offers,
                                   size_t offer_count, int64_t now, struct arena *arena);

#endif
