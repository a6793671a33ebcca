/* SPDX-License-Identifier: MIT
 * --record: writes each exchange as a body file and a row of index.tsv, in the format --replay serves:
 * method TAB url TAB status TAB content-type TAB one extra header or nothing TAB body file, and behind it further
 * headers, a TAB before each. */
#ifndef NET_RECORDING_H
#define NET_RECORDING_H

#include "net/http.h"

struct recording;

/* Makes the folder (0700) if missing; appends to an index that is there. */
struct recording *recording_new(const char *folder, struct error *err);
void recording_free(struct recording *recording);
/* Whatever log_add_secret was told is replaced wherever it stands: in the address by '*', which replay matches with
 * anything, in headers and body by LOG_SECRET_MARK. So are query values whose name says that they are secret
 * (crumb, token, apikey ...). Cookies are replaced by a placeholder. Of the headers Set-Cookie, Retry-After,
 * Last-Modified and ETag are kept; Date is received_at (UTC s), so that a replay knows the time of data that bear
 * none. url is the provider's own, before any base_url. */
bool recording_add(struct recording *recording, const char *method, const char *url,
                   const struct http_response *response, int64_t received_at, struct error *err)
    __attribute__((warn_unused_result));

#endif
