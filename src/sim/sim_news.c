/* SPDX-License-Identifier: MIT
 * Headlines of the simulated world, told by all five sources in their own formats: analysts' actions in the words
 * of newspapers, and what else is written. */
#include "config.h"

#include "sim_actions.h"

#include "base/date.h"
#include "base/mail_time.h"

#include <stdio.h>
#include <string.h>

#define TOLD_MOST   40
#define LOOKED_BACK 1500 /* slots of actions: four days */
#define STORY_EVERY 9000 /* seconds between stories that are no action */
#define STORIES     24   /* looked back on */
#define PLACE_SIZE  160

struct told { /* one headline */
    int64_t when;
    char title[256];
    const char *publisher;
    int number; /* in its link */
};

struct paper { /* how a source writes: what stands around and within items */
    const char *head, *tail;
    void (*write)(struct sim_reply *reply, const struct told *told, const struct sim_company *company);
    bool feed;  /* XML: no comma between items */
    int misses; /* every so many-th headline it does not have; 0 it has all */
};

static const char *const publishers[] = {"Reuters", "Benzinga", "The Motley Fool", "Zacks", "Bloomberg"};

static const char *short_name(const struct sim_company *company, char name[32])
{
    snprintf(name, 32, "%.*s", (int)strcspn(company->name, ", "), company->name);
    return name;
}

static void tell_action(const struct sim_company *company, const struct sim_action *action, struct told *told)
{
    static const char *const verbs[] = {"Downgrades", "Maintains", "Upgrades"};
    char name[32];
    int step = (action->to > action->from) - (action->to < action->from);
    told->when = action->when;
    told->publisher = publishers[action->firm % 5];
    told->number = (int)(action->when % 1000000);
    if (step != 0)
        snprintf(told->title, sizeof told->title, "%s %s %s (%s) to %s, price target %s $%.0f", sim_firm(action),
                 verbs[step + 1], short_name(company, name), company->symbol, sim_grade(action, action->to),
                 action->target >= action->prior ? "raised to" : "cut to", action->target);
    else
        snprintf(told->title, sizeof told->title, "%s Maintains %s on %s, %s Price Target to $%.0f",
                 sim_firm(action), sim_grade(action, action->to), short_name(company, name),
                 action->target >= action->prior ? "Raises" : "Lowers", action->target);
}

/* A few in other scripts: what is wide must stand as wide. */
static void tell_story(const struct sim_request *request, const struct sim_company *company, int64_t slot,
                       struct told *told)
{
    static const struct {
        const char *before, *behind; /* of the company's name */
    } stories[] = {
        {"", " signs a further data centre lease in Texas"},
        {"Is ", " stock a bargain after its slide? What the cash flow says"},
        {"AI capacity stays short into next year, ", " tells investors"},
        {"", "\xe3\x81\xae\xe6\xa0\xaa\xe4\xbe\xa1\xe3\x81\x8c\xe6\x80\xa5\xe9\xa8\xb0\xe3\x80\x81"
             "AI\xe9\x9c\x80\xe8\xa6\x81\xe3\x81\xa7"},
        {"Three charts on ", " before its results"},
        {"", " borrows against its GPU fleet at 9.25 %, terms show"},
        {"Short interest in ", " falls to a three-month low"},
    };
    enum { KINDS = (int)(sizeof stories / sizeof stories[0]) };
    char name[32];
    int kind = (int)(sim_random(request->seed + 77, company->symbol, slot) * KINDS);
    told->when = slot * STORY_EVERY + (int64_t)(sim_random(request->seed + 78, company->symbol, slot) * 3600);
    told->publisher = publishers[(size_t)(slot % 5)];
    told->number = (int)(slot % 1000000);
    snprintf(told->title, sizeof told->title, "%s%s%s", stories[kind].before, short_name(company, name),
             stories[kind].behind);
}

/* Newest first as far as each kind goes; feeds need no more. */
static size_t collect(const struct sim_request *request, const struct sim_company *company,
                      struct told told[TOLD_MOST])
{
    size_t count = 0;
    int64_t slot = request->now / SIM_ACTION_EVERY, story = request->now / STORY_EVERY;
    struct sim_action action;
    if (sim_story_is_about(request, company) && request->now >= request->upgrade_at) {
        told[count] = (struct told){.when = request->upgrade_at, .publisher = "Benzinga", .number = 1};
        snprintf(told[count++].title, sizeof told->title,
                 "Wells Fargo upgrades CoreWeave to Overweight from Equal Weight, price target raised to $170 from "
                 "$105");
    }
    for (int64_t i = slot; i > slot - LOOKED_BACK && count < TOLD_MOST - STORIES; i--)
        if (sim_action_of_slot(request, company, i, &action))
            tell_action(company, &action, &told[count++]);
    for (int64_t i = story - 1; i >= story - STORIES && count < TOLD_MOST; i--)
        tell_story(request, company, i, &told[count++]);
    return count;
}

/* --- how each source writes --- */

static void write_nasdaq(struct sim_reply *reply, const struct told *told, const struct sim_company *company)
{
    char when[MAIL_TIME_SIZE];
    mail_time_write(told->when, when);
    sim_write(reply,
              "<item><title>%s</title><link>https://www.nasdaq.com/articles/%s-%d</link><pubDate>%s</pubDate>"
              "<dc:creator>%s</dc:creator><nasdaq:tickers>%s,%s</nasdaq:tickers></item>",
              told->title, company->symbol, told->number, when, told->publisher, company->symbol, company->symbol);
}

static void write_google(struct sim_reply *reply, const struct told *told, const struct sim_company *company)
{
    char when[MAIL_TIME_SIZE];
    mail_time_write(told->when, when);
    sim_write(reply,
              "<item><title>%s - %s</title><link>https://news.google.com/rss/articles/%s%d?oc=5</link>"
              "<pubDate>%s</pubDate><description>&lt;a href=\"x\"&gt;%s&lt;/a&gt;</description>"
              "<source url=\"https://example.com\">%s</source></item>",
              told->title, told->publisher, company->symbol, told->number, when, told->title, told->publisher);
}

static void write_yahoo(struct sim_reply *reply, const struct told *told, const struct sim_company *company)
{
    sim_write(reply,
              "{\"uuid\":\"%d\",\"title\":\"%s\",\"publisher\":\"%s\",\"link\":"
              "\"https://finance.yahoo.com/news/%s-%d.html\",\"providerPublishTime\":%lld,\"type\":\"STORY\","
              "\"relatedTickers\":[\"%s\"]}",
              told->number, told->title, told->publisher, company->symbol, told->number, (long long)told->when,
              company->symbol);
}

static void write_finnhub(struct sim_reply *reply, const struct told *told, const struct sim_company *company)
{
    sim_write(reply,
              "{\"category\":\"company\",\"datetime\":%lld,\"headline\":\"%s\",\"id\":%d,\"related\":\"%s\","
              "\"source\":\"%s\",\"summary\":\"\",\"url\":\"https://finnhub.io/api/news?id=%d\"}",
              (long long)told->when, told->title, told->number, company->symbol, told->publisher, told->number);
}

static void write_alpaca(struct sim_reply *reply, const struct told *told, const struct sim_company *company)
{
    char day[16];
    int second = (int)(told->when % 86400);
    date_to_iso((int32_t)(told->when / 86400), day, sizeof day);
    sim_write(reply,
              "{\"created_at\":\"%sT%02d:%02d:%02dZ\",\"headline\":\"%s\",\"id\":%d,\"source\":\"benzinga\","
              "\"symbols\":[\"%s\"],\"url\":\"https://www.benzinga.com/%d\"}",
              day, second / 3600, second / 60 % 60, second % 60, told->title, told->number, company->symbol,
              told->number);
}

static const struct paper nasdaq = {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:nasdaq=\"http://nasdaq.com/reference/feeds/1.0\" version=\"2.0\"><channel><title>Feed</title>",
    "</channel></rss>", write_nasdaq, true, 3};
static const struct paper google = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Google News</title>",
    "</channel></rss>", write_google, true, 4};
static const struct paper yahoo = {"{\"quotes\":[],\"news\":[", "]}", write_yahoo, false, 5};
static const struct paper finnhub = {"[", "]", write_finnhub, false, 0};
static const struct paper alpaca = {"{\"news\":[", "],\"next_page_token\":null}", write_alpaca, false, 0};

static void publish(const struct sim_request *request, struct sim_reply *reply, const struct paper *paper,
                    const char *symbol)
{
    struct told told[TOLD_MOST];
    const struct sim_company *company = sim_company_find(symbol);
    size_t count = company != NULL ? collect(request, company, told) : 0;
    bool first = true;
    reply->content_type = paper->feed ? "application/rss+xml" : "application/json";
    sim_write(reply, "%s", paper->head);
    for (size_t i = 0; i < count; i++) {
        if (paper->misses > 0 && told[i].number % paper->misses == 1 && told[i].number != 1)
            continue;
        sim_write(reply, "%s", first || paper->feed ? "" : ",");
        paper->write(reply, &told[i], company);
        first = false;
    }
    sim_write(reply, "%s", paper->tail);
}

/* The symbol of Google's query: "\"CRWV\" stock when:7d". */
static void symbol_of_query(const char *query, char symbol[32])
{
    const char *open = strchr(query, '"');
    const char *close = open != NULL ? strchr(open + 1, '"') : NULL;
    snprintf(symbol, 32, "%.*s", close != NULL && close - open < 32 ? (int)(close - open - 1) : 0,
             close != NULL ? open + 1 : "");
}

void sim_nasdaq_feed(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[32] = "";
    (void)sim_parameter(request, "symbol", symbol, sizeof symbol);
    publish(request, reply, &nasdaq, symbol);
}

void sim_google_news(const struct sim_request *request, struct sim_reply *reply)
{
    char query[PLACE_SIZE] = "", symbol[32];
    (void)sim_parameter(request, "q", query, sizeof query);
    symbol_of_query(query, symbol);
    publish(request, reply, &google, symbol);
}

void sim_yahoo_search(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[32] = "";
    (void)sim_parameter(request, "q", symbol, sizeof symbol);
    publish(request, reply, &yahoo, symbol);
}

bool sim_finnhub_news(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[32] = "";
    if (strcmp(request->path, "/api/v1/company-news") != 0)
        return false;
    (void)sim_parameter(request, "symbol", symbol, sizeof symbol);
    publish(request, reply, &finnhub, symbol);
    return true;
}

bool sim_alpaca_news(const struct sim_request *request, struct sim_reply *reply)
{
    char symbol[32] = "";
    if (strcmp(request->path, "/v1beta1/news") != 0)
        return false;
    (void)sim_parameter(request, "symbols", symbol, sizeof symbol);
    publish(request, reply, &alpaca, symbol);
    return true;
}
