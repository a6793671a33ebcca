/* SPDX-License-Identifier: MIT
 * The newest end of a chart: what of it is still going to change. */
#ifndef SOURCE_YAHOO_CHART_END_H
#define SOURCE_YAHOO_CHART_END_H

#include "json.h"
#include "model/prices.h"

/* Puts the last day's bar at its session's open, marks the live bar, says up to when all is final. */
void yahoo_chart_end(struct bars *bars, const struct cJSON *meta, int64_t received_at);

#endif
