/* SPDX-License-Identifier: MIT
 * Commands on the chart: its kind, its axis, its indicators. */
#ifndef COMMAND_CHART_H
#define COMMAND_CHART_H

#include "config/config.h"
#include "ui/pane.h"

struct screen;

const char *command_chart_name(enum chart_kind kind); /* "candles" */

unsigned command_chart(struct screen *screen, const char *argument, int64_t now);
unsigned command_axis(struct screen *screen, const char *argument, int64_t now);
unsigned command_compare(struct screen *screen, const char *argument, int64_t now);
unsigned command_indicators(struct screen *screen, const char *argument, int64_t now);

/* Indicators and overlays as they are chosen now: a setting to be kept. OUTCOME_ bits. */
unsigned command_chart_keep(struct screen *screen);
/* What was kept; NULL or "": nothing was. */
void command_chart_recall(struct screen *screen, const char *kept);

/* As the configuration has it; a list of indicators that cannot be read is reported and there are none. */
void command_chart_start(struct screen *screen, const struct config *config, const struct config_report *report);

#endif
