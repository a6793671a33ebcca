/* SPDX-License-Identifier: MIT
 * Dated marks below the prices. */
#include "config.h"

#include "chart_dates.h"

#include "base/date.h"
#include "overlay_choice.h"
#include "view.h"

#include <string.h>

#define NOON_SECONDS (12 * 3600)
#define CURRENT      '8' /* what a current report is marked with */

static const struct {
    const char *form;
    char letter;
} forms[] = {{"10-K", 'K'}, {"20-F", 'K'}, {"40-F", 'K'}, {"10-Q", 'Q'}, {"8-K", CURRENT}, {"6-K", CURRENT}};

static char letter_of(const struct filing *filing)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(filing->form, forms[i].form) == 0)
            return forms[i].letter;
    return '\0';
}

static void put(struct canvas *canvas, struct rect area, const struct series *series, int64_t when, char letter,
                enum role role)
{
    int step = series_step_at(series, when), row = area.rows - 1;
    int column = step * series->stride;
    if (step >= 0 && canvas_is_blank(canvas, area, row, column))
        canvas_put(canvas, area, row, column, (uint32_t)letter, role, STYLE_BOLD);
}

/* Reports before what else was filed on their day. */
static void draw_filings(struct canvas *canvas, struct rect area, const struct series *series,
                         const struct filings *filings, bool reports)
{
    for (size_t i = 0; i < filings->count; i++) {
        char letter = letter_of(&filings->items[i]);
        if (letter != '\0' && (letter != CURRENT) == reports && filings->items[i].filed_day != DATE_UNKNOWN)
            put(canvas, area, series, (int64_t)filings->items[i].filed_day * 86400 + NOON_SECONDS, letter,
                ROLE_KEY);
    }
}

static void draw_alerts(struct canvas *canvas, struct rect area, const struct series *series,
                        const struct events *events, const char *symbol)
{
    for (size_t i = 0; i < events->count; i++)
        if (events->items[i].kind == EVENT_ALERT && strcmp(events->items[i].symbol, symbol) == 0)
            put(canvas, area, series, events->items[i].observed_at, '!', ROLE_ALARM);
}

void chart_dates_draw(struct canvas *canvas, struct rect area, const struct series *series, const struct view *view)
{
    const struct dataset *filings = view_dataset(view, DATASET_FILINGS, view_symbol(view));
    const struct dataset *events = view_dataset(view, DATASET_EVENTS, "");
    if (events != NULL && overlay_is_on(view, OVERLAY_ALERTS))
        draw_alerts(canvas, area, series, &events->u.events, view_symbol(view));
    if (filings == NULL || !overlay_is_on(view, OVERLAY_FILINGS) || series->bars->range == RANGE_1D)
        return;
    draw_filings(canvas, area, series, &filings->u.filings, true);
    draw_filings(canvas, area, series, &filings->u.filings, false);
}
