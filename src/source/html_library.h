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

#endif
