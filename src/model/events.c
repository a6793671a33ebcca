/* SPDX-License-Identifier: MIT
 * What is news, and the sentence that tells it. */
#include "config.h"

#include "model/events.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "model/filings.h"
#include "model/gpu_market.h"
#include "model/ratings.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NEWS_DAYS          3
#define PRICE_STEP_PERCENT 3.0
#define GPU_STEP_PERCENT   2.0
#define DAY                86400
#define FIRM_SIZE          32
#define GRADE_SIZE         25
#define LONGEST            512
#define ARROW              "\xe2\x86\x92"

static const char *const kind_names[EVENT_KINDS] = {
    [EVENT_PRICE] = "price",
    [EVENT_RATING] = "rating",
    [EVENT_TARGET] = "target",
    [EVENT_FILING] = "filing",
    [EVENT_GPU] = "gpu",
    [EVENT_PROVIDER] = "provider",
    [EVENT_PROGRAM] = "program",
    [EVENT_ESTIMATE] = "estimate",
    [EVENT_CONSENSUS] = "consensus",
    [EVENT_RECEIVABLES] = "receivables",
    [EVENT_INDEX] = "index",
    [EVENT_NEWS] = "news",
    [EVENT_ALERT] = "alert",
};

const char *event_kind_name(enum event_kind kind)
{
    return kind_names[kind];
}

bool event_kind_parse(const char *name, enum event_kind *kind)
{
    for (int i = 0; i < EVENT_KINDS; i++)
        if (text_equal_fold(kind_names[i], name)) {
            *kind = (enum event_kind)i;
            return true;
        }
    return false;
}

static void start(struct event *event, enum event_kind kind, int severity, int64_t happened_at, const char *symbol)
{
    memset(event, 0, sizeof *event);
    event->kind = kind;
    event->severity = severity;
    event->happened_at = happened_at;
    text_copy(event->symbol, sizeof event->symbol, symbol);
}

/* Cuts at character boundaries, which snprintf does not. */
static void finish(struct event *event, const char *text, const char *key)
{
    text_copy(event->text, sizeof event->text, text);
    text_copy(event->key, sizeof event->key, key);
}

static void describe_target(const struct rating_action *action, char *text, size_t size)
{
    char from[24], to[24];
    text[0] = '\0';
    if (!action->target_to.known)
        return;
    snprintf(to, sizeof to, "%.10g", action->target_to.value);
    snprintf(from, sizeof from, "%.10g", action->target_from.value);
    if (action->target_from.known && strcmp(from, to) != 0)
        snprintf(text, size, ", target %s %s %s", from, ARROW, to);
    else
        snprintf(text, size, ", target %s", to);
}

static const struct move_row {
    const char *word;              /* for rules */
    const char *verb, *verb_alone; /* with the grade after it; without one */
    bool is_rating;                /* else it is about the target, when there is one */
    int severity;
} moves[] = {
    [MOVE_UNKNOWN] = {"", "rates it", "has a new view", false, 0},
    [MOVE_UPGRADE] = {"upgrade", "upgrades to", "upgrades", true, 1},
    [MOVE_DOWNGRADE] = {"downgrade", "downgrades to", "downgrades", true, 1},
    [MOVE_INITIATE] = {"initiate", "starts at", "starts coverage", true, 0},
    [MOVE_REITERATE] = {"reiterate", "reiterates", "reiterates its rating", false, 0},
    [MOVE_MAINTAIN] = {"maintain", "keeps", "keeps its rating", false, 0},
    [MOVE_DROP] = {"drop", "drops", "drops coverage", true, 0},
};

bool event_from_action(struct event *event, const struct rating_action *action, int64_t now)
{
    char text[LONGEST], key[LONGEST];
    char firm[FIRM_SIZE], grade[GRADE_SIZE], target[64];
    if (action->when <= 0 || now - action->when > NEWS_DAYS * DAY)
        return false;
    const struct move_row *move = &moves[action->move];
    bool rating = move->is_rating || !action->target_to.known;
    start(event, rating ? EVENT_RATING : EVENT_TARGET, move->severity, action->when, action->symbol);
    text_copy(firm, sizeof firm, action->firm);
    text_copy(grade, sizeof grade, action->to);
    describe_target(action, target, sizeof target);
    snprintf(text, sizeof text, "%s %s %s%s%s%s", action->symbol, firm,
             grade[0] != '\0' ? move->verb : move->verb_alone, grade[0] != '\0' ? " " : "", grade, target);
    /* By what was said on which day: the provider's second changes when it corrects itself. */
    snprintf(key, sizeof key, "rating:%s:%d:%s:%s:%.10g", action->symbol, (int)date_new_york_day(action->when),
             firm, grade, action->target_to.known ? action->target_to.value : 0.0);
    text_copy(event->topic, sizeof event->topic, firm);
    text_copy(event->detail, sizeof event->detail, move->word);
    event->value = rating_target_change(action);
    snprintf(event->link, sizeof event->link, "ratings %s", action->symbol);
    finish(event, text, key);
    return true;
}

static void write_form_and_items(struct event *event, const struct filing *filing)
{
    char words[sizeof filing->form + sizeof filing->items + 1];
    snprintf(words, sizeof words, "%s %s", filing->form, filing->items);
    for (char *at = words; *at != '\0'; at++)
        if (*at == ',')
            *at = ' ';
    text_copy(event->detail, sizeof event->detail, words);
}

bool event_from_filing(struct event *event, const struct filing *filing, int64_t now)
{
    char text[LONGEST], key[LONGEST], words[80];
    if (filing->filed_day == DATE_UNKNOWN || date_new_york_day(now) - filing->filed_day > NEWS_DAYS)
        return false;
    bool notable = filing_is_periodic(filing->form) || strncmp(filing->form, "8-K", 3) == 0;
    start(event, EVENT_FILING, notable ? 1 : 0, 0, filing->symbol);
    filing_describe(filing, words, sizeof words);
    snprintf(text, sizeof text, "%s %s", filing->symbol, words);
    snprintf(key, sizeof key, "filing:%s:%s", filing->symbol, filing->accession);
    write_form_and_items(event, filing);
    filing_address(filing, event->link, sizeof event->link);
    finish(event, text, key);
    return true;
}

static bool has_stock(const struct gpu_book *book)
{
    return book->stock.known && book->stock.value > 0;
}

bool event_from_books(struct event *event, const struct gpu_book *before, const struct gpu_book *after)
{
    char text[LONGEST], key[LONGEST];
    /* Medians only: the cheapest offer of a thin book moves with every single machine. */
    struct amount step = amount_percent_change(after->median, before->median);
    bool stock_changed = before->stock.known && after->stock.known && has_stock(before) != has_stock(after);
    bool price_changed = step.known && fabs(step.value) >= GPU_STEP_PERCENT;
    char percent[24], price[24];
    if (!stock_changed && !price_changed)
        return false;
    start(event, EVENT_GPU, stock_changed ? 1 : 0, after->seen_at, "");
    format_percent(percent, sizeof percent, step, 1);
    format_price(price, sizeof price, after->median, 2);
    if (stock_changed)
        snprintf(text, sizeof text, "%s %s at %s", after->model,
                 has_stock(after) ? "in stock again" : "out of stock", after->venue);
    else
        snprintf(text, sizeof text, "%s %s at %s: $%s/GPU-h", after->model, percent, after->venue, price);
    snprintf(key, sizeof key, "gpu:%s:%s:%" PRId64, after->venue, after->model, after->seen_at);
    text_copy(event->topic, sizeof event->topic, after->model);
    snprintf(event->detail, sizeof event->detail, "%s %s",
             stock_changed ? has_stock(after) ? "stock some" : "stock none" : "price", after->venue);
    event->value = step;
    snprintf(event->link, sizeof event->link, "gpu %s", after->model);
    finish(event, text, key);
    return true;
}

bool event_from_quotes(struct event *event, const struct quote *before, const struct quote *after)
{
    char text[LONGEST], key[LONGEST];
    struct amount step = amount_percent_change(after->last, before->last);
    char percent[24], price[24], since[16];
    bool later_that_day = before->as_of > 0 && after->as_of > before->as_of &&
                          date_new_york_day(before->as_of) == date_new_york_day(after->as_of);
    if (!later_that_day || !step.known || fabs(step.value) < PRICE_STEP_PERCENT)
        return false;
    start(event, EVENT_PRICE, 1, after->as_of, after->symbol);
    format_percent(percent, sizeof percent, step, 1);
    format_price(price, sizeof price, after->last, after->decimals);
    format_time(since, sizeof since, before->as_of);
    snprintf(text, sizeof text, "%s %s since %s, now %s", after->symbol, percent, since, price);
    snprintf(key, sizeof key, "price:%s:%" PRId64, after->symbol, after->as_of);
    text_copy(event->detail, sizeof event->detail, "step");
    event->value = after->last;
    snprintf(event->link, sizeof event->link, "price %s", after->symbol);
    finish(event, text, key);
    return true;
}
