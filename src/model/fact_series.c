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

enum span span_of(int32_t start, int32_t end)
{
    static const struct {
        int32_t least, most;
        enum span span;
    } spans[] = {
        {75, 105, SPAN_QUARTER}, {165, 200, SPAN_HALF}, {255, 290, SPAN_NINE_MONTHS}, {345, 385, SPAN_YEAR}};
    int32_t days = end - start + 1;
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        if (days >= spans[i].least && days <= spans[i].most)
            return spans[i].span;
    return SPAN_OTHER;
}

static bool is_report(const char *form)
{
    return filing_is_periodic(form) || strcmp(form, "6-K") == 0 || strcmp(form, "6-K/A") == 0;
}

static bool is_usable(const struct fact *fact, const char *concept, const char *unit)
{
    if (strcmp(fact->concept, concept) != 0 || strcmp(fact->unit, unit) != 0 || !is_report(fact->form))
        return false;
    return fact->start_day != DATE_UNKNOWN || fact->end_day <= fact->filed_day; /* schedules of the future */
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

/* In order of filing: each later fact meets the reading that stands. */
static void meet(struct reading *standing, const struct fact *later)
{
    if (differ(later->value, standing->value)) {
        if (is_rounded_copy(later->value, standing->value))
            return;
        standing->restated = standing->restated || !is_rounded_copy(standing->value, later->value);
    }
    standing->value = later->value;
    standing->accession = later->accession;
    standing->filed = later->filed_day;
}

static int by_filing(const void *a, const void *b)
{
    const struct fact *left = *(const struct fact *const *)a, *right = *(const struct fact *const *)b;
    if (left->filed_day != right->filed_day)
        return left->filed_day < right->filed_day ? -1 : 1;
    return strcmp(left->accession, right->accession);
}

static int by_period(const void *a, const void *b)
{
    const struct reading *left = a, *right = b;
    if (left->end != right->end)
        return left->end < right->end ? -1 : 1;
    return (left->start > right->start) - (left->start < right->start);
}

static struct reading *find(struct fact_series *series, int32_t start, int32_t end)
{
    for (size_t i = 0; i < series->count; i++)
        if (series->rows[i].start == start && series->rows[i].end == end)
            return &series->rows[i];
    return NULL;
}

struct fact_series fact_series_select(const struct facts *facts, const char *concept, const char *unit,
                                      struct arena *arena)
{
    struct fact_series series = {.concept = concept};
    const struct fact **usable = arena_array(arena, facts->count + 1, sizeof *usable);
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++)
        if (is_usable(&facts->items[i], concept, unit))
            usable[count++] = &facts->items[i];
    qsort(usable, count, sizeof *usable, by_filing);
    series.rows = arena_array(arena, count + 1, sizeof *series.rows);
    for (size_t i = 0; i < count; i++) {
        const struct fact *fact = usable[i];
        struct reading *standing = find(&series, fact->start_day, fact->end_day);
        if (standing != NULL)
            meet(standing, fact);
        else
            series.rows[series.count++] = (struct reading){fact->start_day, fact->end_day,   fact->value,
                                                           fact->accession, fact->filed_day, false};
    }
    qsort(series.rows, series.count, sizeof *series.rows, by_period);
    return series;
}

const struct reading *fact_series_find(const struct fact_series *series, int32_t start, int32_t end)
{
    for (size_t i = 0; i < series->count; i++)
        if (series->rows[i].start == start && series->rows[i].end == end)
            return &series->rows[i];
    return NULL;
}
