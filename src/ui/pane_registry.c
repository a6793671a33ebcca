/* SPDX-License-Identifier: MIT
 * The panes that there are. A new pane is one file, one row here and one line in local.mk. */
#include "config.h"

#include "panes.h"

#include <string.h>

/* Those aside come last. */
static const struct pane *const panes[] = {&price_pane, &ratings_pane, &receivables_pane, &gpu_pane, &drivers_pane};

const struct pane *const *pane_table(size_t *count)
{
    *count = sizeof panes / sizeof panes[0];
    return panes;
}

const struct pane *pane_find(const char *name)
{
    for (size_t i = 0; i < sizeof panes / sizeof panes[0]; i++)
        if (strcmp(panes[i]->name, name) == 0)
            return panes[i];
    return NULL;
}
