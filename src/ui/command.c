/* SPDX-License-Identifier: MIT
 * What can be typed after the colon, and its completion. */
#include "config.h"

#include "command.h"

#include "alert_page.h"

#include "base/text.h"
#include "command_chart.h"
#include "command_columns.h"
#include "command_filings.h"
#include "command_watch.h"
#include "group_change.h"
#include "overlay_choice.h"
#include "screen_state.h"
#include "ui/theme.h"

#include <string.h>

#define WORDS_MOST  96
#define THEMES_MOST 64

/* --- words that are no actions --- */

static unsigned go_to_symbol(struct screen *screen, const char *argument, int64_t now)
{
    char symbol[SYMBOL_SIZE];
    (void)now;
    if (!text_symbol(symbol, sizeof symbol, argument))
        symbol[0] = '\0';
    for (size_t step = 0; step < screen->watchlist.count; step++) { /* the selected group first */
        size_t index = (screen->group + step) % screen->watchlist.count;
        const struct watch_group *group = &screen->watchlist.groups[index];
        for (size_t i = 0; i < group->count; i++)
            if (strcmp(group->symbols[i], symbol) == 0) {
                group_change(screen, index);
                return screen_select(screen, symbol);
            }
    }
    screen_report(screen, ROLE_WARNING, "%s is not in the watchlist; :add %s puts it there", argument, argument);
    return OUTCOME_REDRAW;
}

static unsigned set_range(struct screen *screen, const char *argument, int64_t now)
{
    (void)now;
    if (!chart_range_parse(argument, &screen->range)) {
        screen_report(screen, ROLE_WARNING,
                      "there is no range \"%s\"; try 1d, 5d, 1m, 3m, 6m, ytd, 1y, 2y, 5y, max", argument);
        return OUTCOME_REDRAW;
    }
    return OUTCOME_FOCUS | OUTCOME_REDRAW;
}

static unsigned set_group(struct screen *screen, const char *argument, int64_t now)
{
    (void)now;
    for (size_t i = 0; i < screen->watchlist.count; i++) {
        const struct watch_group *group = &screen->watchlist.groups[i];
        if (!text_equal_fold(group->name, argument))
            continue;
        group_change(screen, i);
        return group->count > 0 ? screen_select(screen, group->symbols[0]) : OUTCOME_REDRAW;
    }
    screen_report(screen, ROLE_WARNING, "there is no group \"%s\"", argument);
    return OUTCOME_REDRAW;
}

static unsigned add_symbol(struct screen *screen, const char *argument, int64_t now)
{
    return screen_perform(screen, ACTION_ADD_SYMBOL, argument, now);
}

static unsigned remove_symbol(struct screen *screen, const char *argument, int64_t now)
{
    return screen_perform(screen, ACTION_REMOVE_SYMBOL, argument, now);
}

static const struct command commands[] = {
    {"filings", "TEXT", "search the texts of all filings since 2001; \"quotes\" for a phrase", command_filings},
    {"versus", "SYMBOLS", "two companies' quarters side by side: versus CRWV NBIS", command_versus},
    {"symbol", "SYMBOL", "go to a symbol; its bare name does it, too", go_to_symbol},
    {"group", "NAME", "go to a watchlist group", set_group},
    {"range", "RANGE", "chart range: 1d 5d 1m 3m 6m ytd 1y 2y 5y max", set_range},
    {"chart", "KIND", "candles, bars, line or area", command_chart},
    {"axis", "KIND", "price axis of charts: linear or log", command_axis},
    {"compare", "SYMBOLS", "on the chart, rebased to 100; compare ratio NBIS, compare spread NBIS; none",
     command_compare},
    {"indicators", "LIST", "on charts: sma20 ema50 vwap bollinger20/2 rsi14 macd12/26/9; none", command_indicators},
    {"columns", "NAMES", "columns of the watchlist, kept: columns sym last chg% upside; default", command_columns},
    {"add", "SYMBOL", "add a symbol to the group", add_symbol},
    {"remove", "SYMBOL", "remove a symbol from the group", remove_symbol},
    {"group-add", "NAME", "make a group of the watchlist; it is kept", command_group_add},
    {"group-rename", "NAME", "give the group another name", command_group_rename},
    {"group-remove", "NAME", "remove a group with its symbols", command_group_remove},
    {"import", "FILE", "add the symbols of a file to the group, or to those it names", command_import},
    {"alert", "RULE", "make an alert: CRWV price > 150", alerts_add},
    {"unalert", "RULE", "remove an alert rule", alerts_remove},
    {"snooze", "MINUTES", "no alert rings for so long", alerts_snooze},
};
#define COMMANDS (sizeof commands / sizeof commands[0])

const struct command *command_table(size_t *count)
{
    *count = COMMANDS;
    return commands;
}

/* --- words --- */

struct word_list {
    const char *items[WORDS_MOST + WATCH_GROUPS_MOST];
    size_t count;
};

static void add_word(struct word_list *list, const char *word)
{
    if (list->count < sizeof list->items / sizeof list->items[0])
        list->items[list->count++] = word;
}

static void add_names(struct word_list *list)
{
    size_t count;
    const struct action *actions = action_table(&count);
    for (size_t i = 0; i < COMMANDS; i++)
        add_word(list, commands[i].name);
    for (size_t i = 0; i < count; i++)
        add_word(list, actions[i].name);
}

static void add_symbols(struct word_list *list, const struct watchlist *watchlist)
{
    for (size_t i = 0; i < watchlist->count; i++)
        for (size_t j = 0; j < watchlist->groups[i].count; j++)
            add_word(list, watchlist->groups[i].symbols[j]);
}

static void add_groups(struct word_list *list, const struct watchlist *watchlist)
{
    for (size_t i = 0; i < watchlist->count; i++)
        add_word(list, watchlist->groups[i].name);
}

static void add_ranges(struct word_list *list)
{
    for (int i = 0; i < CHART_RANGES; i++)
        add_word(list, chart_range_name((enum chart_range)i));
}

static void add_columns(struct word_list *list, struct column_info *columns)
{
    for (size_t i = 0; i < COLUMNS_MOST && columns_info(i, &columns[i]); i++)
        add_word(list, columns[i].name);
}

static void add_arguments(struct word_list *list, const struct screen *screen, const char *name,
                          char (*themes)[CONFIG_NAME_SIZE], struct column_info *columns)
{
    size_t count = 0;
    if (strcmp(name, "range") == 0) {
        add_ranges(list);
    } else if (strcmp(name, "group") == 0 || strcmp(name, "group-remove") == 0) {
        add_groups(list, &screen->watchlist);
    } else if (strcmp(name, "chart") == 0) {
        for (int i = 0; i < CHART_KINDS; i++)
            add_word(list, command_chart_name((enum chart_kind)i));
    } else if (strcmp(name, "overlays") == 0) {
        for (int i = 0; i < CHART_OVERLAYS; i++)
            add_word(list, overlay_name((enum chart_overlay)i));
    } else if (strcmp(name, "columns") == 0 || strcmp(name, "sort") == 0) {
        add_columns(list, columns);
    } else if (strcmp(name, "theme") == 0) {
        count = theme_names(themes, THEMES_MOST);
    } else if (strcmp(name, "symbol") == 0 || strcmp(name, "remove") == 0 || strcmp(name, "remove-symbol") == 0) {
        add_symbols(list, &screen->watchlist);
    }
    for (size_t i = 0; i < count; i++)
        add_word(list, themes[i]);
}

static bool begins_with(const char *word, const char *start)
{
    size_t length = strlen(start);
    char head[INPUT_SIZE];
    if (strlen(word) < length || length >= sizeof head)
        return false;
    memcpy(head, word, length);
    head[length] = '\0';
    return text_equal_fold(head, start);
}

size_t command_complete(void *screen, const char *line, size_t *start, char (*candidates)[INPUT_SIZE], size_t most)
{
    const struct screen *self = screen;
    struct word_list list = {.count = 0};
    char themes[THEMES_MOST][CONFIG_NAME_SIZE];
    struct column_info columns[COLUMNS_MOST];
    char name[INPUT_SIZE];
    size_t blank = strcspn(line, " ");
    size_t count = 0;
    *start = line[blank] == '\0' ? 0 : blank + strspn(line + blank, " ");
    if (*start == 0) {
        add_names(&list);
        add_symbols(&list, &self->watchlist);
    } else {
        text_copy(name, blank + 1 < sizeof name ? blank + 1 : sizeof name, line);
        if (strcmp(name, "columns") == 0 || strcmp(name, "overlays") == 0) /* several: the last one is completed */
            *start = (size_t)(strrchr(line, ' ') - line) + 1;
        add_arguments(&list, self, name, themes, columns);
    }
    for (size_t i = 0; i < list.count && count < most; i++)
        if (begins_with(list.items[i], line + *start))
            text_copy(candidates[count++], INPUT_SIZE, list.items[i]);
    return count;
}

/* --- running --- */

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static unsigned run_command(struct screen *screen, const struct command *command, const char *argument, int64_t now)
{
    if (argument[0] != '\0')
        return command->run(screen, argument, now);
    screen_report(screen, ROLE_WARNING, ":%s needs a %s: %s", command->name, command->argument, command->help);
    return OUTCOME_REDRAW;
}

static unsigned run_action(struct screen *screen, const struct action *action, const char *argument, int64_t now)
{
    bool takes = action->argument != NULL && argument[0] != '\0';
    return screen_perform(screen, action->id, takes ? argument : NULL, now);
}

static bool is_watched(const struct screen *screen, const char *word)
{
    for (size_t i = 0; i < screen->watchlist.count; i++)
        for (size_t j = 0; j < screen->watchlist.groups[i].count; j++)
            if (text_equal_fold(screen->watchlist.groups[i].symbols[j], word))
                return true;
    return false;
}

static unsigned say_unknown(struct screen *screen, const char *name)
{
    struct word_list list = {.count = 0};
    add_names(&list);
    const char *nearest = text_nearest(name, list.items, list.count);
    if (nearest != NULL)
        screen_report(screen, ROLE_WARNING, "there is no command \"%s\"; did you mean \"%s\"?", name, nearest);
    else
        screen_report(screen, ROLE_WARNING,
                      "\"%s\" is neither a command nor in the watchlist; :add %s puts it there", name, name);
    return OUTCOME_REDRAW;
}

/* The one name that begins with the word, NULL when there is none or several. */
static const char *only_beginning(const char *word)
{
    struct word_list list = {.count = 0};
    const char *found = NULL;
    add_names(&list);
    for (size_t i = 0; i < list.count; i++) {
        if (!begins_with(list.items[i], word))
            continue;
        if (found != NULL)
            return NULL;
        found = list.items[i];
    }
    return found;
}

unsigned command_run(struct screen *screen, const char *line, int64_t now)
{
    char name[INPUT_SIZE];
    char argument[INPUT_SIZE];
    line += strspn(line, " ");
    size_t length = strcspn(line, " ");
    if (length == 0)
        return OUTCOME_NONE;
    text_copy(name, length + 1 < sizeof name ? length + 1 : sizeof name, line);
    line += length;
    text_copy(argument, sizeof argument, line + strspn(line, " "));
    for (size_t end = strlen(argument); end > 0 && argument[end - 1] == ' '; end--)
        argument[end - 1] = '\0';
    const char *whole = find_command(name) == NULL && action_find(name) == NULL && !is_watched(screen, name)
                            ? only_beginning(name)
                            : name;
    if (whole == NULL)
        return say_unknown(screen, name);
    const struct command *command = find_command(whole);
    const struct action *action = action_find(whole);
    if (command != NULL)
        return run_command(screen, command, argument, now);
    if (action != NULL)
        return run_action(screen, action, argument, now);
    return go_to_symbol(screen, name, now);
}
