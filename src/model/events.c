/* SPDX-License-Identifier: MIT
 * What is news, and the sentence that tells it. */
#include "config.h"

#include "model/events.h"

#include "base/date.h"
#include "base/format.h"
#include "base/text.h"
#include "model/filings.h"
#include "model/gpu_market.h"
#include "model/gsi_fix.h"
#include "model/headlines.h"
#include "model/ratings.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NEWS_DAYS          3
#define PRICE_STEP_PERCENT 3.0
#define VOLUME_SURGE       2.0 /* times the average day */
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

/* The house's name is the table's: what several papers say of one action is one event, however worded. */
static bool start_of_told(struct event *event, const struct headline *headline, int64_t now, char key[LONGEST])
{
    if (!event_from_action(event, headline->told, now))
        return false;
    event->kind = EVENT_NEWS;
    snprintf(key, LONGEST, "news %s", event->key);
    return true;
}

static bool start_of_plain(struct event *event, const struct headline *headline, int64_t now, char key[LONGEST])
{
    if (headline->when <= 0 || now - headline->when > NEWS_DAYS * DAY)
        return false;
    start(event, EVENT_NEWS, 0, headline->when, headline->symbol);
    snprintf(event->text, sizeof event->text, "%s ", headline->symbol);
    size_t used = strlen(event->text);
    text_copy(event->text + used, sizeof event->text - used, headline->title);
    snprintf(event->link, sizeof event->link, "ratings %s", headline->symbol);
    snprintf(key, LONGEST, "news:%s:%016" PRIx64, headline->symbol, headline_key(headline->title));
    return true;
}

bool event_from_headline(struct event *event, const struct headline *headline, int64_t now)
{
    char text[LONGEST], key[LONGEST];
    bool news = headline->told != NULL ? start_of_told(event, headline, now, key)
                                       : start_of_plain(event, headline, now, key);
    if (!news)
        return false;
    snprintf(text, sizeof text, "%s (%s)", event->text,
             headline->publisher[0] != '\0' ? headline->publisher : headline->source);
    if (strlen(headline->link) < sizeof event->link && headline->link[0] != '\0')
        text_copy(event->link, sizeof event->link, headline->link);
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

static void tell_new_model(struct event *event, const struct gpu_book *book)
{
    char text[LONGEST], key[LONGEST], price[24];
    start(event, EVENT_GPU, 0, book->seen_at, "");
    format_price(price, sizeof price, book->median, 2);
    snprintf(text, sizeof text, book->median.known ? "%s newly listed at %s: $%s/GPU-h" : "%s newly listed at %s",
             book->model, book->venue, price);
    snprintf(key, sizeof key, "gpu-new:%s:%s", book->venue, book->model);
    text_copy(event->topic, sizeof event->topic, book->model);
    snprintf(event->detail, sizeof event->detail, "new %s", book->venue);
    snprintf(event->link, sizeof event->link, "gpu %s", book->model);
    finish(event, text, key);
}

bool event_from_books(struct event *event, const struct gpu_book *before, const struct gpu_book *after,
                      double step_percent)
{
    char text[LONGEST], key[LONGEST];
    if (before->venue[0] == '\0') {
        tell_new_model(event, after);
        return true;
    }
    /* Medians only: the cheapest offer of a thin book moves with every single machine. */
    struct amount step = amount_percent_change(after->median, before->median);
    bool stock_changed = before->stock.known && after->stock.known && has_stock(before) != has_stock(after);
    bool price_changed = step.known && fabs(step.value) >= step_percent;
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

static bool is_in_basket(const char *model)
{
    size_t count;
    const struct gsi_basket_row *rows = gsi_basket_rows(&count);
    bool found = strcmp(model, GSI_BASKET) == 0;
    for (size_t i = 0; i < count; i++)
        found = found || strcmp(rows[i].model, model) == 0;
    return found;
}

bool event_from_index(struct event *event, const struct gsi_fix *fix, enum gsi_label before)
{
    char text[LONGEST], key[LONGEST];
    bool basket = strcmp(fix->model, GSI_BASKET) == 0;
    if (before == GSI_UNLABELLED || fix->label == GSI_UNLABELLED || fix->label == before ||
        !is_in_basket(fix->model))
        return false;
    start(event, basket ? EVENT_INDEX : EVENT_GPU, basket ? 1 : 0, fix->fix_at,
          ""); /* rules speak of the basket's */
    snprintf(text, sizeof text, "GPU shortage%s%s: %s " ARROW " %s, index %.0f%s", basket ? "" : " ",
             basket ? "" : fix->model, gsi_label_name(before), gsi_label_name(fix->label), fix->level.value.value,
             fix->level.status == GSI_PROVISIONAL ? " (provisional)" : "");
    snprintf(key, sizeof key, "index:%s:%" PRId64, fix->model, fix->fix_at);
    text_copy(event->topic, sizeof event->topic, basket ? "index" : fix->model);
    snprintf(event->detail, sizeof event->detail, "label %s", gsi_label_name(fix->label));
    event->value = fix->level.value;
    text_copy(event->link, sizeof event->link, "gpu");
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

/* --- levels: each is told once a day, which its key sees to --- */

static void start_level(struct event *event, const struct quote *quote, const char *word, struct amount value)
{
    char key[LONGEST];
    start(event, EVENT_PRICE, 1, quote->as_of, quote->symbol);
    snprintf(key, sizeof key, "%s:%s:%d", word, quote->symbol, (int)date_new_york_day(quote->as_of));
    text_copy(event->key, sizeof event->key, key);
    text_copy(event->detail, sizeof event->detail, word);
    event->value = value;
    snprintf(event->link, sizeof event->link, "price %s", quote->symbol);
}

static bool gap_event(struct event *event, const struct quote *before, const struct quote *after)
{
    struct amount gap = amount_percent_change(after->open, after->prior_close);
    char percent[24], open[24], close[24];
    bool first_of_day = date_new_york_day(before->as_of) != date_new_york_day(after->as_of) || !before->open.known;
    if (!first_of_day || !gap.known || fabs(gap.value) < PRICE_STEP_PERCENT)
        return false;
    start_level(event, after, "gap", after->open);
    format_percent(percent, sizeof percent, gap, 1);
    format_price(open, sizeof open, after->open, after->decimals);
    format_price(close, sizeof close, after->prior_close, after->decimals);
    snprintf(event->text, sizeof event->text, "%s opens %s at %s, after %s", after->symbol, percent, open, close);
    return true;
}

/* The extremes as they were before: the provider moves them together with the price. */
static bool extreme_event(struct event *event, const struct quote *before, const struct quote *after)
{
    bool high = before->year_high.known && after->last.known && after->last.value > before->year_high.value;
    bool low = before->year_low.known && after->last.known && after->last.value < before->year_low.value;
    char price[24], old[24];
    if (!high && !low)
        return false;
    start_level(event, after, high ? "high" : "low", after->last);
    format_price(price, sizeof price, after->last, after->decimals);
    format_price(old, sizeof old, high ? before->year_high : before->year_low, after->decimals);
    snprintf(event->text, sizeof event->text, "%s %s: a new 52-week %s, after %s", after->symbol, price,
             high ? "high" : "low", old);
    return true;
}

static bool volume_event(struct event *event, const struct quote *before, const struct quote *after)
{
    struct amount now = amount_over(after->volume, after->average_volume);
    struct amount then = amount_over(before->volume, before->average_volume);
    bool same_day = date_new_york_day(before->as_of) == date_new_york_day(after->as_of);
    char volume[24];
    if (!now.known || now.value < VOLUME_SURGE || (same_day && then.known && then.value >= VOLUME_SURGE))
        return false;
    start_level(event, after, "volume", after->last);
    format_scaled(volume, sizeof volume, after->volume);
    snprintf(event->text, sizeof event->text, "%s volume %s, %.1f times the average day", after->symbol, volume,
             now.value);
    return true;
}

size_t events_from_levels(struct event *events, const struct quote *before, const struct quote *after)
{
    static bool (*const kinds[EVENT_LEVELS])(struct event *, const struct quote *,
                                             const struct quote *) = {gap_event, extreme_event, volume_event};
    size_t count = 0;
    if (before->as_of <= 0 || after->as_of <= before->as_of)
        return 0;
    for (size_t i = 0; i < EVENT_LEVELS; i++)
        count += kinds[i](&events[count], before, after);
    return count;
}

void event_from_reload(struct event *event, bool sound, int64_t now)
{
    start(event, EVENT_PROGRAM, sound ? 0 : 1, now, "");
    text_copy(event->text, sizeof event->text,
              sound ? "configuration read again"
                    : "configuration read again: it has faults, and the old one stays");
    text_copy(event->detail, sizeof event->detail, sound ? "reloaded" : "faulty");
    text_copy(event->link, sizeof event->link, "log");
    snprintf(event->key, sizeof event->key, "reload:%" PRId64, now);
}

void event_from_outage(struct event *event, const char *source, const char *reason, int64_t since, bool back,
                       int64_t now)
{
    char text[LONGEST], wait[32];
    start(event, EVENT_PROVIDER, back ? 0 : 1, now, "");
    format_wait(wait, sizeof wait, now - since);
    if (back)
        snprintf(text, sizeof text, "%s answers again, after %s", source, wait);
    else
        snprintf(text, sizeof text, "%s has been failing for %s: %s", source, wait, reason);
    text_copy(event->text, sizeof event->text, text);
    text_copy(event->topic, sizeof event->topic, source);
    text_copy(event->detail, sizeof event->detail, back ? "back" : "down");
    text_copy(event->link, sizeof event->link, "log");
    snprintf(event->key, sizeof event->key, "outage:%s:%s:%" PRId64, source, back ? "back" : "down", since);
}
