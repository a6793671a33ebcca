/* SPDX-License-Identifier: MIT
 * What a source's parser hands over: every kind of thing that one answer can hold. Growable; one arena. */
#ifndef MODEL_OBSERVATIONS_H
#define MODEL_OBSERVATIONS_H

#include "base/arena.h"
#include "model/dimensional.h"
#include "model/document.h"
#include "model/events.h"
#include "model/filing_feed.h"
#include "model/filings.h"
#include "model/gpu_market.h"
#include "model/headlines.h"
#include "model/price_path.h"
#include "model/prices.h"
#include "model/ratings.h"
#include "model/supply.h"
#include "model/symbol_search.h"

struct observations {
    struct arena arena;
    struct quote *quotes;
    size_t quote_count, quote_room;
    struct bars *bars;
    size_t bars_count, bars_room;
    struct rating_action *actions;
    size_t action_count, action_room;
    struct consensus *consensus;
    size_t consensus_count, consensus_room;
    struct filing *filings;
    size_t filing_count, filing_room;
    struct fact *facts;
    size_t fact_count, fact_room;
    struct company *companies;
    size_t company_count, company_room;
    struct gpu_offer *offers;
    size_t offer_count, offer_room;
    struct gpu_book *books;
    size_t book_count, book_room;
    struct gpu_quote *gpu_quotes; /* what `books` of venues that list shapes are made of: kept between requests */
    size_t gpu_quote_count, gpu_quote_room;
    struct gpu_card *gpu_cards; /* likewise: single GPUs seen in an order book */
    size_t gpu_card_count, gpu_card_room;
    char whole_venue[GPU_VENUE_SIZE]; /* the venue all of whose models are here: what is not, it does not carry */
    struct event *events;
    size_t event_count, event_room;
    struct document_text *documents;
    size_t document_count, document_room;
    struct found_filings *found; /* what was searched for; its items in the arena */
    size_t found_count, found_room;
    struct dimensional_fact *dimensional;
    size_t dimensional_count, dimensional_room;
    struct statement *statements;
    size_t statement_count, statement_room;
    struct stock_split *splits;
    size_t split_count, split_room;
    struct supply_figure *supply;
    size_t supply_count, supply_room;
    struct headline *headlines;
    size_t headline_count, headline_room;
    struct symbol_hits *symbol_hits;
    size_t symbol_hits_count, symbol_hits_room;
    bool no_list;        /* the filings are some of many companies': no company's list was heard with them */
    int64_t newest_at;   /* of a feed: its newest entry, UTC s; 0 none */
    unsigned rejected;   /* figures dropped as implausible, for the log */
    char older_name[64]; /* submissions: the next older file worth reading; of a source that gathers: what to ask
                          * next; "" none */
};

void observations_init(struct observations *observations);
void observations_clear(struct observations *observations);

/* Each returns a zeroed new element (strings must be set; pointers into the arena). Caps: quotes 2,000, bars sets
 * 100, actions 2,000, filings 5,000, facts 40,000, companies 20,000, offers 30,000, books 2,000, events 2,000, GPU
 * quotes 10,000, GPU cards 200,000, dimensional facts 5,000, statements 100; beyond them NULL, and `rejected`
 * counts. */
struct quote *observations_add_quote(struct observations *observations);
struct bars *observations_add_bars(struct observations *observations);
struct rating_action *observations_add_action(struct observations *observations);
struct consensus *observations_add_consensus(struct observations *observations);
struct filing *observations_add_filing(struct observations *observations);
struct fact *observations_add_fact(struct observations *observations);
struct company *observations_add_company(struct observations *observations);
struct gpu_offer *observations_add_offer(struct observations *observations);
struct gpu_book *observations_add_book(struct observations *observations);
struct gpu_quote *observations_add_gpu_quote(struct observations *observations);
struct gpu_card *observations_add_gpu_card(struct observations *observations);
struct event *observations_add_event(struct observations *observations);
struct document_text *observations_add_document(struct observations *observations); /* at most 4 */
struct found_filings *observations_add_found(struct observations *observations);    /* at most 4 */
struct dimensional_fact *observations_add_dimensional(struct observations *observations);
struct statement *observations_add_statement(struct observations *observations);
struct stock_split *observations_add_split(struct observations *observations);       /* at most 200 */
struct supply_figure *observations_add_supply(struct observations *observations);    /* at most 400 */
struct headline *observations_add_headline(struct observations *observations);       /* at most 300 */
struct symbol_hits *observations_add_symbol_hits(struct observations *observations); /* at most 4 */

#endif
