/* SPDX-License-Identifier: MIT
 * One request and its end, for tests. */
#include "config.h"

#include "asking.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct http_request asking_request(const char *url)
{
    return (struct http_request){
        .url = url,
        .headers = {"X-Token: " SECRET "-header"},
        .user_agent = "gputape-test",
        .body_limit = (size_t)8 * 1024 * 1024,
    };
}

void asking_done(void *context, const struct http_response *response, const struct error *err)
{
    struct answer *answer = context;
    answer->calls++;
    if (answer->clock != NULL)
        answer->order = ++*answer->clock;
    answer->err = *err;
    answer->status = response->status;
    text_copy(answer->content_type, sizeof answer->content_type, response->content_type);
    text_copy(answer->etag, sizeof answer->etag, response->etag);
    text_copy(answer->last_modified, sizeof answer->last_modified, response->last_modified);
    text_copy(answer->url, sizeof answer->url, response->url != NULL ? response->url : "");
    text_copy(answer->body, sizeof answer->body, buffer_text(&response->body));
    answer->retry_after_seconds = response->retry_after_seconds;
    answer->server_date = response->server_date;
    answer->set_cookie = response->set_cookie;
    answer->redirects = response->redirects;
    answer->length = response->body.length;
}

void asking_start(struct http *http, const struct http_request *request, struct answer *answer)
{
    struct error err = {0};
    if (!http_start(http, request, asking_done, answer, &err))
        fail_msg("not accepted: %s", err.message);
}

void asking_finish(struct http *http)
{
    while (http_running(http) > 0)
        http_turn(http, -1);
}

struct answer asking(struct http *http, const char *url)
{
    struct answer answer = {0};
    struct http_request request = asking_request(url);
    asking_start(http, &request, &answer);
    asking_finish(http);
    assert_int_equal(answer.calls, 1);
    return answer;
}
