/* SPDX-License-Identifier: MIT
 * Every source, one per file; src/source/registry.c puts them in order. */
#ifndef SOURCE_SOURCES_H
#define SOURCE_SOURCES_H

#include "source/source.h"

extern const struct source source_yahoo_quotes;
extern const struct source source_cnbc_quotes;
extern const struct source source_yahoo_last;
extern const struct source source_yahoo_chart;
extern const struct source source_yahoo_ratings;
extern const struct source source_yahoo_consensus;
extern const struct source source_sec_filings;
extern const struct source source_sec_facts;
extern const struct source source_sec_companies;
extern const struct source source_sec_document;
extern const struct source source_runpod_offers;
extern const struct source source_vast_offers;

#endif
