/* SPDX-License-Identifier: MIT
 * What is told, and what is taken back. */
#include "config.h"

#include "announcer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define TITLE        "gputape"
#define TITLE_MARKED "(!) gputape"
#define FLASH_MS     150

static void notify_desktop(struct announcer *announcer, const char *text)
{
    const struct config *config = announcer->config;
    bool within_tmux = config->tmux && getenv("TMUX") != NULL;
    if (strcmp(config->desktop, "osc9") == 0)
        term_notify(announcer->term, TERM_NOTICE_OSC9, text, within_tmux);
    else if (strcmp(config->desktop, "osc777") == 0)
        term_notify(announcer->term, TERM_NOTICE_OSC777, text, within_tmux);
}

void announcer_tell(struct announcer *announcer, const struct event *event, int64_t now_ms)
{
    const struct config *config = announcer->config;
    if (config->bell && event->severity >= 1)
        term_bell(announcer->term);
    if (config->flash && event->severity >= 2 && term_flash(announcer->term, true))
        announcer->flash_ends_ms = now_ms + FLASH_MS;
    notify_desktop(announcer, event->text);
    if (config->title && !announcer->title_marked)
        term_notify(announcer->term, TERM_NOTICE_TITLE, TITLE_MARKED, false);
    announcer->title_marked = config->title;
}

void announcer_attended(struct announcer *announcer)
{
    if (announcer->title_marked)
        term_notify(announcer->term, TERM_NOTICE_TITLE, TITLE, false);
    announcer->title_marked = false;
}

int announcer_wait_ms(const struct announcer *announcer, int64_t now_ms)
{
    int64_t left = announcer->flash_ends_ms - now_ms;
    if (announcer->flash_ends_ms == 0)
        return INT_MAX;
    return left > 0 ? (int)left : 0;
}

void announcer_turn(struct announcer *announcer, int64_t now_ms)
{
    if (announcer_wait_ms(announcer, now_ms) == 0)
        announcer_rest(announcer);
}

void announcer_rest(struct announcer *announcer)
{
    if (announcer->flash_ends_ms != 0)
        (void)term_flash(announcer->term, false);
    announcer->flash_ends_ms = 0;
}
