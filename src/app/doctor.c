/* SPDX-License-Identifier: MIT
 * gputape doctor: configuration, keys, files, terminal, and whether each provider answers; what does not work, and
 * how to mend it. Every provider is asked through the poller's own path, of one symbol, and nothing is kept. */
#include "config.h"

#include "app.h"

#include "base/clock.h"
#include "base/text.h"
#include "source/source.h"
#include "store/store.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define ASK_MS         25000
#define PROVIDERS_MOST 64
#define LEAST_ROWS     10
#define LEAST_COLUMNS  40

enum finding { FINE, NOTE, TROUBLE };

struct examination {
    struct run *run;
    unsigned troubles;
};

static void tell(struct examination *examination, enum finding finding, const char *what, const char *text)
{
    static const char *const marks[] = {[FINE] = "ok", [NOTE] = "note", [TROUBLE] = "FAIL"};
    examination->troubles += finding == TROUBLE;
    printf("%-5s %-24s %s\n", marks[finding], what, text);
}

static void mend(const char *text)
{
    printf("      %-24s -> %s\n", "", text);
}

/* --- configuration and keys --- */

static void examine_configuration(struct examination *examination)
{
    const struct run *run = examination->run;
    char path[XDG_PATH_SIZE], text[XDG_PATH_SIZE + 64];
    struct error err = {0};
    if (run->line->config_path != NULL)
        text_copy(path, sizeof path, run->line->config_path);
    else if (!xdg_path(XDG_CONFIG, "gputape.conf", path, sizeof path, &err))
        text_copy(path, sizeof path, err.message);
    if (run->faults > 0) {
        snprintf(text, sizeof text, "%u fault%s, the first: %s", run->faults, run->faults == 1 ? "" : "s",
                 run->first_fault);
        tell(examination, TROUBLE, "configuration", text);
        mend("mend the lines told above; gputape --list-options prints every setting");
        return;
    }
    snprintf(text, sizeof text, "%s%s", path, access(path, R_OK) == 0 ? "" : " (none: the defaults hold)");
    tell(examination, FINE, "configuration", text);
}

static void examine_keys(struct examination *examination)
{
    char path[XDG_PATH_SIZE], text[64];
    struct error err = {0};
    struct stat file;
    if (!xdg_path(XDG_CONFIG, "keys", path, sizeof path, &err)) {
        tell(examination, TROUBLE, "keys", err.message);
        return;
    }
    snprintf(text, sizeof text, "%zu known", examination->run->config.key_count);
    tell(examination, FINE, "keys", text);
    if (stat(path, &file) == 0 && (file.st_mode & 077) != 0) {
        tell(examination, TROUBLE, "keys file", "others can read it: it is not used");
        printf("      %-24s -> chmod 600 '%s'\n", "", path);
    }
}

/* --- files --- */

static void examine_file(struct examination *examination, const char *what, const char *path)
{
    char text[XDG_PATH_SIZE + 64];
    struct stat file;
    if (stat(path, &file) == 0)
        snprintf(text, sizeof text, "%s, %.1f MB", path, (double)file.st_size / 1e6);
    else
        snprintf(text, sizeof text, "%s (made at the first start)", path);
    tell(examination, FINE, what, text);
}

static void examine_store(struct examination *examination)
{
    struct run *run = examination->run;
    struct store_options options = run_store_options(run);
    struct store_report report = {.count = 0};
    struct error err = {0};
    if (run->in_memory) {
        tell(examination, NOTE, "store", "in memory only: a recording is shown");
        return;
    }
    examine_file(examination, "cache", run->cache_path);
    examine_file(examination, "history", run->history_path);
    if (!xdg_make_parents(run->cache_path, &err) || !xdg_make_parents(run->history_path, &err)) {
        tell(examination, TROUBLE, "store", err.message);
        return;
    }
    struct store *store = store_open(&options, clock_wall_seconds(&clock_system), &report, &err);
    for (size_t i = 0; i < report.count; i++)
        tell(examination, TROUBLE, "store", report.messages[i]);
    if (store == NULL)
        tell(examination, TROUBLE, "store", err.message);
    else if (report.count == 0)
        tell(examination, FINE, "store", "opens, reads and writes");
    store_close(store);
}

/* --- terminal --- */

static void examine_terminal(struct examination *examination)
{
    const char *name = getenv("TERM"), *codeset = nl_langinfo(CODESET);
    char text[96];
    struct winsize size;
    bool named = name != NULL && name[0] != '\0' && strcmp(name, "dumb") != 0;
    tell(examination, named ? FINE : TROUBLE, "terminal", named ? name : "TERM names none");
    if (!named)
        mend("export TERM=xterm-256color, or whatever your terminal is");
    bool utf8 = strcmp(codeset, "UTF-8") == 0;
    tell(examination, utf8 ? FINE : NOTE, "characters", codeset);
    if (!utf8)
        mend("ASCII is drawn; export LC_ALL=C.UTF-8 for charts in finer steps");
    if (getenv("NO_COLOR") != NULL)
        tell(examination, NOTE, "colours", "none: NO_COLOR is set");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return;
    snprintf(text, sizeof text, "%d columns, %d rows", size.ws_col, size.ws_row);
    bool fits = size.ws_col >= LEAST_COLUMNS && size.ws_row >= LEAST_ROWS;
    tell(examination, fits ? FINE : TROUBLE, "size", text);
}

/* --- providers --- */

static const char *remedy(const struct source *source, const struct error *err, char *text, size_t size)
{
    const struct source_provider *provider = source->provider;
    switch (err->code) {
    case ERROR_NEEDS_KEY:
        snprintf(text, size, "get one at %s, then write %s = KEY into the keys file (gputape.conf(5))",
                 provider->key_home != NULL ? provider->key_home : provider->homepage,
                 provider->key != NULL ? provider->key : "it");
        break;
    case ERROR_AUTH:
        snprintf(text, size,
                 provider->key != NULL ? "the key is wrong or not entitled: compare it at %s"
                                       : "the provider lets nobody in at present: see %s",
                 provider->key_home != NULL ? provider->key_home : provider->homepage);
        break;
    case ERROR_NETWORK:
    case ERROR_TIMEOUT:
        snprintf(text, size, "is this computer online? behind a proxy: [network] proxy, ca_file");
        break;
    case ERROR_RATE_LIMITED:
        snprintf(text, size, "wait; if it comes often: [source.%s] interval = SECONDS", source->name);
        break;
    case ERROR_BLOCKED:
        snprintf(text, size, "a page came instead of data: a login portal, or the provider refuses this address");
        break;
    case ERROR_NEEDS_SETTING:
        snprintf(text, size, "gputape.conf(5) tells the setting");
        break;
    default:
        snprintf(text, size, "the provider's trouble; to leave it out: [source.%s] enabled = no", source->name);
        break;
    }
    return text;
}

struct outlook { /* of one provider's sources */
    const struct source *worst;
    struct error err;
    unsigned answered, unasked, off, all;
    bool chained;
};

/* Of a symbol that a provider does not know, and of a gather's missing part, nothing is to be mended. */
static bool is_trouble(const struct error *err)
{
    return err->code != ERROR_NONE && err->code != ERROR_NOT_FOUND && err->code != ERROR_NO_DATA;
}

static void look_at(struct outlook *outlook, const struct source *source, const struct source_health *health)
{
    outlook->all++;
    outlook->chained = source->role == SOURCE_CHAIN;
    if (!health->enabled && health->error.code != ERROR_NEEDS_KEY)
        outlook->off++;
    else if (is_trouble(&health->error) && outlook->worst == NULL) {
        outlook->worst = source;
        outlook->err = health->error;
    } else if (health->last_good_at > 0)
        outlook->answered++;
    else
        outlook->unasked++;
}

static const struct source_health *health_of(const struct snapshot *snapshot, const char *name)
{
    for (size_t i = 0; snapshot != NULL && i < snapshot->health_count; i++)
        if (strcmp(snapshot->health[i].name, name) == 0)
            return &snapshot->health[i];
    return NULL;
}

static void tell_provider(struct examination *examination, const struct source_provider *provider,
                          const struct outlook *outlook)
{
    char text[256];
    if (outlook->worst != NULL) {
        bool key = outlook->err.code == ERROR_NEEDS_KEY;
        tell(examination, key ? NOTE : TROUBLE, provider->heading, key ? "needs a key" : outlook->err.message);
        mend(remedy(outlook->worst, &outlook->err, text, sizeof text));
    } else if (outlook->answered > 0) {
        snprintf(text, sizeof text, "answers%s", outlook->unasked > 0 ? " (not every source was asked)" : "");
        tell(examination, FINE, provider->heading, text);
    } else if (provider->off_because != NULL && outlook->off == outlook->all) {
        snprintf(text, sizeof text, "off unless it is switched on: %s", provider->off_because);
        tell(examination, NOTE, provider->heading, text);
    } else {
        tell(examination, NOTE, provider->heading,
             outlook->off == outlook->all ? "switched off in the configuration"
             : outlook->chained           ? "stands in when another fails: not asked now"
                                          : "was not asked in this time");
    }
    printf("      %-24s    %s\n", "", provider->terms);
}

static void tell_providers(struct examination *examination, const struct snapshot *snapshot)
{
    const struct source_provider *told[PROVIDERS_MOST];
    size_t told_count = 0, count;
    const struct source *const *table = source_table(&count);
    for (size_t i = 0; i < count; i++) {
        const struct source_provider *provider = table[i]->provider;
        struct outlook outlook = {.all = 0};
        bool known = told_count == PROVIDERS_MOST;
        for (size_t k = 0; k < told_count; k++)
            known = known || told[k] == provider;
        if (known)
            continue;
        told[told_count++] = provider;
        for (size_t k = i; k < count; k++) {
            const struct source_health *health = health_of(snapshot, table[k]->name);
            if (table[k]->provider == provider && health != NULL)
                look_at(&outlook, table[k], health);
        }
        tell_provider(examination, provider, &outlook);
    }
}

/* One symbol stands for all, and nothing is written: a memory's worth of a first start. */
static bool ask(struct run *run, const struct snapshot **snapshot, struct error *err)
{
    char first[1][SYMBOL_SIZE] = {"NVDA"};
    struct mailbox *mailbox = mailbox_new(err);
    if (mailbox == NULL)
        return false;
    (void)watchlist_symbols(&run->watchlist, first, 1);
    watchlist_clear(&run->watchlist);
    watchlist_init(&run->watchlist);
    (void)watchlist_add(&run->watchlist, "asked", first[0]);
    struct poller_options options = run_poller_options(run, mailbox);
    options.store = (struct store_options){.cache_path = NULL};
    struct poller *poller = poller_new(&options, err);
    if (poller != NULL) {
        struct poller_focus focus = {.range = RANGE_1M};
        text_copy(focus.symbol, sizeof focus.symbol, first[0]);
        poller_look_at(poller, &focus);
        if (!poller_run_once(poller, ASK_MS, NULL, NULL))
            puts("(not all did)"); /* who, is told one by one */
        *snapshot = mailbox_take(mailbox);
    }
    poller_free(poller);
    mailbox_free(mailbox);
    return *snapshot != NULL;
}

static void examine_providers(struct examination *examination)
{
    const struct snapshot *snapshot = NULL;
    struct error err = {0};
    if (examination->run->mode == MODE_OFFLINE) {
        tell(examination, NOTE, "providers", "not asked: --offline");
        return;
    }
    printf("\nasking each provider, at most %d s ...\n", ASK_MS / 1000);
    fflush(stdout);
    if (ask(examination->run, &snapshot, &err))
        tell_providers(examination, snapshot);
    else
        tell(examination, TROUBLE, "providers", err.message);
    snapshot_unref(snapshot);
}

int doctor_mode(struct run *run)
{
    struct examination examination = {run, 0};
    examine_configuration(&examination);
    examine_keys(&examination);
    examine_store(&examination);
    examine_terminal(&examination);
    examine_providers(&examination);
    if (examination.troubles == 0)
        puts("\nall is well");
    else
        printf("\n%u trouble%s\n", examination.troubles, examination.troubles == 1 ? "" : "s");
    if (fflush(stdout) != 0)
        return EXIT_NOTHING;
    return run->faults > 0 ? EXIT_USAGE : examination.troubles > 0 ? EXIT_PARTIAL : EXIT_GOOD;
}
