/* SPDX-License-Identifier: MIT
 * The stretches are aligned to powers of two of seconds, so that a coarser one is always two of the finer: thinning
 * again never takes more than thinning once. */
#include "config.h"

#include "trend.h"

#include <math.h>
#include <string.h>

#define SPAN_SECONDS 86400
#define PRICE_MOST   1e7f

/* The finest stretch with which the span has room. */
static int64_t stretch_of(int64_t first, int64_t last)
{
    int64_t stretch = 1;
    while (last / stretch - first / stretch >= TREND_POINTS)
        stretch *= 2;
    return stretch;
}

static void forget_before(struct trend *trend, int64_t at)
{
    size_t old = 0;
    while (old < trend->count && trend->points[old].at < at)
        old++;
    memmove(trend->points, trend->points + old, (trend->count - old) * sizeof trend->points[0]);
    trend->count -= old;
}

/* Keeps the last point of each stretch. */
static void thin(struct trend *trend, int64_t stretch)
{
    size_t kept = 0;
    for (size_t i = 0; i < trend->count; i++)
        if (i + 1 == trend->count || trend->points[i].at / stretch != trend->points[i + 1].at / stretch)
            trend->points[kept++] = trend->points[i];
    trend->count = kept;
}

void trend_add(struct trend *trend, int64_t at, double price)
{
    if (trend->count > 0 && at < trend->points[trend->count - 1].at)
        return;
    forget_before(trend, at - SPAN_SECONDS + 1);
    int64_t stretch = trend->count > 0 ? stretch_of(trend->points[0].at, at) : 1;
    thin(trend, stretch);
    bool same = trend->count > 0 && trend->points[trend->count - 1].at / stretch == at / stretch;
    size_t index = same ? trend->count - 1 : trend->count;
    trend->points[index] = (struct trend_point){at, (float)price};
    trend->count = index + 1;
}

size_t trend_prices(const struct trend *trend, float *prices, size_t most)
{
    size_t count = 0;
    if (trend->count == 0)
        return 0;
    int64_t first = trend->points[0].at, span = trend->points[trend->count - 1].at - first + 1;
    int64_t before = -1;
    for (size_t i = 0; i < trend->count; i++) {
        int64_t stretch = (trend->points[i].at - first) * (int64_t)most / span;
        count += stretch != before;
        before = stretch;
        prices[count - 1] = trend->points[i].price;
    }
    return count;
}

/* --- bytes: the first time, then pairs of seconds since it and a price; all least byte first --- */

static void put_bytes(unsigned char *bytes, uint64_t value, size_t count)
{
    for (size_t i = 0; i < count; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t get_bytes(const unsigned char *bytes, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

size_t trend_encode(const struct trend *trend, unsigned char bytes[TREND_BYTES_MOST])
{
    if (trend->count == 0)
        return 0;
    put_bytes(bytes, (uint64_t)trend->points[0].at, 8);
    for (size_t i = 0; i < trend->count; i++) {
        uint32_t price;
        memcpy(&price, &trend->points[i].price, sizeof price);
        put_bytes(bytes + 8 + i * 8, (uint64_t)(trend->points[i].at - trend->points[0].at), 4);
        put_bytes(bytes + 12 + i * 8, price, 4);
    }
    return 8 + trend->count * 8;
}

static bool is_plausible(const struct trend *trend)
{
    for (size_t i = 0; i < trend->count; i++) {
        const struct trend_point *point = &trend->points[i];
        if (!isfinite(point->price) || point->price <= 0 || point->price > PRICE_MOST ||
            point->at - trend->points[0].at >= SPAN_SECONDS || (i > 0 && point->at <= trend->points[i - 1].at))
            return false;
    }
    return true;
}

void trend_decode(struct trend *trend, const unsigned char *bytes, size_t length)
{
    trend->count = 0;
    if (length < 16 || length > TREND_BYTES_MOST || length % 8 != 0 || get_bytes(bytes, 8) > UINT32_MAX)
        return;
    for (size_t i = 0; i < length / 8 - 1; i++) {
        uint32_t price = (uint32_t)get_bytes(bytes + 12 + i * 8, 4);
        trend->points[i].at = (int64_t)(get_bytes(bytes, 8) + get_bytes(bytes + 8 + i * 8, 4));
        memcpy(&trend->points[i].price, &price, sizeof price);
        trend->count = i + 1;
    }
    if (!is_plausible(trend))
        trend->count = 0;
}
