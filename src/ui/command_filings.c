/* SPDX-License-Identifier: MIT
 * :filings and :versus, from wherever one is. */
#include "config.h"

#include "command_filings.h"

#include "base/text.h"
#include "reader.h"
#include "screen_state.h"
#include "table.h"

#include <string.h>

/* Focuses that pane on that view. NULL when there is no such pane. */
static struct pane_state *show_in(struct screen *screen, const char *name, const char *view)
{
    for (size_t i = 0; i < screen->pane_count; i++) {
        const struct pane *pane = screen->panes[i];
        struct pane_state *state = &screen->states[i];
        if (strcmp(pane->name, name) != 0)
            continue;
        screen_focus(screen, i);
        reader_close(state);
        state->detail = false;
        table_state_reset(&state->table);
        for (int shown = 0; shown < pane->view_count; shown++)
            if (strcmp(pane->views[shown].name, view) == 0)
                state->shown = shown;
        return state;
    }
    return NULL;
}

static struct pane_state *show(struct screen *screen, const char *view)
{
    return show_in(screen, "receivables", view);
}

/* On the thesis board the boards are compared, elsewhere the quarters. */
static struct pane_state *show_pair(struct screen *screen)
{
    bool board = screen->pane_count > 0 && strcmp(screen->panes[screen->focus]->name, "drivers") == 0;
    return show_in(screen, board ? "drivers" : "receivables", "compare");
}

unsigned command_filings(struct screen *screen, const char *argument, int64_t now)
{
    char query[SUBJECT_SIZE];
    (void)now;
    if (!found_filings_query(query, argument)) {
        screen_say(screen, ROLE_WARNING, "there is nothing to search for");
        return OUTCOME_REDRAW;
    }
    struct pane_state *state = show(screen, "search");
    if (state != NULL)
        text_copy(state->search, sizeof state->search, query);
    return OUTCOME_FOCUS | OUTCOME_REDRAW;
}

/* One symbol is compared with the selected one. */
unsigned command_versus(struct screen *screen, const char *argument, int64_t now)
{
    char pair[2][SYMBOL_SIZE] = {"", ""}, word[SYMBOL_SIZE + 1];
    size_t count = 0;
    (void)now;
    for (const char *at = argument; *at != '\0' && count < 2; at += strspn(at, " ,")) {
        size_t length = strcspn(at, " ,");
        text_copy(word, length + 1 < sizeof word ? length + 1 : sizeof word, at);
        if (length > 0 && !text_symbol(pair[count++], SYMBOL_SIZE, word)) {
            screen_report(screen, ROLE_WARNING, "\"%s\" is no symbol: letters, digits and . - ^ = only", word);
            return OUTCOME_REDRAW;
        }
        at += length;
    }
    struct pane_state *state = show_pair(screen);
    if (state != NULL) {
        memcpy(state->pair[0], count == 2 ? pair[0] : "", count == 2 ? SYMBOL_SIZE : 1);
        memcpy(state->pair[1], count == 2 ? pair[1] : pair[0], SYMBOL_SIZE);
    }
    return OUTCOME_FOCUS | OUTCOME_REDRAW;
}
