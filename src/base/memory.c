/* SPDX-License-Identifier: MIT
 * Allocation that cannot fail. */
#include "config.h"

#include "base/memory.h"

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
