/* SPDX-License-Identifier: MIT
 * Feeds every file of the corpora, and the fixtures of the sources, to its target, with any compiler: what fuzzing
 * once found stays found. A target without any input is a failure. `replay --list` names the targets. */
#include "config.h"

#include "target.h"

#include "base/memory.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MOST (1 << 20)
#define PATH_SIZE  1024

static void replay_file(const char *name, const char *path)
{
    char *text = memory_new(INPUT_MOST + 1, 1);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    size_t size = fread(text, 1, INPUT_MOST, file);
    fclose(file);
    /* Exactly as long as the input: a sanitizer or valgrind sees a read beyond it. */
    text = memory_grow(text, size + 1, 1);
    text[size] = '\0';
    target_find(name)(name, text, size);
    free(text);
}

static size_t replay_folder(const char *name, const char *folder)
{
    size_t inputs = 0;
    DIR *entries = opendir(folder);
    if (entries == NULL)
        return 0;
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        char path[PATH_SIZE];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        replay_file(name, path);
        inputs++;
    }
    closedir(entries);
    return inputs;
}

static size_t replay_target(const char *name, const char *source_folder)
{
    static const char *const roots[] = {"tests/fuzz/corpus", "tests/fixtures/source"};
    size_t inputs = 0;
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        char folder[PATH_SIZE / 2];
        snprintf(folder, sizeof folder, "%s/%s/%s", source_folder, roots[i], name);
        inputs += replay_folder(name, folder);
    }
    return inputs;
}

int main(int argc, char **argv)
{
    const char *source_folder = getenv("GPUTAPE_SOURCE_FOLDER");
    bool list = argc > 1 && strcmp(argv[1], "--list") == 0;
    bool good = true;
    for (size_t i = 0; target_name(i) != NULL; i++) {
        const char *name = target_name(i);
        if (list) {
            puts(name);
            continue;
        }
        size_t inputs = replay_target(name, source_folder != NULL ? source_folder : ".");
        printf("%s: %zu inputs\n", name, inputs);
        good = good && inputs > 0;
    }
    if (!good)
        fprintf(stderr, "a target has no corpus\n");
    return good ? 0 : 1;
}
