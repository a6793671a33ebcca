/* SPDX-License-Identifier: MIT
 * Schema steps, and how a file is brought to the newest. Private to the store. */
#ifndef STORE_MIGRATIONS_H
#define STORE_MIGRATIONS_H

#include "store_state.h"

struct migration {
    int version; /* major * 1000 + minor: a minor step only adds, so that an older program may go on */
    const char *sql;
};

struct schema { /* of one file */
    const char *name;
    const struct migration *steps; /* ascending */
    size_t count;
};

extern const struct schema store_schemas[STORE_FILES];

int schema_newest(const struct schema *schema);
/* Of the attached file; -1 when it cannot be read. */
int64_t schema_version(sqlite3 *db, const struct schema *schema);
/* Takes the missing steps in one transaction. An existing file (path not NULL) is copied to PATH.vVERSION first.
 * A file that is newer is left as it is. */
bool schema_migrate(sqlite3 *db, const struct schema *schema, const char *path, struct error *err);
/* Writes a whole copy of the attached file under a name that only a complete copy gets. */
bool schema_copy(sqlite3 *db, const char *schema, const char *target, struct error *err);

#endif
