/* SPDX-License-Identifier: MIT
 * Financial Modeling Prep's grades: rating actions by day, without targets, with a key. What a plan does not hold
 * is answered by 402 and plain text. */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "request_url.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define BODY_LIMIT  (2 << 20)
#define WORDS_MOST  64
#define DAY_SECONDS 86400
#define NOON        12

const struct source_provider provider_fmp = {
    .name = "fmp",
    .heading = "FMP",
    .homepage = "https://site.financialmodelingprep.com",
    .terms = "By your plan; showing it to others needs a licence.",
    .rate = 1,
    .burst = 5,
    .key = "fmp",
    .key_home = "site.financialmodelingprep.com/developer/docs",
};

static bool grades_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    struct request_url url;
    (void)token;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_LIMIT};
    if (subscription->key == NULL)
        return error_set(err, ERROR_NEEDS_KEY, "FMP asks for a key: site.financialmodelingprep.com/developer/docs");
    snprintf(request->headers[0], sizeof request->headers[0], "apikey: %s", subscription->key);
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://financialmodelingprep.com/stable/grades?symbol=");
    request_url_add_encoded(&url, subscription->subject);
    return request_url_done(&url, err);
}

static enum rating_move move_of(const char *action)
{
    static const struct {
        const char *action;
        enum rating_move move;
    } moves[] = {
        {"upgrade", MOVE_UPGRADE},      {"downgrade", MOVE_DOWNGRADE}, {"maintain", MOVE_MAINTAIN},
        {"hold", MOVE_MAINTAIN},        {"initialize", MOVE_INITIATE}, {"initialise", MOVE_INITIATE},
        {"reiterated", MOVE_REITERATE},
    };
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if (strcmp(moves[i].action, action) == 0)
            return moves[i].move;
    return MOVE_UNKNOWN;
}

/* A day without a time: noon stands for it, so that no time zone moves it to another day. */
static int64_t time_of(const struct cJSON *row)
{
    int year, month, day;
    int32_t days = date_from_iso(json_string(row, "date"));
    if (days == DATE_UNKNOWN || days <= 0)
        return 0;
    date_to_civil(days, &year, &month, &day);
    return date_new_york_to_utc(year, month, day, NOON, 0, 0);
}

static bool read_action(const struct cJSON *row, const char *symbol, int64_t received_at,
                        struct observations *observations)
{
    const char *firm = json_arena_text(row, "gradingCompany", &observations->arena, WORDS_MOST);
    const char *to = json_arena_text(row, "newGrade", &observations->arena, WORDS_MOST);
    int64_t when = time_of(row);
    if (!text_equal_fold(json_string(row, "symbol"), symbol) || when <= 0 || when > received_at + DAY_SECONDS ||
        (firm[0] == '\0' && to[0] == '\0'))
        return false;
    struct rating_action *action = observations_add_action(observations);
    if (action == NULL)
        return true; /* counted there */
    text_copy(action->symbol, sizeof action->symbol, symbol);
    text_copy(action->source, sizeof action->source, source_fmp_grades.name);
    action->when = when < received_at ? when : received_at;
    action->firm = firm;
    action->from = json_arena_text(row, "previousGrade", &observations->arena, WORDS_MOST);
    action->to = to;
    action->move = rating_move_of(move_of(json_string(row, "action")), action->from, action->to);
    return true;
}

static bool is_willing(const struct source_response *response, struct error *err)
{
    if (response->status == 402)
        return error_set(err, ERROR_NO_DATA, "FMP's plan does not hold this symbol (HTTP 402)");
    if (response->status == 403)
        return error_set(err, ERROR_AUTH, "FMP refuses the key for this (HTTP 403)");
    return source_status_ok(response, err);
}

static bool grades_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    if (!is_willing(response, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    for (const struct cJSON *row = json_first(root); row != NULL; row = json_next(row))
        observations->rejected += !read_action(row, subscription->subject, response->received_at, observations);
    json_free(root);
    return observations->action_count > 0 ||
           error_set(err, ERROR_NO_DATA, "FMP has no grades of %s", subscription->subject);
}

const struct source source_fmp_grades = {
    .name = "fmp_grades",
    .heading = "FMP grades",
    .provider = &provider_fmp,
    .kind = DATASET_RATINGS,
    .role = SOURCE_MERGE,
    .batch = 1,
    .refresh_seconds = 12 * 3600,
    .request = grades_request,
    .parse = grades_parse,
};
