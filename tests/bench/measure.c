/* SPDX-License-Identifier: MIT
 * Lines, clocks, homes and the figures that the kernel keeps about a process. */
#include "config.h"

#include "measure.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bool *above(void)
{
    static bool passed; /* of this program's run */
    return &passed;
}

static const char *figure(char text[24], double value, double none)
{
    if (value <= none)
        return "-";
    snprintf(text, 24, value >= 1000 ? "%.0f" : "%.2f", value);
    return text;
}

void measure_line(const char *name, const char *unit, double measured, double floor, double limit)
{
    char first[24], second[24], third[24];
    bool good = limit <= MEASURE_NONE || measured <= limit;
    if (!good)
        *above() = true;
    printf("%-52s %10s %10s %10s %-8s %s\n", name, figure(first, measured, -1e9),
           figure(second, floor, MEASURE_NONE), figure(third, limit, MEASURE_NONE), unit,
           limit <= MEASURE_NONE ? ""
           : good                ? "ok"
                                 : "ABOVE");
    fflush(stdout);
}

double measure_limit(double limit_ms, double usual_floor_ms, double floor_ms)
{
    double by_ratio = limit_ms / usual_floor_ms * floor_ms;
    return by_ratio > limit_ms ? by_ratio : limit_ms;
}

void measure_missing(const char *name, const char *why)
{
    printf("%-52s not measured: %s\n", name, why);
    fflush(stdout);
}

int measure_status(void)
{
    return *above() ? 1 : 0;
}

void measure_die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("bench: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

double measure_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void measure_sleep_ms(unsigned ms)
{
    struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};
    while (nanosleep(&time, &time) != 0 && errno == EINTR)
        continue;
}

static int compare(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

double measure_share(double *values, size_t count, double share)
{
    qsort(values, count, sizeof *values, compare);
    size_t index = (size_t)(share * (double)count);
    return values[index < count ? index : count - 1];
}

/* --- homes --- */

void bench_home_make(struct bench_home *home)
{
    snprintf(home->path, sizeof home->path, "/tmp/gputape-bench-XXXXXX");
    if (mkdtemp(home->path) == NULL)
        measure_die("no temporary folder: %s", strerror(errno));
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

void bench_home_remove(const struct bench_home *home)
{
    (void)nftw(home->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

void bench_home_config(const struct bench_home *home, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/config", home->path);
    (void)mkdir(path, 0700); /* there already, at times */
    snprintf(path, sizeof path, "%s/config/gputape", home->path);
    (void)mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/config/gputape/gputape.conf", home->path);
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
        measure_die("%s cannot be written", path);
}

/* --- what the kernel counts --- */

static bool field_of(const char *path, const char *field, double *value)
{
    char line[256];
    size_t length = strlen(field);
    bool found = false;
    FILE *file = fopen(path, "r");
    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, field, length) == 0 && line[length] == ':') {
            *value = strtod(line + length + 1, NULL);
            found = true;
        }
    if (file != NULL)
        fclose(file);
    return found;
}

static double over_threads(pid_t process, double (*of)(const char *folder))
{
    char path[64], thread[340];
    double sum = 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    DIR *folder = opendir(path);
    if (folder == NULL)
        measure_die("process %d is gone", (int)process);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(thread, sizeof thread, "%s/%s", path, entry->d_name);
        sum += of(thread);
    }
    closedir(folder);
    return sum;
}

static double switches(const char *folder)
{
    char path[360];
    double value = 0;
    snprintf(path, sizeof path, "%s/status", folder);
    (void)field_of(path, "voluntary_ctxt_switches", &value); /* a thread that has just ended counts nothing */
    return value;
}

static double run_ms(const char *folder)
{
    char path[360], line[128] = "";
    snprintf(path, sizeof path, "%s/schedstat", folder);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    if (fgets(line, sizeof line, file) == NULL)
        line[0] = '\0';
    fclose(file);
    return strtod(line, NULL) / 1e6;
}

uint64_t bench_wakeups(pid_t process)
{
    return (uint64_t)over_threads(process, switches);
}

double bench_cpu_ms(pid_t process)
{
    return over_threads(process, run_ms);
}

double bench_memory_kb(pid_t process, const char *field)
{
    char path[64];
    double value = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)process);
    (void)field_of(path, field, &value);
    return value;
}
