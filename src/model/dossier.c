/* SPDX-License-Identifier: MIT
 * Looking things up in what was written down. */
#include "config.h"

#include "model/dossier.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MONTH_LENGTH 7 /* of "2026-07" */

const char *dossier_kind_name(enum dossier_kind kind)
{
    static const char *const names[DOSSIER_KINDS] = {"commitment", "guidance", "backlog"};
    return names[kind];
}

void dossier_clear(struct dossier *dossier)
{
    free(dossier->entries);
    *dossier = (struct dossier){NULL, 0};
}

struct dossier_entry *dossier_entry(struct dossier *dossier, enum dossier_kind kind, const char *name)
{
    struct dossier_entry *entry = NULL;
    for (size_t i = 0; i < dossier->count && entry == NULL; i++)
        if (dossier->entries[i].kind == kind && strcmp(dossier->entries[i].name, name) == 0)
            entry = &dossier->entries[i];
    if (entry == NULL) {
        if (dossier->count == DOSSIER_MOST)
            return NULL;
        dossier->entries = memory_grow(dossier->entries, dossier->count + 1, sizeof *dossier->entries);
        entry = &dossier->entries[dossier->count++];
    }
    memset(entry, 0, sizeof *entry);
    entry->kind = kind;
    text_copy(entry->name, sizeof entry->name, name);
    return entry;
}

int32_t dossier_day(const char *date)
{
    char whole[DOSSIER_DATE_SIZE + 4];
    if (strlen(date) != MONTH_LENGTH)
        return date_from_iso(date);
    snprintf(whole, sizeof whole, "%s-01", date);
    return date_from_iso(whole);
}

bool dossier_check(const struct dossier_entry *entry, struct error *err)
{
    const char *lacks = entry->symbol[0] == '\0'                                               ? "a symbol"
                        : !entry->low.known || !entry->high.known                              ? "its amounts"
                        : entry->low.value <= 0 || entry->high.value < entry->low.value        ? "amounts in order"
                        : dossier_day(entry->announced) == DATE_UNKNOWN                        ? "a date"
                        : entry->until[0] != '\0' && dossier_day(entry->until) == DATE_UNKNOWN ? "a date of its end"
                        : entry->kind == DOSSIER_GUIDANCE && entry->year == 0                  ? "its year"
                        : entry->source[0] == '\0'                                             ? "a source"
                                                                                               : NULL;
    return lacks == NULL ||
           error_set(err, ERROR_INVALID, "[%s %s] lacks %s", dossier_kind_name(entry->kind), entry->name, lacks);
}

struct amount dossier_committed(const struct dossier *dossier, const char *symbol, int32_t today, int32_t *newest)
{
    struct amount sum = AMOUNT_UNKNOWN;
    for (size_t i = 0; i < dossier->count; i++) {
        const struct dossier_entry *entry = &dossier->entries[i];
        if (entry->kind != DOSSIER_COMMITMENT || strcmp(entry->symbol, symbol) != 0 ||
            (entry->until[0] != '\0' && dossier_day(entry->until) < today))
            continue;
        int32_t day = dossier_day(entry->announced);
        if (newest != NULL && (!sum.known || day > *newest))
            *newest = day;
        sum = amount_of((sum.known ? sum.value : 0) + entry->low.value);
    }
    return sum;
}

static bool is_later(const struct dossier_entry *entry, const struct dossier_entry *other)
{
    return entry->year != other->year ? entry->year > other->year
                                      : dossier_day(entry->announced) > dossier_day(other->announced);
}

struct dossier_guidance dossier_guidance(const struct dossier *dossier, const char *symbol)
{
    struct dossier_guidance found = {NULL, NULL};
    for (size_t i = 0; i < dossier->count; i++) {
        const struct dossier_entry *entry = &dossier->entries[i];
        if (entry->kind != DOSSIER_GUIDANCE || strcmp(entry->symbol, symbol) != 0)
            continue;
        if (found.newest == NULL || is_later(entry, found.newest))
            found.newest = entry;
    }
    for (size_t i = 0; found.newest != NULL && i < dossier->count; i++) {
        const struct dossier_entry *entry = &dossier->entries[i];
        if (entry->kind == DOSSIER_GUIDANCE && strcmp(entry->symbol, symbol) == 0 &&
            entry->year == found.newest->year && (found.first == NULL || is_later(found.first, entry)))
            found.first = entry;
    }
    return found;
}

struct amount dossier_middle(const struct dossier_entry *entry)
{
    return entry != NULL ? amount_of((entry->low.value + entry->high.value) / 2) : AMOUNT_UNKNOWN;
}

const struct dossier_entry *dossier_backlog(const struct dossier *dossier, const char *symbol,
                                            const struct dossier_entry **before)
{
    const struct dossier_entry *newest = NULL, *second = NULL;
    for (size_t i = 0; i < dossier->count; i++) {
        const struct dossier_entry *entry = &dossier->entries[i];
        if (entry->kind != DOSSIER_BACKLOG || strcmp(entry->symbol, symbol) != 0)
            continue;
        if (newest == NULL || is_later(entry, newest)) {
            second = newest;
            newest = entry;
        } else if (second == NULL || is_later(entry, second)) {
            second = entry;
        }
    }
    if (before != NULL)
        *before = second;
    return newest;
}
