/* SPDX-License-Identifier: MIT
 * What all SEC hosts have in common: what a filer needs before it is asked for, and what their refusals mean. */
#ifndef SOURCE_SEC_ANSWER_H
#define SOURCE_SEC_ANSWER_H

#include "source/source.h"

/* False with ERROR_NOT_FOUND when no filer is known for the subject. */
bool sec_has_filer(const struct subscription *subscription, struct error *err);

/* True for a 200 that is no web page. The refusals, by body rather than by status alone: XML NoSuchKey is `missing`
 * with the sentence given, XML AccessDenied is ERROR_NO_DATA (not there yet), a web page or bare 403 is
 * ERROR_BLOCKED. */
bool sec_answer_ok(const struct source_response *response, enum error_code missing, const char *sentence,
                   struct error *err);

#endif
