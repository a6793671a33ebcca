/* SPDX-License-Identifier: MIT
 * Where the program's files live, by the XDG base directory rules, and safe ways to make them. */
#ifndef BASE_XDG_H
#define BASE_XDG_H

#include "base/error.h"

#include <stddef.h>

#define XDG_PATH_SIZE 1024

enum xdg_kind { XDG_CONFIG, XDG_CACHE, XDG_DATA, XDG_STATE };

/* Writes "<base>/gputape/<name>" (name may be "" for the folder itself). False when HOME and the variable are
 * both unset or the path is too long. Relative values of the variables are ignored, as the rules demand. */
bool xdg_path(enum xdg_kind kind, const char *name, char *path, size_t size, struct error *err)
    __attribute__((warn_unused_result));

/* Makes every missing folder above path (not path itself), mode 0700. */
bool xdg_make_parents(const char *path, struct error *err) __attribute__((warn_unused_result));

#endif
