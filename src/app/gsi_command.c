/* SPDX-License-Identifier: MIT
 * gputape gsi: the index as it was fixed, how it came about, the same computed again, and all of it for others to
 * check. Asks nobody. */
#include "config.h"

#include "app.h"

#include "base/buffer.h"
#include "base/date.h"
#include "base/format.h"
#include "base/memory.h"
#include "store/gsi_fixes.h"
#include "ui/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY       86400
#define TEXT_MOST (64L * 1024 * 1024)
#define BOOK_DAYS 10 /* so long retention keeps every book: then a fix can be made out of them again */
#define NOT_TRADED                                                                                                 \
    "Not an investable or settlement benchmark; coincident, not leading: it says how scarce GPUs are, not where\n" \
    "any price will go.\n"

struct session {
    const struct run *run;
    struct store *store;
    int64_t now;
    int64_t fix_at; /* asked for; 0 the value of now */
    struct error err;
};

/* --- what was asked for --- */

static bool take_date(struct session *session)
{
    const struct command_line *line = session->run->line;
    if (line->word_count == 0) {
        if (line->from_store)
            session->fix_at = store_gsi_newest(session->store, session->now, &session->err);
        return session->err.code == ERROR_NONE;
    }
    int32_t day = date_from_iso(line->words[0]);
    if (line->word_count > 1 || day == DATE_UNKNOWN)
        return error_set(&session->err, ERROR_INVALID, "gputape gsi takes one date like 2026-08-22, not \"%.40s\"",
                         line->words[line->word_count - 1]);
    session->fix_at = (int64_t)day * DAY + GSI_FIX_HOUR * 3600;
    return true;
}

/* --- the table --- */

static void print_row(const struct gsi_fix *fix)
{
    char value[16] = FORMAT_UNKNOWN, error[16] = "", day[16];
    static const char letters[] = "AUPSBD";
    if (fix->level.value.known)
        snprintf(value, sizeof value, "%.0f", fix->level.value.value);
    if (fix->panel_error.known)
        snprintf(error, sizeof error, "+-%.0f", fix->panel_error.value);
    date_to_iso((int32_t)(fix->fix_at / DAY), day, sizeof day);
    printf("%s  %-14s %4s %-5s %-9s %-12s conf. %3.0f  %2" PRId64 " venues ", day, fix->model, value, error,
           gsi_label_name(fix->label), gsi_status_name(fix->level.status), fix->level.confidence, fix->venues);
    for (int k = 0; k < GSI_COMPONENTS; k++)
        if (fix->scores[k].known)
            printf(" %c %3.0f", letters[k], fix->scores[k].value);
        else
            printf(" %c   " FORMAT_UNKNOWN, letters[k]);
    printf("%s%s\n", fix->seeded ? "  seeded" : "", gsi_fix_is_late(fix) ? "  late" : "");
}

static bool print_today(struct session *session)
{
    struct dataset *data = store_load_gsi(session->store, session->now, &session->err);
    if (data == NULL)
        return false;
    const struct gsi_index *index = &data->u.index;
    bool any = index->live_count > 0 || index->series_count > 0;
    if (index->live_count > 0)
        printf("live, %s\n", GSI_VERSION);
    for (size_t i = 0; i < index->live_count; i++)
        print_row(&index->live[i]);
    int64_t newest = store_gsi_newest(session->store, session->now, &session->err);
    struct gsi_fix fixes[GSI_MODELS_MOST];
    size_t count = newest > 0 ? store_gsi_stored(session->store, newest, fixes, GSI_MODELS_MOST, &session->err) : 0;
    if (count > 0)
        puts("last fix, 20:00 UTC");
    for (size_t i = count; i > 0; i--)
        print_row(&fixes[i - 1]);
    dataset_unref(data);
    fputs(any ? NOT_TRADED : "", stdout);
    return any || error_set(&session->err, ERROR_NO_DATA, "no GPU venue has been heard yet: there is no index");
}

static bool print_day(struct session *session)
{
    struct gsi_fix fixes[GSI_MODELS_MOST];
    size_t count = store_gsi_stored(session->store, session->fix_at, fixes, GSI_MODELS_MOST, &session->err);
    for (size_t i = count; i > 0; i--)
        print_row(&fixes[i - 1]);
    return count > 0 || error_set(&session->err, ERROR_NOT_FOUND, "no fix of the index is stored for that day");
}

/* --- --explain --- */

static bool explain(struct session *session)
{
    struct gsi_evidence_set set;
    struct buffer text;
    buffer_init(&text, TEXT_MOST);
    bool good =
        store_gsi_compute(session->store, session->fix_at, GSI_FROM_INPUTS, session->now, &set, &session->err);
    struct gsi_work basket = {.fix = set.basket};
    for (size_t i = 0; good && i < set.count; i++)
        good = gsi_explain(&set.works[i], &text);
    good = good && (set.count == 0 || gsi_explain(&basket, &text));
    if (good)
        fputs(buffer_text(&text), stdout);
    if (good && set.count == 0)
        good = error_set(&session->err, ERROR_NO_DATA, "no GPU venue has been heard yet: there is no index");
    else if (good)
        fputs(NOT_TRADED, stdout);
    store_gsi_clear(&set);
    buffer_clear(&text);
    return good;
}

/* --- --from-store --- */

struct comparison {
    size_t same, other;
};

static void compare(const struct gsi_fix *again, const struct gsi_fix *stored, size_t count,
                    struct comparison *comparison)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(stored[i].model, again->model) != 0)
            continue;
        bool same = gsi_fix_equal(again, &stored[i]);
        printf("  %-14s stored %.17g  computed %.17g  %s\n", again->model, stored[i].level.value.value,
               again->level.value.value, same ? "equal to the last bit" : "DIFFERENT");
        comparison->same += same;
        comparison->other += !same;
        return;
    }
    if (again->seeded)
        return; /* of a seeded day only what has a value is kept */
    printf("  %-14s is not stored\n", again->model);
    comparison->other++;
}

static bool compute_again(struct session *session, enum gsi_origin origin, struct comparison *comparison)
{
    struct gsi_evidence_set set;
    struct gsi_fix stored[GSI_MODELS_MOST];
    size_t count = store_gsi_stored(session->store, session->fix_at, stored, GSI_MODELS_MOST, &session->err);
    bool good =
        store_gsi_compute(session->store, session->fix_at, origin, session->now, &set, &session->err) && count > 0;
    for (size_t i = 0; good && i < set.count; i++)
        compare(&set.works[i].fix, stored, count, comparison);
    if (good)
        compare(&set.basket, stored, count, comparison);
    if (good && comparison->same + comparison->other < count)
        comparison->other++;
    store_gsi_clear(&set);
    return good || session->err.code != ERROR_NONE ||
           error_set(&session->err, ERROR_NOT_FOUND, "no fix of the index is stored for that day");
}

static int from_store(struct session *session)
{
    struct comparison kept = {0, 0}, books = {0, 0};
    if (session->fix_at == 0)
        error_set(&session->err, ERROR_NOT_FOUND, "no fix of the index is stored yet");
    else
        puts("out of the observations kept with the fix");
    if (session->err.code != ERROR_NONE || !compute_again(session, GSI_FROM_INPUTS, &kept) ||
        session->err.code != ERROR_NONE)
        return EXIT_NOTHING;
    if (session->now - session->fix_at < (int64_t)BOOK_DAYS * DAY) {
        puts("out of the venues' books, poll by poll");
        if (!compute_again(session, GSI_FROM_BOOKS, &books))
            return EXIT_NOTHING;
    } else {
        puts("the books of single polls are thinned after some days: not compared");
    }
    return kept.other + books.other > 0 ? EXIT_PARTIAL : EXIT_GOOD;
}

/* --- --export --- */

static bool write_report(const struct report *report, const struct dataset *data, enum report_format format)
{
    struct buffer text;
    buffer_init(&text, TEXT_MOST);
    bool good = report_write(report, &data, 1, format, &text);
    if (good)
        fputs(buffer_text(&text), stdout);
    buffer_clear(&text);
    return good;
}

/* Without a date all fixes; with one its fixes and all that they were made of. */
static bool export(struct session *session)
{
    enum report_format format = session->run->line->format == PRINT_JSON ? REPORT_JSON : REPORT_CSV;
    struct dataset *data = store_load_gsi_day(session->store, session->fix_at, session->now, &session->err);
    if (data == NULL)
        return false;
    if (data->u.index.count == 0)
        error_set(&session->err, ERROR_NOT_FOUND, "no fix of the index is stored%s",
                  session->fix_at > 0 ? " for that day" : "");
    bool good = data->u.index.count > 0;
    if (good && format == REPORT_JSON)
        fputs("{\"fixes\": ", stdout);
    good = good && write_report(&gsi_report, data, format);
    if (good && session->fix_at > 0) {
        fputs(format == REPORT_JSON ? ",\"inputs\": " : "\r\n", stdout);
        good = write_report(&gsi_inputs_report, data, format);
    }
    if (good && format == REPORT_JSON)
        fputs("}\n", stdout);
    dataset_unref(data);
    return good;
}

static int answer(struct session *session)
{
    const struct command_line *line = session->run->line;
    if (!take_date(session))
        return EXIT_USAGE;
    if (line->from_store)
        return from_store(session);
    bool good = line->export          ? export(session)
                : line->explain       ? explain(session)
                : session->fix_at > 0 ? print_day(session)
                                      : print_today(session);
    return good ? EXIT_GOOD : EXIT_NOTHING;
}

int gsi_mode(struct run *run)
{
    struct session session = {.run = run, .now = run_now(run)};
    struct store_options options = run_store_options(run);
    struct store_report report = {0};
    options.read_only = true;
    session.store = store_open(&options, session.now, &report, &session.err);
    int status = session.store != NULL ? answer(&session) : EXIT_NOTHING;
    store_close(session.store);
    if (session.err.code != ERROR_NONE)
        fprintf(stderr, "gputape: %s\n", session.err.message);
    return fflush(stdout) == 0 ? status : EXIT_NOTHING;
}
