/* SPDX-License-Identifier: MIT
 * GSI-1.0, the GPU shortage index: its arithmetic, as the methodology states it. A level from 0 to 100 per GPU
 * model; 50 is neutral, 100 an acute shortage. Pure. Section numbers are those of the methodology (docs:
 * gputape(1), INDEX). A constant changed makes another version: old fixes stay as they are. Not investable, no
 * settlement benchmark. */
#ifndef MODEL_GSI_H
#define MODEL_GSI_H

#include "base/amount.h"

#include <stddef.h>
#include <stdint.h>

#define GSI_VERSION "GSI-1.0"

enum gsi_component {
    GSI_A, /* availability */
    GSI_U, /* utilisation */
    GSI_P, /* price pressure */
    GSI_S, /* spot tightness */
    GSI_B, /* region breadth */
    GSI_D, /* depth */
    GSI_COMPONENTS
};

struct gsi_constants { /* of one component */
    char letter;
    const char *name;
    double weight;
    double half_life_hours, max_age_hours;
};

extern const struct gsi_constants gsi_constants[GSI_COMPONENTS];

/* --- components: a score from 0 to 100, unknown where the inputs do not carry it --- */

struct gsi_vote {           /* one operator */
    double stocked;         /* share of its polls with stock: 1 plenty, 0.5 scarce, 0 none */
    struct amount stocked8; /* the same of shapes of eight; unknown when it does not disclose shapes */
};

struct gsi_fleet { /* a book that publishes both */
    double rented, total;
};

/* 100 (1 - mean a_v), a_v = 0.5 stocked + 0.5 stocked8, or stocked alone. */
struct amount gsi_availability(const struct gsi_vote *votes, size_t count);
/* The standard error over the panel of A, in points of A: jackknife over the venues; unknown below 3. */
struct amount gsi_panel_error(const struct gsi_vote *votes, size_t count);
/* u = sum rented / sum total; (0.50, 0) (0.80, 50) (0.97, 100), linear between. */
struct amount gsi_utilisation(const struct gsi_fleet *fleets, size_t count);
/* 50 + 50 tanh(mean of ln(p/med28)/0.20 and ln(p/med180)/0.40), of those that have at least 14 and 60 points. The
 * histories are those of the last 28 and 180 days without today. */
struct amount gsi_price_pressure(struct amount price, const double *days28, size_t count28, const double *days180,
                                 size_t count180);
/* r = median ratio of spot to on-demand; (0.15, 0) (0.40, 50) (0.80, 100). With interruption buckets (0..4)
 * 0.7 s + 0.3 x 25 mean(bucket); of these alone when there are no ratios. */
struct amount gsi_spot_tightness(const double *ratios, size_t count, const double *buckets, size_t bucket_count);
/* 100 (1 - regions with stock / regions seen in 90 days). */
struct amount gsi_breadth(double stocked, double seen);
/* 50 - 50 tanh(ln((G + 1) / (median G + 1))), G = 7-day mean of distinct idle GPUs; at least 14 points of history.
 */
struct amount gsi_depth(struct amount idle, const double *days28, size_t count28);

/* --- the whole --- */

enum gsi_status { GSI_NONE, GSI_WITHHELD, GSI_PROVISIONAL, GSI_FINAL };

struct gsi_level {
    struct amount value;
    double coverage;   /* sum of the weights of the components present, 0..1 */
    double freshness;  /* 0..1 */
    double confidence; /* 0..100 */
    enum gsi_status status;
};

/* ages in hours; a component older than its maximum age is out. venues: how many vote in A. */
struct gsi_level gsi_aggregate(const struct amount scores[GSI_COMPONENTS], const double ages[GSI_COMPONENTS],
                               size_t venues);
const char *gsi_status_name(enum gsi_status status); /* "none" "withheld" "provisional" "final" */

/* The models of the basket, as gpu_models() names them, and their weights. */
struct gsi_basket_row {
    const char *model;
    double weight;
};
const struct gsi_basket_row *gsi_basket_rows(size_t *count);
/* values: one per row. Renormalised over those known; unknown, and *weight 0, below half of the weight. */
struct amount gsi_basket(const struct amount *values, double *weight);

/* --- words --- */

enum gsi_label { GSI_UNLABELLED, GSI_GLUT, GSI_LOOSE, GSI_BALANCED, GSI_TIGHT, GSI_SHORT, GSI_ACUTE };

/* The label of a value: below 30 glut, then loose, from 45 balanced, 55 tight, 70 short, 85 acute. One that was
 * given before is left only when the value is 2 points beyond the border. */
enum gsi_label gsi_label_of(double value, enum gsi_label before);
const char *gsi_label_name(enum gsi_label label); /* "tight"; "" none */
enum gsi_label gsi_label_find(const char *name);  /* GSI_UNLABELLED when there is no such */

#endif
