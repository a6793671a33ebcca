/* SPDX-License-Identifier: MIT
 * When a rule rings, and the event that tells it. */
#include "config.h"

#include "model/alert.h"

#include "base/format.h"
#include "base/text.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define FUTURE_SECONDS 300 /* a stamp further ahead than this was made by a wrong clock */
#define HASH_START     UINT64_C(14695981039346656037)
#define HASH_PRIME     UINT64_C(1099511628211)

/* --- about what --- */

/* "h100" or "h100-sxm" against "H100 SXM". */
static bool is_model(const char *subject, const char *model)
{
    for (; *subject != '\0'; subject++, model++) {
        char wanted = *subject == '-' ? ' ' : *subject;
        if (toupper((unsigned char)wanted) != toupper((unsigned char)*model))
            return false;
    }
    return *model == '\0' || *model == ' ';
}

static bool is_in_group(const char *name, const char *symbol, const struct watchlist *groups)
{
    for (size_t i = 0; groups != NULL && i < groups->count; i++)
        for (size_t k = 0; text_equal_fold(groups->groups[i].name, name) && k < groups->groups[i].count; k++)
            if (strcmp(groups->groups[i].symbols[k], symbol) == 0)
                return true;
    return false;
}

bool alert_is_about(const struct alert_rule *rule, const char *subject, const struct watchlist *groups)
{
    switch (rule->scope) {
    case ALERT_SYMBOL:
    case ALERT_SOURCE:
        return strcmp(rule->subject, subject) == 0;
    case ALERT_GROUP:
        return is_in_group(rule->subject, subject, groups);
    case ALERT_MODEL:
        return is_model(rule->subject, subject);
    case ALERT_ANY:
    case ALERT_INDEX:
        break;
    }
    return true;
}

/* --- ringing --- */

static bool is_over(const struct alert_rule *rule, const struct alert_state *state, int64_t now, bool market_open)
{
    bool expired = rule->until != 0 && now >= rule->until;
    return state->spent || expired || now < state->snoozed_to || (rule->open_only && !market_open);
}

/* How long ago it rang; unknown when never, or when the clock has gone back since. */
static bool rang_within(const struct alert_state *state, int64_t now, int64_t seconds)
{
    return state->rang_at > 0 && state->rang_at <= now + FUTURE_SECONDS && now - state->rang_at < seconds;
}

static void ring(const struct alert_rule *rule, struct alert_state *state, int64_t now)
{
    state->rang_at = now;
    state->spent = rule->once;
}

static bool is_beyond(const struct alert_rule *rule, double value, double bound)
{
    return rule->test == ALERT_ABOVE ? value > bound : value < bound;
}

/* Where the figure must go back to before the rule can ring anew. */
static double release(const struct alert_rule *rule)
{
    double band = rule->band_percent ? fabs(rule->bound) * rule->band / 100 : rule->band;
    return rule->test == ALERT_ABOVE ? rule->bound - band : rule->bound + band;
}

bool alert_measure(const struct alert_rule *rule, struct alert_state *state, struct amount value, int64_t now,
                   bool market_open)
{
    if (!value.known)
        return false;
    bool held = state->holds;
    bool beyond = is_beyond(rule, value.value, rule->bound);
    state->holds = beyond || (held && is_beyond(rule, value.value, release(rule)));
    if (!beyond || is_over(rule, state, now, market_open)) {
        state->holds = state->holds && held; /* what could not ring now rings when it may */
        return false;
    }
    bool anew = !held && !rang_within(state, now, rule->again_seconds);
    bool again = held && rule->again_seconds > 0 && !rang_within(state, now, rule->again_seconds);
    if (!anew && !again)
        return false;
    ring(rule, state, now);
    return true;
}

/* Whole words, in any order. */
static bool says(const char *text, const char *word, size_t length)
{
    for (const char *at = text; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
        size_t here = strcspn(at, " ");
        bool same = here == length;
        for (size_t i = 0; same && i < length; i++)
            same = tolower((unsigned char)at[i]) == tolower((unsigned char)word[i]);
        if (same)
            return true;
    }
    return false;
}

static bool says_all(const struct event *event, const char *words)
{
    for (const char *at = words; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (!says(event->detail, at, length) && !says(event->text, at, length))
            return false;
    }
    return true;
}

static const char *subject_of(const struct alert_rule *rule, const struct event *event)
{
    return rule->scope == ALERT_MODEL || rule->scope == ALERT_SOURCE ? event->topic : event->symbol;
}

static bool passes(const struct alert_rule *rule, const struct event *event)
{
    switch (rule->test) {
    case ALERT_ABOVE:
    case ALERT_BELOW:
        return event->value.known && is_beyond(rule, event->value.value, rule->bound);
    case ALERT_WORDS:
        return says_all(event, rule->words);
    case ALERT_NO_TEST:
        break;
    }
    return true;
}

bool alert_match(const struct alert_rule *rule, struct alert_state *state, const struct event *event,
                 const struct watchlist *groups, int64_t now, bool market_open)
{
    if ((rule->kind->events & 1U << event->kind) == 0 || !passes(rule, event) ||
        !alert_is_about(rule, subject_of(rule, event), groups))
        return false;
    if (is_over(rule, state, now, market_open) || rang_within(state, now, rule->again_seconds))
        return false;
    ring(rule, state, now);
    return true;
}

/* --- telling --- */

static uint64_t hash(uint64_t start, const char *text)
{
    for (; *text != '\0'; text++)
        start = (start ^ (unsigned char)*text) * HASH_PRIME;
    return start;
}

static void describe_figure(const struct alert_rule *rule, const char *subject, struct amount value, char *text,
                            size_t size)
{
    snprintf(text, size, "%s %s %.6g%s%s %s %.6g", subject, rule->kind->name, value.value,
             rule->kind->unit[0] != '\0' ? " " : "", rule->kind->unit, rule->test == ALERT_ABOVE ? ">" : "<",
             rule->bound);
}

void alert_event(struct event *event, const struct alert_rule *rule, const char *subject, struct amount value,
                 const struct event *from, int64_t now)
{
    char text[2 * EVENT_TEXT_SIZE];
    *event = (struct event){
        .kind = EVENT_ALERT, .severity = rule->severity, .happened_at = now, .observed_at = now, .value = value};
    if (from != NULL) {
        event->happened_at = from->happened_at;
        event->value = from->value;
        text_copy(event->symbol, sizeof event->symbol, from->symbol);
        text_copy(event->topic, sizeof event->topic, from->topic);
        text_copy(event->link, sizeof event->link, from->link);
        text_copy(event->text, sizeof event->text, from->text);
        snprintf(event->key, sizeof event->key, "alert:%016" PRIx64 ":%016" PRIx64, hash(HASH_START, rule->text),
                 hash(HASH_START, from->key));
    } else {
        if (rule->scope == ALERT_MODEL)
            text_copy(event->topic, sizeof event->topic, subject);
        else
            text_copy(event->symbol, sizeof event->symbol, subject);
        snprintf(event->link, sizeof event->link, "%s %s",
                 rule->kind->of_quarters != NULL ? "receivables"
                 : rule->scope == ALERT_MODEL    ? "gpu"
                                                 : "price",
                 subject);
        describe_figure(rule, subject, value, text, sizeof text);
        text_copy(event->text, sizeof event->text, text);
        snprintf(event->key, sizeof event->key, "alert:%016" PRIx64 ":%" PRId64,
                 hash(hash(HASH_START, rule->text), subject), now);
    }
    text_copy(event->detail, sizeof event->detail, rule->kind->name);
}
