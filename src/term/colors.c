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

/* Equal colours share a pair, and the terminal's own are pair 0: curses tells pairs apart, not colours. */
static short find_pair_of(const struct role_looks *looks, const int (*colours)[2], int role)
{
    if (colours[role][0] < 0 && colours[role][1] < 0)
        return 0;
    for (int earlier = 0; earlier < role; earlier++)
        if (colours[earlier][0] == colours[role][0] && colours[earlier][1] == colours[role][1])
            return looks->pairs[earlier];
    return (short)(role + 1);
}

void colors_apply(struct role_looks *looks, const struct palette *palette)
{
    struct palette shown = *palette;
    int colours[ROLE_COUNT][2];
    if (!looks->colour)
        palette_mono(&shown);
    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct look *look = &shown.looks[role];
        looks->attributes[role] = colors_attributes(look->style);
        looks->pairs[role] = 0;
        looks->backgrounds[role] = false;
        if (!looks->colour)
            continue;
        colours[role][0] = colour_to_index(look->foreground, COLORS);
        colours[role][1] = colour_to_index(look->background, COLORS);
        looks->backgrounds[role] = colours[role][1] >= 0;
        looks->pairs[role] = find_pair_of(looks, (const int(*)[2])colours, role);
        if (looks->pairs[role] == role + 1)
            init_pair(looks->pairs[role], (short)colours[role][0], (short)colours[role][1]);
    }
}
