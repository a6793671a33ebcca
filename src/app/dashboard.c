/* SPDX-License-Identifier: MIT
 * The dashboard: stages up, the event loop, stages down. The screen's thread waits in one poll(2) only. */
#include "config.h"

#include "announcer.h"
#include "app.h"
#include "delivery.h"
#include "import.h"
#include "signals.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "term/term.h"
#include "ui/columns.h"
#include "ui/theme.h"

#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_MS             53 /* at most 20 frames in any second, the last size of a storm among them */
#define STOP_MS              (230 * SLOWED_BY) /* from the wish to stop to the end of the process */
#define DAY_MS               (24 * 3600 * 1000)
#define ATTENDED_EVERY       60 /* seconds between notes that somebody is looking */
#define FIRST_SYMBOL_SETTING "symbol"
#define ATTENDED_SETTING     "attended_at"
#define COLUMNS_SETTING      "columns"

struct dashboard {
    struct run *run;
    struct screen *screen;
    struct term *term;
    struct mailbox *mailbox;
    struct poller *poller;
    struct delivery *delivery;
    bool edited; /* run->watchlist, by what the store keeps */
    struct announcer announcer;
    struct canvas canvas;
    bool canvas_made;
    bool signals_made;
    bool dirty, quit;
    int status;
    int64_t shown_ms;    /* monotonic: the last frame */
    int64_t attended_at; /* UTC s, as last kept */
    int64_t looked_at;   /* the same, of the last run: later events are new */
    char first_symbol[SYMBOL_SIZE];
    char columns[COLUMNS_TEXT_SIZE]; /* of the watchlist, as chosen last */
    char chart[COLUMNS_TEXT_SIZE];   /* its indicators and overlays, likewise */
    char banner[SNAPSHOT_BANNER_SIZE];
    char note[160];
};

static int64_t now_seconds(const struct dashboard *self)
{
    return run_now(self->run);
}

static int64_t now_ms(void)
{
    return clock_monotonic_ms(&clock_system);
}

/* --- themes --- */

static void say_fault(void *context, const char *text)
{
    log_write(LOG_WARNING, "%s", text);
    screen_say(context, ROLE_WARNING, text);
}

static void apply_theme(struct dashboard *self, const char *name)
{
    struct palette palette;
    struct config_report report = {.message = say_fault, .context = self->screen};
    if (!theme_load(name, &palette, &report)) /* said by the report; what it lacks came from the default */
        log_write(LOG_WARNING, "theme %s is faulty", name);
    term_set_palette(self->term, &palette);
    self->dirty = true;
}

/* --- stages, in order; undone backwards --- */

static struct poller_focus current_focus(const struct dashboard *self)
{
    struct poller_focus focus = {.range = screen_range(self->screen)};
    text_copy(focus.symbol, sizeof focus.symbol, screen_symbol(self->screen));
    focus.want_count = screen_wants(self->screen, now_seconds(self), focus.wants, WANTS_MOST);
    return focus;
}

static bool make_screen(struct dashboard *self, struct error *err)
{
    struct screen_options options = {
        .config = &self->run->config,
        .watchlist = &self->run->watchlist,
        .mode = self->run->mode,
        .recorded_at = self->run->recorded_at,
        .symbol = self->first_symbol[0] != '\0' ? self->first_symbol : NULL,
        .columns = self->columns,
        .chart = self->chart,
        .positions = &self->run->positions,
        .dossier = &self->run->dossier,
        .looked_at = self->looked_at,
    };
    self->screen = screen_new(&options, err);
    return self->screen != NULL;
}

/* What was on the screen last time: read before anything else, without touching the files. */
static bool load_cache(struct dashboard *self, struct error *err)
{
    struct store_options options = run_store_options(self->run);
    struct store_report report = {0};
    struct error ignored = {0};
    options.read_only = true;
    struct store *store = store_open(&options, now_seconds(self), &report, &ignored);
    if (store != NULL) {
        char attended[24] = "";
        (void)store_watch_edits(store, &self->run->watchlist);
        self->edited = true;
        store_setting_get(store, FIRST_SYMBOL_SETTING, self->first_symbol, sizeof self->first_symbol);
        store_setting_get(store, COLUMNS_SETTING, self->columns, sizeof self->columns);
        store_setting_get(store, CHART_SETTING, self->chart, sizeof self->chart);
        store_setting_get(store, ATTENDED_SETTING, attended, sizeof attended);
        self->looked_at = strtoll(attended, NULL, 10);
    }
    if (!make_screen(self, err)) {
        store_close(store);
        return false;
    }
    if (store != NULL) {
        struct poller_focus focus = current_focus(self);
        const struct snapshot *snapshot =
            poller_first_snapshot(store, &self->run->watchlist, &focus, &self->run->config, now_seconds(self), "");
        (void)screen_set_snapshot(self->screen, snapshot); /* drawn at once anyway */
        snapshot_unref(snapshot);
        store_close(store);
    }
    if (self->run->faults > 0)
        screen_say(self->screen, ROLE_WARNING, self->run->first_fault);
    return true;
}

static void drop_screen(struct dashboard *self)
{
    screen_free(self->screen);
}

static bool open_terminal(struct dashboard *self, struct error *err)
{
    const struct config *config = &self->run->config;
    struct term_options options = {config->mouse, config->glyphs, config->colour};
    int rows, columns;
    self->term = term_open(&options, self->note, err);
    if (self->term == NULL)
        return false;
    term_size(self->term, &rows, &columns);
    canvas_init(&self->canvas, rows, columns);
    self->announcer = (struct announcer){.config = config, .term = self->term};
    self->canvas.ascii = term_ascii(self->term);
    self->canvas.half_blocks = strcmp(config->glyphs, "blocks") == 0 && !self->canvas.ascii;
    self->canvas_made = true;
    apply_theme(self, config->theme);
    if (self->note[0] != '\0')
        screen_say(self->screen, ROLE_WARNING, self->note);
    return true;
}

static void close_terminal(struct dashboard *self)
{
    if (self->canvas_made) {
        announcer_rest(&self->announcer);
        canvas_clear(&self->canvas);
    }
    term_close(self->term);
}

static bool paint_first(struct dashboard *self, struct error *err)
{
    (void)err;
    screen_draw(self->screen, &self->canvas, now_seconds(self));
    (void)term_show(self->term, &self->canvas); /* a stuck terminal: the loop goes on with it */
    self->shown_ms = now_ms();
    return true;
}

static bool start_poller(struct dashboard *self, struct error *err)
{
    self->mailbox = mailbox_new(err);
    if (self->mailbox == NULL)
        return false;
    self->delivery = delivery_new(&self->run->config);
    struct poller_options options = run_poller_options(self->run, self->mailbox);
    options.edited = self->edited;
    options.on_alert = delivery_ring;
    options.on_alert_context = self->delivery;
    struct poller_focus focus = current_focus(self);
    self->poller = poller_new(&options, err);
    if (self->poller == NULL)
        return false;
    poller_look_at(self->poller, &focus);
    return poller_start(self->poller, err);
}

static void stop_poller(struct dashboard *self)
{
    poller_free(self->poller);
    mailbox_free(self->mailbox);
    delivery_free(self->delivery);
}

static bool open_signals(struct dashboard *self, struct error *err)
{
    self->signals_made = signals_open(err);
    return self->signals_made;
}

static void close_signals(struct dashboard *self)
{
    if (self->signals_made)
        signals_close();
}

static const struct stage {
    const char *name;
    bool (*up)(struct dashboard *, struct error *);
    void (*down)(struct dashboard *);
} stages[] = {
    {"the screen", load_cache, drop_screen},
    {"signals", open_signals, close_signals}, /* before curses, which else installs handlers of its own */
    {"the terminal", open_terminal, close_terminal},
    {"the first frame", paint_first, NULL},
    {"the poller", start_poller, stop_poller},
};
#define STAGES (sizeof stages / sizeof stages[0])

static size_t stages_up(struct dashboard *self, struct error *err)
{
    size_t done = 0;
    while (done < STAGES && stages[done].up(self, err))
        done++;
    return done;
}

static void stages_down(struct dashboard *self, size_t reached)
{
    size_t first = reached < STAGES ? reached + 1 : STAGES; /* a failed stage undoes what it had begun */
    for (size_t i = first; i > 0; i--)
        if (stages[i - 1].down != NULL)
            stages[i - 1].down(self);
}

/* --- what a key may ask for --- */

static void reload(struct dashboard *self)
{
    /* Colours and bindings of the running screen are kept simple: a new theme applies, the rest needs a restart. */
    struct config fresh;
    char fault[160];
    unsigned faults = 0;
    config_init(&fresh);
    faults = run_read_config(&fresh, self->run->line, fault, sizeof fault);
    if (faults > 0) {
        screen_say(self->screen, ROLE_FAILED, fault);
    } else {
        text_copy(self->run->config.theme, sizeof self->run->config.theme, fresh.theme);
        apply_theme(self, fresh.theme);
        screen_say(self->screen, ROLE_STATUS,
                   "configuration read: the theme applies now, the rest at the next start");
    }
    poller_reloaded(self->poller, faults == 0);
    config_clear(&fresh);
}

static void suspend(struct dashboard *self)
{
    announcer_rest(&self->announcer);
    term_suspend(self->term);
    term_resize(self->term);
    term_repaint(self->term);
    self->dirty = true;
}

static void tell_focus(struct dashboard *self)
{
    struct poller_focus focus = current_focus(self);
    poller_look_at(self->poller, &focus);
    poller_set(self->poller, FIRST_SYMBOL_SETTING, focus.symbol);
}

static void tell_edits(struct dashboard *self)
{
    struct watch_edit edit;
    while (screen_take_edit(self->screen, &edit))
        poller_edit_watchlist(self->poller, &edit);
}

static void tell_kept(struct dashboard *self)
{
    const char *value;
    const char *name = screen_kept(self->screen, &value);
    poller_set(self->poller, name, value);
}

static void act(struct dashboard *self, unsigned outcome)
{
    if (outcome & OUTCOME_IMPORT)
        outcome |= import_symbols(self->screen, now_seconds(self));
    if (outcome & OUTCOME_QUIT)
        self->quit = true;
    if (outcome & (OUTCOME_REDRAW | OUTCOME_REPAINT))
        self->dirty = true;
    if (outcome & OUTCOME_REPAINT)
        term_repaint(self->term);
    if (outcome & OUTCOME_FOCUS)
        tell_focus(self);
    if (outcome & OUTCOME_REFRESH)
        poller_refresh(self->poller, screen_refresh_kinds(self->screen));
    if (outcome & OUTCOME_PAUSE)
        poller_pause(self->poller, screen_paused(self->screen));
    if (outcome & OUTCOME_WATCH_EDIT)
        tell_edits(self);
    if (outcome & OUTCOME_THEME)
        apply_theme(self, screen_theme(self->screen));
    if (outcome & OUTCOME_COPY)
        term_copy(self->term, screen_copy_text(self->screen));
    if (outcome & OUTCOME_ALERT)
        poller_alert(self->poller, screen_alert(self->screen));
    if (outcome & OUTCOME_KEEP)
        tell_kept(self);
    if (outcome & OUTCOME_RELOAD)
        reload(self);
    if (outcome & OUTCOME_SUSPEND)
        suspend(self);
}

/* --- events --- */

static void note_attention(struct dashboard *self)
{
    int64_t now = now_seconds(self);
    char text[24];
    announcer_attended(&self->announcer);
    if (now - self->attended_at < ATTENDED_EVERY)
        return;
    self->attended_at = now;
    snprintf(text, sizeof text, "%lld", (long long)now);
    poller_set(self->poller, ATTENDED_SETTING, text);
}

static void take_keys(struct dashboard *self)
{
    struct term_key key;
    while (!self->quit && term_read_key(self->term, &key)) {
        note_attention(self);
        if (key.mouse_button != 0)
            act(self,
                screen_mouse(self->screen, key.mouse_row, key.mouse_column, key.mouse_button, now_seconds(self)));
        else
            act(self, screen_key(self->screen, key.key, now_seconds(self)));
    }
}

static void take_signals(struct dashboard *self)
{
    int number;
    while ((number = signals_take()) != 0) {
        if (number == SIGWINCH || number == SIGCONT) {
            term_resize(self->term);
            self->dirty = true;
            if (number == SIGCONT)
                term_repaint(self->term);
        } else if (number == SIGTSTP) {
            suspend(self);
        } else {
            self->quit = true;
        }
    }
}

static void announce_alerts(struct dashboard *self)
{
    struct event event;
    char sentence[160];
    while (delivery_take(self->delivery, &event)) {
        screen_say(self->screen, event.severity >= 2 ? ROLE_ALARM : ROLE_WARNING, event.text);
        announcer_tell(&self->announcer, &event, now_ms());
        self->dirty = true;
    }
    if (delivery_take_trouble(self->delivery, sentence, sizeof sentence)) {
        screen_say(self->screen, ROLE_FAILED, sentence);
        self->dirty = true;
    }
}

static void take_snapshot(struct dashboard *self)
{
    const struct snapshot *snapshot = mailbox_take(self->mailbox);
    if (snapshot == NULL)
        return;
    act(self, screen_set_snapshot(self->screen, snapshot));
    snapshot_unref(snapshot);
    announce_alerts(self);
}

static void show(struct dashboard *self)
{
    int rows, columns;
    term_size(self->term, &rows, &columns);
    if (rows != self->canvas.rows || columns != self->canvas.columns)
        canvas_resize(&self->canvas, rows, columns);
    screen_draw(self->screen, &self->canvas, now_seconds(self));
    self->dirty = !term_show(self->term, &self->canvas);
    self->shown_ms = now_ms();
}

static int wait_ms(const struct dashboard *self)
{
    if (self->dirty && term_output_fd(self->term) < 0) {
        int64_t left = self->shown_ms + FRAME_MS - now_ms();
        return left > 0 ? (int)left : 0;
    }
    int64_t change = screen_next_change(self->screen, now_seconds(self));
    int64_t left = change * 1000 - clock_wall_ms(&self->run->clock) + 1,
            flash = announcer_wait_ms(&self->announcer, now_ms());
    if (change == 0)
        return flash < INT_MAX ? (int)flash : -1; /* nothing changes by itself */
    left = left < flash ? left : flash;
    left = left < DAY_MS ? left : DAY_MS;
    return left > 0 ? (int)left : 0;
}

static void turn(struct dashboard *self)
{
    struct pollfd fds[4] = {
        {.fd = term_input_fd(self->term), .events = POLLIN},
        {.fd = signals_fd(), .events = POLLIN},
        {.fd = mailbox_fd(self->mailbox), .events = POLLIN},
        {.fd = term_output_fd(self->term), .events = POLLOUT},
    };
    int ready = poll(fds, 4, wait_ms(self));
    announcer_turn(&self->announcer, now_ms());
    if (ready == 0)
        self->dirty = true; /* an age or the clock has changed, or the frame is due */
    if (fds[1].revents != 0)
        take_signals(self);
    if (fds[0].revents != 0)
        take_keys(self);
    if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 || term_gone(self->term))
        self->quit = true;
    if (fds[2].revents != 0)
        take_snapshot(self);
    if (fds[3].fd >= 0 && fds[3].revents != 0)
        (void)term_flush(self->term); /* still stuck: asked again */
    if (self->dirty && !self->quit && term_output_fd(self->term) < 0 && now_ms() - self->shown_ms >= FRAME_MS)
        show(self);
}

int dashboard(struct run *run)
{
    struct dashboard self = {.run = run, .status = EXIT_GOOD};
    struct error err = {0};
    size_t reached = stages_up(&self, &err);
    if (self.signals_made)
        signals_let_through();
    if (reached == STAGES)
        while (!self.quit)
            turn(&self);
    else
        self.status = err.code == ERROR_INVALID ? EXIT_USAGE : EXIT_NOTHING;
    if (self.signals_made)
        signals_deadline(STOP_MS);
    stages_down(&self, reached);
    if (reached < STAGES)
        fprintf(stderr, "gputape: %s: %s\n", stages[reached].name, err.message);
    return self.status;
}
