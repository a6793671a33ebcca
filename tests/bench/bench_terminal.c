/* SPDX-License-Identifier: MIT
 * Bytes and write calls to the terminal, through libterm and, for the floor, through curses alone, for the same
 * scenes in the same colours. Each runs in a child on a pty of its own. */
#include "config.h"

#include "measure.h"
#include "scene.h"

#include "term/term.h"
#include "ui/theme.h"

#include <curses.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define TICKS 40

enum scene_step { STEP_NOTHING, STEP_ONE, STEP_FIFTY, STEP_REPAINT, STEPS };

struct figures {
    double bytes[STEPS];
    double writes_of_frame;
    double ticks[TICKS];
};

static const unsigned changed_cells[STEPS] = {0, 1, 50, 0};

static void load_theme(struct palette *palette)
{
    struct config_report report = {0};
    struct config config;
    config_init(&config);
    if (!theme_load(config.theme, palette, &report))
        _exit(3);
    config_clear(&config);
}

/* --- ours --- */

static uint64_t bytes_of(const struct term *term, uint64_t *writes, uint64_t *frames)
{
    uint64_t bytes;
    term_counters(term, &bytes, writes, frames);
    return bytes;
}

/* Bytes of the frame that shows the canvas; waits for the far side to take them. */
static double show(struct term *term, const struct canvas *canvas)
{
    uint64_t writes, frames, before = bytes_of(term, &writes, &frames);
    (void)term_show(term, canvas); /* never stuck: each frame is waited for */
    while (!term_flush(term))
        measure_sleep_ms(1);
    return (double)(bytes_of(term, &writes, &frames) - before);
}

static void measure_ours(struct figures *figures)
{
    struct term_options options = {false, "utf8", "always"};
    struct palette palette;
    struct canvas canvas;
    struct error err = {0};
    char note[160];
    uint64_t writes, frames, writes_before, frames_before;
    struct term *term = term_open(&options, note, &err);
    if (term == NULL)
        _exit(3);
    load_theme(&palette);
    term_set_palette(term, &palette);
    canvas_init(&canvas, SCENE_ROWS, SCENE_COLUMNS);
    scene_draw(&canvas, 0, 0);
    (void)show(term, &canvas);
    for (enum scene_step step = STEP_NOTHING; step < STEPS; step++) {
        scene_draw(&canvas, 0, 0);
        (void)show(term, &canvas);
        if (step == STEP_REPAINT)
            term_repaint(term);
        scene_draw(&canvas, 1, changed_cells[step]);
        figures->bytes[step] = show(term, &canvas);
    }
    struct scene_market *market = scene_market_new();
    for (int i = 0; i < 2; i++) { /* the second has a trend to draw, for ever after */
        scene_market_tick(market, &canvas);
        (void)show(term, &canvas);
    }
    (void)bytes_of(term, &writes_before, &frames_before); /* whole repaints are more than a pty takes at once */
    for (int i = 0; i < TICKS; i++) {
        scene_market_tick(market, &canvas);
        figures->ticks[i] = show(term, &canvas);
    }
    (void)bytes_of(term, &writes, &frames);
    figures->writes_of_frame = (double)(writes - writes_before) / (double)(frames - frames_before);
    scene_market_free(market);
    canvas_clear(&canvas);
    term_close(term);
}

/* --- the floor --- */

static void paint_cells(const struct canvas *canvas, const attr_t *attributes)
{
    erase();
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++) {
            const struct cell *cell = &canvas->cells[row * canvas->columns + column];
            wchar_t text[2] = {(wchar_t)cell->glyph, 0};
            cchar_t character;
            setcchar(&character, text, attributes[cell->role], (short)(cell->role + 1), NULL);
            mvadd_wch(row, column, &character);
        }
    refresh();
}

static double written(FILE *memory)
{
    fflush(memory);
    double bytes = (double)lseek(fileno(memory), 0, SEEK_CUR);
    if (ftruncate(fileno(memory), 0) != 0 || lseek(fileno(memory), 0, SEEK_SET) != 0)
        _exit(3);
    return bytes;
}

static void measure_floor(struct figures *figures)
{
    struct palette palette;
    struct canvas canvas;
    attr_t attributes[ROLE_COUNT] = {0};
    FILE *memory = fdopen(memfd_create("frame", MFD_CLOEXEC), "w+");
    load_theme(&palette);
    if (memory == NULL || newterm(NULL, memory, stdin) == NULL)
        _exit(3);
    resizeterm(SCENE_ROWS, SCENE_COLUMNS);
    start_color();
    use_default_colors();
    leaveok(stdscr, TRUE);
    for (int role = 0; role < ROLE_COUNT; role++)
        init_pair((short)(role + 1), (short)colour_to_index(palette.looks[role].foreground, COLORS),
                  (short)colour_to_index(palette.looks[role].background, COLORS));
    canvas_init(&canvas, SCENE_ROWS, SCENE_COLUMNS);
    for (enum scene_step step = STEP_NOTHING; step < STEPS; step++) {
        scene_draw(&canvas, 0, 0);
        paint_cells(&canvas, attributes);
        (void)written(memory);
        scene_draw(&canvas, 1, changed_cells[step]);
        if (step == STEP_REPAINT)
            clearok(curscr, TRUE);
        paint_cells(&canvas, attributes);
        figures->bytes[step] = written(memory);
    }
    canvas_clear(&canvas);
    endwin();
}

/* --- a terminal for each --- */

static struct figures on_terminal(void (*measure)(struct figures *))
{
    struct winsize size = {.ws_row = SCENE_ROWS, .ws_col = SCENE_COLUMNS};
    struct figures figures = {0};
    char ignored[65536];
    int ends[2], master, status = 0;
    if (pipe(ends) != 0)
        measure_die("no pipe");
    pid_t process = forkpty(&master, NULL, NULL, &size);
    if (process < 0)
        measure_die("no pty");
    if (process == 0) {
        setenv("TERM", "xterm-256color", 1);
        measure(&figures);
        _exit(write(ends[1], &figures, sizeof figures) == (ssize_t)sizeof figures ? 0 : 3);
    }
    while (read(master, ignored, sizeof ignored) > 0)
        continue;
    if (waitpid(process, &status, 0) != process || status != 0 ||
        read(ends[0], &figures, sizeof figures) != (ssize_t)sizeof figures)
        measure_die("the terminal's bench failed: %.*s", 200, ignored);
    close(master);
    close(ends[0]);
    close(ends[1]);
    return figures;
}

int main(void)
{
    static const struct {
        const char *name;
        double limit;
    } table[STEPS] = {{"nothing changed", 0}, {"one cell", 40}, {"50 cells", 1100}, {"full 200x50 repaint", 13000}};
    setlocale(LC_ALL, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    struct figures ours = on_terminal(measure_ours), floor = on_terminal(measure_floor);
    for (size_t i = 0; i < STEPS; i++) {
        char name[64];
        snprintf(name, sizeof name, "terminal bytes: %s", table[i].name);
        measure_line(name, "bytes", ours.bytes[i], floor.bytes[i], table[i].limit);
    }
    measure_line("a quote tick: its row, the chart's newest bar, p95", "bytes",
                 measure_share(ours.ticks, TICKS, 0.95), MEASURE_NONE, 250);
    measure_line("the worst of 40: a column grew, the table moved", "bytes", ours.ticks[TICKS - 1], MEASURE_NONE,
                 MEASURE_NONE);
    measure_line("write calls per frame", "calls", ours.writes_of_frame, 1, 1);
    return measure_status();
}
