/* SPDX-License-Identifier: MIT
 * The bottom line: what is typed, or a message, or the banner, or the keys that help now; on the right the health.
 */
#include "config.h"

#include "screen_state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define PROMPT_SIZE 64

/* --- health --- */

struct health {
    size_t good, enabled;
    bool any_failure;
};

static struct health count_health(const struct snapshot *snapshot)
{
    struct health health = {0};
    for (size_t i = 0; i < snapshot->health_count; i++) {
        if (!snapshot->health[i].enabled)
            continue;
        health.enabled++;
        bool good = snapshot->health[i].error.code == ERROR_NONE;
        health.any_failure = health.any_failure || snapshot->health[i].failures > 0 || !good;
        health.good += good;
    }
    return health;
}

/* The words and how they look; every state has its own mark, too. */
static enum role write_health(const struct screen *screen, char *text, size_t size)
{
    if (screen->snapshot == NULL) {
        text_copy(text, size, "○ starting");
        return ROLE_MUTED;
    }
    struct health health = count_health(screen->snapshot);
    if (screen->paused || screen->snapshot->paused) {
        text_copy(text, size, "= paused");
        return ROLE_WARNING;
    }
    bool none_answered_yet = !screen->snapshot->online && !health.any_failure;
    if (screen->label == MODE_OFFLINE || screen->snapshot->health_count == 0 || none_answered_yet) {
        text_copy(text, size, "○ cached data");
        return ROLE_MUTED;
    }
    if (!screen->snapshot->online) {
        snprintf(text, size, "× offline %zu/%zu", health.good, health.enabled);
        return ROLE_FAILED;
    }
    const char *word = screen->label == MODE_REPLAY ? "recorded" : "live";
    snprintf(text, size, "● %s %zu/%zu", word, health.good, health.enabled);
    return health.good == health.enabled ? ROLE_GAIN : ROLE_WARNING;
}

/* Returns the columns left of it. */
static int draw_right(const struct screen *screen, struct canvas *canvas, struct rect area)
{
    char text[48];
    enum role role = write_health(screen, text, sizeof text);
    int right = area.columns - 1 - (int)text_width(text);
    if (right < 0)
        return area.columns;
    (void)canvas_text(canvas, area, 0, right, -1, role, 0, text);
    size_t count = screen_new_events(screen);
    if (count > 0 && screen->message[0] == '\0') {
        snprintf(text, sizeof text, "%zu new", count);
        int width = (int)text_width(text);
        if (right - width - 2 > area.columns / 2) {
            right -= width + 2;
            (void)canvas_text(canvas, area, 0, right, -1, ROLE_KEY, 0, text);
        }
    }
    return right - 1;
}

/* --- hints --- */

struct hint {
    enum action_id action;
    const char *word;
};

static const struct hint pane_hints[] = {
    {ACTION_NEXT_PANE, "next pane"}, {ACTION_DETAIL, "detail"},     {ACTION_VIEW, "view"},
    {ACTION_ZOOM, "zoom"},           {ACTION_FILTER, "filter"},     {ACTION_SORT, "sort"},
    {ACTION_RANGE_LONGER, "range"},  {ACTION_NEXT_GROUP, "group"},  {ACTION_EVENTS, "events"},
    {ACTION_COMMAND, "command"},     {ACTION_PROVENANCE, "source"}, {ACTION_NONE, ""},
};
static const struct hint detail_hints[] = {
    {ACTION_BACK, "back"}, {ACTION_PROVENANCE, "source"}, {ACTION_COPY, "copy"}, {ACTION_ZOOM, "zoom"},
    {ACTION_NONE, ""},
};
static const struct hint page_hints[] = {
    {ACTION_BACK, "close"},
    {ACTION_DOWN, "down"},
    {ACTION_UP, "up"},
    {ACTION_NONE, ""},
};
static const struct hint help_hint = {ACTION_HELP, "help"};

static int hint_width(const struct screen *screen, const struct hint *hint, char *key, size_t size)
{
    if (hint->action == ACTION_VIEW && screen->panes[screen->focus]->view_count < 2)
        return 0;
    keymap_names(&screen->keymap, hint->action, 1, key, size);
    return key[0] == '\0' ? 0 : (int)(text_width(key) + 1 + text_width(hint->word) + 2);
}

static void draw_hint(const struct screen *screen, struct canvas *canvas, struct rect area, int *column, int keep,
                      const struct hint *hint)
{
    char key[32];
    int width = hint_width(screen, hint, key, sizeof key);
    if (width == 0 || *column + width + keep > area.columns)
        return;
    int used = canvas_text(canvas, area, 0, *column, -1, ROLE_KEY, 0, key) + 1;
    (void)canvas_text(canvas, area, 0, *column + used, -1, ROLE_STATUS, 0, hint->word);
    *column += width;
}

static const struct hint *hints_now(const struct screen *screen)
{
    if (screen_has_page(screen))
        return page_hints;
    return screen->pane_count > 0 && screen->states[screen->focus].detail ? detail_hints : pane_hints;
}

static void draw_hints(const struct screen *screen, struct canvas *canvas, struct rect area)
{
    char key[32];
    int column = 1;
    int keep = hint_width(screen, &help_hint, key, sizeof key);
    for (const struct hint *hint = hints_now(screen); hint->action != ACTION_NONE; hint++)
        draw_hint(screen, canvas, area, &column, keep, hint);
    draw_hint(screen, canvas, area, &column, 0, &help_hint);
}

/* --- the line --- */

static void write_prompt(const struct screen *screen, char *text, size_t size)
{
    const struct watch_group *group = screen_group(screen);
    switch (screen->mode) {
    case SCREEN_FILTER:
    case SCREEN_EVENT_FILTER:
        text_copy(text, size, "/");
        break;
    case SCREEN_ADD:
        snprintf(text, size, "add a symbol to %s: ", group != NULL ? group->name : "the watchlist");
        break;
    default:
        text_copy(text, size, ":");
    }
}

void status_draw(const struct screen *screen, struct canvas *canvas, struct rect area)
{
    struct rect left = area;
    if (area.rows <= 0)
        return;
    if (screen_is_typing(screen)) {
        char prompt[PROMPT_SIZE];
        write_prompt(screen, prompt, sizeof prompt);
        input_draw(&screen->input, canvas, area, prompt);
        return;
    }
    left.columns = draw_right(screen, canvas, area);
    if (screen->message[0] != '\0')
        (void)canvas_text(canvas, left, 0, 1, -1, screen->message_role, 0, screen->message);
    else if (screen->snapshot != NULL && screen->snapshot->banner[0] != '\0')
        (void)canvas_text(canvas, left, 0, 1, -1, ROLE_BANNER, 0, screen->snapshot->banner);
    else
        draw_hints(screen, canvas, left);
}
