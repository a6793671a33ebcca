/* SPDX-License-Identifier: MIT
 * Lines that only facts with dimensions tell. The timing of obligations is tagged in steps: each has a date from
 * which it runs (a typed axis) and a length. That date is often left over from an earlier filing (NVIDIA, July
 * 2025: 2024-10-28), so a step that seems to begin before the balance sheet begins with it. */
#include "config.h"

#include "model/receivables.h"

#include "receivable_concepts.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define STEPS_MOST    16
#define DAYS_A_MONTH  30.4375
#define MONTHS_SLACK  1.5
#define TIMING_AXIS   "RevenueRemainingPerformanceObligationExpectedTimingOfSatisfactionStartDateAxis"
#define CATEGORY_AXIS "UnrecordedUnconditionalPurchaseObligationByCategoryOfItemPurchasedAxis"

struct step {
    const char *dimensions;
    double from; /* months after the balance sheet */
    struct amount months, percent, value;
};

static size_t count_dimensions(const char *dimensions)
{
    struct dimension dimension;
    size_t count = 0;
    while (dimension_next(&dimensions, &dimension))
        count++;
    return count;
}

static bool is_timing(const struct dimensional_fact *fact, char date[MEMBER_SIZE])
{
    return count_dimensions(fact->dimensions) == 1 &&
           dimension_member(fact->dimensions, TIMING_AXIS, date, MEMBER_SIZE);
}

static bool is_obligation(const char *concept)
{
    return strcmp(concept, CONCEPT_OBLIGATION) == 0 || strcmp(concept, CONCEPT_OBLIGATION_SHARE) == 0 ||
           strcmp(concept, CONCEPT_OBLIGATION_PERIOD) == 0;
}

/* The newest filing that tells of this day's obligations; NULL none. */
static const struct dimensional_fact *newest_teller(const struct dimensional_facts *facts, int32_t end)
{
    const struct dimensional_fact *newest = NULL;
    char date[MEMBER_SIZE];
    for (size_t i = 0; i < facts->count; i++) {
        const struct dimensional_fact *fact = &facts->items[i];
        if (fact->end_day == end && is_obligation(fact->concept) && is_timing(fact, date) &&
            (newest == NULL || fact->filed_day > newest->filed_day))
            newest = fact;
    }
    return newest;
}

static struct step *step_for(struct step *steps, size_t *count, const struct dimensional_fact *fact,
                             const char *date)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(steps[i].dimensions, fact->dimensions) == 0)
            return &steps[i];
    if (*count == STEPS_MOST)
        return NULL;
    struct step *step = &steps[(*count)++];
    int32_t day = date_from_iso(date);
    *step = (struct step){.dimensions = fact->dimensions};
    if (day != DATE_UNKNOWN && day > fact->end_day)
        step->from = (day - fact->end_day) / DAYS_A_MONTH;
    return step;
}

static size_t collect_steps(const struct dimensional_facts *facts, const struct dimensional_fact *teller,
                            struct step *steps)
{
    size_t count = 0;
    char date[MEMBER_SIZE];
    for (size_t i = 0; i < facts->count; i++) {
        const struct dimensional_fact *fact = &facts->items[i];
        if (fact->end_day != teller->end_day || strcmp(fact->accession, teller->accession) != 0 ||
            !is_obligation(fact->concept) || !is_timing(fact, date))
            continue;
        struct step *step = step_for(steps, &count, fact, date);
        if (step == NULL)
            continue;
        if (strcmp(fact->concept, CONCEPT_OBLIGATION_PERIOD) == 0)
            step->months = amount_of(fact->value);
        else if (strcmp(fact->concept, CONCEPT_OBLIGATION_SHARE) == 0)
            step->percent = amount_of(round(fact->value * 1e8) / 1e6); /* 0.58 is 58, not 57.99... */
        else
            step->value = amount_of(fact->value);
    }
    return count;
}

/* The share of the steps that lie within so many months, if they reach so far without a hole. */
static struct amount share_within(const struct step *steps, size_t count, double months)
{
    double share = 0, reached = 0;
    for (size_t i = 0; i < count; i++) {
        const struct step *step = &steps[i];
        if (!step->months.known || !step->percent.known || step->from + step->months.value > months + MONTHS_SLACK)
            continue;
        share += step->percent.value;
        reached += step->months.value;
    }
    return reached >= months - MONTHS_SLACK && share <= 100.5 ? amount_of(share) : AMOUNT_UNKNOWN;
}

static struct amount share_from(const struct step *steps, size_t count, double months)
{
    double share = 0;
    bool begins = false;
    for (size_t i = 0; i < count; i++) {
        if (!steps[i].percent.known || steps[i].from < months - MONTHS_SLACK)
            continue;
        share += steps[i].percent.value;
        begins = begins || steps[i].from < months + MONTHS_SLACK;
    }
    return begins ? amount_of(share) : AMOUNT_UNKNOWN;
}

static void add_total(struct receivables_quarter *quarter, const struct step *steps, size_t count,
                      const char *accession)
{
    double sum = 0;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        sum += steps[i].value.known ? steps[i].value.value : 0;
        any = any || steps[i].value.known;
    }
    if (any && !quarter->rpo.amount.known)
        quarter->rpo = (struct stock){.amount = amount_of(sum),
                                      .concept = CONCEPT_OBLIGATION,
                                      .accession = accession,
                                      .earlier_accession = ""};
}

static void add_timing(struct receivables_quarter *quarter, const struct dimensional_facts *facts,
                       struct arena *arena)
{
    struct step steps[STEPS_MOST];
    const struct dimensional_fact *teller = newest_teller(facts, quarter->end_day);
    if (teller == NULL)
        return;
    const char *accession = arena_text(arena, teller->accession);
    size_t count = collect_steps(facts, teller, steps);
    add_total(quarter, steps, count, accession);
    for (size_t i = 0; i < count; i++) {
        struct amount share = amount_over(steps[i].value, quarter->rpo.amount);
        if (!steps[i].percent.known && share.known)
            steps[i].percent = amount_of(share.value * 100);
    }
    struct obligation_timing *timing = &quarter->rpo_timing;
    timing->within12 = share_within(steps, count, 12);
    timing->within24 = share_within(steps, count, 24);
    timing->beyond24 =
        timing->within24.known ? amount_of(100 - timing->within24.value) : share_from(steps, count, 24);
    if (timing->within12.known || timing->within24.known || timing->beyond24.known)
        timing->accession = accession;
}

/* --- balances with a member --- */

static bool is_related(const char *dimensions)
{
    static const char *const axes[] = {"RelatedPartyTransactionsByRelatedPartyAxis",
                                       "RelatedAndNonrelatedPartyStatusAxis",
                                       "ScheduleOfEquityMethodInvestmentEquityMethodInvesteeNameAxis"};
    char member[MEMBER_SIZE];
    for (size_t i = 0; i < sizeof axes / sizeof axes[0]; i++)
        if (count_dimensions(dimensions) == 1 && dimension_member(dimensions, axes[i], member, sizeof member))
            return strcmp(dimension_local(member), "NonrelatedPartyMember") != 0;
    return false;
}

static bool is_related_receivable(const struct dimensional_fact *fact)
{
    bool receivable = strcmp(fact->concept, "us-gaap:AccountsReceivableNetCurrent") == 0 ||
                      strcmp(fact->concept, "us-gaap:AccountsReceivableNet") == 0;
    return receivable && fact->start_day == DATE_UNKNOWN && is_related(fact->dimensions);
}

static bool is_lease(const struct dimensional_fact *fact)
{
    char member[MEMBER_SIZE];
    return strcmp(fact->concept, "us-gaap:UnrecordedUnconditionalPurchaseObligationBalanceSheetAmount") == 0 &&
           dimension_member(fact->dimensions, CATEGORY_AXIS, member, sizeof member) &&
           strstr(member, "LeaseNotYetCommenced") != NULL;
}

/* The largest that the newest filing tells of the day: members may overlap, so they are not added. */
static void add_largest(struct stock *stock, const struct dimensional_facts *facts, int32_t end,
                        bool (*is_one)(const struct dimensional_fact *fact), struct arena *arena)
{
    const struct dimensional_fact *found = NULL;
    for (size_t i = 0; i < facts->count; i++) {
        const struct dimensional_fact *fact = &facts->items[i];
        if (fact->end_day != end || strlen(fact->unit) != 3 || !is_one(fact))
            continue;
        if (found == NULL || fact->filed_day > found->filed_day ||
            (fact->filed_day == found->filed_day && fact->value > found->value))
            found = fact;
    }
    if (found == NULL || stock->amount.known)
        return;
    *stock = (struct stock){
        .amount = amount_of(found->value),
        .concept = arena_text(arena, found->concept),
        .accession = arena_text(arena, found->accession),
        .earlier_accession = "",
    };
}

void receivables_add_dimensional(struct receivables *receivables, const struct dimensional_facts *facts,
                                 struct arena *arena)
{
    for (size_t i = 0; i < receivables->count; i++) {
        struct receivables_quarter *quarter = &receivables->quarters[i];
        add_timing(quarter, facts, arena);
        add_largest(&quarter->related_receivables, facts, quarter->end_day, is_related_receivable, arena);
        add_largest(&quarter->leases_not_commenced, facts, quarter->end_day, is_lease, arena);
    }
}
