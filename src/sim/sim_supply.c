/* SPDX-License-Identifier: MIT
 * The supply side's monthly figures in the simulator. */
#include "config.h"

#include "sim_reply.h"

#include <time.h>

#define MONTH 2629800.0

static struct tm civil(int64_t at)
{
    time_t seconds = (time_t)at;
    struct tm day;
    gmtime_r(&seconds, &day);
    return day;
}

/* Thousands of Taiwan dollars, of the month that many before the one under way. */
static double revenue(const struct sim_request *request, int months_ago)
{
    double then = (double)request->now - months_ago * MONTH;
    return (3.0e8 + 6.0e6 * (24 - months_ago)) * (1 + 0.06 * sim_wave(request->seed, "tsmc", 3 * MONTH, then));
}

void sim_twse(const struct sim_request *request, struct sim_reply *reply)
{
    struct tm now = civil(request->now);
    int last = (now.tm_year + 1900) * 12 + now.tm_mon - 1;
    sim_write(reply,
              "[{\"出表日期\":\"1150410\",\"資料年月\":\"%03d%02d\",\"公司代號\":\"1101\",\"公司名稱\":\"台泥\","
              "\"營業收入-當月營收\":\"11000000\"},{\"出表日期\":\"1150410\",\"資料年月\":\"%03d%02d\","
              "\"公司代號\":\"2330\",\"公司名稱\":\"台積電\",\"營業收入-當月營收\":\"%.0f\","
              "\"營業收入-上月營收\":\"%.0f\",\"營業收入-去年當月營收\":\"%.0f\",\"備註\":\"-\"}]",
              last / 12 - 1911, last % 12 + 1, last / 12 - 1911, last % 12 + 1, revenue(request, 1),
              revenue(request, 2), revenue(request, 13));
}

void sim_fred(const struct sim_request *request, struct sim_reply *reply)
{
    struct tm now = civil(request->now);
    int last = (now.tm_year + 1900) * 12 + now.tm_mon - 1;
    reply->content_type = "text/csv";
    sim_write(reply, "observation_date,PCU334413334413\n");
    for (int ago = 36; ago >= 1; ago--) {
        int month = last - ago + 1;
        sim_write(reply, "%04d-%02d-01,%.3f\n", month / 12, month % 12 + 1,
                  56 + 0.08 * (36 - ago) +
                      sim_wave(request->seed, "ppi", 8 * MONTH, (double)request->now - ago * MONTH));
    }
}
