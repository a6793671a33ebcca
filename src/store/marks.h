/* SPDX-License-Identifier: MIT
 * Who has a file open. Each process leaves a mark in the file and takes it away at its end; the mark of a process
 * that is gone tells that the end was not clean. Private to the store. */
#ifndef STORE_MARKS_H
#define STORE_MARKS_H

#include "store_state.h"

/* A mark that no other process, handle or boot can have. */
void mark_make(char mark[MARK_SIZE], const void *handle);
bool mark_is_alive(const char *mark);
/* Has somebody left the file without taking the mark away? */
bool marks_tell_unclean_end(sqlite3 *db, const char *schema);
/* A real write: the proof that the file can be written. Takes away the marks of the dead as well. */
bool marks_add(sqlite3 *db, const char *schema, const char *mark, struct error *err);
void marks_remove(sqlite3 *db, const char *schema, const char *mark);

#endif
