/* SPDX-License-Identifier: MIT
 * Counting a symbol's actions into weeks. */
#include "config.h"

#include "model/upgrade_heat.h"

#include <string.h>

#define WEEK_SECONDS (7 * 86400)

static void count_action(struct heat_row *row, const struct rating_action *action, int64_t now)
{
    int64_t weeks_ago = (now - action->when) / WEEK_SECONDS;
    if (action->when > now || weeks_ago >= HEAT_WEEKS)
        return;
    int step = (action->move == MOVE_UPGRADE) - (action->move == MOVE_DOWNGRADE);
    row->net[HEAT_WEEKS - 1 - weeks_ago] += step;
    row->any[HEAT_WEEKS - 1 - weeks_ago] = true;
    row->upgrades += step > 0;
    row->downgrades += step < 0;
    row->starts += action->move == MOVE_INITIATE;
    row->actions++;
}

void upgrade_heat(struct heat_row *row, const struct rating_actions *actions, int64_t now)
{
    double sum = 0;
    int changed = 0;
    for (size_t i = 0; i < actions->count; i++) {
        const struct rating_action *action = &actions->items[i];
        struct amount change = rating_target_change(action);
        if (strcmp(action->symbol, row->symbol) != 0)
            continue;
        count_action(row, action, now);
        if (change.known && change.value != 0) {
            sum += change.value;
            changed++;
        }
    }
    row->target_change = changed > 0 ? amount_of(sum / changed) : AMOUNT_UNKNOWN;
}
