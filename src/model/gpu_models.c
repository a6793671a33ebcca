/* SPDX-License-Identifier: MIT
 * What venues call the models we follow: exact tables. A name that contains another (B200 in GB200, H20 in H200) is
 * another model, so nothing here ever matches a part of a name. */
#include "config.h"

#include "model/gpu_market.h"

#include <string.h>

#define A100_40_MOST_MB 60000 /* Vast's "A100 ..." names hold both the 40 and the 80 GB model */

static const char *const models[] = {
    "H100 SXM",     "H100 NVL", "H100 PCIe",     "H200",          "H200 NVL",       "B200",           "B300",
    "GB200",        "GB300",    "A100 80GB SXM", "A100 40GB SXM", "A100 80GB PCIe", "A100 40GB PCIe", "L40S",
    "RTX 6000 Ada", "RTX 5090", "RTX 4090",      "MI300X",        "V100",
};

static const struct {
    const char *name, *model, *small;
} vast[] = {
    {"H100 SXM", "H100 SXM", NULL},
    {"H100 NVL", "H100 NVL", NULL},
    {"H100 PCIE", "H100 PCIe", NULL},
    {"H200", "H200", NULL},
    {"H200 NVL", "H200 NVL", NULL},
    {"B200", "B200", NULL},
    {"A100 SXM4", "A100 80GB SXM", "A100 40GB SXM"},
    {"A100 PCIE", "A100 80GB PCIe", "A100 40GB PCIe"},
    {"L40S", "L40S", NULL},
    {"RTX 4090", "RTX 4090", NULL},
    {"RTX 5090", "RTX 5090", NULL},
    {"RTX 6000Ada", "RTX 6000 Ada", NULL},
    {"MI300X", "MI300X", NULL},
    {"Tesla V100", "V100", NULL},
};

static const struct {
    const char *id, *model;
} runpod[] = {
    {"NVIDIA H100 80GB HBM3", "H100 SXM"},
    {"NVIDIA H100 NVL", "H100 NVL"},
    {"NVIDIA H100 PCIe", "H100 PCIe"},
    {"NVIDIA H200", "H200"},
    {"NVIDIA H200 NVL", "H200 NVL"},
    {"NVIDIA B200", "B200"},
    {"NVIDIA B300 SXM6 AC", "B300"},
    {"NVIDIA GB200", "GB200"},
    {"NVIDIA A100-SXM4-80GB", "A100 80GB SXM"},
    {"NVIDIA A100-SXM4-40GB", "A100 40GB SXM"},
    {"NVIDIA A100 80GB PCIe", "A100 80GB PCIe"},
    {"NVIDIA A100-PCIE-40GB", "A100 40GB PCIe"},
    {"NVIDIA L40S", "L40S"},
    {"NVIDIA RTX 6000 Ada Generation", "RTX 6000 Ada"},
    {"NVIDIA GeForce RTX 5090", "RTX 5090"},
    {"NVIDIA GeForce RTX 4090", "RTX 4090"},
    {"AMD Instinct MI300X OAM", "MI300X"},
    {"Tesla V100-SXM2-16GB", "V100"},
};

const char *const *gpu_models(size_t *count)
{
    *count = sizeof models / sizeof models[0];
    return models;
}

const char *gpu_model_from_vast(const char *name, double memory_mb)
{
    for (size_t i = 0; i < sizeof vast / sizeof vast[0]; i++)
        if (strcmp(vast[i].name, name) == 0)
            return vast[i].small != NULL && memory_mb > 0 && memory_mb <= A100_40_MOST_MB ? vast[i].small
                                                                                          : vast[i].model;
    return NULL;
}

bool gpu_model_is_on_vast(const char *model)
{
    for (size_t i = 0; i < sizeof vast / sizeof vast[0]; i++)
        if (strcmp(vast[i].model, model) == 0 || (vast[i].small != NULL && strcmp(vast[i].small, model) == 0))
            return true;
    return false;
}

const char *gpu_model_from_runpod(const char *id)
{
    for (size_t i = 0; i < sizeof runpod / sizeof runpod[0]; i++)
        if (strcmp(runpod[i].id, id) == 0)
            return runpod[i].model;
    return NULL;
}

const char *const *gpu_vast_names(size_t *count)
{
    static const char *const names[] = {"H100 SXM", "H200",     "B200",     "A100 SXM4", "A100 PCIE", "L40S",
                                        "RTX 4090", "RTX 5090", "H100 NVL", "H100 PCIE", "H200 NVL",  "Tesla V100"};
    *count = sizeof names / sizeof names[0];
    return names;
}
