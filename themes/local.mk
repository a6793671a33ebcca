# SPDX-License-Identifier: MIT
# The shipped themes: installed as files to read and copy, and built into the program as the same text.
THEME_FILES = \
	themes/colour-blind-safe.theme \
	themes/dark.theme \
	themes/high-contrast.theme \
	themes/light.theme \
	themes/mono.theme
themesdir = $(pkgdatadir)/themes
dist_themes_DATA = $(THEME_FILES)

BUILT_SOURCES += src/ui/builtin_themes.h
CLEANFILES += src/ui/builtin_themes.h
src/ui/builtin_themes.h: $(THEME_FILES) $(top_srcdir)/themes/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/ui && { \
	echo '/* Made from themes: do not edit. */'; \
	echo 'static const struct { const char *name, *text; } builtin_themes[] = {'; \
	for name in $(THEME_FILES); do \
	  file=$$name; test -f "$$file" || file=$(srcdir)/$$name; \
	  echo "{\"`basename $$name .theme`\","; \
	  $(SED) -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' "$$file" || exit 1; \
	  echo '},'; \
	done; \
	echo '};'; } > $@.new && mv $@.new $@
src/ui/libui_a-theme.$(OBJEXT): src/ui/builtin_themes.h
