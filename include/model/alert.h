/* SPDX-License-Identifier: MIT
 * Alert rules: one small grammar, a registry of kinds, and when a rule rings. Pure.
 *
 *     rule    = SUBJECT KIND [TEST] {OPTION}
 *     SUBJECT = a symbol | group:NAME | any | a GPU model ("h100", "h100-sxm") | index | source:NAME
 *     KIND    = a name of the registry, one or two words ("price", "dso change")
 *     TEST    = (">" | "<") NUMBER [unit]  |  WORD {WORD}
 *     OPTION  = "once" | "again" N("m"|"h"|"d") | "band" NUMBER["%"] | "open" | "until" YYYY-MM-DD | "note" |
 * "notable"
 *
 * CRWV price > 150 · group:neoclouds rating upgrade · CRWV dso change > 20 days · h100 stock none ·
 * index label tight · any filing 8-K item 1.01 */
#ifndef MODEL_ALERT_H
#define MODEL_ALERT_H

#include "base/error.h"
#include "model/events.h"
#include "model/gpu_market.h"
#include "model/gsi_fix.h"
#include "model/receivables.h"
#include "model/watchlist.h"

#define ALERT_TEXT_SIZE    160
#define ALERT_SUBJECT_SIZE 40
#define ALERT_WORDS_SIZE   64
#define ALERT_RULES_MOST   4000

enum alert_scope {
    ALERT_SYMBOL = 1,
    ALERT_GROUP = 2,
    ALERT_ANY = 4,
    ALERT_MODEL = 8,
    ALERT_INDEX = 16,
    ALERT_SOURCE = 32
};

enum alert_test { ALERT_NO_TEST, ALERT_ABOVE, ALERT_BELOW, ALERT_WORDS };

/* What a rule of this kind looks at: a figure (exactly one of the functions), or events. */
struct alert_kind {
    const char *name;  /* one or two words */
    unsigned scopes;   /* mask of enum alert_scope */
    unsigned events;   /* mask of 1 << EVENT_x whose event it waits for; 0: it measures */
    bool event_value;  /* a TEST with a number is on the event's value */
    const char *unit;  /* "%", "days", "x"; "" none */
    const char *words; /* those that may follow, blank-separated; NULL: any; "": none */
    const char *help;
    struct amount (*of_quote)(const struct quote *quote);
    struct amount (*of_model)(const struct gpu_model_row *row);
    struct amount (*of_index)(const struct gsi_index *index);
    struct amount (*of_quarters)(const struct receivables *receivables);
    struct amount (*of_bars)(const struct bars *bars, size_t index); /* the same out of daily bars, NULL: not so */
};

const struct alert_kind *alert_kinds(size_t *count);

struct alert_rule {
    char text[ALERT_TEXT_SIZE]; /* as written, single blanks: also its name in the store */
    const struct alert_kind *kind;
    enum alert_scope scope;
    char subject[ALERT_SUBJECT_SIZE]; /* symbol in capitals; the group's, model's or source's name; "" any, index */
    enum alert_test test;
    double bound;
    char words[ALERT_WORDS_SIZE]; /* all of them must be said */
    bool once;                    /* rings one time only */
    int again_seconds; /* rings anew after so long, while it holds or holds again; 0: only when it holds anew */
    double band;       /* how far back the figure must go before it can ring anew, in its unit ... */
    bool band_percent; /* ... or in percent of the bound */
    bool open_only;    /* while the market is open */
    int64_t until;     /* UTC s: it ends then; 0 never */
    int severity;      /* 2 unless said: the bell rings */
};

/* False with a sentence that names the word, its column and, when one is near, what was meant. */
bool alert_parse(const char *text, struct alert_rule *rule, struct error *err);

struct alert_state {    /* what is remembered of a rule and one of its subjects, over restarts */
    bool holds;         /* at the last look, within the band */
    bool spent;         /* "once", and it rang */
    int64_t rang_at;    /* UTC s, 0 never */
    int64_t snoozed_to; /* UTC s, 0 not */
};

struct alert_line { /* one rule as the screen shows it */
    char text[ALERT_TEXT_SIZE];
    char fault[120];    /* why it cannot work, "" it does */
    bool from_config;   /* else made in the program */
    bool holds, spent;  /* one of its subjects does */
    int64_t rang_at;    /* the last ring of any subject, UTC s; 0 never */
    int64_t snoozed_to; /* UTC s; 0 not */
    size_t subjects;    /* how many figures it looks at; 0 for events */
};

enum alert_verb { ALERT_ADD, ALERT_REMOVE, ALERT_SNOOZE };

struct alert_wish { /* what the user wants done with a rule */
    enum alert_verb verb;
    char text[ALERT_TEXT_SIZE]; /* the rule; ALERT_SNOOZE: "" all of them */
    int seconds;                /* ALERT_SNOOZE: for so long; 0: it may ring again */
};

struct alert_lines {
    struct alert_line *items;
    size_t count;
};

/* The rule speaks of this symbol, model or source. groups may be NULL: then no group holds anything. */
bool alert_is_about(const struct alert_rule *rule, const char *subject, const struct watchlist *groups);

/* A new value of the figure: does it ring? Unknown values change nothing. Time stamps that lie in the future (a
 * clock that jumped) count as never. */
bool alert_measure(const struct alert_rule *rule, struct alert_state *state, struct amount value, int64_t now,
                   bool market_open);

/* A new event: does it ring? */
bool alert_match(const struct alert_rule *rule, struct alert_state *state, const struct event *event,
                 const struct watchlist *groups, int64_t now, bool market_open);

/* The event that tells it. value and unit are left out when unknown; `from` is the event that rang it, NULL: a
 * figure. key: unique per rule, subject and moment (or event), so that a restart does not ring twice. */
void alert_event(struct event *event, const struct alert_rule *rule, const char *subject, struct amount value,
                 const struct event *from, int64_t now);

#endif
