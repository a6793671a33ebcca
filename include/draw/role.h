/* SPDX-License-Identifier: MIT
 * What a cell means. Themes say how each role looks. */
#ifndef DRAW_ROLE_H
#define DRAW_ROLE_H

enum role {
    ROLE_TEXT,
    ROLE_MUTED,
    ROLE_HEADING,
    ROLE_FRAME,
    ROLE_FRAME_FOCUS,
    ROLE_TITLE,
    ROLE_TITLE_FOCUS,
    ROLE_GAIN,
    ROLE_LOSS,
    ROLE_FLAT,
    ROLE_SELECTION,
    ROLE_STALE,
    ROLE_FAILED,
    ROLE_WARNING,
    ROLE_UNKNOWN,
    ROLE_ESTIMATE,
    ROLE_LINK,
    ROLE_CHART_LINE,
    ROLE_CHART_VOLUME,
    ROLE_CHART_AVERAGE,
    ROLE_CHART_AXIS,
    ROLE_BUY,
    ROLE_HOLD,
    ROLE_SELL,
    ROLE_BANNER,
    ROLE_DEMO,
    ROLE_STATUS,
    ROLE_KEY,
    ROLE_INPUT,
    ROLE_ALARM,
    ROLE_COUNT
};

const char *role_name(enum role role); /* "gain", "chart-line" ... : the word in theme files */
int role_find(const char *name);       /* -1 unknown */
char role_letter(enum role role);      /* a distinct letter for goldens */

#endif
