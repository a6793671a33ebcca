/* SPDX-License-Identifier: MIT
 * The checking layer over cJSON: what came through json_parse is one complete document of sane depth, and what
 * the accessors hand out is finite, in range and clean text. The only user of cJSON in the program.
 * Every accessor takes NULL and any type of value: what is not what was asked for is absent. */
#ifndef SOURCE_JSON_H
#define SOURCE_JSON_H

#include "base/amount.h"
#include "base/arena.h"
#include "base/error.h"

#include <stdint.h>

#define JSON_DEPTH_MOST 64
#define JSON_TEXT_MOST  4096

struct cJSON;

/* One complete document (an object or array) in length bytes, nothing after it. Refuses \u0000, NUL bytes and depth
 * beyond JSON_DEPTH_MOST; a lone surrogate becomes U+FFFD. NULL with *err: ERROR_BLOCKED for a web page,
 * ERROR_FORMAT otherwise. Free the result with json_free. */
struct cJSON *json_parse(const char *body, size_t length, struct error *err) __attribute__((warn_unused_result));
void json_free(struct cJSON *root);

/* The member of an object; NULL when absent, null or no object. Case counts; of equal names the first wins. */
const struct cJSON *json_member(const struct cJSON *object, const char *name);
/* Elements of an array: for (item = json_first(list); item != NULL; item = json_next(item)). */
const struct cJSON *json_first(const struct cJSON *array);
const struct cJSON *json_next(const struct cJSON *item);
size_t json_length(const struct cJSON *array);
/* Members of an object, walked with json_next; json_name is the raw name: compare it, clean it before use. */
const struct cJSON *json_first_member(const struct cJSON *object);
const char *json_name(const struct cJSON *member);
bool json_is_object(const struct cJSON *item);
bool json_is_array(const struct cJSON *item);

/* Accessors: json_x(object, name) reads a member, json_x_of(item) the value itself. */

/* A number, {"raw": number}, or a number written as text ("7,489.72", "+1.13%", "$214.75"). */
struct amount json_number(const struct cJSON *object, const char *name);
struct amount json_number_of(const struct cJSON *item);
/* The same, unknown outside low..high. */
struct amount json_amount(const struct cJSON *object, const char *name, double low, double high);
/* A price: above 0 (a provider's 0 means none), below 10 million. */
struct amount json_price(const struct cJSON *object, const char *name);
struct amount json_price_of(const struct cJSON *item);

/* What is plausible for a kind of figure. */
struct json_gate {
    double low, high;
    bool zero_is_none; /* providers write 0 where they know nothing */
    bool scaled;       /* text may end in K, M, B or T ("4.537T") */
};

extern const struct json_gate json_gate_price;  /* above 0, below 10 million */
extern const struct json_gate json_gate_volume; /* shares */
extern const struct json_gate json_gate_worth;  /* of a whole company */

/* A member of an object and the struct amount of the target that it goes to. */
struct json_field {
    const char *name;
    size_t offset;
    const struct json_gate *gate;
};

/* Reads all these members. Returns how many were there but implausible: they stay unknown. */
unsigned json_fields(const struct cJSON *object, const struct json_field *fields, size_t count, void *target);

/* A whole number in low..high, else otherwise. Exact up to 2^53. */
int64_t json_integer(const struct cJSON *object, const char *name, int64_t low, int64_t high, int64_t otherwise);
/* UTC seconds between 1970 and 2100; 0 unknown. */
int64_t json_time(const struct cJSON *object, const char *name);
int64_t json_time_of(const struct cJSON *item);
/* Only true is true. */
bool json_true(const struct cJSON *object, const char *name);

/* The raw string, "" when none: for comparing with known words, never to be kept or shown. */
const char *json_string(const struct cJSON *object, const char *name);
const char *json_string_of(const struct cJSON *item);
/* Clean text, cut to the target; "" when none. Returns its length. */
size_t json_text(const struct cJSON *object, const char *name, char *target, size_t size);
size_t json_text_of(const struct cJSON *item, char *target, size_t size);
/* Clean text of at most `most` bytes in the arena; never NULL. */
const char *json_arena_text(const struct cJSON *object, const char *name, struct arena *arena, size_t most);

#endif
