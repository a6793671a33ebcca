/* SPDX-License-Identifier: MIT
 * Reading lists of symbols. */
#include "config.h"

#include "model/watchlist_import.h"

#include "base/text.h"
#include "base/text_lines.h"
#include "model/watchlist.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define LINE_MOST  8192
#define BETWEEN    " \t,;\""
#define GROUP_MARK "###"

struct import {
    void (*take)(void *context, const char *group, const char *symbol);
    void *context;
    char group[WATCH_NAME_SIZE];
    bool begun, first_only;
};

/* Something that a price or a quantity could be is no symbol here, though tickers of some exchanges are figures. */
static bool read_symbol(const char *word, char symbol[SYMBOL_SIZE])
{
    const char *colon = strrchr(word, ':');
    bool letters = false;
    word = colon != NULL ? colon + 1 : word;
    for (const char *at = word; *at != '\0'; at++)
        letters = letters || isalpha((unsigned char)*at);
    return letters && text_symbol(symbol, SYMBOL_SIZE, word);
}

static void begin_group(struct import *import, const char *name)
{
    text_clean(import->group, sizeof import->group, name, strcspn(name, "],"));
}

/* Twice over the words: nothing is taken of a line that holds anything else. */
static bool take_words(struct import *import, const char *line, bool really)
{
    char word[64], symbol[SYMBOL_SIZE];
    const char *at = line + strspn(line, BETWEEN);
    while (*at != '\0') {
        size_t length = strcspn(at, BETWEEN);
        if (length >= sizeof word)
            return false;
        memcpy(word, at, length);
        word[length] = '\0';
        at += length;
        at += strspn(at, BETWEEN);
        bool group = strncmp(word, GROUP_MARK, strlen(GROUP_MARK)) == 0;
        if (group && really)
            begin_group(import, word + strlen(GROUP_MARK));
        if (!group && !read_symbol(word, symbol))
            return false;
        if (!group && really)
            import->take(import->context, import->group, symbol);
        if (import->first_only)
            break;
    }
    return true;
}

static bool is_heading(const char *line)
{
    char word[16] = "";
    line += strspn(line, BETWEEN);
    size_t length = strcspn(line, BETWEEN);
    if (length < sizeof word)
        memcpy(word, line, length);
    return text_equal_fold(word, "symbol") || text_equal_fold(word, "ticker");
}

static bool take_line(struct import *import, char *line)
{
    const char *start = line + strspn(line, " \t");
    bool first = !import->begun;
    if (start[0] == '\0')
        return true;
    if (strncmp(start, GROUP_MARK, strlen(GROUP_MARK)) == 0 && strpbrk(start, ",;") == NULL) {
        begin_group(import, start + strlen(GROUP_MARK));
        return true;
    }
    if (strstr(start, GROUP_MARK) == NULL) /* a broker's section within the line is no comment */
        line[strcspn(line, "#")] = '\0';
    if (start[0] == '[') {
        begin_group(import, start + 1);
        return strchr(start, ']') != NULL;
    }
    import->begun = true;
    if (first && is_heading(start)) {
        import->first_only = true;
        return true;
    }
    return take_words(import, start, false) && take_words(import, start, true);
}

void watchlist_import(const char *text, size_t length,
                      void (*take)(void *context, const char *group, const char *symbol),
                      void (*fault)(void *context, unsigned line), void *context)
{
    struct import import = {.take = take, .context = context};
    struct text_lines lines = text_lines_begin(text, length);
    char line[LINE_MOST];
    while (text_lines_next(&lines, line, sizeof line))
        if (lines.unfit || !take_line(&import, line))
            fault(context, lines.number);
}
