/* SPDX-License-Identifier: MIT
 * Ratios of a quarter's lines. */
#include "config.h"

#include "receivable_ratios.h"

static struct amount percent_of(struct amount part, struct amount whole)
{
    struct amount share = amount_over(part, whole);
    return share.known ? amount_of(share.value * 100) : share;
}

static struct flow free_cash_flow(const struct receivables_quarter *quarter)
{
    struct flow flow = {.concept = "", .accession = "", .earlier_accession = ""};
    flow.amount = amount_minus(quarter->operating_cash_flow.amount, quarter->capex.amount);
    if (!flow.amount.known)
        return flow;
    bool derived = quarter->operating_cash_flow.how != HOW_DIRECT;
    flow.how = derived ? quarter->operating_cash_flow.how : quarter->capex.how;
    flow.concept = "operating cash flow - capex";
    flow.accession = quarter->capex.accession;
    return flow;
}

/* Trap T18: what a filer keeps out of its cost of revenue makes its gross margin incomparable. Where the filer tags
 * that line, it is taken; else depreciation that exceeds the whole cost of revenue cannot be a part of it. */
static void compare_margin(struct receivables_quarter *quarter, struct amount cost)
{
    struct amount revenue = quarter->revenue.amount, beside = quarter->infrastructure.amount;
    struct amount depreciation = quarter->depreciation.amount;
    if (!cost.known || !revenue.known || revenue.value <= 0)
        return;
    if (beside.known) {
        quarter->margin_note =
            "technology and infrastructure, with the servers' depreciation, stands beside the cost "
            "of revenue";
    } else if (depreciation.known && cost.value > 0 && depreciation.value > cost.value) {
        beside = depreciation;
        quarter->margin_note = "depreciation exceeds the cost of revenue: it is not a part of it";
    } else {
        return;
    }
    quarter->margin_after_percent =
        percent_of(amount_of(revenue.value - cost.value - beside.value), quarter->revenue.amount);
}

void receivable_ratios(struct receivables_quarter *quarter, struct amount cost)
{
    struct amount allowance = quarter->allowance.amount, receivables = quarter->receivables.amount;
    quarter->free_cash_flow = free_cash_flow(quarter);
    quarter->capex_share_percent = percent_of(quarter->capex.amount, quarter->revenue.amount);
    if (allowance.known && receivables.known)
        quarter->allowance_share_percent = percent_of(allowance, amount_of(receivables.value + allowance.value));
    compare_margin(quarter, cost);
}

void receivable_accrual(struct receivables_quarter *quarter, const struct receivables_quarter *before)
{
    struct amount grown = amount_minus(quarter->capex_unpaid.amount, before->capex_unpaid.amount);
    if (grown.known && quarter->capex.amount.known)
        quarter->capex_accrued = amount_of(quarter->capex.amount.value + grown.value);
}
