# SPDX-License-Identifier: MIT
bin_PROGRAMS += gputape
gputape_SOURCES = \
	src/app/alerts_command.c \
	src/app/announcer.c \
	src/app/announcer.h \
	src/app/app.h \
	src/app/dashboard.c \
	src/app/delivery.c \
	src/app/delivery.h \
	src/app/doctor.c \
	src/app/dossier_file.c \
	src/app/dossier_file.h \
	src/app/gsi_command.c \
	src/app/hook.c \
	src/app/hook.h \
	src/app/import.c \
	src/app/import.h \
	src/app/lists.c \
	src/app/user_files.c \
	src/app/main.c \
	src/app/print_mode.c \
	src/app/run.c \
	src/app/signals.c \
	src/app/signals.h \
	src/app/simulate.c \
	src/app/text_file.c \
	src/app/text_file.h
nodist_gputape_SOURCES = src/app/builtin_dossier.h
gputape_CPPFLAGS = $(AM_CPPFLAGS) -iquote $(top_builddir)/src/app
gputape_CFLAGS = $(AM_CFLAGS)
gputape_LDADD = $(ALL_LAYERS)

# Link order: a library comes before those it uses.
ALL_LAYERS = libui.a libterm.a libpoller.a libsim.a libstore.a libsource.a libnet.a libdraw.a \
	libmodel.a libconfig.a libbase.a $(LAYER_LIBS)
LAYER_LIBS = $(NCURSESW_LIBS) $(CURL_LIBS) $(SQLITE_LIBS) $(CJSON_LIBS) $(EXPAT_LIBS) $(MICROHTTPD_LIBS) $(INIH_LIBS) \
	$(UTF8PROC_LIBS)
