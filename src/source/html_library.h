/* SPDX-License-Identifier: MIT
 * libxml2's HTML parser, loaded when the first document is opened: with the libraries it brings it costs every run
 * 2 MB, and few runs open a document. */
#ifndef SOURCE_HTML_LIBRARY_H
#define SOURCE_HTML_LIBRARY_H

#include "base/error.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdbool.h>

struct html_library {
    __typeof__(htmlCreatePushParserCtxt) *create;
    __typeof__(htmlCtxtUseOptions) *use_options;
    __typeof__(xmlSwitchEncoding) *switch_encoding;
    __typeof__(htmlParseChunk) *parse_chunk;
    __typeof__(xmlStopParser) *stop;
    __typeof__(htmlFreeParserCtxt) *free;
};

/* False with *err that names the library when it is not installed. What was loaded stays until the program ends. */
bool html_library_load(struct html_library *library, struct error *err);

/* A lenient parser of UTF-8 whose events go to the handler with the context; library->free() it. */
htmlParserCtxtPtr html_library_parser(const struct html_library *library, htmlSAXHandler *handler, void *context);
/* The same over a whole page in memory. False with *err when it is too large or the library is not installed. */
bool html_library_read(const char *page, size_t length, htmlSAXHandler *handler, void *context, struct error *err);

/* Of an element's attributes, the name in any case of letters; "" when it has none. */
const char *html_attribute(const xmlChar **attributes, const char *name);

#endif
