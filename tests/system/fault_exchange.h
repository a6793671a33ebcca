/* SPDX-License-Identifier: MIT
 * One request as a fault sees it, shared by the server and the table of faults. */
#ifndef TESTS_FAULT_EXCHANGE_H
#define TESTS_FAULT_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

#define FAULT_HEAD_SIZE 16384

struct exchange {
    int fd;
    int stop_fd;                /* readable when the server ends */
    char head[FAULT_HEAD_SIZE]; /* request line and headers */
    char fault[64];             /* first part of the path */
    unsigned nth;               /* of this connection, from 1 */
    unsigned port, other_port;  /* the server listens on two */
};

/* False when the other side, or the server, is gone. */
bool exchange_send(struct exchange *exchange, const void *bytes, size_t length);
bool exchange_text(struct exchange *exchange, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Keeps quiet for so long (-1: for ever). False when the other side, or the server, is gone. */
bool exchange_hold(struct exchange *exchange, int milliseconds);
/* The connection ends with a reset instead of a goodbye. */
void exchange_reset(struct exchange *exchange);

/* Answers in the way that exchange->fault says; true: the connection may serve another request. */
bool fault_answer(struct exchange *exchange);

#endif
