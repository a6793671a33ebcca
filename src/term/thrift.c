/* SPDX-License-Identifier: MIT
 * curses changes the look before and after each word, blanks included, and says the same twice. Here a change is
 * only noted, and told when a character comes that shows it: half of a frame's bytes. What is not understood passes
 * as it is. */
#include "config.h"

#include "thrift.h"

#include "base/text.h"
#include "sequence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ESCAPE           '\033'
#define PARAMETERS       24
#define STYLES_ON        0xbeU /* 1 bold, 2 dim, 3 italic, 4 underline, 5 blink, 7 reverse */
#define STYLE_REVERSED   (1U << 7)
#define STYLES_ON_BLANKS (1U << 4 | STYLE_REVERSED)

void thrift_init(struct thrift *thrift)
{
    *thrift = (struct thrift){.knows = false};
}

static bool is_same(const struct thrift_look *a, const struct thrift_look *b)
{
    return a->styles == b->styles && strcmp(a->foreground, b->foreground) == 0 &&
           strcmp(a->background, b->background) == 0;
}

static bool is_same_on_blank(const struct thrift_look *a, const struct thrift_look *b)
{
    if (((a->styles | b->styles) & STYLES_ON_BLANKS) != 0)
        return is_same(a, b);
    return strcmp(a->background, b->background) == 0;
}

/* --- telling the terminal --- */

static void add(struct buffer *out, const char *bytes, size_t length)
{
    if (!buffer_append(out, bytes, length))
        abort(); /* the frame that came in is smaller than the limit */
}

static void add_parameter(char *list, size_t size, const char *parameter)
{
    size_t used = strlen(list);
    snprintf(list + used, size - used, "%s%s", used > 0 ? ";" : "", parameter);
}

static void add_colour(char *list, size_t size, const char *actual, const char *wanted, const char *own)
{
    if (strcmp(actual, wanted) != 0)
        add_parameter(list, size, wanted[0] != '\0' ? wanted : own);
}

/* From one look to the other; through a reset when something has to be switched off. */
static void make_change(char *list, size_t size, const struct thrift_look *actual, const struct thrift_look *wanted,
                        bool reset)
{
    static const struct thrift_look none = {.styles = 0};
    list[0] = '\0';
    if (reset) {
        add_parameter(list, size, "0");
        actual = &none;
    }
    for (unsigned style = 1; style <= 7; style++)
        if ((wanted->styles & ~actual->styles & 1U << style) != 0)
            add_parameter(list, size, (const char[]){(char)('0' + style), '\0'});
    add_colour(list, size, actual->foreground, wanted->foreground, "39");
    add_colour(list, size, actual->background, wanted->background, "49");
}

static void tell(struct thrift *thrift, struct buffer *out)
{
    char straight[96], through_reset[96];
    const char *shorter = through_reset;
    if (!thrift->knows || is_same(&thrift->actual, &thrift->wanted))
        return;
    make_change(through_reset, sizeof through_reset, &thrift->actual, &thrift->wanted, true);
    make_change(straight, sizeof straight, &thrift->actual, &thrift->wanted, false);
    if (strcmp(through_reset, "0") == 0)
        through_reset[0] = '\0'; /* the same in fewer bytes */
    if ((thrift->actual.styles & ~thrift->wanted.styles) == 0 && strlen(straight) <= strlen(through_reset))
        shorter = straight;
    add(out, "\033[", 2);
    add(out, shorter, strlen(shorter));
    add(out, "m", 1);
    thrift->actual = thrift->wanted;
}

/* --- what the bytes say --- */

static void set_colour(char colour[THRIFT_COLOUR_SIZE], const unsigned *parameters, size_t count)
{
    colour[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char number[12];
        snprintf(number, sizeof number, "%u", parameters[i] % 1000);
        add_parameter(colour, THRIFT_COLOUR_SIZE, number);
    }
}

/* How many parameters the one at hand takes; 0 when it is not understood. */
static size_t take_parameter(struct thrift_look *look, const unsigned *at, size_t left)
{
    unsigned code = at[0], kind = code % 10;
    bool extended = code == 38 || code == 48, foreground = code / 10 == 3 || code / 10 == 9;
    size_t count = !extended ? 1 : left >= 3 && at[1] == 5 ? 3 : left >= 5 && at[1] == 2 ? 5 : 0;
    if (code == 0)
        *look = (struct thrift_look){.styles = 0};
    else if (code < 8 && (STYLES_ON >> code & 1U) != 0)
        look->styles |= 1U << code;
    else if (code == 39 || code == 49)
        set_colour(foreground ? look->foreground : look->background, at, 0);
    else if ((code >= 30 && code <= 49) || (code >= 90 && code <= 107 && kind < 8))
        set_colour(foreground ? look->foreground : look->background, at, count);
    else
        return 0;
    return count;
}

static bool take_look(struct thrift_look *look, const char *text, size_t length)
{
    unsigned parameters[PARAMETERS] = {0};
    size_t count = 1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ';' && count < PARAMETERS)
            count++;
        else if (text[i] >= '0' && text[i] <= '9' && parameters[count - 1] < 1000)
            parameters[count - 1] = parameters[count - 1] * 10 + (unsigned)(text[i] - '0');
        else
            return false;
    }
    for (size_t i = 0, taken; i < count; i += taken) {
        taken = take_parameter(look, parameters + i, count - i);
        if (taken == 0)
            return false;
    }
    return true;
}

static void pass_look(struct thrift *thrift, const char *bytes, size_t length, struct buffer *out)
{
    struct thrift_look look = thrift->wanted;
    bool resets = length == 3 || (length == 4 && bytes[2] == '0');
    if (thrift->knows && take_look(&look, bytes + 2, length - 3)) {
        thrift->wanted = look;
        return;
    }
    tell(thrift, out);
    add(out, bytes, length);
    thrift->knows = resets;
    if (resets)
        thrift->wanted = thrift->actual = (struct thrift_look){.styles = 0};
}

/* --- sequences --- */

static void pass_sequence(struct thrift *thrift, const char *bytes, size_t length, struct buffer *out)
{
    char last = bytes[length - 1];
    bool control = length > 2 && bytes[1] == '[';
    if (control && last == 'm' && bytes[2] != '>' && bytes[2] != '?') {
        pass_look(thrift, bytes, length, out);
        return;
    }
    if (length == 3 && bytes[1] == '(') { /* says again and again that letters are letters */
        bool needless = last == 'B' && thrift->letters;
        thrift->letters = last == 'B';
        if (!needless)
            add(out, bytes, length);
        return;
    }
    bool moves = control && strchr("ABCDEFGHadefhlrtb", last) != NULL; /* neither shows nor fills anything */
    if (!moves && !is_same_on_blank(&thrift->wanted, &thrift->actual))
        tell(thrift, out); /* what is erased takes the background */
    add(out, bytes, length);
}

void thrift_pass(struct thrift *thrift, const char *bytes, size_t length, bool settle, struct buffer *out)
{
    for (size_t at = 0; at < length;) {
        size_t taken = bytes[at] == ESCAPE ? sequence_length(bytes + at, length - at) : 1;
        if (bytes[at] == ESCAPE) {
            pass_sequence(thrift, bytes + at, taken, out);
        } else {
            bool blank = bytes[at] == ' ' || bytes[at] == '\n';
            bool control = (unsigned char)bytes[at] < ' ' && !blank;
            if (!control && !(blank && is_same_on_blank(&thrift->wanted, &thrift->actual)))
                tell(thrift, out);
            add(out, bytes + at, 1);
        }
        at += taken;
    }
    if (settle)
        tell(thrift, out);
}
