/* SPDX-License-Identifier: MIT
 * The arithmetic of GSI-1.0. */
#include "config.h"

#include "model/gsi.h"

#include "quantile.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEUTRAL           50.0
#define FULL              100.0
#define POINTS_28         14
#define POINTS_180        60
#define SCALE_28          0.20
#define SCALE_180         0.40
#define BUCKET_POINTS     25.0 /* a bucket of interruption, on the scale of the scores */
#define RATIO_SHARE       0.7
#define WITHHELD_BELOW    0.40
#define PROVISIONAL_BELOW 0.60
#define VENUES_LEAST      3
#define VENUES_FULL       6.0
#define BASKET_LEAST      0.5
#define HYSTERESIS        2.0

const struct gsi_constants gsi_constants[GSI_COMPONENTS] = {
    [GSI_A] = {'A', "availability", 0.35, 6, 72},     [GSI_U] = {'U', "utilisation", 0.20, 24, 96},
    [GSI_P] = {'P', "price pressure", 0.20, 48, 168}, [GSI_S] = {'S', "spot tightness", 0.15, 168, 720},
    [GSI_B] = {'B', "region breadth", 0.05, 6, 72},   [GSI_D] = {'D', "depth", 0.05, 6, 72},
};

/* --- helpers --- */

struct point {
    double x, score;
};

/* Linear between three points, flat beyond them. */
static double piecewise(double x, const struct point points[3])
{
    if (x <= points[0].x)
        return points[0].score;
    for (size_t i = 1; i < 3; i++)
        if (x <= points[i].x)
            return points[i - 1].score + (points[i].score - points[i - 1].score) * (x - points[i - 1].x) /
                                             (points[i].x - points[i - 1].x);
    return points[2].score;
}

static double mean(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum / (double)count;
}

static struct amount median(const double *values, size_t count)
{
    if (count == 0)
        return AMOUNT_UNKNOWN;
    double *sorted = memory_new(count, sizeof *sorted);
    memcpy(sorted, values, count * sizeof *sorted);
    struct amount result = quantile(sorted, count, 0.5);
    free(sorted);
    return result;
}

/* --- A --- */

static double vote_of(const struct gsi_vote *vote)
{
    return vote->stocked8.known ? 0.5 * vote->stocked + 0.5 * vote->stocked8.value : vote->stocked;
}

struct amount gsi_availability(const struct gsi_vote *votes, size_t count)
{
    double sum = 0;
    if (count == 0)
        return AMOUNT_UNKNOWN;
    for (size_t i = 0; i < count; i++)
        sum += vote_of(&votes[i]);
    return amount_of(FULL * (1 - sum / (double)count));
}

struct amount gsi_panel_error(const struct gsi_vote *votes, size_t count)
{
    double sum = 0, squares = 0, n = (double)count;
    if (count < VENUES_LEAST)
        return AMOUNT_UNKNOWN;
    for (size_t i = 0; i < count; i++)
        sum += vote_of(&votes[i]);
    double centre = FULL * (1 - sum / n); /* the mean of the leave-one-out values is the value itself */
    for (size_t i = 0; i < count; i++) {
        double without = FULL * (1 - (sum - vote_of(&votes[i])) / (n - 1));
        squares += (without - centre) * (without - centre);
    }
    return amount_of(sqrt((n - 1) / n * squares));
}

/* --- U --- */

struct amount gsi_utilisation(const struct gsi_fleet *fleets, size_t count)
{
    static const struct point points[3] = {{0.50, 0}, {0.80, NEUTRAL}, {0.97, FULL}};
    double rented = 0, total = 0;
    for (size_t i = 0; i < count; i++) {
        rented += fleets[i].rented;
        total += fleets[i].total;
    }
    return total > 0 ? amount_of(piecewise(rented / total, points)) : AMOUNT_UNKNOWN;
}

/* --- P --- */

struct amount gsi_price_pressure(struct amount price, const double *days28, size_t count28, const double *days180,
                                 size_t count180)
{
    struct amount median28 = count28 >= POINTS_28 ? median(days28, count28) : AMOUNT_UNKNOWN;
    struct amount median180 = count180 >= POINTS_180 ? median(days180, count180) : AMOUNT_UNKNOWN;
    double terms[2];
    size_t count = 0;
    if (!price.known || price.value <= 0)
        return AMOUNT_UNKNOWN;
    if (median28.known && median28.value > 0)
        terms[count++] = log(price.value / median28.value) / SCALE_28;
    if (median180.known && median180.value > 0)
        terms[count++] = log(price.value / median180.value) / SCALE_180;
    return count > 0 ? amount_of(NEUTRAL + NEUTRAL * tanh(mean(terms, count))) : AMOUNT_UNKNOWN;
}

/* --- S --- */

struct amount gsi_spot_tightness(const double *ratios, size_t count, const double *buckets, size_t bucket_count)
{
    static const struct point points[3] = {{0.15, 0}, {0.40, NEUTRAL}, {0.80, FULL}};
    struct amount ratio = median(ratios, count);
    double interrupted = bucket_count > 0 ? BUCKET_POINTS * mean(buckets, bucket_count) : 0;
    if (!ratio.known)
        return bucket_count > 0 ? amount_of(interrupted) : AMOUNT_UNKNOWN;
    double score = piecewise(ratio.value, points);
    return amount_of(bucket_count > 0 ? RATIO_SHARE * score + (1 - RATIO_SHARE) * interrupted : score);
}

/* --- B and D --- */

struct amount gsi_breadth(double stocked, double seen)
{
    if (seen <= 0)
        return AMOUNT_UNKNOWN;
    return amount_of(FULL * (1 - stocked / seen));
}

struct amount gsi_depth(struct amount idle, const double *days28, size_t count28)
{
    struct amount usual = count28 >= POINTS_28 ? median(days28, count28) : AMOUNT_UNKNOWN;
    if (!idle.known || !usual.known || idle.value < 0 || usual.value < 0)
        return AMOUNT_UNKNOWN;
    return amount_of(NEUTRAL - NEUTRAL * tanh(log((idle.value + 1) / (usual.value + 1))));
}

/* --- the whole --- */

static enum gsi_status status_of(double coverage, size_t venues)
{
    if (coverage <= 0)
        return GSI_NONE;
    if (coverage < WITHHELD_BELOW)
        return GSI_WITHHELD;
    return coverage < PROVISIONAL_BELOW || venues < VENUES_LEAST ? GSI_PROVISIONAL : GSI_FINAL;
}

struct gsi_level gsi_aggregate(const struct amount scores[GSI_COMPONENTS], const double ages[GSI_COMPONENTS],
                               size_t venues)
{
    struct gsi_level level = {.value = AMOUNT_UNKNOWN};
    double sum = 0, fresh = 0;
    for (int k = 0; k < GSI_COMPONENTS; k++) {
        const struct gsi_constants *constants = &gsi_constants[k];
        if (!scores[k].known || ages[k] > constants->max_age_hours)
            continue;
        sum += constants->weight * scores[k].value;
        fresh += constants->weight * exp2(-ages[k] / constants->half_life_hours);
        level.coverage += constants->weight;
    }
    if (level.coverage > 0)
        level.freshness = fresh / level.coverage;
    double panel = (double)venues / VENUES_FULL;
    level.confidence = FULL * level.coverage * sqrt(level.freshness) * sqrt(panel < 1 ? panel : 1);
    /* 0.40 is told apart from 0.399...: sums of decimal weights are not exact */
    level.status = status_of(level.coverage + 1e-12, venues);
    if (level.coverage <= 0)
        level.status = GSI_NONE;
    if (level.status == GSI_FINAL || level.status == GSI_PROVISIONAL)
        level.value = amount_of(sum / level.coverage);
    return level;
}

const char *gsi_status_name(enum gsi_status status)
{
    static const char *const names[] = {
        [GSI_NONE] = "none", [GSI_WITHHELD] = "withheld", [GSI_PROVISIONAL] = "provisional", [GSI_FINAL] = "final"};
    return names[status];
}

static const struct gsi_basket_row basket[] = {
    {"H100 SXM", 0.35}, {"H200", 0.25}, {"B200", 0.20}, {"A100 80GB SXM", 0.10}, {"L40S", 0.05}, {"RTX 4090", 0.05},
};
#define BASKET (sizeof basket / sizeof basket[0])

const struct gsi_basket_row *gsi_basket_rows(size_t *count)
{
    *count = BASKET;
    return basket;
}

struct amount gsi_basket(const struct amount *values, double *weight)
{
    double sum = 0, known = 0;
    for (size_t i = 0; i < BASKET; i++)
        if (values[i].known) {
            sum += basket[i].weight * values[i].value;
            known += basket[i].weight;
        }
    bool enough = known + 1e-12 >= BASKET_LEAST;
    *weight = enough ? known : 0;
    return enough ? amount_of(sum / known) : AMOUNT_UNKNOWN;
}

/* --- words --- */

static const struct {
    const char *name;
    double from;
} labels[] = {
    [GSI_UNLABELLED] = {"", 0},        [GSI_GLUT] = {"glut", -1e9}, [GSI_LOOSE] = {"loose", 30},
    [GSI_BALANCED] = {"balanced", 45}, [GSI_TIGHT] = {"tight", 55}, [GSI_SHORT] = {"short", 70},
    [GSI_ACUTE] = {"acute", 85},
};
#define LABELS ((int)(sizeof labels / sizeof labels[0]))

enum gsi_label gsi_label_of(double value, enum gsi_label before)
{
    int label = (int)before;
    if (before == GSI_UNLABELLED) {
        for (label = GSI_ACUTE; value < labels[label].from; label--)
            continue;
        return (enum gsi_label)label;
    }
    while (label < GSI_ACUTE && value >= labels[label + 1].from + HYSTERESIS)
        label++;
    while (label > GSI_GLUT && value < labels[label].from - HYSTERESIS)
        label--;
    return (enum gsi_label)label;
}

const char *gsi_label_name(enum gsi_label label)
{
    return labels[label].name;
}

enum gsi_label gsi_label_find(const char *name)
{
    for (int i = GSI_GLUT; i < LABELS; i++)
        if (strcmp(labels[i].name, name) == 0)
            return (enum gsi_label)i;
    return GSI_UNLABELLED;
}
