/* SPDX-License-Identifier: MIT
 * The four panes as they are, cell by cell: tests/golden/panes/NAME.txt holds every case with its roles.
 * GPUTAPE_GOLDEN=write writes the files anew; read the difference before you commit it. */
#include "config.h"

#include "pane_fixture.h"
#include "panes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GOLDEN_LIMIT (4u << 20)

static const struct {
    const char *name;
    enum fixture_state state;
    int rows, columns;
    bool ascii, line, detail, unfocused;
} cases[] = {
    {"normal", FIXTURE_NORMAL, 24, 80, false, false, false, false},
    {"line chart", FIXTURE_NORMAL, 24, 80, false, true, false, false},
    {"without the focus", FIXTURE_NORMAL, 14, 60, false, false, false, true},
    {"detail", FIXTURE_NORMAL, 30, 80, false, false, true, false},
    {"empty", FIXTURE_EMPTY, 14, 60, false, false, false, false},
    {"loading", FIXTURE_LOADING, 14, 60, false, false, false, false},
    {"refreshing", FIXTURE_REFRESHING, 14, 60, false, false, false, false},
    {"stale", FIXTURE_STALE, 14, 60, false, false, false, false},
    {"failed", FIXTURE_FAILED, 14, 60, false, false, false, false},
    {"failed with nothing to show", FIXTURE_FAILED_BARE, 14, 60, false, false, false, false},
    {"needs a key or a setting", FIXTURE_NEEDS, 14, 60, false, false, false, false},
    {"switched off", FIXTURE_OFF, 14, 60, false, false, false, false},
    {"tiny", FIXTURE_NORMAL, 6, 20, false, false, false, false},
    {"wide", FIXTURE_NORMAL, 40, 100, false, false, false, false},
    {"very wide", FIXTURE_NORMAL, 20, 200, false, false, false, false},
    {"ASCII", FIXTURE_NORMAL, 24, 80, true, false, false, false},
};

static void append_case(struct buffer *buffer, const struct pane *pane, size_t index)
{
    struct fixture fixture;
    struct canvas canvas;
    fixture_init(&fixture, cases[index].state);
    fixture.view.chart = cases[index].line ? CHART_LINE : CHART_CANDLES;
    fixture.view.focused = !cases[index].unfocused;
    fixture.state.detail = cases[index].detail;
    canvas_init(&canvas, cases[index].rows, cases[index].columns);
    canvas.ascii = cases[index].ascii;
    pane->draw(&canvas, (struct rect){0, 0, canvas.rows, canvas.columns}, &fixture.view);
    assert_true(buffer_printf(buffer, "=== %s, %d x %d\n", cases[index].name, canvas.rows, canvas.columns));
    assert_true(canvas_roles_to_text(&canvas, buffer));
    canvas_clear(&canvas);
    fixture_clear(&fixture);
}

static void golden_path(const struct pane *pane, char *path, size_t size)
{
    const char *folder = getenv("GPUTAPE_SOURCE_FOLDER");
    snprintf(path, size, "%s/tests/golden/panes/%s.txt", folder ? folder : ".", pane->name);
}

static void write_file(const char *path, const struct buffer *buffer)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(buffer->data, 1, buffer->length, file), buffer->length);
    assert_int_equal(fclose(file), 0);
}

static void read_file(const char *path, struct buffer *buffer)
{
    char part[4096];
    size_t length;
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail_msg("%s is missing", path);
        return;
    }
    while ((length = fread(part, 1, sizeof part, file)) > 0) {
        assert_true(buffer_append(buffer, part, length));
    }
    assert_int_equal(fclose(file), 0);
}

/* The first line that differs, with the case it belongs to. */
static void expect_equal(const char *drawn, const char *golden, const char *path)
{
    const char *heading = drawn;
    while (*drawn || *golden) {
        size_t length = strcspn(drawn, "\n"), wanted = strcspn(golden, "\n");
        heading = strncmp(drawn, "===", 3) == 0 ? drawn : heading;
        if (length != wanted || strncmp(drawn, golden, length) != 0) {
            fail_msg("%s\n%.*s\nis     %.*s\nshould %.*s", path, (int)strcspn(heading, "\n"), heading, (int)length,
                     drawn, (int)wanted, golden);
        }
        drawn += length + (drawn[length] != '\0');
        golden += wanted + (golden[wanted] != '\0');
    }
}

static void check_pane(const struct pane *pane)
{
    struct buffer drawn, golden;
    char path[1024];
    buffer_init(&drawn, GOLDEN_LIMIT);
    buffer_init(&golden, GOLDEN_LIMIT);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        append_case(&drawn, pane, i);
    }
    golden_path(pane, path, sizeof path);
    if (getenv("GPUTAPE_GOLDEN")) {
        write_file(path, &drawn);
    } else {
        read_file(path, &golden);
        expect_equal(buffer_text(&drawn), buffer_text(&golden), path);
    }
    buffer_clear(&drawn);
    buffer_clear(&golden);
}

static void test_price(void **state)
{
    (void)state;
    check_pane(&price_pane);
}

static void test_ratings(void **state)
{
    (void)state;
    check_pane(&ratings_pane);
}

static void test_receivables(void **state)
{
    (void)state;
    check_pane(&receivables_pane);
}

static void test_gpu(void **state)
{
    (void)state;
    check_pane(&gpu_pane);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_price),
        cmocka_unit_test(test_ratings),
        cmocka_unit_test(test_receivables),
        cmocka_unit_test(test_gpu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
