/* SPDX-License-Identifier: MIT
 * The state here is forced by signal handlers, which get no context. */
#include "config.h"

#include "signals.h"

#include "base/waker.h"
#include "term/term.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define DEADLINE_STATUS  1
#define CRASH_STACK_SIZE 65536

static const int wanted[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct waker pipe_of_signals = {-1, -1};
static char crash_stack[CRASH_STACK_SIZE];

static void on_signal(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(pipe_of_signals.write_fd, &byte, 1); /* a full pipe holds enough of them */
    (void)ignored;
    errno = saved;
}

static void on_crash(int number)
{
    term_rescue();
    signal(number, SIG_DFL);
    raise(number);
}

static void on_deadline(int number)
{
    (void)number;
    term_rescue();
    _exit(DEADLINE_STATUS);
}

static void fill_set(sigset_t *set)
{
    sigemptyset(set);
    for (size_t i = 0; i < COUNT(wanted); i++)
        sigaddset(set, wanted[i]);
    sigaddset(set, SIGALRM);
}

static void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void signals_block(void)
{
    sigset_t set;
    fill_set(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

bool signals_open(struct error *err)
{
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    if (!waker_init(&pipe_of_signals, err))
        return false;
    for (size_t i = 0; i < COUNT(wanted); i++)
        handle(wanted[i], on_signal, SA_RESTART);
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < COUNT(crashes); i++)
        handle(crashes[i], on_crash, (int)(SA_ONSTACK | SA_RESETHAND));
    handle(SIGALRM, on_deadline, 0);
    return true;
}

void signals_let_through(void)
{
    sigset_t set;
    fill_set(&set);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void signals_close(void)
{
    for (size_t i = 0; i < COUNT(wanted); i++)
        signal(wanted[i], SIG_DFL);
    waker_clear(&pipe_of_signals);
    pipe_of_signals = (struct waker){-1, -1};
}

int signals_fd(void)
{
    return pipe_of_signals.read_fd;
}

int signals_take(void)
{
    unsigned char byte;
    return read(pipe_of_signals.read_fd, &byte, 1) == 1 ? byte : 0;
}

void signals_deadline(unsigned milliseconds)
{
    struct itimerval timer = {
        .it_value = {.tv_sec = milliseconds / 1000, .tv_usec = (suseconds_t)(milliseconds % 1000) * 1000}};
    setitimer(ITIMER_REAL, &timer, NULL);
}
