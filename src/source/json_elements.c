/* SPDX-License-Identifier: MIT
 * A state machine over bytes. */
#include "config.h"

#include "json_elements.h"

#include <string.h>

void json_elements_begin(struct json_elements *elements, const char *list, size_t element_most,
                         json_elements_take *take, void *context)
{
    memset(elements, 0, sizeof *elements);
    elements->list = list;
    elements->take = take;
    elements->context = context;
    buffer_init(&elements->carried, element_most);
}

void json_elements_clear(struct json_elements *elements)
{
    buffer_clear(&elements->carried);
}

/* Inside of a text: runs to its end, or the part's. Returns where it stopped. */
static const char *pass_text(struct json_elements *elements, const char *at, const char *end)
{
    for (; at < end; at++) {
        if (elements->depth == 1 && elements->name_length + 1 < sizeof elements->name && *at != '"')
            elements->name[elements->name_length++] = *at;
        if (elements->escaped) {
            elements->escaped = false;
        } else if (*at == '\\') {
            elements->escaped = true;
        } else if (*at == '"') {
            elements->in_text = false;
            elements->name[elements->name_length] = '\0';
            return at + 1;
        } else if ((unsigned char)*at < ' ') {
            elements->failed = true;
            return at;
        }
    }
    return at;
}

static bool open_bracket(struct json_elements *elements, char bracket)
{
    if (elements->depth == JSON_SCAN_DEPTH || (elements->depth == 0 && (elements->ended || bracket != '{')))
        return false;
    if (elements->depth == 1 && bracket == '[' && !elements->found && strcmp(elements->name, elements->list) == 0)
        elements->in_list = elements->found = true;
    elements->objects = elements->objects << 1 | (bracket == '{');
    elements->depth++;
    return true;
}

static bool close_bracket(struct json_elements *elements, char bracket)
{
    if (elements->depth == 0 || (elements->objects & 1) != (bracket == '}'))
        return false;
    elements->objects >>= 1;
    elements->depth--;
    elements->ended = elements->depth == 0;
    elements->in_list = elements->in_list && elements->depth > 1;
    return true;
}

/* The element's last bytes have come. */
static bool hand_out(struct json_elements *elements, const char *from, const char *end)
{
    struct json_slice element = {from, (size_t)(end - from)};
    if (elements->carried.length > 0) {
        if (!buffer_append(&elements->carried, from, element.length))
            return false;
        element = (struct json_slice){elements->carried.data, elements->carried.length};
    }
    elements->take(elements->context, element);
    buffer_empty(&elements->carried);
    elements->in_element = false;
    return true;
}

/* One byte outside of texts. *from: where the element at hand begins in this part. */
static bool step(struct json_elements *elements, const char *at, const char **from)
{
    switch (*at) {
    case '"':
        elements->in_text = true;
        if (elements->depth == 1)
            elements->name_length = 0;
        return elements->depth > 0;
    case '{':
    case '[':
        if (elements->in_list && elements->depth == 2 && *at == '{') {
            elements->in_element = true;
            *from = at;
        }
        return open_bracket(elements, *at);
    case '}':
    case ']':
        if (!close_bracket(elements, *at))
            return false;
        return !elements->in_element || elements->depth > 2 || hand_out(elements, *from, at + 1);
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        return true;
    default:
        return elements->depth > 0 && (unsigned char)*at > ' ';
    }
}

bool json_elements_feed(struct json_elements *elements, const char *bytes, size_t length)
{
    const char *end = bytes + length, *from = bytes, *at = bytes;
    while (at < end && !elements->failed) {
        if (elements->in_text) {
            at = pass_text(elements, at, end);
        } else {
            elements->failed = !step(elements, at, &from);
            at++;
        }
    }
    if (elements->in_element && !elements->failed)
        elements->failed = !buffer_append(&elements->carried, from, (size_t)(end - from));
    return !elements->failed;
}

bool json_elements_end(const struct json_elements *elements)
{
    return !elements->failed && elements->ended && elements->found;
}
