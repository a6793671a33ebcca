/* SPDX-License-Identifier: MIT
 * Alert rules and their states. */
#include "config.h"

#include "store/kept_alerts.h"

#include "record.h"

#include <string.h>

size_t store_alert_rules(struct store *store, struct stored_rule *rules, size_t most)
{
    struct error err = {0};
    struct query query =
        query_of(store, &record_alert_rule, "SELECT $ FROM @ WHERE removed = 0 ORDER BY at, text", &err);
    size_t count = 0;
    while (count < most && query_next(&query)) {
        memset(&rules[count], 0, sizeof rules[count]);
        if (record_read(&record_alert_rule, &query, &rules[count], NULL))
            count++;
    }
    query_end(&query);
    return count;
}

bool store_alert_rule_put(struct store *store, const struct stored_rule *rule, struct error *err)
{
    return record_put(store, &record_alert_rule, rule, NULL, err);
}

bool store_alert_state(struct store *store, const char *text, const char *subject, struct alert_state *state)
{
    struct error err = {0};
    struct stored_alert row = {.at = 0};
    struct query query =
        query_of(store, &record_alert_state, "SELECT $ FROM @ WHERE text = ?1 AND subject = ?2", &err);
    query_text(&query, 1, text);
    query_text(&query, 2, subject);
    bool found = query_next(&query) && record_read(&record_alert_state, &query, &row, NULL);
    *state = row.state;
    return query_end(&query) && found;
}

bool store_alert_state_put(struct store *store, const struct stored_alert *alert, struct error *err)
{
    return record_put(store, &record_alert_state, alert, NULL, err);
}
