/* SPDX-License-Identifier: MIT
 * The providers that the sources of this folder share. */
#ifndef SOURCE_PROVIDER_H
#define SOURCE_PROVIDER_H

#include "source/source.h"

extern const struct source_provider provider_yahoo;
extern const struct source_provider provider_alpaca;
extern const struct source_provider provider_finnhub;
extern const struct source_provider provider_nasdaq;
extern const struct source_provider provider_nyse;
extern const struct source_provider provider_alphavantage;
extern const struct source_provider provider_benzinga;
extern const struct source_provider provider_massive;
extern const struct source_provider provider_fmp;
extern const struct source_provider provider_google;
extern const struct source_provider provider_cnbc;
extern const struct source_provider provider_sec;
extern const struct source_provider provider_runpod;
extern const struct source_provider provider_vast;
extern const struct source_provider provider_vast_account;
extern const struct source_provider provider_akash;
extern const struct source_provider provider_aws;
extern const struct source_provider provider_aws_spot;
extern const struct source_provider provider_azure;
extern const struct source_provider provider_cyclenerd;
extern const struct source_provider provider_hyperbolic;
extern const struct source_provider provider_hyperstack;
extern const struct source_provider provider_jarvislabs;
extern const struct source_provider provider_lambda;
extern const struct source_provider provider_lium;
extern const struct source_provider provider_oracle;
extern const struct source_provider provider_ornn;
extern const struct source_provider provider_fred;
extern const struct source_provider provider_twse;
extern const struct source_provider provider_scaleway;
extern const struct source_provider provider_shadeform;
extern const struct source_provider provider_verda;
extern const struct source_provider provider_voltagepark;
extern const struct source_provider provider_vultr;

#endif
