/* SPDX-License-Identifier: MIT
 * A fact's dimensions, out of their text. */
#include "config.h"

#include "model/dimensional.h"

#include <string.h>

bool dimension_next(const char **at, struct dimension *dimension)
{
    const char *axis = *at + strspn(*at, " ");
    size_t length = strcspn(axis, "=~ ");
    if (length == 0 || axis[length] == ' ' || axis[length] == '\0')
        return false;
    const char *member = axis + length + 1;
    *dimension = (struct dimension){axis, member, length, strcspn(member, " "), axis[length] == '~'};
    *at = member + dimension->member_length;
    return true;
}

const char *dimension_local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static bool starts_with(const char *text, size_t length, const char *start)
{
    return length >= strlen(start) && strncmp(text, start, strlen(start)) == 0;
}

static bool is_axis(const struct dimension *dimension, const char *local)
{
    static const char *const taxonomies[] = {"us-gaap:", "srt:", "ifrs-full:"};
    for (size_t i = 0; i < sizeof taxonomies / sizeof taxonomies[0]; i++) {
        size_t prefix = strlen(taxonomies[i]);
        if (starts_with(dimension->axis, dimension->axis_length, taxonomies[i]) &&
            dimension->axis_length - prefix == strlen(local) &&
            strncmp(dimension->axis + prefix, local, strlen(local)) == 0)
            return true;
    }
    return false;
}

bool dimension_member(const char *dimensions, const char *axis, char *member, size_t size)
{
    struct dimension dimension;
    member[0] = '\0';
    while (dimension_next(&dimensions, &dimension))
        if (is_axis(&dimension, axis) && dimension.member_length < size) {
            memcpy(member, dimension.member, dimension.member_length);
            member[dimension.member_length] = '\0';
            return true;
        }
    return false;
}

const char *statement_way_name(enum statement_way way)
{
    static const char *const names[] = {"instance", "inline", "pages", "link"};
    return names[way];
}
