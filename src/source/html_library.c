/* SPDX-License-Identifier: MIT
 * The functions by their names. */
#include "config.h"

#include "html_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

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
    return good || error_set(err, ERROR_NOT_FOUND, "no document can be shown: install libxml2 (%s)", LIBXML2_FILE);
}
