/* SPDX-License-Identifier: MIT
 * From labels to members. The renderer drops the names of axes but for one, so that words must tell: what cannot be
 * told is no customer. */
#include "config.h"

#include "page_members.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define PART_SIZE 96

enum meaning { CUSTOMER, BENCHMARK, TYPE, OTHER, MEANINGS }; /* in the order of their axes' names */

static const char *const axes[MEANINGS] = {[CUSTOMER] = "srt:MajorCustomersAxis",
                                           [BENCHMARK] = "us-gaap:ConcentrationRiskByBenchmarkAxis",
                                           [TYPE] = "us-gaap:ConcentrationRiskByTypeAxis",
                                           [OTHER] = "us-gaap:UntoldAxis"};

struct members {
    char member[MEANINGS][MEMBER_SIZE];
};

static bool has(const char *text, const char *part)
{
    return strcasestr(text, part) != NULL;
}

static bool has_any(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has(text, parts[i]))
            return true;
    return false;
}

/* "Customer A" is "page:CustomerAMember". */
static void name_of(const char *label, char member[MEMBER_SIZE])
{
    size_t used = (size_t)snprintf(member, MEMBER_SIZE, "page:");
    bool first = true;
    for (; *label != '\0' && used + sizeof "Member" < MEMBER_SIZE; label++) {
        if (isalnum((unsigned char)*label))
            member[used++] = first ? (char)toupper((unsigned char)*label) : *label;
        first = !isalnum((unsigned char)*label);
    }
    snprintf(member + used, MEMBER_SIZE - used, "Member");
}

static void take_type(const char *label, struct members *members)
{
    const char *name = has(label, "supplier") || has(label, "vendor") ? "us-gaap:SupplierConcentrationRiskMember"
                       : has(label, "credit")                         ? "us-gaap:CreditConcentrationRiskMember"
                       : has(label, "customer")                       ? "us-gaap:CustomerConcentrationRiskMember"
                                                                      : "";
    if (name[0] != '\0')
        text_copy(members->member[TYPE], MEMBER_SIZE, name);
    else
        name_of(label, members->member[OTHER]); /* by geography, by product ... */
}

static void take_benchmark(const char *label, struct members *members)
{
    static const char *const others[] = {"non-trade", "nontrade", "vendor", "cost of", "deferred", "purchase"};
    char *member = members->member[BENCHMARK];
    if (has_any(label, others, sizeof others / sizeof others[0]))
        name_of(label, member);
    else
        text_copy(member, MEMBER_SIZE,
                  has(label, "receivable") ? "us-gaap:AccountsReceivableMember" : "us-gaap:SalesRevenueNetMember");
}

/* "Revenue from Contract with Customer" is none. */
static bool is_benchmark(const char *label)
{
    static const char *const starts[] = {"revenue", "sales", "net sales", "net revenue", "total", "account",
                                         "trade",   "non",   "cost of",   "purchase",    "vendor"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (strncasecmp(label, starts[i], strlen(starts[i])) == 0)
            return true;
    return has(label, "benchmark");
}

static void take_part(const char *label, const char *axis, struct members *members)
{
    static const char *const customers[] = {"customer", "distributor", "carrier", "partner", "reseller"};
    label += strspn(label, " ");
    if (has(label, "concentration"))
        take_type(label, members);
    else if (is_benchmark(label))
        take_benchmark(label, members);
    else if (has_any(label, customers, sizeof customers / sizeof customers[0]) ||
             (strstr(axis, "MajorCustomersAxis=") != NULL && members->member[CUSTOMER][0] == '\0'))
        name_of(label, members->member[CUSTOMER]);
    else
        name_of(label, members->member[OTHER]);
}

/* Parts stand between separators; "[Member]" behind a label is the renderer's of old. */
static void take_parts(const char *text, const char *separator, const char *axis, struct members *members)
{
    while (*text != '\0') {
        const char *end = strstr(text, separator);
        size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
        char part[PART_SIZE];
        snprintf(part, sizeof part, "%.*s", length < PART_SIZE ? (int)length : PART_SIZE - 1, text);
        char *old = strcasestr(part, "[member]");
        if (old != NULL)
            *old = '\0';
        if (part[strspn(part, " ")] != '\0')
            take_part(part, axis, members);
        text += length;
        if (end != NULL)
            text += strlen(separator);
    }
}

void page_members(const struct page_figure *figure, char dimensions[DIMENSIONS_SIZE])
{
    struct members members = {.member = {""}};
    const char *common = strstr(figure->title, "(Details) - ");
    size_t used = 0;
    if (common != NULL)
        take_parts(common + strlen("(Details) - "), " - ", "", &members);
    take_parts(figure->members, " | ", figure->axis, &members);
    dimensions[0] = '\0';
    for (int i = 0; i < MEANINGS; i++) {
        if (members.member[i][0] == '\0' || used + strlen(axes[i]) + MEMBER_SIZE + 2 > DIMENSIONS_SIZE)
            continue;
        used += (size_t)snprintf(dimensions + used, DIMENSIONS_SIZE - used, "%s%s=%s", used > 0 ? " " : "", axes[i],
                                 members.member[i]);
    }
}
