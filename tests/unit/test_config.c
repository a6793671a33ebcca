/* SPDX-License-Identifier: MIT
 * gputape.conf and the keys file: what they set, and what is said about their faults. */
#include "config.h"

#include "config/config.h"

#include "base/log.h"
#include "config/option.h"

#include <errno.h>
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

#define DEFAULT_CHAIN "alpaca_quotes finnhub_quotes yahoo_quotes cnbc_quotes yahoo_spark yahoo_last nasdaq_quotes"

static const char *const sources[] = {"yahoo_quotes", "cnbc_quotes", "vast_offers"};
static const char *const actions[] = {"quit", "refresh", "zoom"};
static const struct config_names names = {
    .sources = sources, .source_count = 3, .actions = actions, .action_count = 3};

struct fixture {
    struct config config;
    struct config_report report;
    char folder[32], path[64];
    char said[8192];
    size_t used;
};

/* The folder's name, which differs from run to run, is left out. */
static void hear(void *context, const char *text)
{
    struct fixture *fixture = context;
    size_t prefix = strlen(fixture->folder);
    while (*text != '\0' && fixture->used + 2 < sizeof fixture->said) {
        if (strncmp(text, fixture->folder, prefix) == 0 && text[prefix] == '/')
            text += prefix + 1;
        else
            fixture->said[fixture->used++] = *text++;
    }
    fixture->said[fixture->used++] = '\n';
    fixture->said[fixture->used] = '\0';
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    *state = fixture;
    if (fixture == NULL)
        return -1;
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/gputape-config-XXXXXX");
    if (mkdtemp(fixture->folder) == NULL)
        return -1;
    snprintf(fixture->path, sizeof fixture->path, "%s/x", fixture->folder);
    fixture->report = (struct config_report){.message = hear, .context = fixture};
    config_init(&fixture->config);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    config_clear(&fixture->config);
    log_forget_secrets();
    unlink(fixture->path);
    rmdir(fixture->folder);
    free(fixture);
    return 0;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0600), 0);
}

static bool load(struct fixture *fixture, const char *text)
{
    write_file(fixture->path, text);
    return config_load(&fixture->config, fixture->path, true, &names, &fixture->report);
}

static void defaults_are_the_documented_ones(void **state)
{
    struct fixture *fixture = *state;
    const struct config *config = &fixture->config;
    assert_string_equal(config->theme, "dark");
    assert_string_equal(config->glyphs, "auto");
    assert_string_equal(config->colour, "auto");
    assert_string_equal(config->range, "1m");
    assert_string_equal(config->chart, "candles");
    assert_string_equal(config->quotes_chain, DEFAULT_CHAIN);
    assert_string_equal(config->log_level, "warning");
    assert_string_equal(config->sec_contact, "");
    assert_true(strncmp(config->user_agent, "Mozilla/5.0 (X11; Linux", 23) == 0);
    assert_int_equal(config->open_seconds, 15);
    assert_int_equal(config->extended_seconds, 30);
    assert_int_equal(config->closed_seconds, 900);
    assert_int_equal(config->bars_seconds, 60);
    assert_int_equal(config->ratings_seconds, 43200);
    assert_int_equal(config->filings_seconds, 600);
    assert_int_equal(config->facts_seconds, 86400);
    assert_int_equal(config->gpu_seconds, 900);
    assert_false(config->mouse || config->seconds);
    assert_true(config->bell);
}

static void the_table_is_sound(void **state)
{
    size_t count;
    const struct option *table = option_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_true(table[i].offset + table[i].size <= sizeof(struct config));
        assert_true(strlen(table[i].help) > 0);
        assert_true(table[i].type != OPTION_NUMBER || table[i].size == sizeof(int));
        for (size_t j = 0; j < i; j++) {
            assert_true(table[j].offset != table[i].offset);
            assert_false(strcmp(table[i].section, table[j].section) == 0 &&
                         strcmp(table[i].name, table[j].name) == 0);
        }
    }
}

static void good_settings_apply(void **state)
{
    struct fixture *fixture = *state;
    assert_true(load(fixture, "[screen]\ntheme = light\nmouse = Yes\nseconds = on\nrange = 5y\n"
                              "[network]\nbase_url = http://127.0.0.1:8080\nuser_agent = Test/1.0 (x; y)\n"
                              "[sec]\ncontact = Jo Doe jo@example.org\n[poll]\nopen = 5\n"
                              "[chain]\nquotes = cnbc_quotes, yahoo_quotes\n[log]\nlevel = debug\n"));
    assert_string_equal(fixture->config.theme, "light");
    assert_true(fixture->config.mouse && fixture->config.seconds);
    assert_string_equal(fixture->config.range, "5y");
    assert_string_equal(fixture->config.base_url, "http://127.0.0.1:8080");
    assert_string_equal(fixture->config.sec_contact, "Jo Doe jo@example.org");
    assert_int_equal(fixture->config.open_seconds, 5);
    assert_string_equal(fixture->config.quotes_chain, "cnbc_quotes, yahoo_quotes");
    assert_string_equal(fixture->config.log_level, "debug");
    assert_int_equal(fixture->report.errors, 0);
}

static void groups_bindings_and_sources_are_kept(void **state)
{
    struct fixture *fixture = *state;
    assert_true(load(fixture, "[watchlist]\nNeoclouds = CRWV, NBIS\n  IREN\nSilicon = nvda\n"
                              "[keys]\nquit = q Ctrl-X\nzoom = none\n"
                              "[source.cnbc_quotes]\nenabled = no\ninterval = 60\n"
                              "[source.vast_offers]\nbase_url = https://mirror.example/x\n"));
    const struct config *config = &fixture->config;
    assert_int_equal(config->group_count, 2);
    assert_string_equal(config->groups[0].name, "Neoclouds");
    assert_string_equal(config->groups[0].symbols, "CRWV NBIS IREN");
    assert_string_equal(config->groups[1].symbols, "nvda");
    assert_string_equal(config_binding(config, "quit"), "q Ctrl-X");
    assert_string_equal(config_binding(config, "zoom"), "none");
    assert_null(config_binding(config, "refresh"));
    const struct config_source *cnbc = config_source(config, "cnbc_quotes");
    assert_non_null(cnbc);
    assert_int_equal(cnbc->enabled, 0);
    assert_int_equal(cnbc->interval_seconds, 60);
    assert_string_equal(cnbc->base_url, "");
    assert_int_equal(config_source(config, "vast_offers")->enabled, -1);
    assert_null(config_source(config, "yahoo_quotes"));
}

static void faults_are_told_with_line_and_suggestion(void **state)
{
    struct fixture *fixture = *state;
    assert_false(load(fixture, "lost = 1\n[scren]\nx = 1\ny = 2\n[screen]\nthme = dark\nfacts = 5\n"
                               "glyphs = uft8\nmouse = maybe\nrange = 10y\ntheme = a\ntheme = b\n[poll]\n"
                               "open = 0\nclosed = 10 s\nfacts = 99999999999\ngpu =\njunk\n"
                               "[sec] contact = Jo jo@example.org\n[log] ; fine\n"));
    assert_string_equal(
        fixture->said,
        "x:1: \"lost\" stands before any [section]\n"
        "x:3: unknown section \"scren\"; did you mean \"screen\"?\n"
        "x:6: unknown setting \"thme\"; did you mean \"theme\"?\n"
        "x:7: facts belongs into [poll], not into [screen]\n"
        "x:8: glyphs must be one of: auto utf8 blocks ascii; not \"uft8\"; did you mean \"utf8\"?\n"
        "x:9: mouse must be yes or no, not \"maybe\"\n"
        "x:10: range must be one of: 1d 5d 1m 3m 6m ytd 1y 2y 5y max; not \"10y\"; did you mean \"1y\"?\n"
        "x:12: theme is set in line 11 already (an indented line continues the one above)\n"
        "x:14: open must be a number from 5 to 86400, not \"0\"\n"
        "x:15: closed must be a number from 5 to 86400, not \"10 s\"\n"
        "x:16: facts must be a number from 60 to 604800, not \"99999999999\"\n"
        "x:17: gpu must be a number from 30 to 604800, not \"\"\n"
        "x:18: this is no \"name = value\", no [section] and no comment\n"
        "x:19: text behind a [section]: a setting stands on a line of its own\n");
    assert_int_equal(fixture->report.errors, 14);
    assert_string_equal(fixture->config.theme, "a"); /* the good lines apply */
    assert_int_equal(fixture->config.open_seconds, 15);
}

static void names_of_other_layers_are_checked(void **state)
{
    struct fixture *fixture = *state;
    assert_false(load(fixture,
                      "[keys]\nquitt = q\nquit = Ctlr-x q\nzoom =\n[source.cnbc_quote]\nenabled = no\n"
                      "[source.cnbc_quotes]\nenable = no\ninterval = 1\n[chain]\nquotes = yahoo_quotes cnbc\n"
                      "[watchlist]\nGroup = A$B NVDA\nOther = X\nGroup = Y\n"));
    assert_string_equal(fixture->said,
                        "x:2: unknown action \"quitt\"; did you mean \"quit\"?\n"
                        "x:3: there is no key \"Ctlr-x\" (examples: x, Ctrl-x, F5, PgUp, Tab, Space)\n"
                        "x:4: a key is missing; \"none\" takes the keys of zoom away\n"
                        "x:6: unknown source \"cnbc_quote\"; did you mean \"cnbc_quotes\"?\n"
                        "x:8: unknown setting \"enable\"; did you mean \"enabled\"?\n"
                        "x:9: interval must be a number from 5 to 604800, not \"1\"\n"
                        "x:11: quotes names the unknown source \"cnbc\"\n"
                        "x:13: \"A$B\" is not a symbol (letters, digits, . - ^ =, at most 15)\n"
                        "x:15: the group \"Group\" is there twice\n");
    assert_string_equal(config_binding(&fixture->config, "quit"), "q");
    assert_string_equal(fixture->config.groups[0].symbols, "NVDA");
    assert_string_equal(fixture->config.quotes_chain, DEFAULT_CHAIN);
}

static void addresses_are_https_or_local(void **state)
{
    static const struct {
        const char *address;
        bool good;
    } rows[] = {
        {"https://mirror.example", true},
        {"http://localhost:1/x", true},
        {"http://[::1]:99", true},
        {"http://mirror.example", false},
        {"http://127.0.0.1.evil.test", false},
        {"ftp://x", false},
        {"https://", false},
        {"https://a b", false},
        {"", true},
    };
    struct fixture *fixture = *state;
    char text[128];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        snprintf(text, sizeof text, "[network]\nbase_url = %s\n", rows[i].address);
        if (load(fixture, text) != rows[i].good)
            fail_msg("%s", rows[i].address);
    }
}

static void limits_are_lifted_for_a_mirror_only(void **state)
{
    struct fixture *fixture = *state;
    assert_true(load(fixture, "[network]\nbase_url = https://mirror.example\nlimits = none\n"));
    assert_string_equal(fixture->config.limits, "none");
    fixture->config.base_url[0] = '\0';
    assert_false(load(fixture, "[network]\nlimits = none\n"));
    assert_string_equal(fixture->config.limits, "providers");
}

static void a_value_that_does_not_fit_is_refused_whole(void **state)
{
    struct fixture *fixture = *state;
    char text[256];
    snprintf(text, sizeof text, "[screen]\ntheme = %0100d\n[keys]\n%040d = q\n", 0, 0);
    assert_false(load(fixture, text));
    assert_int_equal(fixture->report.errors, 2);
    assert_string_equal(fixture->config.theme, "dark");
    assert_int_equal(fixture->config.binding_count, 0);
}

static void a_file_that_cannot_be_read_is_told(void **state)
{
    struct fixture *fixture = *state;
    assert_true(config_load(&fixture->config, "/nonexistent/gputape.conf", false, &names, &fixture->report));
    assert_false(config_load(&fixture->config, "/nonexistent/gputape.conf", true, &names, &fixture->report));
    assert_false(config_load(&fixture->config, fixture->folder, false, &names, &fixture->report));
    assert_int_equal(fixture->report.errors, 2);
    assert_non_null(strstr(fixture->said, "gputape.conf: cannot be read: No such file or directory"));
    assert_non_null(strstr(fixture->said, "cannot be read: this is a folder"));
}

static void a_proxy_password_never_reaches_the_log(void **state)
{
    struct fixture *fixture = *state;
    char text[64] = "via hunter2hunter2";
    assert_true(load(fixture, "[network]\nproxy = http://jo:hunter2hunter2@proxy.example:3128\n"));
    log_redact(text, sizeof text);
    assert_string_equal(text, "via [secret]");
}

static void garbage_is_survived(void **state)
{
    static const char *const pieces[] = {"[",    "]",         "screen",  "\n",    "=",       " ",
                                         "keys", "watchlist", "source.", "theme", "\x1b[2J", "\xff",
                                         ";",    "#",         "A",       "99999", "\t"};
    struct fixture *fixture = *state;
    unsigned seed = 99;
    char text[512];
    for (int round = 0; round < 200; round++) {
        text[0] = '\0';
        for (size_t used = 0; used < sizeof text - 16;) {
            seed = seed * 1103515245U + 12345U;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])];
            snprintf(text + used, sizeof text - used, "%s", piece);
            used += strlen(piece);
        }
        fixture->used = 0;
        bool good = load(fixture, text);
        assert_true(good == (fixture->used == 0));
        assert_null(memchr(fixture->said, '\x1b', fixture->used));
    }
}

/* --- keys --- */

static bool load_keys(struct fixture *fixture, const char *text)
{
    write_file(fixture->path, text);
    return config_load_keys(&fixture->config, fixture->path, &fixture->report);
}

static void keys_are_read_and_become_secrets(void **state)
{
    struct fixture *fixture = *state;
    char text[128] = "GET /?token=abcdef123456 with zyxwvut987654";
    assert_true(load_keys(fixture, "# mine\nfinnhub = abcdef123456\nother = zyxwvut987654\n"));
    assert_string_equal(config_key(&fixture->config, "finnhub"), "abcdef123456");
    assert_string_equal(config_key(&fixture->config, "other"), "zyxwvut987654");
    assert_null(config_key(&fixture->config, "third"));
    log_redact(text, sizeof text);
    assert_string_equal(text, "GET /?token=[secret] with [secret]");
}

static void keys_come_from_commands(void **state)
{
    struct fixture *fixture = *state;
    assert_true(load_keys(fixture, "key_command finnhub = printf secret-of-mine\nother = zyxwvut987654\n"));
    assert_string_equal(config_key(&fixture->config, "finnhub"), "secret-of-mine");
    assert_string_equal(config_key(&fixture->config, "other"), "zyxwvut987654");
}

/* No shell: what would be one's language is plain words. What a failing command printed is not told. */
static void commands_without_a_key_are_told(void **state)
{
    static const struct {
        const char *line, *says;
    } table[] = {
        {"key_command a = false\n", "x:1: the key of a: false gave no key\n"},
        {"key_command b = true\n", "x:1: the key of b: true gave no key\n"},
        {"key_command c = /nonexistent/pass show\n",
         "x:1: the key of c: /nonexistent/pass was not run: No such file or directory\n"},
        {"key_command d =\n", "x:1: the key of d: the command is missing\n"},
        {"key_command e = cat /nonexistent/secret ; echo hidden-key-123\n", "x:1: the key of e: cat gave no key\n"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        fixture->used = 0;
        assert_false(load_keys(fixture, table[i].line));
        assert_string_equal(fixture->said, table[i].says);
    }
}

static void no_keys_file_is_fine(void **state)
{
    struct fixture *fixture = *state;
    assert_true(config_load_keys(&fixture->config, fixture->path, &fixture->report));
    assert_int_equal(fixture->config.key_count, 0);
}

static void a_keys_file_that_others_can_read_is_refused(void **state)
{
    static const mode_t modes[] = {0640, 0604, 0620, 0610, 0666};
    struct fixture *fixture = *state;
    write_file(fixture->path, "finnhub = abcdef123456\n");
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        fixture->used = 0;
        assert_int_equal(chmod(fixture->path, modes[i]), 0);
        assert_false(config_load_keys(&fixture->config, fixture->path, &fixture->report));
        assert_int_equal(fixture->config.key_count, 0);
        assert_string_equal(fixture->said,
                            "x: no keys are read: others can read it; mend it with: chmod 600 'x'\n");
    }
    assert_int_equal(chmod(fixture->path, 0400), 0);
    assert_true(config_load_keys(&fixture->config, fixture->path, &fixture->report));
}

static void a_linked_keys_file_is_refused(void **state)
{
    struct fixture *fixture = *state;
    char link[80];
    write_file(fixture->path, "finnhub = abcdef123456\n");
    snprintf(link, sizeof link, "%s/link", fixture->folder);
    assert_int_equal(symlink(fixture->path, link), 0);
    assert_false(config_load_keys(&fixture->config, link, &fixture->report));
    assert_int_equal(fixture->config.key_count, 0);
    assert_int_equal(fixture->report.errors, 1);
    unlink(link);
    assert_int_equal(mkfifo(link, 0600), 0); /* must not hang */
    assert_false(config_load_keys(&fixture->config, link, &fixture->report));
    unlink(link);
}

static void a_keys_file_of_somebody_else_is_refused(void **state)
{
    struct fixture *fixture = *state;
    write_file(fixture->path, "finnhub = abcdef123456\n");
    if (chown(fixture->path, 12345, (gid_t)-1) != 0)
        skip(); /* only root can give a file away */
    assert_false(config_load_keys(&fixture->config, fixture->path, &fixture->report));
    assert_int_equal(fixture->config.key_count, 0);
}

static void faulty_keys_are_told_without_their_value(void **state)
{
    struct fixture *fixture = *state;
    char text[700];
    assert_false(load_keys(fixture, "a = tiny\nb =\nc = two secretsecret2\nd = secretsecret3\nd = secretsecret4\n"
                                    "secretsecret5\n = secretsecret6\n"));
    assert_string_equal(fixture->said, "x:1: the key of a is too short to be one\n"
                                       "x:2: the key of b is missing\n"
                                       "x:3: the key of c holds a blank or a letter that no key has\n"
                                       "x:5: there is a key of d already\n"
                                       "x:6: this is no \"name = key\"\n"
                                       "x:7: a provider's name of 1 to 31 bytes is missing\n");
    fixture->used = 0;
    memset(text, 'k', sizeof text);
    memcpy(text, "e = ", 4);
    memcpy(text + 650, "\nf = x\n", 8);
    assert_false(load_keys(fixture, text));
    assert_string_equal(fixture->said, "x:1: the line is longer than 512 bytes\n"
                                       "x:2: the key of f is too short to be one\n");
    assert_int_equal(fixture->config.key_count, 1);
    assert_string_equal(config_key(&fixture->config, "d"), "secretsecret3");
}

static void the_environment_wins(void **state)
{
    struct fixture *fixture = *state;
    setenv("GPUTAPE_KEY_FINNHUB", "fromtheenvironment", 1);
    setenv("GPUTAPE_KEY_", "nameless-key", 1);
    setenv("GPUTAPE_KEY_EMPTY", "", 1);
    assert_true(load_keys(fixture, "finnhub = abcdef123456\n"));
    assert_string_equal(config_key(&fixture->config, "finnhub"), "fromtheenvironment");
    assert_int_equal(fixture->config.key_count, 1);
    setenv("GPUTAPE_KEY_FINNHUB", "new\nline-in-it", 1);
    assert_false(config_load_keys(&fixture->config, "/nonexistent", &fixture->report));
    assert_null(strstr(fixture->said, "line-in-it"));
    unsetenv("GPUTAPE_KEY_FINNHUB");
    unsetenv("GPUTAPE_KEY_");
    unsetenv("GPUTAPE_KEY_EMPTY");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(defaults_are_the_documented_ones),
        TEST(the_table_is_sound),
        TEST(good_settings_apply),
        TEST(groups_bindings_and_sources_are_kept),
        TEST(faults_are_told_with_line_and_suggestion),
        TEST(names_of_other_layers_are_checked),
        TEST(addresses_are_https_or_local),
        TEST(limits_are_lifted_for_a_mirror_only),
        TEST(a_value_that_does_not_fit_is_refused_whole),
        TEST(a_file_that_cannot_be_read_is_told),
        TEST(a_proxy_password_never_reaches_the_log),
        TEST(garbage_is_survived),
        TEST(keys_are_read_and_become_secrets),
        TEST(keys_come_from_commands),
        TEST(commands_without_a_key_are_told),
        TEST(no_keys_file_is_fine),
        TEST(a_keys_file_that_others_can_read_is_refused),
        TEST(a_linked_keys_file_is_refused),
        TEST(a_keys_file_of_somebody_else_is_refused),
        TEST(faulty_keys_are_told_without_their_value),
        TEST(the_environment_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
