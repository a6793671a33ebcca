/* SPDX-License-Identifier: MIT
 * The slice scan: brackets are counted on a 64-bit stack, strings are crossed with memchr. */
#include "config.h"

#include "json_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_SIZE 64 /* the longest number worth reading: a double needs 24 characters */

void json_scan_begin(struct json_scan *scan, const char *text, size_t length)
{
    *scan = (struct json_scan){.at = text, .end = text + length};
}

static bool fail(struct json_scan *scan)
{
    scan->failed = true;
    scan->at = scan->end;
    return false;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* The next byte that is not space, 0 at the end (a NUL in the document is no JSON either). */
static char peek(struct json_scan *scan)
{
    while (scan->at < scan->end && is_space(*scan->at))
        scan->at++;
    return scan->at < scan->end ? *scan->at : '\0';
}

static bool open_bracket(struct json_scan *scan)
{
    if (scan->depth == JSON_SCAN_DEPTH)
        return fail(scan);
    scan->objects = scan->objects << 1 | (*scan->at == '{');
    scan->depth++;
    scan->at++;
    return true;
}

static bool close_bracket(struct json_scan *scan)
{
    char expected = (scan->objects & 1) != 0 ? '}' : ']';
    if (scan->depth == 0 || *scan->at != expected)
        return fail(scan);
    scan->objects >>= 1;
    scan->depth--;
    scan->at++;
    return true;
}

/* The cursor is on an opening quote; it ends behind the closing one. */
static bool pass_string(struct json_scan *scan)
{
    const char *start = scan->at + 1;
    for (const char *from = start; from < scan->end;) {
        const char *quote = memchr(from, '"', (size_t)(scan->end - from));
        if (quote == NULL)
            break;
        const char *before = quote;
        while (before > start && before[-1] == '\\')
            before--;
        from = quote + 1;
        if ((quote - before) % 2 == 0) {
            scan->at = from;
            return true;
        }
    }
    return fail(scan);
}

/* Goes on until at most `depth` brackets are open. */
static bool pass_brackets(struct json_scan *scan, unsigned depth)
{
    while (scan->depth > depth) {
        if (scan->at >= scan->end)
            return fail(scan);
        switch (*scan->at) {
        case '"':
            if (!pass_string(scan))
                return false;
            break;
        case '{':
        case '[':
            if (!open_bracket(scan))
                return false;
            break;
        case '}':
        case ']':
            if (!close_bracket(scan))
                return false;
            break;
        default:
            scan->at++;
        }
    }
    return true;
}

static bool is_bare(char byte) /* of numbers and true, false, null */
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '-' || byte == '+' || byte == '.';
}

static bool pass_bare(struct json_scan *scan)
{
    const char *start = scan->at;
    while (scan->at < scan->end && is_bare(*scan->at))
        scan->at++;
    return scan->at > start ? true : fail(scan);
}

bool json_scan_enter(struct json_scan *scan, char bracket)
{
    if (scan->failed || peek(scan) != bracket || !open_bracket(scan))
        return false;
    scan->fresh = true;
    return true;
}

bool json_scan_take(struct json_scan *scan, struct json_slice *value)
{
    if (scan->failed)
        return false;
    char first = peek(scan);
    const char *start = scan->at;
    unsigned depth = scan->depth;
    bool passed = first == '"'                   ? pass_string(scan)
                  : first == '{' || first == '[' ? open_bracket(scan) && pass_brackets(scan, depth)
                                                 : pass_bare(scan);
    if (!passed)
        return false;
    scan->fresh = false;
    if (value != NULL)
        *value = (struct json_slice){start, (size_t)(scan->at - start)};
    return true;
}

/* Before a member or an element: the comma that is due, or the closing bracket. */
static bool advance(struct json_scan *scan, bool object)
{
    if (scan->failed || scan->depth == 0 || ((scan->objects & 1) != 0) != object)
        return fail(scan);
    char next = peek(scan);
    if (next == (object ? '}' : ']')) {
        close_bracket(scan);
        scan->fresh = false;
        return false;
    }
    if (!scan->fresh) {
        if (next != ',')
            return fail(scan);
        scan->at++;
    }
    scan->fresh = false;
    return true;
}

bool json_scan_member(struct json_scan *scan, struct json_slice *name)
{
    if (!advance(scan, true))
        return false;
    if (peek(scan) != '"')
        return fail(scan);
    const char *start = scan->at + 1;
    if (!pass_string(scan))
        return false;
    *name = (struct json_slice){start, (size_t)(scan->at - 1 - start)};
    if (peek(scan) != ':')
        return fail(scan);
    scan->at++;
    return true;
}

bool json_scan_element(struct json_scan *scan)
{
    return advance(scan, false);
}

bool json_scan_find(struct json_scan *scan, const char *path)
{
    while (*path != '\0') {
        size_t length = strcspn(path, ".");
        struct json_slice name;
        bool found = false;
        if (!json_scan_enter(scan, '{'))
            return false;
        while (!found && json_scan_member(scan, &name)) {
            found = name.length == length && memcmp(name.at, path, length) == 0;
            if (!found && !json_scan_take(scan, NULL))
                return false;
        }
        if (!found)
            return false;
        path += length;
        path += *path == '.';
    }
    return true;
}

bool json_scan_finish(struct json_scan *scan)
{
    if (scan->failed || !pass_brackets(scan, 0))
        return false;
    peek(scan);
    return scan->at == scan->end ? true : fail(scan);
}

bool json_slice_is(struct json_slice slice, const char *text)
{
    return strlen(text) == slice.length && memcmp(slice.at, text, slice.length) == 0;
}

static const char *pass_digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* JSON's grammar of numbers: narrower than strtod's, which also reads "inf", "0x10", "01" and " 1". */
static bool is_number(const char *at)
{
    at += *at == '-';
    const char *digits = at;
    at = pass_digits(at);
    if (at == digits || (*digits == '0' && at > digits + 1))
        return false;
    if (*at == '.') {
        digits = ++at;
        at = pass_digits(at);
        if (at == digits)
            return false;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        digits = at;
        at = pass_digits(at);
        if (at == digits)
            return false;
    }
    return *at == '\0';
}

bool json_slice_number(struct json_slice value, double *number)
{
    char text[NUMBER_SIZE];
    if (value.length >= sizeof text)
        return false;
    memcpy(text, value.at, value.length);
    text[value.length] = '\0';
    if (strlen(text) != value.length || !is_number(text))
        return false;
    double read = strtod(text, NULL);
    if (!isfinite(read))
        return false;
    *number = read;
    return true;
}

bool json_slice_plain(struct json_slice value, char *target, size_t size)
{
    target[0] = '\0';
    if (value.length < 2 || value.at[0] != '"' || value.length - 2 >= size)
        return false;
    for (size_t i = 1; i < value.length - 1; i++)
        if (value.at[i] < ' ' || value.at[i] > '~' || value.at[i] == '\\')
            return false;
    memcpy(target, value.at + 1, value.length - 2);
    target[value.length - 2] = '\0';
    return true;
}
