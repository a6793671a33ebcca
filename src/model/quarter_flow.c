/* SPDX-License-Identifier: MIT
 * R4: a duration is a quarter (75-105 days), half (165-200), nine months (255-290) or year (345-385), else ignored.
 * R5: a direct quarter wins; else year-to-date minus the previous year-to-date with the same start; the fourth
 * quarter is the year less nine months, or less its three quarters. */
#include "config.h"

#include "quarter_flow.h"

#include "base/date.h"

enum span { SPAN_OTHER, SPAN_QUARTER, SPAN_HALF, SPAN_NINE_MONTHS, SPAN_YEAR };

static enum span span_of(int32_t start, int32_t end)
{
    static const struct {
        int32_t least, most;
        enum span span;
    } spans[] = {
        {75, 105, SPAN_QUARTER}, {165, 200, SPAN_HALF}, {255, 290, SPAN_NINE_MONTHS}, {345, 385, SPAN_YEAR}};
    if (start == DATE_UNKNOWN || start > end)
        return SPAN_OTHER;
    int64_t days = (int64_t)end - start + 1;
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        if (days >= spans[i].least && days <= spans[i].most)
            return spans[i].span;
    return SPAN_OTHER;
}

/* The next row from *index on that has this end and this span (SPAN_OTHER: any longer than a quarter); NULL none.
 */
static const struct reading *next_ending(const struct fact_series *series, size_t *index, int32_t end,
                                         enum span wanted)
{
    while (*index < series->count) {
        const struct reading *row = &series->rows[(*index)++];
        enum span span = span_of(row->start, row->end);
        if (row->end == end && (wanted == SPAN_OTHER ? span > SPAN_QUARTER : span == wanted))
            return row;
    }
    return NULL;
}

static bool direct(const struct fact_series *series, int32_t end, enum span span, struct flow *flow,
                   struct period *period)
{
    size_t index = 0;
    const struct reading *row = next_ending(series, &index, end, span);
    if (row == NULL)
        return false;
    *flow = (struct flow){.amount = amount_of(row->value),
                          .how = HOW_DIRECT,
                          .concept = series->concept,
                          .accession = row->accession,
                          .restated = row->restated,
                          .earlier = row->restated ? amount_of(row->earlier) : AMOUNT_UNKNOWN,
                          .earlier_accession = row->restated ? row->earlier_accession : ""};
    *period = (struct period){row->start, end};
    return true;
}

/* The row that began on the same day and is one class shorter; NULL none. */
static const struct reading *one_quarter_shorter(const struct fact_series *series, const struct reading *longer)
{
    enum span span = span_of(longer->start, longer->end);
    for (size_t i = 0; i < series->count; i++) {
        const struct reading *row = &series->rows[i];
        if (row->start == longer->start && row->end < longer->end && span_of(row->start, row->end) + 1 == span)
            return row;
    }
    return NULL;
}

static bool difference(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period)
{
    size_t index = 0;
    const struct reading *longer;
    while ((longer = next_ending(series, &index, end, SPAN_OTHER)) != NULL) {
        const struct reading *shorter = one_quarter_shorter(series, longer);
        if (shorter == NULL || span_of(shorter->end + 1, end) != SPAN_QUARTER)
            continue;
        bool year = span_of(longer->start, end) == SPAN_YEAR;
        *flow = (struct flow){.amount = amount_of(longer->value - shorter->value),
                              .how = year ? HOW_YEAR_LESS_NINE : HOW_YTD_DIFFERENCE,
                              .concept = series->concept,
                              .accession = longer->accession,
                              .earlier_accession = ""};
        *period = (struct period){shorter->end + 1, end};
        return true;
    }
    return false;
}

/* The first three quarters of the year that begins on that day, one after the other: their sum, and the day after
 * the last. False when one is missing. */
static bool three_quarters(const struct fact_series *series, int32_t *next, double *sum)
{
    int found = 0;
    for (size_t i = 0; i < series->count && found < 3; i++) { /* rows ascend by end */
        const struct reading *row = &series->rows[i];
        if (row->start != *next || span_of(row->start, row->end) != SPAN_QUARTER)
            continue;
        *sum += row->value;
        *next = row->end + 1;
        found++;
    }
    return found == 3;
}

static bool year_less_quarters(const struct fact_series *series, int32_t end, struct flow *flow,
                               struct period *period)
{
    size_t index = 0;
    const struct reading *year;
    while ((year = next_ending(series, &index, end, SPAN_YEAR)) != NULL) {
        int32_t next = year->start;
        double sum = 0;
        if (!three_quarters(series, &next, &sum) || span_of(next, end) != SPAN_QUARTER)
            continue;
        *flow = (struct flow){.amount = amount_of(year->value - sum),
                              .how = HOW_YEAR_LESS_QUARTERS,
                              .concept = series->concept,
                              .accession = year->accession,
                              .earlier_accession = ""};
        *period = (struct period){next, end};
        return true;
    }
    return false;
}

bool quarter_flow(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period)
{
    return direct(series, end, SPAN_QUARTER, flow, period) || difference(series, end, flow, period) ||
           year_less_quarters(series, end, flow, period);
}

bool year_flow(const struct fact_series *series, int32_t end, struct flow *flow, struct period *period)
{
    return direct(series, end, SPAN_YEAR, flow, period);
}
