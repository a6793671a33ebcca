/* SPDX-License-Identifier: MIT
 * Commands on the chart. */
#include "config.h"

#include "command_chart.h"

#include "base/text.h"
#include "overlay_choice.h"
#include "screen_state.h"
#include "ui/columns.h"

#include <stdio.h>
#include <string.h>

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

/* The price pane's, wherever the focus is. */
static struct pane_state *chart_state(struct screen *screen)
{
    for (size_t i = 0; i < screen->pane_count; i++)
        if (strcmp(screen->panes[i]->name, "price") == 0)
            return &screen->states[i];
    return NULL;
}

static bool take_kind(const char *word, size_t length, enum compare_kind *kind)
{
    static const char *const words[] = {[COMPARE_NONE] = "none",
                                        [COMPARE_REBASED] = "rebased",
                                        [COMPARE_RATIO] = "ratio",
                                        [COMPARE_SPREAD] = "spread"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0) {
            *kind = (enum compare_kind)i;
            return true;
        }
    return false;
}

unsigned command_compare(struct screen *screen, const char *argument, int64_t now)
{
    struct pane_state *state = chart_state(screen);
    struct pane_comparison compare = {.kind = COMPARE_REBASED};
    size_t count = 0;
    (void)now;
    for (const char *at = argument + strspn(argument, " ,"); *at != '\0'; at += strspn(at, " ,")) {
        char word[SYMBOL_SIZE + 1];
        size_t length = strcspn(at, " ,");
        text_copy(word, length + 1 < sizeof word ? length + 1 : sizeof word, at);
        if (!take_kind(at, length, &compare.kind) &&
            (count == COMPARED_MOST || !text_symbol(compare.symbols[count++], SYMBOL_SIZE, word))) {
            screen_report(screen, ROLE_WARNING, "\"%s\": at most %d symbols are compared with the selected one",
                          word, COMPARED_MOST);
            return OUTCOME_REDRAW;
        }
        at += length;
    }
    if (count == 0)
        compare.kind = COMPARE_NONE;
    if (state != NULL)
        state->compare = compare;
    return OUTCOME_FOCUS | OUTCOME_REDRAW;
}

unsigned command_indicators(struct screen *screen, const char *argument, int64_t now)
{
    struct error err = {0};
    (void)now;
    if (!indicator_parse(&screen->indicators, argument, &err)) {
        screen_report(screen, ROLE_WARNING, "%s", err.message);
        return OUTCOME_REDRAW;
    }
    screen->overlays = true;
    return command_chart_keep(screen);
}

/* "sma20 rsi14; volume ratings; on" */
unsigned command_chart_keep(struct screen *screen)
{
    char *text = screen->kept[1];
    size_t size = sizeof screen->kept[1], used = 0;
    for (size_t i = 0; i < screen->indicators.count; i++) {
        char name[INDICATOR_NAME_SIZE];
        indicator_name(&screen->indicators.items[i], name);
        used += text_copy(text + used, size - used, name);
        used += text_copy(text + used, size - used, " ");
    }
    used += text_copy(text + used, size - used, used > 0 ? "; " : "none; ");
    overlays_write(&screen->overlay_choice, text + used, size - used);
    used += strlen(text + used);
    (void)text_copy(text + used, size - used, screen->overlays ? "; on" : "; off");
    text_copy(screen->kept[0], sizeof screen->kept[0], CHART_SETTING);
    return OUTCOME_KEEP | OUTCOME_REDRAW;
}

void command_chart_recall(struct screen *screen, const char *kept)
{
    char parts[3][COLUMNS_TEXT_SIZE] = {"", "", ""};
    struct indicator_set indicators;
    struct overlay_choice choice;
    struct error err = {0};
    for (size_t i = 0; kept != NULL && i < 3 && *kept != '\0'; i++) {
        size_t length = strcspn(kept, ";");
        text_copy(parts[i], length + 1 < sizeof parts[i] ? length + 1 : sizeof parts[i], kept);
        kept += length;
        kept += strspn(kept, "; ");
    }
    /* What another version of the program kept and this one cannot read counts as nothing. */
    if (parts[2][0] == '\0' || !indicator_parse(&indicators, parts[0], &err) ||
        !overlays_parse(&choice, parts[1], &err))
        return;
    screen->indicators = indicators;
    screen->overlay_choice = choice;
    screen->overlays = strcmp(parts[2], "off") != 0;
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
