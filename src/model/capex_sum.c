/* SPDX-License-Identifier: MIT
 * Capital expenditure of several companies as one series: their fiscal quarters end on different days, so each is
 * placed by the middle of it, as the SEC's frames do. */
#include "config.h"

#include "model/receivables.h"

#include "base/date.h"

#include <stdlib.h>

#define HALF_QUARTER_DAYS 45

static struct capex_sum *sum_at(struct capex_sum *sums, size_t *count, size_t most, int year, int quarter)
{
    for (size_t i = 0; i < *count; i++)
        if (sums[i].year == year && sums[i].quarter == quarter)
            return &sums[i];
    if (*count == most)
        return NULL;
    sums[*count] = (struct capex_sum){.year = year, .quarter = quarter};
    return &sums[(*count)++];
}

static int newest_first(const void *a, const void *b)
{
    const struct capex_sum *left = a, *right = b;
    return left->year != right->year ? right->year - left->year : right->quarter - left->quarter;
}

const char *const *capex_buyers(size_t *count)
{
    static const char *const symbols[] = {"MSFT", "GOOGL", "AMZN", "META", "ORCL"};
    *count = sizeof symbols / sizeof symbols[0];
    return symbols;
}

size_t capex_combine(const struct receivables *const *companies, size_t count, struct capex_sum *sums, size_t most)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct receivables *company = companies[i];
        for (size_t k = 0; company != NULL && !company->annual_only && k < company->count; k++) {
            const struct receivables_quarter *quarter = &company->quarters[k];
            int year, month, day;
            if (!quarter->capex.amount.known)
                continue;
            date_to_civil(quarter->end_day - HALF_QUARTER_DAYS, &year, &month, &day);
            struct capex_sum *sum = sum_at(sums, &found, most, year, (month - 1) / 3 + 1);
            if (sum == NULL)
                continue;
            sum->total += quarter->capex.amount.value;
            sum->known++;
            sum->derived = sum->derived || quarter->capex.how != HOW_DIRECT;
        }
    }
    for (size_t i = 0; i < found; i++)
        sums[i].all = (unsigned)count;
    if (found > 0)
        qsort(sums, found, sizeof *sums, newest_first);
    return found;
}
