/* SPDX-License-Identifier: MIT
 * Which columns the watchlist shows: `[price] columns`, :columns, --list-columns. */
#ifndef UI_COLUMNS_H
#define UI_COLUMNS_H

#include "base/error.h"

#include <stddef.h>

#define COLUMNS_MOST      48
#define COLUMNS_TEXT_SIZE 256

struct column_choice {
    size_t count; /* 0: as the program has them */
    unsigned char at[COLUMNS_MOST];
};

/* "sym last chg% vol"; "" and "default" are the program's own. False, the choice untouched, with the wrong word. */
bool columns_parse(struct column_choice *choice, const char *names, struct error *err)
    __attribute__((warn_unused_result));
/* The names, as they are typed. */
void columns_write(const struct column_choice *choice, char *names, size_t size);

struct column_info {
    char name[16];
    const char *help;
    bool shown; /* by default */
};
/* False behind the last one. */
bool columns_info(size_t index, struct column_info *info);

#endif
