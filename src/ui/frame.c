/* SPDX-License-Identifier: MIT
 * Boxes around panes and pages. The focused one differs by its corners too, not by colour alone. */
#include "config.h"

#include "screen_state.h"

#include "base/text.h"

#define SUBTITLE_GAP 4 /* a blank, two pieces of the edge, a blank */

enum { TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT, ACROSS, DOWN, GLYPHS };

static const uint32_t glyphs[2][GLYPHS] = {
    {0x250c, 0x2510, 0x2514, 0x2518, 0x2500, 0x2502}, /* ┌┐└┘─│ */
    {0x2554, 0x2557, 0x255a, 0x255d, 0x2550, 0x2551}, /* ╔╗╚╝═║ */
};

static void draw_edges(struct canvas *canvas, struct rect area, const uint32_t *set, enum role role)
{
    int right = area.columns - 1;
    int bottom = area.rows - 1;
    for (int column = 1; column < right; column++) {
        canvas_put(canvas, area, 0, column, set[ACROSS], role, 0);
        canvas_put(canvas, area, bottom, column, set[ACROSS], role, 0);
    }
    for (int row = 1; row < bottom; row++) {
        canvas_put(canvas, area, row, 0, set[DOWN], role, 0);
        canvas_put(canvas, area, row, right, set[DOWN], role, 0);
    }
    canvas_put(canvas, area, 0, 0, set[TOP_LEFT], role, 0);
    canvas_put(canvas, area, 0, right, set[TOP_RIGHT], role, 0);
    canvas_put(canvas, area, bottom, 0, set[BOTTOM_LEFT], role, 0);
    canvas_put(canvas, area, bottom, right, set[BOTTOM_RIGHT], role, 0);
}

struct rect frame_draw(struct canvas *canvas, struct rect area, bool focused, const char *title,
                       const char *subtitle)
{
    enum role role = focused ? ROLE_FRAME_FOCUS : ROLE_FRAME;
    struct rect top = {area.row, area.column, 1, area.columns - 2};
    if (area.rows < 2 || area.columns < 2)
        return (struct rect){area.row, area.column, 0, 0};
    draw_edges(canvas, area, glyphs[focused], role);
    int column = 1 + canvas_text(canvas, top, 0, 1, -1, focused ? ROLE_TITLE_FOCUS : ROLE_TITLE, 0, title);
    if (subtitle[0] != '\0' && column + SUBTITLE_GAP < top.columns) {
        canvas_put(canvas, top, 0, column, ' ', role, 0);
        column += SUBTITLE_GAP;
        canvas_put(canvas, top, 0, column - 1, ' ', role, 0);
        column += canvas_text(canvas, top, 0, column, -1, ROLE_TITLE, 0, subtitle);
    }
    canvas_put(canvas, top, 0, column, ' ', role, 0);
    return rect_inside(area, 1, 1);
}

void frame_note(struct canvas *canvas, struct rect area, enum role role, const char *text)
{
    struct rect bottom = {area.row + area.rows - 1, area.column + 1, 1, area.columns - 2};
    if (area.rows < 2 || text[0] == '\0')
        return;
    canvas_put(canvas, bottom, 0, 1, ' ', role, 0);
    int used = canvas_text(canvas, bottom, 0, 2, bottom.columns - 3, role, 0, text);
    canvas_put(canvas, bottom, 0, 2 + used, ' ', role, 0);
}
