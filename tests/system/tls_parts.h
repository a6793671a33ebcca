/* SPDX-License-Identifier: MIT
 * What the TLS server's parts share: the certificates, and how a connection is served. */
#ifndef TESTS_TLS_PARTS_H
#define TESTS_TLS_PARTS_H

#include "tls_server.h"

#include <openssl/ssl.h>

/* A context with a certificate as the options want it; NULL when OpenSSL refuses. */
SSL_CTX *tls_certify(const struct tls_authority *authority, const struct tls_server_options *options);

/* One connection after its handshake. */
struct tls_visit {
    SSL *ssl;
    unsigned dead_after;
    void (*count_request)(void *context);
    void *context;
};

void tls_serve_http1(const struct tls_visit *visit);
void tls_serve_http2(const struct tls_visit *visit);

#endif
