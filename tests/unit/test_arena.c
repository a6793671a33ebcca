/* SPDX-License-Identifier: MIT
 * Memory that goes all at once, and memory that cannot fail. */
#include "config.h"

#include "base/arena.h"

#include "base/memory.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    struct arena arena;
    unsigned char *pieces[500];
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 500; i++) {
        size_t size = i * 7 % 900;
        pieces[i] = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 256), size);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t j = 0; j < i * 7 % 900; j++)
            assert_int_equal(pieces[i][j], i % 256);
    assert_true(arena.used > 0);
    arena_clear(&arena);
    assert_int_equal(arena.used, 0);
    assert_null(arena.blocks);
}

static void a_piece_may_be_larger_than_any_block(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena);
    char *large = arena_array(&arena, 3, 1000000);
    large[2999999] = 'x';
    char *small = arena_alloc(&arena, 1);
    *small = 'y';
    assert_int_equal(large[2999999], 'x');
    arena_clear(&arena);
}

static void texts_are_copied(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena);
    assert_string_equal(arena_text(&arena, "CRWV"), "CRWV");
    assert_string_equal(arena_text(&arena, NULL), "");
    assert_string_equal(arena_text_n(&arena, "CRWV and more", 4), "CRWV");
    assert_string_equal(arena_text_n(&arena, "CRWV", 100), "CRWV");
    assert_string_equal(arena_text_n(&arena, NULL, 3), "");
    arena_clear(&arena);
}

/* --- what ends the process, seen from outside --- */

static void say_goodbye(void)
{
    ssize_t ignored = write(STDOUT_FILENO, "goodbye", 7);
    (void)ignored;
}

/* Runs act in a child; fills what it wrote and returns its wait status. */
static int status_of(void (*act)(void), char heard[64])
{
    int ends[2], status = 0;
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        signal(SIGABRT, SIG_DFL); /* sanitizers and cmocka have handlers */
        dup2(ends[1], STDOUT_FILENO);
        close(STDERR_FILENO);
        act();
        _exit(0);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], heard, 63);
    heard[got > 0 ? got : 0] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void overflow_memory(void)
{
    memory_on_exhaustion(say_goodbye);
    (void)memory_grow(NULL, SIZE_MAX / 2, 4);
}

static void overflow_array(void)
{
    struct arena arena;
    arena_init(&arena);
    (void)arena_array(&arena, SIZE_MAX / 2, 4);
}

static void overflow_arena(void)
{
    struct arena arena;
    arena_init(&arena);
    memset(arena_alloc(&arena, SIZE_MAX - 40), 1, 64); /* wrapped around, this would write past the end */
}

static void exhaustion_calls_the_handler_and_aborts(void **state)
{
    char heard[64];
    (void)state;
    int status = status_of(overflow_memory, heard);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_string_equal(heard, "goodbye");
}

static void sizes_that_overflow_abort(void **state)
{
    char heard[64];
    (void)state;
    int status = status_of(overflow_array, heard);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    status = status_of(overflow_arena, heard);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void memory_is_zeroed_copied_and_grown(void **state)
{
    (void)state;
    char *zeroed = memory_new(16, 4);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(zeroed[i], 0);
    memcpy(zeroed, "kept", 5);
    zeroed = memory_grow(zeroed, 4096, 4);
    assert_string_equal(zeroed, "kept");
    free(zeroed);
    char *copy = memory_text("text");
    assert_string_equal(copy, "text");
    free(copy);
    free(memory_new(0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_piece_may_be_larger_than_any_block),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(exhaustion_calls_the_handler_and_aborts),
        cmocka_unit_test(sizes_that_overflow_abort),
        cmocka_unit_test(memory_is_zeroed_copied_and_grown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
