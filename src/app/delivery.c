/* SPDX-License-Identifier: MIT
 * A small queue under a mutex. */
#include "config.h"

#include "delivery.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "hook.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define PENDING_MOST  32 /* of a flood the first are told; all are events in the list */
#define SENTENCE_SIZE 160

struct delivery {
    struct hook *hook;
    pthread_mutex_t mutex; /* guards what follows */
    struct event pending[PENDING_MOST];
    size_t count;
    unsigned rang;
    char trouble[SENTENCE_SIZE];
};

static void note_trouble(void *context, const char *sentence)
{
    struct delivery *delivery = context;
    log_write(LOG_ERROR, "%s", sentence);
    pthread_mutex_lock(&delivery->mutex);
    text_copy(delivery->trouble, sizeof delivery->trouble, sentence);
    pthread_mutex_unlock(&delivery->mutex);
}

struct delivery *delivery_new(const struct config *config)
{
    struct delivery *delivery = memory_new(1, sizeof *delivery);
    pthread_mutex_init(&delivery->mutex, NULL);
    delivery->hook = hook_new(config, note_trouble, delivery);
    return delivery;
}

void delivery_free(struct delivery *delivery)
{
    if (delivery == NULL)
        return;
    hook_free(delivery->hook);
    pthread_mutex_destroy(&delivery->mutex);
    free(delivery);
}

void delivery_ring(void *context, const struct event *event)
{
    struct delivery *delivery = context;
    pthread_mutex_lock(&delivery->mutex);
    delivery->rang++;
    if (delivery->count < PENDING_MOST)
        delivery->pending[delivery->count++] = *event;
    pthread_mutex_unlock(&delivery->mutex);
    hook_run(delivery->hook, event);
}

bool delivery_take(struct delivery *delivery, struct event *event)
{
    pthread_mutex_lock(&delivery->mutex);
    bool any = delivery->count > 0;
    if (any) {
        *event = delivery->pending[0];
        delivery->count--;
        memmove(delivery->pending, delivery->pending + 1, delivery->count * sizeof *delivery->pending);
    }
    pthread_mutex_unlock(&delivery->mutex);
    return any;
}

bool delivery_take_trouble(struct delivery *delivery, char *sentence, size_t size)
{
    pthread_mutex_lock(&delivery->mutex);
    bool any = delivery->trouble[0] != '\0';
    text_copy(sentence, size, delivery->trouble);
    delivery->trouble[0] = '\0';
    pthread_mutex_unlock(&delivery->mutex);
    return any;
}

unsigned delivery_count(struct delivery *delivery)
{
    pthread_mutex_lock(&delivery->mutex);
    unsigned rang = delivery->rang;
    pthread_mutex_unlock(&delivery->mutex);
    return rang;
}

void delivery_finish(struct delivery *delivery)
{
    hook_wait(delivery->hook);
}
