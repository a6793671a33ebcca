/* SPDX-License-Identifier: MIT
 * Programs on a pty of their own. */
#include "config.h"

#include "measure.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_SECONDS 20
#define END_MS        5000.0

static void set_folder(const char *name, const struct bench_home *home, const char *folder)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", home->path, folder);
    setenv(name, path, 1);
}

static void enter_home(const struct bench_home *home)
{
    setenv("HOME", home->path, 1);
    set_folder("XDG_CONFIG_HOME", home, "config");
    set_folder("XDG_CACHE_HOME", home, "cache");
    set_folder("XDG_DATA_HOME", home, "data");
    set_folder("XDG_STATE_HOME", home, "state");
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", "xterm-256color", 1);
    unsetenv("NO_COLOR");
    unsetenv("https_proxy");
}

static void run(const char *const *arguments)
{
    char *copy[32] = {NULL};
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a bench that gives up leaves nothing behind */
    for (size_t i = 0; i < 31 && arguments[i] != NULL; i++)
        copy[i] = strdup(arguments[i]);
    execv(copy[0], copy);
    _exit(127);
}

void bench_child_start(struct bench_child *child, const struct bench_home *home, const char *const *arguments,
                       int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    *child = (struct bench_child){.started_ms = measure_now_ms()};
    child->process = forkpty(&child->master, NULL, NULL, &size);
    if (child->process < 0)
        measure_die("no pty: %s", strerror(errno));
    if (child->process == 0) {
        enter_home(home);
        run(arguments);
    }
    fcntl(child->master, F_SETFD, FD_CLOEXEC);
}

static size_t count_words(const char *text, size_t length, const char *words)
{
    size_t count = 0, size = strlen(words);
    for (const char *at = text; (at = memmem(at, length - (size_t)(at - text), words, size)) != NULL; at += size)
        count++;
    return count;
}

/* Searches what came together with the tail of what came before; keeps a new tail. */
static bool take(struct bench_child *child, const char *bytes, size_t length, const char *words)
{
    char all[sizeof child->tail + 65536];
    memcpy(all, child->tail, child->tail_length);
    memcpy(all + child->tail_length, bytes, length);
    size_t total = child->tail_length + length;
    bool found = words != NULL && memmem(all, total, words, strlen(words)) != NULL;
    child->clears += count_words(all, total, "\033[2J") - count_words(child->tail, child->tail_length, "\033[2J");
    child->tail_length = total < 16 ? total : 16;
    memcpy(child->tail, all + total - child->tail_length, child->tail_length);
    child->bytes += length;
    child->reads++;
    return found;
}

static ssize_t read_some(struct bench_child *child, char *bytes, size_t size, int timeout_ms)
{
    struct pollfd fd = {.fd = child->master, .events = POLLIN};
    if (poll(&fd, 1, timeout_ms) <= 0)
        return 0;
    return read(child->master, bytes, size);
}

bool bench_child_read(struct bench_child *child, int timeout_ms)
{
    char bytes[65536];
    ssize_t got = read_some(child, bytes, sizeof bytes, timeout_ms);
    if (got > 0)
        (void)take(child, bytes, (size_t)got, NULL);
    return got > 0;
}

double bench_child_until(struct bench_child *child, const char *words)
{
    char bytes[65536];
    double deadline = measure_now_ms() + WORDS_SECONDS * 1e3;
    while (measure_now_ms() < deadline) {
        ssize_t got = read_some(child, bytes, sizeof bytes, 100);
        if (got > 0 && take(child, bytes, (size_t)got, words))
            return measure_now_ms() - child->started_ms;
        if (got < 0)
            break;
    }
    measure_die("the program did not show \"%s\"", words);
}

void bench_child_settle(struct bench_child *child, unsigned quiet_ms)
{
    double deadline = measure_now_ms() + WORDS_SECONDS * 1e3;
    while (bench_child_read(child, (int)quiet_ms) && measure_now_ms() < deadline)
        continue;
}

void bench_child_keys(struct bench_child *child, const char *bytes)
{
    if (write(child->master, bytes, strlen(bytes)) < 0)
        measure_die("the keyboard is gone: %s", strerror(errno));
}

double bench_child_end_ms(struct bench_child *child, bool reading)
{
    double started = measure_now_ms();
    while (waitpid(child->process, NULL, WNOHANG) == 0) {
        if (measure_now_ms() - started > END_MS) {
            bench_child_kill(child);
            return END_MS;
        }
        if (!reading || !bench_child_read(child, 1))
            measure_sleep_ms(1);
    }
    double took = measure_now_ms() - started;
    if (child->master >= 0)
        close(child->master);
    return took;
}

void bench_child_kill(struct bench_child *child)
{
    kill(child->process, SIGKILL);
    (void)waitpid(child->process, NULL, 0);
    if (child->master >= 0)
        close(child->master);
}

/* --- without a terminal --- */

static pid_t start_plain(const struct bench_home *home, const char *const *arguments, int output)
{
    pid_t process = fork();
    if (process < 0)
        measure_die("no process: %s", strerror(errno));
    if (process == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, STDIN_FILENO);
        dup2(output >= 0 ? output : nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
        enter_home(home);
        run(arguments);
    }
    return process;
}

int bench_run(const struct bench_home *home, const char *const *arguments)
{
    int status = 0;
    pid_t process = start_plain(home, arguments, -1);
    if (waitpid(process, &status, 0) != process || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

pid_t bench_simulator(const struct bench_home *home, const char *program, char *url, size_t size)
{
    const char *arguments[] = {program, "sim", "--port", "0", "--seed", "7", NULL};
    int ends[2];
    size_t used = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        measure_die("no pipe: %s", strerror(errno));
    pid_t process = start_plain(home, arguments, ends[1]);
    close(ends[1]);
    while (used + 1 < size && read(ends[0], url + used, 1) == 1 && url[used] != '\n')
        used++;
    url[used] = '\0';
    close(ends[0]);
    if (used == 0)
        measure_die("the simulator did not start");
    return process;
}

void bench_stop(pid_t process)
{
    kill(process, SIGKILL);
    (void)waitpid(process, NULL, 0);
}
