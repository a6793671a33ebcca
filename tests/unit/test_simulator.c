/* SPDX-License-Identifier: MIT
 * The simulator as a peer: every route read by the real parsers, the same world for the same seed and time, every
 * scenario, recordings served back. */
#include "config.h"

#include "sane.h"

#include "base/date.h"
#include "base/log.h"
#include "base/memory.h"
#include "net/http.h"
#include "net/recording.h"
#include "sim/simulator.h"
#include "source/source.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define NOW             INT64_C(1794927600) /* Tuesday 2026-11-17 10:00 in New York */

struct world {
    int64_t now_ms;
    struct clock clock;
    struct simulator *simulator;
    struct http *http;
    char token[SOURCE_TOKEN_SIZE];
    struct recording *recording; /* NULL none */
};

struct answer {
    long status;
    char content_type[64], modified[64], etag[128];
    int64_t retry_after_seconds, server_date;
    char *body;
    size_t length;
    bool broken; /* no answer at all */
    struct world *world;
    const char *method, *url;
};

static int64_t standing(void *context)
{
    return ((const struct world *)context)->now_ms;
}

static void open_world(struct world *world, const char *scenario, const char *replay_folder, uint64_t seed)
{
    struct error err = {0};
    *world = (struct world){.now_ms = NOW * 1000};
    world->clock = (struct clock){standing, standing, world};
    struct simulator_options options = {
        .scenario = scenario, .seed = seed, .clock = &world->clock, .replay_folder = replay_folder};
    world->simulator = simulator_start(&options, &err);
    if (world->simulator == NULL)
        fail_msg("%s", err.message);
    assert_true(simulator_port(world->simulator) > 0);
    world->http = http_new(&(struct http_options){.total_ms = 20000}, &err);
    assert_non_null(world->http);
}

static void close_world(struct world *world)
{
    http_free(world->http);
    simulator_stop(world->simulator);
}

/* --- one exchange --- */

static void keep(void *context, const struct http_response *response, const struct error *err)
{
    struct answer *answer = context;
    struct error unkept = {0};
    answer->broken = err->code != ERROR_NONE;
    answer->status = response->status;
    snprintf(answer->content_type, sizeof answer->content_type, "%s", response->content_type);
    snprintf(answer->modified, sizeof answer->modified, "%s", response->last_modified);
    snprintf(answer->etag, sizeof answer->etag, "%s", response->etag);
    answer->retry_after_seconds = response->retry_after_seconds;
    answer->server_date = response->server_date;
    answer->body = memory_text(buffer_text(&response->body));
    answer->length = response->body.length;
    if (answer->world->recording != NULL && !answer->broken &&
        !recording_add(answer->world->recording, answer->method, answer->url, response, NOW, &unkept))
        fail_msg("%s", unkept.message);
}

static struct answer exchange(struct world *world, const struct source_request *request)
{
    char url[SOURCE_URL_SIZE + 64];
    struct error err = {0};
    struct answer answer = {
        .world = world, .method = request->body[0] != '\0' ? "POST" : "GET", .url = request->url};
    snprintf(url, sizeof url, "http://127.0.0.1:%u/%s", simulator_port(world->simulator),
             strstr(request->url, "://") + 3);
    struct http_request http = {
        .url = url,
        .body = request->body[0] != '\0' ? request->body : NULL,
        .user_agent = "gputape-test",
        .jar = "test",
        .body_limit = request->body_limit,
    };
    for (size_t i = 0, used = 0; i < COUNT_OF(request->headers); i++)
        if (request->headers[i][0] != '\0')
            http.headers[used++] = request->headers[i];
    if (!http_start(world->http, &http, keep, &answer, &err))
        fail_msg("%s", err.message);
    while (http_running(world->http) > 0)
        http_turn(world->http, -1);
    return answer;
}

static struct source_response response_of(const struct world *world, const struct answer *answer)
{
    return (struct source_response){.status = answer->status,
                                    .content_type = answer->content_type,
                                    .body = answer->body,
                                    .length = answer->length,
                                    .received_at = world->now_ms / 1000,
                                    .retry_after_seconds = -1,
                                    .modified = answer->modified};
}

static bool shake_hands(struct world *world, const struct source_provider *provider)
{
    struct error err = {0};
    bool good = true;
    for (int step = 0; good && step < provider->handshake->steps; step++) {
        struct source_request request = {0};
        assert_true(provider->handshake->request(step, &request, &err));
        struct answer answer = exchange(world, &request);
        struct source_response response = response_of(world, &answer);
        good = !answer.broken && provider->handshake->accept(step, &response, world->token, &err);
        free(answer.body);
    }
    return good;
}

/* False when the source could not be read: *err says why. observations are the caller's to clear. */
static bool ask(struct world *world, const struct source *source, const struct subscription *subscription,
                struct observations *observations, struct error *err)
{
    struct source_request request = {0};
    observations_init(observations);
    if (source->handshake && world->token[0] == '\0' && !shake_hands(world, source->provider))
        return error_set(err, ERROR_SESSION, "no session");
    if (!source->request(subscription, world->token, &request, err))
        return false;
    struct answer answer = exchange(world, &request);
    struct source_response response = response_of(world, &answer);
    bool good = answer.broken ? error_set(err, ERROR_NETWORK, "no answer")
                              : source->parse(subscription, &response, observations, err);
    free(answer.body);
    const char *complaint = sane_complaint(observations);
    if (complaint != NULL)
        fail_msg("%s: %s", source->name, complaint);
    return good;
}

static const char symbols[3][SYMBOL_SIZE] = {"CRWV", "NBIS", "MSFT"};

/* As the submissions give it; in a scenario without any, one that might be. */
static struct filing newest_report(struct world *world)
{
    const struct subscription subscription = {
        .kind = DATASET_FILINGS, .subject = "CRWV", .cik = 1769628, .now = world->now_ms / 1000};
    struct filing report = {
        .cik = 1769628, .accession = "0001769628-26-000001", .form = "10-Q", .document = "a.htm"};
    bool found = false;
    struct observations observations;
    struct error err = {0};
    (void)ask(world, source_find("sec_filings"), &subscription, &observations, &err);
    for (size_t i = 0; i < observations.filing_count && !found; i++) {
        found = filing_is_periodic(observations.filings[i].form);
        if (found)
            report = observations.filings[i];
    }
    observations_clear(&observations);
    return report;
}

static struct subscription wanted(const struct source *source, struct world *world)
{
    struct subscription subscription = {.kind = source->kind,
                                        .range = RANGE_1M,
                                        .symbols = symbols,
                                        .symbol_count = source->batch < COUNT_OF(symbols) ? 1 : COUNT_OF(symbols),
                                        .key = "a-key",
                                        .secret = "its-secret",
                                        .cik = 1769628,
                                        .now = world->now_ms / 1000};
    if (source->kind == DATASET_CUSTOMERS)
        subscription.filing = newest_report(world);
    const char *subject =
        source->kind == DATASET_QUOTES || source->kind == DATASET_GPU_MARKET || source->kind == DATASET_COMPANIES
            ? ""
            : "CRWV";
    size_t count;
    if (source->subjects != NULL)
        subject = source->subjects(&count)[0];
    if (source->kind == DATASET_DOCUMENT)
        subject = "1769628/000176962825001501/CRWV-20250331.htm";
    snprintf(subscription.subject, sizeof subscription.subject, "%s", subject);
    return subscription;
}

static size_t things(const struct observations *observations)
{
    return (size_t)observations->no_list + observations->quote_count + observations->bars_count +
           observations->action_count + observations->consensus_count + observations->filing_count +
           observations->fact_count + observations->company_count + observations->dimensional_count +
           observations->offer_count + observations->book_count + observations->gpu_quote_count +
           observations->document_count + observations->found_count + observations->headline_count +
           observations->symbol_hits_count + observations->supply_count;
}

/* --- the tests --- */

static void every_source_reads_its_route(void **state)
{
    struct world world;
    size_t count;
    const struct source *const *table = source_table(&count);
    (void)state;
    open_world(&world, NULL, NULL, 1);
    for (size_t i = 0; i < count; i++) {
        struct subscription subscription = wanted(table[i], &world);
        struct observations observations;
        struct error err = {0};
        if (!ask(&world, table[i], &subscription, &observations, &err))
            fail_msg("%s: %s", table[i]->name, err.message);
        if (things(&observations) == 0 && observations.older_name[0] == '\0')
            fail_msg("%s: nothing in it", table[i]->name);
        assert_int_equal(observations.rejected, 0);
        observations_clear(&observations);
    }
    close_world(&world);
}

static void every_range_has_its_bars(void **state)
{
    struct world world;
    (void)state;
    open_world(&world, NULL, NULL, 1);
    for (enum chart_range range = RANGE_1D; range < CHART_RANGES; range++) {
        struct subscription subscription = wanted(source_find("yahoo_chart"), &world);
        struct observations observations;
        struct error err = {0};
        subscription.range = range;
        assert_true(ask(&world, source_find("yahoo_chart"), &subscription, &observations, &err));
        assert_int_equal(observations.bars_count, 1);
        assert_int_equal(observations.bars[0].interval, chart_range_interval(range));
        if (observations.bars[0].count < 5)
            fail_msg("%s: %zu bars", chart_range_name(range), observations.bars[0].count);
        observations_clear(&observations);
    }
    close_world(&world);
}

static void unknown_symbols_are_unknown(void **state)
{
    static const char *const names[] = {"yahoo_chart", "yahoo_ratings", "yahoo_consensus"};
    struct world world;
    (void)state;
    open_world(&world, NULL, NULL, 1);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct subscription subscription = wanted(source_find(names[i]), &world);
        struct observations observations;
        struct error err = {0};
        snprintf(subscription.subject, sizeof subscription.subject, "NOSUCH");
        assert_false(ask(&world, source_find(names[i]), &subscription, &observations, &err));
        assert_int_equal(err.code, ERROR_NOT_FOUND);
        observations_clear(&observations);
    }
    close_world(&world);
}

/* What a route answers, as bytes. */
static char *body_of(struct world *world, const char *name)
{
    const struct source *source = source_find(name);
    struct subscription subscription = wanted(source, world);
    struct source_request request = {0};
    struct error err = {0};
    if (source->handshake && world->token[0] == '\0')
        assert_true(shake_hands(world, source->provider));
    assert_true(source->request(&subscription, world->token, &request, &err));
    struct answer answer = exchange(world, &request);
    assert_int_equal(answer.status, 200);
    return answer.body;
}

static char *body_in(uint64_t seed, int64_t now, const char *name)
{
    struct world world;
    open_world(&world, NULL, NULL, seed);
    world.now_ms = now * 1000;
    char *body = body_of(&world, name);
    close_world(&world);
    return body;
}

static void seed_and_time_are_all(void **state)
{
    /* The lists of companies and filings do not depend on the seed alone: see `moves`. */
    static const struct {
        const char *name;
        bool moves; /* within a minute */
        bool seeded;
    } rows[] = {
        {"yahoo_quotes", true, true},   {"cnbc_quotes", true, true},     {"yahoo_chart", true, true},
        {"yahoo_ratings", false, true}, {"yahoo_consensus", true, true}, {"sec_facts", false, true},
        {"runpod_offers", true, true},  {"vast_offers", true, true},     {"sec_companies", false, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char *first = body_in(5, NOW, rows[i].name), *again = body_in(5, NOW, rows[i].name);
        char *later = body_in(5, NOW + 60, rows[i].name), *other = body_in(6, NOW, rows[i].name);
        assert_string_equal(first, again);
        if ((strcmp(first, later) != 0) != rows[i].moves || (strcmp(first, other) != 0) != rows[i].seeded)
            fail_msg("%s: moves %d, seeded %d", rows[i].name, strcmp(first, later) != 0, strcmp(first, other) != 0);
        free(first);
        free(again);
        free(later);
        free(other);
    }
}

static void scenarios_have_names_and_words(void **state)
{
    size_t count = 0;
    (void)state;
    for (const struct simulator_scenario *row; (row = simulator_scenario(count)) != NULL; count++) {
        assert_true(strlen(row->name) > 0 && strlen(row->help) > 0);
        for (size_t k = 0; k < count; k++)
            assert_string_not_equal(simulator_scenario(k)->name, row->name);
    }
    assert_true(count > 10);
    assert_string_equal(simulator_scenario(0)->name, "normal");
    struct error err = {0};
    struct simulator_options options = {.scenario = "nonsense", .clock = &clock_system};
    assert_null(simulator_start(&options, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_non_null(strstr(err.message, "nonsense"));
}

/* In every scenario that answers at all no source hands over anything insane (ask() looks), and the scenarios that
 * refuse everybody are refused by every source. */
static void every_scenario_meets_every_source(void **state)
{
    static const char *const refusing[] = {"rate-limited", "blocked", "portal", "server-errors", "empty"};
    static const char *const spoiling[] = {"yahoo-down", "bad-crumb", "flaky", "garbage", "hostile"};
    size_t count;
    const struct source *const *table = source_table(&count);
    (void)state;
    for (size_t k = 0; k < COUNT_OF(refusing) + COUNT_OF(spoiling); k++) {
        bool refuses = k < COUNT_OF(refusing);
        const char *scenario = refuses ? refusing[k] : spoiling[k - COUNT_OF(refusing)];
        struct world world;
        open_world(&world, scenario, NULL, 3);
        for (size_t i = 0; i < count; i++) {
            struct subscription subscription = wanted(table[i], &world);
            struct observations observations;
            struct error err = {0};
            bool good = ask(&world, table[i], &subscription, &observations, &err);
            if (refuses && (good || err.message[0] == '\0'))
                fail_msg("%s: %s was not refused", scenario, table[i]->name);
            observations_clear(&observations);
        }
        close_world(&world);
    }
}

static void held_connections_do_not_hold_the_end(void **state)
{
    struct world world;
    struct source_request request = {.url = "https://quote.cnbc.com/x", .body_limit = 100};
    (void)state;
    open_world(&world, "hangs", NULL, 1);
    http_free(world.http);
    world.http = http_new(&(struct http_options){.total_ms = 200}, NULL);
    assert_non_null(world.http);
    struct answer answer = exchange(&world, &request);
    assert_true(answer.broken);
    free(answer.body);
    close_world(&world); /* would never come back: the alarm would */
}

/* --- recordings --- */

static void replay_our_own_folder(void **state)
{
    struct world world;
    char folder[1024], found[8][16];
    const char *source_folder = getenv("GPUTAPE_SOURCE_FOLDER");
    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/fixtures/replay", source_folder != NULL ? source_folder : ".");
    open_world(&world, NULL, folder, 1);
    struct subscription subscription = wanted(source_find("yahoo_chart"), &world);
    struct observations observations;
    struct error err = {0};
    snprintf(subscription.subject, sizeof subscription.subject, "TEST");
    assert_true(ask(&world, source_find("yahoo_chart"), &subscription, &observations, &err));
    assert_int_equal(observations.bars[0].count, 2);
    assert_true(observations.bars[0].items[1].close == 12.5);
    observations_clear(&observations);
    subscription = wanted(source_find("yahoo_quotes"), &world); /* any crumb will do: '*' */
    assert_true(ask(&world, source_find("yahoo_quotes"), &subscription, &observations, &err));
    assert_string_equal(world.token, "replayed");
    assert_int_equal(observations.quotes[0].last.value * 10, 125);
    observations_clear(&observations);
    subscription = wanted(source_find("cnbc_quotes"), &world);
    assert_false(ask(&world, source_find("cnbc_quotes"), &subscription, &observations, &err)); /* not recorded */
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    observations_clear(&observations);
    close_world(&world);
    assert_int_equal(simulator_replay_symbols(folder, found, COUNT_OF(found)), 1);
    assert_string_equal(found[0], "TEST");
}

static void a_folder_without_an_index_is_refused(void **state)
{
    struct error err = {0};
    struct simulator_options options = {.clock = &clock_system, .replay_folder = "/nonexistent"};
    (void)state;
    assert_null(simulator_start(&options, &err));
    assert_non_null(strstr(err.message, "/nonexistent/index.tsv"));
}

static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        (void)unlinkat(dirfd(folder), entry->d_name, 0); /* "." and ".." refuse, as they should */
    closedir(folder);
    rmdir(path);
}

static void write_index(const char *folder, const char *bytes, size_t length)
{
    char path[256];
    snprintf(path, sizeof path, "%s/index.tsv", folder);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void an_index_without_a_row_is_refused(void **state)
{
    static const struct {
        const char *bytes, *line, *words;
    } indexes[] = {
        {"# method\turl\n\n\x8f\xfe\x01 no row\n\xff\t\t\n", "/index.tsv:3: ", "six columns"},
        {"# heading\nGET\thttps://h.example/\t200\ttext/plain\tx.txt\n", "/index.tsv:2: ", "six columns"},
        {"g\x01t\thttps://h.example/\t200\ttext/plain\t\tx.txt\n", "/index.tsv:1: ", "method"},
        {"GET\t\t200\ttext/plain\t\tx.txt\n", "/index.tsv:1: ", "address"},
        {"GET\thttps://h.example/\t20x\ttext/plain\t\tx.txt\n", "/index.tsv:1: ", "status"},
        {"GET\thttps://h.example/\t99\ttext/plain\t\tx.txt\n", "/index.tsv:1: ", "status"},
        {"GET\thttps://h.example/\t200\ttext/plain\t\t../x.txt\n", "/index.tsv:1: ", "file"},
        {"GET\thttps://h.example/\t200\ttext/plain\t\t\n", "/index.tsv:1: ", "file"},
        {"# heading alone\n", "/index.tsv", "no exchange"},
        {"", "/index.tsv", "no exchange"},
    };
    char folder[] = "/tmp/gputape-replay-XXXXXX";
    struct simulator_options options = {.clock = &clock_system, .replay_folder = folder};
    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < COUNT_OF(indexes); i++) {
        struct error err = {0};
        write_index(folder, indexes[i].bytes, strlen(indexes[i].bytes));
        assert_null(simulator_start(&options, &err));
        assert_int_equal(err.code, ERROR_INVALID);
        if (strstr(err.message, indexes[i].line) == NULL || strstr(err.message, indexes[i].words) == NULL)
            fail_msg("%zu: %s", i, err.message);
    }
    struct error err = {0};
    write_index(folder, "GET\0\0\n", 6);
    assert_null(simulator_start(&options, &err));
    assert_non_null(strstr(err.message, "/index.tsv:1: "));
    remove_folder(folder);
}

/* The rows that are whole are served; of the others the log tells, but never so many that it is full of them. */
static void a_bad_row_is_told_and_left_out(void **state)
{
    static char long_row[9000] = "GET\thttps://h.example/long?", lines[LOG_RING_LINES][LOG_LINE_SIZE];
    char folder[] = "/tmp/gputape-replay-XXXXXX", found[2][16], index[20000];
    struct simulator_options options = {.clock = &clock_system, .replay_folder = folder};
    struct error err = {0};
    unsigned told = 0;
    (void)state;
    memset(long_row + strlen(long_row), 'x', sizeof long_row - 1 - strlen(long_row));
    int used = snprintf(index, sizeof index,
                        "# heading\nGET\thttps://q/v8/finance/chart/TEST\t200\ttext/plain\t\tx.txt\n"
                        "neither\n%s\t200\ttext/plain\t\tx.txt\n",
                        long_row);
    for (int i = 0; i < 500; i++)
        used += snprintf(index + used, sizeof index - (size_t)used, "nor this\n");
    assert_non_null(mkdtemp(folder));
    write_index(folder, index, (size_t)used);
    struct simulator *simulator = simulator_start(&options, &err);
    assert_non_null(simulator);
    simulator_stop(simulator);
    assert_int_equal(simulator_replay_symbols(folder, found, 2), 1);
    size_t count = log_tail(lines, LOG_RING_LINES);
    for (size_t i = 0; i < count; i++) {
        bool ours = strstr(lines[i], folder) != NULL;
        told += ours;
        assert_false(ours && strstr(lines[i], "index.tsv:4:") != NULL); /* as long as --record may write it */
    }
    assert_in_range(told, 2, 20);
    assert_non_null(strstr(lines[count - told], "/index.tsv:3: "));
    assert_non_null(strstr(lines[count - 1], "501 rows"));
    remove_folder(folder);
}

static void every_header_of_a_row_is_served(void **state)
{
    static const char index[] =
        "GET\thttps://h.example/x\t429\ttext/plain\tRetry-After: 7\tindex.tsv\tETag: \"a b\"\t\tnone\t"
        "Last-Modified: Mon, 23 Nov 2026 15:00:00 GMT\tDate: Sun, 22 Nov 2026 15:00:00 GMT\n";
    const struct source_request request = {.url = "https://h.example/x", .body_limit = 1000};
    char folder[] = "/tmp/gputape-replay-XXXXXX";
    struct world world;
    (void)state;
    assert_non_null(mkdtemp(folder));
    write_index(folder, index, sizeof index - 1);
    open_world(&world, NULL, folder, 1);
    struct answer answer = exchange(&world, &request);
    assert_int_equal(answer.status, 429);
    assert_int_equal(answer.retry_after_seconds, 7);
    assert_string_equal(answer.etag, "\"a b\"");
    assert_string_equal(answer.modified, "Mon, 23 Nov 2026 15:00:00 GMT");
    assert_int_equal(answer.server_date, date_parse_instant("2026-11-22T15:00:00Z"));
    free(answer.body);
    close_world(&world);
    remove_folder(folder);
}

/* Of a recording whose rows stand in the index in this way. */
static int64_t recorded_at(const char *index)
{
    char folder[] = "/tmp/gputape-replay-XXXXXX";
    struct world world;
    assert_non_null(mkdtemp(folder));
    write_index(folder, index, strlen(index));
    open_world(&world, NULL, folder, 1);
    int64_t at = simulator_recorded_at(world.simulator);
    close_world(&world);
    remove_folder(folder);
    return at;
}

static void a_recording_is_of_the_newest_exchange_that_is_served(void **state)
{
    struct world world;
    (void)state;
    assert_int_equal(
        recorded_at("GET\thttps://h/a\t200\ttext/plain\tDate: Mon, 23 Nov 2026 15:00:00 GMT\tx\n"
                    "GET\thttps://h/b\t200\ttext/plain\t\tx\tETag: x\tdate:Mon, 23 Nov 2026 15:00:07 GMT\n"
                    "GET\thttps://h/c\t200\ttext/plain\t\tx\n"
                    "POST\thttps://h/a\t200\ttext/plain\t\tx\tDate: Mon, 23 Nov 2026 15:00:03 GMT\n"
                    "GET\thttps://h/a\t200\ttext/plain\t\tx\tDate: Mon, 23 Nov 2026 18:00:00 GMT\n"),
        date_parse_instant("2026-11-23T15:00:07Z"));
    assert_int_equal(recorded_at("GET\thttps://h/a\t200\ttext/plain\tDate: yesterday\tx\tUpdate: Mon, 23 Nov 2026 "
                                 "15:00:00 GMT\n"),
                     0);
    open_world(&world, NULL, NULL, 1);
    assert_int_equal(simulator_recorded_at(world.simulator), 0);
    close_world(&world);
}

static void the_real_responses_are_served(void **state)
{
    const char *folder = getenv("GPUTAPE_REAL_FOLDER");
    char path[1024], found[64][16];
    (void)state;
    snprintf(path, sizeof path, "%s/index.tsv", folder != NULL ? folder : "");
    if (access(path, R_OK) != 0) {
        print_message("SKIPPED: no recorded responses\n");
        skip();
    }
    size_t count = simulator_replay_symbols(folder, found, COUNT_OF(found));
    assert_true(count > 3);
    struct world world;
    open_world(&world, NULL, folder, 1);
    struct subscription subscription = wanted(source_find("yahoo_chart"), &world);
    struct observations observations;
    struct error err = {0};
    subscription.range = RANGE_1Y;
    snprintf(subscription.subject, sizeof subscription.subject, "NVDA");
    if (!ask(&world, source_find("yahoo_chart"), &subscription, &observations, &err))
        fail_msg("%s", err.message);
    assert_true(observations.bars_count == 1 && observations.bars[0].count > 200);
    observations_clear(&observations);
    close_world(&world);
}

static void what_was_recorded_is_replayed(void **state)
{
    char folder[] = "/tmp/gputape-replay-XXXXXX";
    size_t count, first[96] = {0};
    const struct source *const *table = source_table(&count);
    struct error err = {0};
    struct world world;
    (void)state;
    assert_true(count <= COUNT_OF(first));
    assert_non_null(mkdtemp(folder));
    for (int round = 0; round < 2; round++) {
        open_world(&world, NULL, round == 1 ? folder : NULL, 4);
        if (round == 0)
            world.recording = recording_new(folder, &err);
        for (size_t i = 0; i < count; i++) {
            struct subscription subscription = wanted(table[i], &world);
            struct observations observations;
            if (!ask(&world, table[i], &subscription, &observations, &err))
                fail_msg("round %d, %s: %s", round, table[i]->name, err.message);
            if (round == 1)
                assert_int_equal(things(&observations), first[i]);
            first[i] = things(&observations);
            observations_clear(&observations);
        }
        recording_free(world.recording);
        close_world(&world);
    }
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_source_reads_its_route),
        cmocka_unit_test(every_range_has_its_bars),
        cmocka_unit_test(unknown_symbols_are_unknown),
        cmocka_unit_test(seed_and_time_are_all),
        cmocka_unit_test(scenarios_have_names_and_words),
        cmocka_unit_test(every_scenario_meets_every_source),
        cmocka_unit_test(held_connections_do_not_hold_the_end),
        cmocka_unit_test(replay_our_own_folder),
        cmocka_unit_test(a_folder_without_an_index_is_refused),
        cmocka_unit_test(the_real_responses_are_served),
        cmocka_unit_test(what_was_recorded_is_replayed),
        cmocka_unit_test(an_index_without_a_row_is_refused),
        cmocka_unit_test(a_bad_row_is_told_and_left_out),
        cmocka_unit_test(every_header_of_a_row_is_served),
        cmocka_unit_test(a_recording_is_of_the_newest_exchange_that_is_served),
    };
    date_use_new_york();
    alarm(120);
    return cmocka_run_group_tests_name("simulator", tests, NULL, NULL);
}
