/* SPDX-License-Identifier: MIT
 * The whole program for scripts: --print in every format for every pane, --record and --replay, and the exit
 * statuses that gputape(1) documents. */
#include "config.h"

#include "base/date.h"
#include "base/mail_time.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const char *const panes[] = {"price", "ratings", "receivables", "gpu"};

struct home {
    char folder[64];
    char *out, *err; /* of the last run */
    int status;      /* likewise; -1: it did not end by itself */
};

static int make(void **state)
{
    struct home *home = calloc(1, sizeof *home);
    if (home == NULL)
        return -1;
    snprintf(home->folder, sizeof home->folder, "/tmp/gputape-print-XXXXXX");
    *state = home;
    alarm(240);
    return mkdtemp(home->folder) != NULL ? 0 : -1;
}

static int drop(void **state)
{
    struct home *home = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", home->folder);
    int status = system(command);
    free(home->out);
    free(home->err);
    free(home);
    alarm(0);
    return status;
}

static char *read_all(const struct home *home, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", home->folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long length = ftell(file);
    assert_true(length >= 0);
    rewind(file);
    char *text = calloc(1, (size_t)length + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)length, file), length);
    fclose(file);
    return text;
}

/* Runs the program with these words of a shell's command line, in a home of its own. */
static int run(struct home *home, const char *words)
{
    char command[2048];
    const char *build = getenv("GPUTAPE_BUILD_FOLDER");
    snprintf(command, sizeof command,
             "cd '%s' && XDG_CONFIG_HOME=$PWD/config XDG_CACHE_HOME=$PWD/cache XDG_DATA_HOME=$PWD/data "
             "XDG_STATE_HOME=$PWD/state >out 2>err '%s/gputape' %s </dev/null",
             home->folder, build != NULL ? build : ".", words);
    int status = system(command);
    free(home->out);
    free(home->err);
    home->out = read_all(home, "out");
    home->err = read_all(home, "err");
    home->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return home->status;
}

static void expect(struct home *home, const char *words, int status, const char *complaint)
{
    run(home, words);
    if (home->status != status || strstr(home->err, complaint) == NULL)
        fail_msg("gputape %s: %d, not %d; it said: %s", words, home->status, status, home->err);
}

static size_t lines(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

/* --- formats --- */

/* Strict JSON, as far as it matters: everything read, no number that is none. */
static cJSON *parse(const char *text)
{
    const char *end = NULL;
    cJSON *root = cJSON_ParseWithOpts(text, &end, 0);
    if (root == NULL)
        fail_msg("no JSON: %.200s", text);
    while (end != NULL && isspace((unsigned char)*end))
        end++;
    assert_true(end != NULL && *end == '\0');
    return root;
}

/* Rows have the same columns in the same order, and nothing absent is 0 or "". */
static void check_row(const cJSON *row, const cJSON *first)
{
    const cJSON *like = first->child;
    assert_true(cJSON_IsObject(row));
    for (const cJSON *cell = row->child; cell != NULL; cell = cell->next, like = like->next) {
        assert_non_null(like);
        assert_string_equal(cell->string, like->string);
        assert_true(cJSON_IsNull(cell) || cJSON_IsNumber(cell) || cJSON_IsString(cell) || cJSON_IsBool(cell));
        if (cJSON_IsString(cell))
            assert_string_not_equal(cell->valuestring, "");
    }
    assert_null(like);
}

static void every_pane_prints_in_every_format(void **state)
{
    struct home *home = *state;
    char words[128];
    for (size_t i = 0; i < COUNT_OF(panes); i++) {
        snprintf(words, sizeof words, "--demo --print=json %s CRWV NBIS", panes[i]);
        expect(home, words, 0, "");
        cJSON *root = parse(home->out);
        size_t rows = (size_t)cJSON_GetArraySize(root);
        assert_true(cJSON_IsArray(root) && rows > 0);
        const cJSON *row;
        cJSON_ArrayForEach(row, root) check_row(row, root->child);
        snprintf(words, sizeof words, "--demo --print=ndjson %s CRWV NBIS", panes[i]);
        expect(home, words, 0, "");
        size_t found = 0;
        for (char *line = strtok(home->out, "\n"); line != NULL; line = strtok(NULL, "\n"), found++) {
            cJSON *alone = parse(line);
            check_row(alone, root->child);
            cJSON_Delete(alone);
        }
        assert_in_range(found, rows, rows + 4); /* a minute may bring a rating */
        snprintf(words, sizeof words, "--demo --print=csv %s CRWV NBIS", panes[i]);
        expect(home, words, 0, "");
        assert_in_range(lines(home->out), rows + 1, rows + 5);
        assert_int_equal(strncmp(home->out, root->child->child->string, strlen(root->child->child->string)), 0);
        snprintf(words, sizeof words, "--demo --print %s CRWV NBIS", panes[i]);
        expect(home, words, 0, "");
        assert_true(lines(home->out) > rows);
        cJSON_Delete(root);
    }
}

static const cJSON *cell(const cJSON *row, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(row, name);
    if (found == NULL)
        fail_msg("no column \"%s\"", name);
    return found;
}

static void what_is_unknown_is_null(void **state)
{
    static const char *const absent[] = {"name",   "last",       "change", "change_percent",
                                         "volume", "market_cap", "as_of"};
    struct home *home = *state;
    expect(home, "--demo --print=json price CRWV NOSUCH", 0, "");
    cJSON *root = parse(home->out);
    assert_int_equal(cJSON_GetArraySize(root), 2);
    const cJSON *known = cJSON_GetArrayItem(root, 0), *unknown = cJSON_GetArrayItem(root, 1);
    assert_string_equal(cell(unknown, "symbol")->valuestring, "NOSUCH");
    assert_true(cJSON_IsTrue(cell(unknown, "not_found")));
    for (size_t i = 0; i < COUNT_OF(absent); i++) {
        assert_true(cJSON_IsNull(cell(unknown, absent[i])));
        assert_false(cJSON_IsNull(cell(known, absent[i])));
    }
    cJSON_Delete(root);
}

/* --- record, then replay --- */

static void same_cells(const cJSON *before, const cJSON *after, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (!cJSON_Compare(cell(before, names[i]), cell(after, names[i]), true))
            fail_msg("%s differs", names[i]);
}

static void a_recording_says_the_same(void **state)
{
    static const char *const columns[COUNT_OF(panes)][8] = {
        {"symbol", "last", "prior_close", "volume", "source", "as_of", NULL},
        {"symbol", "when", "firm", "move", "rating_to", "target_to", "source", NULL},
        {"symbol", "end", "receivables", "revenue", "dso_days", NULL},
        {"model", "usd_gpu_hour", "offers", "idle_gpus", "low_venue", NULL},
    };
    struct home *home = *state;
    char words[128];
    for (size_t i = 0; i < COUNT_OF(panes); i++) {
        snprintf(words, sizeof words, "--demo --record recording-%zu --print=json %s CRWV NBIS", i, panes[i]);
        expect(home, words, 0, "");
        cJSON *before = parse(home->out);
        snprintf(words, sizeof words, "--replay recording-%zu --print=json %s CRWV NBIS", i, panes[i]);
        expect(home, words, 0, "");
        cJSON *after = parse(home->out);
        assert_int_equal(cJSON_GetArraySize(after), cJSON_GetArraySize(before));
        const cJSON *row, *again = after->child;
        cJSON_ArrayForEach(row, before)
        {
            same_cells(row, again, columns[i]);
            again = again->next;
        }
        cJSON_Delete(before);
        cJSON_Delete(after);
    }
    char command[128];
    snprintf(command, sizeof command, "grep -rqF sim.Crumb '%s'/recording-*", home->folder);
    assert_int_not_equal(system(command), 0); /* the session's token is in no file */
}

/* Every exchange is set to that time, and another one to a minute later: there the replay begins. */
static void date_exchanges(const struct home *home, int64_t at)
{
    char command[512], date[MAIL_TIME_SIZE], later[MAIL_TIME_SIZE];
    mail_time_write(at, date);
    mail_time_write(at + 60, later);
    snprintf(command, sizeof command,
             "cd '%s/dated' && sed -i 's/Date: [^\t]* GMT/Date: %s/' index.tsv && "
             "printf 'GET\\thttps://h.example/\\t200\\ttext/plain\\tDate: %s\\tindex.tsv\\n' >>index.tsv",
             home->folder, date, later);
    assert_int_equal(system(command), 0);
}

/* Offers bear no date of their own: theirs is that of the exchange. */
static void a_replay_goes_on_from_the_time_of_the_recording(void **state)
{
    struct home *home = *state;
    int64_t at = (int64_t)time(NULL) - 600;
    expect(home, "--demo --record dated --print=json gpu", 0, "");
    date_exchanges(home, at);
    expect(home, "--replay dated --print=json gpu", 0, "");
    cJSON *root = parse(home->out);
    assert_in_range(cJSON_GetArraySize(root), 5, 50);
    const cJSON *row;
    cJSON_ArrayForEach(row, root)
    {
        if (!cJSON_IsNull(cell(row, "as_of")))
            assert_int_equal(date_parse_instant(cell(row, "as_of")->valuestring), at);
    }
    cJSON_Delete(root);
    expect(home, "--replay dated --print=table screen", 1, ""); /* the screen; only offers were recorded */
    struct date_time first = date_new_york(at + 60), then = date_new_york(at + 120);
    char words[2][16];
    snprintf(words[0], sizeof words[0], " %02d:%02d ET", first.hour, first.minute);
    snprintf(words[1], sizeof words[1], " %02d:%02d ET", then.hour, then.minute);
    if (strstr(home->out, words[0]) == NULL && strstr(home->out, words[1]) == NULL)
        fail_msg("neither%s nor%s in %.400s", words[0], words[1], home->out);
}

/* --- columns and positions --- */

static void write_settings(const struct home *home, const char *name, const char *text)
{
    char path[160];
    snprintf(path, sizeof path, "%s/config", home->folder);
    (void)mkdir(path, 0700); /* it may be there */
    snprintf(path, sizeof path, "%s/config/gputape", home->folder);
    (void)mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/config/gputape/%s", home->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool is_somewhere(const struct home *home, const char *words)
{
    char command[512];
    snprintf(command, sizeof command, "grep -rqaF '%s' '%s'/cache '%s'/data '%s'/state '%s'/recording-lots", words,
             home->folder, home->folder, home->folder, home->folder);
    return system(command) == 0;
}

static void columns_are_typed(void **state)
{
    struct home *home = *state;
    expect(home, "--demo --print=json --columns 'sym name last upside target' price CRWV", 0, "");
    cJSON *root = parse(home->out);
    assert_string_equal(cell(root->child, "sym")->valuestring, "CRWV");
    assert_true(cJSON_IsString(cell(root->child, "name")) && cJSON_IsNumber(cell(root->child, "last")));
    assert_int_equal(cJSON_GetArraySize(root->child), 5);
    cJSON_Delete(root);
    expect(home, "--demo --print --columns 'sym lasst' price", 2, "did you mean last");
    expect(home, "--demo --print --columns sym gpu", 2, "--columns is for --print price");
    write_settings(home, "gputape.conf", "[price]\ncolumns = sym vol\n");
    expect(home, "--demo --print=csv price CRWV", 0, ""); /* those of the configuration */
    assert_int_equal(strncmp(home->out, "sym,vol", 7), 0);
    expect(home, "--demo --print=csv --columns default price CRWV", 0, "");
    assert_int_equal(strncmp(home->out, "symbol,name,", 12), 0);
    write_settings(home, "gputape.conf", "[price]\n\ncolumns = sym volumen\n");
    expect(home, "--check-config", 2, "gputape.conf:3: columns \"volumen\" is no column");
    write_settings(home, "gputape.conf", "[screen]\n\ntheme = drak\n");
    expect(home, "--check-config", 2, "gputape.conf:3: theme \"drak\" is no theme; did you mean \"dark\"?");
}

static void positions_are_nobodys_business(void **state)
{
    struct home *home = *state;
    write_settings(home, "gputape.conf", "[positions]\nfile = lots\n[log]\nlevel = debug\n");
    write_settings(home, "lots", "CRWV 1234567 77.125\nASML.AS 7654321 88.375 EUR 2025-01-02\nNVDA many 3\n");
    expect(home, "--check-config", 2, "lots:3: the quantity must be a number");
    expect(home, "--demo --record recording-lots --print=json --columns 'sym qty value p/l weight' price", 0,
           "lots:3: the quantity must be a number");
    cJSON *root = parse(home->out);
    size_t held = 0;
    for (const cJSON *row = root->child; row != NULL; row = row->next) {
        bool has = !cJSON_IsNull(cell(row, "qty"));
        held += has;
        assert_int_equal(has, !cJSON_IsNull(cell(row, "value"))); /* a rate was there for the euros, too */
        assert_int_equal(has, !cJSON_IsNull(cell(row, "p/l")));
    }
    assert_int_equal(held, 2);
    cJSON_Delete(root);
    assert_true(is_somewhere(home, "ASML.AS")); /* it was asked for */
    assert_false(is_somewhere(home, "1234567") || is_somewhere(home, "7654321") || is_somewhere(home, "77.125") ||
                 is_somewhere(home, "88.375"));
}

/* --- exit statuses --- */

static void zero_is_fresh(void **state)
{
    expect(*state, "--demo --once", 0, "");
    expect(*state, "--demo --print price CRWV", 0, "");
    expect(*state, "--demo --scenario yahoo-down --print=csv price NBIS", 0, ""); /* CNBC speaks */
}

static void one_is_partial(void **state)
{
    struct home *home = *state;
    expect(home, "--demo --print=json price CRWV", 0, "");
    expect(home, "--demo --scenario rate-limited --print=json price CRWV AMD", 1, "not every source answered");
    cJSON *root = parse(home->out); /* what is known is printed all the same */
    assert_string_equal(cell(root->child, "symbol")->valuestring, "CRWV");
    assert_false(cJSON_IsNull(cell(root->child, "last")));
    cJSON_Delete(root);
    expect(home, "--demo --scenario rate-limited --once", 1, "not every source answered");
}

static void two_is_a_wrong_call(void **state)
{
    struct home *home = *state;
    expect(home, "--nonsense", 2, "unknown option --nonsense");
    expect(home, "--print=xml price", 2, "table, json, csv and ndjson");
    expect(home, "--demo --print prize", 2, "there is no pane \"prize\"");
    expect(home, "--demo --print price 'a b'", 2, "is not a symbol");
    expect(home, "--demo --scenario nonsense --once", 2, "there is no scenario \"nonsense\"");
    expect(home, "--replay nowhere --once", 2, "nowhere/index.tsv");
    expect(home, "--demo --config missing.conf --once", 2, "missing.conf");
    assert_string_equal(home->out, "");
}

static void three_is_nothing_to_show(void **state)
{
    struct home *home = *state;
    expect(home, "--demo --scenario rate-limited --print=json price CRWV", 3, "not every source answered");
    cJSON *root = parse(home->out);
    assert_int_equal(cJSON_GetArraySize(root), 0);
    cJSON_Delete(root);
    expect(home, "--offline --print=json price CRWV", 3, "--offline");
    if (access("/dev/full", W_OK) == 0)
        expect(home, "--demo --print=json gpu >/dev/full", 3, "could not be written whole");
}

int main(void)
{
    date_use_new_york();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_pane_prints_in_every_format, make, drop),
        cmocka_unit_test_setup_teardown(what_is_unknown_is_null, make, drop),
        cmocka_unit_test_setup_teardown(a_recording_says_the_same, make, drop),
        cmocka_unit_test_setup_teardown(a_replay_goes_on_from_the_time_of_the_recording, make, drop),
        cmocka_unit_test_setup_teardown(columns_are_typed, make, drop),
        cmocka_unit_test_setup_teardown(positions_are_nobodys_business, make, drop),
        cmocka_unit_test_setup_teardown(zero_is_fresh, make, drop),
        cmocka_unit_test_setup_teardown(one_is_partial, make, drop),
        cmocka_unit_test_setup_teardown(two_is_a_wrong_call, make, drop),
        cmocka_unit_test_setup_teardown(three_is_nothing_to_show, make, drop),
    };
    return cmocka_run_group_tests_name("print", tests, NULL, NULL);
}
