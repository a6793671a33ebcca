/* SPDX-License-Identifier: MIT
 * Recorded and invented bodies of providers, for tests. */
#include "config.h"

#include "bodies.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct body read_file(const char *path)
{
    struct body body = {0};
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return body;
    size_t room = 4096, got;
    body.text = memory_new(room + 1, 1);
    while ((got = fread(body.text + body.length, 1, room - body.length, file)) > 0) {
        body.length += got;
        if (body.length == room) {
            room *= 2;
            body.text = memory_grow(body.text, room + 1, 1);
        }
    }
    fclose(file);
    body.text[body.length] = '\0';
    return body;
}

struct body bodies_own(const char *name)
{
    char path[1024];
    const char *folder = getenv("GPUTAPE_SOURCE_FOLDER");
    snprintf(path, sizeof path, "%s/tests/fixtures/source/%s", folder != NULL ? folder : ".", name);
    struct body body = read_file(path);
    if (body.text == NULL)
        fail_msg("no fixture %s", path);
    return body;
}

struct body bodies_real(const char *name)
{
    char path[1024];
    const char *folder = getenv("GPUTAPE_REAL_FOLDER");
    if (folder == NULL || access(folder, R_OK) != 0) {
        print_message("SKIPPED: no recorded responses\n");
        skip();
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct body body = read_file(path);
    if (body.text == NULL)
        fail_msg("no recorded response %s", path);
    return body;
}

void bodies_clear(struct body *body)
{
    free(body->text);
    *body = (struct body){0};
}
