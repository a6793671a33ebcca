/* SPDX-License-Identifier: MIT
 * The story that the ratings pane is measured by: estimates of CRWV's revenue drift upwards for a month, then Wells
 * Fargo goes from Equal Weight to Overweight, 105 to 170, and they jump: FY26 +5 %, FY27 +9 % in thirty days. */
#include "config.h"

#include "sim_reply.h"

#include <math.h>
#include <string.h>

#define DRIFT_SECONDS (29.0 * 86400)

bool sim_story_is_about(const struct sim_request *request, const struct sim_company *company)
{
    return request->upgrade_at > 0 && strcmp(company->symbol, "CRWV") == 0;
}

bool sim_story_write_action(const struct sim_request *request, struct sim_reply *reply)
{
    if (request->now < request->upgrade_at)
        return false;
    sim_write(reply,
              "{\"epochGradeDate\":%lld,\"firm\":\"Wells Fargo\",\"toGrade\":\"Overweight\","
              "\"fromGrade\":\"Equal Weight\",\"action\":\"up\",\"priceTargetAction\":\"Raises\","
              "\"currentPriceTarget\":170.0,\"priorPriceTarget\":105.0}",
              (long long)request->upgrade_at);
    return true;
}

/* Half of the way is drift, half comes with the upgrade. */
double sim_story_factor(const struct sim_request *request, int year, int64_t at)
{
    static const double whole[] = {1.05, 1.09};
    double start = (double)request->upgrade_at - DRIFT_SECONDS;
    double drift = fmin(1, fmax(0, ((double)at - start) / DRIFT_SECONDS));
    return pow(whole[year], 0.5 * drift + (at >= request->upgrade_at ? 0.5 : 0));
}
