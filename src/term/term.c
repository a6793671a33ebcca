/* SPDX-License-Identifier: MIT
 * The terminal: curses computes the difference into memory, the outlet writes it. */
#include "config.h"

#include "term/term.h"

#include "colors.h"
#include "ink.h"
#include "keys.h"
#include "notify.h"
#include "outlet.h"
#include "rescue.h"
#include "terminfo.h"

#include "base/clock.h"
#include "base/key.h"
#include "base/memory.h"
#include "base/text.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define NOTIFY_MOST     1200
#define ESCAPE_DELAY_MS 25
#define FALLBACK_TERM   "xterm-256color"
#define COPY_MOST       4096
#define SIZE_MOST       1000
#define LEAVE_MS        100 /* of the 250 in which a stuck terminal must not keep the program */
#define TYPED_SIZE      1024

struct term {
    struct outlet outlet;
    SCREEN *screen;
    struct termios saved, ours;
    struct role_looks looks;
    struct canvas shown;    /* what the terminal shows, cell by cell */
    char typed[TYPED_SIZE]; /* read, not yet decoded */
    size_t typed_length;
    char flash_begin[FLASH_SIZE], flash_end[FLASH_SIZE];
    bool flashes;
    bool shown_made, repaint, ascii, input_ended, cursor_on;
    int rows, columns;
};

/* --- which terminal --- */

static bool is_known_family(const char *name)
{
    static const char *const families[] = {"xterm",   "tmux",    "screen", "foot", "alacritty",
                                           "wezterm", "ghostty", "rxvt",   "kitty"};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (strncmp(name, families[i], strlen(families[i])) == 0)
            return true;
    return false;
}

/* The name to open, NULL with *err when there is none. */
static const char *choose_terminal(char note[160], struct error *err)
{
    const char *name = getenv("TERM");
    note[0] = '\0';
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        error_set(err, ERROR_INVALID, "this is no terminal; for scripts there is: gputape --print PANE");
        return NULL;
    }
    if (name == NULL || name[0] == '\0') {
        error_set(err, ERROR_INVALID, "TERM is not set: say what your terminal is, such as: export TERM=%s",
                  FALLBACK_TERM);
        return NULL;
    }
    int answer = terminfo_probe(name);
    if (answer > 0)
        return name;
    if (answer < 0 && is_known_family(name) && terminfo_probe(FALLBACK_TERM) > 0) {
        snprintf(note, 160, "TERM=%.40s is not described on this machine: taken for %s", name, FALLBACK_TERM);
        return FALLBACK_TERM;
    }
    if (answer < 0)
        error_set(err, ERROR_INVALID, "TERM=%.40s is not known on this machine; try: TERM=%s gputape", name,
                  FALLBACK_TERM);
    else
        error_set(err, ERROR_INVALID,
                  "TERM=%.40s cannot place the cursor; for text there is: gputape --print screen", name);
    return NULL;
}

/* --- settings --- */

static bool take_settings(struct term *term, struct error *err)
{
    if (tcgetattr(STDIN_FILENO, &term->saved) != 0)
        return error_set(err, ERROR_SYSTEM, "the terminal's settings cannot be read: %s", strerror(errno));
    term->ours = term->saved;
    term->ours.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | IXON | ISTRIP);
    term->ours.c_oflag &= ~(tcflag_t)OPOST;
    term->ours.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN | ISIG);
    term->ours.c_cc[VMIN] = 1;
    term->ours.c_cc[VTIME] = 0;
    return true;
}

static void use_settings(const struct termios *settings)
{
    tcsetattr(STDIN_FILENO, TCSANOW, settings); /* never waits for a stuck terminal to drain */
}

static void prepare_rescue(const struct term *term)
{
    static const char mouse_off[] = "\033[?1000l\033[?1006l";
    char bytes[256];
    size_t used = terminfo_restoring_bytes(bytes, sizeof bytes);
    const char *name = getenv("TERM");
    if (name != NULL && is_known_family(name) && used + sizeof mouse_off <= sizeof bytes) {
        memcpy(bytes + used, mouse_off, sizeof mouse_off - 1);
        used += sizeof mouse_off - 1;
    }
    rescue_prepare(term->outlet.tty, &term->saved, bytes, used);
}

/* --- opening --- */

static bool wants_ascii(const struct term_options *options)
{
    const char *name = getenv("TERM");
    if (strcmp(options->glyphs, "ascii") == 0)
        return true;
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        return true; /* also when utf8 was asked for: curses could not write it */
    /* The Linux console has neither braille nor eighth blocks. */
    return strcmp(options->glyphs, "utf8") != 0 && name != NULL && strcmp(name, "linux") == 0;
}

static void read_size(struct term *term)
{
    struct winsize size;
    term->rows = LINES;
    term->columns = COLS;
    if (ioctl(term->outlet.tty, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        term->rows = size.ws_row < SIZE_MOST ? size.ws_row : SIZE_MOST;
        term->columns = size.ws_col < SIZE_MOST ? size.ws_col : SIZE_MOST;
    }
}

static void start_curses(struct term *term, const struct term_options *options)
{
    cbreak();
    noecho();
    nonl();
    leaveok(stdscr, TRUE);
    curs_set(0);
    typeahead(-1); /* a key that waits must not break a frame off */
    if (options->mouse)
        mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL); /* for its switching on and off */
    term->looks.colour = colors_start(options->colour);
    term->ascii = wants_ascii(options);
    read_size(term);
    resizeterm(term->rows, term->columns);
}

static void say_size(const char *name, unsigned value)
{
    char text[16];
    snprintf(text, sizeof text, "%u", value < SIZE_MOST ? value : SIZE_MOST);
    setenv(name, text, 1);
}

/* Curses asks the file it writes to for the size, and ours is none that has one: it would take the description's 24
 * rows and set a scrolling region of so many. So the terminal's own size is told through LINES and COLUMNS, for
 * this call. */
static SCREEN *make_screen(const char *name, const struct outlet *outlet)
{
    struct winsize size = {0};
    bool known = ioctl(outlet->tty, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
    unsetenv("LINES"); /* the user's: the terminal knows better */
    unsetenv("COLUMNS");
    if (known) {
        say_size("LINES", size.ws_row);
        say_size("COLUMNS", size.ws_col);
    }
    use_env(TRUE);
    use_tioctl(!known); /* told sizes are heard without it only; a description without one ("linux") needs either */
    SCREEN *screen = newterm(name, outlet->memory, stdin);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    return screen;
}

struct term *term_open(const struct term_options *options, char note[160], struct error *err)
{
    const char *name = choose_terminal(note, err);
    if (name == NULL)
        return NULL;
    struct term *term = memory_new(1, sizeof *term);
    if (!take_settings(term, err) || !outlet_init(&term->outlet, err)) {
        free(term);
        return NULL;
    }
    term->screen = make_screen(name, &term->outlet);
    if (term->screen == NULL) {
        error_set(err, ERROR_INVALID, "curses cannot use TERM=%.40s", name);
        outlet_clear(&term->outlet);
        free(term);
        return NULL;
    }
    use_settings(&term->ours);
    prepare_rescue(term);
    term->outlet.repeats = terminfo_repeats();
    term->flashes = terminfo_flash(term->flash_begin, term->flash_end);
    start_curses(term, options);
    term->repaint = true;
    return term;
}

/* Gives a slow terminal a moment to take the last frame, and what brings the shell's screen back. */
static void leave_screen(struct term *term)
{
    int64_t until_ms = clock_monotonic_ms(&clock_system) + LEAVE_MS;
    endwin();
    if (outlet_drain(&term->outlet, until_ms)) /* behind half a frame nothing would help */
        (void)outlet_send_last_frame(&term->outlet);
    (void)outlet_drain(&term->outlet, until_ms);
}

void term_close(struct term *term)
{
    if (term == NULL)
        return;
    leave_screen(term);
    use_settings(&term->saved);
    rescue_forget();
    delscreen(term->screen);
    if (term->shown_made)
        canvas_clear(&term->shown);
    outlet_clear(&term->outlet);
    free(term);
}

/* --- what it is --- */

void term_size(const struct term *term, int *rows, int *columns)
{
    *rows = term->rows;
    *columns = term->columns;
}

bool term_ascii(const struct term *term)
{
    return term->ascii;
}

void term_set_palette(struct term *term, const struct palette *palette)
{
    colors_apply(&term->looks, palette);
    term->repaint = true;
}

int term_input_fd(const struct term *term)
{
    return term->outlet.tty;
}

int term_output_fd(const struct term *term)
{
    return outlet_is_stuck(&term->outlet) ? term->outlet.tty : -1;
}

bool term_gone(const struct term *term)
{
    return term->outlet.gone || term->input_ended;
}

void term_counters(const struct term *term, uint64_t *bytes, uint64_t *writes, uint64_t *frames)
{
    *bytes = term->outlet.bytes;
    *writes = term->outlet.writes;
    *frames = term->outlet.frames;
}

/* --- keys --- */

/* Takes what has been typed; waits for it at most so long. False when there is nothing. */
static bool take_input(struct term *term, int wait_ms)
{
    struct pollfd fd = {.fd = term->outlet.tty, .events = POLLIN};
    size_t room = sizeof term->typed - term->typed_length;
    if (room == 0 || term->input_ended || poll(&fd, 1, wait_ms) <= 0)
        return false;
    ssize_t got = read(fd.fd, term->typed + term->typed_length, room);
    if (got > 0)
        term->typed_length += (size_t)got;
    else if (got == 0 || (errno != EAGAIN && errno != EINTR)) /* readable, and there is nobody */
        term->input_ended = true;
    return got > 0;
}

bool term_read_key(struct term *term, struct term_key *key)
{
    for (;;) {
        if (term->typed_length == 0 && !take_input(term, 0))
            return false;
        size_t used = keys_decode(term->typed, term->typed_length, false, key);
        if (used == 0) {
            if (take_input(term, ESCAPE_DELAY_MS))
                continue; /* the rest of a sequence */
            used = keys_decode(term->typed, term->typed_length, true, key);
        }
        term->typed_length -= used;
        memmove(term->typed, term->typed + used, term->typed_length);
        if (key->key != KEYS_NONE || key->mouse_button != 0)
            return true;
    }
}

/* --- frames --- */

static void put_changes(const struct term *term, const struct canvas *canvas)
{
    bool all = term->repaint || !term->shown_made || term->shown.rows != canvas->rows ||
               term->shown.columns != canvas->columns;
    ink_put(&term->looks, canvas, all ? NULL : &term->shown);
}

static void remember(struct term *term, const struct canvas *canvas)
{
    if (!term->shown_made) {
        canvas_init(&term->shown, canvas->rows, canvas->columns);
        term->shown_made = true;
    } else if (term->shown.rows != canvas->rows || term->shown.columns != canvas->columns) {
        canvas_resize(&term->shown, canvas->rows, canvas->columns);
    }
    size_t cells = (size_t)canvas->rows * (size_t)canvas->columns;
    if (cells > 0)
        memcpy(term->shown.cells, canvas->cells, cells * sizeof *canvas->cells);
}

static void place_cursor(struct term *term, const struct canvas *canvas)
{
    bool wanted = canvas->cursor_row >= 0 && canvas->cursor_column >= 0;
    if (wanted != term->cursor_on) {
        leaveok(stdscr, !wanted);
        curs_set(wanted ? 1 : 0);
        term->cursor_on = wanted;
    }
    if (wanted)
        move(canvas->cursor_row, canvas->cursor_column);
}

bool term_show(struct term *term, const struct canvas *canvas)
{
    if (outlet_is_stuck(&term->outlet))
        return false;
    if (term->repaint)
        clearok(curscr, TRUE);
    put_changes(term, canvas);
    remember(term, canvas);
    term->repaint = false;
    place_cursor(term, canvas);
    wnoutrefresh(stdscr);
    doupdate();
    (void)outlet_send_frame(&term->outlet); /* what is left goes out when the terminal takes it */
    return true;
}

bool term_flush(struct term *term)
{
    return outlet_flush(&term->outlet);
}

void term_resize(struct term *term)
{
    read_size(term);
    if (!is_term_resized(term->rows, term->columns))
        return;
    resizeterm(term->rows, term->columns);
    term->repaint = true;
}

void term_repaint(struct term *term)
{
    term->repaint = true;
}

void term_bell(struct term *term)
{
    outlet_send(&term->outlet, "\a", 1);
}

bool term_flash(struct term *term, bool on)
{
    const char *bytes = on ? term->flash_begin : term->flash_end;
    if (!term->flashes)
        return false;
    outlet_send(&term->outlet, bytes, strlen(bytes));
    return true;
}

void term_notify(struct term *term, enum term_notice notice, const char *text, bool within_tmux)
{
    char bytes[NOTIFY_MOST];
    size_t length = notify_bytes(notice, text, within_tmux, bytes, sizeof bytes);
    if (length > 0)
        outlet_send(&term->outlet, bytes, length);
}

static size_t encode_base64(const char *text, size_t length, char *target)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t used = 0;
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        unsigned long group = (unsigned long)(unsigned char)text[i] << 16;
        if (left > 1)
            group |= (unsigned long)(unsigned char)text[i + 1] << 8;
        if (left > 2)
            group |= (unsigned char)text[i + 2];
        target[used++] = digits[group >> 18 & 63];
        target[used++] = digits[group >> 12 & 63];
        target[used++] = left > 1 ? digits[group >> 6 & 63] : '=';
        target[used++] = left > 2 ? digits[group & 63] : '=';
    }
    return used;
}

void term_copy(struct term *term, const char *text)
{
    static const char start[] = "\033]52;c;";
    char bytes[sizeof start + COPY_MOST / 3 * 4 + 8];
    size_t length = strnlen(text, COPY_MOST), used = sizeof start - 1;
    memcpy(bytes, start, used);
    used += encode_base64(text, length, bytes + used);
    bytes[used++] = '\a';
    outlet_send(&term->outlet, bytes, used);
}

void term_suspend(struct term *term)
{
    leave_screen(term);
    use_settings(&term->saved);
    raise(SIGSTOP);
    use_settings(&term->ours);
    term->repaint = true;
}
