/* SPDX-License-Identifier: MIT
 * Hidden fields of forms, by libxml2's parser. */
#include "config.h"

#include "html_form.h"

#include "html_library.h"

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

static void on_start(void *context, const xmlChar *element, const xmlChar **attributes)
{
    struct form *form = context;
    const char *name = html_attribute(attributes, "name");
    if (strcmp((const char *)element, "input") != 0 || strcmp(html_attribute(attributes, "type"), "hidden") != 0 ||
        name[0] == '\0')
        return;
    put_encoded(form, name);
    put(form, '=');
    put_encoded(form, html_attribute(attributes, "value"));
    put(form, '&');
}

bool html_form_fields(const char *page, size_t length, char *body, size_t size, struct error *err)
{
    struct form form = {.body = body, .size = size};
    htmlSAXHandler handler = {.startElement = on_start};
    if (!html_library_read(page, length, &handler, &form, err))
        return false;
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
