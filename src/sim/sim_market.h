/* SPDX-License-Identifier: MIT
 * The simulated world: prices, rentals and occurrences as pure functions of seed and time. */
#ifndef SIM_SIM_MARKET_H
#define SIM_SIM_MARKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sim_company {
    const char *symbol;
    const char *name;
    const char *exchange;
    int64_t cik;
    double price;        /* the middle of its price path, USD */
    double shares;       /* outstanding */
    double daily_volume; /* shares */
    double revenue;      /* a quarter's, USD, at the path's start (2023) */
    double growth;       /* of revenue, a quarter */
    double receivable_days;
    double gross_margin; /* 0..1 */
    double capex_share;  /* of revenue */
};

const struct sim_company *sim_companies(size_t *count);
const struct sim_company *sim_company_find(const char *symbol); /* NULL when unknown */
const struct sim_company *sim_company_by_cik(int64_t cik);

/* Uniform in [0,1), the same for the same arguments for ever. */
double sim_random(uint64_t seed, const char *name, int64_t index);
/* Smooth noise in [-1,1] that turns about once per period. */
double sim_wave(uint64_t seed, const char *name, double period_seconds, double at);

const char *sim_currency(const struct sim_company *company); /* of its quotes: "USD", "GBp" */
double sim_price(uint64_t seed, const struct sim_company *company, int64_t at);
/* The last close before the New York day of that instant. */
double sim_prior_close(uint64_t seed, const struct sim_company *company, int64_t at);

/* When its next quarter is reported: after the close of a day that stays the same until it has passed. */
int64_t sim_earnings_at(const struct sim_company *company, int64_t now);

struct sim_bar {
    double open, high, low, close, volume;
};
struct sim_bar sim_make_bar(uint64_t seed, const struct sim_company *company, int64_t start, int64_t end);

struct sim_gpu {
    const char *vast_name; /* NULL: Vast has none */
    const char *runpod_id; /* NULL: RunPod has none */
    const char *runpod_name;
    double price; /* USD per GPU-hour */
    int memory_mb;
    int machines; /* on Vast, typically */
};
const struct sim_gpu *sim_gpus(size_t *count);
double sim_gpu_price(uint64_t seed, const struct sim_gpu *gpu, int64_t at);
/* 0 nothing to be had .. 1 plenty. */
double sim_gpu_supply(uint64_t seed, const struct sim_gpu *gpu, int64_t at);

#endif
