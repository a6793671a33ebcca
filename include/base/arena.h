/* SPDX-License-Identifier: MIT
 * Memory that is freed all at once: a dataset and everything it points to live in one arena. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks;
    size_t used; /* bytes handed out, for tests and limits */
};

void arena_init(struct arena *arena);
void arena_clear(struct arena *arena);

/* Zeroed memory, aligned for any type; never NULL (out of memory aborts, see base/memory.h). */
void *arena_alloc(struct arena *arena, size_t size);

/* An array of count items, zeroed; aborts on overflow of the product. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of text; NULL is copied as "". arena_text_n copies at most length bytes. */
char *arena_text(struct arena *arena, const char *text);
char *arena_text_n(struct arena *arena, const char *text, size_t length);

#endif
