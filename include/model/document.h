/* SPDX-License-Identifier: MIT
 * A document of a filing as lines of text: what the reader shows. Paragraphs are one line each, to be wrapped by
 * whoever draws them; lines of tables are laid out and stay as they are. */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

#include "base/arena.h"
#include "model/filings.h"
#include "model/subscription.h"

#include <stdbool.h>
#include <stddef.h>

#define DOCUMENT_TEXT_MOST ((size_t)4 << 20) /* bytes of text kept of one document */

/* How the text is stored and handed over: lines end in '\n'; a line begins with its kind, and may end in
 * DOCUMENT_LINK and the subject of another document. */
#define DOCUMENT_PARAGRAPH 'p'
#define DOCUMENT_FIXED     't'
#define DOCUMENT_LINK      '\x1f'

struct document_line {
    const char *text; /* clean; "" an empty line */
    const char *link; /* subject of the document that it leads to; NULL none */
    bool fixed;       /* laid out: scrolled sideways, never wrapped */
    bool item;        /* a heading: "Item 1.01", "Part II", "Note 2", "Signatures" */
    bool mention;     /* speaks of receivables, customers, concentrations or commitments */
};

struct document {
    char subject[SUBJECT_SIZE];
    struct document_line *lines;
    size_t count, items, mentions, links;
};

struct document_text { /* as a source hands it over */
    char subject[SUBJECT_SIZE];
    const char *text;
    size_t length;
    size_t source_bytes; /* of what it was made from */
};

/* "1769628/000176962825000014/crwv-20250331.htm": filer, accession without dashes, name. False (and "") when that
 * is not the SEC's pattern: the subject becomes part of an address. */
bool document_subject(char subject[SUBJECT_SIZE], int64_t cik, const char *accession, const char *name);
bool document_subject_is_valid(const char *subject);
/* The page that lists all documents of the same filing. */
bool document_index_subject(char index[SUBJECT_SIZE], const char *subject);
bool document_is_index(const char *subject);
/* "0001769628-25-000014" */
void document_accession(const char *subject, char accession[ACCESSION_SIZE]);
/* Its last part, the file's name; borrowed. */
const char *document_name(const char *subject);
void document_address(const char *subject, char *text, size_t size); /* https://www.sec.gov/Archives/... */

/* The lines of a stored text, cleaned once more (a shared or damaged file may lie). Everything lives in the arena.
 */
void document_read(struct document *document, const char *text, size_t length, struct arena *arena);

/* As text_clean, but runs of blanks are kept: what is laid out stays so. Ends are cut, the start is not. */
size_t document_clean(char *target, size_t size, const char *source, size_t length);

/* Where in the text a word is that makes a line a mention, from `from` on: its bytes in *length, NULL none. */
const char *document_mention(const char *from, size_t *length);

#endif
