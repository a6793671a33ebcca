/* SPDX-License-Identifier: MIT
 * Overlays by their names. */
#include "config.h"

#include "overlay_choice.h"

#include "base/text.h"

#include <string.h>

static const struct {
    const char *name;
    bool shown; /* where nothing was chosen */
} overlays[CHART_OVERLAYS] = {
    [OVERLAY_VOLUME] = {"volume", true},   [OVERLAY_RATINGS] = {"ratings", true},
    [OVERLAY_TARGETS] = {"targets", true}, [OVERLAY_FILINGS] = {"filings", true},
    [OVERLAY_ALERTS] = {"alerts", true},   [OVERLAY_GPU] = {"gpu", false},
    [OVERLAY_INDEX] = {"index", false},
};

const char *overlay_name(enum chart_overlay overlay)
{
    return overlays[overlay].name;
}

static bool is_chosen(const struct overlay_choice *choice, size_t overlay)
{
    return choice->made ? (choice->mask & 1u << overlay) != 0 : overlays[overlay].shown;
}

bool overlay_is_on(const struct view *view, enum chart_overlay overlay)
{
    return view->overlays && is_chosen(&view->overlay_choice, overlay);
}

static bool find(const char *word, size_t *found)
{
    for (size_t i = 0; i < CHART_OVERLAYS; i++)
        if (text_equal_fold(overlays[i].name, word)) {
            *found = i;
            return true;
        }
    return false;
}

bool overlays_parse(struct overlay_choice *choice, const char *names, struct error *err)
{
    struct overlay_choice read = {.made = false};
    for (const char *at = names + strspn(names, " ,"); *at != '\0'; at += strspn(at, " ,")) {
        char word[24];
        size_t length = strcspn(at, " ,"), found;
        text_copy(word, length + 1 < sizeof word ? length + 1 : sizeof word, at);
        at += length;
        if (text_equal_fold(word, "default"))
            continue;
        if (find(word, &found))
            read.mask |= 1u << found;
        else if (!text_equal_fold(word, "none"))
            return error_set(
                err, ERROR_INVALID,
                "\"%s\": over a chart lie volume, ratings, targets, filings, alerts, gpu, index or none", word);
        read.made = true;
    }
    *choice = read;
    return true;
}

void overlays_write(const struct overlay_choice *choice, char *names, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; choice->made && i < CHART_OVERLAYS; i++) {
        if (!is_chosen(choice, i))
            continue;
        used += text_copy(names + used, size - used, used > 0 ? " " : "");
        used += text_copy(names + used, size - used, overlays[i].name);
    }
    if (used == 0)
        text_copy(names, size, choice->made ? "none" : "default");
}
