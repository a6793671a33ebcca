/* SPDX-License-Identifier: MIT
 * The command runs before the screen is taken, so that it may ask for a passphrase. */
#include "config.h"

#include "key_command.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MOST 16

static bool start(char *const *words, int output, pid_t *process)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    int code = posix_spawnp(process, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    errno = code;
    return code == 0;
}

/* Until it prints no more, the room is full or the time is up; the length. */
static size_t read_all(int fd, char *key, size_t size)
{
    int64_t ends_ms = clock_monotonic_ms(&clock_system) + KEY_COMMAND_SECONDS * 1000;
    size_t used = 0;
    for (;;) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        int64_t left = ends_ms - clock_monotonic_ms(&clock_system);
        if (left <= 0 || used + 1 == size || poll(&ready, 1, (int)left) <= 0)
            break;
        ssize_t some = read(fd, key + used, size - 1 - used);
        if (some <= 0)
            break;
        used += (size_t)some;
    }
    key[used] = '\0';
    return used;
}

/* True when it ended well by itself. It gets a second for that after its last word. */
static bool reap(pid_t process)
{
    int status = 0;
    for (int looks = 0; looks < 100; looks++) {
        if (waitpid(process, &status, WNOHANG) == process)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        poll(NULL, 0, 10);
    }
    kill(process, SIGKILL);
    (void)waitpid(process, &status, 0);
    return false;
}

bool key_from_command(char *command, char *key, size_t size, struct error *err)
{
    char *words[WORDS_MOST + 1] = {NULL}, *rest = NULL;
    size_t count = 0;
    int ends[2];
    pid_t process;
    for (char *word = strtok_r(command, " \t", &rest); word != NULL && count < WORDS_MOST;
         word = strtok_r(NULL, " \t", &rest))
        words[count++] = word;
    if (count == 0)
        return error_set(err, ERROR_INVALID, "the command is missing");
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set(err, ERROR_INVALID, "%s was not run: %s", words[0], strerror(errno));
    bool started = start(words, ends[1], &process);
    int code = errno;
    close(ends[1]);
    size_t length = started ? read_all(ends[0], key, size) : 0;
    close(ends[0]);
    if (!started)
        return error_set(err, ERROR_INVALID, "%s was not run: %s", words[0], strerror(code));
    bool good = reap(process);
    key[strcspn(key, "\r\n")] = '\0';
    if (good && length > 0 && key[0] != '\0')
        return true;
    explicit_bzero(key, size);
    return error_set(err, ERROR_INVALID, "%s gave no key", words[0]);
}
