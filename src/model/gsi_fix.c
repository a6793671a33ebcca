/* SPDX-License-Identifier: MIT
 * A fix out of its evidence: who votes, which prices are linked, what is young enough. */
#include "config.h"

#include "model/gsi_fix.h"

#include "quantile.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HOUR           3600
#define DAY            86400
#define AZURE_PRICED   0.98 /* from here on Azure's spot price is none */
#define DEPTH_DAYS     7
#define SHORT_DAYS     28
#define SAME_FIX_HOURS 20 /* a fix so much earlier is of another day */

/* --- which inputs speak --- */

static double age_hours(int64_t at, int64_t when)
{
    double age = (double)(at - when) / HOUR;
    return age > 0 ? age : 0;
}

static bool is_young(int64_t at, int64_t when, enum gsi_component component)
{
    return when > 0 && age_hours(at, when) <= gsi_constants[component].max_age_hours;
}

static bool has_vote(const struct gsi_input *input)
{
    return input->role == GPU_ROLE_MARKET;
}

/* Clouds whose spot price follows demand; others set it by rule. */
static bool is_demand_linked(const struct gsi_input *input)
{
    if (strcmp(input->venue, "Azure") == 0)
        return input->spot_ratio.known && input->spot_ratio.value < AZURE_PRICED;
    return strcmp(input->venue, "Google") == 0 || strcmp(input->venue, "AWS") == 0;
}

static int by_venue(const void *a, const void *b)
{
    return strcmp((*(const struct gsi_input *const *)a)->venue, (*(const struct gsi_input *const *)b)->venue);
}

struct inputs { /* by venue: sums must not depend on the order they were told in */
    const struct gsi_input *items[GSI_VENUES_MOST];
    size_t count;
};

static struct inputs sorted(const struct gsi_input *inputs, size_t count)
{
    struct inputs result = {.count = 0};
    for (size_t i = 0; i < count && result.count < GSI_VENUES_MOST; i++)
        result.items[result.count++] = &inputs[i];
    qsort(result.items, result.count, sizeof result.items[0], by_venue);
    return result;
}

static const struct gsi_input *find(const struct gsi_input *inputs, size_t count, const char *venue)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(inputs[i].venue, venue) == 0)
            return &inputs[i];
    return NULL;
}

struct ages {
    double sum;
    size_t count;
};

static void add_age(struct ages *ages, int64_t at, int64_t when)
{
    ages->sum += age_hours(at, when);
    ages->count++;
}

static void set_score(struct gsi_fix *fix, enum gsi_component component, struct amount score,
                      const struct ages *ages)
{
    fix->scores[component] = score;
    fix->ages[component] =
        score.known && ages->count > 0 ? amount_of(ages->sum / (double)ages->count) : AMOUNT_UNKNOWN;
}

/* --- A --- */

static bool votes(const struct gsi_input *input, int64_t at)
{
    return has_vote(input) && input->stocked.known && is_young(at, input->stock_at, GSI_A);
}

static int64_t signature(const struct gsi_work *work)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < work->vote_count; i++)
        for (const char *at = work->voters[i]->venue;; at++) {
            hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
            if (*at == '\0')
                break;
        }
    return work->vote_count > 0 ? (int64_t)(hash >> 1) : 0; /* of 63 bits: a column knows no more */
}

static void make_availability(const struct inputs *inputs, struct gsi_work *work)
{
    struct ages ages = {0, 0};
    for (size_t i = 0; i < inputs->count; i++) {
        const struct gsi_input *input = inputs->items[i];
        if (!votes(input, work->fix.fix_at))
            continue;
        work->voters[work->vote_count] = input;
        work->votes[work->vote_count++] = (struct gsi_vote){input->stocked.value, input->stocked8};
        add_age(&ages, work->fix.fix_at, input->stock_at);
    }
    work->fix.venues = (int64_t)work->vote_count;
    work->fix.panel = signature(work);
    work->panel_error_of_a = gsi_panel_error(work->votes, work->vote_count);
    set_score(&work->fix, GSI_A, gsi_availability(work->votes, work->vote_count), &ages);
}

/* --- U --- */

static void make_utilisation(const struct inputs *inputs, struct gsi_work *work)
{
    struct ages ages = {0, 0};
    for (size_t i = 0; i < inputs->count; i++) {
        const struct gsi_input *input = inputs->items[i];
        if (!has_vote(input) || !input->total.known || !is_young(work->fix.fix_at, input->usage_at, GSI_U))
            continue;
        work->fleet_of[work->fleet_count] = input;
        work->fleets[work->fleet_count++] = (struct gsi_fleet){input->rented.value, input->total.value};
        add_age(&ages, work->fix.fix_at, input->usage_at);
    }
    set_score(&work->fix, GSI_U, gsi_utilisation(work->fleets, work->fleet_count), &ages);
}

/* --- P --- */

static bool quotes(const struct gsi_input *input)
{
    return has_vote(input) && input->price.known && input->price.value > 0;
}

/* Where the chain begins: the median of the venues. */
static struct amount first_price(const struct inputs *inputs)
{
    double prices[GSI_VENUES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < inputs->count; i++)
        if (quotes(inputs->items[i]))
            prices[count++] = inputs->items[i]->price.value;
    return quantile(prices, count, 0.5);
}

/* link = exp(mean ln(p now / p before)) over the venues heard at both. */
static void make_link(const struct gsi_evidence *evidence, const struct inputs *inputs, struct gsi_work *work,
                      struct ages *ages)
{
    double sum = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        const struct gsi_input *now = inputs->items[i];
        const struct gsi_input *then = find(evidence->before, evidence->before_count, now->venue);
        if (!quotes(now) || then == NULL || !quotes(then) ||
            now->price_at - then->price_at > (int64_t)(GSI_CARRY_DAYS + 1) * DAY)
            continue;
        sum += log(now->price.value / then->price.value);
        add_age(ages, work->fix.fix_at, now->price_at);
        work->linked++;
    }
    if (work->linked > 0)
        work->link = amount_of(exp(sum / (double)work->linked));
}

static void make_chain(const struct gsi_evidence *evidence, const struct inputs *inputs, struct gsi_work *work,
                       struct ages *ages)
{
    struct gsi_fix *fix = &work->fix;
    make_link(evidence, inputs, work, ages);
    if (work->link.known && work->before.price.known) {
        fix->price = amount_of(work->before.price.value * work->link.value);
        fix->chain_from = work->before.chain_from;
        return;
    }
    fix->price = first_price(inputs);
    fix->chain_from = fix->price.known ? fix->fix_at : 0;
    *ages = (struct ages){0, 0};
    for (size_t i = 0; i < inputs->count; i++)
        if (quotes(inputs->items[i]))
            add_age(ages, fix->fix_at, inputs->items[i]->price_at);
}

static void add_day(struct gsi_work *work, int64_t days_ago, double price)
{
    if (days_ago <= SHORT_DAYS && work->count28 < sizeof work->days28 / sizeof work->days28[0])
        work->days28[work->count28++] = price;
    if (days_ago <= GSI_HISTORY_DAYS && work->count180 < sizeof work->days180 / sizeof work->days180[0])
        work->days180[work->count180++] = price;
}

static bool is_earlier_day(int64_t earlier, int64_t at)
{
    return at - earlier > SAME_FIX_HOURS * HOUR;
}

/* Rounded: a live value is some hours after a fix. */
static int64_t days_between(int64_t earlier, int64_t at)
{
    return (at - earlier + DAY / 2) / DAY;
}

static size_t own_days(const struct gsi_evidence *evidence, const struct gsi_fix *fix)
{
    size_t count = 0;
    for (size_t i = 0; i < evidence->fix_count; i++)
        count += evidence->fixes[i].price.known && evidence->fixes[i].chain_from == fix->chain_from &&
                 is_earlier_day(evidence->fixes[i].fix_at, evidence->at);
    return count;
}

static void add_own_days(const struct gsi_evidence *evidence, struct gsi_work *work)
{
    for (size_t i = 0; i < evidence->fix_count; i++) {
        const struct gsi_fix *day = &evidence->fixes[i];
        if (day->price.known && day->chain_from == work->fix.chain_from &&
            is_earlier_day(day->fix_at, evidence->at))
            add_day(work, days_between(day->fix_at, evidence->at), day->price.value);
    }
}

static bool use_settled(const struct gsi_evidence *evidence, struct gsi_work *work, struct ages *ages)
{
    if (evidence->settled_count == 0)
        return false;
    const struct gsi_settled *newest = &evidence->settled[evidence->settled_count - 1];
    if (!is_young(evidence->at, newest->at, GSI_P))
        return false;
    for (size_t i = 0; i + 1 < evidence->settled_count; i++)
        add_day(work, days_between(evidence->settled[i].at, newest->at), evidence->settled[i].price);
    work->price = amount_of(newest->price);
    work->fix.settled_price = true;
    *ages = (struct ages){0, 0};
    add_age(ages, evidence->at, newest->at);
    return true;
}

static void make_price_pressure(const struct gsi_evidence *evidence, const struct inputs *inputs,
                                struct gsi_work *work)
{
    struct ages ages = {0, 0};
    make_chain(evidence, inputs, work, &ages);
    bool own = own_days(evidence, &work->fix) >= GSI_OWN_FIXES;
    if (own || !use_settled(evidence, work, &ages)) {
        add_own_days(evidence, work);
        work->price = work->fix.price;
    }
    set_score(&work->fix, GSI_P,
              gsi_price_pressure(work->price, work->days28, work->count28, work->days180, work->count180), &ages);
}

/* --- S, B, D --- */

static void make_spot(const struct inputs *inputs, struct gsi_work *work)
{
    struct ages ages = {0, 0};
    for (size_t i = 0; i < inputs->count; i++) {
        const struct gsi_input *input = inputs->items[i];
        if (!is_demand_linked(input) || !is_young(work->fix.fix_at, input->spot_at, GSI_S))
            continue;
        work->spots[work->spot_count++] = input;
        if (input->spot_ratio.known)
            work->ratios[work->ratio_count++] = input->spot_ratio.value;
        if (input->interruption.known)
            work->buckets[work->bucket_count++] = input->interruption.value;
        add_age(&ages, work->fix.fix_at, input->spot_at);
    }
    set_score(&work->fix, GSI_S,
              gsi_spot_tightness(work->ratios, work->ratio_count, work->buckets, work->bucket_count), &ages);
}

static void make_breadth(const struct inputs *inputs, struct gsi_work *work)
{
    struct ages ages = {0, 0};
    for (size_t i = 0; i < inputs->count; i++) {
        const struct gsi_input *input = inputs->items[i];
        if (!has_vote(input) || !input->regions_seen.known || !input->regions_stocked.known ||
            !is_young(work->fix.fix_at, input->regions_at, GSI_B))
            continue;
        work->regions_stocked += input->regions_stocked.value;
        work->regions_seen += input->regions_seen.value;
        add_age(&ages, work->fix.fix_at, input->regions_at);
    }
    set_score(&work->fix, GSI_B, gsi_breadth(work->regions_stocked, work->regions_seen), &ages);
}

/* G of the last seven days, today among them. */
static struct amount mean_idle(const struct gsi_evidence *evidence, const struct gsi_fix *fix)
{
    double sum = fix->idle.value;
    size_t count = 1;
    if (!fix->idle.known)
        return AMOUNT_UNKNOWN;
    for (size_t i = 0; i < evidence->fix_count; i++) {
        const struct gsi_fix *day = &evidence->fixes[i];
        if (!day->idle.known || !is_earlier_day(day->fix_at, evidence->at) ||
            days_between(day->fix_at, evidence->at) >= DEPTH_DAYS)
            continue;
        sum += day->idle.value;
        count++;
    }
    return amount_of(sum / (double)count);
}

static void make_depth(const struct gsi_evidence *evidence, const struct inputs *inputs, struct gsi_work *work)
{
    struct gsi_fix *fix = &work->fix;
    struct ages ages = {0, 0};
    for (size_t i = 0; i < inputs->count; i++) {
        const struct gsi_input *input = inputs->items[i];
        if (!has_vote(input) || !input->idle.known || !is_young(fix->fix_at, input->idle_at, GSI_D))
            continue;
        fix->idle = amount_of(fix->idle.value + input->idle.value);
        add_age(&ages, fix->fix_at, input->idle_at);
    }
    fix->depth = mean_idle(evidence, fix);
    for (size_t i = 0; i < evidence->fix_count; i++) {
        const struct gsi_fix *day = &evidence->fixes[i];
        if (day->depth.known && is_earlier_day(day->fix_at, evidence->at) &&
            days_between(day->fix_at, evidence->at) <= SHORT_DAYS &&
            work->depth_count < sizeof work->depths / sizeof work->depths[0])
            work->depths[work->depth_count++] = day->depth.value;
    }
    set_score(fix, GSI_D, gsi_depth(fix->depth, work->depths, work->depth_count), &ages);
}

/* --- the whole --- */

static struct gsi_level aggregate(const struct gsi_fix *fix, size_t venues)
{
    double ages[GSI_COMPONENTS];
    for (int k = 0; k < GSI_COMPONENTS; k++)
        ages[k] = fix->ages[k].value;
    return gsi_aggregate(fix->scores, ages, venues);
}

/* The value that a fix would have with another A. */
static struct amount value_with(const struct gsi_fix *fix, struct amount availability)
{
    struct gsi_fix other = *fix;
    other.scores[GSI_A] = availability;
    return aggregate(&other, (size_t)fix->venues).value;
}

/* Availability among the venues that vote at both fixes, at the earlier one or the later. */
static struct amount matched_availability(const struct gsi_evidence *evidence, const struct gsi_work *work,
                                          bool earlier)
{
    struct gsi_vote common[GSI_VENUES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < work->vote_count; i++) {
        const struct gsi_input *then = find(evidence->before, evidence->before_count, work->voters[i]->venue);
        if (then == NULL || !votes(then, work->before.fix_at))
            continue;
        common[count++] = earlier ? (struct gsi_vote){then->stocked.value, then->stocked8} : work->votes[i];
    }
    return gsi_availability(common, count);
}

/* Composition = total change - change of the venues in both panels. */
static void make_composition(const struct gsi_evidence *evidence, struct gsi_work *work)
{
    struct gsi_fix *fix = &work->fix;
    if (work->before.model[0] == '\0')
        return;
    struct amount now = matched_availability(evidence, work, false),
                  then = matched_availability(evidence, work, true);
    if (!now.known || !then.known)
        return;
    fix->matched = amount_minus(value_with(fix, now), value_with(&work->before, then));
    fix->composition = amount_minus(amount_minus(fix->level.value, work->before.level.value), fix->matched);
}

static void make_level(struct gsi_work *work)
{
    struct gsi_fix *fix = &work->fix;
    fix->level = aggregate(fix, work->vote_count);
    if (fix->seeded && fix->level.status == GSI_FINAL)
        fix->level.status = GSI_PROVISIONAL;
    if (fix->level.value.known && fix->scores[GSI_A].known && work->panel_error_of_a.known)
        fix->panel_error =
            amount_of(gsi_constants[GSI_A].weight / fix->level.coverage * work->panel_error_of_a.value);
    if (fix->level.value.known)
        fix->label = gsi_label_of(fix->level.value.value, work->before.label);
}

/* The label goes on from the newest fix that had a value. */
static enum gsi_label label_before(const struct gsi_evidence *evidence)
{
    for (size_t i = evidence->fix_count; i > 0; i--)
        if (evidence->fixes[i - 1].label != GSI_UNLABELLED)
            return evidence->fixes[i - 1].label;
    return GSI_UNLABELLED;
}

void gsi_fix_make(const struct gsi_evidence *evidence, struct gsi_work *work)
{
    struct inputs inputs = sorted(evidence->inputs, evidence->input_count);
    memset(work, 0, sizeof *work);
    if (evidence->fix_count > 0)
        work->before = evidence->fixes[evidence->fix_count - 1];
    work->before.label = label_before(evidence);
    text_copy(work->fix.model, sizeof work->fix.model, evidence->model);
    text_copy(work->fix.version, sizeof work->fix.version, GSI_VERSION);
    work->fix.fix_at = evidence->at;
    work->fix.made_at = evidence->made_at;
    work->fix.seeded = evidence->seeded;
    make_availability(&inputs, work);
    make_utilisation(&inputs, work);
    make_price_pressure(evidence, &inputs, work);
    make_spot(&inputs, work);
    make_breadth(&inputs, work);
    make_depth(evidence, &inputs, work);
    make_level(work);
    make_composition(evidence, work);
}
