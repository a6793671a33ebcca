/* SPDX-License-Identifier: MIT
 * The fault server as a program of its own, for tests of the whole program. */
#include "config.h"

#include "fault_server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(void)
{
    fputs("usage: fault_server --port-file FILE [--port N] [--log FILE]\n"
          "       fault_server --list\n"
          "http://127.0.0.1:PORT/FAULT/anything answers with that fault; /status-NNN with that status.\n",
          stderr);
    return 2;
}

static int list(void)
{
    for (size_t i = 0; i < fault_count(); i++)
        printf("%-16s %s\n", fault_name(i), fault_about(i));
    return 0;
}

/* Whole at once: who waits for the file must not read half a number. */
static bool write_port(const char *path, unsigned port)
{
    char temporary[4096];
    if (snprintf(temporary, sizeof temporary, "%s.new", path) >= (int)sizeof temporary)
        return false;
    FILE *file = fopen(temporary, "w");
    if (file == NULL)
        return false;
    bool written = fprintf(file, "%u\n", port) > 0;
    return fclose(file) == 0 && written && rename(temporary, path) == 0;
}

int main(int argc, char **argv)
{
    struct fault_server_options options = {0};
    const char *port_file = NULL;
    sigset_t ends;
    int signal = 0;
    if (argc == 2 && strcmp(argv[1], "--list") == 0)
        return list();
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc)
            return usage();
        if (strcmp(argv[i], "--port-file") == 0)
            port_file = argv[i + 1];
        else if (strcmp(argv[i], "--port") == 0)
            options.port = (unsigned)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--log") == 0)
            options.log_path = argv[i + 1];
        else
            return usage();
    }
    if (port_file == NULL)
        return usage();
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* before the threads, so that only sigwait sees them */
    struct fault_server *server = fault_server_new(&options);
    if (server == NULL)
        return 1;
    bool told = write_port(port_file, fault_server_port(server));
    if (told)
        sigwait(&ends, &signal);
    else
        perror(port_file);
    fault_server_free(server);
    return told ? 0 : 1;
}
