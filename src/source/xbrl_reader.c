/* SPDX-License-Identifier: MIT
 * The events of the XML parser become contexts, units and facts. No document type may declare entities, nothing is
 * fetched, text is collected only where it is wanted. */
#include "config.h"

#include "xbrl.h"

#include "base/memory.h"
#include "base/text.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST    400
#define CAPTURES_MOST 8
#define CAPTURE_SIZE  256
#define SLICE_BYTES   ((size_t)64 * 1024)
#define TOKEN_MOST    ((XML_Index)1 << 20) /* bytes that one tag may take */

enum capture_kind {
    CAPTURE_FILER,
    CAPTURE_MEMBER,
    CAPTURE_TYPED,
    CAPTURE_START,
    CAPTURE_END,
    CAPTURE_MEASURE,
    CAPTURE_FACT
};

struct capture { /* text between a start tag and its end */
    enum capture_kind kind;
    unsigned depth;
    char text[CAPTURE_SIZE];
    size_t length;
    bool overlong;
    char axis[XBRL_NAME_SIZE];
    const struct xbrl_wanted *wanted; /* a fact: what its tag said */
    char context_id[CAPTURE_SIZE], unit_id[CAPTURE_SIZE], format[64];
    int decimals, scale;
    bool negative, has_unit;
};

struct xbrl_reader {
    XML_Parser parser;
    struct xbrl_facts *facts;
    struct xbrl_names names;
    const struct xbrl_wanted *wanted;
    size_t wanted_count;
    struct capture captures[CAPTURES_MOST];
    size_t capture_count;
    unsigned depth;
    unsigned context_depth, unit_depth; /* 0: in none */
    char unit_id[CAPTURE_SIZE], measure[XBRL_NAME_SIZE];
    unsigned measures;
    XML_Index fed;
    bool is_inline;
    struct error err;
};

static void stop(struct xbrl_reader *reader, const char *sentence)
{
    if (reader->err.code == ERROR_NONE)
        error_set(&reader->err, ERROR_FORMAT, "%s", sentence);
    XML_StopParser(reader->parser, XML_FALSE);
}

/* --- tags --- */

static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static const char *local_of(const char *element)
{
    const char *bar = strrchr(element, '|');
    return bar != NULL ? bar + 1 : element;
}

static void XMLCALL on_text(void *context, const XML_Char *text, int length)
{
    struct xbrl_reader *reader = context;
    for (size_t i = 0; i < reader->capture_count; i++) {
        struct capture *capture = &reader->captures[i];
        size_t room = sizeof capture->text - 1 - capture->length;
        size_t take = (size_t)length < room ? (size_t)length : room;
        memcpy(capture->text + capture->length, text, take);
        capture->length += take;
        capture->overlong = capture->overlong || take < (size_t)length;
    }
}

static struct capture *begin_capture(struct xbrl_reader *reader, enum capture_kind kind)
{
    if (reader->capture_count == CAPTURES_MOST)
        return NULL;
    struct capture *capture = &reader->captures[reader->capture_count++];
    capture->kind = kind;
    capture->depth = reader->depth;
    capture->length = 0;
    capture->overlong = false;
    XML_SetCharacterDataHandler(reader->parser, on_text);
    return capture;
}

static void begin_member(struct xbrl_reader *reader, const XML_Char **attributes, bool typed)
{
    const char *axis = attribute(attributes, "dimension");
    struct capture *capture = axis != NULL ? begin_capture(reader, typed ? CAPTURE_TYPED : CAPTURE_MEMBER) : NULL;
    if (capture != NULL)
        (void)xbrl_names_text(&reader->names, axis, capture->axis); /* "" makes the context unusable */
}

static bool begin_part(struct xbrl_reader *reader, const char *local, const XML_Char **attributes)
{
    static const struct {
        const char *local;
        enum capture_kind kind;
    } parts[] = {{"identifier", CAPTURE_FILER},
                 {"startDate", CAPTURE_START},
                 {"endDate", CAPTURE_END},
                 {"instant", CAPTURE_END}};
    if (strcmp(local, "explicitMember") == 0 || strcmp(local, "typedMember") == 0) {
        begin_member(reader, attributes, local[0] == 't');
        return true;
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strcmp(local, parts[i].local) == 0) {
            (void)begin_capture(reader, parts[i].kind);
            return true;
        }
    return false;
}

static int decimals_of(const char *text)
{
    if (text == NULL)
        return DECIMALS_UNKNOWN;
    if (strcmp(text, "INF") == 0)
        return DECIMALS_EXACT;
    long decimals = strtol(text, NULL, 10);
    return decimals > -30 && decimals < 30 ? (int)decimals : DECIMALS_UNKNOWN;
}

static bool is_nil(const XML_Char **attributes)
{
    const char *nil = attribute(attributes, "http://www.w3.org/2001/XMLSchema-instance|nil");
    return nil != NULL && (strcmp(nil, "true") == 0 || strcmp(nil, "1") == 0);
}

/* A fact that is wanted: what its tag says is kept until its text is complete. */
static void begin_fact(struct xbrl_reader *reader, const struct xbrl_wanted *wanted, const XML_Char **attributes)
{
    const char *context_id = attribute(attributes, "contextRef"), *unit_id = attribute(attributes, "unitRef");
    const char *scale = attribute(attributes, "scale"), *format = attribute(attributes, "format");
    const char *sign = attribute(attributes, "sign");
    if (context_id == NULL || is_nil(attributes))
        return;
    struct capture *capture = begin_capture(reader, CAPTURE_FACT);
    if (capture == NULL)
        return;
    capture->wanted = wanted;
    capture->has_unit = unit_id != NULL;
    text_copy(capture->context_id, sizeof capture->context_id, context_id);
    text_copy(capture->unit_id, sizeof capture->unit_id, unit_id != NULL ? unit_id : "");
    text_copy(capture->format, sizeof capture->format, format != NULL ? format : "");
    capture->decimals = decimals_of(attribute(attributes, "decimals"));
    capture->scale = scale != NULL ? (int)strtol(scale, NULL, 10) : 0;
    capture->negative = sign != NULL && strcmp(sign, "-") == 0;
}

static const struct xbrl_wanted *wanted_element(const struct xbrl_reader *reader, const char *element)
{
    char concept[XBRL_NAME_SIZE];
    if (!xbrl_wanted_local(reader->wanted, reader->wanted_count, local_of(element)) ||
        !xbrl_names_element(&reader->names, element, concept))
        return NULL;
    return xbrl_wanted_find(reader->wanted, reader->wanted_count, concept);
}

static const struct xbrl_wanted *wanted_attribute(const struct xbrl_reader *reader, const XML_Char **attributes)
{
    const char *name = attribute(attributes, "name");
    const char *colon = name != NULL ? strchr(name, ':') : NULL;
    char concept[XBRL_NAME_SIZE];
    if (colon == NULL || !xbrl_wanted_local(reader->wanted, reader->wanted_count, colon + 1) ||
        !xbrl_names_text(&reader->names, name, concept))
        return NULL;
    return xbrl_wanted_find(reader->wanted, reader->wanted_count, concept);
}

static bool is_inline_fact(const char *element)
{
    const char *local = local_of(element);
    return (strcmp(local, "nonFraction") == 0 || strcmp(local, "nonNumeric") == 0) &&
           strstr(element, "inlineXBRL|") != NULL;
}

static void begin_unit(struct xbrl_reader *reader, const char *id)
{
    reader->unit_depth = reader->depth;
    reader->measures = 0;
    reader->measure[0] = '\0';
    text_copy(reader->unit_id, sizeof reader->unit_id, id);
}

static void XMLCALL on_start(void *context, const XML_Char *element, const XML_Char **attributes)
{
    struct xbrl_reader *reader = context;
    const char *local = local_of(element), *id;
    reader->depth++;
    if (reader->depth > DEPTH_MOST) {
        stop(reader, "the document is nested too deep to be a statement");
        return;
    }
    if (reader->context_depth > 0) {
        (void)begin_part(reader, local, attributes);
        return;
    }
    if (reader->unit_depth > 0) {
        if (strcmp(local, "measure") == 0)
            (void)begin_capture(reader, CAPTURE_MEASURE);
        return;
    }
    const struct xbrl_wanted *wanted = NULL;
    if (!reader->is_inline)
        wanted = wanted_element(reader, element);
    else if (is_inline_fact(element))
        wanted = wanted_attribute(reader, attributes);
    if (wanted != NULL) {
        begin_fact(reader, wanted, attributes);
    } else if (strcmp(local, "context") == 0 && (id = attribute(attributes, "id")) != NULL) {
        reader->context_depth = reader->depth;
        xbrl_context_begin(reader->facts, id);
    } else if (strcmp(local, "unit") == 0 && (id = attribute(attributes, "id")) != NULL) {
        begin_unit(reader, id);
    }
}

/* --- what was between them --- */

/* A typed member's text becomes one word of plain characters: it stands in a list parted by blanks. */
static void take_typed(struct xbrl_reader *reader, const struct capture *capture)
{
    char member[CAPTURE_SIZE];
    size_t used = 0;
    for (const char *at = capture->text + strspn(capture->text, " \t\r\n"); *at != '\0'; at++)
        member[used++] = *at > ' ' && *at < 0x7f && *at != '=' && *at != '~' ? *at : '_';
    while (used > 0 && member[used - 1] == '_')
        used--;
    member[used] = '\0';
    xbrl_context_dimension(reader->facts, capture->axis, used > 0 ? member : "nil", true);
}

static void take_member(struct xbrl_reader *reader, const struct capture *capture)
{
    char member[XBRL_NAME_SIZE];
    (void)xbrl_names_text(&reader->names, capture->text, member); /* "" makes the context unusable */
    xbrl_context_dimension(reader->facts, capture->axis, member, false);
}

static void take_measure(struct xbrl_reader *reader, const struct capture *capture)
{
    const char *text = capture->text + strspn(capture->text, " \t\r\n");
    text_copy(reader->measure, sizeof reader->measure, text);
    reader->measure[strcspn(reader->measure, " \t\r\n")] = '\0';
    reader->measures++;
}

static bool value_of(const struct xbrl_reader *reader, const struct capture *capture, double *value)
{
    if (!capture->has_unit)
        return reader->is_inline ? xbrl_inline_months(capture->text, capture->format, value)
                                 : xbrl_months(capture->text, value);
    if (reader->is_inline)
        return xbrl_inline_number(capture->text, capture->format, capture->scale, capture->negative, value);
    return xbrl_number(capture->text, value);
}

static void take_fact(struct xbrl_reader *reader, const struct capture *capture)
{
    double value;
    if (capture->overlong || !value_of(reader, capture, &value))
        return; /* no figure: nil in all but name */
    if (!xbrl_fact(reader->facts, capture->wanted, capture->context_id, capture->has_unit ? capture->unit_id : NULL,
                   value, capture->decimals))
        stop(reader, "the document holds more figures than a statement can");
}

static void take(struct xbrl_reader *reader, struct capture *capture)
{
    capture->text[capture->length] = '\0';
    switch (capture->kind) {
    case CAPTURE_FILER:
        xbrl_context_filer(reader->facts, capture->text + strspn(capture->text, " \t\r\n"));
        break;
    case CAPTURE_MEMBER:
        take_member(reader, capture);
        break;
    case CAPTURE_TYPED:
        take_typed(reader, capture);
        break;
    case CAPTURE_START:
        xbrl_context_start(reader->facts, capture->text);
        break;
    case CAPTURE_END:
        xbrl_context_end(reader->facts, capture->text);
        break;
    case CAPTURE_MEASURE:
        take_measure(reader, capture);
        break;
    case CAPTURE_FACT:
        take_fact(reader, capture);
        break;
    }
}

static void XMLCALL on_end(void *context, const XML_Char *element)
{
    struct xbrl_reader *reader = context;
    (void)element;
    while (reader->capture_count > 0 && reader->captures[reader->capture_count - 1].depth == reader->depth)
        take(reader, &reader->captures[--reader->capture_count]);
    if (reader->capture_count == 0)
        XML_SetCharacterDataHandler(reader->parser, NULL);
    if (reader->context_depth == reader->depth) {
        xbrl_context_close(reader->facts);
        reader->context_depth = 0;
    }
    if (reader->unit_depth == reader->depth) {
        xbrl_unit(reader->facts, reader->unit_id, reader->measures == 1 ? reader->measure : "");
        reader->unit_depth = 0;
    }
    reader->depth--;
}

static void XMLCALL on_prefix(void *context, const XML_Char *prefix, const XML_Char *space)
{
    struct xbrl_reader *reader = context;
    xbrl_names_declare(&reader->names, prefix, space);
}

/* Bombs are made of these, and no filer needs them. */
static void XMLCALL on_entity(void *context, const XML_Char *name, int is_parameter, const XML_Char *value,
                              int value_length, const XML_Char *base, const XML_Char *system_id,
                              const XML_Char *public_id, const XML_Char *notation)
{
    (void)name;
    (void)is_parameter;
    (void)value;
    (void)value_length;
    (void)base;
    (void)system_id;
    (void)public_id;
    (void)notation;
    stop(context, "the document declares entities: refused");
}

/* &nbsp; and its like, known to browsers only: as if it were a blank. */
static void XMLCALL on_skipped(void *context, const XML_Char *name, int is_parameter)
{
    (void)name;
    (void)is_parameter;
    on_text(context, " ", 1);
}

/* --- life --- */

struct xbrl_reader *xbrl_reader_new(const struct subscription *subscription, bool is_inline)
{
    struct xbrl_reader *reader = memory_new(1, sizeof *reader);
    /* Archive documents say "ASCII", which expat does not know, and are all valid UTF-8. */
    reader->parser = XML_ParserCreateNS("UTF-8", '|');
    if (reader->parser == NULL)
        abort(); /* out of memory, as memory_new() does */
    reader->is_inline = is_inline;
    reader->facts = xbrl_facts_new(subscription);
    reader->names.arena = xbrl_facts_arena(reader->facts);
    reader->wanted = xbrl_wanted_table(reader->names.arena, &reader->wanted_count);
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetStartNamespaceDeclHandler(reader->parser, on_prefix);
    XML_SetEntityDeclHandler(reader->parser, on_entity);
    XML_SetSkippedEntityHandler(reader->parser, on_skipped);
    (void)XML_UseForeignDTD(reader->parser, XML_TRUE);
    return reader;
}

void xbrl_reader_free(struct xbrl_reader *reader)
{
    if (reader == NULL)
        return;
    XML_ParserFree(reader->parser);
    xbrl_facts_free(reader->facts);
    free(reader);
}

static bool explain(struct xbrl_reader *reader, struct error *err)
{
    if (reader->err.code != ERROR_NONE)
        return error_set(err, reader->err.code, "%s", reader->err.message);
    return error_set(err, ERROR_FORMAT, "the document is not well-formed (line %lu: %s)",
                     (unsigned long)XML_GetCurrentLineNumber(reader->parser),
                     XML_ErrorString(XML_GetErrorCode(reader->parser)));
}

bool xbrl_reader_feed(struct xbrl_reader *reader, const char *bytes, size_t length, struct error *err)
{
    while (length > 0) {
        size_t slice = length < SLICE_BYTES ? length : SLICE_BYTES;
        if (XML_Parse(reader->parser, bytes, (int)slice, XML_FALSE) != XML_STATUS_OK)
            return explain(reader, err);
        reader->fed += (XML_Index)slice;
        if (reader->fed - XML_GetCurrentByteIndex(reader->parser) > TOKEN_MOST)
            return error_set(err, ERROR_TOO_BIG, "the document has a tag without end: refused");
        bytes += slice;
        length -= slice;
    }
    return true;
}

bool xbrl_reader_end(struct xbrl_reader *reader, struct observations *observations, struct error *err)
{
    if (XML_Parse(reader->parser, "", 0, XML_TRUE) != XML_STATUS_OK)
        return explain(reader, err);
    return xbrl_facts_join(reader->facts, observations, err);
}
