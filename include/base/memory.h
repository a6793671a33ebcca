/* SPDX-License-Identifier: MIT
 * Allocation that cannot fail: out of memory calls the handler (which restores the terminal) and aborts.
 * Every input is size-capped, so that remote data cannot get here. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *memory_new(size_t count, size_t size);             /* zeroed; free() it */
void *memory_grow(void *old, size_t count, size_t size); /* realloc with overflow check */
char *memory_text(const char *text);                     /* strdup */

/* Once, before any thread: what is large is taken from the system, and given back, piece by piece. */
void memory_tune(void);
/* Pages that are free, of any thread, go back to the system. Some milliseconds. */
void memory_give_back(void);

/* Called once before abort; set by app. */
void memory_on_exhaustion(void (*handler)(void));

#endif
