/* SPDX-License-Identifier: MIT
 * Does private memory grow? 10,000 polls of the default watchlist over a simulated week: the real poller, store and
 * network against a simulator in another process, both on one clock that is moved by hand. */
#include "config.h"

#include "measure.h"

#include "base/date.h"
#include "base/log.h"
#include "base/memory.h"
#include "poller/poller.h"
#include "sim/simulator.h"

#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define START        INT64_C(1794927600) /* Tuesday 2026-11-17 10:00 in New York */
#define POLLS        10000
#define STEP_SECONDS 60
#define SAMPLES      100
#define WARM         50 /* samples before the line is drawn: SQLite's page caches fill, to their limit */
#define WAIT_MS      5000
#define RESTS        4
#define REST_MS      50
#define REST_CPU_MS  2.0 /* in that time: a poll needs more */

static int64_t shared_ms(void *context)
{
    return atomic_load((_Atomic int64_t *)context);
}

/* Writes its port into the pipe and serves for ever. */
static void serve(const struct clock *clock, int ready)
{
    struct simulator_options options = {.seed = 7, .clock = clock};
    struct error err = {0};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct simulator *simulator = simulator_start(&options, &err);
    unsigned port = simulator != NULL ? simulator_port(simulator) : 0;
    if (write(ready, &port, sizeof port) != (ssize_t)sizeof port || port == 0)
        _exit(1);
    for (;;)
        pause();
}

static unsigned start_simulator(const struct clock *clock, pid_t *process)
{
    unsigned port = 0;
    int ends[2];
    if (pipe(ends) != 0 || (*process = fork()) < 0)
        measure_die("no process for the simulator");
    if (*process == 0)
        serve(clock, ends[1]);
    if (read(ends[0], &port, sizeof port) != (ssize_t)sizeof port || port == 0)
        measure_die("the simulator did not start");
    close(ends[0]);
    close(ends[1]);
    return port;
}

/* Until the quotes were tried at this moment of the clock; what else was due goes on meanwhile. */
static bool wait_polled(struct mailbox *mailbox, int64_t now)
{
    struct pollfd fd = {.fd = mailbox_fd(mailbox), .events = POLLIN};
    double deadline = measure_now_ms() + WAIT_MS;
    for (bool polled = false; !polled;) {
        if (measure_now_ms() > deadline)
            return false;
        poll(&fd, 1, 100);
        const struct snapshot *snapshot = mailbox_take(mailbox);
        const struct slot *slot = snapshot_slot(snapshot, DATASET_QUOTES, "");
        polled = slot != NULL && slot->good_at >= now && !slot->refreshing;
        snapshot_unref(snapshot);
    }
    return true;
}

static double slope_kb(const double *kb, size_t count)
{
    double n = (double)count, x = 0, y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < count; i++) {
        x += (double)i;
        y += kb[i];
        xx += (double)i * (double)i;
        xy += (double)i * kb[i];
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

struct sample {
    double private_kb; /* RssAnon */
    double heap_kb;    /* in use, without what SQLite holds */
};

static struct sample take_sample(void)
{
    struct mallinfo2 info = mallinfo2();
    double held = (double)(info.uordblks + info.hblkhd), pages = (double)sqlite3_memory_used();
    return (struct sample){bench_memory_kb(getpid(), "RssAnon"), (held - pages) / 1024};
}

/* Until the poller sleeps: it gives back what a poll needed before it does. Its clock goes on meanwhile, as there
 * is no longer sleep before what is due at once. */
static void wait_calm(struct poller *poller, _Atomic int64_t *now_ms)
{
    for (double used = REST_CPU_MS; used >= REST_CPU_MS;) {
        double started = bench_cpu_ms(getpid());
        atomic_fetch_add(now_ms, 1000);
        poller_refresh(poller, 0);
        measure_sleep_ms(REST_MS);
        used = bench_cpu_ms(getpid()) - started;
    }
}

/* A sleep that something due within the second cuts short is none: the least of a few is memory at rest. */
static struct sample sample_rest(struct poller *poller, _Atomic int64_t *now_ms)
{
    struct sample least = {0, 0};
    for (int i = 0; i < RESTS; i++) {
        wait_calm(poller, now_ms);
        struct sample sample = take_sample();
        if (i == 0 || sample.private_kb < least.private_kb)
            least = sample;
    }
    return least;
}

static unsigned run(struct poller *poller, struct mailbox *mailbox, _Atomic int64_t *now_ms, struct sample *samples)
{
    unsigned late = 0;
    for (unsigned i = 0; i < POLLS; i++) {
        int64_t now = atomic_fetch_add(now_ms, STEP_SECONDS * 1000) / 1000 + STEP_SECONDS;
        poller_refresh(poller, 1U << DATASET_QUOTES);
        late += !wait_polled(mailbox, now);
        if (late > 100)
            measure_die("the poller does not poll");
        if (i % (POLLS / SAMPLES) == POLLS / SAMPLES - 1)
            samples[i / (POLLS / SAMPLES)] = sample_rest(poller, now_ms);
    }
    return late;
}

static void report(const struct sample *samples, unsigned late)
{
    double private_kb[SAMPLES - WARM], heap_kb[SAMPLES - WARM];
    double days = (double)POLLS / SAMPLES * STEP_SECONDS / 86400;
    for (size_t i = WARM; i < SAMPLES; i++) {
        private_kb[i - WARM] = samples[i].private_kb;
        heap_kb[i - WARM] = samples[i].heap_kb;
    }
    measure_line("polls that did not end in 5 s, of 10,000", "count", late, 0, 0);
    measure_line("private memory of the data path, after 10,000 polls", "MB",
                 samples[SAMPLES - 1].private_kb / 1024, MEASURE_NONE, 8);
    measure_line("its slope, a simulated day", "KB", slope_kb(private_kb, SAMPLES - WARM) / days, 0, 64);
    measure_line("slope of the heap without SQLite's, a simulated day", "KB",
                 slope_kb(heap_kb, SAMPLES - WARM) / days, 0, 64);
}

int main(void)
{
    struct bench_home home;
    struct watchlist watchlist;
    struct config config;
    struct error err = {0};
    char cache[128], history[128];
    struct sample samples[SAMPLES];
    pid_t process;
    _Atomic int64_t *now_ms = mmap(NULL, sizeof *now_ms, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (now_ms == MAP_FAILED || !log_open(NULL, LOG_ERROR, NULL))
        measure_die("no memory");
    memory_tune();
    store_tune();
    date_use_new_york();
    atomic_store(now_ms, START * 1000);
    struct clock clock = {shared_ms, shared_ms, now_ms};
    bench_home_make(&home);
    snprintf(cache, sizeof cache, "%s/cache.db", home.path);
    snprintf(history, sizeof history, "%s/history.db", home.path);
    config_init(&config);
    snprintf(config.base_url, sizeof config.base_url, "http://127.0.0.1:%u", start_simulator(&clock, &process));
    snprintf(config.sec_contact, sizeof config.sec_contact, "Bench bench@example.org");
    watchlist_init(&watchlist);
    watchlist_defaults(&watchlist);
    struct mailbox *mailbox = mailbox_new(&err);
    struct poller_options options = {.config = &config,
                                     .clock = &clock,
                                     .watchlist = &watchlist,
                                     .store = {.cache_path = cache, .history_path = history},
                                     .mailbox = mailbox,
                                     .live_pace = true,
                                     .seed = 7};
    struct poller_focus focus = {.symbol = "CRWV", .range = RANGE_1M};
    struct poller *poller = mailbox != NULL ? poller_new(&options, &err) : NULL;
    if (poller == NULL)
        measure_die("no poller: %s", err.message);
    poller_look_at(poller, &focus);
    if (!poller_start(poller, &err))
        measure_die("no poller: %s", err.message);
    unsigned late = run(poller, mailbox, now_ms, samples);
    poller_free(poller);
    mailbox_free(mailbox);
    report(samples, late);
    bench_stop(process);
    watchlist_clear(&watchlist);
    config_clear(&config);
    bench_home_remove(&home);
    return measure_status();
}
