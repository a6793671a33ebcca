/* SPDX-License-Identifier: MIT
 * gputape doctor against the simulator: what is well, what is not, and how it says to mend it. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define OUTPUT_MOST (64 << 10)

struct home {
    char folder[64];
    char out[OUTPUT_MOST];
    int status;
};

static int make(void **state)
{
    struct home *home = calloc(1, sizeof *home);
    if (home == NULL)
        return -1;
    snprintf(home->folder, sizeof home->folder, "/tmp/gputape-doctor-XXXXXX");
    *state = home;
    alarm(200);
    return mkdtemp(home->folder) != NULL ? 0 : -1;
}

static int drop(void **state)
{
    struct home *home = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", home->folder);
    int status = system(command);
    free(home);
    alarm(0);
    return status;
}

static void run(struct home *home, const char *words)
{
    char command[1024];
    const char *build = getenv("GPUTAPE_BUILD_FOLDER");
    snprintf(command, sizeof command,
             "cd '%s' && TERM=xterm LC_ALL=C.UTF-8 XDG_CONFIG_HOME=$PWD/config XDG_CACHE_HOME=$PWD/cache "
             "XDG_DATA_HOME=$PWD/data XDG_STATE_HOME=$PWD/state '%s/gputape' doctor %s 2>&1 </dev/null",
             home->folder, build != NULL ? build : ".", words);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t used = fread(home->out, 1, sizeof home->out - 1, pipe);
    home->out[used] = '\0';
    int status = pclose(pipe);
    home->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void write_config(const struct home *home, const char *name, const char *text, mode_t mode)
{
    char path[192];
    snprintf(path, sizeof path, "mkdir -p '%s/config/gputape'", home->folder);
    assert_int_equal(system(path), 0);
    snprintf(path, sizeof path, "%s/config/gputape/%s", home->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static void says(const struct home *home, const char *part)
{
    if (strstr(home->out, part) == NULL)
        fail_msg("nothing of \"%s\" in:\n%s", part, home->out);
}

static void all_is_well_at_the_simulator(void **state)
{
    struct home *home = *state;
    run(home, "--demo");
    says(home, "ok    configuration");
    says(home, "ok    store                    opens, reads and writes");
    says(home, "ok    RunPod                   answers");
    says(home, "ok    Scaleway                 answers");
    says(home, "note  Lambda                   needs a key");
    says(home, "cloud.lambda.ai/api-keys");
    says(home, "keyless search, about ten requests a minute"); /* terms */
    says(home, "all is well");
    assert_int_equal(home->status, 0);
}

static void what_fails_is_told_with_its_remedy(void **state)
{
    struct home *home = *state;
    run(home, "--demo --scenario portal");
    says(home, "FAIL  RunPod");
    says(home, "a login portal");
    says(home, "troubles");
    assert_int_equal(home->status, 1);
}

static void faults_and_careless_keys_are_found(void **state)
{
    struct home *home = *state;
    write_config(home, "gputape.conf", "[screen]\nthem = dark\n", 0600);
    write_config(home, "keys", "lambda = abc\n", 0644);
    run(home, "--offline");
    says(home, "FAIL  configuration");
    says(home, "theme"); /* what was meant */
    says(home, "chmod 600");
    says(home, "note  providers                not asked: --offline");
    assert_int_equal(home->status, 2);
}

static void a_source_switched_off_is_no_trouble(void **state)
{
    struct home *home = *state;
    write_config(home, "gputape.conf", "[source.runpod_offers]\nenabled = no\n", 0600);
    run(home, "--demo");
    says(home, "note  RunPod                   switched off in the configuration");
    assert_int_equal(home->status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_is_well_at_the_simulator, make, drop),
        cmocka_unit_test_setup_teardown(what_fails_is_told_with_its_remedy, make, drop),
        cmocka_unit_test_setup_teardown(faults_and_careless_keys_are_found, make, drop),
        cmocka_unit_test_setup_teardown(a_source_switched_off_is_no_trouble, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
