/* SPDX-License-Identifier: MIT
 * The big clouds' price lists in the simulator. */
#include "config.h"

#include "sim_reply.h"

#include "base/mail_time.h"

#include <stdio.h>
#include <string.h>

static double ratio(const struct sim_request *request, const char *name)
{
    return 0.42 + 0.2 * sim_wave(request->seed, name, 40 * 86400.0, (double)request->now);
}

void sim_aws(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const regions[] = {"us-east-1", "us-west-2", "eu-north-1"};
    if (strcmp(request->host, "spot-bid-advisor.s3.amazonaws.com") != 0) {
        sim_write(reply, "{\"regions\":{\"US East (N. Virginia)\":{"
                         "\"a\":{\"price\":\"55.0400000000\",\"Instance Type\":\"p5.48xlarge\"},"
                         "\"b\":{\"price\":\"63.2960000000\",\"Instance Type\":\"p5en.48xlarge\"},"
                         "\"c\":{\"price\":\"27.4470500000\",\"Instance Type\":\"p4de.24xlarge\"},"
                         "\"d\":{\"price\":\"113.9328000000\",\"Instance Type\":\"p6-b200.48xlarge\"}}}}");
        return;
    }
    sim_write(reply, "{\"ranges\":[],\"spot_advisor\":{");
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
        sim_write(reply,
                  "%s\"%s\":{\"Linux\":{\"p5.48xlarge\":{\"s\":%d,\"r\":%d},\"p4de.24xlarge\":{\"s\":%d,\"r\":1},"
                  "\"t3.large\":{\"s\":40,\"r\":0}}}",
                  i > 0 ? "," : "", regions[i], (int)(100 - 100 * ratio(request, regions[i])), (int)(i * 2),
                  (int)(100 - 90 * ratio(request, regions[i])));
    sim_write(reply, "}}");
}

/* The file says nowhere within of when it is: the header does. */
void sim_aws_spot(const struct sim_request *request, struct sim_reply *reply)
{
    char modified[MAIL_TIME_SIZE];
    mail_time_write(request->now - 600, modified);
    sim_header(reply, "Last-Modified", modified);
    sim_write(reply,
              "callback({\"config\":{\"regions\":[{\"region\":\"us-east\",\"instanceTypes\":[{\"sizes\":["
              "{\"size\":\"p5.48xlarge\",\"valueColumns\":[{\"name\":\"linux\",\"prices\":{\"USD\":\"%.4f\"}},"
              "{\"name\":\"mswin\",\"prices\":{\"USD\":\"N/A*\"}}]}]}]}]}});\n",
              55.04 * ratio(request, "us-east-1"));
}

/* Spot is a fixed half: a rule of the house. */
void sim_verda(const struct sim_request *request, struct sim_reply *reply)
{
    (void)request;
    sim_write(reply, "[{\"name\":\"H100 SXM5 80GB\",\"gpu\":{\"number_of_gpus\":8},\"price_per_hour\":\"20.8\","
                     "\"spot_price\":\"10.4\"}]");
}

void sim_azure(const struct sim_request *request, struct sim_reply *reply)
{
    static const char *const regions[] = {"eastus", "westeurope"};
    sim_write(reply, "{\"BillingCurrency\":\"USD\",\"Items\":[");
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
        sim_write(reply,
                  "%s{\"retailPrice\":98.32,\"armRegionName\":\"%s\",\"productName\":\"ND H100 v5\",\"skuName\":"
                  "\"ND96isrH100v5\",\"unitOfMeasure\":\"1 Hour\",\"type\":\"Consumption\",\"armSkuName\":"
                  "\"Standard_ND96isr_H100_v5\"},{\"retailPrice\":%.2f,\"armRegionName\":\"%s\",\"productName\":"
                  "\"ND H100 v5\",\"skuName\":\"ND96isrH100v5 Spot\",\"unitOfMeasure\":\"1 Hour\",\"type\":"
                  "\"Consumption\",\"armSkuName\":\"Standard_ND96isr_H100_v5\"}",
                  i > 0 ? "," : "", regions[i], 98.32 * ratio(request, regions[i]), regions[i]);
    sim_write(reply, "],\"NextPageLink\":null,\"Count\":4}");
}

void sim_cyclenerd(const struct sim_request *request, struct sim_reply *reply)
{
    reply->content_type = "text/plain";
    if (strstr(request->path, ".csv") != NULL) {
        sim_write(reply, "NAME;REGION\nnvidia-h100-80gb;us-central1\nnvidia-h200-141gb;us-central1\n");
        return;
    }
    sim_write(reply,
              "compute:\n  instance:\n    a3-highgpu-8g:\n        cost:\n          us-central1:\n"
              "            hour: 88.49\n            hour_spot: %.2f\n          asia-east1:\n            hour: 99\n"
              "    a3-ultragpu-8g:\n        cost:\n          us-central1:\n            hour: 84.8\n"
              "            hour_spot: %.2f\n",
              88.49 * ratio(request, "a3-highgpu-8g"), 84.8 * ratio(request, "a3-ultragpu-8g"));
}
