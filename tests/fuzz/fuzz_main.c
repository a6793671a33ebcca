/* SPDX-License-Identifier: MIT
 * libFuzzer's door to one target, named by the variable FUZZ_TARGET. Built by `make fuzz`. */
#include "config.h"

#include "target.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *name = getenv("FUZZ_TARGET");
    target_run *run = name != NULL ? target_find(name) : NULL;
    if (run == NULL) {
        fprintf(stderr, "set FUZZ_TARGET to one of:");
        for (size_t i = 0; target_name(i) != NULL; i++)
            fprintf(stderr, " %s", target_name(i));
        fprintf(stderr, "\n");
        _exit(2); /* not exit: libFuzzer takes that for a find */
    }
    char *text = memory_new(size + 1, 1);
    memcpy(text, data, size);
    run(name, text, size);
    free(text);
    return 0;
}
