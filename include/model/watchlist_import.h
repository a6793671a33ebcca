/* SPDX-License-Identifier: MIT
 * Symbols out of a text file as people have them: a list, a broker's export, a table of comma-separated values. */
#ifndef MODEL_WATCHLIST_IMPORT_H
#define MODEL_WATCHLIST_IMPORT_H

#include <stddef.h>

/* Lines of symbols parted by blanks, commas, semicolons or tabs; "EXCHANGE:SYMBOL" is SYMBOL; # begins a comment;
 * "[Name]" and "###Name" begin a group. Where the first line begins with "symbol" or "ticker", only the first value
 * of each line counts. take is called with each symbol and its group ("" none was named), fault with each line that
 * holds something else; of such a line nothing is taken. */
void watchlist_import(const char *text, size_t length,
                      void (*take)(void *context, const char *group, const char *symbol),
                      void (*fault)(void *context, unsigned line), void *context);

#endif
