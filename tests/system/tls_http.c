/* SPDX-License-Identifier: MIT
 * The least of HTTP/1.1 and HTTP/2 (RFC 9113) that answers every request with the same words. */
#include "config.h"

#include "tls_parts.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BODY         "{\"tls\":true}"
#define PREFACE_SIZE 24
#define FRAME_MOST   16384

enum frame_type { FRAME_DATA = 0, FRAME_HEADERS = 1, FRAME_SETTINGS = 4, FRAME_PING = 6 };
enum frame_flag { FLAG_ACK = 1, FLAG_END_STREAM = 1, FLAG_END_HEADERS = 4 };

static bool read_whole(SSL *ssl, void *bytes, size_t length)
{
    size_t got = 0;
    for (char *at = bytes; length > 0; at += got, length -= got)
        if (SSL_read_ex(ssl, at, length, &got) != 1)
            return false;
    return true;
}

static bool write_whole(SSL *ssl, const void *bytes, size_t length)
{
    size_t written = 0;
    return SSL_write_ex(ssl, bytes, length, &written) == 1;
}

static bool is_dead(const struct tls_visit *visit, unsigned nth)
{
    return visit->dead_after > 0 && nth > visit->dead_after;
}

/* The bytes arrive, and nobody is there. */
static void play_dead(SSL *ssl)
{
    char ignored[512];
    size_t got = 0;
    while (SSL_read_ex(ssl, ignored, sizeof ignored, &got) == 1)
        continue;
}

void tls_serve_http1(const struct tls_visit *visit)
{
    char answer[256], head[8192];
    int size = snprintf(answer, sizeof answer,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n" BODY,
                        strlen(BODY));
    for (unsigned nth = 1;; nth++) {
        size_t length = 0;
        do {
            size_t got = 0;
            if (length == sizeof head - 1 ||
                SSL_read_ex(visit->ssl, head + length, sizeof head - 1 - length, &got) != 1)
                return;
            length += got;
            head[length] = '\0';
        } while (strstr(head, "\r\n\r\n") == NULL);
        visit->count_request(visit->context);
        if (is_dead(visit, nth))
            play_dead(visit->ssl);
        if (!write_whole(visit->ssl, answer, (size_t)size))
            return;
    }
}

/* --- HTTP/2 --- */

static bool send_frame(SSL *ssl, enum frame_type type, unsigned flags, uint32_t stream, const void *payload,
                       size_t length)
{
    unsigned char frame[9 + 256] = {
        (unsigned char)(length >> 16), (unsigned char)(length >> 8), (unsigned char)length,
        (unsigned char)type,           (unsigned char)flags,         (unsigned char)(stream >> 24),
        (unsigned char)(stream >> 16), (unsigned char)(stream >> 8), (unsigned char)stream};
    memcpy(frame + 9, payload, length);
    return write_whole(ssl, frame, 9 + length);
}

static bool answer_stream(SSL *ssl, uint32_t stream)
{
    static const char status_200[] = {'\x88'}; /* from the static table of HPACK */
    return send_frame(ssl, FRAME_HEADERS, FLAG_END_HEADERS, stream, status_200, sizeof status_200) &&
           send_frame(ssl, FRAME_DATA, FLAG_END_STREAM, stream, BODY, strlen(BODY));
}

void tls_serve_http2(const struct tls_visit *visit)
{
    unsigned char head[9], payload[FRAME_MOST];
    unsigned nth = 0;
    bool going =
        read_whole(visit->ssl, payload, PREFACE_SIZE) && send_frame(visit->ssl, FRAME_SETTINGS, 0, 0, "", 0);
    while (going && read_whole(visit->ssl, head, sizeof head)) {
        size_t length = (size_t)head[0] << 16 | (size_t)head[1] << 8 | head[2];
        uint32_t stream =
            ((uint32_t)head[5] << 24 | (uint32_t)head[6] << 16 | (uint32_t)head[7] << 8 | head[8]) & 0x7fffffff;
        if (length > sizeof payload || !read_whole(visit->ssl, payload, length))
            return;
        if (head[3] == FRAME_SETTINGS && (head[4] & FLAG_ACK) == 0) {
            going = send_frame(visit->ssl, FRAME_SETTINGS, FLAG_ACK, 0, "", 0);
        } else if (head[3] == FRAME_PING && (head[4] & FLAG_ACK) == 0) {
            going = send_frame(visit->ssl, FRAME_PING, FLAG_ACK, 0, payload, 8);
        } else if (head[3] == FRAME_HEADERS) {
            visit->count_request(visit->context);
            if (is_dead(visit, ++nth))
                play_dead(visit->ssl);
            going = answer_stream(visit->ssl, stream);
        }
    }
}
