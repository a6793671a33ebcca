/* SPDX-License-Identifier: MIT
 * Theme files: one look per role, the same INI syntax as the configuration. The built-in default is the same text,
 * embedded at build. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "config/config.h"
#include "draw/palette.h"

/* name: a built-in or installed theme ("dark"), or a path with a slash. Roles that a file omits come from the
 * default. Searched: the user's config folder themes/, then the data folder. Faults go to report as file:line. */
bool theme_load(const char *name, struct palette *palette, struct config_report *report)
    __attribute__((warn_unused_result));
/* Whether theme_load would find it; what stands in a file of its own is not looked at. The sentence names the
 * nearest one, or all. */
bool theme_check(const char *name, struct error *err) __attribute__((warn_unused_result));
/* Names of the themes that can be loaded, sorted; returns the count. */
size_t theme_names(char (*names)[CONFIG_NAME_SIZE], size_t most);

#endif
