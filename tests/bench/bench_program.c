/* SPDX-License-Identifier: MIT
 * The whole program on a pty: start, idling, keys under load, memory, ends, resizes.
 * Usage: bench_program GPUTAPE FLOOR */
#include "config.h"

#include "measure.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define ROWS            50
#define COLUMNS         200
#define START_RUNS      15
#define IDLE_SECONDS    60
#define FIRST_MINUTE_MS 70000
#define KEYS            300
#define FIRST_ROW       "CRWV"

struct bench {
    const char *program, *floor;
    struct bench_home home;
    char url[128], cache[128];
    pid_t simulator;
};

/* A store with the default watchlist, as `gputape --once` leaves it. */
static void fill(struct bench *bench)
{
    const char *once[] = {bench->program, "--once", NULL};
    char config[512];
    bench_home_make(&bench->home);
    bench->simulator = bench_simulator(&bench->home, bench->program, bench->url, sizeof bench->url);
    snprintf(config, sizeof config,
             "[network]\nbase_url = %s\nlimits = none\n[sec]\ncontact = Bench bench@example.org\n"
             "[poll]\nopen = 3600\nextended = 3600\nclosed = 3600\nbars = 3600\nfeed = 3600\nfilings = 3600\ngpu = "
             "3600\n",
             bench->url);
    bench_home_config(&bench->home, config);
    int status = bench_run(&bench->home, once);
    if (status != 0 && status != 1)
        measure_die("gputape --once ended with %d", status);
    snprintf(bench->cache, sizeof bench->cache, "%s/cache/gputape/cache.db", bench->home.path);
}

/* --- start --- */

static double start_ms(const struct bench *bench, const char *const *arguments)
{
    struct bench_child child;
    bench_child_start(&child, &bench->home, arguments, ROWS, COLUMNS);
    double took = bench_child_until(&child, FIRST_ROW);
    bench_child_keys(&child, "q");
    (void)bench_child_end_ms(&child, true);
    return took;
}

static void bench_start(const struct bench *bench)
{
    const char *ours[] = {bench->program, "--offline", NULL};
    const char *floor[] = {bench->floor, "rows", bench->cache, NULL};
    double our_ms[START_RUNS], floor_ms[START_RUNS];
    for (size_t i = 0; i < START_RUNS; i++) {
        our_ms[i] = start_ms(bench, ours);
        floor_ms[i] = start_ms(bench, floor);
    }
    double least = measure_share(floor_ms, START_RUNS, 0.5);
    measure_line("exec to cached rows, median of 15", "ms", measure_share(our_ms, START_RUNS, 0.5), least,
                 2 * least);
}

/* A frame is the first write of more than 1,000 bytes; before it nobody may be asked. */
static void bench_network_first(const struct bench *bench)
{
    char log[128], line[512];
    unsigned connects = 0;
    bool painted = false;
    snprintf(log, sizeof log, "%s/strace", bench->home.path);
    if (access("/usr/bin/strace", X_OK) != 0) {
        measure_missing("connect(2) before the first paint", "no strace here");
        return;
    }
    const char *traced[] = {"/usr/bin/strace",     "-f", "-qq", "-s",           "16", "-e",
                            "trace=connect,write", "-o", log,   bench->program, NULL};
    (void)start_ms(bench, traced);
    FILE *file = fopen(log, "r");
    while (file != NULL && !painted && fgets(line, sizeof line, file) != NULL) {
        const char *result = strrchr(line, '=');
        painted = strstr(line, "write(") != NULL && result != NULL && strtol(result + 1, NULL, 10) > 1000;
        connects += strstr(line, "connect(") != NULL;
    }
    if (file != NULL)
        fclose(file);
    if (painted)
        measure_line("connect(2) before the first paint", "calls", connects, 0, 0);
    else
        measure_missing("connect(2) before the first paint", "strace may not trace here");
}

/* --- idling and memory --- */

static void idle_lines(const char *name, struct bench_child *child, double wake_limit, uint64_t wakeups,
                       double cpu_ms, size_t bytes)
{
    char text[64];
    snprintf(text, sizeof text, "wake-ups a second, %s", name);
    measure_line(text, "1/s", (double)(bench_wakeups(child->process) - wakeups) / IDLE_SECONDS, 0, wake_limit);
    snprintf(text, sizeof text, "CPU, %s", name);
    measure_line(text, "%", (bench_cpu_ms(child->process) - cpu_ms) / (IDLE_SECONDS * 10.0), 0, 0.02);
    snprintf(text, sizeof text, "bytes a minute, %s", name);
    measure_line(text, "bytes", (double)(child->bytes - bytes), 0, MEASURE_NONE);
}

static void bench_memory(const struct bench *bench, struct bench_child *child, double peak_kb)
{
    const char *floor[] = {bench->floor, "rows", bench->cache, NULL};
    struct bench_child least;
    bench_child_start(&least, &bench->home, floor, ROWS, COLUMNS);
    (void)bench_child_until(&least, FIRST_ROW);
    measure_line("private memory (RssAnon), default watchlist filled", "MB",
                 bench_memory_kb(child->process, "RssAnon") / 1024,
                 bench_memory_kb(least.process, "RssAnon") / 1024, 8);
    measure_line("resident memory (VmRSS)", "MB", bench_memory_kb(child->process, "VmRSS") / 1024,
                 bench_memory_kb(least.process, "VmRSS") / 1024, 20);
    measure_line("peak private memory while it fills", "MB", peak_kb / 1024, MEASURE_NONE, 24);
    bench_child_kill(&least);
}

/* From an empty store until all is there: the most that was ever held, looked at every 2 ms. */
static double fill_and_watch(const struct bench *bench, struct bench_home *fresh, struct bench_child *child)
{
    const char *live[] = {bench->program, NULL};
    char config[512];
    double peak = 0, quiet_since = measure_now_ms();
    bench_home_make(fresh);
    snprintf(config, sizeof config,
             "[network]\nbase_url = %s\nlimits = none\n[sec]\ncontact = Bench bench@example.org\n"
             "[poll]\nopen = 3600\nextended = 3600\nclosed = 3600\nbars = 3600\nfeed = 3600\nfilings = 3600\ngpu = "
             "3600\n",
             bench->url);
    bench_home_config(fresh, config);
    bench_child_start(child, fresh, live, ROWS, COLUMNS);
    while (measure_now_ms() - quiet_since < 8000) {
        double now_kb = bench_memory_kb(child->process, "RssAnon");
        if (now_kb > peak)
            peak = now_kb;
        if (bench_child_read(child, 2))
            quiet_since = measure_now_ms();
        if (measure_now_ms() - child->started_ms > 90000)
            break; /* it goes on drawing: the idle lines will tell */
    }
    return peak;
}

static void bench_idle_and_memory(const struct bench *bench)
{
    const char *offline[] = {bench->program, "--offline", NULL};
    struct bench_child still, live;
    struct bench_home fresh;
    double peak = fill_and_watch(bench, &fresh, &live);
    bench_child_start(&still, &bench->home, offline, ROWS, COLUMNS);
    for (double end = measure_now_ms() + FIRST_MINUTE_MS; measure_now_ms() < end;) {
        (void)bench_child_read(&still, 100); /* then ages are told in minutes */
        (void)bench_child_read(&live, 100);
    }
    uint64_t still_wakeups = bench_wakeups(still.process), live_wakeups = bench_wakeups(live.process);
    double still_cpu = bench_cpu_ms(still.process), live_cpu = bench_cpu_ms(live.process);
    size_t still_bytes = still.bytes, live_bytes = live.bytes;
    for (double end = measure_now_ms() + IDLE_SECONDS * 1e3; measure_now_ms() < end;) {
        (void)bench_child_read(&still, 100);
        (void)bench_child_read(&live, 100);
    }
    idle_lines("offline", &still, 0.1, still_wakeups, still_cpu, still_bytes);
    idle_lines("all fetched, nothing due", &live, 0.1, live_wakeups, live_cpu, live_bytes);
    bench_memory(bench, &live, peak);
    bench_child_kill(&still);
    bench_child_kill(&live);
    bench_home_remove(&fresh);
}

/* --- keys --- */

static double key_ms(struct bench_child *child, const char *key)
{
    double started = measure_now_ms();
    bench_child_keys(child, key);
    if (!bench_child_read(child, 2000))
        return 2000;
    double took = measure_now_ms() - started;
    bench_child_settle(child, 60); /* the next key finds a program at rest */
    return took;
}

static void bench_keys(const struct bench *bench)
{
    const char *ours[] = {bench->program, "--offline", NULL}, *floor[] = {bench->floor, "keys", NULL};
    const char *load[] = {bench->floor, "parse", NULL};
    struct bench_child child, least, loads[2];
    double our_ms[KEYS], floor_ms[KEYS];
    bench_child_start(&child, &bench->home, ours, ROWS, COLUMNS);
    bench_child_start(&least, &bench->home, floor, ROWS, COLUMNS);
    (void)bench_child_until(&child, FIRST_ROW);
    (void)bench_child_until(&least, "ready");
    for (size_t i = 0; i < 2; i++)
        bench_child_start(&loads[i], &bench->home, load, ROWS, COLUMNS);
    bench_child_settle(&child, 1000);
    for (size_t i = 0; i < KEYS; i++) {
        our_ms[i] = key_ms(&child, i % 8 < 4 ? "j" : "k");
        floor_ms[i] = key_ms(&least, "j");
    }
    for (size_t i = 0; i < 2; i++)
        bench_child_kill(&loads[i]);
    measure_line("key to paint, both cores parsing JSON, p50", "ms", measure_share(our_ms, KEYS, 0.5),
                 measure_share(floor_ms, KEYS, 0.5), MEASURE_NONE);
    double least_p99 = measure_share(floor_ms, KEYS, 0.99);
    measure_line("key to paint, both cores parsing JSON, p99", "ms", measure_share(our_ms, KEYS, 0.99), least_p99,
                 measure_limit(10, 4.6, least_p99));
    bench_child_kill(&child);
    bench_child_kill(&least);
}

/* --- ends --- */

enum ending { END_TERM, END_HANGUP, END_LINE_GONE };

static double ending_ms(const struct bench *bench, enum ending ending, bool stuck)
{
    const char *live[] = {bench->program, NULL};
    struct bench_child child;
    bench_child_start(&child, &bench->home, live, ROWS, COLUMNS);
    (void)bench_child_until(&child, FIRST_ROW);
    bench_child_settle(&child, 300);
    if (stuck)
        for (int i = 0; i < 8; i++) { /* nobody reads: two whole screens are more than the kernel keeps */
            bench_child_keys(&child, "\014");
            measure_sleep_ms(60);
        }
    if (ending == END_TERM)
        kill(child.process, SIGTERM);
    else if (ending == END_HANGUP)
        kill(child.process, SIGHUP);
    else {
        close(child.master);
        child.master = -1;
    }
    return bench_child_end_ms(&child, ending != END_LINE_GONE && !stuck);
}

static void bench_ends(const struct bench *bench)
{
    static const struct {
        const char *name;
        enum ending ending;
        bool stuck;
    } table[] = {{"SIGTERM to the end", END_TERM, false},
                 {"SIGTERM to the end, terminal stuck", END_TERM, true},
                 {"SIGHUP to the end", END_HANGUP, false},
                 {"SIGHUP to the end, terminal stuck", END_HANGUP, true},
                 {"line dropped to the end", END_LINE_GONE, false}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double worst = 0;
        for (int run = 0; run < 5; run++) {
            double took = ending_ms(bench, table[i].ending, table[i].stuck);
            worst = took > worst ? took : worst;
        }
        char name[64];
        snprintf(name, sizeof name, "%s, worst of 5", table[i].name);
        measure_line(name, "ms", worst, MEASURE_NONE, 250);
    }
}

/* --- repaints and resizes --- */

static void resize(const struct bench_child *child, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ioctl(child->master, TIOCSWINSZ, &size);
}

static void bench_paints(const struct bench *bench)
{
    const char *ours[] = {bench->program, "--offline", NULL};
    struct bench_child child;
    bench_child_start(&child, &bench->home, ours, ROWS, COLUMNS);
    (void)bench_child_until(&child, FIRST_ROW);
    bench_child_settle(&child, 500);
    size_t bytes = child.bytes;
    bench_child_keys(&child, "\014");
    bench_child_settle(&child, 500);
    measure_line("the dashboard's own repaint (^L), 200x50", "bytes", (double)(child.bytes - bytes), MEASURE_NONE,
                 13000);
    bytes = child.bytes;
    size_t clears = child.clears;
    double started = measure_now_ms();
    for (int i = 0; i < 800; i++) {
        resize(&child, ROWS - i % 20, COLUMNS - i % 60);
        while (measure_now_ms() - started < i * 1.25)
            (void)bench_child_read(&child, 1);
    }
    resize(&child, ROWS, COLUMNS);
    bench_child_settle(&child, 500);
    measure_line("frames for 800 resizes in a second", "frames", (double)(child.clears - clears), 1, 20);
    measure_line("bytes for 800 resizes in a second", "bytes", (double)(child.bytes - bytes), MEASURE_NONE, 300000);
    bench_child_keys(&child, "q");
    (void)bench_child_end_ms(&child, true);
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    if (count != 3) {
        fputs("usage: bench_program GPUTAPE FLOOR\n", stderr);
        return 2;
    }
    bench.program = arguments[1];
    bench.floor = arguments[2];
    fill(&bench);
    bench_start(&bench);
    bench_network_first(&bench);
    bench_paints(&bench);
    bench_ends(&bench);
    bench_idle_and_memory(&bench);
    bench_keys(&bench);
    bench_stop(bench.simulator);
    bench_home_remove(&bench.home);
    return measure_status();
}
