/* SPDX-License-Identifier: MIT
 * What a rendered page calls a concentration of: labels in place of members. Pure. */
#ifndef SOURCE_PAGE_MEMBERS_H
#define SOURCE_PAGE_MEMBERS_H

#include "report_page.h"

#include "model/dimensional.h"

/* The dimensions of a concentration's figure, as struct dimensional_fact has them, out of the labels of its row and
 * its table: "Customer A | Customer Concentration Risk | Accounts Receivable". Names are made of the labels
 * ("page:CustomerAMember"). A label of which the page does not tell what it is (a country, a product, a company's
 * name) becomes a member of an axis that no customer's row has. */
void page_members(const struct page_figure *figure, char dimensions[DIMENSIONS_SIZE]);

#endif
