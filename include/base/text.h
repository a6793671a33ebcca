/* SPDX-License-Identifier: MIT
 * Remote text made safe, measured and cut. text_clean is the one gate: what passed it may be drawn,
 * printed and logged. (utf8proc supplies categories and widths.) */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes a clean copy of the first length bytes of source into target (size bytes, NUL included); returns
 * the length written. Controls and line/paragraph separators become one space; format (bidi, zero-width,
 * soft hyphen, tags), surrogate, private-use and unassigned characters vanish; invalid UTF-8 becomes U+FFFD;
 * at most one combining mark per base, none at the start; runs of spaces fold; ends are trimmed. */
size_t text_clean(char *target, size_t size, const char *source, size_t length);

/* Display columns of clean UTF-8 text. */
size_t text_width(const char *text);

/* Decodes one character: sets *codepoint and returns its bytes, 0 at the end. Invalid: U+FFFD, 1 byte. */
size_t text_decode(const char *text, uint32_t *codepoint);
/* Encodes one character into at most 4 bytes + NUL; returns the bytes. */
size_t text_encode(uint32_t codepoint, char target[5]);
/* Columns of one character: 0 (combining), 1 or 2. */
unsigned text_columns(uint32_t codepoint);
/* Bytes of the longest prefix that fits in columns; never splits a character. */
size_t text_prefix(const char *text, size_t columns);

/* Bytes of the next line of a text that is wrapped into columns: up to the last blank that fits (what follows it is
 * to be skipped by the caller), or as much of a longer word as fits; 0 when not even one character does. */
size_t text_piece(const char *text, size_t columns);

/* Copies, cutting at a character boundary. Returns bytes written. */
size_t text_copy(char *target, size_t size, const char *source);

bool text_equal_fold(const char *a, const char *b);          /* ASCII case-insensitive */
bool text_contains_fold(const char *text, const char *part); /* ASCII case-insensitive */
/* The candidate nearest to word by edit distance if at most 3 edits away (and under half its length), else NULL. */
const char *text_nearest(const char *word, const char *const *candidates, size_t count);

/* Upper-cases into target if text is a plausible ticker: letters, digits, . - ^ = , 1 to 15 bytes. */
bool text_symbol(char *target, size_t size, const char *text);

#endif
