/* SPDX-License-Identifier: MIT
 * The state of what a pane shows, in words: where the figures are from, how old they are, why newer ones are
 * missing and when the next try is. One place, so that every pane says it alike. */
#ifndef NOTICE_H
#define NOTICE_H

#include "draw/canvas.h"
#include "model/snapshot.h"

#include <stddef.h>

#define NOTICE_SIZE 384

struct notice {
    enum slot_state state;
    enum role role;
    char headline[NOTICE_SIZE]; /* one line: the footer */
    char advice[NOTICE_SIZE];   /* what to do, "" nothing */
};

/* what: "quotes", "ratings of CRWV". empty: the sentence for SLOT_EMPTY. */
void notice_make(struct notice *notice, const struct snapshot *snapshot, const struct slot *slot, const char *what,
                 const char *empty, int64_t now);

/* Draws the headline in the last row of area and returns what is left above it; none in areas too low for it,
 * unless the state is one that must be seen. extra: words put behind it, "" none. */
struct rect notice_footer(struct canvas *canvas, struct rect area, const struct notice *notice, const char *extra);

/* Fills an area that has nothing else to show: headline and advice, wrapped, in the middle. */
void notice_fill(struct canvas *canvas, struct rect area, const struct notice *notice);

/* The one of the two that a trader must know first. */
const struct notice *notice_worse(const struct notice *a, const struct notice *b);

/* Not that all is as it should be, nor a mere refresh: it deserves a line of its own. */
bool notice_must_be_seen(const struct notice *notice);

/* When the data of that slot was last received or confirmed, UTC s; 0 without data. */
int64_t notice_confirmed_at(const struct slot *slot);
/* Figures of that slot are too old to be shown as current. */
bool notice_is_dim(const struct slot *slot, int64_t now);

/* The sooner of two moments, of which 0 means never. */
int64_t notice_sooner(int64_t a, int64_t b);
/* UTC second at which the words for this slot change by themselves; 0 never. */
int64_t notice_next_change(const struct slot *slot, int64_t now);

#endif
