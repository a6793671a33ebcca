/* SPDX-License-Identifier: MIT
 * The tables' columns, their types and what is plausible in them. The tables themselves are made by migrations.c;
 * a test compares the two. */
#include "config.h"

#include "record_fields.h"

/* --- the cache --- */

static const struct field quote_fields[] = {
    TEXT(struct stored_quote, quote.symbol, "symbol"),
    TEXT(struct stored_quote, quote.name, "name"),
    TEXT(struct stored_quote, quote.currency, "currency"),
    TEXT(struct stored_quote, quote.exchange, "exchange"),
    TEXT(struct stored_quote, quote.source, "source"),
    TIME(struct stored_quote, quote.as_of, "as_of"),
    TIME(struct stored_quote, quote.fetched_at, "fetched_at"),
    PRICE(struct stored_quote, quote.last, "last"),
    PRICE(struct stored_quote, quote.prior_close, "prior_close"),
    PRICE(struct stored_quote, quote.open, "open"),
    PRICE(struct stored_quote, quote.high, "high"),
    PRICE(struct stored_quote, quote.low, "low"),
    PRICE(struct stored_quote, quote.bid, "bid"),
    PRICE(struct stored_quote, quote.ask, "ask"),
    SHARES(struct stored_quote, quote.volume, "volume"),
    SHARES(struct stored_quote, quote.average_volume, "average_volume"),
    AMOUNT(struct stored_quote, quote.market_cap, "market_cap", 0, WORTH_MOST),
    PRICE(struct stored_quote, quote.year_low, "year_low"),
    PRICE(struct stored_quote, quote.year_high, "year_high"),
    PRICE(struct stored_quote, quote.extended_last, "extended_last"),
    TIME(struct stored_quote, quote.extended_as_of, "extended_as_of"),
    INT(struct stored_quote, quote.session, "session", SESSION_UNKNOWN, SESSION_CLOSED),
    INT(struct stored_quote, quote.extended_session, "extended_session", SESSION_UNKNOWN, SESSION_CLOSED),
    INT(struct stored_quote, quote.decimals, "decimals", 0, 8),
    INT(struct stored_quote, quote.delay_minutes, "delay_minutes", -1, 10000),
    FLAG(struct stored_quote, quote.halted, "halted"),
    FLAG(struct stored_quote, quote.not_found, "not_found"),
    TIME(struct stored_quote, quote.earnings_at, "earnings_at"),
    FLAG(struct stored_quote, quote.earnings_estimated, "earnings_estimated"),
    PRICE(struct stored_quote, quote.other_last, "other_last"),
    AMOUNT(struct stored_quote, quote.other_percent, "other_percent", -100, 1e9),
    TIME(struct stored_quote, quote.other_at, "other_at"),
    TEXT(struct stored_quote, quote.other_source, "other_source"),
    {"trend", FIELD_TREND, AT(struct stored_quote, trend), 0, 0},
};
RECORD(quote, FILE_CACHE, "cache.quote", 1, NEWER_WINS, "fetched_at");

static const struct field tick_fields[] = {
    TIME(struct stored_tick, at, "at"),         TEXT(struct stored_tick, symbol, "symbol"),
    PRICE(struct stored_tick, last, "last"),    SHARES(struct stored_tick, volume, "volume"),
    TEXT(struct stored_tick, source, "source"),
};
RECORD(tick, FILE_CACHE, "cache.tick", 2, FIRST_STAYS, NULL);

static const struct field bar_fields[] = {
    TEXT(struct stored_bar, symbol, "symbol"),
    INT(struct stored_bar, interval, "interval", 0, BAR_INTERVALS - 1),
    TIME(struct stored_bar, bar.start, "start"),
    REAL(struct stored_bar, bar.open, "open", PRICE_LEAST, PRICE_MOST),
    REAL(struct stored_bar, bar.high, "high", PRICE_LEAST, PRICE_MOST),
    REAL(struct stored_bar, bar.low, "low", PRICE_LEAST, PRICE_MOST),
    REAL(struct stored_bar, bar.close, "close", PRICE_LEAST, PRICE_MOST),
    SHARES(struct stored_bar, bar.volume, "volume"),
    FLAG(struct stored_bar, bar.partial, "partial"),
    INT(struct stored_bar, bar.session, "session", 0, SESSION_CLOSED),
    TEXT(struct stored_bar, source, "source"),
    TIME(struct stored_bar, fetched_at, "fetched_at"),
};
RECORD(bar, FILE_CACHE, "cache.bar", 3, NEWER_WINS, "fetched_at");

static const struct field bar_brief_fields[] = {
    TIME(struct bar, start, "start"),
    REAL(struct bar, open, "open", PRICE_LEAST, PRICE_MOST),
    REAL(struct bar, high, "high", PRICE_LEAST, PRICE_MOST),
    REAL(struct bar, low, "low", PRICE_LEAST, PRICE_MOST),
    REAL(struct bar, close, "close", PRICE_LEAST, PRICE_MOST),
    SHARES(struct bar, volume, "volume"),
    FLAG(struct bar, partial, "partial"),
    INT(struct bar, session, "session", 0, SESSION_CLOSED),
};
RECORD(bar_brief, FILE_CACHE, "cache.bar", 1, NEWER_WINS, "fetched_at");

static const struct field bars_fields[] = {
    TEXT(struct stored_bars, symbol, "symbol"),
    INT(struct stored_bars, range, "range", 0, CHART_RANGES - 1),
    INT(struct stored_bars, interval, "interval", 0, BAR_INTERVALS - 1),
    TEXT(struct stored_bars, currency, "currency"),
    INT(struct stored_bars, decimals, "decimals", 0, 8),
    PRICE(struct stored_bars, prior_close, "prior_close"),
    TEXT(struct stored_bars, source, "source"),
    TIME(struct stored_bars, fetched_at, "fetched_at"),
};
RECORD(bars, FILE_CACHE, "cache.bars", 2, NEWER_WINS, "fetched_at");

static const struct field filing_fields[] = {
    TEXT(struct filing, symbol, "symbol"),
    TEXT(struct filing, accession, "accession"),
    NUMBER(struct filing, cik, "cik"),
    TEXT(struct filing, form, "form"),
    DAY(struct filing, filed_day, "filed_day"),
    DAY(struct filing, report_day, "report_day"),
    TEXT(struct filing, items, "items"),
    TEXT(struct filing, document, "document"),
    TEXT(struct filing, description, "description"),
    TIME(struct filing, first_seen, "first_seen"),
    TIME(struct filing, accepted_at, "accepted_at"),
};
RECORD(filing, FILE_CACHE, "cache.filing", 2, FIRST_STAYS, NULL);

static const struct field fact_fields[] = {
    TEXT(struct stored_fact, fact.symbol, "symbol"),
    TEXT(struct stored_fact, fact.concept, "concept"),
    TEXT(struct stored_fact, fact.unit, "unit"),
    DAY(struct stored_fact, fact.start_day, "start_day"),
    DAY(struct stored_fact, fact.end_day, "end_day"),
    TEXT(struct stored_fact, fact.accession, "accession"),
    TEXT(struct stored_fact, fact.form, "form"),
    REAL(struct stored_fact, fact.value, "value", -WORTH_MOST, WORTH_MOST),
    DAY(struct stored_fact, fact.filed_day, "filed_day"),
    TIME(struct stored_fact, fetched_at, "fetched_at"),
};
RECORD(fact, FILE_CACHE, "cache.fact", 7, NEWER_WINS, "fetched_at");

static const struct field company_fields[] = {
    TEXT(struct stored_company, company.symbol, "symbol"),
    NUMBER(struct stored_company, company.cik, "cik"),
    TEXT(struct stored_company, company.name, "name"),
    TIME(struct stored_company, fetched_at, "fetched_at"),
};
RECORD(company, FILE_CACHE, "cache.company", 1, NEWER_WINS, "fetched_at");

static const struct field offer_fields[] = {
    TEXT(struct stored_offer, offer.venue, "venue"),
    TEXT(struct stored_offer, offer.model, "model"),
    NUMBER(struct stored_offer, position, "position"),
    TEXT(struct stored_offer, offer.raw_model, "raw_model"),
    TEXT(struct stored_offer, offer.region, "region"),
    NUMBER(struct stored_offer, offer.offer_id, "offer_id"),
    NUMBER(struct stored_offer, offer.machine_id, "machine_id"),
    INT(struct stored_offer, offer.gpu_count, "gpu_count", 0, 100000),
    REAL(struct stored_offer, offer.usd_gpu_hour, "usd_gpu_hour", 0, RENT_MOST),
    REAL(struct stored_offer, offer.raw_amount, "raw_amount", 0, 1e9),
    TEXT(struct stored_offer, offer.raw_unit, "raw_unit"),
    FLAG(struct stored_offer, offer.spot, "spot"),
    FLAG(struct stored_offer, offer.verified, "verified"),
    AMOUNT(struct stored_offer, offer.reliability, "reliability", 0, 1),
    TIME(struct stored_offer, at, "at"),
};
RECORD(offer, FILE_CACHE, "cache.offer", 3, NEWER_WINS, "at");

static const struct field heard_fields[] = {
    INT(struct stored_heard, kind, "kind", 0, DATASET_KINDS - 1),
    TEXT(struct stored_heard, subject, "subject"),
    TEXT(struct stored_heard, source, "source"),
    TIME(struct stored_heard, at, "at"),
};
RECORD(heard, FILE_CACHE, "cache.heard", 2, NEWER_WINS, "at");

static const struct field poll_fields[] = {
    TEXT(struct stored_poll, source, "source"),
    TEXT(struct stored_poll, subject, "subject"),
    TIME(struct stored_poll, poll.tried_at, "tried_at"),
    TIME(struct stored_poll, poll.good_at, "good_at"),
    INT(struct stored_poll, poll.failures, "failures", 0, 1000000),
    TEXT(struct stored_poll, poll.etag, "etag"),
    TEXT(struct stored_poll, poll.last_modified, "last_modified"),
    TEXT(struct stored_poll, poll.body_digest, "body_digest"),
};
RECORD(poll, FILE_CACHE, "cache.poll", 2, LAST_WINS, "tried_at");

static const struct field cooling_fields[] = {
    TEXT(struct stored_cooling, bucket, "bucket"),
    TIME(struct stored_cooling, until, "until"),
    TIME(struct stored_cooling, at, "at"),
};
RECORD(cooling, FILE_CACHE, "cache.cooling", 1, LAST_WINS, "at");

/* --- the history --- */

static const struct field action_fields[] = {
    TEXT(struct stored_action, action.symbol, "symbol"),
    DAY(struct stored_action, day, "day"),
    WORDS(struct stored_action, action.firm, "firm"),
    WORDS(struct stored_action, action.to, "to_grade"),
    {"target_to", FIELD_KEY_AMOUNT, AT(struct stored_action, action.target_to), PRICE_LEAST, PRICE_MOST},
    TEXT(struct stored_action, action.source, "source"),
    TIME(struct stored_action, action.when, "at"),
    WORDS(struct stored_action, action.from, "from_grade"),
    INT(struct stored_action, action.move, "move", MOVE_UNKNOWN, MOVE_DROP),
    PRICE(struct stored_action, action.target_from, "target_from"),
    TIME(struct stored_action, action.first_seen, "first_seen"),
};
RECORD(action, FILE_HISTORY, "history.action", 6, FIRST_STAYS, NULL);

#define OPINIONS(type, member, column) AMOUNT(type, member, column, 0, 1000)
#define MONTH(n)                                                                                                   \
    OPINIONS(struct stored_consensus, consensus.months[n].strong_buy, "strong_buy" #n),                            \
        OPINIONS(struct stored_consensus, consensus.months[n].buy, "buy" #n),                                      \
        OPINIONS(struct stored_consensus, consensus.months[n].hold, "hold" #n),                                    \
        OPINIONS(struct stored_consensus, consensus.months[n].sell, "sell" #n),                                    \
        OPINIONS(struct stored_consensus, consensus.months[n].strong_sell, "strong_sell" #n)

static const struct field consensus_fields[] = {
    TEXT(struct stored_consensus, consensus.symbol, "symbol"),
    TIME(struct stored_consensus, at, "at"),
    TEXT(struct stored_consensus, consensus.source, "source"),
    PRICE(struct stored_consensus, consensus.target_low, "target_low"),
    PRICE(struct stored_consensus, consensus.target_median, "target_median"),
    PRICE(struct stored_consensus, consensus.target_mean, "target_mean"),
    PRICE(struct stored_consensus, consensus.target_high, "target_high"),
    OPINIONS(struct stored_consensus, consensus.analysts, "analysts"),
    AMOUNT(struct stored_consensus, consensus.recommendation_mean, "recommendation_mean", 1, 5),
    TEXT(struct stored_consensus, consensus.currency, "currency"),
    TIME(struct stored_consensus, consensus.earnings_from, "earnings_from"),
    TIME(struct stored_consensus, consensus.earnings_to, "earnings_to"),
    FLAG(struct stored_consensus, consensus.earnings_estimated, "earnings_estimated"),
    MONTH(0),
    MONTH(1),
    MONTH(2),
    MONTH(3),
};
_Static_assert(TREND_MONTHS == 4, "a column per month and step");
RECORD(consensus, FILE_HISTORY, "history.consensus", 3, FIRST_STAYS, NULL);

/* Earnings per share and revenues share the columns: the wider bounds hold for both. */
#define ESTIMATE(type, member, column) AMOUNT(type, member, column, -WORTH_MOST, WORTH_MOST)

static const struct field estimate_fields[] = {
    TEXT(struct stored_estimate, symbol, "symbol"),
    FLAG(struct stored_estimate, estimate.revenue, "revenue"),
    TEXT(struct stored_estimate, estimate.period, "period"),
    DAY(struct stored_estimate, estimate.end_day, "end_day"),
    TIME(struct stored_estimate, at, "at"),
    TEXT(struct stored_estimate, source, "source"),
    ESTIMATE(struct stored_estimate, estimate.mean, "mean"),
    ESTIMATE(struct stored_estimate, estimate.low, "low"),
    ESTIMATE(struct stored_estimate, estimate.high, "high"),
    OPINIONS(struct stored_estimate, estimate.analysts, "analysts"),
    ESTIMATE(struct stored_estimate, estimate.year_ago, "year_ago"),
    AMOUNT(struct stored_estimate, estimate.growth_percent, "growth_percent", -1e6, 1e6),
    ESTIMATE(struct stored_estimate, estimate.ago7, "ago7"),
    ESTIMATE(struct stored_estimate, estimate.ago30, "ago30"),
    ESTIMATE(struct stored_estimate, estimate.ago60, "ago60"),
    ESTIMATE(struct stored_estimate, estimate.ago90, "ago90"),
    OPINIONS(struct stored_estimate, estimate.up7, "up7"),
    OPINIONS(struct stored_estimate, estimate.up30, "up30"),
    OPINIONS(struct stored_estimate, estimate.down7, "down7"),
    OPINIONS(struct stored_estimate, estimate.down30, "down30"),
    TEXT(struct stored_estimate, estimate.currency, "currency"),
};
RECORD(estimate, FILE_HISTORY, "history.estimate", 5, FIRST_STAYS, NULL);

static const struct field book_fields[] = {
    TEXT(struct gpu_book, venue, "venue"),
    TEXT(struct gpu_book, model, "model"),
    TIME(struct gpu_book, seen_at, "at"),
    RENT(struct gpu_book, low, "low"),
    RENT(struct gpu_book, quartile1, "quartile1"),
    RENT(struct gpu_book, median, "median"),
    RENT(struct gpu_book, quartile3, "quartile3"),
    RENT(struct gpu_book, spot, "spot"),
    AMOUNT(struct gpu_book, offers, "offers", 0, 1e6),
    AMOUNT(struct gpu_book, machines, "machines", 0, 1e6),
    AMOUNT(struct gpu_book, idle_gpus, "idle_gpus", 0, 1e7),
    FLAG(struct gpu_book, capped, "capped"),
    AMOUNT(struct gpu_book, stock, "stock", 0, 1),
    TEXT(struct gpu_book, stock_word, "stock_word"),
    TEXT(struct gpu_book, source, "source"),
    INT(struct gpu_book, role, "role", 0, GPU_ROLES - 1),
    AMOUNT(struct gpu_book, stock8, "stock8", 0, 1),
    AMOUNT(struct gpu_book, regions, "regions", 0, 1e4),
    AMOUNT(struct gpu_book, regions_stocked, "regions_stocked", 0, 1e4),
    AMOUNT(struct gpu_book, rented, "rented", 0, 1e7),
    AMOUNT(struct gpu_book, total, "total", 0, 1e7),
    AMOUNT(struct gpu_book, spot_ratio, "spot_ratio", 0, 1.5),
    AMOUNT(struct gpu_book, interruption, "interruption", 0, 4),
    AMOUNT(struct gpu_book, lead_days, "lead_days", 0, 1000),
    AMOUNT(struct gpu_book, raw, "raw", 0, WORTH_MOST),
    TEXT(struct gpu_book, raw_unit, "raw_unit"),
    INT(struct gpu_book, raw_gpus, "raw_gpus", 0, 1000),
    AMOUNT(struct gpu_book, doubted, "doubted", 0, 1e6),
    TEXT(struct gpu_book, doubt, "doubt"),
};
RECORD(book, FILE_HISTORY, "history.book", 3, NEWER_WINS, "at");

static const struct field event_fields[] = {
    TEXT(struct event, key, "key"),
    INT(struct event, kind, "kind", 0, EVENT_KINDS - 1),
    INT(struct event, severity, "severity", 0, 2),
    TIME(struct event, happened_at, "happened_at"),
    TIME(struct event, observed_at, "observed_at"),
    TEXT(struct event, symbol, "symbol"),
    TEXT(struct event, text, "text"),
    TEXT(struct event, topic, "topic"),
    TEXT(struct event, detail, "detail"),
    AMOUNT(struct event, value, "value", -WORTH_MOST, WORTH_MOST),
    TEXT(struct event, link, "link"),
};
RECORD(event, FILE_HISTORY, "history.event", 1, FIRST_STAYS, NULL);

static const struct field watch_edit_fields[] = {
    NUMBER(struct stored_watch_edit, number, "number"),
    INT(struct stored_watch_edit, edit.kind, "kind", 0, WATCH_EDIT_KINDS - 1),
    TEXT(struct stored_watch_edit, edit.group, "group_name"),
    TEXT(struct stored_watch_edit, edit.symbol, "symbol"),
    TEXT(struct stored_watch_edit, edit.name, "name"),
    INT(struct stored_watch_edit, edit.place, "place", 0, WATCH_SYMBOLS_MOST),
    TIME(struct stored_watch_edit, edit.at, "at"),
};
RECORD(watch_edit, FILE_HISTORY, "history.watch_log", 1, LAST_WINS, "at");

static const struct field setting_fields[] = {
    TEXT(struct stored_setting, name, "name"),
    TEXT(struct stored_setting, value, "value"),
    TIME(struct stored_setting, at, "at"),
};
RECORD(setting, FILE_HISTORY, "history.setting", 1, LAST_WINS, "at");

const struct record *const store_records[] = {
    &record_quote,       &record_tick,        &record_bar,       &record_bars,       &record_filing,
    &record_fact,        &record_dimensional, &record_statement, &record_company,    &record_offer,
    &record_heard,       &record_poll,        &record_cooling,   &record_action,     &record_consensus,
    &record_estimate,    &record_book,        &record_event,     &record_watch_edit, &record_alert_rule,
    &record_alert_state, &record_setting,     &record_document,  &record_content,    &record_found,
    &record_search,      &record_filing_read, &record_split,     &record_quarter,    &record_book_day,
    &record_gsi_input,   &record_gsi_fix,     &record_headline,  &record_quota,      &record_symbol_hit,
    &record_supply,      &record_attested,    &record_cover,     &record_hole,       NULL};
