/* SPDX-License-Identifier: MIT
 * The SEC's submissions: a filer's filings as parallel columns. The newest thousand are in the main document; busy
 * Form 4 filers push their reports out of it into older files, which hold the same columns without a wrapper. */
#include "config.h"

#include "json.h"
#include "provider.h"
#include "sec_answer.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BODY_MOST      ((size_t)2 << 20)
#define REPORTS_WANTED 8 /* periodic reports; with fewer the next older file is worth reading */

/* The required columns come first. */
enum column { ACCESSION, FORM, FILED, REQUIRED, REPORTED = REQUIRED, ITEMS, DOCUMENT, DESCRIPTION, COLUMNS };

static const char *const column_names[COLUMNS] = {
    "accessionNumber", "form", "filingDate", "reportDate", "items", "primaryDocument", "primaryDocDescription",
};

/* The names of older files become part of an address: only the SEC's own pattern, and of this filer, will do. */
static bool is_older_file(const char *name, int64_t cik)
{
    char start[48];
    int length = snprintf(start, sizeof start, "CIK%010" PRId64 "-submissions-", cik);
    if (strncmp(name, start, (size_t)length) != 0)
        return false;
    name += length;
    size_t digits = strspn(name, "0123456789");
    return digits > 0 && digits <= 6 && strcmp(name + digits, ".json") == 0;
}

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    const char *older = subscription->older_name;
    if (!sec_has_filer(subscription, err))
        return false;
    if (older[0] != '\0' && !is_older_file(older, subscription->cik))
        return error_set(err, ERROR_INVALID, "not a file of this filer: %s", older);
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST};
    if (older[0] != '\0')
        snprintf(request->url, sizeof request->url, "https://data.sec.gov/submissions/%s", older);
    else
        snprintf(request->url, sizeof request->url, "https://data.sec.gov/submissions/CIK%010" PRId64 ".json",
                 subscription->cik);
    return true;
}

/* 0001769628-25-000014 */
static bool is_accession(const char *text)
{
    static const char pattern[] = "dddddddddd-dd-dddddd";
    for (size_t i = 0; i < sizeof pattern; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == 'd' ? !digit : text[i] != pattern[i])
            return false;
    }
    return true;
}

static bool read_row(const struct cJSON *const cells[COLUMNS], struct filing *filing)
{
    const char *accession = json_string_of(cells[ACCESSION]);
    filing->filed_day = date_from_iso(json_string_of(cells[FILED]));
    if (!is_accession(accession) || filing->filed_day == DATE_UNKNOWN ||
        json_text_of(cells[FORM], filing->form, sizeof filing->form) == 0)
        return false;
    text_copy(filing->accession, sizeof filing->accession, accession);
    filing->report_day = date_from_iso(json_string_of(cells[REPORTED]));
    json_text_of(cells[ITEMS], filing->items, sizeof filing->items);
    json_text_of(cells[DOCUMENT], filing->document, sizeof filing->document);
    json_text_of(cells[DESCRIPTION], filing->description, sizeof filing->description);
    return true;
}

static bool has_row(const struct cJSON *const cells[COLUMNS])
{
    for (size_t i = 0; i < REQUIRED; i++) {
        if (cells[i] == NULL)
            return false;
    }
    return true;
}

/* All columns are walked in step: a row ends with the shortest required one. Returns the periodic reports seen. */
static size_t read_rows(const struct cJSON *table, const struct subscription *subscription,
                        struct observations *observations)
{
    const struct cJSON *cells[COLUMNS];
    size_t periodic = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = json_first(json_member(table, column_names[i]));
    while (has_row(cells)) {
        struct filing filing = {.cik = subscription->cik};
        text_copy(filing.symbol, sizeof filing.symbol, subscription->subject);
        struct filing *slot = NULL;
        if (!read_row(cells, &filing))
            observations->rejected++;
        else if ((slot = observations_add_filing(observations)) != NULL)
            *slot = filing;
        periodic += slot != NULL && filing_is_periodic(filing.form);
        for (size_t i = 0; i < COLUMNS; i++)
            cells[i] = json_next(cells[i]);
    }
    return periodic;
}

/* The one that reaches up to the newest day: the list is not sorted by promise. */
static void choose_older_file(const struct cJSON *files, int64_t cik, struct observations *observations)
{
    int32_t newest = DATE_UNKNOWN;
    for (const struct cJSON *file = json_first(files); file != NULL; file = json_next(file)) {
        const char *name = json_string(file, "name");
        int32_t day = date_from_iso(json_string(file, "filingTo"));
        if (is_older_file(name, cik) && (observations->older_name[0] == '\0' || day > newest)) {
            text_copy(observations->older_name, sizeof observations->older_name, name);
            newest = day;
        }
    }
}

static bool read_document(const struct cJSON *root, const struct subscription *subscription,
                          struct observations *observations, struct error *err)
{
    bool older = subscription->older_name[0] != '\0';
    const struct cJSON *filings = json_member(root, "filings");
    const struct cJSON *table = older ? root : json_member(filings, "recent");
    if (!json_is_array(json_member(table, column_names[ACCESSION])))
        return error_set(err, ERROR_FORMAT, "the SEC's answer holds no table of filings");
    /* A number, or a string with or without leading zeros; older files do not say. */
    if (json_integer(root, "cik", 0, INT64_MAX, subscription->cik) != subscription->cik)
        return error_set(err, ERROR_FORMAT, "the SEC's filings are of another filer");
    size_t periodic = read_rows(table, subscription, observations);
    if (observations->filing_count == 0 && observations->rejected > 0)
        return error_set(err, ERROR_FORMAT, "the SEC's table of filings cannot be read");
    if (observations->filing_count == 0)
        return error_set(err, ERROR_NO_DATA, "%s has filed nothing with the SEC", subscription->subject);
    if (!older && periodic < REPORTS_WANTED)
        choose_older_file(json_member(filings, "files"), subscription->cik, observations);
    return true;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    char sentence[128];
    snprintf(sentence, sizeof sentence, "the SEC knows no filer number %" PRId64 " (%.40s)", subscription->cik,
             subscription->subject);
    if (!sec_answer_ok(response, ERROR_NOT_FOUND, sentence, err))
        return false;
    struct cJSON *root = json_parse(response->body, response->length, err);
    if (root == NULL)
        return false;
    bool good = read_document(root, subscription, observations, err);
    json_free(root);
    return good;
}

const struct source source_sec_filings = {
    .name = "sec_filings",
    .heading = "SEC submissions",
    .provider = &provider_sec,
    .kind = DATASET_FILINGS,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 100,
    .request = request,
    .parse = parse,
};
