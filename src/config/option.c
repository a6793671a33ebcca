/* SPDX-License-Identifier: MIT
 * One row per setting. */
#include "config.h"

#include "config/option.h"

#include "config/config.h"

#define FIELD(field) offsetof(struct config, field), sizeof((struct config *)0)->field
#define TEXT(section, name, fallback, field, help)                                                                 \
    {                                                                                                              \
        section, name, OPTION_TEXT, fallback, 0, 0, NULL, FIELD(field), help                                       \
    }
#define ADDRESS(section, name, fallback, field, help)                                                              \
    {                                                                                                              \
        section, name, OPTION_ADDRESS, fallback, 0, 0, NULL, FIELD(field), help                                    \
    }
#define SOURCES(section, name, fallback, field, help)                                                              \
    {                                                                                                              \
        section, name, OPTION_SOURCES, fallback, 0, 0, NULL, FIELD(field), help                                    \
    }
#define COLUMNS(section, name, fallback, field, help)                                                              \
    {                                                                                                              \
        section, name, OPTION_COLUMNS, fallback, 0, 0, NULL, FIELD(field), help                                    \
    }
#define THEME(section, name, fallback, field, help)                                                                \
    {                                                                                                              \
        section, name, OPTION_THEME, fallback, 0, 0, NULL, FIELD(field), help                                      \
    }
#define NUMBER(section, name, fallback, least, most, field, help)                                                  \
    {                                                                                                              \
        section, name, OPTION_NUMBER, fallback, least, most, NULL, FIELD(field), help                              \
    }
#define SWITCH(section, name, fallback, field, help)                                                               \
    {                                                                                                              \
        section, name, OPTION_SWITCH, fallback, 0, 0, NULL, FIELD(field), help                                     \
    }
#define CHOICE(section, name, fallback, choices, field, help)                                                      \
    {                                                                                                              \
        section, name, OPTION_CHOICE, fallback, 0, 0, choices, FIELD(field), help                                  \
    }

#define BROWSER                                                                                                    \
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"

static const struct option table[] = {
    THEME("screen", "theme", "dark", theme, "theme: a name of --list-themes, or a path"),
    CHOICE("screen", "glyphs", "auto", "auto utf8 blocks ascii", glyphs,
           "which characters to draw with; blocks: charts without braille"),
    CHOICE("screen", "colour", "auto", "auto never always", colour, "auto honours NO_COLOR"),
    SWITCH("screen", "mouse", "no", mouse, "wheel scrolls, click selects"),
    SWITCH("screen", "bell", "yes", bell, "ring the terminal's bell on alarms"),
    SWITCH("screen", "drivers", "no", drivers, "the thesis board stands in the grid, too"),
    SWITCH("screen", "seconds", "no", seconds, "clock with seconds: one wake-up a second"),
    CHOICE("screen", "range", "1m", "1d 5d 1m 3m 6m ytd 1y 2y 5y max", range, "chart range at the start"),
    CHOICE("screen", "chart", "candles", "candles bars line area", chart, "kind of chart at the start"),
    TEXT("screen", "indices", "^GSPC ^NDX ^SOX ^TNX ^VIX HYG", indices,
         "symbols in the top line, asked for with the quotes; none: no indices"),
    TEXT("chart", "indicators", "sma20 sma50", indicators,
         "on charts: sma ema vwap bollinger rsi macd, with their numbers; none"),
    SWITCH("chart", "logarithmic", "no", logarithmic, "the price axis of charts is logarithmic at the start"),
    COLUMNS("price", "columns", "", columns,
            "columns of the watchlist, names of --list-columns; empty: the default"),
    TEXT("drivers", "dossier", "", dossier, "commitments and guidance of your own, over those that are built in"),
    TEXT("positions", "file", "", positions_file,
         "lots that you hold, a line each: SYMBOL QUANTITY COST [CURRENCY [DAY]]; beside this file unless it "
         "begins with /"),
    TEXT("positions", "currency", "USD", positions_currency, "currency into which positions are converted"),
    ADDRESS("network", "base_url", "", base_url,
            "a mirror for all providers: https://HOST/PATH is asked as BASE_URL/HOST/PATH"),
    CHOICE("network", "limits", "providers", "providers none", limits,
           "whose limits of requests hold; none: only with base_url, a mirror of your own"),
    ADDRESS("network", "stream_url", "", stream_url, "a mirror of the providers' streams"),
    TEXT("network", "ca_file", "", ca_file, "certificates to trust, for company proxies"),
    TEXT("network", "proxy", "", proxy, "proxy URL; empty: https_proxy from the environment"),
    TEXT("network", "user_agent", BROWSER, user_agent, "for providers that want a browser's"),
    TEXT("sec", "contact", "", sec_contact, "your name and e-mail, which the SEC demands: Name name@example.org"),
    NUMBER("poll", "open", "15", 5, 86400, open_seconds, "seconds between quotes while the market is open"),
    NUMBER("poll", "extended", "30", 5, 86400, extended_seconds, "seconds between quotes before and after hours"),
    NUMBER("poll", "closed", "900", 5, 86400, closed_seconds, "seconds between quotes while it is closed"),
    NUMBER("poll", "bars", "60", 5, 86400, bars_seconds, "seconds between charts within a day"),
    NUMBER("poll", "ratings", "43200", 60, 604800, ratings_seconds, "seconds between rating actions of a symbol"),
    NUMBER("poll", "feed", "12", 10, 86400, feed_seconds, "seconds between looks at the SEC's feed of new filings"),
    NUMBER("poll", "filings", "600", 10, 604800, filings_seconds, "seconds between filing lists of a symbol"),
    NUMBER("poll", "facts", "86400", 60, 604800, facts_seconds, "seconds between looks whether facts are current"),
    NUMBER("poll", "gpu", "900", 30, 604800, gpu_seconds, "seconds between polls of a GPU venue"),
    NUMBER("gpu", "price_step", "2", 1, 1000, gpu_step_percent,
           "a venue's price of a GPU model that moves by so many percent is an event"),
    CHOICE("gpu", "index_price", "ornn", "ornn own", index_price,
           "whose prices the shortage index looks at until there are 28 fixes of its own"),
    TEXT("gpu", "attested", "", attested_file,
         "prices of GPUs that you read yourself, a line each: DAY,VENUE,MODEL,USD_PER_GPU_HOUR,LINK"),
    NUMBER("ratings", "target_percent", "10", 1, 1000, target_percent,
           "an analyst's target that changes by so much is notable"),
    NUMBER("ratings", "estimate_percent", "2", 1, 1000, estimate_percent,
           "an estimate that moves by so much within a week is an event"),
    NUMBER("poll", "second", "900", 0, 86400, second_seconds,
           "seconds between second opinions on quotes, of another provider; 0: never"),
    NUMBER("price", "disagree_percent", "1", 1, 100, disagree_percent,
           "two providers whose prices of one time differ by more are flagged"),
    SOURCES("chain", "quotes",
            "alpaca_quotes finnhub_quotes yahoo_quotes cnbc_quotes yahoo_spark yahoo_last nasdaq_quotes",
            quotes_chain, "sources of quotes, in the order they are asked"),
    CHOICE("notify", "desktop", "none", "none osc9 osc777", desktop,
           "tell alerts to the terminal's desktop: osc9 (iTerm2, kitty, WezTerm), osc777 (foot, rxvt, VTE)"),
    SWITCH("notify", "tmux", "no", tmux, "hand desktop notes through tmux (set -g allow-passthrough on)"),
    SWITCH("notify", "flash", "yes", flash, "reverse the screen for a moment on alarms"),
    SWITCH("notify", "title", "yes", title, "mark the window's title until a key is pressed"),
    TEXT("notify", "hook", "", hook, "command for alerts, by its whole path; run without a shell"),
    NUMBER("notify", "hook_seconds", "10", 1, 300, hook_seconds, "a hook is cut off after so long"),
    NUMBER("notify", "hook_per_minute", "12", 1, 600, hook_per_minute, "hooks started in a minute at most"),
    NUMBER("receivables", "customer_points", "15", 1, 100, alarm_share_points,
           "a customer's share of receivables above its share of revenue, points"),
    NUMBER("receivables", "dso_days", "20", 1, 365, alarm_dso_days, "rise of days sales outstanding in a quarter"),
    NUMBER("receivables", "growth_percent", "150", 100, 10000, alarm_growth_percent,
           "growth of receivables beside it, in percent of revenue's growth"),
    NUMBER("receivables", "allowance_percent", "200", 101, 10000, alarm_allowance_percent,
           "allowance's share of receivables, in percent of the quarter before"),
    NUMBER("receivables", "rpo_percent", "5", 1, 100, alarm_obligations_percent,
           "by how much remaining performance obligations shrink"),
    NUMBER("receivables", "restated_percent", "1", 1, 100, alarm_restated_percent,
           "by how much a filing differs from an earlier one on the same period"),
    CHOICE("log", "level", "warning", "error warning info debug", log_level, "what is logged"),
};

const struct option *option_table(size_t *count)
{
    *count = sizeof table / sizeof table[0];
    return table;
}
