/* SPDX-License-Identifier: MIT
 * The events of the XML parser become items. No document type may declare anything, nothing is fetched, and no more
 * than one item is ever held. */
#include "config.h"

#include "rss.h"

#include "base/date.h"
#include "base/mail_time.h"
#include "base/memory.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 60

struct reading {
    XML_Parser parser;
    struct rss_item item;
    size_t length[RSS_FIELDS];
    int field; /* whose text is collected, -1 none */
    unsigned depth, item_depth;
    bool refused, any_root;
    size_t taken, most;
    rss_take *take;
    void *context;
};

static const char *local_of(const char *element)
{
    const char *colon = strrchr(element, ':');
    return colon != NULL ? colon + 1 : element;
}

static int field_of(const char *element)
{
    static const struct {
        const char *element;
        enum rss_field field;
    } names[] = {
        {"title", RSS_TITLE},    {"link", RSS_LINK},       {"pubDate", RSS_TIME},
        {"published", RSS_TIME}, {"updated", RSS_TIME},    {"date", RSS_TIME},
        {"source", RSS_SOURCE},  {"creator", RSS_CREATOR}, {"tickers", RSS_SUBJECTS},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].element, element) == 0)
            return (int)names[i].field;
    return -1;
}

static void collect(struct reading *reading, int field, const char *text, size_t length)
{
    size_t *used = &reading->length[field];
    size_t room = RSS_TEXT_SIZE - 1 - *used, take = length < room ? length : room;
    memcpy(reading->item.fields[field] + *used, text, take);
    *used += take;
    reading->item.fields[field][*used] = '\0';
}

static void begin_item(struct reading *reading)
{
    for (size_t i = 0; i < RSS_FIELDS; i++)
        reading->item.fields[i][reading->length[i] = 0] = '\0';
    reading->item_depth = reading->depth;
}

/* Atom writes a link's address into an attribute. */
static void read_address(struct reading *reading, const XML_Char **attributes)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], "href") == 0 && reading->length[RSS_LINK] == 0)
            collect(reading, RSS_LINK, attributes[1], strlen(attributes[1]));
}

static void XMLCALL on_start(void *context, const XML_Char *element, const XML_Char **attributes)
{
    struct reading *reading = context;
    const char *local = local_of(element);
    if (++reading->depth == 1)
        reading->any_root = strcmp(local, "rss") == 0 || strcmp(local, "feed") == 0 || strcmp(local, "RDF") == 0;
    if (reading->depth > DEPTH_MOST) {
        reading->refused = true;
        XML_StopParser(reading->parser, XML_FALSE);
        return;
    }
    if (reading->item_depth == 0 && (strcmp(local, "item") == 0 || strcmp(local, "entry") == 0))
        begin_item(reading);
    reading->field = -1;
    if (reading->item_depth == 0 || reading->depth != reading->item_depth + 1)
        return; /* what lies deeper is something's own title */
    int field = field_of(local);
    if (field == RSS_LINK)
        read_address(reading, attributes);
    if (field >= 0 && reading->length[field] == 0) /* the first of several tells */
        reading->field = field;
}

static void XMLCALL on_text(void *context, const XML_Char *text, int length)
{
    struct reading *reading = context;
    if (reading->field >= 0)
        collect(reading, reading->field, text, (size_t)length);
}

static void XMLCALL on_end(void *context, const XML_Char *element)
{
    struct reading *reading = context;
    (void)element;
    reading->field = -1;
    if (reading->item_depth == reading->depth && reading->depth > 0) {
        reading->item_depth = 0;
        reading->item.when = rss_time(reading->item.fields[RSS_TIME]);
        if (reading->taken++ < reading->most)
            reading->take(reading->context, &reading->item);
    }
    reading->depth--;
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_subset)
{
    struct reading *reading = context;
    (void)name, (void)system_id, (void)public_id, (void)has_subset;
    reading->refused = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

bool rss_read(const char *body, size_t length, size_t most, rss_take *take, void *context, struct error *err)
{
    struct reading *reading = memory_new(1, sizeof *reading);
    *reading = (struct reading){
        .parser = XML_ParserCreate(NULL), .field = -1, .most = most, .take = take, .context = context};
    if (reading->parser == NULL) {
        free(reading);
        return error_set(err, ERROR_SYSTEM, "no memory for a feed");
    }
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading->parser, on_doctype);
    bool good = length <= INT_MAX && XML_Parse(reading->parser, body, (int)length, XML_TRUE) == XML_STATUS_OK &&
                reading->any_root;
    if (!good)
        error_set(err, ERROR_FORMAT, "the feed %s",
                  reading->refused ? "declares a document type, or is nested too deep" : "is not well-formed");
    XML_ParserFree(reading->parser);
    free(reading);
    return good;
}

/* --- time --- */

int64_t rss_time(const char *text)
{
    int64_t when = mail_time_read(text);
    return when != 0 ? when : date_parse_instant(text);
}
