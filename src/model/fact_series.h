/* SPDX-License-Identifier: MIT
 * Facts of one concept, one value per period: rules R1 to R3. Private to the model. */
#ifndef MODEL_FACT_SERIES_H
#define MODEL_FACT_SERIES_H

#include "model/receivables.h"

struct reading {
    int32_t start, end; /* start DATE_UNKNOWN: an instant */
    double value;
    const char *accession; /* borrowed from the facts */
    int32_t filed;         /* of the first filing */
    bool restated;
    double earlier;                /* the value before the restatement, and who gave it */
    const char *earlier_accession; /* NULL: not restated */
};

struct fact_series {
    const char *concept;
    struct reading *rows; /* by (end, start), each pair once */
    size_t count;
};

/* The concept's facts in that unit; rows live in the arena. Facts that no periodic report holds, and instants dated
 * after their filing, are left out. */
struct fact_series fact_series_select(const struct facts *facts, const char *concept, const char *unit,
                                      struct arena *arena);
/* The balance at that day; NULL none. */
const struct reading *fact_series_instant(const struct fact_series *series, int32_t end);

#endif
