/* SPDX-License-Identifier: MIT
 * Commands on the chart. */
#include "config.h"

#include "command_chart.h"

#include "base/text.h"
#include "screen_state.h"

#include <stdio.h>

static const char *const kind_names[CHART_KINDS] = {
    [CHART_CANDLES] = "candles", [CHART_BARS] = "bars", [CHART_LINE] = "line", [CHART_AREA] = "area"};

const char *command_chart_name(enum chart_kind kind)
{
    return kind_names[kind];
}

static bool find_kind(const char *name, enum chart_kind *kind)
{
    for (int i = 0; i < CHART_KINDS; i++)
        if (text_equal_fold(kind_names[i], name)) {
            *kind = (enum chart_kind)i;
            return true;
        }
    return false;
}

unsigned command_chart(struct screen *screen, const char *argument, int64_t now)
{
    (void)now;
    if (!find_kind(argument, &screen->chart))
        screen_report(screen, ROLE_WARNING, "a chart has candles, bars, a line or an area, not \"%s\"", argument);
    return OUTCOME_REDRAW;
}

unsigned command_axis(struct screen *screen, const char *argument, int64_t now)
{
    (void)now;
    bool logarithmic = text_equal_fold(argument, "log") || text_equal_fold(argument, "logarithmic");
    if (logarithmic || text_equal_fold(argument, "linear"))
        screen->logarithmic = logarithmic;
    else
        screen_report(screen, ROLE_WARNING, "an axis is linear or log, not \"%s\"", argument);
    return OUTCOME_REDRAW;
}

unsigned command_indicators(struct screen *screen, const char *argument, int64_t now)
{
    struct error err = {0};
    (void)now;
    if (!indicator_parse(&screen->indicators, argument, &err))
        screen_report(screen, ROLE_WARNING, "%s", err.message);
    else
        screen->overlays = true;
    return OUTCOME_REDRAW;
}

void command_chart_start(struct screen *screen, const struct config *config, const struct config_report *report)
{
    struct error err = {0};
    char text[256];
    (void)find_kind(config->chart, &screen->chart); /* the configuration has checked it */
    screen->logarithmic = config->logarithmic;
    if (indicator_parse(&screen->indicators, config->indicators, &err))
        return;
    snprintf(text, sizeof text, "[chart] indicators: %s", err.message);
    report->message(report->context, text);
}
