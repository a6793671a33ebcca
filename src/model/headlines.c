/* SPDX-License-Identifier: MIT
 * Headlines of several sources become one list. */
#include "config.h"

#include "model/headlines.h"

#include "base/date.h"
#include "base/text.h"
#include "model/firms.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAME_STORY_SECONDS (3 * 86400)
#define DAYS_APART         3

struct entry {
    uint64_t key;
    const struct headline *headline;
};

uint64_t headline_key(const char *title)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *at = title; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (isalnum(byte) || byte >= 0x80)
            hash = (hash ^ (unsigned char)tolower(byte)) * UINT64_C(1099511628211); /* FNV-1a */
    }
    return hash;
}

/* One story's rows side by side, the first published first. */
static int by_story(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->headline->when != y->headline->when)
        return x->headline->when < y->headline->when ? -1 : 1;
    return strcmp(x->headline->source, y->headline->source);
}

static int by_time(const void *a, const void *b)
{
    const struct headline *x = a, *y = b;
    if (x->when != y->when)
        return x->when > y->when ? -1 : 1;
    return strcmp(x->title, y->title);
}

static bool is_named(const struct headline *headline, const char *source)
{
    return strcmp(headline->source, source) == 0 || strstr(headline->also, source) != NULL;
}

/* An address that only leads on to the publisher's. */
static bool leads_on(const char *link)
{
    static const char *const hosts[] = {"https://news.google.com/", "https://finnhub.io/"};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++)
        if (strncmp(link, hosts[i], strlen(hosts[i])) == 0)
            return true;
    return link[0] == '\0';
}

static void join(struct headline *headline, const struct headline *other)
{
    char more[sizeof headline->also + SOURCE_NAME_SIZE + 1];
    if (!is_named(headline, other->source)) {
        snprintf(more, sizeof more, "%s%s%s", headline->also, headline->also[0] != '\0' ? " " : "", other->source);
        text_copy(headline->also, sizeof headline->also, more);
    }
    if (headline->publisher[0] == '\0')
        headline->publisher = other->publisher;
    if (leads_on(headline->link) && other->link[0] != '\0')
        headline->link = other->link;
    if (other->first_seen > 0 && (headline->first_seen == 0 || other->first_seen < headline->first_seen))
        headline->first_seen = other->first_seen;
}

struct headlines headlines_merge(const struct headline *items, size_t count, size_t most, struct arena *arena)
{
    struct arena scratch;
    arena_init(&scratch);
    struct headlines merged = {.items = arena_array(arena, most + 1, sizeof *merged.items)};
    struct headline *all = arena_array(&scratch, count + 1, sizeof *all);
    struct entry *entries = arena_array(&scratch, count + 1, sizeof *entries);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct entry){headline_key(items[i].title), &items[i]};
    qsort(entries, count, sizeof *entries, by_story);
    for (size_t i = 0; i < count; i++) {
        const struct headline *headline = entries[i].headline;
        bool same = kept > 0 && entries[i - 1].key == entries[i].key &&
                    headline->when - all[kept - 1].when <= SAME_STORY_SECONDS;
        if (same)
            join(&all[kept - 1], headline);
        else
            all[kept++] = *headline;
    }
    qsort(all, kept, sizeof *all, by_time);
    merged.count = kept < most ? kept : most;
    memcpy(merged.items, all, merged.count * sizeof *all);
    arena_clear(&scratch);
    return merged;
}

static bool targets_differ(struct amount a, struct amount b)
{
    return a.known && b.known && fabs(a.value - b.value) > 0.005;
}

static bool steps_differ(const char *a, const char *b)
{
    enum rating_step x = rating_step_of(a), y = rating_step_of(b);
    return x != STEP_UNKNOWN && y != STEP_UNKNOWN && x != y;
}

bool headline_is_confirmed(const struct rating_action *told, const struct rating_action *actions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct rating_action *action = &actions[i];
        int32_t apart = date_new_york_day(action->when) - date_new_york_day(told->when);
        if (abs(apart) <= DAYS_APART && firm_same(action->firm, told->firm) &&
            !targets_differ(action->target_to, told->target_to) && !steps_differ(action->to, told->to))
            return true;
    }
    return false;
}
