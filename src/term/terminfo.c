/* SPDX-License-Identifier: MIT
 * What the terminal's description says. */
#include "config.h"

#include "terminfo.h"

#include <curses.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#define REPEAT_START "%p1%c\033[" /* the character itself, then how often it comes again */

int terminfo_probe(const char *name)
{
    int status = 0;
    if (setupterm(name, STDOUT_FILENO, &status) == ERR)
        return status > 0 ? 0 : -1; /* a printer, or not described ("generic" kinds end here, too) */
    const char *place = tigetstr("cup");
    int answer = place != NULL && place != (char *)-1;
    del_curterm(cur_term);
    return answer;
}

bool terminfo_repeats(void)
{
    const char *repeat = tigetstr("rep");
    return repeat != NULL && repeat != (char *)-1 && strncmp(repeat, REPEAT_START, sizeof REPEAT_START - 1) == 0;
}

bool terminfo_flash(char begin[FLASH_SIZE], char end[FLASH_SIZE])
{
    const char *flash = tigetstr("flash");
    if (flash == NULL || flash == (char *)-1)
        return false;
    size_t first = strcspn(flash, "$"); /* the padding is the moment that it lasts */
    const char *rest = strchr(flash, '>');
    rest = rest != NULL ? rest + 1 : "";
    if (first == 0 || first >= FLASH_SIZE || strlen(rest) >= FLASH_SIZE || strchr(rest, '$') != NULL)
        return false;
    memcpy(begin, flash, first);
    begin[first] = '\0';
    memcpy(end, rest, strlen(rest) + 1);
    return true;
}

static void append_capability(char *bytes, size_t size, size_t *used, const char *name)
{
    const char *text = tigetstr(name);
    if (text == NULL || text == (char *)-1)
        return;
    for (; *text != '\0' && *used < size; text++) {
        if (text[0] == '$' && text[1] == '<') { /* padding: no wait is possible here */
            while (*text != '\0' && *text != '>')
                text++;
            if (*text == '\0')
                break;
            continue;
        }
        bytes[(*used)++] = *text;
    }
}

size_t terminfo_restoring_bytes(char *bytes, size_t size)
{
    static const char *const names[] = {"sgr0", "rmkx", "cnorm", "rmcup"};
    size_t used = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        append_capability(bytes, size, &used, names[i]);
    return used;
}
