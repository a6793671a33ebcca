/* SPDX-License-Identifier: MIT
 * While a symbol to add is typed: what the provider knows by these words, to choose from. */
#ifndef SYMBOL_PROMPT_H
#define SYMBOL_PROMPT_H

#include "screen_state.h"

/* The search for what is typed; false when nothing is. */
bool symbol_prompt_wants(const struct screen *screen, struct want *want);
/* Up and down choose; false when the key is not for it. */
bool symbol_prompt_key(struct screen *screen, uint32_t key);
/* What Enter adds: the marked symbol, else what is typed. */
const char *symbol_prompt_choice(const struct screen *screen);
/* Over the lower rows of the body. */
void symbol_prompt_draw(const struct screen *screen, struct canvas *canvas, struct rect body, int64_t now);

#endif
