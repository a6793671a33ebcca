/* SPDX-License-Identifier: MIT
 * Massive's (formerly Polygon's) Benzinga ratings: actions with old and new rating and target, with a key whose
 * plan holds them. `time` is documented as UTC but is New York's in the example: last_updated is believed instead.
 */
#include "config.h"

#include "action_row.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"

#include <stdio.h>

#define BODY_LIMIT (4 << 20)
#define ROWS       "1000"

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

/* The day is the action's; its time of day only when it was last touched on that day. */
static int64_t time_of(const struct cJSON *row)
{
    int64_t updated = date_parse_instant(json_string(row, "last_updated"));
    int32_t day = date_from_iso(json_string(row, "date"));
    bool touched_then = day != DATE_UNKNOWN && updated > 0 && date_new_york_day(updated) == day;
    int64_t morning = touched_then ? 0 : action_row_time(json_string(row, "date"), 9, 30, 0);
    return morning > 0 ? morning : updated;
}

static const struct action_word words[] = {
    {"upgrades", MOVE_UPGRADE},     {"downgrades", MOVE_DOWNGRADE},        {"maintains", MOVE_MAINTAIN},
    {"reiterates", MOVE_REITERATE}, {"reinstates", MOVE_INITIATE},         {"initiates_coverage_on", MOVE_INITIATE},
    {"assumes", MOVE_INITIATE},     {"terminates_coverage_on", MOVE_DROP}, {"removes", MOVE_DROP},
    {"suspends", MOVE_DROP},        {"firm_dissolved", MOVE_DROP},         {NULL, MOVE_UNKNOWN},
};

static const struct action_shape shape = {
    .symbol = "ticker",
    .firm = "firm",
    .from = "previous_rating",
    .to = "rating",
    .move = "rating_action",
    .target_from = "previous_price_target",
    .target_to = "price_target",
    .words = words,
    .time_of = time_of,
};

static bool ratings_parse(const struct subscription *subscription, const struct source_response *response,
                          struct observations *observations, struct error *err)
{
    if (response->status == 403)
        return error_set(err, ERROR_AUTH, "Massive's plan does not hold analyst ratings: massive.com/pricing");
    return source_status_ok(response, err) &&
           action_rows_parse(&source_massive_ratings, subscription, response, &shape, "results", observations, err);
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
