/* SPDX-License-Identifier: MIT
 * What the simulator's own files share: a request, a reply, and the providers' responders. */
#ifndef SIM_SIM_REPLY_H
#define SIM_SIM_REPLY_H

#include "base/buffer.h"
#include "base/error.h"
#include "sim_market.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sim_request {
    const char *method;
    const char *host;   /* the provider's: the first segment of the path */
    const char *path;   /* as sent, still encoded: "/v8/finance/chart/CRWV" */
    const char *query;  /* as sent, without '?'; "" none */
    const char *cookie; /* "" none */
    bool has_key;       /* it brings what the provider wants as its key */
    uint64_t seed;
    int64_t now;          /* UTC s */
    int64_t filing_at;    /* when a report is accepted in this run, UTC s; 0 none */
    int64_t upgrade_at;   /* when CRWV is upgraded in this run, UTC s; 0 never */
    unsigned long number; /* of the request, from 1 */
};

#define SIM_HEADERS_MOST 8

struct sim_reply {
    unsigned status;
    const char *content_type;
    struct sim_header {
        char name[32], value[200];
    } headers[SIM_HEADERS_MOST]; /* besides the content type */
    size_t header_count;
    struct buffer body;
    bool hang; /* never answered: the connection is held until the simulator stops */
};

/* Value of a query parameter, decoded; false when absent. */
bool sim_parameter(const struct sim_request *request, const char *name, char *value, size_t size);
/* Appends to the body; a body that outgrows its cap is our own mistake (assert). */
void sim_write(struct sim_reply *reply, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds a header; more than there is room for are left out. */
void sim_header(struct sim_reply *reply, const char *name, const char *value);
void sim_plain(struct sim_reply *reply, unsigned status, const char *type, const char *text);

void sim_yahoo(const struct sim_request *request, struct sim_reply *reply);
void sim_yahoo_summary(const struct sim_request *request, struct sim_reply *reply,
                       const struct sim_company *company);
/* The story of an upgrade (sim_story.c): whether it is about that company; its row of the history, once it
 * happened; the factor on the revenue estimated for this and next fiscal year (0, 1) at that moment, and when that
 * year is told of. */
bool sim_story_is_about(const struct sim_request *request, const struct sim_company *company);
bool sim_story_write_action(const struct sim_request *request, struct sim_reply *reply);
double sim_story_factor(const struct sim_request *request, int year, int64_t at);

/* Headlines (sim_news.c). False when the path is another one. */
void sim_nasdaq_feed(const struct sim_request *request, struct sim_reply *reply);
void sim_google_news(const struct sim_request *request, struct sim_reply *reply);
/* The search that brings headlines has another answer for those who want symbols alone. */
bool sim_asks_for_symbols(const struct sim_request *request);
void sim_symbols(const struct sim_request *request, struct sim_reply *reply);
void sim_yahoo_search(const struct sim_request *request, struct sim_reply *reply);
bool sim_finnhub_news(const struct sim_request *request, struct sim_reply *reply);
bool sim_alpaca_news(const struct sim_request *request, struct sim_reply *reply);
void sim_massive(const struct sim_request *request, struct sim_reply *reply);
void sim_alphavantage(const struct sim_request *request, struct sim_reply *reply);
void sim_cnbc_earnings(const struct sim_request *request, struct sim_reply *reply);
void sim_benzinga(const struct sim_request *request, struct sim_reply *reply);
void sim_fmp(const struct sim_request *request, struct sim_reply *reply);
/* Finnhub's recommendation trend. False when it is another path. */
bool sim_finnhub_trend(const struct sim_request *request, struct sim_reply *reply);
/* Nasdaq's pages about analysts. False when it is none of them. */
bool sim_nasdaq_analyst(const struct sim_request *request, struct sim_reply *reply);
void sim_cnbc(const struct sim_request *request, struct sim_reply *reply);
void sim_alpaca(const struct sim_request *request, struct sim_reply *reply);
void sim_finnhub(const struct sim_request *request, struct sim_reply *reply);
void sim_spark(const struct sim_request *request, struct sim_reply *reply);
void sim_nasdaq(const struct sim_request *request, struct sim_reply *reply);
void sim_nyse(const struct sim_request *request, struct sim_reply *reply);
/* False when the path is none of a quote. */
bool sim_nasdaq_quote(const struct sim_request *request, struct sim_reply *reply);
void sim_sec(const struct sim_request *request, struct sim_reply *reply);
/* A document of a report's folder: its statement, the folder's index. False when there is no such one. */
bool sim_sec_statement(const struct sim_request *request, struct sim_reply *reply);
/* The same figures as inline XBRL, hidden in the report's page; nothing for other documents. */
void sim_sec_inline(const struct sim_request *request, struct sim_reply *reply);
/* New filings of all companies; false when the path is no list of a day. */
void sim_sec_feed(const struct sim_request *request, struct sim_reply *reply);
bool sim_sec_day_index(const struct sim_request *request, struct sim_reply *reply);
void sim_sec_facts(const struct sim_request *request, struct sim_reply *reply, const struct sim_company *company);
/* False when it is no document that there is: somebody else may know the path. */
bool sim_sec_document(const struct sim_request *request, struct sim_reply *reply);
void sim_sec_search(const struct sim_request *request, struct sim_reply *reply); /* efts.sec.gov */
void sim_runpod(const struct sim_request *request, struct sim_reply *reply);
void sim_vast(const struct sim_request *request, struct sim_reply *reply);
void sim_twse(const struct sim_request *request, struct sim_reply *reply);
void sim_fred(const struct sim_request *request, struct sim_reply *reply);
void sim_ornn(const struct sim_request *request, struct sim_reply *reply);
void sim_akash(const struct sim_request *request, struct sim_reply *reply);
void sim_scaleway(const struct sim_request *request, struct sim_reply *reply);
void sim_voltagepark(const struct sim_request *request, struct sim_reply *reply);
void sim_lium(const struct sim_request *request, struct sim_reply *reply);
void sim_vultr(const struct sim_request *request, struct sim_reply *reply);
void sim_verda(const struct sim_request *request, struct sim_reply *reply);
void sim_aws_spot(const struct sim_request *request, struct sim_reply *reply);
void sim_oracle(const struct sim_request *request, struct sim_reply *reply);
void sim_hyperbolic(const struct sim_request *request, struct sim_reply *reply);
void sim_lambda(const struct sim_request *request, struct sim_reply *reply);
void sim_hyperstack(const struct sim_request *request, struct sim_reply *reply);
void sim_aws(const struct sim_request *request, struct sim_reply *reply);
void sim_azure(const struct sim_request *request, struct sim_reply *reply);
void sim_cyclenerd(const struct sim_request *request, struct sim_reply *reply);
void sim_shadeform(const struct sim_request *request, struct sim_reply *reply);
void sim_jarvislabs(const struct sim_request *request, struct sim_reply *reply);

/* A scenario's word on a request: true when it has answered itself. */
bool sim_interfere(const char *scenario, const struct sim_request *request, struct sim_reply *reply);
/* What a scenario does to a finished reply. */
void sim_spoil(const char *scenario, const struct sim_request *request, struct sim_reply *reply);

struct replay;
struct replay *replay_open(const char *folder, struct error *err);
void replay_close(struct replay *replay);
int64_t replay_recorded_at(const struct replay *replay); /* see simulator_recorded_at */
void replay_answer(const struct replay *replay, const char *method, const char *url, struct sim_reply *reply);

/* Quarters of a company as the simulator knows them, oldest first; those filed before now. */
struct sim_quarter {
    int32_t start, end, filed; /* days */
    int fiscal_quarter;        /* 1..4 */
    int32_t year_start;        /* first day of the fiscal year */
    int64_t accepted;          /* UTC s */
    double revenue, cost, receivables, capex, cash_flow, inventory, obligations, deferred;
    double operating_income, interest, debt, cash, commitments;
};
#define SIM_QUARTERS_MOST 40
size_t sim_quarters(uint64_t seed, const struct sim_company *company, int64_t now,
                    struct sim_quarter quarters[SIM_QUARTERS_MOST]);
/* Those whose reports are public by now: the one that is accepted in this run only from then on. */
size_t sim_reports(const struct sim_request *request, const struct sim_company *company,
                   struct sim_quarter quarters[SIM_QUARTERS_MOST]);
void sim_accession(const struct sim_company *company, int32_t filed, int index, char *text, size_t size);

/* What the statements of a quarter say of one customer ("CustomerAMember"), as a fraction; 0 nothing. */
double sim_customer_share(const struct sim_request *request, const struct sim_company *company,
                          const struct sim_quarter *quarter, const char *member, bool of_revenue);

#endif
