/* SPDX-License-Identifier: MIT
 * The analyst's action in a title, found by its words: "Piper Sandler Maintains Neutral on X, Raises Price Target
 * to $28", "X upgraded to Overweight at Wells Fargo". What is not certain is left alone: a missed headline costs
 * nothing, a wrong one would. */
#include "config.h"

#include "model/headlines.h"

#include "base/text.h"
#include "model/firms.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST  48
#define WORD_SIZE   32
#define PHRASE_SIZE 96
#define FIRM_WORDS  5
#define GRADE_WORDS 3
#define TARGET_MOST 100000.0

struct word {
    char plain[WORD_SIZE]; /* without the punctuation around it, and without 's */
    char lower[WORD_SIZE];
    bool opens;  /* with a capital or a digit */
    bool closed; /* a comma, colon or the like ends the phrase here */
    bool marked; /* "(CRWV)", "$CRWV", "NASDAQ:CRWV" */
};

struct words {
    struct word items[WORDS_MOST];
    size_t count;
};

static const struct verb {
    const char *word;
    enum rating_move move;
    int rank;        /* of several in a title the highest tells */
    bool coverage;   /* only with "coverage" somewhere in the title */
    bool adjustment; /* only with a target in the title; without one, with a grade: the move */
} verbs[] = {
    {"upgrade", MOVE_UPGRADE, 6, false, false},
    {"upgrades", MOVE_UPGRADE, 6, false, false},
    {"upgraded", MOVE_UPGRADE, 6, false, false},
    {"downgrade", MOVE_DOWNGRADE, 6, false, false},
    {"downgrades", MOVE_DOWNGRADE, 6, false, false},
    {"downgraded", MOVE_DOWNGRADE, 6, false, false},
    {"initiates", MOVE_INITIATE, 5, false, false},
    {"initiated", MOVE_INITIATE, 5, false, false},
    {"starts", MOVE_INITIATE, 5, true, false},
    {"started", MOVE_INITIATE, 5, true, false},
    {"assumes", MOVE_INITIATE, 5, true, false},
    {"resumes", MOVE_INITIATE, 5, true, false},
    {"begins", MOVE_INITIATE, 5, true, false},
    {"launches", MOVE_INITIATE, 5, true, false},
    {"drops", MOVE_DROP, 4, true, false},
    {"terminates", MOVE_DROP, 4, true, false},
    {"suspends", MOVE_DROP, 4, true, false},
    {"reiterates", MOVE_REITERATE, 3, false, false},
    {"reiterated", MOVE_REITERATE, 3, false, false},
    {"reaffirms", MOVE_REITERATE, 3, false, false},
    {"reaffirmed", MOVE_REITERATE, 3, false, false},
    {"affirms", MOVE_REITERATE, 3, false, false},
    {"maintains", MOVE_MAINTAIN, 2, false, false},
    {"maintained", MOVE_MAINTAIN, 2, false, false},
    {"keeps", MOVE_MAINTAIN, 2, false, false},
    {"raises", MOVE_UPGRADE, 1, false, true},
    {"raised", MOVE_UPGRADE, 1, false, true},
    {"hikes", MOVE_UPGRADE, 1, false, true},
    {"hiked", MOVE_UPGRADE, 1, false, true},
    {"lifts", MOVE_UPGRADE, 1, false, true},
    {"lifted", MOVE_UPGRADE, 1, false, true},
    {"boosts", MOVE_UPGRADE, 1, false, true},
    {"boosted", MOVE_UPGRADE, 1, false, true},
    {"increases", MOVE_UPGRADE, 1, false, true},
    {"increased", MOVE_UPGRADE, 1, false, true},
    {"lowers", MOVE_DOWNGRADE, 1, false, true},
    {"lowered", MOVE_DOWNGRADE, 1, false, true},
    {"cuts", MOVE_DOWNGRADE, 1, false, true},
    {"cut", MOVE_DOWNGRADE, 1, false, true},
    {"trims", MOVE_DOWNGRADE, 1, false, true},
    {"trimmed", MOVE_DOWNGRADE, 1, false, true},
    {"slashes", MOVE_DOWNGRADE, 1, false, true},
    {"slashed", MOVE_DOWNGRADE, 1, false, true},
    {"reduces", MOVE_DOWNGRADE, 1, false, true},
};

/* --- words --- */

static bool is_within(char byte)
{
    return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80 || byte == '$';
}

static void add_word(struct words *words, const char *text, size_t length)
{
    struct word *word = &words->items[words->count];
    const char *first = text, *end = text + length;
    while (first < end && !is_within(*first))
        first++;
    while (end > first && !is_within(end[-1]))
        end--;
    *word = (struct word){.closed = end < text + length && strchr(",;:|", *end) != NULL,
                          .marked = first > text && strchr("(:[", first[-1]) != NULL};
    if (end - first > 2 && end[-1] == 's' && end[-2] == '\'')
        end -= 2;
    length = (size_t)(end - first);
    if (length == 0 || length >= WORD_SIZE)
        return;
    memcpy(word->plain, first, length);
    for (size_t i = 0; i <= length; i++)
        word->lower[i] = (char)tolower((unsigned char)word->plain[i]);
    word->opens = isupper((unsigned char)word->plain[0]) || isdigit((unsigned char)word->plain[0]);
    words->count++;
}

/* "NASDAQ:CRWV" is two words, "Hold/Buy" one. */
static void split(struct words *words, const char *title)
{
    words->count = 0;
    for (const char *at = title; *at != '\0' && words->count < WORDS_MOST;) {
        size_t length = strcspn(at, " ");
        const char *colon = memchr(at, ':', length);
        if (colon != NULL && (size_t)(colon - at) + 1 < length) {
            add_word(words, at, (size_t)(colon - at) + 1);
            if (words->count == WORDS_MOST)
                return;
            add_word(words, colon, length - (size_t)(colon - at));
            words->items[words->count > 0 ? words->count - 1 : 0].marked = true;
        } else {
            add_word(words, at, length);
        }
        at += length;
        at += *at == ' ';
    }
}

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static bool has_word(const struct words *words, const char *const *list)
{
    for (size_t i = 0; i < words->count; i++)
        if (is_one_of(words->items[i].lower, list))
            return true;
    return false;
}

/* The words from first on as one text; false when they do not belong together. */
static bool join(const struct words *words, size_t first, size_t count, char text[PHRASE_SIZE])
{
    size_t used = 0;
    if (first + count > words->count)
        return false;
    for (size_t i = first; i < first + count; i++) {
        if (i > first && words->items[i - 1].closed)
            return false;
        used +=
            (size_t)snprintf(text + used, PHRASE_SIZE - used, "%s%s", i > first ? " " : "", words->items[i].plain);
        if (used >= PHRASE_SIZE)
            return false;
    }
    return true;
}

/* --- whom it is about --- */

static bool is_generic(const char *word)
{
    static const char *const generic[] = {"advanced", "american", "applied", "digital", "first",  "general",
                                          "global",   "national", "super",   "taiwan",  "united", NULL};
    return is_one_of(word, generic);
}

/* "CoreWeave, Inc." by its first word, "Applied Digital Corporation" by the first two. */
static bool names_company(const struct words *title, const char *company)
{
    struct words name;
    split(&name, company);
    if (name.count == 0 || strlen(name.items[0].lower) < 3)
        return false;
    bool both = name.count > 1 && (is_generic(name.items[0].lower) || strlen(name.items[0].lower) < 4);
    for (size_t i = 0; i < title->count; i++)
        if (strcmp(title->items[i].lower, name.items[0].lower) == 0 &&
            (!both || (i + 1 < title->count && strcmp(title->items[i + 1].lower, name.items[1].lower) == 0)))
            return true;
    return false;
}

static bool is_about(const struct words *title, const char *symbol, const char *company)
{
    for (size_t i = 0; i < title->count; i++) {
        const struct word *word = &title->items[i];
        bool dollar = word->plain[0] == '$';
        if (strcmp(word->plain + dollar, symbol) == 0 && (dollar || word->marked || strlen(symbol) > 2))
            return true;
    }
    return names_company(title, company);
}

/* --- who says it --- */

struct speaker {
    const char *house; /* NULL none */
    size_t first, end; /* its words */
    bool several;
};

static void hear(struct speaker *speaker, const char *house, size_t first, size_t count)
{
    if (speaker->house != NULL) {
        speaker->several = speaker->several || strcmp(speaker->house, house) != 0;
        return;
    }
    *speaker = (struct speaker){house, first, first + count, false};
}

static struct speaker find_speaker(const struct words *title, const char *company)
{
    struct speaker speaker = {.house = NULL};
    const char *itself = firm_known(company);
    for (size_t i = 0; i < title->count;) {
        size_t taken = 0;
        for (size_t count = FIRM_WORDS; count > 0 && taken == 0; count--) {
            char name[PHRASE_SIZE];
            const char *house = title->items[i].opens && join(title, i, count, name) ? firm_known(name) : NULL;
            if (house == NULL)
                continue;
            taken = count;
            if (itself == NULL || strcmp(itself, house) != 0)
                hear(&speaker, house, i, count);
        }
        i += taken > 0 ? taken : 1;
    }
    return speaker;
}

/* --- what --- */

static const struct verb *find_verb(const struct words *title, size_t *place)
{
    static const char *const coverage[] = {"coverage", NULL};
    const struct verb *best = NULL;
    bool covers = has_word(title, coverage);
    for (size_t i = 0; i < title->count; i++)
        for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
            if (strcmp(verbs[k].word, title->items[i].lower) != 0 || (verbs[k].coverage && !covers) ||
                (best != NULL && best->rank >= verbs[k].rank))
                continue;
            best = &verbs[k];
            *place = i;
        }
    return best;
}

static bool is_a_verb(const char *word)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(verbs[i].word, word) == 0)
            return true;
    return false;
}

/* Whether a grade can stand here: "to Buy", "Maintains Neutral", "Overweight rating"; not "stocks to buy". */
static bool is_grades_place(const struct words *title, size_t first, size_t count)
{
    static const char *const before[] = {"to", "from", "at", "with", "a", "an", "as", "its", NULL};
    static const char *const behind[] = {"rating", "ratings", "rated", "stance", NULL};
    static const char *const crowd[] = {"stock", "stocks", "shares", "reason", "reasons", "time", "names", NULL};
    const struct word *words = title->items;
    if (first + count < title->count && is_one_of(words[first + count].lower, behind))
        return true;
    if (first == 0 || (first > 1 && is_one_of(words[first - 2].lower, crowd)))
        return false;
    bool led = is_one_of(words[first - 1].lower, before);
    return words[first].opens
               ? led || is_a_verb(words[first - 1].lower)
               : strcmp(words[first - 1].lower, "to") == 0 || strcmp(words[first - 1].lower, "from") == 0;
}

static void read_grades(const struct words *title, struct rating_action *told, struct arena *arena)
{
    for (size_t i = 0; i < title->count; i++)
        for (size_t count = GRADE_WORDS; count > 0; count--) {
            char phrase[PHRASE_SIZE];
            if (!join(title, i, count, phrase) || rating_step_of(phrase) == STEP_UNKNOWN ||
                !is_grades_place(title, i, count))
                continue;
            bool from = i > 0 && strcmp(title->items[i - 1].lower, "from") == 0;
            const char **side = from ? &told->from : &told->to;
            if ((*side)[0] == '\0')
                *side = arena_text(arena, phrase);
            i += count - 1;
            break;
        }
}

/* "$1,250.50"; not "$2.5B" nor "$3 billion". */
static struct amount money_of(const struct words *title, size_t index)
{
    static const char *const large[] = {"billion", "bn", "million", "mn", "trillion", "b", "m", NULL};
    const char *text = title->items[index].plain;
    char digits[WORD_SIZE] = "", *end;
    size_t used = 0;
    if (text[0] != '$' || (index + 1 < title->count && is_one_of(title->items[index + 1].lower, large)))
        return AMOUNT_UNKNOWN;
    for (const char *at = text + 1; *at != '\0'; at++)
        if (*at != ',')
            digits[used++] = *at;
    double value = strtod(digits, &end);
    return used > 0 && *end == '\0' && isdigit((unsigned char)digits[0]) && value > 0 && value < TARGET_MOST
               ? amount_of(value)
               : AMOUNT_UNKNOWN;
}

static void read_targets(const struct words *title, struct rating_action *told)
{
    static const char *const marks[] = {"target", "targets", "pt", NULL};
    if (!has_word(title, marks))
        return;
    for (size_t i = 0; i < title->count; i++) {
        struct amount money = money_of(title, i);
        if (!money.known)
            continue;
        const char *before = i > 0 ? title->items[i - 1].lower : "";
        struct amount *side = strcmp(before, "from") == 0 ? &told->target_from : &told->target_to;
        if (strcmp(before, "to") == 0 && told->target_to.known && !told->target_from.known)
            told->target_from = told->target_to; /* "$105 to $170" */
        else if (side->known)
            continue;
        *side = money;
    }
}

/* "Wells Fargo upgrades ..." or "... at Wells Fargo". */
static bool stands_by(const struct words *title, const struct speaker *speaker, size_t verb)
{
    static const char *const by[] = {"at", "by", NULL};
    bool before = verb >= speaker->end && verb - speaker->end <= 1;
    return before || (speaker->first > 0 && is_one_of(title->items[speaker->first - 1].lower, by));
}

bool headline_read(const struct headline *headline, const char *company, struct rating_action *told,
                   struct arena *arena)
{
    struct words title;
    size_t place = 0;
    split(&title, headline->title);
    const struct verb *verb = find_verb(&title, &place);
    struct speaker speaker = find_speaker(&title, company);
    if (verb == NULL || speaker.house == NULL || speaker.several || !is_about(&title, headline->symbol, company))
        return false;
    *told = (struct rating_action){
        .when = headline->when, .firm = speaker.house, .from = "", .to = "", .move = verb->move};
    text_copy(told->symbol, sizeof told->symbol, headline->symbol);
    text_copy(told->source, sizeof told->source, headline->source);
    told->first_seen = headline->first_seen;
    read_grades(&title, told, arena);
    read_targets(&title, told);
    if (verb->adjustment && (told->target_to.known || told->to[0] == '\0'))
        told->move = MOVE_MAINTAIN;
    told->move = rating_move_of(told->move, told->from, told->to);
    bool says_what = told->to[0] != '\0' || told->target_to.known;
    bool moves = told->move != MOVE_MAINTAIN && told->move != MOVE_REITERATE; /* what stays must be named */
    return says_what || (moves && stands_by(&title, &speaker, place));
}
