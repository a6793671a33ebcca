/* SPDX-License-Identifier: MIT
 * Books out of three recorded days of Vast.ai's offers against vast_expected.csv, which another program made. That
 * file takes every offer, ours only verified and reliable ones on demand: each answer is therefore read twice, once
 * as it is and once with every offer made eligible, which is the file's definition. */
#include "config.h"

#include "bodies.h"

#include "base/text.h"
#include "model/gpu_market.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#define OFFERS_MOST   128
#define CSV_PRECISION 5.1e-7 /* the file has six decimals */

struct csv_row {
    char day[16], name[24];
    double offers, machines, ids_per_machine, idle, naive, low, quartile1, median, quartile3;
    int fields;
};

static double number(const cJSON *item, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(item, name);
    return cJSON_IsNumber(value) ? value->valuedouble : 0;
}

static const char *word(const cJSON *item, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, name));
    return text != NULL ? text : "";
}

static struct gpu_offer read_offer(const cJSON *item)
{
    struct gpu_offer offer = {.machine_id = (int64_t)number(item, "machine_id"),
                              .gpu_count = (int)number(item, "num_gpus"),
                              .raw_amount = number(item, "dph_total"),
                              .spot = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "is_bid")),
                              .verified = strcmp(word(item, "verification"), "verified") == 0,
                              .reliability = amount_of(number(item, "reliability"))};
    assert_true(offer.gpu_count > 0);
    offer.usd_gpu_hour = offer.raw_amount / offer.gpu_count;
    return offer;
}

static size_t read_offers(const cJSON *root, struct gpu_offer *offers)
{
    size_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "offers"))
    {
        assert_true(count < OFFERS_MOST);
        offers[count++] = read_offer(item);
    }
    return count;
}

static void expect(const struct csv_row *row, const char *what, struct amount got, double expected)
{
    if (!got.known || got.value < expected - CSV_PRECISION || got.value > expected + CSV_PRECISION)
        fail_msg("%s %s %s: %.6f instead of %.6f", row->day, row->name, what, got.known ? got.value : -1.0,
                 expected);
}

static void expect_every_offer(const struct csv_row *row, struct gpu_offer *offers, size_t count)
{
    struct gpu_book book = {.capped = false};
    for (size_t i = 0; i < count; i++) {
        offers[i].verified = true;
        offers[i].spot = false;
        offers[i].reliability = amount_of(1);
    }
    gpu_book_from_offers(&book, offers, count);
    expect(row, "offers", book.offers, row->offers);
    if (row->fields < 9)
        return; /* no offer: the file ends the row there */
    expect(row, "machines", book.machines, row->machines);
    expect(row, "low", book.low, row->low);
    assert_int_equal(book.median.known, row->machines >= 5);
    assert_int_equal(book.quartile1.known, row->machines >= 8);
    if (book.median.known)
        expect(row, "median", book.median, row->median);
    if (book.quartile1.known)
        expect(row, "first quartile", book.quartile1, row->quartile1);
    if (book.quartile3.known)
        expect(row, "third quartile", book.quartile3, row->quartile3);
}

static void expect_eligible_offers(const struct csv_row *row, const struct gpu_offer *offers, size_t count)
{
    struct gpu_book book = {.capped = false};
    gpu_book_from_offers(&book, offers, count);
    assert_true(book.offers.value <= row->offers);
    assert_true(book.machines.value <= book.offers.value);
    assert_int_equal(book.low.known, book.offers.value > 0);
    if (book.low.known)
        assert_true(book.low.value >= row->low - CSV_PRECISION);
    if (book.quartile1.known) {
        assert_true(book.low.value <= book.quartile1.value && book.quartile1.value <= book.median.value);
        assert_true(book.median.value <= book.quartile3.value);
    }
}

static bool read_row(const char *line, struct csv_row *row)
{
    memset(row, 0, sizeof *row);
    row->fields = sscanf(line, "%15[^,],%23[^,],%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf", row->day, row->name,
                         &row->offers, &row->machines, &row->ids_per_machine, &row->idle, &row->naive, &row->low,
                         &row->quartile1, &row->median, &row->quartile3);
    return row->fields == 3 || row->fields == 11;
}

static void expect_answer(const struct csv_row *row)
{
    struct gpu_offer offers[OFFERS_MOST];
    char path[96], name[24];
    text_copy(name, sizeof name, row->name);
    for (char *at = name; *at != '\0'; at++)
        *at = *at == ' ' ? '_' : *at;
    snprintf(path, sizeof path, "gpu/vast/%s/%s.json", row->day, name);
    struct body body = bodies_real(path);
    cJSON *root = cJSON_ParseWithLength(body.text, body.length);
    assert_non_null(root);
    size_t count = read_offers(root, offers);
    expect_eligible_offers(row, offers, count);
    expect_every_offer(row, offers, count);
    cJSON_Delete(root);
    bodies_clear(&body);
}

static void books_of_three_recorded_days(void **state)
{
    (void)state;
    struct body csv = bodies_real("gpu/vast_expected.csv");
    size_t rows = 0, filled = 0;
    char *rest = NULL;
    strtok_r(csv.text, "\n", &rest); /* headings */
    for (const char *line; (line = strtok_r(NULL, "\n", &rest)) != NULL; rows++) {
        struct csv_row row;
        assert_true(read_row(line, &row));
        expect_answer(&row);
        filled += row.offers > 0;
    }
    assert_int_equal(rows, 27);
    assert_true(filled >= 20);
    bodies_clear(&csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(books_of_three_recorded_days)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
