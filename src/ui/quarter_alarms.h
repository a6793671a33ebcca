/* SPDX-License-Identifier: MIT
 * Which of a company's alarms belong to a quarter, a line or a customer, and what their rules ask. */
#ifndef QUARTER_ALARMS_H
#define QUARTER_ALARMS_H

#include "model/receivables.h"

#define RULE(rule)   (1U << (rule))
#define RULES_OF_DSO (RULE(ALARM_DSO) | RULE(ALARM_DSO_YEAR))
#define RULES_ALL    (RULE(ALARM_RULES) - 1)

/* The gravest alarm of those rules (a mask of RULE()) for the quarter that ends that day; NULL none. */
const struct receivables_alarm *quarter_alarm(const struct receivables *all, int32_t end_day, unsigned rules);
/* Of a customer in one filing. all may be NULL. */
const struct receivables_alarm *customer_alarm(const struct receivables *all, const char *accession,
                                               const char *label);

/* What the rule asks, in words: "share of receivables far above share of revenue". */
const char *alarm_rule_words(enum alarm_rule rule);
/* What fired it: "33 points; the limit is 15". */
void alarm_measure_words(const struct receivables_alarm *alarm, char *text, size_t size);

#endif
