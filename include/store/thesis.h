/* SPDX-License-Identifier: MIT
 * The thesis board out of what is stored. */
#ifndef STORE_THESIS_H
#define STORE_THESIS_H

#include "store/store.h"

/* Never NULL: what is not stored or cannot be read is unknown in its row. dossier may be NULL. */
struct dataset *store_load_thesis(struct store *store, const char *symbol, enum driver_kind kind,
                                  const struct dossier *dossier, int64_t now);

#endif
