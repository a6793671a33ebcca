/* SPDX-License-Identifier: MIT
 * Words for the states of a slot, by one table of writers. */
#include "config.h"

#include "notice.h"

#include "base/format.h"
#include "base/text.h"
#include "sheet.h"

#include <stdio.h>
#include <string.h>

#define LEAST_ROWS_FOR_FOOTER 4
#define STALE_GRACE_SECONDS   5 /* as slot_state() has it */

int64_t notice_confirmed_at(const struct slot *slot)
{
    int64_t fetched_at = slot->data ? slot->data->fetched_at : 0;
    return slot->data && slot->good_at > fetched_at ? slot->good_at : fetched_at;
}

struct subject { /* what a writer may look at */
    const struct snapshot *snapshot;
    const struct slot *slot; /* may be NULL: loading */
    const char *what, *empty;
    int64_t now;
};

/* " · text" behind what is there, if it fits whole. */
static void add_part(char *line, size_t size, const char *part)
{
    size_t length = strlen(line);
    if (part[0] != '\0' && length + strlen(part) + sizeof " · " <= size) {
        snprintf(line + length, size - length, "%s%s", length ? " · " : "", part);
    }
}

static const char *source_heading(const struct subject *subject)
{
    const char *name = subject->slot ? subject->slot->source : "";
    const struct dataset *data = subject->slot ? subject->slot->data : NULL;
    name = name[0] == '\0' && data ? data->source : name;
    for (size_t i = 0; subject->snapshot && i < subject->snapshot->health_count; i++) {
        const struct source_health *health = &subject->snapshot->health[i];
        if (strcmp(health->name, name) == 0 && health->heading[0] != '\0') {
            return health->heading;
        }
    }
    return name;
}

static void add_next_try(char *line, size_t size, const struct subject *subject)
{
    char wait[32], part[64];
    if (subject->slot && subject->slot->next_at > subject->now) {
        format_wait(wait, sizeof wait, subject->slot->next_at - subject->now);
        snprintf(part, sizeof part, "next try %s", wait);
        add_part(line, size, part);
    }
}

static void add_time(char *line, size_t size, const char *word, int64_t when, int64_t now)
{
    char text[32], part[64];
    if (when == 0) {
        return;
    }
    if (now - when < 20 * 3600) {
        format_time(text, sizeof text, when);
    } else {
        format_month_day(text, sizeof text, when, now);
    }
    snprintf(part, sizeof part, "%s%s", word, text);
    add_part(line, size, part);
}

static int64_t data_time(const struct subject *subject)
{
    return subject->slot ? notice_confirmed_at(subject->slot) : 0;
}

static void write_loading(const struct subject *subject, struct notice *notice)
{
    snprintf(notice->headline, sizeof notice->headline, "loading %s", subject->what);
}

static void write_fresh(const struct subject *subject, struct notice *notice)
{
    const char *source = source_heading(subject); /* none for mixtures, which name theirs per row */
    add_part(notice->headline, sizeof notice->headline, source[0] ? source : subject->what);
    add_time(notice->headline, sizeof notice->headline, "", data_time(subject), subject->now);
    if (subject->slot->stream[0] != '\0') {
        char part[48];
        snprintf(part, sizeof part, "%s trades streaming", subject->slot->stream);
        add_part(notice->headline, sizeof notice->headline, part);
    }
    if (subject->slot->chain_note[0] != '\0') {
        notice->role = ROLE_WARNING;
        add_part(notice->headline, sizeof notice->headline, subject->slot->chain_note);
    }
}

static void write_refreshing(const struct subject *subject, struct notice *notice)
{
    write_fresh(subject, notice);
    add_part(notice->headline, sizeof notice->headline, "refreshing");
}

static void write_stale(const struct subject *subject, struct notice *notice)
{
    char age[32];
    format_age(age, sizeof age, data_time(subject), subject->now);
    snprintf(notice->headline, sizeof notice->headline, "~ stale: %s old", age);
    add_part(notice->headline, sizeof notice->headline, source_heading(subject));
    add_next_try(notice->headline, sizeof notice->headline, subject);
}

static void write_failed(const struct subject *subject, struct notice *notice)
{
    const struct error *error = &subject->slot->error;
    const char *reason = error->message[0] ? error->message : error_word(error->code);
    const char *who = source_heading(subject);
    if (who[0] == '\0') {
        who = "failed";
    }
    bool named = text_contains_fold(reason, who);
    snprintf(notice->headline, sizeof notice->headline, "%s%s%s", named ? "" : who, named ? "" : ": ", reason);
    add_next_try(notice->headline, sizeof notice->headline, subject);
    add_time(notice->headline, sizeof notice->headline, "showing ", data_time(subject), subject->now);
}

static bool is_of_the_sec(enum dataset_kind kind)
{
    return kind == DATASET_RECEIVABLES || kind == DATASET_FILINGS || kind == DATASET_COMPANIES ||
           kind == DATASET_CUSTOMERS || kind == DATASET_DOCUMENT || kind == DATASET_FOUND;
}

static void write_needs(const struct subject *subject, struct notice *notice)
{
    const struct slot *slot = subject->slot;
    if (slot->error.code == ERROR_NEEDS_SETTING && is_of_the_sec(slot->kind)) {
        snprintf(notice->headline, sizeof notice->headline, "needs a setting: the SEC asks for a contact");
        snprintf(notice->advice, sizeof notice->advice, "In gputape.conf, under [sec], your own: %s",
                 "contact = Name name@example.org");
        return;
    }
    bool setting = slot->error.code == ERROR_NEEDS_SETTING;
    const char *message = slot->error.message;
    snprintf(notice->headline, sizeof notice->headline, "%s needs a %s%s%s", source_heading(subject),
             setting ? "setting" : "key", message[0] ? ": " : "", message);
    if (!setting) {
        snprintf(notice->advice, sizeof notice->advice,
                 "Put the key into the file keys beside gputape.conf (mode 0600) as: %s = KEY", slot->source);
    }
}

static void write_empty(const struct subject *subject, struct notice *notice)
{
    const char *reason = subject->slot->error.message;
    add_part(notice->headline, sizeof notice->headline, reason[0] ? reason : subject->empty);
    add_part(notice->headline, sizeof notice->headline, source_heading(subject));
    add_time(notice->headline, sizeof notice->headline, "", data_time(subject), subject->now);
}

static void write_unwanted(const struct subject *subject, struct notice *notice)
{
    snprintf(notice->headline, sizeof notice->headline, "%s are switched off", subject->what);
    snprintf(notice->advice, sizeof notice->advice,
             "Remove enabled = no from the source's section of gputape.conf to see them.");
}

static const struct {
    enum role role;
    int urgency; /* the higher one is shown when two things share a footer */
    void (*write)(const struct subject *subject, struct notice *notice);
} writers[] = {
    [SLOT_LOADING] = {ROLE_MUTED, 2, write_loading},       [SLOT_FRESH] = {ROLE_MUTED, 0, write_fresh},
    [SLOT_REFRESHING] = {ROLE_MUTED, 1, write_refreshing}, [SLOT_STALE] = {ROLE_STALE, 4, write_stale},
    [SLOT_FAILED] = {ROLE_FAILED, 6, write_failed},        [SLOT_NEEDS_KEY] = {ROLE_WARNING, 5, write_needs},
    [SLOT_EMPTY] = {ROLE_MUTED, 1, write_empty},           [SLOT_UNWANTED] = {ROLE_MUTED, 3, write_unwanted},
};

void notice_make(struct notice *notice, const struct snapshot *snapshot, const struct slot *slot, const char *what,
                 const char *empty, int64_t now)
{
    memset(notice, 0, sizeof *notice);
    notice->state = slot_state(slot, now);
    notice->role = writers[notice->state].role;
    const struct subject subject = {snapshot, slot, what, empty, now};
    writers[notice->state].write(&subject, notice);
}

const struct notice *notice_worse(const struct notice *a, const struct notice *b)
{
    return writers[b->state].urgency > writers[a->state].urgency ? b : a;
}

bool notice_must_be_seen(const struct notice *notice)
{
    return writers[notice->state].urgency >= 2 || notice->role != ROLE_MUTED;
}

/* Whole parts between " · " only, so that no figure is cut; the first part may end in an ellipsis. */
static void draw_parts(struct canvas *canvas, struct rect row, enum role role, const char *line)
{
    char text[NOTICE_SIZE];
    text_copy(text, sizeof text, line);
    while ((int)text_width(text) > row.columns) {
        char *last = NULL;
        for (char *at = strstr(text, " · "); at; at = strstr(at + 1, " · ")) {
            last = at;
        }
        if (!last) {
            break;
        }
        *last = '\0';
    }
    canvas_text(canvas, row, 0, 0, row.columns, role, 0, text);
}

struct rect notice_footer(struct canvas *canvas, struct rect area, const struct notice *notice, const char *extra)
{
    bool quiet = !notice_must_be_seen(notice);
    if (area.rows < (quiet ? LEAST_ROWS_FOR_FOOTER : 2)) {
        return area;
    }
    char line[NOTICE_SIZE + 64];
    snprintf(line, sizeof line, "%s%s%s", notice->headline, notice->headline[0] && extra[0] ? " · " : "", extra);
    struct rect row = {area.row + area.rows - 1, area.column, 1, area.columns};
    draw_parts(canvas, row, notice->role, line);
    area.rows--;
    return area;
}

void notice_fill(struct canvas *canvas, struct rect area, const struct notice *notice)
{
    struct sheet sheet;
    sheet_init(&sheet);
    sheet_text(&sheet, notice->role, notice->headline);
    if (notice->advice[0] != '\0') {
        sheet_text(&sheet, ROLE_TEXT, notice->advice);
    }
    int indent = area.columns > 24 ? 2 : 0;
    int down = area.rows > 6 ? area.rows / 3 : 0;
    struct rect middle = {area.row + down, area.column + indent, area.rows - down, area.columns - 2 * indent};
    int top = 0;
    sheet_draw(canvas, middle, &sheet, &top);
    sheet_clear(&sheet);
}

bool notice_is_dim(const struct slot *slot, int64_t now)
{
    enum slot_state state = slot_state(slot, now);
    bool aged = slot && slot->data && slot->interval_seconds > 0 &&
                now - notice_confirmed_at(slot) > 2 * (int64_t)slot->interval_seconds;
    return state == SLOT_STALE || (slot && slot->data && state == SLOT_FAILED && aged);
}

int64_t notice_sooner(int64_t a, int64_t b)
{
    return a == 0 ? b : b == 0 || a < b ? a : b;
}

/* A wait is told in seconds up to two minutes, then in minutes. */
static int64_t wait_next_change(int64_t wait)
{
    int64_t within_minute = wait % 60;
    return wait <= 120 ? 1 : within_minute ? within_minute : 60;
}

int64_t notice_next_change(const struct slot *slot, int64_t now)
{
    if (!slot) {
        return 0;
    }
    int64_t soonest = 0;
    enum slot_state state = slot_state(slot, now);
    int64_t fetched_at = notice_confirmed_at(slot);
    int64_t stale_at = fetched_at + 2 * (int64_t)slot->interval_seconds + STALE_GRACE_SECONDS + 1;
    if (fetched_at > 0 && slot->interval_seconds > 0 && stale_at > now) {
        soonest = stale_at;
    }
    if (fetched_at > 0 && state == SLOT_STALE) {
        soonest = notice_sooner(soonest, format_age_next_change(fetched_at, now));
    }
    if ((state == SLOT_STALE || state == SLOT_FAILED) && slot->next_at > now) {
        soonest = notice_sooner(soonest, now + wait_next_change(slot->next_at - now));
    }
    return soonest;
}
