/* SPDX-License-Identifier: MIT
 * The log: no secret in it, bounded, whole lines. */
#include "config.h"

#include "base/log.h"

#include "base/text.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define MEGABYTE (1024 * 1024)

static char folder[] = "/tmp/gputape-log-XXXXXX";
static char path[64], older[64];

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/log", folder);
    snprintf(older, sizeof older, "%s/log.1", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    log_close();
    log_forget_secrets();
    unlink(path);
    unlink(older);
    return rmdir(folder);
}

static char newest[1][LOG_LINE_SIZE];

static const char *last_line(void)
{
    return log_tail(newest, 1) == 1 ? newest[0] : "";
}

static void secrets_are_replaced_wherever_they_stand(void **state)
{
    char text[64] = "key=abcdefgh&again=abcdefgh";
    (void)state;
    assert_true(log_add_secret("abcdefgh"));
    log_redact(text, sizeof text);
    assert_string_equal(text, "key=[secret]&again=[secret]");
    log_write(LOG_ERROR, "GET /?token=%s HTTP/1.1", "abcdefgh");
    assert_non_null(strstr(last_line(), "GET /?token=[secret] HTTP/1.1"));
    log_forget_secrets();
}

static void bytes_of_any_kind_are_redacted(void **state)
{
    static const char bytes[] = "\0abcdefgh\0\xff"
                                "abcdefghabcdefg";
    static const char expected[] = "\0*\0\xff"
                                   "*abcdefg";
    struct buffer target;
    (void)state;
    assert_true(log_add_secret("abcdefgh"));
    buffer_init(&target, 64);
    assert_true(log_redact_bytes(&target, bytes, sizeof bytes - 1, "*"));
    assert_int_equal(target.length, sizeof expected - 1);
    assert_memory_equal(target.data, expected, sizeof expected - 1);
    buffer_empty(&target);
    assert_true(log_redact_bytes(&target, "abcdefgh", 7, "*")); /* its last byte is not among them */
    assert_string_equal(buffer_text(&target), "abcdefg");
    assert_true(log_redact_bytes(&target, "", 0, "*"));
    target.limit = 10;
    assert_false(log_redact_bytes(&target, "1234abcdefgh", 12, "*"));
    buffer_clear(&target);
    log_forget_secrets();
}

static void short_values_are_refused(void **state)
{
    char text[32] = "abcde abcdef";
    (void)state;
    assert_false(log_add_secret("abcde"));
    assert_false(log_add_secret(""));
    assert_true(log_add_secret("abcdef"));
    log_redact(text, sizeof text);
    assert_string_equal(text, "abcde [secret]"); /* the mark is longer than this secret */
    log_forget_secrets();
}

static void a_mark_that_does_not_fit_still_hides(void **state)
{
    char text[16] = "12345678 abcdef"; /* full to the last byte */
    (void)state;
    assert_true(log_add_secret("abcdef"));
    log_redact(text, sizeof text);
    assert_null(strstr(text, "abcdef"));
    assert_int_equal(strncmp(text, "12345678 [", 10), 0);
    assert_true(strlen(text) < sizeof text);
    log_forget_secrets();
}

static void a_secret_within_another_leaves_no_rest(void **state)
{
    char text[64] = "x=abcdef123456 y=abcdef z=Zabcdef123456Z";
    (void)state;
    assert_true(log_add_secret("abcdef"));
    assert_true(log_add_secret("abcdef123456"));
    log_redact(text, sizeof text);
    assert_string_equal(text, "x=[secret] y=[secret] z=Z[secret]Z");
    log_forget_secrets();
    snprintf(text, sizeof text, "abcdef123456");
    assert_true(log_add_secret("abcdef123456")); /* in the other order, too */
    assert_true(log_add_secret("abcdef"));
    log_redact(text, sizeof text);
    assert_string_equal(text, "[secret]");
    log_forget_secrets();
}

static void a_secret_in_an_address_is_found_escaped(void **state)
{
    char text[64] = "/?token=ab%2Fcd%2Bef%3D%3D&x=ab/cd+ef==";
    (void)state;
    assert_true(log_add_secret("ab/cd+ef=="));
    log_redact(text, sizeof text);
    assert_string_equal(text, "/?token=[secret]&x=[secret]");
    log_forget_secrets();
}

static void a_secret_that_a_cut_would_split_is_hidden(void **state)
{
    char filler[LOG_LINE_SIZE * 2];
    (void)state;
    assert_true(log_add_secret("SECRETSECRET"));
    for (size_t length = LOG_LINE_SIZE - 90; length < LOG_LINE_SIZE + 20; length++) {
        memset(filler, 'x', length);
        filler[length] = '\0';
        log_write(LOG_ERROR, "%sSECRETSECRET", filler);
        assert_null(strstr(last_line(), "SEC"));
    }
    log_forget_secrets();
}

/* Everything before the second secret vanishes or grows: where the cut falls must not matter. */
static void no_cut_uncovers_a_part_of_a_secret(void **state)
{
    static char text[9000];
    (void)state;
    assert_true(log_add_secret("SECRETSECRET"));
    assert_true(log_add_secret("short6"));
    for (size_t start = 4080; start < 4100; start++) {
        text[0] = '\0';
        for (size_t used = 0; used + 3 <= start; used += 3)
            memcpy(text + used, "\xe2\x80\x8b", 4); /* zero width spaces */
        memcpy(text + start - start % 3, "SECRETSECRET", 13);
        log_write(LOG_ERROR, "%s", text);
        assert_null(strstr(last_line(), "SEC"));
    }
    for (size_t size = 20; size < 40; size++) {
        snprintf(text, size, "short6short6SECRETSECRET");
        if (strlen(text) < 24)
            continue;
        log_redact(text, size); /* the marks push the third secret out */
        assert_null(strstr(text, "SEC"));
    }
    log_forget_secrets();
}

/* Weeks of sessions; the last of them is known, and the key still is. */
static void many_tokens_drop_the_oldest_of_them(void **state)
{
    char value[32], text[64] = "my-key/1 my-key%2F1 late-token/999";
    (void)state;
    assert_true(log_add_secret("my-key/1"));
    for (int i = 0; i < 1000; i++) {
        snprintf(value, sizeof value, "late-token/%d", i);
        assert_true(log_add_token(value));
        assert_true(log_add_token(value)); /* once only */
    }
    log_redact(text, sizeof text);
    assert_string_equal(text, "[secret] [secret] [secret]");
    log_forget_secrets();
}

static void keys_beyond_all_measure_are_refused(void **state)
{
    char value[32], text[64] = "own-key-0 own-key-255";
    int refused = 0;
    (void)state;
    assert_true(log_add_token("some-token"));
    for (int i = 0; i < 1000; i++) {
        snprintf(value, sizeof value, "own-key-%d", i);
        refused += !log_add_secret(value);
    }
    assert_int_equal(refused, 1000 - 256); /* the token made way */
    log_redact(text, sizeof text);
    assert_string_equal(text, "[secret] [secret]");
    log_forget_secrets();
}

static void lines_are_clean_text(void **state)
{
    struct error err = {0};
    (void)state;
    assert_true(log_open(NULL, LOG_DEBUG, &err));
    log_write(LOG_DEBUG, "evil \x1b[2J\r\nforged line \xe2\x80\xae \xff");
    assert_non_null(strstr(last_line(), " debug: evil [2J forged line \xef\xbf\xbd"));
    for (int pad = 0; pad < 8; pad++) { /* cut at every byte of a character */
        char text[600] = "";
        memset(text, 'a', (size_t)pad);
        for (size_t used = (size_t)pad; used + 4 < sizeof text; used += 3)
            memcpy(text + used, "\xe2\x82\xac", 4);
        log_write(LOG_ERROR, "%s", text);
        char clean[LOG_LINE_SIZE];
        text_clean(clean, sizeof clean, last_line(), strlen(last_line()));
        assert_string_equal(clean, last_line());
    }
}

static void the_level_decides(void **state)
{
    struct error err = {0};
    (void)state;
    assert_true(log_open(NULL, LOG_WARNING, &err));
    log_write(LOG_ERROR, "seen %d", 1);
    log_write(LOG_INFO, "unseen");
    assert_non_null(strstr(last_line(), "error: seen 1"));
}

static void the_ring_keeps_the_newest_lines_in_order(void **state)
{
    static char lines[LOG_RING_LINES + 10][LOG_LINE_SIZE];
    char expected[32];
    struct error err = {0};
    (void)state;
    assert_true(log_open(NULL, LOG_WARNING, &err));
    for (int i = 0; i < 555; i++)
        log_write(LOG_WARNING, "line %d.", i);
    assert_int_equal(log_tail(lines, LOG_RING_LINES + 10), LOG_RING_LINES);
    for (int i = 0; i < LOG_RING_LINES; i++) {
        snprintf(expected, sizeof expected, "line %d.", 555 - LOG_RING_LINES + i);
        assert_non_null(strstr(lines[i], expected));
    }
    assert_int_equal(log_tail(lines, 2), 2);
    assert_non_null(strstr(lines[0], "line 553."));
}

static void the_file_is_private_and_rotates(void **state)
{
    struct stat about;
    struct error err = {0};
    (void)state;
    assert_true(log_open(path, LOG_WARNING, &err));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    for (int i = 0; i < 9000; i++)
        log_write(LOG_WARNING, "%0200d", i);
    log_close();
    assert_int_equal(stat(path, &about), 0);
    assert_true(about.st_size <= MEGABYTE && about.st_size > 0);
    assert_int_equal(stat(older, &about), 0);
    assert_true(about.st_size <= MEGABYTE && about.st_size > MEGABYTE - 1000);
}

static void a_file_that_cannot_be_opened_is_told(void **state)
{
    struct error err = {0};
    char link[80], nowhere[80];
    (void)state;
    snprintf(nowhere, sizeof nowhere, "%s/none/log", folder);
    assert_false(log_open(nowhere, LOG_WARNING, &err));
    assert_int_equal(err.code, ERROR_SYSTEM);
    assert_non_null(strstr(err.message, nowhere));
    snprintf(link, sizeof link, "%s/link", folder);
    assert_int_equal(symlink("/tmp/gputape-victim", link), 0);
    assert_false(log_open(link, LOG_WARNING, &err)); /* a link is not followed */
    unlink(link);
    log_write(LOG_WARNING, "still in the ring");
    assert_non_null(strstr(last_line(), "still in the ring"));
}

static void *write_many(void *argument)
{
    (void)argument;
    for (int i = 0; i < 2000; i++) {
        log_write(LOG_WARNING, "from a thread with SECRETSECRET");
        if (i % 100 == 0)
            (void)log_add_secret("SECRETSECRET");
    }
    return NULL;
}

static void threads_may_write_at_once(void **state)
{
    static char lines[LOG_RING_LINES][LOG_LINE_SIZE];
    pthread_t threads[4];
    struct error err = {0};
    (void)state;
    assert_true(log_open(NULL, LOG_WARNING, &err));
    assert_true(log_add_secret("SECRETSECRET"));
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, NULL), 0);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    size_t count = log_tail(lines, LOG_RING_LINES);
    for (size_t i = 0; i < count; i++)
        assert_non_null(strstr(lines[i], "warning: from a thread with [secret]"));
    log_forget_secrets();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets_are_replaced_wherever_they_stand),
        cmocka_unit_test(bytes_of_any_kind_are_redacted),
        cmocka_unit_test(short_values_are_refused),
        cmocka_unit_test(a_mark_that_does_not_fit_still_hides),
        cmocka_unit_test(a_secret_within_another_leaves_no_rest),
        cmocka_unit_test(a_secret_in_an_address_is_found_escaped),
        cmocka_unit_test(a_secret_that_a_cut_would_split_is_hidden),
        cmocka_unit_test(no_cut_uncovers_a_part_of_a_secret),
        cmocka_unit_test(many_tokens_drop_the_oldest_of_them),
        cmocka_unit_test(keys_beyond_all_measure_are_refused),
        cmocka_unit_test(lines_are_clean_text),
        cmocka_unit_test(the_level_decides),
        cmocka_unit_test(the_ring_keeps_the_newest_lines_in_order),
        cmocka_unit_test(the_file_is_private_and_rotates),
        cmocka_unit_test(a_file_that_cannot_be_opened_is_told),
        cmocka_unit_test(threads_may_write_at_once),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
