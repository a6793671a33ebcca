/* SPDX-License-Identifier: MIT
 * Upgrades less downgrades, week by week. Pure. */
#ifndef MODEL_UPGRADE_HEAT_H
#define MODEL_UPGRADE_HEAT_H

#include "model/ratings.h"

#define HEAT_WEEKS 13 /* 91 days */

struct heat_row {
    char symbol[SYMBOL_SIZE];
    int net[HEAT_WEEKS];  /* oldest first; the last is the seven days before now */
    bool any[HEAT_WEEKS]; /* an action of whatever kind */
    int upgrades, downgrades, starts, actions;
    struct amount target_change; /* mean change of the targets that changed, percent */
};

void upgrade_heat(struct heat_row *row, const struct rating_actions *actions, int64_t now);

#endif
