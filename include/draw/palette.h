/* SPDX-License-Identifier: MIT
 * How roles look: colours and attributes, quantised to what a terminal has. */
#ifndef DRAW_PALETTE_H
#define DRAW_PALETTE_H

#include "base/error.h"
#include "draw/role.h"

#include <stdbool.h>
#include <stdint.h>

struct colour {
    uint8_t red, green, blue;
    bool set;
}; /* not set: the terminal's default */

struct look {
    struct colour foreground, background;
    unsigned style; /* STYLE_ bits */
};

struct palette {
    struct look looks[ROLE_COUNT];
};

/* "#rrggbb", a colour name ("red", "bright-blue", "default") into *colour. */
bool colour_parse(const char *word, struct colour *colour);
/* "FOREGROUND [on BACKGROUND] [bold] [dim] [reverse] [underline]" into *look; the message names the bad word. */
bool look_parse(const char *text, struct look *look, struct error *err);

/* Nearest index: 256 (cube and greys), 16 or 8 colours. -1 for an unset colour. */
int colour_to_index(struct colour colour, int colours);
/* For terminals with no colour: roles told apart by attributes alone. */
void palette_mono(struct palette *palette);

#endif
