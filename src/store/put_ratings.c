/* SPDX-License-Identifier: MIT
 * What stands around ratings, into the store. */
#include "config.h"

#include "record.h"

bool put_splits(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->split_count; i++) {
        struct stored_split row = {observations->splits[i], context->now};
        if (!record_put(context->store, &record_split, &row, NULL, context->err))
            return false;
    }
    return true;
}
