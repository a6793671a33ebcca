/* SPDX-License-Identifier: MIT
 * Looking alarms up. */
#include "config.h"

#include "quarter_alarms.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *words, *unit;
} rules[ALARM_RULES] = {
    [ALARM_CUSTOMER] = {"a customer owes far more of the receivables than it brings of the revenue", "points"},
    [ALARM_DSO] = {"days sales outstanding leap within a quarter, receivables outgrow revenue", "days"},
    [ALARM_DSO_YEAR] = {"days sales outstanding leap on the quarter and on the year", "days"},
    [ALARM_ALLOWANCE] = {"the share of receivables that is not expected to be paid grows", "times"},
    [ALARM_OBLIGATIONS] = {"remaining performance obligations shrink", "%"},
    [ALARM_RESTATED] = {"a filing gives another value than an earlier one", "%"},
};

const struct receivables_alarm *quarter_alarm(const struct receivables *all, int32_t end_day, unsigned wanted)
{
    for (size_t i = 0; i < all->alarm_count; i++)
        if (all->alarms[i].end_day == end_day && (RULE(all->alarms[i].rule) & wanted) != 0)
            return &all->alarms[i];
    return NULL;
}

const struct receivables_alarm *customer_alarm(const struct receivables *all, const char *accession,
                                               const char *label)
{
    for (size_t i = 0; all && i < all->alarm_count; i++)
        if (all->alarms[i].rule == ALARM_CUSTOMER && strcmp(all->alarms[i].accession, accession) == 0 &&
            strcmp(all->alarms[i].subject, label) == 0)
            return &all->alarms[i];
    return NULL;
}

const char *alarm_rule_words(enum alarm_rule rule)
{
    return rule < ALARM_RULES ? rules[rule].words : "";
}

void alarm_measure_words(const struct receivables_alarm *alarm, char *text, size_t size)
{
    const char *unit = alarm->rule < ALARM_RULES ? rules[alarm->rule].unit : "";
    snprintf(text, size, "%.4g %s; the limit is %.4g", alarm->figure, unit, alarm->limit);
}
