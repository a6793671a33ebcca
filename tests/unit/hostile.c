/* SPDX-License-Identifier: MIT
 * Feeds a source's parser everything that no provider should send. */
#include "config.h"

#include "hostile.h"

#include "sane.h"

#include "base/memory.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LONG_LIST 3000

bool hostile_parse(const struct hostile *hostile, long status, const char *body, size_t length,
                   struct observations *observations, struct error *err)
{
    struct error own = {0};
    /* An exact copy on the heap: a sanitizer sees a read beyond its end. */
    char *copy = memory_new(length + 1, 1);
    memcpy(copy, body, length);
    struct source_response response = {
        .status = status,
        .content_type = "application/json",
        .body = copy,
        .length = length,
        .received_at = hostile->received_at,
        .retry_after_seconds = -1,
        .modified = "Fri, 31 Dec 2100 00:00:00 GMT",
    };
    observations_init(observations);
    bool good = hostile->source->parse(hostile->subscription, &response, observations, &own);
    free(copy);
    const char *complaint = sane_complaint(observations);
    if (complaint != NULL)
        fail_msg("%s: %s after %.*s", hostile->source->name, complaint, (int)length, body);
    if (!good && (own.code == ERROR_NONE || own.message[0] == '\0'))
        fail_msg("%s refuses without a reason: %.*s", hostile->source->name, (int)length, body);
    if (err != NULL)
        *err = own;
    return good;
}

static bool accepts(const struct hostile *hostile, long status, const char *body, size_t length)
{
    struct observations observations;
    bool good = hostile_parse(hostile, status, body, length, &observations, NULL);
    observations_clear(&observations);
    return good;
}

static void expect_refusal(const struct hostile *hostile, const char *body, size_t length)
{
    if (accepts(hostile, 200, body, length))
        fail_msg("%s accepts %.*s", hostile->source->name, (int)length, body);
}

static void cut_everywhere(const struct hostile *hostile, const char *body, size_t length)
{
    while (length > 0 && isspace((unsigned char)body[length - 1]))
        length--;
    for (size_t cut = 0; cut < length; cut++)
        expect_refusal(hostile, body, cut);
}

/* Values in document order; 0 is the root. Returns NULL when there are fewer. */
static cJSON *value_at(cJSON *item, size_t *skip)
{
    if ((*skip)-- == 0)
        return item;
    for (cJSON *child = item->child; child != NULL; child = child->next) {
        cJSON *found = value_at(child, skip);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static cJSON *parent_of(cJSON *item, const cJSON *wanted)
{
    for (cJSON *child = item->child; child != NULL; child = child->next) {
        if (child == wanted)
            return item;
        cJSON *found = parent_of(child, wanted);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static void parse_tree(const struct hostile *hostile, const cJSON *root)
{
    char *text = cJSON_PrintUnformatted(root);
    assert_non_null(text);
    (void)accepts(hostile, 200, text, strlen(text));
    free(text);
}

/* cJSON frees its texts itself: they must come from its allocator. */
static char *cjson_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = cJSON_malloc(size);
    assert_non_null(copy);
    return memcpy(copy, text, size);
}

static cJSON *replacement(size_t index)
{
    static const char *const raw[] = {
        "7",
        "0",
        "-1",
        "1e999",
        "-1e999",
        "1e308",
        "12345678901234567890123",
        "0.1e-300",
        "\"\"",
        "\"x\"",
        "\"1e999\"",
        "\"-\"",
        "\"N/A\"",
        "\"\\ud800\"",
        "\"\\u202e\\u0007\\u009b\"",
        "true",
        "false",
        "null",
        "[]",
        "{}",
        "[null]",
        "[[[]]]",
        "{\"raw\":{}}",
        "{\"raw\":\"x\"}",
        "\"2026-13-99\"",
    };
    return index < sizeof raw / sizeof raw[0] ? cJSON_CreateRaw(raw[index]) : NULL;
}

/* One value of the document replaced, or (with NULL) removed. False when there is no such value. */
static bool change_one(const struct hostile *hostile, const cJSON *root, size_t index, cJSON *by)
{
    cJSON *copy = cJSON_Duplicate(root, 1);
    size_t skip = index;
    cJSON *value = value_at(copy, &skip);
    if (value == NULL || value == copy) {
        bool is_root = value == copy;
        if (is_root && by != NULL)
            parse_tree(hostile, by);
        cJSON_Delete(by);
        cJSON_Delete(copy);
        return is_root;
    }
    cJSON *parent = parent_of(copy, value);
    if (by != NULL)
        assert_true(cJSON_ReplaceItemViaPointer(parent, value, by));
    else
        cJSON_Delete(cJSON_DetachItemViaPointer(parent, value));
    parse_tree(hostile, copy);
    cJSON_Delete(copy);
    return true;
}

/* ReplaceItemViaPointer loses the name of an object's member: give it to the new value first. */
static cJSON *named_like(const cJSON *root, size_t index, cJSON *by)
{
    cJSON *copy = cJSON_Duplicate(root, 1);
    size_t skip = index;
    const cJSON *value = value_at(copy, &skip);
    if (by != NULL && value != NULL && value->string != NULL) {
        by->string = cjson_text(value->string);
    }
    cJSON_Delete(copy);
    return by;
}

static void change_everything_once(const struct hostile *hostile, const cJSON *root)
{
    for (size_t index = 0; change_one(hostile, root, index, NULL); index++) {
        cJSON *by;
        for (size_t i = 0; (by = replacement(i)) != NULL; i++)
            (void)change_one(hostile, root, index, named_like(root, index, by));
    }
}

static void fill(cJSON *item, const char *leaf)
{
    for (cJSON *child = item->child; child != NULL; child = child->next)
        fill(child, leaf);
    if (item->child == NULL) {
        free(item->valuestring);
        item->valuestring = cjson_text(leaf);
        item->type = cJSON_Raw;
    }
}

static void fill_everything(const struct hostile *hostile, const cJSON *root)
{
    static const char *const leaves[] = {"null", "0", "-1", "\"\"", "{}", "[]", "1e999", "true"};
    for (size_t i = 0; i < sizeof leaves / sizeof leaves[0]; i++) {
        cJSON *copy = cJSON_Duplicate(root, 1);
        fill(copy, leaves[i]);
        parse_tree(hostile, copy);
        cJSON_Delete(copy);
    }
}

/* Every list in turn made very long, by repeating its first element. */
static void lengthen_lists(const struct hostile *hostile, const cJSON *root)
{
    for (size_t index = 0;; index++) {
        cJSON *copy = cJSON_Duplicate(root, 1);
        size_t skip = index;
        cJSON *list = value_at(copy, &skip);
        if (list == NULL) {
            cJSON_Delete(copy);
            return;
        }
        if (cJSON_IsArray(list) && list->child != NULL) {
            for (size_t i = 0; i < LONG_LIST; i++)
                assert_true(cJSON_AddItemToArray(list, cJSON_Duplicate(list->child, 1)));
            parse_tree(hostile, copy);
        }
        cJSON_Delete(copy);
    }
}

static void not_json(const struct hostile *hostile, const char *body, size_t length)
{
    static const char *const texts[] = {
        "",
        " \r\n",
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        "\n <html>",
        "Too Many Requests\r\n",
        "Edge: Too Many Requests",
        "null",
        "7",
        "\"text\"",
        "{}{}",
        "{\"a\":1} trailing",
        "{\"a\":\"\\u0000\"}",
        "{]",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        expect_refusal(hostile, texts[i], strlen(texts[i]));
    expect_refusal(hostile, "{\"a\":1\0}", 8);
    char *longer = memory_new(length + 3, 1);
    memcpy(longer, body, length);
    longer[length] = ' ';
    longer[length + 1] = 'x';
    expect_refusal(hostile, longer, length + 2);
    free(longer);
    char deep[20001];
    memset(deep, '[', 10000);
    memset(deep + 10000, ']', 10000);
    expect_refusal(hostile, deep, 20000);
}

static void refused_by_status(const struct hostile *hostile, const char *body, size_t length)
{
    static const long statuses[] = {100, 204, 301, 400, 401, 402, 403, 404, 422, 429, 500, 502, 503, 522, 999};
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        if (accepts(hostile, statuses[i], body, length))
            fail_msg("%s accepts HTTP %ld", hostile->source->name, statuses[i]);
        assert_false(accepts(hostile, statuses[i], "<html>", 6));
        assert_false(accepts(hostile, statuses[i], "", 0));
    }
}

void hostile_suite(const struct hostile *hostile, const char *body, size_t length)
{
    assert_true(accepts(hostile, 200, body, length));
    cJSON *root = cJSON_Parse(body);
    assert_non_null(root);
    cut_everywhere(hostile, body, length);
    change_everything_once(hostile, root);
    fill_everything(hostile, root);
    lengthen_lists(hostile, root);
    not_json(hostile, body, length);
    refused_by_status(hostile, body, length);
    cJSON_Delete(root);
}
