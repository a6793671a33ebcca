/* SPDX-License-Identifier: MIT
 * The simulated world. All figures here are invented, but for the names, tickers and CIKs. */
#include "config.h"

#include "sim_market.h"

#include "base/date.h"

#include <math.h>
#include <string.h>

#define HOUR        3600.0
#define DAY         (24 * HOUR)
#define BAR_SAMPLES 12

static const struct sim_company companies[] = {
    {"CRWV", "CoreWeave, Inc.", "NasdaqGS", 1769628, 128, 498e6, 24e6, 190e6, 0.30, 60, 0.73, 1.9},
    {"NBIS", "Nebius Group N.V.", "NasdaqGS", 1513845, 96, 240e6, 12e6, 20e6, 0.32, 45, 0.60, 2.4},
    {"IREN", "IREN Limited", "NasdaqGS", 1878848, 44, 272e6, 30e6, 35e6, 0.18, 20, 0.65, 1.6},
    {"APLD", "Applied Digital Corporation", "NasdaqGS", 1144879, 27, 262e6, 28e6, 22e6, 0.14, 30, 0.35, 2.2},
    {"CIFR", "Cipher Mining Inc.", "NasdaqGS", 1819989, 15, 393e6, 26e6, 28e6, 0.09, 15, 0.55, 1.2},
    {"WULF", "TeraWulf Inc.", "NasdaqCM", 1083301, 13, 391e6, 32e6, 15e6, 0.12, 15, 0.58, 1.5},
    {"MSFT", "Microsoft Corporation", "NasdaqGS", 789019, 505, 7.43e9, 21e6, 52.8e9, 0.034, 70, 0.69, 0.2},
    {"GOOGL", "Alphabet Inc.", "NasdaqGS", 1652044, 248, 12.1e9, 33e6, 69.8e9, 0.036, 51, 0.57, 0.2},
    {"AMZN", "Amazon.com, Inc.", "NasdaqGS", 1018724, 226, 10.7e9, 41e6, 127e9, 0.027, 26, 0.48, 0.17},
    {"META", "Meta Platforms, Inc.", "NasdaqGS", 1326801, 690, 2.5e9, 12e6, 28.6e9, 0.048, 32, 0.81, 0.35},
    {"ORCL", "Oracle Corporation", "NYSE", 1341439, 232, 2.85e9, 17e6, 12.4e9, 0.019, 50, 0.70, 0.5},
    {"NVDA", "NVIDIA Corporation", "NasdaqGS", 1045810, 181, 24.3e9, 190e6, 7.2e9, 0.19, 50, 0.73, 0.03},
    {"AMD", "Advanced Micro Devices, Inc.", "NasdaqGS", 2488, 214, 1.63e9, 45e6, 5.35e9, 0.05, 66, 0.50, 0.04},
    {"AVGO", "Broadcom Inc.", "NasdaqGS", 1730168, 342, 4.72e9, 22e6, 8.9e9, 0.055, 34, 0.68, 0.02},
    {"TSM", "Taiwan Semiconductor Manufacturing Company Limited", "NYSE", 1046179, 284, 5.19e9, 13e6, 16.7e9, 0.05,
     28, 0.56, 0.4},
    {"MU", "Micron Technology, Inc.", "NasdaqGS", 723125, 205, 1.12e9, 24e6, 3.7e9, 0.09, 58, 0.38, 0.4},
    {"SMCI", "Super Micro Computer, Inc.", "NasdaqGS", 1375365, 46, 597e6, 31e6, 1.3e9, 0.15, 48, 0.12, 0.02},
    {"DELL", "Dell Technologies Inc.", "NYSE", 1571996, 133, 672e6, 7e6, 20.9e9, 0.02, 38, 0.22, 0.03},
    {"AAPL", "Apple Inc.", "NasdaqGS", 320193, 269, 14.8e9, 48e6, 94.8e9, 0.01, 28, 0.46, 0.03},
    {"GOOG", "Alphabet Inc.", "NasdaqGS", 1652044, 249, 12.1e9, 22e6, 69.8e9, 0.036, 51, 0.57, 0.2},
};
static const struct sim_company indices[] = {
    {"^GSPC", "S&P 500", "SNP", 0, 6612, 1, 5e9, 0, 0, 0, 0, 0},
    {"^NDX", "NASDAQ 100", "NasdaqGS", 0, 24310, 1, 7e9, 0, 0, 0, 0, 0},
    {"^SOX", "PHLX Semiconductor", "NasdaqGIDS", 0, 6280, 1, 1e9, 0, 0, 0, 0, 0},
    {"^TNX", "CBOE Interest Rate 10 Year T Note", "Cboe Indices", 0, 4.12, 1, 1, 0, 0, 0, 0, 0},
    {"^VIX", "CBOE Volatility Index", "Cboe Indices", 0, 17.4, 1, 1, 0, 0, 0, 0, 0},
    {"HYG", "iShares iBoxx $ High Yield Corporate Bond ETF", "PCX", 0, 80.6, 1, 4e7, 0, 0, 0, 0, 0},
    {"EURUSD=X", "EUR/USD", "CCY", 0, 1.16, 1, 1, 0, 0, 0, 0, 0},
    {"GBPUSD=X", "GBP/USD", "CCY", 0, 1.33, 1, 1, 0, 0, 0, 0, 0},
    {"ASML.AS", "ASML Holding N.V.", "Amsterdam", 0, 842, 388e6, 6e5, 7.7e9, 0.01, 60, 0.53, 0.03},
    {"VOD.L", "Vodafone Group Public Limited Company", "LSE", 0, 88, 24e9, 42e6, 9.8e9, 0.01, 60, 0.33, 0.03},
};

#define COMPANIES (sizeof companies / sizeof companies[0])

static const struct sim_gpu gpus[] = {
    {"H100 SXM", "NVIDIA H100 80GB HBM3", "H100 SXM", 2.45, 81559, 22},
    {"H100 PCIE", "NVIDIA H100 PCIe", "H100 PCIe", 2.10, 81559, 9},
    {"H100 NVL", "NVIDIA H100 NVL", "H100 NVL", 2.35, 95830, 8},
    {"H200", "NVIDIA H200", "H200 SXM", 3.20, 143771, 12},
    {"H200 NVL", "NVIDIA H200 NVL", "H200 NVL", 2.95, 143771, 6},
    {"B200", "NVIDIA B200", "B200", 5.10, 183359, 9},
    {"A100 SXM4", "NVIDIA A100-SXM4-80GB", "A100 SXM", 1.15, 81920, 18},
    {"A100 PCIE", "NVIDIA A100 80GB PCIe", "A100 PCIe", 1.05, 81920, 14},
    {"L40S", "NVIDIA L40S", "L40S", 0.78, 46068, 16},
    {"RTX 4090", "NVIDIA GeForce RTX 4090", "RTX 4090", 0.41, 24564, 64},
    {"RTX 5090", "NVIDIA GeForce RTX 5090", "RTX 5090", 0.62, 32607, 40},
};

const struct sim_company *sim_companies(size_t *count)
{
    *count = COMPANIES;
    return companies;
}

const struct sim_company *sim_company_find(const char *symbol)
{
    for (size_t i = 0; i < COMPANIES; i++)
        if (strcmp(companies[i].symbol, symbol) == 0)
            return &companies[i];
    for (size_t i = 0; i < sizeof indices / sizeof indices[0]; i++)
        if (strcmp(indices[i].symbol, symbol) == 0)
            return &indices[i];
    return NULL;
}

const struct sim_company *sim_company_by_cik(int64_t cik)
{
    for (size_t i = 0; i < COMPANIES; i++)
        if (companies[i].cik == cik)
            return &companies[i];
    return NULL;
}

const struct sim_gpu *sim_gpus(size_t *count)
{
    *count = sizeof gpus / sizeof gpus[0];
    return gpus;
}

static uint64_t mix(uint64_t value)
{
    value += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

double sim_random(uint64_t seed, const char *name, int64_t index)
{
    uint64_t hash = mix(seed ^ (uint64_t)index);
    for (; *name != '\0'; name++)
        hash = mix(hash ^ (unsigned char)*name);
    return (double)(hash >> 11) / 9007199254740992.0;
}

double sim_wave(uint64_t seed, const char *name, double period_seconds, double at)
{
    double position = at / period_seconds, step = floor(position);
    double part = position - step, smooth = part * part * (3 - 2 * part);
    uint64_t own = seed ^ (uint64_t)period_seconds;
    double before = sim_random(own, name, (int64_t)step), after = sim_random(own, name, (int64_t)step + 1);
    return 2 * (before + (after - before) * smooth) - 1;
}

const char *sim_currency(const struct sim_company *company)
{
    const char *place = strrchr(company->symbol, '.');
    if (place == NULL)
        return "USD";
    return strcmp(place, ".L") == 0 ? "GBp" : "EUR";
}

double sim_price(uint64_t seed, const struct sim_company *company, int64_t at)
{
    static const struct {
        double period, size;
    } waves[] = {
        {400 * DAY, 0.35}, {90 * DAY, 0.18},     {20 * DAY, 0.09}, {3 * DAY, 0.035},
        {7 * HOUR, 0.018}, {0.6 * HOUR, 0.0045}, {240, 0.0016},    {25, 0.0007},
    };
    double sum = 0;
    for (size_t i = 0; i < sizeof waves / sizeof waves[0]; i++)
        sum += waves[i].size * sim_wave(seed, company->symbol, waves[i].period, (double)at);
    return round(company->price * exp(sum) * 100) / 100;
}

double sim_prior_close(uint64_t seed, const struct sim_company *company, int64_t at)
{
    int year, month, day;
    date_to_civil(date_new_york_day(at) - 1, &year, &month, &day);
    return sim_price(seed, company, date_new_york_to_utc(year, month, day, 16, 0, 0));
}

struct sim_bar sim_make_bar(uint64_t seed, const struct sim_company *company, int64_t start, int64_t end)
{
    double first = sim_price(seed, company, start);
    struct sim_bar bar = {first, first, first, first, 0};
    for (int i = 1; i <= BAR_SAMPLES; i++) {
        bar.close = sim_price(seed, company, start + (end - start) * i / BAR_SAMPLES);
        bar.high = fmax(bar.high, bar.close);
        bar.low = fmin(bar.low, bar.close);
    }
    double busy = 0.6 + 0.8 * sim_random(seed, company->symbol, start);
    double sessions = fmax((double)(end - start) / (6.5 * HOUR), 0.001);
    bar.volume = floor(company->daily_volume * busy * fmin(sessions, (double)(end - start) / DAY + 0.3));
    return bar;
}

static const char *gpu_name(const struct sim_gpu *gpu)
{
    return gpu->vast_name != NULL ? gpu->vast_name : gpu->runpod_id;
}

double sim_gpu_price(uint64_t seed, const struct sim_gpu *gpu, int64_t at)
{
    double sum = 0.22 * sim_wave(seed, gpu_name(gpu), 120 * DAY, (double)at) +
                 0.07 * sim_wave(seed, gpu_name(gpu), 9 * DAY, (double)at) +
                 0.03 * sim_wave(seed, gpu_name(gpu), 1800, (double)at);
    return gpu->price * exp(sum);
}

double sim_gpu_supply(uint64_t seed, const struct sim_gpu *gpu, int64_t at)
{
    double wave = 0.5 * sim_wave(seed + 1, gpu_name(gpu), 11 * DAY, (double)at) +
                  0.35 * sim_wave(seed + 1, gpu_name(gpu), 1500, (double)at);
    return fmin(1, fmax(0, 0.5 + wave));
}

int64_t sim_earnings_at(const struct sim_company *company, int64_t now)
{
    enum { QUARTER_DAYS = 91, AFTER_THE_CLOSE = 21 * 3600 + 300 };
    int64_t today = now / 86400, offset = company->cik % QUARTER_DAYS;
    int64_t quarters = (today - offset + QUARTER_DAYS - 1) / QUARTER_DAYS;
    return (offset + quarters * QUARTER_DAYS) * 86400 + AFTER_THE_CLOSE;
}
