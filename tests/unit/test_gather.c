/* SPDX-License-Identifier: MIT
 * Polls of several requests: what was read travels along, survives a failure, and does not go on for ever. */
#include "config.h"

#include "poller_state.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct source pages = {.name = "pages", .gathers = true}, single = {.name = "single"};

static struct observations read_page(const char *next)
{
    struct observations observations;
    observations_init(&observations);
    (void)observations_add_gpu_quote(&observations);
    text_copy(observations.older_name, sizeof observations.older_name, next);
    return observations;
}

static void pages_travel_along(void **state)
{
    (void)state;
    struct job job = {.at = 0};
    struct observations first = read_page("2"), second;
    assert_true(gather_on(&job, &pages, &first));
    assert_string_equal(job.older_name, "2");
    assert_int_equal(first.gpu_quote_count, 0); /* taken over */
    observations_init(&second);
    gather_resume(&job, &second);
    assert_null(job.gathered);
    assert_int_equal(second.gpu_quote_count, 1);
    assert_string_equal(second.older_name, ""); /* the next answer says for itself whether there is more */
    assert_false(gather_on(&job, &pages, &second));
    observations_clear(&second);
    gather_drop(&job);
}

static void what_was_read_survives_a_failure(void **state)
{
    (void)state;
    struct job job = {.at = 0};
    struct observations page = read_page("2");
    gather_rescue(&job, &pages, &page); /* the first request: nothing was read before it */
    assert_null(job.gathered);
    assert_true(gather_on(&job, &pages, &page));
    gather_resume(&job, &page);
    gather_rescue(&job, &pages, &page);
    assert_non_null(job.gathered);
    assert_int_equal(job.gathered->gpu_quote_count, 1);
    gather_drop(&job);
    assert_null(job.gathered);
    observations_clear(&page);
}

static void nobody_is_asked_for_ever(void **state)
{
    (void)state;
    struct job job = {.at = 0};
    struct observations page = read_page("same");
    assert_false(gather_on(&job, &single, &page)); /* a source of one request */
    assert_true(gather_on(&job, &pages, &page));
    observations_clear(&page);
    gather_resume(&job, &page);
    text_copy(page.older_name, sizeof page.older_name, "same");
    assert_false(gather_on(&job, &pages, &page)); /* the same page again */
    unsigned requests = 0;
    for (; requests < 1000; requests++) {
        snprintf(page.older_name, sizeof page.older_name, "page %u", requests);
        if (!gather_on(&job, &pages, &page))
            break;
        gather_resume(&job, &page);
    }
    assert_in_range(requests, 10, 60);
    observations_clear(&page);
    gather_drop(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_travel_along),
        cmocka_unit_test(what_was_read_survives_a_failure),
        cmocka_unit_test(nobody_is_asked_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
