/* SPDX-License-Identifier: MIT
 * The index's arithmetic: the published cases to 1e-9 when they are here, and what must hold of every formula. */
#include "config.h"

#include "bodies.h"
#include "model/gsi_fix.h"

#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#define MOST 400

/* --- the published cases --- */

static struct amount number_of(const cJSON *item)
{
    return cJSON_IsNumber(item) ? amount_of(item->valuedouble) : AMOUNT_UNKNOWN;
}

static size_t list_of(const cJSON *list, double *values)
{
    size_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, list) if (count < MOST) values[count++] = item->valuedouble;
    return count;
}

static size_t votes_of(const cJSON *list, struct gsi_vote *votes)
{
    size_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, list) if (count < MOST)
    {
        votes[count].stocked = number_of(cJSON_GetArrayItem(item, 0)).value;
        votes[count++].stocked8 = number_of(cJSON_GetArrayItem(item, 1));
    }
    return count;
}

static void expect(const char *name, struct amount got, const cJSON *out, double tolerance)
{
    struct amount wanted = number_of(out);
    if (got.known != wanted.known || (got.known && fabs(got.value - wanted.value) > tolerance))
        fail_msg("%s: got %s %.15g, wanted %s %.15g", name, got.known ? "" : "unknown", got.value,
                 wanted.known ? "" : "unknown", wanted.value);
}

static void check_aggregate(const cJSON *args, const cJSON *out, double tolerance)
{
    static const char *const letters[GSI_COMPONENTS] = {"A", "U", "P", "S", "B", "D"};
    struct amount scores[GSI_COMPONENTS];
    double ages[GSI_COMPONENTS] = {0};
    for (int k = 0; k < GSI_COMPONENTS; k++) {
        scores[k] = number_of(cJSON_GetObjectItem(cJSON_GetArrayItem(args, 0), letters[k]));
        ages[k] = number_of(cJSON_GetObjectItem(cJSON_GetArrayItem(args, 1), letters[k])).value;
    }
    struct gsi_level level = gsi_aggregate(scores, ages, (size_t)cJSON_GetArrayItem(args, 2)->valuedouble);
    expect("value", level.value, cJSON_GetObjectItem(out, "value"), tolerance);
    expect("coverage", amount_of(level.coverage), cJSON_GetObjectItem(out, "coverage"), tolerance);
    expect("freshness", amount_of(level.freshness), cJSON_GetObjectItem(out, "freshness"), tolerance);
    expect("confidence", amount_of(level.confidence), cJSON_GetObjectItem(out, "confidence"), tolerance);
    assert_string_equal(gsi_status_name(level.status), cJSON_GetObjectItem(out, "status")->valuestring);
}

/* The cases name models with hyphens. */
static const char *case_name(const char *model)
{
    static const char *const names[][2] = {
        {"H100 SXM", "H100-SXM"}, {"H200", "H200-SXM"}, {"A100 80GB SXM", "A100-80-SXM"}, {"RTX 4090", "RTX4090"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i][0], model) == 0)
            return names[i][1];
    return model;
}

static void check_basket(const cJSON *args, const cJSON *out, double tolerance)
{
    size_t count;
    const struct gsi_basket_row *rows = gsi_basket_rows(&count);
    struct amount values[16];
    double weight;
    for (size_t i = 0; i < count; i++)
        values[i] = number_of(cJSON_GetObjectItem(cJSON_GetArrayItem(args, 0), case_name(rows[i].model)));
    struct amount value = gsi_basket(values, &weight);
    expect("basket", value, cJSON_GetArrayItem(out, 0), tolerance);
    expect("weight", amount_of(weight), cJSON_GetArrayItem(out, 1), tolerance);
}

static void check_state(const cJSON *args, const cJSON *out)
{
    const cJSON *before = cJSON_GetArrayItem(args, 1);
    enum gsi_label label =
        gsi_label_of(cJSON_GetArrayItem(args, 0)->valuedouble,
                     cJSON_IsString(before) ? gsi_label_find(before->valuestring) : GSI_UNLABELLED);
    assert_string_equal(gsi_label_name(label), out->valuestring);
}

static bool check_component(const char *name, const cJSON *args, const cJSON *out, double tolerance)
{
    static double first[MOST], second[MOST];
    static struct gsi_vote votes[MOST];
    static struct gsi_fleet fleets[MOST];
    const cJSON *one = cJSON_GetArrayItem(args, 0), *two = cJSON_GetArrayItem(args, 1),
                *three = cJSON_GetArrayItem(args, 2);
    if (strcmp(name, "comp_A") == 0) {
        expect(name, gsi_availability(votes, votes_of(one, votes)), out, tolerance);
    } else if (strcmp(name, "jackknife_A") == 0) {
        expect(name, gsi_panel_error(votes, votes_of(one, votes)), out, tolerance);
    } else if (strcmp(name, "comp_U") == 0) {
        size_t count = votes_of(one, votes);
        for (size_t i = 0; i < count; i++)
            fleets[i] = (struct gsi_fleet){votes[i].stocked, votes[i].stocked8.value};
        expect(name, gsi_utilisation(fleets, count), out, tolerance);
    } else if (strcmp(name, "comp_P") == 0) {
        size_t short_count = list_of(two, first), long_count = list_of(three, second);
        expect(name, gsi_price_pressure(number_of(one), first, short_count, second, long_count), out, tolerance);
    } else if (strcmp(name, "comp_S") == 0) {
        size_t ratios = list_of(one, first), buckets = list_of(two, second);
        expect(name, gsi_spot_tightness(first, ratios, second, buckets), out, tolerance);
    } else if (strcmp(name, "comp_B") == 0) {
        expect(name, gsi_breadth(one->valuedouble, two->valuedouble), out, tolerance);
    } else if (strcmp(name, "comp_D") == 0) {
        expect(name, gsi_depth(number_of(one), first, list_of(two, first)), out, tolerance);
    } else {
        return false;
    }
    return true;
}

static void the_published_cases_agree(void **state)
{
    struct body body = bodies_real("gpu/gsi_cases.json");
    cJSON *root = cJSON_Parse(body.text);
    (void)state;
    assert_non_null(root);
    double tolerance = cJSON_GetObjectItem(root, "tolerance")->valuedouble;
    const cJSON *item;
    size_t checked = 0;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(root, "cases"))
    {
        const char *name = cJSON_GetObjectItem(item, "fn")->valuestring;
        const cJSON *args = cJSON_GetObjectItem(item, "args"), *out = cJSON_GetObjectItem(item, "out");
        if (strcmp(name, "aggregate") == 0)
            check_aggregate(args, out, tolerance);
        else if (strcmp(name, "basket") == 0)
            check_basket(args, out, tolerance);
        else if (strcmp(name, "state") == 0)
            check_state(args, out);
        else if (!check_component(name, args, out, tolerance))
            fail_msg("a case of an unknown kind: %s", name);
        checked++;
    }
    printf("%zu cases agree to %g\n", checked, tolerance);
    assert_true(checked > 0);
    cJSON_Delete(root);
    bodies_clear(&body);
}

/* --- what must hold --- */

static void assert_near(double a, double b)
{
    if (fabs(a - b) > 1e-12)
        fail_msg("%.17g is not %.17g", a, b);
}

static void weights_are_whole(void **state)
{
    double sum = 0, basket = 0;
    size_t count;
    (void)state;
    for (int k = 0; k < GSI_COMPONENTS; k++)
        sum += gsi_constants[k].weight;
    assert_near(sum, 1);
    const struct gsi_basket_row *rows = gsi_basket_rows(&count);
    for (size_t i = 0; i < count; i++)
        basket += rows[i].weight;
    assert_near(basket, 1);
}

static void scores_stay_on_the_scale_and_move_the_right_way(void **state)
{
    double last_u = -1, last_s = -1, last_p = -1, last_d = 101, days[28];
    (void)state;
    for (size_t i = 0; i < 28; i++)
        days[i] = 2 + 0.01 * (double)i;
    for (int i = 0; i <= 100; i++) {
        double x = i / 100.0;
        struct gsi_fleet fleet = {x * 1000, 1000};
        double u = gsi_utilisation(&fleet, 1).value, s = gsi_spot_tightness(&x, 1, NULL, 0).value;
        double p = gsi_price_pressure(amount_of(0.01 + x * 10), days, 28, NULL, 0).value;
        double d = gsi_depth(amount_of(x * 1000), days, 28).value;
        assert_true(u >= last_u && u >= 0 && u <= 100);
        assert_true(s >= last_s && s >= 0 && s <= 100);
        assert_true(p >= last_p && p >= 0 && p <= 100);
        assert_true(d <= last_d && d >= 0 && d <= 100);
        last_u = u, last_s = s, last_p = p, last_d = d;
    }
}

static void the_order_of_the_venues_says_nothing(void **state)
{
    struct gsi_vote votes[] = {{1, {1, true}}, {0.5, {0, false}}, {0.25, {0.125, true}}, {0, {0, true}}};
    struct gsi_vote turned[] = {votes[3], votes[1], votes[0], votes[2]};
    (void)state;
    assert_near(gsi_availability(votes, 4).value, gsi_availability(turned, 4).value);
    assert_near(gsi_panel_error(votes, 4).value, gsi_panel_error(turned, 4).value);
}

static void too_little_gives_nothing(void **state)
{
    double days[59] = {0};
    (void)state;
    for (size_t i = 0; i < 59; i++)
        days[i] = 2;
    assert_false(gsi_availability(NULL, 0).known);
    assert_false(gsi_utilisation(NULL, 0).known);
    assert_false(gsi_utilisation(&(struct gsi_fleet){0, 0}, 1).known);
    assert_false(gsi_price_pressure(amount_of(2), days, 13, days, 59).known);
    assert_true(gsi_price_pressure(amount_of(2), days, 14, days, 59).known);
    assert_false(gsi_price_pressure(AMOUNT_UNKNOWN, days, 28, days, 59).known);
    assert_false(gsi_price_pressure(amount_of(-1), days, 28, NULL, 0).known);
    assert_false(gsi_spot_tightness(NULL, 0, NULL, 0).known);
    assert_false(gsi_breadth(0, 0).known);
    assert_false(gsi_depth(amount_of(1), days, 13).known);
    assert_false(gsi_panel_error((struct gsi_vote[]){{1, {1, true}}, {0, {0, true}}}, 2).known);
}

static void an_old_component_drops_out(void **state)
{
    struct amount scores[GSI_COMPONENTS] = {{80, true}, {60, true}, {40, true}, {20, true}, {50, true}, {50, true}};
    double ages[GSI_COMPONENTS] = {72, 96, 168, 720, 72, 72};
    (void)state;
    assert_near(gsi_aggregate(scores, ages, 6).coverage, 1);
    ages[GSI_A] = 72.001;
    struct gsi_level level = gsi_aggregate(scores, ages, 6);
    assert_near(level.coverage, 0.65);
    assert_near(level.value.value, (0.2 * 60 + 0.2 * 40 + 0.15 * 20 + 0.1 * 50) / 0.65);
    assert_int_equal(level.status, GSI_FINAL);
    assert_int_equal(gsi_aggregate(scores, ages, 2).status, GSI_PROVISIONAL);
}

static void the_borders_of_coverage_are_exact(void **state)
{
    struct amount scores[GSI_COMPONENTS] = {{50, true}, AMOUNT_UNKNOWN, AMOUNT_UNKNOWN, AMOUNT_UNKNOWN, {50, true}};
    double ages[GSI_COMPONENTS] = {0};
    (void)state;
    assert_int_equal(gsi_aggregate(scores, ages, 6).status, GSI_PROVISIONAL); /* 0.40 */
    scores[GSI_U] = amount_of(50);
    assert_int_equal(gsi_aggregate(scores, ages, 6).status, GSI_FINAL); /* 0.60 */
}

static void the_percentile_is_of_own_fixes_before(void **state)
{
    (void)state;
    struct gsi_past fixes[70];
    struct gsi_series series = {.model = GSI_BASKET, .fixes = fixes, .count = 70};
    struct gsi_index table = {.series = &series, .series_count = 1};
    for (int i = 0; i < 70; i++) /* seeded: 0 to 4 */
        fixes[i] = (struct gsi_past){(i + 1) * INT64_C(86400), amount_of(i), i < 5};
    struct gsi_fix live = {.model = GSI_BASKET, .fix_at = 71 * INT64_C(86400), .level.value = amount_of(69)};
    assert_near(gsi_percentile(&table, &live).value, 100 * 64.5 / 65);
    live.level.value = amount_of(20);
    assert_near(gsi_percentile(&table, &live).value, 100 * 15.5 / 65);
    live.fix_at = fixes[65].fix_at; /* 60 before it */
    assert_true(gsi_percentile(&table, &live).known);
    live.fix_at = fixes[64].fix_at;
    assert_false(gsi_percentile(&table, &live).known);
    live.fix_at = 71 * INT64_C(86400);
    live.level.value = AMOUNT_UNKNOWN;
    assert_false(gsi_percentile(&table, &live).known);
}

static void labels_are_not_left_at_once(void **state)
{
    (void)state;
    assert_int_equal(gsi_label_of(29.9, GSI_UNLABELLED), GSI_GLUT);
    assert_int_equal(gsi_label_of(30, GSI_UNLABELLED), GSI_LOOSE);
    assert_int_equal(gsi_label_of(85, GSI_UNLABELLED), GSI_ACUTE);
    assert_int_equal(gsi_label_of(31.9, GSI_GLUT), GSI_GLUT);
    assert_int_equal(gsi_label_of(32, GSI_GLUT), GSI_LOOSE);
    assert_int_equal(gsi_label_of(28, GSI_LOOSE), GSI_LOOSE);
    assert_int_equal(gsi_label_of(27.9, GSI_LOOSE), GSI_GLUT);
    assert_int_equal(gsi_label_of(100, GSI_GLUT), GSI_ACUTE); /* over several at once */
    assert_int_equal(gsi_label_of(0, GSI_ACUTE), GSI_GLUT);
    assert_int_equal(gsi_label_find("tight"), GSI_TIGHT);
    assert_int_equal(gsi_label_find("tighter"), GSI_UNLABELLED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_cases_agree),
        cmocka_unit_test(weights_are_whole),
        cmocka_unit_test(scores_stay_on_the_scale_and_move_the_right_way),
        cmocka_unit_test(the_order_of_the_venues_says_nothing),
        cmocka_unit_test(too_little_gives_nothing),
        cmocka_unit_test(an_old_component_drops_out),
        cmocka_unit_test(the_borders_of_coverage_are_exact),
        cmocka_unit_test(the_percentile_is_of_own_fixes_before),
        cmocka_unit_test(labels_are_not_left_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
