/* SPDX-License-Identifier: MIT
 * Allocation that cannot fail. */
#include "config.h"

#include "base/memory.h"

#if HAVE_MALLOPT || HAVE_MALLOC_TRIM
#include <malloc.h>
#endif
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*on_exhaustion)(void); /* set once, before any thread starts */

void memory_on_exhaustion(void (*handler)(void))
{
    on_exhaustion = handler;
}

static _Noreturn void give_up(void)
{
    if (on_exhaustion != NULL)
        on_exhaustion();
    fputs("gputape: out of memory\n", stderr);
    abort();
}

/* The allocator raises this bound each time something larger is freed, up to 32 MB: a program that reads a document
 * of megabytes once would keep holes of its size for weeks. A bound that is set stays. */
#define PIECE_BYTES (64 * 1024)

void memory_tune(void)
{
#if HAVE_MALLOPT
    (void)mallopt(M_MMAP_THRESHOLD, PIECE_BYTES);
    (void)mallopt(M_TRIM_THRESHOLD, PIECE_BYTES);
#endif
}

void memory_give_back(void)
{
#if HAVE_MALLOC_TRIM
    (void)malloc_trim(0);
#endif
}

void *memory_new(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (memory == NULL)
        give_up();
    return memory;
}

void *memory_grow(void *old, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        give_up();
    size_t bytes = count * size;
    void *memory = realloc(old, bytes > 0 ? bytes : 1);
    if (memory == NULL)
        give_up();
    return memory;
}

char *memory_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = memory_new(size, 1);
    memcpy(copy, text, size);
    return copy;
}
