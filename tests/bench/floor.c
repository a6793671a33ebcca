/* SPDX-License-Identifier: MIT
 * What the libraries alone need: the same ones, the same store file, the least of code. The floor of start, memory
 * and keys. Usage: floor rows CACHE.DB | floor keys | floor parse */
#include "config.h"

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <curses.h>
#include <locale.h>
#include <microhttpd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

static bool open_screen(void)
{
    setlocale(LC_ALL, "");
    if (newterm(NULL, stdout, stdin) == NULL)
        return false;
    cbreak();
    noecho();
    curs_set(0);
    return true;
}

/* Named, so that the linker keeps every library that the program itself has. */
static size_t name_libraries(void)
{
    return strlen(curl_version()) + strlen(MHD_get_version()) + strlen(cJSON_Version()) +
           strlen(utf8proc_version());
}

static int rows(const char *path)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    int row = 0;
    bool good = sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(database, "SELECT symbol, name, last FROM quote ORDER BY symbol", -1, &statement,
                                   NULL) == SQLITE_OK &&
                name_libraries() > 0 && open_screen();
    while (good && sqlite3_step(statement) == SQLITE_ROW)
        mvprintw(row++, 0, "%s %s %.2f", (const char *)sqlite3_column_text(statement, 0),
                 (const char *)sqlite3_column_text(statement, 1), sqlite3_column_double(statement, 2));
    if (good) {
        refresh();
        (void)getch();
        endwin();
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return good ? 0 : 1;
}

static int keys(void)
{
    if (!open_screen())
        return 1;
    mvprintw(0, 0, "ready");
    refresh();
    for (int row = 0; getch() != 'q'; row = (row + 1) % 20) {
        mvchgat(row, 0, 80, A_REVERSE, 0, NULL);
        mvprintw(21, 0, "row %d", row);
        refresh();
    }
    endwin();
    return 0;
}

/* 4 MB of numbers in objects, again and again, as a provider's answer. */
static int parse(void)
{
    size_t size = 4U << 20, used = 1;
    char *text = malloc(size + 128);
    if (text == NULL)
        return 1;
    text[0] = '[';
    while (used < size)
        used += (size_t)sprintf(text + used, "{\"end\":\"2025-12-31\",\"val\":%zu,\"form\":\"10-Q\"},", used);
    text[used - 1] = ']';
    text[used] = '\0';
    for (pid_t parent = getppid(); getppid() == parent;)
        cJSON_Delete(cJSON_ParseWithLength(text, used + 1));
    free(text);
    return 0;
}

int main(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "rows") == 0)
        return rows(arguments[2]);
    if (count == 2 && strcmp(arguments[1], "keys") == 0)
        return keys();
    if (count == 2 && strcmp(arguments[1], "parse") == 0)
        return parse();
    fputs("usage: floor rows CACHE.DB | floor keys | floor parse\n", stderr);
    return 2;
}
