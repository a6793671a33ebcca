/* SPDX-License-Identifier: MIT
 * The readers of what users write: configuration and theme files with any bytes in them. */
#include "config.h"

#include "target.h"

#include "base/log.h"
#include "config/config.h"
#include "dossier_file.h"
#include "model/alert.h"
#include "model/attested.h"
#include "model/positions.h"
#include "model/watchlist_import.h"
#include "ui/theme.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void target_message(void *context, const char *text)
{
    size_t *messages = context;
    if (text[0] == '\0' || strpbrk(text, "\033\n\r") != NULL)
        abort(); /* a fault that says nothing, or would move the cursor */
    (*messages)++;
}

/* The readers take paths: the bytes stand in an unlinked file. */
int target_file(const char *data, size_t size, char path[64])
{
    char name[] = "/tmp/gputape-target-XXXXXX";
    int fd = mkstemp(name);
    if (fd < 0 || unlink(name) != 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

void target_config(const char *name, const char *data, size_t size)
{
    char path[64];
    size_t messages = 0;
    struct config config;
    struct config_report report = {.message = target_message, .context = &messages};
    int fd = target_file(data, size, path);
    (void)name;
    config_init(&config);
    if (config_load(&config, path, true, NULL, &report) != (messages == 0) || report.errors != messages)
        abort();
    config_clear(&config);
    close(fd);
}

void target_theme(const char *name, const char *data, size_t size)
{
    char path[64];
    size_t messages = 0;
    struct palette palette;
    struct config_report report = {.message = target_message, .context = &messages};
    int fd = target_file(data, size, path);
    (void)name;
    if (theme_load(path, &palette, &report) != (messages == 0))
        abort();
    close(fd);
}

/* This reader follows no link. What would run a command is left out. */
void target_keys(const char *name, const char *data, size_t size)
{
    char path[] = "/tmp/gputape-target-XXXXXX";
    size_t messages = 0;
    struct config config;
    struct config_report report = {.message = target_message, .context = &messages};
    (void)name;
    if (memmem(data, size, "key_command", 11) != NULL)
        return;
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    config_init(&config);
    if (config_load_keys(&config, path, &report) != (messages == 0) || report.errors != messages)
        abort();
    for (size_t i = 0; i < config.key_count; i++)
        if (config.keys[i].name[0] == '\0' || config_key(&config, config.keys[i].name) == NULL)
            abort();
    config_clear(&config);
    log_forget_secrets();
    unlink(path);
    close(fd);
}

/* The built-in one is read before it: it is sound. */
void target_dossier(const char *name, const char *data, size_t size)
{
    size_t messages = 0;
    struct error err = {0};
    struct config config;
    struct dossier dossier;
    struct config_report report = {.message = target_message, .context = &messages};
    const struct command_line line = {.config_path = "/dev/null"};
    (void)name;
    config_init(&config);
    int fd = target_file(data, size, config.dossier);
    if (dossier_read(&dossier, &config, &line, &report) != (messages == 0) || report.errors != messages)
        abort();
    for (size_t i = 0; i < dossier.count; i++)
        if (!dossier_check(&dossier.entries[i], &err))
            abort();
    dossier_clear(&dossier);
    config_clear(&config);
    close(fd);
}

void target_alert(const char *name, const char *data, size_t size)
{
    char *text = malloc(size + 1);
    struct alert_rule rule, again;
    struct error err = {0};
    (void)name;
    if (text == NULL)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    if (!alert_parse(text, &rule, &err))
        target_message(&size, err.message);
    else if (!alert_parse(rule.text, &again, &err) || strcmp(rule.text, again.text) != 0 || rule.kind == NULL)
        abort(); /* what is kept must read as what was typed */
    free(text);
}

static void take_lot_fault(void *context, unsigned line, const char *sentence)
{
    size_t *faults = context;
    if (line == 0 || sentence[0] == '\0')
        abort();
    (*faults)++;
}

void target_positions(const char *name, const char *data, size_t size)
{
    struct positions positions;
    size_t faults = 0;
    const struct line_report report = {take_lot_fault, &faults};
    (void)name;
    positions_init(&positions, "USD");
    if (positions_read(&positions, data, size, 20000, &report) != (faults == 0))
        abort();
    for (size_t i = 0; i < positions.count; i++)
        if (positions.lots[i].symbol[0] == '\0' || !isfinite(positions.lots[i].quantity * positions.lots[i].cost))
            abort();
    positions_clear(&positions);
}

void target_attested(const char *name, const char *data, size_t size)
{
    struct attested attested = {NULL, 0};
    size_t faults = 0;
    const struct line_report report = {take_lot_fault, &faults};
    (void)name;
    if (attested_read(&attested, data, size, 20000, &report) != (faults == 0))
        abort();
    for (size_t i = 0; i < attested.count; i++) {
        const struct attested_price *price = &attested.prices[i];
        if (price->day > 20000 ||
            !(price->usd_gpu_hour >= GPU_PRICE_LEAST && price->usd_gpu_hour <= GPU_PRICE_MOST) ||
            price->model[0] == '\0' || strncmp(price->link, "http", 4) != 0)
            abort();
    }
    attested_clear(&attested);
}

static void take_symbol(void *context, const char *group, const char *symbol)
{
    (void)context;
    if (symbol[0] == '\0' || strlen(symbol) >= SYMBOL_SIZE || strlen(group) >= WATCH_NAME_SIZE ||
        strpbrk(group, "\033\n\r") != NULL)
        abort();
}

static void take_bad_line(void *context, unsigned line)
{
    (void)context;
    if (line == 0)
        abort();
}

void target_import(const char *name, const char *data, size_t size)
{
    (void)name;
    watchlist_import(data, size, take_symbol, take_bad_line, NULL);
}
