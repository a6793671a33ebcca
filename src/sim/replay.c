/* SPDX-License-Identifier: MIT
 * Serves a recording: index.tsv lists method, URL pattern, status, type, one extra header and the body's file. */
#include "config.h"

#include "sim/simulator.h"

#include "sim_reply.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MOST   8192
#define ROUTES_MOST 20000

struct recorded {
    char *method, *pattern, *type, *header, *file; /* one allocation, owned by method */
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

static bool is_inside(const char *file)
{
    return file[0] != '\0' && file[0] != '/' && strstr(file, "..") == NULL;
}

static void add_route(struct replay *replay, char *line)
{
    char *fields[6], *rest = memory_text(line);
    char *owned = rest;
    for (size_t i = 0; i < 6; i++)
        if ((fields[i] = strsep(&rest, "\t")) == NULL) {
            free(owned);
            return;
        }
    if (!is_inside(fields[5]) || replay->count == ROUTES_MOST) {
        free(owned);
        return;
    }
    if (replay->count == replay->room) {
        replay->room = replay->room == 0 ? 64 : replay->room * 2;
        replay->routes = memory_grow(replay->routes, replay->room, sizeof *replay->routes);
    }
    replay->routes[replay->count++] = (struct recorded){
        fields[0], fields[1], fields[3], fields[4], fields[5], (unsigned)strtoul(fields[2], NULL, 10)};
}

struct replay *replay_open(const char *folder, struct error *err)
{
    char path[2048], line[LINE_MOST];
    snprintf(path, sizeof path, "%s/index.tsv", folder);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        error_set(err, ERROR_INVALID, "no recording: %s: %s", path, strerror(errno));
        return NULL;
    }
    struct replay *replay = memory_new(1, sizeof *replay);
    replay->folder = memory_text(folder);
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] != '#' && line[0] != '\0')
            add_route(replay, line);
    }
    fclose(file);
    return replay;
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

static bool read_body(const struct replay *replay, const char *name, struct buffer *body)
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

static const struct recorded *find(const struct replay *replay, const char *method, const char *url)
{
    for (size_t i = 0; i < replay->count; i++)
        if (strcmp(replay->routes[i].method, method) == 0 && matches(replay->routes[i].pattern, url))
            return &replay->routes[i];
    return NULL;
}

void replay_answer(const struct replay *replay, const char *method, const char *url, struct sim_reply *reply)
{
    const struct recorded *route = find(replay, method, url);
    if (route == NULL || !read_body(replay, route->file, &reply->body)) {
        sim_plain(reply, 404, "text/plain", "not recorded\n");
        return;
    }
    reply->status = route->status;
    reply->content_type = route->type;
    const char *colon = strchr(route->header, ':');
    if (colon != NULL) {
        text_copy(reply->header_name, sizeof reply->header_name, route->header);
        reply->header_name[strcspn(reply->header_name, ":")] = '\0';
        text_copy(reply->header_value, sizeof reply->header_value, colon + 1 + strspn(colon + 1, " "));
    }
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
    struct replay *replay = replay_open(folder, &err);
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
