/* SPDX-License-Identifier: MIT
 * Alerts on their way from the poller's thread to the person: the hook at once, the screen at its next turn. */
#ifndef APP_DELIVERY_H
#define APP_DELIVERY_H

#include "config/config.h"
#include "model/events.h"

struct delivery;

struct delivery *delivery_new(const struct config *config);
void delivery_free(struct delivery *delivery); /* NULL allowed */

/* An on_alert of the poller: context is the delivery. */
void delivery_ring(void *context, const struct event *event);

/* From the screen's thread: the next alert that rang; false when there is none. */
bool delivery_take(struct delivery *delivery, struct event *event);
/* The last sentence about an alert that could not be delivered; false when there is none that was not taken. */
bool delivery_take_trouble(struct delivery *delivery, char *sentence, size_t size);
/* How many rang so far. */
unsigned delivery_count(struct delivery *delivery);
/* Waits for hooks that are going on. For runs without a screen. */
void delivery_finish(struct delivery *delivery);

#endif
