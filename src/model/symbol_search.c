/* SPDX-License-Identifier: MIT
 * Words typed, on their way to a search. */
#include "config.h"

#include "model/symbol_search.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

bool symbol_search_query(char query[SUBJECT_SIZE], const char *typed)
{
    text_clean(query, SUBJECT_SIZE, typed, strlen(typed));
    for (char *at = query; *at != '\0'; at++)
        *at = (char)tolower((unsigned char)*at);
    return query[0] != '\0';
}
