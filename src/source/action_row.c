/* SPDX-License-Identifier: MIT
 * Rows of rating actions, read by the names of their members. */
#include "config.h"

#include "action_row.h"

#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define WORDS_MOST  64
#define DAY_SECONDS 86400

static enum rating_move move_of(const struct action_word *words, const char *word)
{
    for (; words->word != NULL; words++)
        if (strcmp(words->word, word) == 0)
            return words->move;
    return MOVE_UNKNOWN;
}

int64_t action_row_time(const char *day, int hour, int minute, int second)
{
    int year, month, date;
    int32_t days = date_from_iso(day);
    if (days == DATE_UNKNOWN || days <= 0)
        return 0;
    date_to_civil(days, &year, &month, &date);
    return date_new_york_to_utc(year, month, date, hour, minute, second);
}

static struct amount target_of(const struct cJSON *row, const char *name, unsigned *rejected)
{
    struct amount target = AMOUNT_UNKNOWN;
    const struct json_field field = {name, 0, &json_gate_price};
    if (name != NULL)
        *rejected += json_fields(row, &field, 1, &target);
    return target;
}

static bool add_row(const struct source *source, const struct subscription *subscription,
                    const struct source_response *response, const struct action_shape *shape,
                    const struct cJSON *row, struct observations *observations)
{
    struct arena *arena = &observations->arena;
    const char *firm = json_arena_text(row, shape->firm, arena, WORDS_MOST);
    const char *to = json_arena_text(row, shape->to, arena, WORDS_MOST);
    int64_t when = shape->time_of(row);
    bool ours = shape->symbol == NULL || text_equal_fold(json_string(row, shape->symbol), subscription->subject);
    if (!ours || when <= 0 || when > response->received_at + DAY_SECONDS || (firm[0] == '\0' && to[0] == '\0'))
        return false;
    struct rating_action *action = observations_add_action(observations);
    if (action == NULL)
        return true; /* counted there */
    text_copy(action->symbol, sizeof action->symbol, subscription->subject);
    text_copy(action->source, sizeof action->source, source->name);
    action->when = when < response->received_at ? when : response->received_at;
    action->firm = firm;
    action->from = json_arena_text(row, shape->from, arena, WORDS_MOST);
    action->to = to;
    action->move = rating_move_of(move_of(shape->words, json_string(row, shape->move)), action->from, action->to);
    action->target_from = target_of(row, shape->target_from, &observations->rejected);
    action->target_to = target_of(row, shape->target_to, &observations->rejected);
    return true;
}

void action_rows_add(const struct source *source, const struct subscription *subscription,
                     const struct source_response *response, const struct action_shape *shape,
                     const struct cJSON *list, struct observations *observations)
{
    for (const struct cJSON *row = json_first(list); row != NULL; row = json_next(row))
        observations->rejected += !add_row(source, subscription, response, shape, row, observations);
}

bool action_rows_parse(const struct source *source, const struct subscription *subscription,
                       const struct source_response *response, const struct action_shape *shape, const char *member,
                       struct observations *observations, struct error *err)
{
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    const struct cJSON *list = member != NULL ? json_member(root, member) : root;
    action_rows_add(source, subscription, response, shape, list, observations);
    json_free(root);
    return observations->action_count > 0 || error_set(err, ERROR_NO_DATA, "%s has no analyst actions on %s",
                                                       source->provider->heading, subscription->subject);
}
