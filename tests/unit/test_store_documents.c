/* SPDX-License-Identifier: MIT
 * Documents, reading marks, the feed of all filings and search results through the store and back. */
#include "config.h"

#include "store_fixture.h"

#include "base/date.h"
#include "base/text.h"
#include "store/documents.h"
#include "store/symbols.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SUBJECT "1769628/000176962825000014/crwv-20250331.htm"

static void a_document_is_held_with_its_lines(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    struct document_text *document = observations_add_document(&observations);
    text_copy(document->subject, sizeof document->subject, SUBJECT);
    document->text = "pItem 1. Statements\ntReceivables     12\n";
    document->length = strlen(document->text);
    struct store *store = fixture_open(fixture, NOON);
    assert_false(store_has_document(store, SUBJECT));
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    assert_true(store_has_document(store, SUBJECT));
    struct dataset *dataset = store_load_document(store, SUBJECT, &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.document.count, 2);
    assert_string_equal(dataset->u.document.lines[1].text, "Receivables     12");
    assert_true(dataset->u.document.lines[0].item);
    assert_int_equal(dataset->fetched_at, NOON);
    assert_string_equal(dataset->source, "test");
    dataset_unref(dataset);
    dataset = store_load_document(store, "1/000176962825000014/x.htm", &err);
    assert_true(dataset_is_empty(dataset));
    dataset_unref(dataset);
}

static struct dataset *feed_of(struct fixture *fixture)
{
    static const char symbols[][SYMBOL_SIZE] = {"CRWV", "NVDA"};
    struct error err = {0};
    struct dataset *dataset = store_load_feed(fixture->store, symbols, 2, &err);
    assert_non_null(dataset);
    return dataset;
}

static void the_feed_groups_insiders_and_marks_what_is_unread(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    int32_t today = date_new_york_day(NOON);
    observations_init(&observations);
    add_filing(&observations, "CRWV", "0001769628-26-000001", "10-Q", today - 40);
    add_filing(&observations, "CRWV", "0001769628-26-000002", "8-K", today - 1);
    add_filing(&observations, "NVDA", "0001045810-26-000001", "4", today - 9);
    add_filing(&observations, "NVDA", "0001045810-26-000002", "4", today - 9);
    add_filing(&observations, "NVDA", "0001045810-26-000003", "8-K", today - 9);
    add_filing(&observations, "MSFT", "0000789019-26-000003", "8-K", today); /* not asked for */
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    struct dataset *dataset = feed_of(fixture);
    const struct filing_feed *feed = &dataset->u.feed;
    assert_int_equal(feed->count, 4); /* two insiders' forms are one */
    assert_string_equal(feed->items[0].filing.accession, "0001769628-26-000002");
    assert_true(feed->items[0].unread); /* filed shortly before the first import */
    assert_int_equal(feed->unread, 1);
    unsigned more = 0;
    for (size_t i = 0; i < feed->count; i++)
        more += feed->items[i].more;
    assert_int_equal(more, 1);
    dataset_unref(dataset);
    observations_clear(&observations);

    add_filing(&observations, "NVDA", "0001045810-26-000004", "8-K", today - 8); /* late, but new to us */
    fixture_put(fixture, &observations, NOON + HOUR);
    observations_clear(&observations);
    struct error err = {0};
    bool first = false;
    assert_true(store_mark_read(fixture->store, "0001769628-26-000002", NOON + HOUR, &first, &err));
    assert_true(first);
    assert_true(store_mark_read(fixture->store, "0001769628-26-000002", NOON + HOUR, &first, &err));
    assert_false(first);
    fixture_close(fixture);
    fixture_open(fixture, NOON + 2 * HOUR); /* reading marks outlive the program */
    dataset = feed_of(fixture);
    assert_int_equal(dataset->u.feed.unread, 1);
    assert_false(dataset->u.feed.items[0].unread);
    assert_true(dataset->u.feed.items[1].unread);
    assert_string_equal(dataset->u.feed.items[1].filing.accession, "0001045810-26-000004");
    assert_int_equal(dataset->fetched_at, NOON + HOUR);
    dataset_unref(dataset);
}

static void add_found(struct observations *observations, const char *query, size_t count)
{
    struct found_filings *found = observations_add_found(observations);
    text_copy(found->query, sizeof found->query, query);
    found->items = arena_array(&observations->arena, count, sizeof *found->items);
    found->count = count;
    found->total = amount_of(10000);
    found->at_least = true;
    for (size_t i = 0; i < count; i++) {
        text_copy(found->items[i].subject, sizeof found->items[i].subject, SUBJECT);
        text_copy(found->items[i].form, sizeof found->items[i].form, i == 0 ? "10-Q" : "8-K");
        found->items[i].filed_day = 20000 + (int32_t)i;
        found->items[i].period_day = DATE_UNKNOWN;
    }
}

static void a_search_replaces_what_was_found_before(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    add_found(&observations, "\"customer d\"", 3);
    fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    add_found(&observations, "\"customer d\"", 2);
    fixture_put(fixture, &observations, NOON + 60);
    observations_clear(&observations);
    struct dataset *dataset = store_load_found(fixture->store, "\"customer d\"", &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.found.count, 2);
    assert_string_equal(dataset->u.found.items[0].form, "10-Q");
    assert_int_equal(dataset->u.found.items[1].filed_day, 20001);
    assert_int_equal(dataset->u.found.items[1].period_day, DATE_UNKNOWN);
    assert_true(dataset->u.found.at_least);
    assert_int_equal((int)dataset->u.found.total.value, 10000);
    dataset_unref(dataset);
    dataset = store_load_found(fixture->store, "other", &err);
    assert_true(dataset_is_empty(dataset));
    assert_false(dataset->u.found.total.known);
    dataset_unref(dataset);
}

static void documents_and_reading_marks_stay(void **state)
{
    struct fixture *fixture = *state;
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    struct document_text *document = observations_add_document(&observations);
    text_copy(document->subject, sizeof document->subject, SUBJECT);
    document->text = "pold\n";
    document->length = 5;
    add_found(&observations, "old", 1);
    struct store *store = fixture_open(fixture, NOON);
    fixture_put(fixture, &observations, NOON);
    observations_clear(&observations);
    assert_true(store_mark_read(store, "0001769628-25-000014", NOON, NULL, &err));
    assert_true(store_maintain(store, NOON + 61 * DAYS, &err));
    assert_true(store_has_document(store, SUBJECT)); /* the archive never changes: it is asked for once */
    bool first = true;
    assert_true(store_mark_read(store, "0001769628-25-000014", NOON + 61 * DAYS, &first, &err));
    assert_false(first);
}

/* One text under two addresses (the owner's and the issuer's folder) is held once; the oldest go beyond the bound.
 */
static void a_text_is_held_once_and_the_oldest_go(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture_open(fixture, NOON);
    struct error err = {0};
    size_t size = (size_t)20 << 20;
    char *text = malloc(size + 1);
    assert_non_null(text);
    for (int i = 0; i < 4; i++) {
        struct observations observations;
        observations_init(&observations);
        struct document_text *document = observations_add_document(&observations);
        snprintf(document->subject, sizeof document->subject, "%d/000176962825000014/x.htm", i);
        memset(text, i < 2 ? 'a' : 'a' + i, size); /* the first two are one text */
        text[0] = 'p';
        text[size - 1] = '\n';
        text[size] = '\0';
        document->text = text;
        document->length = size;
        fixture_put(fixture, &observations, NOON + i);
        observations_clear(&observations);
    }
    assert_true(store_has_document(store, "0/000176962825000014/x.htm"));
    assert_true(store_has_document(store, "1/000176962825000014/x.htm"));
    assert_true(store_maintain(store, NOON + DAYS, &err));
    assert_false(store_has_document(store, "0/000176962825000014/x.htm"));
    assert_true(store_has_document(store, "3/000176962825000014/x.htm"));
    fixture_close(fixture);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM document"), 2);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM content"), 2);
    free(text);
}

static void two_addresses_of_one_text_hold_it_once(void **state)
{
    struct fixture *fixture = *state;
    fixture_open(fixture, NOON);
    for (int i = 0; i < 2; i++) {
        struct observations observations;
        observations_init(&observations);
        struct document_text *document = observations_add_document(&observations);
        snprintf(document->subject, sizeof document->subject, "%d/000176962825000014/x.htm", i);
        document->text = "pthe same\n";
        document->length = strlen(document->text);
        fixture_put(fixture, &observations, NOON);
        observations_clear(&observations);
    }
    fixture_close(fixture);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM document"), 2);
    assert_int_equal(fixture_number(fixture->cache, "SELECT count(*) FROM content"), 1);
}

static void symbols_found_replace_those_before(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    fixture_open(fixture, NOON);
    for (int round = 0; round < 2; round++) {
        struct observations observations;
        observations_init(&observations);
        struct symbol_hits *hits = observations_add_symbol_hits(&observations);
        text_copy(hits->query, sizeof hits->query, "nvi");
        hits->count = round == 0 ? 2 : 1;
        text_copy(hits->items[0].symbol, SYMBOL_SIZE, round == 0 ? "NVD" : "NVDA");
        text_copy(hits->items[0].name, sizeof hits->items[0].name, "NVIDIA");
        text_copy(hits->items[1].symbol, SYMBOL_SIZE, "NVDS");
        assert_true(store_put(fixture->store, &observations, "yahoo_search", NOON + round, NULL, &err));
        observations_clear(&observations);
    }
    struct dataset *dataset = store_load_symbols(fixture->store, "nvi", &err);
    assert_non_null(dataset);
    assert_int_equal(dataset->u.symbols.count, 1);
    assert_string_equal(dataset->u.symbols.items[0].symbol, "NVDA");
    assert_string_equal(dataset->u.symbols.items[0].name, "NVIDIA");
    assert_int_equal(dataset->fetched_at, NOON + 1);
    dataset_unref(dataset);
    dataset = store_load_symbols(fixture->store, "never asked", &err);
    assert_int_equal(dataset->u.symbols.count, 0);
    assert_int_equal(dataset->fetched_at, 0);
    dataset_unref(dataset);
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_document_is_held_with_its_lines, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(the_feed_groups_insiders_and_marks_what_is_unread, fixture_begin,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_search_replaces_what_was_found_before, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(symbols_found_replace_those_before, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(documents_and_reading_marks_stay, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(two_addresses_of_one_text_hold_it_once, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_text_is_held_once_and_the_oldest_go, fixture_begin, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
