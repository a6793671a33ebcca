/* SPDX-License-Identifier: MIT
 * One quarter with the origin of every figure, or one filing with its address. */
#ifndef RECEIVABLES_DETAIL_H
#define RECEIVABLES_DETAIL_H

#include "receivables_rows.h"
#include "sheet.h"

void quarter_fill(struct sheet *sheet, const struct receivables *all, const struct quarter_row *row);
void filing_fill(struct sheet *sheet, const struct filing_row *row);

#endif
