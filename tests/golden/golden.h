/* SPDX-License-Identifier: MIT
 * Screens compared with files: text, then the roles, one letter a cell (see src/draw/role.c). `make update-goldens`
 * writes the files anew; what changed in them is then reviewed like code. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include "base/buffer.h"
#include "draw/canvas.h"

struct golden {
    char path[512];
    struct buffer actual;
};

void golden_begin(struct golden *golden, const char *name); /* tests/golden/NAME.txt */
void golden_add(struct golden *golden, const char *title, const struct canvas *canvas);
/* Fails the test with the first line that differs, or writes the file when GPUTAPE_UPDATE_GOLDENS is set. */
void golden_end(struct golden *golden);

#endif
