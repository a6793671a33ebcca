/* SPDX-License-Identifier: MIT
 * Sockets, threads and counting of the fault server; what is sent stands in fault_table.c. */
#include "config.h"

#include "fault_server.h"

#include "fault_exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define SEEN_MOST 128

struct seen { /* requests to one fault */
    char fault[64];
    unsigned count;
    char head[2048];
};

struct fault_server {
    int listeners[2];
    unsigned ports[2];
    int stop[2]; /* a pipe: closing its writing end wakes everybody */
    pthread_t thread;
    bool threaded;
    FILE *log;
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t idle;
    unsigned active;
    unsigned connections;
    unsigned requests;
    struct seen seen[SEEN_MOST];
    size_t seen_count;
};

struct connection { /* context of one thread */
    struct fault_server *server;
    int fd;
};

/* --- what a fault may do --- */

static bool wait_for(struct exchange *exchange, short events, int milliseconds)
{
    struct pollfd fds[2] = {{.fd = exchange->fd, .events = events}, {.fd = exchange->stop_fd, .events = POLLIN}};
    int ready = poll(fds, 2, milliseconds);
    if (ready < 0)
        return errno == EINTR;
    return fds[1].revents == 0;
}

bool exchange_send(struct exchange *exchange, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t sent = send(exchange->fd, at, length, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (sent < 0 && !wait_for(exchange, POLLOUT, -1))
            return false;
        if (sent > 0) {
            at += sent;
            length -= (size_t)sent;
        }
    }
    return true;
}

bool exchange_text(struct exchange *exchange, const char *format, ...)
{
    char text[FAULT_HEAD_SIZE + 1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return length > 0 && (size_t)length < sizeof text && exchange_send(exchange, text, (size_t)length);
}

bool exchange_hold(struct exchange *exchange, int milliseconds)
{
    char ignored[256];
    if (!wait_for(exchange, POLLIN, milliseconds))
        return false;
    ssize_t got = recv(exchange->fd, ignored, sizeof ignored, MSG_DONTWAIT);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

void exchange_reset(struct exchange *exchange)
{
    struct linger linger = {.l_onoff = 1, .l_linger = 0};
    (void)setsockopt(exchange->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/* --- one connection --- */

static void count_request(struct fault_server *server, const struct exchange *exchange)
{
    pthread_mutex_lock(&server->mutex);
    size_t i = 0;
    while (i < server->seen_count && strcmp(server->seen[i].fault, exchange->fault) != 0)
        i++;
    if (i == server->seen_count && i < SEEN_MOST)
        snprintf(server->seen[server->seen_count++].fault, sizeof server->seen[i].fault, "%s", exchange->fault);
    if (i < SEEN_MOST) {
        server->seen[i].count++;
        snprintf(server->seen[i].head, sizeof server->seen[i].head, "%.*s", (int)sizeof server->seen[i].head - 1,
                 exchange->head);
    }
    server->requests++;
    if (server->log != NULL) {
        fprintf(server->log, "%.*s\n", (int)strcspn(exchange->head, "\r\n"), exchange->head);
        fflush(server->log);
    }
    pthread_mutex_unlock(&server->mutex);
}

static size_t body_length(const char *head)
{
    for (const char *line = strchr(head, '\n'); line != NULL; line = strchr(line, '\n')) {
        line++;
        if (strncasecmp(line, "content-length:", 15) == 0)
            return (size_t)strtoul(line + 15, NULL, 10);
    }
    return 0;
}

/* Reads a whole request; a body is swallowed. False at the end of the connection. */
static bool read_request(struct exchange *exchange)
{
    size_t length = 0;
    const char *end = NULL;
    while (end == NULL) {
        if (length == sizeof exchange->head - 1 || !wait_for(exchange, POLLIN, -1))
            return false;
        ssize_t got = recv(exchange->fd, exchange->head + length, sizeof exchange->head - 1 - length, 0);
        if (got <= 0)
            return false;
        length += (size_t)got;
        exchange->head[length] = '\0';
        end = strstr(exchange->head, "\r\n\r\n");
    }
    size_t have = length - (size_t)(end + 4 - exchange->head);
    for (size_t want = body_length(exchange->head); have < want;) {
        char rest[1024];
        if (!wait_for(exchange, POLLIN, -1))
            return false;
        ssize_t got = recv(exchange->fd, rest, sizeof rest, 0);
        if (got <= 0)
            return false;
        have += (size_t)got;
    }
    return true;
}

static void find_fault(struct exchange *exchange)
{
    const char *path = strchr(exchange->head, ' ');
    path = path != NULL ? path + 1 : "";
    path += strspn(path, "/");
    snprintf(exchange->fault, sizeof exchange->fault, "%.*s", (int)strcspn(path, "/? \r\n"), path);
}

static void *serve_connection(void *context)
{
    struct connection connection = *(struct connection *)context;
    struct fault_server *server = connection.server;
    free(context);
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange != NULL) {
        exchange->fd = connection.fd;
        exchange->stop_fd = server->stop[0];
        exchange->port = server->ports[0];
        exchange->other_port = server->ports[1];
        bool more = true;
        while (more && read_request(exchange)) {
            exchange->nth++;
            find_fault(exchange);
            count_request(server, exchange);
            more = fault_answer(exchange);
        }
    }
    free(exchange);
    close(connection.fd);
    pthread_mutex_lock(&server->mutex);
    server->active--;
    pthread_cond_signal(&server->idle);
    pthread_mutex_unlock(&server->mutex);
    return NULL;
}

/* --- the server --- */

static void accept_one(struct fault_server *server, int listener)
{
    pthread_t thread;
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return;
    struct connection *connection = malloc(sizeof *connection);
    if (connection == NULL) {
        close(fd);
        return;
    }
    *connection = (struct connection){server, fd};
    pthread_mutex_lock(&server->mutex);
    server->connections++;
    server->active++;
    pthread_mutex_unlock(&server->mutex);
    if (pthread_create(&thread, NULL, serve_connection, connection) == 0) {
        pthread_detach(thread);
        return;
    }
    pthread_mutex_lock(&server->mutex);
    server->active--;
    pthread_mutex_unlock(&server->mutex);
    free(connection);
    close(fd);
}

static void *serve(void *context)
{
    struct fault_server *server = context;
    struct pollfd fds[3] = {{.fd = server->listeners[0], .events = POLLIN},
                            {.fd = server->listeners[1], .events = POLLIN},
                            {.fd = server->stop[0], .events = POLLIN}};
    while (fds[2].revents == 0) {
        if (poll(fds, 3, -1) < 0)
            continue;
        for (size_t i = 0; i < 2; i++)
            if (fds[i].revents != 0)
                accept_one(server, fds[i].fd);
    }
    return NULL;
}

static bool listen_on(struct fault_server *server, size_t index, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    socklen_t size = sizeof address;
    int yes = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = server->listeners[index] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 64) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return false;
    server->ports[index] = ntohs(address.sin_port);
    return true;
}

struct fault_server *fault_server_new(const struct fault_server_options *options)
{
    struct fault_server *server = calloc(1, sizeof *server);
    if (server == NULL)
        return NULL;
    server->listeners[0] = server->listeners[1] = server->stop[0] = server->stop[1] = -1;
    pthread_mutex_init(&server->mutex, NULL);
    pthread_cond_init(&server->idle, NULL);
    bool good = pipe(server->stop) == 0 && listen_on(server, 0, options->port) && listen_on(server, 1, 0);
    if (good && options->log_path != NULL)
        good = (server->log = fopen(options->log_path, "a")) != NULL;
    server->threaded = good && pthread_create(&server->thread, NULL, serve, server) == 0;
    if (!server->threaded) {
        perror("fault server");
        fault_server_free(server);
        return NULL;
    }
    return server;
}

static void close_if_open(int fd)
{
    if (fd >= 0)
        close(fd);
}

void fault_server_free(struct fault_server *server)
{
    if (server == NULL)
        return;
    close_if_open(server->stop[1]);
    if (server->threaded)
        pthread_join(server->thread, NULL);
    pthread_mutex_lock(&server->mutex);
    while (server->active > 0)
        pthread_cond_wait(&server->idle, &server->mutex);
    pthread_mutex_unlock(&server->mutex);
    close_if_open(server->stop[0]);
    close_if_open(server->listeners[0]);
    close_if_open(server->listeners[1]);
    if (server->log != NULL)
        fclose(server->log);
    pthread_cond_destroy(&server->idle);
    pthread_mutex_destroy(&server->mutex);
    free(server);
}

/* --- what was seen --- */

unsigned fault_server_port(const struct fault_server *server)
{
    return server->ports[0];
}

unsigned fault_server_connections(struct fault_server *server)
{
    pthread_mutex_lock(&server->mutex);
    unsigned count = server->connections;
    pthread_mutex_unlock(&server->mutex);
    return count;
}

static const struct seen *find_seen(const struct fault_server *server, const char *fault)
{
    for (size_t i = 0; i < server->seen_count; i++)
        if (strcmp(server->seen[i].fault, fault) == 0)
            return &server->seen[i];
    return NULL;
}

unsigned fault_server_requests(struct fault_server *server, const char *fault)
{
    pthread_mutex_lock(&server->mutex);
    const struct seen *seen = fault != NULL ? find_seen(server, fault) : NULL;
    unsigned count = fault == NULL ? server->requests : seen != NULL ? seen->count : 0;
    pthread_mutex_unlock(&server->mutex);
    return count;
}

void fault_server_head(struct fault_server *server, const char *fault, char *text, size_t size)
{
    pthread_mutex_lock(&server->mutex);
    const struct seen *seen = find_seen(server, fault);
    snprintf(text, size, "%s", seen != NULL ? seen->head : "");
    pthread_mutex_unlock(&server->mutex);
}
