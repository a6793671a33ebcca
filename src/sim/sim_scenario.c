/* SPDX-License-Identifier: MIT
 * What can go wrong at a provider: one row per scenario. */
#include "config.h"

#include "sim/simulator.h"

#include "sim_reply.h"

#include <stdio.h>
#include <string.h>

#define BLOCK_PAGE                                                                                                 \
    "<!DOCTYPE html><html><head><title>Request Rate Threshold Exceeded</title></head><body>Your Request "          \
    "Originates "                                                                                                  \
    "from an Undeclared Automated Tool</body></html>"

static bool is_yahoo(const struct sim_request *request)
{
    return strstr(request->host, "yahoo") != NULL;
}

static bool rate_limit(const struct sim_request *request, struct sim_reply *reply)
{
    (void)request;
    sim_plain(reply, 429, "text/plain", "Too Many Requests\r\n");
    return true;
}

static bool rate_limit_yahoo(const struct sim_request *request, struct sim_reply *reply)
{
    return is_yahoo(request) && rate_limit(request, reply);
}

static bool rate_limit_one_host(const struct sim_request *request, struct sim_reply *reply)
{
    return strncmp(request->host, "query1.", 7) == 0 && rate_limit(request, reply);
}

static bool block(const struct sim_request *request, struct sim_reply *reply)
{
    (void)request;
    sim_plain(reply, 403, "text/html", BLOCK_PAGE);
    return true;
}

static bool portal(const struct sim_request *request, struct sim_reply *reply)
{
    (void)request;
    sim_plain(reply, 200, "text/html", "<html><body>Welcome to the hotel. Please sign in.</body></html>");
    return true;
}

static bool fail(const struct sim_request *request, struct sim_reply *reply)
{
    (void)request;
    sim_plain(reply, 503, "text/plain", "Service Unavailable\n");
    return true;
}

static bool fail_half(const struct sim_request *request, struct sim_reply *reply)
{
    return request->number % 2 == 0 && fail(request, reply);
}

static bool hang(const struct sim_request *request, struct sim_reply *reply)
{
    (void)request;
    reply->hang = true;
    return true;
}

static bool hang_yahoo(const struct sim_request *request, struct sim_reply *reply)
{
    return is_yahoo(request) && hang(request, reply);
}

static bool refuse_crumb(const struct sim_request *request, struct sim_reply *reply)
{
    if (!is_yahoo(request) || strstr(request->query, "crumb=") == NULL)
        return false;
    sim_plain(reply, 401, "application/json",
              "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid "
              "Crumb\"}}}");
    return true;
}

static bool lead(struct sim_reply *reply, unsigned status, const char *where)
{
    sim_plain(reply, status, "text/html", "");
    sim_header(reply, "Location", where);
    return true;
}

/* Europe, as recorded: every page leads to a form, and the cookie comes of having sent it. */
static bool ask_consent(const struct sim_request *request, struct sim_reply *reply)
{
    bool posts = strcmp(request->method, "POST") == 0;
    if (strcmp(request->host, "guce.yahoo.com") == 0 && strcmp(request->path, "/copyConsent") == 0)
        return lead(reply, 302, "/finance.yahoo.com/?guccounter=1");
    if (strcmp(request->host, "guce.yahoo.com") == 0)
        return lead(reply, 302, "/consent.yahoo.com/v2/collectConsent?sessionId=3_cc-session_1");
    if (strcmp(request->host, "consent.yahoo.com") == 0 && posts)
        return lead(reply, 302, "/guce.yahoo.com/copyConsent?sessionId=3_cc-session_1&lang=en-GB");
    if (strcmp(request->host, "consent.yahoo.com") == 0) {
        sim_plain(reply, 200, "text/html",
                  "<html><body><form method=\"post\" class=\"consent-form\" action=\"\">"
                  "<input type=\"hidden\" name=\"csrfToken\" value=\"sim0ulated\">"
                  "<input type=\"hidden\" name=\"sessionId\" value=\"3_cc-session_1\">"
                  "<input type=\"hidden\" name=\"originalDoneUrl\" "
                  "value=\"https://finance.yahoo.com/?guccounter&#x3D;1\">"
                  "<input type=\"hidden\" name=\"namespace\" value=\"yahoo\"></form></body></html>");
        return true;
    }
    if (strcmp(request->host, "finance.yahoo.com") == 0 && strstr(request->query, "guccounter=") != NULL) {
        sim_plain(reply, 200, "text/html", "<html><body>Yahoo Finance</body></html>");
        sim_header(reply, "Set-Cookie", "A3=d=simulated; Path=/; HttpOnly");
        return true;
    }
    bool page = strcmp(request->host, "fc.yahoo.com") == 0 || strcmp(request->host, "finance.yahoo.com") == 0;
    return page && lead(reply, 307, "/guce.yahoo.com/consent?brandType=nonEu&gcrumb=x");
}

static bool empty(const struct sim_request *request, struct sim_reply *reply)
{
    (void)request;
    sim_plain(reply, 200, "application/json", "");
    return true;
}

static void cut(const struct sim_request *request, struct sim_reply *reply)
{
    size_t keep = (size_t)((double)reply->body.length * sim_random(request->seed, "cut", (int64_t)request->number));
    if (reply->body.length > 0) {
        reply->body.data[keep] = '\0';
        reply->body.length = keep;
    }
}

/* Names and headlines with escape sequences, bidi overrides and zero-width characters, as JSON escapes. */
static void poison(const struct sim_request *request, struct sim_reply *reply)
{
    static const char marks[] = "Inc.", venom[] = "\\u001b[2J\\u202e\\u200b\\u009b31m";
    struct buffer spoilt;
    const char *at = buffer_text(&reply->body), *hit;
    bool good = true;
    (void)request;
    buffer_init(&spoilt, reply->body.limit);
    while (good && (hit = strstr(at, marks)) != NULL) {
        good = buffer_append(&spoilt, at, (size_t)(hit - at)) && buffer_append_text(&spoilt, venom) &&
               buffer_append_text(&spoilt, marks);
        at = hit + sizeof marks - 1;
    }
    if (good && buffer_append_text(&spoilt, at)) {
        buffer_clear(&reply->body);
        reply->body = spoilt;
    } else {
        buffer_clear(&spoilt);
    }
}

/* CNBC's prices get one more digit in front. */
static void disagree(const struct sim_request *request, struct sim_reply *reply)
{
    static const char mark[] = "\"last\":\"";
    struct buffer spoilt;
    const char *at = buffer_text(&reply->body), *hit;
    bool good = strcmp(request->host, "quote.cnbc.com") == 0;
    buffer_init(&spoilt, reply->body.limit);
    while (good && (hit = strstr(at, mark)) != NULL) {
        good = buffer_append(&spoilt, at, (size_t)(hit - at)) && buffer_append_text(&spoilt, mark) &&
               buffer_append_text(&spoilt, "9");
        at = hit + sizeof mark - 1;
    }
    if (good && buffer_append_text(&spoilt, at)) {
        buffer_clear(&reply->body);
        reply->body = spoilt;
    } else {
        buffer_clear(&spoilt);
    }
}

static const struct scenario {
    struct simulator_scenario public;
    bool (*interfere)(const struct sim_request *, struct sim_reply *);
    void (*spoil)(const struct sim_request *, struct sim_reply *);
} scenarios[] = {
    {{"normal", "a moving market, everything answers"}, NULL, NULL},
    {{"yahoo-down", "Yahoo answers 429; the others work"}, rate_limit_yahoo, NULL},
    {{"yahoo-turns", "one of Yahoo's two hosts answers 429"}, rate_limit_one_host, NULL},
    {{"yahoo-hangs", "Yahoo accepts and never answers"}, hang_yahoo, NULL},
    {{"bad-crumb", "Yahoo refuses every crumb"}, refuse_crumb, NULL},
    {{"consent", "Yahoo asks for consent first, as in Europe"}, ask_consent, NULL},
    {{"rate-limited", "everybody answers 429"}, rate_limit, NULL},
    {{"blocked", "everybody answers with a block page"}, block, NULL},
    {{"portal", "a captive portal: 200 and HTML"}, portal, NULL},
    {{"server-errors", "everybody answers 503"}, fail, NULL},
    {{"flaky", "every second request fails"}, fail_half, NULL},
    {{"hangs", "everybody accepts and never answers"}, hang, NULL},
    {{"empty", "200 with an empty body"}, empty, NULL},
    {{"garbage", "bodies cut at random places"}, NULL, cut},
    {{"disagree", "CNBC tells prices of its own"}, NULL, disagree},
    {{"hostile", "names full of escape sequences and invisible characters"}, NULL, poison},
};
#define SCENARIOS (sizeof scenarios / sizeof scenarios[0])

static const struct scenario *find(const char *name)
{
    for (size_t i = 0; i < SCENARIOS; i++)
        if (strcmp(scenarios[i].public.name, name) == 0)
            return &scenarios[i];
    return &scenarios[0];
}

const struct simulator_scenario *simulator_scenario(size_t index)
{
    return index < SCENARIOS ? &scenarios[index].public : NULL;
}

bool sim_interfere(const char *scenario, const struct sim_request *request, struct sim_reply *reply)
{
    const struct scenario *row = find(scenario);
    return row->interfere != NULL && row->interfere(request, reply);
}

void sim_spoil(const char *scenario, const struct sim_request *request, struct sim_reply *reply)
{
    const struct scenario *row = find(scenario);
    if (row->spoil != NULL)
        row->spoil(request, reply);
}
