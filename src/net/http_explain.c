/* SPDX-License-Identifier: MIT
 * What went wrong, in words for a trader. Names the host, never the path, the query or a key. */
#include "config.h"

#include "http_parts.h"

#include "base/text.h"

#include <string.h>

struct explanation {
    int code;
    enum error_code error;
    const char *text;
};

static const struct explanation stops[] = {
    {STOP_TOO_BIG, ERROR_TOO_BIG, "the answer is larger than it can sensibly be"},
    {STOP_BOMB, ERROR_TOO_BIG, "the answer expands too far when decompressed"},
    {STOP_HEADERS, ERROR_TOO_BIG, "the answer has too many headers"},
    {STOP_REFUSED, ERROR_FORMAT, "the answer was refused while it came in"},
    {STOP_LENGTHS, ERROR_FORMAT, "the answer states two different lengths"},
};

static const struct explanation failures[] = {
    {CURLE_COULDNT_RESOLVE_HOST, ERROR_NETWORK, "the name is not found: is this computer online?"},
    {CURLE_COULDNT_RESOLVE_PROXY, ERROR_NETWORK, "the proxy's name is not found: check the proxy setting"},
    {CURLE_COULDNT_CONNECT, ERROR_NETWORK, "no connection: refused or unreachable"},
    {CURLE_PROXY, ERROR_NETWORK, "the proxy does not help: check the proxy setting"},
    {CURLE_PARTIAL_FILE, ERROR_NETWORK, "the answer broke off before its end"},
    {CURLE_GOT_NOTHING, ERROR_NETWORK, "the connection was closed without an answer"},
    {CURLE_RECV_ERROR, ERROR_NETWORK, "the connection broke while the answer came in"},
    {CURLE_SEND_ERROR, ERROR_NETWORK, "the connection broke while the request was sent"},
    {CURLE_HTTP2, ERROR_NETWORK, "the HTTP/2 connection broke"},
    {CURLE_HTTP2_STREAM, ERROR_NETWORK, "the server gave up this HTTP/2 request"},
    {CURLE_FILESIZE_EXCEEDED, ERROR_TOO_BIG, "the answer is larger than it can sensibly be"},
    {CURLE_OUT_OF_MEMORY, ERROR_TOO_BIG, "the answer has a header too large to take"},
    {CURLE_BAD_CONTENT_ENCODING, ERROR_FORMAT, "the compressed answer is damaged"},
    {CURLE_UNSUPPORTED_PROTOCOL, ERROR_FORMAT, "what answers there does not speak HTTP"},
    {CURLE_WEIRD_SERVER_REPLY, ERROR_FORMAT, "what answers there does not speak HTTP"},
    {CURLE_SSL_CONNECT_ERROR, ERROR_NETWORK, "no secure connection (TLS 1.2 or newer) could be agreed on"},
    {CURLE_SSL_CACERT_BADFILE, ERROR_INVALID,
     "the certificates cannot be read: install ca-certificates, or check the ca_file setting"},
};

/* X509_V_ERR_* of OpenSSL, whose numbers are stable and documented. 0 and 1 mean that OpenSSL found nothing wrong:
 * the host name is compared by libcurl itself. */
static const struct explanation certificate_faults[] = {
    {0, ERROR_NETWORK, "its certificate is for another host"},
    {1, ERROR_NETWORK, "its certificate is for another host"},
    {9, ERROR_NETWORK, "its certificate is not valid yet: is this computer's clock right?"},
    {10, ERROR_NETWORK, "its certificate has expired (or this computer's clock is wrong)"},
    {18, ERROR_NETWORK, "its certificate is self-signed: for a company's own, set ca_file"},
    {19, ERROR_NETWORK, "its certificate ends in an unknown authority: behind a company proxy, set ca_file"},
    {20, ERROR_NETWORK, "its certificate is from an unknown authority: behind a company proxy, set ca_file"},
    {21, ERROR_NETWORK, "its certificate is from an unknown authority: behind a company proxy, set ca_file"},
    {23, ERROR_NETWORK, "its certificate has been revoked"},
    {62, ERROR_NETWORK, "its certificate is for another host"},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct explanation *look_up(const struct explanation *table, size_t count, long code)
{
    for (size_t i = 0; i < count; i++)
        if (table[i].code == code)
            return &table[i];
    return NULL;
}

static void say(struct transfer *transfer, const struct explanation *explanation)
{
    error_set(&transfer->err, explanation->error, "%.60s: %s", transfer->host, explanation->text);
}

static void explain_certificate(struct transfer *transfer)
{
    long verdict = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
    const struct explanation *known = look_up(certificate_faults, COUNT(certificate_faults), verdict);
    if (known != NULL)
        say(transfer, known);
    else
        error_set(&transfer->err, ERROR_NETWORK, "%.60s: its certificate is not acceptable (reason %ld)",
                  transfer->host, verdict);
}

static void explain_timeout(struct transfer *transfer)
{
    curl_off_t looked_up = 0, ready = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
    curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
    const char *text = "no connection in time";
    if (transfer->response.body.length + transfer->response.streamed > 0)
        text = "the answer stalled before its end";
    else if (ready > 0)
        text = "no answer in time";
    else if (looked_up == 0)
        text = "no name lookup or free connection in time";
    error_set(&transfer->err, ERROR_TIMEOUT, "%.60s: %s", transfer->host, text);
}

static bool proxy_refused(struct transfer *transfer)
{
    long status = 0;
    if (curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &status) != CURLE_OK || status < 300)
        return false;
    error_set(&transfer->err, status == 407 ? ERROR_AUTH : ERROR_NETWORK,
              "%.60s: the proxy refuses (HTTP %ld): check the proxy setting", transfer->host, status);
    return true;
}

void http_explain(struct transfer *transfer, CURLcode code)
{
    const struct explanation *known = look_up(stops, COUNT(stops), transfer->stop);
    if (known == NULL && proxy_refused(transfer))
        return;
    if (known == NULL)
        known = look_up(failures, COUNT(failures), code);
    if (known != NULL)
        say(transfer, known);
    else if (code == CURLE_PEER_FAILED_VERIFICATION)
        explain_certificate(transfer);
    else if (code == CURLE_OPERATION_TIMEDOUT)
        explain_timeout(transfer);
    else
        error_set(&transfer->err, ERROR_NETWORK, "%.60s: %s", transfer->host, curl_easy_strerror(code));
}
