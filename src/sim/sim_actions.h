/* SPDX-License-Identifier: MIT
 * What analysts do in the simulated world: the same actions, whichever provider tells them. */
#ifndef SIM_SIM_ACTIONS_H
#define SIM_SIM_ACTIONS_H

#include "sim_reply.h"

#define SIM_ACTION_EVERY 240 /* seconds between new actions over all companies */

struct sim_action {
    int64_t when;
    size_t firm;
    int from, to; /* 0 worst .. 2 best */
    double target, prior;
};

const char *sim_firm(const struct sim_action *action);
/* The firm's own word for an opinion. */
const char *sim_grade(const struct sim_action *action, int opinion);

/* The action of that slot of SIM_ACTION_EVERY seconds; false when it is on another company. */
bool sim_action_of_slot(const struct sim_request *request, const struct sim_company *company, int64_t slot,
                        struct sim_action *action);
/* The action on the company in that week, counted from 1970; false when there was none. */
bool sim_action_of_week(const struct sim_request *request, const struct sim_company *company, int64_t week,
                        struct sim_action *action);
/* How many firms hold each opinion at that time. */
void sim_count_opinions(const struct sim_request *request, const struct sim_company *company, int64_t at,
                        int counts[3]);

struct sim_targets {
    double low, mean, high;
    int firms;
};
struct sim_targets sim_targets(const struct sim_request *request, const struct sim_company *company);

/* An estimate as it stood `days` ago: of the running and the next quarter (period 0, 1), of the running and the
 * next year (2, 3); USD, per share without `revenue`. */
double sim_estimate(const struct sim_request *request, const struct sim_company *company, int period, bool revenue,
                    int days);
/* Uniform in [0,1), the same for the same company, key and purpose for ever. */
double sim_pick(const struct sim_request *request, const struct sim_company *company, int64_t key, int what);

#endif
