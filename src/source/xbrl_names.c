/* SPDX-License-Identifier: MIT
 * Prefixes are the document's own choice; taxonomies are known by their namespaces, which carry a year. */
#include "config.h"

#include "xbrl.h"

#include "base/text.h"
#include "model/receivables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *canonical_prefix(const char *prefix, const char *space)
{
    static const struct {
        const char *part, *prefix;
    } taxonomies[] = {{"fasb.org/us-gaap/", "us-gaap"},
                      {"xbrl.us/us-gaap/", "us-gaap"},
                      {"fasb.org/srt/", "srt"},
                      {"xbrl.sec.gov/dei/", "dei"},
                      {"xbrl.us/dei/", "dei"},
                      {"xbrl.sec.gov/country/", "country"},
                      {"/ifrs-full", "ifrs-full"},
                      {"xbrl.org/2003/iso4217", "iso4217"},
                      {"xbrl.org/2003/instance", "xbrli"}};
    for (size_t i = 0; i < sizeof taxonomies / sizeof taxonomies[0]; i++)
        if (strstr(space, taxonomies[i].part) != NULL)
            return taxonomies[i].prefix;
    return prefix;
}

void xbrl_names_declare(struct xbrl_names *names, const char *prefix, const char *space)
{
    if (names->count == XBRL_PREFIXES_MOST || prefix == NULL || space == NULL || strlen(prefix) > 60 ||
        strlen(space) > 400)
        return;
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->prefixes[i].document, prefix) == 0)
            return;
    const char *document = arena_text(names->arena, prefix);
    names->prefixes[names->count++] =
        (struct xbrl_prefix){document, canonical_prefix(document, space), arena_text(names->arena, space)};
}

/* Letters, figures and little else: what comes from the network is shown. */
static bool is_plain(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    return text[0] != '\0' && text[strspn(text, plain)] == '\0';
}

static bool put_name(char name[XBRL_NAME_SIZE], const char *prefix, const char *local)
{
    name[0] = '\0';
    if (!is_plain(prefix) || !is_plain(local) || strlen(prefix) + 1 + strlen(local) >= XBRL_NAME_SIZE)
        return false;
    return snprintf(name, XBRL_NAME_SIZE, "%s:%s", prefix, local) < XBRL_NAME_SIZE;
}

bool xbrl_names_element(const struct xbrl_names *names, const char *element, char name[XBRL_NAME_SIZE])
{
    const char *bar = strrchr(element, '|');
    name[0] = '\0';
    for (size_t i = 0; bar != NULL && i < names->count; i++) {
        size_t length = strlen(names->prefixes[i].space);
        if (length == (size_t)(bar - element) && memcmp(names->prefixes[i].space, element, length) == 0)
            return put_name(name, names->prefixes[i].canonical, bar + 1);
    }
    return false;
}

bool xbrl_names_text(const struct xbrl_names *names, const char *text, char name[XBRL_NAME_SIZE])
{
    text += strspn(text, " \t\r\n");
    const char *colon = strchr(text, ':');
    char local[XBRL_NAME_SIZE];
    name[0] = '\0';
    if (colon == NULL)
        return false;
    size_t length = strcspn(colon + 1, " \t\r\n");
    if (length >= sizeof local)
        return false;
    text_copy(local, length + 1, colon + 1);
    for (size_t i = 0; i < names->count; i++) {
        const struct xbrl_prefix *prefix = &names->prefixes[i];
        if (strlen(prefix->document) == (size_t)(colon - text) &&
            memcmp(prefix->document, text, (size_t)(colon - text)) == 0)
            return put_name(name, prefix->canonical, local);
    }
    return false;
}

/* --- what is wanted --- */

static int by_local(const void *a, const void *b)
{
    const struct xbrl_wanted *left = a, *right = b;
    int order = strcmp(left->local, right->local);
    return order != 0 ? order : strcmp(left->concept, right->concept);
}

static void want(struct xbrl_wanted *table, size_t *count, const char *concept, bool plain)
{
    size_t i = 0;
    while (i < *count && strcmp(table[i].concept, concept) != 0)
        i++;
    if (i == *count)
        table[(*count)++] = (struct xbrl_wanted){.concept = concept, .local = strchr(concept, ':') + 1};
    table[i].plain = table[i].plain || plain;
    table[i].dimensional = table[i].dimensional || !plain;
}

const struct xbrl_wanted *xbrl_wanted_table(struct arena *arena, size_t *count)
{
    size_t plain, dimensional;
    const char *const *concepts = receivables_concepts(&plain);
    const char *const *others = receivables_dimensional_concepts(&dimensional);
    struct xbrl_wanted *table = arena_array(arena, plain + dimensional, sizeof *table);
    *count = 0;
    for (size_t i = 0; i < plain; i++)
        want(table, count, concepts[i], true);
    for (size_t i = 0; i < dimensional; i++)
        want(table, count, others[i], false);
    qsort(table, *count, sizeof *table, by_local);
    return table;
}

static int find_local(const void *key, const void *item)
{
    return strcmp(key, ((const struct xbrl_wanted *)item)->local);
}

bool xbrl_wanted_local(const struct xbrl_wanted *table, size_t count, const char *local)
{
    return bsearch(local, table, count, sizeof *table, find_local) != NULL;
}

const struct xbrl_wanted *xbrl_wanted_find(const struct xbrl_wanted *table, size_t count, const char *concept)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(table[i].concept, concept) == 0)
            return &table[i];
    return NULL;
}
