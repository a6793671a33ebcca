/* SPDX-License-Identifier: MIT
 * An XBRL document read while it arrives: no tree, bounded memory, no entities. Facts and contexts come in any
 * order and are joined at the end. One reader for plain instances and for inline XBRL. */
#ifndef SOURCE_XBRL_H
#define SOURCE_XBRL_H

#include "base/arena.h"
#include "base/error.h"
#include "model/observations.h"
#include "model/subscription.h"

#include <stddef.h>

#define XBRL_NAME_SIZE     112
#define XBRL_PREFIXES_MOST 400 /* older documents declare every module of the taxonomy */

/* --- xbrl_names.c: names with the taxonomies' own prefixes, whatever the document calls them --- */

struct xbrl_names {
    struct xbrl_prefix {
        const char *document, *canonical, *space; /* the space is its namespace; static or in the arena */
    } prefixes[XBRL_PREFIXES_MOST];
    size_t count;
    struct arena *arena;
};

void xbrl_names_declare(struct xbrl_names *names, const char *prefix, const char *space);
/* Of an element as expat tells it ("NAMESPACE|Local"), and of a qualified name in text ("nvda:CustomerAMember").
 * False, with name "", when the prefix is unknown or the result does not fit. */
bool xbrl_names_element(const struct xbrl_names *names, const char *element, char name[XBRL_NAME_SIZE]);
bool xbrl_names_text(const struct xbrl_names *names, const char *text, char name[XBRL_NAME_SIZE]);

struct xbrl_wanted { /* what is kept of a concept */
    const char *concept, *local;
    bool plain;       /* undimensioned facts */
    bool dimensional; /* facts with dimensions */
};

/* The table sorted by local name, in the arena. */
const struct xbrl_wanted *xbrl_wanted_table(struct arena *arena, size_t *count);
/* Is any concept of this local name wanted? And this very one? NULL no. */
bool xbrl_wanted_local(const struct xbrl_wanted *table, size_t count, const char *local);
const struct xbrl_wanted *xbrl_wanted_find(const struct xbrl_wanted *table, size_t count, const char *concept);

/* --- xbrl_number.c: figures as they are printed --- */

/* A number in a plain instance. */
bool xbrl_number(const char *text, double *number);
/* What inline XBRL shows, by its transformation ("ixt:num-dot-decimal", "" none), scale and sign. */
bool xbrl_inline_number(const char *text, const char *format, int scale, bool negative, double *number);
/* "P24M", "P1Y6M", "P2Y", in months. */
bool xbrl_months(const char *text, double *months);
/* A duration in words or figures, by its transformation: "24" ixt-sec:durmonth, "three years" ixt-sec:durwordsen.
 */
bool xbrl_inline_months(const char *text, const char *format, double *months);

/* --- xbrl_facts.c: contexts, units and facts, and their join --- */

struct xbrl_facts;

struct xbrl_facts *xbrl_facts_new(const struct subscription *subscription);
void xbrl_facts_free(struct xbrl_facts *facts);
struct arena *xbrl_facts_arena(struct xbrl_facts *facts);

/* A context is begun, told its dimensions and days, and ended. */
void xbrl_context_begin(struct xbrl_facts *facts, const char *id);
void xbrl_context_dimension(struct xbrl_facts *facts, const char *axis, const char *member, bool typed);
void xbrl_context_start(struct xbrl_facts *facts, const char *day);
void xbrl_context_end(struct xbrl_facts *facts, const char *day); /* an instant, too */
void xbrl_context_filer(struct xbrl_facts *facts, const char *identifier);
void xbrl_context_close(struct xbrl_facts *facts);
void xbrl_unit(struct xbrl_facts *facts, const char *id, const char *measure); /* "iso4217:USD"; "" a ratio */
/* unit_id NULL: a duration in months. False when there is no room for more: the document is not to be trusted. */
bool xbrl_fact(struct xbrl_facts *facts, const struct xbrl_wanted *wanted, const char *context_id,
               const char *unit_id, double value, int decimals);
/* All is read: facts and dimensional facts go into the observations, of equal ones the most precise. */
bool xbrl_facts_join(struct xbrl_facts *facts, struct observations *observations, struct error *err);

/* --- xbrl_reader.c: the document --- */

struct xbrl_reader;

struct xbrl_reader *xbrl_reader_new(const struct subscription *subscription, bool is_inline);
bool xbrl_reader_feed(struct xbrl_reader *reader, const char *bytes, size_t length, struct error *err);
bool xbrl_reader_end(struct xbrl_reader *reader, struct observations *observations, struct error *err);
void xbrl_reader_free(struct xbrl_reader *reader);

#endif
