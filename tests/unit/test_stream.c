/* SPDX-License-Identifier: MIT
 * A source that reads while its answer arrives: whole bodies take the same way, and nothing is left behind. */
#include "config.h"

#include "source/source.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct counting { /* counts letters; refuses an exclamation mark */
    unsigned letters;
};

static unsigned alive;

static void *begin(const struct subscription *subscription, struct observations *observations)
{
    assert_string_equal(subscription->subject, "TEST");
    assert_non_null(observations);
    alive++;
    return memory_new(1, sizeof(struct counting));
}

static bool feed(void *stream, const char *bytes, size_t length, struct error *err)
{
    struct counting *counting = stream;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '!')
            return error_set(err, ERROR_FORMAT, "too loud");
        counting->letters++;
    }
    return true;
}

static bool end(void *stream, const struct source_response *response, struct observations *observations,
                struct error *err)
{
    const struct counting *counting = stream;
    assert_string_equal(response->body, "");
    if (counting->letters != response->length)
        return error_set(err, ERROR_FORMAT, "cut");
    observations->rejected = counting->letters;
    return true;
}

static void drop(void *stream)
{
    alive--;
    free(stream);
}

static const struct source source = {
    .name = "counting", .stream_begin = begin, .stream_feed = feed, .stream_end = end, .stream_free = drop};

static bool read_whole(const char *body, unsigned *letters, struct error *err)
{
    const struct subscription subscription = {.subject = "TEST"};
    const struct source_response response = {.status = 200, .body = body, .length = strlen(body)};
    struct observations observations;
    observations_init(&observations);
    bool good = source_stream_whole(&source, &subscription, &response, &observations, err);
    *letters = observations.rejected;
    observations_clear(&observations);
    return good;
}

static void a_whole_body_takes_the_streams_way(void **state)
{
    struct error err = {0};
    unsigned letters;
    (void)state;
    assert_true(read_whole("eleven byte", &letters, &err));
    assert_int_equal(letters, 11);
    assert_int_equal(alive, 0);
}

static void a_refusal_ends_it(void **state)
{
    struct error err = {0};
    unsigned letters;
    (void)state;
    assert_false(read_whole("hey! you", &letters, &err));
    assert_string_equal(err.message, "too loud");
    assert_int_equal(alive, 0);
}

static void all_four_or_none(void **state)
{
    size_t count;
    const struct source *const *table = source_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        bool streams = table[i]->stream_begin != NULL;
        assert_int_equal(table[i]->stream_feed != NULL, streams);
        assert_int_equal(table[i]->stream_end != NULL, streams);
        assert_int_equal(table[i]->stream_free != NULL, streams);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_body_takes_the_streams_way),
        cmocka_unit_test(a_refusal_ends_it),
        cmocka_unit_test(all_four_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
