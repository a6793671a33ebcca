/* SPDX-License-Identifier: MIT
 * The SEC's search in the texts of filings since 2001. It is undocumented: any other shape counts as unavailable.
 */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "request_url.h"
#include "sec_answer.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define BODY_MOST  ((size_t)2 << 20)
#define HITS_MOST  100
#define TOTAL_MOST INT64_C(1000000000)

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    struct request_url url;
    (void)token;
    if (subscription->subject[0] == '\0')
        return error_set(err, ERROR_INVALID, "there is nothing to search for");
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST};
    request_url_start(&url, request->url, sizeof request->url);
    request_url_add(&url, "https://efts.sec.gov/LATEST/search-index?q=");
    request_url_add_encoded(&url, subscription->subject);
    return request_url_done(&url, err);
}

/* A list of strings, of which the first counts. */
static const struct cJSON *first_of(const struct cJSON *object, const char *name)
{
    return json_first(json_member(object, name));
}

/* "0001769628-25-000014:crwv-20250331.htm" */
static bool read_place(const struct cJSON *hit, const struct cJSON *facts, struct found_filing *found)
{
    const char *id = json_string(hit, "_id");
    const char *colon = strchr(id, ':');
    char accession[ACCESSION_SIZE];
    int64_t cik = strtoll(json_string_of(first_of(facts, "ciks")), NULL, 10);
    if (colon == NULL || (size_t)(colon - id) >= sizeof accession)
        return false;
    memcpy(accession, id, (size_t)(colon - id));
    accession[colon - id] = '\0';
    return document_subject(found->subject, cik, accession, colon + 1);
}

/* "CoreWeave, Inc.  (CRWV)  (CIK 0001769628)": the number is of no use to a reader. */
static void read_company(const struct cJSON *facts, struct found_filing *found)
{
    json_text_of(first_of(facts, "display_names"), found->company, sizeof found->company);
    char *number = strstr(found->company, "(CIK ");
    if (number != NULL)
        *number = '\0';
    for (size_t end = strlen(found->company); end > 0 && found->company[end - 1] == ' '; end--)
        found->company[end - 1] = '\0';
}

static bool read_hit(const struct cJSON *hit, struct found_filing *found)
{
    const struct cJSON *facts = json_member(hit, "_source");
    *found = (struct found_filing){.subject = ""};
    if (!read_place(hit, facts, found))
        return false;
    read_company(facts, found);
    json_text_of(json_member(facts, "form"), found->form, sizeof found->form);
    json_text_of(json_member(facts, "file_type"), found->type, sizeof found->type);
    found->filed_day = date_from_iso(json_string(facts, "file_date"));
    found->period_day = date_from_iso(json_string(facts, "period_ending"));
    return true;
}

static bool read_answer(const struct cJSON *root, const struct subscription *subscription,
                        struct observations *observations, struct error *err)
{
    const struct cJSON *hits = json_member(root, "hits"), *list = json_member(hits, "hits");
    const struct cJSON *total = json_member(hits, "total");
    struct found_filings *found = json_is_array(list) ? observations_add_found(observations) : NULL;
    if (found == NULL)
        return error_set(err, ERROR_FORMAT, "the SEC's full-text search answers in a way that is not known here");
    text_copy(found->query, sizeof found->query, subscription->subject);
    int64_t count = json_integer(total, "value", 0, TOTAL_MOST, -1);
    found->total = count >= 0 ? amount_of((double)count) : AMOUNT_UNKNOWN;
    found->at_least = strcmp(json_string(total, "relation"), "gte") == 0;
    found->items = arena_array(&observations->arena, HITS_MOST, sizeof *found->items);
    for (const struct cJSON *hit = json_first(list); hit != NULL && found->count < HITS_MOST;
         hit = json_next(hit)) {
        if (read_hit(hit, &found->items[found->count]))
            found->count++;
        else
            observations->rejected++;
    }
    if (found->count == 0 && observations->rejected > 0)
        return error_set(err, ERROR_FORMAT, "the SEC's full-text search names documents in an unknown way");
    return true;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (!sec_answer_ok(response, ERROR_NOT_FOUND, "the SEC's full-text search is not there", err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    bool good = read_answer(root, subscription, observations, err);
    json_free(root);
    return good;
}

const struct source source_sec_search = {
    .name = "sec_search",
    .heading = "SEC full-text search",
    .provider = &provider_sec,
    .kind = DATASET_FOUND,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 600,
    .request = request,
    .parse = parse,
};
