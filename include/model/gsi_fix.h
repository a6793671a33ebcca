/* SPDX-License-Identifier: MIT
 * From what venues told to a fix of the index: conditions of GSI-1.0 that its arithmetic (gsi.h) does not know.
 * Pure: the same evidence gives the same fix, to the last bit. */
#ifndef MODEL_GSI_FIX_H
#define MODEL_GSI_FIX_H

#include "base/buffer.h"
#include "model/gpu_market.h"
#include "model/gsi.h"

#define GSI_BASKET           "basket" /* as a model: the average of the models by their weights */
#define GSI_FIX_HOUR         20       /* UTC */
#define GSI_WINDOW_HOURS     24       /* of polls that make up stock, prices and idle GPUs */
#define GSI_USAGE_HOURS      72       /* of books that tell rented and total: "3-day pooled" */
#define GSI_CARRY_DAYS       3        /* so long a venue that fell silent keeps its place in the chain of prices */
#define GSI_REGION_DAYS      90       /* a region counts as one of the model's so long after it was seen */
#define GSI_HISTORY_DAYS     180      /* of the longer median of prices */
#define GSI_OWN_FIXES        28       /* with a price: until then P uses the settled index */
#define GSI_PERCENTILE_FIXES 60
#define GSI_BREAK            2.0 /* points of composition effect: beyond, the series has a break */
#define GSI_VENUES_MOST      48
#define GSI_MODELS_MOST      32
#define GSI_STEP_MOST        0.25 /* |ln| of a price step that must be confirmed by the next poll */

/* What one venue said of one model before a fix, condensed (table history.gsi_input): all that a fix is made of,
 * kept for ever. Unknown where it told nothing that was young enough. */
struct gsi_input {
    char model[GPU_MODEL_SIZE];
    int64_t fix_at; /* UTC s */
    char venue[GPU_VENUE_SIZE];
    enum gpu_role role;
    bool seeded;                     /* of a past that we did not watch ourselves */
    int64_t made_at;                 /* UTC s */
    int64_t polls;                   /* within the window */
    struct amount stocked, stocked8; /* mean over the polls: 1 plenty, 0.5 scarce, 0 none */
    int64_t stock_at;                /* newest poll that told; also of those below */
    struct amount price, held;       /* USD per GPU-hour; held: a step that waits for the next poll */
    int64_t price_at;
    struct amount regions, regions_stocked; /* newest poll */
    struct amount regions_seen;             /* most that it listed within GSI_REGION_DAYS */
    int64_t regions_at;
    struct amount rented, total; /* means over GSI_USAGE_HOURS */
    int64_t usage_at;
    struct amount spot_ratio, interruption;
    int64_t spot_at;
    struct amount idle; /* mean over the polls of distinct idle GPUs; order books only */
    int64_t idle_at;
};

/* One row of the index (table history.gsi_fix): a model's or the basket's, at one moment. */
struct gsi_fix {
    char model[GPU_MODEL_SIZE];
    int64_t fix_at; /* UTC s; of a live value its moment */
    char version[12];
    int64_t made_at; /* later than fix_at by hours: computed late, from what was stored as of fix_at */
    bool seeded;     /* out of published history, without a venue panel: never final */
    struct gsi_level level;
    struct amount panel_error; /* points of the index, one standard error of A's panel alone */
    enum gsi_label label;
    struct amount scores[GSI_COMPONENTS];
    struct amount ages[GSI_COMPONENTS]; /* hours: mean over the component's inputs */
    int64_t venues;                     /* that vote in A */
    int64_t panel;                      /* signature: hash of their sorted names */
    struct amount matched;              /* change since the fix before, of the venues in both panels; points */
    struct amount composition;          /* the rest of the change: who came and who left */
    struct amount price;                /* chained, USD per GPU-hour */
    int64_t chain_from;                 /* the fix at which this chain of prices began; 0 none */
    bool settled_price;                 /* P is of the settled index, not of our own fixes */
    struct amount idle, depth;          /* distinct idle GPUs of the day; 7-day mean */
};

struct gsi_settled { /* an index's price of a day */
    int64_t at;
    double price;
};

struct gsi_evidence { /* of one model */
    const char *model;
    int64_t at, made_at;
    bool seeded;
    const struct gsi_input *inputs; /* in any order */
    size_t input_count;
    const struct gsi_fix *fixes; /* earlier ones of the model, oldest first, GSI_HISTORY_DAYS; no seeded ones */
    size_t fix_count;
    const struct gsi_input *before; /* the inputs of the last of them */
    size_t before_count;
    const struct gsi_settled *settled; /* oldest first, until `at` */
    size_t settled_count;
};

struct gsi_work { /* a fix and how it came about: what --explain prints */
    struct gsi_fix fix;
    struct gsi_fix before; /* model "" none */
    struct gsi_vote votes[GSI_VENUES_MOST];
    const struct gsi_input *voters[GSI_VENUES_MOST]; /* by name; into the evidence */
    size_t vote_count;
    struct gsi_fleet fleets[GSI_VENUES_MOST];
    const struct gsi_input *fleet_of[GSI_VENUES_MOST];
    size_t fleet_count;
    double ratios[GSI_VENUES_MOST], buckets[GSI_VENUES_MOST];
    const struct gsi_input *spots[GSI_VENUES_MOST];
    size_t ratio_count, bucket_count, spot_count;
    double regions_stocked, regions_seen;
    struct amount panel_error_of_a;
    struct amount link;  /* of the chain: price over price of the fix before, venues heard at both */
    size_t linked;       /* these venues */
    struct amount price; /* that P looks at */
    double days28[32], days180[192], depths[32];
    size_t count28, count180, depth_count;
};

/* --- condensing --- */

/* Stock, price, regions and idle GPUs out of the polls of one venue and model within the window (oldest first; none
 * there: the newest older one alone). before: the venue's input of the fix before, NULL none: the price goes on
 * from it. A step of more than GSI_STEP_MOST is held until the next poll confirms it. */
void gsi_input_polls(struct gsi_input *input, const struct gpu_book *polls, size_t count,
                     const struct gsi_input *before);
/* Rented and total: means over the books that told both. */
void gsi_input_usage(struct gsi_input *input, const struct gpu_book *books, size_t count);
/* The newest ratio of spot to on-demand, and its interruption. */
void gsi_input_spot(struct gsi_input *input, const struct gpu_book *book);
/* False: it told nothing that a fix could use. */
bool gsi_input_is_useful(const struct gsi_input *input);

/* --- the fix --- */

/* `work` points into the evidence. */
void gsi_fix_make(const struct gsi_evidence *evidence, struct gsi_work *work);
/* The basket out of the fixes of one moment; before: its fix before, NULL none. */
void gsi_basket_make(struct gsi_fix *basket, const struct gsi_fix *fixes, size_t count,
                     const struct gsi_fix *before);
/* The newest 20:00 UTC at or before an instant; the one after it. */
int64_t gsi_fix_time(int64_t at);
/* Equal to the last bit in everything but made_at. */
bool gsi_fix_equal(const struct gsi_fix *a, const struct gsi_fix *b);
/* Computed more than an hour after its time. */
bool gsi_fix_is_late(const struct gsi_fix *fix);

/* The whole computation in words and figures. False when the buffer is full. */
bool gsi_explain(const struct gsi_work *work, struct buffer *text) __attribute__((warn_unused_result));

struct gsi_past { /* what is looked back at of a fix: a year of whole ones are megabytes */
    int64_t fix_at;
    struct amount value;
    bool seeded;
};

struct gsi_series {
    char model[GPU_MODEL_SIZE];
    struct gsi_past *fixes; /* oldest first; 400 days */
    size_t count;
};

struct gsi_index {             /* DATASET_GPU_INDEX */
    struct gsi_series *series; /* all models and the basket */
    size_t series_count;
    struct gsi_fix *fixes; /* whole ones where a report asked for them: by model, then oldest first; NULL none */
    size_t count;
    struct gsi_fix *live; /* the same at now, the basket first */
    size_t live_count;
    struct gsi_input *inputs; /* of a day that was asked for; NULL none */
    size_t input_count;
};

/* Of a model nothing is known of: one without fixes. */
const struct gsi_series *gsi_series_of(const struct gsi_index *index, const char *model);
const struct gsi_fix *gsi_live_of(const struct gsi_index *index, const char *model); /* NULL none */
/* Points between the live value and the fix of so many days before (the newest not younger than that, at most two
 * days older). Seeded ones do not count: they lack the venues, and the step between would be one of method. */
struct amount gsi_change(const struct gsi_index *index, const char *model, int days);
/* Where the value stands among the model's own fixes before it, percent: those below, and half of those equal.
 * Unknown of fewer than GSI_PERCENTILE_FIXES. It stands beside the level and never enters it. */
struct amount gsi_percentile(const struct gsi_index *index, const struct gsi_fix *fix);

#endif
