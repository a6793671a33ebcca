/* SPDX-License-Identifier: MIT
 * What lies over and under a chart of prices, chosen one by one. */
#ifndef OVERLAY_CHOICE_H
#define OVERLAY_CHOICE_H

#include "base/error.h"
#include "ui/pane.h"

enum chart_overlay {
    OVERLAY_VOLUME,
    OVERLAY_RATINGS, /* upgrades and downgrades */
    OVERLAY_TARGETS, /* the band: lowest, mean, highest */
    OVERLAY_FILINGS,
    OVERLAY_ALERTS,
    OVERLAY_GPU,   /* price of a GPU-hour, on a second axis */
    OVERLAY_INDEX, /* the shortage index, likewise */
    CHART_OVERLAYS
};

const char *overlay_name(enum chart_overlay overlay);
/* Overlays are on, and this one is chosen. */
bool overlay_is_on(const struct view *view, enum chart_overlay overlay);
/* "volume ratings targets"; "none" is none of them, "" and "default" are the program's own. False, the choice
 * untouched, with the wrong word. */
bool overlays_parse(struct overlay_choice *choice, const char *names, struct error *err)
    __attribute__((warn_unused_result));
/* As they are typed. */
void overlays_write(const struct overlay_choice *choice, char *names, size_t size);

#endif
