/* SPDX-License-Identifier: MIT
 * The newest snapshot, handed from the poller to the screen. A mutex guards only a swap. */
#ifndef POLLER_MAILBOX_H
#define POLLER_MAILBOX_H

#include "model/snapshot.h"

struct mailbox;

struct mailbox *mailbox_new(struct error *err);
void mailbox_free(struct mailbox *mailbox);
/* Takes over the caller's reference; an unread older snapshot is dropped. Wakes the reader. */
void mailbox_put(struct mailbox *mailbox, const struct snapshot *snapshot);
/* The newest snapshot with its reference, or NULL when there is none since the last take. Drains the pipe. */
const struct snapshot *mailbox_take(struct mailbox *mailbox);
int mailbox_fd(const struct mailbox *mailbox); /* readable when there is something to take */

#endif
