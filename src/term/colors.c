/* SPDX-License-Identifier: MIT
 * Roles as attributes and pairs. A terminal without colours has no pairs at all (allocating one there crashes
 * curses), so the roles are told apart by attributes. */
#include "config.h"

#include "colors.h"

#include "draw/canvas.h"

#include <stdlib.h>
#include <string.h>

bool colors_start(const char *wanted)
{
    const char *no_color = getenv("NO_COLOR");
    bool refused =
        strcmp(wanted, "never") == 0 || (strcmp(wanted, "always") != 0 && no_color != NULL && no_color[0] != '\0');
    if (refused || !has_colors() || start_color() == ERR || COLORS < 8 || COLOR_PAIRS <= ROLE_COUNT)
        return false;
    return use_default_colors() == OK || assume_default_colors(COLOR_WHITE, COLOR_BLACK) == OK;
}

attr_t colors_attributes(unsigned style)
{
    attr_t attributes = A_NORMAL;
    if (style & STYLE_BOLD)
        attributes |= A_BOLD;
    if (style & STYLE_DIM)
        attributes |= A_DIM;
    if (style & STYLE_REVERSE)
        attributes |= A_REVERSE;
    if (style & STYLE_UNDERLINE)
        attributes |= A_UNDERLINE;
    return attributes;
}

void colors_apply(struct role_looks *looks, const struct palette *palette)
{
    struct palette shown = *palette;
    if (!looks->colour)
        palette_mono(&shown);
    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct look *look = &shown.looks[role];
        looks->attributes[role] = colors_attributes(look->style);
        looks->pairs[role] = 0;
        if (!looks->colour)
            continue;
        int foreground = colour_to_index(look->foreground, COLORS);
        int background = colour_to_index(look->background, COLORS);
        looks->pairs[role] = (short)(role + 1);
        init_pair((short)(role + 1), (short)foreground, (short)background);
    }
}
