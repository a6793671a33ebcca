/* SPDX-License-Identifier: MIT
 * Windows into all events that are stored: by place, by kind, by words. */
#include "config.h"

#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT 700

static void put_many(struct fixture *fixture)
{
    struct observations observations;
    observations_init(&observations);
    for (int i = 0; i < COUNT; i++) { /* number 0 is the newest */
        struct event *event = observations_add_event(&observations);
        event->kind = i % 10 == 0 ? EVENT_FILING : EVENT_PRICE;
        event->observed_at = NOON - i * MINUTE;
        snprintf(event->key, sizeof event->key, "test:%d", i);
        snprintf(event->symbol, sizeof event->symbol, "%s", i % 7 == 0 ? "NBIS" : "CRWV");
        snprintf(event->text, sizeof event->text, "number %d rose by 5%%_", i);
    }
    (void)fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
}

static const struct events *window(struct fixture *fixture, unsigned kinds, size_t first, const char *words,
                                   struct dataset **dataset)
{
    struct event_window wanted = {.kinds = kinds, .first = first};
    struct error err = {0};
    char subject[SUBJECT_SIZE];
    snprintf(wanted.words, sizeof wanted.words, "%s", words);
    event_window_subject(&wanted, subject, sizeof subject);
    *dataset = store_load_event_list(fixture->store, subject, &err);
    assert_non_null(*dataset);
    return &(*dataset)->u.events;
}

static void a_window_stands_anywhere_in_the_list(void **state)
{
    struct fixture *fixture = *state;
    struct dataset *dataset;
    put_many(fixture);
    const struct events *events = window(fixture, ~0U, 500, "", &dataset);
    assert_int_equal(events->total, COUNT);
    assert_int_equal(events->first, 500);
    assert_int_equal(events->count, COUNT - 500);
    assert_string_equal(events->items[0].text, "number 500 rose by 5%_");
    dataset_unref(dataset);
    events = window(fixture, ~0U, 0, "", &dataset);
    assert_int_equal(events->count, EVENT_WINDOW_MOST);
    dataset_unref(dataset);
    events = window(fixture, ~0U, 9000, "", &dataset);
    assert_int_equal(events->count, 0);
    assert_int_equal(events->total, COUNT);
    dataset_unref(dataset);
}

static void kinds_and_words_narrow_it(void **state)
{
    struct fixture *fixture = *state;
    struct dataset *dataset;
    put_many(fixture);
    const struct events *events = window(fixture, 1U << EVENT_FILING, 10, "", &dataset);
    assert_int_equal(events->total, COUNT / 10);
    assert_string_equal(events->items[0].text, "number 100 rose by 5%_");
    dataset_unref(dataset);
    assert_int_equal(window(fixture, ~0U, 0, "NUMBER 65", &dataset)->total, 11); /* 65, 650 to 659 */
    dataset_unref(dataset);
    assert_int_equal(window(fixture, ~0U, 0, "NBIS", &dataset)->total, COUNT / 7);
    dataset_unref(dataset);
}

/* What SQL takes for a joker is a letter here. */
static void words_are_no_patterns(void **state)
{
    struct fixture *fixture = *state;
    struct dataset *dataset;
    put_many(fixture);
    assert_int_equal(window(fixture, ~0U, 0, "5%_", &dataset)->total, COUNT);
    dataset_unref(dataset);
    assert_int_equal(window(fixture, ~0U, 0, "rose%5", &dataset)->total, 0);
    dataset_unref(dataset);
    assert_int_equal(window(fixture, ~0U, 0, "numb_r", &dataset)->total, 0);
    dataset_unref(dataset);
}

static void a_subject_that_names_no_window_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    (void)fixture_open(fixture, NOON);
    assert_null(store_load_event_list(fixture->store, "CRWV", &err));
    assert_int_equal(err.code, ERROR_INVALID);
    struct event_window parsed, wanted = {.kinds = 5, .first = 77, .words = "a b"};
    char subject[SUBJECT_SIZE];
    event_window_subject(&wanted, subject, sizeof subject);
    assert_true(event_window_parse(subject, &parsed));
    assert_int_equal(parsed.kinds, 5);
    assert_int_equal(parsed.first, 77);
    assert_string_equal(parsed.words, "a b");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        TEST(a_window_stands_anywhere_in_the_list),
        TEST(kinds_and_words_narrow_it),
        TEST(words_are_no_patterns),
        TEST(a_subject_that_names_no_window_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
