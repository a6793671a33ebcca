/* SPDX-License-Identifier: MIT
 * One poll(2) over the pty, the report pipe and a signalfd for SIGCHLD. */
#include "config.h"

#include "pty.h"
#include "repeat.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#define DEADLINE_MS  30000 /* valgrind on a busy machine is inside it */
#define REPORT_FD    3
#define SCREEN_LIMIT (1024 * 1024)
#define LOG_LIMIT    (64 * 1024 * 1024)

struct pty {
    int master, report, children;
    pid_t pid;
    VTerm *vterm;
    VTermScreen *screen;
    int rows, columns;
    bool exited, stopped, silent, alternate, cursor_visible, mouse;
    bool reversed;
    int status;
    char mode[32]; /* a sequence of private modes that has begun */
    size_t mode_length;
    uint64_t bytes, chunks, bells;
    struct repeat repeat;
    struct buffer text, reported, log;
};

/* A test harness that cannot work is no result. */
static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "pty: %s: %s\n", what, strerror(errno));
    abort();
}

/* --- the terminal --- */

static int take_property(VTermProp property, VTermValue *value, void *user)
{
    struct pty *pty = user;
    if (property == VTERM_PROP_ALTSCREEN)
        pty->alternate = value->boolean;
    else if (property == VTERM_PROP_REVERSE)
        pty->reversed = value->boolean;
    else if (property == VTERM_PROP_CURSORVISIBLE)
        pty->cursor_visible = value->boolean;
    return 1;
}

/* libvterm takes only the first of several private modes in one sequence ("\033[?1006;1000h"), so that mouse
 * reports are looked for here. */
static void watch_modes(struct pty *pty, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char byte = bytes[i];
        bool goes_on = pty->mode_length > 0 && pty->mode_length + 1 < sizeof pty->mode;
        if (byte == '\033') {
            pty->mode_length = 0;
            pty->mode[pty->mode_length++] = byte;
        } else if (goes_on && strchr("[?;0123456789", byte) != NULL) {
            pty->mode[pty->mode_length++] = byte;
        } else if (goes_on && (byte == 'h' || byte == 'l')) {
            pty->mode[pty->mode_length] = '\0';
            if (strncmp(pty->mode, "\033[?", 3) == 0 && strstr(pty->mode, "1000") != NULL)
                pty->mouse = byte == 'h';
            pty->mode_length = 0;
        } else {
            pty->mode_length = 0;
        }
    }
}

static int take_bell(void *user)
{
    struct pty *pty = user;
    pty->bells++;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = take_property, .bell = take_bell};

static void make_terminal(struct pty *pty)
{
    pty->vterm = vterm_new(pty->rows, pty->columns);
    vterm_set_utf8(pty->vterm, 1);
    pty->screen = vterm_obtain_screen(pty->vterm);
    pty->cursor_visible = true;
    vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
}

/* --- starting and ending --- */

static void set_environment(const struct pty_options *options)
{
    unsetenv("LINES");
    unsetenv("COLUMNS");
    unsetenv("NO_COLOR");
    if (options->term != NULL)
        setenv("TERM", options->term, 1);
    else
        unsetenv("TERM");
    for (size_t i = 0; options->environment != NULL && options->environment[i] != NULL; i++) {
        const char *entry = options->environment[i];
        if (strchr(entry, '=') == NULL)
            unsetenv(entry);
        else if (putenv(memory_text(entry)) != 0)
            give_up("putenv");
    }
}

static _Noreturn void become_program(const struct pty_options *options, const char *const *argv, int report)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGHUP, options->ignore_hang_up ? SIG_IGN : SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    set_environment(options);
    if (options->stopped && tcflow(STDOUT_FILENO, TCOOFF) != 0)
        give_up("tcflow");
    if (report >= 0 && report != REPORT_FD)
        dup2(report, REPORT_FD);
    for (int fd = report >= 0 ? REPORT_FD + 1 : REPORT_FD; fd < 64; fd++)
        close(fd);
    execv(argv[0], (char *const *)(uintptr_t)argv);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static int watch_children(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0)
        give_up("signalfd");
    return fd;
}

struct pty *pty_start(const struct pty_options *options, const char *const *argv)
{
    struct pty *pty = memory_new(1, sizeof *pty);
    int report[2] = {-1, -1};
    pty->rows = options->rows > 0 ? options->rows : 24;
    pty->columns = options->columns > 0 ? options->columns : 80;
    struct winsize size = {.ws_row = (unsigned short)pty->rows, .ws_col = (unsigned short)pty->columns};
    buffer_init(&pty->text, SCREEN_LIMIT);
    buffer_init(&pty->reported, SCREEN_LIMIT);
    buffer_init(&pty->log, LOG_LIMIT);
    make_terminal(pty);
    pty->children = watch_children();
    if (options->report && pipe2(report, O_CLOEXEC) != 0)
        give_up("pipe");
    fflush(NULL);
    pty->pid = forkpty(&pty->master, NULL, NULL, &size);
    if (pty->pid < 0)
        give_up("forkpty");
    if (pty->pid == 0)
        become_program(options, argv, report[1]);
    if (report[1] >= 0)
        close(report[1]);
    pty->report = report[0];
    fcntl(pty->master, F_SETFL, O_NONBLOCK);
    fcntl(pty->master, F_SETFD, FD_CLOEXEC);
    return pty;
}

static void reap(struct pty *pty)
{
    int status;
    while (!pty->exited && waitpid(pty->pid, &status, WNOHANG | WUNTRACED | WCONTINUED) == pty->pid) {
        pty->stopped = WIFSTOPPED(status);
        pty->exited = WIFEXITED(status) || WIFSIGNALED(status);
        if (pty->exited)
            pty->status = status;
    }
}

void pty_free(struct pty *pty)
{
    if (!pty->exited) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, NULL, 0);
    }
    if (pty->master >= 0)
        close(pty->master);
    if (pty->report >= 0)
        close(pty->report);
    close(pty->children);
    vterm_free(pty->vterm);
    buffer_clear(&pty->text);
    buffer_clear(&pty->reported);
    buffer_clear(&pty->log);
    free(pty);
}

pid_t pty_pid(const struct pty *pty)
{
    return pty->pid;
}

/* --- waiting --- */

/* What the terminal answers to the program's questions. */
static void answer(struct pty *pty)
{
    char bytes[256];
    size_t length;
    while ((length = vterm_output_read(pty->vterm, bytes, sizeof bytes)) > 0)
        pty_send_bytes(pty, bytes, length);
}

static void show(void *context, const char *bytes, size_t length)
{
    struct pty *pty = context;
    if (length > 0)
        vterm_input_write(pty->vterm, bytes, length);
}

static void read_terminal(struct pty *pty)
{
    char bytes[65536];
    ssize_t got = read(pty->master, bytes, sizeof bytes);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) { /* EIO: nobody has the other end any more; its settings can still be asked for */
        pty->silent = true;
        return;
    }
    pty->bytes += (uint64_t)got;
    pty->chunks++;
    watch_modes(pty, bytes, (size_t)got);
    if (!buffer_append(&pty->log, bytes, (size_t)got))
        give_up("too much output");
    repeat_feed(&pty->repeat, bytes, (size_t)got, show, pty);
    vterm_screen_flush_damage(pty->screen);
    answer(pty);
}

static void read_report(struct pty *pty)
{
    char bytes[4096];
    ssize_t got = read(pty->report, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        close(pty->report);
        pty->report = -1;
    } else if (!buffer_append(&pty->reported, bytes, (size_t)got)) {
        give_up("too much reported");
    }
}

/* False at the deadline. */
static bool turn(struct pty *pty, bool stuck, int64_t deadline_ms)
{
    struct signalfd_siginfo ignored;
    struct pollfd fds[3] = {
        {.fd = stuck || pty->silent ? -1 : pty->master, .events = POLLIN},
        {.fd = pty->report, .events = POLLIN},
        {.fd = pty->children, .events = POLLIN},
    };
    int64_t left = deadline_ms - clock_monotonic_ms(&clock_system);
    if (left <= 0)
        return false;
    if (poll(fds, 3, (int)left) < 0 && errno != EINTR)
        give_up("poll");
    if (fds[0].revents != 0)
        read_terminal(pty);
    if (fds[1].revents != 0)
        read_report(pty);
    if (fds[2].revents != 0)
        while (read(pty->children, &ignored, sizeof ignored) > 0)
            continue;
    reap(pty); /* every time: one signal may stand for the children of several pty's */
    return true;
}

static void tell_screen(struct pty *pty, const char *why)
{
    fprintf(stderr, "pty: %s; the screen is:\n", why);
    for (int row = 0; row < pty->rows; row++)
        if (pty_row(pty, row)[0] != '\0')
            fprintf(stderr, "%3d %s\n", row, pty_row(pty, row));
}

static bool wait_for(struct pty *pty, bool stuck, pty_condition holds, void *context)
{
    int64_t deadline = clock_monotonic_ms(&clock_system) + DEADLINE_MS;
    reap(pty);
    while (!holds(pty, context)) {
        bool over = pty->exited && (stuck || pty->silent) && pty->report < 0; /* nothing more can come */
        if (over || !turn(pty, stuck, deadline)) {
            tell_screen(pty, over ? "the program has ended" : "waited in vain");
            return false;
        }
    }
    return true;
}

bool pty_wait(struct pty *pty, pty_condition holds, void *context)
{
    return wait_for(pty, false, holds, context);
}

struct sought {
    const char *text;
    int row; /* -1 any */
    bool there;
};

static bool is_as_sought(struct pty *pty, void *context)
{
    const struct sought *sought = context;
    const char *where = sought->row < 0 ? pty_screen(pty) : pty_row(pty, sought->row);
    return (strstr(where, sought->text) != NULL) == sought->there;
}

bool pty_wait_text(struct pty *pty, const char *text)
{
    struct sought sought = {text, -1, true};
    return pty_wait(pty, is_as_sought, &sought);
}

bool pty_wait_no_text(struct pty *pty, const char *text)
{
    struct sought sought = {text, -1, false};
    return pty_wait(pty, is_as_sought, &sought);
}

bool pty_wait_row(struct pty *pty, int row, const char *text)
{
    struct sought sought = {text, row, true};
    return pty_wait(pty, is_as_sought, &sought);
}

static bool has_ended(struct pty *pty, void *context)
{
    (void)context;
    return pty->exited;
}

/* What a program wrote last is still in the pty when it has ended. */
static void read_rest(struct pty *pty)
{
    struct pollfd fd = {.fd = pty->master, .events = POLLIN};
    while (!pty->silent && poll(&fd, 1, 0) > 0)
        read_terminal(pty);
}

bool pty_wait_exit(struct pty *pty, int *status)
{
    bool good = wait_for(pty, false, has_ended, NULL);
    read_rest(pty);
    *status = pty->status;
    return good;
}

bool pty_wait_exit_stuck(struct pty *pty, int *status)
{
    bool good = wait_for(pty, true, has_ended, NULL);
    *status = pty->status;
    return good;
}

static bool has_stopped(struct pty *pty, void *context)
{
    (void)context;
    return pty->stopped;
}

bool pty_wait_stop(struct pty *pty)
{
    bool good = pty_wait(pty, has_stopped, NULL);
    read_rest(pty);
    return good;
}

static bool has_reported(struct pty *pty, void *context)
{
    (void)context;
    return strchr(buffer_text(&pty->reported), '\n') != NULL || pty->report < 0;
}

static bool take_report(struct pty *pty, bool stuck, char *line, size_t size)
{
    line[0] = '\0';
    if (!wait_for(pty, stuck, has_reported, NULL) || pty->report < 0)
        return false;
    char *end = strchr(pty->reported.data, '\n');
    *end = '\0';
    text_copy(line, size, pty->reported.data);
    size_t taken = (size_t)(end + 1 - pty->reported.data);
    pty->reported.length -= taken;
    memmove(pty->reported.data, end + 1, pty->reported.length + 1);
    return true;
}

bool pty_report(struct pty *pty, char *line, size_t size)
{
    return take_report(pty, false, line, size);
}

bool pty_report_stuck(struct pty *pty, char *line, size_t size)
{
    return take_report(pty, true, line, size);
}

/* --- doing --- */

void pty_send_bytes(struct pty *pty, const char *bytes, size_t length)
{
    while (length > 0 && pty->master >= 0) {
        ssize_t sent = write(pty->master, bytes, length);
        if (sent < 0 && errno == EAGAIN) {
            struct pollfd fd = {.fd = pty->master, .events = POLLOUT};
            if (poll(&fd, 1, DEADLINE_MS) == 0)
                give_up("the program reads no keys");
            continue;
        }
        if (sent < 0)
            return; /* the program is gone: the test will see it */
        bytes += sent;
        length -= (size_t)sent;
    }
}

void pty_send(struct pty *pty, const char *bytes)
{
    pty_send_bytes(pty, bytes, strlen(bytes));
}

void pty_resize(struct pty *pty, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    pty->rows = rows;
    pty->columns = columns;
    vterm_set_size(pty->vterm, rows, columns);
    if (ioctl(pty->master, TIOCSWINSZ, &size) != 0)
        give_up("TIOCSWINSZ");
}

void pty_signal(struct pty *pty, int number)
{
    if (!pty->exited)
        kill(pty->pid, number);
    if (number == SIGCONT)
        pty->stopped = false;
}

void pty_hang_up(struct pty *pty)
{
    close(pty->master);
    pty->master = -1;
    pty->silent = true;
}

/* --- looking --- */

static struct pty_cell cell_at(struct pty *pty, int row, int column)
{
    VTermScreenCell cell;
    struct pty_cell result = {.width = 1, .colour = -1};
    size_t used = 0;
    if (!vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = column}, &cell))
        return result;
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0 && cell.chars[i] != (uint32_t)-1; i++)
        used += text_encode(cell.chars[i], result.text + used);
    if (used == 0 && cell.chars[0] == 0)
        text_copy(result.text, sizeof result.text, " ");
    result.width = cell.width;
    result.bold = cell.attrs.bold;
    result.underline = cell.attrs.underline != 0;
    result.reverse = cell.attrs.reverse;
    result.coloured = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg);
    if (result.coloured && VTERM_COLOR_IS_INDEXED(&cell.fg))
        result.colour = cell.fg.indexed.idx;
    return result;
}

struct pty_cell pty_cell(struct pty *pty, int row, int column)
{
    return cell_at(pty, row, column);
}

static void append_row(struct pty *pty, int row)
{
    size_t kept = pty->text.length;
    for (int column = 0; column < pty->columns; column++) {
        struct pty_cell cell = cell_at(pty, row, column);
        if (!buffer_append_text(&pty->text, cell.text))
            give_up("the screen is too large");
        if (strcmp(cell.text, " ") != 0)
            kept = pty->text.length;
    }
    if (pty->text.data != NULL)
        pty->text.data[kept] = '\0';
    pty->text.length = kept;
}

const char *pty_screen(struct pty *pty)
{
    buffer_empty(&pty->text);
    for (int row = 0; row < pty->rows; row++) {
        append_row(pty, row);
        if (!buffer_append(&pty->text, "\n", 1))
            give_up("the screen is too large");
    }
    return buffer_text(&pty->text);
}

const char *pty_row(struct pty *pty, int row)
{
    buffer_empty(&pty->text);
    append_row(pty, row);
    return buffer_text(&pty->text);
}

bool pty_alternate(const struct pty *pty)
{
    return pty->alternate;
}

bool pty_cursor_visible(const struct pty *pty)
{
    return pty->cursor_visible;
}

void pty_cursor(struct pty *pty, int *row, int *column)
{
    VTermPos position;
    vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &position);
    *row = position.row;
    *column = position.col;
}

bool pty_mouse(const struct pty *pty)
{
    return pty->mouse;
}

void pty_settings(const struct pty *pty, struct termios *settings)
{
    if (tcgetattr(pty->master, settings) != 0)
        give_up("tcgetattr");
}

const char *pty_log(const struct pty *pty, size_t *length)
{
    *length = pty->log.length;
    return buffer_text(&pty->log);
}

int pty_open_other_end(const struct pty *pty)
{
    int fd = open(ptsname(pty->master), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        give_up("the other end");
    return fd;
}

void pty_size(const struct pty *pty, int *rows, int *columns)
{
    *rows = pty->rows;
    *columns = pty->columns;
}

uint64_t pty_bytes(const struct pty *pty)
{
    return pty->bytes;
}

uint64_t pty_chunks(const struct pty *pty)
{
    return pty->chunks;
}

bool pty_reversed(const struct pty *pty)
{
    return pty->reversed;
}

uint64_t pty_bells(const struct pty *pty)
{
    return pty->bells;
}
