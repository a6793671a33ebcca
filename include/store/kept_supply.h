/* SPDX-License-Identifier: MIT
 * The supply side's monthly figures out of the store. */
#ifndef STORE_KEPT_SUPPLY_H
#define STORE_KEPT_SUPPLY_H

#include "store/store.h"

/* DATASET_SUPPLY, also when nothing is known yet; NULL with *err when the store cannot be read. */
struct dataset *store_load_supply(struct store *store, struct error *err);

#endif
