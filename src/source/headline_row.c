/* SPDX-License-Identifier: MIT
 * Headlines: checked and cleaned at the boundary. */
#include "config.h"

#include "headline_row.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define DAY_SECONDS    86400
#define AGE_MOST       (400 * (int64_t)DAY_SECONDS)
#define PUBLISHER_MOST 60

static const char *clean(struct arena *arena, const char *text, size_t most)
{
    size_t length = text != NULL ? strlen(text) : 0;
    char *copy = memory_new(most + 1, 1);
    (void)text_clean(copy, most + 1, text != NULL ? text : "", length);
    const char *kept = arena_text(arena, copy);
    free(copy);
    return kept;
}

/* An address that was cut leads nowhere. */
static const char *clean_link(struct arena *arena, const char *text)
{
    bool usable = text != NULL && strncmp(text, "https://", 8) == 0 && strlen(text) <= HEADLINE_LINK_MOST &&
                  strpbrk(text, " \t\r\n\"<>\\") == NULL;
    return usable ? clean(arena, text, HEADLINE_LINK_MOST) : "";
}

void headline_row_add(const struct headline_taker *taker, const struct headline_row *row)
{
    struct observations *observations = taker->observations;
    const char *title = clean(&observations->arena, row->title, HEADLINE_BYTES_MOST);
    if (title[0] == '\0' || row->when <= 0 || row->when > taker->received_at + DAY_SECONDS) {
        observations->rejected++;
        return;
    }
    if (row->when < taker->received_at - AGE_MOST)
        return;
    struct headline *headline = observations_add_headline(observations);
    if (headline == NULL)
        return; /* counted there */
    text_copy(headline->symbol, sizeof headline->symbol, taker->symbol);
    text_copy(headline->source, sizeof headline->source, taker->source);
    headline->when = row->when < taker->received_at ? row->when : taker->received_at;
    headline->title = title;
    headline->publisher = clean(&observations->arena, row->publisher, PUBLISHER_MOST);
    headline->link = clean_link(&observations->arena, row->link);
}

/* --- feeds --- */

struct feed {
    struct headline_taker taker;
    bool (*row_of)(struct rss_item *item, const char *symbol, struct headline_row *row);
};

static void take_item(void *context, struct rss_item *item)
{
    const struct feed *feed = context;
    struct headline_row row = {.title = item->fields[RSS_TITLE],
                               .publisher = item->fields[RSS_SOURCE],
                               .link = item->fields[RSS_LINK],
                               .when = item->when};
    if (feed->row_of(item, feed->taker.symbol, &row))
        headline_row_add(&feed->taker, &row);
}

static bool is_web_page(const struct source_response *response)
{
    return strstr(response->content_type, "text/html") != NULL;
}

bool headline_row_feed(const struct source *source, const struct subscription *subscription,
                       const struct source_response *response, struct observations *observations,
                       bool (*row_of)(struct rss_item *item, const char *symbol, struct headline_row *row),
                       struct error *err)
{
    struct feed feed = {.taker = {subscription->subject, source->name, response->received_at, observations},
                        .row_of = row_of};
    struct source_response status = *response;
    status.body = ""; /* a feed begins as a web page does: only the status is judged there */
    if (!source_status_ok(&status, err))
        return false;
    if (is_web_page(response))
        return error_set(err, ERROR_BLOCKED, "a web page came instead of headlines: a block page or a login");
    if (rss_read(response->body, response->length, HEADLINES_READ_MOST, take_item, &feed, err))
        return true;
    observations->headline_count = 0;
    return false;
}

/* --- lists --- */

static int64_t time_of(const struct cJSON *item, const char *name)
{
    int64_t when = json_time(item, name);
    return when > 0 ? when : date_parse_instant(json_string(item, name));
}

bool headline_row_list(const struct source *source, const struct subscription *subscription,
                       const struct source_response *response, struct observations *observations, const char *list,
                       const struct headline_members *members,
                       bool (*wanted)(const struct cJSON *item, const char *symbol), struct error *err)
{
    const struct headline_taker taker = {subscription->subject, source->name, response->received_at, observations};
    struct cJSON *root = json_parse(response->body, response->length, err);
    size_t read = 0;
    if (root == NULL)
        return false;
    const struct cJSON *items = list != NULL ? json_member(root, list) : root, *item = json_first(items);
    bool good = json_is_array(items);
    for (; item != NULL && read < HEADLINES_READ_MOST; item = json_next(item), read++) {
        const struct headline_row row = {.title = json_string(item, members->title),
                                         .publisher = json_string(item, members->publisher),
                                         .link = json_string(item, members->link),
                                         .when = time_of(item, members->when)};
        if (wanted == NULL || wanted(item, subscription->subject))
            headline_row_add(&taker, &row);
    }
    json_free(root);
    return good || error_set(err, ERROR_FORMAT, "%s sends no list of headlines", source->provider->heading);
}
