/* SPDX-License-Identifier: MIT
 * A home of its own for each test, the program in it, and what is expected of the two. */
#include "config.h"

#include "world.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define DEADLINE_MS    30000 /* a hang guard, no measure */
#define ARGUMENTS_MOST 10

/* --- homes --- */

static void read_fresh_settings(struct termios *settings)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(master >= 0);
    assert_int_equal(grantpt(master), 0);
    assert_int_equal(unlockpt(master), 0);
    int other = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(other >= 0);
    assert_int_equal(tcgetattr(other, settings), 0);
    close(other);
    close(master);
}

int world_setup(void **state)
{
    struct world *world = memory_new(1, sizeof *world);
    const char *folder = getenv("GPUTAPE_BUILD_FOLDER");
    snprintf(world->home, sizeof world->home, "/tmp/gputape-home-XXXXXX");
    assert_non_null(mkdtemp(world->home));
    snprintf(world->program, sizeof world->program, "%s/gputape", folder != NULL ? folder : ".");
    read_fresh_settings(&world->settings);
    *state = world;
    return 0;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

int world_teardown(void **state)
{
    struct world *world = *state;
    if (world->pty != NULL)
        pty_free(world->pty);
    if (world->second != NULL)
        pty_free(world->second);
    world_stop_simulator(world);
    (void)nftw(world->home, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(world);
    return 0;
}

void world_write(const struct world *world, const char *name, const char *text)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", world->home, name);
    for (char *slash = path + strlen(world->home) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        assert_true(mkdir(path, 0700) == 0 || errno == EEXIST);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* --- starting --- */

struct surroundings {
    char folders[5][64];
    const char *variables[WORLD_VARIABLES];
    const char *argv[ARGUMENTS_MOST];
};

/* What the caller's own environment says must not reach the program. */
static void surround(const struct world *world, const struct start *start, struct surroundings *around)
{
    static const struct {
        const char *name, *folder;
    } folders[] = {{"HOME", ""},
                   {"XDG_CONFIG_HOME", "/config"},
                   {"XDG_CACHE_HOME", "/cache"},
                   {"XDG_DATA_HOME", "/data"},
                   {"XDG_STATE_HOME", "/state"}};
    size_t used = 0, count = 1;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(around->folders[i], sizeof around->folders[i], "%s=%s%s", folders[i].name, world->home,
                 folders[i].folder);
        around->variables[used++] = around->folders[i];
    }
    around->variables[used++] = "LC_ALL=C.UTF-8";
    around->variables[used++] = "TERMINFO";
    around->variables[used++] = "https_proxy";
    for (size_t i = 0; i < sizeof start->variables / sizeof start->variables[0] && start->variables[i] != NULL; i++)
        around->variables[used++] = start->variables[i];
    around->variables[used] = NULL;
    around->argv[0] = world->program;
    for (size_t i = 0; i < sizeof start->arguments / sizeof start->arguments[0] && start->arguments[i] != NULL; i++)
        around->argv[count++] = start->arguments[i];
    around->argv[count] = NULL;
}

static struct pty *begin(const struct world *world, const struct start *start)
{
    struct surroundings around;
    surround(world, start, &around);
    struct pty_options options = {
        .rows = start->rows,
        .columns = start->columns,
        .term = start->term == NULL      ? "xterm-256color"
                : start->term[0] != '\0' ? start->term
                                         : NULL,
        .environment = around.variables,
        .stopped = start->stopped,
    };
    return pty_start(&options, around.argv);
}

struct pty *world_start(struct world *world, const struct start *start)
{
    if (world->pty != NULL)
        pty_free(world->pty);
    world->pty = begin(world, start);
    return world->pty;
}

struct pty *world_start_second(struct world *world, const struct start *start)
{
    if (world->second != NULL)
        pty_free(world->second);
    world->second = begin(world, start);
    return world->second;
}

struct pty *world_demo(struct world *world, int rows, int columns)
{
    struct start start = {.arguments = {"--demo"}, .rows = rows, .columns = columns};
    struct pty *pty = world_start(world, &start);
    expect_text(pty, "Yahoo quotes");
    return pty;
}

/* --- without a terminal --- */

static _Noreturn void become_piped(const struct surroundings *around, int output)
{
    sigset_t none;
    int nothing = open("/dev/null", O_RDONLY);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid(); /* no controlling terminal to fall back on */
    for (size_t i = 0; around->variables[i] != NULL; i++)
        if (strchr(around->variables[i], '=') == NULL)
            unsetenv(around->variables[i]);
        else if (putenv(memory_text(around->variables[i])) != 0)
            _exit(126);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execv(around->argv[0], (char *const *)(uintptr_t)around->argv);
    _exit(127);
}

static pid_t start_piped(const struct world *world, const struct start *start, int *reading)
{
    struct surroundings around;
    int ends[2];
    surround(world, start, &around);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0)
        become_piped(&around, ends[1]);
    close(ends[1]);
    *reading = ends[0];
    return process;
}

/* Reads until the end, or until the line's end when one is wanted, or until the guard. */
static void read_text(int fd, char *text, size_t size, bool one_line)
{
    size_t used = 0;
    while (used + 1 < size) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        if (poll(&wait, 1, DEADLINE_MS) <= 0)
            break;
        ssize_t got = read(fd, text + used, one_line ? 1 : size - 1 - used);
        if (got <= 0 || (one_line && text[used] == '\n'))
            break;
        used += (size_t)got;
    }
    text[used] = '\0';
}

void world_run(const struct world *world, const struct start *start, struct outcome *outcome)
{
    int reading, status;
    pid_t process = start_piped(world, start, &reading);
    read_text(reading, outcome->text, sizeof outcome->text, false);
    close(reading);
    assert_int_equal(waitpid(process, &status, 0), process);
    outcome->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void world_simulator(struct world *world)
{
    struct start start = {.arguments = {"sim", "--port", "0"}};
    char address[128], text[256];
    int reading;
    world->server = start_piped(world, &start, &reading);
    read_text(reading, address, sizeof address, true);
    close(reading);
    assert_int_equal(strncmp(address, "http://127.0.0.1:", 17), 0);
    snprintf(text, sizeof text, "[network]\nbase_url = %s\n[sec]\ncontact = A Name name@example.org\n", address);
    world_write(world, "config/gputape/gputape.conf", text);
}

void world_stop_simulator(struct world *world)
{
    if (world->server > 0) {
        kill(world->server, SIGKILL);
        (void)waitpid(world->server, NULL, 0);
    }
    world->server = 0;
}

/* --- expectations --- */

bool shows(struct pty *pty, const char *text)
{
    return strstr(pty_screen(pty), text) != NULL;
}

void expect_text(struct pty *pty, const char *text)
{
    if (!pty_wait_text(pty, text))
        fail_msg("\"%s\" was never on the screen", text);
}

void expect_no_text(struct pty *pty, const char *text)
{
    if (!pty_wait_no_text(pty, text))
        fail_msg("\"%s\" stayed on the screen", text);
}

size_t count_bytes(const struct pty *pty, const char *bytes)
{
    size_t length, count = 0, sought = strlen(bytes);
    const char *at = pty_log(pty, &length), *end = at + length;
    while ((at = memmem(at, (size_t)(end - at), bytes, sought)) != NULL) {
        count++;
        at += sought;
    }
    return count;
}

/* Between the two parts of "clear" attributes may be reset. */
size_t repaints(const struct pty *pty)
{
    return count_bytes(pty, "\033[2J") + count_bytes(pty, "\033[H\033[J");
}

/* A full repaint clears first and draws the last row last. */
static bool is_painted(struct pty *pty, void *before)
{
    int rows, columns;
    pty_size(pty, &rows, &columns);
    return repaints(pty) > *(const size_t *)before && pty_row(pty, rows - 1)[0] != '\0';
}

void expect_repaint(struct pty *pty, size_t before)
{
    assert_true(pty_wait(pty, is_painted, &before));
}

void expect_alive(struct pty *pty)
{
    size_t before = repaints(pty);
    int rows, columns;
    pty_size(pty, &rows, &columns);
    pty_resize(pty, rows, columns % 2 == 0 ? columns - 1 : columns + 1);
    expect_repaint(pty, before);
}

void expect_settings(const struct world *world, struct pty *pty)
{
    struct termios now;
    pty_settings(pty, &now);
    assert_int_equal(now.c_iflag, world->settings.c_iflag);
    assert_int_equal(now.c_oflag, world->settings.c_oflag);
    assert_int_equal(now.c_cflag, world->settings.c_cflag);
    assert_int_equal(now.c_lflag, world->settings.c_lflag);
    assert_memory_equal(now.c_cc, world->settings.c_cc, sizeof now.c_cc);
}

void expect_end(const struct world *world, struct pty *pty, int expected)
{
    int status;
    assert_true(pty_wait_exit(pty, &status));
    assert_true(WIFEXITED(status));
    if (expected >= 0)
        assert_int_equal(WEXITSTATUS(status), expected);
    expect_settings(world, pty);
}

void expect_end_unread(const struct world *world, struct pty *pty)
{
    int status;
    assert_true(pty_wait_exit_stuck(pty, &status));
    assert_true(WIFEXITED(status));
    expect_settings(world, pty);
}

void expect_left_screen(struct pty *pty)
{
    size_t entered = count_bytes(pty, "\033[?1049h");
    assert_true(entered > 0);
    assert_int_equal(count_bytes(pty, "\033[?1049l"), entered);
}

/* --- keys --- */

const char *key_bytes(const char *name)
{
    static const struct {
        const char *name, *bytes;
    } keys[] = {
        {"Down", "\033OB"}, {"Up", "\033OA"},      {"Left", "\033OD"},  {"Right", "\033OC"}, {"Home", "\033OH"},
        {"End", "\033OF"},  {"PgDn", "\033[6~"},   {"PgUp", "\033[5~"}, {"Tab", "\t"},       {"S-Tab", "\033[Z"},
        {"Enter", "\r"},    {"Esc", "\033"},       {"F1", "\033OP"},    {"F2", "\033OQ"},    {"Space", " "},
        {"Ctrl-C", "\003"}, {"Ctrl-D", "\004"},    {"Ctrl-L", "\014"},  {"Ctrl-R", "\022"},  {"Ctrl-U", "\025"},
        {"Ctrl-Z", "\032"}, {"Backspace", "\177"},
    };
    if (strlen(name) == 1)
        return name;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(keys[i].name, name) == 0)
            return keys[i].bytes;
    return NULL;
}
