/* SPDX-License-Identifier: MIT
 * What venues call a shape: exact tables, one per venue. */
#ifndef MODEL_GPU_NAMES_H
#define MODEL_GPU_NAMES_H

enum gpu_naming {
    GPU_NAMES_AKASH,        /* "h100 80Gi SXM5": model, memory, interface */
    GPU_NAMES_AKASH_SHORT,  /* "h100": where only the model is told, what Akash's fleet mostly is */
    GPU_NAMES_AWS,          /* instance types */
    GPU_NAMES_AZURE,        /* armSkuName */
    GPU_NAMES_GCP,          /* machine types */
    GPU_NAMES_GCP_CARDS,    /* accelerators */
    GPU_NAMES_HYPERBOLIC,   /* "h100 sxm5": type, form factor */
    GPU_NAMES_HYPERSTACK,   /* model */
    GPU_NAMES_JARVIS,       /* gpu_type */
    GPU_NAMES_LAMBDA,       /* instance type */
    GPU_NAMES_LIUM,         /* base_model */
    GPU_NAMES_OCI,          /* part numbers */
    GPU_NAMES_ORNN,         /* gpu_type */
    GPU_NAMES_SCALEWAY,     /* server types */
    GPU_NAMES_SHADEFORM,    /* "H100 sxm5": gpu_type, interconnect */
    GPU_NAMES_VERDA,        /* name, the shape's GPUs stand beside it */
    GPU_NAMES_VOLTAGE_PARK, /* gpu_model */
    GPU_NAMES_VULTR,        /* plan of bare metal, else "NVIDIA_A100 80": gpu_type, GB of a whole card */
    GPU_NAMES_COUNT
};

struct gpu_name {
    enum gpu_naming naming;
    const char *name;
    const char *model; /* canonical */
    int gpus;          /* that the name stands for; 0: it does not say */
};

/* NULL when the venue's name is not one that we follow. Never a part of a name, case counts. */
const struct gpu_name *gpu_name_find(enum gpu_naming naming, const char *name);

#endif
