/* SPDX-License-Identifier: MIT
 * Benzinga's calendar of ratings, asked of itself: actions with old and new rating and target, with a key of its
 * own (Massive sells the same). Targets are texts ("230.0000", ""), dates and times New York's. The key can only
 * stand in the address: its parameter is one that recordings and the log leave out. */
#include "config.h"

#include "action_row.h"
#include "base/digits.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"

#define BODY_LIMIT (4 << 20)
#define ROWS       "1000"

const struct source_provider provider_benzinga = {
    .name = "benzinga",
    .heading = "Benzinga",
    .homepage = "https://www.benzinga.com/apis",
    .terms = "By your contract, priced by quote. No redistribution.",
    .rate = 1,
    .burst = 3,
    .key = "benzinga",
    .key_home = "benzinga.com/apis",
};

static bool ratings_request(const struct subscription *subscription, const char *token,
                            struct source_request *request, struct error *err)
{
    struct request_url url;
    (void)token;
    /* Without this it answers in XML. */
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "Benzinga asks for a key: benzinga.com/apis");
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://api.benzinga.com/api/v2.1/calendar/ratings?parameters%5Btickers%5D=");
    request_url_add_encoded(&url, subscription->subject);
    request_url_add(&url, "&page=0&pagesize=" ROWS "&token=");
    request_url_add_encoded(&url, subscription->key);
    return request_url_done(&url, err);
}

static int64_t time_of(const struct cJSON *row)
{
    int hour, minute, second;
    const char *clock = json_string(row, "time");
    return digits_clock(&clock, &hour, &minute, &second)
               ? action_row_time(json_string(row, "date"), hour, minute, second)
               : action_row_time(json_string(row, "date"), 9, 30, 0);
}

static const struct action_word words[] = {
    {"Upgrades", MOVE_UPGRADE},
    {"Downgrades", MOVE_DOWNGRADE},
    {"Maintains", MOVE_MAINTAIN},
    {"Reiterates", MOVE_REITERATE},
    {"Initiates Coverage On", MOVE_INITIATE},
    {"Initiates", MOVE_INITIATE},
    {"Reinstates", MOVE_INITIATE},
    {"Assumes", MOVE_INITIATE},
    {"Terminates Coverage On", MOVE_DROP},
    {"Removes", MOVE_DROP},
    {"Suspends", MOVE_DROP},
    {"Firm Dissolved", MOVE_DROP},
    {NULL, MOVE_UNKNOWN},
};

static const struct action_shape shape = {
    .symbol = "ticker",
    .firm = "analyst", /* the house; the person is analyst_name */
    .from = "rating_prior",
    .to = "rating_current",
    .move = "action_company",
    .target_from = "pt_prior",
    .target_to = "pt_current",
    .words = words,
    .time_of = time_of,
};

static bool ratings_parse(const struct subscription *subscription, const struct source_response *response,
                          struct observations *observations, struct error *err)
{
    return source_status_ok(response, err) && action_rows_parse(&source_benzinga_ratings, subscription, response,
                                                                &shape, "ratings", observations, err);
}

const struct source source_benzinga_ratings = {
    .name = "benzinga_ratings",
    .heading = "Benzinga ratings",
    .provider = &provider_benzinga,
    .kind = DATASET_RATINGS,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 3600,
    .request = ratings_request,
    .parse = ratings_parse,
};
