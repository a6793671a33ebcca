/* SPDX-License-Identifier: MIT
 * Cookie jars: one per name, in memory only, shared by the requests that name it. One thread, so no locks. */
#include "config.h"

#include "http_parts.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct http_jar {
    struct http_jar *next;
    char *name;
    CURLSH *share;
};

static struct http_jar *find(struct http_jar *jars, const char *name)
{
    while (jars != NULL && strcmp(jars->name, name) != 0)
        jars = jars->next;
    return jars;
}

CURLSH *http_jar_share(struct http_jar **jars, const char *name)
{
    struct http_jar *jar = find(*jars, name);
    if (jar != NULL)
        return jar->share;
    CURLSH *share = curl_share_init();
    if (share == NULL)
        return NULL;
    if (curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) != CURLSHE_OK) {
        curl_share_cleanup(share);
        return NULL;
    }
    jar = memory_new(1, sizeof *jar);
    *jar = (struct http_jar){.next = *jars, .name = memory_text(name), .share = share};
    *jars = jar;
    return share;
}

void http_jar_forget(struct http_jar *jars, const char *name)
{
    struct http_jar *jar = find(jars, name);
    CURL *easy = jar != NULL ? curl_easy_init() : NULL;
    if (easy == NULL)
        return;
    /* The jar stays: requests under way still point to it. */
    curl_easy_setopt(easy, CURLOPT_SHARE, jar->share);
    curl_easy_setopt(easy, CURLOPT_COOKIELIST, "ALL");
    curl_easy_cleanup(easy);
}

void http_jars_free(struct http_jar **jars)
{
    while (*jars != NULL) {
        struct http_jar *jar = *jars;
        *jars = jar->next;
        curl_share_cleanup(jar->share);
        free(jar->name);
        free(jar);
    }
}
