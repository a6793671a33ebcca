/* SPDX-License-Identifier: MIT
 * One run's settled state: configuration, files by mode, watchlist, and the simulator behind --demo and --replay.
 */
#include "config.h"

#include "app.h"
#include "dossier_file.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "net/recording.h"
#include "source/source.h"
#include "ui/action.h"
#include "ui/columns.h"
#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- configuration --- */

struct fault_sink {
    char *first;
    size_t size;
};

static void print_fault(void *context, const char *text)
{
    struct fault_sink *sink = context;
    fprintf(stderr, "%s\n", text);
    if (sink->first[0] == '\0')
        text_copy(sink->first, sink->size, text);
}

static const char **source_names(size_t *count)
{
    const struct source *const *table = source_table(count);
    const char **names = memory_new(*count + 1, sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = table[i]->name;
    return names;
}

static const char **action_names(size_t *count)
{
    const struct action *table = action_table(count);
    const char **names = memory_new(*count + 1, sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = table[i].name;
    return names;
}

static bool check_alert(const char *text, struct error *err)
{
    struct alert_rule rule;
    return alert_parse(text, &rule, err);
}

static bool check_columns(const char *text, struct error *err)
{
    struct column_choice choice = {.count = 0};
    return columns_parse(&choice, text, err);
}

unsigned run_read_config(struct config *config, const struct command_line *line, char *first_fault, size_t size)
{
    struct fault_sink sink = {first_fault, size};
    struct config_report report = {.message = print_fault, .context = &sink};
    struct config_names names = {0};
    struct error err = {0};
    char path[XDG_PATH_SIZE];
    const char **sources = source_names(&names.source_count);
    const char **actions = action_names(&names.action_count);
    names.sources = sources;
    names.actions = actions;
    names.check_alert = check_alert;
    names.check_columns = check_columns;
    names.check_theme = theme_check;
    config_init(config);
    first_fault[0] = '\0';
    bool must_exist = line->config_path != NULL, sound = true;
    if (must_exist)
        text_copy(path, sizeof path, line->config_path);
    if (must_exist || xdg_path(XDG_CONFIG, "gputape.conf", path, sizeof path, &err))
        sound = config_load(config, path, must_exist, &names, &report);
    if (xdg_path(XDG_CONFIG, "keys", path, sizeof path, &err))
        sound = config_load_keys(config, path, &report) && sound;
    free(sources);
    free(actions);
    return sound ? 0 : report.errors > 0 ? report.errors : 1;
}

/* --- files --- */

static bool choose_paths(struct run *run, struct error *err)
{
    bool demo = run->mode == MODE_DEMO;
    run->in_memory = run->mode == MODE_REPLAY;
    return xdg_path(XDG_CACHE, demo ? "demo/cache.db" : "cache.db", run->cache_path, sizeof run->cache_path, err) &&
           xdg_path(demo ? XDG_CACHE : XDG_DATA, demo ? "demo/history.db" : "history.db", run->history_path,
                    sizeof run->history_path, err);
}

struct store_options run_store_options(const struct run *run)
{
    struct store_options options = {.cache_path = run->cache_path,
                                    .history_path = run->history_path,
                                    .own_prices = strcmp(run->config.index_price, "own") == 0};
    if (run->in_memory)
        options.cache_path = options.history_path = NULL;
    return options;
}

static void open_log(const struct run *run)
{
    static const struct {
        const char *name;
        enum log_level level;
    } levels[] = {{"error", LOG_ERROR}, {"warning", LOG_WARNING}, {"info", LOG_INFO}, {"debug", LOG_DEBUG}};
    enum log_level level = LOG_WARNING;
    char path[XDG_PATH_SIZE];
    struct error err = {0};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        if (strcmp(run->config.log_level, levels[i].name) == 0)
            level = levels[i].level;
    if (!xdg_path(XDG_STATE, "gputape.log", path, sizeof path, &err) || !xdg_make_parents(path, &err) ||
        !log_open(path, level, &err)) {
        if (!log_open(NULL, level, &err)) /* the ring alone cannot fail */
            abort();
        log_write(LOG_WARNING, "no log file: %s", err.message);
    }
}

/* --- watchlist --- */

static void add_group(struct watchlist *watchlist, const struct config_group *group)
{
    char *symbols = memory_text(group->symbols), *rest = NULL;
    char symbol[SYMBOL_SIZE];
    for (char *word = strtok_r(symbols, " ,\t", &rest); word != NULL; word = strtok_r(NULL, " ,\t", &rest))
        if (text_symbol(symbol, sizeof symbol, word))
            (void)watchlist_add(watchlist, group->name, symbol); /* a repeated one is there already */
    free(symbols);
}

static void make_watchlist(struct run *run)
{
    watchlist_init(&run->watchlist);
    if (run->mode == MODE_REPLAY) {
        char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
        size_t count = simulator_replay_symbols(run->line->replay_path, symbols, WATCH_SYMBOLS_MOST);
        for (size_t i = 0; i < count; i++)
            (void)watchlist_add(&run->watchlist, "Recorded", symbols[i]);
        free(symbols);
    }
    for (size_t i = 0; i < run->config.group_count; i++)
        add_group(&run->watchlist, &run->config.groups[i]);
    if (run->watchlist.count == 0)
        watchlist_defaults(&run->watchlist);
}

/* What is held is a group of its own, behind the others. */
static void add_positions(struct run *run)
{
    struct fault_sink sink = {run->first_fault, sizeof run->first_fault};
    struct config_report report = {.message = print_fault, .context = &sink};
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t held;
    if (!run_read_positions(&run->positions, &run->config, run->line, &report))
        run->faults += report.errors;
    size_t count = positions_symbols(&run->positions, symbols, WATCH_SYMBOLS_MOST, &held);
    for (size_t i = 0; i < held; i++)
        (void)watchlist_add(&run->watchlist, POSITIONS_GROUP, symbols[i]); /* a full watchlist shows what it can */
    run->besides_count = count - held;
    run->besides = memory_new(run->besides_count + 1, sizeof *run->besides);
    memcpy(run->besides, symbols + held, run->besides_count * sizeof *symbols);
    free(symbols);
}

static void read_own_figures(struct run *run)
{
    struct fault_sink sink = {run->first_fault, sizeof run->first_fault};
    struct config_report report = {.message = print_fault, .context = &sink};
    if (!dossier_read(&run->dossier, &run->config, run->line, &report))
        run->faults += report.errors;
    report.errors = 0;
    if (!run_read_attested(&run->attested, &run->config, run->line, &report))
        run->faults += report.errors;
}

/* --- modes --- */

/* A demonstration that changed as slowly as the real world would show nothing. */
static void quicken(struct config *config)
{
    config->open_seconds = config->extended_seconds = config->closed_seconds = 5;
    config->bars_seconds = 20;
    config->ratings_seconds = 60;
    config->feed_seconds = 10;
    config->filings_seconds = 45;
    config->facts_seconds = 60;
    config->gpu_seconds = 30;
}

static bool start_simulator(struct run *run, struct error *err)
{
    struct simulator_options options = {
        .seed = run->line->seed,
        .clock = &clock_system,
        .scenario = run->line->scenario,
        .filing_after_seconds = FILING_AFTER_SECONDS,
        .upgrade_after_seconds = UPGRADE_AFTER_SECONDS,
        .replay_folder = run->line->replay_path,
    };
    if (run->mode != MODE_DEMO && run->mode != MODE_REPLAY)
        return true;
    run->simulator = simulator_start(&options, err);
    if (run->simulator == NULL)
        return false;
    if (simulator_stream_port(run->simulator) > 0)
        snprintf(run->config.stream_url, sizeof run->config.stream_url, "http://127.0.0.1:%u",
                 simulator_stream_port(run->simulator));
    else
        run->config.stream_url[0] = '\0';
    snprintf(run->config.base_url, sizeof run->config.base_url, "http://127.0.0.1:%u",
             simulator_port(run->simulator));
    for (size_t i = 0; i < run->config.source_count; i++) /* nothing may leave this machine */
        run->config.sources[i].base_url[0] = '\0';
    run->config.proxy[0] = '\0';
    if (run->mode == MODE_DEMO)
        quicken(&run->config);
    return true;
}

static bool start_recording(struct run *run, struct error *err)
{
    if (run->line->record_path == NULL)
        return true;
    run->recording = recording_new(run->line->record_path, err);
    return run->recording != NULL;
}

/* Ages are those of the moment when it was recorded. A time that is yet to come is nobody's. */
static void set_clock(struct run *run)
{
    int64_t now_ms = clock_wall_ms(&clock_system);
    int64_t recorded_at = run->mode == MODE_REPLAY ? simulator_recorded_at(run->simulator) : 0;
    if (recorded_at == 0 || recorded_at * 1000 > now_ms)
        return;
    run->recorded_at = recorded_at;
    run->clock_ahead_ms = recorded_at * 1000 - now_ms;
    run->clock = clock_shifted(&run->clock_ahead_ms);
}

int64_t run_now(const struct run *run)
{
    return clock_wall_seconds(&run->clock);
}

bool run_init(struct run *run, const struct command_line *line, struct error *err)
{
    memset(run, 0, sizeof *run);
    run->line = line;
    run->clock = clock_system;
    run->mode = line->demo                  ? MODE_DEMO
                : line->replay_path != NULL ? MODE_REPLAY
                : line->no_network          ? MODE_OFFLINE
                                            : MODE_LIVE;
    run->faults = run_read_config(&run->config, line, run->first_fault, sizeof run->first_fault);
    watchlist_init(&run->watchlist);
    watchlist_init(&run->groups);
    positions_init(&run->positions, run->config.positions_currency);
    if (run->faults > 0 && line->config_path != NULL)
        return error_set(err, ERROR_INVALID, "not started: the configuration has %u fault%s, told above",
                         run->faults, run->faults == 1 ? "" : "s");
    if (line->theme != NULL)
        text_copy(run->config.theme, sizeof run->config.theme, line->theme);
    open_log(run);
    if (!choose_paths(run, err) || !start_simulator(run, err) || !start_recording(run, err))
        return false;
    set_clock(run);
    make_watchlist(run);
    add_positions(run);
    watchlist_clear(&run->groups);
    watchlist_copy(&run->groups, &run->watchlist);
    read_own_figures(run);
    return true;
}

void run_clear(struct run *run)
{
    simulator_stop(run->simulator);
    recording_free(run->recording);
    watchlist_clear(&run->watchlist);
    watchlist_clear(&run->groups);
    positions_clear(&run->positions);
    dossier_clear(&run->dossier);
    attested_clear(&run->attested);
    free(run->besides);
    config_clear(&run->config);
    log_forget_secrets();
    log_close();
}

struct poller_options run_poller_options(const struct run *run, struct mailbox *mailbox)
{
    return (struct poller_options){
        .config = &run->config,
        .clock = &run->clock,
        .watchlist = &run->watchlist,
        .besides = (const char(*)[SYMBOL_SIZE])run->besides,
        .besides_count = run->besides_count,
        .attested = &run->attested,
        .store = run_store_options(run),
        .mailbox = mailbox,
        .recording = run->recording,
        .offline = run->mode == MODE_OFFLINE,
        .recorded = run->mode == MODE_REPLAY,
        .live_pace = run->mode == MODE_DEMO || run->mode == MODE_REPLAY,
        .seed = run->line->seed,
    };
}
