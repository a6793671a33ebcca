/* SPDX-License-Identifier: MIT
 * The columns of what is remembered of alerts. */
#include "config.h"

#include "record_fields.h"
#include "store/kept_alerts.h"

static const struct field alert_rule_fields[] = {
    TEXT(struct stored_rule, text, "text"),
    FLAG(struct stored_rule, removed, "removed"),
    TIME(struct stored_rule, at, "at"),
};
RECORD(alert_rule, FILE_HISTORY, "history.alert_rule", 1, LAST_WINS, "at");

static const struct field alert_state_fields[] = {
    TEXT(struct stored_alert, text, "text"),
    TEXT(struct stored_alert, subject, "subject"),
    FLAG(struct stored_alert, state.holds, "holds"),
    FLAG(struct stored_alert, state.spent, "spent"),
    TIME(struct stored_alert, state.rang_at, "rang_at"),
    TIME(struct stored_alert, state.snoozed_to, "snoozed_to"),
    TIME(struct stored_alert, at, "at"),
};
RECORD(alert_state, FILE_HISTORY, "history.alert_state", 2, LAST_WINS, "at");
