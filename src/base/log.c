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
#define SECRETS_MOST 64
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
    char *secrets[SECRETS_MOST];
    size_t secret_count;
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

/* Replaces every secret that starts in text; the line only shrinks or keeps its length. */
static void redact(char *text)
{
    static const char mark[] = "[secret]";
    for (size_t i = 0; i < state.secret_count; i++) {
        const char *secret = state.secrets[i];
        size_t length = strlen(secret);
        for (char *hit = strstr(text, secret); hit != NULL; hit = strstr(hit, secret)) {
            size_t mark_length = length < sizeof mark - 1 ? length : sizeof mark - 1;
            memcpy(hit, mark, mark_length);
            memmove(hit + mark_length, hit + length, strlen(hit + length) + 1);
            hit += mark_length;
        }
    }
}

void log_redact(char *text, size_t size)
{
    (void)size; /* a mark is never longer than what it replaces */
    pthread_mutex_lock(&state.mutex);
    redact(text);
    pthread_mutex_unlock(&state.mutex);
}

static void write_line(enum log_level level, const char *message)
{
    char line[LOG_LINE_SIZE + 48], stamp[24];
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &utc);
    snprintf(state.ring[state.written++ % LOG_RING_LINES], LOG_LINE_SIZE, "%.19sZ %s: %.200s", stamp,
             level_words[level], message);
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
    char whole[4096], message[LOG_LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(whole, sizeof whole, format, arguments);
    va_end(arguments);
    pthread_mutex_lock(&state.mutex);
    if (level <= state.level) {
        redact(whole);
        text_clean(message, sizeof message, whole, strlen(whole));
        write_line(level, message);
    }
    pthread_mutex_unlock(&state.mutex);
}

bool log_add_secret(const char *value)
{
    bool good = strlen(value) >= SECRET_LEAST;
    pthread_mutex_lock(&state.mutex);
    for (size_t i = 0; good && i < state.secret_count; i++)
        if (strcmp(state.secrets[i], value) == 0) {
            pthread_mutex_unlock(&state.mutex);
            return true;
        }
    if (good && state.secret_count == SECRETS_MOST) { /* sessions' tokens come and go: the oldest goes */
        free(state.secrets[0]);
        memmove(&state.secrets[0], &state.secrets[1], (SECRETS_MOST - 1) * sizeof state.secrets[0]);
        state.secret_count--;
    }
    if (good)
        state.secrets[state.secret_count++] = memory_text(value);
    pthread_mutex_unlock(&state.mutex);
    return good;
}

void log_forget_secrets(void)
{
    pthread_mutex_lock(&state.mutex);
    for (size_t i = 0; i < state.secret_count; i++) {
        explicit_bzero(state.secrets[i], strlen(state.secrets[i]));
        free(state.secrets[i]);
    }
    state.secret_count = 0;
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
