/* SPDX-License-Identifier: MIT
 * The reader of configuration and theme files. */
#include "config.h"

#include "config/ini.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define MEGABYTE (1024 * 1024)

struct heard {
    char text[4096];
    size_t used;
    unsigned entries, refuse_from;
};

static void note(struct heard *heard, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void note(struct heard *heard, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(heard->text + heard->used, sizeof heard->text - heard->used, format, arguments);
    va_end(arguments);
    if (length > 0 && (size_t)length < sizeof heard->text - heard->used)
        heard->used += (size_t)length;
}

static bool hear_entry(void *context, const char *section, const char *name, const char *value, unsigned line)
{
    struct heard *heard = context;
    heard->entries++;
    note(heard, "%u [%s] %s=%s\n", line, section, name, value);
    return heard->refuse_from == 0 || heard->entries < heard->refuse_from;
}

static void hear_fault(void *context, unsigned line, const char *message)
{
    note(context, "%u fault %.12s\n", line, message);
}

static unsigned read_text(const char *text, struct heard *heard)
{
    memset(heard, 0, sizeof *heard);
    return ini_read_text(text, hear_entry, hear_fault, heard);
}

static void entries_come_with_section_and_line(void **state)
{
    struct heard heard;
    (void)state;
    assert_int_equal(
        read_text("# comment\n[screen]\n\ntheme = dark ; so\n; comment\nmouse: yes\r\n[sec]\ncontact=A b@c\n"
                  "colour = #aabbcc on default\nempty =",
                  &heard),
        0);
    assert_string_equal(heard.text, "4 [screen] theme=dark\n6 [screen] mouse=yes\n8 [sec] contact=A b@c\n"
                                    "9 [sec] colour=#aabbcc on default\n10 [sec] empty=\n");
}

static void a_value_continues_on_indented_lines(void **state)
{
    struct heard heard;
    (void)state;
    assert_int_equal(read_text("[w]\na = 1 ; x\n  2 ; y\n# between\n\t3\n[v]\n  b = 4\n", &heard), 0);
    assert_string_equal(heard.text, "2 [w] a=1\n3 [w] a=2\n5 [w] a=3\n7 [v] b=4\n");
}

static void every_faulty_line_is_told(void **state)
{
    struct heard heard;
    (void)state;
    assert_int_equal(read_text("a = 1\nnonsense\n[open\nb = 2\n= 3\nmore nonsense", &heard), 4);
    assert_string_equal(heard.text, "1 [] a=1\n2 fault this is no \"\n3 fault this is no \"\n4 [] b=2\n"
                                    "5 fault a name is mi\n6 fault this is no \"\n");
}

static void the_continuation_of_a_fault_belongs_to_no_entry(void **state)
{
    struct heard heard;
    (void)state;
    assert_int_equal(read_text("a = 1\nnonsense\n  2\n\n  3\nb = 4\n  5\n", &heard), 1);
    assert_string_equal(heard.text, "1 [] a=1\n2 fault this is no \"\n6 [] b=4\n7 [] b=5\n");
}

static void a_line_that_is_too_long_is_told_not_cut(void **state)
{
    struct heard heard;
    char text[700];
    (void)state;
    memset(text, 'x', sizeof text);
    memcpy(text, "a = ", 4);
    memcpy(text + 600, "\n  rest\nb = 2\n", 15);
    assert_int_equal(read_text(text, &heard), 1);
    assert_string_equal(heard.text, "1 fault the line is \n3 [] b=2\n");
}

static void refused_entries_count_as_faults(void **state)
{
    struct heard heard = {.refuse_from = 2};
    (void)state;
    assert_int_equal(ini_read_text("a=1\nb=2\nc=3\n", hear_entry, hear_fault, &heard), 2);
    assert_int_equal(heard.entries, 3);
}

static void values_are_clean_text(void **state)
{
    struct heard heard;
    (void)state;
    assert_int_equal(read_text("\xef\xbb\xbf[a\x1b]\nname = x\x1b[31m\x07y \xe2\x80\xae z \xff\n", &heard), 0);
    assert_string_equal(heard.text, "2 [a] name=x [31m y z \xef\xbf\xbd\n");
}

static void text_beyond_a_megabyte_is_refused(void **state)
{
    struct heard heard;
    char *text = memory_new(MEGABYTE + 2, 1);
    (void)state;
    memset(text, '\n', MEGABYTE);
    assert_int_equal(read_text(text, &heard), 0);
    text[MEGABYTE] = '\n';
    assert_int_equal(read_text(text, &heard), 1);
    free(text);
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void files_are_read_or_the_reason_is_told(void **state)
{
    struct heard heard = {0};
    struct error err = {0};
    unsigned faults = 9;
    char folder[] = "/tmp/gputape-ini-XXXXXX", path[64];
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/file", folder);
    assert_false(ini_read_file(path, hear_entry, hear_fault, &heard, &faults, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    assert_false(ini_read_file(folder, hear_entry, hear_fault, &heard, &faults, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    write_file(path, "a=1\0b", 5);
    assert_false(ini_read_file(path, hear_entry, hear_fault, &heard, &faults, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    assert_int_equal(heard.entries, 0);
    write_file(path, "a=1\nb\n", 6);
    assert_true(ini_read_file(path, hear_entry, hear_fault, &heard, &faults, &err));
    assert_int_equal(faults, 1);
    assert_int_equal(heard.entries, 1);
    unlink(path);
    rmdir(folder);
}

static void garbage_is_survived(void **state)
{
    struct heard heard;
    char text[512];
    unsigned seed = 12345;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof text - 1; i++) {
            seed = seed * 1103515245U + 12345U;
            text[i] = "[]=:;# \t\n\r\x1b\xff"
                      "ab"[(seed >> 16) % 14];
        }
        text[sizeof text - 1] = '\0';
        (void)read_text(text, &heard);
        assert_null(strchr(heard.text, '\x1b'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_with_section_and_line),
        cmocka_unit_test(a_value_continues_on_indented_lines),
        cmocka_unit_test(every_faulty_line_is_told),
        cmocka_unit_test(the_continuation_of_a_fault_belongs_to_no_entry),
        cmocka_unit_test(a_line_that_is_too_long_is_told_not_cut),
        cmocka_unit_test(refused_entries_count_as_faults),
        cmocka_unit_test(values_are_clean_text),
        cmocka_unit_test(text_beyond_a_megabyte_is_refused),
        cmocka_unit_test(files_are_read_or_the_reason_is_told),
        cmocka_unit_test(garbage_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
