/* SPDX-License-Identifier: MIT
 * A report's table as the SEC renders it (R15.htm): columns are periods, rows are elements, and a row that names
 * members says for what the rows below it hold. */
#ifndef SOURCE_REPORT_PAGE_H
#define SOURCE_REPORT_PAGE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

#define PAGE_TEXT_SIZE 512

struct page_figure {     /* one cell; texts are clean and borrowed for the call */
    const char *element; /* "us-gaap_ConcentrationRiskPercentage1" */
    const char
        *title; /* of the table, with the members that all of it is of: "Concentrations (Details) - Customer A" */
    const char *members; /* "Customer A | Customer Concentration Risk", "" none */
    const char *axis; /* of one of them, as far as the page tells: "srt_MajorCustomersAxis=x_CustomerAMember"; "" */
    const char *text; /* "23.00%" */
    int months;       /* of the period; 0: an instant */
    int32_t end_day;
};

typedef void page_sink(void *context, const struct page_figure *figure);

/* Calls sink for each cell that stands in a column with a day. False with *err when it is no such page, or the HTML
 * library is not installed. */
bool report_page_read(const char *body, size_t length, page_sink *sink, void *context, struct error *err)
    __attribute__((warn_unused_result));

#endif
