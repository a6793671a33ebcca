/* SPDX-License-Identifier: MIT
 * The table of what is fuzzed. Sources come from the registry; other readers of foreign text have a row here and
 * one file beside this one. */
#include "config.h"

#include "target.h"

#include "source/source.h"

#include <string.h>

static const struct {
    const char *name;
    target_run *run;
} others[] = {
    {"config", target_config},       {"keys", target_keys},
    {"dossier", target_dossier},     {"theme", target_theme},
    {"alert", target_alert},         {"positions", target_positions},
    {"import", target_import},       {"attested", target_attested},
    {"frame", target_frame},         {"filter", target_filter},
    {"chosen", target_chosen},       {"arguments", target_arguments},
    {"recording", target_recording}, {NULL, NULL},
};

target_run *target_find(const char *name)
{
    for (size_t i = 0; others[i].name != NULL; i++) {
        if (strcmp(others[i].name, name) == 0)
            return others[i].run;
    }
    return source_find(name) != NULL ? target_source : NULL;
}

const char *target_name(size_t index)
{
    size_t sources;
    const struct source *const *table = source_table(&sources);
    if (index < sources)
        return table[index]->name;
    for (size_t i = 0; others[i].name != NULL; i++) {
        if (i == index - sources)
            return others[i].name;
    }
    return NULL;
}
