/* SPDX-License-Identifier: MIT
 * The faults: one row each. Most are a text and what becomes of the connection after it. */
#include "config.h"

#include "fault_exchange.h"
#include "fault_server.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DRIP_MS      20
#define LARGE_CHUNKS 48
#define MANY_HEADERS 2000
#define BIG_HEADER   (2 * 1024 * 1024)
#define OK_BODY      "{\"ok\":true}"
#define JSON         "Content-Type: application/json\r\n"
#define OK           "HTTP/1.1 200 OK\r\n" JSON
#define GZIP         "Content-Encoding: gzip\r\n"
#define NOTHING      "Content-Length: 0\r\n\r\n"
#define CUT          "{\"cut\": [1, 2"
#define TOO_MANY     "HTTP/1.1 429 Too Many Requests\r\n" JSON

enum after { KEEP, CLOSE, RESET, HOLD };

struct fault {
    const char *name;
    const char *about;
    enum after after;
    const char *text;                       /* NULL: run */
    bool (*run)(struct exchange *exchange); /* true: the connection may serve another request */
};

/* --- gzip by hand: stored blocks, and two blocks of compressed blanks that can be repeated for ever --- */

static const unsigned char gzip_head[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};

/* 65,536 blanks. */
static const unsigned char blanks[] = {0xec, 0xc1, 0x81, 0x00, 0x00, 0x00, 0x00,        0x80,        0x20,
                                       0x95, 0xfd, 0x29, 0x17, 0xa9, 0x0a, [78] = 0x6a, [82] = 0xff, 0xff};

/* The block above 64 times: what comes out must be decompressed once more. */
static const unsigned char blanks_twice[] = {
    0xec, 0xcc, 0x31, 0x11, 0x80, 0x30, 0x10, 0x00, 0xc1, 0xd4, 0x31, 0x40, 0x9b, 0x16, 0x6b, 0x51, 0x01, 0x22,
    0x10, 0x11, 0x19, 0xf8, 0x79, 0x0b, 0x99, 0xf0, 0x1e, 0xd2, 0x50, 0xec, 0xcd, 0x5c, 0xbb, 0xf1, 0xde, 0x25,
    0xbb, 0xda, 0x33, 0xcf, 0x63, 0xd4, 0xb2, 0x57, 0xcf, 0xd7, 0x0a, 0x26, 0x93, 0xc9, 0x64, 0x32, 0x99, 0x4c,
    0x26, 0x93, 0xc9, 0x64, 0x32, 0x99, 0x4c, 0x26, 0x93, 0xc9, 0xfc, 0x81, 0xf9, 0x01, 0x00, 0x00, 0xff, 0xff};

static uint32_t crc_of(uint32_t crc, const unsigned char *bytes, size_t length)
{
    crc = ~crc;
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

static bool send_stored(struct exchange *exchange, const void *bytes, uint16_t length, bool last)
{
    const unsigned char head[] = {last, (unsigned char)(length & 0xff), (unsigned char)(length >> 8),
                                  (unsigned char)(~length & 0xff), (unsigned char)((~length >> 8) & 0xff)};
    return exchange_send(exchange, head, sizeof head) && exchange_send(exchange, bytes, length);
}

static bool send_gzip_end(struct exchange *exchange, uint32_t crc, uint32_t size)
{
    unsigned char tail[8];
    for (unsigned i = 0; i < 4; i++) {
        tail[i] = (unsigned char)(crc >> (8 * i));
        tail[4 + i] = (unsigned char)(size >> (8 * i));
    }
    return exchange_send(exchange, tail, sizeof tail);
}

static bool answer_gzip(struct exchange *exchange)
{
    const unsigned char *body = (const unsigned char *)OK_BODY;
    return exchange_text(exchange, OK GZIP "Content-Length: %zu\r\n\r\n",
                         sizeof gzip_head + 5 + strlen(OK_BODY) + 8) &&
           exchange_send(exchange, gzip_head, sizeof gzip_head) &&
           send_stored(exchange, body, (uint16_t)strlen(OK_BODY), true) &&
           send_gzip_end(exchange, crc_of(0, body, strlen(OK_BODY)), (uint32_t)strlen(OK_BODY));
}

static bool answer_gzip_cut(struct exchange *exchange)
{
    if (exchange_text(exchange, OK GZIP "Connection: close\r\n\r\n") &&
        exchange_send(exchange, gzip_head, sizeof gzip_head))
        (void)send_stored(exchange, CUT, (uint16_t)strlen(CUT), false);
    return false;
}

/* Honest, and larger than where the guard against bombs begins. */
static bool answer_gzip_large(struct exchange *exchange)
{
    char chunk[65535];
    uint32_t crc = 0, size = 0;
    memset(chunk, ' ', sizeof chunk);
    bool sent = exchange_text(exchange, OK GZIP "Connection: close\r\n\r\n") &&
                exchange_send(exchange, gzip_head, sizeof gzip_head);
    for (unsigned i = 0; i < LARGE_CHUNKS && sent; i++) {
        crc = crc_of(crc, (const unsigned char *)chunk, sizeof chunk);
        size += (uint32_t)sizeof chunk;
        sent = send_stored(exchange, chunk, sizeof chunk, i + 1 == LARGE_CHUNKS);
    }
    if (sent)
        (void)send_gzip_end(exchange, crc, size);
    return false;
}

static bool answer_bomb(struct exchange *exchange)
{
    bool sent = exchange_text(exchange, OK GZIP "Connection: close\r\n\r\n") &&
                exchange_send(exchange, gzip_head, sizeof gzip_head);
    while (sent)
        sent = exchange_send(exchange, blanks, sizeof blanks);
    return false;
}

static bool answer_bomb_twice(struct exchange *exchange)
{
    bool sent = exchange_text(exchange, OK "Content-Encoding: gzip, gzip\r\nConnection: close\r\n\r\n") &&
                exchange_send(exchange, gzip_head, sizeof gzip_head) &&
                send_stored(exchange, gzip_head, sizeof gzip_head, false);
    while (sent)
        sent = exchange_send(exchange, blanks_twice, sizeof blanks_twice);
    return false;
}

/* --- slow and endless --- */

static bool drip(struct exchange *exchange, const char *bytes)
{
    for (size_t i = 0; bytes[i] != '\0'; i++)
        if (!exchange_send(exchange, &bytes[i], 1) || !exchange_hold(exchange, DRIP_MS))
            return false;
    return true;
}

static bool answer_drip_headers(struct exchange *exchange)
{
    bool sent = exchange_text(exchange, "HTTP/1.1 200 OK\r\n");
    while (sent)
        sent = drip(exchange, "X-Slow: yes\r\n");
    return false;
}

static bool answer_drip(struct exchange *exchange)
{
    bool sent = exchange_text(exchange, OK "Content-Length: 1000000\r\n\r\n[");
    while (sent)
        sent = drip(exchange, "1,");
    return false;
}

static bool answer_endless(struct exchange *exchange)
{
    char chunk[1024];
    memset(chunk, '1', sizeof chunk);
    bool sent = exchange_text(exchange, OK "Transfer-Encoding: chunked\r\n\r\n");
    while (sent)
        sent = exchange_text(exchange, "%zx\r\n%.*s\r\n", sizeof chunk, (int)sizeof chunk, chunk);
    return false;
}

static bool answer_big_header(struct exchange *exchange)
{
    char part[4096];
    memset(part, 'x', sizeof part);
    bool sent = exchange_text(exchange, OK "X-Big: ");
    for (size_t length = 0; length < BIG_HEADER && sent; length += sizeof part)
        sent = exchange_send(exchange, part, sizeof part);
    return sent && exchange_text(exchange, "\r\n" NOTHING);
}

static bool answer_many_headers(struct exchange *exchange)
{
    bool sent = exchange_text(exchange, OK);
    for (unsigned i = 0; i < MANY_HEADERS && sent; i++)
        sent = exchange_text(exchange, "X-Many-%u: %u\r\n", i, i);
    return sent && exchange_text(exchange, NOTHING);
}

/* --- kept connections --- */

static bool answer_ok(struct exchange *exchange)
{
    return exchange_text(exchange, OK "Content-Length: %zu\r\n\r\n" OK_BODY, strlen(OK_BODY));
}

static bool answer_drop(struct exchange *exchange)
{
    return exchange->nth == 1 && answer_ok(exchange);
}

static bool answer_hole(struct exchange *exchange)
{
    if (exchange->nth == 1)
        return answer_ok(exchange);
    while (exchange_hold(exchange, -1))
        continue;
    return false;
}

/* --- redirects --- */

static bool redirect(struct exchange *exchange, const char *status, unsigned port, const char *path)
{
    return exchange_text(exchange, "HTTP/1.1 %s\r\nLocation: http://127.0.0.1:%u/%s\r\n" NOTHING, status, port,
                         path);
}

static bool answer_redirect(struct exchange *exchange)
{
    return redirect(exchange, "302 Found", exchange->port, "echo/moved?token=from-location");
}

static bool answer_redirect_same_method(struct exchange *exchange)
{
    return redirect(exchange, "307 Temporary Redirect", exchange->port, "echo/moved");
}

static bool answer_redirect_twice(struct exchange *exchange)
{
    return redirect(exchange, "301 Moved Permanently", exchange->port, "redirect");
}

static bool answer_redirect_loop(struct exchange *exchange)
{
    return redirect(exchange, "302 Found", exchange->port, "redirect-loop");
}

static bool answer_redirect_port(struct exchange *exchange)
{
    return redirect(exchange, "302 Found", exchange->other_port, "echo/stolen");
}

/* --- answers that depend on the request or the time --- */

static bool answer_echo(struct exchange *exchange)
{
    return exchange_text(exchange, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s",
                         strlen(exchange->head), exchange->head);
}

static bool answer_validated(struct exchange *exchange)
{
    if (strstr(exchange->head, "If-None-Match: \"one\"") != NULL)
        return exchange_text(exchange, "HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\n\r\n");
    return exchange_text(exchange,
                         OK "ETag: \"one\"\r\nLast-Modified: Mon, 16 Nov 2026 09:00:00 GMT\r\n"
                            "Content-Length: %zu\r\n\r\n" OK_BODY,
                         strlen(OK_BODY));
}

static bool answer_429_date(struct exchange *exchange)
{
    char now[40], later[40];
    struct tm broken_down;
    time_t seconds = 1795305600; /* a server whose clock differs from ours: only the distance counts */
    strftime(now, sizeof now, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&seconds, &broken_down));
    seconds += 90;
    strftime(later, sizeof later, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&seconds, &broken_down));
    return exchange_text(exchange, TOO_MANY "Retry-After: %s\r\nDate: %s\r\n" NOTHING, later, now);
}

/* --- the table --- */

static const struct fault faults[] = {
    {.name = "ok", .about = "a good answer on a kept connection", .run = answer_ok},
    {.name = "echo", .about = "the request's own head", .run = answer_echo},
    {.name = "cookie",
     .about = "sets a cookie",
     .after = KEEP,
     .text = OK "Set-Cookie: session=abc; Path=/\r\n" NOTHING},
    {.name = "validated", .about = "200 with an ETag, 304 when it comes back", .run = answer_validated},
    {.name = "gzip", .about = "a good compressed answer", .run = answer_gzip},
    {.name = "gzip-large", .about = "3 MB, honestly compressed", .run = answer_gzip_large},
    {.name = "silence", .about = "connects, then says nothing", .after = HOLD, .text = ""},
    {.name = "stalled",
     .about = "stops in the middle of the body",
     .after = HOLD,
     .text = OK "Content-Length: 1000\r\n\r\n" CUT},
    {.name = "drip-headers", .about = "one byte of headers at a time, without end", .run = answer_drip_headers},
    {.name = "drip", .about = "one byte of body at a time", .run = answer_drip},
    {.name = "short",
     .about = "closes before the stated length",
     .after = CLOSE,
     .text = OK "Content-Length: 1000\r\n\r\n" CUT},
    {.name = "short-no-length",
     .about = "closes in the middle, no length stated",
     .after = CLOSE,
     .text = OK "Connection: close\r\n\r\n" CUT},
    {.name = "gzip-cut", .about = "compressed, without its end", .run = answer_gzip_cut},
    {.name = "gzip-garbage",
     .about = "says gzip, is not",
     .after = CLOSE,
     .text = OK GZIP "Content-Length: 13\r\n\r\n" CUT},
    {.name = "chunk-error",
     .about = "a chunk whose length is no number",
     .after = CLOSE,
     .text = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\n"},
    {.name = "chunk-cut",
     .about = "chunks without the last",
     .after = CLOSE,
     .text = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"},
    {.name = "reset", .about = "reset instead of an answer", .after = RESET, .text = ""},
    {.name = "reset-body",
     .about = "reset in the middle of the body",
     .after = RESET,
     .text = OK "Content-Length: 1000\r\n\r\n" CUT},
    {.name = "empty", .about = "closed without a byte", .after = CLOSE, .text = ""},
    {.name = "drop", .about = "a kept connection, closed at its second request", .run = answer_drop},
    {.name = "hole", .about = "a kept connection, dead at its second request", .run = answer_hole},
    {.name = "two-lengths",
     .about = "two lengths that differ",
     .after = KEEP,
     .text = OK "Content-Length: 5\r\nContent-Length: 11\r\n\r\n" OK_BODY},
    {.name = "huge-length",
     .about = "states a terabyte",
     .after = HOLD,
     .text = OK "Content-Length: 1099511627776\r\n\r\n["},
    {.name = "endless", .about = "a body without end", .run = answer_endless},
    {.name = "bomb", .about = "decompresses without end", .run = answer_bomb},
    {.name = "bomb-twice", .about = "decompresses twice, without end", .run = answer_bomb_twice},
    {.name = "big-header", .about = "a header of 2 MB", .run = answer_big_header},
    {.name = "many-headers", .about = "2,000 headers", .run = answer_many_headers},
    {.name = "http09", .about = "a body and nothing else", .after = CLOSE, .text = OK_BODY "\n"},
    {.name = "bad-status",
     .about = "a status that is no number",
     .after = CLOSE,
     .text = "HTTP/1.1 abc Whatever\r\n" NOTHING},
    {.name = "not-modified",
     .about = "304 to everybody",
     .after = KEEP,
     .text = "HTTP/1.1 304 Not Modified\r\n\r\n"},
    {.name = "redirect", .about = "to /echo on the same host", .run = answer_redirect},
    {.name = "redirect-307", .about = "the same, and the method stays", .run = answer_redirect_same_method},
    {.name = "redirect-twice", .about = "to /redirect", .run = answer_redirect_twice},
    {.name = "redirect-loop", .about = "to itself", .run = answer_redirect_loop},
    {.name = "redirect-port", .about = "to another port of this host", .run = answer_redirect_port},
    {.name = "redirect-site",
     .about = "to another site",
     .after = KEEP,
     .text = "HTTP/1.1 302 Found\r\nLocation: https://portal.example.net/login?token=theirs\r\n" NOTHING},
    {.name = "redirect-plain",
     .about = "to another site without TLS",
     .after = KEEP,
     .text = "HTTP/1.1 302 Found\r\nLocation: http://portal.example.net/\r\n" NOTHING},
    {.name = "redirect-file",
     .about = "to a file",
     .after = KEEP,
     .text = "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n" NOTHING},
    {.name = "429",
     .about = "too many requests, wait 7 s",
     .after = KEEP,
     .text = TOO_MANY "Retry-After: 7\r\n" NOTHING},
    {.name = "429-date", .about = "the same with a date, 90 s away", .run = answer_429_date},
    {.name = "429-negative", .about = "wait -5 s", .after = KEEP, .text = TOO_MANY "Retry-After: -5\r\n" NOTHING},
    {.name = "429-huge",
     .about = "wait 10^30 s",
     .after = KEEP,
     .text = TOO_MANY "Retry-After: 1000000000000000000000000000000\r\n" NOTHING},
    {.name = "403-page",
     .about = "a page that tells of a block",
     .after = KEEP,
     .text = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 59\r\n\r\n"
             "<html><title>Request Rate Threshold Exceeded</title></html>"},
    {.name = "403-denied",
     .about = "no such object, or not yet",
     .after = KEEP,
     .text = "HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\nContent-Length: 40\r\n\r\n"
             "<Error><Code>AccessDenied</Code></Error>"},
    {.name = "429-bare", .about = "does not say how long", .after = KEEP, .text = TOO_MANY NOTHING},
    {.name = "503",
     .about = "busy, wait 120 s",
     .after = KEEP,
     .text = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\n" NOTHING},
    {.name = "522",
     .about = "an edge that cannot reach its server",
     .after = KEEP,
     .text = "HTTP/1.1 522 <none>\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>"},
    {.name = "html",
     .about = "200 with a web page",
     .after = KEEP,
     .text =
         "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\nContent-Length: 13\r\n\r\n<html></html>"},
    {.name = "html-as-json",
     .about = "a web page that claims to be JSON",
     .after = KEEP,
     .text = OK "Content-Length: 15\r\n\r\n\n <html></html>"},
};

size_t fault_count(void)
{
    return sizeof faults / sizeof faults[0];
}

const char *fault_name(size_t index)
{
    return faults[index].name;
}

const char *fault_about(size_t index)
{
    return faults[index].about;
}

/* --- answering --- */

static bool answer_from_row(struct exchange *exchange, const struct fault *fault)
{
    if (fault->run != NULL)
        return fault->run(exchange);
    bool sent = exchange_send(exchange, fault->text, strlen(fault->text));
    if (fault->after == RESET)
        exchange_reset(exchange);
    while (fault->after == HOLD && sent)
        sent = exchange_hold(exchange, -1);
    return sent && fault->after == KEEP;
}

bool fault_answer(struct exchange *exchange)
{
    for (size_t i = 0; i < fault_count(); i++)
        if (strcmp(faults[i].name, exchange->fault) == 0)
            return answer_from_row(exchange, &faults[i]);
    if (strncmp(exchange->fault, "status-", 7) == 0) /* any status, nothing else */
        return exchange_text(exchange, "HTTP/1.1 %.3s Status\r\n" JSON NOTHING, exchange->fault + 7);
    return exchange_text(exchange, "HTTP/1.1 404 Not Found\r\n" JSON NOTHING);
}
