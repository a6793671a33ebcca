/* SPDX-License-Identifier: MIT
 * Figures as filers print them, by the transformations of inline XBRL (ixt 3 to 5, ixt-sec). */
#include "config.h"

#include "xbrl.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NUMBER_SIZE  64
#define SCALE_MOST   15
#define DAYS_A_MONTH 30.4375

bool xbrl_number(const char *text, double *number)
{
    char *end = NULL;
    text += strspn(text, " \t\r\n");
    size_t length = strcspn(text, " \t\r\n");
    if (length == 0 || length >= NUMBER_SIZE || strspn(text, "0123456789+-.eE") < length ||
        text[length + strspn(text + length, " \t\r\n")] != '\0')
        return false;
    double value = strtod(text, &end);
    if (end != text + length || !isfinite(value))
        return false;
    *number = value;
    return true;
}

/* --- words --- */

static int word_value(const char *word, size_t length)
{
    static const char *const small[] = {"zero",    "one",     "two",       "three",    "four",
                                        "five",    "six",     "seven",     "eight",    "nine",
                                        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"twenty", "thirty",  "forty",  "fifty",
                                       "sixty",  "seventy", "eighty", "ninety"};
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++)
        if (strlen(small[i]) == length && strncasecmp(small[i], word, length) == 0)
            return (int)i;
    for (size_t i = 0; i < sizeof tens / sizeof tens[0]; i++)
        if (strlen(tens[i]) == length && strncasecmp(tens[i], word, length) == 0)
            return 20 + 10 * (int)i;
    return -1;
}

/* "twenty-four", "24", "no": the number at *at, which moves behind it. */
static bool spoken_number(const char **at, double *number)
{
    const char *text = *at + strspn(*at, " -\t\r\n");
    char *end = NULL;
    if (isdigit((unsigned char)*text)) {
        *number = strtod(text, &end);
        *at = end;
        return true;
    }
    if (strncasecmp(text, "no", 2) == 0 && !isalpha((unsigned char)text[2])) {
        *number = 0;
        *at = text + 2;
        return true;
    }
    bool any = false;
    *number = 0;
    while (true) {
        size_t length = 0;
        while (isalpha((unsigned char)text[length]))
            length++;
        int value = word_value(text, length);
        if (length == 0 || value < 0)
            break;
        *number += value;
        any = true;
        text += length;
        *at = text;
        text += strspn(text, " -\t\r\n");
    }
    return any;
}

/* --- inline figures --- */

static bool format_has(const char *format, const char *part)
{
    return strstr(format, part) != NULL;
}

/* Separators go; the decimal sign becomes a point. */
static bool plain_figures(const char *text, char decimal, char figures[NUMBER_SIZE])
{
    size_t used = 0;
    for (; *text != '\0'; text++) {
        if (isdigit((unsigned char)*text) || *text == decimal) {
            if (used + 1 == NUMBER_SIZE)
                return false;
            figures[used++] = *text == decimal ? '.' : *text;
        } else if (isalpha((unsigned char)*text)) {
            return false;
        }
    }
    figures[used] = '\0';
    return used > 0;
}

bool xbrl_inline_number(const char *text, const char *format, int scale, bool negative, double *number)
{
    char figures[NUMBER_SIZE];
    if (scale < -SCALE_MOST || scale > SCALE_MOST)
        return false;
    if (format_has(format, "zero") || format_has(format, "nocontent") || format_has(format, "dash")) {
        *number = 0;
        return true;
    }
    if (format_has(format, "numwords")) {
        if (!spoken_number(&text, number))
            return false;
    } else {
        bool comma = format_has(format, "comma-decimal") || format_has(format, "commadecimal");
        if (!plain_figures(text, comma ? ',' : '.', figures) || !xbrl_number(figures, number))
            return false;
    }
    /* By division where it is exact: 43 with scale -2 is 0.43 as it is written. */
    *number = scale < 0 ? *number / pow(10, -scale) : *number * pow(10, scale);
    if (negative)
        *number = -*number;
    return isfinite(*number);
}

/* --- durations --- */

static double months_of(double amount, char unit)
{
    switch (unit) {
    case 'Y':
        return amount * 12;
    case 'M':
        return amount;
    case 'W':
        return amount * 7 / DAYS_A_MONTH;
    case 'D':
        return amount / DAYS_A_MONTH;
    default:
        return -1;
    }
}

bool xbrl_months(const char *text, double *months)
{
    text += strspn(text, " \t\r\n");
    if (*text++ != 'P')
        return false;
    double sum = 0;
    bool any = false;
    while (isdigit((unsigned char)*text)) {
        double amount = 0;
        for (; isdigit((unsigned char)*text); text++)
            amount = amount * 10 + (*text - '0');
        double part = months_of(amount, *text);
        if (part < 0)
            return false;
        sum += part;
        any = true;
        text++;
    }
    if (!any || sum > 12 * 200 || (*text != '\0' && *text != 'T' && strspn(text, " \t\r\n") != strlen(text)))
        return false;
    *months = sum;
    return true;
}

static char unit_of(const char *format, const char *text)
{
    static const struct {
        const char *word;
        char unit;
    } units[] = {{"year", 'Y'}, {"month", 'M'}, {"week", 'W'}, {"day", 'D'}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (format_has(format, units[i].word))
            return units[i].unit;
    text += strspn(text, " -\t\r\n");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncasecmp(text, units[i].word, strlen(units[i].word)) == 0)
            return units[i].unit;
    return '\0';
}

bool xbrl_inline_months(const char *text, const char *format, double *months)
{
    double amount;
    if (xbrl_months(text, months))
        return true;
    if (!spoken_number(&text, &amount))
        return false;
    double found = months_of(amount, unit_of(format, text));
    if (found < 0 || found > 12 * 200)
        return false;
    *months = found;
    return true;
}
