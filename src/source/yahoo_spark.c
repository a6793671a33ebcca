/* SPDX-License-Identifier: MIT
 * Yahoo v7/finance/spark: quotes of several symbols in one request without cookie or crumb. Forty symbols are
 * refused, ten are safe; no bid, ask, volume or extended hours. */
#include "config.h"

#include "quote_row.h"
#include "sources.h"
#include "yahoo.h"

#include "base/text.h"

#define BATCH      10
#define BODY_LIMIT (256 << 10)

static bool spark_request(const struct subscription *subscription, const char *token,
                          struct source_request *request, struct error *err)
{
    struct request_url url;
    (void)token;
    if (subscription->symbol_count == 0)
        return error_set(err, ERROR_INVALID, "no symbol to ask for");
    yahoo_request_start(request, &url, "/v7/finance/spark?range=5d&interval=1d&symbols=");
    request->body_limit = BODY_LIMIT;
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        request_url_add(&url, i > 0 ? "," : "");
        request_url_add_encoded(&url, subscription->symbols[i]);
    }
    return request_url_done(&url, err);
}

static const struct cJSON *find_chart(const struct cJSON *result, const char *symbol)
{
    for (const struct cJSON *item = json_first(result); item != NULL; item = json_next(item)) {
        const struct cJSON *chart = json_first(json_member(item, "response"));
        const char *said = json_string(json_member(chart, "meta"), "symbol");
        if (text_equal_fold(json_string(item, "symbol"), symbol) &&
            (said[0] == '\0' || text_equal_fold(said, symbol)))
            return chart;
    }
    return NULL;
}

static bool spark_parse(const struct subscription *subscription, const struct source_response *response,
                        struct observations *observations, struct error *err)
{
    const struct cJSON *result;
    struct cJSON *root = yahoo_open(response, "spark", &result, err);
    if (root == NULL)
        return false;
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        const char *symbol = subscription->symbols[i];
        const struct cJSON *chart = find_chart(result, symbol);
        struct quote *unknown = NULL;
        if (!yahoo_read_last(chart, symbol, source_yahoo_spark.name, response->received_at, observations))
            unknown = quote_row_add(observations, symbol, source_yahoo_spark.name, response->received_at);
        if (unknown != NULL)
            unknown->not_found = true;
    }
    json_free(root);
    return true;
}

const struct source source_yahoo_spark = {
    .name = "yahoo_spark",
    .heading = "Yahoo spark",
    .provider = &provider_yahoo,
    .kind = DATASET_QUOTES,
    .role = SOURCE_CHAIN,
    .batch = BATCH,
    .refresh_seconds = 30,
    .request = spark_request,
    .parse = spark_parse,
};
