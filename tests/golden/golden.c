/* SPDX-License-Identifier: MIT
 * Writing and comparing goldens. */
#include "config.h"

#include "golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GOLDEN_LIMIT (4U << 20)

void golden_begin(struct golden *golden, const char *name)
{
    const char *source = getenv("GPUTAPE_SOURCE_FOLDER");
    snprintf(golden->path, sizeof golden->path, "%s/tests/golden/%s.txt", source != NULL ? source : ".", name);
    buffer_init(&golden->actual, GOLDEN_LIMIT);
}

/* Roles without the plain text at the ends of their lines, which says nothing. */
static void add_roles(struct golden *golden, const struct canvas *canvas)
{
    for (int row = 0; row < canvas->rows; row++) {
        const struct cell *cells = &canvas->cells[row * canvas->columns];
        int columns = canvas->columns;
        while (columns > 0 && cells[columns - 1].role == ROLE_TEXT)
            columns--;
        for (int i = 0; i < columns; i++) {
            char letter = role_letter((enum role)cells[i].role);
            assert_true(buffer_append(&golden->actual, &letter, 1));
        }
        assert_true(buffer_append_text(&golden->actual, "\n"));
    }
}

void golden_add(struct golden *golden, const char *title, const struct canvas *canvas)
{
    assert_true(buffer_printf(&golden->actual, "=== %s, %dx%d\n", title, canvas->columns, canvas->rows));
    assert_true(canvas_to_text(canvas, &golden->actual));
    assert_true(buffer_printf(&golden->actual, "--- roles\n"));
    add_roles(golden, canvas);
}

static void write_file(const struct golden *golden)
{
    FILE *file = fopen(golden->path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(golden->actual.data, 1, golden->actual.length, file), golden->actual.length);
    assert_int_equal(fclose(file), 0);
}

static void read_file(const struct golden *golden, struct buffer *expected)
{
    char block[4096];
    size_t length;
    FILE *file = fopen(golden->path, "r");
    if (file == NULL)
        fail_msg("%s cannot be read: make update-goldens writes it", golden->path);
    buffer_init(expected, GOLDEN_LIMIT);
    while ((length = fread(block, 1, sizeof block, file)) > 0)
        assert_true(buffer_append(expected, block, length));
    fclose(file);
}

struct lines {
    const char *at;
    char line[2048];
    char title[256];
    unsigned number;
};

static bool next_line(struct lines *lines)
{
    size_t length = strcspn(lines->at, "\n");
    if (lines->at[0] == '\0')
        return false;
    snprintf(lines->line, sizeof lines->line, "%.*s", (int)length, lines->at);
    if (strncmp(lines->line, "=== ", 4) == 0)
        snprintf(lines->title, sizeof lines->title, "%.250s", lines->line);
    lines->at += length + (lines->at[length] == '\n');
    lines->number++;
    return true;
}

static void compare(const struct golden *golden, const char *expected)
{
    struct lines want = {.at = expected};
    struct lines have = {.at = buffer_text(&golden->actual)};
    for (;;) {
        bool more_wanted = next_line(&want);
        bool more_had = next_line(&have);
        if (!more_wanted && !more_had)
            return;
        if (!more_wanted || !more_had || strcmp(want.line, have.line) != 0)
            fail_msg("%s:%u: %s\nexpected: %s\nactual:   %s", golden->path, want.number, have.title,
                     more_wanted ? want.line : "(the end)", more_had ? have.line : "(the end)");
    }
}

void golden_end(struct golden *golden)
{
    struct buffer expected;
    if (getenv("GPUTAPE_UPDATE_GOLDENS") != NULL) {
        write_file(golden);
    } else {
        read_file(golden, &expected);
        compare(golden, buffer_text(&expected));
        buffer_clear(&expected);
    }
    buffer_clear(&golden->actual);
}
