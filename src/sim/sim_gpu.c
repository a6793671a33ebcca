/* SPDX-License-Identifier: MIT
 * GPU marketplaces in the simulator: Vast.ai's order book and RunPod's GraphQL answer. */
#include "config.h"

#include "sim_reply.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define OFFERS_CAP   64 /* what the provider answers at most without a key */
#define OFFERS_WHOLE 2000

static const char *stock_word(double supply)
{
    return supply > 0.66 ? "\"High\"" : supply > 0.4 ? "\"Medium\"" : supply > 0.12 ? "\"Low\"" : "null";
}

static void write_lowest(struct sim_reply *reply, const char *alias, double price, double supply)
{
    if (supply > 0.12)
        sim_write(reply,
                  "\"%s\":{\"uninterruptablePrice\":%.2f,\"minimumBidPrice\":%.2f,\"stockStatus\":%s,"
                  "\"availableGpuCounts\":[1,2]}",
                  alias, price, price, stock_word(supply));
    else
        sim_write(reply,
                  "\"%s\":{\"uninterruptablePrice\":null,\"minimumBidPrice\":null,\"stockStatus\":null,"
                  "\"availableGpuCounts\":null}",
                  alias);
}

void sim_runpod(const struct sim_request *request, struct sim_reply *reply)
{
    size_t count;
    const struct sim_gpu *gpus = sim_gpus(&count);
    sim_write(reply, "{\"data\":{\"gpuTypes\":[{\"id\":\"unknown\",\"displayName\":\"unknown\",\"memoryInGb\":0,"
                     "\"secureCloud\":false,\"communityCloud\":false,\"securePrice\":0,\"communityPrice\":0}");
    for (size_t i = 0; i < count; i++) {
        const struct sim_gpu *gpu = &gpus[i];
        double price = round(sim_gpu_price(request->seed, gpu, request->now) * 1.12 * 100) / 100;
        double supply = sim_gpu_supply(request->seed + 7, gpu, request->now);
        sim_write(reply,
                  ",{\"id\":\"%s\",\"displayName\":\"%s\",\"manufacturer\":\"Nvidia\",\"memoryInGb\":%d,"
                  "\"secureCloud\":true,\"communityCloud\":true,\"securePrice\":%.2f,\"communityPrice\":%.2f,"
                  "\"secureSpotPrice\":%.2f,\"communitySpotPrice\":%.2f,\"maxGpuCount\":8,",
                  gpu->runpod_id, gpu->runpod_name, gpu->memory_mb / 1000, price, price * 0.9, price, price * 0.9);
        write_lowest(reply, "g1", price, supply);
        sim_write(reply, ",");
        write_lowest(reply, "g8", price, supply - 0.35);
        sim_write(reply, "}");
    }
    sim_write(reply, "],\"dataCenters\":[]}}");
}

static const char *const places[] = {"Texas, US", "Norway, NO", "Quebec, CA", "Japan, JP", "Finland, FI"};

static void write_offer(const struct sim_request *request, struct sim_reply *reply, const struct sim_gpu *gpu,
                        int machine, int size)
{
    int64_t hour = request->now / 3600;
    double spread = 0.85 + 0.5 * sim_random(request->seed, gpu->vast_name, machine);
    double each = sim_gpu_price(request->seed, gpu, request->now) * spread;
    bool verified = sim_random(request->seed, gpu->vast_name, machine + 5000) > 0.15;
    sim_write(reply,
              "{\"id\":%d,\"ask_contract_id\":%d,\"bundle_id\":%d,\"machine_id\":%d,\"host_id\":%d,\"gpu_ids\":[",
              machine * 100 + size, machine * 100 + size, machine, 40000 + machine, 900 + machine % 40);
    for (int i = 0; i < size; i++)
        sim_write(reply, "%s%d", i > 0 ? "," : "", machine * 8 + i);
    sim_write(reply,
              "],\"num_gpus\":%d,\"gpu_frac\":%.3f,\"gpu_name\":\"%s\",\"gpu_ram\":%d,\"dph_base\":%.6f,"
              "\"dph_total\":%.6f,\"discounted_hourly\":0,\"min_bid\":%.4f,\"verification\":\"%s\","
              "\"reliability\":%.7f,\"reliability2\":%.7f,\"rentable\":true,\"rented\":false,\"is_bid\":false,"
              "\"hosting_type\":%d,\"geolocation\":\"%s\",\"duration\":%lld.0,\"external\":null,\"hostname\":null,"
              "\"public_ipaddr\":\"192.0.2.%d\"}",
              size, size / 8.0, gpu->vast_name, gpu->memory_mb, each * size, each * size + 0.003, each * size * 0.6,
              verified ? "verified" : "unverified", 0.93 + 0.0007 * (machine % 97), 0.93 + 0.0007 * (machine % 97),
              machine % 3 == 0, places[machine % 5], (long long)(86400 * (1 + hour % 30)), machine % 250);
}

/* q is JSON; the model's name is what matters most here. */
static const struct sim_gpu *asked_model(const char *query)
{
    char quoted[64];
    size_t count;
    const struct sim_gpu *gpus = sim_gpus(&count);
    for (size_t i = 0; i < count; i++) {
        snprintf(quoted, sizeof quoted, "\"%s\"", gpus[i].vast_name);
        if (strstr(query, quoted) != NULL)
            return &gpus[i];
    }
    return NULL;
}

/* Is it one of the offers that a part of the book was asked for? */
static bool is_in_part(const char *query, int machine, int size)
{
    char wanted[32], country[8];
    const char *place = strstr(query, "\"geolocation\":"), *number = strstr(query, "\"num_gpus\":");
    snprintf(wanted, sizeof wanted, "\"num_gpus\":{\"eq\":%d}", size);
    if (number != NULL && strstr(query, wanted) == NULL)
        return false; /* 1 and 8 are all there is: "notin" finds nothing */
    if (place == NULL)
        return true;
    snprintf(country, sizeof country, "\"%s\"", strchr(places[machine % 5], ',') + 2);
    return (strstr(place, country) != NULL) == (strncmp(place, "\"geolocation\":{\"in\"", 19) == 0);
}

static void write_offers(const struct sim_request *request, struct sim_reply *reply, const struct sim_gpu *gpu,
                         const char *query, int most, int *written)
{
    double supply = sim_gpu_supply(request->seed, gpu, request->now);
    int machines = (int)(gpu->machines * (0.2 + supply));
    for (int machine = 0; machine < machines; machine++)
        for (int size = 1; size <= 8 && *written < most; size *= 8) { /* the same box whole and in parts */
            if (!is_in_part(query, machine, size))
                continue;
            sim_write(reply, "%s", (*written)++ > 0 ? "," : "");
            write_offer(request, reply, gpu, machine, size);
        }
}

void sim_vast(const struct sim_request *request, struct sim_reply *reply)
{
    char query[2048] = "";
    size_t count;
    const struct sim_gpu *gpus = sim_gpus(&count);
    bool asked = sim_parameter(request, "q", query, sizeof query);
    bool whole = strstr(query, "\"disable_bundling\"") != NULL; /* with a key */
    const struct sim_gpu *gpu = asked ? asked_model(query) : NULL;
    int written = 0;
    sim_write(reply, "{\"offers\":[");
    for (size_t i = 0; whole && i < count; i++)
        write_offers(request, reply, &gpus[i], query, OFFERS_WHOLE, &written);
    if (gpu != NULL)
        write_offers(request, reply, gpu, query, OFFERS_CAP, &written);
    sim_write(reply, "]}");
}
