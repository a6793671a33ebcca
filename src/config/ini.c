/* SPDX-License-Identifier: MIT
 * inih with what it lacks: the number of every faulty line, lines that are too long told instead of cut, and values
 * that are clean text. */
#include "config.h"

#include "config/ini.h"

#include "base/buffer.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_LIMIT (1024 * 1024)
#define VALUE_SIZE 1024 /* beyond any line that inih takes */
#define LINE_END   3    /* inih's buffer also holds "\r\n" and NUL */

struct reading {
    const char *next; /* where the next line starts */
    unsigned line;    /* number of the line that inih holds */
    bool expects;     /* that line should be an entry */
    bool skips;       /* its continuations belong to a fault */
    unsigned faults;
    ini_entry entry;
    ini_fault fault;
    void *context;
};

static void tell(struct reading *reading, const char *message)
{
    reading->faults++;
    reading->skips = true;
    reading->expects = false;
    if (reading->fault != NULL)
        reading->fault(reading->context, reading->line, message);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

static const char *skip_blanks(const char *text, const char *end)
{
    while (text < end && is_blank(*text))
        text++;
    return text;
}

/* A line without entry, section or comment passes inih in silence but for one number at the end. */
static void settle(struct reading *reading)
{
    if (reading->expects)
        tell(reading, "this is no \"name = value\", no [section] and no comment");
}

/* What the line is; inih then does the parsing. */
static void look_at(struct reading *reading, const char *start, const char *end)
{
    const char *text = skip_blanks(start, end);
    bool nothing = text == end || *text == ';' || *text == '#';
    const char *close = text < end && *text == '[' ? memchr(text, ']', (size_t)(end - text)) : NULL;
    reading->expects = !nothing && close == NULL;
    const char *behind = close != NULL ? skip_blanks(close + 1, end) : end;
    if (behind < end && *behind != ';' && *behind != '#') /* inih passes over it */
        tell(reading, "text behind a [section]: a setting stands on a line of its own");
}

/* The next line as inih's reader would give it; NULL at the end. */
static char *read_line(char *line, int size, void *stream)
{
    struct reading *reading = stream;
    settle(reading);
    if (*reading->next == '\0')
        return NULL;
    const char *start = reading->next, *end = start + strcspn(start, "\n");
    reading->next = *end == '\n' ? end + 1 : end;
    reading->line++;
    bool continues = is_blank(*start) && skip_blanks(start, end) < end;
    size_t length = (size_t)(end - start);
    line[0] = '\0';
    if (continues && reading->skips)
        return line;
    reading->skips = reading->skips && start == end;
    if (length > (size_t)size - LINE_END) {
        char message[96];
        snprintf(message, sizeof message, "the line is longer than %d bytes; continue it on an indented line",
                 size - LINE_END);
        tell(reading, message);
        return line;
    }
    look_at(reading, start, end);
    memcpy(line, start, length);
    line[length] = '\0';
    return line;
}

/* inih leaves the comment behind a continued value in place. */
static size_t without_comment(const char *value)
{
    for (const char *at = strchr(value, ';'); at != NULL; at = strchr(at + 1, ';'))
        if (at == value || is_blank(at[-1]))
            return (size_t)(at - value);
    return strlen(value);
}

static int take_entry(void *user, const char *section, const char *name, const char *value)
{
    struct reading *reading = user;
    char clean_section[64], clean_name[64], clean_value[VALUE_SIZE];
    text_clean(clean_section, sizeof clean_section, section, strlen(section));
    text_clean(clean_name, sizeof clean_name, name, strlen(name));
    text_clean(clean_value, sizeof clean_value, value, without_comment(value));
    reading->expects = false;
    if (clean_name[0] == '\0') {
        tell(reading, "a name is missing before the \"=\"");
        return 1;
    }
    if (!reading->entry(reading->context, clean_section, clean_name, clean_value, reading->line))
        reading->faults++;
    explicit_bzero(clean_value, sizeof clean_value); /* it may be a key */
    return 1;
}

unsigned ini_read_text(const char *text, ini_entry entry, ini_fault fault, void *context)
{
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    size_t mark = strncmp(text, byte_order_mark, 3) == 0 ? 3 : 0;
    struct reading reading = {.next = text + mark, .entry = entry, .fault = fault, .context = context};
    if (strnlen(text, FILE_LIMIT + 1) > FILE_LIMIT) {
        tell(&reading, "the text is larger than 1 MB");
        return reading.faults;
    }
    if (ini_parse_stream(read_line, &reading, take_entry, &reading) < 0)
        tell(&reading, "out of memory"); /* only an inih that was built to use the heap can say so */
    return reading.faults;
}

static bool read_all(int fd, struct buffer *buffer, struct error *err)
{
    char bytes[16384];
    ssize_t got;
    bool good = true;
    while (good && (got = read(fd, bytes, sizeof bytes)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            good = error_set(err, ERROR_SYSTEM, "%s", strerror(errno));
        else if (!buffer_append(buffer, bytes, (size_t)got))
            good = error_set(err, ERROR_TOO_BIG, "the file is larger than 1 MB");
        else if (memchr(bytes, '\0', (size_t)got) != NULL)
            good = error_set(err, ERROR_FORMAT, "this is no text file");
    }
    explicit_bzero(bytes, sizeof bytes);
    return good;
}

bool ini_read_fd(int fd, ini_entry entry, ini_fault fault, void *context, unsigned *faults, struct error *err)
{
    struct buffer buffer;
    struct stat about;
    if (fstat(fd, &about) != 0)
        return error_set(err, ERROR_SYSTEM, "%s", strerror(errno));
    if (S_ISDIR(about.st_mode))
        return error_set(err, ERROR_INVALID, "this is a folder, not a file");
    buffer_init(&buffer, FILE_LIMIT);
    bool good = read_all(fd, &buffer, err);
    if (good)
        *faults = ini_read_text(buffer_text(&buffer), entry, fault, context);
    if (buffer.data != NULL)
        explicit_bzero(buffer.data, buffer.length);
    buffer_clear(&buffer);
    return good;
}

bool ini_read_file(const char *path, ini_entry entry, ini_fault fault, void *context, unsigned *faults,
                   struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return error_set(err, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM, "%s", strerror(errno));
    bool good = ini_read_fd(fd, entry, fault, context, faults, err);
    close(fd);
    return good;
}
