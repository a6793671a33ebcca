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
#include <time.h>
#include <unistd.h>

#define LOCK_TRIES   40
#define LOCK_WAIT_MS 50
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

int aside_lock(const char *path)
{
    char name[STORE_PATH_SIZE];
    snprintf(name, sizeof name, "%s.lock", path);
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    for (int i = 0; fd >= 0 && i < LOCK_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return fd;
        poll(NULL, 0, LOCK_WAIT_MS); /* a descriptor that can be waited for does not exist for locks */
    }
    if (fd >= 0)
        close(fd);
    return -1;
}
