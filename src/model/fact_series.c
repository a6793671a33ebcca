/* SPDX-License-Identifier: MIT
 * One value per period out of many filings.
 * R1: periodic reports only (10-K 10-Q 10-KT 10-QT 20-F 40-F 6-K and their /A).
 * R2: the key is (start, end), never the filing's fiscal labels.
 * R3: the latest filed wins (tie: the higher accession), but an earlier, more precise value is kept when the later
 * is only a rounded copy of it. */
#include "config.h"

#include "fact_series.h"

#include "base/date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDING_ZEROS 2 /* of the three digits that thousands have over millions one may be 0 already */
#define ROUNDING_SHARE 0.01

static bool is_report(const char *form)
{
    return filing_is_periodic(form) || strcmp(form, "6-K") == 0 || strcmp(form, "6-K/A") == 0;
}

static bool is_usable(const struct fact *fact, const char *concept, const char *unit)
{
    if (strcmp(fact->concept, concept) != 0 || strcmp(fact->unit, unit) != 0 || !is_report(fact->form))
        return false;
    /* Instants of the future are schedules (maturities), and a figure without a filing day cannot be ranked. */
    return fact->filed_day != DATE_UNKNOWN && (fact->start_day != DATE_UNKNOWN || fact->end_day <= fact->filed_day);
}

static int trailing_zeros(double value)
{
    int zeros = 0;
    value = fabs(value);
    while (value >= 1 && fmod(value, 10) < 0.5 && zeros < 15) {
        value /= 10;
        zeros++;
    }
    return zeros;
}

static bool is_rounded_copy(double later, double earlier)
{
    int zeros = trailing_zeros(later);
    double difference = fabs(later - earlier);
    return zeros - trailing_zeros(earlier) >= ROUNDING_ZEROS && difference < pow(10, zeros) &&
           difference <= ROUNDING_SHARE * fabs(earlier);
}

static bool differ(double a, double b)
{
    return fabs(a - b) > 0.5;
}

/* In order of filing: each later one meets the reading that stands. */
static void meet(struct reading *standing, const struct reading *later)
{
    if (differ(later->value, standing->value)) {
        if (is_rounded_copy(later->value, standing->value))
            return;
        if (!is_rounded_copy(standing->value, later->value)) {
            standing->restated = true;
            standing->earlier = standing->value;
            standing->earlier_accession = standing->accession;
        }
    }
    standing->value = later->value;
    standing->accession = later->accession;
}

static int order(int32_t left, int32_t right)
{
    return (left > right) - (left < right);
}

/* By period, then by filing. */
static int compare_readings(const void *a, const void *b)
{
    const struct reading *left = a, *right = b;
    const int orders[] = {order(left->end, right->end), order(left->start, right->start),
                          order(left->filed, right->filed)};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++)
        if (orders[i] != 0)
            return orders[i];
    return strcmp(left->accession, right->accession);
}

/* Sorted rows become one row per period, in place; returns how many. */
static size_t settle(struct reading *rows, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && rows[kept - 1].start == rows[i].start && rows[kept - 1].end == rows[i].end)
            meet(&rows[kept - 1], &rows[i]);
        else
            rows[kept++] = rows[i];
    }
    return kept;
}

struct fact_series fact_series_select(const struct facts *facts, const char *concept, const char *unit,
                                      struct arena *arena)
{
    struct fact_series series = {.concept = concept};
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++)
        count += is_usable(&facts->items[i], concept, unit);
    if (count == 0)
        return series;
    series.rows = arena_array(arena, count, sizeof *series.rows);
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        if (is_usable(fact, concept, unit))
            series.rows[series.count++] = (struct reading){.start = fact->start_day,
                                                           .end = fact->end_day,
                                                           .value = fact->value,
                                                           .accession = fact->accession,
                                                           .filed = fact->filed_day};
    }
    qsort(series.rows, series.count, sizeof *series.rows, compare_readings);
    series.count = settle(series.rows, series.count);
    return series;
}

const struct reading *fact_series_instant(const struct fact_series *series, int32_t end)
{
    for (size_t i = 0; i < series->count; i++)
        if (series->rows[i].start == DATE_UNKNOWN && series->rows[i].end == end)
            return &series->rows[i];
    return NULL;
}
