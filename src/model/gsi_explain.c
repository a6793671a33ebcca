/* SPDX-License-Identifier: MIT
 * A fix in words and figures: every input, every formula with its figures in it, every sum. Figures that enter a
 * sum are printed with 17 digits, so that they can be put in again. */
#include "config.h"

#include "model/gsi_fix.h"

#include "base/date.h"
#include "base/format.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define HOUR 3600
#define DAY  86400

struct page { /* one check at the end instead of one per line */
    struct buffer *text;
    bool full;
};

static void line(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void line(struct page *page, const char *format, ...)
{
    char text[320];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    page->full = page->full || !buffer_append_text(page->text, text) || !buffer_append_text(page->text, "\n");
}

struct figure {
    char text[32];
};

static struct figure exact(struct amount amount)
{
    struct figure figure = {"unknown"};
    if (amount.known)
        snprintf(figure.text, sizeof figure.text, "%.17g", amount.value);
    return figure;
}

static struct figure brief(struct amount amount)
{
    struct figure figure = {FORMAT_UNKNOWN};
    if (amount.known)
        snprintf(figure.text, sizeof figure.text, "%.6g", amount.value);
    return figure;
}

static struct figure age(int64_t at, int64_t when)
{
    struct figure figure = {FORMAT_UNKNOWN};
    if (when > 0)
        snprintf(figure.text, sizeof figure.text, "%.2f h", (double)(at - when) / HOUR);
    return figure;
}

static struct figure stamp(int64_t at)
{
    struct figure figure;
    char day[16];
    date_to_iso((int32_t)(at / DAY), day, sizeof day);
    snprintf(figure.text, sizeof figure.text, "%s %02d:%02d:%02d UTC", day, (int)(at % DAY / HOUR),
             (int)(at % HOUR / 60), (int)(at % 60));
    return figure;
}

static void head(struct page *page, const struct gsi_fix *fix)
{
    line(page, "%s  %s  %s%s%s", fix->model, fix->version, stamp(fix->fix_at).text,
         fix->seeded ? "  seeded from published history" : "", gsi_fix_is_late(fix) ? "  computed late" : "");
    line(page, "  made %s", stamp(fix->made_at).text);
}

static void result_of(struct page *page, const struct gsi_fix *fix, const char *letter, enum gsi_component k)
{
    line(page, "  %s = %s  age %s h  weight %.2f", letter, exact(fix->scores[k]).text, brief(fix->ages[k]).text,
         gsi_constants[k].weight);
}

static void availability(struct page *page, const struct gsi_work *work)
{
    line(page,
         "A availability = 100 (1 - mean a_v); a_v = 0.5 stocked + 0.5 stocked8, stocked alone where shapes of "
         "eight are not told");
    for (size_t i = 0; i < work->vote_count; i++) {
        const struct gsi_input *voter = work->voters[i];
        line(page, "    %-15s stocked %s  stocked8 %s  polls %" PRId64 "  age %s", voter->venue,
             exact(voter->stocked).text, exact(voter->stocked8).text, voter->polls,
             age(work->fix.fix_at, voter->stock_at).text);
    }
    result_of(page, &work->fix, "A", GSI_A);
}

static void utilisation(struct page *page, const struct gsi_work *work)
{
    double rented = 0, total = 0;
    line(page, "U utilisation: u = sum rented / sum total, means of 72 h; (0.50, 0) (0.80, 50) (0.97, 100)");
    for (size_t i = 0; i < work->fleet_count; i++) {
        const struct gsi_input *venue = work->fleet_of[i];
        rented += venue->rented.value;
        total += venue->total.value;
        line(page, "    %-15s rented %s  total %s  age %s", venue->venue, exact(venue->rented).text,
             exact(venue->total).text, age(work->fix.fix_at, venue->usage_at).text);
    }
    if (total > 0)
        line(page, "    u = %.17g", rented / total);
    result_of(page, &work->fix, "U", GSI_U);
}

static void price(struct page *page, const struct gsi_work *work)
{
    line(page,
         "P price pressure = 50 + 50 tanh(mean(ln(p / med28) / 0.20, ln(p / med180) / 0.40)); medians need 14 "
         "and 60 days");
    line(page, "    chain: %s $/GPU-h since %s, link %s over %zu venues", exact(work->fix.price).text,
         work->fix.chain_from > 0 ? stamp(work->fix.chain_from).text : FORMAT_UNKNOWN, exact(work->link).text,
         work->linked);
    line(page, "    p = %s of %s; %zu days of 28, %zu of 180", exact(work->price).text,
         work->fix.settled_price ? "the settled index (fewer than 28 own fixes)" : "the chain", work->count28,
         work->count180);
    result_of(page, &work->fix, "P", GSI_P);
}

static void spot(struct page *page, const struct gsi_work *work)
{
    line(page,
         "S spot tightness: r = median of spot / on-demand, demand-linked clouds; (0.15, 0) (0.40, 50) (0.80, "
         "100); with buckets 0.7 s + 0.3 x 25 mean(bucket)");
    for (size_t i = 0; i < work->spot_count; i++)
        line(page, "    %-15s ratio %s  bucket %s  age %s", work->spots[i]->venue,
             exact(work->spots[i]->spot_ratio).text, exact(work->spots[i]->interruption).text,
             age(work->fix.fix_at, work->spots[i]->spot_at).text);
    result_of(page, &work->fix, "S", GSI_S);
}

static void breadth_and_depth(struct page *page, const struct gsi_work *work)
{
    line(page, "B region breadth = 100 (1 - stocked / seen in 90 days)");
    line(page, "    stocked %.17g  seen %.17g", work->regions_stocked, work->regions_seen);
    result_of(page, &work->fix, "B", GSI_B);
    line(page, "D depth = 50 - 50 tanh(ln((G + 1) / (med28 G + 1))), G = 7-day mean of distinct idle GPUs");
    line(page, "    idle today %s  G = %s  %zu days of 28 (14 are needed)", exact(work->fix.idle).text,
         exact(work->fix.depth).text, work->depth_count);
    result_of(page, &work->fix, "D", GSI_D);
}

static void sum(struct page *page, const struct gsi_fix *fix)
{
    const struct gsi_level *level = &fix->level;
    line(page, "GSI = sum w s / sum w over the components present = %s", exact(level->value).text);
    line(page, "  coverage %.17g  freshness %.17g  confidence %.17g", level->coverage, level->freshness,
         level->confidence);
    line(page, "  status %s%s%s%s", gsi_status_name(level->status), fix->label != GSI_UNLABELLED ? "  label " : "",
         gsi_label_name(fix->label),
         level->status == GSI_WITHHELD ? "  (coverage below 0.40: no value is published)" : "");
    line(page, "  panel s.e. %s points (of A's venues alone)", exact(fix->panel_error).text);
    line(page, "  panel %016" PRIx64 " of %" PRId64 " venues", (uint64_t)fix->panel, fix->venues);
    if (fix->matched.known)
        line(page, "  change: matched venues %s, composition %s%s", exact(fix->matched).text,
             exact(fix->composition).text,
             fix->composition.known && (fix->composition.value > GSI_BREAK || fix->composition.value < -GSI_BREAK)
                 ? "  BREAK: the panel changed"
                 : "");
}

bool gsi_explain(const struct gsi_work *work, struct buffer *text)
{
    struct page page = {text, false};
    head(&page, &work->fix);
    if (strcmp(work->fix.model, GSI_BASKET) != 0) {
        availability(&page, work);
        utilisation(&page, work);
        price(&page, work);
        spot(&page, work);
        breadth_and_depth(&page, work);
    }
    sum(&page, &work->fix);
    line(&page, "%s", "");
    return !page.full;
}
