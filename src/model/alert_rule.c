/* SPDX-License-Identifier: MIT
 * The grammar of alert rules. */
#include "config.h"

#include "model/alert.h"

#include "base/date.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST    24
#define WORD_SIZE     ALERT_SUBJECT_SIZE
#define NEAR_MOST     64
#define AGAIN_MOST    (366 * 86400)
#define PLAIN_SPEAKER "item" /* a word that helps reading and says nothing: filing 8-K item 1.01 */

struct words {
    char items[WORDS_MOST][WORD_SIZE];
    int columns[WORDS_MOST]; /* where each begins in what was typed, from 1 */
    size_t count, at;
    int end;
};

static const char *const option_words[] = {"once", "again", "band", "open", "until", "note", "notable", "alarm"};
#define OPTIONS (sizeof option_words / sizeof option_words[0])

static bool refuse(const struct words *words, size_t at, struct error *err, const char *sentence)
{
    if (at >= words->count)
        return error_set(err, ERROR_INVALID, "column %d, at the end: %s", words->end, sentence);
    return error_set(err, ERROR_INVALID, "column %d, \"%s\": %s", words->columns[at], words->items[at], sentence);
}

static bool refuse_word(const struct words *words, size_t at, struct error *err, const char *sentence,
                        const char *const *known, size_t count)
{
    char whole[128];
    const char *nearest = at < words->count ? text_nearest(words->items[at], known, count) : NULL;
    if (nearest == NULL)
        return refuse(words, at, err, sentence);
    snprintf(whole, sizeof whole, "%s; did you mean \"%s\"?", sentence, nearest);
    return refuse(words, at, err, whole);
}

static bool split(const char *text, struct words *words, struct error *err)
{
    memset(words, 0, sizeof *words);
    for (const char *at = text;;) {
        at += strspn(at, " \t");
        size_t length = strcspn(at, " \t");
        words->end = (int)(at - text) + 1;
        if (length == 0)
            return true;
        if (words->count == WORDS_MOST || length >= WORD_SIZE)
            return error_set(err, ERROR_INVALID, "column %d: the rule is too long", words->end);
        memcpy(words->items[words->count], at, length);
        words->columns[words->count++] = words->end;
        at += length;
    }
}

static const char *peek(const struct words *words)
{
    return words->at < words->count ? words->items[words->at] : "";
}

/* --- subject --- */

/* "h100" is every H100, "h100-sxm" that one. */
static bool names_a_model(const char *word)
{
    size_t count, length = strlen(word);
    const char *const *models = gpu_models(&count);
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < length && (toupper((unsigned char)word[k]) == toupper((unsigned char)models[i][k]) ||
                              (word[k] == '-' && models[i][k] == ' ')))
            k++;
        if (k == length && (models[i][k] == '\0' || models[i][k] == ' '))
            return true;
    }
    return false;
}

static bool take_prefixed(struct alert_rule *rule, const char *word, const char *prefix, enum alert_scope scope)
{
    size_t length = strlen(prefix);
    if (strncmp(word, prefix, length) != 0 || word[length] == '\0')
        return false;
    rule->scope = scope;
    text_copy(rule->subject, sizeof rule->subject, word + length);
    return true;
}

static bool take_subject(struct words *words, struct alert_rule *rule, struct error *err)
{
    const char *word = peek(words);
    char symbol[SYMBOL_SIZE];
    if (text_equal_fold(word, "any")) {
        rule->scope = ALERT_ANY;
    } else if (text_equal_fold(word, "index")) {
        rule->scope = ALERT_INDEX;
    } else if (take_prefixed(rule, word, "group:", ALERT_GROUP) ||
               take_prefixed(rule, word, "source:", ALERT_SOURCE)) {
    } else if (names_a_model(word)) {
        rule->scope = ALERT_MODEL;
        text_copy(rule->subject, sizeof rule->subject, word);
    } else if (text_symbol(symbol, sizeof symbol, word)) {
        rule->scope = ALERT_SYMBOL;
        text_copy(rule->subject, sizeof rule->subject, symbol);
    } else {
        return refuse(words, words->at, err,
                      "a subject is expected: a symbol, group:NAME, any, a GPU model, index or source:NAME");
    }
    words->at++;
    return true;
}

/* --- kind --- */

/* Whether the words at hand begin with the kind's name; how many they are. */
static size_t matches_kind(const struct words *words, const struct alert_kind *kind)
{
    char two[2 * WORD_SIZE];
    const char *first = peek(words);
    if (text_equal_fold(first, kind->name))
        return 1;
    if (words->at + 1 >= words->count)
        return 0;
    snprintf(two, sizeof two, "%s %s", first, words->items[words->at + 1]);
    return text_equal_fold(two, kind->name) ? 2 : 0;
}

static bool take_kind(struct words *words, struct alert_rule *rule, struct error *err)
{
    size_t count, longest = 0;
    const struct alert_kind *kinds = alert_kinds(&count);
    const char *names[NEAR_MOST];
    for (size_t i = 0; i < count; i++) {
        size_t taken = matches_kind(words, &kinds[i]);
        names[i] = kinds[i].name;
        if (taken > longest) {
            longest = taken;
            rule->kind = &kinds[i];
        }
    }
    if (longest == 0)
        return refuse_word(words, words->at, err, "a kind is expected (price, change, rating, filing ...)", names,
                           count);
    if ((rule->kind->scopes & rule->scope) == 0)
        return refuse(words, words->at, err, "this subject has no such thing");
    words->at += longest;
    return true;
}

/* --- test --- */

static bool is_option(const char *word)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (text_equal_fold(word, option_words[i]))
            return true;
    return false;
}

/* A number, perhaps with its unit behind it or as the next word. */
static bool take_number(struct words *words, const char *unit, double *value, struct error *err)
{
    char *rest;
    *value = strtod(peek(words), &rest);
    if (rest == peek(words) || *value != *value || *value > 1e15 || *value < -1e15)
        return refuse(words, words->at, err, "a number is expected");
    if (rest[0] != '\0' && !text_equal_fold(rest, unit))
        return refuse(words, words->at, err, unit[0] != '\0' ? "the unit is wrong" : "this figure has no unit");
    words->at++;
    if (rest[0] == '\0' && unit[0] != '\0' && text_equal_fold(peek(words), unit))
        words->at++;
    return true;
}

static bool take_comparison(struct words *words, struct alert_rule *rule, struct error *err)
{
    rule->test = peek(words)[0] == '>' ? ALERT_ABOVE : ALERT_BELOW;
    if (peek(words)[1] != '\0')
        return refuse(words, words->at, err, "only > and < compare, and stand alone");
    words->at++;
    return take_number(words, rule->kind->unit, &rule->bound, err);
}

static bool is_listed(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
        if (strcspn(at, " ") == length && strncmp(at, word, length) == 0)
            return true;
    return false;
}

static bool take_words(struct words *words, struct alert_rule *rule, struct error *err)
{
    size_t used = 0;
    for (; words->at < words->count && !is_option(peek(words)); words->at++) {
        const char *word = peek(words);
        if (text_equal_fold(word, PLAIN_SPEAKER))
            continue;
        if (rule->kind->words != NULL && !is_listed(rule->kind->words, word)) {
            char sentence[112];
            if (rule->kind->words[0] == '\0')
                return refuse(words, words->at, err, "> or < and a number are expected");
            snprintf(sentence, sizeof sentence, "one of these is expected: %s", rule->kind->words);
            return refuse(words, words->at, err, sentence);
        }
        int written = snprintf(rule->words + used, sizeof rule->words - used, "%s%s", used > 0 ? " " : "", word);
        if (written < 0 || (size_t)written >= sizeof rule->words - used)
            return refuse(words, words->at, err, "too many words");
        used += (size_t)written;
    }
    rule->test = used > 0 ? ALERT_WORDS : ALERT_NO_TEST;
    return true;
}

static bool take_test(struct words *words, struct alert_rule *rule, struct error *err)
{
    bool measures = rule->kind->events == 0;
    if (text_equal_fold(peek(words), "change") && rule->kind->event_value)
        words->at++; /* target change > 10 % */
    if (peek(words)[0] == '>' || peek(words)[0] == '<') {
        if (!measures && !rule->kind->event_value)
            return refuse(words, words->at, err, "an event like this has no figure to compare");
        return take_comparison(words, rule, err);
    }
    if (measures)
        return refuse(words, words->at, err, "> or < and a number are expected");
    return take_words(words, rule, err);
}

/* --- options --- */

static bool take_again(struct words *words, struct alert_rule *rule, struct error *err)
{
    static const struct {
        char letter;
        int seconds;
    } units[] = {{'m', 60}, {'h', 3600}, {'d', 86400}};
    char *rest;
    long count = strtol(peek(words), &rest, 10);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (count > 0 && count <= AGAIN_MOST / units[i].seconds && rest[0] == units[i].letter && rest[1] == '\0') {
            rule->again_seconds = (int)count * units[i].seconds;
            words->at++;
            return true;
        }
    return refuse(words, words->at, err, "a time is expected: 30m, 2h, 1d");
}

static bool take_band(struct words *words, struct alert_rule *rule, struct error *err)
{
    size_t place = words->at;
    bool percent = strchr(peek(words), '%') != NULL ||
                   (words->at + 1 < words->count && strcmp(words->items[words->at + 1], "%") == 0);
    if (!take_number(words, percent ? "%" : rule->kind->unit, &rule->band, err))
        return false;
    rule->band_percent = percent && strcmp(rule->kind->unit, "%") != 0;
    if (rule->band < 0 || rule->kind->events != 0)
        return refuse(words, place, err, rule->band < 0 ? "a band is not below 0" : "events have no band");
    return true;
}

static bool take_until(struct words *words, struct alert_rule *rule, struct error *err)
{
    int32_t day = strlen(peek(words)) == 10 ? date_from_iso(peek(words)) : DATE_UNKNOWN;
    int year, month, date;
    if (day == DATE_UNKNOWN)
        return refuse(words, words->at, err, "a day is expected: 2026-12-31");
    date_to_civil(day + 1, &year, &month, &date); /* to the end of that day in New York */
    rule->until = date_new_york_to_utc(year, month, date, 0, 0, 0);
    words->at++;
    return true;
}

static bool take_option(struct words *words, struct alert_rule *rule, struct error *err)
{
    char word[WORD_SIZE];
    text_copy(word, sizeof word, peek(words));
    if (!is_option(word))
        return refuse_word(words, words->at, err, "an option is expected: once, again, band, open, until, note",
                           option_words, OPTIONS);
    words->at++;
    if (text_equal_fold(word, "again"))
        return take_again(words, rule, err);
    if (text_equal_fold(word, "band"))
        return take_band(words, rule, err);
    if (text_equal_fold(word, "until"))
        return take_until(words, rule, err);
    rule->once = rule->once || text_equal_fold(word, "once");
    rule->open_only = rule->open_only || text_equal_fold(word, "open");
    if (text_equal_fold(word, "note"))
        rule->severity = 0;
    else if (text_equal_fold(word, "notable"))
        rule->severity = 1;
    return true;
}

/* --- the whole --- */

static bool write_text(const struct words *words, struct alert_rule *rule, struct error *err)
{
    size_t used = 0;
    for (size_t i = 0; i < words->count; i++) {
        int written =
            snprintf(rule->text + used, sizeof rule->text - used, "%s%s", i > 0 ? " " : "", words->items[i]);
        if (written < 0 || (size_t)written >= sizeof rule->text - used)
            return error_set(err, ERROR_INVALID, "column %d: the rule is too long", words->columns[i]);
        used += (size_t)written;
    }
    return true;
}

bool alert_parse(const char *text, struct alert_rule *rule, struct error *err)
{
    struct words words;
    char clean[2 * ALERT_TEXT_SIZE];
    memset(rule, 0, sizeof *rule);
    rule->severity = 2;
    if (strlen(text) >= sizeof clean)
        return error_set(err, ERROR_INVALID, "the rule is too long");
    if (text_clean(clean, sizeof clean, text, strlen(text)) == 0)
        return error_set(err, ERROR_INVALID, "an alert rule is expected, such as: CRWV price > 150");
    if (!split(clean, &words, err) || !write_text(&words, rule, err) || !take_subject(&words, rule, err) ||
        !take_kind(&words, rule, err) || !take_test(&words, rule, err))
        return false;
    while (words.at < words.count)
        if (!take_option(&words, rule, err))
            return false;
    return true;
}
