/* SPDX-License-Identifier: MIT
 * Technical indicators over bars: one row of the table each. Pure arithmetic; knows nothing of drawing. */
#ifndef MODEL_INDICATOR_H
#define MODEL_INDICATOR_H

#include "base/error.h"
#include "model/prices.h"

#define INDICATOR_LINES      3
#define INDICATOR_PARAMETERS 3
#define INDICATORS_MOST      8
#define INDICATOR_NAME_SIZE  32

struct indicator_parameter {
    const char *meaning; /* "bars" */
    int fallback, least, most;
};

struct indicator {
    const char *name; /* "sma": in the configuration and after :indicators */
    const char *help;
    const char *formula;                                         /* where the formula is from */
    struct indicator_parameter parameters[INDICATOR_PARAMETERS]; /* meaning NULL: no more */
    int line_count;
    bool panel; /* has a scale of its own below the prices; false: over the prices */
    bool fixed; /* the panel's scale runs from low to high whatever the values */
    double low, high;
    /* One value a bar in each of its lines, unknown where there are too few bars before. */
    void (*compute)(const struct bars *bars, const int *parameters, struct amount *const *lines);
};

struct indicator_use { /* one that is chosen, with its parameters */
    const struct indicator *indicator;
    int parameters[INDICATOR_PARAMETERS];
};

struct indicator_set {
    struct indicator_use items[INDICATORS_MOST];
    size_t count;
};

struct indicator_values {
    struct amount *lines[INDICATOR_LINES]; /* as many values as there are bars; NULL: it has no such line */
};

const struct indicator *indicator_table(size_t *count);

/* "sma20 ema50 bollinger20/2 rsi14 macd12/26/9 vwap"; parameters may be left out, "none" or "" is the empty set.
 * On a fault the set stays as it was. */
bool indicator_parse(struct indicator_set *set, const char *text, struct error *err)
    __attribute__((warn_unused_result));
/* "macd12/26/9": what indicator_parse reads. */
void indicator_name(const struct indicator_use *use, char name[INDICATOR_NAME_SIZE]);
/* All values, in arena. */
struct indicator_values indicator_compute(const struct indicator_use *use, const struct bars *bars,
                                          struct arena *arena);

#endif
