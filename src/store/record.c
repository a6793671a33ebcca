/* SPDX-License-Identifier: MIT
 * Things into rows and rows into things, by the tables of records.c. What is read passes the same gates as remote
 * data: text is cleaned, figures must be plausible. */
#include "config.h"

#include "record.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_LIMIT  16384
#define WORDS_SIZE  1024
#define LATEST_TIME 4102444800 /* the year 2100 */

/* --- SQL texts --- */

static void add(struct buffer *buffer, const char *text)
{
    bool fits = buffer_append_text(buffer, text);
    assert(fits); /* the records are ours */
    (void)fits;
}

static void add_columns(struct buffer *buffer, const struct record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        add(buffer, i > 0 ? ", " : "");
        add(buffer, record->fields[i].column);
    }
}

static void add_all(struct buffer *buffer, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(buffer, parts[i]);
}

static void add_update(struct buffer *buffer, const struct record *record)
{
    add(buffer, " ON CONFLICT(");
    for (size_t i = 0; i < record->key_count; i++) {
        add(buffer, i > 0 ? ", " : "");
        add(buffer, record->fields[i].column);
    }
    add(buffer, ") DO UPDATE SET ");
    for (size_t i = record->key_count; i < record->count; i++) {
        const char *column = record->fields[i].column;
        const char *const parts[] = {i > record->key_count ? ", " : "", column, " = excluded.", column};
        add_all(buffer, parts, sizeof parts / sizeof parts[0]);
    }
}

/* The rule for what is held already: the one place where it is said in SQL. `latest`: the latest stamp that is
 * believed, an SQL expression. */
static void add_conflict(struct buffer *buffer, const struct record *record, enum conflict conflict,
                         const char *latest)
{
    const char *table = strchr(record->table, '.') + 1, *stamp = record->stamp;
    const char *const newer[] = {
        " WHERE excluded.", stamp, " >= ", table, ".", stamp, " OR ", table, ".", stamp, " > ", latest};
    if (conflict == FIRST_STAYS) {
        add(buffer, " ON CONFLICT DO NOTHING");
        return;
    }
    add_update(buffer, record);
    if (conflict == NEWER_WINS)
        add_all(buffer, newer, sizeof newer / sizeof newer[0]);
}

static char *finished(struct buffer *buffer)
{
    char *text = memory_text(buffer_text(buffer));
    buffer_clear(buffer);
    return text;
}

char *record_columns(const struct record *record)
{
    struct buffer buffer;
    buffer_init(&buffer, TEXT_LIMIT);
    add_columns(&buffer, record);
    return finished(&buffer);
}

static char *insert_text(const struct record *record, const char *text)
{
    struct buffer buffer;
    (void)text;
    buffer_init(&buffer, TEXT_LIMIT);
    add(&buffer, "INSERT INTO ");
    add(&buffer, record->table);
    add(&buffer, "(");
    add_columns(&buffer, record);
    add(&buffer, ") VALUES(");
    for (size_t i = 0; i < record->count; i++)
        add(&buffer, i > 0 ? ", ?" : "?");
    add(&buffer, ")");
    add_conflict(&buffer, record, record->conflict, ":latest");
    return finished(&buffer);
}

char *record_merge_text(const struct record *record, const char *schema, int64_t now)
{
    struct buffer buffer;
    char latest[24];
    snprintf(latest, sizeof latest, "%" PRId64, now + FUTURE_SECONDS);
    buffer_init(&buffer, TEXT_LIMIT);
    add(&buffer, "INSERT INTO ");
    add(&buffer, schema);
    add(&buffer, strchr(record->table, '.'));
    add(&buffer, "(");
    add_columns(&buffer, record);
    add(&buffer, ") SELECT ");
    add_columns(&buffer, record);
    add(&buffer, " FROM ");
    add(&buffer, record->table);
    add(&buffer, " WHERE true"); /* SQLite wants it, to tell ON CONFLICT from a join's ON */
    add_conflict(&buffer, record, record->conflict == FIRST_STAYS ? FIRST_STAYS : NEWER_WINS, latest);
    return finished(&buffer);
}

/* --- writing --- */

static void bind_amount(sqlite3_stmt *row, int index, const struct amount *amount, bool in_key)
{
    if (amount->known)
        sqlite3_bind_double(row, index, amount->value);
    else if (in_key)
        sqlite3_bind_double(row, index, -1.0);
    else
        sqlite3_bind_null(row, index);
}

static void bind_trend(sqlite3_stmt *row, int index, const struct trend *trend)
{
    unsigned char bytes[TREND_BYTES_MOST];
    size_t length = trend_encode(trend, bytes);
    sqlite3_bind_blob(row, index, bytes, (int)length, SQLITE_TRANSIENT);
}

static void bind_field(sqlite3_stmt *row, int index, const struct field *field, const void *thing)
{
    const void *at = (const char *)thing + field->offset;
    switch (field->type) {
    case FIELD_TEXT:
        sqlite3_bind_text(row, index, at, -1, SQLITE_STATIC);
        break;
    case FIELD_WORDS:
        sqlite3_bind_text(row, index, *(const char *const *)at, -1, SQLITE_STATIC);
        break;
    case FIELD_TIME:
    case FIELD_NUMBER:
        sqlite3_bind_int64(row, index, *(const int64_t *)at);
        break;
    case FIELD_DAY:
        sqlite3_bind_int(row, index, *(const int32_t *)at);
        break;
    case FIELD_INT:
        sqlite3_bind_int(row, index, *(const int *)at);
        break;
    case FIELD_FLAG:
        sqlite3_bind_int(row, index, *(const bool *)at);
        break;
    case FIELD_AMOUNT:
    case FIELD_KEY_AMOUNT:
        bind_amount(row, index, at, field->type == FIELD_KEY_AMOUNT);
        break;
    case FIELD_TREND:
        bind_trend(row, index, at);
        break;
    case FIELD_REAL:
        sqlite3_bind_double(row, index, *(const double *)at);
        break;
    }
}

static bool put_once(struct store *store, const struct record *record, const void *thing, bool *added,
                     struct error *err)
{
    struct query query = {store, store_statement(store, record, NULL, insert_text, err), err, false};
    if (query.row == NULL)
        return false;
    for (size_t i = 0; i < record->count; i++)
        bind_field(query.row, (int)i + 1, &record->fields[i], thing);
    if (record->conflict == NEWER_WINS)
        query_number(&query, (int)record->count + 1, store->now + FUTURE_SECONDS);
    bool good = query_run(&query);
    if (added != NULL)
        *added = good && sqlite3_changes(store->db) > 0;
    return good;
}

bool record_put(struct store *store, const struct record *record, const void *thing, bool *added, struct error *err)
{
    if (put_once(store, record, thing, added, err))
        return true;
    return !store->in_transaction && store_fall_back(store, store->fault) &&
           put_once(store, record, thing, added, err);
}

/* --- reading --- */

static void read_text(sqlite3_stmt *row, int index, char *text, size_t size)
{
    const char *value = (const char *)sqlite3_column_text(row, index);
    text_clean(text, size, value != NULL ? value : "", value != NULL ? strlen(value) : 0);
}

static const char *read_words(sqlite3_stmt *row, int index, struct arena *arena)
{
    char words[WORDS_SIZE];
    read_text(row, index, words, sizeof words);
    return arena_text(arena, words);
}

static struct amount read_amount(sqlite3_stmt *row, int index, const struct field *field)
{
    int type = sqlite3_column_type(row, index);
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
        return AMOUNT_UNKNOWN;
    return amount_within(sqlite3_column_double(row, index), field->low, field->high);
}

static int64_t read_time(sqlite3_stmt *row, int index)
{
    int64_t time = sqlite3_column_int64(row, index);
    return time >= 0 && time <= LATEST_TIME ? time : 0;
}

static int32_t read_day(sqlite3_stmt *row, int index)
{
    int64_t day = sqlite3_column_int64(row, index);
    bool good = sqlite3_column_type(row, index) == SQLITE_INTEGER && day > -LATEST_TIME / DAY_SECONDS &&
                day < LATEST_TIME / DAY_SECONDS;
    return good ? (int32_t)day : DATE_UNKNOWN;
}

static int read_int(sqlite3_stmt *row, int index, const struct field *field)
{
    int64_t value = sqlite3_column_int64(row, index);
    return (double)value >= field->low && (double)value <= field->high ? (int)value : (int)field->low;
}

static bool read_field(const struct query *query, int index, const struct field *field, void *thing,
                       struct arena *arena)
{
    void *at = (char *)thing + field->offset;
    struct amount amount;
    switch (field->type) {
    case FIELD_TEXT:
        read_text(query->row, index, at, field->size);
        return true;
    case FIELD_WORDS:
        *(const char **)at = read_words(query->row, index, arena);
        return true;
    case FIELD_TIME:
        *(int64_t *)at = read_time(query->row, index);
        return true;
    case FIELD_NUMBER:
        *(int64_t *)at = sqlite3_column_int64(query->row, index);
        return true;
    case FIELD_DAY:
        *(int32_t *)at = read_day(query->row, index);
        return true;
    case FIELD_INT:
        *(int *)at = read_int(query->row, index, field);
        return true;
    case FIELD_FLAG:
        *(bool *)at = sqlite3_column_int(query->row, index) != 0;
        return true;
    case FIELD_AMOUNT:
    case FIELD_KEY_AMOUNT:
        *(struct amount *)at = read_amount(query->row, index, field);
        return true;
    case FIELD_TREND:
        trend_decode(at, sqlite3_column_blob(query->row, index), (size_t)sqlite3_column_bytes(query->row, index));
        return true;
    case FIELD_REAL:
        break;
    }
    amount = read_amount(query->row, index, field);
    *(double *)at = amount.value;
    return amount.known;
}

bool record_read(const struct record *record, const struct query *query, void *thing, struct arena *arena)
{
    bool good = true;
    for (size_t i = 0; i < record->count; i++)
        good = read_field(query, (int)i, &record->fields[i], thing, arena) && good;
    return good;
}
