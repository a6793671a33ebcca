/* SPDX-License-Identifier: MIT
 * Addresses: what may be asked, what may be shown, and which redirects stay on the same site.
 * Reads them with libcurl's own parser, so that nobody is fooled by a difference. */
#include "config.h"

#include "http_parts.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

static void copy_lower(char *target, size_t size, const char *source)
{
    size_t length = text_copy(target, size, source);
    for (size_t i = 0; i < length; i++)
        if (target[i] >= 'A' && target[i] <= 'Z')
            target[i] = (char)(target[i] - 'A' + 'a');
}

static bool read_part(CURLU *handle, CURLUPart part, unsigned flags, char *target, size_t size)
{
    char *text = NULL;
    if (curl_url_get(handle, part, &text, flags) != CURLUE_OK || text == NULL)
        return false;
    bool fits = strlen(text) < size;
    copy_lower(target, size, text);
    curl_free(text);
    return fits;
}

static bool has_part(CURLU *handle, CURLUPart part)
{
    char *text = NULL;
    bool present = curl_url_get(handle, part, &text, 0) == CURLUE_OK && text != NULL;
    curl_free(text);
    return present;
}

static CURLU *parse(const char *url)
{
    CURLU *handle = curl_url();
    if (handle != NULL && curl_url_set(handle, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
        curl_url_cleanup(handle);
        handle = NULL;
    }
    return handle;
}

bool http_address_read(struct http_address *address, const char *url)
{
    *address = (struct http_address){0};
    CURLU *handle = parse(url);
    if (handle == NULL)
        return false;
    bool whole = read_part(handle, CURLUPART_SCHEME, 0, address->scheme, sizeof address->scheme) &&
                 read_part(handle, CURLUPART_HOST, 0, address->host, sizeof address->host) &&
                 read_part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT, address->port, sizeof address->port);
    address->user = has_part(handle, CURLUPART_USER) || has_part(handle, CURLUPART_PASSWORD);
    curl_url_cleanup(handle);
    return whole;
}

bool http_address_is_loopback(const struct http_address *address)
{
    struct in_addr ip;
    bool http = strcmp(address->scheme, "http") == 0 || strcmp(address->scheme, "https") == 0;
    bool numeric = inet_pton(AF_INET, address->host, &ip) == 1;
    return http && (strcmp(address->host, "localhost") == 0 || strcmp(address->host, "[::1]") == 0 ||
                    (numeric && ntohl(ip.s_addr) >> 24 == IN_LOOPBACKNET));
}

bool http_is_loopback(const char *url)
{
    struct http_address address;
    return http_address_read(&address, url) && http_address_is_loopback(&address);
}

void http_host(const char *url, char *host, size_t size)
{
    struct http_address address;
    if (!http_address_read(&address, url))
        address.host[0] = '\0';
    text_copy(host, size, address.host);
}

void http_public_url(const char *url, char *text, size_t size)
{
    static const CURLUPart secret[] = {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY,
                                       CURLUPART_FRAGMENT};
    char *shown = NULL;
    CURLU *handle = parse(url);
    bool clean = handle != NULL;
    for (size_t i = 0; clean && i < sizeof secret / sizeof secret[0]; i++)
        clean = curl_url_set(handle, secret[i], NULL, 0) == CURLUE_OK;
    if (clean && curl_url_get(handle, CURLUPART_URL, &shown, 0) == CURLUE_OK)
        text_clean(text, size, shown, strlen(shown));
    else
        text_copy(text, size, "(unreadable address)");
    curl_free(shown);
    curl_url_cleanup(handle);
}

static bool has_blank_or_control(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7f)
            return true;
    return false;
}

bool http_address_accept(const char *url, struct error *err)
{
    struct http_address address;
    if (strlen(url) > HTTP_URL_MOST || has_blank_or_control(url) || !http_address_read(&address, url))
        return error_set(err, ERROR_INVALID, "not a web address that can be asked");
    if (address.user)
        return error_set(err, ERROR_INVALID, "%.80s: a web address must not hold a user name or password",
                         address.host);
    bool https = strcmp(address.scheme, "https") == 0;
    bool own = strcmp(address.scheme, "http") == 0 && http_address_is_loopback(&address);
    if (!https && !own)
        return error_set(err, ERROR_INVALID, "%.80s: only https is allowed (http only on this computer)",
                         address.host);
    return true;
}

/* The name below which a site's hosts are siblings: the last two labels, or three below a short second level such
 * as co.uk. NULL for numbers and single names, which have no siblings. */
static const char *registered_name(const char *host)
{
    const char *labels[3] = {host, NULL, NULL}; /* starts of the last, last but one, last but two */
    size_t length = strlen(host);
    if (length == 0 || host[0] == '[' || strspn(host, "0123456789.") == length)
        return NULL;
    size_t count = 0;
    for (const char *at = host + length; at >= host && count < 3; at--)
        if (at == host || at[-1] == '.')
            labels[count++] = at;
    if (count < 2)
        return NULL;
    bool national = strlen(labels[0]) == 2 && labels[0] - labels[1] <= 4;
    if (!national)
        return labels[1];
    return count == 3 ? labels[2] : NULL;
}

bool http_redirect_allowed(const char *from, const char *to)
{
    struct http_address a, b;
    if (!http_address_read(&a, from) || !http_address_accept(to, NULL) || !http_address_read(&b, to))
        return false;
    if (strcmp(a.scheme, b.scheme) != 0 || strcmp(a.port, b.port) != 0)
        return false;
    const char *site = registered_name(a.host), *other = registered_name(b.host);
    return strcmp(a.host, b.host) == 0 || (site != NULL && other != NULL && strcmp(site, other) == 0);
}
