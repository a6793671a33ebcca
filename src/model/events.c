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

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NEWS_DAYS          3
#define PRICE_STEP_PERCENT 3.0
#define GPU_STEP_PERCENT   2.0
#define ARROW              "\xe2\x86\x92"

const char *event_kind_name(enum event_kind kind)
{
    static const char *const names[] = {
        [EVENT_PRICE] = "price",     [EVENT_RATING] = "rating", [EVENT_TARGET] = "target",
        [EVENT_FILING] = "filing",   [EVENT_GPU] = "gpu",       [EVENT_PROVIDER] = "provider",
        [EVENT_PROGRAM] = "program",
    };
    return names[kind];
}

static void start(struct event *event, enum event_kind kind, int severity, int64_t happened_at, const char *symbol)
{
    memset(event, 0, sizeof *event);
    event->kind = kind;
    event->severity = severity;
    event->happened_at = happened_at;
    text_copy(event->symbol, sizeof event->symbol, symbol);
}

static void describe_target(const struct rating_action *action, char *text, size_t size)
{
    char from[24], to[24];
    text[0] = '\0';
    if (!action->target_to.known)
        return;
    snprintf(to, sizeof to, "%.6g", action->target_to.value);
    snprintf(from, sizeof from, "%.6g", action->target_from.value);
    bool changed = action->target_from.known && strcmp(from, to) != 0;
    if (changed)
        snprintf(text, size, ", target %s %s %s", from, ARROW, to);
    else
        snprintf(text, size, ", target %s", to);
}

static const char *verb_of(const struct rating_action *action)
{
    switch (action->move) {
    case MOVE_UPGRADE:
        return "upgrades to";
    case MOVE_DOWNGRADE:
        return "downgrades to";
    case MOVE_INITIATE:
        return "starts at";
    case MOVE_REITERATE:
        return "reiterates";
    case MOVE_DROP:
        return "drops";
    case MOVE_MAINTAIN:
    case MOVE_UNKNOWN:
        break;
    }
    return "keeps";
}

bool event_from_action(struct event *event, const struct rating_action *action, int64_t now)
{
    char target[64];
    if (now - action->when > NEWS_DAYS * 86400)
        return false;
    bool moved = action->move == MOVE_UPGRADE || action->move == MOVE_DOWNGRADE;
    start(event, moved || action->move == MOVE_INITIATE ? EVENT_RATING : EVENT_TARGET, moved ? 1 : 0, action->when,
          action->symbol);
    describe_target(action, target, sizeof target);
    snprintf(event->text, sizeof event->text, "%s %s %s %.24s%s", action->symbol, action->firm, verb_of(action),
             action->to[0] != '\0' ? action->to : "its rating", target);
    snprintf(event->key, sizeof event->key, "rating:%s:%d:%.24s:%.16s:%.6g", action->symbol,
             (int)date_new_york_day(action->when), action->firm, action->to,
             action->target_to.known ? action->target_to.value : 0.0);
    return true;
}

bool event_from_filing(struct event *event, const struct filing *filing, int64_t now)
{
    char words[80];
    if (filing->filed_day == DATE_UNKNOWN || date_new_york_day(now) - filing->filed_day > NEWS_DAYS)
        return false;
    bool notable = filing_is_periodic(filing->form) || strncmp(filing->form, "8-K", 3) == 0;
    start(event, EVENT_FILING, notable ? 1 : 0, 0, filing->symbol);
    filing_describe(filing, words, sizeof words);
    snprintf(event->text, sizeof event->text, "%s %s", filing->symbol, words);
    snprintf(event->key, sizeof event->key, "filing:%s:%s", filing->symbol, filing->accession);
    return true;
}

static bool has_stock(const struct gpu_book *book)
{
    return book->stock.known && book->stock.value > 0;
}

static struct amount book_price(const struct gpu_book *book)
{
    return book->median.known ? book->median : book->low;
}

bool event_from_books(struct event *event, const struct gpu_book *before, const struct gpu_book *after)
{
    struct amount step = amount_percent_change(book_price(after), book_price(before));
    bool stock_changed = before->stock.known && after->stock.known && has_stock(before) != has_stock(after);
    bool price_changed = step.known && fabs(step.value) >= GPU_STEP_PERCENT;
    char percent[24], price[24];
    if (!stock_changed && !price_changed)
        return false;
    start(event, EVENT_GPU, stock_changed ? 1 : 0, after->seen_at, "");
    format_percent(percent, sizeof percent, step, 1);
    format_price(price, sizeof price, book_price(after), 2);
    if (stock_changed)
        snprintf(event->text, sizeof event->text, "%s %s at %s", after->model,
                 has_stock(after) ? "in stock again" : "out of stock", after->venue);
    else
        snprintf(event->text, sizeof event->text, "%s %s at %s: $%s/GPU-h", after->model, percent, after->venue,
                 price);
    snprintf(event->key, sizeof event->key, "gpu:%s:%s:%lld", after->venue, after->model,
             (long long)after->seen_at);
    return true;
}

bool event_from_quotes(struct event *event, const struct quote *before, const struct quote *after)
{
    struct amount step = amount_percent_change(after->last, before->last);
    char percent[24], price[24];
    bool same_day = date_new_york_day(before->as_of) == date_new_york_day(after->as_of);
    if (!step.known || fabs(step.value) < PRICE_STEP_PERCENT || !same_day)
        return false;
    start(event, EVENT_PRICE, 1, after->as_of, after->symbol);
    format_percent(percent, sizeof percent, step, 1);
    format_price(price, sizeof price, after->last, after->decimals);
    snprintf(event->text, sizeof event->text, "%s %s at once, now %s", after->symbol, percent, price);
    snprintf(event->key, sizeof event->key, "price:%s:%lld", after->symbol, (long long)after->as_of);
    return true;
}
