/* SPDX-License-Identifier: MIT
 * companyfacts of the SEC: every undimensioned XBRL fact of a filer in one document of up to 4 MB and more, of
 * which the concepts of the receivables pane are read, by slice scan. One request per new periodic report, never by
 * timer. */
#include "config.h"

#include "json_scan.h"
#include "provider.h"
#include "sec_answer.h"
#include "sources.h"

#include "base/date.h"
#include "base/text.h"
#include "model/receivables.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define BODY_MOST  ((size_t)16 << 20)
#define VALUE_MOST 1e18

enum field {
    FACT_START,
    FACT_END,
    FACT_VALUE,
    FACT_ACCESSION,
    FACT_YEAR,
    FACT_PERIOD,
    FACT_FORM,
    FACT_FILED,
    FIELDS
};

struct reading { /* what stays the same while one document is read */
    struct json_scan scan;
    const struct subscription *subscription;
    struct observations *observations;
    const char *const *concepts;
    size_t concept_count;
};

static bool request(const struct subscription *subscription, const char *token, struct source_request *request,
                    struct error *err)
{
    (void)token;
    if (!sec_has_filer(subscription, err))
        return false;
    *request = (struct source_request){.accept = "application/json", .body_limit = BODY_MOST, .total_seconds = 60};
    snprintf(request->url, sizeof request->url, "https://data.sec.gov/api/xbrl/companyfacts/CIK%010" PRId64 ".json",
             subscription->cik);
    return true;
}

/* True inside a container of that kind; any other value is passed over. */
static bool enter_or_pass(struct json_scan *scan, char bracket)
{
    if (json_scan_enter(scan, bracket))
        return true;
    (void)json_scan_take(scan, NULL); /* a failure stays in the scan */
    return false;
}

static bool is_absent(struct json_slice value)
{
    return value.at == NULL || json_slice_is(value, "null");
}

static void collect_fields(struct json_scan *scan, struct json_slice fields[FIELDS])
{
    static const char *const names[FIELDS] = {"start", "end", "val", "accn", "fy", "fp", "form", "filed"};
    struct json_slice name, value;
    while (json_scan_member(scan, &name)) {
        if (!json_scan_take(scan, &value))
            return;
        for (size_t i = 0; i < FIELDS; i++) {
            if (fields[i].at == NULL && json_slice_is(name, names[i]))
                fields[i] = value;
        }
    }
}

/* Rule R1: facts of periodic reports only. A proxy statement or prospectus has no fiscal period; an 8-K recast has
 * one but replaces nothing. A 6-K may carry the quarters of a foreign filer. */
static bool is_from_a_report(const struct json_slice fields[FIELDS], const char *form)
{
    if (is_absent(fields[FACT_YEAR]) || is_absent(fields[FACT_PERIOD]))
        return false;
    return filing_is_periodic(form) || strcmp(form, "6-K") == 0 || strcmp(form, "6-K/A") == 0;
}

static int32_t day_of(struct json_slice value)
{
    char text[16];
    return value.at != NULL && json_slice_plain(value, text, sizeof text) ? date_from_iso(text) : DATE_UNKNOWN;
}

/* False when the fact is not one to keep; then *rejected tells whether that is the filer's mistake or ours. */
static bool read_fact(const struct json_slice fields[FIELDS], struct fact *fact, bool *rejected)
{
    *rejected = false;
    if (is_absent(fields[FACT_VALUE])) /* nil: reported as not reported */
        return false;
    *rejected = true;
    if (is_absent(fields[FACT_FORM]) || !json_slice_plain(fields[FACT_FORM], fact->form, sizeof fact->form) ||
        is_absent(fields[FACT_ACCESSION]) ||
        !json_slice_plain(fields[FACT_ACCESSION], fact->accession, sizeof fact->accession) ||
        !json_slice_number(fields[FACT_VALUE], &fact->value) || fabs(fact->value) > VALUE_MOST)
        return false;
    bool instant = is_absent(fields[FACT_START]);
    fact->start_day = instant ? DATE_UNKNOWN : day_of(fields[FACT_START]);
    fact->end_day = day_of(fields[FACT_END]);
    fact->filed_day = day_of(fields[FACT_FILED]);
    if (fact->end_day == DATE_UNKNOWN || fact->filed_day == DATE_UNKNOWN ||
        (!instant && (fact->start_day == DATE_UNKNOWN || fact->start_day > fact->end_day)))
        return false;
    *rejected = false;
    /* Balances dated after their filing are schedules of maturities (trap T5), not balances. */
    return is_from_a_report(fields, fact->form) && !(instant && fact->end_day > fact->filed_day);
}

static void read_facts(struct reading *reading, const char *concept, const char *unit)
{
    struct observations *observations = reading->observations;
    while (json_scan_element(&reading->scan)) {
        struct json_slice fields[FIELDS] = {{NULL, 0}};
        struct fact fact = {.value = 0};
        bool rejected;
        if (!enter_or_pass(&reading->scan, '{'))
            continue;
        collect_fields(&reading->scan, fields);
        if (!read_fact(fields, &fact, &rejected)) {
            observations->rejected += rejected;
            continue;
        }
        text_copy(fact.symbol, sizeof fact.symbol, reading->subscription->subject);
        text_copy(fact.concept, sizeof fact.concept, concept);
        text_copy(fact.unit, sizeof fact.unit, unit);
        struct fact *slot = observations_add_fact(observations);
        if (slot != NULL)
            *slot = fact;
    }
}

/* "USD", "RUB": money, as against "shares", "pure" and "USD/shares". */
static bool is_currency(struct json_slice unit, char text[4])
{
    if (unit.length != 3)
        return false;
    memcpy(text, unit.at, 3);
    text[3] = '\0';
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static void read_units(struct reading *reading, const char *concept)
{
    struct json_slice name;
    char unit[4];
    while (json_scan_member(&reading->scan, &name)) {
        if (!is_currency(name, unit))
            (void)json_scan_take(&reading->scan, NULL);
        else if (enter_or_pass(&reading->scan, '['))
            read_facts(reading, concept, unit);
    }
}

static void read_concept(struct reading *reading, const char *concept)
{
    struct json_slice name;
    while (json_scan_member(&reading->scan, &name)) {
        if (!json_slice_is(name, "units"))
            (void)json_scan_take(&reading->scan, NULL);
        else if (enter_or_pass(&reading->scan, '{'))
            read_units(reading, concept);
    }
}

/* The concept's own name, "us-gaap:Revenues", when it is wanted; else NULL. */
static const char *wanted_concept(const struct reading *reading, struct json_slice taxonomy, struct json_slice tag)
{
    for (size_t i = 0; i < reading->concept_count; i++) {
        const char *concept = reading->concepts[i];
        if (strlen(concept) == taxonomy.length + 1 + tag.length && concept[taxonomy.length] == ':' &&
            memcmp(concept, taxonomy.at, taxonomy.length) == 0 && json_slice_is(tag, concept + taxonomy.length + 1))
        return concept;
    }
    return NULL;
}

static void read_taxonomies(struct reading *reading)
{
    struct json_slice taxonomy, tag;
    while (json_scan_member(&reading->scan, &taxonomy)) {
        if (!enter_or_pass(&reading->scan, '{'))
            continue;
        while (json_scan_member(&reading->scan, &tag)) {
            const char *concept = wanted_concept(reading, taxonomy, tag);
            if (concept == NULL)
                (void)json_scan_take(&reading->scan, NULL);
            else if (enter_or_pass(&reading->scan, '{'))
                read_concept(reading, concept);
        }
    }
}

/* The filer is a number, or a zero-padded string (CoreWeave). */
static bool is_the_filer(struct json_slice value, int64_t cik)
{
    char text[16];
    double number;
    if (json_slice_plain(value, text, sizeof text))
        value = (struct json_slice){text + strspn(text, "0"), strlen(text + strspn(text, "0"))};
    return json_slice_number(value, &number) && number == (double)cik;
}

static bool read_document(struct reading *reading, bool *any, struct error *err)
{
    struct json_slice name, value;
    *any = false;
    if (!json_scan_enter(&reading->scan, '{'))
        return error_set(err, ERROR_FORMAT, "the SEC's facts are not a JSON object");
    while (json_scan_member(&reading->scan, &name)) {
        if (!*any && json_slice_is(name, "facts") && json_scan_enter(&reading->scan, '{')) {
            *any = true;
            read_taxonomies(reading);
        } else if (json_scan_take(&reading->scan, &value) && json_slice_is(name, "cik") &&
                   !is_the_filer(value, reading->subscription->cik)) {
            return error_set(err, ERROR_FORMAT, "the SEC's facts are of another filer");
        }
    }
    if (!json_scan_finish(&reading->scan))
        return error_set(err, ERROR_FORMAT, "the SEC's facts are cut short or malformed");
    return true;
}

static bool parse(const struct subscription *subscription, const struct source_response *response,
                  struct observations *observations, struct error *err)
{
    char sentence[128];
    snprintf(sentence, sizeof sentence, "%.40s has no machine-readable statements at the SEC",
             subscription->subject);
    if (!sec_answer_ok(response, ERROR_NO_DATA, sentence, err))
        return false;
    struct reading reading = {.subscription = subscription, .observations = observations};
    bool any;
    reading.concepts = receivables_concepts(&reading.concept_count);
    json_scan_begin(&reading.scan, response->body, response->length);
    if (!read_document(&reading, &any, err))
        return false;
    if (!any)
        return error_set(err, ERROR_FORMAT, "the SEC's answer holds no facts");
    if (observations->fact_count == 0)
        return error_set(err, ERROR_NO_DATA, "%s", sentence);
    return true;
}

const struct source source_sec_facts = {
    .name = "sec_facts",
    .heading = "SEC company facts",
    .provider = &provider_sec,
    .kind = DATASET_RECEIVABLES,
    .role = SOURCE_CHAIN,
    .batch = 1,
    .refresh_seconds = 3600,
    .request = request,
    .parse = parse,
};
