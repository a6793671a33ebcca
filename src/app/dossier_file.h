/* SPDX-License-Identifier: MIT
 * The dossier: the one that is built in, and over it the user's own file. */
#ifndef DOSSIER_FILE_H
#define DOSSIER_FILE_H

#include "config/command_line.h"
#include "config/config.h"
#include "model/dossier.h"

/* Faults are told as FILE:LINE; the sound entries are taken. True when there was none. dossier_clear() it. */
bool dossier_read(struct dossier *dossier, const struct config *config, const struct command_line *line,
                  struct config_report *report);

#endif
