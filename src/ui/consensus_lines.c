/* SPDX-License-Identifier: MIT
 * Drawing the consensus. */
#include "config.h"

#include "consensus_lines.h"

#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BAR_LEAST   5
#define BAR_MOST    40
#define SCALE_LEAST 8
#define SCALE_MOST  48

/* Three blocks of different density, so that the parts are told apart without colour. */
static const struct {
    const char *word;
    uint32_t glyph;
    enum role role;
} parts[3] = {
    {"buy", 0x2588, ROLE_BUY},
    {"hold", 0x2593, ROLE_HOLD},
    {"sell", 0x2591, ROLE_SELL},
};

static struct amount sum_of(struct amount a, struct amount b)
{
    if (!a.known && !b.known) {
        return AMOUNT_UNKNOWN;
    }
    return amount_of((a.known ? a.value : 0) + (b.known ? b.value : 0));
}

struct trend_sums trend_sum(const struct trend_month *month)
{
    struct trend_sums result = {
        .sums = {sum_of(month->strong_buy, month->buy), month->hold, sum_of(month->sell, month->strong_sell)}};
    for (int i = 0; i < 3; i++) {
        result.total += result.sums[i].known ? result.sums[i].value : 0;
    }
    return result;
}

void consensus_split(const double shares[3], int width, int columns[3])
{
    double total = shares[0] + shares[1] + shares[2];
    double rest[3] = {0, 0, 0};
    int left = width;
    for (int i = 0; i < 3; i++) {
        double exact = total > 0 ? shares[i] / total * width : 0;
        columns[i] = (int)floor(exact);
        rest[i] = exact - columns[i] + (shares[i] > 0 && columns[i] == 0 ? 1 : 0);
        left -= columns[i];
    }
    while (total > 0 && left > 0) {
        int most = rest[1] > rest[0] ? 1 : 0;
        most = rest[2] > rest[most] ? 2 : most;
        columns[most]++;
        rest[most] = -1;
        left--;
    }
}

static void draw_parts(struct canvas *canvas, struct rect area, int column, int width,
                       const struct trend_sums *sums)
{
    double shares[3];
    int columns[3];
    for (int i = 0; i < 3; i++) {
        shares[i] = sums->sums[i].known ? sums->sums[i].value : 0;
    }
    consensus_split(shares, width, columns);
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < columns[i]; j++) {
            canvas_put(canvas, area, 0, column++, parts[i].glyph, parts[i].role, 0);
        }
    }
}

void consensus_draw_bar(struct canvas *canvas, struct rect area, const struct consensus *consensus)
{
    struct trend_sums sums = trend_sum(&consensus->months[0]);
    char words[96] = "", analysts[48], count[32];
    if (sums.total <= 0) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_UNKNOWN, 0, "recommendations: " FORMAT_UNKNOWN);
        return;
    }
    for (int i = 0; i < 3; i++) {
        size_t length = strlen(words);
        format_count(count, sizeof count, sums.sums[i]);
        snprintf(words + length, sizeof words - length, "%s%s %s", i ? " " : "", count, parts[i].word);
    }
    format_count(count, sizeof count, amount_of(sums.total));
    snprintf(analysts, sizeof analysts, "%s analysts", count);
    int words_width = (int)text_width(words);
    int column = area.columns >= words_width + 16 + BAR_LEAST ? (int)text_width(analysts) + 2 : 0;
    int room = area.columns - column - words_width - 2;
    int width = room > BAR_MOST ? BAR_MOST : room;
    if (column > 0) {
        canvas_text(canvas, area, 0, 0, -1, ROLE_TEXT, 0, analysts);
    }
    if (width >= BAR_LEAST) {
        draw_parts(canvas, area, column, width, &sums);
        column += width + 2;
    }
    /* Counts that would be cut are worse than none: the bar alone then. */
    if (words_width <= area.columns - column) {
        canvas_text(canvas, area, 0, column, -1, ROLE_TEXT, 0, words);
    }
}

static void price_words(struct amount price, char *text, size_t size)
{
    format_price(text, size, price, price.known && fabs(price.value - round(price.value)) < 0.005 ? 0 : 2);
}

static int draw_scale(struct canvas *canvas, struct rect area, int column, int width,
                      const struct consensus *consensus, struct amount price)
{
    struct chart_mark marks[2];
    size_t count = 0;
    double low = consensus->target_low.value, high = consensus->target_high.value;
    if (price.known) {
        marks[count++] = (struct chart_mark){price.value, 0x253c, ROLE_TEXT};
        low = fmin(low, price.value);
        high = fmax(high, price.value);
    }
    if (consensus->target_mean.known) {
        marks[count++] = (struct chart_mark){consensus->target_mean.value, 0x25cf, ROLE_ESTIMATE};
    }
    chart_axis_marks(canvas, area, 0, column, width, low, high, marks, count);
    return column + width + 1;
}

void consensus_draw_targets(struct canvas *canvas, struct rect area, const struct consensus *consensus,
                            struct amount price)
{
    char low[32], high[32], mean[32], percent[32], left[48], right[64], upside_words[96];
    struct amount upside = amount_percent_change(consensus->target_mean, price);
    if (!consensus->target_mean.known && !consensus->target_low.known && !consensus->target_high.known) {
        canvas_text(canvas, area, 0, 0, area.columns, ROLE_UNKNOWN, 0, "target: " FORMAT_UNKNOWN);
        return;
    }
    price_words(consensus->target_low, low, sizeof low);
    price_words(consensus->target_high, high, sizeof high);
    price_words(consensus->target_mean, mean, sizeof mean);
    format_percent(percent, sizeof percent, upside, 1);
    snprintf(left, sizeof left, "low %s", low);
    snprintf(right, sizeof right, "%s high", high);
    snprintf(upside_words, sizeof upside_words, "mean %s %s%s", mean, view_change_mark(upside), percent);

    int column = canvas_text(canvas, area, 0, 0, area.columns, ROLE_MUTED, 0, "target") + 1;
    int upside_width = (int)text_width(upside_words);
    if (column + upside_width > area.columns) {
        return;
    }
    canvas_text(canvas, area, 0, column, -1, view_change_role(upside), 0, upside_words);
    column += upside_width + 2;
    int ends = (int)text_width(left) + (int)text_width(right) + 2;
    int width = area.columns - column - ends;
    bool scale = consensus->target_low.known && consensus->target_high.known && width >= SCALE_LEAST;
    if (width < 0) {
        return;
    }
    column += canvas_text(canvas, area, 0, column, -1, ROLE_TEXT, 0, left) + 1;
    if (scale) {
        column = draw_scale(canvas, area, column, width > SCALE_MOST ? SCALE_MOST : width, consensus, price);
    }
    canvas_text(canvas, area, 0, column, -1, ROLE_TEXT, 0, right);
}
