# SPDX-License-Identifier: MIT
noinst_LIBRARIES += libsim.a
libsim_a_SOURCES = \
	include/sim/simulator.h \
	src/sim/replay.c \
	src/sim/sim_actions.c \
	src/sim/sim_actions.h \
	src/sim/sim_estimates.c \
	src/sim/sim_keyed.c \
	src/sim/sim_news.c \
	src/sim/sim_clouds.c \
	src/sim/sim_cnbc.c \
	src/sim/sim_documents.c \
	src/sim/sim_facts.c \
	src/sim/sim_stream.c \
	src/sim/sim_stream.h \
	src/sim/sim_feeds.c \
	src/sim/sim_feed.c \
	src/sim/sim_gpu.c \
	src/sim/sim_market.c \
	src/sim/sim_market.h \
	src/sim/sim_reply.c \
	src/sim/sim_reply.h \
	src/sim/sim_scenario.c \
	src/sim/sim_sec.c \
	src/sim/sim_statement.c \
	src/sim/sim_story.c \
	src/sim/sim_summary.c \
	src/sim/sim_supply.c src/sim/sim_venues.c \
	src/sim/sim_symbols.c \
	src/sim/sim_yahoo.c \
	src/sim/simulator.c
libsim_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(WEBSOCKETS_CFLAGS)
