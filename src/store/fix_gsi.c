/* SPDX-License-Identifier: MIT
 * The fixes of the index: made when they are due, stored with their inputs, never touched again. */
#include "config.h"

#include "gsi_state.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define HOUR          3600
#define SETTLE        60 /* s after 20:00: what was observed by then is stored by then */
#define MISSED_DAYS   10 /* so far back a missed fix is made up for: retention keeps all books it looks at */
#define FIXES_MOST    200
#define SETTLED_MOST  400
#define NEWS_DAYS     3 /* an older change of label is no news */
#define SEED_DAYS     120
#define SEED_MODELS   4  /* of the settled index, with a history, before the past is seeded */
#define SEED_LONG_AGO 14 /* days that make it one */

int64_t gsi_own_before(struct store *store, int64_t at, struct error *err)
{
    struct query query =
        query_of(store, &record_gsi_fix, "SELECT max(fix_at) FROM @ WHERE seeded = 0 AND fix_at < ?1", err);
    query_number(&query, 1, at);
    return query_first_number(&query, 0);
}

/* --- evidence --- */

static bool read_fixes(struct store *store, struct gsi_evidence *evidence, struct arena *arena, struct error *err)
{
    struct gsi_fix *fixes = arena_array(arena, FIXES_MOST, sizeof *fixes);
    struct query query =
        query_of(store, &record_gsi_fix,
                 "SELECT $ FROM @ WHERE model = ?1 AND fix_at > ?2 AND fix_at < ?3 AND seeded = 0 AND made_at <= ?4"
                 " AND version = '" GSI_VERSION "' ORDER BY fix_at",
                 err);
    query_text(&query, 1, evidence->model);
    query_number(&query, 2, evidence->at - (int64_t)(GSI_HISTORY_DAYS + 1) * DAY_SECONDS);
    query_number(&query, 3, evidence->at);
    query_number(&query, 4, evidence->made_at);
    while (evidence->fix_count < FIXES_MOST && query_next(&query))
        evidence->fix_count += record_read(&record_gsi_fix, &query, &fixes[evidence->fix_count], NULL);
    evidence->fixes = fixes;
    return query_end(&query);
}

static void add_settled(struct gsi_settled *settled, size_t *count, const struct gsi_input *input)
{
    bool newer = *count == 0 || input->price_at > settled[*count - 1].at;
    if (input->price.known && newer && *count < SETTLED_MOST)
        settled[(*count)++] = (struct gsi_settled){input->price_at, input->price.value};
}

static bool read_settled(struct store *store, struct gsi_evidence *evidence, struct arena *arena, struct error *err)
{
    struct gsi_settled *settled = arena_array(arena, SETTLED_MOST, sizeof *settled);
    struct query query =
        query_of(store, &record_gsi_input,
                 "SELECT $ FROM @ WHERE model = ?1 AND fix_at > ?2 AND fix_at < ?3 AND role = 2 AND made_at <= ?4"
                 " ORDER BY fix_at",
                 err);
    _Static_assert(GPU_ROLE_INDEX == 2, "the query and an index name it");
    query_text(&query, 1, evidence->model);
    query_number(&query, 2, evidence->at - (int64_t)(GSI_HISTORY_DAYS + 2) * DAY_SECONDS);
    query_number(&query, 3, evidence->at);
    query_number(&query, 4, evidence->made_at);
    while (query_next(&query)) {
        struct gsi_input input = {.polls = 0};
        if (record_read(&record_gsi_input, &query, &input, NULL))
            add_settled(settled, &evidence->settled_count, &input);
    }
    for (size_t i = 0; i < evidence->input_count; i++)
        if (evidence->inputs[i].role == GPU_ROLE_INDEX)
            add_settled(settled, &evidence->settled_count, &evidence->inputs[i]);
    evidence->settled = settled;
    return query_end(&query);
}

static bool make_work(struct store *store, const char *model, const struct gsi_moment *moment,
                      const struct gsi_inputs *inputs, const struct gsi_inputs *before,
                      struct gsi_evidence_set *set, struct error *err)
{
    struct gsi_inputs own = gsi_inputs_of(inputs, model), then = gsi_inputs_of(before, model);
    struct gsi_evidence evidence = {.model = model,
                                    .at = moment->at,
                                    .made_at = moment->made_at,
                                    .seeded = moment->seeded,
                                    .inputs = own.items,
                                    .input_count = own.count,
                                    .before = then.items,
                                    .before_count = then.count};
    if (own.count == 0)
        return true;
    if ((!moment->seeded && !read_fixes(store, &evidence, &set->arena, err)) ||
        (!moment->own_prices && !read_settled(store, &evidence, &set->arena, err)))
        return false;
    gsi_fix_make(&evidence, &set->works[set->count]);
    if (set->works[set->count].fix.level.status != GSI_NONE)
        set->count++;
    return true;
}

static bool read_basket_before(struct store *store, int64_t at, struct gsi_fix *before, bool *found,
                               struct error *err)
{
    struct query query = query_of(store, &record_gsi_fix,
                                  "SELECT $ FROM @ WHERE model = '" GSI_BASKET "' AND fix_at < ?1 AND seeded = 0"
                                  " AND label > 0 ORDER BY fix_at DESC LIMIT 1",
                                  err);
    query_number(&query, 1, at);
    *found = query_next(&query) && record_read(&record_gsi_fix, &query, before, NULL);
    return query_end(&query);
}

bool gsi_works_make(struct store *store, const struct gsi_moment *moment, const struct gsi_inputs *inputs,
                    const struct gsi_inputs *before, struct gsi_evidence_set *set, struct error *err)
{
    struct gsi_fix earlier = {.model = ""}, fixes[GSI_MODELS_MOST];
    bool found = false;
    size_t model_count;
    const char *const *models = gpu_models(&model_count);
    set->works = arena_array(&set->arena, model_count + 1, sizeof *set->works);
    for (size_t i = 0; i < model_count; i++)
        if (!make_work(store, models[i], moment, inputs, before, set, err))
            return false;
    for (size_t i = 0; i < set->count; i++)
        fixes[i] = set->works[i].fix;
    if (!moment->seeded && !read_basket_before(store, moment->at, &earlier, &found, err))
        return false;
    gsi_basket_make(&set->basket, fixes, set->count, found ? &earlier : NULL);
    set->basket.fix_at = moment->at;
    set->basket.made_at = moment->made_at;
    set->basket.seeded = moment->seeded;
    return true;
}

/* --- storing --- */

static bool put_inputs(struct store *store, const struct gsi_inputs *inputs, struct error *err)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (!record_put(store, &record_gsi_input, &inputs->items[i], NULL, err))
            return false;
    return true;
}

static bool put_fixes(struct store *store, const struct gsi_evidence_set *set, struct error *err)
{
    for (size_t i = 0; i < set->count; i++)
        if (!record_put(store, &record_gsi_fix, &set->works[i].fix, NULL, err))
            return false;
    return set->count == 0 || record_put(store, &record_gsi_fix, &set->basket, NULL, err);
}

static bool put_seed(struct store *store, const struct gsi_inputs *inputs, const struct gsi_evidence_set *set,
                     struct error *err)
{
    if (!put_inputs(store, inputs, err))
        return false;
    for (size_t i = 0; i < set->count; i++)
        if (set->works[i].fix.level.value.known &&
            !record_put(store, &record_gsi_fix, &set->works[i].fix, NULL, err))
            return false;
    return !set->basket.level.value.known || record_put(store, &record_gsi_fix, &set->basket, NULL, err);
}

static void tell_label(const struct gsi_fix *fix, enum gsi_label before, struct observations *events)
{
    struct event event;
    if (!event_from_index(&event, fix, before))
        return;
    struct event *slot = observations_add_event(events);
    if (slot == NULL)
        return;
    *slot = event;
    slot->observed_at = fix->made_at;
}

static bool tell_labels(struct store *store, const struct gsi_evidence_set *set, struct observations *events,
                        struct error *err)
{
    struct gsi_fix before = {.model = ""};
    bool found;
    if (set->basket.made_at - set->basket.fix_at > (int64_t)NEWS_DAYS * DAY_SECONDS)
        return true;
    if (!read_basket_before(store, set->basket.fix_at, &before, &found, err))
        return false;
    if (found)
        tell_label(&set->basket, before.label, events);
    for (size_t i = 0; i < set->count; i++)
        tell_label(&set->works[i].fix, set->works[i].before.label, events);
    return true;
}

/* --- one fix --- */

static bool was_observed(struct store *store, int64_t at, struct error *err)
{
    /* Histories that are told afterwards know nothing of stock. */
    struct query query = query_of(store, &record_book,
                                  "SELECT 1 FROM @ WHERE at > ?1 AND at <= ?2 AND stock IS NOT NULL LIMIT 1", err);
    query_number(&query, 1, at - (int64_t)GSI_WINDOW_HOURS * HOUR);
    query_number(&query, 2, at);
    return query_first_number(&query, 0) == 1;
}

static bool fix_one(struct store *store, int64_t at, int64_t now, struct observations *events, struct error *err)
{
    struct gsi_evidence_set set = {.count = 0};
    struct gsi_inputs inputs, before;
    const struct gsi_moment moment = {at, now, false, store->own_prices};
    if (!was_observed(store, at, err))
        return true;
    arena_init(&set.arena);
    int64_t last = gsi_own_before(store, at, err);
    bool good = gsi_inputs_load(store, last, &before, &set.arena, err) &&
                gsi_inputs_condense(store, &moment, &before, &inputs, &set.arena, err) &&
                gsi_works_make(store, &moment, &inputs, &before, &set, err) && put_inputs(store, &inputs, err) &&
                put_fixes(store, &set, err) && (events == NULL || tell_labels(store, &set, events, err));
    arena_clear(&set.arena);
    return good;
}

/* --- the past --- */

static bool has_seeds(struct store *store, int64_t now, bool *ready, struct error *err)
{
    struct query done = query_of(store, NULL, "SELECT value FROM history.state WHERE name = 'gsi_seeded'", err);
    *ready = false;
    if (query_first_number(&done, 0) > 0)
        return true;
    struct query query = query_of(
        store, &record_book, "SELECT count(DISTINCT model) FROM @ WHERE role = 2 AND at > ?1 AND at < ?2", err);
    query_number(&query, 1, now - (int64_t)SEED_DAYS * DAY_SECONDS);
    query_number(&query, 2, now - (int64_t)SEED_LONG_AGO * DAY_SECONDS);
    if (query_first_number(&query, 0) < SEED_MODELS)
        return true;
    struct query usage = query_of(store, &record_book,
                                  "SELECT 1 FROM @ WHERE rented IS NOT NULL AND at > ?1 AND at < ?2 LIMIT 1", err);
    query_number(&usage, 1, now - (int64_t)SEED_DAYS * DAY_SECONDS);
    query_number(&usage, 2, now - (int64_t)SEED_LONG_AGO * DAY_SECONDS);
    *ready = query_first_number(&usage, 0) == 1;
    return true;
}

static bool seed_one(struct store *store, int64_t at, int64_t now, struct error *err)
{
    struct gsi_evidence_set set = {.count = 0};
    struct gsi_inputs inputs, none = {NULL, 0};
    const struct gsi_moment moment = {at, now, true, false};
    arena_init(&set.arena);
    bool good = gsi_inputs_condense(store, &moment, &none, &inputs, &set.arena, err) &&
                gsi_works_make(store, &moment, &inputs, &none, &set, err) && put_seed(store, &inputs, &set, err);
    arena_clear(&set.arena);
    return good;
}

/* Once per store, as soon as the published histories are here: days before our own first fix. */
static bool seed(struct store *store, int64_t now, struct error *err)
{
    bool ready;
    if (!has_seeds(store, now, &ready, err) || !ready)
        return true;
    struct query first = query_of(store, &record_gsi_fix, "SELECT min(fix_at) FROM @ WHERE seeded = 0", err);
    int64_t end = query_first_number(&first, 0);
    if (end == 0)
        end = gsi_fix_time(now - SETTLE) + DAY_SECONDS;
    for (int64_t at = end - (int64_t)SEED_DAYS * DAY_SECONDS; at < end && at < now; at += DAY_SECONDS)
        if (!seed_one(store, at, now, err))
            return false;
    struct query note =
        query_of(store, NULL, "INSERT OR REPLACE INTO history.state(name, value) VALUES('gsi_seeded', ?1)", err);
    query_number(&note, 1, now);
    return query_run(&note);
}

bool store_gsi_fix(struct store *store, int64_t now, struct observations *events, struct error *err)
{
    int64_t newest = gsi_fix_time(now - SETTLE), last = gsi_own_before(store, newest + 1, err);
    int64_t first = last > 0 ? last + DAY_SECONDS : newest;
    if (first < newest - (int64_t)MISSED_DAYS * DAY_SECONDS)
        first = newest - (int64_t)MISSED_DAYS * DAY_SECONDS;
    for (int64_t at = first; at <= newest; at += DAY_SECONDS)
        if (!fix_one(store, at, now, events, err))
            return false;
    return seed(store, now, err);
}
