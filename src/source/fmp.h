/* SPDX-License-Identifier: MIT
 * How Financial Modeling Prep is asked, and how it refuses: what a plan does not hold is answered by 402 and plain
 * text. */
#ifndef SOURCE_FMP_H
#define SOURCE_FMP_H

#include "provider.h"

/* "/stable/PAGE?symbol=SYMBOL", with the key in a header. */
bool fmp_request(const struct subscription *subscription, const char *page, struct source_request *request,
                 struct error *err) __attribute__((warn_unused_result));
/* False, with *err, when it refuses; a plan without the symbol is no data. */
bool fmp_is_willing(const struct source_response *response, struct error *err) __attribute__((warn_unused_result));

#endif
