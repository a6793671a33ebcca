/* SPDX-License-Identifier: MIT
 * Rows as JSON, NDJSON, CSV or an aligned table. Every byte of remote text is escaped here; an unknown value is
 * null (an empty field in CSV, an en dash in the table), never 0. */
#include "config.h"

#include "ui/report.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "pane_reports.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COMPUTED_DECIMALS 6
#define VALUE_SIZE        64
#define TABLE_WIDTH       40 /* the widest column of the table format */

struct value value_text(const char *text)
{
    return (struct value){.kind = VALUE_TEXT, .text = text};
}

struct value value_number(struct amount number, unsigned decimals)
{
    return (struct value){.kind = VALUE_NUMBER, .number = number, .decimals = decimals};
}

struct value value_computed(struct amount number, unsigned decimals)
{
    double unit = pow(10, COMPUTED_DECIMALS);
    return value_number(number.known ? amount_of(round(number.value * unit) / unit) : AMOUNT_UNKNOWN, decimals);
}

struct value value_time(int64_t utc_seconds)
{
    return (struct value){.kind = VALUE_TIME, .time = utc_seconds};
}

struct value value_day(int32_t day)
{
    return (struct value){.kind = VALUE_DAY, .time = day};
}

struct value value_flag(bool flag)
{
    return (struct value){.kind = VALUE_FLAG, .time = flag};
}

static bool is_null(const struct value *value)
{
    switch (value->kind) {
    case VALUE_TEXT:
        return !value->text || value->text[0] == '\0';
    case VALUE_NUMBER:
        return !value->number.known || !isfinite(value->number.value);
    case VALUE_TIME:
        return value->time == 0;
    case VALUE_DAY:
        return value->time == DATE_UNKNOWN;
    case VALUE_FLAG:
    default:
        return false;
    }
}

/* The shortest of the two precisions that reads back as the same number. */
static void write_exact(double number, char *text, size_t size)
{
    snprintf(text, size, "%.15g", number);
    if (strtod(text, NULL) < number || strtod(text, NULL) > number) {
        snprintf(text, size, "%.17g", number);
    }
}

/* A value that is neither null nor text, in the form that JSON and CSV share. */
static void write_plain(const struct value *value, char *text, size_t size)
{
    time_t seconds = (time_t)value->time;
    struct tm utc;
    text[0] = '\0';
    switch (value->kind) {
    case VALUE_NUMBER:
        write_exact(value->number.value, text, size);
        break;
    case VALUE_TIME:
        if (gmtime_r(&seconds, &utc)) {
            strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &utc);
        }
        break;
    case VALUE_DAY:
        date_to_iso((int32_t)value->time, text, size);
        break;
    case VALUE_FLAG:
        text_copy(text, size, value->time ? "true" : "false");
        break;
    case VALUE_TEXT:
    default:
        break;
    }
}

static bool append_json_text(struct buffer *buffer, const char *text)
{
    bool good = buffer_append_text(buffer, "\"");
    for (const char *at = text; good && *at != '\0';) {
        uint32_t codepoint;
        char utf8[5];
        size_t length = text_decode(at, &codepoint);
        if (codepoint == '"' || codepoint == '\\') {
            good = buffer_printf(buffer, "\\%c", (int)codepoint);
        } else if (codepoint < 0x20 || codepoint == 0x7f) {
            good = buffer_printf(buffer, "\\u%04x", codepoint);
        } else {
            text_encode(codepoint, utf8); /* decoded and encoded again, so that it is valid UTF-8 */
            good = buffer_append_text(buffer, utf8);
        }
        at += length;
    }
    return good && buffer_append_text(buffer, "\"");
}

static bool append_json_value(struct buffer *buffer, const struct value *value)
{
    if (is_null(value)) {
        return buffer_append_text(buffer, "null");
    }
    if (value->kind == VALUE_TEXT) {
        return append_json_text(buffer, value->text);
    }
    char text[VALUE_SIZE];
    write_plain(value, text, sizeof text);
    bool bare = value->kind == VALUE_NUMBER || value->kind == VALUE_FLAG;
    return bare ? buffer_append_text(buffer, text) : append_json_text(buffer, text);
}

static bool append_object(struct buffer *buffer, const struct report *report, const struct value *values)
{
    for (size_t i = 0; i < report->column_count; i++) {
        if (!buffer_append_text(buffer, i == 0 ? "{" : ",") || !append_json_text(buffer, report->columns[i].name) ||
            !buffer_append_text(buffer, ":") || !append_json_value(buffer, &values[i])) {
            return false;
        }
    }
    return buffer_append_text(buffer, "}");
}

/* Spreadsheets take a field that begins like this for a formula. */
static bool looks_like_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

static bool append_csv_text(struct buffer *buffer, const char *text)
{
    bool quoted = looks_like_formula(text) || strpbrk(text, ",\"\r\n") != NULL;
    bool good = !quoted || buffer_append_text(buffer, looks_like_formula(text) ? "\"'" : "\"");
    for (const char *at = text; good && *at != '\0'; at++) {
        good = *at == '"' ? buffer_append_text(buffer, "\"\"") : buffer_append(buffer, at, 1);
    }
    return good && (!quoted || buffer_append_text(buffer, "\""));
}

static bool append_csv_row(struct buffer *buffer, const struct report *report, const struct value *values)
{
    for (size_t i = 0; i < report->column_count; i++) {
        if (i > 0 && !buffer_append_text(buffer, ",")) {
            return false;
        }
        char text[VALUE_SIZE];
        if (is_null(&values[i])) {
            continue;
        }
        write_plain(&values[i], text, sizeof text);
        bool good = values[i].kind == VALUE_TEXT ? append_csv_text(buffer, values[i].text)
                                                 : buffer_append_text(buffer, text);
        if (!good) {
            return false;
        }
    }
    return buffer_append_text(buffer, "\r\n");
}

static bool append_csv_header(struct buffer *buffer, const struct report *report)
{
    for (size_t i = 0; i < report->column_count; i++) {
        if (!buffer_printf(buffer, "%s%s", i ? "," : "", report->columns[i].name)) {
            return false;
        }
    }
    return buffer_append_text(buffer, "\r\n");
}

static void write_for_people(const struct value *value, char *text, size_t size)
{
    if (is_null(value)) {
        text_copy(text, size, FORMAT_UNKNOWN);
    } else if (value->kind == VALUE_TEXT) {
        text_copy(text, size, value->text);
    } else if (value->kind == VALUE_NUMBER) {
        snprintf(text, size, "%.*f", (int)value->decimals, value->number.value);
    } else if (value->kind == VALUE_TIME) {
        format_stamp(text, size, value->time);
    } else if (value->kind == VALUE_FLAG) {
        text_copy(text, size, value->time ? "yes" : "no");
    } else {
        write_plain(value, text, size);
    }
}

/* Text is cut to the column, at the end of a character; numbers never are, since columns are as wide as they. */
static bool append_padded(struct buffer *buffer, const char *text, int width, bool right, bool last)
{
    size_t bytes = text_prefix(text, (size_t)width);
    int pad = width - (int)text_width(text);
    pad = pad > 0 ? pad : 0;
    return buffer_printf(buffer, "%*s", right ? pad : 0, "") && buffer_append(buffer, text, bytes) &&
           buffer_printf(buffer, "%*s", right || last ? 0 : pad, "") &&
           buffer_append_text(buffer, last ? "\n" : "  ");
}

struct walk {
    const struct report *report;
    struct buffer *buffer;
    enum report_format format;
    int *widths;               /* REPORT_TABLE */
    size_t rows;               /* so far */
    const struct value *given; /* rows that are there already */
    size_t given_rows;
};

/* Without values: the column's name. */
static void write_cell(const struct report *report, size_t column, const struct value *values, char *text,
                       size_t size)
{
    if (values) {
        write_for_people(&values[column], text, size);
    } else {
        text_copy(text, size, report->columns[column].name);
    }
}

static bool append_table_row(struct walk *walk, const struct value *values)
{
    const struct report *report = walk->report;
    for (size_t i = 0; i < report->column_count; i++) {
        char text[256];
        write_cell(report, i, values, text, sizeof text);
        if (!append_padded(walk->buffer, text, walk->widths[i], report->columns[i].kind == VALUE_NUMBER,
                           i + 1 == report->column_count)) {
            return false;
        }
    }
    return true;
}

static bool widen_columns(struct walk *walk, const struct value *values)
{
    for (size_t i = 0; i < walk->report->column_count; i++) {
        char text[256];
        write_cell(walk->report, i, values, text, sizeof text);
        int width = (int)text_width(text);
        if (values && values[i].kind == VALUE_TEXT && width > TABLE_WIDTH) {
            width = TABLE_WIDTH;
        }
        walk->widths[i] = width > walk->widths[i] ? width : walk->widths[i];
    }
    return true;
}

static bool append_row(struct walk *walk, const struct value *values)
{
    struct buffer *buffer = walk->buffer;
    switch (walk->format) {
    case REPORT_JSON:
        return buffer_append_text(buffer, walk->rows == 0 ? "\n  " : ",\n  ") &&
               append_object(buffer, walk->report, values);
    case REPORT_NDJSON:
        return append_object(buffer, walk->report, values) && buffer_append_text(buffer, "\n");
    case REPORT_CSV:
        return append_csv_row(buffer, walk->report, values);
    case REPORT_TABLE:
    default:
        return append_table_row(walk, values);
    }
}

/* Calls `each` for every row of every dataset, until it says no. */
static bool walk_rows(struct walk *walk, const struct dataset *const *datasets, size_t count,
                      bool (*each)(struct walk *walk, const struct value *values), struct value *values)
{
    const struct report *report = walk->report;
    for (size_t row = 0; row < walk->given_rows; row++, walk->rows++) {
        if (!each(walk, walk->given + row * report->column_count)) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t rows = datasets[i] ? report->rows(datasets[i]) : 0;
        for (size_t row = 0; row < rows; row++) {
            memset(values, 0, report->column_count * sizeof *values);
            report->row(datasets[i], row, values);
            if (!each(walk, values)) {
                return false;
            }
            walk->rows++;
        }
    }
    return true;
}

static bool append_head(struct walk *walk)
{
    switch (walk->format) {
    case REPORT_JSON:
        return buffer_append_text(walk->buffer, "[");
    case REPORT_CSV:
        return append_csv_header(walk->buffer, walk->report);
    case REPORT_TABLE:
        return append_table_row(walk, NULL);
    case REPORT_NDJSON:
    default:
        return true;
    }
}

static bool write_all(struct walk *walk, const struct dataset *const *datasets, size_t count)
{
    struct arena arena;
    arena_init(&arena);
    struct value *values = arena_array(&arena, walk->report->column_count + 1, sizeof *values);
    walk->widths = arena_array(&arena, walk->report->column_count + 1, sizeof *walk->widths);
    bool good = true;
    if (walk->format == REPORT_TABLE) {
        good = widen_columns(walk, NULL) && walk_rows(walk, datasets, count, widen_columns, values);
        walk->rows = 0;
    }
    good = good && append_head(walk) && walk_rows(walk, datasets, count, append_row, values);
    if (walk->format == REPORT_JSON) {
        good = good && buffer_append_text(walk->buffer, walk->rows ? "\n]\n" : "]\n");
    }
    arena_clear(&arena);
    return good;
}

bool report_write(const struct report *report, const struct dataset *const *datasets, size_t count,
                  enum report_format format, struct buffer *buffer)
{
    struct walk walk = {.report = report, .buffer = buffer, .format = format};
    return write_all(&walk, datasets, count);
}

bool report_write_values(const struct report_column *columns, size_t column_count, const struct value *values,
                         size_t rows, enum report_format format, struct buffer *buffer)
{
    const struct report report = {.columns = columns, .column_count = column_count};
    struct walk walk = {.report = &report, .buffer = buffer, .format = format, .given = values, .given_rows = rows};
    return write_all(&walk, NULL, 0);
}
