/* SPDX-License-Identifier: MIT
 * Charts on a canvas: candles in half-row glyphs, lines in braille, bars and sparklines in eighth blocks.
 * Gaps stay gaps. Down-sampling by min/max (OHLC for candles), never by mean. Knows nothing of prices' meaning. */
#ifndef DRAW_CHART_H
#define DRAW_CHART_H

#include "base/amount.h"
#include "draw/canvas.h"

struct scale {
    double low, high;
    int rows;
    double step;
    unsigned decimals;
    bool logarithmic;
}; /* value axis, 1-2-5 ticks */

/* A scale over [low, high] for that many rows; a flat range is widened. */
struct scale scale_make(double low, double high, int rows);
/* Its rows made equal ratios; as it was when a value is not above 0. */
void scale_make_logarithmic(struct scale *scale);
/* Row 0 is the top; in half rows (0 .. 2*rows-1). Clipped. */
int scale_half_row(const struct scale *scale, double value);
int scale_row(const struct scale *scale, double value);

struct candle {
    double open, high, low, close;
    bool known;
    bool partial; /* of an interval that goes on: drawn dim */
};
struct point {
    double value;
    bool known;
};

/* One column per candle, from the left. */
void chart_candles(struct canvas *canvas, struct rect area, const struct scale *scale, const struct candle *candles,
                   int count);
/* OHLC bars: a stroke from low to high, a tick to the left at the open and to the right at the close. */
void chart_strokes(struct canvas *canvas, struct rect area, const struct scale *scale, const struct candle *candles,
                   int count);
/* Filled from the bottom up to the values, in eighth blocks; one point a column. */
void chart_area(struct canvas *canvas, struct rect area, const struct scale *scale, const struct point *points,
                int count, enum role role);
/* Joined braille (2x4 dots a cell), or '*' in ASCII; two points a column. */
void chart_line(struct canvas *canvas, struct rect area, const struct scale *scale, const struct point *points,
                int count, enum role role);
/* Columns from the bottom, eighth blocks; highest value fills the area. */
void chart_columns(struct canvas *canvas, struct rect area, const struct point *points, int count, enum role role);
/* Value labels in the right-most label_columns of area. */
void chart_value_axis(struct canvas *canvas, struct rect area, const struct scale *scale, int label_columns);
/* One row of eighth blocks over count values. */
void chart_spark(struct canvas *canvas, struct rect area, int row, int column, int width, const float *values,
                 size_t count, enum role role);
/* A horizontal bar of share (0..1) of width, eighth blocks. */
void chart_share(struct canvas *canvas, struct rect area, int row, int column, int width, double share,
                 enum role role);
/* Positions on one axis: low ──┼──●── high. */
struct chart_mark {
    double value;
    uint32_t glyph;
    enum role role;
};
void chart_axis_marks(struct canvas *canvas, struct rect area, int row, int column, int width, double low,
                      double high, const struct chart_mark *marks, size_t count);

#endif
