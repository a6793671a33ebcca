/* SPDX-License-Identifier: MIT
 * Yahoo upgradeDowngradeHistory: every analyst action on one symbol, some 200 KB, asked for alone and seldom. */
#include "config.h"

#include "action_row.h"
#include "sources.h"
#include "yahoo.h"

static bool ratings_request(const struct subscription *subscription, const char *crumb,
                            struct source_request *request, struct error *err)
{
    return yahoo_request_summary(subscription, crumb, "upgradeDowngradeHistory", request, err);
}

static int64_t time_of(const struct cJSON *row)
{
    return json_time(row, "epochGradeDate");
}

static const struct action_word words[] = {
    {"main", MOVE_MAINTAIN},  {"reit", MOVE_REITERATE}, {"init", MOVE_INITIATE}, {"up", MOVE_UPGRADE},
    {"down", MOVE_DOWNGRADE}, {"drop", MOVE_DROP},      {NULL, MOVE_UNKNOWN},
};

static const struct action_shape shape = {
    .firm = "firm",
    .from = "fromGrade",
    .to = "toGrade",
    .move = "action",
    .target_from = "priorPriceTarget",
    .target_to = "currentPriceTarget",
    .words = words,
    .time_of = time_of,
};

static bool ratings_parse(const struct subscription *subscription, const struct source_response *response,
                          struct observations *observations, struct error *err)
{
    const struct cJSON *result;
    struct cJSON *root = yahoo_open(response, "quoteSummary", &result, err);
    if (root == NULL)
        return false;
    const struct cJSON *module = json_member(json_first(result), "upgradeDowngradeHistory");
    action_rows_add(&source_yahoo_ratings, subscription, response, &shape, json_member(module, "history"),
                    observations);
    json_free(root);
    if (observations->action_count == 0)
        return error_set(err, ERROR_NO_DATA, "no analyst actions on record for %s", subscription->subject);
    return true;
}

const struct source source_yahoo_ratings = {
    .name = "yahoo_ratings",
    .heading = "Yahoo ratings",
    .provider = &provider_yahoo,
    .kind = DATASET_RATINGS,
    .role = SOURCE_MERGE,
    .handshake = true,
    .batch = 1,
    .refresh_seconds = 12 * 3600,
    .request = ratings_request,
    .parse = ratings_parse,
};
