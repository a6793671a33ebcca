/* SPDX-License-Identifier: MIT
 * What filings are called and where they lie. */
#include "config.h"

#include "model/filings.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *form, *words;
} forms[] = {
    {"10-K", "annual report"},
    {"10-Q", "quarterly report"},
    {"20-F", "annual report (foreign)"},
    {"40-F", "annual report (Canada)"},
    {"6-K", "report (foreign)"},
    {"8-K", "current report"},
    {"10-KT", "transition report"},
    {"10-QT", "transition report"},
    {"S-1", "registration"},
    {"S-3ASR", "shelf registration"},
    {"DEF 14A", "proxy statement"},
    {"424B4", "prospectus"},
    {"424B5", "prospectus"},
    {"424B2", "prospectus"},
    {"424B1", "prospectus"},
    {"424B3", "prospectus"},
    {"F-1", "registration (foreign)"},
    {"FWP", "free-writing prospectus"},
    {"EFFECT", "registration effective"},
    {"S-3", "shelf registration"},
    {"S-4", "registration for a merger"},
    {"S-8", "shares for employees"},
    {"NT 10-Q", "quarterly report will be late"},
    {"NT 10-K", "annual report will be late"},
    {"DEFA14A", "more proxy material"},
    {"PRE 14A", "proxy statement, preliminary"},
    {"ARS", "annual report to shareholders"},
    {"CORRESP", "letter to the SEC"},
    {"UPLOAD", "letter of the SEC"},
    {"4", "insider transaction"},
    {"3", "insider's first statement"},
    {"144", "proposed insider sale"},
    {"SC 13G", "holding over 5 %"},
    {"SCHEDULE 13G", "holding over 5 %"},
    {"SC 13D", "holding over 5 %"},
};

static const struct {
    const char *item, *words;
} items[] = {
    {"1.01", "material agreement"},
    {"1.02", "agreement ended"},
    {"1.05", "cybersecurity incident"},
    {"2.01", "acquisition closed"},
    {"2.02", "results"},
    {"2.03", "new obligation"},
    {"2.04", "obligation accelerated"},
    {"2.05", "restructuring"},
    {"2.06", "impairment"},
    {"3.01", "delisting notice"},
    {"3.02", "unregistered sale"},
    {"4.01", "auditor changed"},
    {"4.02", "statements not to be relied on"},
    {"5.02", "directors or officers"},
    {"5.03", "bylaws"},
    {"5.07", "shareholder vote"},
    {"7.01", "disclosure (Reg FD)"},
    {"8.01", "other event"},
};

static const char *form_words(const char *form)
{
    char plain[sizeof((struct filing *)NULL)->form];
    text_copy(plain, sizeof plain, form);
    plain[strcspn(plain, "/")] = '\0';
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(plain, forms[i].form) == 0)
            return forms[i].words;
    return NULL;
}

/* The first item that says something: 9.01 (exhibits) never does. */
static const char *item_words(const char *list, char code[8])
{
    for (const char *at = list; *at != '\0'; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ", ");
        snprintf(code, 8, "%.*s", (int)(length < 7 ? length : 7), at);
        for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
            if (strcmp(code, items[i].item) == 0)
                return items[i].words;
        at += length;
    }
    return NULL;
}

void filing_describe(const struct filing *filing, char *text, size_t size)
{
    char code[8] = "";
    const char *item = item_words(filing->items, code), *form = form_words(filing->form);
    const char *amended = strstr(filing->form, "/A") != NULL ? ", amended" : "";
    if (item != NULL)
        snprintf(text, size, "%s %s (%s)%s", filing->form, item, code, amended);
    else if (form != NULL)
        snprintf(text, size, "%s %s%s", filing->form, form, amended);
    else
        snprintf(text, size, "%s", filing->form);
}

const char *filing_words(const struct filing *filing)
{
    char code[8];
    const char *item = item_words(filing->items, code), *form = form_words(filing->form);
    return item != NULL ? item : form != NULL ? form : "";
}

void filing_items_words(const struct filing *filing, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (const char *at = filing->items; *at != '\0';) {
        char code[8], only[16];
        size_t length = strcspn(at, ", ");
        snprintf(only, sizeof only, "%.*s", (int)(length < 15 ? length : 15), at);
        const char *words = item_words(only, code);
        if (words != NULL && used < size)
            used += (size_t)snprintf(text + used, size - used, "%s%s (%s)", used > 0 ? ", " : "", words, only);
        at += length;
        at += strspn(at, ", ");
    }
    if (text[0] == '\0')
        text_copy(text, size, filing_words(filing));
}

void filing_address(const struct filing *filing, char *text, size_t size)
{
    char folder[ACCESSION_SIZE];
    size_t used = 0;
    for (const char *at = filing->accession; *at != '\0'; at++)
        if (*at != '-')
            folder[used++] = *at;
    folder[used] = '\0';
    snprintf(text, size, "https://www.sec.gov/Archives/edgar/data/%lld/%s/%s", (long long)filing->cik, folder,
             filing->document);
}

bool filing_is_periodic(const char *form)
{
    static const char *const periodic[] = {"10-K", "10-Q", "10-KT", "10-QT", "20-F", "40-F"};
    size_t length = strcspn(form, "/");
    if (form[length] != '\0' && strcmp(form + length, "/A") != 0)
        return false;
    for (size_t i = 0; i < sizeof periodic / sizeof periodic[0]; i++)
        if (strlen(periodic[i]) == length && strncmp(form, periodic[i], length) == 0)
            return true;
    return false;
}

int64_t company_builtin_cik(const char *symbol)
{
    static const struct {
        const char *symbol;
        int64_t cik;
    } known[] = {
        {"CRWV", 1769628},  {"NBIS", 1513845}, {"IREN", 1878848}, {"APLD", 1144879}, {"NVDA", 1045810},
        {"AMD", 2488},      {"SMCI", 1375365}, {"DELL", 1571996}, {"ORCL", 1341439}, {"MSFT", 789019},
        {"GOOGL", 1652044}, {"GOOG", 1652044}, {"AMZN", 1018724}, {"META", 1326801}, {"AAPL", 320193},
        {"CIFR", 1819989},  {"WULF", 1083301}, {"AVGO", 1730168}, {"TSM", 1046179},  {"MU", 723125},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].symbol, symbol) == 0)
            return known[i].cik;
    return 0;
}
