/* SPDX-License-Identifier: MIT
 * The third way to a report's customers: tables that the SEC renders of it, when neither its XBRL document nor its
 * own page can be read. A summary lists the tables; those whose names speak of customers are read in turn. */
#include "config.h"

#include "page_members.h"
#include "provider.h"
#include "report_page.h"
#include "sec_statement.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/customers.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUMMARY    "FilingSummary.xml"
#define PAGES_MOST 6
#define NAME_SIZE  10 /* "R123.htm" */
#define WEEKS      7

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    char page[NAME_SIZE + 1];
    (void)token;
    text_copy(page, sizeof page, subscription->older_name);
    page[strcspn(page, " ")] = '\0';
    if (!sec_statement_request_document(subscription, page[0] != '\0' ? page : SUMMARY, request, err))
        return false;
    request->total_seconds = 60;
    return true;
}

/* --- the summary --- */

enum field { FIELD_FILE, FIELD_NAME, FIELDS, FIELD_NONE };

struct summary {
    enum field field;
    char text[FIELDS][256];
    size_t used[FIELDS];
    char pages[3][PAGES_MOST][NAME_SIZE]; /* by how plainly their names tell of customers */
    size_t counts[3];
    bool any;
};

static bool is_page_name(const char *name)
{
    size_t digits = strspn(name + 1, "0123456789");
    return name[0] == 'R' && digits >= 1 && digits <= 4 && strcmp(name + 1 + digits, ".htm") == 0;
}

static void end_report(struct summary *summary)
{
    static const char *const words[3][2] = {
        {"concentration", "significant customer"}, {"customer", "credit risk"}, {"segment", "revenue"}};
    const char *name = summary->text[FIELD_NAME], *file = summary->text[FIELD_FILE];
    summary->any = true;
    if (strstr(name, "(Details)") == NULL || !is_page_name(file))
        return;
    for (size_t i = 0; i < 3; i++)
        if (strcasestr(name, words[i][0]) != NULL || strcasestr(name, words[i][1]) != NULL) {
            if (summary->counts[i] < PAGES_MOST)
                text_copy(summary->pages[i][summary->counts[i]++], NAME_SIZE, file);
            return;
        }
}

static void XMLCALL on_start(void *context, const char *element, const char **attributes)
{
    struct summary *summary = context;
    (void)attributes;
    summary->field = strcmp(element, "HtmlFileName") == 0 ? FIELD_FILE
                     : strcmp(element, "ShortName") == 0  ? FIELD_NAME
                                                          : FIELD_NONE;
    if (strcmp(element, "Report") == 0) {
        memset(summary->text, 0, sizeof summary->text);
        memset(summary->used, 0, sizeof summary->used);
    }
}

static void XMLCALL on_end(void *context, const char *element)
{
    struct summary *summary = context;
    summary->field = FIELD_NONE;
    if (strcmp(element, "Report") == 0)
        end_report(summary);
}

static void XMLCALL on_text(void *context, const char *text, int length)
{
    struct summary *summary = context;
    if (summary->field >= FIELDS)
        return;
    size_t *used = &summary->used[summary->field], room = sizeof summary->text[0] - 1 - *used;
    size_t more = (size_t)length < room ? (size_t)length : room;
    memcpy(summary->text[summary->field] + *used, text, more);
    *used += more;
}

/* The pages to ask for, in one line: "R15.htm R18.htm". */
static void list_pages(const struct summary *summary, char list[64])
{
    size_t used = 0, listed = 0;
    list[0] = '\0';
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < summary->counts[i] && listed < PAGES_MOST; k++, listed++)
            used += (size_t)snprintf(list + used, 64 - used, "%s%s", used > 0 ? " " : "", summary->pages[i][k]);
}

static bool read_summary(const struct subscription *subscription, const struct source_response *response,
                         struct observations *observations, struct error *err)
{
    struct summary summary = {.field = FIELD_NONE};
    XML_Parser parser = XML_ParserCreate("UTF-8");
    if (parser == NULL)
        abort(); /* out of memory */
    XML_SetUserData(parser, &summary);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    bool whole = XML_Parse(parser, response->body, (int)response->length, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    if (!whole || !summary.any)
        return error_set(err, ERROR_FORMAT, "the list of the report's tables cannot be read");
    list_pages(&summary, observations->older_name);
    return observations->older_name[0] != '\0' ||
           sec_statement_missing(subscription, "no table of the report tells of customers", err);
}

/* --- a page --- */

struct reading {
    const struct subscription *subscription;
    struct observations *observations;
};

/* The renderer prints two places always: those that are 0 tell nothing. */
static bool share_of(const char *text, double *share, int *decimals)
{
    char *end;
    double percent = strtod(text, &end);
    const char *point = strchr(text, '.');
    if (end == text || strcmp(end, "%") != 0 || !(percent >= 0 && percent <= 100))
        return false;
    size_t places = point != NULL ? (size_t)(end - point - 1) : 0;
    while (places > 0 && point[places] == '0')
        places--;
    *share = percent / 100;
    *decimals = 2 + (int)places;
    return true;
}

/* Of calendar months the first day, of 52/53-week years so many weeks. */
static int32_t start_of(int32_t end, int months)
{
    int year, month, day, next;
    if (months == 0)
        return DATE_UNKNOWN;
    date_to_civil(end + 1, &year, &month, &next);
    if (next != 1)
        return end + 1 - (months * 13 / 3) * WEEKS;
    month -= months;
    for (; month < 1; month += 12)
        year--;
    day = 1;
    return date_from_civil(year, month, day);
}

static void take_figure(void *context, const struct page_figure *figure)
{
    const struct reading *reading = context;
    const struct subscription *subscription = reading->subscription;
    char concept[PAGE_TEXT_SIZE];
    double share;
    int decimals;
    text_copy(concept, sizeof concept, figure->element);
    char *prefix = strchr(concept, '_');
    if (prefix == NULL)
        return;
    *prefix = ':';
    if (!customers_is_concentration(concept) || !share_of(figure->text, &share, &decimals))
        return;
    struct dimensional_fact *fact = observations_add_dimensional(reading->observations);
    if (fact == NULL)
        return;
    text_copy(fact->symbol, sizeof fact->symbol, subscription->subject);
    text_copy(fact->accession, sizeof fact->accession, subscription->filing.accession);
    text_copy(fact->form, sizeof fact->form, subscription->filing.form);
    text_copy(fact->concept, sizeof fact->concept, concept);
    text_copy(fact->unit, sizeof fact->unit, "pure");
    page_members(figure, fact->dimensions);
    fact->start_day = start_of(figure->end_day, figure->months);
    fact->end_day = figure->end_day;
    fact->value = share;
    fact->decimals = decimals;
    fact->filed_day = subscription->filing.filed_day;
}

static bool read_page(const struct subscription *subscription, const struct source_response *response,
                      struct observations *observations, struct error *err)
{
    struct reading reading = {subscription, observations};
    const char *rest = strchr(subscription->older_name, ' ');
    if (!report_page_read(response->body, response->length, take_figure, &reading, err))
        return false;
    if (rest != NULL) {
        text_copy(observations->older_name, sizeof observations->older_name, rest + 1);
        return true;
    }
    return sec_statement_read(subscription, STATEMENT_PAGES, response->received_at, observations);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (response->status != 200)
        return sec_statement_answer_ok(subscription, response, err);
    return subscription->older_name[0] == '\0' ? read_summary(subscription, response, observations, err)
                                               : read_page(subscription, response, observations, err);
}

const struct source source_sec_pages = {
    .name = "sec_pages",
    .heading = "SEC rendered tables",
    .provider = &provider_sec,
    .kind = DATASET_CUSTOMERS,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 60,
    .request = request,
    .parse = parse,
};
