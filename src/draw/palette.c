/* SPDX-License-Identifier: MIT
 * Colours by name and number, and the nearest one that a terminal has. */
#include "config.h"

#include "draw/palette.h"

#include "base/text.h"
#include "draw/canvas.h"

#include <string.h>

#define BASE_COLOURS 16

/* xterm's own values of the 16 colours: what a name stands for, and what a nearest colour is measured against. */
static const struct {
    const char *name;
    struct colour colour;
} base_colours[BASE_COLOURS] = {
    {"black", {0x00, 0x00, 0x00, true}},        {"red", {0xcd, 0x00, 0x00, true}},
    {"green", {0x00, 0xcd, 0x00, true}},        {"yellow", {0xcd, 0xcd, 0x00, true}},
    {"blue", {0x00, 0x00, 0xee, true}},         {"magenta", {0xcd, 0x00, 0xcd, true}},
    {"cyan", {0x00, 0xcd, 0xcd, true}},         {"white", {0xe5, 0xe5, 0xe5, true}},
    {"bright-black", {0x7f, 0x7f, 0x7f, true}}, {"bright-red", {0xff, 0x00, 0x00, true}},
    {"bright-green", {0x00, 0xff, 0x00, true}}, {"bright-yellow", {0xff, 0xff, 0x00, true}},
    {"bright-blue", {0x5c, 0x5c, 0xff, true}},  {"bright-magenta", {0xff, 0x00, 0xff, true}},
    {"bright-cyan", {0x00, 0xff, 0xff, true}},  {"bright-white", {0xff, 0xff, 0xff, true}},
};

static const struct {
    const char *name;
    unsigned bit;
} styles[] = {{"bold", STYLE_BOLD}, {"dim", STYLE_DIM}, {"reverse", STYLE_REVERSE}, {"underline", STYLE_UNDERLINE}};

/* --- reading --- */

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
    return found != NULL ? (int)(found - digits) : -1;
}

static bool parse_hex(const char *digits, struct colour *colour)
{
    uint8_t parts[3];
    if (strlen(digits) != 6)
        return false;
    for (size_t i = 0; i < 3; i++) {
        int high = hex_digit(digits[2 * i]);
        int low = hex_digit(digits[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        parts[i] = (uint8_t)(high * 16 + low);
    }
    *colour = (struct colour){parts[0], parts[1], parts[2], true};
    return true;
}

bool colour_parse(const char *word, struct colour *colour)
{
    if (word[0] == '#')
        return parse_hex(word + 1, colour);
    if (text_equal_fold(word, "default")) {
        *colour = (struct colour){.set = false};
        return true;
    }
    for (size_t i = 0; i < BASE_COLOURS; i++)
        if (text_equal_fold(word, base_colours[i].name)) {
            *colour = base_colours[i].colour;
            return true;
        }
    return false;
}

static unsigned style_bit(const char *word)
{
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
        if (text_equal_fold(word, styles[i].name))
            return styles[i].bit;
    return 0;
}

/* The next blank-separated word, NULL at the end. */
static const char *next_word(const char **text, char word[32])
{
    *text += strspn(*text, " \t");
    size_t length = strcspn(*text, " \t");
    if (length == 0)
        return NULL;
    size_t kept = length < 31 ? length : 31;
    memcpy(word, *text, kept);
    word[kept] = '\0';
    *text += length;
    return word;
}

bool look_parse(const char *text, struct look *look, struct error *err)
{
    enum { AT_START, AFTER_COLOUR, AFTER_ON } place = AT_START;
    struct look result = {0};
    char word[32];
    while (next_word(&text, word) != NULL) {
        unsigned bit = place != AFTER_ON ? style_bit(word) : 0;
        if (bit != 0) {
            result.style |= bit;
        } else if (place == AFTER_ON) {
            if (!colour_parse(word, &result.background))
                return error_set(err, ERROR_INVALID, "unknown colour \"%s\" after \"on\"", word);
            place = AFTER_COLOUR;
        } else if (text_equal_fold(word, "on")) {
            place = AFTER_ON;
        } else if (place == AT_START && colour_parse(word, &result.foreground)) {
            place = AFTER_COLOUR;
        } else {
            return error_set(err, ERROR_INVALID,
                             "unknown word \"%s\": a colour (#rrggbb, red, bright-blue, default), \"on\", bold, "
                             "dim, reverse or underline is expected",
                             word);
        }
    }
    if (place == AFTER_ON)
        return error_set(err, ERROR_INVALID, "a background colour is missing after \"on\"");
    *look = result;
    return true;
}

/* --- the nearest colour --- */

/* Weighted squared distance ("redmean", Riemersma: www.compuphase.com/cmetric.htm), close to what the eye sees. */
static long distance(struct colour a, struct colour b)
{
    long mean = ((long)a.red + b.red) / 2;
    long red = (long)a.red - b.red;
    long green = (long)a.green - b.green;
    long blue = (long)a.blue - b.blue;
    return (((512 + mean) * red * red) / 256) + 4 * green * green + (((767 - mean) * blue * blue) / 256);
}

static int nearest_base(struct colour colour, int count)
{
    int best = 0;
    for (int i = 1; i < count; i++)
        if (distance(colour, base_colours[i].colour) < distance(colour, base_colours[best].colour))
            best = i;
    return best;
}

static int cube_step(int value)
{
    return value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
}

static uint8_t cube_value(int step)
{
    return (uint8_t)(step == 0 ? 0 : 55 + 40 * step);
}

/* Names stand for the terminal's own colours; anything else is looked up in the cube and the greys, which no
 * terminal theme changes. */
static int nearest_of_256(struct colour colour)
{
    int named = nearest_base(colour, BASE_COLOURS);
    if (distance(colour, base_colours[named].colour) == 0)
        return named;
    int red = cube_step(colour.red);
    int green = cube_step(colour.green);
    int blue = cube_step(colour.blue);
    struct colour cube = {cube_value(red), cube_value(green), cube_value(blue), true};
    int average = (colour.red + colour.green + colour.blue) / 3;
    int grey_step = average < 8 ? 0 : average > 238 ? 23 : (average - 3) / 10;
    uint8_t level = (uint8_t)(8 + 10 * grey_step);
    struct colour grey = {level, level, level, true};
    if (distance(colour, grey) < distance(colour, cube))
        return 232 + grey_step;
    return 16 + 36 * red + 6 * green + blue;
}

int colour_to_index(struct colour colour, int colours)
{
    if (!colour.set || colours < 8)
        return -1;
    if (colours >= 256)
        return nearest_of_256(colour);
    return nearest_base(colour, colours >= BASE_COLOURS ? BASE_COLOURS : 8);
}

/* --- no colour --- */

static const uint8_t mono_styles[ROLE_COUNT] = {
    [ROLE_MUTED] = STYLE_DIM,
    [ROLE_HEADING] = STYLE_UNDERLINE,
    [ROLE_FRAME] = STYLE_DIM,
    [ROLE_FRAME_FOCUS] = STYLE_BOLD,
    [ROLE_TITLE_FOCUS] = STYLE_BOLD | STYLE_REVERSE,
    [ROLE_GAIN] = STYLE_BOLD,
    [ROLE_FLAT] = STYLE_DIM,
    [ROLE_SELECTION] = STYLE_REVERSE,
    [ROLE_STALE] = STYLE_DIM,
    [ROLE_FAILED] = STYLE_BOLD | STYLE_UNDERLINE,
    [ROLE_WARNING] = STYLE_BOLD,
    [ROLE_UNKNOWN] = STYLE_DIM,
    [ROLE_LINK] = STYLE_UNDERLINE,
    [ROLE_CHART_VOLUME] = STYLE_DIM,
    [ROLE_CHART_AVERAGE] = STYLE_DIM,
    [ROLE_CHART_AXIS] = STYLE_DIM,
    [ROLE_BUY] = STYLE_BOLD,
    [ROLE_SELL] = STYLE_UNDERLINE,
    [ROLE_BANNER] = STYLE_REVERSE,
    [ROLE_DEMO] = STYLE_BOLD | STYLE_REVERSE,
    [ROLE_KEY] = STYLE_BOLD,
    [ROLE_INPUT] = STYLE_UNDERLINE,
    [ROLE_ALARM] = STYLE_BOLD | STYLE_REVERSE,
};

void palette_mono(struct palette *palette)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        palette->looks[i] = (struct look){.style = mono_styles[i]};
}
