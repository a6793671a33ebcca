/* SPDX-License-Identifier: MIT
 * The list over the line in which a symbol is typed: first what is typed, then what the provider knows. */
#include "config.h"

#include "symbol_prompt.h"

#include "base/key.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

bool symbol_prompt_wants(const struct screen *screen, struct want *want)
{
    if (screen->mode != SCREEN_ADD || !symbol_search_query(want->subject, screen->input.text))
        return false;
    want->kind = DATASET_SYMBOLS;
    return true;
}

static const struct slot *slot_of(const struct screen *screen)
{
    struct want want;
    return symbol_prompt_wants(screen, &want) ? snapshot_slot(screen->snapshot, want.kind, want.subject) : NULL;
}

static const struct symbol_hits *hits_of(const struct screen *screen)
{
    const struct slot *slot = slot_of(screen);
    return slot != NULL && slot->data != NULL ? &slot->data->u.symbols : NULL;
}

static size_t hit_count(const struct screen *screen)
{
    const struct symbol_hits *hits = hits_of(screen);
    return hits != NULL ? hits->count : 0;
}

/* The very symbol, else the provider's best; 0: what is typed. */
static size_t best(const struct screen *screen)
{
    const struct symbol_hits *hits = hits_of(screen);
    for (size_t i = 0; hits != NULL && i < hits->count; i++)
        if (text_equal_fold(hits->items[i].symbol, screen->input.text))
            return i + 1;
    return hit_count(screen) > 0 ? 1 : 0;
}

static size_t marked(const struct screen *screen)
{
    size_t count = hit_count(screen);
    size_t at = screen->hit_chosen ? screen->hit_marked : best(screen);
    return at <= count ? at : count;
}

bool symbol_prompt_key(struct screen *screen, uint32_t key)
{
    size_t count = hit_count(screen), at = marked(screen);
    bool up = key == KEYS_UP || key == KEYS_BACK_TAB, down = key == KEYS_DOWN || key == KEYS_TAB;
    if (screen->mode != SCREEN_ADD || (!up && !down))
        return false;
    screen->hit_marked = up ? (at > 0 ? at - 1 : count) : (at < count ? at + 1 : 0);
    screen->hit_chosen = true;
    return true;
}

const char *symbol_prompt_choice(const struct screen *screen)
{
    size_t at = marked(screen);
    return at > 0 ? hits_of(screen)->items[at - 1].symbol : screen->input.text;
}

/* --- drawing --- */

static void draw_hit(struct canvas *canvas, struct rect area, int row, const struct symbol_hit *hit, bool chosen)
{
    enum role role = chosen ? ROLE_SELECTION : ROLE_TEXT;
    char text[160];
    snprintf(text, sizeof text, "%s%-10s %s", chosen ? "▸" : " ", hit->symbol, hit->name);
    (void)canvas_text(canvas, area, row, 0, area.columns, role, 0, text);
    snprintf(text, sizeof text, " %s %s ", hit->exchange, hit->type);
    int width = (int)text_width(text);
    if (width < area.columns / 2)
        (void)canvas_text(canvas, area, row, area.columns - width, -1, chosen ? ROLE_SELECTION : ROLE_MUTED, 0,
                          text);
}

static void write_typed(const struct screen *screen, int64_t now, char *text, size_t size)
{
    const struct slot *slot = slot_of(screen);
    const char *state = "";
    enum slot_state now_state = slot_state(slot, now);
    if (now_state == SLOT_LOADING)
        state = " · looking it up";
    else if (hit_count(screen) == 0 && now_state != SLOT_FAILED)
        state = " · nothing is known by that name";
    snprintf(text, size, "%s\"%s\" as it is typed%s%.100s", marked(screen) == 0 ? "▸" : " ", screen->input.text,
             now_state == SLOT_FAILED ? " · " : state, now_state == SLOT_FAILED ? slot->error.message : "");
}

void symbol_prompt_draw(const struct screen *screen, struct canvas *canvas, struct rect body, int64_t now)
{
    char text[320];
    const struct symbol_hits *hits = hits_of(screen);
    int rows = (int)hit_count(screen) + 1;
    if (screen->mode != SCREEN_ADD || screen->input.text[0] == '\0' || body.rows < 2)
        return;
    rows = rows < body.rows ? rows : body.rows;
    struct rect area = {body.row + body.rows - rows, body.column, rows, body.columns};
    canvas_erase(canvas, area, ROLE_TEXT);
    write_typed(screen, now, text, sizeof text);
    (void)canvas_text(canvas, area, 0, 0, area.columns, marked(screen) == 0 ? ROLE_SELECTION : ROLE_MUTED, 0, text);
    for (int i = 1; i < rows; i++)
        draw_hit(canvas, area, i, &hits->items[i - 1], marked(screen) == (size_t)i);
}
