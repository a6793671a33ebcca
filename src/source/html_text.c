/* SPDX-License-Identifier: MIT
 * libxml2's HTML parser tells of tags and characters; a stack of what is open tells what they mean. The parser is
 * lenient by design: XHTML that is not well-formed, missing end tags and unknown (XBRL) tags are all read. */
#include "config.h"

#include "html_text.h"

#include "html_library.h"
#include "html_table.h"

#include "base/memory.h"
#include "base/text.h"
#include "model/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DEPTH_MOST     1000
#define PARAGRAPH_MOST ((size_t)32 << 10) /* a longer one is parted: wrapping it would cost the screen dear */
#define SPAN_MOST      200
#define NAME_SIZE      24
#define PART_MOST      ((size_t)65536)
#define PIECE_MOST     (4 << 20) /* bytes of one tag, or of text without any tag */

enum meaning { INLINE, BLOCK, BULLET, BREAK, RULE, HIDDEN, TABLE, ROW, CELL, FIXED, ANCHOR };

static const struct {
    const char *name;
    enum meaning meaning;
} tags[] = {
    {"a", ANCHOR},       {"address", BLOCK},  {"blockquote", BLOCK}, {"body", BLOCK},  {"br", BREAK},
    {"caption", BLOCK},  {"center", BLOCK},   {"dd", BLOCK},         {"div", BLOCK},   {"dl", BLOCK},
    {"dt", BLOCK},       {"fieldset", BLOCK}, {"footer", BLOCK},     {"form", BLOCK},  {"h1", BLOCK},
    {"h2", BLOCK},       {"h3", BLOCK},       {"h4", BLOCK},         {"h5", BLOCK},    {"h6", BLOCK},
    {"header", BLOCK},   {"hr", RULE},        {"ix:header", HIDDEN}, {"li", BULLET},   {"noscript", HIDDEN},
    {"ol", BLOCK},       {"option", HIDDEN},  {"p", BLOCK},          {"pre", FIXED},   {"script", HIDDEN},
    {"section", BLOCK},  {"select", HIDDEN},  {"style", HIDDEN},     {"table", TABLE}, {"td", CELL},
    {"textarea", BLOCK}, {"th", CELL},        {"title", HIDDEN},     {"tr", ROW},      {"ul", BLOCK},
};

struct open_tag {
    char name[NAME_SIZE];
    enum meaning meaning;
};

struct html_text {
    struct html_library library;
    htmlParserCtxtPtr parser;
    struct line_writer *writer;
    char subject[SUBJECT_SIZE];
    struct open_tag stack[DEPTH_MOST];
    size_t depth;
    size_t hidden, tables, fixed; /* how many of these are open */
    bool too_deep, monstrous;
    bool in_cell;
    int span;                /* of the cell under way */
    char link[SUBJECT_SIZE]; /* in the paragraph or cell under way; "" none */
    struct buffer paragraph; /* raw text under way */
    struct buffer cleaned;
    struct html_table table;
    bool bullet;
};

/* --- text under way --- */

static void forget(struct html_text *html)
{
    buffer_empty(&html->paragraph);
    html->link[0] = '\0';
}

static const char *clean_paragraph(struct html_text *html)
{
    size_t room = 3 * html->paragraph.length + 1;
    html->cleaned.data =
        html->cleaned.capacity < room ? memory_grow(html->cleaned.data, room, 1) : html->cleaned.data;
    html->cleaned.capacity = html->cleaned.capacity < room ? room : html->cleaned.capacity;
    text_clean(html->cleaned.data, html->cleaned.capacity, buffer_text(&html->paragraph), html->paragraph.length);
    return html->cleaned.data;
}

static void end_cell(struct html_text *html)
{
    if (!html->in_cell)
        return;
    html_table_cell(&html->table, clean_paragraph(html), html->span, html->link[0] != '\0' ? html->link : NULL);
    html->in_cell = false;
    forget(html);
}

static void write_fixed(struct html_text *html)
{
    const char *at = buffer_text(&html->paragraph);
    char line[1024];
    while (*at != '\0') {
        size_t length = strcspn(at, "\n");
        document_clean(line, sizeof line, at, length);
        if (line[0] != '\0')
            line_write(html->writer, DOCUMENT_FIXED, line, NULL);
        else
            line_write_gap(html->writer);
        at += length + (at[length] == '\n');
    }
}

static void end_paragraph(struct html_text *html)
{
    if (html->paragraph.length > 0 && html->fixed > 0) {
        write_fixed(html);
    } else if (html->paragraph.length > 0) {
        const char *text = clean_paragraph(html);
        if (text[0] != '\0')
            line_write(html->writer, DOCUMENT_PARAGRAPH, text, html->link[0] != '\0' ? html->link : NULL);
    }
    forget(html);
}

/* The cell of a frame around a whole document goes on as another. */
static void split_here(struct html_text *html)
{
    if (html->in_cell) {
        end_cell(html);
        html_table_write(&html->table, html->writer);
        html->in_cell = true;
        html->span = 1;
    } else {
        end_paragraph(html);
    }
}

static void add_text(struct html_text *html, const char *text, size_t length)
{
    if (html->bullet && length > 0) {
        html->bullet = false;
        add_text(html, "\u2022 ", sizeof "\u2022 " - 1);
    }
    while (length > 0) {
        size_t room = PARAGRAPH_MOST - html->paragraph.length, some = length < room ? length : room;
        if (!buffer_append(&html->paragraph, text, some))
            return; /* cannot be: there is room */
        text += some;
        length -= some;
        if (html->paragraph.length == PARAGRAPH_MOST)
            split_here(html);
    }
}

/* A block ends what is under way; in a cell it only parts words. */
static void part(struct html_text *html, bool gap)
{
    if (html->in_cell) {
        add_text(html, " ", 1);
        return;
    }
    bool any = html->paragraph.length > 0;
    end_paragraph(html);
    if (gap && any && html->fixed == 0)
        line_write_gap(html->writer);
}

/* --- links --- */

/* The Archives' own documents only, whichever way they are told: the viewer's address, a full one, a bare name. */
static void note_link(struct html_text *html, const char *target)
{
    static const char archives[] = "/Archives/edgar/data/";
    char found[SUBJECT_SIZE];
    const char *inside = strstr(target, archives);
    int written;
    if (html->link[0] != '\0' || target[0] == '#')
        return;
    if (inside != NULL)
        written = snprintf(found, sizeof found, "%s", inside + sizeof archives - 1);
    else if (strchr(target, ':') == NULL && target[0] != '/')
        written = snprintf(found, sizeof found, "%.*s%s", (int)(document_name(html->subject) - html->subject),
                           html->subject, target);
    else
        return;
    found[written < (int)sizeof found ? strcspn(found, "#?&") : 0] = '\0';
    if (document_subject_is_valid(found) && strcmp(found, html->subject) != 0)
        text_copy(html->link, sizeof html->link, found);
}

static bool is_undisplayed(const xmlChar **attributes)
{
    const char *style = html_attribute(attributes, "style");
    const char *display = strcasestr(style, "display");
    if (display == NULL)
        return false;
    display += strlen("display");
    display += strspn(display, " :");
    return strncasecmp(display, "none", 4) == 0;
}

/* --- tags --- */

static enum meaning meaning_of(const char *name)
{
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (strcasecmp(tags[i].name, name) == 0)
            return tags[i].meaning;
    return INLINE;
}

/* A table within a table: the outer one is a frame. What it held is written, and it goes on after the inner one. */
static void write_table(struct html_text *html)
{
    end_cell(html);
    html_table_write(&html->table, html->writer);
}

static void begin_table(struct html_text *html)
{
    if (html->tables++ > 0)
        write_table(html);
    else
        part(html, false);
}

static void end_table(struct html_text *html)
{
    write_table(html);
    html->tables--;
    if (html->tables > 0) {
        html->in_cell = true;
        html->span = 1;
    }
}

static void begin_row(struct html_text *html)
{
    if (html->tables == 0)
        return;
    end_cell(html);
    if (html_table_is_full(&html->table))
        html_table_write(&html->table, html->writer);
    html_table_row(&html->table);
}

static void begin_cell(struct html_text *html, const xmlChar **attributes)
{
    if (html->tables == 0) {
        part(html, false);
        return;
    }
    end_cell(html);
    long span = strtol(html_attribute(attributes, "colspan"), NULL, 10);
    html->span = span < 1 ? 1 : span > SPAN_MOST ? SPAN_MOST : (int)span;
    html->in_cell = true;
    forget(html);
}

static void begin(struct html_text *html, enum meaning meaning, const xmlChar **attributes)
{
    switch (meaning) {
    case INLINE:
    case HIDDEN:
        break;
    case BLOCK:
    case RULE:
        part(html, true);
        break;
    case BULLET:
        part(html, false);
        html->bullet = true;
        break;
    case BREAK:
        if (html->fixed > 0)
            add_text(html, "\n", 1);
        else
            part(html, false);
        break;
    case TABLE:
        begin_table(html);
        break;
    case ROW:
        begin_row(html);
        break;
    case CELL:
        begin_cell(html, attributes);
        break;
    case FIXED:
        part(html, true);
        html->fixed++;
        break;
    case ANCHOR:
        note_link(html, html_attribute(attributes, "href"));
        break;
    }
}

static void end(struct html_text *html, enum meaning meaning)
{
    if (meaning == BLOCK) {
        part(html, true);
    } else if (meaning == BULLET) {
        html->bullet = false;
        part(html, false);
    } else if (meaning == TABLE) {
        end_table(html);
    } else if (meaning == CELL || meaning == ROW) {
        end_cell(html);
    } else if (meaning == FIXED) {
        part(html, false);
        html->fixed--;
        line_write_gap(html->writer);
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct html_text *html = context;
    if (html->depth == DEPTH_MOST) {
        html->too_deep = true;
        html->library.stop(html->parser);
        return;
    }
    struct open_tag *tag = &html->stack[html->depth++];
    text_copy(tag->name, sizeof tag->name, (const char *)name);
    tag->meaning = meaning_of((const char *)name);
    if (tag->meaning != HIDDEN && is_undisplayed(attributes))
        tag->meaning = HIDDEN;
    if (html->hidden == 0)
        begin(html, tag->meaning, attributes);
    else if (tag->meaning != HIDDEN)
        tag->meaning = INLINE; /* within what is hidden nothing means anything */
    html->hidden += tag->meaning == HIDDEN;
}

static void pop(struct html_text *html)
{
    enum meaning meaning = html->stack[--html->depth].meaning;
    html->hidden -= meaning == HIDDEN;
    if (html->hidden == 0)
        end(html, meaning);
}

/* An end without a beginning is nothing; one that leaves others open ends them, too. */
static void on_end(void *context, const xmlChar *name)
{
    struct html_text *html = context;
    char wanted[NAME_SIZE];
    text_copy(wanted, sizeof wanted, (const char *)name);
    size_t at = html->depth;
    while (at > 0 && strcmp(html->stack[at - 1].name, wanted) != 0)
        at--;
    while (at > 0 && html->depth >= at)
        pop(html);
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct html_text *html = context;
    const char *at = (const char *)text, *stop = at + (length > 0 ? length : 0);
    if (html->hidden > 0 || html->writer->cut || (html->tables > 0 && !html->in_cell))
        return;
    while (at < stop) { /* a blank that must not be broken is a blank */
        const char *blank = memmem(at, (size_t)(stop - at), "\u00a0", 2);
        add_text(html, at, (size_t)((blank != NULL ? blank : stop) - at));
        if (blank != NULL)
            add_text(html, " ", 1);
        at = blank != NULL ? blank + 2 : stop;
    }
}

/* --- life --- */

static bool start_parser(struct html_text *html, struct error *err)
{
    htmlSAXHandler handler = {
        .startElement = on_start, .endElement = on_end, .characters = on_text, .ignorableWhitespace = on_text};
    const struct html_library *library = &html->library;
    if (!html_library_load(&html->library, err))
        return false;
    html->parser = html_library_parser(library, &handler, html);
    return true;
}

struct html_text *html_text_new(struct line_writer *writer, const char *subject)
{
    struct html_text *html = memory_new(1, sizeof *html);
    html->writer = writer;
    text_copy(html->subject, sizeof html->subject, subject);
    buffer_init(&html->paragraph, PARAGRAPH_MOST + 64);
    buffer_init(&html->cleaned, 3 * (PARAGRAPH_MOST + 64) + 1);
    html_table_init(&html->table);
    return html;
}

static bool is_sound(const struct html_text *html, struct error *err)
{
    if (html->too_deep)
        return error_set(err, ERROR_FORMAT, "the document is nested more than %d deep: it is not shown",
                         DEPTH_MOST);
    if (html->monstrous)
        return error_set(err, ERROR_FORMAT, "the document holds a single piece of more than 4 MB: it is not shown");
    return true;
}

/* How far the parser (libxml2 2.9) has looked ahead for the end of a tag it keeps over parts, but not whether it
 * was within quotes: it would wait for an end that has passed, and hold the rest of the document. So it looks
 * again. */
static bool parse_part(struct html_text *html, const char *bytes, size_t length)
{
    htmlParserCtxtPtr parser = html->parser;
    parser->checkIndex = 0;
    (void)html->library.parse_chunk(parser, bytes, (int)length, 0); /* faults are mended, not told */
    html->monstrous = parser->input != NULL && parser->input->end - parser->input->cur > PIECE_MOST;
    return !html->monstrous;
}

bool html_text_feed_plain(struct html_text *html, const char *bytes, size_t length)
{
    html->fixed = 1;
    while (length > 0 && !html->writer->cut) {
        const char *end = memchr(bytes, '\n', length);
        size_t some = end != NULL ? (size_t)(end - bytes) + 1 : length;
        add_text(html, bytes, some);
        if (end != NULL && html->paragraph.length > PARAGRAPH_MOST / 2)
            end_paragraph(html);
        bytes += some;
        length -= some;
    }
    return true;
}

bool html_text_feed(struct html_text *html, const char *bytes, size_t length, struct error *err)
{
    if (html->parser == NULL && !start_parser(html, err))
        return false;
    while (length > 0 && !html->too_deep && !html->writer->cut) {
        size_t some = length < PART_MOST ? length : PART_MOST;
        if (!parse_part(html, bytes, some))
            break;
        bytes += some;
        length -= some;
    }
    return is_sound(html, err);
}

bool html_text_end(struct html_text *html, struct error *err)
{
    if (html->parser != NULL && !html->too_deep && !html->monstrous) {
        html->parser->checkIndex = 0;
        (void)html->library.parse_chunk(html->parser, "", 0, 1);
    }
    while (html->depth > 0)
        pop(html);
    part(html, false);
    return is_sound(html, err);
}

void html_text_free(struct html_text *html)
{
    if (html == NULL)
        return;
    if (html->parser != NULL)
        html->library.free(html->parser);
    html_table_clear(&html->table);
    buffer_clear(&html->paragraph);
    buffer_clear(&html->cleaned);
    free(html);
}
