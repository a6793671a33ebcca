/* SPDX-License-Identifier: MIT
 * Growable lists with caps, one per kind of thing. */
#include "config.h"

#include "model/observations.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void observations_init(struct observations *observations)
{
    memset(observations, 0, sizeof *observations);
    arena_init(&observations->arena);
}

void observations_clear(struct observations *observations)
{
    free(observations->quotes);
    free(observations->bars);
    free(observations->actions);
    free(observations->consensus);
    free(observations->filings);
    free(observations->facts);
    free(observations->companies);
    free(observations->offers);
    free(observations->books);
    free(observations->gpu_quotes);
    free(observations->gpu_cards);
    free(observations->events);
    free(observations->documents);
    free(observations->found);
    free(observations->dimensional);
    free(observations->statements);
    free(observations->splits);
    free(observations->headlines);
    free(observations->supply);
    free(observations->symbol_hits);
    arena_clear(&observations->arena);
    observations_init(observations);
}

/* Makes room for one more in a list; NULL when the cap is reached. Returns the (moved) list. */
static void *grow(struct observations *observations, void *items, size_t *count, size_t *room, size_t most,
                  size_t size)
{
    if (*count == most) {
        observations->rejected++;
        return NULL;
    }
    if (*count == *room) {
        *room = *room == 0 ? 16 : *room * 2;
        items = memory_grow(items, *room, size);
    }
    memset((char *)items + *count * size, 0, size);
    (*count)++;
    return items;
}

#define DEFINE_ADD(name, type, list, counter, most)                                                                \
    struct type *observations_add_##name(struct observations *observations)                                        \
    {                                                                                                              \
        void *items = grow(observations, observations->list, &observations->counter##_count,                       \
                           &observations->counter##_room, most, sizeof *observations->list);                       \
        if (items == NULL)                                                                                         \
            return NULL;                                                                                           \
        observations->list = items;                                                                                \
        return &observations->list[observations->counter##_count - 1];                                             \
    }

DEFINE_ADD(quote, quote, quotes, quote, 2000)
DEFINE_ADD(bars, bars, bars, bars, 100)
DEFINE_ADD(action, rating_action, actions, action, 2000)
DEFINE_ADD(consensus, consensus, consensus, consensus, 100)
DEFINE_ADD(filing, filing, filings, filing, 5000)
DEFINE_ADD(fact, fact, facts, fact, 40000)
DEFINE_ADD(company, company, companies, company, 20000)
DEFINE_ADD(offer, gpu_offer, offers, offer, 30000)
DEFINE_ADD(book, gpu_book, books, book, 2000)
DEFINE_ADD(gpu_quote, gpu_quote, gpu_quotes, gpu_quote, 10000)
DEFINE_ADD(gpu_card, gpu_card, gpu_cards, gpu_card, 200000)
DEFINE_ADD(event, event, events, event, 2000)
DEFINE_ADD(document, document_text, documents, document, 4)
DEFINE_ADD(found, found_filings, found, found, 4)
DEFINE_ADD(dimensional, dimensional_fact, dimensional, dimensional, 5000)
DEFINE_ADD(statement, statement, statements, statement, 100)
DEFINE_ADD(split, stock_split, splits, split, 200)
DEFINE_ADD(headline, headline, headlines, headline, 300)
DEFINE_ADD(supply, supply_figure, supply, supply, 400)
DEFINE_ADD(symbol_hits, symbol_hits, symbol_hits, symbol_hits, 4)
