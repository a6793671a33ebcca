/* SPDX-License-Identifier: MIT
 * The functions by their names. */
#include "config.h"

#include "html_library.h"

#include <dlfcn.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

_Static_assert(sizeof(void *) == sizeof(void (*)(void)), "POSIX: a function's address fits what dlsym returns");

static const struct {
    const char *name;
    size_t at;
} functions[] = {
    {"htmlCreatePushParserCtxt", offsetof(struct html_library, create)},
    {"htmlCtxtUseOptions", offsetof(struct html_library, use_options)},
    {"xmlSwitchEncoding", offsetof(struct html_library, switch_encoding)},
    {"htmlParseChunk", offsetof(struct html_library, parse_chunk)},
    {"xmlStopParser", offsetof(struct html_library, stop)},
    {"htmlFreeParserCtxt", offsetof(struct html_library, free)},
};

bool html_library_load(struct html_library *library, struct error *err)
{
    void *loaded = dlopen(LIBXML2_FILE, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    bool good = loaded != NULL;
    for (size_t i = 0; good && i < sizeof functions / sizeof functions[0]; i++) {
        void *function = dlsym(loaded, functions[i].name);
        good = function != NULL;
        memcpy((char *)library + functions[i].at, &function, sizeof function);
    }
    if (loaded != NULL)
        (void)dlclose(loaded); /* the count of users only: it stays */
    if (!good)
        error_set(err, ERROR_NOT_FOUND, "no document can be shown: install libxml2 (%s)", LIBXML2_FILE);
    return good;
}

htmlParserCtxtPtr html_library_parser(const struct html_library *library, htmlSAXHandler *handler, void *context)
{
    htmlParserCtxtPtr parser = library->create(handler, context, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (parser == NULL)
        abort(); /* out of memory */
    (void)library->use_options(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                           HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    (void)library->switch_encoding(parser, XML_CHAR_ENCODING_UTF8);
    return parser;
}

bool html_library_read(const char *page, size_t length, htmlSAXHandler *handler, void *context, struct error *err)
{
    struct html_library library;
    if (length > INT_MAX / 2)
        return error_set(err, ERROR_TOO_BIG, "the page is too large");
    if (!html_library_load(&library, err))
        return false;
    htmlParserCtxtPtr parser = html_library_parser(&library, handler, context);
    (void)library.parse_chunk(parser, page, (int)length, 1);
    library.free(parser);
    return true;
}

const char *html_attribute(const xmlChar **attributes, const char *name)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcasecmp((const char *)attributes[0], name) == 0)
            return attributes[1] != NULL ? (const char *)attributes[1] : "";
    return "";
}
