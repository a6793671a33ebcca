/* SPDX-License-Identifier: MIT
 * Headlines out of the store. */
#ifndef STORE_KEPT_HEADLINES_H
#define STORE_KEPT_HEADLINES_H

#include "store/store.h"

/* As the other store_load_ functions: a new dataset, NULL with *err. The newest hundred of a symbol, merged over
 * sources, those that tell of an analyst's action read and compared with the actions held. */
struct dataset *store_load_headlines(struct store *store, const char *symbol, struct error *err);

#endif
