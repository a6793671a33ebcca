/* SPDX-License-Identifier: MIT
 * The long way: bytes are kept in order until their time has come. One thread. */
#include "config.h"

#include "relay.h"

#include "measure.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINKS_MOST 16
#define CHUNKS     512
#define CHUNK_SIZE 4096

struct chunk {
    double due_ms;
    size_t length;
    char bytes[CHUNK_SIZE];
};

struct way { /* a ring; at a chunk of no bytes the line ends */
    int from, to;
    size_t first, count;
    struct chunk *chunks;
};

struct relay {
    int listener, server_port;
    unsigned port, one_way_ms;
    pthread_t thread;
    atomic_bool stop;
    struct way ways[2 * LINKS_MOST];
    size_t way_count;
};

static struct sockaddr_in loopback(unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int open_socket(void)
{
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) != 0)
        measure_die("no socket");
    return fd;
}

static void add_way(struct relay *relay, int from, int to)
{
    struct chunk *chunks = calloc(CHUNKS, sizeof *chunks);
    if (chunks == NULL)
        measure_die("no memory");
    relay->ways[relay->way_count++] = (struct way){from, to, 0, 0, chunks};
}

static void take_connection(struct relay *relay)
{
    struct sockaddr_in address = loopback((unsigned)relay->server_port);
    int one = 1, near = accept4(relay->listener, NULL, NULL, SOCK_CLOEXEC), far = open_socket();
    setsockopt(near, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (near < 0 || relay->way_count + 2 > 2 * LINKS_MOST ||
        connect(far, (struct sockaddr *)&address, sizeof address) != 0)
        measure_die("the relay cannot take a connection");
    add_way(relay, near, far);
    add_way(relay, far, near);
}

static void take_bytes(struct relay *relay, struct way *way)
{
    struct chunk *chunk = &way->chunks[(way->first + way->count) % CHUNKS];
    ssize_t got = recv(way->from, chunk->bytes, CHUNK_SIZE, 0);
    chunk->length = got > 0 ? (size_t)got : 0;
    chunk->due_ms = measure_now_ms() + relay->one_way_ms;
    way->count++;
    if (got <= 0)
        way->from = -1;
}

static void give_bytes(struct way *way)
{
    while (way->count > 0 && way->chunks[way->first].due_ms <= measure_now_ms()) {
        const struct chunk *chunk = &way->chunks[way->first];
        if (chunk->length == 0)
            shutdown(way->to, SHUT_WR);
        else if (send(way->to, chunk->bytes, chunk->length, MSG_NOSIGNAL) < 0)
            way->from = -1;
        way->first = (way->first + 1) % CHUNKS;
        way->count--;
    }
}

static void *relay_run(void *argument)
{
    struct relay *relay = argument;
    while (!atomic_load(&relay->stop)) {
        struct pollfd fds[2 * LINKS_MOST + 1] = {{.fd = relay->listener, .events = POLLIN}};
        size_t count = relay->way_count;
        for (size_t i = 0; i < count; i++)
            fds[i + 1] =
                (struct pollfd){.fd = relay->ways[i].count < CHUNKS ? relay->ways[i].from : -1, .events = POLLIN};
        poll(fds, count + 1, 1); /* the grain of its delay */
        for (size_t i = 0; i < count; i++) {
            if (fds[i + 1].revents != 0)
                take_bytes(relay, &relay->ways[i]);
            give_bytes(&relay->ways[i]);
        }
        if (fds[0].revents != 0)
            take_connection(relay);
    }
    return NULL;
}

struct relay *relay_new(unsigned server_port, unsigned one_way_ms)
{
    struct relay *relay = calloc(1, sizeof *relay);
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (relay == NULL)
        measure_die("no memory");
    relay->one_way_ms = one_way_ms;
    relay->server_port = (int)server_port;
    relay->listener = open_socket();
    if (bind(relay->listener, (struct sockaddr *)&address, size) != 0 || listen(relay->listener, 16) != 0 ||
        getsockname(relay->listener, (struct sockaddr *)&address, &size) != 0)
        measure_die("no port for the relay");
    relay->port = ntohs(address.sin_port);
    if (pthread_create(&relay->thread, NULL, relay_run, relay) != 0)
        measure_die("no thread for the relay");
    return relay;
}

void relay_free(struct relay *relay)
{
    atomic_store(&relay->stop, true);
    pthread_join(relay->thread, NULL);
    for (size_t i = 0; i < relay->way_count; i++) {
        close(relay->ways[i].to); /* each end is the far one of a way */
        free(relay->ways[i].chunks);
    }
    close(relay->listener);
    free(relay);
}

unsigned relay_port(const struct relay *relay)
{
    return relay->port;
}
