/* SPDX-License-Identifier: MIT
 * The NYSE calendar: sessions, holidays by rule, half days. Good from 2000 to CALENDAR_LAST_YEAR; beyond it
 * calendar_known() is false, hours are unknown and polling goes on at the open pace.
 * Source of the rules: NYSE Rule 7.2 (holidays) and the exchange's published early closes. */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include "model/prices.h"

#define CALENDAR_LAST_YEAR 2035

bool calendar_known(int64_t utc_seconds);
bool calendar_is_trading_day(int32_t day);
bool calendar_is_half_day(int32_t day); /* regular session ends 13:00 */
/* Pre 04:00-09:30, regular 09:30-16:00 (13:00), post until 20:00 (17:00), else closed. */
enum market_session calendar_session(int64_t utc_seconds);
/* When the session of that instant ends and the next begins, UTC s. */
int64_t calendar_session_change(int64_t utc_seconds);
/* The regular session (open, close) of the trading day at or before that instant's New York day. */
void calendar_last_session(int64_t utc_seconds, int64_t *open, int64_t *close);
const char *session_name(enum market_session session); /* "open" "pre-market" "after hours" "closed" "" */

#endif
