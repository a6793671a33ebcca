/* SPDX-License-Identifier: MIT
 * Lots out of text, line by line; every fault is told with its line. */
#include "config.h"

#include "model/positions.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MOST   200
#define WORDS_MOST  6 /* one more than a lot has */
#define MONEY_MOST  1e9
#define SHARES_MOST 1e12

void positions_init(struct positions *positions, const char *currency)
{
    memset(positions, 0, sizeof *positions);
    text_copy(positions->currency, sizeof positions->currency, currency);
}

void positions_clear(struct positions *positions)
{
    if (positions->lots != NULL)
        explicit_bzero(positions->lots, positions->room * sizeof *positions->lots);
    free(positions->lots);
    positions_init(positions, "");
}

struct reading_lots {
    struct positions *positions;
    const struct line_report *report;
    int32_t today;
    struct text_lines lines;
    bool sound, any;
};

static bool refuse(struct reading_lots *reading, const char *sentence)
{
    reading->sound = false;
    if (reading->report != NULL)
        reading->report->fault(reading->report->context, reading->lines.number, sentence);
    return false;
}

/* Splits in place at blanks, commas and semicolons. Two separators in a row do not make an empty word: a currency
 * is known by its letters, a day by its figures. */
static size_t split(char *line, char *words[WORDS_MOST])
{
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " \t,;\"\r", &rest); word != NULL && count < WORDS_MOST;
         word = strtok_r(NULL, " \t,;\"\r", &rest))
        words[count++] = word;
    return count;
}

static bool take_number(const char *word, double least, double most, double *number)
{
    char *end;
    if (word[strspn(word, "+-0123456789.")] != '\0') /* no nan, no 0x, no 1e9 */
        return false;
    *number = strtod(word, &end);
    return end != word && *end == '\0' && isfinite(*number) && *number >= least && *number <= most;
}

static bool take_currency(const char *word, char currency[CURRENCY_SIZE])
{
    if (strlen(word) != 3 || !isalpha((unsigned char)word[0]) || !isalpha((unsigned char)word[1]) ||
        !isalpha((unsigned char)word[2]))
        return false;
    for (size_t i = 0; i < 2; i++)
        currency[i] = (char)toupper((unsigned char)word[i]);
    /* GBp are pence, gbp are pounds: the last letter alone is small in hundredths. */
    bool all_small = islower((unsigned char)word[0]) && islower((unsigned char)word[1]);
    currency[2] = all_small ? (char)toupper((unsigned char)word[2]) : word[2];
    currency[3] = '\0';
    return true;
}

static bool take_rest(struct reading_lots *reading, char *const *words, size_t count, struct lot *lot)
{
    text_copy(lot->currency, sizeof lot->currency, reading->positions->currency);
    lot->day = DATE_UNKNOWN;
    for (size_t i = 3; i < count; i++) {
        bool is_day = isdigit((unsigned char)words[i][0]);
        if (!is_day && (i > 3 || !take_currency(words[i], lot->currency)))
            return refuse(reading, "behind the cost stand a currency of three letters and a day, 2025-09-24");
        if (!is_day)
            continue;
        lot->day = strlen(words[i]) == 10 ? date_from_iso(words[i]) : DATE_UNKNOWN;
        if (lot->day == DATE_UNKNOWN)
            return refuse(reading, "the day must be written 2025-09-24");
        if (lot->day > reading->today)
            return refuse(reading, "the day is yet to come");
        if (i + 1 < count)
            return refuse(reading, "nothing may stand behind the day");
    }
    return true;
}

static bool take_lot(struct reading_lots *reading, char *const *words, size_t count, struct lot *lot)
{
    if (count < 3 || count >= WORDS_MOST)
        return refuse(reading, "a lot is: SYMBOL QUANTITY COST [CURRENCY [DAY]]");
    if (!text_symbol(lot->symbol, sizeof lot->symbol, words[0]))
        return refuse(reading, "it does not begin with a symbol (letters, digits, . - ^ =, at most 15)");
    if (!take_number(words[1], -SHARES_MOST, SHARES_MOST, &lot->quantity) || lot->quantity == 0)
        return refuse(reading, "the quantity must be a number other than 0; negative: sold short");
    if (!take_number(words[2], 0, MONEY_MOST, &lot->cost))
        return refuse(reading, "the cost of one share must be a number, with a point before the cents");
    return take_rest(reading, words, count, lot);
}

static void keep_lot(struct reading_lots *reading, const struct lot *lot)
{
    struct positions *positions = reading->positions;
    if (positions->count == LOTS_MOST) {
        (void)refuse(reading, "there are too many lots; this one and those behind it are left out");
        return;
    }
    if (positions->count == positions->room) {
        positions->room = positions->room * 2 + 16;
        positions->lots = memory_grow(positions->lots, positions->room, sizeof *positions->lots);
    }
    positions->lots[positions->count++] = *lot;
}

static void take_line(struct reading_lots *reading, char *line)
{
    char *words[WORDS_MOST];
    struct lot lot = {.day = DATE_UNKNOWN};
    line[strcspn(line, "#")] = '\0';
    size_t count = split(line, words);
    if (count == 0)
        return;
    bool heading = !reading->any && text_equal_fold(words[0], "symbol");
    reading->any = true;
    if (!heading && take_lot(reading, words, count, &lot))
        keep_lot(reading, &lot);
}

bool positions_read(struct positions *positions, const char *text, size_t length, int32_t today,
                    const struct line_report *report)
{
    struct reading_lots reading = {.positions = positions,
                                   .report = report,
                                   .today = today,
                                   .lines = text_lines_begin(text, length),
                                   .sound = true};
    char line[LINE_MOST];
    while (text_lines_next(&reading.lines, line, sizeof line)) {
        if (reading.lines.unfit)
            (void)refuse(&reading, "the line is too long, or no text");
        else
            take_line(&reading, line);
    }
    explicit_bzero(line, sizeof line);
    return reading.sound;
}
