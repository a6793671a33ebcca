/* SPDX-License-Identifier: MIT
 * The index of a recording: rows that others wrote, and files that they name. */
#include "config.h"

#include "target.h"

#include "sim/simulator.h"
#include "sim_reply.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LATEST INT64_C(4133980800) /* the end of 2100 */

static void ask(const struct replay *replay, const char *method, const char *url)
{
    struct sim_reply reply = {.status = 0};
    buffer_init(&reply.body, 1 << 16);
    replay_answer(replay, method, url, &reply);
    if (reply.status < 100 || reply.status > 999 || reply.content_type == NULL ||
        reply.header_count > SIM_HEADERS_MOST)
        abort();
    for (size_t i = 0; i < reply.header_count; i++)
        if (strpbrk(reply.headers[i].value, "\r\n") != NULL)
            abort(); /* would begin another header */
    buffer_clear(&reply.body);
}

static void try_symbols(const char *folder)
{
    char symbols[8][16], again[16];
    size_t count = simulator_replay_symbols(folder, symbols, 8);
    for (size_t i = 0; i < count; i++)
        if (!text_symbol(again, sizeof again, symbols[i]) || strcmp(again, symbols[i]) != 0)
            abort();
}

void target_recording(const char *name, const char *data, size_t size)
{
    char folder[] = "/tmp/gputape-target-XXXXXX", path[64];
    struct error err = {0};
    size_t messages = 0;
    (void)name;
    if (mkdtemp(folder) == NULL)
        abort();
    snprintf(path, sizeof path, "%s/index.tsv", folder);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(data, 1, size, file) != size || fclose(file) != 0)
        abort();
    struct replay *replay = replay_open(folder, &err);
    if (replay == NULL) {
        target_message(&messages, err.message);
    } else {
        int64_t at = replay_recorded_at(replay);
        if (at < 0 || at > LATEST)
            abort();
        ask(replay, "GET", "https://h.example/a?b=1");
        ask(replay, "POST", "https://h.example/");
        try_symbols(folder);
    }
    replay_close(replay);
    unlink(path);
    rmdir(folder);
}
