/* SPDX-License-Identifier: MIT
 * Small text files that the user names. */
#ifndef TEXT_FILE_H
#define TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* "~/NAME" is in the home folder. False when the path is too long. */
bool text_file_path(const char *name, char *path, size_t size);
/* A name of the configuration: "~/NAME" is in the home folder, "NAME" beside the configuration (NULL: the default
 * one). False when the path is too long. */
bool text_file_beside(const char *name, const char *config_path, char *path, size_t size);
/* The whole file, NUL-terminated; NULL with errno when it cannot be read or is too big. free() it. */
char *text_file_read(const char *path, size_t *length);

#endif
