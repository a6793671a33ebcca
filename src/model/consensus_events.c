/* SPDX-License-Identifier: MIT
 * What is news between two observations of a consensus. */
#include "config.h"

#include "model/consensus.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ARROW     "\xe2\x86\x92"
#define MONDAY    3    /* 1970-01-01 was a Thursday: weeks are counted from Mondays */
#define EPS_LEAST 0.05 /* percentages of less per share mean nothing */

static struct event *start(struct event *event, enum event_kind kind, const struct consensus *consensus,
                           int64_t now)
{
    *event = (struct event){.kind = kind, .severity = 1, .happened_at = now};
    text_copy(event->symbol, sizeof event->symbol, consensus->symbol);
    text_copy(event->topic, sizeof event->topic, consensus->source);
    snprintf(event->link, sizeof event->link, "ratings %s", consensus->symbol);
    return event;
}

static size_t step_event(struct event *event, const struct consensus *before, const struct consensus *after,
                         int64_t now)
{
    struct amount mean = consensus_mean(after);
    enum rating_step old = rating_step_of_mean(consensus_mean(before)), new = rating_step_of_mean(mean);
    if (old == STEP_UNKNOWN || new == STEP_UNKNOWN || old == new)
        return 0;
    start(event, EVENT_CONSENSUS, after, now);
    snprintf(event->text, sizeof event->text, "%s consensus %s " ARROW " %s, mean %.2f", after->symbol,
             rating_step_name(old), rating_step_name(new), mean.value);
    snprintf(event->key, sizeof event->key, "consensus:%s:%d:%d", after->symbol, (int)new,
             (int)date_new_york_day(now));
    snprintf(event->detail, sizeof event->detail, "step %s", new > old ? "up" : "down");
    event->value = mean;
    return 1;
}

static size_t analysts_event(struct event *event, const struct consensus *before, const struct consensus *after,
                             int64_t now)
{
    struct amount change = amount_minus(after->analysts, before->analysts);
    if (!change.known || change.value == 0)
        return 0;
    start(event, EVENT_CONSENSUS, after, now)->severity = 0;
    snprintf(event->text, sizeof event->text, "%s analysts %.0f " ARROW " %.0f", after->symbol,
             before->analysts.value, after->analysts.value);
    snprintf(event->key, sizeof event->key, "analysts:%s:%.0f:%d", after->symbol, after->analysts.value,
             (int)date_new_york_day(now));
    snprintf(event->detail, sizeof event->detail, "analysts %s", change.value > 0 ? "up" : "down");
    event->value = change;
    return 1;
}

static bool is_of_year(const struct estimate *estimate)
{
    return strchr(estimate->period, 'y') != NULL;
}

/* The same fiscal period: labels move on, its end does not. */
static const struct estimate *same_estimate(const struct consensus *consensus, const struct estimate *estimate)
{
    for (size_t i = 0; i < consensus->estimate_count; i++) {
        const struct estimate *other = &consensus->estimates[i];
        if (other->revenue == estimate->revenue && other->end_day == estimate->end_day &&
            is_of_year(other) == is_of_year(estimate))
            return other;
    }
    return NULL;
}

static size_t estimate_event(struct event *event, const struct consensus *before, const struct consensus *after,
                             const struct estimate *estimate, double percent, int64_t now)
{
    const struct estimate *earlier = same_estimate(before, estimate);
    char title[48], change_words[24], level[24], text[160], key[160];
    if (earlier == NULL || (!estimate->revenue && fabs(earlier->mean.value) < EPS_LEAST))
        return 0;
    struct amount change = amount_percent_change(estimate->mean, earlier->mean);
    if (!change.known || percent <= 0 || fabs(change.value) < percent)
        return 0;
    start(event, EVENT_ESTIMATE, after, now);
    estimate_title(estimate, title, sizeof title);
    format_percent(change_words, sizeof change_words, change, 1);
    if (estimate->revenue)
        format_scaled(level, sizeof level, estimate->mean);
    else
        format_price(level, sizeof level, estimate->mean, 2);
    snprintf(text, sizeof text, "%s estimate of %s %s, now %s", after->symbol, title, change_words, level);
    text_copy(event->text, sizeof event->text, text);
    snprintf(key, sizeof key, "estimate:%s:%s:%d:%d:%d:%d", after->symbol, estimate->revenue ? "revenue" : "eps",
             is_of_year(estimate), (int)estimate->end_day, (int)fmax(-1e6, fmin(1e6, change.value / percent)),
             (int)((date_new_york_day(now) + MONDAY) / 7));
    text_copy(event->key, sizeof event->key, key);
    snprintf(event->detail, sizeof event->detail, "%s %s %s", estimate->revenue ? "revenue" : "eps",
             estimate->period, change.value > 0 ? "up" : "down");
    event->value = change;
    return 1;
}

size_t events_from_consensus(struct event events[CONSENSUS_EVENTS_MOST], const struct consensus *before,
                             const struct consensus *after, double percent, int64_t now)
{
    size_t count = step_event(events, before, after, now);
    count += analysts_event(events + count, before, after, now);
    for (size_t i = 0; i < after->estimate_count && count < CONSENSUS_EVENTS_MOST; i++)
        count += estimate_event(events + count, before, after, &after->estimates[i], percent, now);
    return count;
}
