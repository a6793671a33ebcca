/* SPDX-License-Identifier: MIT
 * The checking layer over cJSON 1.7.15, which accepts inf, NUL bytes as blanks and strings cut at \u0000, and
 * rejects a whole document for one lone surrogate. */
#include "config.h"

#include "json.h"

#include "base/memory.h"
#include "base/text.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_SIZE  48
#define TIME_MOST    4102444800.0 /* 2100-01-01 */
#define EXACT_MOST   9007199254740992.0
#define ESCAPE_BYTES 6 /* \uXXXX */

const struct json_gate json_gate_price = {.low = 0, .high = 1e7, .zero_is_none = true};
const struct json_gate json_gate_volume = {.low = 0, .high = 1e12, .scaled = true};
const struct json_gate json_gate_worth = {.low = 0, .high = 1e15, .zero_is_none = true, .scaled = true};

enum escape { ESCAPE_PLAIN, ESCAPE_ZERO, ESCAPE_PAIR, ESCAPE_LONE };

/* The code unit of a \uXXXX that starts at `at`, -1 when there is none. */
static long code_unit(const char *at, const char *end)
{
    if (end - at < ESCAPE_BYTES || at[0] != '\\' || at[1] != 'u')
        return -1;
    char digits[5] = "";
    for (size_t i = 0; i < 4; i++) {
        if (!isxdigit((unsigned char)at[2 + i]))
            return -1;
        digits[i] = at[2 + i];
    }
    return strtol(digits, NULL, 16);
}

static enum escape escape_at(const char *at, const char *end)
{
    long unit = code_unit(at, end);
    if (unit == 0)
        return ESCAPE_ZERO;
    if (unit < 0xd800 || unit > 0xdfff)
        return ESCAPE_PLAIN;
    if (unit > 0xdbff)
        return ESCAPE_LONE;
    long next = code_unit(at + ESCAPE_BYTES, end);
    return next >= 0xdc00 && next <= 0xdfff ? ESCAPE_PAIR : ESCAPE_LONE;
}

/* Steps over the string that starts at `at`; a lone surrogate in it is overwritten. NULL for what is refused. */
static char *skip_string(char *at, char *end)
{
    static const char replacement[] = {'f', 'f', 'f', 'd'};
    for (at++; at < end && *at != '"'; at++) {
        if (*at != '\\')
            continue;
        enum escape escape = escape_at(at, end);
        if (escape == ESCAPE_ZERO)
            return NULL;
        if (escape == ESCAPE_LONE)
            memcpy(at + 2, replacement, sizeof replacement);
        at += escape == ESCAPE_PAIR ? 2 * ESCAPE_BYTES - 1 : 1;
    }
    return at < end ? at : end;
}

/* Walks over the whole text before cJSON does. False for what cJSON would wrongly accept. */
static bool walk(char *text, size_t length)
{
    char *end = text + length;
    unsigned depth = 0;
    for (char *at = text; at < end; at++) {
        if (*at == '{' || *at == '[') {
            if (++depth > JSON_DEPTH_MOST)
                return false;
        } else if (*at == '}' || *at == ']') {
            depth -= depth > 0;
        } else if (*at == '"') {
            at = skip_string(at, end);
            if (at == NULL)
                return false;
        }
    }
    return true;
}

static bool starts_like_json(const char *body, size_t length, struct error *err)
{
    size_t skip = length >= 3 && memcmp(body, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (skip < length && isspace((unsigned char)body[skip]))
        skip++;
    if (skip == length)
        return error_set(err, ERROR_FORMAT, "the answer is empty");
    if (body[skip] == '<')
        return error_set(err, ERROR_BLOCKED, "a web page came instead of data: a block page, a proxy or a login");
    if (body[skip] != '{' && body[skip] != '[')
        return error_set(err, ERROR_FORMAT, "the answer is not JSON");
    return true;
}

struct cJSON *json_parse(const char *body, size_t length, struct error *err)
{
    if (!starts_like_json(body, length, err))
        return NULL;
    if (memchr(body, '\0', length) != NULL) {
        error_set(err, ERROR_FORMAT, "the answer holds a NUL byte");
        return NULL;
    }
    char *copy = memory_new(length + 1, 1);
    memcpy(copy, body, length);
    if (!walk(copy, length)) {
        free(copy);
        error_set(err, ERROR_FORMAT, "the answer is nested too deep or holds \\u0000");
        return NULL;
    }
    /* With the NUL counted in the length, text after the document is an error. */
    cJSON *root = cJSON_ParseWithLengthOpts(copy, length + 1, NULL, 1);
    free(copy);
    if (root == NULL)
        error_set(err, ERROR_FORMAT, "the answer is incomplete or malformed JSON");
    return root;
}

void json_free(struct cJSON *root)
{
    cJSON_Delete(root);
}

const struct cJSON *json_member(const struct cJSON *object, const char *name)
{
    if (!cJSON_IsObject(object))
        return NULL;
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNull(member) ? NULL : member;
}

const struct cJSON *json_first(const struct cJSON *array)
{
    return cJSON_IsArray(array) ? array->child : NULL;
}

const struct cJSON *json_next(const struct cJSON *item)
{
    return item != NULL ? item->next : NULL;
}

size_t json_length(const struct cJSON *array)
{
    size_t length = 0;
    for (const cJSON *item = json_first(array); item != NULL; item = item->next)
        length++;
    return length;
}

const struct cJSON *json_first_member(const struct cJSON *object)
{
    return cJSON_IsObject(object) ? object->child : NULL;
}

const char *json_name(const struct cJSON *member)
{
    return member != NULL && member->string != NULL ? member->string : "";
}

bool json_is_object(const struct cJSON *item)
{
    return cJSON_IsObject(item);
}

bool json_is_array(const struct cJSON *item)
{
    return cJSON_IsArray(item);
}

/* "-1,234.5" with an optional % at its end and, if allowed, a scale letter. */
static struct amount number_in_text(const char *text, bool scaled)
{
    static const struct {
        char letter;
        double factor;
    } scales[] = {{'K', 1e3}, {'M', 1e6}, {'B', 1e9}, {'T', 1e12}};
    char digits[NUMBER_SIZE];
    size_t length = 0;
    double factor = 1;
    text += *text == '$';
    for (; strchr("+-.,0123456789eE", *text) != NULL && *text != '\0'; text++) {
        if (*text == ',')
            continue;
        if (length + 1 == sizeof digits)
            return AMOUNT_UNKNOWN;
        digits[length++] = *text;
    }
    digits[length] = '\0';
    for (size_t i = 0; scaled && *text != '\0' && i < sizeof scales / sizeof scales[0]; i++) {
        if (*text == scales[i].letter) {
            factor = scales[i].factor;
            text++;
        }
    }
    if (*text == '%')
        text++;
    char *end = NULL;
    double value = strtod(digits, &end);
    if (length == 0 || *end != '\0' || *text != '\0')
        return AMOUNT_UNKNOWN;
    return amount_of(value * factor);
}

static struct amount number_of(const struct cJSON *item, bool scaled)
{
    if (cJSON_IsObject(item))
        item = json_member(item, "raw");
    if (cJSON_IsNumber(item))
        return amount_of(item->valuedouble);
    if (cJSON_IsString(item))
        return number_in_text(item->valuestring, scaled);
    return AMOUNT_UNKNOWN;
}

static struct amount within(struct amount amount, double low, double high)
{
    return amount.known ? amount_within(amount.value, low, high) : AMOUNT_UNKNOWN;
}

static struct amount through(struct amount amount, const struct json_gate *gate, unsigned *rejected)
{
    if (!amount.known || (gate->zero_is_none && amount.value == 0))
        return AMOUNT_UNKNOWN;
    struct amount passed = within(amount, gate->low, gate->high);
    *rejected += !passed.known;
    return passed;
}

struct amount json_number_of(const struct cJSON *item)
{
    return number_of(item, false);
}

struct amount json_number(const struct cJSON *object, const char *name)
{
    return json_number_of(json_member(object, name));
}

struct amount json_amount(const struct cJSON *object, const char *name, double low, double high)
{
    return within(json_number(object, name), low, high);
}

struct amount json_price_of(const struct cJSON *item)
{
    unsigned rejected = 0;
    return through(json_number_of(item), &json_gate_price, &rejected);
}

struct amount json_price(const struct cJSON *object, const char *name)
{
    return json_price_of(json_member(object, name));
}

unsigned json_fields(const struct cJSON *object, const struct json_field *fields, size_t count, void *target)
{
    unsigned rejected = 0;
    for (size_t i = 0; i < count; i++) {
        const struct json_gate *gate = fields[i].gate;
        struct amount found = number_of(json_member(object, fields[i].name), gate->scaled);
        struct amount *amount = (void *)((char *)target + fields[i].offset);
        *amount = through(found, gate, &rejected);
    }
    return rejected;
}

int64_t json_integer(const struct cJSON *object, const char *name, int64_t low, int64_t high, int64_t otherwise)
{
    struct amount amount = json_amount(object, name, -EXACT_MOST, EXACT_MOST);
    if (!amount.known || amount.value != trunc(amount.value))
        return otherwise;
    int64_t value = (int64_t)amount.value;
    return value >= low && value <= high ? value : otherwise;
}

int64_t json_time_of(const struct cJSON *item)
{
    struct amount time = within(json_number_of(item), 0, TIME_MOST);
    return time.known ? (int64_t)time.value : 0;
}

int64_t json_time(const struct cJSON *object, const char *name)
{
    return json_time_of(json_member(object, name));
}

bool json_true(const struct cJSON *object, const char *name)
{
    return cJSON_IsTrue(json_member(object, name));
}

const char *json_string_of(const struct cJSON *item)
{
    return cJSON_IsString(item) ? item->valuestring : "";
}

const char *json_string(const struct cJSON *object, const char *name)
{
    return json_string_of(json_member(object, name));
}

size_t json_text_of(const struct cJSON *item, char *target, size_t size)
{
    const char *raw = json_string_of(item);
    return text_clean(target, size, raw, strnlen(raw, JSON_TEXT_MOST));
}

size_t json_text(const struct cJSON *object, const char *name, char *target, size_t size)
{
    return json_text_of(json_member(object, name), target, size);
}

const char *json_arena_text(const struct cJSON *object, const char *name, struct arena *arena, size_t most)
{
    char text[JSON_TEXT_MOST + 1];
    size_t size = most < JSON_TEXT_MOST ? most + 1 : sizeof text;
    size_t length = json_text(object, name, text, size);
    return arena_text_n(arena, text, length);
}
