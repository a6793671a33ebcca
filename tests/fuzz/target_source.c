/* SPDX-License-Identifier: MIT
 * Any source's parser, with any bytes for an answer: it must neither crash nor hand over what cannot be true. */
#include "config.h"

#include "target.h"

#include "sane.h"

#include "base/date.h"
#include "source/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static void parse(const struct source *source, const struct subscription *subscription,
                  const struct source_response *response)
{
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    bool good = source->parse(subscription, response, &observations, &err);
    const char *complaint = sane_complaint(&observations);
    if (!good && err.message[0] == '\0')
        complaint = "a refusal without a reason";
    if (complaint != NULL) {
        fprintf(stderr, "%s: %s\n", source->name, complaint);
        abort();
    }
    observations_clear(&observations);
}

/* The parts that the network makes of an answer must not show in what is read; of HTML that is none, its library
 * may make one thing or another. */
static void parse_in_parts(const struct source *source, const struct subscription *subscription,
                           const struct source_response *response)
{
    struct observations whole, parts;
    struct error err = {0};
    struct source_response end = *response;
    observations_init(&whole);
    observations_init(&parts);
    bool read = source->parse(subscription, response, &whole, &err);
    void *stream = source->stream_begin(subscription, &parts);
    bool good = true;
    for (size_t at = 0, length; good && at < response->length; at += length) {
        length = 1 + at % 7;
        length = length < response->length - at ? length : response->length - at;
        good = source->stream_feed(stream, response->body + at, length, &err);
    }
    end.body = "";
    good = good && source->stream_end(stream, &end, &parts, &err);
    source->stream_free(stream);
    const char *complaint = sane_complaint(&parts);
    bool same = good == read && parts.fact_count == whole.fact_count && parts.offer_count == whole.offer_count &&
                parts.dimensional_count == whole.dimensional_count && parts.book_count == whole.book_count;
    if (complaint != NULL || (!same && source->kind != DATASET_DOCUMENT)) {
        fprintf(stderr, "%s: in parts: %s\n", source->name, complaint != NULL ? complaint : "it reads differently");
        abort();
    }
    observations_clear(&whole);
    observations_clear(&parts);
}

static void shake_hands(const struct source_handshake *handshake, const struct source_response *response)
{
    struct source_request *form = calloc(1, sizeof *form);
    struct error refusal = {0};
    if (form == NULL || (handshake->form != NULL && handshake->form(response, form, &refusal) &&
                         strncmp(form->url, "https://", 8) != 0))
        abort();
    free(form);
    for (int step = 0; step < handshake->steps; step++) {
        char token[SOURCE_TOKEN_SIZE] = "";
        struct error err = {0};
        bool good = handshake->accept(step, response, token, &err);
        if (memchr(token, '\0', sizeof token) == NULL || (!good && err.message[0] == '\0'))
            abort();
    }
}

void target_source(const char *name, const char *data, size_t size)
{
    static const char symbols[][SYMBOL_SIZE] = {"TEST", "BRK-B", "^GSPC", "DEAD"};
    static const long statuses[] = {200, 404};
    static const struct company company = {"TEST", 9999001, "Test"};
    const struct source *source = source_find(name);
    struct subscription subscription = {
        .kind = source->kind,
        .subject = "TEST",
        .range = RANGE_1D,
        .symbols = symbols,
        .symbol_count = sizeof symbols / sizeof symbols[0],
        .cik = 9999001,
        .now = NOW,
        .companies = &company,
        .company_count = 1,
        .filing = {.cik = 9999001, .accession = "0009999001-26-000001", .form = "10-Q", .document = "t.htm"},
    };
    date_use_new_york();
    if (source->subjects != NULL) {
        size_t count;
        snprintf(subscription.subject, sizeof subscription.subject, "%s", source->subjects(&count)[0]);
    }
    if (source->kind == DATASET_DOCUMENT)
        snprintf(subscription.subject, sizeof subscription.subject, "9999001/000999900126000001/test.htm");
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct source_response response = {.status = statuses[i],
                                           .content_type = "",
                                           .body = data,
                                           .length = size,
                                           .received_at = NOW,
                                           .retry_after_seconds = -1,
                                           .modified = "Mon, 23 Nov 2026 12:00:00 GMT"};
        parse(source, &subscription, &response);
        if (source->stream_begin && statuses[i] == 200)
            parse_in_parts(source, &subscription, &response);
        if (source->handshake)
            shake_hands(source->provider->handshake, &response);
    }
    if (source->kind == DATASET_FILINGS || source->kind == DATASET_CUSTOMERS) {
        struct source_response response = {.status = 200,
                                           .content_type = "",
                                           .body = data,
                                           .length = size,
                                           .received_at = NOW,
                                           .retry_after_seconds = -1,
                                           .modified = "Mon, 23 Nov 2026 12:00:00 GMT"};
        snprintf(subscription.older_name, sizeof subscription.older_name,
                 source->kind == DATASET_FILINGS ? "CIK0009999001-submissions-001.json" : "R2.htm");
        parse(source, &subscription, &response);
    }
}
