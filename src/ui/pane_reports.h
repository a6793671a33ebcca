/* SPDX-License-Identifier: MIT
 * The panes' rows for scripts, and short ways to make their values. */
#ifndef PANE_REPORTS_H
#define PANE_REPORTS_H

#include "ui/report.h"

extern const struct report price_report;
extern const struct report ratings_report;
extern const struct report receivables_report;
extern const struct report gpu_report;
extern const struct report feed_report;
extern const struct report headlines_report;
extern const struct report customers_report;
extern const struct report drivers_report;

struct value value_text(const char *text);
struct value value_number(struct amount number, unsigned decimals);
/* A figure that we computed: without the noise of binary fractions. */
struct value value_computed(struct amount number, unsigned decimals);
struct value value_time(int64_t utc_seconds);
struct value value_day(int32_t day);
struct value value_flag(bool flag);

#endif
