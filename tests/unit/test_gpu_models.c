/* SPDX-License-Identifier: MIT
 * Names of GPU models: exact, and the same in every table. */
#include "config.h"

#include "model/gpu_market.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool is_followed(const char *model)
{
    size_t count;
    const char *const *models = gpu_models(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(models[i], model) == 0)
            return true;
    return false;
}

static void names_that_hold_one_another_are_kept_apart(void **state)
{
    (void)state;
    static const char *const vast_strangers[] = {
        "H100",      "H20",       "GB200",           "A10",      "A100", "A100 SXM", "h100 sxm",
        "H100 SXM ", "RTX 4090D", "RTX PRO 6000 WS", "RTX 6000", ""};
    static const char *const runpod_strangers[] = {"NVIDIA H20",
                                                   "NVIDIA GB300",
                                                   "NVIDIA A10",
                                                   "unknown",
                                                   "NVIDIA H100 80GB HBM3 MIG 1g.24gb",
                                                   "NVIDIA L40",
                                                   "B200",
                                                   ""};
    for (size_t i = 0; i < sizeof vast_strangers / sizeof vast_strangers[0]; i++)
        if (gpu_model_from_vast(vast_strangers[i], 0) != NULL)
            fail_msg("Vast's \"%s\" is none of ours", vast_strangers[i]);
    for (size_t i = 0; i < sizeof runpod_strangers / sizeof runpod_strangers[0]; i++)
        if (gpu_model_from_runpod(runpod_strangers[i]) != NULL)
            fail_msg("RunPod's \"%s\" is none of ours", runpod_strangers[i]);
    assert_string_equal(gpu_model_from_vast("B200", 0), "B200");
    assert_string_equal(gpu_model_from_runpod("NVIDIA GB200"), "GB200");
    assert_string_equal(gpu_model_from_runpod("NVIDIA B200"), "B200");
    assert_string_equal(gpu_model_from_vast("H200", 0), "H200");
    assert_string_equal(gpu_model_from_vast("H200 NVL", 0), "H200 NVL");
    assert_string_equal(gpu_model_from_runpod("NVIDIA H100 PCIe"), "H100 PCIe");
    assert_string_equal(gpu_model_from_vast("Tesla V100", 0), "V100");
}

static void memory_splits_the_a100(void **state)
{
    (void)state;
    assert_string_equal(gpu_model_from_vast("A100 SXM4", 81920), "A100 80GB SXM");
    assert_string_equal(gpu_model_from_vast("A100 SXM4", 60001), "A100 80GB SXM");
    assert_string_equal(gpu_model_from_vast("A100 SXM4", 60000), "A100 40GB SXM");
    assert_string_equal(gpu_model_from_vast("A100 SXM4", 40960), "A100 40GB SXM");
    assert_string_equal(gpu_model_from_vast("A100 PCIE", 40960), "A100 40GB PCIe");
    assert_string_equal(gpu_model_from_vast("A100 PCIE", 81920), "A100 80GB PCIe");
    assert_string_equal(gpu_model_from_vast("H100 SXM", 40960), "H100 SXM");
}

static void what_is_asked_for_is_followed(void **state)
{
    (void)state;
    size_t count, models;
    const char *const *names = gpu_vast_names(&count);
    const char *const *followed = gpu_models(&models);
    assert_true(count >= 9);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(gpu_model_from_vast(names[i], 0));
        assert_true(is_followed(gpu_model_from_vast(names[i], 40000)));
        assert_true(is_followed(gpu_model_from_vast(names[i], 80000)));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(names[i], names[k]);
    }
    assert_string_equal(followed[0], "H100 SXM");
    for (size_t i = 0; i < models; i++)
        assert_true(strlen(followed[i]) < GPU_MODEL_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_hold_one_another_are_kept_apart),
        cmocka_unit_test(memory_splits_the_a100),
        cmocka_unit_test(what_is_asked_for_is_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
