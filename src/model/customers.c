/* SPDX-License-Identifier: MIT
 * Concentration rows out of dimensional facts. A customer's row is a concentration percentage with a member of the
 * MajorCustomersAxis and otherwise none but the axes of type, benchmark, segment and consolidation: NVIDIA tags
 * "99 % of what is billed in Singapore" as customer concentration, with a geographical axis. */
#include "config.h"

#include "model/customers.h"

#include "customer_words.h"
#include "fact_series.h"
#include "receivable_concepts.h"

#include "base/date.h"
#include "base/text.h"
#include "model/receivables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FILINGS_MOST 40
#define ROWS_MOST    200 /* of one filing */

bool customers_is_concentration(const char *concept)
{
    return strcmp(concept, "us-gaap:ConcentrationRiskPercentage1") == 0 ||
           strcmp(concept, "us-gaap:ConcentrationRiskPercentage") == 0;
}

/* --- what one fact says --- */

/* NULL for an axis that a customer's row may have, else why it is none. */
static const char *objection(const struct dimension *dimension)
{
    static const char *const fine[] = {"MajorCustomersAxis", "ConcentrationRiskByTypeAxis",
                                       "ConcentrationRiskByBenchmarkAxis", "StatementBusinessSegmentsAxis",
                                       "ConsolidationItemsAxis"};
    static const struct {
        const char *axis, *reason;
    } others[] = {{"StatementGeographicalAxis", "by country or region"},
                  {"ProductOrServiceAxis", "by product"},
                  {"ProductsAndServicesAxis", "by product"}};
    char axis[MEMBER_SIZE];
    if (dimension->axis_length >= sizeof axis)
        return "by another measure";
    memcpy(axis, dimension->axis, dimension->axis_length);
    axis[dimension->axis_length] = '\0';
    bool standard = strncmp(axis, "us-gaap:", 8) == 0 || strncmp(axis, "srt:", 4) == 0;
    for (size_t i = 0; standard && i < sizeof fine / sizeof fine[0]; i++)
        if (strcmp(dimension_local(axis), fine[i]) == 0)
            return NULL;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(dimension_local(axis), others[i].axis) == 0)
            return others[i].reason;
    return "by another measure";
}

static const char *reason_against(const char *dimensions, const char *member)
{
    struct dimension dimension;
    while (dimension_next(&dimensions, &dimension)) {
        const char *reason = objection(&dimension);
        if (reason != NULL)
            return reason;
    }
    return member[0] == '\0' ? "of no named customer" : "";
}

/* The members of axes that are neither customer, type nor benchmark. */
static const char *scope_of(const char *dimensions, struct arena *arena)
{
    static const char *const told[] = {"MajorCustomersAxis", "ConcentrationRiskByTypeAxis",
                                       "ConcentrationRiskByBenchmarkAxis"};
    struct dimension dimension;
    char scope[DIMENSIONS_SIZE] = "";
    size_t used = 0;
    while (dimension_next(&dimensions, &dimension)) {
        bool elsewhere = false;
        for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
            size_t length = strlen(told[i]);
            elsewhere =
                elsewhere || (dimension.axis_length > length &&
                              strncmp(dimension.axis + dimension.axis_length - length, told[i], length) == 0);
        }
        if (elsewhere || used + dimension.member_length + 2 > sizeof scope)
            continue;
        if (used > 0)
            scope[used++] = ' ';
        memcpy(scope + used, dimension.member, dimension.member_length);
        used += dimension.member_length;
        scope[used] = '\0';
    }
    return arena_text(arena, scope);
}

static bool starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_one_of(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(text, list[i]) == 0)
            return true;
    return false;
}

static enum customer_basis basis_of(const char *benchmark)
{
    static const char *const receivables[] = {
        "AccountsReceivableMember",  "TradeAccountsReceivableMember",      "AccountsReceivableNetMember",
        "TradeReceivablesMember",    "AccountsReceivableNetCurrentMember", "AccountsReceivableBenchmarkMember",
        "AccountsReceivablesMember", "TradeAccountsReceivablesMember",     "TradeReceivableMember"};
    static const char *const revenues[] = {"SalesRevenue", "Revenue",     "TotalRevenue",        "NetRevenue",
                                           "NetSales",     "SalesMember", "ConsolidatedRevenue", "TotalNetRevenue"};
    static const char *const not_revenues[] = {"Backlog", "Deferred", "RemainingPerformance"};
    const char *local = dimension_local(benchmark);
    if (is_one_of(local, receivables, sizeof receivables / sizeof receivables[0]))
        return BASIS_RECEIVABLES;
    for (size_t i = 0; i < sizeof not_revenues / sizeof not_revenues[0]; i++)
        if (strstr(local, not_revenues[i]) != NULL)
            return BASIS_OTHER;
    for (size_t i = 0; i < sizeof revenues / sizeof revenues[0]; i++)
        if (starts(local, revenues[i]))
            return BASIS_REVENUE;
    return BASIS_OTHER;
}

static enum customer_kind kind_of(const struct customer_row *row, const struct member_words *words)
{
    if (row->reason[0] != '\0')
        return CUSTOMER_REJECTED;
    if (strcmp(dimension_local(row->type), "SupplierConcentrationRiskMember") == 0)
        return CUSTOMER_SUPPLIER;
    return member_words_group(words) ? CUSTOMER_GROUP : CUSTOMER_SINGLE;
}

static double error_of(int decimals)
{
    return decimals == DECIMALS_UNKNOWN || decimals == DECIMALS_EXACT ? 0 : 0.5 * pow(10, 2 - decimals);
}

static struct customer_row row_of(const struct dimensional_fact *fact, struct arena *arena)
{
    struct member_words words;
    char member[MEMBER_SIZE], type[MEMBER_SIZE], benchmark[MEMBER_SIZE], label[MEMBER_SIZE];
    dimension_member(fact->dimensions, "MajorCustomersAxis", member, sizeof member);
    dimension_member(fact->dimensions, "ConcentrationRiskByTypeAxis", type, sizeof type);
    dimension_member(fact->dimensions, "ConcentrationRiskByBenchmarkAxis", benchmark, sizeof benchmark);
    member_words_split(&words, member);
    member_words_label(&words, label, sizeof label);
    struct customer_row row = {
        .basis = basis_of(benchmark),
        .member = arena_text(arena, member),
        .label = arena_text(arena, label),
        .named = member_words_named(&words),
        .type = arena_text(arena, type),
        .benchmark = arena_text(arena, benchmark),
        .scope = scope_of(fact->dimensions, arena),
        .concept = arena_text(arena, fact->concept),
        .reason = reason_against(fact->dimensions, member),
        .start_day = fact->start_day,
        .end_day = fact->end_day,
        .percent = round(fact->value * 1e8) / 1e6, /* 0.29 is 29, not 28.999999999999996 */
        .percent_error = error_of(fact->decimals),
    };
    row.kind = kind_of(&row, &words);
    return row;
}

/* --- what a share is worth --- */

struct wholes { /* receivables and revenue of all periods */
    struct fact_series series[16];
    size_t count, receivables; /* the first ones are of receivables, the rest of revenue */
};

static void add_series(struct wholes *wholes, const struct facts *facts, const char *unit, enum item item,
                       struct arena *arena)
{
    size_t all;
    const char *const *concepts = receivables_concepts(&all);
    struct concept_range range = receivable_concepts_of(item);
    for (size_t i = 0; i < range.count && wholes->count < sizeof wholes->series / sizeof wholes->series[0]; i++)
        wholes->series[wholes->count++] = fact_series_select(facts, concepts[range.first + i], unit, arena);
}

static struct amount whole_of(const struct wholes *wholes, const struct customer_row *row)
{
    bool receivables = row->basis == BASIS_RECEIVABLES;
    struct amount found = AMOUNT_UNKNOWN;
    for (size_t i = receivables ? 0 : wholes->receivables; i < (receivables ? wholes->receivables : wholes->count);
         i++) {
        const struct fact_series *series = &wholes->series[i];
        for (size_t k = 0; k < series->count; k++) {
            const struct reading *reading = &series->rows[k];
            if (reading->end != row->end_day || reading->start != (receivables ? DATE_UNKNOWN : row->start_day))
                continue;
            /* Of receivables the first concept counts, of revenues the largest: the total. */
            if (!found.known || (!receivables && reading->value > found.value))
                found = amount_of(reading->value);
        }
    }
    return found;
}

static void imply(const struct wholes *wholes, struct customer_row *row)
{
    if (row->basis == BASIS_OTHER || (row->kind != CUSTOMER_SINGLE && row->kind != CUSTOMER_GROUP))
        return;
    row->implied_whole = whole_of(wholes, row);
    if (!row->implied_whole.known)
        return;
    row->implied = amount_of(row->percent / 100 * row->implied_whole.value);
    row->implied_error = amount_of(fabs(row->percent_error / 100 * row->implied_whole.value));
}

/* --- filing by filing --- */

static int64_t length_of(const struct customer_row *row)
{
    return row->start_day == DATE_UNKNOWN ? 0 : (int64_t)row->end_day - row->start_day;
}

static int order(int64_t left, int64_t right)
{
    return (left > right) - (left < right);
}

static int compare_rows(const void *a, const void *b)
{
    const struct customer_row *left = a, *right = b;
    const int orders[] = {order(left->kind == CUSTOMER_REJECTED, right->kind == CUSTOMER_REJECTED),
                          order((int64_t)left->basis, (int64_t)right->basis),
                          order(right->end_day, left->end_day),
                          order(length_of(left), length_of(right)),
                          order((int64_t)left->kind, (int64_t)right->kind),
                          (left->percent < right->percent) - (left->percent > right->percent),
                          strcmp(left->member, right->member)};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++)
        if (orders[i] != 0)
            return orders[i];
    return strcmp(left->scope, right->scope);
}

/* The same figure is often tagged twice in one document. */
static bool is_repeated(const struct dimensional_facts *shares, size_t index)
{
    const struct dimensional_fact *fact = &shares->items[index];
    for (size_t i = 0; i < index; i++) {
        const struct dimensional_fact *other = &shares->items[i];
        if (other->start_day == fact->start_day && other->end_day == fact->end_day &&
            strcmp(other->accession, fact->accession) == 0 && strcmp(other->dimensions, fact->dimensions) == 0 &&
            strcmp(other->concept, fact->concept) == 0)
            return true;
    }
    return false;
}

static bool is_listed(const struct customer_row *row, enum customer_basis basis)
{
    return row->basis == basis && (row->kind == CUSTOMER_SINGLE || row->kind == CUSTOMER_GROUP);
}

static bool labels_are_shared(const struct customer_filing *filing)
{
    for (size_t i = 0; i < filing->count; i++) {
        const struct customer_row *row = &filing->rows[i];
        bool listed;
        if (row->kind == CUSTOMER_SINGLE && row->basis == BASIS_RECEIVABLES && row->end_day == filing->end_day &&
            customers_revenue_share(filing, row, &listed).known)
            return true;
    }
    return false;
}

static void add_row(struct customer_filing *filing, const struct dimensional_fact *fact,
                    const struct wholes *wholes, struct arena *arena)
{
    if (filing->count == ROWS_MOST)
        return;
    struct customer_row *row = &filing->rows[filing->count++];
    *row = row_of(fact, arena);
    imply(wholes, row);
    if (row->kind != CUSTOMER_REJECTED && (filing->end_day == DATE_UNKNOWN || row->end_day > filing->end_day))
        filing->end_day = row->end_day;
}

static struct customer_filing *filing_for(struct customers *customers, const struct dimensional_facts *shares,
                                          size_t index, struct arena *arena)
{
    const struct dimensional_fact *fact = &shares->items[index];
    for (size_t i = 0; i < customers->count; i++)
        if (strcmp(customers->filings[i].accession, fact->accession) == 0)
            return &customers->filings[i];
    if (customers->count == FILINGS_MOST)
        return NULL;
    size_t rows = 0;
    for (size_t i = index; i < shares->count; i++)
        rows += strcmp(shares->items[i].accession, fact->accession) == 0;
    struct customer_filing *filing = &customers->filings[customers->count++];
    *filing = (struct customer_filing){
        .accession = arena_text(arena, fact->accession),
        .form = arena_text(arena, fact->form),
        .filed_day = fact->filed_day,
        .end_day = DATE_UNKNOWN,
        .rows = arena_array(arena, rows < ROWS_MOST ? rows : ROWS_MOST, sizeof *filing->rows),
    };
    return filing;
}

static int newest_first(const void *a, const void *b)
{
    const struct customer_filing *left = a, *right = b;
    int by_day = order(right->filed_day, left->filed_day);
    return by_day != 0 ? by_day : strcmp(right->accession, left->accession);
}

struct customers customers_derive(const char *symbol, const struct dimensional_facts *shares,
                                  const struct facts *facts, struct arena *arena)
{
    struct customers customers = {.filings = arena_array(arena, FILINGS_MOST, sizeof *customers.filings)};
    struct wholes wholes = {.count = 0};
    struct arena scratch;
    const char *unit = receivables_currency(facts);
    arena_init(&scratch);
    text_copy(customers.symbol, sizeof customers.symbol, symbol);
    text_copy(customers.currency, sizeof customers.currency, unit);
    add_series(&wholes, facts, unit, ITEM_RECEIVABLES, &scratch);
    wholes.receivables = wholes.count;
    add_series(&wholes, facts, unit, ITEM_REVENUE, &scratch);
    for (size_t i = 0; i < shares->count; i++) {
        if (!customers_is_concentration(shares->items[i].concept) || is_repeated(shares, i))
            continue;
        struct customer_filing *filing = filing_for(&customers, shares, i, arena);
        if (filing != NULL)
            add_row(filing, &shares->items[i], &wholes, arena);
    }
    for (size_t i = 0; i < customers.count; i++) {
        struct customer_filing *filing = &customers.filings[i];
        qsort(filing->rows, filing->count, sizeof *filing->rows, compare_rows);
        filing->shared_labels = labels_are_shared(filing);
    }
    qsort(customers.filings, customers.count, sizeof *customers.filings, newest_first);
    arena_clear(&scratch);
    return customers;
}

void customers_add_statements(struct customers *customers, const struct statement *statements, size_t count,
                              struct arena *arena)
{
    customers->unread = arena_array(arena, count + 1, sizeof *customers->unread);
    for (size_t i = 0; i < count; i++) {
        const struct statement *statement = &statements[i];
        struct customer_filing *filing = NULL;
        for (size_t k = 0; k < customers->count && filing == NULL; k++)
            if (strcmp(customers->filings[k].accession, statement->accession) == 0)
                filing = &customers->filings[k];
        if (filing != NULL)
            filing->way = statement->way;
        if (filing != NULL || statement->way != STATEMENT_LINK)
            continue;
        customers->unread[customers->unread_count++] =
            (struct customer_filing){.accession = arena_text(arena, statement->accession),
                                     .form = arena_text(arena, statement->form),
                                     .note = arena_text(arena, statement->note),
                                     .filed_day = statement->filed_day,
                                     .end_day = DATE_UNKNOWN,
                                     .way = STATEMENT_LINK};
    }
    qsort(customers->unread, customers->unread_count, sizeof *customers->unread, newest_first);
}

struct amount customers_revenue_share(const struct customer_filing *filing, const struct customer_row *row,
                                      bool *listed)
{
    *listed = false;
    for (size_t i = 0; i < filing->count; i++) { /* rows stand shortest period first */
        const struct customer_row *other = &filing->rows[i];
        if (!is_listed(other, BASIS_REVENUE) || other->end_day != row->end_day)
            continue;
        *listed = true;
        if (strcmp(other->member, row->member) == 0)
            return amount_of(other->percent);
    }
    return AMOUNT_UNKNOWN;
}

const char *customer_kind_name(enum customer_kind kind)
{
    static const char *const names[] = {"single", "group", "supplier", "rejected"};
    return names[kind];
}

const char *customer_basis_name(enum customer_basis basis)
{
    static const char *const names[] = {"revenue", "receivables", "other"};
    return names[basis];
}
