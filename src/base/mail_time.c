/* SPDX-License-Identifier: MIT
 * The C library's strptime and strftime take the names of months from the user's locale; these are English. */
#include "config.h"

#include "base/mail_time.h"

#include "base/date.h"
#include "base/digits.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DAY_SECONDS 86400

static bool zone_seconds(const char *zone, int *seconds)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"GMT", 0},  {"UT", 0},   {"UTC", 0},  {"Z", 0},    {"EST", -5}, {"EDT", -4},
                 {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
    int hours = 0, minutes = 0;
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (strcmp(zones[i].name, zone) == 0) {
            *seconds = zones[i].hours * 3600;
            return true;
        }
    const char *at = zone + 1;
    bool read = (zone[0] == '+' || zone[0] == '-') && digits_read(&at, 2, &hours) && digits_read(&at, 2, &minutes);
    *seconds = (zone[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return read && *at == '\0' && hours <= 14 && minutes < 60;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " ");
}

/* "14 Jul 2026 15:06:00 +0000" */
static bool read_mail_time(const char *at, int64_t *when)
{
    int day, year, hour, minute, second, offset;
    at = skip_blanks(at);
    if (!digits_read(&at, 2, &day) || *at != ' ')
        return false;
    at = skip_blanks(at);
    int month = date_month(at);
    if (month == 0)
        return false;
    at = skip_blanks(at + 3);
    if (!digits_read(&at, 4, &year) || *at != ' ')
        return false;
    at = skip_blanks(at);
    if (!digits_clock(&at, &hour, &minute, &second) || !zone_seconds(skip_blanks(at), &offset))
        return false;
    int32_t days = date_from_civil(year, month, day);
    *when = (int64_t)days * DAY_SECONDS + hour * 3600 + minute * 60 + second - offset;
    return day >= 1 && day <= 31 && year >= 1970 && year <= 2100 && days > 0;
}

int64_t mail_time_read(const char *text)
{
    const char *comma = strchr(text, ',');
    int64_t when = 0;
    return read_mail_time(comma != NULL ? comma + 1 : text, &when) ? when : 0;
}

void mail_time_write(int64_t at, char text[MAIL_TIME_SIZE])
{
    static const char *const days[] = {"Thu", "Fri", "Sat", "Sun",
                                       "Mon", "Tue", "Wed"}; /* 1970 began on the first */
    int year, month, day, second = (int)(at % DAY_SECONDS);
    date_to_civil((int32_t)(at / DAY_SECONDS), &year, &month, &day);
    snprintf(text, MAIL_TIME_SIZE, "%s, %02d %s %d %02d:%02d:%02d GMT", days[at / DAY_SECONDS % 7], day,
             date_month_name(month), year, second / 3600, second / 60 % 60, second % 60);
}
