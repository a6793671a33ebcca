/* SPDX-License-Identifier: MIT
 * Recorded and invented bodies of providers, for tests. */
#ifndef TESTS_BODIES_H
#define TESTS_BODIES_H

#include <stddef.h>

struct body {
    char *text; /* NUL-terminated; NULL when there is no such file */
    size_t length;
};

/* A fixture of ours, below tests/fixtures/source; a missing one fails the test. */
struct body bodies_own(const char *name);
/* A recorded response, below GPUTAPE_REAL_FOLDER. Skips the running test loudly when that folder is missing. */
struct body bodies_real(const char *name);
void bodies_clear(struct body *body);

#endif
