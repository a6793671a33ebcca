/* SPDX-License-Identifier: MIT
 * All sources. In a chain the earlier row is asked first. */
#include "config.h"

#include "source/source.h"

#include "sources.h"

#include <string.h>

static const struct source *const sources[] = {
    /* quotes */
    &source_alpaca_quotes,
    &source_finnhub_quotes,
    &source_yahoo_quotes,
    &source_cnbc_quotes,
    &source_yahoo_spark,
    &source_yahoo_last,
    &source_nasdaq_quotes,
    &source_nyse_quotes,
    /* bars */
    &source_yahoo_chart,
    /* ratings */
    &source_benzinga_ratings,
    &source_massive_ratings,
    &source_fmp_grades,
    &source_yahoo_ratings,
    /* consensus */
    &source_yahoo_consensus,
    &source_finnhub_trend,
    &source_alphavantage_estimates,
    &source_nasdaq_targets,
    &source_nasdaq_forecast,
    &source_fmp_targets,
    &source_cnbc_earnings,
    /* symbols */
    &source_yahoo_search,
    /* headlines */
    &source_alpaca_news,
    &source_finnhub_news,
    &source_nasdaq_news,
    &source_yahoo_news,
    &source_google_news,
    /* filings, receivables, companies */
    &source_sec_filings,
    &source_sec_facts,
    &source_sec_companies,
    &source_sec_document,
    /* new filings of all companies */
    &source_sec_current,
    &source_sec_day_index,
    /* statements: customers, and figures before companyfacts has them */
    &source_sec_instance,
    &source_sec_inline,
    &source_sec_pages,
    &source_sec_search,
    /* GPU market */
    &source_runpod_offers,
    &source_vast_offers,
    &source_vast_book,
    &source_ornn_index,
    &source_ornn_history,
    &source_akash_prices,
    &source_akash_usage,
    &source_scaleway_stock,
    &source_voltagepark_stock,
    &source_lium_capacity,
    &source_vultr_plans,
    &source_oci_prices,
    &source_aws_prices,
    &source_aws_spot,
    &source_azure_prices,
    &source_gcp_prices,
    &source_hyperbolic_offers,
    &source_verda_prices,
    &source_lambda_stock,
    &source_hyperstack_stock,
    &source_jarvislabs_stock,
    &source_shadeform_stock,
    /* the supply side */
    &source_twse_revenue,
    &source_fred_ppi,
};

#define SOURCES (sizeof sources / sizeof sources[0])

const struct source *const *source_table(size_t *count)
{
    *count = SOURCES;
    return sources;
}

const struct source *source_find(const char *name)
{
    for (size_t i = 0; i < SOURCES; i++) {
        if (strcmp(sources[i]->name, name) == 0)
            return sources[i];
    }
    return NULL;
}
