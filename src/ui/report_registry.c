/* SPDX-License-Identifier: MIT
 * What --print can print: every pane's rows, and reports that are no pane's first view. */
#include "config.h"

#include "pane_reports.h"
#include "ui/pane.h"

#include <string.h>

static const struct named_report reports[] = {
    {"events", "Events", &event_report},
    {"customers", "Shares of revenue and receivables", &customers_report},
    {"filings", "Filings of all companies", &feed_report},
    {"headlines", "Headlines on the symbols", &headlines_report},
    {"gsi", "GPU shortage index", &gsi_report},
    {NULL, NULL, NULL},
};

const struct named_report *report_table(void)
{
    return reports;
}

const struct report *report_find(const char *name)
{
    const struct pane *pane = pane_find(name);
    if (pane != NULL)
        return pane->report;
    for (const struct named_report *at = reports; at->name != NULL; at++)
        if (strcmp(at->name, name) == 0)
            return at->report;
    return NULL;
}
