/* SPDX-License-Identifier: MIT
 * The schema, step by step. A minor step only adds, so that an older program may go on using the file; a major step
 * does not. Never change a step that was released: add one. */
#include "config.h"

#include "migrations.h"

static const char cache_1000[] =
    "CREATE TABLE cache.state(name TEXT PRIMARY KEY, value INT) WITHOUT ROWID;"
    "CREATE TABLE cache.quote(symbol TEXT PRIMARY KEY, name TEXT, currency TEXT, exchange TEXT, source TEXT,"
    " as_of INT, fetched_at INT, last REAL, prior_close REAL, open REAL, high REAL, low REAL, bid REAL, ask REAL,"
    " volume REAL, average_volume REAL, market_cap REAL, year_low REAL, year_high REAL, extended_last REAL,"
    " extended_as_of INT, session INT, extended_session INT, decimals INT, delay_minutes INT, halted INT,"
    " not_found INT, earnings_at INT, earnings_estimated INT, trend BLOB) WITHOUT ROWID;"
    "CREATE TABLE cache.tick(at INT, symbol TEXT, last REAL, volume REAL, source TEXT,"
    " PRIMARY KEY(at, symbol)) WITHOUT ROWID;" /* by time: a poll only appends */
    "CREATE TABLE cache.bar(symbol TEXT, interval INT, start INT, open REAL, high REAL, low REAL, close REAL,"
    " volume REAL, partial INT, source TEXT, fetched_at INT, PRIMARY KEY(symbol, interval, start)) WITHOUT ROWID;"
    "CREATE TABLE cache.bars(symbol TEXT, range INT, interval INT, currency TEXT, decimals INT, prior_close REAL,"
    " source TEXT, fetched_at INT, PRIMARY KEY(symbol, range)) WITHOUT ROWID;"
    "CREATE TABLE cache.filing(symbol TEXT, accession TEXT, cik INT, form TEXT, filed_day INT, report_day INT,"
    " items TEXT, document TEXT, description TEXT, first_seen INT, PRIMARY KEY(symbol, accession)) WITHOUT ROWID;"
    "CREATE TABLE cache.fact(symbol TEXT, concept TEXT, unit TEXT, start_day INT, end_day INT, accession TEXT,"
    " form TEXT, value REAL, filed_day INT, fetched_at INT,"
    " PRIMARY KEY(symbol, concept, unit, start_day, end_day, accession, form)) WITHOUT ROWID;"
    "CREATE TABLE cache.company(symbol TEXT PRIMARY KEY, cik INT, name TEXT, fetched_at INT) WITHOUT ROWID;"
    "CREATE TABLE cache.offer(venue TEXT, model TEXT, position INT, raw_model TEXT, region TEXT, offer_id INT,"
    " machine_id INT, gpu_count INT, usd_gpu_hour REAL, raw_amount REAL, raw_unit TEXT, spot INT, verified INT,"
    " reliability REAL, at INT, PRIMARY KEY(venue, model, position)) WITHOUT ROWID;"
    "CREATE TABLE cache.heard(kind INT, subject TEXT, source TEXT, at INT, PRIMARY KEY(kind, subject))"
    " WITHOUT ROWID;"
    "CREATE TABLE cache.poll(source TEXT, subject TEXT, tried_at INT, good_at INT, failures INT, etag TEXT,"
    " last_modified TEXT, body_digest TEXT, PRIMARY KEY(source, subject)) WITHOUT ROWID;"
    "CREATE TABLE cache.cooling(bucket TEXT PRIMARY KEY, until INT, at INT) WITHOUT ROWID;";

static const char cache_1001[] = "CREATE INDEX cache.filing_by_day ON filing(symbol, filed_day);";

static const char history_1000[] =
    "CREATE TABLE history.state(name TEXT PRIMARY KEY, value INT) WITHOUT ROWID;"
    "CREATE TABLE history.action(symbol TEXT, day INT, firm TEXT, to_grade TEXT, target_to REAL, source TEXT,"
    " at INT, from_grade TEXT, move INT, target_from REAL, first_seen INT,"
    " PRIMARY KEY(symbol, day, firm, to_grade, target_to, source)) WITHOUT ROWID;"
    "CREATE TABLE history.consensus(symbol TEXT, at INT, source TEXT, target_low REAL, target_median REAL,"
    " target_mean REAL, target_high REAL, analysts REAL, recommendation_mean REAL, currency TEXT,"
    " earnings_from INT, earnings_to INT, earnings_estimated INT,"
    " strong_buy0 REAL, buy0 REAL, hold0 REAL, sell0 REAL, strong_sell0 REAL,"
    " strong_buy1 REAL, buy1 REAL, hold1 REAL, sell1 REAL, strong_sell1 REAL,"
    " strong_buy2 REAL, buy2 REAL, hold2 REAL, sell2 REAL, strong_sell2 REAL,"
    " strong_buy3 REAL, buy3 REAL, hold3 REAL, sell3 REAL, strong_sell3 REAL,"
    " PRIMARY KEY(symbol, at, source)) WITHOUT ROWID;"
    "CREATE TABLE history.estimate(symbol TEXT, revenue INT, period TEXT, end_day INT, at INT, source TEXT,"
    " mean REAL, low REAL, high REAL, analysts REAL, year_ago REAL, growth_percent REAL, ago7 REAL, ago30 REAL,"
    " ago60 REAL, ago90 REAL, up7 REAL, up30 REAL, down7 REAL, down30 REAL, currency TEXT,"
    " PRIMARY KEY(symbol, revenue, period, end_day, at)) WITHOUT ROWID;"
    "CREATE TABLE history.book(venue TEXT, model TEXT, at INT, low REAL, quartile1 REAL, median REAL,"
    " quartile3 REAL, spot REAL, offers REAL, machines REAL, idle_gpus REAL, capped INT, stock REAL,"
    " stock_word TEXT, source TEXT, PRIMARY KEY(venue, model, at)) WITHOUT ROWID;"
    "CREATE TABLE history.event(key TEXT PRIMARY KEY, kind INT, severity INT, happened_at INT, observed_at INT,"
    " symbol TEXT, text TEXT) WITHOUT ROWID;"
    "CREATE TABLE history.watch_edit(group_name TEXT, symbol TEXT, removed INT, at INT,"
    " PRIMARY KEY(group_name, symbol)) WITHOUT ROWID;"
    "CREATE TABLE history.setting(name TEXT PRIMARY KEY, value TEXT, at INT) WITHOUT ROWID;";

static const char history_1001[] =
    "CREATE INDEX history.event_by_time ON event(observed_at);"
    "CREATE INDEX history.book_by_time ON book(at);"
    "CREATE INDEX history.estimate_by_end ON estimate(symbol, revenue, end_day, at);";

/* struct gpu_book, from `role` on */
static const char history_1400[] = "ALTER TABLE history.book ADD COLUMN role INT;"
                                   "ALTER TABLE history.book ADD COLUMN stock8 REAL;"
                                   "ALTER TABLE history.book ADD COLUMN regions REAL;"
                                   "ALTER TABLE history.book ADD COLUMN regions_stocked REAL;"
                                   "ALTER TABLE history.book ADD COLUMN rented REAL;"
                                   "ALTER TABLE history.book ADD COLUMN total REAL;"
                                   "ALTER TABLE history.book ADD COLUMN spot_ratio REAL;"
                                   "ALTER TABLE history.book ADD COLUMN interruption REAL;"
                                   "ALTER TABLE history.book ADD COLUMN lead_days REAL;"
                                   "ALTER TABLE history.book ADD COLUMN raw REAL;"
                                   "ALTER TABLE history.book ADD COLUMN raw_unit TEXT;"
                                   "ALTER TABLE history.book ADD COLUMN raw_gpus INT;"
                                   "ALTER TABLE history.book ADD COLUMN doubted REAL;"
                                   "ALTER TABLE history.book ADD COLUMN doubt TEXT;";

/* The last book of each day: what charts over years and the table's changes are made of. */
static const char history_1401[] =
    "CREATE TABLE history.book_day(model TEXT, venue TEXT, day INT, at INT, median REAL, low REAL, stock REAL,"
    " idle_gpus REAL, role INT, PRIMARY KEY(model, venue, day)) WITHOUT ROWID;"
    "CREATE INDEX history.book_day_by_day ON book_day(day);"
    "INSERT OR REPLACE INTO history.book_day SELECT model, venue, at / 86400, at, median, low, stock, idle_gpus, "
    "role"
    " FROM history.book ORDER BY at;";

/* The index: what was fixed stays. Partial indexes find what few venues tell without reading what all do. */
static const char history_1450[] =
    "CREATE TABLE history.gsi_input(model TEXT, fix_at INT, venue TEXT, role INT, regions_seen REAL, seeded INT,"
    " made_at INT, polls INT, stocked REAL, stocked8 REAL, stock_at INT, price REAL, held REAL, price_at INT,"
    " regions REAL, regions_stocked REAL, regions_at INT, rented REAL, total REAL, usage_at INT, spot_ratio REAL,"
    " interruption REAL, spot_at INT, idle REAL, idle_at INT, PRIMARY KEY(model, fix_at, venue)) WITHOUT ROWID;"
    "CREATE TABLE history.gsi_fix(model TEXT, fix_at INT, version TEXT, made_at INT, seeded INT, value REAL,"
    " coverage REAL, freshness REAL, confidence REAL, status INT, panel_error REAL, label INT, a REAL, u REAL,"
    " p REAL, s REAL, b REAL, d REAL, age_a REAL, age_u REAL, age_p REAL, age_s REAL, age_b REAL, age_d REAL,"
    " venues INT, panel INT, matched REAL, composition REAL, price REAL, chain_from INT, settled_price INT,"
    " idle REAL, depth REAL, PRIMARY KEY(model, fix_at, version)) WITHOUT ROWID;"
    "CREATE INDEX history.gsi_fix_by_time ON gsi_fix(fix_at) WHERE seeded = 0;"
    "CREATE INDEX history.gsi_input_settled ON gsi_input(model, fix_at) WHERE role = 2;"
    "CREATE INDEX history.book_usage ON book(venue, model, at) WHERE rented IS NOT NULL;"
    "CREATE INDEX history.book_spot ON book(venue, model, at)"
    " WHERE spot_ratio IS NOT NULL OR interruption IS NOT NULL;"
    "CREATE TRIGGER history.gsi_fix_update BEFORE UPDATE ON gsi_fix BEGIN"
    " SELECT RAISE(ABORT, 'a fix of the index is never changed'); END;"
    "CREATE TRIGGER history.gsi_fix_delete BEFORE DELETE ON gsi_fix BEGIN"
    " SELECT RAISE(ABORT, 'a fix of the index is never deleted'); END;"
    "CREATE TRIGGER history.gsi_input_update BEFORE UPDATE ON gsi_input BEGIN"
    " SELECT RAISE(ABORT, 'what a fix was made of is never changed'); END;"
    "CREATE TRIGGER history.gsi_input_delete BEFORE DELETE ON gsi_input BEGIN"
    " SELECT RAISE(ABORT, 'what a fix was made of is never deleted'); END;";

static const char history_1500[] = "ALTER TABLE history.event ADD COLUMN topic TEXT;"
                                   "ALTER TABLE history.event ADD COLUMN detail TEXT;"
                                   "ALTER TABLE history.event ADD COLUMN value REAL;"
                                   "ALTER TABLE history.event ADD COLUMN link TEXT;";

static const char cache_1300[] =
    "CREATE TABLE cache.dimensional_fact(symbol TEXT, concept TEXT, unit TEXT, start_day INT, end_day INT,"
    " accession TEXT, dimensions TEXT, form TEXT, value REAL, decimals INT, filed_day INT, fetched_at INT,"
    " PRIMARY KEY(symbol, accession, concept, dimensions, unit, start_day, end_day)) WITHOUT ROWID;"
    "CREATE TABLE cache.statement(symbol TEXT, accession TEXT, form TEXT, filed_day INT, way INT, document TEXT,"
    " note TEXT, read_at INT, PRIMARY KEY(symbol, accession)) WITHOUT ROWID;"
    "ALTER TABLE cache.filing ADD COLUMN accepted_at INT;";

static const char history_1501[] =
    "CREATE TABLE history.alert_rule(text TEXT PRIMARY KEY, removed INT, at INT) WITHOUT ROWID;"
    "CREATE TABLE history.alert_state(text TEXT, subject TEXT, holds INT, spent INT, rang_at INT, snoozed_to INT,"
    " at INT, PRIMARY KEY(text, subject)) WITHOUT ROWID;";

static const char cache_1350[] =
    "CREATE TABLE cache.document(subject TEXT PRIMARY KEY, text TEXT, source_bytes INT, fetched_at INT);"
    "CREATE INDEX cache.document_by_time ON document(fetched_at);"
    "CREATE TABLE cache.search(query TEXT PRIMARY KEY, total REAL, at_least INT, at INT) WITHOUT ROWID;"
    "CREATE TABLE cache.found(query TEXT, position INT, subject TEXT, company TEXT, form TEXT, type TEXT,"
    " filed_day INT, period_day INT, at INT, PRIMARY KEY(query, position)) WITHOUT ROWID;";

static const char history_1350[] =
    "CREATE TABLE history.filing_read(accession TEXT PRIMARY KEY, at INT) WITHOUT ROWID;";

static const char cache_1150[] = "ALTER TABLE cache.quote ADD COLUMN other_last REAL;"
                                 "ALTER TABLE cache.quote ADD COLUMN other_percent REAL;"
                                 "ALTER TABLE cache.quote ADD COLUMN other_at INT;"
                                 "ALTER TABLE cache.quote ADD COLUMN other_source TEXT;";

static const char cache_1200[] =
    "CREATE TABLE cache.split(symbol TEXT, day INT, ratio REAL, at INT, PRIMARY KEY(symbol, day)) WITHOUT ROWID;";

/* A model's cheapest offers, without ranking the whole order book. */
static const char cache_1600[] = "CREATE INDEX cache.offer_by_price ON offer(model, usd_gpu_hour, venue);";

static const char history_1200[] = "CREATE INDEX history.action_by_firm ON action(firm, day);";

static const char history_1201[] =
    "CREATE TABLE history.quarter(symbol TEXT, end_day INT, source TEXT, actual REAL, expected REAL, at INT,"
    " PRIMARY KEY(symbol, end_day, source)) WITHOUT ROWID;";

static const char cache_1650[] =
    "CREATE TABLE cache.headline(symbol TEXT, key INT, source TEXT, at INT, title TEXT, publisher TEXT, link TEXT,"
    " first_seen INT, PRIMARY KEY(symbol, key, source)) WITHOUT ROWID;"
    "CREATE INDEX cache.headline_by_time ON headline(symbol, at);";

static const char cache_1750[] = "CREATE TABLE cache.symbol_hit(query TEXT, position INT, symbol TEXT, name TEXT, "
                                 "exchange TEXT, type TEXT, at INT,"
                                 " PRIMARY KEY(query, position)) WITHOUT ROWID;";

/* In the order of their making: groups are renamed, symbols moved. */
static const char history_1750[] =
    "CREATE TABLE history.watch_log(number INTEGER PRIMARY KEY, kind INT, group_name TEXT, symbol TEXT, name TEXT,"
    " place INT, at INT);"
    "INSERT INTO history.watch_log(kind, group_name, symbol, name, place, at)"
    " SELECT removed, group_name, symbol, '', 0, at FROM history.watch_edit ORDER BY at, group_name, symbol;"
    "DROP TABLE history.watch_edit;";

static const char cache_1651[] = "CREATE TABLE cache.quota(bucket TEXT, day INT, used INT, at INT,"
                                 " PRIMARY KEY(bucket, day)) WITHOUT ROWID;";

/* struct attested_price */
static const char cache_1800[] =
    "CREATE TABLE cache.attested(venue TEXT, model TEXT, day INT, usd_gpu_hour REAL, link TEXT, at INT,"
    " PRIMARY KEY(venue, model, day)) WITHOUT ROWID;";

static const char history_1800[] = "ALTER TABLE history.book_day ADD COLUMN spot_ratio REAL;";

/* From when to when bars are held for good, and what a provider had no prices for. */
static const char cache_1820[] =
    "CREATE TABLE cache.bar_cover(symbol TEXT, interval INT, from_start INT, to_start INT, fetched_at INT,"
    " PRIMARY KEY(symbol, interval)) WITHOUT ROWID;"
    "CREATE TABLE cache.bar_hole(symbol TEXT, interval INT, start INT, tries INT, asked_at INT,"
    " PRIMARY KEY(symbol, interval, start)) WITHOUT ROWID;";

static const char cache_1821[] = "ALTER TABLE cache.bar ADD COLUMN session INT;";

/* struct supply_figure */
static const char history_1600[] =
    "CREATE TABLE history.supply(series TEXT, day INT, value REAL, source TEXT, at INT,"
    " PRIMARY KEY(series, day)) WITHOUT ROWID;";

/* struct stored_document, struct stored_content. What was held is asked for again when it is opened. */
static const char cache_1830[] =
    "DROP TABLE cache.document;"
    "CREATE TABLE cache.document(subject TEXT PRIMARY KEY, digest TEXT, source_bytes INT, fetched_at INT);"
    "CREATE INDEX cache.document_by_time ON document(fetched_at);"
    "CREATE TABLE cache.content(digest TEXT PRIMARY KEY, text TEXT);";

static const struct migration cache_steps[] = {
    {1000, cache_1000}, {1001, cache_1001}, {1150, cache_1150}, {1200, cache_1200}, {1300, cache_1300},
    {1350, cache_1350}, {1600, cache_1600}, {1650, cache_1650}, {1651, cache_1651}, {1750, cache_1750},
    {1800, cache_1800}, {1820, cache_1820}, {1821, cache_1821}, {1830, cache_1830}};
static const struct migration history_steps[] = {
    {1000, history_1000}, {1001, history_1001}, {1200, history_1200}, {1201, history_1201}, {1350, history_1350},
    {1400, history_1400}, {1401, history_1401}, {1450, history_1450}, {1500, history_1500}, {1501, history_1501},
    {1600, history_1600}, {1750, history_1750}, {1800, history_1800}};

const struct schema store_schemas[STORE_FILES] = {
    [FILE_CACHE] = {"cache", cache_steps, sizeof cache_steps / sizeof cache_steps[0]},
    [FILE_HISTORY] = {"history", history_steps, sizeof history_steps / sizeof history_steps[0]},
};
