/* SPDX-License-Identifier: MIT
 * The alert hook: what it is told, and that one that hangs, fails or floods is cut off and reported. */
#include "config.h"

#include "hook.h"

#include "base/memory.h"
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

struct stand {
    char folder[64], script[96], output[96];
    struct config config;
    struct hook *hook;
    pthread_mutex_t mutex;
    unsigned troubles;
    char trouble[160];
};

static void note(void *context, const char *sentence)
{
    struct stand *stand = context;
    pthread_mutex_lock(&stand->mutex);
    stand->troubles++;
    text_copy(stand->trouble, sizeof stand->trouble, sentence);
    pthread_mutex_unlock(&stand->mutex);
}

static int make(void **state)
{
    struct stand *stand = memory_new(1, sizeof *stand);
    snprintf(stand->folder, sizeof stand->folder, "/tmp/gputape-hook-XXXXXX");
    assert_non_null(mkdtemp(stand->folder));
    snprintf(stand->script, sizeof stand->script, "%s/hook", stand->folder);
    snprintf(stand->output, sizeof stand->output, "%s/output", stand->folder);
    pthread_mutex_init(&stand->mutex, NULL);
    stand->config.hook_seconds = 60;
    stand->config.hook_per_minute = 100;
    snprintf(stand->config.hook, sizeof stand->config.hook, "%s %s", stand->script, stand->output);
    *state = stand;
    return 0;
}

static int drop(void **state)
{
    struct stand *stand = *state;
    hook_free(stand->hook);
    (void)unlink(stand->script);
    (void)unlink(stand->output);
    assert_int_equal(rmdir(stand->folder), 0);
    pthread_mutex_destroy(&stand->mutex);
    free(stand);
    return 0;
}

static void write_script(struct stand *stand, const char *text)
{
    FILE *file = fopen(stand->script, "w");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", text);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(stand->script, 0700), 0);
    stand->hook = hook_new(&stand->config, note, stand);
    assert_non_null(stand->hook);
}

static void read_output(const struct stand *stand, char *text, size_t size)
{
    FILE *file = fopen(stand->output, "r");
    assert_non_null(file);
    size_t length = fread(text, 1, size - 1, file);
    text[length] = '\0';
    assert_int_equal(fclose(file), 0);
}

static struct event hostile(void)
{
    return (struct event){.kind = EVENT_ALERT,
                          .severity = 2,
                          .symbol = "CRWV",
                          .text = "$(touch /tmp/x) `id` \"quoted\" 'single' ; & | \\ end",
                          .link = "price CRWV",
                          .key = "alert:1"};
}

static void it_is_told_by_json_and_environment(void **state)
{
    struct stand *stand = *state;
    struct event event = hostile();
    char text[4096];
    setenv("GPUTAPE_KEY_FINNHUB", "secretsecret", 1);
    write_script(stand, "{ cat; env; echo \"arguments $#\"; } >\"$1\"");
    hook_run(stand->hook, &event);
    hook_wait(stand->hook);
    unsetenv("GPUTAPE_KEY_FINNHUB");
    read_output(stand, text, sizeof text);
    assert_non_null(strstr(text, "\"text\":\"$(touch /tmp/x) `id` \\\"quoted\\\" 'single' ; & | \\\\ end\""));
    assert_non_null(strstr(text, "\"symbol\":\"CRWV\""));
    assert_non_null(strstr(text, "GPUTAPE_EVENT_TEXT=$(touch /tmp/x) `id` \"quoted\" 'single' ; & | \\ end\n"));
    assert_non_null(strstr(text, "GPUTAPE_EVENT_SEVERITY=2\n"));
    assert_non_null(strstr(text, "arguments 1\n"));
    assert_null(strstr(text, "secretsecret"));
    assert_int_equal(stand->troubles, 0);
}

static void a_failure_is_reported(void **state)
{
    struct stand *stand = *state;
    struct event event = hostile();
    write_script(stand, "exit 3");
    hook_run(stand->hook, &event);
    hook_wait(stand->hook);
    assert_int_equal(stand->troubles, 1);
    assert_non_null(strstr(stand->trouble, "exit status 3"));
}

static void a_command_that_is_not_there_is_reported(void **state)
{
    struct stand *stand = *state;
    struct event event = hostile();
    snprintf(stand->config.hook, sizeof stand->config.hook, "/nonexistent/hook");
    stand->hook = hook_new(&stand->config, note, stand);
    hook_run(stand->hook, &event);
    hook_wait(stand->hook);
    assert_int_equal(stand->troubles, 1);
    assert_non_null(strstr(stand->trouble, "/nonexistent/hook"));
}

static void one_that_hangs_is_cut_off_with_its_children(void **state)
{
    struct stand *stand = *state;
    struct event event = hostile();
    char text[64], path[64];
    stand->config.hook_seconds = 1;
    write_script(stand, "sleep 1000 & echo $! >\"$1\"; wait");
    hook_run(stand->hook, &event);
    hook_wait(stand->hook);
    assert_non_null(strstr(stand->trouble, "cut off after 1 s"));
    read_output(stand, text, sizeof text);
    snprintf(path, sizeof path, "/proc/%ld/exe", strtol(text, NULL, 10));
    assert_int_not_equal(access(path, F_OK), 0); /* gone, or a zombie, which has no program */
}

static void a_flood_is_left_out_and_said_once(void **state)
{
    struct stand *stand = *state;
    struct event event = hostile();
    stand->config.hook_per_minute = 10;
    write_script(stand, "exec sleep 1000");
    for (int i = 0; i < 20; i++)
        hook_run(stand->hook, &event);
    assert_int_equal(stand->troubles, 1);
    assert_non_null(strstr(stand->trouble, "too many"));
    hook_free(stand->hook); /* what is going on ends at once, and that is no trouble */
    stand->hook = NULL;
    assert_int_equal(stand->troubles, 1);
}

static void more_than_a_few_wait_for_their_turn(void **state)
{
    struct stand *stand = *state;
    struct event event = hostile();
    char text[256];
    write_script(stand, "echo >>\"$1\"");
    for (int i = 0; i < 20; i++)
        hook_run(stand->hook, &event);
    hook_wait(stand->hook);
    read_output(stand, text, sizeof text);
    assert_int_equal(strlen(text), 20);
    assert_int_equal(stand->troubles, 0);
}

static void without_a_command_there_is_no_hook(void **state)
{
    struct stand *stand = *state;
    struct event event = hostile();
    stand->config.hook[0] = '\0';
    assert_null(hook_new(&stand->config, note, stand));
    hook_run(NULL, &event);
    hook_wait(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_told_by_json_and_environment, make, drop),
        cmocka_unit_test_setup_teardown(a_failure_is_reported, make, drop),
        cmocka_unit_test_setup_teardown(a_command_that_is_not_there_is_reported, make, drop),
        cmocka_unit_test_setup_teardown(one_that_hangs_is_cut_off_with_its_children, make, drop),
        cmocka_unit_test_setup_teardown(a_flood_is_left_out_and_said_once, make, drop),
        cmocka_unit_test_setup_teardown(more_than_a_few_wait_for_their_turn, make, drop),
        cmocka_unit_test_setup_teardown(without_a_command_there_is_no_hook, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
