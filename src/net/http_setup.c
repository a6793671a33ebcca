/* SPDX-License-Identifier: MIT
 * Every libcurl option that this program sets, and why. */
#include "config.h"

#include "http_parts.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define CERTIFICATE_FOLDER      "/etc/ssl/certs"
#define CONNECT_MS              5000
#define LOW_SPEED_SECONDS       10
#define LOW_SPEED_BYTES         100
#define TOTAL_SECONDS           30
#define CONNECTION_IDLE_SECONDS 60L
#define CONNECTION_LIFE_SECONDS 300L
#define UNACKNOWLEDGED_MS       10000U

static bool is_hash_link(const char *name)
{
    return strlen(name) == 10 && strspn(name, "0123456789abcdef") == 8 && name[8] == '.' && name[9] >= '0' &&
           name[9] <= '9';
}

static bool is_hashed_folder(const char *path)
{
    DIR *folder = opendir(path);
    bool found = false;
    if (folder == NULL)
        return false;
    for (const struct dirent *entry = readdir(folder); entry != NULL && !found; entry = readdir(folder))
        found = is_hash_link(entry->d_name);
    closedir(folder);
    return found;
}

/* Exactly one of file and folder is given to libcurl: with both it reads the whole bundle again for every
 * handshake (48 ms of CPU instead of 4). */
static bool choose_certificates(struct http_settings *settings, const char *ca_file, struct error *err)
{
    const curl_version_info_data *built = curl_version_info(CURLVERSION_NOW);
    if (ca_file != NULL && ca_file[0] != '\0') {
        if (access(ca_file, R_OK) != 0)
            return error_set(err, ERROR_INVALID, "ca_file %.80s: %s", ca_file, strerror(errno));
        settings->ca_file = memory_text(ca_file);
    } else if (is_hashed_folder(CERTIFICATE_FOLDER)) {
        settings->ca_path = memory_text(CERTIFICATE_FOLDER);
    } else if (built->cainfo != NULL) {
        settings->ca_file = memory_text(built->cainfo);
    } else if (built->capath != NULL) {
        settings->ca_path = memory_text(built->capath);
    }
    return true;
}

bool http_settings_init(struct http_settings *settings, const struct http_options *options, struct error *err)
{
    *settings = (struct http_settings){
        .connect_ms = options->connect_ms != 0 ? (long)options->connect_ms : CONNECT_MS,
        .low_speed_seconds = options->low_speed_seconds != 0 ? (long)options->low_speed_seconds : LOW_SPEED_SECONDS,
        .total_ms = (long)options->total_ms,
        .clock = options->clock != NULL ? options->clock : &clock_system,
    };
    if (options->proxy != NULL && options->proxy[0] != '\0')
        settings->proxy = memory_text(options->proxy);
    return choose_certificates(settings, options->ca_file, err);
}

void http_settings_clear(struct http_settings *settings)
{
    free(settings->ca_file);
    free(settings->ca_path);
    free(settings->proxy);
    *settings = (struct http_settings){0};
}

CURLM *http_setup_multi(long connections_most)
{
    CURLM *multi = curl_multi_init();
    if (multi == NULL)
        return NULL;
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections_most);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections_most);
    return multi;
}

static int prepare_socket(void *context, curl_socket_t fd, curlsocktype purpose)
{
    (void)context;
    (void)purpose;
#ifdef TCP_USER_TIMEOUT
    unsigned milliseconds = UNACKNOWLEDGED_MS;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds); /* best effort */
#endif
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC); /* best effort: what a hook starts holds none */
    return CURL_SOCKOPT_OK;
}

struct number_option {
    CURLoption option;
    long value;
};

static bool set_numbers(CURL *easy, const struct number_option *options, size_t count)
{
    bool set = true;
    for (size_t i = 0; i < count; i++)
        set = curl_easy_setopt(easy, options[i].option, options[i].value) == CURLE_OK && set;
    return set;
}

static bool set_fixed(CURL *easy)
{
    static const struct number_option fixed[] = {
        {CURLOPT_NOSIGNAL, 1},
        {CURLOPT_QUICK_EXIT, 1},     /* a stalled resolver thread is left behind instead of waited for */
        {CURLOPT_FOLLOWLOCATION, 0}, /* libcurl would send our key headers to the other host */
        {CURLOPT_NETRC, CURL_NETRC_IGNORED},
        {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
        {CURLOPT_HTTP09_ALLOWED, 0},
        {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
        {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
        {CURLOPT_SSL_VERIFYPEER, 1},
        {CURLOPT_SSL_VERIFYHOST, 2},
        {CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
        {CURLOPT_MAXAGE_CONN, CONNECTION_IDLE_SECONDS},
        {CURLOPT_MAXLIFETIME_CONN, CONNECTION_LIFE_SECONDS},
        {CURLOPT_TCP_KEEPALIVE, 1},
        {CURLOPT_TCP_KEEPIDLE, 30},
        {CURLOPT_TCP_KEEPINTVL, 10},
        {CURLOPT_DNS_CACHE_TIMEOUT, 300},
        {CURLOPT_LOW_SPEED_LIMIT, LOW_SPEED_BYTES},
    };
    return set_numbers(easy, fixed, sizeof fixed / sizeof fixed[0]) &&
           curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, prepare_socket) == CURLE_OK;
}

static bool set_certificates(CURL *easy, const struct http_settings *settings)
{
    return curl_easy_setopt(easy, CURLOPT_CAINFO, settings->ca_file) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CAPATH, settings->ca_path) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, settings->ca_file) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, settings->ca_path) == CURLE_OK;
}

static long total_ms(const struct http_settings *settings, const struct http_request *request)
{
    long own = (request->total_seconds != 0 ? (long)request->total_seconds : TOTAL_SECONDS) * 1000;
    return settings->total_ms != 0 && settings->total_ms < own ? settings->total_ms : own;
}

static bool set_limits(CURL *easy, const struct http_settings *settings, const struct http_request *request)
{
    /* What cannot be compressed becomes a little larger. */
    curl_off_t stated_most = (curl_off_t)(request->body_limit + request->body_limit / 1000 + 1024);
    return curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, settings->connect_ms) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, settings->low_speed_seconds) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, total_ms(settings, request)) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, stated_most) == CURLE_OK;
}

static bool set_callbacks(struct transfer *transfer)
{
    CURL *easy = transfer->easy;
    return curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, http_take_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, http_take_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK;
}

static bool set_question(CURL *easy, const struct http_request *request)
{
    long version = request->no_http2 ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS;
    if (curl_easy_setopt(easy, CURLOPT_USERAGENT, request->user_agent) != CURLE_OK ||
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, version) != CURLE_OK)
        return false;
    if (request->body == NULL)
        return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L) == CURLE_OK;
    return curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(request->body)) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request->body) == CURLE_OK;
}

static bool set_jar(CURL *easy, CURLSH *jar)
{
    return jar == NULL || (curl_easy_setopt(easy, CURLOPT_SHARE, jar) == CURLE_OK &&
                           curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "") == CURLE_OK);
}

bool http_setup_address(struct transfer *transfer)
{
    CURL *easy = transfer->easy;
    bool own = http_is_loopback(transfer->url);
    /* The built-in simulator is never reached through a company proxy. */
    const char *proxy = own ? "" : transfer->settings->proxy;
    /* Where HTTP/2 is possible a request rather waits for a connection to share than opens another. */
    long waits = transfer->http2 && strncasecmp(transfer->url, "https:", 6) == 0;
    /* Protocols are named: an empty set would mean all of them. */
    return curl_easy_setopt(easy, CURLOPT_PIPEWAIT, waits) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, own ? "https,http" : "https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY, proxy) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_URL, transfer->url) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers) == CURLE_OK;
}

bool http_setup(struct transfer *transfer, const struct http_request *request, CURLSH *jar)
{
    CURL *easy = transfer->easy;
    return set_fixed(easy) && set_certificates(easy, transfer->settings) &&
           set_limits(easy, transfer->settings, request) && set_callbacks(transfer) &&
           set_question(easy, request) && set_jar(easy, jar) && http_setup_address(transfer);
}
