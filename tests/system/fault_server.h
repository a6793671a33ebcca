/* SPDX-License-Identifier: MIT
 * An HTTP server that misbehaves on purpose: the first part of the path names the fault, what follows is ignored,
 * so that "http://127.0.0.1:PORT/FAULT" serves as a base_url for a whole program, too. Loopback only. */
#ifndef TESTS_FAULT_SERVER_H
#define TESTS_FAULT_SERVER_H

#include <stdbool.h>
#include <stddef.h>

struct fault_server;

struct fault_server_options {
    unsigned port;        /* 0: any that is free */
    const char *log_path; /* one line per request, appended; NULL none */
};

/* NULL with a message on stderr when no port is to be had. */
struct fault_server *fault_server_new(const struct fault_server_options *options);
void fault_server_free(struct fault_server *server); /* cuts every connection and waits for its threads */

unsigned fault_server_port(const struct fault_server *server);
unsigned fault_server_connections(struct fault_server *server); /* accepted so far */
/* Requests whose path started with /FAULT; NULL: all. */
unsigned fault_server_requests(struct fault_server *server, const char *fault);
/* The head of the newest request to /FAULT, "" if there was none. */
void fault_server_head(struct fault_server *server, const char *fault, char *text, size_t size);

/* The table, for --list and for tests that walk it. */
size_t fault_count(void);
const char *fault_name(size_t index);
const char *fault_about(size_t index);

#endif
