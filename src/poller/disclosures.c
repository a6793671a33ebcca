/* SPDX-License-Identifier: MIT
 * What a report's figures set off: the rules of the configuration over a symbol's quarters and customers, shown
 * with them, and told as events in the transaction that stores the figures. */
#include "config.h"

#include "poller_state.h"

#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "store/edgar.h"

#include <stdio.h>
#include <string.h>

#define NEWS_SECONDS ((int64_t)7 * 86400)

static struct alarm_limits limits_of(const struct config *config)
{
    return (struct alarm_limits){
        .share_points = config->alarm_share_points,
        .dso_days = config->alarm_dso_days,
        .growth_ratio = config->alarm_growth_percent / 100.0,
        .allowance_ratio = config->alarm_allowance_percent / 100.0,
        .obligations_percent = config->alarm_obligations_percent,
        .restated_percent = config->alarm_restated_percent,
    };
}

struct dataset *disclosures_load(struct poller *poller, const char *symbol, struct error *err)
{
    struct dataset *dataset = store_load_receivables(poller->store, symbol, err);
    struct dataset *customers = dataset != NULL ? store_load_customers(poller->store, symbol, err) : NULL;
    if (dataset != NULL && customers != NULL) {
        struct receivables *receivables = &dataset->u.receivables;
        struct alarm_limits limits = limits_of(poller->config);
        receivables->alarms = receivables_alarms(receivables, &customers->u.customers, &limits, &dataset->arena,
                                                 &receivables->alarm_count);
    } else if (dataset != NULL) {
        dataset_unref(dataset);
        dataset = NULL;
    }
    dataset_unref(customers);
    return dataset;
}

#define BUYERS_MOST 8
#define SUMS_MOST   40

struct dataset *disclosures_load_capex(struct poller *poller, struct error *err)
{
    struct dataset *series = dataset_new(DATASET_CAPEX, ""), *companies[BUYERS_MOST] = {NULL};
    const struct receivables *receivables[BUYERS_MOST] = {NULL};
    size_t count;
    const char *const *symbols = capex_buyers(&count);
    bool good = true;
    for (size_t i = 0; i < count && i < BUYERS_MOST && good; i++) {
        companies[i] = store_load_receivables(poller->store, symbols[i], err);
        good = companies[i] != NULL;
        if (!good)
            continue;
        receivables[i] = &companies[i]->u.receivables;
        if (companies[i]->fetched_at > series->fetched_at)
            series->fetched_at = companies[i]->fetched_at;
    }
    series->u.capex.items = arena_array(&series->arena, SUMS_MOST, sizeof *series->u.capex.items);
    if (good)
        series->u.capex.count = capex_combine(receivables, count, series->u.capex.items, SUMS_MOST);
    for (size_t i = 0; i < BUYERS_MOST; i++)
        dataset_unref(companies[i]);
    if (good)
        return series;
    dataset_unref(series);
    return NULL;
}

/* --- events --- */

/* A filing that was in the first list of its company is history, and so is an old one. */
static bool is_news(struct poller *poller, const struct filing *filing)
{
    int64_t first = store_first_filing_seen(poller->store, filing->symbol);
    return filing->first_seen > first && poller_now(poller) - filing->first_seen < NEWS_SECONDS;
}

static bool is_of_filing(const struct receivables *receivables, const struct receivables_alarm *alarm,
                         const struct filing *filing)
{
    if (strcmp(alarm->accession, filing->accession) != 0)
        return false;
    bool of_any_day = alarm->rule == ALARM_CUSTOMER || alarm->rule == ALARM_RESTATED;
    return of_any_day || (receivables->count > 0 && alarm->end_day == receivables->quarters[0].end_day);
}

static void tell(struct poller *poller, const struct receivables_alarm *alarm, const struct filing *filing,
                 struct observations *events)
{
    struct event *event = observations_add_event(events);
    char day[16];
    if (event == NULL)
        return;
    date_to_iso(alarm->end_day, day, sizeof day);
    event->kind = EVENT_RECEIVABLES;
    event->severity = alarm->severity;
    event->happened_at = filing->accepted_at;
    event->observed_at = poller_now(poller);
    event->value = amount_of(alarm->figure);
    text_copy(event->symbol, sizeof event->symbol, filing->symbol);
    text_copy(event->text, sizeof event->text, alarm->text);
    text_copy(event->topic, sizeof event->topic, alarm->subject);
    text_copy(event->detail, sizeof event->detail, alarm_rule_name(alarm->rule));
    filing_address(filing, event->link, sizeof event->link);
    snprintf(event->key, sizeof event->key, "receivables:%s:%s:%s:%.24s:%.24s", filing->symbol,
             alarm_rule_name(alarm->rule), day, alarm->subject, alarm->rule == ALARM_DSO ? "" : filing->accession);
}

static void tell_all(struct poller *poller, const struct filing *filing, struct observations *events)
{
    struct error err = {0};
    struct dataset *dataset = disclosures_load(poller, filing->symbol, &err);
    if (dataset == NULL) {
        log_write(LOG_WARNING, "%s: rules not looked at: %s", filing->symbol, err.message);
        return;
    }
    const struct receivables *receivables = &dataset->u.receivables;
    for (size_t i = 0; i < receivables->alarm_count; i++)
        if (is_of_filing(receivables, &receivables->alarms[i], filing))
            tell(poller, &receivables->alarms[i], filing, events);
    dataset_unref(dataset);
}

void disclosures_collect(struct poller *poller, const struct observations *put, struct observations *events)
{
    char accession[ACCESSION_SIZE] = "";
    const char *symbol = NULL;
    struct filing filing;
    if (put->statement_count > 0) {
        symbol = put->statements[0].symbol;
        text_copy(accession, sizeof accession, put->statements[0].accession);
    } else if (put->fact_count > 0) { /* companyfacts, perhaps after a statement that could not be read */
        symbol = put->facts[0].symbol;
        store_newest_periodic(poller->store, symbol, accession);
    }
    if (symbol != NULL && store_filing_get(poller->store, symbol, accession, &filing) && is_news(poller, &filing))
        tell_all(poller, &filing, events);
}
