/* SPDX-License-Identifier: MIT
 * Rows of the thesis board out of what was said and filed. */
#include "config.h"

#include "driver_figures.h"

#include "base/date.h"

void driver_committed(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    int32_t today = date_new_york_day(inputs->now);
    if (inputs->dossier == NULL)
        return;
    figure->value = dossier_committed(inputs->dossier, inputs->symbol, today, &figure->as_of_day);
    figure->source = figure->value.known ? DOSSIER_SOURCE_NAME : "";
}

void driver_backlog(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct dossier_entry *before = NULL;
    const struct dossier_entry *newest =
        inputs->dossier != NULL ? dossier_backlog(inputs->dossier, inputs->symbol, &before) : NULL;
    if (newest == NULL)
        return;
    figure->value = newest->low;
    figure->change = before != NULL ? amount_percent_change(newest->low, before->low) : AMOUNT_UNKNOWN;
    figure->as_of_day = dossier_day(newest->announced);
    figure->source = DOSSIER_SOURCE_NAME;
}

/* What is guided to now; the change is since the first guidance for the same year. */
static void take_guidance(struct driver_figure *figure, struct amount first, struct amount newest, int32_t day)
{
    figure->value = newest;
    figure->change = amount_percent_change(newest, first);
    figure->as_of_day = day;
    figure->source = newest.known ? DOSSIER_SOURCE_NAME : "";
}

void driver_own_guidance(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    if (inputs->dossier == NULL)
        return;
    struct dossier_guidance own = dossier_guidance(inputs->dossier, inputs->symbol);
    if (own.newest != NULL)
        take_guidance(figure, dossier_middle(own.first), dossier_middle(own.newest),
                      dossier_day(own.newest->announced));
}

/* Of those that guide for the newest year that any of them guides for. */
void driver_buyers_guidance(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    double first = 0, newest = 0;
    int year = 0;
    int32_t day = DATE_UNKNOWN;
    for (size_t i = 0; inputs->dossier != NULL && i < DRIVER_BUYERS; i++) {
        struct dossier_guidance guidance = dossier_guidance(inputs->dossier, driver_buyer(i));
        if (guidance.newest == NULL || guidance.newest->year < year)
            continue;
        if (guidance.newest->year > year)
            first = newest = 0;
        year = guidance.newest->year;
        first += dossier_middle(guidance.first).value;
        newest += dossier_middle(guidance.newest).value;
        int32_t announced = dossier_day(guidance.newest->announced);
        day = day == DATE_UNKNOWN || announced > day ? announced : day;
    }
    if (year > 0)
        take_guidance(figure, amount_of(first), amount_of(newest), day);
}
