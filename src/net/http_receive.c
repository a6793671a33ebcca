/* SPDX-License-Identifier: MIT
 * What libcurl hands over while an answer comes in: headers worth keeping, and the body under its cap. */
#include "config.h"

#include "http_parts.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HEADER_BYTES_MOST    ((size_t)256 * 1024)
#define HEADER_LINES_MOST    500
#define VALUE_SIZE           256
#define RETRY_AFTER_MOST     3600
#define EXPANSION_MOST       200
#define EXPANSION_FREE_BYTES ((size_t)1024 * 1024)

/* --- headers --- */

static void keep_content_type(struct transfer *transfer, const char *value)
{
    char *kept = transfer->response.content_type;
    size_t length = strcspn(value, "; \t");
    if (length >= sizeof transfer->response.content_type)
        return;
    for (size_t i = 0; i < length; i++)
        kept[i] = value[i] >= 'A' && value[i] <= 'Z' ? (char)(value[i] - 'A' + 'a') : value[i];
    kept[length] = '\0';
}

/* A validator that does not fit whole is of no use. */
static void keep_whole(char *target, size_t size, const char *value)
{
    if (strlen(value) < size)
        text_copy(target, size, value);
}

static void keep_etag(struct transfer *transfer, const char *value)
{
    keep_whole(transfer->response.etag, sizeof transfer->response.etag, value);
}

static void keep_last_modified(struct transfer *transfer, const char *value)
{
    keep_whole(transfer->response.last_modified, sizeof transfer->response.last_modified, value);
}

static void keep_retry_after(struct transfer *transfer, const char *value)
{
    keep_whole(transfer->retry_after, sizeof transfer->retry_after, value);
}

static void keep_date(struct transfer *transfer, const char *value)
{
    time_t date = curl_getdate(value, NULL);
    transfer->response.server_date = date > 0 ? (int64_t)date : 0;
}

static void keep_cookie(struct transfer *transfer, const char *value)
{
    (void)value;
    transfer->response.set_cookie = true;
}

/* libcurl lets the last of two lengths win; two that differ are an answer nobody can trust. */
static void keep_length(struct transfer *transfer, const char *value)
{
    int64_t length = strtoll(value, NULL, 10);
    if (transfer->stated_length >= 0 && transfer->stated_length != length)
        transfer->stop = STOP_LENGTHS;
    transfer->stated_length = length;
}

struct header_field {
    const char *name;
    void (*keep)(struct transfer *transfer, const char *value);
};

static const struct header_field header_fields[] = {
    {"content-type", keep_content_type}, {"etag", keep_etag}, {"last-modified", keep_last_modified},
    {"retry-after", keep_retry_after},   {"date", keep_date}, {"set-cookie", keep_cookie},
    {"content-length", keep_length},
};

static bool is_clean(const char *value)
{
    for (; *value != '\0'; value++)
        if ((unsigned char)*value < ' ' || *value == 0x7f)
            return false;
    return true;
}

static void take_field(struct transfer *transfer, const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);
    if (colon == NULL)
        return;
    size_t name_length = (size_t)(colon - line);
    for (size_t i = 0; i < sizeof header_fields / sizeof header_fields[0]; i++) {
        const struct header_field *field = &header_fields[i];
        if (strlen(field->name) != name_length || strncasecmp(field->name, line, name_length) != 0)
            continue;
        const char *start = colon + 1, *end = line + length;
        while (start < end && (*start == ' ' || *start == '\t'))
            start++;
        while (end > start && strchr(" \t\r\n", end[-1]) != NULL)
            end--;
        char value[VALUE_SIZE] = "";
        bool fits = (size_t)(end - start) < sizeof value;
        if (fits)
            memcpy(value, start, (size_t)(end - start));
        if (is_clean(value))
            field->keep(transfer, value);
    }
}

/* An interim answer (100, the proxy's own) is followed by the true one: only the last counts. */
static void begin_answer(struct transfer *transfer)
{
    struct http_response *response = &transfer->response;
    response->content_type[0] = response->etag[0] = response->last_modified[0] = '\0';
    response->server_date = 0;
    transfer->retry_after[0] = '\0';
    transfer->stated_length = -1;
}

size_t http_take_header(char *line, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t length = size * count;
    transfer->header_bytes += length;
    transfer->header_lines++;
    if (transfer->header_bytes > HEADER_BYTES_MOST || transfer->header_lines > HEADER_LINES_MOST)
        transfer->stop = STOP_HEADERS;
    else if (length >= 5 && strncmp(line, "HTTP/", 5) == 0)
        begin_answer(transfer);
    else
        take_field(transfer, line, length);
    return transfer->stop == STOP_NONE ? length : 0;
}

int64_t http_retry_after(const char *value, int64_t now)
{
    int64_t seconds = -1;
    if (value[0] != '\0' && value[strspn(value, "0123456789")] == '\0') {
        seconds = strlen(value) > 9 ? RETRY_AFTER_MOST : strtoll(value, NULL, 10);
    } else if (value[0] >= 'A' && value[0] <= 'Z') { /* a date starts with the day's name */
        time_t date = curl_getdate(value, NULL);
        if (date > 0)
            seconds = (int64_t)date > now ? (int64_t)date - now : 0;
    }
    return seconds < RETRY_AFTER_MOST ? seconds : RETRY_AFTER_MOST;
}

/* --- body --- */

static bool is_bomb(const struct transfer *transfer, size_t decoded)
{
    curl_off_t received = 0;
    if (decoded <= EXPANSION_FREE_BYTES ||
        curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &received) != CURLE_OK)
        return false;
    return decoded / EXPANSION_MOST > (size_t)(received > 0 ? received : 1);
}

static bool is_streamed(const struct transfer *transfer)
{
    long status = 0;
    return transfer->part != NULL &&
           curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status == 200;
}

static enum transfer_stop give_away(struct transfer *transfer, const char *bytes, size_t length)
{
    struct http_response *response = &transfer->response;
    if (length > transfer->body_limit - response->streamed)
        return STOP_TOO_BIG;
    response->streamed += length;
    return transfer->part(transfer->context, bytes, length) ? STOP_NONE : STOP_REFUSED;
}

/* libcurl's own size limit counts bytes before decompression, so the true count is kept here. */
size_t http_take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t length = size * count;
    size_t decoded = transfer->response.body.length + transfer->response.streamed + length;
    if (is_bomb(transfer, decoded))
        transfer->stop = STOP_BOMB;
    else if (is_streamed(transfer))
        transfer->stop = give_away(transfer, bytes, length);
    else if (!buffer_append(&transfer->response.body, bytes, length))
        transfer->stop = STOP_TOO_BIG;
    return transfer->stop == STOP_NONE ? length : 0;
}
