/* SPDX-License-Identifier: MIT
 * The SEC's feed of what was accepted a moment ago, of all companies: one page of 100 entries costs 5 KB and tells
 * a filing half a minute after its acceptance, with the only time of acceptance that can be trusted. New entries
 * push old ones to the next page, which makes duplicates and never gaps; an accession stands there once for each
 * filer, issuer and reporting person. ISO-8859-1. */
#include "config.h"

#include "provider.h"
#include "sec_answer.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <ctype.h>
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_ENTRIES 100
#define PAGES_MOST   10
#define BODY_MOST    ((size_t)2 << 20)
#define FIELD_SIZE   1024

enum field { FIELD_TITLE, FIELD_SUMMARY, FIELD_UPDATED, FIELD_ID, FIELDS };

struct reading {
    XML_Parser parser;
    const struct subscription *subscription;
    struct observations *observations;
    bool entry, refused;
    int field; /* whose text is collected, -1 none */
    char text[FIELDS][FIELD_SIZE];
    size_t length[FIELDS];
    char form[16];
    size_t entries;
    int64_t oldest;
};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    (void)err;
    *request = (struct source_request){.accept = "application/atom+xml", .body_limit = BODY_MOST};
    snprintf(
        request->url, sizeof request->url,
        "https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&type=&company=&dateb=&owner=include&start=%ld"
        "&count=%d&output=atom",
        strtol(subscription->older_name, NULL, 10), PAGE_ENTRIES);
    return true;
}

/* --- one entry --- */

/* "8-K - NVIDIA CORP (0001045810) (Filer)": the number, and whether the filing is this company's own. */
static int64_t filer_of(const char *title)
{
    static const char *const roles[] = {"(Filer)", "(Issuer)", "(Subject)"};
    const char *open = strrchr(title, '(');
    bool own = false;
    for (size_t i = 0; open != NULL && i < sizeof roles / sizeof roles[0]; i++)
        own = own || strncmp(open, roles[i], strlen(roles[i])) == 0;
    if (!own)
        return 0;
    while (open > title && open[-1] != '(')
        open--;
    return strspn(open, "0123456789") == 10 ? strtoll(open, NULL, 10) : 0;
}

static bool find_accession(const char *id, char accession[ACCESSION_SIZE])
{
    const char *equals = strrchr(id, '=');
    text_copy(accession, ACCESSION_SIZE, equals != NULL ? equals + 1 : "");
    return strlen(accession) == 20 && strspn(accession, "0123456789-") == 20 && accession[10] == '-' &&
           accession[13] == '-';
}

/* "<b>Filed:</b> 2026-03-06 ..." */
static int32_t filed_on(const char *summary, int64_t accepted)
{
    const char *at = strstr(summary, "Filed:");
    char day[11] = "";
    if (at != NULL && (at = strpbrk(at, "0123456789")) != NULL)
        text_copy(day, sizeof day, at);
    int32_t found = date_from_iso(day);
    return found != DATE_UNKNOWN ? found : date_new_york_day(accepted);
}

/* "Item 2.02: ...", "Item 9.01: ..." become "2.02,9.01", as the lists of filings have them. */
static void collect_items(const char *summary, char *items, size_t size)
{
    size_t used = 0;
    items[0] = '\0';
    for (const char *at = strstr(summary, "Item "); at != NULL; at = strstr(at + 5, "Item ")) {
        size_t length = strspn(at + 5, "0123456789.");
        if (length != 4 || used + length + 2 > size)
            continue;
        used += (size_t)snprintf(items + used, size - used, "%s%.4s", used > 0 ? "," : "", at + 5);
    }
}

static void add_filing(struct reading *reading, const struct company *company, int64_t accepted)
{
    struct filing filing = {.cik = company->cik, .report_day = DATE_UNKNOWN, .accepted_at = accepted};
    if (!find_accession(reading->text[FIELD_ID], filing.accession) || reading->form[0] == '\0') {
        reading->observations->rejected++;
        return;
    }
    text_copy(filing.symbol, sizeof filing.symbol, company->symbol);
    text_copy(filing.form, sizeof filing.form, reading->form);
    filing.filed_day = filed_on(reading->text[FIELD_SUMMARY], accepted);
    collect_items(reading->text[FIELD_SUMMARY], filing.items, sizeof filing.items);
    for (size_t i = 0; i < reading->observations->filing_count; i++)
        if (strcmp(reading->observations->filings[i].accession, filing.accession) == 0 &&
            strcmp(reading->observations->filings[i].symbol, filing.symbol) == 0)
            return;
    struct filing *slot = observations_add_filing(reading->observations);
    if (slot != NULL)
        *slot = filing;
}

static void end_entry(struct reading *reading)
{
    const struct subscription *subscription = reading->subscription;
    int64_t accepted = date_parse_instant(reading->text[FIELD_UPDATED]);
    int64_t cik = filer_of(reading->text[FIELD_TITLE]);
    reading->entries++;
    reading->observations->no_list = true;
    if (accepted <= 0)
        return;
    if (reading->oldest == 0 || accepted < reading->oldest)
        reading->oldest = accepted;
    if (accepted > reading->observations->newest_at)
        reading->observations->newest_at = accepted;
    for (size_t i = 0; cik > 0 && i < subscription->company_count; i++)
        if (subscription->companies[i].cik == cik)
            add_filing(reading, &subscription->companies[i], accepted);
}

/* --- the document --- */

static int field_of(const char *element)
{
    static const char *const names[FIELDS] = {"title", "summary", "updated", "id"};
    for (int i = 0; i < FIELDS; i++)
        if (strcmp(names[i], element) == 0)
            return i;
    return -1;
}

static void XMLCALL on_start(void *context, const XML_Char *element, const XML_Char **attributes)
{
    struct reading *reading = context;
    if (strcmp(element, "entry") == 0) {
        reading->entry = true;
        reading->form[0] = '\0';
        for (int i = 0; i < FIELDS; i++)
            reading->text[i][reading->length[i] = 0] = '\0';
    }
    if (!reading->entry)
        return;
    reading->field = field_of(element);
    if (strcmp(element, "category") != 0)
        return;
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], "term") == 0)
            text_clean(reading->form, sizeof reading->form, attributes[1], strlen(attributes[1]));
}

static void XMLCALL on_text(void *context, const XML_Char *text, int length)
{
    struct reading *reading = context;
    if (reading->field < 0)
        return;
    size_t *used = &reading->length[reading->field];
    size_t take = FIELD_SIZE - 1 - *used < (size_t)length ? FIELD_SIZE - 1 - *used : (size_t)length;
    memcpy(reading->text[reading->field] + *used, text, take);
    *used += take;
    reading->text[reading->field][*used] = '\0';
}

static void XMLCALL on_end(void *context, const XML_Char *element)
{
    struct reading *reading = context;
    reading->field = -1;
    if (!reading->entry || strcmp(element, "entry") != 0)
        return;
    reading->entry = false;
    end_entry(reading);
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_subset)
{
    struct reading *reading = context;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    reading->refused = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

static bool read_document(struct reading *reading, const char *body, size_t length, struct error *err)
{
    reading->parser = XML_ParserCreate(NULL);
    if (reading->parser == NULL)
        return error_set(err, ERROR_SYSTEM, "no memory for the SEC's feed");
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading->parser, on_doctype);
    bool good = XML_Parse(reading->parser, body, (int)length, XML_TRUE) == XML_STATUS_OK;
    XML_ParserFree(reading->parser);
    if (!good)
        return error_set(err, ERROR_FORMAT, "the SEC's feed is not well-formed%s",
                         reading->refused ? ": it declares a document type" : "");
    return reading->entries > 0 || error_set(err, ERROR_FORMAT, "the SEC's feed has no entries");
}

/* Until the last poll's newest entry is met: then nothing was missed in between. */
static void page_on(const struct reading *reading, struct observations *observations)
{
    const struct subscription *subscription = reading->subscription;
    long next = strtol(subscription->older_name, NULL, 10) + PAGE_ENTRIES;
    bool met = subscription->since <= 0 || (reading->oldest > 0 && reading->oldest <= subscription->since);
    if (!met && reading->entries >= PAGE_ENTRIES && next < (long)PAGES_MOST * PAGE_ENTRIES)
        snprintf(observations->older_name, sizeof observations->older_name, "%ld", next);
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    if (response->status == 503 && subscription->older_name[0] != '\0')
        return true; /* what lies beyond the feed's end is a page of apology */
    if (strstr(response->content_type, "html") == NULL && response->status == 200) {
        struct reading reading = {.subscription = subscription, .observations = observations, .field = -1};
        if (!read_document(&reading, response->body, response->length, err)) {
            observations->filing_count = 0;
            observations->newest_at = 0;
            return false;
        }
        page_on(&reading, observations);
        return true;
    }
    if (sec_answer_ok(response, ERROR_NO_DATA, "the SEC's feed is not there", err))
        error_set(err, ERROR_BLOCKED, "the SEC sends a web page in place of its feed: resting 10 minutes or more");
    return false;
}

const struct source source_sec_current = {
    .name = "sec_current",
    .heading = "SEC new filings",
    .provider = &provider_sec,
    .kind = DATASET_ACCEPTED,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 12,
    .request = request,
    .parse = parse,
};
