/* SPDX-License-Identifier: MIT
 * Pure arithmetic of when to ask again. */
#include "config.h"

#include "poller/schedule.h"

#define CONSENSUS_SECONDS 3600
#define STATEMENTS_SECONDS                                                                                         \
    (6 * 3600) /* a look into the store; what a list of filings brings is asked for at once */
#define DAY_INDEX_SECONDS      (6 * 3600)
#define COMPANIES_SECONDS      86400
#define DOCUMENT_SECONDS       (10 * 365 * 86400) /* it never changes */
#define FOUND_SECONDS          600
#define HEADLINES_SECONDS      120
#define SUPPLY_SECONDS         86400
#define BACKOFF_CAP_MS         (10 * 60 * 1000)
#define BACKOFF_DOUBLINGS_MOST 20

static int quote_interval(const struct config *config, enum market_session session)
{
    switch (session) {
    case SESSION_PRE:
    case SESSION_POST:
        return config->extended_seconds;
    case SESSION_CLOSED:
        return config->closed_seconds;
    case SESSION_REGULAR:
    case SESSION_UNKNOWN: /* beyond the calendar's end: as if open */
        break;
    }
    return config->open_seconds;
}

static int bars_interval(const struct config *config, enum market_session session)
{
    int closed = config->closed_seconds;
    return session == SESSION_CLOSED && closed > config->bars_seconds ? closed : config->bars_seconds;
}

int schedule_interval(const struct config *config, enum dataset_kind kind, enum market_session session)
{
    switch (kind) {
    case DATASET_QUOTES:
        return quote_interval(config, session);
    case DATASET_BARS:
        return bars_interval(config, session);
    case DATASET_RATINGS:
        return config->ratings_seconds;
    case DATASET_CONSENSUS:
        return CONSENSUS_SECONDS < config->ratings_seconds ? CONSENSUS_SECONDS : config->ratings_seconds;
    case DATASET_RECEIVABLES:
        return config->facts_seconds;
    case DATASET_FILINGS:
    case DATASET_FEED:
    case DATASET_GPU_HISTORY:
        return config->filings_seconds;
    case DATASET_GPU_MARKET:
    case DATASET_GPU_INDEX:
        return config->gpu_seconds;
    case DATASET_DOCUMENT:
        return DOCUMENT_SECONDS;
    case DATASET_FOUND:
    case DATASET_SYMBOLS:
        return FOUND_SECONDS;
    case DATASET_HEADLINES:
        return HEADLINES_SECONDS;
    case DATASET_CUSTOMERS:
        return STATEMENTS_SECONDS;
    case DATASET_ACCEPTED:
        return config->feed_seconds;
    case DATASET_DAY_INDEX:
        return DAY_INDEX_SECONDS;
    case DATASET_SUPPLY: /* the slower pace of its sources counts */
        return SUPPLY_SECONDS;
    case DATASET_CAPEX:
    case DATASET_TAPE:
    case DATASET_FIRM:
    case DATASET_COMPANIES:
    case DATASET_EVENTS:
    case DATASET_EVENT_LIST:
    case DATASET_THESIS:
    case DATASET_ALERTS:
    case DATASET_KINDS:
        break;
    }
    return COMPANIES_SECONDS;
}

int64_t schedule_not_yet_ms(unsigned times)
{
    static const int seconds[] = {2, 5, 10, 20, 40, 60};
    size_t last = sizeof seconds / sizeof seconds[0] - 1, at = times > 0 ? times - 1 : 0;
    return (int64_t)seconds[at < last ? at : last] * 1000;
}

int64_t schedule_jitter_ms(int64_t interval_ms, double random)
{
    return interval_ms + (int64_t)((double)interval_ms * 0.2 * (random - 0.5));
}

int64_t schedule_backoff_ms(unsigned failures, int64_t floor_ms, double random)
{
    unsigned doublings = failures < BACKOFF_DOUBLINGS_MOST ? failures : BACKOFF_DOUBLINGS_MOST;
    int64_t most = (int64_t)1000 << doublings;
    if (most > BACKOFF_CAP_MS)
        most = BACKOFF_CAP_MS;
    int64_t delay = (int64_t)(random * (double)most);
    return delay > floor_ms ? delay : floor_ms;
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211); /* FNV-1a */
    return hash;
}

int64_t schedule_offset_ms(const char *source, const char *subject, uint64_t seed, int64_t interval_ms)
{
    if (interval_ms <= 0)
        return 0;
    uint64_t hash = hash_text(UINT64_C(14695981039346656037) ^ seed, source);
    hash = hash_text(hash * UINT64_C(31), subject);
    hash ^= hash >> 29; /* FNV's low bits are poor for short texts */
    return (int64_t)(hash % (uint64_t)interval_ms);
}
