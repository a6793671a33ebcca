/* SPDX-License-Identifier: MIT
 * Every source, one per file; src/source/registry.c puts them in order. */
#ifndef SOURCE_SOURCES_H
#define SOURCE_SOURCES_H

#include "source/source.h"

extern const struct source source_yahoo_quotes;
extern const struct source source_cnbc_quotes;
extern const struct source source_alpaca_quotes;
extern const struct source source_finnhub_quotes;
extern const struct source source_yahoo_spark;
extern const struct source source_yahoo_last;
extern const struct source source_nasdaq_quotes;
extern const struct source source_nyse_quotes;
extern const struct source source_yahoo_search;
extern const struct source source_yahoo_chart;
extern const struct source source_benzinga_ratings;
extern const struct source source_massive_ratings;
extern const struct source source_fmp_grades;
extern const struct source source_finnhub_trend;
extern const struct source source_alphavantage_estimates;
extern const struct source source_fmp_targets;
extern const struct source source_cnbc_earnings;
extern const struct source source_nasdaq_targets;
extern const struct source source_nasdaq_forecast;
extern const struct source source_yahoo_ratings;
extern const struct source source_yahoo_consensus;
extern const struct source source_alpaca_news;
extern const struct source source_finnhub_news;
extern const struct source source_nasdaq_news;
extern const struct source source_yahoo_news;
extern const struct source source_google_news;
extern const struct source source_sec_filings;
extern const struct source source_sec_facts;
extern const struct source source_sec_companies;
extern const struct source source_sec_document;
extern const struct source source_sec_current;
extern const struct source source_sec_day_index;
extern const struct source source_sec_instance;
extern const struct source source_sec_inline;
extern const struct source source_sec_pages;
extern const struct source source_sec_search;
extern const struct source source_runpod_offers;
extern const struct source source_vast_offers;
extern const struct source source_vast_book;
extern const struct source source_akash_prices;
extern const struct source source_aws_prices;
extern const struct source source_aws_spot;
extern const struct source source_azure_prices;
extern const struct source source_gcp_prices;
extern const struct source source_akash_usage;
extern const struct source source_hyperbolic_offers;
extern const struct source source_hyperstack_stock;
extern const struct source source_jarvislabs_stock;
extern const struct source source_lambda_stock;
extern const struct source source_lium_capacity;
extern const struct source source_oci_prices;
extern const struct source source_twse_revenue;
extern const struct source source_fred_ppi;
extern const struct source source_ornn_index;
extern const struct source source_ornn_history;
extern const struct source source_scaleway_stock;
extern const struct source source_shadeform_stock;
extern const struct source source_verda_prices;
extern const struct source source_voltagepark_stock;
extern const struct source source_vultr_plans;

#endif
