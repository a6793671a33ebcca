/* SPDX-License-Identifier: MIT
 * Parts and changes of the consensus. */
#include "config.h"

#include "model/consensus.h"

#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MONTH_SECONDS   (30 * 86400)
#define NEAR_SECONDS    (7 * 86400)
#define SAME_QUARTER    45 /* days: sources differ in when one ended, and quarters lie 90 apart */
#define QUARTERS_OF_ALL 4  /* what providers tell readily; eight are worth asking another one */

unsigned consensus_parts(const struct consensus *consensus)
{
    bool targets = consensus->target_mean.known || consensus->target_median.known || consensus->target_high.known;
    return (trend_month_analysts(&consensus->months[0]) > 0 ? PART_TREND : 0U) | (targets ? PART_TARGETS : 0U) |
           (consensus->estimate_count > 0 ? PART_ESTIMATES : 0U) |
           (consensus->earnings_from > 0 ? PART_CALENDAR : 0U) |
           (consensus->quarter_count > QUARTERS_OF_ALL ? PART_QUARTERS : 0U);
}

void consensus_keep(struct consensus *consensus, unsigned parts)
{
    struct consensus kept = {0};
    text_copy(kept.symbol, sizeof kept.symbol, consensus->symbol);
    text_copy(kept.source, sizeof kept.source, consensus->source);
    consensus_take(&kept, consensus, parts);
    *consensus = kept;
}

void consensus_take(struct consensus *consensus, const struct consensus *other, unsigned parts)
{
    if ((parts & PART_TREND) != 0) {
        memcpy(consensus->months, other->months, sizeof consensus->months);
        consensus->recommendation_mean = other->recommendation_mean;
    }
    if ((parts & PART_TARGETS) != 0) {
        consensus->target_low = other->target_low;
        consensus->target_median = other->target_median;
        consensus->target_mean = other->target_mean;
        consensus->target_high = other->target_high;
        consensus->analysts = other->analysts;
        text_copy(consensus->currency, sizeof consensus->currency, other->currency);
    }
    if ((parts & PART_ESTIMATES) != 0) {
        consensus->estimates = other->estimates;
        consensus->estimate_count = other->estimate_count;
    }
    if ((parts & PART_CALENDAR) != 0) {
        consensus->earnings_from = other->earnings_from;
        consensus->earnings_to = other->earnings_to;
        consensus->earnings_estimated = other->earnings_estimated;
    }
    for (size_t i = 0; (parts & PART_QUARTERS) != 0 && i < other->quarter_count; i++)
        (void)consensus_add_quarter(consensus, &other->quarters[i]);
}

bool consensus_add_quarter(struct consensus *consensus, const struct earnings_quarter *quarter)
{
    size_t at = 0, count = consensus->quarter_count;
    for (size_t i = 0; i < count; i++)
        if (abs(consensus->quarters[i].end_day - quarter->end_day) < SAME_QUARTER)
            return false;
    while (at < count && consensus->quarters[at].end_day > quarter->end_day)
        at++;
    if (at == QUARTERS_SHOWN)
        return false;
    size_t moved = count < QUARTERS_SHOWN ? count - at : QUARTERS_SHOWN - 1 - at;
    memmove(&consensus->quarters[at + 1], &consensus->quarters[at], moved * sizeof *quarter);
    consensus->quarters[at] = *quarter;
    consensus->quarter_count += count < QUARTERS_SHOWN;
    return true;
}

struct amount consensus_mean(const struct consensus *consensus)
{
    struct amount counted = trend_month_mean(&consensus->months[0]);
    return counted.known ? counted : consensus->recommendation_mean;
}

/* The observation nearest to that moment, if there is one within a week. */
static struct amount observed_mean(const struct consensus *consensus, int64_t then)
{
    struct amount mean = AMOUNT_UNKNOWN;
    int64_t nearest = NEAR_SECONDS + 1;
    for (size_t i = 0; i < consensus->history_count; i++) {
        const struct consensus_point *point = &consensus->history[i];
        int64_t apart = point->at > then ? point->at - then : then - point->at;
        if (point->mean.known && apart < nearest) {
            nearest = apart;
            mean = point->mean;
        }
    }
    return mean;
}

struct amount consensus_mean_change(const struct consensus *consensus, int months, int64_t now)
{
    struct amount then = AMOUNT_UNKNOWN;
    if (months < TREND_MONTHS)
        then = trend_month_mean(&consensus->months[months]);
    if (!then.known)
        then = observed_mean(consensus, now - (int64_t)months * MONTH_SECONDS);
    return amount_minus(consensus_mean(consensus), then);
}

struct amount consensus_dispersion(const struct consensus *consensus)
{
    struct amount part =
        amount_over(amount_minus(consensus->target_high, consensus->target_low),
                    consensus->target_mean.known ? consensus->target_mean : consensus->target_median);
    return part.known ? amount_of(part.value * 100) : AMOUNT_UNKNOWN;
}

static const char *period_words(const struct estimate *estimate)
{
    static const struct {
        const char *period, *words;
    } periods[] = {{"0q", "this quarter"}, {"+1q", "next quarter"}, {"0y", "this year"}, {"+1y", "next year"}};
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++)
        if (strcmp(periods[i].period, estimate->period) == 0)
            return periods[i].words;
    return estimate->period;
}

static void write_title(const struct estimate *estimate, const char *measure, const char *of_quarter, int modulus,
                        char *text, size_t size)
{
    int year, month, day;
    if (estimate->end_day == DATE_UNKNOWN || estimate->end_day <= 0) {
        snprintf(text, size, "%s %s", measure, period_words(estimate));
        return;
    }
    date_to_civil(estimate->end_day, &year, &month, &day);
    if (strchr(estimate->period, 'y') != NULL)
        snprintf(text, size, "%s FY%02d", measure, year % 100);
    else
        snprintf(text, size, "%s %s %s %02d", measure, of_quarter, date_month_name(month), year % modulus);
}

void estimate_title(const struct estimate *estimate, char *text, size_t size)
{
    write_title(estimate, estimate->revenue ? "revenue" : "EPS", "quarter to", 10000, text, size);
}

void estimate_short_title(const struct estimate *estimate, char *text, size_t size)
{
    write_title(estimate, estimate->revenue ? "rev" : "EPS", "Q", 100, text, size);
}

struct amount quarter_surprise(const struct earnings_quarter *quarter)
{
    return amount_percent_change(quarter->actual, quarter->expected);
}
