/* SPDX-License-Identifier: MIT
 * HTML, as it arrives, into lines of a document: what a browser hides is dropped, tables are laid out. No tree is
 * built, so that what is held is the text and one table at a time. */
#ifndef SOURCE_HTML_TEXT_H
#define SOURCE_HTML_TEXT_H

#include "line_writer.h"

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct html_text;

/* Lines go to writer (borrowed). subject is the document's own: what its links are relative to. */
struct html_text *html_text_new(struct line_writer *writer, const char *subject);
/* False with *err when it cannot be a document of a filing: nested beyond all measure; or when the parser is not
 * installed. */
bool html_text_feed(struct html_text *html, const char *bytes, size_t length, struct error *err);
/* Text that is no HTML, line by line as it stands. Instead of the other, for the whole document. */
bool html_text_feed_plain(struct html_text *html, const char *bytes, size_t length);
bool html_text_end(struct html_text *html, struct error *err);
void html_text_free(struct html_text *html);

#endif
