/* SPDX-License-Identifier: MIT
 * Text made safe, measured and cut; utf8proc supplies categories and widths. */
#include "config.h"

#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT    0xfffdU
#define NEAREST_EDITS  3
#define NEAREST_LENGTH 48
#define SYMBOL_MOST    15

size_t text_encode(uint32_t codepoint, char target[5])
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char((utf8proc_int32_t)codepoint, bytes);
    if (length <= 0)
        length = utf8proc_encode_char((utf8proc_int32_t)REPLACEMENT, bytes);
    memcpy(target, bytes, (size_t)length);
    target[length] = '\0';
    return (size_t)length;
}

static size_t decode(const char *text, size_t length, uint32_t *codepoint)
{
    utf8proc_int32_t value;
    if (length == 0)
        return 0;
    utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &value);
    if (used <= 0) {
        *codepoint = REPLACEMENT;
        return 1;
    }
    *codepoint = (uint32_t)value;
    return (size_t)used;
}

size_t text_decode(const char *text, uint32_t *codepoint)
{
    if (*text == '\0')
        return 0;
    return decode(text, strnlen(text, 4), codepoint);
}

static bool is_mark(uint32_t codepoint)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

unsigned text_columns(uint32_t codepoint)
{
    if (is_mark(codepoint))
        return 0;
    int width = utf8proc_charwidth((utf8proc_int32_t)codepoint);
    return width < 0 ? 0 : width > 2 ? 2 : (unsigned)width;
}

enum fate { KEEP, SPACE, DROP, MARK };

static enum fate fate_of(uint32_t codepoint)
{
    switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return SPACE;
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
        return DROP;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
        /* Variation selectors change the width that terminals give the character before. */
        return (codepoint >= 0xfe00 && codepoint <= 0xfe0f) || (codepoint >= 0xe0100 && codepoint <= 0xe01ef)
                   ? DROP
                   : MARK;
    default:
        return text_columns(codepoint) == 0 ? DROP : KEEP;
    }
}

struct cleaning {
    char *target;
    size_t size, used;
    bool space_due, has_base, has_mark;
};

static bool put(struct cleaning *cleaning, uint32_t codepoint)
{
    char bytes[5];
    size_t length = text_encode(codepoint, bytes);
    if (cleaning->used + length + 1 > cleaning->size)
        return false;
    memcpy(cleaning->target + cleaning->used, bytes, length);
    cleaning->used += length;
    return true;
}

/* False when the target is full. */
static bool clean_one(struct cleaning *cleaning, uint32_t codepoint)
{
    switch (fate_of(codepoint)) {
    case DROP:
        return true;
    case SPACE:
        cleaning->space_due = cleaning->used > 0;
        cleaning->has_base = false;
        return true;
    case MARK:
        if (!cleaning->has_base || cleaning->has_mark)
            return true;
        cleaning->has_mark = true;
        return put(cleaning, codepoint);
    case KEEP:
        break;
    }
    char bytes[5];
    size_t needed = text_encode(codepoint, bytes) + (cleaning->space_due ? 1 : 0);
    if (cleaning->used + needed + 1 > cleaning->size)
        return false; /* no space without the word that it announces */
    if (cleaning->space_due)
        cleaning->target[cleaning->used++] = ' ';
    cleaning->space_due = false;
    cleaning->has_base = true;
    cleaning->has_mark = false;
    return put(cleaning, codepoint);
}

/* Printable ASCII with single blanks within is clean as it stands, and nearly all text is that. */
static bool is_plain(const char *source, size_t length)
{
    char before = ' ';
    for (size_t at = 0; at < length; before = source[at++])
        if (source[at] < ' ' || source[at] > '~' || (source[at] == ' ' && before == ' '))
            return false;
    return length == 0 || before != ' ';
}

size_t text_clean(char *target, size_t size, const char *source, size_t length)
{
    struct cleaning cleaning = {.target = target, .size = size};
    if (size == 0)
        return 0;
    if (length < size && is_plain(source, length)) {
        memcpy(target, source, length);
        target[length] = '\0';
        return length;
    }
    for (size_t at = 0; at < length;) {
        uint32_t codepoint = 0;
        at += decode(source + at, length - at, &codepoint);
        if (!clean_one(&cleaning, codepoint))
            break;
    }
    target[cleaning.used] = '\0';
    return cleaning.used;
}

size_t text_width(const char *text)
{
    size_t width = 0, used;
    uint32_t codepoint;
    for (; (used = text_decode(text, &codepoint)) > 0; text += used)
        width += text_columns(codepoint);
    return width;
}

size_t text_prefix(const char *text, size_t columns)
{
    size_t width = 0, length = 0, used;
    uint32_t codepoint;
    while ((used = text_decode(text + length, &codepoint)) > 0) {
        width += text_columns(codepoint);
        if (width > columns)
            break;
        length += used;
    }
    return length;
}

size_t text_piece(const char *text, size_t columns)
{
    size_t fits = text_prefix(text, columns);
    if (text[fits] == '\0' || text[fits] == ' ')
        return fits;
    size_t blank = fits;
    while (blank > 0 && text[blank - 1] != ' ')
        blank--;
    return blank > 0 ? blank : fits;
}

size_t text_copy(char *target, size_t size, const char *source)
{
    if (size == 0)
        return 0;
    size_t length = strnlen(source, size);
    if (length == size) { /* cut: not within a character */
        length = size - 1;
        while (length > 0 && ((unsigned char)source[length] & 0xc0) == 0x80)
            length--;
    }
    memmove(target, source, length);
    target[length] = '\0';
    return length;
}

static char fold(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

bool text_equal_fold(const char *a, const char *b)
{
    while (*a != '\0' && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return fold(*a) == fold(*b);
}

static bool starts_with_fold(const char *text, const char *part)
{
    while (*part != '\0' && fold(*text) == fold(*part)) {
        text++;
        part++;
    }
    return *part == '\0';
}

bool text_contains_fold(const char *text, const char *part)
{
    do {
        if (starts_with_fold(text, part))
            return true;
    } while (*text++ != '\0');
    return false;
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edit distance where two letters that changed places count as one (optimal string alignment), row by row. Words
 * longer than the table are as far as can be. */
static size_t edits(const char *a, const char *b)
{
    size_t rows[3][NEAREST_LENGTH + 1], length_a = strlen(a), length_b = strlen(b);
    if (length_a > NEAREST_LENGTH || length_b > NEAREST_LENGTH)
        return NEAREST_LENGTH;
    for (size_t j = 0; j <= length_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= length_a; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= length_b; j++) {
            bool same = fold(a[i - 1]) == fold(b[j - 1]);
            row[j] = least_of(above[j - 1] + (same ? 0 : 1), least_of(row[j - 1], above[j]) + 1);
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]))
                row[j] = least_of(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[length_a % 3][length_b];
}

const char *text_nearest(const char *word, const char *const *candidates, size_t count)
{
    const char *best = NULL;
    size_t best_edits = NEAREST_EDITS + 1, length = strlen(word);
    for (size_t i = 0; i < count; i++) {
        size_t distance = edits(word, candidates[i]);
        if (distance < best_edits && 2 * distance < length) {
            best = candidates[i];
            best_edits = distance;
        }
    }
    return best;
}

bool text_symbol(char *target, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || length > SYMBOL_MOST || length >= size)
        return false;
    for (size_t i = 0; i < length; i++) {
        char letter = text[i];
        if (letter >= 'a' && letter <= 'z')
            letter = (char)(letter - 'a' + 'A');
        bool plausible =
            (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || strchr(".-^=", letter) != NULL;
        if (!plausible)
            return false;
        target[i] = letter;
    }
    target[length] = '\0';
    return true;
}
