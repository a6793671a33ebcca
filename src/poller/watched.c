/* SPDX-License-Identifier: MIT
 * Whose quotes are asked for and shown: the watchlist, behind it the indices of the top line and currency pairs. */
#include "config.h"

#include "poller_state.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Symbols that stand in the list already are asked for once. */
static size_t add(char (*symbols)[SYMBOL_SIZE], size_t count, const char *word)
{
    size_t known = 0;
    if (!text_symbol(symbols[count], SYMBOL_SIZE, word))
        return count;
    while (known < count && strcmp(symbols[known], symbols[count]) != 0)
        known++;
    return count + (known == count);
}

size_t watched_symbols(const struct poller *poller, char (*symbols)[SYMBOL_SIZE], size_t most)
{
    size_t count = watchlist_symbols(&poller->watchlist, symbols, most);
    char *words = memory_text(poller->config->indices), *rest = NULL;
    if (text_equal_fold(words, "none"))
        words[0] = '\0';
    for (char *word = strtok_r(words, " ,\t", &rest); word != NULL && count < most;
         word = strtok_r(NULL, " ,\t", &rest))
        count = add(symbols, count, word);
    for (size_t i = 0; i < poller->besides_count && count < most; i++)
        count = add(symbols, count, poller->besides[i]);
    free(words);
    return count;
}
