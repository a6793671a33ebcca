/* SPDX-License-Identifier: MIT
 * Which key does what: the action table's defaults under the user's [keys]. */
#ifndef KEYMAP_H
#define KEYMAP_H

#include "config/config.h"
#include "ui/action.h"

#define KEYMAP_MOST 256

struct keymap {
    struct {
        uint32_t key;
        enum action_id action;
    } items[KEYMAP_MOST];
    size_t count;
};

/* Binding an action in the configuration replaces its default keys ("none": no key at all), and takes the keys it
 * names from the defaults of others. Unknown actions and keys, and keys given to two actions, are reported. */
void keymap_build(struct keymap *keymap, const struct config *config, const struct config_report *report);

enum action_id keymap_find(const struct keymap *keymap, uint32_t key); /* ACTION_NONE when unbound */
/* Names of the keys of an action, in order, at most `most` of them, separated by blanks; "" when unbound. */
void keymap_names(const struct keymap *keymap, enum action_id action, size_t most, char *text, size_t size);

#endif
