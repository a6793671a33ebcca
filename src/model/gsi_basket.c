/* SPDX-License-Identifier: MIT
 * The basket out of the fixes of its models; when fixes are due, and when two of them are the same. */
#include "config.h"

#include "model/gsi_fix.h"

#include "base/text.h"

#include <string.h>

#define HOUR 3600
#define DAY  86400

#define FINAL_LEAST 0.60 /* of the basket's weight */

/* --- the basket --- */

/* The mean of a figure by the weights of the models whose value counts. */
static struct amount weighted(const struct gsi_fix *const *members, struct amount (*figure)(const struct gsi_fix *))
{
    size_t count;
    const struct gsi_basket_row *rows = gsi_basket_rows(&count);
    double sum = 0, weight = 0;
    for (size_t i = 0; i < count; i++) {
        struct amount part =
            members[i] != NULL && members[i]->level.value.known ? figure(members[i]) : AMOUNT_UNKNOWN;
        if (!part.known)
            continue;
        sum += rows[i].weight * part.value;
        weight += rows[i].weight;
    }
    return weight > 0 ? amount_of(sum / weight) : AMOUNT_UNKNOWN;
}

static struct amount confidence(const struct gsi_fix *fix)
{
    return amount_of(fix->level.confidence);
}

static struct amount freshness(const struct gsi_fix *fix)
{
    return amount_of(fix->level.freshness);
}

static struct amount matched(const struct gsi_fix *fix)
{
    return fix->matched;
}

static struct amount composition(const struct gsi_fix *fix)
{
    return fix->composition;
}

static struct amount panel_error(const struct gsi_fix *fix)
{
    return fix->panel_error;
}

static void mean_components(struct gsi_fix *basket, const struct gsi_fix *const *members)
{
    size_t count;
    const struct gsi_basket_row *rows = gsi_basket_rows(&count);
    for (int k = 0; k < GSI_COMPONENTS; k++) {
        double score = 0, age = 0, weight = 0;
        for (size_t i = 0; i < count; i++) {
            if (members[i] == NULL || !members[i]->level.value.known || !members[i]->scores[k].known)
                continue;
            score += rows[i].weight * members[i]->scores[k].value;
            age += rows[i].weight * members[i]->ages[k].value;
            weight += rows[i].weight;
        }
        basket->scores[k] = weight > 0 ? amount_of(score / weight) : AMOUNT_UNKNOWN;
        basket->ages[k] = weight > 0 ? amount_of(age / weight) : AMOUNT_UNKNOWN;
    }
}

/* Final when final models hold the share of the weight that final models need of their components. */
static void basket_status(struct gsi_fix *basket, const struct gsi_fix *const *members)
{
    size_t count;
    const struct gsi_basket_row *rows = gsi_basket_rows(&count);
    double final = 0;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (members[i] == NULL)
            continue;
        any = any || members[i]->level.status != GSI_NONE;
        final += members[i]->level.status == GSI_FINAL ? rows[i].weight : 0;
        if (members[i]->level.value.known && members[i]->venues > basket->venues)
            basket->venues = members[i]->venues;
    }
    basket->level.status = !any                           ? GSI_NONE
                           : !basket->level.value.known   ? GSI_WITHHELD
                           : final + 1e-12 >= FINAL_LEAST ? GSI_FINAL
                                                          : GSI_PROVISIONAL;
}

void gsi_basket_make(struct gsi_fix *basket, const struct gsi_fix *fixes, size_t count,
                     const struct gsi_fix *before)
{
    const struct gsi_fix *members[GSI_MODELS_MOST] = {NULL};
    struct amount values[GSI_MODELS_MOST];
    size_t row_count;
    const struct gsi_basket_row *rows = gsi_basket_rows(&row_count);
    memset(basket, 0, sizeof *basket);
    text_copy(basket->model, sizeof basket->model, GSI_BASKET);
    text_copy(basket->version, sizeof basket->version, GSI_VERSION);
    for (size_t i = 0; i < row_count; i++) {
        for (size_t k = 0; k < count; k++)
            if (strcmp(fixes[k].model, rows[i].model) == 0)
                members[i] = &fixes[k];
        values[i] = members[i] != NULL ? members[i]->level.value : AMOUNT_UNKNOWN;
    }
    if (count > 0) {
        basket->fix_at = fixes[0].fix_at;
        basket->made_at = fixes[0].made_at;
        basket->seeded = fixes[0].seeded;
    }
    basket->level.value = gsi_basket(values, &basket->level.coverage);
    basket->level.confidence = basket->level.coverage * weighted(members, confidence).value;
    basket->level.freshness = weighted(members, freshness).value;
    basket->panel_error = weighted(members, panel_error);
    basket->matched = weighted(members, matched);
    basket->composition = weighted(members, composition);
    mean_components(basket, members);
    basket_status(basket, members);
    if (basket->level.value.known)
        basket->label = gsi_label_of(basket->level.value.value, before != NULL ? before->label : GSI_UNLABELLED);
}

/* --- time, equality --- */

int64_t gsi_fix_time(int64_t at)
{
    return (at - GSI_FIX_HOUR * HOUR) / DAY * DAY + GSI_FIX_HOUR * HOUR;
}

bool gsi_fix_is_late(const struct gsi_fix *fix)
{
    return fix->made_at - fix->fix_at > HOUR;
}

/* Bit by bit: 0.1 + 0.2 is not 0.3 here. */
static bool same_number(double a, double b)
{
    uint64_t first, second;
    memcpy(&first, &a, sizeof first);
    memcpy(&second, &b, sizeof second);
    return first == second;
}

static bool same(struct amount a, struct amount b)
{
    return a.known == b.known && (!a.known || same_number(a.value, b.value));
}

bool gsi_fix_equal(const struct gsi_fix *a, const struct gsi_fix *b)
{
    bool equal = strcmp(a->model, b->model) == 0 && a->fix_at == b->fix_at && strcmp(a->version, b->version) == 0 &&
                 a->seeded == b->seeded && same(a->level.value, b->level.value) &&
                 same_number(a->level.coverage, b->level.coverage) &&
                 same_number(a->level.freshness, b->level.freshness) &&
                 same_number(a->level.confidence, b->level.confidence) && a->level.status == b->level.status &&
                 same(a->panel_error, b->panel_error) && a->label == b->label && a->venues == b->venues &&
                 a->panel == b->panel && same(a->matched, b->matched) && same(a->composition, b->composition) &&
                 same(a->price, b->price) && a->chain_from == b->chain_from &&
                 a->settled_price == b->settled_price && same(a->idle, b->idle) && same(a->depth, b->depth);
    for (int k = 0; equal && k < GSI_COMPONENTS; k++)
        equal = same(a->scores[k], b->scores[k]) && same(a->ages[k], b->ages[k]);
    return equal;
}
