/* SPDX-License-Identifier: MIT
 * GPU venues over time, out of the store. */
#ifndef STORE_VENUES_H
#define STORE_VENUES_H

#include "store/store.h"

#define STORE_HISTORY_DAYS 1100 /* three years and a little */

/* A model day by day (DATASET_GPU_HISTORY), at most STORE_HISTORY_DAYS back; also when nothing is known of it. NULL
 * with *err when the store cannot be read. */
struct dataset *store_load_gpu_history(struct store *store, const char *model, int64_t now, struct error *err);

#endif
