/* SPDX-License-Identifier: MIT
 * The table of indicators, their arithmetic, and how they are named. */
#include "config.h"

#include "model/indicator.h"

#include "base/date.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PERIOD_MOST  400
#define WARM_UP_MOST 1000

/* --- arithmetic --- */

static void compute_sma(const struct bars *bars, const int *parameters, struct amount *const *lines)
{
    for (size_t i = 0; i < bars->count; i++)
        lines[0][i] = bars_average(bars, i, (size_t)parameters[0]);
}

/* Begins with the mean of the first `period` known values; a value unknown in between leaves it where it was. */
static void smooth(const struct amount *values, size_t count, int period, double weight, struct amount *smoothed)
{
    double sum = 0, average = 0;
    int seen = 0;
    for (size_t i = 0; i < count; i++) {
        struct amount value = values[i]; /* both may be the same array */
        smoothed[i] = AMOUNT_UNKNOWN;
        if (!value.known)
            continue;
        seen += seen <= period;
        if (seen <= period) {
            sum += value.value;
            average = sum / period;
        } else {
            average += weight * (value.value - average);
        }
        if (seen >= period)
            smoothed[i] = amount_of(average);
    }
}

static double exponential_weight(int period)
{
    return 2.0 / (period + 1);
}

static void take_closes(const struct bars *bars, struct amount *closes)
{
    for (size_t i = 0; i < bars->count; i++)
        closes[i] = amount_of(bars->items[i].close);
}

static void compute_ema(const struct bars *bars, const int *parameters, struct amount *const *lines)
{
    take_closes(bars, lines[0]);
    smooth(lines[0], bars->count, parameters[0], exponential_weight(parameters[0]), lines[0]);
}

/* Volume of a day counts from its first bar on; a bar without volume takes no part. */
static void compute_vwap(const struct bars *bars, const int *parameters, struct amount *const *lines)
{
    double money = 0, shares = 0;
    int32_t day = 0;
    (void)parameters;
    for (size_t i = 0; i < bars->count; i++) {
        const struct bar *bar = &bars->items[i];
        int32_t today = date_new_york_day(bar->start);
        if (i == 0 || today != day)
            money = shares = 0;
        day = today;
        if (bar->volume.known) {
            money += (bar->high + bar->low + bar->close) / 3 * bar->volume.value;
            shares += bar->volume.value;
        }
        lines[0][i] = shares > 0 && bars->interval < BAR_1D ? amount_of(money / shares) : AMOUNT_UNKNOWN;
    }
}

static void compute_bollinger(const struct bars *bars, const int *parameters, struct amount *const *lines)
{
    size_t period = (size_t)parameters[0];
    for (size_t i = 0; i < bars->count; i++) {
        struct amount mean = bars_average(bars, i, period);
        double squares = 0;
        for (size_t j = 0; mean.known && j < period; j++) {
            double off = bars->items[i - j].close - mean.value;
            squares += off * off;
        }
        double width = parameters[1] * sqrt(squares / (double)period);
        lines[0][i] = mean;
        lines[1][i] = mean.known ? amount_of(mean.value + width) : AMOUNT_UNKNOWN;
        lines[2][i] = mean.known ? amount_of(mean.value - width) : AMOUNT_UNKNOWN;
    }
}

static struct amount strength(double gain, double loss)
{
    return gain + loss > 0 ? amount_of(100 * gain / (gain + loss)) : AMOUNT_UNKNOWN; /* a price that never moved */
}

static void compute_rsi(const struct bars *bars, const int *parameters, struct amount *const *lines)
{
    size_t period = (size_t)parameters[0];
    double gain = 0, loss = 0;
    for (size_t i = 0; i < bars->count; i++) {
        double change = i > 0 ? bars->items[i].close - bars->items[i - 1].close : 0;
        double part = 1.0 / (double)period;
        double kept = i <= period ? 1.0 : 1.0 - part; /* the first so many are summed up to their mean */
        gain = gain * kept + fmax(change, 0) * part;
        loss = loss * kept + fmax(-change, 0) * part;
        lines[0][i] = i >= period ? strength(gain, loss) : AMOUNT_UNKNOWN;
    }
}

/* Lines: the difference, its signal, and what lies between them. */
static void compute_macd(const struct bars *bars, const int *parameters, struct amount *const *lines)
{
    take_closes(bars, lines[0]);
    smooth(lines[0], bars->count, parameters[1], exponential_weight(parameters[1]), lines[1]);
    smooth(lines[0], bars->count, parameters[0], exponential_weight(parameters[0]), lines[0]);
    for (size_t i = 0; i < bars->count; i++)
        lines[0][i] = amount_minus(lines[0][i], lines[1][i]);
    smooth(lines[0], bars->count, parameters[2], exponential_weight(parameters[2]), lines[1]);
    for (size_t i = 0; i < bars->count; i++)
        lines[2][i] = amount_minus(lines[0][i], lines[1][i]);
}

/* --- table --- */

static const struct indicator table[] = {
    {.name = "sma",
     .help = "simple moving average of the closes",
     .formula = "arithmetic mean: Murphy, Technical Analysis of the Financial Markets (1999), ch. 9",
     .parameters = {{"bars", 20, 1, PERIOD_MOST}},
     .line_count = 1,
     .compute = compute_sma},
    {.name = "ema",
     .help = "exponential moving average of the closes",
     .formula = "weight 2/(n+1), begun with the mean of the first n: Murphy (1999), ch. 9",
     .parameters = {{"bars", 20, 1, PERIOD_MOST}},
     .line_count = 1,
     .compute = compute_ema},
    {.name = "vwap",
     .help = "volume-weighted average price of the day, on charts within days",
     .formula = "sum of (high+low+close)/3 times volume, by sum of volume: Berkowitz, Logue and Noser (1988)",
     .line_count = 1,
     .compute = compute_vwap},
    {.name = "bollinger",
     .help = "moving average and bands of so many standard deviations",
     .formula = "population deviation of n closes: Bollinger on Bollinger Bands (2001), ch. 7",
     .parameters = {{"bars", 20, 2, PERIOD_MOST}, {"deviations", 2, 1, 5}},
     .line_count = 3,
     .compute = compute_bollinger},
    {.name = "rsi",
     .help = "relative strength, in a panel of its own",
     .formula = "Wilder, New Concepts in Technical Trading Systems (1978), section VI, with his smoothing",
     .parameters = {{"bars", 14, 2, PERIOD_MOST}},
     .line_count = 1,
     .panel = true,
     .fixed = true,
     .low = 0,
     .high = 100,
     .compute = compute_rsi},
    {.name = "macd",
     .help = "difference of two exponential averages and its signal, in a panel of its own",
     .formula = "Appel, Technical Analysis: Power Tools for Active Investors (2005), ch. 8",
     .parameters = {{"fast", 12, 1, PERIOD_MOST}, {"slow", 26, 2, PERIOD_MOST}, {"signal", 9, 1, PERIOD_MOST}},
     .line_count = 3,
     .panel = true,
     .compute = compute_macd},
};

const struct indicator *indicator_table(size_t *count)
{
    *count = sizeof table / sizeof table[0];
    return table;
}

/* --- names --- */

static const struct indicator *find(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strlen(table[i].name) == length && strncmp(table[i].name, word, length) == 0)
            return &table[i];
    return NULL;
}

static bool read_parameters(struct indicator_use *use, const char *numbers, const char *word, struct error *err)
{
    int given = 0;
    for (; given < INDICATOR_PARAMETERS && use->indicator->parameters[given].meaning; given++) {
        const struct indicator_parameter *parameter = &use->indicator->parameters[given];
        use->parameters[given] = parameter->fallback;
        if (numbers[0] == '\0')
            continue;
        char *end;
        long value = strtol(numbers, &end, 10);
        if (end == numbers || (*end != '/' && *end != '\0') || value < parameter->least || value > parameter->most)
            return error_set(err, ERROR_INVALID, "%s: %s must be %d to %d", word, parameter->meaning,
                             parameter->least, parameter->most);
        use->parameters[given] = (int)value;
        numbers = *end == '/' ? end + 1 : end;
    }
    if (numbers[0] != '\0')
        return error_set(err, ERROR_INVALID, "%s: %s takes %d numbers", word, use->indicator->name, given);
    return true;
}

static bool read_use(struct indicator_use *use, const char *word, struct error *err)
{
    size_t length = 0;
    while (isalpha((unsigned char)word[length]))
        length++;
    use->indicator = find(word, length);
    if (use->indicator == NULL)
        return error_set(err, ERROR_INVALID,
                         "there is no indicator \"%s\"; there are sma, ema, vwap, bollinger, rsi, macd", word);
    return read_parameters(use, word + length, word, err);
}

bool indicator_parse(struct indicator_set *set, const char *text, struct error *err)
{
    struct indicator_set read = {.count = 0};
    const char *rest = text + strspn(text, " ");
    while (rest[0] != '\0') {
        char word[INDICATOR_NAME_SIZE];
        size_t length = strcspn(rest, " ");
        text_copy(word, length + 1 < sizeof word ? length + 1 : sizeof word, rest);
        rest += length;
        rest += strspn(rest, " ");
        if (strcmp(word, "none") == 0)
            continue;
        if (read.count == INDICATORS_MOST)
            return error_set(err, ERROR_INVALID, "more than %d indicators", INDICATORS_MOST);
        if (!read_use(&read.items[read.count], word, err))
            return false;
        read.count++;
    }
    *set = read;
    return true;
}

void indicator_name(const struct indicator_use *use, char name[INDICATOR_NAME_SIZE])
{
    int length = snprintf(name, INDICATOR_NAME_SIZE, "%s", use->indicator->name);
    for (int i = 0; i < INDICATOR_PARAMETERS && use->indicator->parameters[i].meaning; i++)
        length += snprintf(name + length, INDICATOR_NAME_SIZE - (size_t)length, "%s%d", i > 0 ? "/" : "",
                           use->parameters[i]);
}

struct indicator_values indicator_compute(const struct indicator_use *use, const struct bars *bars,
                                          struct arena *arena)
{
    struct indicator_values values = {{NULL}};
    struct bars all = *bars;
    size_t before = bars->older_count < WARM_UP_MOST ? bars->older_count : WARM_UP_MOST;
    all.items -= before;
    all.count += before;
    for (int i = 0; i < use->indicator->line_count; i++)
        values.lines[i] = arena_array(arena, all.count + 1, sizeof *values.lines[i]);
    use->indicator->compute(&all, use->parameters, values.lines);
    for (int i = 0; i < use->indicator->line_count; i++)
        values.lines[i] += before;
    return values;
}
