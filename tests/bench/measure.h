/* SPDX-License-Identifier: MIT
 * What the benches share: the line per quantity, and programs on a pty of their own with a home of their own. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MEASURE_NONE (-1.0) /* no floor, or no limit */

/* "name measured floor limit ok|ABOVE"; remembers whether any limit was passed. */
void measure_line(const char *name, const char *unit, double measured, double floor, double limit);
/* For times: the limit in ms on an idle machine, but never less than its ratio to the floor of this very run. */
double measure_limit(double limit_ms, double usual_floor_ms, double floor_ms);
/* A quantity that could not be measured here, and why. */
void measure_missing(const char *name, const char *why);
int measure_status(void); /* of the program: 1 when a limit was passed */
/* Ends the program with a sentence: what is measured does not work. */
void measure_die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

double measure_now_ms(void);
void measure_sleep_ms(unsigned ms);
/* Sorts; the value below which that share (0..1) of them lies. */
double measure_share(double *values, size_t count, double share);

struct bench_home {
    char path[64];
};
void bench_home_make(struct bench_home *home);
void bench_home_remove(const struct bench_home *home);
/* Writes home/config/gputape.conf. */
void bench_home_config(const struct bench_home *home, const char *text);

/* A program whose terminal we are. */
struct bench_child {
    pid_t process;
    int master;
    double started_ms;
    size_t bytes, reads; /* so far */
    char tail[256];      /* what was read last, for words that are cut by a read */
    size_t tail_length;
    size_t clears; /* how often the screen was erased */
};
/* arguments[0] is the program; the environment is the home's, TERM xterm-256color. */
void bench_child_start(struct bench_child *child, const struct bench_home *home, const char *const *arguments,
                       int rows, int columns);
/* Reads once, waiting for that long at most; false when nothing came. */
bool bench_child_read(struct bench_child *child, int timeout_ms);
/* Reads until the words came; the time since the start. Dies after 20 s. */
double bench_child_until(struct bench_child *child, const char *words);
/* Reads until nothing comes for so long. */
void bench_child_settle(struct bench_child *child, unsigned quiet_ms);
void bench_child_keys(struct bench_child *child, const char *bytes);
/* Milliseconds until the process has ended, reading on or not; it is killed after 5 s. */
double bench_child_end_ms(struct bench_child *child, bool reading);
void bench_child_kill(struct bench_child *child);

/* Runs it to its end without a terminal; the exit status. */
int bench_run(const struct bench_home *home, const char *const *arguments);
/* A simulator in a process of its own; its URL. */
pid_t bench_simulator(const struct bench_home *home, const char *program, char *url, size_t size);
void bench_stop(pid_t process);

/* Sums over the threads of a process. */
uint64_t bench_wakeups(pid_t process);
double bench_cpu_ms(pid_t process);
/* A field of /proc/PID/status in KB, as "RssAnon"; 0 when unknown. */
double bench_memory_kb(pid_t process, const char *field);

#endif
