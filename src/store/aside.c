/* SPDX-License-Identifier: MIT
 * Setting damaged files aside, by one process at a time. */
#include "config.h"

#include "aside.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_TRIES   400
#define LOCK_WAIT_MS 5
#define NAMES_MOST   100

/* A name that is free: two damages in one second must not meet. */
static bool free_name(const char *path, int64_t now, char *target, size_t size)
{
    char stamp[24];
    time_t seconds = (time_t)now;
    struct tm utc;
    if (gmtime_r(&seconds, &utc) == NULL)
        return false;
    strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &utc);
    snprintf(target, size, "%s.corrupt-%s", path, stamp);
    for (int i = 2; access(target, F_OK) == 0 && i < NAMES_MOST; i++)
        snprintf(target, size, "%s.corrupt-%s-%d", path, stamp, i);
    return access(target, F_OK) != 0;
}

bool aside_put(const char *path, const char *word, int64_t now, struct store_report *report)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    char from[STORE_PATH_SIZE], target[STORE_PATH_SIZE], to[STORE_PATH_SIZE + 8];
    bool good = free_name(path, now, target, sizeof target);
    for (size_t i = 0; good && i < sizeof suffixes / sizeof suffixes[0]; i++) {
        snprintf(from, sizeof from, "%s%s", path, suffixes[i]);
        snprintf(to, sizeof to, "%s%s", target, suffixes[i]);
        good = rename(from, to) == 0 || errno == ENOENT;
    }
    if (good)
        store_say(report, "The %s was damaged: set aside as %s", word, strrchr(target, '/') + 1);
    else
        store_say(report, "The %s is damaged and cannot be set aside: %s", word, strerror(errno));
    return good;
}

static int open_folder(const char *path)
{
    char folder[STORE_PATH_SIZE];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - path) + 1 : 1,
             slash != NULL ? path : ".");
    return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool is_same_folder(int a, int b)
{
    struct stat first, second;
    return a >= 0 && b >= 0 && fstat(a, &first) == 0 && fstat(b, &second) == 0 && first.st_ino == second.st_ino &&
           first.st_dev == second.st_dev;
}

static bool lock_folder(int fd)
{
    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return false;
        poll(NULL, 0, LOCK_WAIT_MS); /* a lock is nothing that can be waited for with a limit */
    }
    return false;
}

void aside_lock(struct aside_locks *locks, const struct store *store)
{
    for (int file = 0; file < STORE_FILES; file++) {
        const char *path = store->places[file].path;
        int fd = path != NULL ? open_folder(path) : -1;
        bool held = file > 0 && is_same_folder(locks->fds[file - 1], fd);
        if (fd >= 0 && (held || !lock_folder(fd))) {
            close(fd);
            fd = -1;
        }
        locks->fds[file] = fd;
    }
}

void aside_unlock(struct aside_locks *locks)
{
    for (int file = 0; file < STORE_FILES; file++)
        if (locks->fds[file] >= 0)
            close(locks->fds[file]);
}
