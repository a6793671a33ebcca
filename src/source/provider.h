/* SPDX-License-Identifier: MIT
 * The providers that the sources of this folder share. */
#ifndef SOURCE_PROVIDER_H
#define SOURCE_PROVIDER_H

#include "source/source.h"

extern const struct source_provider provider_yahoo;
extern const struct source_provider provider_cnbc;
extern const struct source_provider provider_sec;
extern const struct source_provider provider_runpod;
extern const struct source_provider provider_vast;

#endif
