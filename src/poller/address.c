/* SPDX-License-Identifier: MIT
 * Where a request really goes: mirrors, the simulator and recordings stand behind one rewriting,
 * "https://host/path" becomes "<base_url>/host/path". Also who we say we are. */
#include "config.h"

#include "poller_state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

void address_rewrite(const char *base_url, const char *url, char *text, size_t size)
{
    const char *rest = strstr(url, "://");
    if (base_url == NULL || base_url[0] == '\0' || rest == NULL) {
        text_copy(text, size, url);
        return;
    }
    size_t length = strlen(base_url);
    while (length > 0 && base_url[length - 1] == '/')
        length--;
    snprintf(text, size, "%.*s/%s", (int)length, base_url, rest + 3);
}

static const char *base_url_for(const struct poller *poller, const struct source *source)
{
    const struct config_source *own = source != NULL ? config_source(poller->config, source->name) : NULL;
    return own != NULL && own->base_url[0] != '\0' ? own->base_url : poller->config->base_url;
}

static bool choose_agent(const struct poller *poller, const struct source_provider *provider, bool loopback,
                         char *agent, size_t size, struct error *err)
{
    const struct config *config = poller->config;
    bool has_contact = config->sec_contact[0] != '\0';
    if (provider->browser_agent)
        text_copy(agent, size, config->user_agent);
    else if (provider->needs_contact && has_contact)
        snprintf(agent, size, "gputape/%s %s", PACKAGE_VERSION, config->sec_contact);
    else if (provider->needs_contact && !loopback)
        return error_set(err, ERROR_NEEDS_SETTING,
                         "the SEC asks for your name and e-mail: set contact = Name name@example.org in [sec] of "
                         "gputape.conf");
    else
        snprintf(agent, size, "gputape/%s", PACKAGE_VERSION);
    return true;
}

bool address_request(const struct poller *poller, const struct source *source,
                     const struct source_provider *provider, const struct source_request *from,
                     struct http_request *to, struct address *address, struct error *err)
{
    address_rewrite(base_url_for(poller, source), from->url, address->url, sizeof address->url);
    if (!choose_agent(poller, provider, http_is_loopback(address->url), address->agent, sizeof address->agent, err))
        return false;
    *to = (struct http_request){
        .url = address->url,
        .body = from->body[0] != '\0' ? from->body : NULL,
        .user_agent = address->agent,
        .accept = from->accept,
        .jar = provider->handshake != NULL ? provider->name : NULL,
        .body_limit = from->body_limit,
        .total_seconds = from->total_seconds,
        .then_get = from->then_get,
    };
    size_t headers = 0;
    for (size_t i = 0; i < sizeof from->headers / sizeof from->headers[0]; i++)
        if (from->headers[i][0] != '\0')
            to->headers[headers++] = from->headers[i];
    return true;
}
