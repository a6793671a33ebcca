/* SPDX-License-Identifier: MIT
 * Subjects of documents, and their text as lines with what a reader jumps to. */
#include "config.h"

#include "model/document.h"

#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ITEM_BYTES_MOST 160 /* a heading is short; what is longer only speaks of an item */
#define FOLDER_DIGITS   18

static const char index_end[] = "-index.htm";

/* --- subjects --- */

/* Letters, digits and - _ . ; a single folder (xslF345X05/) may stand before the name. */
static bool is_name(const char *name)
{
    size_t slashes = 0;
    if (!isalnum((unsigned char)name[0]) || strstr(name, "..") != NULL)
        return false;
    for (const char *at = name; *at != '\0'; at++) {
        slashes += *at == '/';
        if (!isalnum((unsigned char)*at) && strchr("-_./", *at) == NULL)
            return false;
    }
    return slashes <= 1 && name[strlen(name) - 1] != '/';
}

static size_t digits_of(const char *text)
{
    return strspn(text, "0123456789");
}

bool document_subject_is_valid(const char *subject)
{
    size_t filer = digits_of(subject);
    if (filer == 0 || filer > 10 || subject[filer] != '/')
        return false;
    const char *folder = subject + filer + 1;
    return digits_of(folder) == FOLDER_DIGITS && folder[FOLDER_DIGITS] == '/' &&
           is_name(folder + FOLDER_DIGITS + 1);
}

bool document_subject(char subject[SUBJECT_SIZE], int64_t cik, const char *accession, const char *name)
{
    char folder[ACCESSION_SIZE];
    size_t length = 0;
    for (const char *at = accession; *at != '\0' && length + 1 < sizeof folder; at++)
        if (*at != '-')
            folder[length++] = *at;
    folder[length] = '\0';
    int written = snprintf(subject, SUBJECT_SIZE, "%" PRId64 "/%s/%s", cik, folder, name);
    if (written < SUBJECT_SIZE && cik > 0 && document_subject_is_valid(subject))
        return true;
    subject[0] = '\0';
    return false;
}

static const char *folder_of(const char *subject)
{
    const char *slash = strchr(subject, '/');
    return slash != NULL ? slash + 1 : subject;
}

void document_accession(const char *subject, char accession[ACCESSION_SIZE])
{
    const char *folder = folder_of(subject);
    if (digits_of(folder) == FOLDER_DIGITS)
        snprintf(accession, ACCESSION_SIZE, "%.10s-%.2s-%.6s", folder, folder + 10, folder + 12);
    else
        accession[0] = '\0';
}

const char *document_name(const char *subject)
{
    const char *name = strchr(folder_of(subject), '/');
    return name != NULL ? name + 1 : subject;
}

bool document_index_subject(char index[SUBJECT_SIZE], const char *subject)
{
    char accession[ACCESSION_SIZE];
    if (!document_subject_is_valid(subject)) {
        index[0] = '\0';
        return false;
    }
    document_accession(subject, accession);
    int folders = (int)(document_name(subject) - subject);
    snprintf(index, SUBJECT_SIZE, "%.*s%s%s", folders, subject, accession, index_end);
    return true;
}

bool document_is_index(const char *subject)
{
    size_t length = strlen(subject), end = sizeof index_end - 1;
    return length > end && strcmp(subject + length - end, index_end) == 0;
}

void document_address(const char *subject, char *text, size_t size)
{
    snprintf(text, size, "https://www.sec.gov/Archives/edgar/data/%s", subject);
}

/* --- what a reader jumps to --- */

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

/* "Item 7A." "Item 1.01": the number, then a stop, a dash, a colon, a blank or the end. */
static bool is_numbered(const char *text, const char *word)
{
    size_t length = strlen(word);
    if (strncasecmp(text, word, length) != 0)
        return false;
    const char *number = skip_blanks(text + length);
    size_t digits = digits_of(number);
    if (number == text + length || digits == 0 || digits > 2)
        return false;
    number += digits;
    if (number[0] == '.' && digits_of(number + 1) > 0)
        number += 1 + digits_of(number + 1);
    else if (isalpha((unsigned char)number[0]))
        number++;
    return number[0] == '\0' || !isalnum((unsigned char)number[0]);
}

static bool is_part(const char *text)
{
    if (strncasecmp(text, "part ", 5) != 0)
        return false;
    text = skip_blanks(text + 5);
    size_t roman = strspn(text, "IViv");
    return roman > 0 && roman <= 3 && (text[roman] == '\0' || strchr(" .,:-\xe2", text[roman]) != NULL);
}

/* A line of a table of contents ends in a page number. */
static bool ends_in_page(const char *text)
{
    size_t length = strlen(text);
    return length > 2 && isdigit((unsigned char)text[length - 1]);
}

static bool is_item(const struct document_line *line)
{
    const char *text = skip_blanks(line->text);
    if (text[0] == '\0' || strlen(text) > ITEM_BYTES_MOST)
        return false;
    bool numbered = is_numbered(text, "item") || is_numbered(text, "note");
    bool bare = strcasecmp(text, "signatures") == 0 || strcasecmp(text, "signature") == 0 ||
                strncasecmp(text, "exhibit 99", 10) == 0;
    bool alone = strlen(text) <= sizeof "item 1.01"; /* "Item 2.02" alone: no page number */
    return bare || ((numbered || is_part(text)) && (alone || !ends_in_page(text)));
}

const char *document_mention(const char *from, size_t *length)
{
    static const char *const words[] = {"receivable", "customer", "concentration", "commitment"};
    for (const char *at = from; *at != '\0'; at++) {
        if (strchr("rRcC", *at) == NULL || (at > from && isalpha((unsigned char)at[-1])))
            continue;
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (strncasecmp(at, words[i], strlen(words[i])) == 0) {
                *length = strlen(words[i]);
                return at;
            }
    }
    return NULL;
}

/* --- lines --- */

static size_t clean_word(char *target, size_t size, const char *word, size_t length)
{
    bool plain = true;
    for (size_t i = 0; i < length && plain; i++)
        plain = word[i] > ' ' && word[i] < 0x7f;
    if (!plain)
        return text_clean(target, size, word, length);
    size_t copied = length < size ? length : size - 1;
    memcpy(target, word, copied);
    target[copied] = '\0';
    return copied;
}

size_t document_clean(char *target, size_t size, const char *source, size_t length)
{
    size_t used = 0, at = 0;
    target[0] = '\0';
    while (at < length && used + 1 < size) {
        size_t end = at;
        while (end < length && source[end] != ' ')
            end++;
        used += clean_word(target + used, size - used, source + at, end - at);
        at = end;
        if (at < length && used + 1 < size) {
            target[used++] = ' ';
            at++;
        }
    }
    while (used > 0 && target[used - 1] == ' ')
        used--;
    target[used] = '\0';
    return used;
}

/* scratch has room for three bytes of each of the line's: that is what an invalid one becomes. */
static void read_line(struct document_line *line, const char *start, size_t length, char *scratch,
                      struct arena *arena)
{
    const char *link = memchr(start, DOCUMENT_LINK, length);
    size_t text_length = link != NULL ? (size_t)(link - start) : length;
    size_t mention_length, cleaned = 0;
    line->fixed = length > 0 && start[0] == DOCUMENT_FIXED;
    if (text_length > 0)
        cleaned = document_clean(scratch, 3 * text_length + 1, start + 1, text_length - 1);
    line->text = arena_text_n(arena, scratch, cleaned);
    if (link != NULL) {
        char *subject = arena_text_n(arena, link + 1, length - text_length - 1);
        line->link = document_subject_is_valid(subject) && strlen(subject) < SUBJECT_SIZE ? subject : NULL;
    }
    line->item = is_item(line);
    line->mention = document_mention(line->text, &mention_length) != NULL;
}

static size_t line_bytes(const char *text, size_t length)
{
    const char *end = memchr(text, '\n', length);
    return end != NULL ? (size_t)(end - text) : length;
}

static size_t count_lines(const char *text, size_t length, size_t *longest)
{
    size_t count = 0;
    *longest = 0;
    for (size_t at = 0; at < length; count++) {
        size_t bytes = line_bytes(text + at, length - at);
        *longest = bytes > *longest ? bytes : *longest;
        at += bytes + 1;
    }
    return count;
}

void document_read(struct document *document, const char *text, size_t length, struct arena *arena)
{
    size_t longest, room = count_lines(text, length, &longest);
    char *scratch = memory_new(3 * longest + 1, 1);
    document->lines = arena_array(arena, room + 1, sizeof *document->lines);
    document->count = document->items = document->mentions = document->links = 0;
    for (size_t at = 0; at < length;) {
        size_t bytes = line_bytes(text + at, length - at);
        struct document_line *line = &document->lines[document->count++];
        read_line(line, text + at, bytes, scratch, arena);
        document->items += line->item;
        document->mentions += line->mention;
        document->links += line->link != NULL;
        at += bytes + 1;
    }
    free(scratch);
}
