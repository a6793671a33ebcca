/* SPDX-License-Identifier: MIT
 * One thread watches each run, so that neither the screen nor the poller waits for it. */
#include "config.h"

#include "hook.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/dataset.h"
#include "ui/report.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MOST     4
#define QUEUE_MOST    64 /* events that wait for a place */
#define WORDS_MOST    16
#define JSON_MOST     4096 /* less than a pipe takes at once */
#define MINUTE_MS     60000
#define LOOK_MS       20
#define ENVIRONMENT   16
#define VARIABLE_SIZE 256
#define SENTENCE_SIZE 160
#define REAPED        (-1) /* a place whose process has ended, until that is told */

struct hook {
    char command[512]; /* cut into words */
    char *words[WORDS_MOST + 1];
    int seconds, per_minute;
    hook_trouble trouble;
    void *context;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t ended;
    pid_t running[RUNS_MOST]; /* process groups; 0 free */
    int64_t minute_ms;        /* when the counted minute began */
    int started;              /* in it */
    bool told;                /* that it was too many, in it */
    bool closing;
    struct event queue[QUEUE_MOST];
    size_t queued;
};

struct run { /* of one watching thread */
    struct hook *hook;
    size_t place;
    pid_t process;
};

static void split(struct hook *hook)
{
    char *rest = NULL;
    size_t count = 0;
    for (char *word = strtok_r(hook->command, " \t", &rest); word != NULL && count < WORDS_MOST;
         word = strtok_r(NULL, " \t", &rest))
        hook->words[count++] = word;
}

struct hook *hook_new(const struct config *config, hook_trouble trouble, void *context)
{
    if (config->hook[0] == '\0')
        return NULL;
    struct hook *hook = memory_new(1, sizeof *hook);
    text_copy(hook->command, sizeof hook->command, config->hook);
    split(hook);
    hook->seconds = config->hook_seconds;
    hook->per_minute = config->hook_per_minute;
    hook->trouble = trouble;
    hook->context = context;
    hook->minute_ms = -MINUTE_MS;
    pthread_mutex_init(&hook->mutex, NULL);
    pthread_cond_init(&hook->ended, NULL);
    return hook;
}

static size_t count_running(const struct hook *hook)
{
    size_t count = 0;
    for (size_t i = 0; i < RUNS_MOST; i++)
        count += hook->running[i] != 0;
    return count;
}

void hook_wait(struct hook *hook)
{
    if (hook == NULL)
        return;
    pthread_mutex_lock(&hook->mutex);
    while (count_running(hook) > 0 || hook->queued > 0)
        pthread_cond_wait(&hook->ended, &hook->mutex);
    pthread_mutex_unlock(&hook->mutex);
}

void hook_free(struct hook *hook)
{
    if (hook == NULL)
        return;
    pthread_mutex_lock(&hook->mutex);
    hook->closing = true;
    hook->queued = 0;
    for (size_t i = 0; i < RUNS_MOST; i++)
        if (hook->running[i] > 0)
            kill(-hook->running[i], SIGKILL);
    pthread_mutex_unlock(&hook->mutex);
    hook_wait(hook); /* each watcher sees the death within one look */
    pthread_cond_destroy(&hook->ended);
    pthread_mutex_destroy(&hook->mutex);
    free(hook);
}

/* --- what it is told --- */

static void write_json(const struct event *event, struct buffer *json)
{
    struct dataset *data = dataset_new(DATASET_EVENTS, "");
    const struct dataset *one = data;
    data->u.events.items = arena_array(&data->arena, 1, sizeof *data->u.events.items);
    data->u.events.items[0] = *event;
    data->u.events.count = 1;
    if (!report_write(&event_report, &one, 1, REPORT_NDJSON, json))
        buffer_empty(json); /* longer than any event is */
    dataset_unref(data);
}

struct environment {
    char texts[ENVIRONMENT][VARIABLE_SIZE];
    char *items[ENVIRONMENT + 1];
    size_t count;
};

static void add_variable(struct environment *environment, const char *name, const char *value)
{
    if (value == NULL || environment->count == ENVIRONMENT)
        return;
    char *text = environment->texts[environment->count];
    snprintf(text, VARIABLE_SIZE, "%s=%s", name, value);
    environment->items[environment->count++] = text;
}

/* Nothing of ours but what a command needs: API keys may stand in our environment. */
static void make_environment(struct environment *environment, const struct event *event)
{
    static const char *const kept[] = {
        "PATH", "HOME", "USER", "LANG", "LC_ALL", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS"};
    char number[32];
    memset(environment, 0, sizeof *environment);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        add_variable(environment, kept[i], getenv(kept[i]));
    snprintf(number, sizeof number, "%d", event->severity);
    add_variable(environment, "GPUTAPE_EVENT_KIND", event_kind_name(event->kind));
    add_variable(environment, "GPUTAPE_EVENT_SEVERITY", number);
    add_variable(environment, "GPUTAPE_EVENT_SYMBOL", event->symbol);
    add_variable(environment, "GPUTAPE_EVENT_TOPIC", event->topic);
    add_variable(environment, "GPUTAPE_EVENT_TEXT", event->text);
    add_variable(environment, "GPUTAPE_EVENT_LINK", event->link);
}

/* --- one run --- */

static void say(struct hook *hook, const char *what)
{
    char sentence[SENTENCE_SIZE];
    snprintf(sentence, sizeof sentence, "alert not delivered by %.50s: %.70s", hook->words[0], what);
    hook->trouble(hook->context, sentence);
}

static void say_status(struct hook *hook, int status, bool late)
{
    char what[64];
    if (late)
        snprintf(what, sizeof what, "cut off after %d s", hook->seconds);
    else if (WIFSIGNALED(status))
        snprintf(what, sizeof what, "ended by signal %d", WTERMSIG(status));
    else if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        snprintf(what, sizeof what, "exit status %d", WEXITSTATUS(status));
    else
        return;
    say(hook, what);
}

/* It stays a zombie, so that its number cannot be given to anybody else before its group was ended. */
static bool has_ended(pid_t process)
{
    siginfo_t about = {0};
    return waitid(P_PID, (id_t)process, &about, WEXITED | WNOHANG | WNOWAIT) != 0 || about.si_pid != 0;
}

static void wait_for_end(const struct run *run, bool *late)
{
    struct timespec look = {.tv_nsec = LOOK_MS * 1000000L};
    int64_t until_ms = clock_monotonic_ms(&clock_system) + (int64_t)run->hook->seconds * 1000;
    while (!has_ended(run->process)) {
        if (!*late && clock_monotonic_ms(&clock_system) >= until_ms) {
            *late = true;
            kill(-run->process, SIGKILL);
        }
        nanosleep(&look, NULL);
    }
}

static void start_queued(struct hook *hook);

static void *watch(void *context)
{
    struct run run = *(struct run *)context;
    struct hook *hook = run.hook;
    int status = 0;
    bool late = false;
    free(context);
    wait_for_end(&run, &late);
    pthread_mutex_lock(&hook->mutex);
    kill(-run.process, SIGKILL); /* what it has left behind */
    (void)waitpid(run.process, &status, 0);
    hook->running[run.place] = REAPED;
    bool closing = hook->closing;
    pthread_mutex_unlock(&hook->mutex);
    if (!closing)
        say_status(hook, status, late);
    pthread_mutex_lock(&hook->mutex);
    hook->running[run.place] = 0;
    start_queued(hook);
    pthread_cond_broadcast(&hook->ended);
    pthread_mutex_unlock(&hook->mutex);
    return NULL;
}

static int spawn(struct hook *hook, char *const *environment, int input, pid_t *process)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE); /* ignored by us */
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    int code = posix_spawn(process, hook->words[0], &files, &attributes, hook->words, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

/* The pipe is filled before the command starts: it takes the whole at once. */
static int fill_pipe(const struct buffer *json)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    bool written = write(ends[1], json->data, json->length) == (ssize_t)json->length;
    close(ends[1]);
    if (written)
        return ends[0];
    close(ends[0]);
    return -1;
}

static bool start(struct hook *hook, const struct event *event, size_t place)
{
    struct environment *environment = memory_new(1, sizeof *environment);
    struct run *run = memory_new(1, sizeof *run);
    struct buffer json;
    pthread_t thread;
    buffer_init(&json, JSON_MOST);
    write_json(event, &json);
    make_environment(environment, event);
    int input = fill_pipe(&json), code = input < 0 ? errno : 0;
    *run = (struct run){.hook = hook, .place = place};
    if (code == 0)
        code = spawn(hook, environment->items, input, &run->process);
    if (input >= 0)
        close(input);
    buffer_clear(&json);
    free(environment);
    if (code != 0) {
        say(hook, strerror(code));
        free(run);
        return false;
    }
    hook->running[place] = run->process;
    pid_t process = run->process;
    code = pthread_create(&thread, NULL, watch, run);
    if (code == 0)
        return pthread_detach(thread) == 0;
    kill(-process, SIGKILL); /* nobody could cut it off */
    (void)waitpid(process, NULL, 0);
    hook->running[place] = 0;
    free(run);
    say(hook, strerror(code));
    return false;
}

static size_t free_place(const struct hook *hook)
{
    size_t place = 0;
    while (place < RUNS_MOST && hook->running[place] != 0)
        place++;
    return place;
}

static void start_queued(struct hook *hook)
{
    for (size_t place; hook->queued > 0 && (place = free_place(hook)) < RUNS_MOST;) {
        struct event event = hook->queue[0];
        hook->queued--;
        memmove(hook->queue, hook->queue + 1, hook->queued * sizeof *hook->queue);
        (void)start(hook, &event, place); /* a failure was said */
    }
}

/* Whether this minute has room for one more. */
static bool may_start(struct hook *hook)
{
    int64_t now_ms = clock_monotonic_ms(&clock_system);
    if (now_ms - hook->minute_ms >= MINUTE_MS) {
        hook->minute_ms = now_ms;
        hook->started = 0;
        hook->told = false;
    }
    return hook->started < hook->per_minute && hook->queued < QUEUE_MOST;
}

void hook_run(struct hook *hook, const struct event *event)
{
    if (hook == NULL)
        return;
    pthread_mutex_lock(&hook->mutex);
    bool may = may_start(hook), tell = !may && !hook->told;
    hook->told = hook->told || tell;
    if (may) {
        hook->started++;
        hook->queue[hook->queued++] = *event;
        start_queued(hook);
    }
    pthread_mutex_unlock(&hook->mutex);
    if (tell)
        say(hook, "too many alerts at once; the rest of this minute's are left out");
}
