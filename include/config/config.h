/* SPDX-License-Identifier: MIT
 * The user's settings: gputape.conf (read, never written), the keys file, and the environment.
 * Syntax is INI: [section], name = value, comments with # or ;, long values continued by indentation. */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define CONFIG_NAME_SIZE 32

struct config_group { /* [watchlist] Name = SYM SYM ... */
    char name[CONFIG_NAME_SIZE];
    char *symbols; /* as written, blank-separated; owned */
};

struct config_source { /* [source.NAME] */
    char name[CONFIG_NAME_SIZE];
    int enabled;          /* -1 not said */
    int interval_seconds; /* 0 not said: the market's pace */
    char base_url[256];   /* "" not said: [network] base_url, else the provider's own hosts */
};

struct config_binding { /* [keys] action = KEY KEY ... */
    char action[CONFIG_NAME_SIZE];
    char *keys; /* owned */
};

struct config_alert { /* [alerts] name = RULE */
    char name[CONFIG_NAME_SIZE];
    char *rule; /* owned */
};

struct config_key { /* a provider's API key */
    char name[CONFIG_NAME_SIZE];
    char *value; /* owned; added to the log's secrets */
};

struct config {
    /* [screen] */
    char theme[64];
    char glyphs[8]; /* auto utf8 blocks ascii */
    char colour[8]; /* auto never always */
    bool mouse;
    bool bell;
    bool drivers;      /* the thesis board stands in the grid, too */
    bool seconds;      /* clock with seconds: one wake-up a second */
    char range[8];     /* chart range at start */
    char chart[8];     /* candles line */
    char indices[256]; /* symbols in the top line */
    /* [price] */
    char columns[256]; /* of the watchlist; "" the program's own */
    /* [drivers] */
    char dossier[512]; /* a file of commitments and guidance; "" none of one's own */
    /* [positions] */
    char positions_file[512];   /* lots; "" none */
    char positions_currency[8]; /* into which they are converted */
    /* [chart] */
    char indicators[128]; /* "sma20 macd12/26/9" */
    bool logarithmic;
    /* [network] */
    char base_url[256];
    char limits[16];      /* providers none */
    char stream_url[256]; /* of streams, likewise: "http://127.0.0.1:N" */
    char ca_file[512];
    char proxy[256];
    char user_agent[256]; /* for providers that want a browser's */
    /* [sec] */
    char sec_contact[128]; /* "Name name@example.org"; "" makes the SEC panes say what is missing */
    /* [poll] seconds */
    int open_seconds, extended_seconds, closed_seconds;
    int feed_seconds, ratings_seconds, filings_seconds, facts_seconds, gpu_seconds, bars_seconds;
    /* [ratings] what is notable, percent */
    int target_percent, estimate_percent;
    int second_seconds;   /* between second opinions on quotes; 0: never */
    int disagree_percent; /* two providers that differ by more are flagged */
    /* [gpu] */
    int gpu_step_percent;
    char index_price[8];     /* ornn own */
    char attested_file[512]; /* prices of GPUs that the user read himself; "" none */
    /* [chain] blank-separated source names */
    char quotes_chain[256];
    /* [notify] */
    char desktop[8]; /* none osc9 osc777 */
    bool tmux;       /* through tmux's passthrough when we run in tmux */
    bool flash;      /* the screen, on alarms */
    bool title;      /* mark the window's title */
    char hook[512];  /* command and arguments for alerts; "" none */
    int hook_seconds, hook_per_minute;
    /* [receivables] limits of its rules; ratios in percent */
    int alarm_share_points, alarm_dso_days, alarm_growth_percent, alarm_allowance_percent;
    int alarm_obligations_percent, alarm_restated_percent;
    /* [log] */
    char log_level[8]; /* error warning info debug */

    struct config_group *groups;
    size_t group_count;
    struct config_source *sources;
    size_t source_count;
    struct config_binding *bindings;
    size_t binding_count;
    struct config_key *keys;
    size_t key_count;
    struct config_alert *alerts;
    size_t alert_count;
};

/* Names that only other layers know; used to refuse unknown ones with a suggestion. NULL lists are not checked. */
struct config_names {
    const char *const *sources;
    size_t source_count;
    const char *const *actions;
    size_t action_count;
    bool (*check_theme)(const char *name, struct error *err);    /* NULL: likewise */
    bool (*check_columns)(const char *names, struct error *err); /* NULL: likewise */
    bool (*check_alert)(const char *rule, struct error *err);    /* NULL: rules are taken as they are */
};

/* Receives one message per fault: "file:line: message". */
struct config_report {
    void (*message)(void *context, const char *text);
    void *context;
    unsigned errors; /* counted by config_load */
};

void config_init(struct config *config);  /* the defaults */
void config_clear(struct config *config); /* wipes the keys */

/* Reads path over the defaults. A missing file is fine unless must_exist. Every fault is reported and counted,
 * the good lines still apply. False when there was any fault. */
bool config_load(struct config *config, const char *path, bool must_exist, const struct config_names *names,
                 struct config_report *report) __attribute__((warn_unused_result));

/* Reads "name = value" API keys. The file must be ours, mode 0600, in no symbolic link: otherwise refused with the
 * command that mends it. Missing file: fine. GPUTAPE_KEY_<NAME> of the environment wins over it. */
bool config_load_keys(struct config *config, const char *path, struct config_report *report)
    __attribute__((warn_unused_result));

const char *config_key(const struct config *config, const char *name);                    /* NULL when none */
const struct config_source *config_source(const struct config *config, const char *name); /* NULL when none */
const char *config_binding(const struct config *config, const char *action);              /* NULL when none */

#endif
