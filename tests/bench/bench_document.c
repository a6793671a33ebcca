/* SPDX-License-Identifier: MIT
 * A report of 5 MB into lines, as it arrives in parts, against the bare HTML parser over the same bytes; what is
 * held at most meanwhile; and the reader's page at the far end of it. */
#include "config.h"

#include "measure.h"
#include "reader.h"
#include "sources.h"

#include "base/buffer.h"
#include "base/text.h"
#include "draw/canvas.h"
#include "model/document.h"
#include "ui/screen.h"

#include <libxml/HTMLparser.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define REPORT_BYTES ((size_t)5 << 20)
#define PART_BYTES   16384
#define RUNS         15
#define SUBJECT      "9999001/000999900126000001/exmp-20260630.htm"

/* --- an invented report: the mix of paragraphs, styles and tables of figures that such reports have --- */

static void must(bool good)
{
    if (!good)
        measure_die("the report outgrew its buffer");
}

static void add_row(struct buffer *html, unsigned row)
{
    must(buffer_printf(
        html,
        "<tr><td colspan=\"3\" style=\"background-color:#efefef;padding:2px 1pt;vertical-align:bottom\">"
        "<span style=\"font-family:'Helvetica',sans-serif;font-size:9pt;font-weight:400\">Line %u</span>"
        "</td>",
        row));
    for (unsigned i = 0; i < 4; i++)
        must(buffer_printf(html,
                           "<td style=\"padding:2px 0 2px 1pt;text-align:left\"><span>$</span></td><td "
                           "style=\"padding:2px 0;text-align:right\"><ix:nonFraction unitRef=\"usd\" "
                           "contextRef=\"c-%u\" decimals=\"-6\" name=\"us-gaap:Revenues\" scale=\"6\">%u,%03u"
                           "</ix:nonFraction></td><td></td><td colspan=\"3\"></td>",
                           i, row % 90 + 1, i * 111));
    must(buffer_append_text(html, "</tr>"));
}

static void make_report(struct buffer *html)
{
    buffer_init(html, REPORT_BYTES + (1 << 20));
    must(buffer_append_text(html, "<?xml version='1.0' encoding='ASCII'?><html><body><div style=\"display:none\">"
                                  "<ix:header>hidden</ix:header></div>"));
    for (unsigned part = 1; html->length < REPORT_BYTES; part++) {
        must(buffer_printf(html, "<div><span style=\"font-weight:700\">Item %u. Discussion</span></div>",
                           part % 16));
        for (unsigned i = 0; i < 12; i++)
            must(buffer_printf(html,
                               "<div style=\"margin-top:9pt;text-align:justify\"><span style=\"font-size:9pt\">"
                               "We have a limited number of customers, and receivables of some of them moved "
                               "with the timing of billing in quarter %u, as commitments of several years began "
                               "to be delivered&#160;&#8212; see the notes.</span></div>",
                               i));
        must(buffer_append_text(html, "<table style=\"width:100%\">"));
        for (unsigned row = 0; row < 12; row++)
            add_row(html, row);
        must(buffer_append_text(html, "</table>"));
    }
    must(buffer_append_text(html, "</body></html>"));
}

/* --- ours and the floor --- */

static size_t heap_used(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

struct read_cost {
    double took_ms;
    size_t most_heap, left_heap; /* over what was held before: at most, and when all is freed */
    size_t lines;
};

static void count_lines(const struct observations *observations, struct read_cost *cost)
{
    const struct document_text *text = &observations->documents[0];
    struct document document;
    struct arena arena;
    arena_init(&arena);
    document_read(&document, text->text, text->length, &arena);
    cost->lines = document.count;
    arena_clear(&arena);
}

static struct read_cost read_ours(const struct buffer *html)
{
    const struct subscription subscription = {.kind = DATASET_DOCUMENT, .subject = SUBJECT};
    struct source_response response = {
        .status = 200, .content_type = "text/html", .body = "", .length = html->length};
    struct observations observations;
    struct read_cost cost = {0};
    struct error err = {0};
    malloc_trim(0);
    size_t before = heap_used();
    double started = measure_now_ms();
    observations_init(&observations);
    void *stream = source_sec_document.stream_begin(&subscription, &observations);
    for (size_t at = 0; at < html->length; at += PART_BYTES) {
        size_t length = html->length - at < PART_BYTES ? html->length - at : PART_BYTES;
        if (!source_sec_document.stream_feed(stream, html->data + at, length, &err))
            measure_die("refused: %s", err.message);
        size_t held = heap_used() - before;
        cost.most_heap = held > cost.most_heap ? held : cost.most_heap;
    }
    if (!source_sec_document.stream_end(stream, &response, &observations, &err))
        measure_die("refused: %s", err.message);
    cost.took_ms = measure_now_ms() - started;
    source_sec_document.stream_free(stream);
    count_lines(&observations, &cost);
    observations_clear(&observations);
    cost.left_heap = heap_used() > before ? heap_used() - before : 0;
    return cost;
}

static double read_bare(const struct buffer *html)
{
    htmlSAXHandler nothing = {.startElement = NULL};
    malloc_trim(0);
    double started = measure_now_ms();
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&nothing, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    for (size_t at = 0; at < html->length; at += PART_BYTES) {
        size_t length = html->length - at < PART_BYTES ? html->length - at : PART_BYTES;
        (void)htmlParseChunk(parser, html->data + at, (int)length, 0);
    }
    (void)htmlParseChunk(parser, "", 0, 1);
    double took = measure_now_ms() - started;
    htmlFreeParserCtxt(parser);
    return took;
}

static void bench_reading(const struct buffer *html)
{
    double ours[RUNS], bare[RUNS];
    struct read_cost cost = {0};
    for (int run = 0; run < RUNS; run++) {
        cost = read_ours(html);
        ours[run] = cost.took_ms;
        bare[run] = read_bare(html);
    }
    double floor = measure_share(bare, RUNS, 0.1);
    measure_line("a report of 5 MB to lines (floor: bare parser)", "ms", measure_share(ours, RUNS, 0.1), floor,
                 4 * floor);
    measure_line("heap held at most meanwhile", "KB", (double)cost.most_heap / 1024, MEASURE_NONE, 8192);
    measure_line("heap held afterwards", "KB", (double)cost.left_heap / 1024, MEASURE_NONE, 64);
}

/* --- the reader --- */

static const struct snapshot *make_snapshot(const struct buffer *html)
{
    const struct subscription subscription = {.kind = DATASET_DOCUMENT, .subject = SUBJECT};
    const struct source_response response = {
        .status = 200, .content_type = "text/html", .body = html->data, .length = html->length};
    struct snapshot *snapshot = snapshot_new(1, 0);
    struct dataset *data = dataset_new(DATASET_DOCUMENT, SUBJECT);
    struct observations observations;
    struct error err = {0};
    observations_init(&observations);
    if (!source_sec_document.parse(&subscription, &response, &observations, &err))
        measure_die("refused: %s", err.message);
    document_read(&data->u.document, observations.documents[0].text, observations.documents[0].length,
                  &data->arena);
    observations_clear(&observations);
    data->fetched_at = 1;
    snapshot->slots[0] = (struct slot){.kind = DATASET_DOCUMENT, .data = data, .interval_seconds = 86400};
    text_copy(snapshot->slots[0].subject, sizeof snapshot->slots[0].subject, SUBJECT);
    return snapshot;
}

static double draw_page(struct canvas *canvas, const struct view *view)
{
    struct rect all = {0, 0, canvas->rows, canvas->columns};
    double started = measure_now_ms();
    reader_draw(canvas, all, view);
    return measure_now_ms() - started;
}

static void bench_page(const struct buffer *html)
{
    const struct snapshot *snapshot = make_snapshot(html);
    struct pane_state state = {.shown = 0};
    struct view view = {.snapshot = snapshot, .symbol = "EXMP", .focused = true, .now = 2, .state = &state};
    struct canvas canvas;
    double pages[RUNS], jumps[RUNS];
    canvas_init(&canvas, 70, 250);
    (void)reader_open(&state, SUBJECT, "EXMP 10-K");
    (void)draw_page(&canvas, &view);
    for (int run = 0; run < RUNS; run++) {
        double started = measure_now_ms();
        (void)reader_act(&view, run % 2 == 0 ? ACTION_LAST : ACTION_FIRST, NULL);
        jumps[run] = measure_now_ms() - started;
        pages[run] = draw_page(&canvas, &view);
    }
    measure_line("from end to end of it", "ms", measure_share(jumps, RUNS, 0.5), MEASURE_NONE, 50);
    measure_line("one page of it, 250x70", "ms", measure_share(pages, RUNS, 0.5), MEASURE_NONE, 5);
    canvas_clear(&canvas);
    snapshot_unref(snapshot);
}

int main(void)
{
    struct buffer html;
    make_report(&html);
    bench_reading(&html);
    bench_page(&html);
    buffer_clear(&html);
    return measure_status();
}
