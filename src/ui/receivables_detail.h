/* SPDX-License-Identifier: MIT
 * One quarter with the origin of every figure; what is known of a filing besides its text. */
#ifndef RECEIVABLES_DETAIL_H
#define RECEIVABLES_DETAIL_H

#include "receivables_rows.h"
#include "sheet.h"

void quarter_fill(struct sheet *sheet, const struct receivables *all, const struct quarter_row *row);

/* "accepted 2025-05-15 16:11:25 ET, seen 16:12:01 ET"; "filed 2025-05-15" when that is all that is known. */
void filing_when(const struct filing *filing, char *text, size_t size);
/* All that is known of a filing, in one sentence. */
void filing_tell(const struct filing *filing, const char *received, char *text, size_t size);
/* What Enter opens of it: its primary document, else the list of its documents. False when it cannot be named. */
bool filing_opens(const struct filing *filing, char subject[SUBJECT_SIZE], char *title, size_t size);
/* The same for a filing of the selected company that is known by its accession. */
bool accession_opens(const struct view *view, const char *accession, char subject[SUBJECT_SIZE], char *title,
                     size_t size);

#endif
