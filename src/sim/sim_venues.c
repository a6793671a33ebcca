/* SPDX-License-Identifier: MIT
 * The smaller GPU venues in the simulator: price lists, stock words, an index, a fleet. */
#include "config.h"

#include "sim_reply.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY 86400

static const struct sim_gpu *gpu_named(const char *vast_name)
{
    size_t count;
    const struct sim_gpu *gpus = sim_gpus(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(gpus[i].vast_name, vast_name) == 0)
            return &gpus[i];
    return &gpus[0];
}

static double price_at(const struct sim_request *request, const char *gpu, double factor, int64_t at)
{
    return round(sim_gpu_price(request->seed, gpu_named(gpu), at) * factor * 100) / 100;
}

static double price_of(const struct sim_request *request, const char *gpu, double factor)
{
    return price_at(request, gpu, factor, request->now);
}

/* Each venue has a supply of its own. */
static double supply_of(const struct sim_request *request, const char *gpu, uint64_t venue)
{
    return sim_gpu_supply(request->seed + venue, gpu_named(gpu), request->now);
}

static void write_day(struct sim_reply *reply, int64_t at)
{
    char text[16];
    time_t seconds = (time_t)at;
    struct tm day;
    gmtime_r(&seconds, &day);
    strftime(text, sizeof text, "%Y-%m-%d", &day);
    sim_write(reply, "%s", text);
}

/* /api/gpu/H100%20SXM/index-history: to the cent, oldest first. */
static void write_settled(const struct sim_request *request, struct sim_reply *reply, const char *gpu)
{
    int64_t settled = (request->now - 20 * 3600) / DAY * DAY;
    sim_write(reply, "{\"success\":true,\"gpu_type\":\"%s\",\"access\":\"public-3mo\",\"data\":[", gpu);
    for (int day = 92; day >= 0; day--) {
        sim_write(reply, "%s{\"timestamp\":\"", day < 92 ? "," : "");
        write_day(reply, settled - (int64_t)day * DAY);
        sim_write(reply, "T20:00:00.000Z\",\"index_value\":%.2f}",
                  price_at(request, gpu, 0.97, settled - (int64_t)day * DAY));
    }
    sim_write(reply, "]}");
}

void sim_ornn(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const names[] = {"A100 SXM4", "B200", "H100 SXM", "H200", "RTX 5090"};
    int64_t settled = (request->now - 20 * 3600) / DAY * DAY;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(request->path, "/api/gpu/", 9) == 0 && strncmp(request->path + 9, names[i], 3) == 0) {
            write_settled(request, reply, names[i]); /* the first letters tell them apart, encoded or not */
            return;
        }
    sim_write(reply, "{\"success\":true,\"data\":[");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        sim_write(reply, "%s{\"gpu_type\":\"%s\",\"region\":\"global\",\"index_value\":%.4f,\"date\":\"",
                  i > 0 ? "," : "", names[i], price_at(request, names[i], 0.97, settled));
        write_day(reply, settled);
        sim_write(reply, "T20:00:00.000Z\"}");
    }
    sim_write(reply, "],\"count\":5}");
}

static const struct {
    const char *model, *memory, *interface, *gpu;
    int total;
} akash[] = {
    {"h100", "80Gi", "SXM5", "H100 SXM", 168},
    {"h200", "141Gi", "SXM5", "H200", 96},
    {"a100", "80Gi", "SXM4", "A100 SXM4", 72},
    {"rtx4090", "24Gi", "PCIe", "RTX 4090", 210},
};

static int leased(const struct sim_request *request, size_t i, int64_t at)
{
    double share = 1 - 0.6 * sim_gpu_supply(request->seed + 3, gpu_named(akash[i].gpu), at);
    return (int)(akash[i].total * share);
}

static void write_fleet(const struct sim_request *request, struct sim_reply *reply)
{
    sim_write(reply, "{\"availability\":{\"total\":546,\"available\":120},\"models\":[");
    for (size_t i = 0; i < sizeof akash / sizeof akash[0]; i++) {
        double price = price_of(request, akash[i].gpu, 0.9);
        sim_write(reply,
                  "%s{\"vendor\":\"nvidia\",\"model\":\"%s\",\"ram\":\"%s\",\"interface\":\"%s\","
                  "\"availability\":{\"total\":%d,\"available\":%d},"
                  "\"price\":{\"currency\":\"USD\",\"min\":%.2f,\"max\":%.2f,\"avg\":%.2f,\"weightedAverage\":%.2f,"
                  "\"med\":%.2f}}",
                  i > 0 ? "," : "", akash[i].model, akash[i].memory, akash[i].interface, akash[i].total,
                  akash[i].total - leased(request, i, request->now), price * 0.8, price * 1.3, price, price, price);
    }
    sim_write(reply, "]}");
}

static void write_breakdown(const struct sim_request *request, struct sim_reply *reply)
{
    sim_write(reply, "[");
    for (int day = 90; day > 0; day--)
        for (size_t i = 0; i < sizeof akash / sizeof akash[0]; i++) {
            int64_t at = request->now - (int64_t)day * DAY;
            sim_write(reply, "%s{\"date\":\"", day < 90 || i > 0 ? "," : "");
            write_day(reply, at);
            sim_write(reply,
                      "\",\"vendor\":\"nvidia\",\"model\":\"%s\",\"providerCount\":9,\"nodeCount\":30,"
                      "\"totalGpus\":%d,\"leasedGpus\":%d,\"gpuUtilization\":0}",
                      akash[i].model, akash[i].total, leased(request, i, at));
        }
    sim_write(reply, "]");
}

void sim_akash(const struct sim_request *request, struct sim_reply *reply)
{
    if (strcmp(request->path, "/v1/gpu-breakdown") == 0)
        write_breakdown(request, reply);
    else
        write_fleet(request, reply);
}

void sim_scaleway(const struct sim_request *request, struct sim_reply *reply)
{
    static const struct {
        const char *name, *gpu;
        double share; /* of the supply that a shape needs: whole nodes are scarcer */
    } servers[] = {
        {"H100-1-80G", "H100 PCIE", 0},      {"H100-2-80G", "H100 PCIE", 0.1}, {"H100-SXM-2-80G", "H100 SXM", 0},
        {"H100-SXM-8-80G", "H100 SXM", 0.3}, {"L40S-1-48G", "L40S", 0},        {"L40S-8-48G", "L40S", 0.3},
    };
    uint64_t zone = 0;
    for (const char *at = request->path; *at != '\0'; at++)
        zone = zone * 31 + (unsigned char)*at;
    sim_write(reply, "{\"servers\":{\"GP1-L\":{\"availability\":\"available\"}");
    for (size_t i = 0; i < sizeof servers / sizeof servers[0]; i++) {
        double supply = supply_of(request, servers[i].gpu, zone) - servers[i].share;
        sim_write(reply, ",\"%s\":{\"availability\":\"%s\"}", servers[i].name,
                  supply > 0.5   ? "available"
                  : supply > 0.3 ? "scarce"
                                 : "shortage");
    }
    sim_write(reply, "}}");
}

void sim_voltagepark(const struct sim_request *request, struct sim_reply *reply)
{
    double supply = supply_of(request, "H100 SXM", 17), price = price_of(request, "H100 SXM", 0.88);
    sim_write(reply,
              "{\"results\":[{\"id\":\"simulated\",\"gpu_count_ethernet\":%d,\"gpu_price_ethernet\":\"%.2f\","
              "\"gpu_count_infiniband\":%d,\"gpu_price_infiniband\":\"%.2f\","
              "\"reserved_gpu_count_infiniband_cluster_one\":null,"
              "\"specs_per_node\":{\"gpu_model\":\"h100-sxm5-80gb\",\"gpu_count\":8}}],\"total_result_count\":1}",
              supply > 0.5 ? (int)(supply * 10) * 8 : 0, price, supply > 0.7 ? 64 : 0, price + 0.5);
}

void sim_lium(const struct sim_request *request, struct sim_reply *reply)
{
    static const struct {
        const char *name, *gpu;
    } models[] = {{"B200", "B200"},         {"H200", "H200"},         {"H100", "H100 SXM"},
                  {"RTX 5090", "RTX 5090"}, {"RTX 4090", "RTX 4090"}, {"L40S", "L40S"}};
    sim_write(reply, "[");
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        double supply = supply_of(request, models[i].gpu, 23), price = price_of(request, models[i].gpu, 0.8);
        sim_write(reply,
                  "%s{\"base_model\":\"%s\",\"buckets\":{\"1\":{\"max_cap\":10,\"unrented_count\":%d,"
                  "\"hourly_rate\":%.3f},\"8\":{\"max_cap\":64,\"unrented_count\":%d,\"hourly_rate\":%.3f}}}",
                  i > 0 ? "," : "", models[i].name, (int)(supply * 8), price, supply > 0.6 ? 16 : 0, price);
    }
    sim_write(reply, "]");
}

void sim_vultr(const struct sim_request *request, struct sim_reply *reply)
{
    bool metal = strcmp(request->path, "/v2/plans-metal") == 0;
    double price = price_of(request, metal ? "H100 SXM" : "A100 PCIE", 1.2) * (metal ? 8 : 1);
    bool stock = supply_of(request, metal ? "H100 SXM" : "A100 PCIE", 29) > 0.45;
    sim_write(
        reply,
        "{\"%s\":[{\"id\":\"%s\",\"hourly_cost\":%.2f,\"hourly_cost_preemptible\":%.2f,\"locations\":[%s]%s}]}",
        metal ? "plans_metal" : "plans", metal ? "vbm-112c-2048gb-8-h100-gpu" : "vcg-a100-12c-120g-80vram", price,
        price * 0.77, stock ? "\"sea\",\"ord\"" : "",
        metal ? "" : ",\"gpu_vram_gb\":80,\"gpu_type\":\"NVIDIA_A100\"");
}

void sim_oracle(const struct sim_request *request, struct sim_reply *reply)
{
    static const struct {
        const char *part;
        double price;
    } parts[] = {{"B98415", 10},   {"B110519", 10}, {"B95907", 4},
                 {"B109479", 3.5}, {"B110978", 14}, {"B112140", 18}};
    (void)request;
    sim_write(reply, "{\"items\":[{\"partNumber\":\"B00001\",\"displayName\":\"NVIDIA AI Enterprise - H100\","
                     "\"metricName\":\"GPU Per Hour\",\"currencyCodeLocalizations\":[]}");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        sim_write(reply,
                  ",{\"partNumber\":\"%s\",\"metricName\":\"GPU Per Hour\",\"currencyCodeLocalizations\":"
                  "[{\"currencyCode\":\"USD\",\"prices\":[{\"model\":\"PAY_AS_YOU_GO\",\"value\":%g}]}]}",
                  parts[i].part, parts[i].price);
    sim_write(reply, "]}");
}

void sim_hyperbolic(const struct sim_request *request, struct sim_reply *reply)
{
    sim_write(
        reply,
        "[{\"enabled\":true,\"costPerHourCents\":%.0f,\"providerCostPerHourCents\":111,\"region\":\"us-east-1\","
        "\"gpuCount\":1,\"gpuType\":\"h100\",\"gpuFormFactor\":\"sxm5\"},"
        "{\"enabled\":true,\"costPerHourCents\":%.0f,\"providerCostPerHourCents\":222,\"region\":\"us-east-2\","
        "\"gpuCount\":8,\"gpuType\":\"h200\",\"gpuFormFactor\":\"sxm5\",\"totalAvailable\":2}]",
        price_of(request, "H100 SXM", 1.1) * 100, price_of(request, "H200", 1.1) * 800);
}

void sim_lambda(const struct sim_request *request, struct sim_reply *reply)
{
    static const struct {
        const char *name, *gpu;
        int gpus;
    } types[] = {{"gpu_1x_h100_pcie", "H100 PCIE", 1},
                 {"gpu_1x_h100_sxm5", "H100 SXM", 1},
                 {"gpu_8x_h100_sxm5", "H100 SXM", 8},
                 {"gpu_8x_b200_sxm6", "B200", 8},
                 {"gpu_8x_a100_80gb_sxm4", "A100 SXM4", 8}};
    sim_write(reply, "{\"data\":{");
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        bool stock = supply_of(request, types[i].gpu, 31) > (types[i].gpus == 8 ? 0.6 : 0.35);
        sim_write(reply,
                  "%s\"%s\":{\"instance_type\":{\"name\":\"%s\",\"price_cents_per_hour\":%.0f,"
                  "\"specs\":{\"gpus\":%d}},\"regions_with_capacity_available\":[%s]}",
                  i > 0 ? "," : "", types[i].name, types[i].name,
                  price_of(request, types[i].gpu, 1.15) * 100 * types[i].gpus, types[i].gpus,
                  stock ? "{\"name\":\"us-east-1\",\"description\":\"Virginia, USA\"}" : "");
    }
    sim_write(reply, "}}");
}

void sim_hyperstack(const struct sim_request *request, struct sim_reply *reply)
{
    double supply = supply_of(request, "H100 PCIE", 37);
    sim_write(
        reply,
        "{\"stocks\":[{\"region\":\"NORWAY-1\",\"stock-type\":\"GPU\",\"models\":[{\"model\":\"H100-80G-PCIe\","
        "\"available\":\"%d\",\"planned_7_days\":\"0\",\"planned_30_days\":\"%d\",\"planned_100_days\":\"200+\","
        "\"configurations\":{\"1x\":%d,\"8x\":%d}}]}]}",
        supply > 0.4 ? (int)(supply * 60) : 0, supply > 0.2 ? 16 : 0, (int)(supply * 60), supply > 0.6 ? 3 : 0);
}

void sim_shadeform(const struct sim_request *request, struct sim_reply *reply)
{
    bool stock = supply_of(request, "H100 SXM", 41) > 0.4;
    sim_write(reply,
              "{\"instance_types\":[{\"cloud\":\"simulated\",\"shade_instance_type\":\"H100_sxm5x8\","
              "\"configuration\":{\"num_gpus\":8,\"gpu_type\":\"H100\",\"interconnect\":\"sxm5\"},"
              "\"hourly_price\":%.0f,\"availability\":[{\"region\":\"us-1\",\"available\":%s,\"display_name\":"
              "\"US\"}]}]}",
              price_of(request, "H100 SXM", 1.2) * 800, stock ? "true" : "false");
}

void sim_jarvislabs(const struct sim_request *request, struct sim_reply *reply)
{
    sim_write(reply,
              "{\"server_meta\":[{\"gpu_type\":\"H100\",\"region\":\"india-1\",\"num_free_devices\":%d,"
              "\"price_per_hour\":%.2f,\"spot_price\":null,\"vram\":\"80\",\"num_gpus\":\"8\"}]}",
              (int)(supply_of(request, "H100 SXM", 43) * 9), price_of(request, "H100 SXM", 1.05));
}
