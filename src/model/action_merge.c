/* SPDX-License-Identifier: MIT
 * Rows that tell of one action are brought side by side by sorting, then joined within their neighbourhood. */
#include "config.h"

#include "model/action_merge.h"

#include "base/date.h"
#include "base/text.h"
#include "model/firms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAYS_APART 1

struct entry {
    uint64_t group; /* hash of symbol and house: neighbours after sorting */
    char key[FIRM_KEY_SIZE];
    int32_t day;
    bool taken; /* told by another row */
    struct rating_action action;
};

static uint64_t hash_of(const char *symbol, const char *key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *at = symbol; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    hash = (hash ^ '|') * UINT64_C(1099511628211);
    for (const char *at = key; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    return hash;
}

static int by_group(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->day != y->day)
        return x->day > y->day ? -1 : 1;
    int sources = strcmp(x->action.source, y->action.source);
    return sources != 0 ? sources : (x->action.when < y->action.when) - (x->action.when > y->action.when);
}

static int by_time(const void *a, const void *b)
{
    const struct rating_action *x = a, *y = b;
    if (x->when != y->when)
        return x->when > y->when ? -1 : 1;
    int symbols = strcmp(x->symbol, y->symbol);
    return symbols != 0 ? symbols : strcmp(x->firm, y->firm);
}

static bool targets_differ(struct amount a, struct amount b)
{
    return a.known && b.known && fabs(a.value - b.value) > 0.005;
}

/* Words of different vocabularies for one step ("Equal-Weight", "Equal Weight") do not differ. */
static bool ratings_differ(const char *a, const char *b)
{
    enum rating_step x = rating_step_of(a), y = rating_step_of(b);
    if (a[0] == '\0' || b[0] == '\0' || text_equal_fold(a, b))
        return false;
    return x == STEP_UNKNOWN || x != y;
}

static bool is_told_by(const struct rating_action *action, const char *source)
{
    return strcmp(action->source, source) == 0 || strstr(action->also, source) != NULL;
}

static bool are_neighbours(const struct entry *a, const struct entry *b)
{
    return a->group == b->group && abs(a->day - b->day) <= DAYS_APART && strcmp(a->key, b->key) == 0 &&
           strcmp(a->action.symbol, b->action.symbol) == 0 && !is_told_by(&a->action, b->action.source);
}

static int known_parts(const struct rating_action *action)
{
    return (action->to[0] != '\0') + (action->from[0] != '\0') + 2 * action->target_to.known +
           action->target_from.known + (action->move != MOVE_UNKNOWN);
}

static void note_conflict(struct rating_action *action, const char *source, const char *what, const char *words)
{
    size_t used = strlen(action->conflict);
    char text[sizeof action->conflict + 64];
    snprintf(text, sizeof text, "%s%s: %s %s", used > 0 ? ", " : "", source, what, words);
    text_copy(action->conflict + used, sizeof action->conflict - used, text);
}

static void note_target(struct rating_action *action, const char *source, const char *what, struct amount target)
{
    char words[32];
    snprintf(words, sizeof words, "%.10g", target.value);
    note_conflict(action, source, what, words);
}

/* Completes `action` from what `other` tells of it. */
static void join(struct rating_action *action, const struct rating_action *other)
{
    size_t used = strlen(action->also);
    char more[2 * sizeof action->also];
    snprintf(more, sizeof more, "%s%s%s%s", used > 0 ? " " : "", other->source, other->also[0] != '\0' ? " " : "",
             other->also);
    text_copy(action->also + used, sizeof action->also - used, more);
    if (ratings_differ(action->from, other->from))
        note_conflict(action, other->source, "from", other->from);
    if (targets_differ(action->target_from, other->target_from))
        note_target(action, other->source, "old target", other->target_from);
    if (action->from[0] == '\0')
        action->from = other->from;
    if (action->to[0] == '\0')
        action->to = other->to;
    if (!action->target_to.known)
        action->target_to = other->target_to;
    if (!action->target_from.known)
        action->target_from = other->target_from;
    action->move =
        rating_move_of(action->move != MOVE_UNKNOWN ? action->move : other->move, action->from, action->to);
    if (other->first_seen > 0 && (action->first_seen == 0 || other->first_seen < action->first_seen))
        action->first_seen = other->first_seen;
}

static void contradict(struct rating_action *action, const struct rating_action *other)
{
    if (targets_differ(action->target_to, other->target_to))
        note_target(action, other->source, "target", other->target_to);
    else
        note_conflict(action, other->source, "rates it", other->to);
}

static bool is_contradiction(const struct rating_action *a, const struct rating_action *b)
{
    return targets_differ(a->target_to, b->target_to) || ratings_differ(a->to, b->to);
}

/* The row that tells more is completed by the other; the one that stands first keeps the place. */
static void meet(struct entry *one, struct entry *other)
{
    bool other_tells_more = known_parts(&other->action) > known_parts(&one->action);
    struct rating_action best = other_tells_more ? other->action : one->action;
    join(&best, other_tells_more ? &one->action : &other->action);
    one->action = best;
    other->taken = true;
}

static void meet_neighbours(struct entry **order, size_t count, size_t index)
{
    struct entry *one = order[index];
    for (size_t i = index + 1; i < count && order[i]->group == one->group; i++) {
        struct entry *other = order[i];
        if (one->day - other->day > DAYS_APART)
            break;
        if (other->taken || !are_neighbours(one, other))
            continue;
        if (!is_contradiction(&one->action, &other->action)) {
            meet(one, other);
        } else if (one->day == other->day) {
            contradict(&one->action, &other->action);
            contradict(&other->action, &one->action);
        }
    }
}

struct rating_actions actions_merge(const struct rating_action *items, size_t count, struct arena *arena)
{
    struct rating_actions merged = {.items = arena_array(arena, count + 1, sizeof *merged.items)};
    struct arena scratch;
    arena_init(&scratch);
    struct entry *entries = arena_array(&scratch, count + 1, sizeof *entries);
    struct entry **order = arena_array(&scratch, count + 1, sizeof(struct entry *));
    for (size_t i = 0; i < count; i++) {
        firm_key(items[i].firm, entries[i].key);
        entries[i].action = items[i];
        entries[i].day = date_new_york_day(items[i].when);
        entries[i].group = hash_of(items[i].symbol, entries[i].key);
        order[i] = &entries[i];
    }
    qsort(order, count, sizeof(struct entry *), by_group);
    for (size_t i = 0; i < count; i++)
        if (!order[i]->taken)
            meet_neighbours(order, count, i);
    for (size_t i = 0; i < count; i++)
        if (!order[i]->taken)
            merged.items[merged.count++] = order[i]->action;
    arena_clear(&scratch);
    qsort(merged.items, merged.count, sizeof *merged.items, by_time);
    return merged;
}
