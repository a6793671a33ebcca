/* SPDX-License-Identifier: MIT
 * A walk through a big JSON document that builds nothing: it matches quotes and brackets and hands out the bytes of
 * the values that are wanted, for the checked layer (json.h) or for the plain readers below. The document needs no
 * NUL. Structure is checked on the way walked, brackets everywhere; what is passed over is not looked into. */
#ifndef SOURCE_JSON_SCAN_H
#define SOURCE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_SCAN_DEPTH 64

struct json_slice { /* borrowed from the document */
    const char *at;
    size_t length;
};

struct json_scan {
    const char *at, *end;
    uint64_t objects; /* one bit per open bracket, the innermost lowest: 1 object, 0 array */
    unsigned depth;
    bool fresh;  /* nothing was read in the innermost bracket yet */
    bool failed; /* for good: the document is cut, unbalanced, too deep, or not JSON where we walked */
};

/* The cursor stands before the document's one value. */
void json_scan_begin(struct json_scan *scan, const char *text, size_t length);

/* Steps into the object '{' or array '[' at the cursor. False, with nothing moved, when the value is another one.
 */
bool json_scan_enter(struct json_scan *scan, char bracket);

/* Next member of the object we are in: its name as written (escapes and all), the cursor before its value, which
 * must be taken or entered before the next call. False at the object's end, which is stepped out of, or on failure.
 */
bool json_scan_member(struct json_scan *scan, struct json_slice *name);

/* The same for the elements of an array. */
bool json_scan_element(struct json_scan *scan);

/* Passes over the value at the cursor; *value (NULL: not wanted) is its bytes, quotes or brackets included. */
bool json_scan_take(struct json_scan *scan, struct json_slice *value);

/* Steps down from the value at the cursor, member by member ("filings.recent"); of equal names the first counts.
 * False when there is no such member, or something else than an object on the way. */
bool json_scan_find(struct json_scan *scan, const char *path);

/* Passes over the rest. True when all brackets closed, nothing follows and nothing failed: only then may what was
 * read be trusted to be the whole document. */
bool json_scan_finish(struct json_scan *scan);

/* True when the bytes (a member's name, as written) are this text. */
bool json_slice_is(struct json_slice slice, const char *text);

/* A number by JSON's grammar, finite. False otherwise, *number untouched. */
bool json_slice_number(struct json_slice value, double *number);

/* A string of printable ASCII without escapes that fits: identifiers and dates. False otherwise, *target "". */
bool json_slice_plain(struct json_slice value, char *target, size_t size);

#endif
