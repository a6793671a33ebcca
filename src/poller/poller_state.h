/* SPDX-License-Identifier: MIT
 * What the poller's own files share. Everything here belongs to the poller's thread, except struct wishes,
 * which its mutex guards. */
#ifndef POLLER_POLLER_STATE_H
#define POLLER_POLLER_STATE_H

#include "model/snapshot.h"
#include "net/http.h"
#include "net/rate_limit.h"
#include "poller/poller.h"
#include "poller/schedule.h"
#include "source/source.h"
#include "store/bar_spans.h"

#include <pthread.h>

#define CHAIN_MOST           16
#define POLL_SUBJECT_SIZE    SUBJECT_SIZE
#define FLIGHTS_MOST         8 /* requests under way at once, all hosts */
#define FLIGHTS_PER_PROVIDER 3
#define SETTINGS_MOST        16
#define ALERT_WISHES_MOST    16
#define PROVIDERS_MOST       48

enum job_state {
    JOB_IDLE,
    JOB_WAITING, /* for a session, a token of the rate limit or a free place */
    JOB_RUNNING
};

struct job { /* one thing to keep asking for */
    enum dataset_kind kind;
    char subject[SUBJECT_SIZE];           /* of the subscription */
    char slot_subject[SUBJECT_SIZE];      /* of the slot on the screen that it feeds */
    char poll_subject[POLL_SUBJECT_SIZE]; /* under which the store remembers its polls */
    char symbol[SYMBOL_SIZE];             /* "" when it is about no single symbol */
    enum chart_range range;
    const struct source *chain[CHAIN_MOST];
    size_t chain_count;
    char (*symbols)[SYMBOL_SIZE]; /* a batch; owned */
    size_t symbol_count;
    int64_t follow_ms; /* monotonic: then it may follow the first one's next answer */
    bool second;       /* asks another provider than the one that speaks, to compare */
    bool wanted;       /* the watchlist or the focus still asks for it */

    /* the poll under way */
    enum job_state state;
    size_t at;                    /* position in the chain */
    size_t cursor;                /* first pending symbol not asked yet */
    char (*pending)[SYMBOL_SIZE]; /* asked of the present source; owned, room for the whole batch */
    size_t pending_count;
    char (*missing)[SYMBOL_SIZE]; /* those it does not know: the next source is asked for them */
    size_t missing_count;
    unsigned parts;                /* of the consensus, that were told in this poll */
    const char *answered;          /* the first source that gave a good answer in this poll; NULL none yet */
    char (*hopeless)[SYMBOL_SIZE]; /* those that nobody knew when all were asked; owned */
    size_t hopeless_count;
    int64_t hopeless_until_ms; /* monotonic: not asked around for them before */
    bool renewed;              /* the session was already minted again */
    bool passing;              /* some way to read a report failed for a reason that will pass */
    bool for_place;            /* waits for another request or a session to end, not for a time */
    char older_name[64];
    struct bar_plan bars; /* DATASET_BARS: what is asked for in this poll, */
    size_t bar_span;      /* and which of it is next */
    unsigned bar_requests;
    struct observations *gathered; /* by earlier requests of this poll; owned, NULL none */
    unsigned gather_count;
    unsigned not_yet;          /* how often in a row a report was not there yet */
    struct company *companies; /* of a feed: whose filings are looked for; owned */
    size_t company_count;
    int64_t newest_at;        /* of a feed: its newest entry so far, UTC s */
    struct filing filing;     /* DATASET_CUSTOMERS: the report that is being read */
    struct error first_error; /* why the chain moved on; code 0: it did not */
    const char *first_failed;
    int64_t start_ms; /* monotonic: not before */

    /* the last finished poll */
    struct error error;
    unsigned failures;
    int64_t tried_at, good_at; /* UTC s */
    int64_t due_ms;            /* monotonic */
    bool forced;               /* asked for by the user: another process's answer does not do */
    bool asked;                /* finished at least once since the start (--once) */
    const char *source;        /* who answered last; "" nobody yet */
    char note[96];
};

enum session_state { SESSION_NONE, SESSION_MINTING, SESSION_READY, SESSION_FAILED };

struct provider_state {
    const struct source_provider *provider;
    enum session_state session;
    char token[SOURCE_TOKEN_SIZE];
    struct error session_error;
    int64_t session_retry_ms; /* monotonic: a failed handshake is not tried before */
    unsigned mint;            /* which session this is */
    unsigned mints_refused;   /* in a row, without a good answer in between */
    struct error refusal;     /* why it is resting */
    unsigned strikes;         /* time-outs and server errors in a row */
    unsigned flights;
    unsigned host; /* of its two: 1 the other one */
    bool turned;   /* to the present one, since the last good answer */
};

struct wishes { /* from the screen's thread */
    pthread_mutex_t mutex;
    bool stop;
    bool paused;
    bool focus_changed;
    struct poller_focus focus;
    unsigned refresh; /* mask of kinds */
    bool reloaded, reload_sound;
    struct watch_edit *edits; /* owned; an import may bring many */
    size_t edit_count, edit_room;
    struct {
        char name[32], value[256];
    } settings[SETTINGS_MOST];
    size_t setting_count;
    struct alert_wish alerts[ALERT_WISHES_MOST];
    size_t alert_count;
};

struct slot_care {
    uint64_t used;    /* when it was last looked at, in looks */
    bool stale;       /* the store holds newer */
    int64_t stale_ms; /* since then */
};

struct poller {
    const struct config *config;
    const struct clock *clock;
    struct mailbox *mailbox;
    struct recording *recording;
    struct store_options store_options;
    char *cache_path, *history_path; /* owned; store_options points to them */
    bool offline, recorded, live_pace;
    bool once;      /* every job has one turn, whatever comes of it */
    unsigned kinds; /* mask of what to ask for; 0 all */

    struct watchlist watchlist;
    bool edited;                        /* by what the store keeps */
    const char (*besides)[SYMBOL_SIZE]; /* quoted, too; borrowed */
    size_t besides_count;
    const struct attested *attested; /* borrowed, NULL none */
    struct store *store;
    struct http *http;
    struct rate_limits *limits;
    struct provider_state providers[PROVIDERS_MOST];
    size_t provider_count;
    struct job **jobs;
    size_t job_count, job_room;
    unsigned flights;
    bool unreturned;  /* something was read since memory was last given back */
    bool place_freed; /* a request or a handshake has ended: who waits for one is looked at again */
    uint64_t random;  /* state of the jitter's generator */

    struct poller_focus focus;
    bool paused;
    bool sketch;        /* the board of the first frame */
    struct slot *slots; /* the board: what the next snapshot will hold */
    size_t slot_count, slot_room;
    struct slot_care *slot_care; /* of each */
    uint64_t looks;
    struct source_health *health;
    size_t health_count;
    char report[SNAPSHOT_BANNER_SIZE]; /* what the opening of the store had to say */
    bool online;
    bool dirty; /* something on the board changed since the last publication */
    uint64_t generation;
    int64_t maintained_ms, recovered_ms;
    int64_t boot_offset_ms; /* BOOTTIME - MONOTONIC: grows while the machine sleeps */

    struct streaming *streaming; /* NULL: none */
    struct outages *outages;
    struct alerts *alerts; /* NULL on the board of the first frame */
    void (*on_alert)(void *context, const struct event *event);
    void *on_alert_context;
    struct wishes wishes;
    pthread_t thread;
    bool started;
};

/* --- outage.c --- */
void poller_put_event(struct poller *poller, const struct event *event); /* stored, heard by rules, shown */

/* --- jobs.c: which jobs there are --- */
void jobs_rebuild(struct poller *poller); /* after a change of the watchlist or the focus */
void jobs_free(struct poller *poller);
/* As if nothing had ever been brought: what the store held is lost. */
void jobs_ask_again(struct poller *poller);
void jobs_force(struct poller *poller, unsigned kinds);
/* The name of a key that is not configured though the provider wants it; NULL none. */
const char *key_missing(const struct poller *poller, const struct source_provider *provider);
bool source_is_enabled(const struct poller *poller, const struct source *source);

/* --- fetch.c: one job's way through its chain --- */
void job_begin(struct poller *poller, struct job *job);
void job_step(struct poller *poller, struct job *job);
int job_interval(const struct poller *poller, const struct job *job); /* its pace now, seconds */
struct source_health *health_of(struct poller *poller, const struct source *source);

/* --- bar_requests.c: bars that are held for good are not asked for again --- */
void bars_begin(struct poller *poller, struct job *job);
bool bars_are_held(const struct job *job); /* nothing is left to be asked for */
/* After an answer: true when another part of the range is to be asked for. */
bool bars_go_on(struct poller *poller, struct job *job);

/* --- facts.c --- */
/* Facts are asked for only when a report is newer than the one they came from. */
bool facts_are_current(struct poller *poller, const struct job *job);

/* --- pace.c: whose market decides the pace --- */
/* The session that holds for a symbol: its provider's word while that is fresh, else the calendar's. */
enum market_session pace_told(const struct quote *quote, int64_t now);
/* The liveliest session of the job's symbols. */
enum market_session pace_session(const struct poller *poller, const struct job *job);
/* The next session of the calendar is met at its beginning, however long the interval. */
int64_t pace_cut_ms(const struct poller *poller, const struct job *job, int64_t interval_ms);

/* --- around.c: symbols that a source does not know --- */
/* After an answer: what the source does not know, or has no name for and was not even asked. */
void around_note(struct job *job, const struct subscription *subscription, const struct observations *observations);
/* A source has answered for all that was pending: is the next one asked for what it did not know? */
bool around_on(struct poller *poller, struct job *job);
/* The source has no name for the symbols that are next: they are left to those behind it, which is no failure. True
 * when the job goes on. */
bool around_pass(struct poller *poller, struct job *job, const struct source *source, const struct error *err);

/* --- second.c: second opinions on quotes --- */
/* May the source give one? Several symbols at once, and of another provider than the one that speaks. */
bool second_may_ask(const struct poller *poller, const struct job *job, const struct source *source);
/* After the good end of a first one: its second is asked at once when it is time, so that both speak of one moment.
 */
void second_follow(struct poller *poller, const struct job *first);
void second_mark(const struct job *job, struct observations *observations);
/* Flags the quotes of a dataset on which two providers disagree. */
void second_judge(const struct poller *poller, struct dataset *quotes);

/* --- urgency.c: what a good answer means for the ratings --- */
/* Symbols whose change is withheld until a chart has told of splits; returns how many. */
size_t urgency_suspects(const struct poller *poller, char (*symbols)[SYMBOL_SIZE], size_t most);
void ratings_follow(struct poller *poller, const struct job *job);

/* --- parts.c: sources of the consensus complete each other --- */
void parts_keep_new(struct job *job, struct observations *observations);
/* After a good answer: true when the next source may tell what is missing; the job then stands there. */
bool parts_go_on(struct job *job);
/* True when the source could only repeat what was told in this poll: the job then stands at the next. */
bool parts_pass_over(struct poller *poller, struct job *job, const struct source *source);

/* --- session.c: cookies and crumbs --- */
struct provider_state *provider_state(struct poller *poller, const struct source_provider *provider);
/* True when ready. Otherwise *err is set when it cannot be had now, or code 0: wait, it is being minted. */
bool session_ready(struct poller *poller, struct provider_state *state, struct error *err);
/* A source has refused the mint-th session. True when asking again with another one makes sense. */
bool session_refused(struct poller *poller, struct provider_state *state, unsigned mint, const struct error *err);

/* --- address.c: where a request really goes --- */
/* False when a setting is missing. jar, accept and limits are filled too. text buffers live as long as store. */
struct address {
    char url[SOURCE_URL_SIZE + 300];
    char agent[300];
};
bool address_request(const struct poller *poller, const struct source *source,
                     const struct source_provider *provider, const struct source_request *from,
                     struct http_request *to, struct address *address, struct error *err);
void address_rewrite(const char *base_url, const char *url, char *text, size_t size);

/* --- acceptance.c: new filings of all companies --- */
bool acceptance_is(enum dataset_kind kind);
/* EDGAR accepts from 6 to 22 h in New York on working days: outside of them feed and lists rest longer. */
int acceptance_pace(const struct poller *poller, enum dataset_kind kind, int seconds);
void acceptance_prepare(struct poller *poller, struct job *job, struct subscription *subscription);
void acceptance_heard(struct poller *poller, struct job *job, const struct observations *observations);
void acceptance_settle(struct poller *poller, struct job *job); /* the whole feed was read up to newest_at */

/* --- report_queue.c: reports to be read --- */
/* At the job's beginning: which reports there are has never been heard, so that nothing can be said of what they
 * tell. The job bears the error of what it waits for, if that has failed. */
bool statements_are_unlisted(struct poller *poller, struct job *job);
/* After a job's failure: whoever waits for it in vain is told. */
void statements_miss(struct poller *poller, const struct job *job);
/* At the job's beginning: nothing is left to be read. Else the next report stands in job->filing. */
bool statements_are_read(struct poller *poller, struct job *job);
/* After a report: the next one, from the first way on; false when that was the last. */
bool statements_go_on(struct poller *poller, struct job *job);
/* A report has come: its statement is asked for now. */
void statements_ask(struct poller *poller, const char *symbol);
/* After a job's good end: whoever waits for what it has brought is asked now. */
void statements_follow(struct poller *poller, struct job *job);
void statements_note_failure(struct job *job, const struct error *err);
/* True when no way to read the report is left: that is remembered, and a link must do. */
bool statements_give_up(struct poller *poller, struct job *job);

/* --- disclosures.c: rules over a symbol's figures --- */
/* Quarters with what the rules find in them. */
struct dataset *disclosures_load(struct poller *poller, const char *symbol, struct error *err);
/* One series of the largest buyers, out of what is stored of them. */
struct dataset *disclosures_load_capex(struct poller *poller, struct error *err);
/* After figures of a report were put, in the same transaction: what they set off. */
void disclosures_collect(struct poller *poller, const struct observations *put, struct observations *events);

/* --- keep.c: what was observed goes into the store --- */
bool keep_observations(struct poller *poller, const struct source *source, struct observations *observations,
                       struct error *err);
void keep_poll(struct poller *poller, const struct job *job, const struct source *source, bool good,
               const char *etag, const char *last_modified);
void keep_cooling(struct poller *poller, const struct source_provider *provider);
void keep_exchange(struct poller *poller, const char *method, const char *url,
                   const struct http_response *response); /* --record */

/* --- gather.c: polls that take several requests --- */
/* True when the answer names a further request: what was read is taken over, and the job may go on with it. */
bool gather_on(struct job *job, const struct source *source, struct observations *observations);
/* A further request of the poll begins: it gets what was read before. */
void gather_resume(struct job *job, struct observations *observations);
/* It failed: what was read before it is taken back, for gather_end to keep. */
void gather_rescue(struct job *job, const struct source *source, struct observations *observations);
/* The poll has ended without a last answer: what was read is stored. True when there was something. */
bool gather_end(struct poller *poller, struct job *job);
void gather_drop(struct job *job);

/* --- refusal.c: providers that must be left alone for a while --- */
void provider_failed(struct poller *poller, struct provider_state *state, const struct error *err,
                     int64_t retry_after_seconds);
/* Puts the host that is asked at present into the address. */
void provider_host(const struct provider_state *state, char *url);
/* After a failure of a request that was sent to that host: true when asking the same again, of the other host,
 * makes sense. */
bool provider_turns(struct provider_state *state, unsigned host, const char *url, const struct error *err);
void provider_answered(struct poller *poller, struct provider_state *state);
/* True while it rests; *err says why. */
bool provider_rests(const struct poller *poller, const struct provider_state *state, struct error *err);
void recall_refusals(struct poller *poller); /* those that the store remembers, also of other processes */

/* --- board.c: slots and snapshots --- */
void board_load_all(struct poller *poller); /* shared kinds and the focus */
/* The store holds newer: what is looked at is read again with the next publication. */
void board_load(struct poller *poller, enum dataset_kind kind, const char *subject);
void board_load_kind(struct poller *poller, enum dataset_kind kind); /* every slot of it */
/* A reference to what the slot holds; without a slot, read from the store. NULL with *err. */
const struct dataset *board_read(struct poller *poller, enum dataset_kind kind, const char *subject,
                                 struct error *err);
void board_look(struct poller *poller); /* after a change of the focus */
/* Milliseconds until something that was put off is to be read and published; INT_MAX nothing was. */
int board_wait_ms(const struct poller *poller);
void board_publish(struct poller *poller);
void board_free(struct poller *poller);

/* --- wishes.c --- */
bool wishes_grant(struct poller *poller); /* false: stop */
bool wishes_stop(struct poller *poller);  /* the end is asked for: nothing long is begun any more */

/* --- poller.c --- */
int64_t poller_now(const struct poller *poller); /* UTC s */
/* When an answer came: now, or in a replay the time that was recorded with it. UTC s. */
int64_t poller_received_at(const struct poller *poller, const struct http_response *response);
int64_t poller_now_ms(const struct poller *poller); /* monotonic */
double poller_random(struct poller *poller);        /* [0,1) */
enum market_session poller_session(const struct poller *poller);

/* --- watched.c --- */
/* All distinct symbols whose quotes are wanted; room for WATCHED_MOST. */
#define WATCHED_MOST (WATCH_SYMBOLS_MOST + 32)
size_t watched_symbols(const struct poller *poller, char (*symbols)[SYMBOL_SIZE], size_t most);

#endif
