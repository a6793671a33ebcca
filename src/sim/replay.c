/* SPDX-License-Identifier: MIT
 * Serves a recording: index.tsv lists method, URL pattern, status, type, one extra header, the body's file
 * and further headers. */
#include "config.h"

#include "sim/simulator.h"

#include "sim_reply.h"

#include "base/log.h"
#include "base/mail_time.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/text_lines.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define INDEX_MOST  ((size_t)64 * 1024 * 1024)
#define LINE_SIZE   (16 * 1024 + 1) /* of the longest row that --record writes */
#define ROUTES_MOST 20000
#define FAULTS_TOLD 10
#define COLUMNS     6

struct recorded {
    char *method, *pattern, *type, *header, *file; /* one allocation, owned by method */
    const char *further;                           /* within the same; "" none */
    unsigned status;
};

struct replay {
    char *folder;
    struct recorded *routes;
    size_t count, room;
};

/* '*' stands for any run of characters. */
static bool matches(const char *pattern, const char *text)
{
    const char *star = NULL, *retry = NULL;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            retry = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++retry;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

void replay_close(struct replay *replay)
{
    if (replay == NULL)
        return;
    for (size_t i = 0; i < replay->count; i++)
        free(replay->routes[i].method);
    free(replay->routes);
    free(replay->folder);
    free(replay);
}

static bool read_file(const struct replay *replay, const char *name, struct buffer *body)
{
    char path[4096], chunk[16384];
    size_t length;
    bool good = true;
    snprintf(path, sizeof path, "%s/%s", replay->folder, name);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    while (good && (length = fread(chunk, 1, sizeof chunk, file)) > 0)
        good = buffer_append(body, chunk, length);
    good = good && ferror(file) == 0;
    fclose(file);
    return good;
}

/* --- the index --- */

static bool is_inside(const char *file)
{
    return file[0] != '\0' && file[0] != '/' && strstr(file, "..") == NULL;
}

static bool is_method(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

static bool is_status(const char *text)
{
    return strlen(text) == 3 && strspn(text, "0123456789") == 3 && text[0] != '0';
}

static const char *row_fault(char *const fields[COLUMNS])
{
    return !is_method(fields[0])   ? "its first column is no method"
           : fields[1][0] == '\0'  ? "its second column, the address, is empty"
           : !is_status(fields[2]) ? "its third column is no status"
           : !is_inside(fields[5]) ? "its sixth column names no file of the folder"
                                   : NULL;
}

/* What is wrong with the row; NULL nothing, and it is taken. */
static const char *add_route(struct replay *replay, const char *line)
{
    char *fields[COLUMNS], *rest = memory_text(line);
    char *owned = rest;
    const char *fault = replay->count == ROUTES_MOST ? "there are more rows than can be served" : NULL;
    for (size_t i = 0; i < COLUMNS && fault == NULL; i++)
        if ((fields[i] = strsep(&rest, "\t")) == NULL)
            fault = "it does not have the six columns of a recording";
    if (fault == NULL)
        fault = row_fault(fields);
    if (fault != NULL) {
        free(owned);
        return fault;
    }
    if (replay->count == replay->room) {
        replay->room = replay->room == 0 ? 64 : replay->room * 2;
        replay->routes = memory_grow(replay->routes, replay->room, sizeof *replay->routes);
    }
    replay->routes[replay->count++] = (struct recorded){.method = fields[0],
                                                        .pattern = fields[1],
                                                        .status = (unsigned)strtoul(fields[2], NULL, 10),
                                                        .type = fields[3],
                                                        .header = fields[4],
                                                        .file = fields[5],
                                                        .further = rest != NULL ? rest : ""};
    return NULL;
}

/* A recording with a damaged row is still worth a replay; one without a good row is none. */
static bool add_routes(struct replay *replay, const struct buffer *index, bool tell, struct error *err)
{
    struct text_lines lines = text_lines_begin(buffer_text(index), index->length);
    const char *first_fault = NULL;
    char line[LINE_SIZE];
    unsigned first = 0, bad = 0;
    while (text_lines_next(&lines, line, sizeof line)) {
        if (!lines.unfit && (line[0] == '#' || line[0] == '\0'))
            continue;
        const char *fault = lines.unfit ? "it is too long, or no text" : add_route(replay, line);
        if (fault == NULL)
            continue;
        if (bad++ == 0) {
            first_fault = fault;
            first = lines.number;
        }
        if (tell && bad <= FAULTS_TOLD)
            log_write(LOG_WARNING, "%s/index.tsv:%u: row left out: %s", replay->folder, lines.number, fault);
    }
    if (tell && bad > FAULTS_TOLD)
        log_write(LOG_WARNING, "%s/index.tsv: %u rows are left out", replay->folder, bad);
    if (replay->count > 0)
        return true;
    if (bad == 0)
        return error_set(err, ERROR_INVALID, "no recording: %.80s/index.tsv holds no exchange", replay->folder);
    return error_set(err, ERROR_INVALID, "no recording: %.60s/index.tsv:%u: %s", replay->folder, first,
                     first_fault);
}

static struct replay *open_folder(const char *folder, bool tell, struct error *err)
{
    struct replay *replay = memory_new(1, sizeof *replay);
    struct buffer index;
    replay->folder = memory_text(folder);
    buffer_init(&index, INDEX_MOST);
    errno = EFBIG; /* the one fault that the system does not tell of */
    bool good = read_file(replay, "index.tsv", &index)
                    ? add_routes(replay, &index, tell, err)
                    : error_set(err, ERROR_INVALID, "no recording: %.80s/index.tsv: %s", folder, strerror(errno));
    buffer_clear(&index);
    if (good)
        return replay;
    replay_close(replay);
    return NULL;
}

struct replay *replay_open(const char *folder, struct error *err)
{
    return open_folder(folder, true, err);
}

/* --- answers --- */

static const struct recorded *find(const struct replay *replay, const char *method, const char *url)
{
    for (size_t i = 0; i < replay->count; i++)
        if (strcmp(replay->routes[i].method, method) == 0 && matches(replay->routes[i].pattern, url))
            return &replay->routes[i];
    return NULL;
}

/* Texts with a tab between two; those that are no header are left out. */
static void add_headers(struct sim_reply *reply, const char *texts)
{
    char *owned = memory_text(texts), *rest = owned;
    for (char *name = strsep(&rest, "\t"); name != NULL; name = strsep(&rest, "\t")) {
        char *colon = strchr(name, ':');
        if (colon == NULL)
            continue;
        *colon = '\0';
        colon[1 + strcspn(colon + 1, "\r\n")] = '\0'; /* would begin another header */
        sim_header(reply, name, colon + 1 + strspn(colon + 1, " "));
    }
    free(owned);
}

/* --- its time --- */

static int64_t date_in(const char *texts)
{
    static const char name[] = "Date:";
    for (const char *at = texts; at != NULL; at = strchr(at, '\t')) {
        at += *at == '\t';
        if (strncasecmp(at, name, sizeof name - 1) != 0)
            continue;
        char value[MAIL_TIME_SIZE];
        at += sizeof name - 1;
        snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\t"), at);
        return mail_time_read(value);
    }
    return 0;
}

/* Rows that answer the same requests stand together, the one that is served in front. */
static int compare_routes(const void *left, const void *right)
{
    const struct recorded *a = *(const struct recorded *const *)left, *b = *(const struct recorded *const *)right;
    int by_pattern = strcmp(a->pattern, b->pattern);
    int by_method = by_pattern != 0 ? by_pattern : strcmp(a->method, b->method);
    return by_method != 0 ? by_method : (a > b) - (a < b);
}

static bool is_shadowed(const struct recorded *route, const struct recorded *before)
{
    return before != NULL && strcmp(route->pattern, before->pattern) == 0 &&
           strcmp(route->method, before->method) == 0;
}

int64_t replay_recorded_at(const struct replay *replay)
{
    const struct recorded **routes = memory_new(replay->count, sizeof *routes);
    int64_t newest = 0;
    for (size_t i = 0; i < replay->count; i++)
        routes[i] = &replay->routes[i];
    qsort(routes, replay->count, sizeof *routes, compare_routes);
    for (size_t i = 0; i < replay->count; i++) {
        int64_t at = date_in(routes[i]->header);
        at = at != 0 ? at : date_in(routes[i]->further);
        if (at > newest && !is_shadowed(routes[i], i > 0 ? routes[i - 1] : NULL))
            newest = at;
    }
    free(routes);
    return newest;
}

void replay_answer(const struct replay *replay, const char *method, const char *url, struct sim_reply *reply)
{
    const struct recorded *route = find(replay, method, url);
    if (route == NULL || !read_file(replay, route->file, &reply->body)) {
        sim_plain(reply, 404, "text/plain", "not recorded\n");
        return;
    }
    reply->status = route->status;
    reply->content_type = route->type;
    add_headers(reply, route->header);
    add_headers(reply, route->further);
}

/* The symbol that a pattern speaks of: the path segment behind a known endpoint. */
static bool symbol_of(const char *pattern, char symbol[16])
{
    static const char *const endpoints[] = {"/v8/finance/chart/", "/v10/finance/quoteSummary/"};
    for (size_t i = 0; i < sizeof endpoints / sizeof endpoints[0]; i++) {
        const char *at = strstr(pattern, endpoints[i]);
        if (at == NULL)
            continue;
        at += strlen(endpoints[i]);
        size_t length = strcspn(at, "?*/");
        char name[16];
        if (length == 0 || length >= sizeof name || memchr(at, '%', length) != NULL)
            return false;
        memcpy(name, at, length);
        name[length] = '\0';
        return text_symbol(symbol, 16, name);
    }
    return false;
}

size_t simulator_replay_symbols(const char *folder, char (*symbols)[16], size_t most)
{
    struct error err = {0};
    struct replay *replay = open_folder(folder, false, &err); /* the server has told of its faults, or will */
    size_t count = 0;
    for (size_t i = 0; replay != NULL && i < replay->count && count < most; i++) {
        char symbol[16];
        size_t known = 0;
        if (!symbol_of(replay->routes[i].pattern, symbol))
            continue;
        while (known < count && strcmp(symbols[known], symbol) != 0)
            known++;
        if (known == count)
            text_copy(symbols[count++], 16, symbol);
    }
    replay_close(replay);
    return count;
}
