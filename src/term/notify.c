/* SPDX-License-Identifier: MIT
 * OSC 9 (iTerm2 and others), OSC 777 (rxvt and others), OSC 2 (the title), and tmux's passthrough. */
#include "config.h"

#include "notify.h"

#include <stdio.h>
#include <string.h>

#define SEQUENCE_SIZE 512
#define TEXT_MOST     300

/* In a sequence's fields a semicolon would begin the next one. */
static void copy_field(char *target, size_t size, const char *text)
{
    size_t used = 0;
    for (; *text != '\0' && used + 1 < size; text++)
        if ((unsigned char)*text >= ' ' && *text != 0x7f)
            target[used++] = *text == ';' ? ',' : *text;
    target[used] = '\0';
}

static size_t wrap_for_tmux(const char *sequence, char *bytes, size_t size)
{
    static const char start[] = "\033Ptmux;", end[] = "\033\\";
    size_t used = sizeof start - 1;
    if (size < sizeof start + 2 * strlen(sequence) + sizeof end)
        return 0;
    memcpy(bytes, start, used);
    for (; *sequence != '\0'; sequence++) {
        if (*sequence == '\033')
            bytes[used++] = '\033';
        bytes[used++] = *sequence;
    }
    memcpy(bytes + used, end, sizeof end);
    return used + sizeof end - 1;
}

size_t notify_bytes(enum term_notice notice, const char *text, bool within_tmux, char *bytes, size_t size)
{
    static const char *const formats[] = {[TERM_NOTICE_OSC9] = "\033]9;%s\a",
                                          [TERM_NOTICE_OSC777] = "\033]777;notify;gputape;%s\a",
                                          [TERM_NOTICE_TITLE] = "\033]2;%s\a"};
    char field[TEXT_MOST], sequence[SEQUENCE_SIZE];
    copy_field(field, sizeof field, text);
    const char *at = strstr(formats[notice], "%s");
    int length = snprintf(sequence, sizeof sequence, "%.*s%s%s", (int)(at - formats[notice]), formats[notice],
                          field, at + 2);
    if (length < 0 || (size_t)length >= sizeof sequence || (size_t)length >= size)
        return 0;
    if (within_tmux && notice != TERM_NOTICE_TITLE) /* tmux has titles of its own */
        return wrap_for_tmux(sequence, bytes, size);
    memcpy(bytes, sequence, (size_t)length + 1);
    return (size_t)length;
}
