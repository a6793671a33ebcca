/* SPDX-License-Identifier: MIT
 * Hidden fields of a page's forms, as a browser would send them back. */
#ifndef SOURCE_HTML_FORM_H
#define SOURCE_HTML_FORM_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends "name=value&" for each hidden input, encoded, into body; false with *err when they do not fit or the page
 * cannot be read. */
bool html_form_fields(const char *page, size_t length, char *body, size_t size, struct error *err);
/* The decoded value of a field in such a body; false when it is not there or does not fit. */
bool html_form_value(const char *body, const char *name, char *value, size_t size);

#endif
