/* SPDX-License-Identifier: MIT
 * Names of members are words run together, each beginning with a capital: "TenLargestCustomersMember". A number
 * that stands before the noun counts customers ("TwoCustomers"), one behind it names one of them ("CustomerTwo").
 */
#include "config.h"

#include "customer_words.h"

#include "base/text.h"
#include "model/dimensional.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const nouns[] = {
    "Customer",   "Client",       "Distributor",  "Reseller", "Partner",    "Carrier",     "Vendor",
    "Supplier",   "Manufacturer", "Payor",        "Payer",    "Wholesaler", "Retailer",    "Dealer",
    "Licensee",   "Buyer",        "Purchaser",    "Debtor",   "Integrator", "Tenant",      "Affiliate",
    "Franchisee", "Collaborator", "Counterparty", "Provider", "Operator",   "Hyperscaler", "Subscriber",
    "Agency",     "Company",      "Entity",       "Party",    "Contractor", "Account"};
static const char *const numbers[] = {"Two",      "Three",   "Four",    "Five",      "Six",      "Seven",
                                      "Eight",    "Nine",    "Ten",     "Eleven",    "Twelve",   "Thirteen",
                                      "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
                                      "Twenty",   "Thirty",  "Forty",   "Fifty",     "Hundred",  "Several",
                                      "Multiple", "Both",    "Few",     "Various",   "Certain",  "All"};
static const char *const ranks[] = {"Top", "Largest", "Biggest", "Major", "Significant", "Principal", "Main"};
/* Words that name nobody. */
static const char *const plain[] = {
    "One",      "First",         "Second",   "Third",      "Fourth",        "Fifth",        "Sixth",
    "Seventh",  "Eighth",        "Ninth",    "Tenth",      "And",           "Or",           "Of",
    "Other",    "Another",       "Single",   "Individual", "Direct",        "Indirect",     "External",
    "End",      "Unnamed",       "Third",    "Unrelated",  "Related",       "Unaffiliated", "Known",
    "Original", "Equipment",     "Contract", "Channel",    "Commercial",    "Enterprise",   "Cloud",
    "Service",  "Services",      "Cellular", "Network",    "Wireless",      "Group",        "Number",
    "No",       "Concentration", "Risk",     "Alpha",      "Beta",          "Gamma",        "Delta",
    "The",      "With",          "Greater",  "Than",       "More",          "Percent",      "Or",
    "Over",     "Remaining",     "Domestic", "Foreign",    "International", "Government",   "Us",
    "Federal",  "Private",       "Public",   "Key",        "New",           "Existing",     "Non",
    "Trade",    "Product"};

#define HAS(table, word) has(table, sizeof(table) / sizeof(table)[0], word)

static bool has(const char *const *table, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(table[i], word) == 0)
            return true;
    return false;
}

static bool is_noun(const char *word)
{
    return HAS(nouns, word);
}

/* Customers, Agencies. */
static bool is_plural(const char *word)
{
    char singular[40];
    size_t length = strlen(word);
    if (length < 4 || length >= sizeof singular || strcasecmp(word + length - 1, "s") != 0)
        return false;
    text_copy(singular, sizeof singular, word);
    singular[length - 1] = '\0';
    if (is_noun(singular))
        return true;
    if (strcasecmp(word + length - 3, "ies") != 0)
        return false;
    text_copy(singular + length - 3, 2, "y");
    return is_noun(singular);
}

static bool is_count(const char *word)
{
    return HAS(numbers, word) || (isdigit((unsigned char)word[0]) && strtol(word, NULL, 10) > 1);
}

/* --- splitting --- */

static bool starts_word(const char *text, size_t i)
{
    unsigned char here = (unsigned char)text[i], before = (unsigned char)text[i - 1];
    unsigned char after = (unsigned char)text[i + 1];
    if (here == '_' || before == '_')
        return true;
    if (isdigit(here) != isdigit(before) && (isdigit(here) || isdigit(before)))
        return true;
    if (!isupper(here))
        return false;
    return islower(before) || islower(after);
}

static void add_word(struct member_words *words, const char *text, size_t length)
{
    if (length == 0 || text[0] == '_' || words->count == MEMBER_WORDS_MOST)
        return;
    char *word = words->words[words->count++];
    size_t size = sizeof words->words[0];
    text_copy(word, length + 1 < size ? length + 1 : size, text);
}

void member_words_split(struct member_words *words, const char *member)
{
    const char *local = dimension_local(member);
    size_t length = strlen(local), from = 0;
    static const char suffix[] = "Member";
    words->count = 0;
    if (length > sizeof suffix - 1 && strcmp(local + length - (sizeof suffix - 1), suffix) == 0)
        length -= sizeof suffix - 1;
    for (size_t i = 1; i < length; i++)
        if (starts_word(local, i)) {
            add_word(words, local + from, i - from);
            from = i;
        }
    add_word(words, local + from, length - from);
}

/* --- what they mean --- */

bool member_words_group(const struct member_words *words)
{
    size_t singular = 0;
    bool counted = false, ranked = false;
    for (size_t i = 0; i < words->count; i++) {
        const char *word = words->words[i];
        if (is_plural(word) || (ranked && is_count(word)))
            return true;
        if (strcasecmp(word, "Group") == 0 && i > 0 && is_noun(words->words[i - 1]))
            return true;
        if (is_noun(word) && (counted || ++singular > 1))
            return true;
        if (strcasecmp(word, "And") == 0 && singular > 0 && !member_words_named(words))
            return true;
        counted = counted || (singular == 0 && is_count(word));
        ranked = ranked || HAS(ranks, word);
    }
    return counted && ranked;
}

static bool is_plain(const char *word)
{
    return word[1] == '\0' || is_noun(word) || is_plural(word) || is_count(word) || HAS(ranks, word) ||
           HAS(plain, word) || isdigit((unsigned char)word[0]);
}

bool member_words_named(const struct member_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (!is_plain(words->words[i]))
            return true;
    return false;
}

static bool is_all_capitals(const char *word)
{
    for (const char *at = word; *at != '\0'; at++)
        if (!isupper((unsigned char)*at))
            return false;
    return word[0] != '\0' && word[1] != '\0';
}

static void append(char *label, size_t size, const char *text)
{
    size_t used = strlen(label);
    text_copy(label + used, size - used, text);
}

void member_words_label(const struct member_words *words, char *label, size_t size)
{
    label[0] = '\0';
    for (size_t i = 0; i < words->count; i++) {
        const char *word = words->words[i];
        bool legal = strcmp(word, "Llc") == 0;
        bool glued = i > 0 && is_all_capitals(word) && islower((unsigned char)words->words[i - 1][1]);
        if (i > 0 && !glued)
            append(label, size, " ");
        append(label, size, legal ? "LLC" : word);
    }
}
