/* SPDX-License-Identifier: MIT
 * The SEC's hosts: S3 behind an edge. A missing object is S3's XML with 404 or 403; a block is the edge's web page
 * with 403 or 429, lasts about ten minutes and is prolonged by every further request. */
#include "config.h"

#include "sec_answer.h"

#include "provider.h"

#include <string.h>

const struct source_provider provider_sec = {
    .name = "sec",
    .heading = "SEC EDGAR",
    .homepage = "https://www.sec.gov/search-filings",
    .terms = "public domain; at most 10 requests a second per user, with a contact in the User-Agent",
    .needs_contact = true,
    .rate = 5,
    .burst = 5,
    .block_floor_seconds = 600,
};

bool sec_has_filer(const struct subscription *subscription, struct error *err)
{
    if (subscription->cik > 0)
        return true;
    return error_set(err, ERROR_NOT_FOUND, "no SEC filer is known for %s", subscription->subject);
}

static bool is_web_page(const struct source_response *response)
{
    return response->body[strspn(response->body, " \t\r\n")] == '<' ||
           strstr(response->content_type, "html") != NULL;
}

/* One sentence per page that the edge is known to send. */
static bool is_blocked(const struct source_response *response, struct error *err)
{
    if (strstr(response->body, "Undeclared Automated Tool") != NULL)
        return error_set(err, ERROR_BLOCKED, "the SEC wants a name and e-mail: check contact in [sec]; resting");
    return error_set(err, ERROR_BLOCKED, "the SEC blocks us for now (HTTP %ld): resting 10 minutes or more",
                     response->status);
}

bool sec_answer_ok(const struct source_response *response, enum error_code missing, const char *sentence,
                   struct error *err)
{
    bool refused = response->status == 403 || response->status == 404 || response->status == 429;
    if (!refused)
        return source_status_ok(response, err);
    if (strstr(response->body, "<Code>NoSuchKey</Code>") != NULL)
        return error_set(err, missing, "%s", sentence);
    if (strstr(response->body, "<Code>AccessDenied</Code>") != NULL)
        return error_set(err, ERROR_NO_DATA, "the SEC has not published this yet");
    if (response->status == 403 || (response->status == 429 && is_web_page(response)))
        return is_blocked(response, err);
    return source_status_ok(response, err);
}
