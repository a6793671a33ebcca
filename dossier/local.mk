# SPDX-License-Identifier: MIT
# What companies said and filed: installed as a file to read and copy, and built into the program as the same text.
DOSSIER_FILE = dossier/thesis.ini
dossierdir = $(pkgdatadir)
dist_dossier_DATA = $(DOSSIER_FILE)

BUILT_SOURCES += src/app/builtin_dossier.h
CLEANFILES += src/app/builtin_dossier.h
src/app/builtin_dossier.h: $(DOSSIER_FILE) $(top_srcdir)/dossier/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/app && { \
	echo '/* SPDX-License-Identifier: MIT'; \
	echo ' * Made from dossier: do not edit. */'; \
	echo 'static const char builtin_dossier[] ='; \
	file=$(DOSSIER_FILE); test -f "$$file" || file=$(srcdir)/$(DOSSIER_FILE); \
	$(SED) -e '/^#/d' -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' "$$file" && \
	echo ';'; } > $@.new && mv $@.new $@
src/app/gputape-dossier_file.$(OBJEXT): src/app/builtin_dossier.h
