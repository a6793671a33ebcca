/* SPDX-License-Identifier: MIT
 * Facts with dimensions, and that a statement was read, into the store. */
#include "config.h"

#include "record.h"

bool put_dimensional(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->dimensional_count; i++) {
        struct stored_dimensional row = {observations->dimensional[i], context->now};
        if (!record_put(context->store, &record_dimensional, &row, NULL, context->err))
            return false;
    }
    return true;
}

bool put_statements(const struct put_context *context, const struct observations *observations)
{
    for (size_t i = 0; i < observations->statement_count; i++) {
        const struct statement *statement = &observations->statements[i];
        if (!record_put(context->store, &record_statement, statement, NULL, context->err) ||
            !put_heard(context, DATASET_CUSTOMERS, statement->symbol))
            return false;
    }
    return true;
}
