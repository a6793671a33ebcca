/* SPDX-License-Identifier: MIT
 * Actions that headlines tell of. Private to the store. */
#ifndef STORE_ANNOUNCED_H
#define STORE_ANNOUNCED_H

#include "store_state.h"

/* The company's name as quotes or the SEC's table have it; "" unknown. In arena. */
const char *load_company_name(struct store *store, const char *symbol, struct arena *arena, struct error *err);

/* Adds to the actions those that only headlines of the last week before `now` tell of, marked `announced`. The list
 * stays newest first; what is added lies in arena. */
bool load_announced(struct store *store, struct rating_actions *actions, int64_t now, struct arena *arena,
                    struct error *err);

#endif
