/* SPDX-License-Identifier: MIT
 * What the tests of the HTTP client share: a request with secrets in it, and all that is worth knowing of its end.
 */
#ifndef TESTS_ASKING_H
#define TESTS_ASKING_H

#include "net/http.h"

#define SECRET           "s3cr3t"
#define ANSWER_BODY_MOST 4096

struct answer {
    unsigned calls;
    unsigned *clock; /* counts ends; NULL none */
    unsigned order;  /* 1 for the first of that clock to end */
    struct error err;
    long status;
    char content_type[64], etag[128], last_modified[64], url[512];
    int64_t retry_after_seconds, server_date;
    bool set_cookie;
    unsigned redirects;
    size_t length;
    char body[ANSWER_BODY_MOST]; /* its beginning */
};

/* A request as good as any, with a secret in a header and one in the query. */
struct http_request asking_request(const char *url);
void asking_done(void *context, const struct http_response *response, const struct error *err);
/* Starts it and asserts that it was accepted. */
void asking_start(struct http *http, const struct http_request *request, struct answer *answer);
/* Turns until nothing is under way. */
void asking_finish(struct http *http);
/* Both in one: asks and waits. */
struct answer asking(struct http *http, const char *url);

#endif
