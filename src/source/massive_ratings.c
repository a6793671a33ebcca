/* SPDX-License-Identifier: MIT
 * Massive's (formerly Polygon's) Benzinga ratings: actions with old and new rating and target, with a key whose
 * plan holds them. `time` is documented as UTC but is New York's in the example: last_updated is believed instead.
 */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define BODY_LIMIT  (4 << 20)
#define WORDS_MOST  64
#define DAY_SECONDS 86400
#define ROWS        "1000"

const struct source_provider provider_massive = {
    .name = "massive",
    .heading = "Massive",
    .homepage = "https://massive.com",
    .terms = "By your plan; Benzinga's data are a paid addition. No redistribution.",
    .rate = 0.08, /* five a minute on the free plan */
    .burst = 5,
    .key = "massive",
    .key_home = "massive.com/dashboard/signup",
};

static bool ratings_request(const struct subscription *subscription, const char *token,
                            struct source_request *request, struct error *err)
{
    struct request_url url;
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Massive asks for a key: massive.com/dashboard/signup");
    snprintf(request->headers[0], sizeof request->headers[0], "Authorization: Bearer %s", subscription->key);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://api.massive.com/benzinga/v1/ratings?ticker=");
    request_url_add_encoded(&url, subscription->subject);
    request_url_add(&url, "&limit=" ROWS "&sort=last_updated.desc");
    return request_url_done(&url, err);
}

static enum rating_move move_of(const char *action)
{
    static const struct {
        const char *action;
        enum rating_move move;
    } moves[] = {
        {"upgrades", MOVE_UPGRADE},    {"downgrades", MOVE_DOWNGRADE},
        {"maintains", MOVE_MAINTAIN},  {"reiterates", MOVE_REITERATE},
        {"reinstates", MOVE_INITIATE}, {"initiates_coverage_on", MOVE_INITIATE},
        {"assumes", MOVE_INITIATE},    {"terminates_coverage_on", MOVE_DROP},
        {"removes", MOVE_DROP},        {"suspends", MOVE_DROP},
        {"firm_dissolved", MOVE_DROP},
    };
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if (strcmp(moves[i].action, action) == 0)
            return moves[i].move;
    return MOVE_UNKNOWN;
}

/* The day is the action's; its time of day only when it was last touched on that day. */
static int64_t time_of(const struct cJSON *row)
{
    int year, month, day;
    int64_t updated = date_parse_instant(json_string(row, "last_updated"));
    int32_t days = date_from_iso(json_string(row, "date"));
    if (days == DATE_UNKNOWN || days <= 0)
        return updated;
    if (updated > 0 && date_new_york_day(updated) == days)
        return updated;
    date_to_civil(days, &year, &month, &day);
    return date_new_york_to_utc(year, month, day, 9, 30, 0);
}

static bool read_action(const struct cJSON *row, const char *symbol, int64_t received_at,
                        struct observations *observations)
{
    static const struct json_field targets[] = {
        {"previous_price_target", offsetof(struct rating_action, target_from), &json_gate_price},
        {"price_target", offsetof(struct rating_action, target_to), &json_gate_price},
    };
    const char *firm = json_arena_text(row, "firm", &observations->arena, WORDS_MOST);
    const char *to = json_arena_text(row, "rating", &observations->arena, WORDS_MOST);
    int64_t when = time_of(row);
    if (!text_equal_fold(json_string(row, "ticker"), symbol) || when <= 0 || when > received_at + DAY_SECONDS ||
        (firm[0] == '\0' && to[0] == '\0'))
        return false;
    struct rating_action *action = observations_add_action(observations);
    if (action == NULL)
        return true; /* counted there */
    text_copy(action->symbol, sizeof action->symbol, symbol);
    text_copy(action->source, sizeof action->source, source_massive_ratings.name);
    action->when = when;
    action->firm = firm;
    action->from = json_arena_text(row, "previous_rating", &observations->arena, WORDS_MOST);
    action->to = to;
    action->move = rating_move_of(move_of(json_string(row, "rating_action")), action->from, action->to);
    observations->rejected += json_fields(row, targets, sizeof targets / sizeof targets[0], action);
    return true;
}

static bool ratings_parse(const struct subscription *subscription, const struct source_response *response,
                          struct observations *observations, struct error *err)
{
    if (response->status == 403)
        return error_set(err, ERROR_AUTH, "Massive's plan does not hold analyst ratings: massive.com/pricing");
    if (!source_status_ok(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    const struct cJSON *rows = json_member(root, "results");
    for (const struct cJSON *row = json_first(rows); row != NULL; row = json_next(row))
        observations->rejected += !read_action(row, subscription->subject, response->received_at, observations);
    json_free(root);
    return observations->action_count > 0 ||
           error_set(err, ERROR_NO_DATA, "Massive has no analyst actions on %s", subscription->subject);
}

const struct source source_massive_ratings = {
    .name = "massive_ratings",
    .heading = "Massive ratings",
    .provider = &provider_massive,
    .kind = DATASET_RATINGS,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 3600,
    .request = ratings_request,
    .parse = ratings_parse,
};
