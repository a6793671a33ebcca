/* SPDX-License-Identifier: MIT
 * Headlines: what titles tell of analysts' actions, and one story of several sources. */
#include "config.h"

#include "model/headlines.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1795446000 /* 2026-11-23 10:00 New York */

static struct headline headline_of(const char *title, const char *source, int64_t when)
{
    struct headline headline = {.when = when, .title = title, .publisher = "", .link = "", .symbol = "CRWV"};
    text_copy(headline.source, sizeof headline.source, source);
    return headline;
}

static void test_titles_that_tell(void **state)
{
    static const struct {
        const char *title, *firm;
        enum rating_move move;
        const char *from, *to;
        double target_from, target_to; /* 0 none */
    } rows[] = {
        {"Wells Fargo upgrades CoreWeave to Overweight from Equal Weight, price target raised to $170 from $105",
         "Wells Fargo", MOVE_UPGRADE, "Equal Weight", "Overweight", 105, 170},
        {"Piper Sandler Maintains Neutral on CoreWeave Inc, Raises Price Target to $28", "Piper Sandler",
         MOVE_MAINTAIN, "", "Neutral", 0, 28},
        {"CoreWeave (CRWV) downgraded to Hold at Citi", "Citigroup", MOVE_DOWNGRADE, "", "Hold", 0, 0},
        {"CoreWeave stock price target cut to $90 from $120 by BofA Securities", "Bank of America", MOVE_MAINTAIN,
         "", "", 120, 90},
        {"J.P. Morgan initiates coverage of CRWV with Overweight rating", "JP Morgan", MOVE_INITIATE, "",
         "Overweight", 0, 0},
        {"Goldman Sachs raises CoreWeave target from $1,100 to $1,250.50", "Goldman Sachs", MOVE_MAINTAIN, "", "",
         1100, 1250.5},
        {"Needham reiterates Buy rating on CoreWeave", "Needham", MOVE_REITERATE, "", "Buy", 0, 0},
        {"CoreWeave raised to Buy at Jefferies", "Jefferies", MOVE_UPGRADE, "", "Buy", 0, 0},
        {"Mizuho's analyst upgrades NASDAQ:CRWV to 'Outperform'", "Mizuho", MOVE_UPGRADE, "", "Outperform", 0, 0},
        {"Barclays drops coverage of CoreWeave", "Barclays", MOVE_DROP, "", "", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct headline headline = headline_of(rows[i].title, "nasdaq_news", NOW);
        struct rating_action told;
        struct arena arena;
        arena_init(&arena);
        if (!headline_read(&headline, "CoreWeave, Inc.", &told, &arena))
            fail_msg("not read: %s", rows[i].title);
        assert_string_equal(told.firm, rows[i].firm);
        if (told.move != rows[i].move)
            fail_msg("%s: \"%s\"", rows[i].title, rating_move_name(told.move));
        assert_string_equal(told.from, rows[i].from);
        assert_string_equal(told.to, rows[i].to);
        assert_true(told.target_from.known == (rows[i].target_from > 0) &&
                    (!told.target_from.known || told.target_from.value == rows[i].target_from));
        assert_true(told.target_to.known == (rows[i].target_to > 0) &&
                    (!told.target_to.known || told.target_to.value == rows[i].target_to));
        assert_int_equal(told.when, NOW);
        assert_string_equal(told.symbol, "CRWV");
        arena_clear(&arena);
    }
}

static void test_titles_that_do_not(void **state)
{
    static const char *const titles[] = {
        "",
        "CoreWeave signs a further data centre lease",
        "Wells Fargo upgrades Nebius to Overweight",                   /* another company */
        "Morgan Stanley, Citi raise CoreWeave price targets to $150",  /* two houses */
        "3 AI stocks to buy: Goldman Sachs likes CoreWeave",           /* no verb of ours */
        "CoreWeave upgrades its network; UBS hosts a conference",      /* its own verb */
        "CoreWeave cuts price of GPUs, says Stifel",                   /* nothing that is a target */
        "Goldman Sachs raises $2.3 billion for CoreWeave, target met", /* money, not a target */
        "Analysts raise CoreWeave target to $200",                     /* no house */
        "Deutsche Bank keeps lending to CoreWeave",
    };
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        struct headline headline = headline_of(titles[i], "nasdaq_news", NOW);
        struct rating_action told;
        struct arena arena;
        arena_init(&arena);
        if (headline_read(&headline, "CoreWeave, Inc.", &told, &arena))
            fail_msg("read: %s", titles[i]);
        arena_clear(&arena);
    }
}

static void test_whose_it_is(void **state)
{
    static const struct {
        const char *title, *company;
        bool about;
    } rows[] = {
        {"Citi upgrades Applied Digital to Buy", "Applied Digital Corporation", true},
        {"Citi upgrades Applied Materials to Buy", "Applied Digital Corporation", false},
        {"Citi upgrades Morgan Stanley to Buy", "Morgan Stanley", true}, /* whom it is about does not speak */
        {"Citi upgrades CRWV to Buy", "", true},
        {"Citi upgrades $CRWV to Buy", "", true},
        {"Citi upgrades CRWVX to Buy", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct headline headline = headline_of(rows[i].title, "nasdaq_news", NOW);
        struct rating_action told;
        struct arena arena;
        arena_init(&arena);
        if (headline_read(&headline, rows[i].company, &told, &arena) != rows[i].about)
            fail_msg("%s", rows[i].title);
        arena_clear(&arena);
    }
}

static void test_one_story_of_three_sources(void **state)
{
    (void)state;
    struct headline items[] = {
        headline_of("Short interest falls!", "yahoo_news", NOW - 100),
        headline_of("Short interest FALLS", "nasdaq_news", NOW - 200),
        headline_of("Something else", "nasdaq_news", NOW - 50),
        headline_of("Short Interest falls", "google_news", NOW - 150),
        headline_of("Short interest falls", "google_news", NOW - 9 * 86400), /* last week's has the same words */
    };
    struct arena arena;
    items[0].publisher = "Reuters";
    items[0].link = "https://example.com/a";
    items[1].link = "https://news.google.com/b";
    arena_init(&arena);
    struct headlines merged = headlines_merge(items, sizeof items / sizeof items[0], 10, &arena);
    assert_int_equal(merged.count, 3);
    assert_string_equal(merged.items[0].title, "Something else");
    assert_string_equal(merged.items[1].source, "nasdaq_news"); /* the first that was published */
    assert_string_equal(merged.items[1].also, "google_news yahoo_news");
    assert_string_equal(merged.items[1].publisher, "Reuters");
    assert_int_equal(merged.items[1].when, NOW - 200);
    assert_string_equal(merged.items[1].link, "https://example.com/a"); /* not the one that only leads on */
    assert_int_equal(headlines_merge(items, sizeof items / sizeof items[0], 2, &arena).count, 2);
    assert_int_equal(headlines_merge(items, 0, 2, &arena).count, 0);
    arena_clear(&arena);
}

static void test_what_the_data_have(void **state)
{
    struct rating_action told = {.when = NOW, .firm = "Wells Fargo", .from = "", .to = "Overweight"};
    struct rating_action action = {.when = NOW - 86400, .firm = "Wells Fargo & Company", .from = "", .to = "Buy"};
    (void)state;
    told.target_to = amount_of(170);
    assert_true(headline_is_confirmed(&told, &action, 1)); /* the same step, no target told */
    action.target_to = amount_of(165);
    assert_false(headline_is_confirmed(&told, &action, 1));
    action.target_to = amount_of(170);
    action.to = "Underweight";
    assert_false(headline_is_confirmed(&told, &action, 1));
    action.to = "";
    assert_true(headline_is_confirmed(&told, &action, 1));
    action.when = NOW - 5 * 86400;
    assert_false(headline_is_confirmed(&told, &action, 1));
    assert_false(headline_is_confirmed(&told, NULL, 0));
}

static int use_new_york(void **state)
{
    (void)state;
    date_use_new_york();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles_that_tell),   cmocka_unit_test(test_titles_that_do_not),
        cmocka_unit_test(test_whose_it_is),        cmocka_unit_test(test_one_story_of_three_sources),
        cmocka_unit_test(test_what_the_data_have),
    };
    return cmocka_run_group_tests(tests, use_new_york, NULL);
}
