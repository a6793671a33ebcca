/* SPDX-License-Identifier: MIT
 * Alert rules made in the program, and what is remembered of every rule, over restarts. In the history: it may not
 * be lost. */
#ifndef STORE_KEPT_ALERTS_H
#define STORE_KEPT_ALERTS_H

#include "model/alert.h"
#include "store/store.h"

struct stored_rule { /* made in the program; those of the configuration stand there only */
    char text[ALERT_TEXT_SIZE];
    bool removed;
    int64_t at; /* UTC s of the last change */
};

/* Those not removed, oldest first; returns how many. */
size_t store_alert_rules(struct store *store, struct stored_rule *rules, size_t most);
bool store_alert_rule_put(struct store *store, const struct stored_rule *rule, struct error *err)
    __attribute__((warn_unused_result));

struct stored_alert { /* one rule and one of its subjects ("" for rules about events) */
    char text[ALERT_TEXT_SIZE];
    char subject[ALERT_SUBJECT_SIZE];
    struct alert_state state;
    int64_t at; /* UTC s of the last change */
};

/* False when nothing is remembered: then *state is as new. */
bool store_alert_state(struct store *store, const char *text, const char *subject, struct alert_state *state);
bool store_alert_state_put(struct store *store, const struct stored_alert *alert, struct error *err)
    __attribute__((warn_unused_result));

#endif
