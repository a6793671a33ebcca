/* SPDX-License-Identifier: MIT
 * What was met of a document so far. Contexts may stand behind the facts that use them, so both wait for the end.
 */
#include "config.h"

#include "xbrl.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXTS_MOST   30000
#define FACTS_MOST      20000
#define UNITS_MOST      400
#define DIMENSIONS_MOST 8
#define TEXT_MOST       ((size_t)3 << 20) /* of all contexts together */
#define VALUE_MOST      1e18

struct context {
    const char *id;
    const char *dimensions; /* "" none */
    int32_t start, end;     /* start DATE_UNKNOWN: an instant */
    bool usable;
};

struct unit {
    const char *id;
    char measure[12];
};

struct pending {
    const struct xbrl_wanted *wanted;
    const char *context_id, *unit_id; /* unit NULL: months */
    double value;
    int decimals;
    const struct context *context; /* from the join on */
    const char *measure;
};

struct xbrl_facts {
    const struct subscription *subscription;
    struct arena arena;
    struct context *contexts;
    size_t context_count, context_room;
    struct pending *facts;
    size_t fact_count, fact_room;
    struct unit units[UNITS_MOST];
    size_t unit_count;
    char dimensions[DIMENSIONS_MOST][2 * XBRL_NAME_SIZE + 2]; /* of the context that is being read */
    size_t dimension_count;
    bool other_filer;
    unsigned rejected;
};

struct xbrl_facts *xbrl_facts_new(const struct subscription *subscription)
{
    struct xbrl_facts *facts = memory_new(1, sizeof *facts);
    facts->subscription = subscription;
    arena_init(&facts->arena);
    return facts;
}

void xbrl_facts_free(struct xbrl_facts *facts)
{
    if (facts == NULL)
        return;
    arena_clear(&facts->arena);
    free(facts->contexts);
    free(facts->facts);
    free(facts);
}

struct arena *xbrl_facts_arena(struct xbrl_facts *facts)
{
    return &facts->arena;
}

/* --- contexts and units --- */

static struct context *current(struct xbrl_facts *facts)
{
    return facts->context_count > 0 ? &facts->contexts[facts->context_count - 1] : NULL;
}

void xbrl_context_begin(struct xbrl_facts *facts, const char *id)
{
    if (facts->context_count == CONTEXTS_MOST || facts->arena.used > TEXT_MOST)
        return; /* facts of contexts that are not known are dropped at the join */
    if (facts->context_count == facts->context_room) {
        facts->context_room = facts->context_room == 0 ? 256 : facts->context_room * 2;
        facts->contexts = memory_grow(facts->contexts, facts->context_room, sizeof *facts->contexts);
    }
    facts->contexts[facts->context_count++] = (struct context){.id = arena_text(&facts->arena, id),
                                                               .dimensions = "",
                                                               .start = DATE_UNKNOWN,
                                                               .end = DATE_UNKNOWN,
                                                               .usable = true};
    facts->dimension_count = 0;
}

void xbrl_context_dimension(struct xbrl_facts *facts, const char *axis, const char *member, bool typed)
{
    struct context *context = current(facts);
    if (context == NULL)
        return;
    if (facts->dimension_count == DIMENSIONS_MOST || axis[0] == '\0' || member[0] == '\0') {
        context->usable = false;
        return;
    }
    snprintf(facts->dimensions[facts->dimension_count++], sizeof facts->dimensions[0], "%s%c%s", axis,
             typed ? '~' : '=', member);
}

static int32_t day_of(const char *text)
{
    char day[11];
    text += strspn(text, " \t\r\n");
    text_copy(day, sizeof day, text); /* a time of day may follow */
    return date_from_iso(day);
}

void xbrl_context_start(struct xbrl_facts *facts, const char *day)
{
    struct context *context = current(facts);
    if (context == NULL)
        return;
    context->start = day_of(day);
    context->usable = context->usable && context->start != DATE_UNKNOWN;
}

void xbrl_context_end(struct xbrl_facts *facts, const char *day)
{
    struct context *context = current(facts);
    if (context != NULL)
        context->end = day_of(day);
}

void xbrl_context_filer(struct xbrl_facts *facts, const char *identifier)
{
    long long cik = strtoll(identifier, NULL, 10);
    facts->other_filer = facts->other_filer || (cik > 0 && cik != facts->subscription->cik);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(a, b);
}

void xbrl_context_close(struct xbrl_facts *facts)
{
    struct context *context = current(facts);
    char text[DIMENSIONS_SIZE];
    size_t used = 0;
    if (context == NULL)
        return;
    qsort(facts->dimensions, facts->dimension_count, sizeof facts->dimensions[0], compare_texts);
    for (size_t i = 0; i < facts->dimension_count; i++) {
        int length = snprintf(text + used, sizeof text - used, "%s%s", i > 0 ? " " : "", facts->dimensions[i]);
        used += (size_t)length;
        if (used >= sizeof text) {
            context->usable = false;
            return;
        }
    }
    if (used > 0)
        context->dimensions = arena_text(&facts->arena, text);
    facts->dimension_count = 0;
}

void xbrl_unit(struct xbrl_facts *facts, const char *id, const char *measure)
{
    if (facts->unit_count == UNITS_MOST || facts->arena.used > TEXT_MOST)
        return;
    struct unit *unit = &facts->units[facts->unit_count++];
    const char *colon = strchr(measure, ':');
    const char *local = colon != NULL ? colon + 1 : measure;
    unit->id = arena_text(&facts->arena, id);
    text_copy(unit->measure, sizeof unit->measure, strlen(local) < sizeof unit->measure ? local : "");
}

/* --- facts --- */

bool xbrl_fact(struct xbrl_facts *facts, const struct xbrl_wanted *wanted, const char *context_id,
               const char *unit_id, double value, int decimals)
{
    if (facts->fact_count == FACTS_MOST || facts->arena.used > TEXT_MOST)
        return false;
    if (!isfinite(value) || fabs(value) > VALUE_MOST) {
        facts->rejected++;
        return true;
    }
    if (facts->fact_count == facts->fact_room) {
        facts->fact_room = facts->fact_room == 0 ? 128 : facts->fact_room * 2;
        facts->facts = memory_grow(facts->facts, facts->fact_room, sizeof *facts->facts);
    }
    facts->facts[facts->fact_count++] = (struct pending){
        .wanted = wanted,
        .context_id = arena_text(&facts->arena, context_id),
        .unit_id = unit_id != NULL ? arena_text(&facts->arena, unit_id) : NULL,
        .value = value,
        .decimals = decimals,
    };
    return true;
}

/* --- the join --- */

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct context *)a)->id, ((const struct context *)b)->id);
}

static const char *measure_of(const struct xbrl_facts *facts, const char *unit_id)
{
    if (unit_id == NULL)
        return "months";
    for (size_t i = 0; i < facts->unit_count; i++)
        if (strcmp(facts->units[i].id, unit_id) == 0)
            return facts->units[i].measure;
    return "";
}

static bool is_usable(const struct xbrl_facts *facts, const struct pending *fact)
{
    const struct context *context = fact->context;
    int32_t filed = facts->subscription->filing.filed_day;
    if (context == NULL || !context->usable || context->end == DATE_UNKNOWN || fact->measure[0] == '\0' ||
        (context->start != DATE_UNKNOWN && context->start > context->end))
        return false;
    /* Balances dated after their filing are schedules of maturities, not balances. */
    return context->start != DATE_UNKNOWN || filed == DATE_UNKNOWN || context->end <= filed;
}

static bool resolve(struct xbrl_facts *facts, struct pending *fact)
{
    const struct context key = {.id = fact->context_id};
    fact->context = bsearch(&key, facts->contexts, facts->context_count, sizeof key, by_id);
    fact->measure = measure_of(facts, fact->unit_id);
    return is_usable(facts, fact);
}

/* Equal ones together, the most precise first. */
static int by_key(const void *a, const void *b)
{
    const struct pending *left = a, *right = b;
    int order = strcmp(left->wanted->concept, right->wanted->concept);
    order = order != 0 ? order : strcmp(left->context->dimensions, right->context->dimensions);
    order = order != 0 ? order : strcmp(left->measure, right->measure);
    const int64_t numbers[][2] = {{left->context->end, right->context->end},
                                  {left->context->start, right->context->start},
                                  {right->decimals, left->decimals}};
    for (size_t i = 0; order == 0 && i < sizeof numbers / sizeof numbers[0]; i++)
        order = (numbers[i][0] > numbers[i][1]) - (numbers[i][0] < numbers[i][1]);
    return order;
}

static bool is_same_key(const struct pending *a, const struct pending *b)
{
    return a->wanted == b->wanted && a->context->end == b->context->end && a->context->start == b->context->start &&
           strcmp(a->context->dimensions, b->context->dimensions) == 0 && strcmp(a->measure, b->measure) == 0;
}

static void put_plain(const struct subscription *subscription, const struct pending *pending,
                      struct observations *observations)
{
    struct fact *fact = observations_add_fact(observations);
    if (fact == NULL)
        return;
    text_copy(fact->symbol, sizeof fact->symbol, subscription->subject);
    text_copy(fact->concept, sizeof fact->concept, pending->wanted->concept);
    text_copy(fact->unit, sizeof fact->unit, pending->measure);
    text_copy(fact->accession, sizeof fact->accession, subscription->filing.accession);
    text_copy(fact->form, sizeof fact->form, subscription->filing.form);
    fact->start_day = pending->context->start;
    fact->end_day = pending->context->end;
    fact->value = pending->value;
    fact->filed_day = subscription->filing.filed_day;
}

static void put_dimensional(const struct subscription *subscription, const struct pending *pending,
                            struct observations *observations)
{
    struct dimensional_fact *fact = observations_add_dimensional(observations);
    if (fact == NULL)
        return;
    text_copy(fact->symbol, sizeof fact->symbol, subscription->subject);
    text_copy(fact->concept, sizeof fact->concept, pending->wanted->concept);
    text_copy(fact->unit, sizeof fact->unit, pending->measure);
    text_copy(fact->accession, sizeof fact->accession, subscription->filing.accession);
    text_copy(fact->form, sizeof fact->form, subscription->filing.form);
    text_copy(fact->dimensions, sizeof fact->dimensions, pending->context->dimensions);
    fact->start_day = pending->context->start;
    fact->end_day = pending->context->end;
    fact->value = pending->value;
    fact->decimals = pending->decimals;
    fact->filed_day = subscription->filing.filed_day;
}

static void put(const struct subscription *subscription, const struct pending *pending,
                struct observations *observations)
{
    bool plain = pending->context->dimensions[0] == '\0';
    if (plain && pending->wanted->plain && strlen(pending->measure) == 3) /* money */
        put_plain(subscription, pending, observations);
    else if (pending->wanted->dimensional)
        put_dimensional(subscription, pending, observations);
}

bool xbrl_facts_join(struct xbrl_facts *facts, struct observations *observations, struct error *err)
{
    size_t kept = 0;
    if (facts->context_count == 0)
        return error_set(err, ERROR_FORMAT, "the document holds no XBRL");
    if (facts->other_filer)
        return error_set(err, ERROR_FORMAT, "the document is of another filer");
    qsort(facts->contexts, facts->context_count, sizeof *facts->contexts, by_id);
    for (size_t i = 0; i < facts->fact_count; i++)
        if (resolve(facts, &facts->facts[i]))
            facts->facts[kept++] = facts->facts[i];
        else
            facts->rejected++;
    if (kept > 0)
        qsort(facts->facts, kept, sizeof *facts->facts, by_key);
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || !is_same_key(&facts->facts[i - 1], &facts->facts[i]))
            put(facts->subscription, &facts->facts[i], observations);
    observations->rejected += facts->rejected;
    return true;
}
