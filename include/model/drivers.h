/* SPDX-License-Identifier: MIT
 * The thesis board: one row per leg of the thesis about a company, out of what is known. A row says which way its
 * figure points and by which rule; a figure that is not reported is unknown and never counts. No score is made of
 * it. Pure. */
#ifndef MODEL_DRIVERS_H
#define MODEL_DRIVERS_H

#include "model/customers.h"
#include "model/dossier.h"
#include "model/gpu_market.h"
#include "model/gsi_fix.h"
#include "model/ratings.h"
#include "model/receivables.h"
#include "model/subscription.h"
#include "model/watchlist.h"

#define DRIVER_TREND     12
#define DRIVER_YIELD     "^TNX" /* their quotes; asked for with the indices of the top line */
#define DRIVER_CREDIT    "HYG"
#define DRIVER_RULE_SIZE 120
#define DRIVER_BUYERS    5 /* hyperscalers, whose capex is the demand */

enum driver_kind { DRIVER_NEOCLOUD = 1, DRIVER_HYPERSCALER = 2, DRIVER_SILICON = 4, DRIVER_OTHER = 8 };

enum driver_direction { DRIVER_UNKNOWN, DRIVER_SUPPORTS, DRIVER_WEAKENS, DRIVER_NEUTRAL };

struct driver_inputs { /* what is known; any of them may be NULL */
    const char *symbol;
    enum driver_kind kind;
    const struct rating_actions *ratings;
    const struct consensus *consensus;
    const struct receivables *quarters;
    const struct customers *customers;
    const struct gpu_market *gpu;
    const struct gsi_index *index;
    const struct receivables *buyers[DRIVER_BUYERS]; /* of driver_buyer() */
    const struct quote *yield;                       /* the 10-year yield, percent */
    const struct quote *credit;                      /* a fund of high-yield bonds */
    const struct dossier *dossier;
    int64_t now;
};

/* Borrowed until the rows are evaluated; NULL: not there. Subject as of the slots: "" for quotes and GPUs. */
struct dataset;
typedef const struct dataset *driver_find(void *context, enum dataset_kind kind, const char *subject);
/* All that the board is made of, for inputs->symbol; kind, dossier and now are left as they are. */
void drivers_gather(struct driver_inputs *inputs, driver_find *find, void *context);

struct driver_figure { /* what a row measured */
    struct amount value, change;
    int32_t as_of_day;  /* DATE_UNKNOWN */
    const char *source; /* "" unknown */
    const char *note;   /* what must be known beside it, as by a filing's footnote; "" none */
    size_t trend_count;
    float trend[DRIVER_TREND]; /* oldest first */
};

enum driver_rule {
    RULE_CHANGE_UP,   /* supports when the change is above the bound, weakens below minus the bound */
    RULE_CHANGE_DOWN, /* the other way round */
    RULE_LEVEL_UP,    /* supports when the value is above `above`, weakens below `below` */
    RULE_LEVEL_DOWN   /* the other way round: supports below `below`, weakens above `above` */
};

struct driver {       /* one row of the board */
    const char *name; /* for --print: "rating-net" */
    const char *leg;  /* "ratings" "GPU supply" "demand" "contracts" "quality" "funding" "against" */
    const char *title;
    const char *unit;   /* of the value: "%" "x" "d" "$" (scaled) "" (plain) */
    const char *change; /* what the change is: "pp q/q", "% 30d"; "" none */
    const char *pane;   /* where the evidence is */
    unsigned kinds;     /* mask of enum driver_kind it applies to */
    enum driver_rule rule;
    double below, above; /* RULE_CHANGE: above is the bound */
    void (*measure)(const struct driver_inputs *inputs, struct driver_figure *figure);
};

struct driver_row {
    const struct driver *driver;
    struct driver_figure figure;
    enum driver_direction direction;
    char rule[DRIVER_RULE_SIZE]; /* "supports above +1 pp q/q, weakens below -1" */
};

struct thesis { /* DATASET_THESIS */
    struct driver_row *rows;
    size_t count;
};

const struct driver *driver_table(size_t *count);
/* The symbols of the hyperscalers whose capex is added up. */
const char *driver_buyer(size_t index);
/* By the first group that holds the company and tells by its name. */
enum driver_kind driver_kind_in(const struct watchlist *groups, const char *symbol);
/* By the name of the watchlist group that holds the company. */
enum driver_kind driver_kind_of(const char *group);

/* The rows that apply, in the table's order; returns how many. rows: at least as many as the table has. */
size_t drivers_evaluate(const struct driver_inputs *inputs, struct driver_row *rows);
/* How many rows point each way, by enum driver_direction. */
void drivers_count(const struct driver_row *rows, size_t count, size_t counts[4]);
const char *driver_direction_name(enum driver_direction direction); /* "supports" "weakens" "neutral" "unknown" */

#endif
