/* SPDX-License-Identifier: MIT
 * Where the program starts. */
#include "config.h"

int main(void)
{
    return 0;
}
