/* SPDX-License-Identifier: MIT
 * Lines one after the other into a buffer that has an end. */
#include "config.h"

#include "line_writer.h"

#include "model/document.h"

#include <string.h>

#define ROOM_FOR_THE_SENTENCE 512

void line_writer_init(struct line_writer *writer, size_t limit)
{
    buffer_init(&writer->text, limit + ROOM_FOR_THE_SENTENCE);
    writer->gap = true;
    writer->cut = false;
}

void line_writer_clear(struct line_writer *writer)
{
    buffer_clear(&writer->text);
}

static bool write_parts(struct line_writer *writer, char kind, const char *text, const char *link)
{
    const char start[] = {kind, '\0'}, lead[] = {link != NULL ? DOCUMENT_LINK : '\0', '\0'};
    return buffer_append_text(&writer->text, start) && buffer_append_text(&writer->text, text) &&
           buffer_append_text(&writer->text, lead) && buffer_append_text(&writer->text, link != NULL ? link : "") &&
           buffer_append_text(&writer->text, "\n");
}

void line_write(struct line_writer *writer, char kind, const char *text, const char *link)
{
    size_t more = strlen(text) + (link != NULL ? strlen(link) : 0) + 3;
    writer->cut = writer->cut || writer->text.length + more + ROOM_FOR_THE_SENTENCE > writer->text.limit ||
                  !write_parts(writer, kind, text, link);
    writer->gap = text[0] == '\0';
}

void line_write_gap(struct line_writer *writer)
{
    if (!writer->gap)
        line_write(writer, DOCUMENT_PARAGRAPH, "", NULL);
}

void line_write_cut(struct line_writer *writer, const char *sentence)
{
    (void)write_parts(writer, DOCUMENT_PARAGRAPH, "", NULL); /* the room for both is kept free */
    (void)write_parts(writer, DOCUMENT_PARAGRAPH, sentence, NULL);
}
