/* SPDX-License-Identifier: MIT
 * Members' names: who is one customer, who are several, who has a name. */
#include "config.h"

#include "customer_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *member, *label;
    bool group, named;
} rows[] = {
    {"nvda:CustomerAMember", "Customer A", false, false},
    {"nvda:CustomerOneMember", "Customer One", false, false},
    {"x:CustomerTwoMember", "Customer Two", false, false},
    {"x:Customer2Member", "Customer 2", false, false},
    {"x:DirectCustomerBMember", "Direct Customer B", false, false},
    {"x:OneCustomerMember", "One Customer", false, false},
    {"x:LargestCustomerMember", "Largest Customer", false, false},
    {"x:SecondLargestCustomerMember", "Second Largest Customer", false, false},
    {"x:ResellerOneMember", "Reseller One", false, false},
    {"x:DistributorAMember", "Distributor A", false, false},
    {"aapl:VendorOneMember", "Vendor One", false, false},
    {"x:TenCustomersMember", "Ten Customers", true, false},
    {"x:FiveCustomersMember", "Five Customers", true, false},
    {"x:TwoCustomerMember", "Two Customer", true, false},
    {"x:TopTenMember", "Top Ten", true, false},
    {"x:Top10CustomersMember", "Top 10 Customers", true, false},
    {"x:TenLargestCustomersMember", "Ten Largest Customers", true, false},
    {"x:MajorCustomersMember", "Major Customers", true, false},
    {"msft:CommercialCustomersMember", "Commercial Customers", true, false},
    {"aapl:CellularNetworkCarriersMember", "Cellular Network Carriers", true, false},
    {"x:GovernmentAgenciesMember", "Government Agencies", true, false},
    {"x:CustomerAAndBMember", "Customer A And B", true, false},
    {"x:CustomerAAndCustomerBMember", "Customer A And Customer B", true, false},
    {"x:CustomerOneAndTwoMember", "Customer One And Two", true, false},
    {"x:CustomerGroupMember", "Customer Group", true, false},
    {"x:MicrosoftMember", "Microsoft", false, true},
    {"x:AmazonMember", "Amazon", false, true},
    {"x:CiscoSystemsIncMember", "Cisco Systems Inc", false, true},
    {"x:JohnsonAndJohnsonMember", "Johnson And Johnson", false, true},
    {"msft:OpenAIGlobalLlcMember", "OpenAI Global LLC", false, true},
    {"x:MetaPlatformsMember", "Meta Platforms", false, true},
    {"x:IBMMember", "IBM", false, true},
    {"srt:AffiliatedEntityMember", "Affiliated Entity", false, true},
    {"x:Member", "Member", false, true},
    {"x:", "", false, false},
    {"", "", false, false},
    {"customer_one_Member", "customer one", false, false},
};

static void members_mean_what_they_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct member_words words;
        char label[112];
        member_words_split(&words, rows[i].member);
        member_words_label(&words, label, sizeof label);
        assert_string_equal(label, rows[i].label);
        if (member_words_group(&words) != rows[i].group || member_words_named(&words) != rows[i].named)
            fail_msg("%s: group %d, named %d", rows[i].member, member_words_group(&words),
                     member_words_named(&words));
    }
}

static void a_name_without_end_is_cut(void **state)
{
    struct member_words words;
    char member[3000] = "x:", label[64];
    (void)state;
    for (size_t i = 2; i + 2 < sizeof member; i += 2) {
        member[i] = 'A';
        member[i + 1] = 'b';
    }
    member_words_split(&words, member);
    assert_int_equal(words.count, MEMBER_WORDS_MOST);
    member_words_label(&words, label, sizeof label);
    assert_true(member_words_named(&words));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_mean_what_they_say),
        cmocka_unit_test(a_name_without_end_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
