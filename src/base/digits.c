/* SPDX-License-Identifier: MIT
 * Digits, one by one. */
#include "config.h"

#include "base/digits.h"

#include <ctype.h>

bool digits_read(const char **at, int most, int *value)
{
    int count = 0;
    *value = 0;
    for (; count < most && isdigit((unsigned char)(*at)[count]); count++)
        *value = *value * 10 + ((*at)[count] - '0');
    *at += count;
    return count > 0;
}

bool digits_clock(const char **at, int *hour, int *minute, int *second)
{
    bool read = digits_read(at, 2, hour) && *(*at)++ == ':' && digits_read(at, 2, minute) && *(*at)++ == ':' &&
                digits_read(at, 2, second);
    return read && *hour < 24 && *minute < 60 && *second < 60;
}
