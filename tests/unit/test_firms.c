/* SPDX-License-Identifier: MIT
 * Names of houses. */
#include "config.h"

#include "model/firms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void one_house_many_names(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"B of A Securities", "BofA"},
        {"B of A Securities", "Bank of America"},
        {"B OF A GLBL RES", "BofA Securities, Inc."},
        {"BAML GLBL RES", "Bank of America Corp."},
        {"Keybanc", "KEYBANC CAP MKT"},
        {"Keybanc", "KeyBanc Capital Markets"},
        {"KeyCorp", "Keybanc"},
        {"JP Morgan", "J.P. Morgan"},
        {"JPMorgan Chase & Co.", "JP Morgan"},
        {"Evercore ISI Group", "Evercore ISI"},
        {"Evercore Inc.", "Evercore ISI Group"},
        {"Wells Fargo", "Wells Fargo & Company"},
        {"RBC Capital", "Royal Bank of Canada"},
        {"Cowen & Co.", "TD Cowen"},
        {"Citi", "Citigroup Inc."},
        {"Roth MKM", "Roth Capital"},
        {"D.A. Davidson", "DA Davidson"},
        {"Unheard House Securities LLC", "Unheard House"},
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        if (!firm_same(same[i][0], same[i][1]))
            fail_msg("\"%s\" is \"%s\"", same[i][0], same[i][1]);
}

static void different_houses_stay_apart(void **state)
{
    (void)state;
    static const char *const different[][2] = {
        {"Morgan Stanley", "JP Morgan"}, {"Citizens", "Citigroup"},      {"Deutsche Bank", "Bank of America"},
        {"First House", "Second House"}, {"Capital One", "Capital Two"},
    };
    for (size_t i = 0; i < sizeof different / sizeof different[0]; i++)
        if (firm_same(different[i][0], different[i][1]))
            fail_msg("\"%s\" is not \"%s\"", different[i][0], different[i][1]);
}

static void the_usual_name_or_the_given_one(void **state)
{
    (void)state;
    assert_string_equal(firm_house("B of A Securities"), "Bank of America");
    assert_string_equal(firm_house("KEYBANC CAP MKT"), "KeyBanc");
    assert_string_equal(firm_house("Unheard House LLC"), "Unheard House LLC");
    assert_string_equal(firm_house(""), "");
}

static void any_name_has_a_key(void **state)
{
    (void)state;
    char key[FIRM_KEY_SIZE], name[1024];
    firm_key("", key);
    assert_string_equal(key, "");
    firm_key(" ,.&' -", key);
    assert_string_equal(key, "");
    firm_key("\xe9\x87\x8e\xe6\x9d\x91\xe8\xad\x89\xe5\x88\xb8 Research", key);
    assert_string_equal(key, "\xe9\x87\x8e\xe6\x9d\x91\xe8\xad\x89\xe5\x88\xb8");
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    firm_key(name, key);
    assert_true(strlen(key) < FIRM_KEY_SIZE);
}

/* The search halves the table; and a house's own name must lead to itself, or its aliases would not meet. */
static void the_table_is_in_order_and_closed(void **state)
{
    (void)state;
    size_t count;
    const struct firm_alias *aliases = firm_aliases(&count);
    for (size_t i = 0; i < count; i++) {
        char key[FIRM_KEY_SIZE], of_house[FIRM_KEY_SIZE];
        if (i > 0 && strcmp(aliases[i - 1].key, aliases[i].key) >= 0)
            fail_msg("%s stands after %s", aliases[i].key, aliases[i - 1].key);
        firm_key(aliases[i].key, key);
        firm_key(aliases[i].house, of_house);
        if (strcmp(key, of_house) != 0)
            fail_msg("%s leads to %s, not to %s", aliases[i].key, key, of_house);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_house_many_names),
        cmocka_unit_test(different_houses_stay_apart),
        cmocka_unit_test(the_usual_name_or_the_given_one),
        cmocka_unit_test(any_name_has_a_key),
        cmocka_unit_test(the_table_is_in_order_and_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
