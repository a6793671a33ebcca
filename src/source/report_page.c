/* SPDX-License-Identifier: MIT
 * Rendered tables, by libxml2's parser. Cells lie in a grid: headings span columns, footnotes have columns of their
 * own. Only the first table is the report; those behind it explain the elements. */
#include "config.h"

#include "report_page.h"

#include "html_library.h"

#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define GRID_MOST 64
#define SPAN_MOST 32

enum part { BEFORE, INSIDE, BEHIND };

struct column {
    int months;
    int32_t end_day;
};

struct page {
    page_sink *sink;
    void *context;
    enum part part;
    struct column columns[GRID_MOST];
    int grid, span, rows_of_title; /* the next cell's place; what it spans; how many rows the title takes */
    int row;                       /* of headings, from 1; 0 from the first row of figures on */
    bool in_cell, in_row, is_title, is_heading, is_label, is_member;
    char text[PAGE_TEXT_SIZE]; /* of the cell under way, raw */
    size_t used;
    char title[PAGE_TEXT_SIZE], members[PAGE_TEXT_SIZE], axis[PAGE_TEXT_SIZE];
    char id[PAGE_TEXT_SIZE], element[PAGE_TEXT_SIZE]; /* of the link in the label; of the row */
    unsigned figures;
};

static int span_of(const xmlChar **attributes, const char *name)
{
    long span = strtol(html_attribute(attributes, name), NULL, 10);
    return span < 1 ? 1 : span > SPAN_MOST ? SPAN_MOST : (int)span;
}

/* --- headings --- */

/* "Jul. 27, 2025", "May 31, 2025"; what follows is the unit. */
static int32_t day_of(const char *text)
{
    int month = date_month(text);
    if (month == 0)
        return DATE_UNKNOWN;
    char *end;
    const char *at = text + 3 + strspn(text + 3, "abcdefghijklmnopqrstuvwxyz. ");
    long day = strtol(at, &end, 10);
    if (end == at || *end != ',')
        return DATE_UNKNOWN;
    long year = strtol(end + 1, NULL, 10);
    bool sane = day >= 1 && day <= 31 && year >= 1990 && year <= 2100;
    return sane ? date_from_civil((int)year, month, (int)day) : DATE_UNKNOWN;
}

/* "3 Months Ended". */
static int months_of(const char *text)
{
    char *end;
    long months = strtol(text, &end, 10);
    return end != text && strncmp(end, " Months Ended", 13) == 0 && months > 0 && months <= 24 ? (int)months : 0;
}

static void take_heading(struct page *page, const char *text)
{
    int months = months_of(text);
    int32_t day = day_of(text);
    if (page->is_title) {
        text_copy(page->title, sizeof page->title, text);
        return;
    }
    for (int i = page->grid; i < page->grid + page->span && i < GRID_MOST; i++) {
        if (months > 0)
            page->columns[i].months = months;
        if (day != DATE_UNKNOWN)
            page->columns[i].end_day = day;
    }
}

/* --- rows --- */

static void take_label(struct page *page, const char *text)
{
    static const char mark[] = "defref_";
    const char *id = strstr(page->id, mark);
    char name[PAGE_TEXT_SIZE] = "";
    if (id != NULL) {
        text_copy(name, sizeof name, id + strlen(mark));
        name[strcspn(name, "'")] = '\0';
    }
    if (!page->is_member && strchr(name, '=') == NULL) {
        text_copy(page->element, sizeof page->element, name);
        return;
    }
    text_copy(page->members, sizeof page->members, text);
    text_copy(page->axis, sizeof page->axis, strchr(name, '=') != NULL ? name : "");
    page->element[0] = '\0';
}

static void take_figure(struct page *page, const char *text)
{
    const struct column *column = page->grid < GRID_MOST ? &page->columns[page->grid] : NULL;
    if (column == NULL || column->end_day == DATE_UNKNOWN || page->element[0] == '\0' || text[0] == '\0')
        return;
    const struct page_figure figure = {page->element, page->title,    page->members,  page->axis,
                                       text,          column->months, column->end_day};
    page->figures++;
    page->sink(page->context, &figure);
}

static void end_cell(struct page *page)
{
    char text[PAGE_TEXT_SIZE];
    if (!page->in_cell)
        return;
    page->in_cell = false;
    text_clean(text, sizeof text, page->text, page->used);
    if (page->is_heading)
        take_heading(page, text);
    else if (page->is_label)
        take_label(page, text);
    else
        take_figure(page, text);
    page->grid += page->span;
}

static void begin_cell(struct page *page, bool heading, const xmlChar **attributes)
{
    const char *class = html_attribute(attributes, "class");
    end_cell(page);
    if (!heading)
        page->row = 0;
    page->in_cell = true;
    page->is_heading = heading;
    page->is_title = heading && strcmp(class, "tl") == 0;
    page->is_label = !heading && strncmp(class, "pl", 2) == 0;
    page->span = span_of(attributes, "colspan");
    if (page->is_title)
        page->rows_of_title = span_of(attributes, "rowspan");
    page->used = 0;
    page->id[0] = '\0';
}

/* The title takes the first place of the rows that it spans. */
static void begin_row(struct page *page, const xmlChar **attributes)
{
    end_cell(page);
    page->in_row = true;
    page->row++;
    page->grid = page->row > 1 && page->row <= page->rows_of_title ? 1 : 0;
    page->is_member = strncmp(html_attribute(attributes, "class"), "rh", 2) == 0;
    page->element[0] = '\0';
}

/* --- the parser's events --- */

static void on_start(void *context, const xmlChar *element, const xmlChar **attributes)
{
    struct page *page = context;
    const char *name = (const char *)element;
    if (strcmp(name, "table") == 0 && page->part == BEFORE &&
        strcmp(html_attribute(attributes, "class"), "report") == 0)
        page->part = INSIDE;
    if (page->part != INSIDE)
        return;
    if (strcmp(name, "tr") == 0)
        begin_row(page, attributes);
    else if (strcmp(name, "th") == 0 || strcmp(name, "td") == 0)
        begin_cell(page, name[1] == 'h', attributes);
    else if (strcmp(name, "a") == 0 && page->in_cell && page->id[0] == '\0')
        text_copy(page->id, sizeof page->id, html_attribute(attributes, "onclick"));
    else if (page->in_cell && page->used + 1 < sizeof page->text)
        page->text[page->used++] = ' '; /* a line break, a part of its own */
}

static void on_end(void *context, const xmlChar *element)
{
    struct page *page = context;
    const char *name = (const char *)element;
    if (page->part != INSIDE)
        return;
    if (strcmp(name, "th") == 0 || strcmp(name, "td") == 0 || strcmp(name, "tr") == 0 || strcmp(name, "table") == 0)
        end_cell(page);
    if (strcmp(name, "table") == 0)
        page->part = BEHIND;
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct page *page = context;
    if (page->part != INSIDE || !page->in_cell || length <= 0)
        return;
    size_t room = sizeof page->text - page->used, more = (size_t)length < room ? (size_t)length : room;
    memcpy(page->text + page->used, text, more);
    page->used += more;
}

bool report_page_read(const char *body, size_t length, page_sink *sink, void *context, struct error *err)
{
    struct page *page = calloc(1, sizeof *page);
    htmlSAXHandler handler = {
        .startElement = on_start, .endElement = on_end, .characters = on_text, .ignorableWhitespace = on_text};
    if (page == NULL)
        abort(); /* out of memory */
    page->sink = sink;
    page->context = context;
    for (size_t i = 0; i < GRID_MOST; i++)
        page->columns[i].end_day = DATE_UNKNOWN;
    bool good = html_library_read(body, length, &handler, page, err);
    end_cell(page);
    /* The parser closes what a page that is cut short leaves open. */
    bool whole = memmem(body, length, "</html>", strlen("</html>")) != NULL;
    if (good && (!whole || page->part != BEHIND))
        good = error_set(err, ERROR_FORMAT, "this is no whole page of a report");
    free(page);
    return good;
}
