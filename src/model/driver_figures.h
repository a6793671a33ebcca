/* SPDX-License-Identifier: MIT
 * What the rows of the thesis board measure: one function each. Private to the model. */
#ifndef DRIVER_FIGURES_H
#define DRIVER_FIGURES_H

#include "model/drivers.h"

typedef void driver_measure(const struct driver_inputs *inputs, struct driver_figure *figure);

driver_measure driver_net_ratings, driver_targets, driver_revenue_this_year, driver_revenue_next_year,
    driver_earnings_this_year, driver_earnings_next_year;
driver_measure driver_index, driver_rent, driver_stock, driver_spot_discount, driver_lead;
driver_measure driver_backlog, driver_committed, driver_buyers_guidance, driver_own_guidance;
driver_measure driver_price_cuts, driver_built_elsewhere;
driver_measure driver_buyers_capex, driver_rpo, driver_rpo_cover;
driver_measure driver_largest_customer, driver_customer_gap, driver_supplier, driver_rpo_beyond, driver_credit;
driver_measure driver_margin, driver_dso, driver_growth_gap, driver_operating_cash, driver_free_cash;
driver_measure driver_capex_over_cash, driver_debt, driver_interest, driver_runway, driver_yield, driver_inventory,
    driver_own_capex;

#endif
