/* SPDX-License-Identifier: MIT
 * Attested prices out of text, line by line; every fault is told with its line. */
#include "config.h"

#include "model/attested.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINE_MOST 400
#define FIELDS    5
#define DAY       86400

enum { FIELD_DAY, FIELD_VENUE, FIELD_MODEL, FIELD_PRICE, FIELD_LINK };

struct reading_prices {
    struct attested *attested;
    const struct line_report *report;
    int32_t today;
    struct text_lines lines;
    bool sound;
};

void attested_clear(struct attested *attested)
{
    free(attested->prices);
    *attested = (struct attested){NULL, 0};
}

static void refuse(struct reading_prices *reading, const char *sentence)
{
    reading->sound = false;
    if (reading->report != NULL)
        reading->report->fault(reading->report->context, reading->lines.number, sentence);
}

/* Without blanks around it, and without the quotes in which a spreadsheet puts a text. In place. */
static char *trim(char *field)
{
    field += strspn(field, " \t\"");
    size_t length = strlen(field);
    while (length > 0 && strchr(" \t\"\r", field[length - 1]) != NULL)
        field[--length] = '\0';
    return field;
}

/* The last field takes the rest: links have commas. */
static size_t split(char *line, char *fields[FIELDS])
{
    size_t count = 0;
    char *rest = line;
    while (count + 1 < FIELDS && rest != NULL)
        fields[count++] = trim(strsep(&rest, ","));
    if (rest != NULL)
        fields[count++] = trim(rest);
    return count;
}

static const char *canonical_model(const char *name)
{
    size_t count;
    const char *const *models = gpu_models(&count);
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(models[i], name) == 0)
            return models[i];
    return NULL;
}

/* NULL: it is sound. */
static const char *take_price(char *const *fields, int32_t today, struct attested_price *price)
{
    char *end;
    const char *doubt = NULL, *model = canonical_model(fields[FIELD_MODEL]);
    price->day = strlen(fields[FIELD_DAY]) == 10 ? date_from_iso(fields[FIELD_DAY]) : DATE_UNKNOWN;
    if (price->day == DATE_UNKNOWN)
        return "the day must be written 2026-11-20";
    if (price->day > today)
        return "the day is yet to come";
    if (fields[FIELD_VENUE][0] == '\0' || strlen(fields[FIELD_VENUE]) >= sizeof price->venue)
        return "the venue's name must have 1 to 15 letters";
    if (model == NULL)
        return "the model is none of those in the table by model: H100 SXM, H200, B200 ...";
    double quoted = strtod(fields[FIELD_PRICE], &end);
    bool is_number =
        end != fields[FIELD_PRICE] && fields[FIELD_PRICE][strspn(fields[FIELD_PRICE], "0123456789.")] == '\0';
    struct amount usd = gpu_price(is_number ? amount_of(quoted) : AMOUNT_UNKNOWN, GPU_USD_EACH, 1, &doubt);
    if (!usd.known)
        return doubt != NULL ? "this is no credible price of one GPU for one hour, in USD"
                             : "the price must be a number above 0: USD for one GPU and one hour";
    if (strncmp(fields[FIELD_LINK], "https://", 8) != 0 && strncmp(fields[FIELD_LINK], "http://", 7) != 0)
        return "a link must tell where the price stood: https://...";
    price->usd_gpu_hour = usd.value;
    text_copy(price->model, sizeof price->model, model);
    text_clean(price->venue, sizeof price->venue, fields[FIELD_VENUE], strlen(fields[FIELD_VENUE]));
    text_clean(price->link, sizeof price->link, fields[FIELD_LINK], strlen(fields[FIELD_LINK]));
    return NULL;
}

static void read_line(struct reading_prices *reading, char *line)
{
    char *fields[FIELDS];
    struct attested *attested = reading->attested;
    struct attested_price price = {.venue = ""};
    line = trim(line);
    if (line[0] == '\0' || line[0] == '#' || strncasecmp(line, "day", 3) == 0 || strncasecmp(line, "date", 4) == 0)
        return;
    const char *fault = split(line, fields) < FIELDS       ? "a price is: DAY,VENUE,MODEL,USD_PER_GPU_HOUR,LINK"
                        : attested->count == ATTESTED_MOST ? "there are too many prices: 500 are read"
                                                           : take_price(fields, reading->today, &price);
    if (fault != NULL) {
        refuse(reading, fault);
        return;
    }
    attested->prices = memory_grow(attested->prices, attested->count + 1, sizeof *attested->prices);
    attested->prices[attested->count++] = price;
}

bool attested_read(struct attested *attested, const char *text, size_t length, int32_t today,
                   const struct line_report *report)
{
    struct reading_prices reading = {attested, report, today, text_lines_begin(text, length), true};
    char line[LINE_MOST];
    while (text_lines_next(&reading.lines, line, sizeof line)) {
        if (reading.lines.unfit)
            refuse(&reading, "the line is too long or no text");
        else
            read_line(&reading, line);
    }
    return reading.sound;
}

const char *attested_link(const struct attested *attested, const char *venue, const char *model)
{
    const struct attested_price *newest = NULL;
    for (size_t i = 0; i < attested->count; i++) {
        const struct attested_price *price = &attested->prices[i];
        if (strcmp(price->venue, venue) == 0 && strcmp(price->model, model) == 0 &&
            (newest == NULL || price->day >= newest->day))
            newest = price;
    }
    return newest != NULL ? newest->link : NULL;
}

struct gpu_book attested_book(const struct attested_price *price)
{
    struct gpu_book book = {.seen_at = (int64_t)price->day * DAY,
                            .median = amount_of(price->usd_gpu_hour),
                            .source = ATTESTED_SOURCE,
                            .role = GPU_ROLE_ATTESTED,
                            .raw = amount_of(price->usd_gpu_hour),
                            .raw_gpus = 1};
    text_copy(book.venue, sizeof book.venue, price->venue);
    text_copy(book.model, sizeof book.model, price->model);
    text_copy(book.raw_unit, sizeof book.raw_unit, gpu_unit_name(GPU_USD_EACH));
    return book;
}
