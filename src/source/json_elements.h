/* SPDX-License-Identifier: MIT
 * The elements of one list in a JSON document that arrives in parts: {"offers": [{...}, {...}]}. No more than one
 * element is ever held. Brackets and quotes are matched over the whole document; what stands inside of an element
 * is for the taker to check (json_scan.h). */
#ifndef SOURCE_JSON_ELEMENTS_H
#define SOURCE_JSON_ELEMENTS_H

#include "json_scan.h"

#include "base/buffer.h"

/* One object of the list, brackets included: borrowed for the call. */
typedef void json_elements_take(void *context, struct json_slice element);

struct json_elements {
    const char *list; /* name of the member of the outermost object */
    json_elements_take *take;
    void *context;
    struct buffer carried; /* the beginning of an element whose end has not come yet */
    char name[32];         /* the last text seen directly in the outermost object */
    size_t name_length;
    uint64_t objects; /* one bit per open bracket, the innermost lowest: 1 object, 0 array */
    unsigned depth;
    bool in_text, escaped, in_list, in_element, found, ended, failed;
};

/* An element may have element_most bytes. */
void json_elements_begin(struct json_elements *elements, const char *list, size_t element_most,
                         json_elements_take *take, void *context);
/* False: this is no JSON, or an element is too long; for good. */
bool json_elements_feed(struct json_elements *elements, const char *bytes, size_t length);
/* True when the document was complete and held the list. */
bool json_elements_end(const struct json_elements *elements);
void json_elements_clear(struct json_elements *elements);

#endif
