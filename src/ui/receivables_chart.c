/* SPDX-License-Identifier: MIT
 * Every line of the quarters with its newest figure, its change and its course; the chosen one as bars by quarter,
 * with a mark where an alarm fired. */
#include "config.h"

#include "receivables_views.h"

#include "base/arena.h"
#include "base/format.h"
#include "base/text.h"
#include "draw/chart.h"
#include "listing.h"
#include "notice.h"
#include "quarter_alarms.h"
#include "quarter_bars.h"
#include "receivables_rows.h"
#include "table.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define QUARTERS_MOST    40
#define CHART_ROWS_LEAST 8
#define TABLE_ROWS_LEAST 4

/* --- lines --- */

struct line {
    const char *label;
    struct amount (*figure)(const struct receivables_quarter *quarter);
    void (*write)(char *text, size_t size, struct amount figure);
    bool filed;     /* as filed; else computed by us */
    unsigned rules; /* whose alarms are marked */
};

struct line_row {
    const struct line *line;
    const struct receivables *all;
};

static void scaled(char *text, size_t size, struct amount figure)
{
    format_scaled(text, size, figure);
}

static void days(char *text, size_t size, struct amount figure)
{
    format_price(text, size, figure, 1);
}

static void share(char *text, size_t size, struct amount figure)
{
    format_share(text, size, figure, 1);
}

#define LINE(name, expression)                                                                                     \
    static struct amount name(const struct receivables_quarter *quarter)                                           \
    {                                                                                                              \
        return expression;                                                                                         \
    }

LINE(receivables, quarter->receivables.amount)
LINE(dso, quarter->dso_days)
LINE(allowance, quarter->allowance.amount)
LINE(allowance_share, quarter->allowance_share_percent)
LINE(unbilled, quarter->unbilled.amount)
LINE(contract_assets, quarter->contract_assets.amount)
LINE(related, quarter->related_receivables.amount)
LINE(revenue, quarter->revenue.amount)
LINE(gross_margin, quarter->gross_margin_percent)
LINE(margin_after, quarter->margin_after_percent)
LINE(cash_flow, quarter->operating_cash_flow.amount)
LINE(capex, quarter->capex.amount)
LINE(capex_accrued, quarter->capex_accrued)
LINE(capex_share, quarter->capex_share_percent)
LINE(free_cash_flow, quarter->free_cash_flow.amount)
LINE(rpo, quarter->rpo.amount)
LINE(rpo_beyond, quarter->rpo_timing.beyond24)
LINE(deferred, quarter->deferred_revenue.amount)
LINE(inventory, quarter->inventory.amount)
LINE(obligations, quarter->purchase_obligations.amount)
LINE(commitments, quarter->commitments.amount)
LINE(supply, quarter->supply_commitments.amount)
LINE(leases, quarter->leases_not_commenced.amount)
LINE(debt, quarter->debt.amount)
LINE(operating_income, quarter->operating_income.amount)
LINE(interest, quarter->interest.amount)
LINE(cash, quarter->cash.amount)

static const struct line lines[] = {
    {"receivables", receivables, scaled, true, RULES_ALL},
    {"DSO, days", dso, days, false, RULES_OF_DSO},
    {"allowance", allowance, scaled, true, RULE(ALARM_ALLOWANCE)},
    {"allowance share", allowance_share, share, false, RULE(ALARM_ALLOWANCE)},
    {"unbilled", unbilled, scaled, true, 0},
    {"contract assets", contract_assets, scaled, true, 0},
    {"of related parties", related, scaled, true, 0},
    {"revenue", revenue, scaled, true, 0},
    {"gross margin", gross_margin, share, false, 0},
    {"margin with depreciation", margin_after, share, false, 0},
    {"operating cash flow", cash_flow, scaled, true, 0},
    {"capex", capex, scaled, true, 0},
    {"capex accrued", capex_accrued, scaled, false, 0},
    {"capex / revenue", capex_share, share, false, 0},
    {"free cash flow", free_cash_flow, scaled, false, 0},
    {"remaining obligations", rpo, scaled, true, RULE(ALARM_OBLIGATIONS)},
    {"RPO beyond 24 months", rpo_beyond, share, true, 0},
    {"deferred revenue", deferred, scaled, true, 0},
    {"inventory", inventory, scaled, true, 0},
    {"purchase obligations", obligations, scaled, true, 0},
    {"commitments", commitments, scaled, true, 0},
    {"supply commitments", supply, scaled, true, 0},
    {"leases not commenced", leases, scaled, true, 0},
    {"debt", debt, scaled, true, 0},
    {"operating income", operating_income, scaled, false, 0},
    {"interest", interest, scaled, true, 0},
    {"cash", cash, scaled, true, 0},
};

static const struct line_row *row_of(const void *row)
{
    return row;
}

static struct amount figure_at(const struct line_row *row, size_t quarter)
{
    return quarter < row->all->count ? row->line->figure(&row->all->quarters[quarter]) : AMOUNT_UNKNOWN;
}

static struct amount newest(const void *row)
{
    return figure_at(row_of(row), 0);
}

/* Ratios change by points, amounts by percent; a change from a negative amount has no percentage. */
static struct amount change_from(const struct line_row *row, size_t before)
{
    struct amount now = figure_at(row, 0), then = figure_at(row, before);
    if (row->line->write != scaled)
        return amount_minus(now, then);
    return now.known && then.known && then.value > 0 ? amount_of((now.value / then.value - 1) * 100)
                                                     : AMOUNT_UNKNOWN;
}

static struct amount on_quarter(const void *row)
{
    return change_from(row_of(row), 1);
}

static struct amount on_year(const void *row)
{
    return change_from(row_of(row), row_of(row)->all->annual_only ? 1 : 4);
}

static void format_label(const void *row, char *text, size_t size)
{
    text_copy(text, size, row_of(row)->line->label);
}

static void format_newest(const void *row, char *text, size_t size)
{
    row_of(row)->line->write(text, size, newest(row));
}

static void format_change_of(const struct line_row *row, struct amount change, char *text, size_t size)
{
    if (row->line->write == scaled)
        format_percent(text, size, change, 1);
    else
        format_change(text, size, change, 1);
}

static void format_on_quarter(const void *row, char *text, size_t size)
{
    format_change_of(row_of(row), on_quarter(row), text, size);
}

static void format_on_year(const void *row, char *text, size_t size)
{
    format_change_of(row_of(row), on_year(row), text, size);
}

static int course_columns(const void *row)
{
    size_t count = row_of(row)->all->count;
    return newest(row).known ? (int)(count < QUARTERS_MOST ? count : QUARTERS_MOST) : 0;
}

static void draw_course(struct canvas *canvas, struct rect cell, const void *row)
{
    float values[QUARTERS_MOST];
    int count = course_columns(row);
    for (int i = 0; i < count; i++) {
        struct amount figure = figure_at(row_of(row), (size_t)(count - 1 - i));
        values[i] = figure.known ? (float)figure.value : NAN;
    }
    if (count > 1)
        chart_spark(canvas, cell, 0, 0, cell.columns < count ? cell.columns : count, values, (size_t)count,
                    ROLE_CHART_LINE);
}

static const struct column columns[] = {
    {"LINE", 14, 1, ALIGN_LEFT, 0, false, format_label, NULL, NULL, NULL, NULL, NULL},
    {"NEWEST", 6, 0, ALIGN_RIGHT, 0, true, format_newest, newest, NULL, NULL, NULL, NULL},
    {"QOQ", 6, 0, ALIGN_RIGHT, 1, true, format_on_quarter, on_quarter, NULL, NULL, NULL, NULL},
    {"YOY", 6, 0, ALIGN_RIGHT, 1, true, format_on_year, on_year, NULL, NULL, NULL, NULL},
    {"COURSE", 6, 1, ALIGN_LEFT, 2, false, NULL, NULL, NULL, NULL, draw_course, course_columns},
};

/* What a company never reports is not asked after. */
static bool is_reported(const struct line *line, const struct receivables *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (line->figure(&all->quarters[i]).known)
            return true;
    return false;
}

static struct table make_table(const struct view *view, struct arena *arena)
{
    const size_t count = sizeof lines / sizeof lines[0];
    struct table table = {.columns = columns,
                          .column_count = sizeof columns / sizeof columns[0],
                          .row_size = sizeof(struct line_row)};
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
    if (!data || data->u.receivables.count == 0)
        return table;
    struct line_row *rows = arena_array(arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        if (is_reported(&lines[i], &data->u.receivables))
            rows[table.row_count++] = (struct line_row){&lines[i], &data->u.receivables};
    table.rows = rows;
    return table;
}

/* --- the chart --- */

static void fill_bar(struct quarter_bar *bar, const struct receivables *all, size_t quarter,
                     const struct line *line)
{
    const struct receivables_quarter *at = &all->quarters[quarter];
    *bar = (struct quarter_bar){.end_day = at->end_day,
                                .value = line->figure(at),
                                .alarm = quarter_alarm(all, at->end_day, line->rules) != NULL};
    line->write(bar->text, sizeof bar->text, bar->value);
}

static void draw_chart(struct canvas *canvas, struct rect area, const struct line_row *row)
{
    struct quarter_bar bars[QUARTERS_MOST];
    size_t count = row->all->count < QUARTERS_MOST ? row->all->count : QUARTERS_MOST;
    for (size_t i = 0; i < count; i++)
        fill_bar(&bars[count - 1 - i], row->all, i, row->line);
    bool alarmed = false;
    for (size_t i = 0; i < count; i++)
        alarmed = alarmed || bars[i].alarm;
    bool money = row->line->write == scaled && row->all->currency[0] != '\0';
    char heading[96];
    snprintf(heading, sizeof heading, "%s by %s%s%s", row->line->label, row->all->annual_only ? "year" : "quarter",
             money ? ", " : "", money ? row->all->currency : "");
    int used = canvas_text(canvas, area, 0, 0, area.columns, ROLE_HEADING, 0, heading);
    if (alarmed)
        canvas_text(canvas, area, 0, used + 2, area.columns - used - 2, ROLE_MUTED, 0,
                    "! an alarm of that quarter: the view alarms tells");
    quarter_bars_draw(canvas, rect_below(area, 1), bars, count);
}

/* --- the view --- */

static void draw_parts(struct canvas *canvas, struct rect area, const struct view *view, const struct table *table)
{
    int all = (int)table->row_count + 1;
    int upper = area.rows - CHART_ROWS_LEAST < all ? area.rows - CHART_ROWS_LEAST : all;
    struct table_state *state = &view->state->table;
    if (upper < TABLE_ROWS_LEAST) {
        table_draw(canvas, area, table, state, view->focused);
        return;
    }
    table_draw(canvas, rect_top(area, upper), table, state, view->focused);
    const struct line_row *row = table_selected(table, state);
    if (row)
        draw_chart(canvas, rect_below(area, upper), row);
}

static void draw(struct canvas *canvas, struct rect area, const struct view *view)
{
    struct arena arena;
    struct notice notice;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    view_notice(&notice, view, DATASET_RECEIVABLES, "receivables", "no receivables reported in XBRL");
    if (table.row_count == 0)
        notice_fill(canvas, area, &notice);
    else
        draw_parts(canvas, notice_footer(canvas, area, &notice, ""), view, &table);
    arena_clear(&arena);
}

static unsigned act(struct view *view, enum action_id action, struct screen *screen)
{
    (void)screen;
    return listing_move(view, make_table, &view->state->table, action);
}

static size_t rows(const struct view *view)
{
    return listing_count(view, make_table, &view->state->table);
}

static void provenance(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct line_row *row = table_selected(&table, &view->state->table);
    const struct dataset *data = view_dataset(view, DATASET_RECEIVABLES, view_symbol(view));
    char received[96], end[24];
    if (row) {
        view_origin(received, sizeof received, data->source, data->fetched_at, view->now);
        format_day(end, sizeof end, row->all->quarters[0].end_day);
        snprintf(text, size,
                 "%s of %s, quarter to %s, %s: received from %s; Enter on the quarter names the concept "
                 "and the filing of each figure",
                 row->line->label, row->all->symbol, end,
                 row->line->filed ? "as filed" : "computed from the filed figures", received);
    } else {
        snprintf(text, size, "%s: nothing received yet", view_symbol(view));
    }
    arena_clear(&arena);
}

static void copy(const struct view *view, char *text, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    struct table table = make_table(view, &arena);
    const struct line_row *row = table_selected(&table, &view->state->table);
    text[0] = '\0';
    if (row && newest(row).known)
        format_price(text, size, newest(row), row->line->write == scaled ? 0 : 2);
    arena_clear(&arena);
}

static int64_t next_change(const struct view *view)
{
    return notice_next_change(view_slot(view, DATASET_RECEIVABLES, view_symbol(view)), view->now);
}

const struct pane_part receivables_chart = {
    .draw = draw,
    .act = act,
    .rows = rows,
    .provenance = provenance,
    .copy = copy,
    .next_change = next_change,
};
