/* SPDX-License-Identifier: MIT
 * The user's own command for alerts: no shell, a clean environment, limited in time and number. */
#ifndef APP_HOOK_H
#define APP_HOOK_H

#include "config/config.h"
#include "model/events.h"

struct hook;

/* What went wrong with a run, in a sentence; called from a thread of the hook's own. */
typedef void (*hook_trouble)(void *context, const char *sentence);

/* NULL when no command is configured. */
struct hook *hook_new(const struct config *config, hook_trouble trouble, void *context);
/* Runs that are still going on are killed. NULL allowed. */
void hook_free(struct hook *hook);
/* Starts the command with the event as one JSON object on its standard input and in GPUTAPE_EVENT_* of its
 * environment; returns at once. Four run at a time, the others wait for their turn; beyond what the configuration
 * allows in a minute the event is left out, which is said once. */
void hook_run(struct hook *hook, const struct event *event);
/* Waits for what is going on, as long as their own limit of time lets them. For runs without a screen. */
void hook_wait(struct hook *hook);

#endif
