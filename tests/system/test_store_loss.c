/* SPDX-License-Identifier: MIT
 * A cache that turns out to be damaged while it is read: it is set aside, the screen says so, and what it held is
 * asked for again at once, although nothing is due. */
#include "config.h"

#include "stage.h"

#include "base/date.h"
#include "base/memory.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PAGE 4096

static long offset_of_quotes(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_master WHERE name = 'quote'", -1, &row, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    long page = (long)sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return (page - 1) * PAGE;
}

static void zero_quotes(const char *path)
{
    static const char zeros[PAGE];
    long offset = offset_of_quotes(path);
    FILE *file = fopen(path, "r+be");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(zeros, 1, sizeof zeros, file), sizeof zeros);
    assert_int_equal(fclose(file), 0);
}

static bool has_asked_again(const struct stage *stage, const void *what)
{
    const struct slot *slot = snapshot_slot(stage->snapshot, DATASET_QUOTES, "");
    (void)what;
    return slot != NULL && slot->good_at == STAGE_START + 5 && !slot->refreshing;
}

static void what_a_damaged_cache_held_is_asked_for_again(void **state)
{
    struct stage *stage = memory_new(1, sizeof *stage);
    (void)state;
    stage_open(stage);
    stage_simulate(stage, "normal");
    assert_true(stage_run_once(stage));
    zero_quotes(stage->cache);
    stage_advance(stage, 5);
    stage_start(stage);
    stage_wait(stage, has_asked_again, NULL);
    assert_int_equal(stage_state(stage, DATASET_QUOTES), SLOT_FRESH);
    assert_int_equal(stage_slot(stage, DATASET_QUOTES)->data->u.quotes.count, 2);
    assert_non_null(strstr(stage->snapshot->banner, "The cache was damaged: set aside as cache.db.corrupt"));
    stage_close(stage);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_damaged_cache_held_is_asked_for_again),
    };
    date_use_new_york();
    return cmocka_run_group_tests_name("loss of the store", tests, NULL, NULL);
}
