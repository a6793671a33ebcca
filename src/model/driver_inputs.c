/* SPDX-License-Identifier: MIT
 * What the thesis board is made of. */
#include "config.h"

#include "model/drivers.h"

#include "model/dataset.h"

#include <string.h>

static const struct receivables *quarters_of(driver_find *find, void *context, const char *symbol)
{
    const struct dataset *data = find(context, DATASET_RECEIVABLES, symbol);
    return data != NULL ? &data->u.receivables : NULL;
}

static const struct quote *quote_of(const struct dataset *data, const char *symbol)
{
    for (size_t i = 0; data != NULL && i < data->u.quotes.count; i++)
        if (strcmp(data->u.quotes.items[i].symbol, symbol) == 0)
            return &data->u.quotes.items[i];
    return NULL;
}

void drivers_gather(struct driver_inputs *inputs, driver_find *find, void *context)
{
    const struct dataset *ratings = find(context, DATASET_RATINGS, inputs->symbol);
    const struct dataset *consensus = find(context, DATASET_CONSENSUS, inputs->symbol);
    const struct dataset *customers = find(context, DATASET_CUSTOMERS, inputs->symbol);
    const struct dataset *gpu = find(context, DATASET_GPU_MARKET, "");
    const struct dataset *index = find(context, DATASET_GPU_INDEX, "");
    const struct dataset *quotes = find(context, DATASET_QUOTES, "");
    inputs->ratings = ratings != NULL ? &ratings->u.ratings : NULL;
    inputs->consensus = consensus != NULL ? &consensus->u.consensus : NULL;
    inputs->customers = customers != NULL ? &customers->u.customers : NULL;
    inputs->gpu = gpu != NULL ? &gpu->u.gpu : NULL;
    inputs->index = index != NULL ? &index->u.index : NULL;
    inputs->yield = quote_of(quotes, DRIVER_YIELD);
    inputs->credit = quote_of(quotes, DRIVER_CREDIT);
    inputs->quarters = quarters_of(find, context, inputs->symbol);
    for (size_t i = 0; i < DRIVER_BUYERS; i++)
        inputs->buyers[i] = quarters_of(find, context, driver_buyer(i));
}
