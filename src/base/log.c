/* SPDX-License-Identifier: MIT
 * The log. Its state is global because every layer writes to it; a mutex guards it. */
#include "config.h"

#include "base/log.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FILE_LIMIT   (1024 * 1024)
#define SECRETS_MOST 256
#define TOKENS_MOST  128 /* among them */
#define SECRET_LEAST 6

static const char *const level_words[] = {"error", "warning", "info", "debug"};

static struct {
    pthread_mutex_t mutex;
    int fd;
    char *path;
    off_t length;
    enum log_level level;
    char ring[LOG_RING_LINES][LOG_LINE_SIZE];
    size_t written; /* lines ever */
    struct secret {
        char *value;
        bool passing;        /* a session's token */
        size_t age;          /* how many came before */
    } secrets[SECRETS_MOST]; /* the longest first */
    size_t secret_count, token_count, secrets_ever;
} state = {.mutex = PTHREAD_MUTEX_INITIALIZER, .fd = -1, .level = LOG_WARNING};

static int open_file(const char *path)
{
    return open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static void close_file(void)
{
    if (state.fd >= 0)
        close(state.fd);
    state.fd = -1;
    free(state.path);
    state.path = NULL;
}

bool log_open(const char *path, enum log_level level, struct error *err)
{
    bool good = true;
    pthread_mutex_lock(&state.mutex);
    close_file();
    state.level = level;
    if (path != NULL) {
        struct stat about;
        state.fd = open_file(path);
        good = state.fd >= 0;
        if (good) {
            state.path = memory_text(path);
            state.length = fstat(state.fd, &about) == 0 ? about.st_size : 0;
        } else {
            error_set(err, ERROR_SYSTEM, "cannot write the log %s: %s", path, strerror(errno));
        }
    }
    pthread_mutex_unlock(&state.mutex);
    return good;
}

void log_close(void)
{
    pthread_mutex_lock(&state.mutex);
    close_file();
    pthread_mutex_unlock(&state.mutex);
}

static void rotate(void)
{
    char *older = memory_new(strlen(state.path) + 3, 1);
    snprintf(older, strlen(state.path) + 3, "%s.1", state.path);
    close(state.fd);
    if (rename(state.path, older) != 0)
        unlink(state.path); /* better a lost log than a full disk */
    free(older);
    state.fd = open_file(state.path);
    state.length = 0;
}

/* The length of the secret with which these bytes begin, 0 when they do not. The longest comes first in the list,
 * so that where one secret is a part of another the whole goes. */
static size_t secret_at(const char *bytes, size_t left)
{
    for (size_t i = 0; i < state.secret_count; i++) {
        const char *value = state.secrets[i].value;
        if (*value != *bytes) /* most bytes are none of any secret, and a body has millions */
            continue;
        size_t length = strlen(value);
        if (length <= left && memcmp(bytes, value, length) == 0)
            return length;
    }
    return 0;
}

/* Copies until target is full. A secret is left out before anything is cut: no part of one can remain. */
static void copy_redacted(char *target, size_t size, const char *source)
{
    static const char mark[] = LOG_SECRET_MARK;
    const char *end = source + strlen(source);
    size_t used = 0;
    while (source < end && used + 1 < size) {
        size_t length = secret_at(source, (size_t)(end - source)), room = size - 1 - used;
        if (length == 0) {
            target[used++] = *source++;
            continue;
        }
        size_t put = sizeof mark - 1 < room ? sizeof mark - 1 : room;
        memcpy(target + used, mark, put);
        used += put;
        source += length;
    }
    target[used] = '\0';
}

void log_redact(char *text, size_t size)
{
    if (size == 0)
        return;
    char *copy = memory_text(text);
    pthread_mutex_lock(&state.mutex);
    copy_redacted(text, size, copy);
    pthread_mutex_unlock(&state.mutex);
    explicit_bzero(copy, strlen(copy));
    free(copy);
}

bool log_redact_bytes(struct buffer *target, const char *bytes, size_t length, const char *mark)
{
    const char *end = bytes + length, *plain = bytes; /* from there on nothing is copied yet */
    bool good = true;
    pthread_mutex_lock(&state.mutex);
    for (const char *at = bytes; good && at < end;) {
        size_t secret = secret_at(at, (size_t)(end - at));
        if (secret > 0) {
            good = buffer_append(target, plain, (size_t)(at - plain)) && buffer_append_text(target, mark);
            plain = at + secret;
        }
        at += secret > 0 ? secret : 1;
    }
    good = good && buffer_append(target, plain, (size_t)(end - plain));
    pthread_mutex_unlock(&state.mutex);
    return good;
}

static void write_line(enum log_level level, const char *message)
{
    char line[LOG_LINE_SIZE + 48], stamp[24];
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &utc);
    snprintf(line, sizeof line, "%s %s: %s", stamp, level_words[level], message);
    text_copy(state.ring[state.written++ % LOG_RING_LINES], LOG_LINE_SIZE, line);
    if (state.fd < 0)
        return;
    int length = snprintf(line, sizeof line, "%s %s: %s\n", stamp, level_words[level], message);
    if (state.length + length > FILE_LIMIT)
        rotate();
    if (state.fd >= 0 && write(state.fd, line, (size_t)length) == length)
        state.length += length;
}

void log_write(enum log_level level, const char *format, ...)
{
    /* Redacted while whole: a secret that a cut left in part would not be found. */
    char *whole = NULL, hidden[4096], message[LOG_LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&whole, format, arguments);
    va_end(arguments);
    if (length < 0)
        return; /* a log line is not worth the end of the program */
    pthread_mutex_lock(&state.mutex);
    if (level <= state.level) {
        copy_redacted(hidden, sizeof hidden, whole);
        text_clean(message, sizeof message, hidden, strlen(hidden));
        write_line(level, message);
    }
    pthread_mutex_unlock(&state.mutex);
    explicit_bzero(whole, (size_t)length);
    free(whole);
}

static bool is_known(const char *value)
{
    for (size_t i = 0; i < state.secret_count; i++)
        if (strcmp(state.secrets[i].value, value) == 0)
            return true;
    return false;
}

static void forget(size_t index)
{
    char *value = state.secrets[index].value;
    explicit_bzero(value, strlen(value));
    free(value);
    state.secret_count--;
    state.token_count -= state.secrets[index].passing;
    memmove(&state.secrets[index], &state.secrets[index + 1],
            (state.secret_count - index) * sizeof state.secrets[0]);
}

/* Sessions' tokens come and go for weeks; a key never goes. */
static void forget_oldest_token(void)
{
    size_t oldest = SECRETS_MOST;
    for (size_t i = 0; i < state.secret_count; i++)
        if (state.secrets[i].passing &&
            (oldest == SECRETS_MOST || state.secrets[i].age < state.secrets[oldest].age))
            oldest = i;
    if (oldest < SECRETS_MOST)
        forget(oldest);
}

static bool keep_secret(const char *value, bool passing)
{
    if (is_known(value))
        return true;
    if (state.secret_count == SECRETS_MOST || (passing && state.token_count == TOKENS_MOST))
        forget_oldest_token();
    if (state.secret_count == SECRETS_MOST)
        return false;
    size_t at = 0, length = strlen(value);
    while (at < state.secret_count && strlen(state.secrets[at].value) >= length)
        at++;
    memmove(&state.secrets[at + 1], &state.secrets[at], (state.secret_count - at) * sizeof state.secrets[0]);
    state.secrets[at] = (struct secret){memory_text(value), passing, state.secrets_ever++};
    state.secret_count++;
    state.token_count += passing;
    return true;
}

/* As it stands in an address (RFC 3986); to be freed. */
static char *escaped(const char *value)
{
    static const char hex[] = "0123456789ABCDEF";
    char *text = memory_new(strlen(value) * 3 + 1, 1), *end = text;
    for (; *value != '\0'; value++) {
        unsigned char byte = (unsigned char)*value;
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
            strchr("-._~", byte) != NULL) {
            *end++ = *value;
        } else {
            *end++ = '%';
            *end++ = hex[byte >> 4];
            *end++ = hex[byte & 15];
        }
    }
    return text;
}

static bool add_secret(const char *value, bool passing)
{
    if (strlen(value) < SECRET_LEAST)
        return false;
    char *in_address = escaped(value);
    pthread_mutex_lock(&state.mutex);
    bool kept = keep_secret(value, passing);
    kept = keep_secret(in_address, passing) && kept;
    pthread_mutex_unlock(&state.mutex);
    explicit_bzero(in_address, strlen(in_address));
    free(in_address);
    return kept;
}

bool log_add_secret(const char *value)
{
    return add_secret(value, false);
}

bool log_add_token(const char *value)
{
    return add_secret(value, true);
}

void log_forget_secrets(void)
{
    pthread_mutex_lock(&state.mutex);
    while (state.secret_count > 0)
        forget(state.secret_count - 1);
    pthread_mutex_unlock(&state.mutex);
}

size_t log_tail(char (*lines)[LOG_LINE_SIZE], size_t most)
{
    pthread_mutex_lock(&state.mutex);
    size_t held = state.written < LOG_RING_LINES ? state.written : LOG_RING_LINES;
    size_t count = held < most ? held : most;
    for (size_t i = 0; i < count; i++)
        memcpy(lines[i], state.ring[(state.written - count + i) % LOG_RING_LINES], LOG_LINE_SIZE);
    pthread_mutex_unlock(&state.mutex);
    return count;
}
