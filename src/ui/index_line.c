/* SPDX-License-Identifier: MIT
 * Indices and yields in the top line. */
#include "config.h"

#include "index_line.h"

#include "base/format.h"
#include "base/text.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define INDICES_MOST 12
#define GAP          2

/* Known by other names than their symbols; a yield is in percent and moves by basis points. */
static const struct {
    const char *symbol, *name;
    bool yield;
} names[] = {
    {"^GSPC", "SPX", false}, {"^IXIC", "COMP", false}, {"^TNX", "10y", true},
    {"^TYX", "30y", true},   {"^FVX", "5y", true},     {"^IRX", "3m", true},
};

static const char *name_of(const char *symbol, bool *yield)
{
    *yield = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].symbol, symbol) == 0) {
            *yield = names[i].yield;
            return names[i].name;
        }
    return symbol + (symbol[0] == '^');
}

bool index_text(char text[INDEX_TEXT_SIZE], const struct quotes *quotes, const char *symbol, bool brief)
{
    const struct quote *quote = quotes != NULL ? quotes_find(quotes, symbol) : NULL;
    bool yield;
    const char *name = name_of(symbol, &yield);
    char level[24], change[24] = FORMAT_UNKNOWN;
    struct amount step = quote != NULL ? quote_change(quote) : AMOUNT_UNKNOWN;
    if (quote == NULL || !quote->last.known)
        return false;
    format_price(level, sizeof level, quote->last, 2);
    if (yield && step.known)
        snprintf(change, sizeof change, "%+.0fbp", step.value * 100);
    else if (!yield)
        format_percent(change, sizeof change, quote_change_percent(quote), 2);
    bool has_level = !brief || yield;
    snprintf(text, INDEX_TEXT_SIZE, "%.15s %s%s%s%s", name, has_level ? level : "", yield ? "%" : "",
             has_level ? " " : "", change);
    return true;
}

static size_t split(char *words, const char *symbols[INDICES_MOST])
{
    char *rest = NULL;
    size_t count = 0;
    for (char *word = strtok_r(words, " ,\t", &rest); word != NULL && count < INDICES_MOST;
         word = strtok_r(NULL, " ,\t", &rest))
        symbols[count++] = word;
    return count;
}

/* How many of the first fit; their width. */
static size_t fitting(const struct quotes *quotes, const char *const *symbols, size_t count, bool brief, int room,
                      int *width)
{
    char text[INDEX_TEXT_SIZE];
    size_t shown = 0;
    *width = 0;
    for (; shown < count; shown++) {
        int more = index_text(text, quotes, symbols[shown], brief) ? (int)text_width(text) + GAP : 0;
        if (*width + more > room)
            break;
        *width += more;
    }
    return shown;
}

int index_line_draw(struct canvas *canvas, struct rect area, const struct quotes *quotes, const char *symbols,
                    int least, int right)
{
    char words[256], text[INDEX_TEXT_SIZE];
    const char *list[INDICES_MOST];
    int width, column;
    text_copy(words, sizeof words, symbols);
    size_t count = split(words, list);
    bool brief = fitting(quotes, list, count, false, right - least, &width) < count;
    size_t shown = fitting(quotes, list, count, brief, right - least, &width);
    column = right - width + GAP;
    for (size_t i = 0; i < shown; i++) {
        if (!index_text(text, quotes, list[i], brief))
            continue;
        enum role role = view_change_role(quote_change(quotes_find(quotes, list[i])));
        column += canvas_text(canvas, area, 0, column, -1, role, 0, text) + GAP;
    }
    return width > 0 ? right - width : right;
}
