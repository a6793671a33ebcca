/* SPDX-License-Identifier: MIT
 * A name server that never answers: the request ends in time, and so does the client, whose resolver's thread is
 * left behind. Waiting for it would never end: then the alarm does. */
#include "config.h"

#include "asking.h"
#include "http_parts.h"

#include <dlfcn.h>
#include <netdb.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define STUCK_HOST    "stuck.test"
#define TOTAL_MS      1000
#define ALARM_SECONDS 60

static int gate[2]; /* whoever reads it waits until its other end is closed */
static atomic_uint asked;

/* libcurl asks its resolver through this name, too. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    int (*own)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = NULL;
    void *found = dlsym(RTLD_NEXT, "getaddrinfo");
    char byte;
    memcpy(&own, &found, sizeof own);
    if (node == NULL || strcmp(node, STUCK_HOST) != 0)
        return own != NULL ? own(node, service, hints, result) : EAI_FAIL;
    atomic_fetch_add(&asked, 1);
    ssize_t ignored = read(gate[0], &byte, 1);
    (void)ignored;
    return EAI_AGAIN;
}

static void a_stuck_resolver_is_left_behind(void **state)
{
    struct error err = {0};
    (void)state;
    assert_int_equal(pipe(gate), 0);
    struct http *http = http_new(&(struct http_options){.total_ms = TOTAL_MS}, &err);
    assert_non_null(http);
    struct answer answer = asking(http, "https://" STUCK_HOST "/");
    assert_int_equal(answer.calls, 1);
    assert_int_equal(answer.err.code, ERROR_TIMEOUT);
    assert_int_equal(atomic_load(&asked), 1);
    http_free(http);
    close(gate[1]); /* only now may it go on */
}

/* With both, libcurl reads the whole bundle again for every handshake. */
static void one_place_of_certificates_is_chosen(void **state)
{
    struct http_settings settings;
    struct error err = {0};
    (void)state;
    assert_true(http_settings_init(&settings, &(struct http_options){.total_ms = TOTAL_MS}, &err));
    assert_true((settings.ca_file == NULL) != (settings.ca_path == NULL));
    http_settings_clear(&settings);
    assert_true(http_settings_init(&settings, &(struct http_options){.ca_file = "/dev/null"}, &err));
    assert_string_equal(settings.ca_file, "/dev/null");
    assert_null(settings.ca_path);
    http_settings_clear(&settings);
    assert_false(http_settings_init(&settings, &(struct http_options){.ca_file = "/no/such/file"}, &err));
    assert_non_null(strstr(err.message, "/no/such/file"));
    http_settings_clear(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stuck_resolver_is_left_behind),
        cmocka_unit_test(one_place_of_certificates_is_chosen),
    };
    alarm(ALARM_SECONDS);
    return cmocka_run_group_tests_name("resolver", tests, NULL, NULL);
}
