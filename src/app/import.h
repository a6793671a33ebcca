/* SPDX-License-Identifier: MIT
 * :import of the dashboard. */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "ui/screen.h"

/* Reads the file that the screen wants imported; what came of it is said there. OUTCOME_ bits. */
unsigned import_symbols(struct screen *screen, int64_t now);

#endif
