/* SPDX-License-Identifier: MIT
 * GPU venues over time, out of the store. */
#ifndef STORE_VENUES_H
#define STORE_VENUES_H

#include "store/store.h"

#define STORE_YEAR_DAYS 372
#define STORE_LONG_DAYS 2000 /* five years and a little */

/* A model day by day (DATASET_GPU_HISTORY; gpu_history_subject()), a year back or further; also when nothing is
 * known of it. NULL with *err when the store cannot be read. */
struct dataset *store_load_gpu_history(struct store *store, const char *subject, int64_t now, struct error *err);

#endif
