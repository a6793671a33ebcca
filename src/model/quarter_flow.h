/* SPDX-License-Identifier: MIT
 * What flowed in one quarter, out of the durations that companies tag: rules R4 and R5. Private to the model. */
#ifndef MODEL_QUARTER_FLOW_H
#define MODEL_QUARTER_FLOW_H

#include "fact_series.h"

struct period { /* both days belong to it */
    int32_t start, end;
};

/* The figure of the quarter that ends on that day, and the period that it covers. False when the series does not
 * tell: *flow and *period are then as before. */
bool quarter_flow(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period);
/* The same of the year. */
bool year_flow(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period);

#endif
