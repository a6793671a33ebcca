/* SPDX-License-Identifier: MIT
 * The alert rules at work. A watch is one rule with one of its subjects. */
#include "config.h"

#include "alerts.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/kept_alerts.h"

#include <stdlib.h>
#include <string.h>

#define INDEX_SUBJECT "index" /* symbols are written in capitals */
#define WATCHES_MOST  40000
#define RINGS_MOST    64 /* in one turn: a flood says no more than this */

struct entry { /* one rule as it was given */
    struct alert_line line;
    struct alert_rule rule;
    size_t index;
    bool sound; /* it can be read */
};

struct watch {
    const struct entry *entry;
    char subject[ALERT_SUBJECT_SIZE];
    struct alert_state state;
};

struct change { /* of a watch, until the transaction has ended */
    struct watch *watch;
    struct alert_state state;
};

struct alerts {
    struct entry **entries;
    size_t entry_count, entry_room;
    struct watch *watches; /* sorted by subject: those about events, whose subject is "", come first */
    size_t watch_count, watch_room;
    bool crowded; /* there were more than we take */
    struct change *changes;
    size_t change_count, change_room;
    struct event rings[RINGS_MOST];
    size_t ring_count;
    int64_t now;      /* of the look under way, UTC s */
    bool market_open; /* then */
};

struct alerts *alerts_new(void)
{
    return memory_new(1, sizeof(struct alerts));
}

static void drop_all(struct alerts *alerts)
{
    for (size_t i = 0; i < alerts->entry_count; i++)
        free(alerts->entries[i]);
    alerts->entry_count = alerts->watch_count = alerts->change_count = alerts->ring_count = 0;
    alerts->crowded = false;
}

void alerts_free(struct alerts *alerts)
{
    if (alerts == NULL)
        return;
    drop_all(alerts);
    free(alerts->entries);
    free(alerts->watches);
    free(alerts->changes);
    free(alerts);
}

/* --- which rule looks at what --- */

static void add_entry(struct alerts *alerts, const char *text, bool from_config)
{
    struct error err = {0};
    struct entry *entry;
    for (size_t i = 0; i < alerts->entry_count; i++)
        if (strcmp(alerts->entries[i]->line.text, text) == 0)
            return;
    if (alerts->entry_count == ALERT_RULES_MOST)
        return;
    if (alerts->entry_count == alerts->entry_room) {
        alerts->entry_room = alerts->entry_room == 0 ? 64 : alerts->entry_room * 2;
        alerts->entries = memory_grow(alerts->entries, alerts->entry_room, sizeof *alerts->entries);
    }
    entry = memory_new(1, sizeof *entry);
    entry->index = alerts->entry_count;
    alerts->entries[alerts->entry_count++] = entry;
    entry->line.from_config = from_config;
    entry->sound = alert_parse(text, &entry->rule, &err);
    text_copy(entry->line.text, sizeof entry->line.text, entry->sound ? entry->rule.text : text);
    if (!entry->sound)
        text_copy(entry->line.fault, sizeof entry->line.fault, err.message);
}

static void add_watch(struct poller *poller, const struct entry *entry, const char *subject)
{
    struct alerts *alerts = poller->alerts;
    if (alerts->watch_count == WATCHES_MOST) {
        alerts->crowded = true;
        return;
    }
    if (alerts->watch_count == alerts->watch_room) {
        alerts->watch_room = alerts->watch_room == 0 ? 64 : alerts->watch_room * 2;
        alerts->watches = memory_grow(alerts->watches, alerts->watch_room, sizeof *alerts->watches);
    }
    struct watch *watch = &alerts->watches[alerts->watch_count++];
    *watch = (struct watch){.entry = entry};
    text_copy(watch->subject, sizeof watch->subject, subject);
    (void)store_alert_state(poller->store, entry->rule.text, subject, &watch->state); /* none yet: as new */
}

static void watch_symbols(struct poller *poller, const struct entry *entry, const char (*symbols)[SYMBOL_SIZE],
                          size_t count)
{
    if (entry->rule.scope == ALERT_SYMBOL) { /* also when it is in no group */
        add_watch(poller, entry, entry->rule.subject);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (alert_is_about(&entry->rule, symbols[i], &poller->watchlist))
            add_watch(poller, entry, symbols[i]);
}

static void watch_models(struct poller *poller, const struct entry *entry)
{
    size_t count;
    const char *const *models = gpu_models(&count);
    for (size_t i = 0; i < count; i++)
        if (alert_is_about(&entry->rule, models[i], NULL))
            add_watch(poller, entry, models[i]);
}

static int by_subject(const void *a, const void *b)
{
    return strcmp(((const struct watch *)a)->subject, ((const struct watch *)b)->subject);
}

static void watch_all(struct poller *poller)
{
    struct alerts *alerts = poller->alerts;
    char(*symbols)[SYMBOL_SIZE] = memory_new(WATCH_SYMBOLS_MOST, sizeof *symbols);
    size_t count = watchlist_symbols(&poller->watchlist, symbols, WATCH_SYMBOLS_MOST);
    for (size_t i = 0; i < alerts->entry_count; i++) {
        const struct entry *entry = alerts->entries[i];
        if (!entry->sound)
            continue;
        if (entry->rule.kind->events != 0)
            add_watch(poller, entry, "");
        else if (entry->rule.scope == ALERT_MODEL)
            watch_models(poller, entry);
        else if (entry->rule.scope == ALERT_INDEX)
            add_watch(poller, entry, INDEX_SUBJECT);
        else
            watch_symbols(poller, entry, (const char(*)[SYMBOL_SIZE])symbols, count);
    }
    free(symbols);
    if (alerts->watch_count > 0)
        qsort(alerts->watches, alerts->watch_count, sizeof *alerts->watches, by_subject);
    if (alerts->crowded)
        log_write(LOG_WARNING, "alerts: the rules look at more than %d figures; the last are not looked at",
                  WATCHES_MOST);
}

void alerts_rebuild(struct poller *poller)
{
    struct stored_rule *made = memory_new(ALERT_RULES_MOST, sizeof *made);
    size_t count = store_alert_rules(poller->store, made, ALERT_RULES_MOST);
    drop_all(poller->alerts);
    for (size_t i = 0; i < poller->config->alert_count; i++)
        add_entry(poller->alerts, poller->config->alerts[i].rule, true);
    for (size_t i = 0; i < count; i++)
        add_entry(poller->alerts, made[i].text, false);
    free(made);
    watch_all(poller);
}

/* --- looking and hearing --- */

static void take_time(struct poller *poller)
{
    poller->alerts->now = poller_now(poller);
    poller->alerts->market_open = poller_session(poller) == SESSION_REGULAR;
}

static void note_change(struct alerts *alerts, struct watch *watch, const struct alert_state *state)
{
    if (alerts->change_count == alerts->change_room) {
        alerts->change_room = alerts->change_room * 2 + 16;
        alerts->changes = memory_grow(alerts->changes, alerts->change_room, sizeof *alerts->changes);
    }
    alerts->changes[alerts->change_count++] = (struct change){watch, *state};
}

static bool is_same(const struct alert_state *a, const struct alert_state *b)
{
    return a->holds == b->holds && a->spent == b->spent && a->rang_at == b->rang_at &&
           a->snoozed_to == b->snoozed_to;
}

static void add_ring(struct alerts *alerts, struct observations *events, const struct event *event)
{
    struct event *slot = observations_add_event(events);
    if (slot != NULL)
        *slot = *event;
    if (alerts->ring_count < RINGS_MOST)
        alerts->rings[alerts->ring_count++] = *event;
}

static void look(struct alerts *alerts, struct watch *watch, struct amount value, struct observations *events)
{
    const struct alert_rule *rule = &watch->entry->rule;
    struct alert_state state = watch->state;
    bool rings = alert_measure(rule, &state, value, alerts->now, alerts->market_open);
    if (!is_same(&state, &watch->state))
        note_change(alerts, watch, &state);
    if (rings) {
        struct event event;
        alert_event(&event, rule, watch->subject, value, NULL, alerts->now);
        add_ring(alerts, events, &event);
    }
}

void alerts_hear(struct poller *poller, struct observations *events)
{
    struct alerts *alerts = poller->alerts;
    size_t heard = events->event_count; /* what they ring rings nothing */
    take_time(poller);
    for (size_t i = 0; i < alerts->watch_count && alerts->watches[i].subject[0] == '\0'; i++) {
        struct watch *watch = &alerts->watches[i];
        struct alert_state state = watch->state;
        for (size_t k = 0; k < heard; k++) {
            struct event event, cause = events->events[k];
            if (!alert_match(&watch->entry->rule, &state, &cause, &poller->watchlist, alerts->now,
                             alerts->market_open))
                continue;
            alert_event(&event, &watch->entry->rule, "", AMOUNT_UNKNOWN, &cause, alerts->now);
            add_ring(alerts, events, &event);
        }
        if (!is_same(&state, &watch->state))
            note_change(alerts, watch, &state);
    }
}

bool alerts_keep(struct poller *poller, struct error *err)
{
    const struct alerts *alerts = poller->alerts;
    for (size_t i = 0; i < alerts->change_count; i++) {
        const struct change *change = &alerts->changes[i];
        struct stored_alert row = {.state = change->state, .at = poller_now(poller)};
        text_copy(row.text, sizeof row.text, change->watch->entry->rule.text);
        text_copy(row.subject, sizeof row.subject, change->watch->subject);
        if (!store_alert_state_put(poller->store, &row, err))
            return false;
    }
    return true;
}

void alerts_settle(struct poller *poller, bool committed)
{
    struct alerts *alerts = poller->alerts;
    for (size_t i = 0; committed && i < alerts->change_count; i++)
        alerts->changes[i].watch->state = alerts->changes[i].state;
    for (size_t i = 0; committed && i < alerts->ring_count; i++) {
        log_write(LOG_WARNING, "alert: %s", alerts->rings[i].text);
        if (poller->on_alert != NULL)
            poller->on_alert(poller->on_alert_context, &alerts->rings[i]);
    }
    if (committed && alerts->change_count > 0)
        board_load(poller, DATASET_ALERTS, "");
    alerts->change_count = alerts->ring_count = 0;
}

/* --- figures --- */

/* The first of the watches with this subject. */
static size_t first_watch(const struct alerts *alerts, const char *subject)
{
    size_t low = 0, high = alerts->watch_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(alerts->watches[middle].subject, subject) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next watch of this subject from *at on; NULL when there is none. */
static struct watch *next_watch(struct alerts *alerts, const char *subject, size_t *at)
{
    if (*at >= alerts->watch_count || strcmp(alerts->watches[*at].subject, subject) != 0)
        return NULL;
    return &alerts->watches[(*at)++];
}

static void look_at_quotes(struct poller *poller, const struct dataset *data, struct observations *events)
{
    for (size_t i = 0; i < data->u.quotes.count; i++) {
        const struct quote *quote = &data->u.quotes.items[i];
        size_t at = first_watch(poller->alerts, quote->symbol);
        for (struct watch *watch; (watch = next_watch(poller->alerts, quote->symbol, &at)) != NULL;)
            if (watch->entry->rule.kind->of_quote != NULL && watch->entry->rule.scope != ALERT_MODEL)
                look(poller->alerts, watch, watch->entry->rule.kind->of_quote(quote), events);
    }
}

static void look_at_models(struct poller *poller, const struct dataset *data, struct observations *events)
{
    for (size_t i = 0; i < data->u.gpu.row_count; i++) {
        const struct gpu_model_row *row = &data->u.gpu.rows[i];
        size_t at = first_watch(poller->alerts, row->model);
        for (struct watch *watch; (watch = next_watch(poller->alerts, row->model, &at)) != NULL;)
            if (watch->entry->rule.kind->of_model != NULL && watch->entry->rule.scope == ALERT_MODEL)
                look(poller->alerts, watch, watch->entry->rule.kind->of_model(row), events);
    }
}

static void look_at_quarters(struct poller *poller, const struct dataset *data, struct observations *events)
{
    size_t at = first_watch(poller->alerts, data->subject);
    for (struct watch *watch; (watch = next_watch(poller->alerts, data->subject, &at)) != NULL;)
        if (watch->entry->rule.kind->of_quarters != NULL)
            look(poller->alerts, watch, watch->entry->rule.kind->of_quarters(&data->u.receivables), events);
}

static void look_at_index(struct poller *poller, const struct dataset *data, struct observations *events)
{
    size_t at = first_watch(poller->alerts, INDEX_SUBJECT);
    for (struct watch *watch; (watch = next_watch(poller->alerts, INDEX_SUBJECT, &at)) != NULL;)
        look(poller->alerts, watch, watch->entry->rule.kind->of_index(&data->u.index), events);
}

static const struct looker {
    enum dataset_kind after, kind; /* what arrived, and what is looked at then */
    void (*look)(struct poller *poller, const struct dataset *data, struct observations *events);
} lookers[] = {
    {DATASET_QUOTES, DATASET_QUOTES, look_at_quotes},
    {DATASET_GPU_MARKET, DATASET_GPU_MARKET, look_at_models},
    {DATASET_RECEIVABLES, DATASET_RECEIVABLES, look_at_quarters},
    {DATASET_GPU_MARKET, DATASET_GPU_INDEX, look_at_index},
};

static bool anything_watches(const struct alerts *alerts, enum dataset_kind kind, const char *subject)
{
    if (alerts->watch_count == 0 || alerts->watches[alerts->watch_count - 1].subject[0] == '\0')
        return false; /* events only */
    if (kind != DATASET_RECEIVABLES && kind != DATASET_GPU_INDEX)
        return true;
    const char *watched = kind == DATASET_GPU_INDEX ? INDEX_SUBJECT : subject;
    size_t at = first_watch(alerts, watched);
    return at < alerts->watch_count && strcmp(alerts->watches[at].subject, watched) == 0;
}

static bool store_rings(struct poller *poller, const struct observations *events)
{
    struct error err = {0};
    bool good = store_begin(poller->store, &err) &&
                store_put(poller->store, events, "alerts", poller_now(poller), NULL, &err) &&
                alerts_keep(poller, &err) && store_commit(poller->store, &err);
    if (!good) {
        store_rollback(poller->store);
        log_write(LOG_ERROR, "alerts not stored: %s", err.message);
    }
    return good;
}

static void look_through(struct poller *poller, const struct looker *looker, const char *subject)
{
    struct observations events;
    struct error err = {0};
    if (!anything_watches(poller->alerts, looker->kind, subject))
        return;
    const struct dataset *data = board_read(poller, looker->kind, subject, &err);
    if (data == NULL) {
        log_write(LOG_ERROR, "alerts: %s cannot be read: %s", dataset_kind_name(looker->kind), err.message);
        return;
    }
    observations_init(&events);
    take_time(poller);
    looker->look(poller, data, &events);
    bool any = events.event_count > 0, changed = poller->alerts->change_count > 0;
    if (changed && !store_rings(poller, &events)) /* a full disk must not keep anybody from hearing it */
        (void)store_rings(poller, &events);       /* now perhaps in memory */
    alerts_settle(poller, true);
    observations_clear(&events);
    dataset_unref(data);
    if (any)
        board_load(poller, DATASET_EVENTS, "");
}

void alerts_look(struct poller *poller, enum dataset_kind kind, const char *subject)
{
    for (size_t i = 0; i < sizeof lookers / sizeof lookers[0]; i++)
        if (lookers[i].after == kind)
            look_through(poller, &lookers[i], subject);
}

/* --- rules made in the program --- */

static bool put_rule(struct poller *poller, const char *text, bool removed, struct error *err)
{
    struct stored_rule row = {.removed = removed, .at = poller_now(poller)};
    text_copy(row.text, sizeof row.text, text);
    return store_alert_rule_put(poller->store, &row, err);
}

static bool snooze(struct poller *poller, const struct alert_wish *wish, struct error *err)
{
    struct alerts *alerts = poller->alerts;
    int64_t now = poller_now(poller);
    for (size_t i = 0; i < alerts->watch_count; i++) {
        struct alert_state state = alerts->watches[i].state;
        if (wish->text[0] != '\0' && strcmp(alerts->watches[i].entry->rule.text, wish->text) != 0)
            continue;
        state.snoozed_to = wish->seconds > 0 ? now + wish->seconds : 0;
        note_change(alerts, &alerts->watches[i], &state);
    }
    bool good = alerts_keep(poller, err);
    alerts_settle(poller, true); /* it holds for this run at least */
    return good;
}

void alerts_grant(struct poller *poller, const struct alert_wish *wish)
{
    struct error err = {0};
    bool good = wish->verb == ALERT_SNOOZE ? snooze(poller, wish, &err)
                                           : put_rule(poller, wish->text, wish->verb == ALERT_REMOVE, &err);
    if (!good)
        log_write(LOG_ERROR, "alert rule not kept: %s", err.message);
    if (wish->verb == ALERT_SNOOZE)
        return;
    alerts_rebuild(poller);
    board_load(poller, DATASET_ALERTS, "");
    for (size_t i = 0; i < sizeof lookers / sizeof lookers[0]; i++) /* it may hold already */
        if (lookers[i].kind != DATASET_RECEIVABLES)
            look_through(poller, &lookers[i], "");
}

/* --- for the screen --- */

static void add_up(struct alert_line *line, const struct watch *watch)
{
    line->holds = line->holds || watch->state.holds;
    line->spent = line->spent || watch->state.spent;
    line->rang_at = watch->state.rang_at > line->rang_at ? watch->state.rang_at : line->rang_at;
    line->snoozed_to = watch->state.snoozed_to > line->snoozed_to ? watch->state.snoozed_to : line->snoozed_to;
    line->subjects += watch->subject[0] != '\0';
}

struct dataset *alerts_dataset(const struct poller *poller)
{
    struct dataset *data = dataset_new(DATASET_ALERTS, "");
    const struct alerts *alerts = poller->alerts;
    size_t count = alerts != NULL ? alerts->entry_count : 0; /* the first frame has none yet */
    struct alert_line *lines = arena_array(&data->arena, count + 1, sizeof *lines);
    for (size_t i = 0; i < count; i++)
        lines[i] = alerts->entries[i]->line;
    for (size_t i = 0; alerts != NULL && i < alerts->watch_count; i++)
        add_up(&lines[alerts->watches[i].entry->index], &alerts->watches[i]);
    data->u.alerts = (struct alert_lines){lines, count};
    return data;
}
