/* SPDX-License-Identifier: MIT
 * Names of brokerage houses as the feeds write them. */
#include "config.h"

#include "model/firms.h"

#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORD_SIZE 40

/* Ascending by key; a test holds it to that. Houses that were taken over go by the name they have now. */
static const struct firm_alias aliases[] = {
    {"arete", "Arete"},
    {"argus", "Argus"},
    {"ascendiant", "Ascendiant"},
    {"autonomous", "Bernstein"}, /* one house with Bernstein since 2019 */
    {"baird", "Baird"},
    {"bamlglblres", "Bank of America"},
    {"bankofamerica", "Bank of America"},
    {"bankofamericamerrilllynch", "Bank of America"},
    {"bankofmontreal", "BMO"},
    {"barclays", "Barclays"},
    {"benchmark", "Benchmark"},
    {"bernstein", "Bernstein"},
    {"bernsteinsocgen", "Bernstein"},
    {"bmo", "BMO"},
    {"bnpparibas", "BNP Paribas"},
    {"bnpparibasexane", "BNP Paribas"},
    {"bofa", "Bank of America"},
    {"bofaglbl", "Bank of America"},
    {"bofaglblres", "Bank of America"},
    {"bofamerrilllynch", "Bank of America"},
    {"btig", "BTIG"},
    {"canaccord", "Canaccord Genuity"},
    {"canaccordgenuity", "Canaccord Genuity"},
    {"cantor", "Cantor Fitzgerald"},
    {"cantorfitzgerald", "Cantor Fitzgerald"},
    {"citi", "Citigroup"},
    {"citigroup", "Citigroup"},
    {"citizens", "Citizens"},
    {"citizensjmp", "Citizens"},
    {"clearstreet", "Clear Street"},
    {"compasspoint", "Compass Point"},
    {"cowen", "TD Cowen"},
    {"craighallum", "Craig-Hallum"},
    {"creditsuisse", "Credit Suisse"},
    {"dadavidson", "DA Davidson"},
    {"daiwa", "Daiwa"},
    {"davidson", "DA Davidson"},
    {"deutschebank", "Deutsche Bank"},
    {"deutschebankag", "Deutsche Bank"},
    {"dzbank", "DZ Bank"},
    {"edwardjones", "Edward Jones"},
    {"evercore", "Evercore ISI"},
    {"evercoreisi", "Evercore ISI"},
    {"exanebnpparibas", "BNP Paribas"},
    {"goldman", "Goldman Sachs"},
    {"goldmansachs", "Goldman Sachs"},
    {"guggenheim", "Guggenheim"},
    {"hcwainwright", "HC Wainwright"},
    {"hsbc", "HSBC"},
    {"hsbcglobal", "HSBC"},
    {"jefferies", "Jefferies"},
    {"jeffriesfinancial", "Jefferies"},
    {"jmp", "Citizens"},
    {"jpmorgan", "JP Morgan"},
    {"jpmorganchase", "JP Morgan"},
    {"kbw", "KBW"},
    {"keefebruyettewoods", "KBW"},
    {"keybanc", "KeyBanc"},
    {"keybanccap", "KeyBanc"},
    {"keycorp", "KeyBanc"},
    {"lakestreet", "Lake Street"},
    {"loop", "Loop Capital"},
    {"macquarie", "Macquarie"},
    {"melius", "Melius"},
    {"merrilllynch", "Bank of America"},
    {"mizuho", "Mizuho"},
    {"mkm", "Roth"},
    {"moffettnathanson", "MoffettNathanson"},
    {"monnesscrespihardt", "Monness Crespi Hardt"},
    {"morganstanley", "Morgan Stanley"},
    {"needham", "Needham"},
    {"nomura", "Nomura"},
    {"northland", "Northland"},
    {"opco", "Oppenheimer"},
    {"oppenheimer", "Oppenheimer"},
    {"pipersandler", "Piper Sandler"},
    {"raymondjames", "Raymond James"},
    {"raymondjamesfinancial", "Raymond James"},
    {"rbc", "RBC"},
    {"redburn", "Rothschild & Co Redburn"},
    {"redburnatlantic", "Rothschild & Co Redburn"},
    {"robertwbaird", "Baird"},
    {"rosenblatt", "Rosenblatt"},
    {"roth", "Roth"},
    {"rothmkm", "Roth"},
    {"rothschildredburn", "Rothschild & Co Redburn"},
    {"royalbankofcanada", "RBC"},
    {"sanfordcbernstein", "Bernstein"},
    {"scotia", "Scotiabank"},
    {"scotiabank", "Scotiabank"},
    {"seaport", "Seaport"},
    {"seaportglobal", "Seaport"},
    {"seaportres", "Seaport"},
    {"societegenerale", "Societe Generale"},
    {"stephens", "Stephens"},
    {"stifel", "Stifel"},
    {"stifelnicolaus", "Stifel"},
    {"summitinsights", "Summit Insights"},
    {"suntrust", "Truist"},
    {"susquehanna", "Susquehanna"},
    {"susquehannabancshares", "Susquehanna"},
    {"tdcowen", "TD Cowen"},
    {"tigress", "Tigress Financial"},
    {"tigressfinancial", "Tigress Financial"},
    {"truist", "Truist"},
    {"truistfinancial", "Truist"},
    {"ubs", "UBS"},
    {"wedbush", "Wedbush"},
    {"wellsfargo", "Wells Fargo"},
    {"williamblair", "William Blair"},
    {"wolfe", "Wolfe Research"},
};

/* Words that one feed writes and another leaves out. Never the first word of a name. */
static const char *const loose_words[] = {
    "and",           "ag",       "cap",        "capital",  "co",    "company",  "corp",
    "corporation",   "equities", "equity",     "gmbh",     "group", "inc",      "incorporated",
    "international", "intl",     "limited",    "llc",      "lp",    "ltd",      "markets",
    "mkt",           "mkts",     "nv",         "partners", "plc",   "research", "sa",
    "sec",           "secs",     "securities", "the",      "usa",   "us",
};

static bool is_loose(const char *word)
{
    for (size_t i = 0; i < sizeof loose_words / sizeof loose_words[0]; i++)
        if (strcmp(loose_words[i], word) == 0)
            return true;
    return false;
}

/* The next word in lower case; dots and apostrophes within it vanish: "J.P." is jp. Beyond ASCII bytes stay. */
static const char *next_word(const char *at, char word[WORD_SIZE])
{
    size_t length = 0;
    while (*at != '\0' && !isalnum((unsigned char)*at) && (unsigned char)*at < 0x80)
        at++;
    for (; isalnum((unsigned char)*at) || (unsigned char)*at >= 0x80 || *at == '.' || *at == '\''; at++)
        if (*at != '.' && *at != '\'' && length + 1 < WORD_SIZE)
            word[length++] = (char)tolower((unsigned char)*at);
    word[length] = '\0';
    return at;
}

static void squeeze(const char *name, char key[FIRM_KEY_SIZE])
{
    char word[WORD_SIZE];
    size_t length = 0;
    for (const char *at = next_word(name, word); word[0] != '\0'; at = next_word(at, word)) {
        size_t size = strlen(word);
        if ((length > 0 && is_loose(word)) || length + size >= FIRM_KEY_SIZE)
            continue;
        memcpy(key + length, word, size);
        length += size;
    }
    key[length] = '\0';
}

static int compare(const void *key, const void *row)
{
    return strcmp(key, ((const struct firm_alias *)row)->key);
}

static const struct firm_alias *find(const char *key)
{
    return bsearch(key, aliases, sizeof aliases / sizeof aliases[0], sizeof aliases[0], compare);
}

void firm_key(const char *name, char key[FIRM_KEY_SIZE])
{
    squeeze(name, key);
    const struct firm_alias *alias = find(key);
    if (alias != NULL)
        squeeze(alias->house, key);
}

bool firm_same(const char *a, const char *b)
{
    char first[FIRM_KEY_SIZE], second[FIRM_KEY_SIZE];
    firm_key(a, first);
    firm_key(b, second);
    return strcmp(first, second) == 0;
}

const char *firm_known(const char *name)
{
    char key[FIRM_KEY_SIZE];
    squeeze(name, key);
    const struct firm_alias *alias = find(key);
    return alias != NULL ? alias->house : NULL;
}

const char *firm_house(const char *name)
{
    const char *house = firm_known(name);
    return house != NULL ? house : name;
}

const struct firm_alias *firm_aliases(size_t *count)
{
    *count = sizeof aliases / sizeof aliases[0];
    return aliases;
}
