/* SPDX-License-Identifier: MIT
 * How Nasdaq's analyst pages are asked for and opened: always HTTP 200, the status stands inside. */
#ifndef SOURCE_NASDAQ_ANALYST_H
#define SOURCE_NASDAQ_ANALYST_H

#include "json.h"
#include "provider.h"

/* "/api/analyst/SYMBOL/PAGE" */
bool nasdaq_analyst_request(const struct subscription *subscription, const char *page,
                            struct source_request *request, struct error *err) __attribute__((warn_unused_result));
/* *data is the object under "data"; NULL with *err when it refuses or covers nothing. Free the document. */
struct cJSON *nasdaq_analyst_open(const struct subscription *subscription, const struct source_response *response,
                                  const struct cJSON **data, struct error *err) __attribute__((warn_unused_result));

#endif
