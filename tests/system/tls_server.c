/* SPDX-License-Identifier: MIT
 * Sockets and threads of the TLS server. */
#include "config.h"

#include "tls_server.h"

#include "tls_parts.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS_MOST 64

struct tls_server {
    struct tls_server_options options;
    SSL_CTX *context;
    int listener;
    unsigned port;
    pthread_t thread;
    bool threaded;
    pthread_mutex_t mutex; /* guards all below */
    pthread_t threads[CONNECTIONS_MOST];
    int fds[CONNECTIONS_MOST]; /* -1: closed */
    size_t accepted;
    unsigned connections, requests;
};

struct guest { /* context of one thread */
    struct tls_server *server;
    size_t index;
    int fd;
};

static void count_request(void *context)
{
    struct tls_server *server = context;
    pthread_mutex_lock(&server->mutex);
    server->requests++;
    pthread_mutex_unlock(&server->mutex);
}

static void serve_guest(struct tls_server *server, SSL *ssl)
{
    const unsigned char *protocol = NULL;
    unsigned length = 0;
    struct tls_visit visit = {ssl, server->options.dead_after, count_request, server};
    pthread_mutex_lock(&server->mutex);
    server->connections++;
    pthread_mutex_unlock(&server->mutex);
    SSL_get0_alpn_selected(ssl, &protocol, &length);
    if (length == 2 && memcmp(protocol, "h2", 2) == 0)
        tls_serve_http2(&visit);
    else
        tls_serve_http1(&visit);
}

static void *welcome(void *context)
{
    struct guest guest = *(struct guest *)context;
    struct tls_server *server = guest.server;
    free(context);
    SSL *ssl = SSL_new(server->context);
    if (ssl != NULL && SSL_set_fd(ssl, guest.fd) == 1 && SSL_accept(ssl) == 1)
        serve_guest(server, ssl);
    SSL_free(ssl);
    pthread_mutex_lock(&server->mutex);
    close(guest.fd);
    server->fds[guest.index] = -1;
    pthread_mutex_unlock(&server->mutex);
    return NULL;
}

static void take_in(struct tls_server *server, int fd)
{
    struct guest *guest = malloc(sizeof *guest);
    pthread_mutex_lock(&server->mutex);
    bool room = guest != NULL && server->accepted < CONNECTIONS_MOST;
    if (room) {
        *guest = (struct guest){server, server->accepted, fd};
        server->fds[server->accepted] = fd;
        room = pthread_create(&server->threads[server->accepted], NULL, welcome, guest) == 0;
    }
    if (room)
        server->accepted++;
    pthread_mutex_unlock(&server->mutex);
    if (!room) {
        free(guest);
        close(fd);
    }
}

static void *serve(void *context)
{
    struct tls_server *server = context;
    for (;;) {
        int fd = accept(server->listener, NULL, NULL);
        if (fd < 0) /* the listener was shut down */
            return NULL;
        take_in(server, fd);
    }
}

static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *length, const unsigned char *in,
                           unsigned in_length, void *context)
{
    static const unsigned char ours[] = "\x02h2";
    unsigned char *chosen = NULL;
    (void)ssl;
    (void)context;
    if (SSL_select_next_proto(&chosen, length, ours, 3, in, in_length) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

static bool start(struct tls_server *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server->listener < 0 || bind(server->listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
        listen(server->listener, 64) != 0 || getsockname(server->listener, (struct sockaddr *)&address, &size) != 0)
        return false;
    server->port = ntohs(address.sin_port);
    server->threaded = pthread_create(&server->thread, NULL, serve, server) == 0;
    return server->threaded;
}

struct tls_server *tls_server_new(const struct tls_authority *authority, const struct tls_server_options *options)
{
    struct tls_server *server = calloc(1, sizeof *server);
    if (server == NULL)
        return NULL;
    server->options = *options;
    server->listener = -1;
    pthread_mutex_init(&server->mutex, NULL);
    server->context = tls_certify(authority, options);
    if (server->context != NULL && options->http2)
        SSL_CTX_set_alpn_select_cb(server->context, choose_protocol, NULL);
    if (server->context != NULL && start(server))
        return server;
    perror("TLS server");
    tls_server_free(server);
    return NULL;
}

void tls_server_free(struct tls_server *server)
{
    if (server == NULL)
        return;
    if (server->listener >= 0)
        shutdown(server->listener, SHUT_RDWR);
    if (server->threaded)
        pthread_join(server->thread, NULL);
    pthread_mutex_lock(&server->mutex);
    for (size_t i = 0; i < server->accepted; i++)
        if (server->fds[i] >= 0)
            shutdown(server->fds[i], SHUT_RDWR);
    pthread_mutex_unlock(&server->mutex);
    for (size_t i = 0; i < server->accepted; i++)
        pthread_join(server->threads[i], NULL);
    if (server->listener >= 0)
        close(server->listener);
    SSL_CTX_free(server->context);
    pthread_mutex_destroy(&server->mutex);
    free(server);
}

unsigned tls_server_port(const struct tls_server *server)
{
    return server->port;
}

unsigned tls_server_connections(struct tls_server *server)
{
    pthread_mutex_lock(&server->mutex);
    unsigned count = server->connections;
    pthread_mutex_unlock(&server->mutex);
    return count;
}

unsigned tls_server_requests(struct tls_server *server)
{
    pthread_mutex_lock(&server->mutex);
    unsigned count = server->requests;
    pthread_mutex_unlock(&server->mutex);
    return count;
}
