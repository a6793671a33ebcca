/* SPDX-License-Identifier: MIT
 * Grouping of the feed; what may be searched for. */
#include "config.h"

#include "model/filing_feed.h"

#include "base/text.h"

#include <string.h>

bool filing_is_insider(const char *form)
{
    static const char *const forms[] = {"3", "4", "5", "144", "3/A", "4/A", "5/A", "144/A"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(forms[i], form) == 0)
            return true;
    return false;
}

/* The item of the list so far that stands for this filing, too; only the newest day's can. */
static struct feed_item *group_of(struct feed_item *items, size_t count, const struct filing *filing)
{
    for (size_t i = count; i > 0 && items[i - 1].filing.filed_day == filing->filed_day; i--)
        if (strcmp(items[i - 1].filing.symbol, filing->symbol) == 0 &&
            strcmp(items[i - 1].filing.form, filing->form) == 0)
            return &items[i - 1];
    return NULL;
}

size_t filing_feed_group(struct feed_item *items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct filing *filing = &items[i].filing;
        struct feed_item *group = filing_is_insider(filing->form) ? group_of(items, kept, filing) : NULL;
        if (group == NULL) {
            items[kept++] = items[i];
            continue;
        }
        group->more++;
        group->unread = group->unread || items[i].unread;
    }
    return kept;
}

bool found_filings_query(char query[SUBJECT_SIZE], const char *typed)
{
    return text_clean(query, SUBJECT_SIZE, typed, strlen(typed)) > 0;
}
