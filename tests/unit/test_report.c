/* SPDX-License-Identifier: MIT
 * --print: escaping, nulls and the shapes of the four formats. */
#include "config.h"

#include "ui/report.h"

#include "base/date.h"
#include "pane_reports.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct report_column columns[] = {
    {"name", VALUE_TEXT}, {"price", VALUE_NUMBER}, {"at", VALUE_TIME}, {"day", VALUE_DAY}, {"halted", VALUE_FLAG},
};

static const char *const names[] = {
    "plain", "=HYPERLINK(\"x\")", "a,\"b\"\\", "\xe5\x8f\xb0\xe7\xa9\x8d \xff\x01", NULL,
};

static size_t rows(const struct dataset *dataset)
{
    return (size_t)dataset->fetched_at;
}

static void row(const struct dataset *dataset, size_t index, struct value *values)
{
    (void)dataset;
    static const double prices[] = {133.2, -0.1, 1e300, 0, 0};
    values[0] = value_text(names[index]);
    values[1] = value_number(index == 4 ? AMOUNT_UNKNOWN : (struct amount){prices[index], true}, 2);
    values[2] = value_time(index == 4 ? 0 : 1758724927);
    values[3] = value_day(index == 4 ? DATE_UNKNOWN : 20355);
    values[4] = value_flag(index == 1);
}

static const struct report report = {DATASET_QUOTES, columns, 5, rows, row};

static void write_all(enum report_format format, int64_t count, struct buffer *buffer)
{
    const struct dataset data = {.fetched_at = count};
    const struct dataset *datasets[] = {&data, NULL};
    buffer_empty(buffer);
    assert_true(report_write(&report, datasets, 2, format, buffer));
}

static void expect(enum report_format format, int64_t count, const char *expected)
{
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    write_all(format, count, &buffer);
    assert_string_equal(buffer_text(&buffer), expected);
    buffer_clear(&buffer);
}

#define TAIL ",\"at\":\"2025-09-24T14:42:07Z\",\"day\":\"2025-09-24\",\"halted\":false}"

static void test_json(void **state)
{
    (void)state;
    expect(REPORT_JSON, 0, "[]\n");
    expect(REPORT_JSON, 1, "[\n  {\"name\":\"plain\",\"price\":133.2" TAIL "\n]\n");
    expect(REPORT_NDJSON, 5,
           "{\"name\":\"plain\",\"price\":133.2" TAIL "\n"
           "{\"name\":\"=HYPERLINK(\\\"x\\\")\",\"price\":-0.1,\"at\":\"2025-09-24T14:42:07Z\","
           "\"day\":\"2025-09-24\",\"halted\":true}\n"
           "{\"name\":\"a,\\\"b\\\"\\\\\",\"price\":1e+300" TAIL "\n"
           "{\"name\":\"\xe5\x8f\xb0\xe7\xa9\x8d \xef\xbf\xbd\\u0001\",\"price\":0" TAIL "\n"
           "{\"name\":null,\"price\":null,\"at\":null,\"day\":null,\"halted\":false}\n");
}

static void test_json_rows_are_separated(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    write_all(REPORT_JSON, 2, &buffer);
    assert_non_null(strstr(buffer_text(&buffer), "},\n  {"));
    buffer_clear(&buffer);
}

static void test_csv(void **state)
{
    (void)state;
    expect(REPORT_CSV, 5,
           "name,price,at,day,halted\r\n"
           "plain,133.2,2025-09-24T14:42:07Z,2025-09-24,false\r\n"
           "\"'=HYPERLINK(\"\"x\"\")\",-0.1,2025-09-24T14:42:07Z,2025-09-24,true\r\n"
           "\"a,\"\"b\"\"\\\",1e+300,2025-09-24T14:42:07Z,2025-09-24,false\r\n"
           "\xe5\x8f\xb0\xe7\xa9\x8d \xff\x01,0,2025-09-24T14:42:07Z,2025-09-24,false\r\n"
           ",,,,false\r\n");
}

static const char *formula;

static void formula_row(const struct dataset *dataset, size_t index, struct value *values)
{
    row(dataset, index, values);
    values[0] = value_text(formula);
}

static void test_csv_defuses_every_formula(void **state)
{
    (void)state;
    static const char *const starts[] = {"=1", "+1", "-1", "@x", "\tx"};
    const struct report formulas = {DATASET_QUOTES, columns, 5, rows, formula_row};
    const struct dataset data = {.fetched_at = 1};
    const struct dataset *datasets[] = {&data};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        struct buffer buffer;
        char expected[32];
        buffer_init(&buffer, 1 << 16);
        formula = starts[i];
        assert_true(report_write(&formulas, datasets, 1, REPORT_CSV, &buffer));
        snprintf(expected, sizeof expected, "\r\n\"'%s\",", starts[i]);
        assert_non_null(strstr(buffer_text(&buffer), expected));
        buffer_clear(&buffer);
    }
}

static void test_table(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    write_all(REPORT_TABLE, 2, &buffer);
    assert_string_equal(buffer_text(&buffer),
                        "name              price  at                      day         halted\n"
                        "plain            133.20  2025-09-24 10:42:07 ET  2025-09-24  no\n"
                        "=HYPERLINK(\"x\")   -0.10  2025-09-24 10:42:07 ET  2025-09-24  yes\n");
    buffer_clear(&buffer);
}

static void test_the_limit_is_reported(void **state)
{
    (void)state;
    const struct dataset data = {.fetched_at = 5};
    const struct dataset *datasets[] = {&data};
    for (size_t limit = 1; limit < 400; limit += 7) {
        for (int format = REPORT_TABLE; format <= REPORT_NDJSON; format++) {
            struct buffer buffer;
            buffer_init(&buffer, limit);
            assert_false(report_write(&report, datasets, 1, (enum report_format)format, &buffer) && limit < 100);
            assert_true(buffer.length <= limit);
            buffer_clear(&buffer);
        }
    }
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),  cmocka_unit_test(test_json_rows_are_separated),
        cmocka_unit_test(test_csv),   cmocka_unit_test(test_csv_defuses_every_formula),
        cmocka_unit_test(test_table), cmocka_unit_test(test_the_limit_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
