/* SPDX-License-Identifier: MIT
 * What there is: panes, sources, actions, options, themes; and whether the configuration is sound. */
#include "config.h"

#include "app.h"
#include "dossier_file.h"

#include "base/log.h"
#include "config/option.h"
#include "source/source.h"
#include "ui/columns.h"
#include "ui/pane.h"
#include "ui/report.h"
#include "ui/theme.h"

#include <stdio.h>
#include <string.h>

#define THEMES_MOST 64

static void list_panes(void)
{
    size_t count;
    const struct pane *const *panes = pane_table(&count);
    for (size_t i = 0; i < count; i++)
        printf("%-14s %s\n", panes[i]->name, panes[i]->title);
    for (const struct named_report *at = report_table(); at->name != NULL; at++)
        printf("%-14s %s (--print only)\n", at->name, at->title);
}

static void list_sources(void)
{
    size_t count;
    const struct source *const *table = source_table(&count);
    for (size_t i = 0; i < count; i++)
        printf("%-16s %-22s %-12s %s\n  %s\n", table[i]->name, table[i]->heading, dataset_kind_name(table[i]->kind),
               table[i]->provider->homepage, table[i]->provider->terms);
}

static void list_actions(void)
{
    size_t count;
    const struct action *table = action_table(&count);
    for (size_t i = 0; i < count; i++)
        printf("%-18s %-14s %s\n", table[i].name, table[i].keys, table[i].help);
}

static void list_options(void)
{
    size_t count;
    const struct option *table = option_table(&count);
    for (size_t i = 0; i < count; i++)
        printf("[%s] %s = %s\n  %s\n", table[i].section, table[i].name, table[i].fallback, table[i].help);
}

static void list_alerts(void)
{
    size_t count;
    const struct alert_kind *kinds = alert_kinds(&count);
    for (size_t i = 0; i < count; i++)
        printf("%-16s %s\n", kinds[i].name, kinds[i].help);
}

static void list_columns(void)
{
    struct column_info info;
    for (size_t i = 0; columns_info(i, &info); i++)
        printf("%-10s %c %s\n", info.name, info.shown ? '*' : ' ', info.help);
    puts("* shown by default, as far as there is room");
}

static void list_themes(void)
{
    char names[THEMES_MOST][CONFIG_NAME_SIZE];
    size_t count = theme_names(names, THEMES_MOST);
    for (size_t i = 0; i < count; i++)
        puts(names[i]);
}

int list_mode(const struct command_line *line)
{
    static const struct {
        const char *what;
        void (*print)(void);
    } lists[] = {
        {"panes", list_panes},   {"sources", list_sources}, {"actions", list_actions}, {"options", list_options},
        {"themes", list_themes}, {"alerts", list_alerts},   {"columns", list_columns},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (strcmp(line->list, lists[i].what) == 0) {
            lists[i].print();
            return fflush(stdout) == 0 ? EXIT_GOOD : EXIT_NOTHING;
        }
    return EXIT_USAGE; /* unreachable: the command line knows no other */
}

static void print_theme_fault(void *context, const char *text)
{
    (void)context;
    fprintf(stderr, "%s\n", text);
}

static unsigned check_positions(const struct config *config, const struct command_line *line)
{
    struct config_report report = {.message = print_theme_fault};
    struct positions positions = {.count = 0};
    bool sound = run_read_positions(&positions, config, line, &report);
    positions_clear(&positions);
    return sound ? 0 : report.errors;
}

static unsigned check_dossier(const struct config *config, const struct command_line *line)
{
    struct config_report report = {.message = print_theme_fault};
    struct dossier dossier;
    bool sound = dossier_read(&dossier, config, line, &report);
    dossier_clear(&dossier);
    return sound ? 0 : report.errors;
}

static unsigned check_attested(const struct config *config, const struct command_line *line)
{
    struct config_report report = {.message = print_theme_fault};
    struct attested attested = {NULL, 0};
    bool sound = run_read_attested(&attested, config, line, &report);
    attested_clear(&attested);
    return sound ? 0 : report.errors;
}

int check_config_mode(const struct command_line *line)
{
    struct config config;
    struct palette palette;
    struct config_report report = {.message = print_theme_fault};
    char first[160];
    unsigned faults = run_read_config(&config, line, first, sizeof first);
    if (!theme_load(line->theme != NULL ? line->theme : config.theme, &palette, &report))
        faults += report.errors > 0 ? report.errors : 1;
    faults += check_positions(&config, line);
    faults += check_dossier(&config, line);
    faults += check_attested(&config, line);
    config_clear(&config);
    log_forget_secrets();
    if (faults > 0) {
        fprintf(stderr, "gputape: %u fault%s in the configuration\n", faults, faults == 1 ? "" : "s");
        return EXIT_USAGE;
    }
    puts("the configuration is sound");
    return EXIT_GOOD;
}
