/* SPDX-License-Identifier: MIT
 * Feeds a source's parser everything that no provider should send. After every parse sane_complaint() must be
 * silent, and a refusal must say why. */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include "source/source.h"

struct hostile {
    const struct source *source;
    const struct subscription *subscription;
    int64_t received_at;
};

/* Parses one body into observations (initialised here; the caller clears them), checks them, and says whether the
 * parser accepted it. err may be NULL. */
bool hostile_parse(const struct hostile *hostile, long status, const char *body, size_t length,
                   struct observations *observations, struct error *err);

/* The whole treatment of a good JSON body of a few KB: cut at every byte; every value in turn replaced by a number,
 * text, true, null, [], {} and figures beyond all bounds, or removed; everything null, zero or ""; lists a thousand
 * times as long; too deep; not JSON; every refusing status. The good body itself must be accepted. */
void hostile_suite(const struct hostile *hostile, const char *body, size_t length);

#endif
