/* SPDX-License-Identifier: MIT
 * Exchanges on disk: a body file each, then a row of index.tsv. The row comes last, so that an index never
 * names a body that is not whole. */
#include "config.h"

#include "net/recording.h"

#include "base/log.h"
#include "base/mail_time.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROW_MOST       (16 * 1024)
#define NUMBERS_MOST   1000000
#define NAME_WORDS     100
#define BODY_NAME_SIZE 160

static const char heading[] = "# method\turl (* matches any run of characters; first match wins)\tstatus\t"
                              "content-type\textra header\tbody file\tfurther headers\n";

/* Says nothing about whose session it was; the simulator and --replay take any value. */
static const char cookie_placeholder[] =
    "session=replayed; Max-Age=31557600; Path=/; SameSite=None; Secure; HttpOnly";

static const char *const secret_names[] = {"crumb",        "token", "apikey",        "api_key", "access_key",
                                           "access_token", "key",   "session_token", "secret",  "password"};

struct recording {
    char *folder;
    int index_fd;
    unsigned number; /* of the last body file */
};

static bool write_whole(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

static char *path_in(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_new(size, 1);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

/* --- opening --- */

static bool open_index(struct recording *recording, struct error *err)
{
    char *path = path_in(recording->folder, "index.tsv");
    struct stat status;
    recording->index_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool good = recording->index_fd >= 0 && fstat(recording->index_fd, &status) == 0 &&
                (status.st_size > 0 || write_whole(recording->index_fd, heading, strlen(heading)));
    if (!good)
        error_set(err, ERROR_SYSTEM, "cannot record into %.80s: %s", path, strerror(errno));
    free(path);
    return good;
}

struct recording *recording_new(const char *folder, struct error *err)
{
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        error_set(err, ERROR_SYSTEM, "cannot make the folder %.80s: %s", folder, strerror(errno));
        return NULL;
    }
    struct recording *recording = memory_new(1, sizeof *recording);
    recording->folder = memory_text(folder);
    if (!open_index(recording, err)) {
        recording_free(recording);
        return NULL;
    }
    return recording;
}

void recording_free(struct recording *recording)
{
    if (recording == NULL)
        return;
    if (recording->index_fd >= 0)
        close(recording->index_fd);
    free(recording->folder);
    free(recording);
}

/* --- the address as a pattern --- */

static bool is_secret(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof secret_names / sizeof secret_names[0]; i++)
        if (strlen(secret_names[i]) == length && strncasecmp(secret_names[i], name, length) == 0)
            return true;
    return false;
}

static bool append_bytes(struct buffer *row, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool plain = byte > ' ' && byte != 0x7f; /* a tab or line break would break the row */
        if (!(plain ? buffer_append(row, &bytes[i], 1) : buffer_printf(row, "%%%02X", byte)))
            return false;
    }
    return true;
}

static bool append_query(struct buffer *row, const char *query)
{
    while (*query != '\0' && *query != '#') { /* a fragment never reaches the server */
        size_t length = strcspn(query, "&#");
        size_t name = strcspn(query, "=");
        bool secret = name < length && is_secret(query, name);
        if (!append_bytes(row, query, secret ? name + 1 : length) || (secret && !buffer_append_text(row, "*")))
            return false;
        query += length;
        if (*query == '&' && !append_bytes(row, query++, 1))
            return false;
    }
    return true;
}

/* The address comes without values that are secret: only those too short to be known by value have to be known by
 * their parameter's name. */
static bool append_url(struct buffer *row, const char *url)
{
    size_t path = strcspn(url, "?#");
    if (!append_bytes(row, url, path))
        return false;
    return url[path] != '?' || (buffer_append_text(row, "?") && append_query(row, url + path + 1));
}

/* --- the body's file --- */

static const char *extension_for(const char *content_type)
{
    static const char *const known[][2] = {
        {"json", ".json"}, {"html", ".html"}, {"xml", ".xml"}, {"csv", ".csv"}, {"text/", ".txt"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strstr(content_type, known[i][0]) != NULL)
            return known[i][1];
    return ".bin";
}

/* Host and path as words of letters, digits and dots; the number in front makes it unique and never hidden. */
static void name_body(char *name, size_t size, unsigned number, const char *url, const char *content_type)
{
    char words[NAME_WORDS];
    size_t used = 0;
    const char *start = strstr(url, "://");
    start = start != NULL ? start + 3 : url;
    for (const char *at = start; *at != '\0' && *at != '?' && *at != '#' && used < sizeof words - 1; at++) {
        bool word =
            (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || *at == '.';
        if (word || (used > 0 && words[used - 1] != '-'))
            words[used++] = word ? *at : '-';
    }
    while (used > 0 && words[used - 1] == '-')
        used--;
    words[used] = '\0';
    snprintf(name, size, "%04u-%s%s", number, words, extension_for(content_type));
}

static bool write_body(struct recording *recording, const char *url, const struct http_response *response,
                       char *name, size_t size, struct error *err)
{
    int fd = -1;
    char *path = NULL;
    do {
        free(path);
        name_body(name, size, ++recording->number, url, response->content_type);
        path = path_in(recording->folder, name);
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    } while (fd < 0 && errno == EEXIST && recording->number < NUMBERS_MOST);
    bool good = fd >= 0 && write_whole(fd, buffer_text(&response->body), response->body.length);
    if (fd >= 0 && close(fd) != 0)
        good = false;
    if (!good)
        error_set(err, ERROR_SYSTEM, "cannot record into %.80s: %s", path, strerror(errno));
    free(path);
    return good;
}

/* --- the row --- */

/* Blanks stay: only a tab or a line break would break the row. */
static bool append_words(struct buffer *row, const char *text)
{
    for (; *text != '\0'; text++)
        if (!(*text == ' ' ? buffer_append(row, text, 1) : append_bytes(row, text, 1)))
            return false;
    return true;
}

static bool append_redacted(struct buffer *row, const char *text)
{
    struct buffer hidden;
    buffer_init(&hidden, ROW_MOST);
    bool good =
        log_redact_bytes(&hidden, text, strlen(text), LOG_SECRET_MARK) && append_words(row, buffer_text(&hidden));
    buffer_clear(&hidden);
    return good;
}

/* A tab stands between two; nothing for a value that is not there. */
static bool append_header(struct buffer *headers, const char *name, const char *value)
{
    return value[0] == '\0' || (buffer_printf(headers, "%s%s: ", headers->length > 0 ? "\t" : "", name) &&
                                append_redacted(headers, value));
}

static bool append_headers(struct buffer *headers, const struct http_response *response, int64_t received_at)
{
    char seconds[24] = "", date[MAIL_TIME_SIZE];
    mail_time_write(received_at, date);
    if (response->retry_after_seconds >= 0)
        snprintf(seconds, sizeof seconds, "%lld", (long long)response->retry_after_seconds);
    return append_header(headers, "Set-Cookie", response->set_cookie ? cookie_placeholder : "") &&
           append_header(headers, "Retry-After", seconds) &&
           append_header(headers, "Last-Modified", response->last_modified) &&
           append_header(headers, "ETag", response->etag) && append_header(headers, "Date", date);
}

/* The first header stands before the body's file, where every reader of recordings looks for one; the others stand
 * behind it, where a reader that knows nothing of them does not look. */
static bool make_row(struct buffer *row, const char *method, const char *url, const struct http_response *response,
                     int64_t received_at, const char *body_name)
{
    struct buffer headers;
    buffer_init(&headers, ROW_MOST);
    bool good = append_headers(&headers, response, received_at);
    const char *all = buffer_text(&headers);
    int first = (int)strcspn(all, "\t");
    good = good && buffer_printf(row, "%s\t", method) && append_url(row, url) &&
           buffer_printf(row, "\t%ld\t", response->status) && append_redacted(row, response->content_type) &&
           buffer_printf(row, "\t%.*s\t%s%s\n", first, all, body_name, all + first);
    buffer_clear(&headers);
    return good;
}

/* The address and the body hold no secret any more. */
static bool add_exchange(struct recording *recording, const char *method, const char *url,
                         const struct http_response *response, int64_t received_at, struct error *err)
{
    char name[BODY_NAME_SIZE];
    struct buffer row;
    if (!write_body(recording, url, response, name, sizeof name, err))
        return false;
    buffer_init(&row, ROW_MOST);
    bool good =
        make_row(&row, method, url, response, received_at, name)
            ? write_whole(recording->index_fd, buffer_text(&row), row.length) ||
                  error_set(err, ERROR_SYSTEM, "cannot write the index of the recording: %s", strerror(errno))
            : error_set(err, ERROR_TOO_BIG, "the address is too long to be recorded");
    buffer_clear(&row);
    return good;
}

bool recording_add(struct recording *recording, const char *method, const char *url,
                   const struct http_response *response, int64_t received_at, struct error *err)
{
    const size_t growth = 2; /* the mark is longer than the shortest secret, by less than that */
    struct http_response told = *response;
    struct buffer address;
    if (response->status == 304) /* the same data, recorded when it came: a replay could not serve this one */
        return true;
    buffer_init(&address, ROW_MOST);
    buffer_init(&told.body, response->body.length * growth);
    bool good = log_redact_bytes(&address, url, strlen(url), "*") &&
                log_redact_bytes(&told.body, buffer_text(&response->body), response->body.length, LOG_SECRET_MARK);
    good = good ? add_exchange(recording, method, buffer_text(&address), &told, received_at, err)
                : error_set(err, ERROR_TOO_BIG, "the address is too long to be recorded");
    buffer_clear(&told.body);
    buffer_clear(&address);
    return good;
}
