/* SPDX-License-Identifier: MIT
 * The program's arguments. */
#include "config.h"

#include "config/command_line.h"

#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WORDS_MOST 12

static char storage[WORDS_MOST][64];
static char *words[WORDS_MOST + 1];

/* Parses the blank-separated words behind the program's name. */
static bool parse(struct command_line *line, const char *text, struct error *err)
{
    int count = 1;
    snprintf(storage[0], sizeof storage[0], "gputape");
    words[0] = storage[0];
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        assert_true(count < WORDS_MOST && length < sizeof storage[0]);
        snprintf(storage[count], sizeof storage[count], "%.*s", (int)length, text);
        words[count] = storage[count];
        count++;
        text += length + strspn(text + length, " ");
    }
    words[count] = NULL;
    memset(err, 0, sizeof *err);
    return command_line_parse(line, count, words, err);
}

static void nothing_is_the_dashboard(void **state)
{
    struct command_line line;
    struct error err;
    (void)state;
    assert_true(parse(&line, "", &err));
    assert_int_equal(line.command, COMMAND_DASHBOARD);
    assert_false(line.demo || line.once || line.no_network);
    assert_int_equal(line.seed, 1);
    assert_null(line.config_path);
}

static void every_option_arrives(void **state)
{
    struct command_line line;
    struct error err;
    (void)state;
    assert_true(
        parse(&line, "--demo --once --config c.conf --record r --theme=light --seed 7 --scenario flaky", &err));
    assert_true(line.demo && line.once);
    assert_string_equal(line.config_path, "c.conf");
    assert_string_equal(line.record_path, "r");
    assert_string_equal(line.theme, "light");
    assert_string_equal(line.scenario, "flaky");
    assert_int_equal(line.seed, 7);
    assert_true(parse(&line, "--replay dir", &err));
    assert_string_equal(line.replay_path, "dir");
    assert_true(parse(&line, "--offline", &err));
    assert_true(line.no_network);
}

static void print_takes_a_pane_and_symbols(void **state)
{
    struct command_line line;
    struct error err;
    (void)state;
    assert_true(parse(&line, "--print=ndjson price CRWV NVDA --offline", &err));
    assert_int_equal(line.command, COMMAND_PRINT);
    assert_int_equal(line.format, PRINT_NDJSON);
    assert_string_equal(line.pane, "price");
    assert_int_equal(line.symbol_count, 2);
    assert_string_equal(line.symbols[1], "NVDA");
    assert_true(line.no_network);
    assert_true(parse(&line, "--print gpu", &err));
    assert_int_equal(line.format, PRINT_TABLE);
    assert_int_equal(line.symbol_count, 0);
}

static void sim_is_a_command(void **state)
{
    struct command_line line;
    struct error err;
    (void)state;
    assert_true(parse(&line, "sim --port 8080 --scenario hangs --seed 3", &err));
    assert_int_equal(line.command, COMMAND_SIM);
    assert_int_equal(line.port, 8080);
    assert_string_equal(line.scenario, "hangs");
}

static void the_index_takes_a_date_and_ways_to_tell_it(void **state)
{
    struct command_line line;
    struct error err;
    (void)state;
    assert_true(parse(&line, "gsi", &err));
    assert_int_equal(line.command, COMMAND_GSI);
    assert_int_equal(line.word_count, 0);
    assert_true(parse(&line, "gsi --explain 2026-08-22", &err));
    assert_true(line.explain && !line.from_store && !line.export);
    assert_int_equal(line.word_count, 1);
    assert_string_equal(line.words[0], "2026-08-22");
    assert_true(parse(&line, "gsi --export", &err));
    assert_true(line.export);
    assert_int_equal(line.format, PRINT_CSV);
    assert_true(parse(&line, "gsi --export=json --offline", &err));
    assert_int_equal(line.format, PRINT_JSON);
    assert_true(parse(&line, "--from-store gsi", &err));
    assert_true(line.from_store);
}

static void lists_name_what_they_list(void **state)
{
    static const char *const lists[] = {"panes", "sources", "actions", "options", "themes", "alerts", "columns"};
    struct command_line line;
    struct error err;
    char text[32];
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        snprintf(text, sizeof text, "--list-%s", lists[i]);
        assert_true(parse(&line, text, &err));
        assert_int_equal(line.command, COMMAND_LIST);
        assert_string_equal(line.list, lists[i]);
    }
    assert_true(parse(&line, "--check-config", &err));
    assert_int_equal(line.command, COMMAND_CHECK_CONFIG);
}

static void help_and_version_win(void **state)
{
    struct command_line line;
    struct error err;
    (void)state;
    assert_true(parse(&line, "--demo -h --nonsense", &err));
    assert_int_equal(line.command, COMMAND_HELP);
    assert_true(parse(&line, "-V", &err));
    assert_int_equal(line.command, COMMAND_VERSION);
    assert_true(parse(&line, "--version", &err));
    assert_int_equal(line.command, COMMAND_VERSION);
}

static void what_makes_no_sense_is_refused_in_words(void **state)
{
    static const struct {
        const char *words, *expected;
    } rows[] = {
        {"--demmo", "did you mean --demo?"},
        {"--them=dark", ""}, /* an unambiguous beginning is enough for getopt */
        {"--themes=dark", "did you mean --theme?"},
        {"--list-panes --once", "--once goes with"},
        {"--xyzzy-plugh", "unknown option --xyzzy-plugh"},
        {"--list", "short for more than one option: --list-panes"},
        {"--re x", "--record, --replay"},
        {"-x", "unknown option -x"},
        {"--config", "--config needs an argument: FILE"},
        {"--config=", "--config needs an argument: FILE"},
        {"--demo=yes", "--demo takes no argument"},
        {"--print", "--print needs a pane"},
        {"--print=xml price", "table, json, csv and ndjson"},
        {"price", "what is \"price\" for?"},
        {"sim --port 70000", "--port must be a number from 0 to 65535"},
        {"sim --port=-1", "--port must be a number"},
        {"--seed abc", "--seed must be a number"},
        {"--seed 99999999999999999999", "--seed must be a number"},
        {"--port 8080", "for gputape sim"},
        {"--scenario flaky", "for gputape sim and --demo"},
        {"--demo --replay dir", "exclude"},
        {"--demo --offline", "excludes"},
        {"sim again", "what is \"again\" for?"},
        {"--explain", "for gputape gsi"},
        {"sim --from-store", "for gputape gsi"},
        {"gsi --export=xml", "csv and json"},
    };
    struct command_line line;
    struct error err;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool good = parse(&line, rows[i].words, &err);
        if (rows[i].expected[0] == '\0') {
            assert_true(good);
            continue;
        }
        assert_false(good);
        assert_int_equal(err.code, ERROR_INVALID);
        if (strstr(err.message, rows[i].expected) == NULL)
            fail_msg("%s: %s", rows[i].words, err.message);
    }
}

static void help_tells_every_option(void **state)
{
    size_t count, size;
    const struct command_option *table = command_options(&count);
    char *text, option[40];
    FILE *out = open_memstream(&text, &size);
    (void)state;
    assert_non_null(out);
    command_line_help(out);
    fclose(out);
    for (size_t i = 0; i < count; i++) {
        snprintf(option, sizeof option, "--%s", table[i].name);
        assert_non_null(strstr(text, option));
        assert_non_null(strstr(text, table[i].help));
        assert_true(table[i].argument == no_argument || table[i].value != NULL);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_the_dashboard),
        cmocka_unit_test(every_option_arrives),
        cmocka_unit_test(print_takes_a_pane_and_symbols),
        cmocka_unit_test(sim_is_a_command),
        cmocka_unit_test(the_index_takes_a_date_and_ways_to_tell_it),
        cmocka_unit_test(lists_name_what_they_list),
        cmocka_unit_test(help_and_version_win),
        cmocka_unit_test(what_makes_no_sense_is_refused_in_words),
        cmocka_unit_test(help_tells_every_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
