/* SPDX-License-Identifier: MIT
 * What must hold for everything that a parser hands over: figures finite and plausible, text clean, bars in order.
 */
#include "config.h"

#include "sane.h"

#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define CLEAN(field)    is_clean(field, sizeof(field))

static bool is_clean(const char *text, size_t size)
{
    const char *end = memchr(text, '\0', size);
    for (const char *at = text; end != NULL && at < end; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
    return end != NULL;
}

static bool is_clean_text(const char *text)
{
    return text != NULL && is_clean(text, strlen(text) + 1);
}

static bool are_finite(const struct amount *const *amounts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(amounts[i]->value))
            return false;
    return true;
}

static bool is_price(const struct amount *amount)
{
    return !amount->known || (amount->value > 0 && amount->value <= 1e7);
}

static const char *quote_complaint(const struct quote *quote)
{
    char symbol[SYMBOL_SIZE];
    const struct amount *const prices[] = {&quote->last,      &quote->prior_close,  &quote->open, &quote->high,
                                           &quote->low,       &quote->bid,          &quote->ask,  &quote->year_low,
                                           &quote->year_high, &quote->extended_last};
    const struct amount *const others[] = {&quote->volume, &quote->average_volume, &quote->market_cap};
    for (size_t i = 0; i < COUNT_OF(prices); i++)
        if (!is_price(prices[i]))
            return "a price out of range";
    if (!are_finite(prices, COUNT_OF(prices)) || !are_finite(others, COUNT_OF(others)))
        return "a figure of a quote is not finite";
    if (!CLEAN(quote->name) || !CLEAN(quote->currency) || !CLEAN(quote->exchange) || !CLEAN(quote->source))
        return "text of a quote is not clean";
    if (!text_symbol(symbol, sizeof symbol, quote->symbol) || quote->source[0] == '\0' || quote->fetched_at == 0)
        return "a quote without symbol, source or time of receipt";
    if (quote->as_of > quote->fetched_at + 120 || quote->extended_as_of > quote->fetched_at + 120)
        return "a quote from the future";
    if (quote->not_found && quote->last.known)
        return "a price of an unknown symbol";
    return quote->decimals > 8 ? "too many decimals" : NULL;
}

static const char *bars_complaint(const struct bars *bars)
{
    if ((bars->count == 0 && bars->asked.to == 0) || bars->decimals > 8 || !CLEAN(bars->currency) ||
        !CLEAN(bars->symbol))
        return "bars without bars, or with wrong words";
    if (!is_price(&bars->prior_close) || bars->interval >= BAR_INTERVALS || bars->range >= CHART_RANGES)
        return "bars of no known interval or prior close";
    for (size_t i = 0; i < bars->count; i++) {
        const struct bar *bar = &bars->items[i];
        if (i > 0 && bar->start <= bar[-1].start)
            return "bars out of order";
        if (!(bar->low > 0 && bar->low <= bar->open && bar->low <= bar->close && bar->high >= bar->open &&
              bar->high >= bar->close && bar->high <= 1e7))
            return "a bar that does not enclose its prices";
        if (!isfinite(bar->volume.value) || bar->volume.value < 0)
            return "a bar's volume out of range";
        if (bar->partial && i + 1 < bars->count)
            return "a partial bar in the middle";
    }
    return NULL;
}

static const char *split_complaint(const struct stock_split *split)
{
    return CLEAN(split->symbol) && split->ratio > 0 && isfinite(split->ratio) && split->day > 0
               ? NULL
               : "a split of nothing";
}

static const char *action_complaint(const struct rating_action *action)
{
    if (action->when <= 0 || !is_price(&action->target_from) || !is_price(&action->target_to))
        return "an action without time, or with a target out of range";
    if (!is_clean_text(action->firm) || !is_clean_text(action->from) || !is_clean_text(action->to) ||
        (action->firm[0] == '\0' && action->to[0] == '\0'))
        return "an action that says nothing, or with unclean words";
    return NULL;
}

static const char *estimate_complaint(const struct estimate *estimate)
{
    const struct amount *const figures[] = {
        &estimate->mean, &estimate->low,   &estimate->high,  &estimate->analysts, &estimate->year_ago,
        &estimate->ago7, &estimate->ago30, &estimate->ago60, &estimate->ago90,    &estimate->growth_percent,
        &estimate->up7,  &estimate->up30,  &estimate->down7, &estimate->down30,
    };
    if (!are_finite(figures, COUNT_OF(figures)) || !estimate->mean.known)
        return "an estimate without a mean, or not finite";
    if (estimate->analysts.known && estimate->analysts.value <= 0)
        return "an estimate by nobody";
    return CLEAN(estimate->period) && CLEAN(estimate->currency) ? NULL : "text of an estimate is not clean";
}

static const char *consensus_complaint(const struct consensus *consensus)
{
    const struct amount *const targets[] = {&consensus->target_low, &consensus->target_median,
                                            &consensus->target_mean, &consensus->target_high};
    for (size_t i = 0; i < COUNT_OF(targets); i++)
        if (!is_price(targets[i]))
            return "a target out of range";
    for (size_t i = 0; i < TREND_MONTHS; i++) {
        const struct trend_month *month = &consensus->months[i];
        const struct amount *const counts[] = {&month->strong_buy, &month->buy, &month->hold, &month->sell,
                                               &month->strong_sell};
        if (!are_finite(counts, COUNT_OF(counts)))
            return "a count of analysts is not finite";
    }
    for (size_t i = 0; i < consensus->estimate_count; i++) {
        const char *complaint = estimate_complaint(&consensus->estimates[i]);
        if (complaint != NULL)
            return complaint;
    }
    return consensus->earnings_from <= consensus->earnings_to ? NULL
                                                              : "a window of earnings that ends before it begins";
}

static const char *filing_complaint(const struct filing *filing)
{
    return CLEAN(filing->symbol) && CLEAN(filing->accession) && CLEAN(filing->form) && CLEAN(filing->items) &&
                   CLEAN(filing->document) && CLEAN(filing->description) && filing->accession[0] != '\0'
               ? NULL
               : "a filing without accession number, or with unclean text";
}

static const char *fact_complaint(const struct fact *fact)
{
    return CLEAN(fact->concept) && CLEAN(fact->unit) && CLEAN(fact->accession) && CLEAN(fact->form) &&
                   isfinite(fact->value)
               ? NULL
               : "a fact that is not finite, or with unclean text";
}

static const char *dimensional_complaint(const struct dimensional_fact *fact)
{
    return CLEAN(fact->concept) && CLEAN(fact->unit) && CLEAN(fact->accession) && CLEAN(fact->form) &&
                   CLEAN(fact->dimensions) && isfinite(fact->value) &&
                   (fact->start_day == DATE_UNKNOWN || fact->start_day <= fact->end_day)
               ? NULL
               : "a fact with dimensions that is not finite, ends before it begins, or has unclean text";
}

static const char *statement_complaint(const struct statement *statement)
{
    return CLEAN(statement->symbol) && CLEAN(statement->accession) && CLEAN(statement->document) &&
                   CLEAN(statement->note)
               ? NULL
               : "a statement with unclean text";
}

static const char *company_complaint(const struct company *company)
{
    return CLEAN(company->symbol) && CLEAN(company->name) && company->symbol[0] != '\0' && company->cik > 0
               ? NULL
               : "a company without symbol or number";
}

static const char *offer_complaint(const struct gpu_offer *offer)
{
    if (!CLEAN(offer->venue) || !CLEAN(offer->model) || !CLEAN(offer->raw_model) || !CLEAN(offer->region) ||
        !CLEAN(offer->raw_unit))
        return "text of an offer is not clean";
    return isfinite(offer->usd_gpu_hour) && offer->usd_gpu_hour > 0 && offer->usd_gpu_hour < 1000 &&
                   isfinite(offer->raw_amount) && isfinite(offer->reliability.value)
               ? NULL
               : "an offer out of range";
}

static const char *book_complaint(const struct gpu_book *book)
{
    const struct amount *const figures[] = {&book->low,       &book->quartile1, &book->median,
                                            &book->quartile3, &book->spot,      &book->offers,
                                            &book->machines,  &book->idle_gpus, &book->stock,
                                            &book->stock8,    &book->regions,   &book->regions_stocked,
                                            &book->rented,    &book->total,     &book->spot_ratio,
                                            &book->lead_days, &book->raw,       &book->doubted};
    return are_finite(figures, COUNT_OF(figures)) && CLEAN(book->venue) && CLEAN(book->model) &&
                   CLEAN(book->stock_word) && CLEAN(book->raw_unit) && CLEAN(book->doubt)
               ? NULL
               : "a book that is not finite, or with unclean text";
}

/* Lines in the stored form: what would reach the screen without it is not clean. */
static const char *document_complaint(const struct document_text *document)
{
    if (!CLEAN(document->subject) || document->text == NULL || strlen(document->text) != document->length)
        return "a document without a subject or a text";
    for (const char *at = document->text; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 && *at != '\n' && *at != DOCUMENT_LINK)
            return "a document whose text is not clean";
    return document->text[document->length > 0 ? document->length - 1 : 0] == '\n' ? NULL : "a line without an end";
}

static const char *found_complaint(const struct found_filings *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct found_filing *item = &found->items[i];
        if (!document_subject_is_valid(item->subject) || !CLEAN(item->company) || !CLEAN(item->form) ||
            !CLEAN(item->type))
            return "a found filing with a bad subject or unclean text";
    }
    return CLEAN(found->query) && isfinite(found->total.value) ? NULL : "a search that is not clean";
}

static const char *symbol_hits_complaint(const struct symbol_hits *hits)
{
    char upper[SYMBOL_SIZE];
    if (hits->count > SYMBOL_HITS_MOST || !CLEAN(hits->query))
        return "a search for symbols that is not clean";
    for (size_t i = 0; i < hits->count; i++) {
        const struct symbol_hit *hit = &hits->items[i];
        if (!text_symbol(upper, sizeof upper, hit->symbol) || !CLEAN(hit->name) || !CLEAN(hit->exchange) ||
            !CLEAN(hit->type))
            return "a found symbol that is none, or unclean text";
    }
    return NULL;
}

static const char *supply_complaint(const struct supply_figure *figure)
{
    bool sane = figure->series[0] != '\0' && figure->value > 0 && figure->value < 1e15 && figure->day > -36525;
    return sane ? NULL : "a figure of the supply side that cannot be";
}

static const char *headline_complaint(const struct headline *headline)
{
    bool web = headline->link[0] == '\0' || strncmp(headline->link, "https://", 8) == 0;
    return CLEAN(headline->symbol) && headline->when > 0 && headline->title[0] != '\0' && web &&
                   is_clean_text(headline->title) && is_clean_text(headline->publisher) &&
                   is_clean_text(headline->link)
               ? NULL
               : "a headline without a title or a time, or with unclean text";
}

#define CHECK_ALL(items, count, complaint_of)                                                                      \
    for (size_t i = 0; i < (count); i++) {                                                                         \
        const char *complaint = complaint_of(&(items)[i]);                                                         \
        if (complaint != NULL)                                                                                     \
            return complaint;                                                                                      \
    }

const char *sane_complaint(const struct observations *observations)
{
    CHECK_ALL(observations->quotes, observations->quote_count, quote_complaint)
    CHECK_ALL(observations->bars, observations->bars_count, bars_complaint)
    CHECK_ALL(observations->actions, observations->action_count, action_complaint)
    CHECK_ALL(observations->consensus, observations->consensus_count, consensus_complaint)
    CHECK_ALL(observations->filings, observations->filing_count, filing_complaint)
    CHECK_ALL(observations->facts, observations->fact_count, fact_complaint)
    CHECK_ALL(observations->dimensional, observations->dimensional_count, dimensional_complaint)
    CHECK_ALL(observations->statements, observations->statement_count, statement_complaint)
    CHECK_ALL(observations->companies, observations->company_count, company_complaint)
    CHECK_ALL(observations->offers, observations->offer_count, offer_complaint)
    CHECK_ALL(observations->books, observations->book_count, book_complaint)
    CHECK_ALL(observations->documents, observations->document_count, document_complaint)
    CHECK_ALL(observations->found, observations->found_count, found_complaint)
    CHECK_ALL(observations->symbol_hits, observations->symbol_hits_count, symbol_hits_complaint)
    CHECK_ALL(observations->headlines, observations->headline_count, headline_complaint)
    CHECK_ALL(observations->supply, observations->supply_count, supply_complaint)
    CHECK_ALL(observations->splits, observations->split_count, split_complaint)
    return NULL;
}
