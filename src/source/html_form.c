/* SPDX-License-Identifier: MIT
 * Hidden fields of forms, by libxml2's parser. */
#include "config.h"

#include "html_form.h"

#include "html_library.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char figures[] = "0123456789ABCDEF";

struct form {
    char *body;
    size_t size, used;
    bool full;
};

static void put(struct form *form, char byte)
{
    if (form->used + 1 >= form->size)
        form->full = true;
    else
        form->body[form->used++] = byte;
}

static void put_encoded(struct form *form, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (strchr(plain, *text) != NULL) {
            put(form, *text);
            continue;
        }
        put(form, '%');
        put(form, figures[byte >> 4]);
        put(form, figures[byte & 15]);
    }
}

static const char *attribute(const xmlChar **attributes, const char *name)
{
    for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
        if (strcmp((const char *)attributes[i], name) == 0)
            return attributes[i + 1] != NULL ? (const char *)attributes[i + 1] : "";
    return "";
}

static void on_start(void *context, const xmlChar *element, const xmlChar **attributes)
{
    struct form *form = context;
    const char *name = attribute(attributes, "name");
    if (strcmp((const char *)element, "input") != 0 || strcmp(attribute(attributes, "type"), "hidden") != 0 ||
        name[0] == '\0')
        return;
    put_encoded(form, name);
    put(form, '=');
    put_encoded(form, attribute(attributes, "value"));
    put(form, '&');
}

bool html_form_fields(const char *page, size_t length, char *body, size_t size, struct error *err)
{
    struct form form = {.body = body, .size = size};
    struct html_library library;
    htmlSAXHandler handler = {.startElement = on_start};
    if (length > INT_MAX / 2 || !html_library_load(&library, err))
        return false;
    htmlParserCtxtPtr parser = library.create(&handler, &form, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (parser == NULL)
        abort(); /* out of memory */
    (void)library.use_options(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                          HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    (void)library.parse_chunk(parser, page, (int)length, 1);
    library.free(parser);
    body[form.used] = '\0';
    return !form.full || error_set(err, ERROR_TOO_BIG, "the form is too large");
}

static int figure_of(char letter)
{
    const char *at = letter != '\0' ? strchr(figures, letter) : NULL;
    return at != NULL ? (int)(at - figures) : -1;
}

bool html_form_value(const char *body, const char *name, char *value, size_t size)
{
    size_t length = strlen(name), used = 0;
    const char *at = body;
    while (strncmp(at, name, length) != 0 || at[length] != '=') {
        at = strchr(at, '&');
        if (at == NULL)
            return false;
        at++;
    }
    for (at += length + 1; *at != '\0' && *at != '&'; at++) {
        bool encoded = at[0] == '%' && figure_of(at[1]) >= 0 && figure_of(at[2]) >= 0;
        if (used + 1 >= size)
            return false;
        value[used++] = encoded ? (char)(figure_of(at[1]) * 16 + figure_of(at[2])) : *at;
        at += encoded ? 2 : 0;
    }
    value[used] = '\0';
    return true;
}
