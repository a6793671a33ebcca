/* SPDX-License-Identifier: MIT
 * One line of typing: cursor, words, history, completion. Knows nothing of what is typed. */
#ifndef INPUT_LINE_H
#define INPUT_LINE_H

#include "draw/canvas.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INPUT_SIZE       128
#define INPUT_HISTORY    32
#define INPUT_CANDIDATES 96

/* Candidates for the end of a line that begins at byte *start (set by the function); returns how many. */
typedef size_t (*input_complete)(void *context, const char *line, size_t *start, char (*candidates)[INPUT_SIZE],
                                 size_t most);

struct input_line {
    char text[INPUT_SIZE];
    size_t length, cursor; /* bytes */
    char history[INPUT_HISTORY][INPUT_SIZE];
    size_t history_count, history_at;
    char unfinished[INPUT_SIZE]; /* what was typed before going into the history */
    char candidates[INPUT_CANDIDATES][INPUT_SIZE];
    size_t candidate_count, candidate_at, candidate_start; /* count 0: not completing */
};

enum input_result { INPUT_IGNORED, INPUT_CHANGED, INPUT_ENTERED, INPUT_CANCELLED };

void input_start(struct input_line *line, const char *text); /* the history stays */
enum input_result input_key(struct input_line *line, uint32_t key, input_complete complete, void *context);
void input_remember(struct input_line *line); /* the text into the history, unless it is empty or the newest */
/* Draws prompt and text into row 0 of area and places the canvas's cursor. */
void input_draw(const struct input_line *line, struct canvas *canvas, struct rect area, const char *prompt);
/* Draws the candidates into row 0 of area, the chosen one marked. */
void input_draw_candidates(const struct input_line *line, struct canvas *canvas, struct rect area);

#endif
