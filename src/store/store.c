/* SPDX-License-Identifier: MIT
 * The store's life: open, transactions, close. */
#include "config.h"

#include "marks.h"
#include "migrations.h"

#include "base/memory.h"

#include <stdlib.h>

struct store *store_open(const struct store_options *options, int64_t now, struct store_report *report,
                         struct error *err)
{
    struct store *store = memory_new(1, sizeof *store);
    const char *const paths[STORE_FILES] = {options->cache_path, options->history_path};
    for (int file = 0; file < STORE_FILES; file++)
        if (paths[file] != NULL)
            store->places[file].path = memory_text(paths[file]);
    store->read_only = options->read_only;
    store->own_prices = options->own_prices;
    store->now = now;
    mark_make(store->mark, store);
    bool good = options->read_only ? store_attach_read_only(store, err) : store_attach_files(store, report, err);
    if (!good) {
        store->read_only = true; /* nothing to mark as cleanly ended */
        store_close(store);
        return NULL;
    }
    store->fault = 0;
    (void)store_changed_elsewhere(store); /* notes where we start */
    return store;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    if (store->in_transaction)
        store_rollback(store);
    store_finalize_all(store);
    bool sound =
        !is_damage(store->fault); /* else the next start looks at the whole file, as after an unclean end */
    for (int file = 0; file < STORE_FILES; file++) {
        struct place *place = &store->places[file];
        if (!store->read_only && sound && place->path != NULL && !place->detached)
            marks_remove(store->db, store_schemas[file].name, store->mark);
        free(place->path);
    }
    sqlite3_close(store->db);
    free(store);
}

/* --- transactions --- */

/* Damage that was met while reading. */
static bool fall_back_damaged(struct store *store)
{
    return is_damage(store->fault) && store_fall_back(store, store->fault);
}

bool store_begin(struct store *store, struct error *err)
{
    (void)fall_back_damaged(store);
    store->in_transaction = store_execute(store, "BEGIN IMMEDIATE", err);
    if (!store->in_transaction && store_fall_back(store, store->fault))
        store->in_transaction = store_execute(store, "BEGIN IMMEDIATE", err);
    return store->in_transaction;
}

bool store_commit(struct store *store, struct error *err)
{
    if (store_execute(store, "COMMIT", err)) {
        store->in_transaction = false;
        return true;
    }
    int code = store->fault;
    store_rollback(store);
    (void)store_fall_back(store, code); /* the caller does it again, then in memory */
    return false;
}

void store_rollback(struct store *store)
{
    if (sqlite3_get_autocommit(store->db) == 0)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->in_transaction = false;
}

static bool put_all(const struct put_context *context, const struct observations *observations)
{
    static bool (*const puts[])(const struct put_context *, const struct observations *) = {
        put_quotes,      put_bars,       put_actions,   put_consensus,   put_filings, put_facts,
        put_dimensional, put_statements, put_companies, put_gpu,         put_events,  put_documents,
        put_found,       put_splits,     put_headlines, put_symbol_hits, put_supply};
    for (size_t i = 0; i < sizeof puts / sizeof puts[0]; i++)
        if (!puts[i](context, observations))
            return false;
    return true;
}

bool store_put(struct store *store, const struct observations *observations, const char *source, int64_t now,
               struct observations *news, struct error *err)
{
    struct put_context context = {store, source, now, news, err};
    bool own = !store->in_transaction; /* a put alone is a poll of its own */
    store->now = now;
    if (own && !store_begin(store, err))
        return false;
    if (put_all(&context, observations))
        return !own || store_commit(store, err);
    int code = store->fault;
    store_rollback(store);
    (void)store_fall_back(store, code); /* the caller does it again, then in memory */
    return false;
}

/* --- other processes --- */

static int64_t data_version(struct store *store, enum store_file file)
{
    static const char *const texts[STORE_FILES] = {"PRAGMA cache.data_version", "PRAGMA history.data_version"};
    struct error err = {0};
    struct query query = query_of(store, NULL, texts[file], &err);
    return query_first_number(&query, 0);
}

void store_give_back(struct store *store)
{
    (void)sqlite3_db_release_memory(store->db); /* what cannot be freed now is freed by the next call */
}

bool store_changed_elsewhere(struct store *store)
{
    bool changed = store_fall_back_moved(store);
    changed = fall_back_damaged(store) || changed;
    for (int file = 0; file < STORE_FILES; file++) {
        int64_t version = data_version(store, (enum store_file)file);
        changed = changed || version != store->data_versions[file];
        store->data_versions[file] = version;
    }
    return changed;
}
