/* SPDX-License-Identifier: MIT
 * A statement in XBRL: our stream, to joined rows, against a pass of the bare parser that keeps nothing, time and
 * heap at its highest, in one run. Fed in parts as they come off the network.
 * Usage: bench_statement FILE CIK */
#include "config.h"

#include "sources.h"

#include <expat.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS 31
#define PART ((size_t)16 * 1024)

struct cost {
    double least_ms;
    size_t heap; /* at its highest */
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

static void note_heap(struct cost *cost, size_t before)
{
    size_t now = heap_used();
    if (now > before && now - before > cost->heap)
        cost->heap = now - before;
}

static void note_time(struct cost *cost, double started)
{
    double took = now_ms() - started;
    if (cost->least_ms == 0 || took < cost->least_ms)
        cost->least_ms = took;
}

static bool feed_all(void *stream, const char *text, size_t length, struct cost *heap, size_t before,
                     struct error *err)
{
    for (size_t at = 0; at < length; at += PART) {
        if (!source_sec_instance.stream_feed(stream, text + at, length - at < PART ? length - at : PART, err))
            return false;
        if (heap != NULL)
            note_heap(heap, before);
    }
    return true;
}

/* The heap is looked at in runs of their own: looking takes time. */
static bool run_ours(const struct subscription *subscription, const char *text, size_t length, struct cost *cost,
                     bool measure_heap, size_t *rows)
{
    struct source_response response = {.status = 200, .content_type = "", .body = "", .length = length};
    struct observations observations;
    struct error err = {.message = ""};
    size_t before = heap_used();
    double started = now_ms();
    observations_init(&observations);
    void *stream = source_sec_instance.stream_begin(subscription, &observations);
    bool good = feed_all(stream, text, length, measure_heap ? cost : NULL, before, &err) &&
                source_sec_instance.stream_end(stream, &response, &observations, &err);
    if (!measure_heap)
        note_time(cost, started);
    else
        note_heap(cost, before);
    source_sec_instance.stream_free(stream);
    *rows = observations.fact_count + observations.dimensional_count;
    observations_clear(&observations);
    if (!good)
        fprintf(stderr, "bench_statement: %s\n", err.message);
    return good;
}

static void XMLCALL on_start(void *context, const XML_Char *element, const XML_Char **attributes)
{
    (void)element;
    (void)attributes;
    ++*(size_t *)context;
}

static bool run_bare(const char *text, size_t length, struct cost *cost)
{
    size_t before = heap_used(), elements = 0;
    double started = now_ms();
    XML_Parser parser = XML_ParserCreateNS("UTF-8", '|');
    bool good = parser != NULL;
    if (good) {
        XML_SetUserData(parser, &elements);
        XML_SetElementHandler(parser, on_start, NULL);
    }
    for (size_t at = 0; good && at < length; at += PART)
        good = XML_Parse(parser, text + at, (int)(length - at < PART ? length - at : PART), at + PART >= length) ==
               XML_STATUS_OK;
    note_time(cost, started);
    note_heap(cost, before);
    XML_ParserFree(parser);
    return good && elements > 0;
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
    struct subscription subscription = {.kind = DATASET_CUSTOMERS, .subject = "BENCH"};
    struct cost ours = {0}, bare = {0};
    size_t length = 0, rows = 0;
    char *text = count == 3 ? read_file(arguments[1], &length) : NULL;
    if (text == NULL) {
        fprintf(stderr, "usage: bench_statement FILE CIK\n");
        return 2;
    }
    subscription.cik = strtoll(arguments[2], NULL, 10);
    subscription.filing =
        (struct filing){.accession = "a", .form = "10-Q", .document = "a.htm", .filed_day = 40000};
    bool good = run_ours(&subscription, text, length, &ours, true, &rows);
    for (int run = 0; run < RUNS && good; run++)
        good = run_ours(&subscription, text, length, &ours, false, &rows) && run_bare(text, length, &bare);
    if (good) {
        printf("statement of %.2f MB, %zu rows kept, least of %d runs\n", (double)length / 1e6, rows, RUNS);
        printf("%-28s %8.2f ms %10.1f KB\n", "stream, to joined rows", ours.least_ms, (double)ours.heap / 1024);
        printf("%-28s %8.2f ms %10.1f KB\n", "bare parser", bare.least_ms, (double)bare.heap / 1024);
        printf("ratio %.2f of the time (must: 1.5), heap %.2f MB (must: 4)\n", ours.least_ms / bare.least_ms,
               (double)ours.heap / 1048576);
    }
    free(text);
    return good ? 0 : 1;
}
