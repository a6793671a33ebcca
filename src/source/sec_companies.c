/* SPDX-License-Identifier: MIT
 * The SEC's table of tickers and filer numbers (10,000 entries, 800 KB): read by slice scan, entry by entry. */
#include "config.h"

#include "json.h"
#include "json_scan.h"
#include "provider.h"
#include "sec_answer.h"
#include "sources.h"

#include "base/text.h"

#include <string.h>

#define BODY_MOST ((size_t)4 << 20)
#define CIK_MOST  INT64_C(9999999999)

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)subscription;
    (void)token;
    (void)err;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST};
    text_copy(request->url, sizeof request->url, "https://www.sec.gov/files/company_tickers.json");
    return true;
}

/* Classes of shares: the SEC writes BRK-B, others BRK.B. */
static bool is_same_symbol(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        if ((*a == '.' ? '-' : *a) != (*b == '.' ? '-' : *b))
            return false;
    }
    return *a == *b;
}

/* The symbol as the subscriber writes it; the SEC's own when all are wanted; NULL when this one is not. */
static const char *wanted_symbol(const struct subscription *subscription, const char *ticker)
{
    if (subscription->symbol_count == 0)
        return ticker;
    for (size_t i = 0; i < subscription->symbol_count; i++) {
        if (is_same_symbol(subscription->symbols[i], ticker))
            return subscription->symbols[i];
    }
    return NULL;
}

static bool read_ticker(struct json_slice entry, char *ticker, size_t size)
{
    struct json_scan scan;
    struct json_slice value;
    char raw[SYMBOL_SIZE];
    json_scan_begin(&scan, entry.at, entry.length);
    return json_scan_find(&scan, "ticker") && json_scan_take(&scan, &value) &&
           json_slice_plain(value, raw, sizeof raw) && text_symbol(ticker, size, raw);
}

static bool add_company(struct json_slice entry, const char *symbol, struct observations *observations)
{
    struct cJSON *root = json_parse(entry.at, entry.length, NULL);
    int64_t cik = json_integer(root, "cik_str", 1, CIK_MOST, 0);
    struct company *company = cik > 0 ? observations_add_company(observations) : NULL;
    if (company != NULL) {
        text_copy(company->symbol, sizeof company->symbol, symbol);
        company->cik = cik;
        json_text(root, "title", company->name, sizeof company->name);
    }
    json_free(root);
    return cik > 0;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (!sec_answer_ok(response, ERROR_NO_DATA, "the SEC's table of tickers is not there", err))
        return false;
    struct json_scan scan;
    struct json_slice name, entry;
    size_t tickers = 0;
    json_scan_begin(&scan, response->body, response->length);
    if (json_scan_enter(&scan, '{')) {
        while (json_scan_member(&scan, &name) && json_scan_take(&scan, &entry)) {
            char ticker[SYMBOL_SIZE];
            if (!read_ticker(entry, ticker, sizeof ticker)) {
                observations->rejected++;
                continue;
            }
            tickers++;
            const char *symbol = wanted_symbol(subscription, ticker);
            if (symbol != NULL && !add_company(entry, symbol, observations))
                observations->rejected++;
        }
    }
    if (!json_scan_finish(&scan) || tickers == 0)
        return error_set(err, ERROR_FORMAT, "the SEC's table of tickers cannot be read");
    return true;
}

const struct source source_sec_companies = {
    .name = "sec_companies",
    .heading = "SEC tickers",
    .provider = &provider_sec,
    .kind = DATASET_COMPANIES,
    .role = SOURCE_CHAIN,
    .batch = 2000,
    .refresh_seconds = 24 * 3600,
    .request = request,
    .parse = parse,
};
