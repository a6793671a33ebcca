/* SPDX-License-Identifier: MIT
 * Lines of a document in the stored form (model/document.h): no two empty ones in a row, and an end when enough is.
 */
#ifndef SOURCE_LINE_WRITER_H
#define SOURCE_LINE_WRITER_H

#include "base/buffer.h"

struct line_writer {
    struct buffer text;
    bool gap; /* the last line is empty, or there is none yet */
    bool cut; /* the limit was reached: nothing more is written */
};

void line_writer_init(struct line_writer *writer, size_t limit);
void line_writer_clear(struct line_writer *writer);

/* Text must be clean. link: the subject that the line leads to, NULL none. */
void line_write(struct line_writer *writer, char kind, const char *text, const char *link);
void line_write_gap(struct line_writer *writer); /* an empty line, unless there is one already */
/* Says at the end that the document goes on. There is always room for it. */
void line_write_cut(struct line_writer *writer, const char *sentence);

#endif
