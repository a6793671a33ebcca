/* SPDX-License-Identifier: MIT
 * For scripts: ask what is due once, then print a pane's rows as typed values; the exit status tells the rest. */
#include "config.h"

#include "app.h"
#include "delivery.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/documents.h"
#include "store/edgar.h"
#include "store/gsi_fixes.h"
#include "store/kept_headlines.h"
#include "store/thesis.h"
#include "ui/columns_report.h"
#include "ui/pane.h"
#include "ui/report.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ONCE_MS        180000
#define PRINT_LIMIT    (64U * 1024 * 1024)
#define EVENTS_PRINTED 100000
#define SCREEN_ROWS    45
#define SCREEN_COLUMNS 160

struct printing {
    struct run *run;
    const struct report *report; /* NULL: the whole screen, or nothing */
    struct buffer *out;
    struct column_choice columns; /* of prices; none: every field */
    bool whole_screen;
    bool printed, full, rang;
};

static struct dataset *load_for_symbol(struct store *store, enum dataset_kind kind, const char *symbol, int64_t now,
                                       struct error *err)
{
    switch (kind) {
    case DATASET_RATINGS:
        return store_load_ratings(store, symbol, err);
    case DATASET_CONSENSUS:
        return store_load_consensus(store, symbol, now, err);
    case DATASET_RECEIVABLES:
        return store_load_receivables(store, symbol, err);
    case DATASET_FILINGS:
        return store_load_filings(store, symbol, err);
    case DATASET_CUSTOMERS:
        return store_load_customers(store, symbol, err);
    case DATASET_HEADLINES:
        return store_load_headlines(store, symbol, err);
    default:
        return NULL;
    }
}

/* What cannot be read must not look like what is not there. */
static void tell_unread(const struct error *err)
{
    if (err->code != ERROR_NONE)
        fprintf(stderr, "gputape: what is stored cannot be read: %s\n", err->message);
}

static size_t load_all(struct printing *printing, struct store *store, const struct dataset **datasets,
                       const char (*symbols)[SYMBOL_SIZE], size_t count)
{
    enum dataset_kind kind = printing->report->kind;
    int64_t now = run_now(printing->run);
    struct error err = {0};
    size_t loaded = 0;
    if (kind == DATASET_QUOTES)
        datasets[loaded] = store_load_quotes(store, symbols, count, now, &err);
    else if (kind == DATASET_GPU_MARKET)
        datasets[loaded] = store_load_gpu_market(store, now, &err);
    else if (kind == DATASET_EVENTS)
        datasets[loaded] = store_load_events(store, EVENTS_PRINTED, &err);
    else if (kind == DATASET_GPU_INDEX)
        datasets[loaded] = store_load_gsi_whole(store, now, &err);
    else if (kind == DATASET_FEED)
        datasets[loaded] = store_load_feed(store, symbols, count, &err);
    tell_unread(&err);
    if (kind == DATASET_QUOTES || kind == DATASET_GPU_MARKET || dataset_kind_is_local(kind))
        return datasets[0] != NULL ? 1 : 0;
    for (size_t i = 0; kind == DATASET_THESIS && i < count; i++)
        datasets[loaded++] = store_load_thesis(
            store, symbols[i], driver_kind_in(&printing->run->groups, symbols[i]), &printing->run->dossier, now);
    for (size_t i = 0; kind != DATASET_THESIS && i < count; i++) {
        datasets[loaded] = load_for_symbol(store, kind, symbols[i], now, &err);
        if (datasets[loaded] != NULL)
            loaded++;
        else
            tell_unread(&err);
    }
    return loaded;
}

static bool write_rows(const struct printing *printing, const struct dataset *const *datasets, size_t count)
{
    static const enum report_format formats[] = {REPORT_TABLE, REPORT_JSON, REPORT_CSV, REPORT_NDJSON};
    enum report_format format = formats[printing->run->line->format];
    const struct run *run = printing->run;
    const struct price_view view = {&run->watchlist, &run->positions, run_now(run)};
    if (printing->report->kind != DATASET_QUOTES || printing->columns.count == 0 || count == 0)
        return report_write(printing->report, datasets, count, format, printing->out);
    return columns_report(&printing->columns, &view, &datasets[0]->u.quotes, format, printing->out);
}

/* Positions in other currencies need the rates, too. */
static size_t add_pairs(const struct printing *printing, char (*symbols)[SYMBOL_SIZE], size_t count)
{
    for (size_t i = 0; printing->columns.count > 0 && i < printing->run->besides_count; i++)
        if (count < WATCH_SYMBOLS_MOST)
            memcpy(symbols[count++], printing->run->besides[i], SYMBOL_SIZE);
    return count;
}

static void print_pane(struct printing *printing, struct store *store)
{
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t count = watchlist_symbols(&printing->run->watchlist, symbols, WATCH_SYMBOLS_MOST);
    if (printing->report->kind == DATASET_QUOTES)
        count = add_pairs(printing, symbols, count);
    const struct dataset **datasets = memory_new(count + 1, sizeof *datasets);
    size_t loaded = load_all(printing, store, datasets, (const char(*)[SYMBOL_SIZE])symbols, count);
    printing->full = !write_rows(printing, datasets, loaded);
    for (size_t i = 0; i < loaded; i++) {
        printing->printed = printing->printed || !dataset_is_empty(datasets[i]);
        dataset_unref(datasets[i]);
    }
    free(datasets);
    free(symbols);
}

static int size_from_environment(const char *name, int otherwise)
{
    const char *text = getenv(name);
    long value = text != NULL ? strtol(text, NULL, 10) : 0;
    return value > 0 && value <= 1000 ? (int)value : otherwise;
}

static void print_screen(struct printing *printing, const struct snapshot *snapshot)
{
    struct run *run = printing->run;
    struct screen_options options = {.config = &run->config,
                                     .watchlist = &run->watchlist,
                                     .mode = run->mode,
                                     .recorded_at = run->recorded_at,
                                     .positions = &run->positions,
                                     .dossier = &run->dossier};
    struct error err = {0};
    struct canvas canvas;
    struct screen *screen = snapshot != NULL ? screen_new(&options, &err) : NULL;
    if (screen == NULL)
        return;
    (void)screen_set_snapshot(screen, snapshot); /* drawn at once anyway */
    canvas_init(&canvas, size_from_environment("LINES", SCREEN_ROWS),
                size_from_environment("COLUMNS", SCREEN_COLUMNS));
    canvas.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    screen_draw(screen, &canvas, run_now(run));
    printing->full = !canvas_to_text(&canvas, printing->out);
    printing->printed = true;
    canvas_clear(&canvas);
    screen_free(screen);
}

static void print_from(void *context, struct store *store)
{
    struct printing *printing = context;
    if (printing->report != NULL)
        print_pane(printing, store);
}

static bool choose_pane(struct printing *printing, const struct command_line *line)
{
    if (line->pane == NULL)
        return true;
    printing->whole_screen = strcmp(line->pane, "screen") == 0;
    printing->report = printing->whole_screen ? NULL : report_find(line->pane);
    if (printing->whole_screen || printing->report != NULL)
        return true;
    size_t count;
    struct error err = {0};
    const struct pane *const *panes = pane_table(&count);
    error_set(&err, ERROR_INVALID, "there is no pane \"%.60s\"; choose one of:", line->pane);
    fprintf(stderr, "gputape: %s", err.message);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, " %s", panes[i]->name);
    for (const struct named_report *at = report_table(); at->name != NULL; at++)
        fprintf(stderr, " %s", at->name);
    fputs(" screen\n", stderr);
    return false;
}

/* Those of the command line, else those of the configuration, else every field. */
static bool choose_columns(struct printing *printing)
{
    const struct run *run = printing->run;
    struct error err = {0};
    const char *names = run->line->columns != NULL ? run->line->columns : run->config.columns;
    if (columns_parse(&printing->columns, names, &err))
        return true;
    fprintf(stderr, "gputape: %s\n", err.message);
    return false;
}

/* Symbols on the command line stand in for the watchlist. */
static bool choose_symbols(struct run *run)
{
    struct error err = {0};
    char symbol[SYMBOL_SIZE];
    if (run->line->symbol_count > 0) {
        watchlist_clear(&run->watchlist);
        watchlist_init(&run->watchlist);
    }
    for (int i = 0; i < run->line->symbol_count; i++)
        if (!text_symbol(symbol, sizeof symbol, run->line->symbols[i])) {
            error_set(&err, ERROR_INVALID, "\"%.60s\" is not a symbol", run->line->symbols[i]);
            fprintf(stderr, "gputape: %s\n", err.message);
            return false;
        } else {
            (void)watchlist_add(&run->watchlist, "asked", symbol); /* a repeated one is there already */
        }
    return true;
}

/* Only what the rows are made of: a chart that nobody prints must neither cost a request nor the exit status. */
static unsigned kinds_to_ask(enum dataset_kind kind)
{
    unsigned kinds = 1U << kind;
    if (kind == DATASET_EVENTS || kind == DATASET_THESIS) /* they come out of everything */
        return 0;
    if (kind == DATASET_GPU_INDEX) /* it is made of what venues tell */
        kinds |= 1U << DATASET_GPU_MARKET;
    if (kind ==
        DATASET_HEADLINES) /* what they tell is found by the company's name, and compared with the actions */
        kinds |= 1U << DATASET_QUOTES | 1U << DATASET_RATINGS;
    if (kind == DATASET_FEED)
        kinds |= 1U << DATASET_FILINGS | 1U << DATASET_COMPANIES;
    if (kind == DATASET_CUSTOMERS) /* what a share is worth comes of the quarters */
        kinds |= 1U << DATASET_FILINGS | 1U << DATASET_COMPANIES | 1U << DATASET_RECEIVABLES;
    if (kind == DATASET_RECEIVABLES) /* the filings tell whether there are new facts, the companies who files */
        kinds |= 1U << DATASET_FILINGS | 1U << DATASET_COMPANIES;
    return kinds;
}

/* What rang, on standard error; true when anything did. Takes the delivery. */
static bool tell_alerts(struct delivery *delivery)
{
    struct event event;
    char sentence[160];
    bool rang = delivery_count(delivery) > 0;
    delivery_finish(delivery);
    while (delivery_take(delivery, &event))
        fprintf(stderr, "gputape: alert: %s\n", event.text);
    if (delivery_take_trouble(delivery, sentence, sizeof sentence))
        fprintf(stderr, "gputape: %s\n", sentence);
    delivery_free(delivery);
    return rang;
}

/* Everything due, once; then the printing, from the same open store. */
static bool fetch_and_print(struct printing *printing, struct error *err)
{
    struct run *run = printing->run;
    struct mailbox *mailbox = mailbox_new(err);
    if (mailbox == NULL)
        return false;
    struct poller_options options = run_poller_options(run, mailbox);
    if (printing->report != NULL)
        options.kinds = kinds_to_ask(printing->report->kind);
    struct delivery *delivery = delivery_new(&run->config);
    options.on_alert = delivery_ring;
    options.on_alert_context = delivery;
    struct poller *poller = poller_new(&options, err);
    if (poller == NULL) {
        delivery_free(delivery);
        mailbox_free(mailbox);
        return false;
    }
    char first[1][SYMBOL_SIZE] = {""};
    struct poller_focus focus = {.range = RANGE_1M};
    (void)chart_range_parse(run->config.range, &focus.range); /* checked when the configuration was read */
    if (watchlist_symbols(&run->watchlist, first, 1) > 0)
        text_copy(focus.symbol, sizeof focus.symbol, first[0]);
    poller_look_at(poller, &focus);
    bool good = poller_run_once(poller, ONCE_MS, print_from, printing);
    if (!good)
        error_set(err, ERROR_NETWORK, "%s",
                  run->mode == MODE_OFFLINE ? "nobody was asked (--offline): not all of this is fresh"
                                            : "not every source answered; see the log, or the health line of the "
                                              "dashboard");
    const struct snapshot *snapshot = mailbox_take(mailbox);
    if (printing->whole_screen)
        print_screen(printing, snapshot);
    else if (snapshot != NULL && snapshot->banner[0] != '\0') /* a screen shows it */
        fprintf(stderr, "gputape: %s\n", snapshot->banner);
    snapshot_unref(snapshot);
    poller_free(poller);
    mailbox_free(mailbox);
    printing->rang = tell_alerts(delivery);
    return good;
}

int print_mode(struct run *run)
{
    struct buffer out;
    struct printing printing = {.run = run, .out = &out};
    struct error err = {0};
    if (!choose_pane(&printing, run->line) || !choose_columns(&printing) || !choose_symbols(run))
        return EXIT_USAGE;
    buffer_init(&out, PRINT_LIMIT);
    bool good = fetch_and_print(&printing, &err);
    bool written = fwrite(buffer_text(&out), 1, out.length, stdout) == out.length && fflush(stdout) == 0;
    buffer_clear(&out);
    if (!good)
        fprintf(stderr, "gputape: %s\n", err.message);
    if (!written || printing.full)
        fputs("gputape: the output could not be written whole\n", stderr);
    if (!written || printing.full || (run->line->pane != NULL && !printing.printed))
        return EXIT_NOTHING;
    if (printing.rang)
        return EXIT_RANG;
    return good ? EXIT_GOOD : EXIT_PARTIAL;
}
