/* SPDX-License-Identifier: MIT
 * Financial Modeling Prep's grades: rating actions by day, without targets, with a key. */
#include "config.h"

#include "action_row.h"
#include "fmp.h"
#include "sources.h"

#define NOON 12

static bool grades_request(const struct subscription *subscription, const char *token,
                           struct source_request *request, struct error *err)
{
    (void)token;
    return fmp_request(subscription, "grades", request, err);
}

/* A day without a time: noon stands for it, so that no time zone moves it to another day. */
static int64_t time_of(const struct cJSON *row)
{
    return action_row_time(json_string(row, "date"), NOON, 0, 0);
}

static const struct action_word words[] = {
    {"upgrade", MOVE_UPGRADE},      {"downgrade", MOVE_DOWNGRADE}, {"maintain", MOVE_MAINTAIN},
    {"hold", MOVE_MAINTAIN},        {"initialize", MOVE_INITIATE}, {"initialise", MOVE_INITIATE},
    {"reiterated", MOVE_REITERATE}, {NULL, MOVE_UNKNOWN},
};

static const struct action_shape shape = {
    .symbol = "symbol",
    .firm = "gradingCompany",
    .from = "previousGrade",
    .to = "newGrade",
    .move = "action",
    .words = words,
    .time_of = time_of,
};

static bool grades_parse(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    return fmp_is_willing(response, err) &&
           action_rows_parse(&source_fmp_grades, subscription, response, &shape, NULL, observations, err);
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
