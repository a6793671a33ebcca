/* SPDX-License-Identifier: MIT
 * Every key of the program's own table, on a terminal: what it does must be seen. An action without a row here
 * fails the test. */
#include "config.h"

#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ESC         "\033"
#define ACTION_SIZE 24

/* Text stands on the screen; "!text" does not; "*text": the row that it stands in has changed. */
struct effect {
    const char *action;
    const char *before, *ready; /* keys, and what they show; "" none */
    const char *shown;          /* by the key itself; NULL: another test presses it */
    const char *back;           /* keys to where it all began */
};

/* On the four panes of the demonstration: CRWV is selected, the prices have the focus. */
static const struct effect effects[] = {
    {"help", "", "", "╔Keys ", ESC},
    {"next-pane", "", "", "╔2 Analyst", "1"},
    {"previous-pane", "", "", "╔4 GPU", "1"},
    {"pane-1", "2", "╔2 Analyst", "╔1 Price", ""},
    {"pane-2", "", "", "╔2 Analyst", "1"},
    {"pane-3", "", "", "╔3 Receivables", "1"},
    {"pane-4", "", "", "╔4 GPU", "1"},
    {"drivers", "", "", "╔5 Drivers", "d"},
    {"zoom", "", "", "!GPU shortage", "z"},
    {"down", "", "", "▸NBIS", "k"},
    {"up", "j", "▸NBIS", "▸CRWV", ""},
    {"page-down", "", "", "▸WULF", "g"},
    {"page-up", "G", "▸WULF", "▸CRWV", ""},
    {"half-down", "", "", "!▸CRWV", "g"},
    {"half-up", "G", "▸WULF", "!▸WULF", "g"},
    {"first", "G", "▸WULF", "▸CRWV", ""},
    {"last", "", "", "▸WULF", "g"},
    {"left", "l", "! LAST ", " LAST ", ""},
    {"right", "", "", "! LAST ", "h"},
    {"detail", "", "", "prior close", ESC},
    {"back", "\r", "prior close", "!prior close", ""},
    {"filter", "", "", "\n/", ESC},
    {"find-next", "/n\r", "", "▸NBIS", "g" ESC},
    {"find-previous", "/n\r", "", "▸WULF", "g" ESC},
    {"command", "", "", "\n:", ESC},
    {"sort", "", "", "SYM▲", ":sort default\r"},
    {"reverse", "s", "SYM▲", "SYM▼", ":sort default\r"},
    {"range-longer", "", "", "[3m]", "T"},
    {"range-shorter", "", "", "[5d]", "t"},
    {"chart-kind", "", "", "1h bars", "ccc"},
    {"overlays", "", "", "!sma50 volume", "v"},
    {"view", "2", "╔2 Analyst ratings ══", "╔2 Analyst ratings: Headlines", "W1"},
    {"previous-view", "2", "╔2 Analyst ratings ══", "╔2 Analyst ratings: Net upgrades", "w1"},
    {"next-group", "", "", "Hyperscalers▾", "["},
    {"previous-group", "]", "Hyperscalers▾", "Neoclouds▾", ""},
    {"add-symbol", "", "", "add a symbol to", ESC},
    {"refresh", "", "", "asking for Price", ""},
    {"refresh-all", "", "", "asking for everything", ""},
    {"pause", "", "", "= paused", "p"},
    {"events", "", "", "╔Events ", ESC},
    {"alerts", "", "", "╔Alerts ", ESC},
    {"log", "", "", "╔Log ", ESC},
    {"provenance", "", "", "╔Source, time and age ", ESC},
    {"copy", "", "", "copied: ", ""},
    {"theme", "", "", "╔Themes ", ESC},
    {"reload", "", "", "configuration read: ", ""},
    {"move-up", "j", "▸NBIS", "Neoclouds▾ NBIS CRWV", "Jk"},
    {"move-down", "", "", "Neoclouds▾ NBIS CRWV", "K"},
    {"cursor-older", "", "", "!ytd", ESC},
    {"cursor-newer", ",", "!ytd", "ytd", ""},
    {"chart-closer", "", "", "*ytd", ESC},
    {"chart-wider", "=", "", "*ytd", ESC},
    {"chart-older", "=", "", "*ytd", ESC},
    {"chart-newer", "=<", "", "*ytd", ESC},
    {"remove-symbol", "G", "▸WULF", "!CIFR WULF", ""},
    {"repaint", NULL, NULL, NULL, NULL},
    {"suspend", NULL, NULL, NULL, NULL},
    {"quit", NULL, NULL, NULL, NULL},
};
/* In a filing that is read, at its beginning. */
static const struct effect filing_effects[] = {
    {"next-item", "", "", "!UNITED STATES", "g"},    {"previous-item", "G", "SIGNATURES", "!SIGNATURES", "g"},
    {"next-mention", "", "", "!UNITED STATES", "g"}, {"previous-mention", "G", "SIGNATURES", "!SIGNATURES", "g"},
    {"documents", "", "", "documents of the", ESC},
};
#define ITEMS(array) (sizeof(array) / sizeof(array)[0])

static const struct effect *effect_in(const struct effect *list, size_t count, const char *action)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].action, action) == 0)
            return &list[i];
    return NULL;
}

/* --- expectations --- */

/* A lone Esc is known for one by what does not follow it. */
static void send_keys(struct pty *pty, const char *keys)
{
    while (*keys != '\0') {
        char part[64];
        size_t length = strcspn(keys, ESC);
        length += keys[length] != '\0';
        snprintf(part, sizeof part, "%.*s", (int)length, keys);
        pty_send(pty, part);
        expect_alive(pty);
        keys += length;
    }
}

static void row_with(struct pty *pty, const char *text, char *row, size_t size)
{
    const char *screen = pty_screen(pty), *found = strstr(screen, text);
    row[0] = '\0';
    if (found == NULL)
        return;
    while (found > screen && found[-1] != '\n')
        found--;
    snprintf(row, size, "%.*s", (int)strcspn(found, "\n"), found);
}

struct changing {
    const char *text;
    char row[1024];
};

static bool has_changed(struct pty *pty, void *context)
{
    const struct changing *changing = context;
    char row[sizeof changing->row];
    row_with(pty, changing->text, row, sizeof row);
    return row[0] != '\0' && strcmp(row, changing->row) != 0;
}

static void expect_state(struct pty *pty, const char *text, bool holds)
{
    bool absent = text[0] == '!';
    if (absent == holds)
        expect_no_text(pty, text + absent);
    else
        expect_text(pty, text + absent);
}

static void press(struct pty *pty, const struct effect *effect, const char *key)
{
    struct changing changing = {.text = effect->shown + 1};
    bool of_row = effect->shown[0] == '*';
    send_keys(pty, effect->before);
    if (effect->ready[0] != '\0')
        expect_state(pty, effect->ready, true);
    if (of_row)
        row_with(pty, changing.text, changing.row, sizeof changing.row);
    else
        expect_state(pty, effect->shown, false);
    pty_send(pty, key);
    if (!of_row)
        expect_state(pty, effect->shown, true);
    else if (!pty_wait(pty, has_changed, &changing))
        fail_msg("%s: nothing has changed in: %s", effect->action, changing.row);
    expect_alive(pty);
    send_keys(pty, effect->back);
}

/* --- the table --- */

/* Presses the keys of one row of --list-actions ("down   j Down   next row") that have their effect in that list.
 */
static size_t press_row(struct pty *pty, const char *row, const struct effect *list, size_t count)
{
    char action[ACTION_SIZE], keys[32], *rest = NULL;
    size_t pressed = 0;
    snprintf(action, sizeof action, "%.*s", (int)strcspn(row, " "), row);
    snprintf(keys, sizeof keys, "%.14s", row + 19); /* name, keys, help stand in columns */
    const struct effect *effect = effect_in(list, count, action);
    for (char *key = strtok_r(keys, " ", &rest); key != NULL; key = strtok_r(NULL, " ", &rest)) {
        if (key_bytes(key) == NULL)
            fail_msg("%s: what does the key %s send?", action, key);
        if (effect == NULL || effect->shown == NULL)
            continue;
        print_message("%s: %s\n", action, key);
        press(pty, effect, key_bytes(key));
        pressed++;
    }
    return pressed;
}

/* In the order of the effects: what leaves something behind stands last. */
static size_t press_all(struct world *world, struct pty *pty, const struct effect *list, size_t count)
{
    struct start names = {.arguments = {"--list-actions"}};
    struct outcome actions;
    size_t pressed = 0;
    world_run(world, &names, &actions);
    for (size_t i = 0; i < count; i++) {
        char line[ACTION_SIZE + 2];
        snprintf(line, sizeof line, "\n%s ", list[i].action);
        const char *row = strstr(actions.text, line);
        if (row == NULL && strncmp(actions.text, line + 1, strlen(line + 1)) != 0)
            fail_msg("there is no action %s", list[i].action);
        pressed += press_row(pty, row != NULL ? row + 1 : actions.text, list, count);
    }
    return pressed;
}

static void test_every_action_has_its_effect_here(void **state)
{
    struct start names = {.arguments = {"--list-actions"}};
    struct outcome actions;
    char *rest = NULL;
    size_t known = 0;
    world_run(*state, &names, &actions);
    for (char *row = strtok_r(actions.text, "\n", &rest); row != NULL; row = strtok_r(NULL, "\n", &rest), known++) {
        row[strcspn(row, " ")] = '\0';
        if (effect_in(effects, ITEMS(effects), row) == NULL &&
            effect_in(filing_effects, ITEMS(filing_effects), row) == NULL)
            fail_msg("what %s does is not tested", row);
    }
    assert_int_equal(known, ITEMS(effects) + ITEMS(filing_effects));
}

static void test_every_key_of_the_table(void **state)
{
    struct pty *pty = world_demo(*state, 45, 160);
    expect_text(pty, "sma50 volume"); /* the chart's bars have come */
    assert_true(press_all(*state, pty, effects, ITEMS(effects)) > 60);
    size_t before = repaints(pty);
    pty_send(pty, key_bytes("Ctrl-L"));
    expect_repaint(pty, before);
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

static void test_every_key_of_a_filing(void **state)
{
    struct pty *pty = world_demo(*state, 45, 160);
    pty_send(pty, "3w");
    expect_text(pty, "▸10-Q");
    pty_send(pty, "\r");
    expect_text(pty, "UNITED STATES");
    assert_int_equal(press_all(*state, pty, filing_effects, ITEMS(filing_effects)), ITEMS(filing_effects));
    pty_send(pty, "q");
    expect_end(*state, pty, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, world_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_action_has_its_effect_here),
        TEST(test_every_key_of_the_table),
        TEST(test_every_key_of_a_filing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
