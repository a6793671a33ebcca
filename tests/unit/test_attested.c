/* SPDX-License-Identifier: MIT
 * Prices that the user read himself: out of a file, with every fault by line, and into the table by model. */
#include "config.h"

#include "model/attested.h"

#include "base/arena.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1758724927 /* 2025-09-24 10:42:07 New York */
#define DAY 86400

static void note(void *context, unsigned line, const char *sentence)
{
    char *text = context;
    size_t used = strlen(text);
    snprintf(text + used, 2000 - used, "%u: %s\n", line, sentence);
}

static bool read_text(struct attested *attested, const char *text, char faults[2000])
{
    const struct line_report report = {note, faults};
    faults[0] = '\0';
    *attested = (struct attested){NULL, 0};
    return attested_read(attested, text, strlen(text), date_new_york_day(NOW), &report);
}

static void prices_are_read_as_a_spreadsheet_writes_them(void **state)
{
    (void)state;
    struct attested attested;
    char faults[2000];
    assert_true(read_text(&attested,
                          "\xef\xbb\xbf"
                          "date,venue,model,usd_per_gpu_hour,link\r\n"
                          "# read on the price page\r\n"
                          "\r\n"
                          "2025-09-20,CoreWeave,H100 SXM,6.16,https://www.coreweave.com/pricing?a=1,2\r\n"
                          "2025-09-24, \"Nebius\" ,b200,5.5,http://nebius.com/prices",
                          faults));
    assert_string_equal(faults, "");
    assert_int_equal(attested.count, 2);
    assert_string_equal(attested.prices[0].venue, "CoreWeave");
    assert_string_equal(attested.prices[0].model, "H100 SXM");
    assert_int_equal(attested.prices[0].day, date_from_iso("2025-09-20"));
    assert_float_equal(attested.prices[0].usd_gpu_hour, 6.16, 0);
    assert_string_equal(attested.prices[0].link, "https://www.coreweave.com/pricing?a=1,2");
    assert_string_equal(attested.prices[1].venue, "Nebius");
    assert_string_equal(attested.prices[1].model, "B200");
    attested_clear(&attested);
}

static void every_fault_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *line, *fault;
    } cases[] = {
        {"2025-09-20,CoreWeave,H100 SXM,6.16", "1: a price is: DAY,VENUE"},
        {"20.09.2025,CoreWeave,H100 SXM,6.16,https://x", "1: the day must be written"},
        {"2025-09-31,CoreWeave,H100 SXM,6.16,https://x", "1: the day must be written"},
        {"2025-09-25,CoreWeave,H100 SXM,6.16,https://x", "1: the day is yet to come"},
        {"2025-09-20,,H100 SXM,6.16,https://x", "1: the venue's name"},
        {"2025-09-20,The longest name of all,H100 SXM,6.16,https://x", "1: the venue's name"},
        {"2025-09-20,CoreWeave,GB200X,6.16,https://x", "1: the model is none of those"},
        {"2025-09-20,CoreWeave,H100 SXM,0.0001,https://x", "1: this is no credible price"},
        {"2025-09-20,CoreWeave,H100 SXM,10000,https://x", "1: this is no credible price"},
        {"2025-09-20,CoreWeave,H100 SXM,-6,https://x", "1: the price must be a number"},
        {"2025-09-20,CoreWeave,H100 SXM,nan,https://x", "1: the price must be a number"},
        {"2025-09-20,CoreWeave,H100 SXM,0x6,https://x", "1: the price must be a number"},
        {"2025-09-20,CoreWeave,H100 SXM,0,https://x", "1: the price must be a number"},
        {"2025-09-20,CoreWeave,H100 SXM,6.16,their page", "1: a link must tell"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct attested attested;
        char faults[2000], text[300];
        snprintf(text, sizeof text, "%s\n2025-09-20,Sound,H200,4.2,https://x\n", cases[i].line);
        assert_false(read_text(&attested, text, faults));
        if (strncmp(faults, cases[i].fault, strlen(cases[i].fault)) != 0 || strchr(faults, '\n')[1] != '\0')
            fail_msg("%s: %s", cases[i].line, faults);
        assert_int_equal(attested.count, 1); /* the sound line applies */
        attested_clear(&attested);
    }
}

static void an_endless_line_and_a_zero_are_faults(void **state)
{
    (void)state;
    struct attested attested = {NULL, 0};
    char faults[2000] = "", text[1000];
    const struct line_report report = {note, faults};
    memset(text, 'x', sizeof text);
    text[600] = '\n';
    text[700] = '\0';
    assert_false(attested_read(&attested, text, sizeof text, 20000, &report));
    assert_string_equal(faults, "1: the line is too long or no text\n2: the line is too long or no text\n");
}

/* Shown with its day beside those that vote, however old; it moves no price. */
static void an_attested_price_has_no_vote(void **state)
{
    (void)state;
    struct arena arena;
    struct attested_price price = {"CoreWeave", "H100 SXM", NOW / DAY - 90, 6.16, "https://x"};
    struct gpu_book books[] = {attested_book(&price),
                               {.venue = "RunPod",
                                .model = "H100 SXM",
                                .seen_at = NOW - 60,
                                .median = amount_of(2.89),
                                .stock = amount_of(1)}};
    struct gpu_books history = {books, 2};
    arena_init(&arena);
    struct gpu_market market = gpu_market_build(&history, NULL, 0, NOW, &arena);
    assert_int_equal(market.row_count, 1);
    const struct gpu_model_row *row = &market.rows[0];
    assert_int_equal(row->book_count, 2);
    assert_float_equal(row->price.value, 2.89, 1e-9);
    assert_false(row->low.known); /* the venue that votes tells none, and the attested one is none */
    assert_float_equal(row->availability.value, 100, 1e-9);
    assert_true(row->as_of == NOW - 60);
    for (size_t i = 0; i < 2; i++)
        if (row->books[i].role == GPU_ROLE_ATTESTED)
            assert_true(row->books[i].seen_at == (int64_t)price.day * DAY);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_are_read_as_a_spreadsheet_writes_them),
        cmocka_unit_test(every_fault_is_told_with_its_line),
        cmocka_unit_test(an_endless_line_and_a_zero_are_faults),
        cmocka_unit_test(an_attested_price_has_no_vote),
    };
    date_use_new_york();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
