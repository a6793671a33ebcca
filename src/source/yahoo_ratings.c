/* SPDX-License-Identifier: MIT
 * Yahoo upgradeDowngradeHistory: every analyst action on one symbol, some 200 KB, asked for alone and seldom. */
#include "config.h"

#include "sources.h"
#include "yahoo.h"

#include "base/text.h"

#include <string.h>

#define WORDS_MOST  64
#define DAY_SECONDS 86400

static bool ratings_request(const struct subscription *subscription, const char *crumb,
                            struct source_request *request, struct error *err)
{
    return yahoo_request_summary(subscription, crumb, "upgradeDowngradeHistory", request, err);
}

static enum rating_move move_of(const char *action)
{
    static const struct {
        const char *action;
        enum rating_move move;
    } moves[] = {
        {"main", MOVE_MAINTAIN}, {"reit", MOVE_REITERATE}, {"init", MOVE_INITIATE},
        {"up", MOVE_UPGRADE},    {"down", MOVE_DOWNGRADE}, {"drop", MOVE_DROP},
    };
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (strcmp(moves[i].action, action) == 0)
            return moves[i].move;
    }
    return MOVE_UNKNOWN;
}

/* Without a time, or with neither firm nor grade, a row says nothing. */
static bool read_action(const struct cJSON *row, const char *symbol, int64_t received_at,
                        struct observations *observations)
{
    static const struct json_field targets[] = {
        {"priorPriceTarget", offsetof(struct rating_action, target_from), &json_gate_price},
        {"currentPriceTarget", offsetof(struct rating_action, target_to), &json_gate_price},
    };
    const char *firm = json_arena_text(row, "firm", &observations->arena, WORDS_MOST);
    const char *to = json_arena_text(row, "toGrade", &observations->arena, WORDS_MOST);
    int64_t when = json_time(row, "epochGradeDate");
    if (when == 0 || when > received_at + DAY_SECONDS || (firm[0] == '\0' && to[0] == '\0'))
        return false;
    struct rating_action *action = observations_add_action(observations);
    if (action == NULL)
        return true; /* counted there */
    text_copy(action->symbol, sizeof action->symbol, symbol);
    text_copy(action->source, sizeof action->source, source_yahoo_ratings.name);
    action->when = when;
    action->firm = firm;
    action->from = json_arena_text(row, "fromGrade", &observations->arena, WORDS_MOST);
    action->to = to;
    action->move = rating_move_of(move_of(json_string(row, "action")), action->from, action->to);
    observations->rejected += json_fields(row, targets, sizeof targets / sizeof targets[0], action);
    return true;
}

static bool ratings_parse(const struct subscription *subscription, const struct source_response *response,
                          struct observations *observations, struct error *err)
{
    const struct cJSON *result;
    struct cJSON *root = yahoo_open(response, "quoteSummary", &result, err);
    if (root == NULL)
        return false;
    const struct cJSON *module = json_member(json_first(result), "upgradeDowngradeHistory");
    for (const struct cJSON *row = json_first(json_member(module, "history")); row != NULL; row = json_next(row))
        observations->rejected += !read_action(row, subscription->subject, response->received_at, observations);
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
