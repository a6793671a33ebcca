/* SPDX-License-Identifier: MIT
 * One request from its copy to its answer, with the redirects and the second try in between. */
#include "config.h"

#include "http_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- making --- */

static bool is_safe_value(const char *text)
{
    for (; *text != '\0'; text++)
        if (((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7f)
            return false;
    return true;
}

/* libcurl would take a name without a value as an order to drop or empty that header. */
static bool is_safe_header(const char *header)
{
    size_t name = strcspn(header, ":");
    const char *value = header + name + strspn(header + name, ": \t");
    return name > 0 && header[name] == ':' && value[0] != '\0' && is_safe_value(header);
}

static bool check(const struct http_request *request, struct error *err)
{
    const char *const values[] = {request->user_agent, request->accept, request->etag, request->last_modified};
    if (!http_address_accept(request->url, err))
        return false;
    if (request->user_agent == NULL || request->body_limit == 0)
        return error_set(err, ERROR_INVALID, "a request needs a user agent and a size limit");
    bool safe = true;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        safe = safe && (values[i] == NULL || is_safe_value(values[i]));
    for (size_t i = 0; i < HTTP_HEADERS_MOST && request->headers[i] != NULL; i++)
        safe = safe && is_safe_header(request->headers[i]);
    return safe || error_set(err, ERROR_INVALID, "a header holds a line break or no value: check contact and keys");
}

static bool add_header(struct transfer *transfer, const char *name, const char *value)
{
    size_t size = strlen(name) + strlen(value) + sizeof ": ";
    char *line = memory_new(size, 1);
    snprintf(line, size, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(transfer->headers, line);
    free(line);
    if (longer != NULL)
        transfer->headers = longer;
    return longer != NULL;
}

static bool add_line(struct curl_slist **list, const char *line)
{
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (longer != NULL)
        *list = longer;
    return longer != NULL;
}

static bool collect_headers(struct transfer *transfer, const struct http_request *request)
{
    bool good = true;
    for (size_t i = 0; i < HTTP_HEADERS_MOST && request->headers[i] != NULL; i++)
        good = add_line(&transfer->headers, request->headers[i]) && good;
    if (request->accept != NULL)
        good = add_header(transfer, "Accept", request->accept) && good;
    if (request->etag != NULL && request->etag[0] != '\0')
        good = add_header(transfer, "If-None-Match", request->etag) && good;
    if (request->last_modified != NULL && request->last_modified[0] != '\0')
        good = add_header(transfer, "If-Modified-Since", request->last_modified) && good;
    return good;
}

static bool has_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

struct transfer *transfer_new(const struct http_settings *settings, const struct http_request *request, CURLSH *jar,
                              struct error *err)
{
    if (!check(request, err))
        return NULL;
    struct transfer *transfer = memory_new(1, sizeof *transfer);
    transfer->settings = settings;
    transfer->url = memory_text(request->url);
    http_host(request->url, transfer->host, sizeof transfer->host);
    transfer->body_limit = request->body_limit;
    transfer->part = request->part;
    transfer->post = request->body != NULL;
    transfer->then_get = request->then_get;
    transfer->http2 = !request->no_http2;
    transfer->conditional = has_text(request->etag) || has_text(request->last_modified);
    transfer->started_ms = clock_monotonic_ms(settings->clock);
    transfer->easy = curl_easy_init();
    transfer_reset(transfer);
    if (transfer->easy != NULL && collect_headers(transfer, request) && http_setup(transfer, request, jar))
        return transfer;
    error_set(err, ERROR_SYSTEM, "the network library refuses a request: is it complete and at least 7.87?");
    transfer_free(transfer);
    return NULL;
}

void transfer_reset(struct transfer *transfer)
{
    unsigned redirects = transfer->response.redirects;
    buffer_clear(&transfer->response.body);
    transfer->response = (struct http_response){.retry_after_seconds = -1, .redirects = redirects};
    buffer_init(&transfer->response.body, transfer->body_limit);
    error_clear(&transfer->err);
    transfer->stop = STOP_NONE;
    transfer->header_bytes = 0;
    transfer->header_lines = 0;
    transfer->stated_length = -1;
    transfer->retry_after[0] = '\0';
}

void transfer_free(struct transfer *transfer)
{
    if (transfer == NULL)
        return;
    http_pool_remove(transfer);
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    buffer_clear(&transfer->response.body);
    free(transfer->url);
    free(transfer);
}

/* --- how it stands --- */

static long number_of(const struct transfer *transfer, CURLINFO info)
{
    long number = 0;
    return curl_easy_getinfo(transfer->easy, info, &number) == CURLE_OK ? number : 0;
}

bool transfer_is_waiting(const struct transfer *transfer)
{
    return transfer->header_bytes == 0 && transfer->response.body.length == 0 && transfer->response.streamed == 0;
}

bool transfer_reused(const struct transfer *transfer)
{
    curl_off_t ready = 0;
    return number_of(transfer, CURLINFO_NUM_CONNECTS) == 0 &&
           curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &ready) == CURLE_OK && ready > 0;
}

/* libcurl closes a timed-out HTTP/1 connection itself, but keeps an HTTP/2 one for ever, dead or not. */
bool transfer_doubts_connection(const struct transfer *transfer, CURLcode code)
{
    bool http2 = number_of(transfer, CURLINFO_HTTP_VERSION) >= CURL_HTTP_VERSION_2_0;
    return code == CURLE_OPERATION_TIMEDOUT && (transfer_reused(transfer) || http2);
}

/* --- ending --- */

static bool is_cut(CURLcode code)
{
    return code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING ||
           code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM;
}

/* A kept-alive connection may be closed by the server at the moment we use it: that says nothing about the server.
 */
static bool deserves_second_try(const struct transfer *transfer, CURLcode code)
{
    return transfer->stop == STOP_NONE && is_cut(code) && !transfer->retried && transfer_reused(transfer) &&
           transfer->response.streamed == 0 && (!transfer->post || transfer_is_waiting(transfer));
}

static bool is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Headers that say what is wanted, not who asks: these alone may go to a sibling host. */
static bool may_travel(const char *line)
{
    static const char *const names[] = {"accept:",  "accept-language:", "content-type:",     "origin:",
                                        "referer:", "if-none-match:",   "if-modified-since:"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncasecmp(line, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

bool http_headers_for_sibling(const struct curl_slist *headers, struct curl_slist **kept)
{
    *kept = NULL;
    for (; headers != NULL; headers = headers->next)
        if (may_travel(headers->data) && !add_line(kept, headers->data)) {
            curl_slist_free_all(*kept);
            *kept = NULL;
            return false;
        }
    return true;
}

static bool leave_keys_behind(struct transfer *transfer)
{
    struct curl_slist *old = transfer->headers, *kept = NULL;
    if (!http_headers_for_sibling(old, &kept))
        return false;
    /* libcurl still points to the old list until the new one is set. */
    transfer->headers = kept;
    bool set = curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, kept) == CURLE_OK;
    curl_slist_free_all(old);
    return set;
}

static bool turn_into_get(struct transfer *transfer)
{
    transfer->post = !transfer->then_get || curl_easy_setopt(transfer->easy, CURLOPT_HTTPGET, 1L) != CURLE_OK;
    return !transfer->post;
}

/* True: the transfer now points to the new address. False: err says why it is not followed. */
static bool follow(struct transfer *transfer, const char *target, bool keeps_method)
{
    struct error *err = &transfer->err;
    char host[HTTP_HOST_SIZE];
    http_host(target, host, sizeof host);
    if (transfer->response.redirects >= HTTP_REDIRECTS_MOST)
        return error_set(err, ERROR_SERVER, "%.60s: redirects without end, given up", transfer->host);
    if (!http_redirect_allowed(transfer->url, target))
        return error_set(err, ERROR_SERVER, "%.60s: moved to %.50s, another site: not followed", transfer->host,
                         host[0] != '\0' ? host : "an unusable address");
    if (transfer->post && !keeps_method && !turn_into_get(transfer))
        return error_set(err, ERROR_SERVER, "%.60s: moved, and would not take the question again: not followed",
                         transfer->host);
    if (strcmp(host, transfer->host) != 0 && !leave_keys_behind(transfer))
        return error_set(err, ERROR_SYSTEM, "%.60s: moved, and could not be followed", transfer->host);
    free(transfer->url);
    transfer->url = memory_text(target);
    text_copy(transfer->host, sizeof transfer->host, host);
    transfer->response.redirects++;
    transfer_reset(transfer);
    if (!http_setup_address(transfer))
        return error_set(err, ERROR_SYSTEM, "%.60s: moved, and could not be followed", transfer->host);
    return true;
}

static void fill_response(struct transfer *transfer, long status)
{
    struct http_response *response = &transfer->response;
    int64_t now = response->server_date > 0 ? response->server_date : clock_wall_seconds(transfer->settings->clock);
    response->status = status;
    response->url = transfer->url;
    response->retry_after_seconds = http_retry_after(transfer->retry_after, now);
    if (status == 304)
        buffer_empty(&response->body);
    if (status == 304 && !transfer->conditional)
        error_set(&transfer->err, ERROR_SERVER, "%.60s: says 'not modified' to one who holds nothing",
                  transfer->host);
}

static bool settle_answer(struct transfer *transfer)
{
    const char *found = NULL;
    long status = number_of(transfer, CURLINFO_RESPONSE_CODE);
    if (is_redirect(status) && curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &found) == CURLE_OK &&
        found != NULL) {
        char *target = memory_text(found); /* libcurl's own goes with the next setopt */
        bool followed = follow(transfer, target, status >= 307);
        free(target);
        return !followed;
    }
    fill_response(transfer, status);
    return true;
}

bool transfer_settle(struct transfer *transfer, CURLcode code)
{
    bool over = true;
    if (deserves_second_try(transfer, code)) {
        transfer_reset(transfer);
        transfer->retried = true;
        return false;
    }
    if (code == CURLE_OK && transfer->stop == STOP_NONE)
        over = settle_answer(transfer);
    else
        http_explain(transfer, code);
    if (transfer->err.code != ERROR_NONE) {
        struct error err = transfer->err;
        transfer_reset(transfer);
        transfer->err = err;
    }
    transfer->response.elapsed_ms = clock_monotonic_ms(transfer->settings->clock) - transfer->started_ms;
    return over;
}
