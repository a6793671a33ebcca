/* SPDX-License-Identifier: MIT
 * Rows of the thesis board out of the shares that filings tell: customers and suppliers. */
#include "config.h"

#include "driver_figures.h"

static const struct customer_row *largest_of(const struct customers *customers, enum customer_kind kind,
                                             enum customer_basis basis)
{
    const struct customer_filing *filing =
        customers != NULL && customers->count > 0 ? &customers->filings[0] : NULL;
    const struct customer_row *largest = NULL;
    for (size_t i = 0; filing != NULL && i < filing->count; i++) {
        const struct customer_row *row = &filing->rows[i];
        if (row->kind == kind && row->basis == basis && row->end_day == filing->end_day &&
            (largest == NULL || row->percent > largest->percent))
            largest = row;
    }
    return largest;
}

static void take_share(struct driver_figure *figure, double percent, int32_t day)
{
    figure->value = amount_of(percent);
    figure->source = "filing";
    figure->as_of_day = day;
}

void driver_largest_customer(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct customer_row *row = largest_of(inputs->customers, CUSTOMER_SINGLE, BASIS_REVENUE);
    if (row == NULL)
        return;
    take_share(figure, row->percent, row->end_day);
}

/* How much more of the receivables than of the revenue is its, in points: revenue not told is below 10 %. */
void driver_customer_gap(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct customer_row *row = largest_of(inputs->customers, CUSTOMER_SINGLE, BASIS_RECEIVABLES);
    bool listed = false;
    if (row == NULL)
        return;
    struct amount revenue = customers_revenue_share(&inputs->customers->filings[0], row, &listed);
    if (!revenue.known && !listed)
        return;
    take_share(figure, row->percent - (revenue.known ? revenue.value : 10), row->end_day);
}

/* One vendor's share of what is bought: who depends on one maker of chips is late to another's. */
void driver_supplier(const struct driver_inputs *inputs, struct driver_figure *figure)
{
    const struct customer_row *largest = NULL;
    for (int basis = BASIS_REVENUE; basis <= BASIS_OTHER; basis++) {
        const struct customer_row *row =
            largest_of(inputs->customers, CUSTOMER_SUPPLIER, (enum customer_basis)basis);
        if (row != NULL && (largest == NULL || row->percent > largest->percent))
            largest = row;
    }
    if (largest != NULL)
        take_share(figure, largest->percent, largest->end_day);
}
