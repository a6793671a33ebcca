/* SPDX-License-Identifier: MIT
 * Editing keys as one table of small functions. */
#include "config.h"

#include "input_line.h"

#include "base/key.h"
#include "base/text.h"

#include <string.h>

#define CONTROL(letter) ((uint32_t)(letter) - '@')
#define OTHER_BACKSPACE 0x08

/* --- places in the text --- */

static size_t place_before(const struct input_line *line, size_t at)
{
    while (at > 0) {
        at--;
        if (((unsigned char)line->text[at] & 0xc0) != 0x80)
            break;
    }
    return at;
}

static size_t place_after(const struct input_line *line, size_t at)
{
    uint32_t ignored;
    return at + text_decode(line->text + at, &ignored);
}

static size_t word_before(const struct input_line *line, size_t at)
{
    while (at > 0 && line->text[at - 1] == ' ')
        at--;
    while (at > 0 && line->text[at - 1] != ' ')
        at--;
    return at;
}

/* --- changes --- */

static void set_text(struct input_line *line, const char *text)
{
    line->length = text_copy(line->text, sizeof line->text, text);
    line->cursor = line->length;
}

static void cut(struct input_line *line, size_t from, size_t to)
{
    memmove(line->text + from, line->text + to, line->length - to + 1);
    line->length -= to - from;
    line->cursor = from;
}

static void insert(struct input_line *line, uint32_t key)
{
    char bytes[5];
    size_t count = text_encode(key, bytes);
    if (line->length + count >= sizeof line->text)
        return;
    memmove(line->text + line->cursor + count, line->text + line->cursor, line->length - line->cursor + 1);
    memcpy(line->text + line->cursor, bytes, count);
    line->length += count;
    line->cursor += count;
}

/* --- keys --- */

static void go_left(struct input_line *line)
{
    line->cursor = place_before(line, line->cursor);
}

static void go_right(struct input_line *line)
{
    line->cursor = place_after(line, line->cursor);
}

static void go_home(struct input_line *line)
{
    line->cursor = 0;
}

static void go_end(struct input_line *line)
{
    line->cursor = line->length;
}

static void cut_before(struct input_line *line)
{
    cut(line, place_before(line, line->cursor), line->cursor);
}

static void cut_here(struct input_line *line)
{
    cut(line, line->cursor, place_after(line, line->cursor));
}

static void cut_word(struct input_line *line)
{
    cut(line, word_before(line, line->cursor), line->cursor);
}

static void cut_to_start(struct input_line *line)
{
    cut(line, 0, line->cursor);
}

static void cut_to_end(struct input_line *line)
{
    cut(line, line->cursor, line->length);
}

static void older(struct input_line *line)
{
    if (line->history_at == 0)
        return;
    if (line->history_at == line->history_count)
        text_copy(line->unfinished, sizeof line->unfinished, line->text);
    set_text(line, line->history[--line->history_at]);
}

static void newer(struct input_line *line)
{
    if (line->history_at == line->history_count)
        return;
    line->history_at++;
    set_text(line, line->history_at == line->history_count ? line->unfinished : line->history[line->history_at]);
}

static const struct {
    uint32_t key;
    void (*edit)(struct input_line *line);
} edits[] = {
    {KEYS_LEFT, go_left},     {KEYS_RIGHT, go_right},       {KEYS_HOME, go_home},         {CONTROL('A'), go_home},
    {KEYS_END, go_end},       {CONTROL('E'), go_end},       {KEYS_BACKSPACE, cut_before}, {KEYS_DELETE, cut_here},
    {CONTROL('W'), cut_word}, {CONTROL('U'), cut_to_start}, {CONTROL('K'), cut_to_end},   {KEYS_UP, older},
    {CONTROL('P'), older},    {KEYS_DOWN, newer},           {CONTROL('N'), newer},
};

/* --- completion --- */

static void begin_completion(struct input_line *line, input_complete complete, void *context)
{
    line->candidate_start = 0;
    line->candidate_count =
        complete(context, line->text, &line->candidate_start, line->candidates, INPUT_CANDIDATES);
}

static void show_candidate(struct input_line *line)
{
    char text[INPUT_SIZE];
    size_t start = line->candidate_start < line->length ? line->candidate_start : line->length;
    memcpy(text, line->text, start);
    text_copy(text + start, sizeof text - start, line->candidates[line->candidate_at]);
    set_text(line, text);
}

static void complete_line(struct input_line *line, int step, input_complete complete, void *context)
{
    bool begins = line->candidate_count == 0;
    if (complete == NULL)
        return;
    if (begins)
        begin_completion(line, complete, context);
    if (line->candidate_count == 0)
        return;
    if (begins)
        line->candidate_at = step > 0 ? 0 : line->candidate_count - 1;
    else
        line->candidate_at =
            (line->candidate_at + line->candidate_count + (size_t)(step + 1) - 1) % line->candidate_count;
    show_candidate(line);
    if (line->candidate_count == 1) {
        insert(line, ' ');
        line->candidate_count = 0;
    }
}

/* --- the line --- */

void input_start(struct input_line *line, const char *text)
{
    set_text(line, text);
    line->history_at = line->history_count;
    line->unfinished[0] = '\0';
    line->candidate_count = 0;
}

enum input_result input_key(struct input_line *line, uint32_t key, input_complete complete, void *context)
{
    if (key == OTHER_BACKSPACE)
        key = KEYS_BACKSPACE;
    if (key == KEYS_TAB || key == KEYS_BACK_TAB) {
        complete_line(line, key == KEYS_TAB ? 1 : -1, complete, context);
        return INPUT_CHANGED;
    }
    line->candidate_count = 0;
    if (key == KEYS_ESCAPE || (key == KEYS_BACKSPACE && line->length == 0))
        return INPUT_CANCELLED;
    if (key == KEYS_ENTER)
        return INPUT_ENTERED;
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++)
        if (edits[i].key == key) {
            edits[i].edit(line);
            return INPUT_CHANGED;
        }
    if (key < ' ' || key >= KEYS_FIRST || text_columns(key) == 0)
        return INPUT_IGNORED;
    insert(line, key);
    return INPUT_CHANGED;
}

void input_remember(struct input_line *line)
{
    bool again = line->history_count > 0 && strcmp(line->history[line->history_count - 1], line->text) == 0;
    if (line->length == 0 || again)
        return;
    if (line->history_count == INPUT_HISTORY) {
        memmove(line->history, line->history + 1, sizeof line->history - sizeof line->history[0]);
        line->history_count--;
    }
    text_copy(line->history[line->history_count++], INPUT_SIZE, line->text);
}

/* --- drawing --- */

void input_draw(const struct input_line *line, struct canvas *canvas, struct rect area, const char *prompt)
{
    char before[INPUT_SIZE];
    int left = canvas_text(canvas, area, 0, 0, -1, ROLE_KEY, 0, prompt);
    int room = area.columns - left - 1; /* the cursor may stand behind the text */
    size_t first = 0;
    if (room <= 0)
        return;
    memcpy(before, line->text, line->cursor);
    before[line->cursor] = '\0';
    while (text_width(before + first) > (size_t)room)
        first = place_after(line, first);
    (void)canvas_text(canvas, area, 0, left, room, ROLE_INPUT, 0, line->text + first);
    canvas->cursor_row = area.row;
    canvas->cursor_column = area.column + left + (int)text_width(before + first);
}

void input_draw_candidates(const struct input_line *line, struct canvas *canvas, struct rect area)
{
    size_t first = 0;
    int used = 0;
    for (size_t i = 0; i <= line->candidate_at; i++) { /* the chosen one must be in sight */
        used += (int)text_width(line->candidates[i]) + 2;
        if (used > area.columns) {
            first = i;
            used = (int)text_width(line->candidates[i]) + 2;
        }
    }
    int column = 1;
    for (size_t i = first; i < line->candidate_count && column < area.columns; i++) {
        enum role role = i == line->candidate_at ? ROLE_SELECTION : ROLE_MUTED;
        column += canvas_text(canvas, area, 0, column, -1, role, 0, line->candidates[i]) + 2;
    }
}
