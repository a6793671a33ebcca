/* SPDX-License-Identifier: MIT
 * Times as mail, HTTP and RSS write them (RFC 5322 3.3, RFC 9110 5.6.7): "Mon, 23 Nov 2026 15:00:00 GMT". */
#ifndef BASE_MAIL_TIME_H
#define BASE_MAIL_TIME_H

#include <stdint.h>

#define MAIL_TIME_SIZE 40

/* UTC s; 0 when malformed or not between 1970 and 2100. The day of the week may be missing and is not compared. */
int64_t mail_time_read(const char *text);
/* at: UTC s, from 1970 on. */
void mail_time_write(int64_t at, char text[MAIL_TIME_SIZE]);

#endif
