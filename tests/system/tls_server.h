/* SPDX-License-Identifier: MIT
 * A small HTTPS server for tests: its own authority, certificates with the usual faults, HTTP/1.1 or HTTP/2, and
 * connections that go dead. Loopback only. */
#ifndef TESTS_TLS_SERVER_H
#define TESTS_TLS_SERVER_H

#include <stdbool.h>

/* An authority made for this run. Its certificate goes to authority_path. NULL with a message when that fails. */
struct tls_authority;
struct tls_authority *tls_authority_new(const char *authority_path);
void tls_authority_free(struct tls_authority *authority);

struct tls_server_options {
    const char *host; /* whose name the certificate bears */
    bool self_signed, expired;
    bool old;            /* speaks nothing newer than TLS 1.1 */
    bool http2;          /* offers it */
    unsigned dead_after; /* each connection answers so many requests, then never again; 0: always */
};

struct tls_server;
struct tls_server *tls_server_new(const struct tls_authority *authority, const struct tls_server_options *options);
void tls_server_free(struct tls_server *server);
unsigned tls_server_port(const struct tls_server *server);
unsigned tls_server_connections(struct tls_server *server); /* whose handshake was finished */
unsigned tls_server_requests(struct tls_server *server);

#endif
