/* SPDX-License-Identifier: MIT
 * Building the invented market. */
#include "config.h"

#include "pane_fixture.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ITEMS(array) (sizeof(array) / sizeof(array)[0])

static struct amount known(double value)
{
    return amount_of(value);
}

static void fill_quote(struct quote *quote, const char *symbol, const char *name, double last, double prior)
{
    memset(quote, 0, sizeof *quote);
    text_copy(quote->symbol, sizeof quote->symbol, symbol);
    text_copy(quote->name, sizeof quote->name, name);
    text_copy(quote->currency, sizeof quote->currency, "USD");
    text_copy(quote->exchange, sizeof quote->exchange, "NasdaqGS");
    text_copy(quote->source, sizeof quote->source, "yahoo");
    quote->as_of = FIXTURE_NOW - 20;
    quote->fetched_at = FIXTURE_NOW - 12;
    quote->decimals = 2;
    quote->last = known(last);
    quote->prior_close = known(prior);
    quote->volume = known(18.2e6);
    quote->high = known(last + 2);
    quote->low = known(last - 2);
    quote->session = SESSION_REGULAR;
    quote->trend_count = 8;
    for (size_t i = 0; i < quote->trend_count; i++) {
        quote->trend[i] = (float)(prior + (last - prior) * (double)i / 8);
    }
}

static struct dataset *make_quotes(void)
{
    struct dataset *data = dataset_new(DATASET_QUOTES, "");
    struct quote *quotes = arena_array(&data->arena, 4, sizeof *quotes);
    fill_quote(&quotes[0], "CRWV", "CoreWeave Example", 133.20, 129.09);
    quotes[0].market_cap = known(65.4e9);
    quotes[0].bid = known(133.19);
    quotes[0].ask = known(133.22);
    quotes[0].year_low = known(33.52);
    quotes[0].year_high = known(187.00);
    fill_quote(&quotes[1], "2330.TW", "\xe5\x8f\xb0\xe7\xa9\x8d\xe9\x9b\xbb Semiconductor", 1305, 1310);
    quotes[1].halted = true;
    fill_quote(&quotes[2], "ZZZZ", "", 1, 1);
    quotes[2].last = quotes[2].prior_close = quotes[2].volume = AMOUNT_UNKNOWN;
    quotes[2].not_found = true;
    fill_quote(&quotes[3], "NBIS", "Nebius Example", 108.76, 109.28);
    quotes[3].extended_last = known(109.5);
    quotes[3].extended_as_of = FIXTURE_NOW - 5;
    quotes[3].extended_session = SESSION_PRE;
    data->u.quotes = (struct quotes){quotes, 4};
    return data;
}

static struct dataset *make_bars(void)
{
    struct dataset *data = dataset_new(DATASET_BARS, "CRWV 1m");
    struct bars *bars = &data->u.bars;
    const size_t count = 64;
    bars->items = arena_array(&data->arena, count, sizeof *bars->items);
    bars->count = count;
    bars->interval = BAR_1D;
    bars->range = RANGE_1M;
    bars->decimals = 2;
    text_copy(bars->symbol, sizeof bars->symbol, "CRWV");
    for (size_t i = 0; i < count; i++) {
        double middle = 120 + 12 * sin((double)i / 6);
        bars->items[i] = (struct bar){
            .start = FIXTURE_NOW - (int64_t)(count - i) * 86400,
            .open = middle,
            .high = middle + 4,
            .low = middle - 4,
            .close = middle + (i % 3 ? 2 : -2),
            .volume = known(1e6 + 1e5 * (double)(i % 7)),
        };
    }
    return data;
}

static struct dataset *make_ratings(void)
{
    static const struct rating_action actions[] = {
        {.firm = "Example Securities", .from = "Equal Weight", .to = "Overweight", .move = MOVE_UPGRADE},
        {.firm = "\xe9\x87\x8e\xe6\x9d\x91\xe8\xad\x89\xe5\x88\xb8 Research",
         .from = "",
         .to = "Buy",
         .move = MOVE_INITIATE},
        {.firm = "Sample Bank of a Very Long Name Indeed", .from = "Hold", .to = "Sell", .move = MOVE_DOWNGRADE},
        {.firm = "Example Securities", .from = "Equal Weight", .to = "Equal Weight", .move = MOVE_MAINTAIN},
    };
    static const double targets[][2] = {{105, 170}, {0, 142.5}, {0, 0}, {100, 105}};
    struct dataset *data = dataset_new(DATASET_RATINGS, "CRWV");
    struct rating_action *items = arena_array(&data->arena, ITEMS(actions), sizeof *items);
    for (size_t i = 0; i < ITEMS(actions); i++) {
        items[i] = actions[i];
        text_copy(items[i].symbol, sizeof items[i].symbol, "CRWV");
        text_copy(items[i].source, sizeof items[i].source, "yahoo");
        items[i].when = FIXTURE_NOW - (int64_t)i * 9 * 86400;
        items[i].target_from = targets[i][0] > 0 ? known(targets[i][0]) : AMOUNT_UNKNOWN;
        items[i].target_to = targets[i][1] > 0 ? known(targets[i][1]) : AMOUNT_UNKNOWN;
    }
    data->u.ratings.items = items;
    data->u.ratings.count = ITEMS(actions);
    return data;
}

static struct dataset *make_consensus(void)
{
    struct dataset *data = dataset_new(DATASET_CONSENSUS, "CRWV");
    struct consensus *consensus = &data->u.consensus;
    text_copy(consensus->currency, sizeof consensus->currency, "USD");
    consensus->months[0] = (struct trend_month){known(4), known(10), known(8), known(2), known(0)};
    consensus->target_low = known(65);
    consensus->target_mean = known(148);
    consensus->target_high = known(240);
    consensus->analysts = known(24);
    consensus->estimates = arena_array(&data->arena, 2, sizeof *consensus->estimates);
    consensus->estimate_count = 2;
    consensus->estimates[0] = (struct estimate){.period = "0q",
                                                .end_day = 20361,
                                                .mean = known(-0.31),
                                                .ago7 = known(-0.32),
                                                .ago30 = known(-0.40),
                                                .up30 = known(9)};
    consensus->estimates[1] = (struct estimate){
        .revenue = true, .period = "0y", .end_day = DATE_UNKNOWN, .mean = known(11.9e9), .ago90 = known(11e9)};
    return data;
}

static struct dataset *make_receivables(void)
{
    struct dataset *data = dataset_new(DATASET_RECEIVABLES, "CRWV");
    struct receivables *all = &data->u.receivables;
    text_copy(all->symbol, sizeof all->symbol, "CRWV");
    text_copy(all->currency, sizeof all->currency, "USD");
    all->count = 2;
    all->quarters = arena_array(&data->arena, 2, sizeof *all->quarters);
    for (size_t i = 0; i < 2; i++) {
        struct receivables_quarter *quarter = &all->quarters[i];
        quarter->start_day = date_from_civil(i ? 2024 : 2025, i ? 10 : 1, 1);
        quarter->end_day = date_from_civil(i ? 2024 : 2025, i ? 12 : 3, 31);
        quarter->receivables = (struct stock){.amount = known(i ? 416.9e6 : 1055.2e6),
                                              .concept = "us-gaap:AccountsReceivableNetCurrent",
                                              .accession = "0001-25-000014",
                                              .restated = i};
        quarter->revenue = (struct flow){.amount = known(i ? 747e6 : 981.6e6),
                                         .how = i ? HOW_YEAR_LESS_NINE : HOW_DIRECT,
                                         .concept = "us-gaap:Revenues"};
        quarter->capex =
            (struct flow){.amount = known(1407e6), .how = HOW_YTD_DIFFERENCE, .concept = "us-gaap:Payments"};
        quarter->dso_days = known(i ? 51.3 : 96.8);
        quarter->gross_margin_percent = known(73.3);
    }
    static const struct receivables_alarm alarms[] = {
        {ALARM_CUSTOMER, 2, 0, "0001769628-25-000041", "CustomerD",
         "CustomerD owes 43 % of receivables (~$454M \xc2\xb1 $5M) with under 10 % of revenue", 33, 15},
        {ALARM_DSO, 1, 0, "0001769628-25-000041", "",
         "DSO 51 to 97 days, +46 days; receivables +153 %, revenue +31 %", 45.5, 20},
    };
    all->alarm_count = ITEMS(alarms);
    all->alarms = arena_array(&data->arena, all->alarm_count, sizeof *all->alarms);
    for (size_t i = 0; i < all->alarm_count; i++) {
        all->alarms[i] = alarms[i];
        all->alarms[i].end_day = all->quarters[0].end_day;
    }
    all->quarters[0].receivables_qoq_percent = known(153.3);
    all->quarters[0].revenue_qoq_percent = known(31.4);
    all->quarters[0].receivables_change = known(638.7e6);
    return data;
}

static struct dataset *make_filings(void)
{
    static const struct filing filings[] = {
        {.symbol = "CRWV",
         .cik = 1769628,
         .accession = "0001769628-25-000047",
         .form = "8-K",
         .items = "1.01",
         .document = "a.htm"},
        {.symbol = "CRWV", .cik = 1769628, .accession = "0001769628-25-000044", .form = "4", .document = "c.xml"},
        {.symbol = "CRWV",
         .cik = 1769628,
         .accession = "0001769628-25-000041",
         .form = "10-Q",
         .document = "b.htm"},
    };
    struct dataset *data = dataset_new(DATASET_FILINGS, "CRWV");
    struct filing *items = arena_array(&data->arena, ITEMS(filings), sizeof *items);
    for (size_t i = 0; i < ITEMS(filings); i++) {
        items[i] = filings[i];
        items[i].filed_day = date_from_civil(2025, i == 2 ? 8 : 9, 23);
        items[i].report_day = DATE_UNKNOWN;
    }
    data->u.filings.items = items;
    data->u.filings.count = ITEMS(filings);
    return data;
}

static void fill_books(struct gpu_book *books, const char *model)
{
    static const char *const venues[] = {"vast", "runpod"};
    for (size_t i = 0; i < 2; i++) {
        text_copy(books[i].venue, sizeof books[i].venue, venues[i]);
        text_copy(books[i].model, sizeof books[i].model, model);
        text_copy(books[i].source, sizeof books[i].source, venues[i]);
        books[i].seen_at = FIXTURE_NOW - 240;
        books[i].median = known(2.97 + (double)i);
        books[i].offers = i ? AMOUNT_UNKNOWN : known(64);
        books[i].capped = i == 0;
        books[i].stock = i ? known(0.5) : AMOUNT_UNKNOWN;
    }
    text_copy(books[1].stock_word, sizeof books[1].stock_word, "Low");
}

static struct dataset *make_gpu(void)
{
    static const char *const models[] = {"H100 SXM", "B200", "A100 80GB SXM"};
    struct dataset *data = dataset_new(DATASET_GPU_MARKET, "");
    struct gpu_market *market = &data->u.gpu;
    market->row_count = 3;
    market->rows = arena_array(&data->arena, 3, sizeof *market->rows);
    for (size_t i = 0; i < 3; i++) {
        struct gpu_model_row *row = &market->rows[i];
        text_copy(row->model, sizeof row->model, models[i]);
        row->as_of = FIXTURE_NOW - 240;
        row->price = i == 2 ? AMOUNT_UNKNOWN : known(2.97 + (double)i);
    }
    struct gpu_model_row *first = &market->rows[0];
    first->change7d = known(1.2);
    first->change30d = known(-6);
    first->availability = known(11);
    first->offers = known(64);
    first->capped = true;
    first->spot_discount = known(38);
    first->low = known(1.89);
    text_copy(first->low_venue, sizeof first->low_venue, "vast");
    first->trend_count = 6;
    for (size_t i = 0; i < 6; i++) {
        first->trend[i] = (float)(2 + i % 3);
    }
    struct gpu_book *books = arena_array(&data->arena, 2, sizeof *books);
    fill_books(books, models[0]);
    first->books = books;
    first->book_count = 2;
    struct gpu_book *before = arena_array(&data->arena, 2, sizeof *before);
    fill_books(before, models[0]);
    before[0].median = known(2.80);
    before[1].stock = known(0);
    first->before = before;
    market->offers = arena_array(&data->arena, 2, sizeof *market->offers);
    market->offer_count = 2;
    for (size_t i = 0; i < 2; i++) {
        market->offers[i] = (struct gpu_offer){.venue = "vast",
                                               .model = "H100 SXM",
                                               .raw_model = "H100_SXM",
                                               .gpu_count = 8,
                                               .usd_gpu_hour = 2.5 - (double)i,
                                               .raw_amount = 20,
                                               .raw_unit = "$/h whole",
                                               .reliability = known(0.991)};
    }
    return data;
}

static struct dataset *make_gpu_history(void)
{
    struct dataset *data = dataset_new(DATASET_GPU_HISTORY, "H100 SXM");
    struct gpu_history *history = &data->u.gpu_history;
    history->points = arena_array(&data->arena, 30, sizeof *history->points);
    history->count = 30;
    text_copy(history->model, sizeof history->model, "H100 SXM");
    for (size_t i = 0; i < 30; i++)
        history->points[i] = (struct gpu_history_point){.day = FIXTURE_NOW / 86400 - 29 + (int64_t)i,
                                                        .price = known(2.0 + 0.02 * (double)i),
                                                        .availability = known(i < 15 ? 80 : 20),
                                                        .venues = 4};
    return data;
}

/* --- the same in characters that are two columns wide --- */

static const struct gpu_book *renamed_books(struct arena *arena, const struct gpu_book *books, size_t count)
{
    static const char *const venues[] = {"首都在線", "さくらインターネット"};
    struct gpu_book *copy = arena_array(arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        copy[i] = books[i];
        text_copy(copy[i].venue, sizeof copy[i].venue, venues[i % 2]);
        if (copy[i].stock_word[0] != '\0')
            text_copy(copy[i].stock_word, sizeof copy[i].stock_word, "在庫僅か");
    }
    return copy;
}

static void rename_gpu(struct gpu_market *market, struct arena *arena)
{
    struct gpu_model_row *row = &market->rows[0];
    text_copy(row->low_venue, sizeof row->low_venue, "首都在線");
    row->books = renamed_books(arena, row->books, row->book_count);
    row->before = renamed_books(arena, row->before, row->book_count);
    for (size_t i = 0; i < market->offer_count; i++)
        text_copy(market->offers[i].venue, sizeof market->offers[i].venue, "首都在線");
}

static void rename_alarm(struct receivables_alarm *alarm)
{
    alarm->subject = "台灣積體電路製造";
    alarm->text = "台灣積體電路製造 owes 43 % of receivables (~$454M ± $5M) with under 10 % of revenue";
}

static void rename_all(struct dataset *data)
{
    if (data->kind == DATASET_QUOTES)
        text_copy(data->u.quotes.items[0].name, sizeof data->u.quotes.items[0].name, "コアウィーブ株式会社");
    if (data->kind == DATASET_GPU_MARKET)
        rename_gpu(&data->u.gpu, &data->arena);
    if (data->kind == DATASET_RECEIVABLES)
        rename_alarm(&data->u.receivables.alarms[0]);
    if (data->kind == DATASET_FILINGS)
        text_copy(data->u.filings.items[0].document, sizeof data->u.filings.items[0].document, "半年度報告.htm");
}

static const struct {
    enum dataset_kind kind;
    const char *subject;
    const char *source;
    struct dataset *(*make)(void);
} parts[] = {
    {DATASET_QUOTES, "", "yahoo", make_quotes},
    {DATASET_BARS, "CRWV 1m", "yahoo", make_bars},
    {DATASET_RATINGS, "CRWV", "yahoo", make_ratings},
    {DATASET_CONSENSUS, "CRWV", "yahoo", make_consensus},
    {DATASET_RECEIVABLES, "CRWV", "edgar", make_receivables},
    {DATASET_FILINGS, "CRWV", "edgar", make_filings},
    {DATASET_GPU_MARKET, "", "vast", make_gpu},
    {DATASET_GPU_HISTORY, "H100 SXM", "", make_gpu_history},
};

static void fill_error(struct slot *slot, enum fixture_state state)
{
    bool sec = strcmp(slot->source, "edgar") == 0;
    if (state == FIXTURE_FAILED || state == FIXTURE_FAILED_BARE) {
        error_set(&slot->error, ERROR_RATE_LIMITED, "rate-limited");
        slot->next_at = FIXTURE_NOW + 40;
    } else if (state == FIXTURE_NEEDS) {
        error_set(&slot->error, sec ? ERROR_NEEDS_SETTING : ERROR_NEEDS_KEY, "%s",
                  sec ? "no contact" : "get one at https://example.org/keys");
    } else {
        error_clear(&slot->error);
    }
}

static void fill_slot(struct slot *slot, size_t part, enum fixture_state state)
{
    bool bare =
        state == FIXTURE_LOADING || state == FIXTURE_FAILED_BARE || state == FIXTURE_NEEDS || state == FIXTURE_OFF;
    slot->kind = parts[part].kind;
    text_copy(slot->subject, sizeof slot->subject, parts[part].subject);
    text_copy(slot->source, sizeof slot->source, parts[part].source);
    slot->interval_seconds = 60;
    slot->refreshing = state == FIXTURE_REFRESHING;
    slot->disabled = state == FIXTURE_OFF;
    fill_error(slot, state);
    if (bare) {
        return;
    }
    struct dataset *data = state == FIXTURE_EMPTY ? dataset_new(slot->kind, slot->subject) : parts[part].make();
    text_copy(data->source, sizeof data->source, slot->source);
    if (state == FIXTURE_CJK)
        rename_all(data);
    data->fetched_at = FIXTURE_NOW - (state == FIXTURE_STALE ? 720 : 12);
    slot->data = data;
}

void fixture_init(struct fixture *fixture, enum fixture_state state)
{
    date_use_new_york();
    memset(fixture, 0, sizeof *fixture);
    struct snapshot *snapshot = snapshot_new(ITEMS(parts), 1);
    for (size_t i = 0; i < ITEMS(parts); i++) {
        fill_slot(&snapshot->slots[i], i, state);
    }
    text_copy(snapshot->health[0].name, sizeof snapshot->health[0].name, "yahoo");
    text_copy(snapshot->health[0].heading, sizeof snapshot->health[0].heading, "Yahoo");
    fixture->snapshot = snapshot;
    watchlist_init(&fixture->watchlist);
    static const char *const symbols[] = {"CRWV", "2330.TW", "ZZZZ", "NBIS", "NONE"};
    for (size_t i = 0; i < ITEMS(symbols); i++) {
        assert_true(watchlist_add(&fixture->watchlist, state == FIXTURE_CJK ? "台灣半導體" : "Test", symbols[i]));
    }
    fixture->state.table.sort_column = fixture->state.lower.sort_column = -1;
    struct error err = {0};
    assert_true(indicator_parse(&fixture->indicators, "sma20 sma50", &err));
    fixture->view = (struct view){.snapshot = snapshot,
                                  .watchlist = &fixture->watchlist,
                                  .symbol = "CRWV",
                                  .range = RANGE_1M,
                                  .chart = CHART_CANDLES,
                                  .indicators = &fixture->indicators,
                                  .overlays = true,
                                  .focused = true,
                                  .now = FIXTURE_NOW,
                                  .state = &fixture->state};
}

void fixture_clear(struct fixture *fixture)
{
    snapshot_unref(fixture->snapshot);
    watchlist_clear(&fixture->watchlist);
}

void fixture_draw(struct fixture *fixture, const struct pane *pane, int rows, int columns, bool ascii,
                  struct buffer *buffer)
{
    struct canvas canvas;
    canvas_init(&canvas, rows, columns);
    canvas.ascii = ascii;
    pane->draw(&canvas, (struct rect){0, 0, rows, columns}, &fixture->view);
    buffer_empty(buffer);
    assert_true(canvas_to_text(&canvas, buffer));
    canvas_clear(&canvas);
}
