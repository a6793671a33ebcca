/* SPDX-License-Identifier: MIT
 * What changed: one sentence each, with time, symbol and a link to the evidence. */
#ifndef MODEL_EVENTS_H
#define MODEL_EVENTS_H

#include "model/gsi.h"
#include "model/prices.h"

#define EVENT_TEXT_SIZE   128
#define EVENT_KEY_SIZE    96
#define EVENT_TOPIC_SIZE  24
#define EVENT_DETAIL_SIZE 48
#define EVENT_LINK_SIZE   96

enum event_kind { /* stored as numbers: new ones at the end only */
                  EVENT_PRICE,
                  EVENT_RATING,
                  EVENT_TARGET,
                  EVENT_FILING,
                  EVENT_GPU,
                  EVENT_PROVIDER,
                  EVENT_PROGRAM,
                  EVENT_ESTIMATE,
                  EVENT_CONSENSUS,   /* its step, or how many analysts there are */
                  EVENT_RECEIVABLES, /* an alarm out of a filing's figures */
                  EVENT_INDEX,       /* the GPU shortage index */
                  EVENT_NEWS,
                  EVENT_ALERT, /* a rule of the user */
                  EVENT_KINDS
};

struct event {
    enum event_kind kind;
    int severity;        /* 0 note, 1 notable, 2 alarm */
    int64_t happened_at; /* UTC s, 0 unknown */
    int64_t observed_at; /* UTC s */
    char symbol[SYMBOL_SIZE];
    char text[EVENT_TEXT_SIZE];
    /* The same for rules, in words that do not change; "" where there is nothing to say. */
    char topic[EVENT_TOPIC_SIZE];   /* what it is about besides a symbol: GPU model, venue, source, firm */
    char detail[EVENT_DETAIL_SIZE]; /* blank-separated words: "upgrade", "8-K 1.01 9.01", "stock none", "down" */
    struct amount value; /* price: the last; target, estimate, GPU: the change in percent; index: its value */
    char link[EVENT_LINK_SIZE]; /* its evidence: an https address, else "PANE SUBJECT" */
    char key[EVENT_KEY_SIZE];   /* unique: the same thing is one event, also over restarts */
};

struct events {
    struct event *items; /* newest first by observed_at */
    size_t count;
    size_t first, total; /* of a window into a longer list: the index of items[0], and how many there are */
};

/* A window into all events that are stored: what stands in it. */
#define EVENT_WORDS_SIZE  64
#define EVENT_WINDOW_MOST 300
struct event_window {
    unsigned kinds; /* mask of 1 << enum event_kind */
    size_t first;
    char words[EVENT_WORDS_SIZE]; /* "" all; else in the sentence, in any case of letters */
};

/* To and from the subject of its dataset. */
void event_window_subject(const struct event_window *window, char *subject, size_t size);
bool event_window_parse(const char *subject, struct event_window *window);

const char *event_kind_name(enum event_kind kind);
bool event_kind_parse(const char *name, enum event_kind *kind);

struct rating_action;
struct filing;
struct headline;
struct gpu_book;
struct gsi_fix;

/* The sentence and the key. False when the thing is too old (more than 3 days before now) to be news. */
bool event_from_action(struct event *event, const struct rating_action *action, int64_t now);
/* A headline: of the action that it tells of, when headline->told is set. False when it is too old. */
bool event_from_headline(struct event *event, const struct headline *headline, int64_t now);
bool event_from_filing(struct event *event, const struct filing *filing, int64_t now);
/* True when the step between two books of a venue and model is news: so many percent in the median, or stock
 * none/some; or when the model is new there (before is then an empty book). */
bool event_from_books(struct event *event, const struct gpu_book *before, const struct gpu_book *after,
                      double step_percent);
/* True when the label of a fix, of the basket or of a model of it, is another than before. Its value is the index.
 */
bool event_from_index(struct event *event, const struct gsi_fix *fix, enum gsi_label before);
/* True when the last price moved 3 % or more since the previous observation of the same New York day. */
bool event_from_quotes(struct event *event, const struct quote *before, const struct quote *after);

/* A gap of 3 % at the open, a new 52-week high or low, twice the average volume: each once a day (its key). Writes
 * at most EVENT_LEVELS events; returns how many. */
#define EVENT_LEVELS 3
size_t events_from_levels(struct event *events, const struct quote *before, const struct quote *after);
/* The user has had the configuration read again. */
void event_from_reload(struct event *event, bool sound, int64_t now);
/* A source has been failing since then, or answers again. */
void event_from_outage(struct event *event, const char *source, const char *reason, int64_t since, bool back,
                       int64_t now);

#endif
