/* SPDX-License-Identifier: MIT
 * All that the screen may show at one moment. Immutable once shared, reference-counted. */
#ifndef MODEL_SNAPSHOT_H
#define MODEL_SNAPSHOT_H

#include "base/error.h"
#include "model/dataset.h"

/* What a pane must make visible; each is drawn differently. */
enum slot_state {
    SLOT_LOADING, /* nothing yet, a request is under way or due */
    SLOT_FRESH,
    SLOT_REFRESHING, /* fresh or stale data, a request is under way */
    SLOT_STALE,      /* older than two intervals */
    SLOT_FAILED,     /* the last try failed; older data may still be here */
    SLOT_NEEDS_KEY,  /* or a setting */
    SLOT_EMPTY,      /* answered, nothing reported */
    SLOT_UNWANTED    /* switched off */
};

struct slot {
    enum dataset_kind kind;
    char subject[SUBJECT_SIZE];
    const struct dataset *data;    /* owned reference; NULL when none. A failure keeps the older data */
    char source[SOURCE_NAME_SIZE]; /* the source that speaks, or that failed last */
    char chain_note[96];           /* why a fallback speaks: "yahoo rate-limited"; "" otherwise */
    char stream[24];               /* the provider whose trades come in as they happen; "" none */
    int64_t tried_at, next_at;     /* UTC s; 0 never / not scheduled */
    int64_t good_at;               /* last good answer, which may only have confirmed older data; 0 never */
    int interval_seconds;          /* the pace at present */
    bool refreshing;
    bool disabled;
    struct error error; /* of the last try; code 0 when it succeeded */
};

struct source_health { /* one line of the status and of --print health */
    char name[SOURCE_NAME_SIZE];
    char heading[32];
    enum dataset_kind kind;
    struct error error;
    int64_t last_good_at, next_at;
    unsigned requests, failures;
    bool enabled;
};

#define SNAPSHOT_BANNER_SIZE 160

struct snapshot {
    uint64_t generation; /* grows with every publication */
    int64_t made_at;     /* UTC s */
    struct slot *slots;
    size_t slot_count;
    struct source_health *health;
    size_t health_count;
    bool paused;
    bool online;                       /* the last finished request of any source got an answer */
    char banner[SNAPSHOT_BANNER_SIZE]; /* "cache not written: disk full", "" none */
    int references;                    /* private */
};

struct snapshot *snapshot_new(size_t slot_count, size_t health_count);
const struct snapshot *snapshot_ref(const struct snapshot *snapshot);
void snapshot_unref(const struct snapshot *snapshot); /* NULL is allowed; drops the datasets too */

/* NULL when the snapshot (which may be NULL) has no such slot. */
const struct slot *snapshot_slot(const struct snapshot *snapshot, enum dataset_kind kind, const char *subject);
/* The dataset of that slot, or NULL. */
const struct dataset *snapshot_data(const struct snapshot *snapshot, enum dataset_kind kind, const char *subject);
enum slot_state slot_state(const struct slot *slot, int64_t now); /* NULL slot: loading */
/* Subject used for the bars slot of a symbol and range: "CRWV 1m". */
void snapshot_bars_subject(char *subject, size_t size, const char *symbol, enum chart_range range);
/* The two parts again; false when it is no such subject. */
bool snapshot_bars_split(const char *subject, char symbol[SYMBOL_SIZE], enum chart_range *range);

#endif
