/* SPDX-License-Identifier: MIT
 * companyfacts: our source's whole parse against cJSON building the whole document, time and heap, in one run.
 * The heap is trimmed before each, as the poller does after each: pages come anew from the system, for both.
 * Usage: bench_facts FILE CIK */
#include "config.h"

#include "sources.h"

#include "base/text.h"

#include <cjson/cJSON.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define RUNS 41

struct cost {
    double least_ms;
    size_t heap; /* bytes still held when the work is done */
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static size_t heap_used(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

static void account(struct cost *cost, double started_ms, size_t heap_before)
{
    double took = now_ms() - started_ms;
    if (cost->least_ms == 0 || took < cost->least_ms)
        cost->least_ms = took;
    cost->heap = heap_used() - heap_before;
}

static bool run_ours(const struct source_response *response, int64_t cik, struct cost *cost, size_t *facts)
{
    struct subscription subscription = {.kind = DATASET_RECEIVABLES, .subject = "BENCH", .cik = cik};
    struct observations observations;
    struct error err = {.message = ""};
    malloc_trim(0);
    size_t before = heap_used();
    double started = now_ms();
    observations_init(&observations);
    bool good = source_sec_facts.parse(&subscription, response, &observations, &err);
    account(cost, started, before);
    *facts = observations.fact_count;
    observations_clear(&observations);
    if (!good)
        fprintf(stderr, "bench_facts: %s\n", err.message);
    return good;
}

static bool run_whole(const struct source_response *response, struct cost *cost)
{
    malloc_trim(0);
    size_t before = heap_used();
    double started = now_ms();
    cJSON *root = cJSON_ParseWithLength(response->body, response->length + 1);
    account(cost, started, before);
    cJSON_Delete(root);
    return root != NULL;
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    char *text = NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        text = size > 0 ? calloc((size_t)size + 1, 1) : NULL;
        *length = text != NULL ? fread(text, 1, (size_t)size, file) : 0;
    }
    fclose(file);
    return text;
}

int main(int count, char **arguments)
{
    struct source_response response = {
        .status = 200, .content_type = "application/json", .retry_after_seconds = -1};
    struct cost ours = {0}, whole = {0};
    size_t facts = 0;
    char *text = count == 3 ? read_file(arguments[1], &response.length) : NULL;
    if (text == NULL) {
        fprintf(stderr, "usage: bench_facts FILE CIK\n");
        return 2;
    }
    response.body = text;
    int64_t cik = strtoll(arguments[2], NULL, 10);
    bool good = true;
    for (int run = 0; run < RUNS && good; run++)
        good = run_ours(&response, cik, &ours, &facts) && run_whole(&response, &whole);
    if (good) {
        printf("companyfacts of %.2f MB, %zu facts kept, least of %d runs\n", (double)response.length / 1e6, facts,
               RUNS);
        printf("%-28s %8.2f ms %10.1f KB\n", "slice scan, whole source", ours.least_ms, (double)ours.heap / 1024);
        printf("%-28s %8.2f ms %10.1f KB\n", "cJSON, whole document", whole.least_ms, (double)whole.heap / 1024);
        printf("ratio %.2f of the time, %.3f of the heap\n", ours.least_ms / whole.least_ms,
               (double)ours.heap / (double)whole.heap);
    }
    free(text);
    return good ? 0 : 1;
}
