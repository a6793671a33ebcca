/* SPDX-License-Identifier: MIT
 * The command line: words that are no keys, every action by its name, every symbol by itself. */
#ifndef COMMAND_H
#define COMMAND_H

#include "input_line.h"
#include "ui/screen.h"

struct command {
    const char *name;
    const char *argument; /* NULL: takes none */
    const char *help;
    unsigned (*run)(struct screen *screen, const char *argument, int64_t now); /* OUTCOME_ bits */
};

const struct command *command_table(size_t *count);

/* Runs a line; what is wrong with it is said in the message line. */
unsigned command_run(struct screen *screen, const char *line, int64_t now);
/* An input_complete whose context is the screen. */
size_t command_complete(void *screen, const char *line, size_t *start, char (*candidates)[INPUT_SIZE], size_t most);

#endif
