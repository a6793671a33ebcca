/* SPDX-License-Identifier: MIT
 * Figures as a trader reads them. Each function writes an en dash for an unknown amount, never a zero.
 * (The canvas maps glyphs for terminals without UTF-8.) */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include "base/amount.h"

#include <stddef.h>
#include <stdint.h>

#define FORMAT_UNKNOWN "\xe2\x80\x93" /* en dash: not reported */

void format_price(char *text, size_t size, struct amount price, unsigned decimals);     /* 1234.50 */
void format_change(char *text, size_t size, struct amount change, unsigned decimals);   /* +4.11 */
void format_percent(char *text, size_t size, struct amount percent, unsigned decimals); /* +3.18% */
void format_share(char *text, size_t size, struct amount percent, unsigned decimals);   /* 43%, no sign */
void format_scaled(char *text, size_t size, struct amount value); /* 18.2M 1.06B 4.5T, 3 digits */
void format_count(char *text, size_t size, struct amount value);  /* 214 */
void format_wait(char *text, size_t size, int64_t seconds);       /* 40 s, 3 min */
void format_time(char *text, size_t size, int64_t utc_seconds);   /* hh:mm New York; "" for 0 */
void format_stamp(char *text, size_t size, int64_t utc_seconds);  /* 2026-11-23 10:42:07 ET; "" for 0 */
void format_day(char *text, size_t size, int32_t days);           /* 2025-09-24 */
void format_month_day(char *text, size_t size, int64_t utc_seconds, int64_t now); /* Sep 24 | Sep 2024 */

/* 40s 3m 2h 5d; "now" first. Counted are the clock's tens of seconds, then its minutes, as one does who reads 10:41
 * at 10:43: all ages on a screen then change together with its clock, and nothing has to wake up in between. */
void format_age(char *text, size_t size, int64_t since, int64_t now);
/* UTC s at which the text that format_age gives now changes next. */
int64_t format_age_next_change(int64_t since, int64_t now);

#endif
