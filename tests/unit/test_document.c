/* SPDX-License-Identifier: MIT
 * Subjects of documents, stored lines, and what a reader jumps to. */
#include "config.h"

#include "model/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static void a_subject_is_a_place_in_the_archive(void **state)
{
    (void)state;
    char subject[SUBJECT_SIZE], index[SUBJECT_SIZE], accession[ACCESSION_SIZE], address[200];
    assert_true(document_subject(subject, 1769628, "0001769628-25-000014", "crwv-20250331.htm"));
    assert_string_equal(subject, "1769628/000176962825000014/crwv-20250331.htm");
    assert_string_equal(document_name(subject), "crwv-20250331.htm");
    document_accession(subject, accession);
    assert_string_equal(accession, "0001769628-25-000014");
    document_address(subject, address, sizeof address);
    assert_string_equal(address,
                        "https://www.sec.gov/Archives/edgar/data/1769628/000176962825000014/crwv-20250331.htm");
    assert_true(document_index_subject(index, subject));
    assert_string_equal(index, "1769628/000176962825000014/0001769628-25-000014-index.htm");
    assert_true(document_is_index(index));
    assert_false(document_is_index(subject));
    assert_true(document_subject(subject, 1, "0001769628-25-000014", "xslF345X05/wk-form4_17.xml"));
}

static void what_is_no_place_in_the_archive_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"",     "../x.htm", "a/b/c.htm", "a.htm?x=1", "a b.htm",
                                        "/a.h", "a..htm",   "x/",        "a\nb",      ".hidden"};
    char subject[SUBJECT_SIZE];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_false(document_subject(subject, 1, "0001769628-25-000014", names[i]));
        assert_string_equal(subject, "");
    }
    assert_false(document_subject(subject, 0, "0001769628-25-000014", "a.htm"));
    assert_false(document_subject(subject, 1, "0001769628-25", "a.htm"));
    char longer[SUBJECT_SIZE + 8];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_false(document_subject(subject, 1, "0001769628-25-000014", longer));
    static const char *const subjects[] = {"", "x", "1/2/3", "1/000176962825000014/",
                                           "12345678901/000176962825000014/a"};
    for (size_t i = 0; i < COUNT_OF(subjects); i++)
        assert_false(document_subject_is_valid(subjects[i]));
}

static struct document_line line_of(const char *stored, struct arena *arena)
{
    struct document document;
    document_read(&document, stored, strlen(stored), arena);
    assert_int_equal(document.count, 1);
    return document.lines[0];
}

static void headings_are_items_and_contents_are_not(void **state)
{
    (void)state;
    static const struct {
        const char *stored;
        bool item;
    } lines[] = {
        {"pItem 1.01 Entry into a Material Definitive Agreement", true},
        {"pITEM 7A. QUANTITATIVE AND QUALITATIVE DISCLOSURES", true},
        {"pItem 2.02", true},
        {"p  Item 1. Financial Statements", true},
        {"tItem 9B.  Other Information", true},
        {"pPART I \xe2\x80\x94 FINANCIAL INFORMATION", true},
        {"pPart IV", true},
        {"pNote 2 - Revenue", true},
        {"pSIGNATURES", true},
        {"pExhibit 99.1", true},
        {"tItem 1.   Financial Statements                 1", false},
        {"tPart II  Other                              22", false},
        {"pItems such as these", false},
        {"pItemized 3 things", false},
        {"pPartly cloudy", false},
        {"pNotes to the statements", false},
        {"pItem 1A of our report", true},
        {"p", false},
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct arena arena;
        arena_init(&arena);
        if (line_of(lines[i].stored, &arena).item != lines[i].item)
            fail_msg("%s", lines[i].stored);
        arena_clear(&arena);
    }
}

static void mentions_are_words_about_who_owes(void **state)
{
    (void)state;
    size_t length = 0;
    const char *text = "The Customers owe; accounts RECEIVABLE, net";
    const char *first = document_mention(text, &length);
    assert_ptr_equal(first, text + 4);
    assert_int_equal(length, 8);
    assert_ptr_equal(document_mention(first + length, &length), strstr(text, "RECEIV"));
    assert_null(document_mention("unreceivable and precommitment", &length)); /* in the middle of another word */
    assert_non_null(document_mention("a concentration", &length));
    assert_non_null(document_mention("commitments", &length));
    assert_null(document_mention("", &length));
}

static void stored_lines_are_read_and_never_trusted(void **state)
{
    (void)state;
    static const char stored[] = "pOne customer\n"
                                 "tRevenue     12  34\n"
                                 "p\n"
                                 "tEX-99.1\x1f"
                                 "1/000176962825000014/ex.htm\n"
                                 "tbad\x1f../../etc/passwd\n"
                                 "pre\033[31md \xe2\x80\xae\xff\n"
                                 "plast without an end";
    struct document document;
    struct arena arena;
    arena_init(&arena);
    document_read(&document, stored, sizeof stored - 1, &arena);
    assert_int_equal(document.count, 7);
    assert_int_equal(document.mentions, 1);
    assert_int_equal(document.links, 1);
    assert_string_equal(document.lines[1].text, "Revenue     12  34");
    assert_true(document.lines[1].fixed);
    assert_false(document.lines[0].fixed);
    assert_string_equal(document.lines[2].text, "");
    assert_string_equal(document.lines[3].link, "1/000176962825000014/ex.htm");
    assert_null(document.lines[4].link);
    assert_string_equal(document.lines[5].text, "re [31md \xef\xbf\xbd");
    assert_string_equal(document.lines[6].text, "last without an end");
    document_read(&document, "", 0, &arena);
    assert_int_equal(document.count, 0);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subject_is_a_place_in_the_archive),
        cmocka_unit_test(what_is_no_place_in_the_archive_is_refused),
        cmocka_unit_test(headings_are_items_and_contents_are_not),
        cmocka_unit_test(mentions_are_words_about_who_owes),
        cmocka_unit_test(stored_lines_are_read_and_never_trusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
