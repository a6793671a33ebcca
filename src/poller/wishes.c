/* SPDX-License-Identifier: MIT
 * What the screen wants of the poller: written under a mutex by the one, granted by the other. */
#include "config.h"

#include "poller_state.h"

#include "alerts.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static void keep_edits(struct poller *poller, const struct watch_edit *edits, size_t count)
{
    struct error err = {0};
    bool kept = store_watch_edits_put(poller->store, edits, count, &err);
    if (!kept) /* the disk failed: again, in memory */
        kept = store_watch_edits_put(poller->store, edits, count, &err);
    if (!kept)
        log_write(LOG_ERROR, "change of the watchlist not kept: %s", err.message);
    watchlist_apply(&poller->watchlist, edits, count);
    jobs_rebuild(poller);
    alerts_rebuild(poller);
    board_load(poller, DATASET_QUOTES, "");
}

static void keep_settings(struct poller *poller, const struct wishes *wishes)
{
    struct error err = {0};
    for (size_t i = 0; i < wishes->setting_count; i++)
        if (!store_setting_put(poller->store, wishes->settings[i].name, wishes->settings[i].value, &err))
            log_write(LOG_WARNING, "%s not kept: %s", wishes->settings[i].name, err.message);
}

/* Takes what the screen wants out of the shared struct, then acts without the lock. False: stop. */
bool wishes_grant(struct poller *poller)
{
    struct wishes *shared = &poller->wishes;
    struct wishes *taken = memory_new(1, sizeof *taken);
    pthread_mutex_lock(&shared->mutex);
    memcpy(taken, shared, sizeof *taken);
    shared->focus_changed = shared->reloaded = false;
    shared->refresh = 0;
    shared->edits = NULL;
    shared->edit_room = 0;
    shared->edit_count = shared->setting_count = shared->alert_count = 0;
    pthread_mutex_unlock(&shared->mutex);
    bool go_on = !taken->stop;
    if (taken->paused != poller->paused)
        poller->dirty = true;
    poller->paused = taken->paused;
    if (taken->focus_changed) {
        poller->focus = taken->focus;
        jobs_rebuild(poller);
        board_look(poller);
    }
    if (taken->edit_count > 0)
        keep_edits(poller, taken->edits, taken->edit_count);
    free(taken->edits);
    keep_settings(poller, taken);
    for (size_t i = 0; i < taken->alert_count; i++)
        alerts_grant(poller, &taken->alerts[i]);
    if (taken->reloaded) {
        struct event event;
        event_from_reload(&event, taken->reload_sound, poller_now(poller));
        poller_put_event(poller, &event);
    }
    if (taken->refresh != 0)
        jobs_force(poller, taken->refresh);
    free(taken);
    return go_on;
}

bool wishes_stop(struct poller *poller)
{
    pthread_mutex_lock(&poller->wishes.mutex);
    bool stop = poller->wishes.stop;
    pthread_mutex_unlock(&poller->wishes.mutex);
    return stop;
}

/* --- from the screen's thread --- */

static void wish(struct poller *poller, void (*write)(struct wishes *, const void *), const void *what)
{
    pthread_mutex_lock(&poller->wishes.mutex);
    write(&poller->wishes, what);
    pthread_mutex_unlock(&poller->wishes.mutex);
    http_wake(poller->http);
}

static void write_focus(struct wishes *wishes, const void *what)
{
    wishes->focus = *(const struct poller_focus *)what;
    wishes->focus_changed = true;
}

void poller_look_at(struct poller *poller, const struct poller_focus *focus)
{
    wish(poller, write_focus, focus);
}

static void write_refresh(struct wishes *wishes, const void *what)
{
    wishes->refresh |= *(const unsigned *)what;
}

void poller_refresh(struct poller *poller, unsigned kinds)
{
    wish(poller, write_refresh, &kinds);
}

static void write_reload(struct wishes *wishes, const void *what)
{
    wishes->reloaded = true;
    wishes->reload_sound = *(const bool *)what;
}

void poller_reloaded(struct poller *poller, bool sound)
{
    wish(poller, write_reload, &sound);
}

static void write_pause(struct wishes *wishes, const void *what)
{
    wishes->paused = *(const bool *)what;
}

void poller_pause(struct poller *poller, bool paused)
{
    wish(poller, write_pause, &paused);
}

static void write_edit(struct wishes *wishes, const void *what)
{
    if (wishes->edit_count == wishes->edit_room) {
        wishes->edit_room = wishes->edit_room * 2 + 8;
        wishes->edits = memory_grow(wishes->edits, wishes->edit_room, sizeof *wishes->edits);
    }
    wishes->edits[wishes->edit_count++] = *(const struct watch_edit *)what;
}

void poller_edit_watchlist(struct poller *poller, const struct watch_edit *edit)
{
    wish(poller, write_edit, edit);
}

static void write_alert(struct wishes *wishes, const void *what)
{
    if (wishes->alert_count < ALERT_WISHES_MOST)
        wishes->alerts[wishes->alert_count++] = *(const struct alert_wish *)what;
}

void poller_alert(struct poller *poller, const struct alert_wish *alert)
{
    wish(poller, write_alert, alert);
}

struct setting_wish {
    const char *name, *value;
};

static void write_setting(struct wishes *wishes, const void *what)
{
    const struct setting_wish *setting = what;
    size_t i = 0;
    while (i < wishes->setting_count && strcmp(wishes->settings[i].name, setting->name) != 0)
        i++;
    if (i == SETTINGS_MOST)
        return;
    if (i == wishes->setting_count)
        wishes->setting_count++;
    text_copy(wishes->settings[i].name, sizeof wishes->settings[i].name, setting->name);
    text_copy(wishes->settings[i].value, sizeof wishes->settings[i].value, setting->value);
}

void poller_set(struct poller *poller, const char *name, const char *value)
{
    struct setting_wish setting = {name, value};
    wish(poller, write_setting, &setting);
}
