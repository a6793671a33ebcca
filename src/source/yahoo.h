/* SPDX-License-Identifier: MIT
 * What the Yahoo sources share: how they ask, and how every answer is opened. */
#ifndef SOURCE_YAHOO_H
#define SOURCE_YAHOO_H

#include "json.h"
#include "provider.h"
#include "request_url.h"
#include "source/source.h"

/* Begins a GET of query1.finance.yahoo.com with the headers that a browser sends. */
void yahoo_request_start(struct source_request *request, struct request_url *url, const char *path);

/* Ends the URL with the session's crumb. False without one, or when the URL is too long. */
bool yahoo_request_end_with_crumb(struct request_url *url, const char *crumb, struct error *err)
    __attribute__((warn_unused_result));

/* A quoteSummary request for the subject. */
bool yahoo_request_summary(const struct subscription *subscription, const char *crumb, const char *modules,
                           struct source_request *request, struct error *err) __attribute__((warn_unused_result));

/* True unless the status or a text body says that Yahoo refuses us for now. */
bool yahoo_is_willing(const struct source_response *response, struct error *err)
    __attribute__((warn_unused_result));

/* Parses and checks; *result is the array under {envelope: {"result": [...]}}. An error inside, under whichever
 * envelope, becomes *err, whatever the status. NULL on failure; free the document with json_free. */
struct cJSON *yahoo_open(const struct source_response *response, const char *envelope, const struct cJSON **result,
                         struct error *err) __attribute__((warn_unused_result));

/* The session that a chart's meta block puts a moment into: closed outside of all that it names, unknown when it
 * names none. */
enum market_session yahoo_session_at(const struct cJSON *meta, int64_t moment);

/* The quote of one chart with daily bars (chart.result[i], spark's response[i]) as a row that names its source.
 * False when it holds no price. */
bool yahoo_read_last(const struct cJSON *chart, const char *symbol, const char *source, int64_t received_at,
                     struct observations *observations);

#endif
