/* SPDX-License-Identifier: MIT
 * Whose market decides how often quotes and charts are asked for: what the providers say of the symbols' own
 * sessions, which know unscheduled closures and other exchanges, beside the calendar of New York. */
#include "config.h"

#include "poller_state.h"

#include "model/calendar.h"

#include <string.h>

#define TRUSTED_SECONDS 1800 /* what a provider said longer ago says nothing of now */
#define OPENING_SECONDS 600  /* just after the opening bell providers may still say closed */

static const struct quotes *quotes_on_board(const struct poller *poller)
{
    for (size_t i = 0; i < poller->slot_count; i++)
        if (poller->slots[i].kind == DATASET_QUOTES && poller->slots[i].data != NULL)
            return &poller->slots[i].data->u.quotes;
    return NULL;
}

/* Indices and rates are quoted around the clock: it is shares that are waited for. */
static bool sets_pace(const char *symbol)
{
    size_t length = strlen(symbol);
    return symbol[0] != '^' && (length < 2 || strcmp(symbol + length - 2, "=X") != 0);
}

enum market_session pace_told(const struct quote *quote, int64_t now)
{
    enum market_session calendar = calendar_session(now);
    int64_t open, close;
    if (quote == NULL || quote->session == SESSION_UNKNOWN || now - quote->fetched_at >= TRUSTED_SECONDS ||
        calendar_session(quote->fetched_at) != calendar)
        return calendar;
    calendar_last_session(now, &open, &close);
    bool opening = calendar == SESSION_REGULAR && quote->fetched_at < open + OPENING_SECONDS;
    return opening && quote->session != SESSION_REGULAR ? calendar : quote->session;
}

static int activity(enum market_session session)
{
    return session == SESSION_CLOSED ? 0 : session == SESSION_PRE || session == SESSION_POST ? 1 : 2;
}

enum market_session pace_session(const struct poller *poller, const struct job *job)
{
    enum market_session session = poller_session(poller), found = SESSION_CLOSED;
    const struct quotes *quotes = quotes_on_board(poller);
    bool any = false;
    bool of_quotes = job->kind == DATASET_QUOTES && job->symbols != NULL;
    bool of_bars = job->kind == DATASET_BARS && sets_pace(job->symbol);
    size_t count = of_quotes ? job->symbol_count : of_bars ? 1 : 0;
    if (poller->live_pace || quotes == NULL || !calendar_known(poller_now(poller)))
        return session;
    for (size_t i = 0; i < count; i++) {
        const char *symbol = of_quotes ? job->symbols[i] : job->symbol;
        if (!sets_pace(symbol))
            continue;
        enum market_session told = pace_told(quotes_find(quotes, symbol), poller_now(poller));
        found = activity(told) > activity(found) ? told : found;
        any = true;
    }
    return any ? found : session;
}

int64_t pace_cut_ms(const struct poller *poller, const struct job *job, int64_t interval_ms)
{
    int64_t now = poller_now(poller);
    if (job->kind != DATASET_QUOTES || poller->live_pace || !calendar_known(now))
        return interval_ms;
    int64_t left_ms = (calendar_session_change(now) - now + 1) * 1000;
    return left_ms > 0 && left_ms < interval_ms ? left_ms : interval_ms;
}
