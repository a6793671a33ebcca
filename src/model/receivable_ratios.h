/* SPDX-License-Identifier: MIT
 * What follows from the lines of one quarter, or of two. Private to the model. */
#ifndef MODEL_RECEIVABLE_RATIOS_H
#define MODEL_RECEIVABLE_RATIOS_H

#include "model/receivables.h"

/* Free cash flow, capex and allowance shares, and the margin beside the gross one. cost: of revenue, in USD. */
void receivable_ratios(struct receivables_quarter *quarter, struct amount cost);
/* Capital expenditure as it was incurred: cash paid + what stands unpaid now - what stood unpaid before. */
void receivable_accrual(struct receivables_quarter *quarter, const struct receivables_quarter *before);

#endif
