/* SPDX-License-Identifier: MIT
 * A list of blocks, each twice as large as the one before up to a limit. */
#include "config.h"

#include "base/arena.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK   1024
#define LARGEST_BLOCK (256 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    max_align_t bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){NULL, 0};
}

void arena_clear(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena_init(arena);
}

static struct arena_block *add_block(struct arena *arena, size_t least)
{
    size_t size = arena->blocks == NULL ? FIRST_BLOCK : arena->blocks->size * 2;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < least)
        size = least;
    struct arena_block *block = memory_new(1, sizeof *block + size);
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t step = sizeof(max_align_t);
    if (size > SIZE_MAX - step - sizeof(struct arena_block))
        abort(); /* our own mistake: every remote size is capped far below */
    size_t rounded = (size + step - 1) / step * step;
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < rounded)
        block = add_block(arena, rounded);
    void *memory = (char *)block->bytes + block->used;
    block->used += rounded;
    arena->used += rounded;
    return memory;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        abort();
    return arena_alloc(arena, count * size);
}

char *arena_text_n(struct arena *arena, const char *text, size_t length)
{
    size_t used = text != NULL ? strnlen(text, length) : 0;
    char *copy = arena_alloc(arena, used + 1);
    if (used > 0)
        memcpy(copy, text, used);
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return arena_text_n(arena, text, text != NULL ? strlen(text) : 0);
}
