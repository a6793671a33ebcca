/* SPDX-License-Identifier: MIT
 * GPU books and offers through the store, and how long everything is kept. */
#include "config.h"

#include "store_fixture.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct dataset *market_of(struct fixture *fixture, int64_t now)
{
    struct error err = {0};
    struct dataset *dataset = store_load_gpu_market(fixture->store, now, &err);
    assert_non_null(dataset);
    return dataset;
}

static const struct gpu_model_row *row_of(const struct dataset *dataset, const char *model)
{
    for (size_t i = 0; i < dataset->u.gpu.row_count; i++)
        if (strcmp(dataset->u.gpu.rows[i].model, model) == 0)
            return &dataset->u.gpu.rows[i];
    return NULL;
}

static void add_offer(struct observations *observations, const char *venue, const char *model, double price)
{
    struct gpu_offer *offer = observations_add_offer(observations);
    text_copy(offer->venue, sizeof offer->venue, venue);
    text_copy(offer->model, sizeof offer->model, model);
    text_copy(offer->region, sizeof offer->region, "Quebec, CA");
    offer->gpu_count = 8;
    offer->usd_gpu_hour = price;
    offer->verified = true;
    offer->reliability = amount_of(0.99);
}

static void books_make_the_table_with_its_changes(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    fixture_open(fixture, NOON);
    for (int day = 8; day >= 0; day--) {
        observations_init(&observations);
        struct gpu_book *book =
            add_book(&observations, "Vast.ai", "H100 SXM", 2.0 + 0.1 * (8 - day), NOON - day * DAYS);
        book->stock = amount_of(1);
        text_copy(book->stock_word, sizeof book->stock_word, "High");
        fixture_put(fixture, &observations, NOON - day * DAYS);
        observations_clear(&observations);
    }
    struct dataset *dataset = market_of(fixture, NOON);
    const struct gpu_model_row *row = row_of(dataset, "H100 SXM");
    assert_non_null(row);
    if (row == NULL)
        return;
    assert_true(row->price.value > 2.799 && row->price.value < 2.801);
    assert_true(row->change1d.known && row->change7d.known);
    assert_false(row->change30d.known);
    assert_int_equal(row->book_count, 1);
    assert_string_equal(row->books[0].stock_word, "High");
    assert_string_equal(row->books[0].source, "test");
    assert_int_equal(dataset->as_of, NOON);
    dataset_unref(dataset);
}

static void changed_books_are_news_with_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    observations_init(&observations);
    struct gpu_book *book = add_book(&observations, "Vast.ai", "H100 SXM", 2.0, NOON);
    book->quartile3 = amount_of(2.5);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    assert_int_equal(fixture->news.book_count, 0);
    book->seen_at = NOON + 600;
    fixture_put(fixture, &observations, NOON + 600);
    assert_int_equal(fixture->news.book_count, 0); /* the same again */
    book->seen_at = NOON + 1200;
    book->median = amount_of(2.2);
    fixture_put(fixture, &observations, NOON + 1200);
    assert_int_equal(fixture->news.book_count, 2);
    assert_true(fixture->news.books[0].median.value == 2.0);
    assert_true(fixture->news.books[0].quartile3.value == 2.5); /* the whole row */
    assert_int_equal(fixture->news.books[0].seen_at, NOON + 600);
    assert_true(fixture->news.books[1].median.value == 2.2);
    observations_clear(&observations);
}

static void only_the_latest_offers_of_a_venue_and_model_stay(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    fixture_open(fixture, NOON);
    observations_init(&observations);
    add_book(&observations, "Vast.ai", "H100 SXM", 2, NOON);
    for (int i = 0; i < 6; i++)
        add_offer(&observations, "Vast.ai", "H100 SXM", 2.0 + i);
    add_offer(&observations, "Vast.ai", "H200", 3.0);
    add_offer(&observations, "RunPod", "H100 SXM", 2.9);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    observations_init(&observations);
    add_offer(&observations, "Vast.ai", "H100 SXM", 7.0); /* one is left, and no book came with it */
    fixture_put(fixture, &observations, NOON);            /* in the same second */
    observations_clear(&observations);
    struct dataset *dataset = market_of(fixture, NOON);
    assert_int_equal(dataset->u.gpu.offer_count, 3);
    assert_string_equal(dataset->u.gpu.offers[0].venue, "RunPod"); /* by model and price */
    assert_true(dataset->u.gpu.offers[1].usd_gpu_hour == 7.0);
    assert_int_equal(dataset->u.gpu.offers[1].gpu_count, 8);
    assert_string_equal(dataset->u.gpu.offers[1].region, "Quebec, CA");
    dataset_unref(dataset);
    observations_init(&observations);
    add_book(&observations, "Vast.ai", "H200", 3, NOON + 60); /* a book alone: nothing is on offer */
    fixture_put(fixture, &observations, NOON + 60);
    dataset = market_of(fixture, NOON + 60);
    assert_int_equal(dataset->u.gpu.offer_count, 2);
    dataset_unref(dataset);
    dataset = market_of(fixture, NOON + 4 * DAYS); /* nobody can rent what was seen then */
    assert_int_equal(dataset->u.gpu.offer_count, 0);
    dataset_unref(dataset);
    observations_clear(&observations);
}

/* --- retention: each rule thins what it names and nothing else --- */

static int64_t count(const struct fixture *fixture, bool history, const char *sql)
{
    return fixture_number(history ? fixture->history : fixture->cache, sql);
}

static void fill(const char *path, const char *insert, int64_t from, int64_t step, int64_t rows)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %lld)"
             " INSERT INTO %s FROM (SELECT %lld + i * %lld AS at FROM n)",
             (long long)rows, insert, (long long)from, (long long)step);
    fixture_sql(path, sql);
}

static void maintain(struct fixture *fixture, int64_t now)
{
    struct error err = {0};
    if (!store_maintain(fixture->store, now, &err))
        fail_msg("%s", err.message);
}

static void ticks_thin_with_age(void **state)
{
    struct fixture *fixture = *state;
    int64_t day = NOON / DAYS * DAYS;
    fixture_open(fixture, NOON);
    for (int i = 0; i < 2; i++) { /* two symbols at other seconds: each keeps its own last */
        const char *const inserts[] = {"tick(symbol, at, last) SELECT 'A', at, at",
                                       "tick(symbol, at, last) SELECT 'B', at + 7, at"};
        fill(fixture->cache, inserts[i], day - 40 * DAYS, 60, 120); /* 2 hours of minutes, 40 days ago */
        fill(fixture->cache, inserts[i], day - 10 * DAYS, 60, 120);
        fill(fixture->cache, inserts[i], day - DAYS, 60, 120);
    }
    /* The last of another symbol's stretch is in no way the last of A's at the same second. */
    fill(fixture->cache, "tick(symbol, at, last) SELECT 'C', at, at", day - 10 * DAYS + 60, 60, 1);
    maintain(fixture, day);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM tick WHERE symbol = 'A'"), 1 + 24 + 120);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM tick WHERE symbol = 'B'"), 1 + 24 + 120);
    assert_int_equal(count(fixture, false, "SELECT min(at) FROM tick WHERE symbol = 'A'"),
                     day - 40 * DAYS + 119 * 60); /* the last of the day */
}

static void books_thin_with_age(void **state)
{
    struct fixture *fixture = *state;
    int64_t day = NOON / DAYS * DAYS;
    static const char insert[] = "book(venue, model, at, median) SELECT 'Vast.ai', 'H200', at, 2";
    fixture_open(fixture, NOON);
    fill(fixture->history, insert, day - 100 * DAYS, 600, 144);
    fill(fixture->history, insert, day - 30 * DAYS, 600, 144);
    fill(fixture->history, insert, day - 5 * DAYS, 600, 144);
    maintain(fixture, day);
    assert_int_equal(count(fixture, true, "SELECT count(*) FROM book"), 4 + 24 + 144);
    maintain(fixture, day + 7200); /* what is thin stays */
    assert_int_equal(count(fixture, true, "SELECT count(*) FROM book"), 4 + 24 + 144);
}

static void the_rest_goes_at_its_age(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    fill(fixture->cache, "bar(symbol, interval, start) SELECT 'A', 1, at", NOON - 61 * DAYS, DAYS, 3);
    fill(fixture->cache, "bar(symbol, interval, start) SELECT 'A', 4, at", NOON - 4000 * DAYS, DAYS, 3);
    fill(fixture->cache, "offer(venue, model, position, at) SELECT 'V', 'M', at, at", NOON - 4 * DAYS, DAYS, 3);
    fill(fixture->history, "event(key, observed_at) SELECT at, at", NOON - 401 * DAYS, DAYS, 3);
    fill(fixture->history,
         "action(symbol, day, firm, to_grade, target_to, source, at) SELECT 'A', at / 86400, 'F',"
         " 'Buy', 1, 'test', at",
         NOON - 4000 * DAYS, DAYS, 3);
    maintain(fixture, NOON);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM bar WHERE interval = 1"), 2);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM bar WHERE interval = 4"), 3);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM offer"), 2);
    assert_int_equal(count(fixture, true, "SELECT count(*) FROM event"), 2);
    assert_int_equal(count(fixture, true, "SELECT count(*) FROM action"), 3);
}

static void a_cache_beyond_the_cap_forgets_who_is_not_asked_for(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    fill(fixture->cache,
         "fact(symbol, concept, unit, start_day, end_day, accession, form, fetched_at)"
         " SELECT 'OLD', zeroblob(2000), 'USD', 0, at, 'a', '10-Q', 1785517200 - 8 * 86400",
         0, 1, 40000);
    fixture_sql(fixture->cache, "INSERT INTO fact(symbol, concept, unit, start_day, end_day, accession, form,"
                                " fetched_at) VALUES('NEW', 'c', 'USD', 0, 0, 'a', '10-Q', 1785517200 - 86400)");
    maintain(fixture, NOON);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM fact WHERE symbol = 'OLD'"), 0);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM fact WHERE symbol = 'NEW'"), 1);
}

static void under_the_cap_nobody_is_forgotten(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    fixture_sql(fixture->cache, "INSERT INTO fact(symbol, concept, unit, start_day, end_day, accession, form,"
                                " fetched_at) VALUES('OLD', 'c', 'USD', 0, 0, 'a', '10-Q', 5)");
    maintain(fixture, NOON);
    assert_int_equal(count(fixture, false, "SELECT count(*) FROM fact"), 1);
}

static void maintenance_is_done_once_an_hour_over_restarts(void **state)
{
    struct fixture *fixture = *state;
    static const char insert[] = "event(key, observed_at) SELECT at, at";
    fixture_open(fixture, NOON);
    maintain(fixture, NOON);
    fixture_close(fixture);
    fill(fixture->history, insert, NOON - 500 * DAYS, 1, 1);
    fixture_open(fixture, NOON);
    maintain(fixture, NOON + 3599);
    assert_int_equal(count(fixture, true, "SELECT count(*) FROM event"), 1);
    maintain(fixture, NOON + 3600);
    assert_int_equal(count(fixture, true, "SELECT count(*) FROM event"), 0);
    fill(fixture->history, insert, NOON - 500 * DAYS, 1, 1);
    maintain(fixture, NOON - DAYS); /* the clock was set back: not to wait for a day */
    assert_int_equal(count(fixture, true, "SELECT count(*) FROM event"), 0);
}

static void the_history_is_copied_daily_and_seven_stay(void **state)
{
    struct fixture *fixture = *state;
    char name[FIXTURE_PATH], path[2 * FIXTURE_PATH];
    struct error err = {0};
    fixture_open(fixture, NOON);
    assert_true(store_setting_put(fixture->store, "symbol", "CRWV", &err));
    for (int day = 0; day < 9; day++) {
        maintain(fixture, NOON + day * DAYS);
        if (day == 8) /* after the day's copy: in none */
            assert_true(store_setting_put(fixture->store, "symbol", "NBIS", &err));
        maintain(fixture, NOON + day * DAYS + 2 * HOUR);
    }
    assert_int_equal(fixture_count_names(fixture, "history-2026", name), 7);
    assert_string_equal(name, "history-20260808.db");
    assert_int_equal(fixture_count_names(fixture, "history-20260801", NULL), 0);
    assert_int_equal(fixture_count_names(fixture, "part", NULL), 0);
    snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
    assert_int_equal(fixture_number(path, "SELECT count(*) FROM setting WHERE value = 'CRWV'"), 1);
}

int main(void)
{
#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_FILES(books_make_the_table_with_its_changes),
        WITH_FILES(changed_books_are_news_with_the_one_before),
        WITH_FILES(only_the_latest_offers_of_a_venue_and_model_stay),
        WITH_FILES(ticks_thin_with_age),
        WITH_FILES(books_thin_with_age),
        WITH_FILES(the_rest_goes_at_its_age),
        WITH_FILES(a_cache_beyond_the_cap_forgets_who_is_not_asked_for),
        WITH_FILES(under_the_cap_nobody_is_forgotten),
        WITH_FILES(maintenance_is_done_once_an_hour_over_restarts),
        WITH_FILES(the_history_is_copied_daily_and_seven_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
