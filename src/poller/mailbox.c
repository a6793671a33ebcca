/* SPDX-License-Identifier: MIT
 * The newest snapshot wins: an unread older one is of no use to anybody. */
#include "config.h"

#include "poller/mailbox.h"

#include "base/memory.h"
#include "base/waker.h"

#include <pthread.h>
#include <stdlib.h>

struct mailbox {
    pthread_mutex_t mutex;
    const struct snapshot *newest;
    struct waker waker;
};

struct mailbox *mailbox_new(struct error *err)
{
    struct mailbox *mailbox = memory_new(1, sizeof *mailbox);
    if (!waker_init(&mailbox->waker, err)) {
        free(mailbox);
        return NULL;
    }
    pthread_mutex_init(&mailbox->mutex, NULL);
    return mailbox;
}

void mailbox_free(struct mailbox *mailbox)
{
    if (mailbox == NULL)
        return;
    snapshot_unref(mailbox->newest);
    waker_clear(&mailbox->waker);
    pthread_mutex_destroy(&mailbox->mutex);
    free(mailbox);
}

static const struct snapshot *swap(struct mailbox *mailbox, const struct snapshot *snapshot)
{
    pthread_mutex_lock(&mailbox->mutex);
    const struct snapshot *before = mailbox->newest;
    mailbox->newest = snapshot;
    pthread_mutex_unlock(&mailbox->mutex);
    return before;
}

void mailbox_put(struct mailbox *mailbox, const struct snapshot *snapshot)
{
    snapshot_unref(swap(mailbox, snapshot));
    waker_wake(&mailbox->waker);
}

const struct snapshot *mailbox_take(struct mailbox *mailbox)
{
    /* Drained before the swap: a put in between wakes us once too often, never once too few. */
    waker_drain(&mailbox->waker);
    return swap(mailbox, NULL);
}

int mailbox_fd(const struct mailbox *mailbox)
{
    return mailbox->waker.read_fd;
}
