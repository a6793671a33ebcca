/* SPDX-License-Identifier: MIT
 * The names of the roles, as theme files write them, and their letters in goldens. */
#include "config.h"

#include "draw/role.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    char letter;
} roles[ROLE_COUNT] = {
    [ROLE_TEXT] = {"text", '.'},
    [ROLE_MUTED] = {"muted", 'm'},
    [ROLE_HEADING] = {"heading", 'h'},
    [ROLE_FRAME] = {"frame", 'f'},
    [ROLE_FRAME_FOCUS] = {"frame-focus", 'F'},
    [ROLE_TITLE] = {"title", 't'},
    [ROLE_TITLE_FOCUS] = {"title-focus", 'T'},
    [ROLE_GAIN] = {"gain", 'g'},
    [ROLE_LOSS] = {"loss", 'l'},
    [ROLE_FLAT] = {"flat", '='},
    [ROLE_SELECTION] = {"selection", 'S'},
    [ROLE_STALE] = {"stale", 'o'},
    [ROLE_FAILED] = {"failed", 'X'},
    [ROLE_WARNING] = {"warning", 'w'},
    [ROLE_UNKNOWN] = {"unknown", 'u'},
    [ROLE_ESTIMATE] = {"estimate", 'e'},
    [ROLE_LINK] = {"link", 'n'},
    [ROLE_CHART_LINE] = {"chart-line", 'c'},
    [ROLE_CHART_VOLUME] = {"chart-volume", 'v'},
    [ROLE_CHART_AVERAGE] = {"chart-average", 'a'},
    [ROLE_CHART_AXIS] = {"chart-axis", 'x'},
    [ROLE_BUY] = {"buy", 'B'},
    [ROLE_HOLD] = {"hold", 'H'},
    [ROLE_SELL] = {"sell", 'L'},
    [ROLE_BANNER] = {"banner", 'b'},
    [ROLE_DEMO] = {"demo", 'D'},
    [ROLE_STATUS] = {"status", 's'},
    [ROLE_KEY] = {"key", 'k'},
    [ROLE_INPUT] = {"input", 'i'},
    [ROLE_ALARM] = {"alarm", 'A'},
};

const char *role_name(enum role role)
{
    return (size_t)role < ROLE_COUNT ? roles[role].name : "";
}

int role_find(const char *name)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (strcmp(roles[i].name, name) == 0)
            return i;
    return -1;
}

char role_letter(enum role role)
{
    return (size_t)role < ROLE_COUNT ? roles[role].letter : '?';
}
