/* SPDX-License-Identifier: MIT
 * What must hold for everything that a parser hands over, whatever it was fed. */
#ifndef TESTS_SANE_H
#define TESTS_SANE_H

#include "model/observations.h"

/* NULL, or what is wrong. */
const char *sane_complaint(const struct observations *observations);

#endif
