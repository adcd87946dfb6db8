#ifndef OM_RENDER_BARS_H
#define OM_RENDER_BARS_H

#include "base/buf.h"

/* One bar of a chart; shown is its value as a text. */
struct om_bar {
	struct om_span label;
	double value; /* 0 or more */
	struct om_span shown;
};

/*
 * Appends a bar chart as inline SVG, the longest bar the largest value.
 * Labels are cut to their room, so a table with the same numbers is to stand
 * below for those who do not see it: title says what the chart shows and
 * that. id is unique in the page. No bars are no chart.
 */
void om_bars_add(struct om_buf *out, const char *id, const char *title,
    const struct om_bar *bars, size_t n);

#endif
