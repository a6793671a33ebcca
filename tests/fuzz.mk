# SPDX-License-Identifier: MIT
# What is fuzzed stands in tests/fuzz/target.c. `make check` replays the corpora with any compiler; `make fuzz` builds
# the fuzzer with clang, `make fuzz-run FUZZ_SECONDS=60` lets it loose on each target in turn (finds are left in
# fuzz-work/), e.g. by hand: FUZZ_TARGET=yahoo_quotes tests/fuzz/fuzz fuzz-work/yahoo_quotes
fuzz_target_files = \
	tests/fuzz/target.c \
	tests/fuzz/target.h \
	tests/fuzz/target_frame.c \
	tests/fuzz/target_recording.c \
	tests/fuzz/target_settings.c \
	tests/fuzz/target_source.c \
	tests/fuzz/target_typed.c \
	tests/unit/sane.c \
	tests/unit/sane.h
# Of layers that are not fuzzed as a whole.
fuzz_reader_files = src/app/dossier_file.c src/app/text_file.c src/sim/replay.c src/sim/sim_reply.c
fuzz_target_flags = $(AM_CPPFLAGS) -iquote $(top_builddir)/src/app -iquote $(top_srcdir)/src/app \
	-iquote $(top_srcdir)/src/sim -iquote $(top_srcdir)/src/ui -iquote $(top_srcdir)/tests/unit -iquote $(top_srcdir)/tests/fuzz

check_PROGRAMS += tests/fuzz/replay
TESTS += tests/fuzz/replay
tests_fuzz_replay_SOURCES = tests/fuzz/replay_main.c $(fuzz_target_files) $(fuzz_reader_files)
nodist_tests_fuzz_replay_SOURCES = src/app/builtin_dossier.h
tests_fuzz_replay_CPPFLAGS = $(fuzz_target_flags)
tests_fuzz_replay_LDADD = libui.a libdraw.a libsource.a libconfig.a libmodel.a libbase.a \
	$(CJSON_LIBS) $(EXPAT_LIBS) $(INIH_LIBS) $(UTF8PROC_LIBS)

fuzz_files = tests/fuzz/fuzz_main.c $(fuzz_target_files) $(fuzz_reader_files) \
	$(libui_a_SOURCES) $(libdraw_a_SOURCES) $(libsource_a_SOURCES) $(libconfig_a_SOURCES) $(libmodel_a_SOURCES) \
	$(libbase_a_SOURCES)
FUZZ_CFLAGS = -std=gnu11 -g -O1 -fno-omit-frame-pointer -fsanitize=fuzzer,address,undefined \
	-fno-sanitize-recover=undefined
FUZZ_SECONDS = 20
FUZZ_LIMIT = -max_total_time=$(FUZZ_SECONDS)

tests/fuzz/fuzz: $(fuzz_files) src/ui/builtin_themes.h src/app/builtin_dossier.h
	$(AM_V_CCLD)test -n "$(CLANG)" || { echo "make fuzz needs clang" >&2; exit 1; }; \
	$(MKDIR_P) tests/fuzz && $(CLANG) $(DEFS) $(fuzz_target_flags) -iquote $(top_srcdir)/src/source -Isrc/ui -Isrc/app \
	$(CJSON_CFLAGS) $(EXPAT_CFLAGS) $(LIBXML2_CFLAGS) $(INIH_CFLAGS) $(UTF8PROC_CFLAGS) $(FUZZ_CFLAGS) -o $@ $(filter %.c,$^) \
	$(CJSON_LIBS) $(EXPAT_LIBS) $(INIH_LIBS) $(UTF8PROC_LIBS) $(LIBS)

fuzz: tests/fuzz/fuzz

fuzz-run: tests/fuzz/fuzz tests/fuzz/replay
	for name in $$(tests/fuzz/replay --list); do \
	  $(MKDIR_P) fuzz-work/$$name && \
	  FUZZ_TARGET=$$name tests/fuzz/fuzz $(FUZZ_LIMIT) -max_len=16384 -print_final_stats=1 \
	    -artifact_prefix=fuzz-work/$$name- fuzz-work/$$name \
	    $$(ls -d $(srcdir)/tests/fuzz/corpus/$$name $(srcdir)/tests/fixtures/source/$$name 2>/dev/null) || exit 1; \
	done

.PHONY: fuzz fuzz-run
CLEANFILES += tests/fuzz/fuzz
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/fuzz_main.c
