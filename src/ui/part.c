/* SPDX-License-Identifier: MIT
 * The view's own function, else its listing's. */
#include "config.h"

#include "part.h"

#include "base/text.h"
#include "listing.h"
#include "view.h"

const struct pane_part *part_shown(const struct pane_part *const *parts, size_t count, const struct view *view)
{
    size_t shown = (size_t)view->state->shown;
    return parts[shown < count ? shown : 0];
}

void part_draw(const struct pane_part *part, struct canvas *canvas, struct rect area, const struct view *view)
{
    if (part->draw != NULL)
        part->draw(canvas, area, view);
    else
        listing_draw(part->listing, canvas, area, view);
}

unsigned part_act(const struct pane_part *part, struct view *view, enum action_id action, struct screen *screen)
{
    return part->act != NULL ? part->act(view, action, screen) : listing_act(part->listing, view, action);
}

size_t part_rows(const struct pane_part *part, const struct view *view)
{
    return part->rows != NULL ? part->rows(view) : listing_rows(part->listing, view);
}

int64_t part_next_change(const struct pane_part *part, const struct view *view)
{
    return part->next_change != NULL ? part->next_change(view) : listing_next_change(part->listing, view);
}

size_t part_wants(const struct pane_part *part, const struct view *view, struct want *wants, size_t most)
{
    if (part->wants != NULL)
        return part->wants(view, wants, most);
    return part->listing != NULL ? listing_wants(part->listing, view, wants, most) : 0;
}

void part_subtitle(const struct pane_part *part, const struct view *view, char *text, size_t size)
{
    if (part->subtitle != NULL)
        part->subtitle(view, text, size);
    else
        text_copy(text, size, view_symbol(view));
}
