/* SPDX-License-Identifier: MIT
 * A damaged file goes aside under a name that says when; nothing is ever deleted. Private to the store. */
#ifndef STORE_ASIDE_H
#define STORE_ASIDE_H

#include "store_state.h"

/* Renames path, path-wal and path-shm to path.corrupt-YYYYMMDD-HHMMSS..., and says so. */
bool aside_put(const char *path, const char *word, int64_t now, struct store_report *report);

/* One process at a time mends: a descriptor to close, -1 when another one does not let go in two seconds. */
int aside_lock(const char *path);

#endif
