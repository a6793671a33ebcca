/* SPDX-License-Identifier: MIT
 * The top line: groups and symbols, the badge, the market and the clock. What matters least goes first when there
 * is no room; the badge and the clock stay. */
#include "config.h"

#include "screen_state.h"

#include "base/date.h"
#include "base/text.h"
#include "index_line.h"
#include "model/calendar.h"

#include <stdio.h>
#include <string.h>

#define TITLE            " gputape "
#define SEPARATOR        " │ "
#define LEAST_FOR_GROUPS 12
#define LEAST_FOR_TITLE  70

static const struct {
    const char *text;
    enum role role;
} badges[] = {
    [MODE_LIVE] = {"", ROLE_STATUS},
    [MODE_DEMO] = {" DEMO ", ROLE_DEMO},
    [MODE_REPLAY] = {" REPLAY ", ROLE_DEMO},
    [MODE_OFFLINE] = {" OFFLINE ", ROLE_BANNER},
};

/* --- right side --- */

/* "5h18m", "48m", "2d 3h": minutes are rounded up, so that it never says less than there is. */
static void write_duration(char *text, size_t size, int64_t seconds)
{
    int64_t minutes = (seconds + 59) / 60;
    if (minutes >= 48 * 60)
        snprintf(text, size, "%dd %dh", (int)(minutes / 1440), (int)(minutes % 1440 / 60));
    else if (minutes >= 60)
        snprintf(text, size, "%dh%02dm", (int)(minutes / 60), (int)(minutes % 60));
    else
        snprintf(text, size, "%dm", (int)minutes);
}

static void write_market(char *text, size_t size, bool brief, int64_t now)
{
    static const char *const next[] = {
        [SESSION_UNKNOWN] = "",     [SESSION_PRE] = "opens in",         [SESSION_REGULAR] = "closes in",
        [SESSION_POST] = "ends in", [SESSION_CLOSED] = "pre-market in",
    };
    char left[24];
    text[0] = '\0';
    if (!calendar_known(now))
        return;
    enum market_session session = calendar_session(now);
    write_duration(left, sizeof left, calendar_session_change(now) - now);
    if (brief)
        snprintf(text, size, "NYSE %s", session_name(session));
    else
        snprintf(text, size, "NYSE %s · %s %s", session_name(session), next[session], left);
}

/* The simulated market keeps hours of its own: when they are not New York's, its provider's word holds, not our
 * calendar's. */
static bool is_simulated(const struct screen *screen, int64_t now, enum market_session *session)
{
    const struct dataset *quotes = snapshot_data(screen->snapshot, DATASET_QUOTES, "");
    *session = SESSION_UNKNOWN;
    for (size_t i = 0; quotes != NULL && *session == SESSION_UNKNOWN && i < quotes->u.quotes.count; i++)
        *session = quotes->u.quotes.items[i].session;
    return screen->label == MODE_DEMO && *session != SESSION_UNKNOWN && *session != calendar_session(now);
}

static void write_market_of(const struct screen *screen, char *text, size_t size, bool brief, int64_t now)
{
    enum market_session session;
    if (is_simulated(screen, now, &session))
        snprintf(text, size, "%s %s", brief ? "market" : "simulated market", session_name(session));
    else
        write_market(text, size, brief, now);
}

static void write_clock(char *text, size_t size, bool seconds, int64_t now)
{
    struct date_time time = date_new_york(now);
    if (seconds)
        snprintf(text, size, "%02d:%02d:%02d ET", time.hour, time.minute, time.second);
    else
        snprintf(text, size, "%02d:%02d ET", time.hour, time.minute);
}

/* A replay says of which day it is, where there is room, or that nobody knows. */
static void write_badge(const struct screen *screen, char *text, size_t size, bool brief)
{
    char day[16];
    text_copy(text, size, badges[screen->label].text);
    if (brief || screen->label != MODE_REPLAY)
        return;
    text_copy(day, sizeof day, "undated");
    if (screen->recorded_at > 0)
        date_to_iso(date_new_york_day(screen->recorded_at), day, sizeof day);
    snprintf(text, size, "%s%s ", badges[screen->label].text, day);
}

/* Puts text before the right edge *right, which moves to the left; false when there is no room. */
static bool put_before(struct canvas *canvas, struct rect area, int *right, int gap, enum role role, unsigned style,
                       const char *text, int least_left)
{
    int width = (int)text_width(text);
    if (width == 0 || *right - gap - width < least_left)
        return false;
    *right -= gap + width;
    (void)canvas_text(canvas, area, 0, *right, width, role, style, text);
    return true;
}

static int draw_right(const struct screen *screen, struct canvas *canvas, struct rect area, int64_t now)
{
    char clock[24], badge[32], market[64];
    int right = area.columns - 1;
    int keep = area.columns >= LEAST_FOR_TITLE ? area.columns / 2 : LEAST_FOR_GROUPS;
    write_clock(clock, sizeof clock, screen->clock_seconds, now);
    (void)put_before(canvas, area, &right, 0, ROLE_STATUS, 0, clock, 0);
    write_badge(screen, badge, sizeof badge, area.columns < LEAST_FOR_TITLE);
    (void)put_before(canvas, area, &right, 1, badges[screen->label].role, 0, badge, 0);
    write_market_of(screen, market, sizeof market, false, now);
    if (!put_before(canvas, area, &right, 2, ROLE_STATUS, 0, market, keep)) {
        write_market_of(screen, market, sizeof market, true, now);
        (void)put_before(canvas, area, &right, 2, ROLE_STATUS, 0, market, keep);
    }
    const struct dataset *quotes = snapshot_data(screen->snapshot, DATASET_QUOTES, "");
    return index_line_draw(canvas, area, quotes != NULL ? &quotes->u.quotes : NULL, screen->indices, keep,
                           right - 2);
}

/* --- left side --- */

/* A word, whole or not at all; column moves on. */
static bool put_word(struct canvas *canvas, struct rect area, int *column, enum role role, unsigned style,
                     const char *text)
{
    int width = (int)text_width(text);
    if (*column + width > area.columns)
        return false;
    *column += canvas_text(canvas, area, 0, *column, width, role, style, text);
    return true;
}

static void draw_symbols(const struct screen *screen, const struct watch_group *group, struct canvas *canvas,
                         struct rect area, int *column)
{
    for (size_t i = 0; i < group->count; i++) {
        bool selected = strcmp(group->symbols[i], screen->symbol) == 0;
        (*column)++;
        if (!put_word(canvas, area, column, selected ? ROLE_TITLE_FOCUS : ROLE_TEXT, 0, group->symbols[i])) {
            (void)put_word(canvas, area, column, ROLE_MUTED, 0, "…");
            return;
        }
    }
}

static void draw_groups(const struct screen *screen, struct canvas *canvas, struct rect area, int column)
{
    char name[WATCH_NAME_SIZE + 8];
    const struct watch_group *current = screen_group(screen);
    if (current == NULL) {
        (void)put_word(canvas, area, &column, ROLE_MUTED, 0, "no symbols: + adds one");
        return;
    }
    for (size_t step = 0; step < screen->watchlist.count; step++) {
        const struct watch_group *group =
            &screen->watchlist.groups[(screen->group + step) % screen->watchlist.count];
        snprintf(name, sizeof name, "%s%s", group->name, group == current ? "▾" : "");
        if (step > 0) {
            if (column + (int)(text_width(SEPARATOR) + text_width(name)) > area.columns)
                return;
            (void)put_word(canvas, area, &column, ROLE_FRAME, 0, SEPARATOR);
        }
        (void)put_word(canvas, area, &column, group == current ? ROLE_TITLE : ROLE_MUTED, 0, name);
        if (group == current)
            draw_symbols(screen, group, canvas, area, &column);
    }
}

void header_draw(const struct screen *screen, struct canvas *canvas, struct rect area, int64_t now)
{
    int column = 1;
    struct rect left = area;
    if (area.rows <= 0)
        return;
    left.columns = draw_right(screen, canvas, area, now);
    if (area.columns >= LEAST_FOR_TITLE)
        column = canvas_text(canvas, left, 0, 0, -1, ROLE_HEADING, 0, TITLE) + 1;
    draw_groups(screen, canvas, left, column);
}
