/* SPDX-License-Identifier: MIT
 * What a member's name tells of who it is: one customer, several, a name. Private to the model. */
#ifndef MODEL_CUSTOMER_WORDS_H
#define MODEL_CUSTOMER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#define MEMBER_WORDS_MOST 24

struct member_words { /* "nvda:CustomerAMember" is "Customer" "A" */
    char words[MEMBER_WORDS_MOST][40];
    size_t count;
};

void member_words_split(struct member_words *words, const char *member);
/* Several customers together: a plural, a number before the noun, two of them joined. */
bool member_words_group(const struct member_words *words);
/* A name of somebody: any word that is not one of those that stand for a customer nobody names. */
bool member_words_named(const struct member_words *words);
/* "Customer A", "OpenAI Global LLC". */
void member_words_label(const struct member_words *words, char *label, size_t size);

#endif
