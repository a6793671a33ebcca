/* SPDX-License-Identifier: MIT
 * The folder of a report in the archive. Objects appear 25 seconds after the acceptance, the index page first: who
 * goes there straight from the feed meets "AccessDenied" for a while. */
#include "config.h"

#include "sec_statement.h"

#include "sec_answer.h"

#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define FRESH_SECONDS (15 * 60)
#define FRESH_DAYS    4 /* a filing late on a Friday bears Monday's date, or the other way round */

static bool is_page(const char *document, size_t *stem)
{
    size_t length = strlen(document);
    for (size_t tail = 4; tail <= 5; tail++)
        if (length > tail && strcmp(document + length - tail, tail == 4 ? ".htm" : ".html") == 0) {
            *stem = length - tail;
            return true;
        }
    return false;
}

const char *sec_statement_document(const struct subscription *subscription)
{
    size_t stem;
    if (subscription->older_name[0] != '\0')
        return subscription->older_name;
    return is_page(subscription->filing.document, &stem) ? "" : SEC_INDEX;
}

/* Names come from the SEC's lists and go into an address. */
static bool is_plain_name(const char *name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/";
    return name[0] != '\0' && name[0] != '/' && name[strspn(name, plain)] == '\0' && strstr(name, "..") == NULL;
}

bool sec_statement_request_document(const struct subscription *subscription, const char *document,
                                    struct source_request *request, struct error *err)
{
    struct filing filing = subscription->filing;
    if (filing.accession[0] == '\0' || filing.cik <= 0)
        return error_set(err, ERROR_NOT_FOUND, "no report of %s is known", subscription->subject);
    if (!is_plain_name(document) || !is_plain_name(filing.accession))
        return error_set(err, ERROR_NOT_FOUND, "the report's document has no usable name");
    *request = (struct source_request){.body_limit = (size_t)4 << 20};
    text_copy(filing.document, sizeof filing.document, document);
    filing_address(&filing, request->url, sizeof request->url);
    return true;
}

bool sec_statement_request(const struct subscription *subscription, struct source_request *request,
                           struct error *err)
{
    const char *document = sec_statement_document(subscription);
    char name[SOURCE_URL_SIZE / 8];
    size_t stem;
    if (document[0] == '\0' && is_page(subscription->filing.document, &stem)) {
        snprintf(name, sizeof name, "%.*s_htm.xml", (int)stem, subscription->filing.document);
        document = name;
    }
    return sec_statement_request_document(subscription, document, request, err);
}

bool sec_statement_is_absent(const struct source_response *response)
{
    return (response->status == 403 || response->status == 404) &&
           (strstr(response->body, "<Code>AccessDenied</Code>") != NULL ||
            strstr(response->body, "<Code>NoSuchKey</Code>") != NULL);
}

bool sec_statement_missing(const struct subscription *subscription, const char *sentence, struct error *err)
{
    int64_t seen = subscription->filing.first_seen;
    /* On a first start every report was seen just now: only its own day tells that it is new. */
    bool fresh = seen > 0 && subscription->now - seen < FRESH_SECONDS &&
                 date_new_york_day(subscription->now) - subscription->filing.filed_day <= FRESH_DAYS;
    if (fresh)
        return error_set(err, ERROR_NOT_YET, "the SEC has not published %s of %s yet", subscription->filing.form,
                         subscription->subject);
    return error_set(err, ERROR_NOT_FOUND, "%s", sentence);
}

bool sec_statement_answer_ok(const struct subscription *subscription, const struct source_response *response,
                             struct error *err)
{
    if (sec_statement_is_absent(response))
        return sec_statement_missing(subscription, "the report holds no such document", err);
    return sec_answer_ok(response, ERROR_NOT_FOUND, "the report holds no such document", err);
}

bool sec_statement_read(const struct subscription *subscription, enum statement_way way, int64_t now,
                        struct observations *observations)
{
    struct statement *statement = observations_add_statement(observations);
    if (statement == NULL)
        return true;
    text_copy(statement->symbol, sizeof statement->symbol, subscription->subject);
    text_copy(statement->accession, sizeof statement->accession, subscription->filing.accession);
    text_copy(statement->form, sizeof statement->form, subscription->filing.form);
    statement->filed_day = subscription->filing.filed_day;
    statement->way = way;
    text_copy(statement->document, sizeof statement->document,
              subscription->older_name[0] != '\0' ? subscription->older_name : subscription->filing.document);
    statement->read_at = now;
    return true;
}
