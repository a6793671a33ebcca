/* SPDX-License-Identifier: MIT
 * Facts of one concept, one value per period: rules R1 to R3. Private to the model. */
#ifndef MODEL_FACT_SERIES_H
#define MODEL_FACT_SERIES_H

#include "model/receivables.h"

struct reading {
    int32_t start, end; /* start DATE_UNKNOWN: an instant */
    double value;
    const char *accession;
    int32_t filed;
    bool restated;
};

struct fact_series {
    const char *concept;
    struct reading *rows; /* by (end, start) */
    size_t count;
};

/* Facts that no periodic report holds, and instants dated after their filing, are left out. */
struct fact_series fact_series_select(const struct facts *facts, const char *concept, const char *unit,
                                      struct arena *arena);
/* The reading of exactly that period; NULL none. */
const struct reading *fact_series_find(const struct fact_series *series, int32_t start, int32_t end);

/* R4: the class of a duration by its length in days. */
enum span { SPAN_OTHER, SPAN_QUARTER, SPAN_HALF, SPAN_NINE_MONTHS, SPAN_YEAR };
enum span span_of(int32_t start, int32_t end);

#endif
