/* SPDX-License-Identifier: MIT
 * The log: a file in the XDG state folder and a ring of the last lines for the log view.
 * Every line is redacted by value: no secret that was added can appear in it. Thread-safe. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

#define LOG_RING_LINES 200
#define LOG_LINE_SIZE  256

#define LOG_SECRET_MARK "[secret]"

/* Opens path for appending (mode 0600), rotated to path.1 beyond 1 MB. NULL path: ring only. */
bool log_open(const char *path, enum log_level level, struct error *err) __attribute__((warn_unused_result));
void log_close(void);

void log_write(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* From now on this value is replaced by LOG_SECRET_MARK in every line. Values under 6 bytes are refused (false),
 * and what is beyond a hundred keys. */
bool log_add_secret(const char *value);
/* The same of a session's token: of many the oldest are forgotten. */
bool log_add_token(const char *value);
void log_forget_secrets(void);

/* Replaces every known secret in text, in place (text has room for size bytes). */
void log_redact(char *text, size_t size);

/* Appends bytes of any kind with mark in the place of every known secret; bytes is not NULL. False: the target is
 * full, and what it holds is to be thrown away. */
bool log_redact_bytes(struct buffer *target, const char *bytes, size_t length, const char *mark)
    __attribute__((warn_unused_result));

/* Copies the newest lines, oldest first, into lines; returns how many. */
size_t log_tail(char (*lines)[LOG_LINE_SIZE], size_t most);

#endif
