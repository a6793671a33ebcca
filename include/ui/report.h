/* SPDX-License-Identifier: MIT
 * A pane's rows as typed values for scripts (--print): the same data as on the screen, absent = null. */
#ifndef UI_REPORT_H
#define UI_REPORT_H

#include "base/amount.h"
#include "base/buffer.h"
#include "model/snapshot.h"

enum value_kind { VALUE_TEXT, VALUE_NUMBER, VALUE_TIME, VALUE_DAY, VALUE_FLAG };

struct value {
    const char *text;     /* VALUE_TEXT; NULL or "": null */
    struct amount number; /* VALUE_NUMBER */
    int64_t time;         /* VALUE_TIME: UTC s, 0 null; VALUE_DAY: days, DATE_UNKNOWN null; VALUE_FLAG */
    enum value_kind kind;
    unsigned decimals; /* for the table format */
};

struct report_column {
    const char *name;
    enum value_kind kind;
};

struct report {
    enum dataset_kind kind;
    const struct report_column *columns;
    size_t column_count;
    size_t (*rows)(const struct dataset *dataset);
    void (*row)(const struct dataset *dataset, size_t row, struct value *values); /* column_count values */
};

enum report_format { REPORT_TABLE, REPORT_JSON, REPORT_CSV, REPORT_NDJSON };

/* Appends the datasets' rows. CSV: RFC 4180, with a leading ' before text starting with = + - @. JSON: an array of
 * objects, UTF-8, unknown = null. False when the buffer's limit was reached. */
bool report_write(const struct report *report, const struct dataset *const *datasets, size_t count,
                  enum report_format format, struct buffer *buffer) __attribute__((warn_unused_result));

/* The same of values that are there already: rows x column_count of them. */
bool report_write_values(const struct report_column *columns, size_t column_count, const struct value *values,
                         size_t rows, enum report_format format, struct buffer *buffer)
    __attribute__((warn_unused_result));

/* One row per event: --print events, and what an alert hook reads. */
extern const struct report event_report;

/* The index's fixes and live values; what the fixes of a day were made of. */
extern const struct report gsi_report, gsi_inputs_report;

/* The report of that pane, or one that no pane is needed for ("filings"). NULL when there is none. */
const struct report *report_find(const char *name);
/* Those without a pane: names and what they hold, ended by NULL names. */
struct named_report {
    const char *name, *title;
    const struct report *report;
};
const struct named_report *report_table(void);

#endif
