/* SPDX-License-Identifier: MIT
 * The smallest program over the terminal layer: draws a canvas, changes it by single keys, and reports each frame's
 * bytes and writes on descriptor 3. Arguments: [mouse] [ascii|utf8] [never|always]. */
#include "config.h"

#include "base/key.h"
#include "base/waker.h"
#include "draw/canvas.h"
#include "term/term.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REPORT_FD   3
#define STATUS_GONE 7

/* Forced by signal handlers. */
#define SETTLE_MS 200

static struct waker signals = {-1, -1};

struct driver {
    struct term *term;
    struct canvas canvas;
    unsigned round;                 /* makes every change a new one */
    unsigned flashes;               /* frames still to be shown to fill a stuck terminal */
    bool quit, full;                /* a filled screen */
    bool dirty;                     /* not shown yet: the terminal is stuck */
    bool unreported;                /* a frame that went out in part */
    uint64_t bytes, writes, frames; /* before it */
    int status;
};

static void report(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void report(const char *format, ...)
{
    char line[128];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (length > 0 && write(REPORT_FD, line, (size_t)length) < 0 && errno != EBADF)
        _exit(3);
}

static void on_signal(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(signals.write_fd, &byte, 1);
    (void)ignored;
    errno = saved;
}

static void on_crash(int number)
{
    term_rescue();
    signal(number, SIG_DFL);
    raise(number);
}

static struct rect whole(const struct driver *driver)
{
    return (struct rect){0, 0, driver->canvas.rows, driver->canvas.columns};
}

/* A quote's change, nine columns, at the start of a cell of a table of 8 columns. */
static void put_quote(struct driver *driver, int index, unsigned figure)
{
    enum role role = figure % 2 == 0 ? ROLE_GAIN : ROLE_LOSS;
    canvas_printf(&driver->canvas, whole(driver), 4 + index / 8, 2 + index % 8 * 13, role, 0, "%c%u.%02u%%",
                  figure % 2 == 0 ? '+' : '-', 1000 + figure % 9 * 1111, figure * 7 % 100);
}

/* A table of 400 figures and a line of braille on 40 rows, as in the measurements that set the budget. */
static void fill(struct driver *driver)
{
    for (int i = 0; i < 400; i++)
        put_quote(driver, i, (unsigned)i);
    for (int column = 108; column < 196; column++)
        canvas_put(&driver->canvas, whole(driver), 25 + column * column % 17, column,
                   0x2801 + (uint32_t)(column * 7) % 255, ROLE_CHART_LINE, 0);
}

static void draw_all(struct driver *driver)
{
    int rows, columns;
    term_size(driver->term, &rows, &columns);
    canvas_resize(&driver->canvas, rows, columns);
    driver->canvas.ascii = term_ascii(driver->term);
    canvas_printf(&driver->canvas, whole(driver), 0, 0, ROLE_TITLE, 0, "ready %dx%d round %u", rows, columns,
                  driver->round);
    canvas_text(&driver->canvas, whole(driver), 3, 0, -1, ROLE_TEXT, 0,
                "\xe5\x8f\xb0\xe7\xa9\x8d caf\x65\xcc\x81 \xe2\x94\x80\xe2\x94\xac\xe2\x96\xb2 end");
    if (driver->full)
        fill(driver);
}

static void report_frame(struct driver *driver, bool shown)
{
    uint64_t bytes, writes, frames;
    term_counters(driver->term, &bytes, &writes, &frames);
    report("frame %d bytes %llu writes %llu frames %llu\n", shown, (unsigned long long)(bytes - driver->bytes),
           (unsigned long long)(writes - driver->writes), (unsigned long long)(frames - driver->frames));
}

static void show(struct driver *driver)
{
    if (!driver->unreported)
        term_counters(driver->term, &driver->bytes, &driver->writes, &driver->frames);
    bool shown = term_show(driver->term, &driver->canvas);
    driver->dirty = !shown;
    if (driver->flashes > 0)
        return;
    if (shown && term_output_fd(driver->term) >= 0)
        driver->unreported = true; /* when all of it is out */
    else
        report_frame(driver, shown);
}

static void flush(struct driver *driver)
{
    if (!term_flush(driver->term))
        return;
    if (driver->unreported)
        report_frame(driver, true);
    driver->unreported = false;
    if (!driver->dirty)
        return;
    report("flowing\n");
    draw_all(driver);
    show(driver);
}

static void say_key(struct driver *driver, const struct term_key *key)
{
    char name[16];
    key_label(key->key, name, sizeof name);
    canvas_erase(&driver->canvas, (struct rect){1, 0, 1, driver->canvas.columns}, ROLE_TEXT);
    if (key->mouse_button != 0)
        canvas_printf(&driver->canvas, whole(driver), 1, 0, ROLE_TEXT, 0, "mouse %d at %d,%d", key->mouse_button,
                      key->mouse_row, key->mouse_column);
    else
        canvas_printf(&driver->canvas, whole(driver), 1, 0, ROLE_TEXT, 0, "key %s.", name);
}

static void set_palette(struct driver *driver)
{
    struct palette palette;
    memset(&palette, 0, sizeof palette);
    palette.looks[ROLE_GAIN].foreground = (struct colour){0, 205, 0, true};
    palette.looks[ROLE_LOSS].foreground = (struct colour){205, 0, 0, true};
    palette.looks[ROLE_CHART_LINE].foreground = (struct colour){0, 205, 205, true};
    palette.looks[ROLE_TITLE].style = STYLE_BOLD;
    term_set_palette(driver->term, &palette);
}

/* One key, one change. */
static void act(struct driver *driver, const struct term_key *key)
{
    driver->round++;
    switch (key->mouse_button != 0 ? 0 : key->key) {
    case '1': /* one figure */
        put_quote(driver, 9, driver->round);
        break;
    case '5': /* fifty figures */
        for (int i = 0; i < 50; i++)
            put_quote(driver, i * 8, driver->round + (unsigned)i);
        break;
    case 'n': /* nothing */
        break;
    case 'f': /* a full screen, painted anew */
        driver->full = true;
        draw_all(driver);
        term_repaint(driver->term);
        break;
    case 'd': /* a character whose width the C library sees otherwise than we do */
        canvas_text(&driver->canvas, whole(driver), 2, 0, -1, ROLE_TEXT, 0,
                    "a\xe1\x85\xa0"
                    "b end");
        break;
    case 'p':
        set_palette(driver);
        break;
    case 'b':
        term_bell(driver->term);
        break;
    case '(': /* a flash begins */
        (void)term_flash(driver->term, true);
        break;
    case ')':
        (void)term_flash(driver->term, false);
        break;
    case 'y':
        term_copy(driver->term, "CRWV 133.20");
        break;
    case 'c':
        driver->canvas.cursor_row = 2;
        driver->canvas.cursor_column = 5;
        break;
    case 'z':
        term_suspend(driver->term);
        term_resize(driver->term);
        draw_all(driver);
        break;
    case 'F': /* more than any terminal takes unread */
        driver->flashes = 1000000;
        driver->full = true;
        return;
    case 'X':
        abort();
    case 'q':
        driver->quit = true;
        return;
    default:
        say_key(driver, key);
    }
    show(driver);
}

/* What a terminal has taken the kernel moves on a moment later, and then takes more: that is not stuck yet. */
static bool is_stuck(const struct driver *driver)
{
    struct pollfd fd = {.fd = term_output_fd(driver->term), .events = POLLOUT};
    return fd.fd >= 0 && poll(&fd, 1, SETTLE_MS) == 0;
}

static void flash(struct driver *driver)
{
    driver->round++;
    draw_all(driver);
    term_repaint(driver->term);
    show(driver);
    driver->flashes--;
    if (is_stuck(driver)) {
        driver->flashes = 0;
        report("stuck\n");
    } else {
        (void)term_flush(driver->term);
    }
}

static void take_signals(struct driver *driver)
{
    unsigned char number;
    while (read(signals.read_fd, &number, 1) == 1) {
        if (number != SIGWINCH) {
            driver->quit = true;
            continue;
        }
        term_resize(driver->term);
        draw_all(driver);
        show(driver);
    }
}

static void turn(struct driver *driver)
{
    struct term_key key;
    struct pollfd fds[3] = {
        {.fd = term_input_fd(driver->term), .events = POLLIN},
        {.fd = signals.read_fd, .events = POLLIN},
        {.fd = term_output_fd(driver->term), .events = POLLOUT},
    };
    poll(fds, 3, driver->flashes > 0 ? 0 : -1);
    if (fds[1].revents != 0)
        take_signals(driver);
    if (fds[0].revents != 0)
        while (!driver->quit && term_read_key(driver->term, &key))
            act(driver, &key);
    if (fds[2].fd >= 0 && fds[2].revents != 0)
        flush(driver);
    if (term_gone(driver->term)) {
        driver->quit = true;
        driver->status = STATUS_GONE;
    }
    if (driver->flashes > 0 && !driver->quit)
        flash(driver);
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static struct term_options options_of(int argc, char **argv)
{
    struct term_options options = {false, "auto", "auto"};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "mouse") == 0)
            options.mouse = true;
        else if (strcmp(argv[i], "ascii") == 0 || strcmp(argv[i], "utf8") == 0)
            options.glyphs = argv[i];
        else
            options.colour = argv[i];
    }
    return options;
}

int main(int argc, char **argv)
{
    struct driver driver = {0};
    struct error err = {0};
    struct term_options options = options_of(argc, argv);
    char note[160];
    setlocale(LC_ALL, "");
    if (!waker_init(&signals, &err))
        return 3;
    handle(SIGWINCH, on_signal);
    handle(SIGTERM, on_signal);
    handle(SIGABRT, on_crash);
    driver.term = term_open(&options, note, &err);
    if (driver.term == NULL) {
        fprintf(stderr, "%s\n", err.message);
        return err.code == ERROR_INVALID ? 2 : 3;
    }
    canvas_init(&driver.canvas, 0, 0);
    set_palette(&driver);
    draw_all(&driver);
    canvas_text(&driver.canvas, whole(&driver), 2, 0, -1, ROLE_TEXT, 0, note);
    show(&driver);
    while (!driver.quit)
        turn(&driver);
    term_close(driver.term);
    canvas_clear(&driver.canvas);
    waker_clear(&signals);
    return driver.status;
}
