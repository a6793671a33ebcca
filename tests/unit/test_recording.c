/* SPDX-License-Identifier: MIT
 * What --record leaves on disk: rows that a replay can serve, bodies, and no secret. */
#include "config.h"

#include "net/recording.h"

#include "base/log.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define NOON 1795460400 /* Mon, 23 Nov 2026 19:00:00 GMT */

struct place {
    char root[64];
    char folder[96];
};

static int make(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    if (place == NULL)
        return -1;
    snprintf(place->root, sizeof place->root, "/tmp/gputape-recording-XXXXXX");
    if (mkdtemp(place->root) == NULL)
        return -1;
    snprintf(place->folder, sizeof place->folder, "%s/made", place->root);
    *state = place;
    return 0;
}

static int drop(void **state)
{
    struct place *place = *state;
    DIR *folder = opendir(place->folder);
    if (folder != NULL) {
        for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
            (void)unlinkat(dirfd(folder), entry->d_name, 0); /* "." and ".." refuse, as they should */
        closedir(folder);
    }
    rmdir(place->folder);
    rmdir(place->root);
    free(place);
    return 0;
}

static size_t read_file(const struct place *place, const char *name, char *text, size_t size)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", place->folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(text, 1, size - 1, file);
    fclose(file);
    text[length] = '\0';
    return length;
}

static struct http_response response_with(const char *body)
{
    struct http_response response = {.status = 200, .content_type = "application/json", .retry_after_seconds = -1};
    buffer_init(&response.body, 4096);
    assert_true(buffer_append_text(&response.body, body));
    return response;
}

static void add(struct recording *recording, const char *method, const char *url, struct http_response response)
{
    struct error err = {0};
    if (!recording_add(recording, method, url, &response, NOON, &err))
        fail_msg("%s", err.message);
    buffer_clear(&response.body);
}

/* Column of a row of the index; both count from 0, the heading is row 0. */
static void column(const char *index, size_t row, size_t number, char *text, size_t size)
{
    for (size_t i = 0; i < row; i++) {
        index = strchr(index, '\n');
        assert_non_null(index);
        index++;
    }
    for (size_t i = 0; i < number; i++) {
        index += strcspn(index, "\t\n");
        assert_int_equal(*index, '\t');
        index++;
    }
    snprintf(text, size, "%.*s", (int)strcspn(index, "\t\n"), index);
}

static void an_exchange_becomes_a_row_and_a_file(void **state)
{
    struct place *place = *state;
    char index[4096], text[512], body[256];
    struct recording *recording = recording_new(place->folder, NULL);
    assert_non_null(recording);
    add(recording, "GET", "https://query1.finance.yahoo.com/v8/finance/chart/NVDA?range=1d",
        response_with("{\"a\":1}"));
    recording_free(recording);
    read_file(place, "index.tsv", index, sizeof index);
    static const char *const expected[] = {"GET", "https://query1.finance.yahoo.com/v8/finance/chart/NVDA?range=1d",
                                           "200", "application/json", "Date: Mon, 23 Nov 2026 19:00:00 GMT"};
    assert_int_equal(strncmp(index, "# method\turl", 12), 0);
    for (size_t i = 0; i < 5; i++) {
        column(index, 1, i, text, sizeof text);
        assert_string_equal(text, expected[i]);
    }
    column(index, 1, 5, text, sizeof text);
    assert_string_equal(text, "0001-query1.finance.yahoo.com-v8-finance-chart-NVDA.json");
    read_file(place, text, body, sizeof body);
    assert_string_equal(body, "{\"a\":1}");
}

static void nobody_else_may_read_it(void **state)
{
    struct place *place = *state;
    struct stat status;
    char path[256];
    struct recording *recording = recording_new(place->folder, NULL);
    add(recording, "GET", "https://h.example/x", response_with("x"));
    recording_free(recording);
    assert_int_equal(stat(place->folder, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    snprintf(path, sizeof path, "%s/0001-h.example-x.json", place->folder);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0077, 0);
}

static void secrets_become_stars(void **state)
{
    static const char *const rows[][2] = {
        {"https://h.example/a?symbols=A,B&crumb=SeCrEt&x=1", "https://h.example/a?symbols=A,B&crumb=*&x=1"},
        {"https://h.example/a?token=SeCrEt", "https://h.example/a?token=*"},
        {"https://h.example/a?apiKey=SeCrEt&b=2", "https://h.example/a?apiKey=*&b=2"},
        {"https://h.example/a?b=2&access_key=SeCrEt", "https://h.example/a?b=2&access_key=*"},
        {"https://h.example/a?key=SeCr=Et==&b=key", "https://h.example/a?key=*&b=key"},
        {"https://h.example/a?key&b=2#SeCrEt", "https://h.example/a?key&b=2"},
        {"https://h.example/a?monkey=1&keys=2", "https://h.example/a?monkey=1&keys=2"},
        {"https://h.example/a?", "https://h.example/a?"},
        {"https://h.example/tab\there?a=\n", "https://h.example/tab%09here?a=%0A"},
    };
    struct place *place = *state;
    char index[8192], text[512];
    struct recording *recording = recording_new(place->folder, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        add(recording, "GET", rows[i][0], response_with("{}"));
    recording_free(recording);
    read_file(place, "index.tsv", index, sizeof index);
    assert_null(strstr(index, "SeCr"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        column(index, i + 1, 1, text, sizeof text);
        assert_string_equal(text, rows[i][1]);
    }
}

/* What a provider repeats of a key has no name that could give it away. */
static void a_key_that_a_reply_repeats_is_hidden(void **state)
{
    struct place *place = *state;
    char index[4096], text[512], body[512];
    struct recording *recording = recording_new(place->folder, NULL);
    assert_true(log_add_secret("SeCrEtKeY99"));
    assert_true(log_add_secret("SeCr/Et+KeY=="));
    struct http_response reply = response_with("{\"Information\": \"We have detected your API key as SeCrEtKeY99 "
                                               "and our standard rate limit is 25 requests per day.\"}");
    snprintf(reply.last_modified, sizeof reply.last_modified, "SeCrEtKeY99");
    add(recording, "GET", "https://h.example/of/SeCrEtKeY99/x?a=SeCrEtKeY99&who=SeCr%2FEt%2BKeY%3D%3D&b=2", reply);
    reply = response_with("");
    assert_true(buffer_append(&reply.body, "\0SeCrEtKeY99\0SeCr/Et+KeY==", 26));
    add(recording, "GET", "https://h.example/bytes", reply);
    recording_free(recording);
    log_forget_secrets();
    read_file(place, "index.tsv", index, sizeof index);
    column(index, 1, 1, text, sizeof text);
    assert_string_equal(text, "https://h.example/of/*/x?a=*&who=*&b=2"); /* a replay is asked with any other key */
    column(index, 1, 4, text, sizeof text);
    assert_string_equal(text, "Last-Modified: [secret]");
    column(index, 1, 5, text, sizeof text);
    assert_string_equal(text, "0001-h.example-of-x.json");
    read_file(place, text, body, sizeof body);
    assert_string_equal(body, "{\"Information\": \"We have detected your API key as [secret] and our standard rate "
                              "limit is 25 requests per day.\"}");
    assert_int_equal(read_file(place, "0002-h.example-bytes.json", body, sizeof body), 18);
    assert_memory_equal(body, "\0[secret]\0[secret]", 18);
}

static void a_cookie_is_only_a_placeholder(void **state)
{
    struct place *place = *state;
    char index[4096], text[512];
    struct recording *recording = recording_new(place->folder, NULL);
    struct http_response cookie = response_with(""), refused = response_with("{}");
    cookie.set_cookie = true;
    refused.status = 429;
    refused.retry_after_seconds = 7;
    add(recording, "GET", "https://h.example/", cookie);
    add(recording, "POST", "https://h.example/", refused);
    recording_free(recording);
    read_file(place, "index.tsv", index, sizeof index);
    column(index, 1, 4, text, sizeof text);
    assert_int_equal(strncmp(text, "Set-Cookie: session=replayed;", 29), 0);
    column(index, 2, 0, text, sizeof text);
    assert_string_equal(text, "POST");
    column(index, 2, 2, text, sizeof text);
    assert_string_equal(text, "429");
    column(index, 2, 4, text, sizeof text);
    assert_string_equal(text, "Retry-After: 7");
}

/* One stands where there was always room for one, the others behind the file: both kinds of rows can be read. */
static void every_header_that_is_known_is_kept(void **state)
{
    static const char *const rows[][5] = {
        {"Set-Cookie: session=replayed; Max-Age=31557600; Path=/; SameSite=None; Secure; HttpOnly",
         "Retry-After: 7", "Last-Modified: Mon, 23 Nov 2026 15:00:00 GMT", "ETag: W/\"a b\"",
         "Date: Mon, 23 Nov 2026 19:00:00 GMT"},
        {"Last-Modified: Mon, 23 Nov 2026 15:00:00 GMT", "ETag: W/\"a b\"", "Date: Mon, 23 Nov 2026 19:00:00 GMT"},
        {"ETag: W/\"a b\"", "Date: Mon, 23 Nov 2026 19:00:00 GMT"},
    };
    struct place *place = *state;
    char index[4096], text[512];
    struct recording *recording = recording_new(place->folder, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct http_response response = response_with("{}");
        snprintf(response.etag, sizeof response.etag, "W/\"a b\"");
        if (i < 2)
            snprintf(response.last_modified, sizeof response.last_modified, "Mon, 23 Nov 2026 15:00:00 GMT");
        response.set_cookie = i < 1;
        response.retry_after_seconds = i < 1 ? 7 : -1;
        add(recording, "GET", "https://h.example/x", response);
    }
    recording_free(recording);
    read_file(place, "index.tsv", index, sizeof index);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        column(index, i + 1, 4, text, sizeof text);
        assert_string_equal(text, rows[i][0]);
        column(index, i + 1, 5, text, sizeof text);
        assert_non_null(strstr(text, "-h.example-x.json"));
        for (size_t k = 1; k < 5 && rows[i][k] != NULL; k++) {
            column(index, i + 1, 5 + k, text, sizeof text);
            assert_string_equal(text, rows[i][k]);
        }
    }
}

static void names_of_files_are_safe(void **state)
{
    static const char *const urls[] = {"https://h.example/../../etc/passwd", "https://h.example/%2e%2e/.hidden",
                                       "https://h.example/a;rm -rf $HOME/`x`", "https://[::1]:8080/a",
                                       "https://h.example/\xc3\xa9\x1b[31m"};
    struct place *place = *state;
    char index[8192], name[512], long_url[2000];
    memset(long_url, 'a', sizeof long_url - 1);
    memcpy(long_url, "https://h.example/", 18);
    long_url[sizeof long_url - 1] = '\0';
    struct recording *recording = recording_new(place->folder, NULL);
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
        add(recording, "GET", urls[i], response_with("{}"));
    add(recording, "GET", long_url, response_with("{}"));
    recording_free(recording);
    read_file(place, "index.tsv", index, sizeof index);
    for (size_t i = 0; i < sizeof urls / sizeof urls[0] + 1; i++) {
        column(index, i + 1, 5, name, sizeof name);
        assert_in_range(name[0], '0', '9');
        assert_in_range(strlen(name), 10, 150);
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"),
                         strlen(name));
    }
}

static void a_second_run_appends(void **state)
{
    struct place *place = *state;
    char index[4096], text[512], body[64];
    for (int run = 1; run <= 2; run++) {
        struct recording *recording = recording_new(place->folder, NULL);
        add(recording, "GET", "https://h.example/x", response_with(run == 1 ? "first" : "second"));
        recording_free(recording);
    }
    read_file(place, "index.tsv", index, sizeof index);
    assert_null(strchr(index + 1, '#')); /* one heading */
    column(index, 1, 5, text, sizeof text);
    read_file(place, text, body, sizeof body);
    assert_string_equal(body, "first");
    column(index, 2, 5, text, sizeof text);
    read_file(place, text, body, sizeof body);
    assert_string_equal(body, "second");
}

static void bytes_stay_as_they_are(void **state)
{
    struct place *place = *state;
    char body[64];
    struct recording *recording = recording_new(place->folder, NULL);
    struct http_response response = response_with("");
    response.content_type[0] = '\0';
    assert_true(buffer_append(&response.body, "a\0b\r\n\xff", 6));
    add(recording, "GET", "https://h.example/x", response);
    recording_free(recording);
    assert_int_equal(read_file(place, "0001-h.example-x.bin", body, sizeof body), 6);
    assert_memory_equal(body, "a\0b\r\n\xff", 6);
}

static void nothing_new_is_no_exchange(void **state)
{
    struct place *place = *state;
    char index[4096];
    struct recording *recording = recording_new(place->folder, NULL);
    struct http_response response = response_with("");
    response.status = 304;
    add(recording, "GET", "https://h.example/x", response);
    recording_free(recording);
    read_file(place, "index.tsv", index, sizeof index);
    assert_ptr_equal(strchr(index, '\n') + 1, index + strlen(index)); /* the heading alone */
}

static void a_folder_that_cannot_be_is_an_error(void **state)
{
    struct place *place = *state;
    struct error err = {0};
    char path[256];
    snprintf(path, sizeof path, "%s/missing/too-deep", place->root);
    assert_null(recording_new(path, &err));
    assert_int_equal(err.code, ERROR_SYSTEM);
    assert_non_null(strstr(err.message, "too-deep"));
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, make, drop)
    const struct CMUnitTest tests[] = {
        TEST(an_exchange_becomes_a_row_and_a_file),
        TEST(nobody_else_may_read_it),
        TEST(secrets_become_stars),
        TEST(a_key_that_a_reply_repeats_is_hidden),
        TEST(a_cookie_is_only_a_placeholder),
        TEST(every_header_that_is_known_is_kept),
        TEST(names_of_files_are_safe),
        TEST(a_second_run_appends),
        TEST(bytes_stay_as_they_are),
        TEST(nothing_new_is_no_exchange),
        TEST(a_folder_that_cannot_be_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
